//! The plan in force at an AsOf, as the integers that judging works on: once an indicator.

use chrono::{Datelike, NaiveDate};
use num_bigint::BigInt;
use rust_decimal::Decimal;

use crate::judge::requirement::{Need, Owed, Point, Rule, Start, Tolerance, Year, position};
use crate::plan::{Accumulation, AsOf, Baseline, Direction, Indicator, Level, Measure, Programme, Requirement, Rollup, Shape, Target};
use crate::value::number::{at_scale, canonical};
use crate::value::{Calendar, Frequency, Month, Period, Position};

/// One requirement as the plan states it: equal consecutive targets are one.
#[derive(Clone, Debug)]
pub struct Stated {
    /// The first due date.
    pub due: NaiveDate,
    /// The last due date that it merges.
    pub last: NaiveDate,
    /// What is asked.
    pub level: Level,
    /// The first target's cell as printed.
    pub text: String,
    /// The last decision that set one of its targets.
    pub decision: Option<String>,
}

/// What a rule is compiled from, beside the row itself.
#[derive(Clone, Copy, Debug)]
pub struct Circumstances {
    /// The date judged (a closed row's closing date, if that is earlier) and the moment of knowledge.
    pub as_of: AsOf,
    /// The reports that can be missing.
    pub owed: Option<Owed>,
    /// Whether a recorded decision suspends judging.
    pub suspended: bool,
}

/// The targets that count for a unit: its own, else the row's; under [`Rollup::Sum`] a unit without its own has none.
pub fn targets_of<'a>(indicator: &'a Indicator, unit: Option<&str>) -> &'a [Target] {
    let Some(unit) = unit else { return &indicator.targets };
    match indicator.unit_targets.iter().find(|(code, _)| code == unit) {
        Some((_, own)) => own,
        None if indicator.rollup == Rollup::Sum => &[],
        None => &indicator.targets,
    }
}

/// The requirements of a row, in order of date; for a running total each year's target is one.
pub fn stated(targets: &[Target], accumulation: Accumulation) -> Vec<Stated> {
    let mut figures: Vec<(NaiveDate, Level, &Target)> =
        targets.iter().filter_map(|target| Some((target.due?, target.level()?, target))).collect();
    figures.sort_by_key(|(due, ..)| *due);
    let mut stated: Vec<Stated> = Vec::new();
    for (due, level, target) in figures {
        match stated.last_mut() {
            Some(before) if accumulation != Accumulation::YearToDate && before.level == level => {
                before.last = due;
                before.decision = target.decision.clone().or(before.decision.take());
            }
            _ => stated.push(Stated { due, last: due, level, text: target.text.clone(), decision: target.decision.clone() }),
        }
    }
    stated
}

/// The baseline that the row declares, or that its way of accumulating implies: an incremental count starts from 0 on the
/// day before the programme starts; a running total's counts only before its first target. Without a target nothing is
/// measured from a start: only a declared one is given.
pub fn baseline_of(programme: &Programme, indicator: &Indicator, stated: &[Stated]) -> Option<Baseline> {
    match (indicator.baseline, indicator.accumulation) {
        (Some(declared), Accumulation::YearToDate) => stated.first().is_none_or(|first| declared.date < first.due).then_some(declared),
        (Some(declared), _) => Some(declared),
        (None, Accumulation::Incremental) if indicator.measure == Measure::Count && !stated.is_empty() => {
            Some(Baseline { date: programme.starts_on.pred_opt()?, value: Decimal::ZERO })
        }
        (None, _) => None,
    }
}

/// The reports of a row that can be missing: from its first owed period to the last one demanded by the day of knowledge,
/// while the row lives.
pub fn owed(
    calendar: &Calendar,
    frequency: Frequency,
    added_on: Option<NaiveDate>,
    date: NaiveDate,
    knowledge_day: NaiveDate,
) -> Option<Owed> {
    let last = calendar.last_demanded(frequency, date, knowledge_day)?;
    let first = added_on
        .map_or(calendar.first_owed(frequency), |added| calendar.first_owed(frequency).max(frequency.period_of(Month::of_date(added))));
    (first <= last).then(|| Owed { first: first.last_month(), last: last.last_month(), step: frequency.months() })
}

/// The periods of a frequency whose reports can be missing and that end after `after` and before `before`.
pub fn demanded(owed: Option<Owed>, frequency: Frequency, after: Option<Month>, before: Option<Month>) -> Vec<Period> {
    let Some(Owed { first, last, .. }) = owed else { return Vec::new() };
    let mut period = frequency.period_of(first);
    let mut out = Vec::new();
    while period.last_month() <= last && before.is_none_or(|before| period.last_month() < before) {
        if after.is_none_or(|after| period.last_month() > after) {
            out.push(period);
        }
        period = period.plus(1);
    }
    out
}

/// Decimal places that the levels of a row need.
pub fn places(indicator: &Indicator, stated: &[Stated]) -> u32 {
    let points = match &indicator.shape {
        Shape::Points(points) => points.as_slice(),
        Shape::Linear | Shape::Step => &[],
    };
    let levels = stated.iter().map(|s| s.level).chain(points.iter().map(|p| p.level)).flat_map(bounds);
    levels.chain(indicator.baseline.map(|b| b.value)).map(|value| canonical(value).scale()).max().unwrap_or(0)
}

fn bounds(level: Level) -> [Decimal; 2] {
    match level {
        Level::Number { value, .. } => [value, value],
        Level::Between { low, high } => [low, high],
    }
}

fn at(value: Decimal, scale: u32) -> BigInt {
    at_scale(canonical(value), scale)
}

/// The rule of one series, its levels at a scale.
pub fn rule(programme: &Programme, indicator: &Indicator, stated: &[Stated], around: Circumstances, scale: u32) -> Rule<BigInt> {
    let baseline = baseline_of(programme, indicator, stated);
    let points = match &indicator.shape {
        Shape::Points(points) => points.as_slice(),
        Shape::Linear | Shape::Step => &[],
    };
    let running = indicator.accumulation == Accumulation::YearToDate;
    let date = around.as_of.date;
    // Whole months serve where every date is a month's end; ticks otherwise.
    let dates = stated.iter().flat_map(|s| [s.due, s.last]).chain(points.iter().map(|p| p.date)).chain(baseline.map(|b| b.date));
    let whole = dates.chain([date]).all(|day| Month::of_date(day).last_day() == day);
    let month = if whole { 1 } else { Position::TICKS };
    let place = |day: NaiveDate| position(day, month);
    let needs: Box<[Need<BigInt>]> = stated
        .iter()
        .map(|s| {
            let [low, high] = bounds(s.level);
            let strict = matches!(s.level, Level::Number { strict: true, .. });
            Need { due: place(s.due), last: place(s.last), low: at(low, scale), high: at(high, scale), strict }
        })
        .collect();
    let mut path: Vec<Point<BigInt>> = needs
        .iter()
        .flat_map(|need| [need.due, need.last].map(|at| Point { at, low: need.low.clone(), high: need.high.clone() }))
        .chain(points.iter().filter(|point| !standing(stated, point.date)).map(|point| {
            let [low, high] = bounds(point.level);
            Point { at: place(point.date), low: at(low, scale), high: at(high, scale) }
        }))
        .collect();
    path.sort_by_key(|point| point.at);
    path.dedup_by_key(|point| point.at);
    let starts_on = baseline.filter(|_| indicator.baseline.is_some()).map_or(programme.starts_on, |declared| declared.date);
    Rule {
        direction: indicator.direction.unwrap_or(Direction::AtLeast),
        accumulation: indicator.accumulation,
        baseline: baseline.map(|b| Start { at: place(b.date), value: at(b.value, scale) }),
        // The floor of a mid-month day serves: a month's end is after the day exactly when it is after that floor.
        sums_after: place(starts_on),
        path: path.into(),
        step: indicator.shape == Shape::Step,
        needs,
        year: running.then(|| year(indicator)),
        on_track: tolerance(indicator.limits.on_track_percent),
        at_risk: tolerance(indicator.limits.at_risk_percent),
        stale_after: indicator.limits.stale_after,
        owed: around.owed,
        date: place(date),
        date_year: date.year(),
        suspended: around.suspended,
        month,
    }
}

/// Whether a day lies within the stand of a requirement, its due day included: the path is flat there, for ever after the
/// last one, and no declared point bends it.
fn standing(stated: &[Stated], day: NaiveDate) -> bool {
    stated.iter().any(|s| s.due <= day && day <= s.last) || stated.last().is_some_and(|last| last.due <= day)
}

/// How a year fills: by its declared profile, else a twelfth each month.
fn year(indicator: &Indicator) -> Year<BigInt> {
    match &indicator.profile {
        Some(profile) => {
            let scale = profile.shares().iter().map(Decimal::scale).max().unwrap_or(0);
            let shares = std::array::from_fn(|n| {
                let share = n.checked_sub(1).and_then(|n| profile.shares().get(n));
                at_scale(share.copied().unwrap_or_default(), scale)
            });
            Year { shares, whole: at_scale(Decimal::ONE, scale) }
        }
        None => Year { shares: std::array::from_fn(BigInt::from), whole: BigInt::from(12) },
    }
}

fn tolerance(percent: Decimal) -> Tolerance {
    let percent = canonical(percent);
    let den = 10i64.checked_pow(percent.scale()).and_then(|ten| ten.checked_mul(100));
    match (i64::try_from(percent.mantissa()), den) {
        (Ok(num), Some(den)) => Tolerance { num, den },
        // Validated to at most six places when the plan is read.
        _ => Tolerance { num: 0, den: 100 },
    }
}

/// The due date and text of a milestone: the earliest completion asked for.
pub fn completion_of(targets: &[Target]) -> Option<&Target> {
    targets.iter().filter(|target| target.requirement == Requirement::Completed && target.due.is_some()).min_by_key(|target| target.due)
}
