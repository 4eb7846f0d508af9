//! The least change of the newest value alone that gives a better status, judged anew with it replaced.

use std::cmp::Ordering;

use num_bigint::BigInt;

use super::assessment::Margin;
use crate::judge::Status;
use crate::judge::requirement::{Rule, Side, Tolerance};
use crate::judge::status::Facts;
use crate::judge::{Fraction, Observation, Wide, judge};
use crate::plan::Direction;
use crate::value::number::{FIGURE_PLACES, Rounding, ratio_at, ten_to};

type Exact = Fraction<BigInt>;

/// The margin of a verdict; `whole` for counts, whose change is a whole number.
///
/// Every boundary that a status depends on is linear in the value, so each is a candidate: meeting a requirement, being
/// within a tolerance of the trajectory or of the target, half the required pace. Each is judged anew, nearest first.
pub fn margin(rule: &Rule<BigInt>, seen: &[Observation<BigInt>], facts: &Facts<BigInt>, scale: u32, whole: bool) -> Option<Margin> {
    if !facts.status.is_assessable() || facts.status == Status::Achieved {
        return None;
    }
    let measured = facts.measured.as_ref()?;
    let places = if whole { 0 } else { FIGURE_PLACES };
    let unit = ten_to(scale);
    let step = Fraction { num: unit.clone(), den: ten_to(places) };
    let mut tried: Vec<(Exact, Status)> = Vec::new();
    for candidate in candidates(rule, seen, facts) {
        let change = candidate.minus(&measured.level);
        // Rounded away from zero to the places shown, so that the change given does reach the boundary.
        let shown = ratio_at(&change.num, &(&change.den * &unit), places, Rounding::Away)?;
        let rounded = Fraction { num: BigInt::from(shown.mantissa()) * &unit, den: ten_to(shown.scale()) };
        // A boundary that itself fails (a strict target) is passed by one more step, on whichever side is better.
        for change in [rounded.clone(), rounded.plus(&step), rounded.minus(&step)] {
            let status = judged_with(rule, seen, &measured.level.plus(&change), facts.missing);
            if change.sign() != Ordering::Equal && status.is_assessable() && status < facts.status {
                tried.push((change, status));
            }
        }
    }
    let size = |change: &Exact| Fraction { num: change.num.size(), den: change.den.clone() };
    let (change, status) = tried.into_iter().min_by(|a, b| size(&a.0).compare(&size(&b.0)))?;
    let by = ratio_at(&change.num, &(&change.den * &unit), places, Rounding::HalfAway)?;
    Some(Margin { status, by })
}

/// The status with the newest value replaced, all else the same.
fn judged_with(rule: &Rule<BigInt>, seen: &[Observation<BigInt>], value: &Exact, missing: u32) -> Status {
    let mut changed = seen.to_vec();
    if let Some(newest) = changed.last_mut() {
        newest.num = value.num.clone();
        newest.den = value.den.clone();
    }
    judge(rule, &changed, missing).status
}

/// The values at which the verdict may change: for each requirement that may count, on each side.
fn candidates(rule: &Rule<BigInt>, seen: &[Observation<BigInt>], facts: &Facts<BigInt>) -> Vec<Exact> {
    let Some(newest) = seen.last() else { return Vec::new() };
    let mut out = Vec::new();
    for asked in rule.every_asked(seen, facts) {
        let sides: &[Side] = match rule.direction {
            Direction::AtLeast => &[Side::Rising],
            Direction::AtMost => &[Side::Falling],
            Direction::Within => &[Side::Rising, Side::Falling],
        };
        for &side in sides {
            let target = asked.bound(side).clone();
            let wanted = |value: Exact| if side == Side::Rising { value } else { value.negated() };
            let path = rule.path_for(newest, seen, &asked, side);
            let at = rule.month_end(newest.at);
            let size = Fraction { num: target.num.size(), den: target.den.clone() };
            let distance = match rule.start(seen) {
                None => size,
                Some((_, start)) => {
                    let (ahead, tenth) = (wanted(target.minus(&start)), size.parted(10));
                    if ahead.compare(&tenth) == Ordering::Greater { ahead } else { tenth }
                }
            };
            let behind = |from: &Exact, limit: Tolerance| from.minus(&wanted(distance.scaled(limit.num).parted(limit.den)));
            if let Some(expected) = path.level_at(at, rule.step) {
                out.extend([rule.on_track, rule.at_risk].map(|limit| behind(&expected, limit)));
            }
            out.push(behind(&target, rule.on_track));
            out.extend(half_pace(rule, seen, &target, asked.due.saturating_sub(at)));
            out.push(target);
        }
    }
    out
}

/// The value at which the pace is just half of the required one: 2 · (y − y₀) · left = (target − y) · span, with y₀ the
/// value at the window's start, or 0 for a running total.
fn half_pace(rule: &Rule<BigInt>, seen: &[Observation<BigInt>], target: &Exact, left: i64) -> Option<Exact> {
    let (pace, newest) = (rule.pace(seen)?, seen.last()?);
    let span = pace.months.checked_mul(rule.month)?;
    let twice = left.checked_mul(2)?;
    let from = newest.level().minus(&pace.rise);
    let total = twice.checked_add(span).filter(|total| left > 0 && *total > 0)?;
    Some(target.scaled(span).plus(&from.scaled(twice)).parted(total))
}
