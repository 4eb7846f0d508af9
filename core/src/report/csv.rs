//! The report's rows as CSV: one row per item and duty, and after it one per member, the JSON's keys with nested ones joined by `_`.
//!
//! No locale: decimals with a point, ISO dates, empty where nothing is known. Lists stand in one cell, their members set
//! apart by `"; "`: agencies as `name (role)`, outcomes as `due target outcome months_late`. Text is written as it is,
//! a leading `=`, `+`, `-` or `@` too: whoever opens the file in a spreadsheet imports the columns as text.

use std::io::Write;

use serde_json::Value;

use super::Report;
use super::rows::Item;
use crate::error::{Error, ErrorKind, Result};
use crate::value::Lang;

/// The columns, in order.
pub const COLUMNS: [&str; 54] = [
    "code",
    "unit",
    "group",
    "title",
    "agencies",
    "measure",
    "direction",
    "accumulation",
    "frequency",
    "status",
    "rule",
    "period",
    "actual",
    "target",
    "due",
    "days_overdue",
    "expected",
    "gap",
    "gap_share",
    "distance",
    "attainment",
    "attainment_to_date",
    "progress",
    "schedule_variance_months",
    "pace",
    "required_pace",
    "projected",
    "outlook_probability",
    "outlook_low",
    "outlook_high",
    "outlook_refusal",
    "missing_reports",
    "late_days",
    "stage",
    "state",
    "completed_on",
    "note",
    "difficulty",
    "proposal",
    "evidence",
    "baseline_date",
    "baseline_value",
    "baseline_provisional",
    "margin_status",
    "margin_by",
    "outcomes",
    "caveats",
    "coverage_units",
    "coverage_reporting",
    "coverage_counted",
    "coverage_denominator_share",
    "sentence",
    "remark",
    "illustrative",
];

impl Report {
    /// The rows as CSV, sentences and titles in Vietnamese.
    ///
    /// # Errors
    /// [`ErrorKind::Io`] where the writer fails.
    pub fn write_csv(&self, to: impl Write) -> Result<()> {
        self.write_csv_in(to, Lang::Vi)
    }

    /// The rows as CSV, sentences and titles in a language.
    ///
    /// # Errors
    /// [`ErrorKind::Io`] where the writer fails.
    pub fn write_csv_in(&self, to: impl Write, lang: Lang) -> Result<()> {
        let failed = |error: csv::Error| Error::new(ErrorKind::Io).given(error);
        let mut writer = csv::Writer::from_writer(to);
        writer.write_record(COLUMNS).map_err(failed)?;
        let items = self.items.iter().chain(&self.duties);
        for item in items.flat_map(|item| std::iter::once(item).chain(&item.members)) {
            // Strings, numbers and lists only: turning them into values cannot fail.
            let mut row =
                serde_json::to_value(Item { remark: self.narrative.remark(item.code()), ..Item::of(item, lang) }).unwrap_or_default();
            if let (true, Value::Object(keys)) = (self.programme.report().sample, &mut row) {
                keys.insert("illustrative".to_owned(), Value::Bool(true));
            }
            writer.write_record(COLUMNS.map(|column| cell(&row, column))).map_err(failed)?;
        }
        writer.flush().map_err(|error| Error::new(ErrorKind::Io).given(error))
    }
}

fn cell(row: &Value, column: &str) -> String {
    let nested = || column.split_once('_').and_then(|(outer, inner)| row.get(outer)?.get(inner));
    match row.get(column).or_else(nested) {
        Some(Value::Array(members)) => members.iter().map(member).collect::<Vec<_>>().join("; "),
        Some(value) => plain(value),
        None => String::new(),
    }
}

fn member(value: &Value) -> String {
    let part = |key: &str| value.get(key).map(plain);
    match (part("name"), part("role")) {
        (Some(name), Some(role)) => format!("{name} ({role})"),
        _ if value.is_object() => {
            ["due", "target", "outcome", "months_late"].iter().filter_map(|key| part(key)).collect::<Vec<_>>().join(" ")
        }
        _ => plain(value),
    }
}

fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::example;

    fn rows(report: &Report) -> Vec<csv::StringRecord> {
        let mut text = Vec::new();
        report.write_csv(&mut text).unwrap();
        csv::ReaderBuilder::new().has_headers(false).from_reader(&*text).records().map(|row| row.unwrap()).collect()
    }

    #[test]
    fn one_row_per_item_and_duty_under_the_json_keys() {
        let report = example::report();
        let rows = rows(&report);
        assert_eq!(rows.len(), 1 + report.items.len() + report.duties.len());
        let cell = |row: usize, column: &str| rows[row][COLUMNS.iter().position(|each| *each == column).unwrap()].to_owned();
        for (row, column, text) in [
            (1, "code", "CT-I.1"),
            (1, "unit", ""),
            (1, "agencies", "Sở Y tế (monitor)"),
            (1, "actual", "61.9"),
            (1, "gap", "-18.725"),
            (1, "outcomes", "2026-12-31 80 missed"),
            (1, "caveats", "estimate; late_report"),
            (1, "note", "Do hệ thống nâng cấp, \"tạm dừng\" 02 tuần"),
            (1, "difficulty", "=Thiếu nhân lực"),
            (1, "outlook_refusal", "not_computed"),
            (2, "outlook_probability", "0.783"),
            (2, "outlook_low", "61.2"),
            (2, "outlook_high", "84.9"),
            (2, "outlook_refusal", ""),
            (2, "baseline_date", "2026-06-30"),
            (2, "baseline_provisional", "true"),
            (3, "margin_status", "on_track"),
            (3, "margin_by", "1.6"),
            (5, "actual", ""),
            (5, "missing_reports", "9"),
            (12, "completed_on", "2026-07-01"),
        ] {
            assert_eq!(cell(row, column), text, "row {row}, {column}");
        }
    }

    #[test]
    fn every_key_of_the_json_has_its_column() {
        let report = example::report();
        for item in report.items.iter().chain(&report.duties) {
            for (key, value) in serde_json::to_value(Item::of(item, Lang::Vi)).unwrap().as_object().unwrap() {
                match value {
                    Value::Object(inner) => {
                        inner.keys().for_each(|inner| assert!(COLUMNS.contains(&&*format!("{key}_{inner}")), "{key}_{inner}"))
                    }
                    _ => assert!(COLUMNS.contains(&key.as_str()), "{key}"),
                }
            }
        }
    }
}
