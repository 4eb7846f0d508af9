//! Tab-separated text as rows of cells, with the row numbers that a spreadsheet shows.

use serde_json::Value;

use super::found::{Found, Place};
use crate::error::{Error, ErrorKind};
use crate::value::text::nfc;

/// A row of cells with its number, counted from 1; rows without any text are left out.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) number: usize,
    pub(super) cells: Vec<String>,
}

/// What closes the text that is read: a quotation mark still open would swallow it.
const SENTINEL: &str = "\u{1}";

/// The rows of a tab-separated text, quoted as spreadsheets quote. Problems are reported at their row.
pub(super) fn from_tsv(text: &str, place: &Place, found: &mut Found) -> Vec<Line> {
    let closed = format!("{}\n{SENTINEL}\n", text.trim_end_matches('\n'));
    let mut reader = csv::ReaderBuilder::new().delimiter(b'\t').has_headers(false).flexible(true).from_reader(closed.as_bytes());
    let mut record = csv::StringRecord::new();
    let mut lines = Vec::new();
    // Line ends inside quoted cells so far: a spreadsheet counts such a row once.
    let mut inside = 0_u64;
    while let Ok(true) = reader.read_record(&mut record) {
        let breaks = record.iter().map(|cell| cell.matches('\n').count()).sum::<usize>();
        let ended = reader.position().line();
        inside = inside.saturating_add(u64::try_from(breaks).unwrap_or(0));
        let number = usize::try_from(ended.saturating_sub(1).saturating_sub(inside)).unwrap_or(0);
        if record.len() == 1 && record.get(0) == Some(SENTINEL) {
            return lines;
        }
        let cells: Vec<String> = record.iter().map(|cell| nfc(cell.trim())).collect();
        if cells.iter().any(|cell| !cell.is_empty()) {
            lines.push(Line { number, cells });
        }
    }
    // The sentinel was swallowed: the last row holds a quotation mark that never closes, in its last cell. Its line never
    // ended, so it was counted one short.
    let Some(Line { number, cells }) = lines.pop() else { return Vec::new() };
    let number = number.saturating_add(1);
    let given = cells.last().and_then(|cell| cell.split(['\t', '\n']).next()).unwrap_or_default();
    let heading = lines.first().and_then(|line| line.cells.get(cells.len().saturating_sub(1)).cloned()).unwrap_or_default();
    let error = Error::new(ErrorKind::UnclosedQuote).given(given).allowed("dấu \" đóng ở cuối ô", "a closing \" at the end of the cell");
    found.problem(&place.row(number).column(&heading), error);
    Vec::new()
}

/// The rows of the JSON form: arrays of texts.
pub(super) fn from_json(value: Option<&Value>, place: &Place, found: &mut Found) -> Vec<Line> {
    let allowed = |error: Error| error.allowed("mảng các dòng, mỗi dòng là mảng các chuỗi", "an array of rows, each an array of strings");
    let Some(value) = value else {
        found.problem(place, allowed(Error::new(ErrorKind::MissingKey)));
        return Vec::new();
    };
    let Some(rows) = value.as_array() else {
        found.problem(place, allowed(Error::new(ErrorKind::BadValue)));
        return Vec::new();
    };
    let mut lines = Vec::new();
    for (row, number) in rows.iter().zip(1..) {
        let cells = row.as_array().map(|cells| cells.iter().map(Value::as_str).collect::<Option<Vec<_>>>());
        match cells.flatten() {
            Some(cells) if cells.iter().any(|cell| !cell.trim().is_empty()) => {
                let cells = cells.into_iter().map(|cell| nfc(cell.trim())).collect();
                lines.push(Line { number, cells });
            }
            Some(_) => {}
            None => found.problem(&place.row(number), allowed(Error::new(ErrorKind::BadValue).given(row))),
        }
    }
    if lines.is_empty() && rows.is_empty() {
        found.problem(place, Error::new(ErrorKind::EmptyFile));
    }
    lines
}
