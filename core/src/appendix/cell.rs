//! The grammar of target and schedule cells (domain, section 3): a pure function from a cell's text to what it says.

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

use super::schedule;
use crate::error::{Error, ErrorKind, Result};
use crate::plan::{Awaited, Direction, Level};
use crate::value::number::parse_vi;
use crate::value::text::{key, nfc};
use crate::value::{Frequency, Month};

/// Where a cell stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// In the column of a target year.
    Year(i32),
    /// In the column that says when a task is to be done.
    Schedule,
}

impl Column {
    /// 31 December of the column's year.
    pub fn year_end(self) -> Option<NaiveDate> {
        match self {
            Self::Year(year) => Month::new(year, 12).ok().map(Month::last_day),
            Self::Schedule => None,
        }
    }
}

/// What a cell says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// A figure.
    Figure(Figure),
    /// Completion: by the end of the column's year.
    Completed,
    /// Completion by a day.
    Due(NaiveDate),
    /// Kept alive by each period's report.
    Recurring(Option<Frequency>),
    /// No figure or date yet.
    Pending(Awaited),
}

/// A figure with the relation that the cell states, if any.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Figure {
    /// The number, or the lower one of two.
    pub low: Decimal,
    /// The higher one of two.
    pub high: Option<Decimal>,
    /// The relation, and whether the number itself fails (`>`, `dưới`).
    pub relation: Option<(Direction, bool)>,
    /// Whether a percent sign stands beside it.
    pub percent: bool,
}

impl Figure {
    /// The level that it asks in the declared direction: of a range the low end for "at least", the high end for "at
    /// most", both for "within".
    ///
    /// # Errors
    /// [`ErrorKind::DirectionContradicted`], [`ErrorKind::SingleNumberWithin`].
    pub fn level(&self, direction: Direction) -> Result<Level> {
        if let Some((stated, _)) = self.relation
            && stated != direction
        {
            let (name, vi) = match direction {
                Direction::AtLeast => ("at_least", "≥, >, trên, tối thiểu, ít nhất, trở lên"),
                Direction::AtMost => ("at_most", "≤, <, dưới, không quá, tối đa, trở xuống"),
                Direction::Within => ("within", "35 - 40"),
            };
            return Err(Error::new(ErrorKind::DirectionContradicted).allowed(format!("{name}: {vi}"), format!("{name}: {vi}")));
        }
        let strict = self.relation.is_some_and(|(_, strict)| strict);
        Ok(match (direction, self.high) {
            (Direction::Within, Some(high)) => Level::Between { low: self.low, high },
            (Direction::Within, None) => {
                return Err(Error::new(ErrorKind::SingleNumberWithin).allowed("hai số: 35 - 40", "two numbers: 35 - 40"));
            }
            (Direction::AtMost, Some(high)) => Level::Number { value: high, strict },
            (_, _) => Level::Number { value: self.low, strict },
        })
    }
}

/// Reads a cell; `None` for an empty one. Letter case and spacing never matter. `unit` is the row's own unit, which may
/// follow a number.
///
/// ```
/// use tiendo::appendix::cell::{Column, Said, read};
/// assert_eq!(read("", Column::Year(2026), "%")?, None);
/// assert_eq!(read("Hoàn thành", Column::Year(2026), "CSDL")?, Some(Said::Completed));
/// let due = tiendo::value::period::parse_date("2027-06-29")?;
/// assert_eq!(read("Trước ngày 30/6/2027", Column::Schedule, "")?, Some(Said::Due(due)));
/// assert!(read("khi thuận lợi", Column::Schedule, "").is_err());
/// # Ok::<(), tiendo::Error>(())
/// ```
///
/// # Errors
/// [`ErrorKind::BadCell`] for a text outside the grammar; [`ErrorKind::BadGrouping`], [`ErrorKind::NotANumber`] or
/// [`ErrorKind::NumberTooLarge`] for a number that cannot be read. Each shows the cell.
pub fn read(text: &str, column: Column, unit: &str) -> Result<Option<Said>> {
    let words = key(text);
    if words.is_empty() {
        return Ok(None);
    }
    let shown = nfc(text.trim());
    if let Some(said) = recurring(&words).map(Said::Recurring).or_else(|| pending(&words, &shown).map(Said::Pending)) {
        return Ok(Some(said));
    }
    match column {
        Column::Schedule => schedule::due(&words, true).map(|day| Some(Said::Due(day))).ok_or_else(|| bad(&shown, column)),
        Column::Year(_) if matches!(words.as_str(), "hoàn thành" | "đảm bảo" | "bảo đảm") => Ok(Some(Said::Completed)),
        Column::Year(year) => match schedule::due(&words, false) {
            Some(day) if day.year() == year => Ok(Some(Said::Due(day))),
            Some(_) => Err(bad(&shown, column)),
            None => match figure(&words, &key(unit)) {
                Some(Ok(figure)) => Ok(Some(Said::Figure(figure))),
                Some(Err(kind)) => Err(Error::new(kind).given(&shown).allowed("1.240 hoặc 78,5", "1.240 or 78,5")),
                None => Err(bad(&shown, column)),
            },
        },
    }
}

fn bad(shown: &str, column: Column) -> Error {
    let error = Error::new(ErrorKind::BadCell).given(shown);
    match column {
        Column::Year(_) => error.allowed(
            "một số như 80, ≥80, 78,5%, 35 - 40%; Hoàn thành; Theo chỉ tiêu được giao; Theo hướng dẫn của …; hoặc để trống",
            "a number such as 80, ≥80, 78,5%, 35 - 40%; Hoàn thành; Theo chỉ tiêu được giao; Theo hướng dẫn của …; or empty",
        ),
        Column::Schedule => error.allowed(
            "Tháng 3/2027; Quý I/2027; Năm 2027; 30/6/2027; Trước ngày 30/6/2027; Thường xuyên; Hằng quý; Theo hướng dẫn của …",
            "Tháng 3/2027; Quý I/2027; Năm 2027; 30/6/2027; Trước ngày 30/6/2027; Thường xuyên; Hằng quý; Theo hướng dẫn của …",
        ),
    }
}

/// `Thường xuyên`, `Hằng quý`.
fn recurring(words: &str) -> Option<Option<Frequency>> {
    let words = ["thực hiện ", "định kỳ "].into_iter().fold(words, |words, lead| words.strip_prefix(lead).unwrap_or(words));
    match words {
        "thường xuyên" => Some(None),
        "hàng tháng" | "hằng tháng" => Some(Some(Frequency::Monthly)),
        "hàng quý" | "hằng quý" => Some(Some(Frequency::Quarterly)),
        "hàng năm" | "hằng năm" => Some(Some(Frequency::Yearly)),
        _ => None,
    }
}

/// What is awaited, with the plan's own words of an event.
fn pending(words: &str, shown: &str) -> Option<Awaited> {
    let (words, skipped) = words.strip_prefix("thực hiện ").map_or((words, 0_usize), |rest| (rest, 2));
    if words == "theo chỉ tiêu được giao" {
        return Some(Awaited::Assignment);
    }
    if let Some(rest) = words.strip_prefix("theo tình hình thực tế")
        && (rest.is_empty() || rest.starts_with([' ', ',']))
    {
        return Some(Awaited::Discretion);
    }
    let printed = |skip: usize| shown.split_whitespace().skip(skip).collect::<Vec<_>>().join(" ");
    if words.starts_with("theo hướng dẫn của ") {
        // The words that the grammar knows are written its way, those that follow as the plan prints them.
        return Some(Awaited::Event(format!("hướng dẫn của {}", printed(skipped.saturating_add(4)))));
    }
    let after = words.strip_prefix("sau khi ")?;
    let told = ["ban hành", "có hướng dẫn"].into_iter().any(|act| format!(" {after} ").contains(&format!(" {act} ")));
    told.then(|| Awaited::Event(printed(skipped.saturating_add(2))))
}

/// Relations by sign and word; the longer ones first where one begins another.
const RELATIONS: [(&str, Direction, bool); 14] = [
    ("≥", Direction::AtLeast, false),
    (">=", Direction::AtLeast, false),
    (">", Direction::AtLeast, true),
    ("≤", Direction::AtMost, false),
    ("<=", Direction::AtMost, false),
    ("<", Direction::AtMost, true),
    ("trên ", Direction::AtLeast, true),
    ("tối thiểu ", Direction::AtLeast, false),
    ("ít nhất ", Direction::AtLeast, false),
    ("không dưới ", Direction::AtLeast, false),
    ("dưới ", Direction::AtMost, true),
    ("không quá ", Direction::AtMost, false),
    ("không vượt quá ", Direction::AtMost, false),
    ("tối đa ", Direction::AtMost, false),
];

/// Relations that stand after the number: `từ 90% trở lên`.
const TRAILING: [(&str, Direction); 2] = [("trở lên", Direction::AtLeast), ("trở xuống", Direction::AtMost)];

/// A number with its relation; `None` where the text is not one, an error where the number itself cannot be read.
fn figure(words: &str, unit: &str) -> Option<Result<Figure, ErrorKind>> {
    let rest = words.strip_prefix("đạt ").unwrap_or(words);
    let (rest, about) = rest.strip_prefix("khoảng ").map_or((rest, false), |rest| (rest, true));
    let (rest, from) = rest.strip_prefix("từ ").map_or((rest, false), |rest| (rest, true));
    let leading = RELATIONS.iter().find_map(|(word, direction, strict)| Some((rest.strip_prefix(word)?, (*direction, *strict))));
    let (rest, mut relation) = leading.map_or((rest, None), |(rest, relation)| (rest, Some(relation)));
    if relation.is_some() && (about || from) {
        return None;
    }
    let (low, mut percent, mut rest) = number(rest.trim_start())?;
    let mut high = None;
    if let Some(after) = ["-", "–", "—", "đến "].into_iter().find_map(|dash| rest.trim_start().strip_prefix(dash)) {
        let (number, sign, after) = number(after.trim_start())?;
        (high, rest, percent) = (Some(number), after, percent || sign);
        if relation.is_some() {
            return None;
        }
    }
    let mut words = rest.trim();
    for (word, direction) in TRAILING {
        if let Some(before) = words.strip_suffix(word) {
            if relation.is_some() || high.is_some() || about {
                return None;
            }
            (relation, words) = (Some((direction, false)), before.trim());
        }
    }
    if from && relation.is_none() && high.is_none() {
        return None;
    }
    // A second number, or a relation among the words, would leave open what is meant.
    let apart = percent || words.is_empty() || rest.starts_with(' ') || (!unit.is_empty() && words.starts_with(unit));
    let hidden = ["tối thiểu", "tối đa", "ít nhất", "không quá", "trở lên", "trở xuống"].into_iter().any(|word| words.contains(word));
    let plain = !hidden && words.chars().next().is_none_or(|c| c.is_alphabetic() || c == '(') && !words.chars().any(char::is_numeric);
    if !apart || !plain {
        return None;
    }
    let read = |text: &str| parse_vi(text).map_err(|error| error.kind());
    Some(match (read(low), high.map(read).transpose()) {
        (Err(kind), _) | (_, Err(kind)) => Err(kind),
        (Ok(low), Ok(high)) => high.is_none_or(|high| low < high).then_some(Ok(Figure { low, high, relation, percent }))?,
    })
}

/// The digits at the start of a text, whether a percent sign follows, and the rest.
fn number(text: &str) -> Option<(&str, bool, &str)> {
    let unsigned = text.strip_prefix(['-', '\u{2212}']).unwrap_or(text);
    if !unsigned.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let end = unsigned.find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',').unwrap_or(unsigned.len());
    let length = text.len().saturating_sub(unsigned.len()).saturating_add(end);
    let (digits, rest) = text.split_at_checked(length)?;
    match rest.trim_start().strip_prefix('%') {
        Some(rest) => Some((digits, true, rest)),
        None => Some((digits, false, rest)),
    }
}
