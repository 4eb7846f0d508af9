//! What is accepted and looks odd: computed after the whole batch is in, on the series as known, so that the order of
//! rows in a file means nothing (domain, section 4).

use rust_decimal::Decimal;

use super::level::{Fraction, Level, Observed, may_stand};
use super::measurement::{Measurement, Reported};
use super::store::{Entry, Ledger};
use crate::error::Error;
use crate::plan::{Accumulation, Indicator};
use crate::value::number::{plain, show};
use crate::value::{Lang, Moment, Period};

/// "over 6 times the median absolute change" (domain, section 4).
const TIMES: i32 = 6;
/// "from 6 changes on".
const CHANGES: usize = 6;
/// "6 equal periods".
const EQUAL: usize = 6;

/// Something that was accepted and looks odd. It speaks of (indicator, unit, period), never of a row of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Flag {
    /// The code of the row.
    pub indicator: String,
    /// The unit; `None` for the root.
    pub unit: Option<String>,
    /// The period.
    pub period: Period,
    /// What is odd, with its numbers.
    pub kind: FlagKind,
}

/// What looks odd. Figures that a division makes inexact are rounded; no comparison rests on them.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FlagKind {
    /// The change since the observation before is over six times the series' median absolute change.
    Jump {
        /// The value before; 0 at the start of a running total's year.
        from: Decimal,
        /// The value.
        to: Decimal,
        /// The absolute change.
        change: Decimal,
        /// The median absolute change.
        median: Decimal,
    },
    /// A running total is less than earlier in the same year.
    FallingTotal {
        /// The total before.
        from: Decimal,
        /// The total.
        to: Decimal,
        /// The period of the total before.
        since: Period,
    },
    /// The same value period after period, neither at the ceiling nor at a met target.
    Frozen {
        /// The value.
        value: Decimal,
        /// How many periods in a row have it.
        periods: usize,
        /// The first of them.
        since: Period,
    },
    /// A later entry says exactly what the one before it said.
    Duplicate {
        /// How many times it was said over.
        times: usize,
    },
    /// A correction gives no reason.
    CorrectionWithoutReason {
        /// When it was received.
        received_at: Moment,
    },
    /// A withdrawal gives no reason.
    WithdrawalWithoutReason {
        /// When it was received.
        received_at: Moment,
    },
    /// The plan that the ledger was moved to would refuse it; it is kept.
    RefusedByPlan(Error),
}

impl FlagKind {
    /// The stable name, in `snake_case`.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Jump { .. } => "jump",
            Self::FallingTotal { .. } => "falling_total",
            Self::Frozen { .. } => "frozen",
            Self::Duplicate { .. } => "duplicate",
            Self::CorrectionWithoutReason { .. } => "correction_without_reason",
            Self::WithdrawalWithoutReason { .. } => "withdrawal_without_reason",
            Self::RefusedByPlan(_) => "refused_by_plan",
        }
    }

    /// Its numbers by name, as the JSON form gives them.
    pub fn figures(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Jump { from, to, change, median } => {
                vec![("from", plain(*from)), ("to", plain(*to)), ("change", plain(*change)), ("median", plain(*median))]
            }
            Self::FallingTotal { from, to, since } => vec![("from", plain(*from)), ("to", plain(*to)), ("since", since.to_string())],
            Self::Frozen { value, periods, since } => {
                vec![("value", plain(*value)), ("periods", periods.to_string()), ("since", since.to_string())]
            }
            Self::Duplicate { times } => vec![("times", times.to_string())],
            Self::CorrectionWithoutReason { received_at } | Self::WithdrawalWithoutReason { received_at } => {
                vec![("received_at", received_at.to_string())]
            }
            Self::RefusedByPlan(error) => vec![("code", error.code().to_string()), ("error", error.kind().name().to_owned())],
        }
    }

    fn words(&self, lang: Lang) -> String {
        let n = |value: &Decimal| show(*value, value.normalize().scale(), lang);
        match (self, lang) {
            (Self::Jump { from, to, change, median }, Lang::Vi) => format!(
                "số liệu biến động bất thường: từ {} thành {}, thay đổi {}, trên {TIMES} lần mức thay đổi trung vị ({})",
                n(from),
                n(to),
                n(change),
                n(median)
            ),
            (Self::Jump { from, to, change, median }, Lang::En) => format!(
                "an unusual change: from {} to {}, by {}, over {TIMES} times the median change ({})",
                n(from),
                n(to),
                n(change),
                n(median)
            ),
            (Self::FallingTotal { from, to, since }, Lang::Vi) => {
                format!("số lũy kế từ đầu năm giảm: {} ở kỳ {since}, nay còn {}", n(from), n(to))
            }
            (Self::FallingTotal { from, to, since }, Lang::En) => {
                format!("the year's running total falls: {} in {since}, now {}", n(from), n(to))
            }
            (Self::Frozen { value, periods, since }, Lang::Vi) => {
                format!("số liệu không đổi trong {periods} kỳ liên tiếp, từ kỳ {since}: {}", n(value))
            }
            (Self::Frozen { value, periods, since }, Lang::En) => {
                format!("the same value in {periods} periods in a row, since {since}: {}", n(value))
            }
            (Self::Duplicate { times }, Lang::Vi) => format!("số liệu gửi lại giống hệt lần trước ({times} lần)"),
            (Self::Duplicate { times }, Lang::En) => format!("sent again exactly as before ({times} times)"),
            (Self::CorrectionWithoutReason { received_at }, Lang::Vi) => format!("đính chính nhận lúc {received_at} không nêu lý do"),
            (Self::CorrectionWithoutReason { received_at }, Lang::En) => {
                format!("the correction received at {received_at} gives no reason")
            }
            (Self::WithdrawalWithoutReason { received_at }, Lang::Vi) => {
                format!("thu hồi số liệu nhận lúc {received_at} không nêu lý do")
            }
            (Self::WithdrawalWithoutReason { received_at }, Lang::En) => {
                format!("the withdrawal received at {received_at} gives no reason")
            }
            (Self::RefusedByPlan(error), Lang::Vi) => {
                format!("vẫn giữ số liệu, dù kế hoạch hiện hành không còn chấp nhận: {}", error.message(lang))
            }
            (Self::RefusedByPlan(error), Lang::En) => format!("kept, although the plan would refuse it now: {}", error.message(lang)),
        }
    }
}

impl Flag {
    pub(crate) fn of(measurement: &Measurement, kind: FlagKind) -> Self {
        let (indicator, unit) = (measurement.indicator.clone(), measurement.unit.clone());
        Self { indicator, unit, period: measurement.period, kind }
    }

    /// Whether both say the same of the same period, whatever their numbers.
    pub(crate) fn is_of(&self, other: &Self) -> bool {
        let key = |flag: &Self| (flag.period, flag.kind.name());
        key(self) == key(other)
    }

    /// One line, with its numbers.
    pub fn message(&self, lang: Lang) -> String {
        let place = match (&self.unit, lang) {
            (None, Lang::Vi) => format!("{}, kỳ {}", self.indicator, self.period),
            (None, Lang::En) => format!("{}, {}", self.indicator, self.period),
            (Some(unit), Lang::Vi) => format!("{}, đơn vị {unit}, kỳ {}", self.indicator, self.period),
            (Some(unit), Lang::En) => format!("{}, unit {unit}, {}", self.indicator, self.period),
        };
        format!("{place}: {}", self.kind.words(lang))
    }
}

impl Ledger {
    /// Everything odd in one series as known now, in the order of periods.
    pub(crate) fn flags_of(&self, row: usize, unit: Option<&str>) -> Vec<Flag> {
        let Some(indicator) = self.programme.indicators().get(row) else { return Vec::new() };
        let newest = self.newest_of(row, unit, None);
        let mut flags = self.repeated(row, unit);
        if indicator.is_numeric() {
            let observed = |entry: &'_ Entry| Level::of(indicator, entry.measurement.reported);
            let seen: Vec<Observed<'_>> = newest
                .iter()
                .filter_map(|(_, entry)| Some(Observed { measurement: &entry.measurement, level: observed(entry)? }))
                .collect();
            jumps(indicator, &seen, &mut flags);
            falls(indicator, &seen, &mut flags);
            self.frozen(row, unit, &seen, &mut flags);
        }
        flags.sort_by_key(|flag| flag.period);
        flags
    }

    /// Duplicates, and corrections and withdrawals without a reason.
    ///
    /// A figure that becomes more final (estimate, preliminary, official) is a release, not a correction.
    fn repeated(&self, row: usize, unit: Option<&str>) -> Vec<Flag> {
        let mut flags = Vec::new();
        let mut before: Option<&Measurement> = None;
        for (_, Entry { measurement, .. }) in self.keyed(row, unit) {
            let earlier = before.filter(|earlier| earlier.period == measurement.period);
            before = Some(measurement);
            let received_at = measurement.received_at;
            let says_again = earlier.is_some_and(|earlier| Measurement { received_at, ..earlier.clone() } == *measurement);
            let kind = if says_again {
                match flags.last_mut() {
                    Some(Flag { period, kind: FlagKind::Duplicate { times }, .. }) if *period == measurement.period => {
                        *times = times.saturating_add(1);
                        continue;
                    }
                    _ => FlagKind::Duplicate { times: 2 },
                }
            } else if measurement.reason.is_some() {
                continue;
            } else if measurement.reported == Reported::Withdrawn {
                FlagKind::WithdrawalWithoutReason { received_at }
            } else if earlier.is_some_and(|earlier| earlier.stage >= measurement.stage) {
                FlagKind::CorrectionWithoutReason { received_at }
            } else {
                continue;
            };
            flags.push(Flag::of(measurement, kind));
        }
        flags
    }

    /// Runs of equal values; the flag stands at the last period of the run.
    fn frozen(&self, row: usize, unit: Option<&str>, seen: &[Observed<'_>], flags: &mut Vec<Flag>) {
        let mut until = 0_usize;
        for run in seen.chunk_by(|a, b| a.level == b.level) {
            until = until.saturating_add(run.len());
            let (Some(first), Some(last)) = (run.first(), run.last()) else { continue };
            if run.len() >= EQUAL && !may_stand(&self.programme, row, unit, seen.get(..until).unwrap_or_default()) {
                let kind = FlagKind::Frozen { value: last.level.fraction().figure(), periods: run.len(), since: first.period() };
                flags.push(Flag::of(last.measurement, kind));
            }
        }
    }
}

/// A running total starts each year from 0, so that January is no fall.
fn restarts(row: &Indicator, before: Period, after: Period) -> bool {
    row.accumulation == Accumulation::YearToDate && before.first_month().year() != after.first_month().year()
}

fn jumps(row: &Indicator, seen: &[Observed<'_>], flags: &mut Vec<Flag>) {
    if seen.len() <= CHANGES {
        return;
    }
    let like = seen.iter().zip(seen.iter().skip(1)).filter(|(before, after)| before.level.is_like(&after.level));
    let changes: Vec<(Fraction, Fraction, &Observed<'_>)> = like
        .map(|(before, after)| {
            let restarted = restarts(row, before.period(), after.period());
            let from = if restarted { Fraction::zero() } else { before.level.fraction().clone() };
            (from.distance(after.level.fraction()), from, after)
        })
        .collect();
    let mut sizes: Vec<&Fraction> = changes.iter().map(|(change, ..)| change).collect();
    sizes.sort();
    let upper = sizes.len().div_euclid(2);
    let lower = if sizes.len().is_multiple_of(2) { upper.saturating_sub(1) } else { upper };
    let (true, Some(lower), Some(upper)) = (sizes.len() >= CHANGES, sizes.get(lower), sizes.get(upper)) else { return };
    let median = lower.plus(upper).half();
    let bound = median.times(TIMES);
    for (change, from, after) in changes.iter().filter(|(change, ..)| *change > bound) {
        let (from, to) = (from.figure(), after.level.fraction().figure());
        flags.push(Flag::of(after.measurement, FlagKind::Jump { from, to, change: change.figure(), median: median.figure() }));
    }
}

/// The total is the value, the numerator of a fraction: a share may well fall when its denominator grows.
fn falls(row: &Indicator, seen: &[Observed<'_>], flags: &mut Vec<Flag>) {
    if row.accumulation != Accumulation::YearToDate {
        return;
    }
    for (before, after) in seen.iter().zip(seen.iter().skip(1)) {
        let since = before.period();
        if restarts(row, since, after.period()) {
            continue;
        }
        let (from, to) = match (before.measurement.reported, after.measurement.reported) {
            (Reported::Value(from), Reported::Value(to)) => (from, to),
            (
                Reported::Ratio { numerator: from, .. } | Reported::Numerator(from),
                Reported::Ratio { numerator: to, .. } | Reported::Numerator(to),
            ) => (from, to),
            _ => continue,
        };
        if to < from {
            flags.push(Flag::of(after.measurement, FlagKind::FallingTotal { from, to, since }));
        }
    }
}
