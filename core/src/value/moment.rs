//! Moments of receipt.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate};

use super::period::YEARS;
use crate::error::{Error, ErrorKind, Result};

/// A moment of receipt, kept to the microsecond and written back at +07:00.
///
/// ```
/// use tiendo::Moment;
/// let moment: Moment = "2027-04-08T02:30:00Z".parse()?;
/// assert_eq!(moment.to_string(), "2027-04-08T09:30:00+07:00");
/// assert!("2027-04-08T09:30:00".parse::<Moment>().is_err());
/// # Ok::<(), tiendo::Error>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Moment(i64);

/// Seconds east of Greenwich at which days are read: Asia/Ho_Chi_Minh, +07:00 all the year.
const OFFSET: i32 = 7 * 3600;

impl Moment {
    /// Microseconds since 1970-01-01T00:00:00Z.
    pub const fn micros(self) -> i64 {
        self.0
    }

    /// The moment so many microseconds after 1970-01-01T00:00:00Z.
    ///
    /// # Errors
    /// [`ErrorKind::BadMoment`] outside the years 1900 to 2200.
    pub fn from_micros(micros: i64) -> Result<Self> {
        let moment = Self(micros);
        match DateTime::from_timestamp_micros(micros) {
            Some(_) if YEARS.contains(&moment.day().year()) => Ok(moment),
            _ => Err(bad_moment(&micros.to_string())),
        }
    }

    /// 00:00 at +07:00 of a day.
    pub fn start_of(date: NaiveDate) -> Self {
        let midnight = date.and_time(chrono::NaiveTime::MIN).and_utc().timestamp_micros();
        Self(midnight.saturating_sub(i64::from(OFFSET).saturating_mul(1_000_000)))
    }

    fn local(self) -> DateTime<FixedOffset> {
        let utc = DateTime::from_timestamp_micros(self.0).unwrap_or_default();
        FixedOffset::east_opt(OFFSET).map_or_else(|| utc.fixed_offset(), |offset| utc.with_timezone(&offset))
    }

    /// The day at +07:00, whatever the offset it was written with.
    pub fn day(self) -> NaiveDate {
        self.local().date_naive()
    }

    /// Hour and minute at +07:00.
    pub fn hour_minute(self) -> (u32, u32) {
        use chrono::Timelike;
        let time = self.local().time();
        (time.hour(), time.minute())
    }

    /// Whether it is exactly 00:00 at +07:00.
    pub fn is_midnight(self) -> bool {
        self == Self::start_of(self.day())
    }
}

impl FromStr for Moment {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let bad = || bad_moment(text);
        let parsed = DateTime::parse_from_rfc3339(text).map_err(|_| bad())?;
        let nanos = parsed.timestamp_subsec_nanos();
        // Finer than a microsecond, or a leap second: refused rather than rounded.
        if nanos % 1_000 != 0 || nanos >= 1_000_000_000 || fraction_digits(text) > 6 {
            return Err(bad());
        }
        Self::from_micros(parsed.timestamp_micros()).map_err(|_| bad())
    }
}

fn fraction_digits(text: &str) -> usize {
    text.split_once('.').map_or(0, |(_, rest)| rest.bytes().take_while(u8::is_ascii_digit).count())
}

fn bad_moment(given: &str) -> Error {
    Error::new(ErrorKind::BadMoment).given(given).allowed(
        "thời điểm theo RFC 3339 có múi giờ, đến phần triệu giây: 2027-04-08T09:30:00+07:00",
        "RFC 3339 with an offset, to the microsecond: 2027-04-08T09:30:00+07:00",
    )
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let local = self.local();
        let micros = local.timestamp_subsec_micros();
        write!(f, "{}", local.format("%Y-%m-%dT%H:%M:%S"))?;
        if micros != 0 {
            write!(f, ".{micros:06}")?;
        }
        f.write_str("+07:00")
    }
}

impl fmt::Debug for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_at_plus_seven() {
        let late: Moment = "2027-04-09T17:30:00Z".parse().unwrap();
        assert_eq!(late.day().to_string(), "2027-04-10");
        assert!("2027-04-09T17:00:00.1234567+07:00".parse::<Moment>().is_err());
        assert_eq!("2027-04-09T17:00:00.120+07:00".parse::<Moment>().unwrap().to_string(), "2027-04-09T17:00:00.120000+07:00");
        assert!(Moment::start_of(late.day()).is_midnight());
    }
}
