//! Exact levels of a reported series, and whether one may stand still: what the flags compare.

use std::cmp::Ordering;

use num_bigint::{BigInt, Sign};
use rust_decimal::Decimal;

use super::measurement::{Measurement, Reported};
use crate::plan::{Accumulation, AsOf, Direction, Indicator, Level as Asked, Measure, Programme, Rollup};
use crate::value::Period;
use crate::value::number::{ratio, ten_to};

/// A fraction whose denominator is greater than zero; nothing is divided before somebody looks.
#[derive(Clone, Debug)]
pub(crate) struct Fraction {
    num: BigInt,
    den: BigInt,
}

impl Fraction {
    pub(crate) fn of(value: Decimal) -> Self {
        Self { num: value.mantissa().into(), den: ten_to(value.scale()) }
    }

    pub(crate) fn zero() -> Self {
        Self::of(Decimal::ZERO)
    }

    /// `times · numerator / denominator`; `None` unless the denominator is greater than zero.
    fn share(times: u32, numerator: Decimal, denominator: Decimal) -> Option<Self> {
        let (top, bottom) = (Self::of(numerator), Self::of(denominator));
        (bottom.num.sign() == Sign::Plus).then(|| Self { num: top.num * bottom.den * times, den: top.den * bottom.num })
    }

    pub(crate) fn plus(&self, other: &Self) -> Self {
        if self.den == other.den {
            return Self { num: &self.num + &other.num, den: self.den.clone() };
        }
        Self { num: &self.num * &other.den + &other.num * &self.den, den: &self.den * &other.den }
    }

    /// `|self − other|`
    pub(crate) fn distance(&self, other: &Self) -> Self {
        let Self { num, den } = self.plus(&other.times(-1));
        Self { num: BigInt::from(num.magnitude().clone()), den }
    }

    pub(crate) fn times(&self, times: i32) -> Self {
        Self { num: &self.num * times, den: self.den.clone() }
    }

    pub(crate) fn half(&self) -> Self {
        Self { num: self.num.clone(), den: &self.den * 2 }
    }

    /// As a decimal, rounded where the division is inexact; 0 where it would not fit, which no judged value reaches.
    pub(crate) fn figure(&self) -> Decimal {
        ratio(&self.num, &self.den).unwrap_or_default()
    }
}

impl Ord for Fraction {
    fn cmp(&self, other: &Self) -> Ordering {
        if self.den == other.den {
            return self.num.cmp(&other.num);
        }
        (&self.num * &other.den).cmp(&(&other.num * &self.den))
    }
}

impl PartialOrd for Fraction {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Fraction {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Fraction {}

/// A reported number in the indicator's unit, or a numerator whose denominator is a reference series.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Level {
    Whole(Fraction),
    /// Compared with its like alone: the series may be revised.
    Numerator(Fraction),
}

impl Level {
    /// The level of a numeric row's measurement; `None` for a withdrawal.
    pub(crate) fn of(row: &Indicator, reported: Reported) -> Option<Self> {
        match reported {
            Reported::Value(value) => Some(Self::Whole(Fraction::of(value))),
            Reported::Ratio { numerator, denominator } => {
                let times = if row.measure == Measure::Percent { 100 } else { 1 };
                Fraction::share(times, numerator, denominator).map(Self::Whole)
            }
            Reported::Numerator(numerator) => Some(Self::Numerator(Fraction::of(numerator))),
            _ => None,
        }
    }

    pub(crate) fn fraction(&self) -> &Fraction {
        match self {
            Self::Whole(fraction) | Self::Numerator(fraction) => fraction,
        }
    }

    /// Whether the two can be compared at all.
    pub(crate) fn is_like(&self, other: &Self) -> bool {
        matches!((self, other), (Self::Whole(_), Self::Whole(_)) | (Self::Numerator(_), Self::Numerator(_)))
    }
}

/// One observation of a series as known: the newest of its period, not withdrawn.
pub(crate) struct Observed<'a> {
    pub(crate) measurement: &'a Measurement,
    pub(crate) level: Level,
}

impl Observed<'_> {
    pub(crate) fn period(&self) -> Period {
        self.measurement.period
    }
}

/// Whether the last observation may stand still: it is "at the ceiling or a met target" (domain, section 4). The target
/// is the one that counts at its period: the first due then or later, after the last the last.
pub(crate) fn may_stand(programme: &Programme, row: usize, unit: Option<&str>, seen: &[Observed<'_>]) -> bool {
    let (Some(issued), Some(last)) = (programme.indicators().get(row), seen.last()) else { return true };
    let force = programme.in_force(row, AsOf::on(last.period().end()));
    let row = force.as_ref().map_or(issued, |force| force.indicator.as_ref());
    let Level::Whole(level) = &last.level else { return false };
    if row.ceiling.is_some_and(|ceiling| *level == Fraction::of(ceiling)) {
        return true;
    }
    let own = unit.and_then(|unit| row.unit_targets.iter().find(|(code, _)| code == unit)).map(|(_, targets)| targets);
    let targets = match own {
        Some(targets) => targets,
        // "under `Sum` a unit without its own is `NoTarget`" (domain, section 2)
        None if unit.is_some() && row.rollup == Rollup::Sum => return false,
        None => &row.targets,
    };
    let mut figures: Vec<_> = targets.iter().filter_map(|target| Some((target.due?, target.level()?))).collect();
    figures.sort_by_key(|(due, _)| *due);
    let end = last.period().end();
    let asked = figures.iter().find(|(due, _)| *due >= end).or(figures.last());
    let (Some((_, asked)), Some(direction)) = (asked, row.direction) else { return false };
    let reached = if row.accumulation == Accumulation::Incremental { sum(programme, row, seen) } else { level.clone() };
    let against = |bound: &Decimal| reached.cmp(&Fraction::of(*bound));
    match (asked, direction) {
        (Asked::Between { low, high }, _) => against(low).is_ge() && against(high).is_le(),
        (Asked::Number { value, strict: true }, Direction::AtMost) => against(value).is_lt(),
        (Asked::Number { value, strict: false }, Direction::AtMost) => against(value).is_le(),
        (Asked::Number { value, strict: true }, _) => against(value).is_gt(),
        (Asked::Number { value, strict: false }, _) => against(value).is_ge(),
    }
}

/// "`Incremental` with a declared baseline: the sum starts from the baseline's value and takes the periods that end
/// after its date; without one, those that end after the programme's start" (domain, section 3).
fn sum(programme: &Programme, row: &Indicator, seen: &[Observed<'_>]) -> Fraction {
    let (from, start) = row.baseline.map_or((programme.starts_on(), Decimal::ZERO), |baseline| (baseline.date, baseline.value));
    let counted = seen.iter().filter(|seen| seen.period().end() > from);
    counted.fold(Fraction::of(start), |sum, seen| sum.plus(seen.level.fraction()))
}
