//! `dns/2024`: the "weather symbols" of Germany's Sustainable Development Strategy.
//!
//! Source: Statistisches Bundesamt, dns-indikatoren.de, "Status of the indicators" (2024). All of it is linear, so all of
//! it is exact here. Held by the vectors `dns/2024` of `tests/vectors/methods.json`.

use std::cmp::Ordering;

use num_bigint::BigInt;

use super::{Finding, Goal, Native, Point, Policy, Question, Unavailable, against, change, shown};
use crate::judge::Status;
use crate::judge::Fraction;

/// The method.
pub const POLICY: Policy = Policy {
    id: "dns/2024",
    source: "Statistisches Bundesamt, dns-indikatoren.de, Status of the indicators (2024)",
    measures: [
        "phần còn thiếu dự kiến ở năm mục tiêu; không có năm mục tiêu: mức thay đổi bình quân năm",
        "share still missing in the target year; without a target year: change a year",
    ],
    judge,
};

/// Reached, or nearly so when continued.
pub const SUN: Native = Native { name: "sun", words: ["nắng", "sun"], status: Some(Status::OnTrack) };
/// Missed by 5 to 20 % when continued; reached and falling back.
pub const PARTLY: Native = Native { name: "partly", words: ["nắng nhẹ, có mây", "partly cloudy"], status: Some(Status::AtRisk) };
/// The right way, missed by more than 20 % when continued.
pub const CLOUDY: Native = Native { name: "cloudy", words: ["nhiều mây", "cloudy"], status: Some(Status::OffTrack) };
/// The wrong way, or none.
pub const STORM: Native = Native { name: "storm", words: ["dông bão", "thunderstorm"], status: Some(Status::OffTrack) };

/// From best to worst.
const ORDER: [Native; 4] = [SUN, PARTLY, CLOUDY, STORM];

/// The window.
const WINDOW: usize = 6;
/// What suffices after a documented break.
const AFTER_BREAK: usize = 4;

fn judge(question: &Question<'_>) -> Finding {
    window(question).map_or_else(Finding::unavailable, |points| verdict(question, points))
}

/// The last six data points; at least six, four after a documented break.
fn window<'a>(question: &Question<'a>) -> Result<&'a [Point], Unavailable> {
    let broken = question.break_year.map(|year| question.points.partition_point(|point| point.year < year));
    let since = question.points.get(broken.unwrap_or(0)..).unwrap_or_default();
    let least = if broken.is_some_and(|before| before > 0) { AFTER_BREAK } else { WINDOW };
    let points = since.get(since.len().saturating_sub(WINDOW)..).unwrap_or_default();
    if points.len() < least { Err(Unavailable::TooFewValues) } else { Ok(points) }
}

fn verdict(question: &Question<'_>, points: &[Point]) -> Finding {
    let (Some(first), [.., before, last]) = (points.first(), points) else {
        return Finding::unavailable(Unavailable::TooFewValues);
    };
    let wanted = |from: &Point, to: &Point| question.wanted.signed(change(from.value, to.value));
    // avg = d·(x1 − x0)/(year1 − year0), first to last point of the window.
    let span = i64::from(last.year.saturating_sub(first.year).max(1));
    let mean = wanted(first, last).parted(span);
    let right = mean.sign() == Ordering::Greater;
    let Some(goal) = question.goal else {
        let native = match (right, wanted(before, last).sign() == Ordering::Greater) {
            (true, true) => SUN,
            (true, false) => PARTLY,
            (false, true) => CLOUDY,
            (false, false) => STORM,
        };
        return Finding::of(native, shown(&mean));
    };
    let reached = question.wanted.reaches(last.value, goal.level);
    match goal.year.filter(|year| !reached && *year > last.year) {
        Some(year) => continued(question, goal, last, &mean, year),
        // The same target each year, already reached, or its year come.
        None => match (reached, mean.sign()) {
            (true, Ordering::Less) => Finding::of(PARTLY, shown(&mean)),
            (true, _) => Finding::of(SUN, shown(&mean)).achieved(),
            (false, Ordering::Greater) => Finding::of(CLOUDY, shown(&mean)),
            (false, _) => Finding::of(STORM, shown(&mean)),
        },
    }
}

/// projection = x1 + avg per year to T; miss = (target − projection)/(target − x1), in the wanted direction.
fn continued(question: &Question<'_>, goal: Goal, last: &Point, mean: &Fraction<BigInt>, year: i32) -> Finding {
    let lack = question.wanted.signed(change(last.value, goal.level));
    let gain = mean.scaled(i64::from(year.saturating_sub(last.year)));
    let Some(miss) = lack.minus(&gain).over(&lack) else { return Finding::unavailable(Unavailable::OutOfRange) };
    let native = if mean.sign() != Ordering::Greater {
        STORM
    } else if against(&miss, 5, 100) == Ordering::Less {
        SUN
    } else if against(&miss, 20, 100) != Ordering::Greater {
        PARTLY
    } else {
        CLOUDY
    };
    Finding::of(native, shown(&miss))
}

/// The weakest of several: of the two ends of an interval target, of several targets at once.
///
/// One that has no verdict leaves the whole without.
pub fn weakest(findings: &[Finding]) -> Finding {
    let place = |found: &Finding| ORDER.iter().position(|native| *native == found.native).unwrap_or(ORDER.len());
    findings.iter().copied().max_by_key(place).unwrap_or(Finding::unavailable(Unavailable::NoTarget))
}

/// The target that counts of several years: the nearest not past.
pub fn nearest(goals: &[Goal], evaluated: i32) -> Option<Goal> {
    goals.iter().copied().filter(|goal| goal.year.is_none_or(|year| year >= evaluated)).min_by_key(|goal| goal.year)
}
