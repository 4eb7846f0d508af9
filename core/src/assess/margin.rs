//! The least change of the newest value alone that gives a better status, judged anew with it replaced.

use std::cmp::Ordering;

use num_bigint::BigInt;
use rust_decimal::Decimal;

use super::assessment::Margin;
use crate::judge::Status;
use crate::judge::requirement::{Rule, Side, Tolerance};
use crate::judge::status::Facts;
use crate::judge::{Fraction, Observation, Wide, judge};
use crate::plan::Direction;
use crate::value::number::{FIGURE_PLACES, Rounding, canonical, ratio_at, ten_to};

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
    let unit = ten_to(scale);
    let mut changes: Vec<Decimal> = Vec::new();
    for candidate in candidates(rule, seen, facts) {
        let change = candidate.minus(&measured.level);
        // Rounded away from zero, so that the change given does reach the boundary.
        let most = if whole { 0 } else { FIGURE_PLACES };
        let at = |places| Some((places, ratio_at(&change.num, &(&change.den * &unit), places, Rounding::Away)?));
        let Some((places, shown)) = (0..=most).rev().find_map(at) else { continue };
        // A boundary that itself fails (a strict target) is passed by one more step, on whichever side is better.
        let step = Decimal::new(1, places);
        changes.extend([Some(shown), shown.checked_add(step), shown.checked_sub(step)].into_iter().flatten());
    }
    changes.retain(|change| !change.is_zero());
    changes.sort_by_key(Decimal::abs);
    changes.dedup();
    let mut changed = seen.to_vec();
    changes.into_iter().find_map(|by| {
        let by = canonical(by);
        let value = measured.level.plus(&Fraction { num: BigInt::from(by.mantissa()) * &unit, den: ten_to(by.scale()) });
        let newest = changed.last_mut()?;
        (newest.num, newest.den) = (value.num, value.den);
        let status = judge(rule, &changed, facts.missing).status;
        (status.is_assessable() && status < facts.status).then_some(Margin { status, by })
    })
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
