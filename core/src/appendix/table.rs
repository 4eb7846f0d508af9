//! Rows and headers of the plan's two appendices. Columns are found by their headings.

use super::cell::Column;
use super::found::{Found, Place};
use super::grid::Line;
use super::schedule::full_year;
use crate::error::{Error, ErrorKind, Result};
use crate::plan::{Group, Kind};
use crate::value::Text;
use crate::value::text::key;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Holds {
    Number,
    Code,
    Title,
    Unit,
    Year(i32),
    Schedule,
    Lead,
    Support,
    Output,
}

/// The headings by which columns are found, as [keys](key).
const HEADINGS: [(Holds, &[&str]); 8] = [
    (Holds::Number, &["stt", "tt", "số tt"]),
    (Holds::Code, &["mã", "mã số"]),
    (
        Holds::Title,
        &[
            "mục tiêu cụ thể",
            "mục tiêu",
            "chỉ tiêu",
            "chỉ tiêu cụ thể",
            "tên chỉ tiêu",
            "nhiệm vụ",
            "nội dung nhiệm vụ",
            "tên nhiệm vụ",
            "nhiệm vụ, giải pháp",
            "nội dung",
        ],
    ),
    (Holds::Unit, &["đơn vị tính", "đvt"]),
    (Holds::Lead, &["đơn vị theo dõi", "cơ quan theo dõi", "cơ quan chủ trì", "đơn vị chủ trì"]),
    (Holds::Support, &["cơ quan phối hợp", "đơn vị phối hợp"]),
    (Holds::Schedule, &["thời gian thực hiện", "thời gian hoàn thành", "thời hạn", "thời hạn hoàn thành", "tiến độ"]),
    (Holds::Output, &["kết quả, sản phẩm", "sản phẩm, kết quả", "kết quả", "sản phẩm", "sản phẩm hoàn thành"]),
];

/// A column that states what is asked, and its heading.
#[derive(Clone, Debug)]
pub(super) struct Asking {
    at: usize,
    pub(super) column: Column,
    pub(super) heading: String,
}

/// A row of the plan as printed.
#[derive(Clone, Debug)]
pub(super) struct Printed {
    pub(super) place: Place,
    pub(super) code: String,
    pub(super) group: String,
    pub(super) title: String,
    pub(super) unit: String,
    /// The cells that state what is asked, in the order of [`Table::asking`].
    pub(super) cells: Vec<String>,
    pub(super) lead: String,
    pub(super) support: String,
    pub(super) output: String,
}

/// One of the two appendices.
#[derive(Clone, Debug, Default)]
pub(super) struct Table {
    /// All its rows as printed, header rows included.
    pub(super) lines: Vec<Vec<String>>,
    pub(super) groups: Vec<Group>,
    pub(super) asking: Vec<Asking>,
    pub(super) title_heading: String,
    pub(super) lead_heading: String,
    pub(super) support_heading: String,
    pub(super) rows: Vec<Printed>,
    /// Whether every row could be read: only then is a code that is not among them unknown.
    pub(super) complete: bool,
}

impl Table {
    /// Reads one of the appendices.
    pub(super) fn read(kind: Kind, lines: Vec<Line>, place: &Place, found: &mut Found) -> Self {
        let before = found.count();
        let mut table = Self { lines: lines.iter().map(|line| line.cells.clone()).collect(), ..Self::default() };
        let Some((first, rest)) = lines.split_first() else { return table };
        // The second header row names the years; unlike a group's or a row's its first cell is empty.
        let is_header =
            |line: &&Line| line.cells.first().is_none_or(String::is_empty) && line.cells.iter().any(|cell| year_of(cell).is_some());
        let second = rest.first().filter(is_header);
        let rest = rest.get(usize::from(second.is_some())..).unwrap_or_default();
        let columns = table.columns(kind, first, second, place, found);
        let headed = found.count() == before;
        let prefix = if kind == Kind::Task { "NV" } else { "CT" };
        let width = first.cells.len();
        for line in second.into_iter().chain(rest) {
            if line.cells.len() != width {
                let error = Error::new(ErrorKind::RaggedRow).given(line.cells.len());
                found.problem(&place.row(line.number), error.allowed(format!("{width} ô"), format!("{width} cells")));
            } else if headed && second.is_none_or(|second| second.number != line.number) {
                table.line(kind, prefix, &columns, line, place, found);
            }
        }
        table.complete = found.count() == before;
        table
    }

    /// Finds the columns by the one or two header rows.
    fn columns(
        &mut self,
        kind: Kind,
        first: &Line,
        second: Option<&Line>,
        place: &Place,
        found: &mut Found,
    ) -> Vec<(usize, Holds, String)> {
        let mut columns: Vec<(usize, Holds, String)> = Vec::new();
        for (at, heading) in first.cells.iter().enumerate() {
            let below = second.and_then(|line| line.cells.get(at)).filter(|cell| !cell.is_empty());
            let (heading, number) = match (below, second) {
                (Some(below), Some(line)) => (below, line.number),
                _ => (heading, first.number),
            };
            let read = if below.is_some() { year_of(heading).map(Holds::Year) } else { holds(heading) };
            let Some(holds) = read.filter(|holds| fits(kind, *holds)) else {
                let column = format!("cột {}", at.saturating_add(1));
                let place = place.row(number).column(if heading.is_empty() { &column } else { heading });
                found.problem(&place, Error::new(ErrorKind::BadHeader).given(heading).allowed(allowed(kind, true), allowed(kind, false)));
                continue;
            };
            if columns.iter().any(|(_, other, _)| *other == holds) {
                found.problem(&place.row(number).column(heading), Error::new(ErrorKind::DuplicateColumn).given(heading));
            }
            let heading = heading.clone();
            match holds {
                Holds::Year(year) => self.asking.push(Asking { at, column: Column::Year(year), heading: heading.clone() }),
                Holds::Schedule => self.asking.push(Asking { at, column: Column::Schedule, heading: heading.clone() }),
                Holds::Title => self.title_heading.clone_from(&heading),
                Holds::Lead => self.lead_heading.clone_from(&heading),
                Holds::Support => self.support_heading.clone_from(&heading),
                _ => {}
            }
            columns.push((at, holds, heading));
        }
        for (needed, name) in needed(kind) {
            let there = |holds: &Holds| match needed {
                Holds::Year(_) => matches!(holds, Holds::Year(_)),
                needed => *holds == *needed,
            };
            if !columns.iter().any(|(_, holds, _)| there(holds)) {
                found.problem(&place.row(first.number), Error::new(ErrorKind::MissingColumn).allowed(*name, *name));
            }
        }
        columns
    }

    /// Reads a group row or a row of the plan.
    fn line(&mut self, kind: Kind, prefix: &str, columns: &[(usize, Holds, String)], line: &Line, place: &Place, found: &mut Found) {
        let place = place.row(line.number);
        let column = |wanted: Holds| columns.iter().find(|(_, holds, _)| *holds == wanted);
        let cell = |wanted: Holds| column(wanted).and_then(|(at, _, _)| line.cells.get(*at)).cloned().unwrap_or_default();
        let heading = |wanted: Holds| column(wanted).map(|(_, _, heading)| heading.clone()).unwrap_or_default();
        let (number, title) = (cell(Holds::Number), cell(Holds::Title));
        if title.is_empty() {
            found.problem(&place.column(&heading(Holds::Title)), Error::new(ErrorKind::BadCell).allowed("tên của dòng", "the row's title"));
            return;
        }
        if let Some(roman) = roman(&number) {
            for (at, _, heading) in columns.iter().filter(|(_, holds, _)| !matches!(holds, Holds::Number | Holds::Title)) {
                if let Some(text) = line.cells.get(*at).filter(|text| !text.is_empty()) {
                    let error = Error::new(ErrorKind::BadCell).given(text);
                    found.problem(
                        &place.column(heading),
                        error.allowed("dòng nhóm chỉ có số La Mã và tên", "a group row has a numeral and a title only"),
                    );
                }
            }
            if self.groups.iter().any(|group| group.code == roman) {
                found.problem(&place.column(&heading(Holds::Number)), Error::new(ErrorKind::DuplicateCode).given(&number));
            }
            self.groups.push(Group { kind, code: roman, title: Text::new(title, None) });
            return;
        }
        let group = self.groups.last().map(|group| group.code.clone());
        let (Some(number), Some(group)) = (row_number(&number), group) else {
            let error = Error::new(ErrorKind::BadCell).given(&number);
            found.problem(
                &place.column(&heading(Holds::Number)),
                error.allowed("số La Mã của nhóm, hoặc dưới một nhóm: 1, 1., 2.1", "a group's Roman numeral or, below a group: 1, 1., 2.1"),
            );
            return;
        };
        let own = cell(Holds::Code);
        let code = if own.is_empty() { format!("{prefix}-{group}.{number}") } else { own };
        self.rows.push(Printed {
            cells: self.asking.iter().map(|asking| line.cells.get(asking.at).cloned().unwrap_or_default()).collect(),
            place,
            code,
            group,
            title,
            unit: cell(Holds::Unit),
            lead: cell(Holds::Lead),
            support: cell(Holds::Support),
            output: cell(Holds::Output),
        });
    }
}

/// The year of a heading: `Năm 2026`, `Đến năm 2030`, `2026`.
pub(super) fn year_of(heading: &str) -> Option<i32> {
    let words = key(heading);
    let words = words.strip_prefix("đến ").unwrap_or(&words);
    full_year(words.strip_prefix("năm ").unwrap_or(words))
}

fn holds(heading: &str) -> Option<Holds> {
    let words = key(heading);
    let named = HEADINGS.iter().find(|(_, names)| names.contains(&words.as_str())).map(|(holds, _)| *holds);
    named.or_else(|| year_of(heading).map(Holds::Year))
}

fn fits(kind: Kind, holds: Holds) -> bool {
    match holds {
        Holds::Unit | Holds::Year(_) => kind == Kind::Indicator,
        Holds::Schedule => kind == Kind::Task,
        _ => true,
    }
}

fn needed(kind: Kind) -> &'static [(Holds, &'static str)] {
    match kind {
        Kind::Task => &[
            (Holds::Number, "STT"),
            (Holds::Title, "Nhiệm vụ"),
            (Holds::Lead, "Cơ quan chủ trì"),
            (Holds::Schedule, "Thời gian thực hiện"),
        ],
        _ => &[
            (Holds::Number, "STT"),
            (Holds::Title, "Mục tiêu cụ thể"),
            (Holds::Unit, "Đơn vị tính"),
            (Holds::Year(0), "Năm 2026"),
            (Holds::Lead, "Đơn vị theo dõi"),
        ],
    }
}

fn allowed(kind: Kind, vi: bool) -> String {
    let years = if vi { "năm mục tiêu như Năm 2026" } else { "a target year such as Năm 2026" };
    let names: Vec<&str> = HEADINGS.iter().filter(|(holds, _)| fits(kind, *holds)).flat_map(|(_, names)| names.iter().copied()).collect();
    let years = if kind == Kind::Indicator { format!("; {years}") } else { String::new() };
    format!("{}{years}", names.join(" | "))
}

/// A Roman numeral, with or without a dot, in capitals.
fn roman(text: &str) -> Option<String> {
    let numeral = text.strip_suffix('.').unwrap_or(text).trim();
    let plain = !numeral.is_empty() && numeral.len() <= 8 && numeral.chars().all(|c| "IVXLC".contains(c));
    plain.then(|| numeral.to_owned())
}

/// A row's number without its dot: `1`, `2.1`.
fn row_number(text: &str) -> Option<String> {
    let number = text.strip_suffix(['.', ')']).unwrap_or(text).trim();
    let plain = number.split('.').all(|part| !part.is_empty() && part.len() <= 4 && part.bytes().all(|b| b.is_ascii_digit()));
    plain.then(|| number.to_owned())
}

/// Takes the declared footnote marks out of a text: `<sup>3</sup>`, `³`. Superscripts that are no declared mark stay
/// (`km²`); a tagged one that is not declared is an error.
///
/// # Errors
/// [`ErrorKind::UnknownCode`], with the mark.
pub(super) fn without_marks(text: &str, marks: &[&str]) -> Result<String> {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("<sup>") {
        let Some((mark, after)) = after.split_once("</sup>") else { break };
        out.push_str(before);
        rest = after;
        if !marks.contains(&mark.trim()) {
            let error = Error::new(ErrorKind::UnknownCode).given(format!("<sup>{mark}</sup>"));
            return Err(error.allowed("dấu của một [[footnote]] có nêu dòng này", "the mark of a [[footnote]] that names this row"));
        }
    }
    out.push_str(rest);
    let mut kept = String::new();
    let mut raised = String::new();
    for c in out.chars().chain(['\n']) {
        if let Some(digit) = raised_digit(c) {
            raised.push(digit);
            continue;
        }
        if !raised.is_empty() && !marks.contains(&raised.as_str()) {
            kept.extend(raised.chars().map(lifted));
        }
        raised.clear();
        kept.push(c);
    }
    Ok(kept.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ").trim().to_owned())
}

const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];

fn raised_digit(c: char) -> Option<char> {
    RAISED.iter().zip('0'..='9').find(|(raised, _)| **raised == c).map(|(_, digit)| digit)
}

fn lifted(digit: char) -> char {
    RAISED.iter().zip('0'..='9').find(|(_, plain)| *plain == digit).map_or(digit, |(raised, _)| *raised)
}
