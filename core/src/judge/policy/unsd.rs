//! `unsd/2023`: the United Nations' progress chart.
//!
//! Source: United Nations Statistics Division, "SDG Progress Chart 2023, Technical Note". Held by the vectors
//! `unsd/2023` of `tests/vectors/methods.json`.
#![allow(clippy::float_arithmetic, reason = "a compound annual growth rate: floating point by the method's own definition")]

use rust_decimal::Decimal;

use super::{Finding, Native, Policy, Question, Unavailable, float, years};
use crate::judge::Status;

/// The method.
pub const POLICY: Policy = Policy {
    id: "unsd/2023",
    source: "United Nations Statistics Division, SDG Progress Chart 2023, Technical Note",
    measures: ["phần đường đến mục tiêu dự kiến đi được", "share of the way that is covered by the target year"],
    judge,
};

/// Met, or on track to be.
pub const ON_TRACK: Native =
    Native { name: "met_or_on_track", words: ["đã đạt hoặc đúng tiến độ", "met or on track"], status: Some(Status::OnTrack) };
/// Fair progress, but acceleration needed.
pub const FAIR: Native =
    Native { name: "fair", words: ["tiến bộ khá, cần tăng tốc", "fair progress"], status: Some(Status::AtRisk) };
/// Stagnation or regression.
pub const STAGNATION: Native = Native {
    name: "stagnation_or_regression",
    words: ["chững lại hoặc thụt lùi", "stagnation or regression"],
    status: Some(Status::OffTrack),
};

fn judge(question: &Question<'_>) -> Finding {
    verdict(question).into()
}

/// ŷ_T = y_t·(1 + CAGR)^(T−t); Q = (ŷ_T − y_b)/(y* − y_b).
fn verdict(question: &Question<'_>) -> Result<Finding, Unavailable> {
    let goal = question.goal.ok_or(Unavailable::NoTarget)?;
    // "Target year past: assess up to it."
    let until = goal.year.map_or(question.points.len(), |year| question.points.partition_point(|point| point.year <= year));
    let question = Question { points: question.points.get(..until).unwrap_or_default(), ..*question };
    let (base, last) = question.ends()?;
    // "Latest value meets the target: achieved whatever the trend."
    let reached = question.wanted.reaches(last.value, goal.level);
    let share = Question::target_year(goal, base, last).and_then(|year| {
        question.ahead(goal, base)?;
        if base.value <= Decimal::ZERO || last.value <= Decimal::ZERO {
            return Err(Unavailable::NotPositive);
        }
        let (from, to, target) = (float(base.value), float(last.value), float(goal.level));
        let factor = libm::pow(to / from, 1.0 / years(base, last.year));
        Ok((to * libm::pow(factor, years(last, year)) - from) / (target - from))
    });
    if reached {
        return Ok(Finding::of(ON_TRACK, share.ok().filter(|share| share.is_finite())).achieved());
    }
    let share = share?;
    let native = match share {
        _ if share >= 0.95 => ON_TRACK,
        _ if share >= 0.10 => FAIR,
        _ => STAGNATION,
    };
    Ok(Finding::of(native, Some(share)))
}
