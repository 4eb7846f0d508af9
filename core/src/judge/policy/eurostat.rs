//! `eurostat/2024`: the EU's monitoring of the Sustainable Development Goals.
//!
//! Source: Eurostat, "Sustainable development in the European Union", annex on methods (2024). Held by the vectors
//! `eurostat/2024` of `tests/vectors/methods.json`.
#![allow(clippy::float_arithmetic, reason = "compound annual growth rates: floating point by the method's own definition")]

use rust_decimal::Decimal;

use super::{Finding, Native, Point, Policy, Question, Unavailable, float, years};
use crate::judge::Status;

/// The method.
pub const POLICY: Policy = Policy {
    id: "eurostat/2024",
    source: "Eurostat, Sustainable development in the European Union (2024), annex on methods",
    measures: [
        "tốc độ tăng bình quân năm (có mục tiêu: chia cho tốc độ cần thiết)",
        "growth a year (with a target: over the growth needed)",
    ],
    judge,
};

const fn native(name: &'static str, words: [&'static str; 2], status: Status) -> Native {
    Native { name, words, status: Some(status) }
}

/// As fast as needed, or nearly; without a target, 1 % a year or more.
pub const SIGNIFICANT: Native = native("significant_progress", ["tiến bộ đáng kể", "significant progress"], Status::OnTrack);
/// At 60 % of what is needed or more; without a target, under 1 % a year.
pub const MODERATE: Native = native("moderate_progress", ["tiến bộ vừa phải", "moderate progress"], Status::AtRisk);
/// The right way, too slowly.
pub const INSUFFICIENT: Native = native("insufficient_progress", ["tiến bộ chưa đủ", "insufficient progress"], Status::OffTrack);
/// The wrong way, with a target.
pub const AWAY: Native = native("movement_away", ["rời xa mục tiêu", "movement away"], Status::OffTrack);
/// The wrong way, by up to 1 % a year.
pub const AWAY_MODERATE: Native = native("moderate_movement_away", ["rời xa ở mức vừa phải", "moderate movement away"], Status::OffTrack);
/// The wrong way, by more than 1 % a year.
pub const AWAY_SIGNIFICANT: Native =
    native("significant_movement_away", ["rời xa ở mức đáng kể", "significant movement away"], Status::OffTrack);

/// The long and the short window, in years.
pub const WINDOWS: [i32; 2] = [15, 5];

fn judge(question: &Question<'_>) -> Finding {
    match question.baseline_year {
        Some(_) => question.ends().and_then(|(base, last)| verdict(question, base, last)).into(),
        None => over(question, WINDOWS[0]),
    }
}

/// The verdict over the last so many years, from the earliest value in them: the method publishes it for 15 and 5.
pub fn over(question: &Question<'_>, window: i32) -> Finding {
    let Some(last) = question.points.last().copied() else { return Finding::unavailable(Unavailable::TooFewValues) };
    let from = last.year.saturating_sub(window);
    match question.points.iter().find(|point| point.year >= from) {
        Some(base) if base.year < last.year => verdict(question, *base, last).into(),
        _ => Finding::unavailable(Unavailable::TooFewValues),
    }
}

/// R = CAGR actual / CAGR required, or the CAGR itself without a target.
fn verdict(question: &Question<'_>, base: Point, last: Point) -> Result<Finding, Unavailable> {
    let positive = |value: Decimal| if value > Decimal::ZERO { Ok(float(value)) } else { Err(Unavailable::NotPositive) };
    let (from, to) = (positive(base.value)?, positive(last.value)?);
    let growth = |to: f64, years: f64| libm::pow(to / from, 1.0 / years) - 1.0;
    let actual = growth(to, years(base, last.year));
    let Some(goal) = question.goal else {
        let wanted = question.wanted.sign() * actual;
        let native = match wanted {
            _ if wanted >= 0.01 => SIGNIFICANT,
            _ if wanted >= 0.0 => MODERATE,
            _ if wanted >= -0.01 => AWAY_MODERATE,
            _ => AWAY_SIGNIFICANT,
        };
        return Ok(Finding::of(native, Some(wanted)));
    };
    let year = Question::target_year(goal, base, last)?;
    question.ahead(goal, base)?;
    let needed = growth(positive(goal.level)?, years(base, year));
    if needed == 0.0 {
        return Err(Unavailable::TargetAtBase);
    }
    let ratio = actual / needed;
    let native = match ratio {
        _ if ratio >= 0.95 => SIGNIFICANT,
        _ if ratio >= 0.60 => MODERATE,
        _ if ratio >= 0.0 => INSUFFICIENT,
        _ => AWAY,
    };
    let found = Finding::of(native, Some(ratio));
    Ok(if question.wanted.reaches(last.value, goal.level) { found.achieved() } else { found })
}
