//! Periods, deadlines, and time counted in months.

use chrono::{Datelike, NaiveDate};
use dashu_ratio::RBig;

/// Microseconds since 1970-01-01T00:00:00Z.
pub type Moment = i64;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Frequency {
    Monthly,
    Quarterly,
    Yearly,
}

impl Frequency {
    pub fn months(self) -> u32 {
        match self {
            Frequency::Monthly => 1,
            Frequency::Quarterly => 3,
            Frequency::Yearly => 12,
        }
    }

    /// "at least 3 monthly, 2 quarterly or 1 yearly reports missing".
    pub fn stale_after(self) -> u32 {
        match self {
            Frequency::Monthly => 3,
            Frequency::Quarterly => 2,
            Frequency::Yearly => 1,
        }
    }
}

/// A month (1 to 12), a quarter (1 to 4) or a year (1) of `year`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    pub year: i32,
    pub frequency: Frequency,
    pub number: u32,
}

impl Period {
    /// The period of this length that the month lies in.
    pub fn containing(frequency: Frequency, year: i32, month: u32) -> Period {
        Period { year, frequency, number: (month - 1) / frequency.months() + 1 }
    }

    pub fn last_month(self) -> u32 {
        self.number * self.frequency.months()
    }

    pub fn starts_on(self) -> NaiveDate {
        day(self.year, self.last_month() + 1 - self.frequency.months(), 1)
    }

    /// Where its value stands: the last day of its last month, whatever the cut-off day.
    pub fn ends_on(self) -> NaiveDate {
        month_end(self.year, self.last_month())
    }

    pub fn next(self) -> Period {
        if self.last_month() == 12 { Period { year: self.year + 1, number: 1, ..self } } else { Period { number: self.number + 1, ..self } }
    }

    /// "due *before* the 10th of the month after the period: received on the 9th is on time, on the 10th is late".
    pub fn first_late_day(self) -> NaiveDate {
        let after = self.ends_on().succ_opt().expect("a day after");
        day(after.year(), after.month(), 10)
    }
}

pub fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a date of the calendar")
}

pub fn days_in_month(year: i32, month: u32) -> u32 {
    (28..=31).rev().find(|d| NaiveDate::from_ymd_opt(year, month, *d).is_some()).expect("a month has days")
}

pub fn month_end(year: i32, month: u32) -> NaiveDate {
    day(year, month, days_in_month(year, month))
}

/// "the position of a date is 12·year + month − 1 + day / days in that month".
pub fn position(date: NaiveDate) -> RBig {
    let whole = 12 * i64::from(date.year()) + i64::from(date.month()) - 1;
    RBig::from(whole) + ratio(i64::from(date.day()), i64::from(days_in_month(date.year(), date.month())))
}

pub fn ratio(numerator: i64, denominator: i64) -> RBig {
    RBig::from(numerator) / RBig::from(denominator)
}

const DAY: i64 = 86_400_000_000;
const SEVEN_HOURS: i64 = 7 * 3_600_000_000;

/// "Days are read at +07:00 whatever the offset given."
pub fn day_of(moment: Moment) -> NaiveDate {
    let days = (moment + SEVEN_HOURS).div_euclid(DAY);
    day(1970, 1, 1) + chrono::Duration::days(days)
}

/// The moment so many microseconds after midnight at +07:00 of a day.
pub fn moment(date: NaiveDate, after_midnight: i64) -> Moment {
    (date - day(1970, 1, 1)).num_days() * DAY - SEVEN_HOURS + after_midnight
}
