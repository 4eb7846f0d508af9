//! Reads a plan's own two tables, and what they do not say, into a programme.
//!
//! A plan folder holds `indicators.tsv` and `tasks.tsv`, the two appendices as printed, and `programme.toml`. A province
//! opens its own plan without a line of Rust: columns are found by their headings, there may be any number of target
//! years, and whatever cannot be read is an error that names text, row, column and cell, all of them at once.

mod assembly;
pub mod cell;
mod decisions;
mod decree;
mod draft;
mod encoding;
mod entry;
mod found;
mod grid;
mod hierarchy;
mod json;
mod owners;
mod row;
mod schedule;
mod settings;
mod table;
mod validation;

use serde_json::{Map, Value};

use crate::error::{Error, ErrorKind};
use crate::plan::{Kind, Programme};
use found::{Found, Place};
use settings::Settings;
use table::Table;

pub use draft::draft;
pub use found::Problems;

/// The three texts of a plan folder, as bytes: UTF-8 with or without a byte-order mark, or UTF-16 with one.
#[derive(Clone, Copy, Debug)]
pub struct PlanTexts<'a> {
    /// `indicators.tsv`: Appendix I.
    pub indicators: &'a [u8],
    /// `tasks.tsv`: Appendix II.
    pub tasks: &'a [u8],
    /// `programme.toml`: what the tables do not say.
    pub settings: &'a [u8],
}

const INDICATORS: &str = "indicators";
const TASKS: &str = "tasks";

impl Programme {
    /// Reads a plan folder's three texts.
    ///
    /// ```
    /// use tiendo::{Programme, appendix::PlanTexts};
    /// let indicators = "STT\tMục tiêu cụ thể\tĐơn vị tính\tNăm 2027\tĐơn vị theo dõi\nI\tHạ tầng\t\t\t\n1.\tTỷ lệ phủ sóng\t%\t≥95\tSở Y tế\n";
    /// let tasks = "STT\tNhiệm vụ\tCơ quan chủ trì\tThời gian thực hiện\nI\tChung\t\t\n1.\tBan hành kế hoạch\tSở Y tế\tQuý I/2027\n";
    /// let settings = r#"
    ///     programme = { code = "minh-hoa", title = "Kế hoạch", starts_on = "2026-01-01", ends_on = "2030-12-31", reports_from = "2026-01" }
    ///     agency = [{ name = "Sở Y tế" }]
    ///     indicator = [{ code = "CT-I.1", direction = "at_least" }]
    /// "#;
    /// let texts = PlanTexts { indicators: indicators.as_bytes(), tasks: tasks.as_bytes(), settings: settings.as_bytes() };
    /// let programme = Programme::from_texts(&texts)?;
    /// assert_eq!(programme.get("NV-I.1").unwrap().targets[0].due.unwrap().to_string(), "2027-03-31");
    /// assert_eq!(Programme::from_json(&programme.to_json())?.to_json(), programme.to_json());
    /// # Ok::<(), tiendo::appendix::Problems>(())
    /// ```
    ///
    /// # Errors
    /// [`Problems`]: every cell, row and key that cannot be taken.
    pub fn from_texts(texts: &PlanTexts<'_>) -> Result<Self, Problems> {
        let mut found = Found::default();
        let indicators = table(Kind::Indicator, texts.indicators, &mut found);
        let tasks = table(Kind::Task, texts.tasks, &mut found);
        let place = Place::text(2, "programme.toml");
        let map = found.take(&place, encoding::decode(texts.settings).and_then(|text| toml_map(&text)));
        finish(&indicators, &tasks, map.as_ref().map(|map| (map, &[][..])), place, found)
    }

    /// All problems of a plan folder's texts, or what was noticed in a plan that can be taken (see
    /// [`Programme::remarks`]).
    pub fn check(texts: &PlanTexts<'_>) -> Vec<Error> {
        match Self::from_texts(texts) {
            Ok(programme) => programme.remarks().to_vec(),
            Err(problems) => problems.errors().to_vec(),
        }
    }

    /// Reads the JSON form: the keys of `programme.toml`, with `format`, and the rows of the tables as `indicators` and
    /// `tasks`.
    ///
    /// # Errors
    /// [`Problems`], as [`Programme::from_texts`]; [`ErrorKind::BadJson`] and [`ErrorKind::BadFormat`] for another text.
    pub fn from_json(text: &str) -> Result<Self, Problems> {
        if text.len() > encoding::LARGEST.saturating_mul(3) {
            return Err(Error::new(ErrorKind::FileTooLarge).allowed("tối đa 48 MiB", "48 MiB at most").into());
        }
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let value: Value = serde_json::from_str(text).map_err(|error| Error::new(ErrorKind::BadJson).given(error))?;
        let format = value.get("format").and_then(Value::as_str);
        let Some(map) = value.as_object().filter(|_| format == Some(json::FORMAT)) else {
            let error = Error::new(ErrorKind::BadFormat).given(format.unwrap_or_default()).allowed(json::FORMAT, json::FORMAT);
            return Err(error.at("format").into());
        };
        let mut found = Found::default();
        let mut table = |kind, order, name: &str| {
            let place = Place::text(order, name);
            let lines = grid::from_json(map.get(name), &place, &mut found);
            Table::read(kind, lines, &place, &mut found)
        };
        let indicators = table(Kind::Indicator, 0, INDICATORS);
        let tasks = table(Kind::Task, 1, TASKS);
        finish(&indicators, &tasks, Some((map, &["format", INDICATORS, TASKS])), Place::text(2, ""), found)
    }

    /// The same plan with its figures marked as invented: every output is then stamped "số liệu minh họa".
    ///
    /// # Errors
    /// None that reading the plan has not met already.
    pub fn as_sample(&self) -> Result<Self, Problems> {
        let mut value: Value = serde_json::from_str(&self.canonical).map_err(|error| Error::new(ErrorKind::BadJson).given(error))?;
        if let Some(map) = value.as_object_mut() {
            let report = map.entry("report").or_insert_with(|| Value::Object(Map::new()));
            if let Some(report) = report.as_object_mut() {
                report.insert("sample".to_owned(), Value::Bool(true));
            }
        }
        Self::from_json(&value.to_string())
    }

    /// The JSON form: compact, keys in a fixed order, the same text whether the plan was read from its folder or from
    /// JSON.
    pub fn to_json(&self) -> String {
        self.canonical.clone()
    }
}

fn table(kind: Kind, bytes: &[u8], found: &mut Found) -> Table {
    let place = match kind {
        Kind::Task => Place::text(1, "tasks.tsv"),
        _ => Place::text(0, "indicators.tsv"),
    };
    let before = found.count();
    let lines = found.take(&place, encoding::decode(bytes)).map(|text| grid::from_tsv(&text, &place, found)).unwrap_or_default();
    let table = Table::read(kind, lines, &place, found);
    Table { complete: table.complete && found.count() == before, ..table }
}

fn finish(
    indicators: &Table,
    tasks: &Table,
    map: Option<(&Map<String, Value>, &[&'static str])>,
    place: Place,
    mut found: Found,
) -> Result<Programme, Problems> {
    let programme = map.and_then(|(map, passed)| {
        let (settings, canonical) = Settings::read(map, place.clone(), passed, &mut found);
        assembly::assemble(indicators, tasks, settings, canonical, &mut found)
    });
    let remarks = found.finish()?;
    // Nothing is missing without a problem that says so.
    let programme = programme.ok_or_else(|| Error::new(ErrorKind::MissingKey))?;
    Ok(Programme { remarks, ..programme })
}

/// The TOML text as the same tree that JSON gives.
fn toml_map(text: &str) -> Result<Map<String, Value>, Error> {
    let table: toml::Table = toml::from_str(text).map_err(|error| {
        let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
        let line = before.matches('\n').count().saturating_add(1);
        Error::new(ErrorKind::BadToml).given(error.message()).at(format!("line[{line}]"))
    })?;
    Ok(table.into_iter().map(|(key, value)| (key, tree(value))).collect())
}

fn tree(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => text.into(),
        toml::Value::Integer(number) => number.into(),
        // Kept as such, for the reader to refuse: a decimal stands in quotation marks.
        toml::Value::Float(number) => number.into(),
        toml::Value::Boolean(flag) => flag.into(),
        toml::Value::Datetime(date) => date.to_string().into(),
        toml::Value::Array(items) => items.into_iter().map(tree).collect::<Vec<_>>().into(),
        toml::Value::Table(table) => Value::Object(table.into_iter().map(|(key, value)| (key, tree(value))).collect()),
    }
}
