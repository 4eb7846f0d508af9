//! When a report is due, and how late it is.

use chrono::{Datelike, NaiveDate};

use super::{Frequency, Month, Period};

/// The programme's calendar of reports.
///
/// Reports are due *before* the 10th of the month after their period: received on the 9th is on time, on the 10th is
/// late. A quarterly or yearly report likewise. Weekends shift nothing (domain, section 4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Calendar {
    /// The first month for which anything is owed.
    pub reports_from: Month,
    /// The programme's last day.
    pub ends_on: NaiveDate,
    /// The last day of the month that a period's figures cover; `None` for the month's own end.
    pub cutoff_day: Option<u32>,
}

/// The day of the following month on which a report that was not received is missing.
const DEADLINE_DAY: u32 = 10;

impl Calendar {
    /// The first day on which a report for the period is late, and missing if not received: the 10th of the month after.
    pub fn deadline(period: Period) -> NaiveDate {
        let next = period.last_month().plus(1).first_day();
        next.with_day(DEADLINE_DAY).unwrap_or(next)
    }

    /// Days late: 0 when received before the 10th, 1 on the 10th.
    pub fn days_late(period: Period, received: NaiveDate) -> u32 {
        let days = received.signed_duration_since(Self::deadline(period)).num_days();
        u32::try_from(days.saturating_add(1)).unwrap_or(0)
    }

    /// The first owed period of a frequency: the first that ends in or after [`Calendar::reports_from`].
    pub fn first_owed(&self, frequency: Frequency) -> Period {
        frequency.period_of(self.reports_from)
    }

    /// Whether a period is among those owed at all: from the first one to the programme's end.
    pub fn owes(&self, period: Period) -> bool {
        period >= self.first_owed(period.frequency()) && period.end() <= self.ends_on
    }

    /// The last period of a frequency whose report can be missing: it ended on or before `date` (and the programme's
    /// end), and its deadline is on or before the day of knowledge. `None` when there is none yet.
    pub fn last_demanded(&self, frequency: Frequency, date: NaiveDate, knowledge: NaiveDate) -> Option<Period> {
        let first = self.first_owed(frequency);
        let latest = date.min(self.ends_on);
        let mut period = frequency.period_of(Month::of_date(latest));
        while period >= first && (period.end() > latest || Self::deadline(period) > knowledge) {
            period = period.plus(-1);
        }
        (period >= first).then_some(period)
    }

    /// The first and last day that a monthly period's figures cover: its own, or `cutoff_day` of the month before + 1
    /// to `cutoff_day`.
    pub fn covers(&self, period: Period) -> (NaiveDate, NaiveDate) {
        let (first, last) = (period.first_month().first_day(), period.end());
        let Some(day) = self.cutoff_day else { return (first, last) };
        let cut = |month: Month| month.first_day().with_day(day).unwrap_or_else(|| month.last_day());
        let before = cut(period.first_month().plus(-1));
        (before.succ_opt().unwrap_or(before), cut(period.last_month()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        crate::value::period::parse_date(text).unwrap()
    }

    fn calendar() -> Calendar {
        Calendar { reports_from: "2026-06".parse().unwrap(), ends_on: date("2030-12-31"), cutoff_day: None }
    }

    #[test]
    fn the_ninth_is_on_time_the_tenth_is_late() {
        let march: Period = "2027-03".parse().unwrap();
        assert_eq!(Calendar::days_late(march, date("2027-04-09")), 0);
        assert_eq!(Calendar::days_late(march, date("2027-04-10")), 1);
        assert_eq!(Calendar::deadline("2027-Q1".parse().unwrap()), date("2027-04-10"));
        assert_eq!(Calendar::deadline("2026".parse().unwrap()), date("2027-01-10"));
    }

    #[test]
    fn a_report_is_missing_from_the_tenth_on() {
        let last = |known: &str| calendar().last_demanded(Frequency::Monthly, date("2027-03-31"), date(known)).map(|p| p.to_string());
        assert_eq!(last("2027-04-09").as_deref(), Some("2027-02"));
        assert_eq!(last("2027-04-10").as_deref(), Some("2027-03"));
        assert_eq!(calendar().last_demanded(Frequency::Monthly, date("2026-06-30"), date("2026-07-09")), None);
        assert_eq!(
            calendar().last_demanded(Frequency::Monthly, date("2035-01-01"), date("2035-01-01")).map(|p| p.to_string()).as_deref(),
            Some("2030-12")
        );
    }

    #[test]
    fn a_cut_off_day_moves_the_days_covered() {
        let calendar = Calendar { cutoff_day: Some(14), ..calendar() };
        assert_eq!(calendar.covers("2027-03".parse().unwrap()), (date("2027-02-15"), date("2027-03-14")));
    }
}
