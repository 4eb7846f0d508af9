//! An indicator with a figure: its series, its requirement, and the figures of the verdict.

use super::calendar::{Frequency, position, ratio};
use super::demand::{self, Demand, Side};
use super::ledger::{self, Entry, Observation, Question, year_of};
use super::path::{Path, draw};
use super::plan::InForce;
use super::row::{Accumulation, Direction, Plan, Requirement, Row, Stage};
use super::status;
use super::verdict::{BaselineUsed, Caveat, Status, Verdict};
use chrono::{Datelike, NaiveDate};
use dashu_ratio::RBig;

/// All that the statuses look at.
pub struct Judged<'a> {
    pub row: &'a Row,
    /// For a running total only those of the year judged.
    pub series: Vec<Observation>,
    pub demand: Demand,
    pub side: Side,
    pub t: NaiveDate,
    pub y: RBig,
    pub first_and_only: bool,
    pub provisional: bool,
    pub distance: RBig,
    pub gap: RBig,
}

impl Judged<'_> {
    /// "A **running total under a ceiling** (`AtMost` with `YearToDate`)".
    /// Reading: the upper side of a band on a running total is a ceiling too.
    pub fn is_ceiling(&self) -> bool {
        self.row.accumulation == Accumulation::YearToDate && self.side == Side::AtMost
    }

    pub fn is_met_by(&self, seen: &Observation) -> bool {
        // "met only from its due date on".
        self.demand.figure.is_met(self.side, &seen.value) && !(self.is_ceiling() && seen.date < self.demand.due)
    }

    pub fn is_met(&self) -> bool {
        self.series.last().is_some_and(|newest| self.is_met_by(newest))
    }
}

pub fn judge(plan: &Plan, row: &Row, in_force: &InForce, entries: &[Entry], question: &Question, replaced: Option<&RBig>) -> Verdict {
    let mut verdict = Verdict::empty(question.knowledge);
    let mut series = ledger::observations(plan, row, in_force, entries, question);
    if let (Some(newest), Some(y)) = (series.last_mut(), replaced) {
        newest.value = y.clone();
    }
    let missing = ledger::missing(plan, in_force, entries, question);
    freshness(&mut verdict, &series, &missing.iter().map(|period| period.ends_on()).collect::<Vec<_>>());
    if let Some(newest) = series.last() {
        verdict.period = Some(newest.period);
        verdict.actual = Some(newest.value.clone());
        verdict.pace = pace(row, &series);
        verdict.late_days = ledger::late_days(plan, in_force, entries, question, newest.period);
        // Reading: the report judged is the one of t; the others inside a sum are not looked at.
        let late = verdict.late_days.is_some();
        caveat(&mut verdict, Caveat::LateReport, late);
        caveat(&mut verdict, Caveat::Estimate, newest.stages.contains(&Stage::Estimate));
        caveat(&mut verdict, Caveat::Preliminary, newest.stages.contains(&Stage::Preliminary));
        caveat(&mut verdict, Caveat::ReferenceCarried, newest.carried);
    }

    let figures = demand::figures(in_force);
    let stale = verdict.missing_reports >= stale_after(row, in_force.frequency);
    if figures.is_empty() {
        // "A row is `NoTarget` only when no target has a figure".
        // Reading: a declared baseline is shown; a provisional one is not made up, as nothing uses it.
        verdict.baseline = in_force.baseline.as_ref().map(|declared| BaselineUsed {
            date: declared.date,
            value: declared.value.clone(),
            provisional: false,
        });
        let is = if in_force.suspended { (Status::Suspended, "suspended") } else { (Status::NoTarget, "no_target") };
        return verdict.is(is.0, is.1);
    }
    // "a pending one beside a figure is a caveat."
    let pending = in_force.targets.iter().any(|(target, _)| target.requirement == Requirement::Pending);
    caveat(&mut verdict, Caveat::PendingTarget, pending);
    verdict.baseline = baseline(plan, row, in_force, &figures, &series);
    verdict.outcomes = demand::outcomes(row, &figures, &series, series.last().map(|newest| newest.date));

    let Some(newest) = series.last().cloned() else {
        let demand = unobserved(row, in_force, &figures, question.date);
        verdict.due = Some(demand.due);
        verdict.figure = Some(demand.figure.clone());
        caveat(&mut verdict, Caveat::AmendedTarget, demand.amended);
        let is = status::of_the_silent(in_force, &verdict);
        return verdict.is(is.0, is.1);
    };
    let judged = weigh(row, in_force, &figures, series, newest, &mut verdict);
    caveat(&mut verdict, Caveat::ProvisionalBaseline, judged.provisional);
    // "`due_passed_unreported` (D past the due date, t before it)".
    caveat(&mut verdict, Caveat::DuePassedUnreported, question.date > judged.demand.due && judged.t < judged.demand.due);
    status::of_the_observed(in_force, &judged, stale, question.date, verdict)
}

pub fn caveat(verdict: &mut Verdict, caveat: Caveat, holds: bool) {
    if holds {
        verdict.caveats.insert(caveat);
    }
}

pub fn stale_after(row: &Row, frequency: Frequency) -> u32 {
    row.stale_after.unwrap_or(frequency.stale_after())
}

/// "Freshness: how many reports after t are missing"; "`missing_periods` (a missing report between the first observation and t)".
fn freshness(verdict: &mut Verdict, series: &[Observation], missing: &[NaiveDate]) {
    let Some((first, newest)) = series.first().zip(series.last()) else {
        verdict.missing_reports = u32::try_from(missing.len()).expect("a count of periods");
        return;
    };
    let after = missing.iter().filter(|end| **end > newest.date).count();
    verdict.missing_reports = u32::try_from(after).expect("a count of periods");
    let between = missing.iter().any(|end| first.date < *end && *end < newest.date);
    caveat(verdict, Caveat::MissingPeriods, between);
}

fn baseline(plan: &Plan, row: &Row, in_force: &InForce, figures: &[Demand], series: &[Observation]) -> Option<BaselineUsed> {
    let declared = match row.accumulation {
        // "so there is never a provisional baseline. A declared baseline is a past year's total and counts only before the first target."
        Accumulation::YearToDate => {
            let past = demand::past_total(in_force, figures)?;
            return Some(BaselineUsed { date: past.date, value: past.value.clone(), provisional: false });
        }
        _ => in_force.baseline.as_ref(),
    };
    if let Some(declared) = declared {
        return Some(BaselineUsed { date: declared.date, value: declared.value.clone(), provisional: false });
    }
    // "**No baseline**: an `Incremental` count starts from 0 on the day before the programme starts".
    if row.accumulation == Accumulation::Incremental {
        let date = plan.starts_on.pred_opt().expect("a day before");
        return Some(BaselineUsed { date, value: RBig::ZERO, provisional: false });
    }
    // "otherwise the first accumulated observation known at (D, K) serves as a provisional one".
    let first = series.first()?;
    Some(BaselineUsed { date: first.date, value: first.value.clone(), provisional: true })
}

/// "Without an observation: the first target due on or after D or still standing".
/// Reading: for a running total the requirement of D's calendar year.
fn unobserved(row: &Row, in_force: &InForce, figures: &[Demand], date: NaiveDate) -> Demand {
    if row.accumulation == Accumulation::YearToDate {
        demand::of_year(row.direction, in_force, figures, year_of(date))
    } else {
        demand::current(&demand::merged(figures), date).clone()
    }
}

/// "m months into the year m/12 of it is expected, or the share that a declared `profile` gives".
/// Reading: between two month ends the share grows evenly; this matters to the schedule variance only.
fn path_of_year(row: &Row, year: i32, requirement: &RBig) -> Path {
    let start = RBig::from(12 * i64::from(year));
    let mut points = vec![(start.clone(), RBig::ZERO)];
    for month in 1..=12_i64 {
        let share = match &row.profile {
            Some(shares) => shares[usize::try_from(month - 1).expect("a month")].clone(),
            None => ratio(month, 12),
        };
        points.push((&start + RBig::from(month), requirement * share));
    }
    Path { points, steps: false, last_due: start + RBig::from(12) }
}

fn weigh<'a>(
    row: &'a Row,
    in_force: &InForce,
    figures: &[Demand],
    mut series: Vec<Observation>,
    newest: Observation,
    verdict: &mut Verdict,
) -> Judged<'a> {
    let (t, y) = (newest.date, newest.value);
    let running = row.accumulation == Accumulation::YearToDate;
    let used = verdict.baseline.clone();

    let (demand, side, path) = if running {
        let demand = demand::of_year(row.direction, in_force, figures, year_of(t));
        let side = demand.figure.side(row.direction, &y);
        let path = path_of_year(row, year_of(t), &demand.figure.bound(side));
        // Reading: another year's observations are about another requirement.
        series.retain(|seen| year_of(seen.date) == year_of(t));
        (demand, side, path)
    } else {
        let demands = demand::merged(figures);
        let owing = match row.direction {
            Direction::AtLeast => demand::debt(&demands, Side::AtLeast, &series),
            Direction::AtMost => demand::debt(&demands, Side::AtMost, &series),
            Direction::Within => None,
        };
        let demand = owing.unwrap_or_else(|| demand::current(&demands, t)).clone();
        let side = demand.figure.side(row.direction, &y);
        let used = used.as_ref().expect("a baseline, provisional at least");
        // Reading: a `Within` row is drawn through the ends of all bands on the side that its value lies, from the same baseline.
        let path = draw(&in_force.trajectory, Some((used.date, &used.value)), &demands, side);
        (demand, side, path)
    };

    // "For progress and pace the year starts from 0".
    let from = if running { RBig::ZERO } else { used.as_ref().expect("a baseline").value.clone() };
    let bound = demand.figure.bound(side);
    let time = position(t);
    let expected = path.at(&time);
    let gap = side.ahead(&y, &expected);
    let way = side.ahead(&bound, &from);
    let tenth = absolute(&bound) / RBig::from(10);
    // "the larger of (target − baseline, in the wanted direction) and a tenth of |target|"; a running total: "the distance is the
    // requirement itself". Reading: its size, should it be negative.
    let distance = if running { absolute(&bound) } else { way.clone().max(tenth) };
    let over = |one: &RBig, other: &RBig| (*other != RBig::ZERO).then(|| one / other);
    let against = |wanted: &RBig| match side {
        Side::AtLeast => over(&y, wanted),
        Side::AtMost => over(wanted, &y),
    };

    verdict.figure = Some(demand.figure.clone());
    verdict.bound = Some(bound.clone());
    verdict.due = Some(demand.due);
    verdict.expected = Some(expected.clone());
    verdict.gap = Some(gap.clone());
    verdict.gap_share = over(&gap, &distance);
    verdict.distance = Some(distance.clone());
    verdict.attainment = against(&bound);
    verdict.attainment_to_date = against(&expected);
    // "undefined unless the target lies beyond the baseline in the wanted direction."
    verdict.progress = (way > RBig::ZERO).then(|| (&y - &from) / (&bound - &from));
    let (variance, outside) = path.variance(&y, &time, side);
    verdict.schedule_variance_months = variance;
    caveat(verdict, Caveat::OutsideTrajectory, outside);
    caveat(verdict, Caveat::AmendedTarget, demand.amended);

    let judged = Judged {
        row,
        first_and_only: series.len() == 1,
        series,
        provisional: used.is_some_and(|baseline| baseline.provisional),
        side,
        t,
        y,
        distance,
        gap,
        demand,
    };
    let left = position(judged.demand.due) - time;
    if left > RBig::ZERO {
        // "what is left over the time left, seen from t; none once met, or when t is at or past the due date."
        if !judged.is_met() {
            verdict.required_pace = Some((&bound - &judged.y) / &left);
        }
        // "the value to which the present pace leads at the due date, uncapped".
        verdict.projected = verdict.pace.as_ref().map(|pace| &judged.y + pace * &left);
    }
    judged
}

/// "per month, signed as the value moves: from the first to the last of the newest 13 observations, when there are at least three and
/// they span at least six months; for `YearToDate`, y over the months of the year so far, from three observations in the year on."
fn pace(row: &Row, series: &[Observation]) -> Option<RBig> {
    let newest = series.last()?;
    if row.accumulation == Accumulation::YearToDate {
        let of_year = series.iter().filter(|seen| year_of(seen.date) == year_of(newest.date)).count();
        return (of_year >= 3).then(|| &newest.value / RBig::from(newest.date.month()));
    }
    let window = &series[series.len().saturating_sub(13)..];
    let span = position(newest.date) - position(window[0].date);
    (window.len() >= 3 && span >= RBig::from(6)).then(|| (&newest.value - &window[0].value) / span)
}

pub fn absolute(value: &RBig) -> RBig {
    if *value < RBig::ZERO { -value } else { value.clone() }
}
