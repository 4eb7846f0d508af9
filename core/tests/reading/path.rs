//! The trajectory: what is expected at a time, and when so much was expected.

use super::calendar::position;
use super::demand::{Demand, Side};
use super::row::Trajectory;
use chrono::NaiveDate;
use dashu_ratio::RBig;

/// Points in the order of time, flat before the first and after the last.
#[derive(Clone, Debug)]
pub struct Path {
    pub points: Vec<(RBig, RBig)>,
    pub steps: bool,
    /// The last requirement's (first) due date.
    pub last_due: RBig,
}

/// Draws the path through the requirements, each with its level on the side judged. `start` is absent for a running total only.
pub fn draw(trajectory: &Trajectory, start: Option<(NaiveDate, &RBig)>, demands: &[Demand], side: Side) -> Path {
    let level = |demand: &Demand| demand.figure.bound(side);
    let last = demands.last().expect("a requirement");
    let mut points: Vec<(RBig, RBig)> = Vec::new();
    if let Some((date, value)) = start {
        points.push((position(date), starting_level(date, value, demands, side)));
    }
    // "the path starts at the baseline": what lies on or before its date is not drawn.
    let is_drawn = |date: NaiveDate| start.is_none_or(|(from, _)| date > from);
    for demand in demands {
        if is_drawn(demand.due) {
            points.push((position(demand.due), level(demand)));
        }
        // "A standing requirement is flat to the end of its stand, the last one for ever."
        if demand.last_due > demand.due && is_drawn(demand.last_due) {
            points.push((position(demand.last_due), level(demand)));
        }
    }
    // "explicit `Points` (joined by straight lines with the baseline and the targets; a point on a target's date must equal it)".
    // Reading: a point inside a requirement's stand, or after the last requirement, does not bend what is flat.
    if let Trajectory::Points(explicit) = trajectory {
        for (date, value) in explicit {
            let stands = demands.iter().any(|demand| demand.due <= *date && *date <= demand.last_due);
            if is_drawn(*date) && !stands && *date < last.due {
                points.push((position(*date), value.clone()));
            }
        }
    }
    points.sort_by(|one, other| one.0.cmp(&other.0));
    Path { points, steps: *trajectory == Trajectory::Step, last_due: position(last.due) }
}

fn starting_level(date: NaiveDate, value: &RBig, demands: &[Demand], side: Side) -> RBig {
    // "and one dated within the stand of a requirement, its due day and last day included, starts at that requirement's level."
    // Reading: this is looked at before the next rule: inside a stand the path is flat, however good the baseline is.
    for (order, demand) in demands.iter().enumerate() {
        let is_last = order + 1 == demands.len();
        if demand.due <= date && (is_last || date <= demand.last_due) {
            return demand.figure.bound(side);
        }
    }
    // "a baseline that already meets the first target due after it starts at that target's level (a floor to hold, not a licence to fall)".
    if let Some(next) = demands.iter().find(|demand| demand.due > date) {
        let bound = next.figure.bound(side);
        if side.ahead(value, &bound) >= RBig::ZERO {
            return bound;
        }
    }
    value.clone()
}

impl Path {
    pub fn first_level(&self) -> RBig {
        self.points.first().expect("a point").1.clone()
    }

    pub fn last_level(&self) -> RBig {
        self.points.last().expect("a point").1.clone()
    }

    pub fn at(&self, time: &RBig) -> RBig {
        // "Before its start the expected value is the trajectory's first."
        if *time <= self.points.first().expect("a point").0 {
            return self.first_level();
        }
        for pair in self.points.windows(2) {
            let ((from, low), (to, high)) = (&pair[0], &pair[1]);
            if from <= time && time < to {
                // "`Step` (the level of the last point passed; the target itself is asked on its due date)".
                return if self.steps { low.clone() } else { low + (high - low) * (time - from) / (to - from) };
            }
        }
        self.last_level()
    }

    /// Months ahead (plus) or behind of a value `y` at `time`, and whether `y` lies outside the trajectory.
    pub fn variance(&self, y: &RBig, time: &RBig, side: Side) -> (Option<RBig>, bool) {
        // "0 where y = e."
        if *y == self.at(time) {
            return (Some(RBig::ZERO), false);
        }
        // "A path that does not rise in the wanted direction: none."
        // Reading: it rises when its last level lies beyond its first.
        if side.ahead(&self.last_level(), &self.first_level()) <= RBig::ZERO {
            return (None, false);
        }
        // "Short of the start: the baseline's date minus t".
        if side.ahead(y, &self.first_level()) < RBig::ZERO {
            return (Some(&self.points[0].0 - time), true);
        }
        // "at or beyond the last level: the last requirement's (first) due date minus t, not below 0".
        if side.ahead(y, &self.last_level()) >= RBig::ZERO {
            return (Some((&self.last_due - time).max(RBig::ZERO)), true);
        }
        // "Otherwise the last date on which the trajectory asked for no more than y, minus t (`Step`: the date of the next step up)".
        // Reading: to the fraction of a day, as time is counted in months.
        let mut reached = self.points[0].0.clone();
        for pair in self.points.windows(2) {
            let ((from, low), (to, high)) = (&pair[0], &pair[1]);
            let within = side.ahead(y, low) >= RBig::ZERO && side.ahead(high, y) > RBig::ZERO;
            if within && self.steps {
                reached = to.clone();
            } else if within {
                reached = from + (to - from) * (y - low) / (high - low);
            }
        }
        (Some(reached - time), false)
    }
}
