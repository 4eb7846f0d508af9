//! What came of a batch: how many rows are in, which came back and why, and what looks odd.

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use super::flags::Flag;
use crate::error::Error;
use crate::value::Lang;

/// A row that was not taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Rejection {
    /// The row in its batch, from 1; in a file, data rows alone are counted.
    pub row: usize,
    /// The line of the file on which the row begins, from 1.
    pub line: Option<u64>,
    /// The field: a column of the CSV form; empty when the row as a whole is meant.
    pub field: String,
    /// What was given there.
    pub value: Option<String>,
    /// What is wrong, and what would be accepted.
    pub error: Error,
}

impl Rejection {
    pub(crate) fn new(row: usize, line: Option<u64>, error: Error) -> Self {
        Self { row, line, field: error.path().to_owned(), value: error.given_text().map(str::to_owned), error }
    }

    /// One line: where, what is wrong, what would be accepted.
    pub fn message(&self, lang: Lang) -> String {
        let error = self.error.message(lang);
        match (lang, self.line) {
            (Lang::Vi, Some(line)) => format!("Dòng số liệu {} (dòng {line} của tệp), {error}", self.row),
            (Lang::Vi, None) => format!("Dòng số liệu {}, {error}", self.row),
            (Lang::En, Some(line)) => format!("Row {} (line {line} of the file), {error}", self.row),
            (Lang::En, None) => format!("Row {}, {error}", self.row),
        }
    }
}

/// The receipt of a batch: the counts add up, `accepted + rejected = rows`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Receipt {
    pub(crate) accepted: usize,
    pub(crate) rejected: Vec<Rejection>,
    pub(crate) flags: Vec<Flag>,
}

impl Receipt {
    /// How many rows the batch had.
    pub fn rows(&self) -> usize {
        self.accepted.saturating_add(self.rejected.len())
    }

    /// How many rows were taken in.
    pub fn accepted(&self) -> usize {
        self.accepted
    }

    /// The rows that were not, in their order.
    pub fn rejected(&self) -> &[Rejection] {
        &self.rejected
    }

    /// What was accepted and looks odd, in the order of the plan's rows, units and periods.
    pub fn flags(&self) -> &[Flag] {
        &self.flags
    }

    /// The counts, in one line.
    pub fn message(&self, lang: Lang) -> String {
        let (rows, accepted, rejected, flags) = (self.rows(), self.accepted, self.rejected.len(), self.flags.len());
        match lang {
            Lang::Vi => format!("Đã nhận {accepted}/{rows} dòng số liệu, từ chối {rejected} dòng, {flags} lưu ý."),
            Lang::En => format!("{accepted} of {rows} rows accepted, {rejected} rejected, {flags} flagged."),
        }
    }

    /// The receipt as JSON, `"format": "tiendo.receipt/1"`.
    pub fn to_json(&self) -> String {
        let form =
            Form { format: "tiendo.receipt/1", rows: self.rows(), accepted: self.accepted, rejected: &self.rejected, flags: &self.flags };
        // Texts, counts and lists alone: nothing in it can fail to be written.
        serde_json::to_string(&form).unwrap_or_default()
    }
}

#[derive(Serialize)]
struct Form<'a> {
    format: &'static str,
    rows: usize,
    accepted: usize,
    rejected: &'a [Rejection],
    flags: &'a [Flag],
}

#[derive(Serialize)]
struct Message {
    vi: String,
    en: String,
}

impl Serialize for Rejection {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("row", &self.row)?;
        if let Some(line) = self.line {
            map.serialize_entry("line", &line)?;
        }
        map.serialize_entry("field", &self.field)?;
        if let Some(value) = &self.value {
            map.serialize_entry("value", value)?;
        }
        map.serialize_entry("code", &self.error.code())?;
        map.serialize_entry("kind", self.error.kind().name())?;
        map.serialize_entry("message", &Message { vi: self.message(Lang::Vi), en: self.message(Lang::En) })?;
        map.end()
    }
}

impl Serialize for Flag {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("kind", self.kind.name())?;
        map.serialize_entry("indicator", &self.indicator)?;
        if let Some(unit) = &self.unit {
            map.serialize_entry("unit", unit)?;
        }
        map.serialize_entry("period", &self.period.to_string())?;
        for (name, figure) in self.kind.figures() {
            map.serialize_entry(name, &figure)?;
        }
        map.serialize_entry("message", &Message { vi: self.message(Lang::Vi), en: self.message(Lang::En) })?;
        map.end()
    }
}
