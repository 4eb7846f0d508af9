//! When: months, quarters, half-years, years, days and spans of years, as schedule cells name them.

use chrono::{Datelike, NaiveDate};

use crate::value::Month;
use crate::value::period::parse_date;

/// The day by which a schedule cell asks: the last day of the span it names, that day itself, or for `Trước …` the day
/// before. The text is a [key](crate::value::text::key). `bare` takes a year, or two, without a word before them.
///
/// `None` for anything else.
pub(super) fn due(text: &str, bare: bool) -> Option<NaiveDate> {
    let text = tight(text);
    match text.strip_prefix("trước ") {
        Some(rest) => span(rest, false)?.0.pred_opt(),
        None => span(&text, bare).map(|(_, last)| last),
    }
}

/// No space around `/` and dashes, which are all written `-`.
fn tight(text: &str) -> String {
    let mut out = text.replace(['–', '—', '\u{2212}'], "-");
    for sign in ["/", "-"] {
        let parts: Vec<&str> = out.split(sign).map(str::trim).collect();
        out = parts.join(sign);
    }
    out
}

/// The first and the last day of a span of time.
fn span(text: &str, bare: bool) -> Option<(NaiveDate, NaiveDate)> {
    if let Some(rest) = text.strip_prefix("tháng ") {
        let (month, year) = of_year(rest)?;
        return months(year, number(month, 2)?, 1);
    }
    if let Some(rest) = text.strip_prefix("quý ") {
        let (quarter, year) = of_year(rest)?;
        let first = match quarter {
            "i" | "1" => 1,
            "ii" | "2" => 4,
            "iii" | "3" => 7,
            "iv" | "4" => 10,
            _ => return None,
        };
        return months(year, first, 3);
    }
    if let Some(rest) = text.strip_prefix("6 tháng ").or_else(|| text.strip_prefix("06 tháng ")) {
        return match rest.split_once(" năm ")? {
            ("đầu", year) => months(full_year(year)?, 1, 6),
            ("cuối", year) => months(full_year(year)?, 7, 6),
            _ => None,
        };
    }
    if let Some(rest) = text.strip_prefix("năm ") {
        return months(full_year(rest)?, 1, 12);
    }
    if let Some(rest) = text.strip_prefix("giai đoạn ") {
        return years(rest.strip_prefix("năm ").unwrap_or(rest));
    }
    if bare && let Some(span) = years(text).or_else(|| months(full_year(text)?, 1, 12)) {
        return Some(span);
    }
    let day = day(text.strip_prefix("ngày ").unwrap_or(text))?;
    Some((day, day))
}

/// `3/2027`, `3 năm 2027`: what stands before the year, and the year.
fn of_year(text: &str) -> Option<(&str, i32)> {
    let (before, year) = text.split_once('/').or_else(|| text.split_once(" năm "))?;
    Some((before, full_year(year)?))
}

fn months(year: i32, first: u32, count: i32) -> Option<(NaiveDate, NaiveDate)> {
    let first = Month::new(year, first).ok()?;
    Some((first.first_day(), first.plus(count.saturating_sub(1)).last_day()))
}

fn years(text: &str) -> Option<(NaiveDate, NaiveDate)> {
    let (first, last) = text.split_once('-')?;
    let (first, last) = (full_year(first)?, full_year(last)?);
    (first < last).then_some(())?;
    Some((Month::new(first, 1).ok()?.first_day(), Month::new(last, 12).ok()?.last_day()))
}

/// A day written `30/6/2027`.
pub(super) fn day(text: &str) -> Option<NaiveDate> {
    let mut parts = text.split('/');
    let (day, month, year) = (number(parts.next()?, 2)?, number(parts.next()?, 2)?, full_year(parts.next()?)?);
    if parts.next().is_some() {
        return None;
    }
    parse_date(&format!("{year:04}-{month:02}-{day:02}")).ok().filter(|date| date.day() == day)
}

/// A year of four digits that the engine knows.
pub(super) fn full_year(text: &str) -> Option<i32> {
    let year = (text.len() == 4).then(|| number(text, 4))??;
    i32::try_from(year).ok().filter(|year| Month::new(*year, 1).is_ok())
}

fn number(text: &str, longest: usize) -> Option<u32> {
    let plain = !text.is_empty() && text.len() <= longest && text.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| text.parse().ok())?
}
