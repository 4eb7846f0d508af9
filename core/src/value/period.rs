//! Months, periods of report and positions in time.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::error::{Error, ErrorKind, Result};

/// The first and the last year the engine knows.
pub(super) const YEARS: std::ops::RangeInclusive<i32> = 1900..=2200;

/// How often a report is owed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Frequency {
    /// Every month.
    #[default]
    Monthly,
    /// Every quarter.
    Quarterly,
    /// Every year.
    Yearly,
}

impl Frequency {
    /// Months in one period: 1, 3 or 12.
    pub const fn months(self) -> i32 {
        match self {
            Self::Monthly => 1,
            Self::Quarterly => 3,
            Self::Yearly => 12,
        }
    }

    /// `monthly`, `quarterly` or `yearly`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Monthly => "monthly",
            Self::Quarterly => "quarterly",
            Self::Yearly => "yearly",
        }
    }

    /// The period of this frequency that contains a month.
    pub fn period_of(self, month: Month) -> Period {
        let into = month.0.rem_euclid(self.months());
        Period { first: Month(month.0.saturating_sub(into)), frequency: self }
    }
}

/// A calendar month, 1900-01 to 2200-12.
///
/// ```
/// use tiendo::Month;
/// let march = Month::new(2027, 3)?;
/// assert_eq!(march.to_string(), "2027-03");
/// assert_eq!(march.last_day().to_string(), "2027-03-31");
/// # Ok::<(), tiendo::Error>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Month(i32);

impl Month {
    /// A month of a year.
    ///
    /// # Errors
    /// [`ErrorKind::BadPeriod`] outside 1900-01 to 2200-12.
    pub fn new(year: i32, month: u32) -> Result<Self> {
        if YEARS.contains(&year) && (1..=12).contains(&month) {
            Ok(Self::of(year, month))
        } else {
            Err(bad_period(&format!("{year}-{month:02}")))
        }
    }

    const fn of(year: i32, month: u32) -> Self {
        Self(year.saturating_mul(12).saturating_add(month as i32).saturating_sub(1))
    }

    /// The month that contains a day.
    pub fn of_date(date: NaiveDate) -> Self {
        Self::of(date.year(), date.month())
    }

    /// Months since January of the year 0; consecutive months have consecutive numbers.
    pub const fn index(self) -> i32 {
        self.0
    }

    /// The month with such an [index](Self::index).
    pub const fn from_index(index: i32) -> Self {
        Self(index)
    }

    /// The year.
    pub const fn year(self) -> i32 {
        self.0.div_euclid(12)
    }

    /// The month of the year, 1 to 12.
    pub const fn month(self) -> u32 {
        self.0.rem_euclid(12).unsigned_abs().saturating_add(1)
    }

    /// The month `n` months later (earlier when negative).
    pub const fn plus(self, n: i32) -> Self {
        Self(self.0.saturating_add(n))
    }

    /// Months from `other` to this one.
    pub const fn since(self, other: Self) -> i32 {
        self.0.saturating_sub(other.0)
    }

    /// The first day.
    pub fn first_day(self) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.year(), self.month(), 1).unwrap_or_default()
    }

    /// The last day.
    pub fn last_day(self) -> NaiveDate {
        let next = self.plus(1).first_day();
        next.pred_opt().unwrap_or(next)
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year(), self.month())
    }
}

impl fmt::Debug for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Month {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        match Period::from_str(text)? {
            Period { first, frequency: Frequency::Monthly } => Ok(first),
            _ => Err(bad_period(text)),
        }
    }
}

/// A period of report: a month, a quarter or a year, written `2027-03`, `2027-Q1`, `2027`.
///
/// ```
/// use tiendo::Period;
/// let quarter: Period = "2027-Q1".parse()?;
/// assert_eq!(quarter.last_month().to_string(), "2027-03");
/// assert!("2027-13".parse::<Period>().is_err());
/// # Ok::<(), tiendo::Error>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Period {
    first: Month,
    frequency: Frequency,
}

impl Period {
    /// A month.
    pub const fn month(month: Month) -> Self {
        Self { first: month, frequency: Frequency::Monthly }
    }

    /// How long it is.
    pub const fn frequency(self) -> Frequency {
        self.frequency
    }

    /// Its first month.
    pub const fn first_month(self) -> Month {
        self.first
    }

    /// Its last month: where it stands in time when judged.
    pub const fn last_month(self) -> Month {
        self.first.plus(self.frequency.months().saturating_sub(1))
    }

    /// Its last day.
    pub fn end(self) -> NaiveDate {
        self.last_month().last_day()
    }

    /// The period `n` periods later.
    pub const fn plus(self, n: i32) -> Self {
        Self { first: self.first.plus(n.saturating_mul(self.frequency.months())), frequency: self.frequency }
    }
}

impl From<Month> for Period {
    fn from(month: Month) -> Self {
        Self::month(month)
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let year = self.first.year();
        match self.frequency {
            Frequency::Monthly => write!(f, "{}", self.first),
            Frequency::Quarterly => write!(f, "{year:04}-Q{}", self.first.month().div_ceil(3)),
            Frequency::Yearly => write!(f, "{year:04}"),
        }
    }
}

impl fmt::Debug for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Period {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let digits = |part: &str, count: usize| {
            (part.len() == count && part.bytes().all(|b| b.is_ascii_digit())).then(|| part.parse::<u32>().ok()).flatten()
        };
        let (year, rest) = match text.split_once('-') {
            Some((year, rest)) => (year, Some(rest)),
            None => (text, None),
        };
        let parsed = digits(year, 4).and_then(|year| i32::try_from(year).ok()).and_then(|year| match rest {
            None => Month::new(year, 1).ok().map(|first| Self { first, frequency: Frequency::Yearly }),
            Some(rest) => match rest.strip_prefix('Q') {
                Some(quarter) => digits(quarter, 1).filter(|q| (1..=4).contains(q)).and_then(|q| {
                    let first = Month::new(year, q.saturating_mul(3).saturating_sub(2)).ok()?;
                    Some(Self { first, frequency: Frequency::Quarterly })
                }),
                None => digits(rest, 2).and_then(|month| Month::new(year, month).ok()).map(Self::month),
            },
        });
        parsed.ok_or_else(|| bad_period(text))
    }
}

fn bad_period(given: &str) -> Error {
    Error::new(ErrorKind::BadPeriod)
        .given(given)
        .allowed("2027-03, 2027-Q1 hoặc 2027, từ 1900-01 đến 2200-12", "2027-03, 2027-Q1 or 2027, from 1900-01 to 2200-12")
}

/// A place in time, in whole ticks of 1/377 580 of a month (the least common multiple of 28, 29, 30 and 31), so that
/// every day is exact: the position of a date is 12·year + month − 1 + day / days in that month (domain, section 3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Position(i64);

impl Position {
    /// Ticks in a month.
    pub const TICKS: i64 = 377_580;

    /// Where a day stands.
    pub fn of(date: NaiveDate) -> Self {
        let month = Month::of_date(date);
        let days = i64::from(month.last_day().day());
        let part = Self::TICKS.checked_div(days).unwrap_or(0).saturating_mul(i64::from(date.day()));
        Self(i64::from(month.index()).saturating_mul(Self::TICKS).saturating_add(part))
    }

    /// Ticks since the beginning of the year 0.
    pub const fn ticks(self) -> i64 {
        self.0
    }
}

/// Reads a date written `2027-03-31`.
///
/// # Errors
/// [`ErrorKind::BadDate`] for anything else, and outside the years 1900 to 2200.
pub fn parse_date(text: &str) -> Result<NaiveDate> {
    let strict = text.len() == 10 && text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    strict
        .then(|| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok())
        .flatten()
        .filter(|date| YEARS.contains(&date.year()))
        .ok_or_else(|| Error::new(ErrorKind::BadDate).given(text).allowed("2027-03-31", "2027-03-31"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn month_ends_are_whole_months() {
        for (year, month) in [(2026, 2), (2028, 2), (2027, 4), (2027, 12)] {
            let month = Month::of(year, month);
            assert_eq!(Position::of(month.last_day()).ticks(), i64::from(month.index() + 1) * Position::TICKS);
        }
    }

    #[test]
    fn periods_are_read_strictly() {
        for text in ["2027-3", "2027-00", "27-03", "2027-Q5", "2027-Q", "2027/03", "2027-03-01", " 2027", "1899", "2027-q1", "+027"] {
            assert_eq!(text.parse::<Period>().unwrap_err().kind(), ErrorKind::BadPeriod, "{text}");
        }
        for text in ["2027-03", "2027-Q4", "2027", "1900-01", "2200-12"] {
            assert_eq!(text.parse::<Period>().unwrap().to_string(), text);
        }
    }
}
