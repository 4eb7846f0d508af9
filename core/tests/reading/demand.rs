//! What is required: the targets merged, the one that a value is judged against, and what became of each.

use super::calendar::{day, position};
use super::ledger::{Observation, year_of};
use super::path::draw;
use super::plan::InForce;
use super::row::{Accumulation, Baseline, Direction, Requirement, Row, Trajectory};
use super::verdict::{Fate, Outcome};
use chrono::NaiveDate;
use dashu_ratio::RBig;

#[derive(Clone, Debug, PartialEq)]
pub enum Figure {
    Number { value: RBig, strict: bool },
    Band { low: RBig, high: RBig },
}

/// The side on which a value is judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    AtLeast,
    AtMost,
}

impl Side {
    /// `one − other`, signed so that plus is good.
    pub fn ahead(self, one: &RBig, other: &RBig) -> RBig {
        match self {
            Side::AtLeast => one - other,
            Side::AtMost => other - one,
        }
    }
}

impl Figure {
    pub fn is_met(&self, side: Side, y: &RBig) -> bool {
        match self {
            // "A strict `>` or `<` differs only in what "met" means."
            Figure::Number { value, strict: true } => side.ahead(y, value) > RBig::ZERO,
            Figure::Number { value, strict: false } => side.ahead(y, value) >= RBig::ZERO,
            // "met between the two, both included".
            Figure::Band { low, high } => low <= y && y <= high,
        }
    }

    pub fn bound(&self, side: Side) -> RBig {
        match (self, side) {
            (Figure::Number { value, .. }, _) => value.clone(),
            (Figure::Band { low, .. }, Side::AtLeast) => low.clone(),
            (Figure::Band { high, .. }, Side::AtMost) => high.clone(),
        }
    }

    /// "up to the middle it is judged as "at least low", above it as "at most high"".
    pub fn side(&self, direction: Direction, y: &RBig) -> Side {
        match (direction, self) {
            (Direction::AtLeast, _) => Side::AtLeast,
            (Direction::AtMost, _) => Side::AtMost,
            (Direction::Within, Figure::Band { low, high }) if y + y > low + high => Side::AtMost,
            (Direction::Within, _) => Side::AtLeast,
        }
    }
}

/// A requirement: due on a day and standing to another.
#[derive(Clone, Debug, PartialEq)]
pub struct Demand {
    pub figure: Figure,
    pub due: NaiveDate,
    pub last_due: NaiveDate,
    pub amended: bool,
}

/// The targets that have a figure, in the order of time, one demand each.
pub fn figures(in_force: &InForce) -> Vec<Demand> {
    let mut demands = Vec::new();
    for (target, amended) in &in_force.targets {
        let figure = match &target.requirement {
            Requirement::Number { value, strict } => Figure::Number { value: value.clone(), strict: *strict },
            Requirement::Band { low, high } => Figure::Band { low: low.clone(), high: high.clone() },
            Requirement::Completed | Requirement::Recurring(_) | Requirement::Pending => continue,
        };
        let due = target.due.expect("a figure has a due date");
        demands.push(Demand { figure, due, last_due: due, amended: *amended });
    }
    demands.sort_by_key(|demand| demand.due);
    demands
}

/// "Equal consecutive targets (100 in 2026, 100 in 2030) are one requirement: due at the first date, standing to the last."
/// Reading: a strict one and another of the same number are two ("a different requirement from `≥`/`≤`").
/// Reading: the requirement is amended where any of its targets is.
pub fn merged(figures: &[Demand]) -> Vec<Demand> {
    let mut demands: Vec<Demand> = Vec::new();
    for figure in figures {
        match demands.last_mut() {
            Some(last) if last.figure == figure.figure => {
                last.last_due = figure.due;
                last.amended |= figure.amended;
            }
            _ => demands.push(figure.clone()),
        }
    }
    demands
}

/// "the first target due on or after t or still standing at t; after the last, the last." Without an observation, at D.
pub fn current(demands: &[Demand], date: NaiveDate) -> &Demand {
    demands.iter().find(|demand| demand.last_due >= date).unwrap_or_else(|| demands.last().expect("a requirement"))
}

/// "A debt stands until it is paid: the earliest target due on or before t that was met neither by the last observation up to its due
/// date nor by any since (nor for `Within`)."
/// Reading: a target due before a declared baseline is a debt like any other.
pub fn debt<'a>(demands: &'a [Demand], side: Side, series: &[Observation]) -> Option<&'a Demand> {
    let t = series.last()?.date;
    demands.iter().find(|demand| {
        let at_due = series.iter().rfind(|seen| seen.date <= demand.due);
        let since = series.iter().filter(|seen| seen.date > demand.due);
        demand.due <= t && !at_due.into_iter().chain(since).any(|seen| demand.figure.is_met(side, &seen.value))
    })
}

/// "Every target keeps its outcome". `judged_at` is t, absent without an observation: "all outcomes `open`".
pub fn outcomes(row: &Row, figures: &[Demand], series: &[Observation], judged_at: Option<NaiveDate>) -> Vec<Outcome> {
    let running = row.accumulation == Accumulation::YearToDate;
    // "one outcome per requirement (equal consecutive targets are one), for `YearToDate` one per target."
    let demands = if running { figures.to_vec() } else { merged(figures) };
    demands.iter().map(|demand| outcome(row, demand, series, judged_at, running)).collect()
}

fn outcome(row: &Row, demand: &Demand, series: &[Observation], judged_at: Option<NaiveDate>, running: bool) -> Outcome {
    let met = |seen: &&Observation| demand.figure.is_met(demand.figure.side(row.direction, &seen.value), &seen.value);
    // A running total speaks of its own year only.
    let of_year = |seen: &&Observation| !running || year_of(seen.date) == year_of(demand.due);
    let at_due = series.iter().filter(of_year).rfind(|seen| seen.date <= demand.due);
    // "a missed year cannot be made up".
    let later = series.iter().find(|seen| !running && seen.date > demand.due && met(seen));
    let mut months_late = None;
    let fate = if judged_at.is_none_or(|t| demand.due > t) {
        // Reading: what falls due after t is open, be it met already or not; it may still lapse. Also when D is past it.
        Fate::Open
    } else if at_due.as_ref().is_some_and(met) {
        // Reading: under a ceiling on a running total too the last observation of the year stands for its end.
        Fate::Met
    } else if at_due.is_none() && (running || later.is_some()) {
        // "`unknown` (no observation up to its due date, and a later one meets it, or for `YearToDate` none in its year)".
        Fate::Unknown
    } else if let Some(later) = later {
        // "`met_late` (months from its due date to the first later observation that meets it)".
        months_late = Some(position(later.date) - position(demand.due));
        Fate::MetLate
    } else {
        Fate::Missed
    };
    Outcome { due: demand.due, figure: Some(demand.figure.clone()), fate, months_late }
}

/// The baseline that counts for a running total: "a past year's total and counts only before the first target."
pub fn past_total<'a>(in_force: &'a InForce, figures: &[Demand]) -> Option<&'a Baseline> {
    let first = figures.first()?;
    in_force.baseline.as_ref().filter(|baseline| baseline.date < first.due)
}

/// "The requirement of a calendar year is the trajectory's value at its 31 December (a year with its own target: that target; before
/// the first point: the first point's value), due that day".
pub fn of_year(direction: Direction, in_force: &InForce, figures: &[Demand], year: i32) -> Demand {
    let due = day(year, 12, 31);
    if let Some(own) = figures.iter().find(|demand| demand.due == due) {
        return own.clone();
    }
    // "`Points` do not apply."
    let trajectory = match &in_force.trajectory {
        Trajectory::Step => Trajectory::Step,
        Trajectory::Linear | Trajectory::Points(_) => Trajectory::Linear,
    };
    let value = |side: Side| {
        let start = past_total(in_force, figures).map(|baseline| (baseline.date, &baseline.value));
        draw(&trajectory, start, &merged(figures), side).at(&position(due))
    };
    // Reading: a year without its own target has the relation of the target that its path leads to, after the last that of the last;
    // with `Step` that of the target whose level still holds. It is amended where that target is.
    let next = current(figures, due);
    let passed = figures.iter().rfind(|demand| demand.due < due);
    let lender = if trajectory == Trajectory::Step { passed.unwrap_or(next) } else { next };
    let figure = match &lender.figure {
        Figure::Number { strict, .. } => {
            let side = if direction == Direction::AtMost { Side::AtMost } else { Side::AtLeast };
            Figure::Number { value: value(side), strict: *strict }
        }
        Figure::Band { .. } => Figure::Band { low: value(Side::AtLeast), high: value(Side::AtMost) },
    };
    Demand { figure, due, last_due: due, amended: lender.amended }
}
