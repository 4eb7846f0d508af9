//! `open-sdg/2.4`: Statistics Canada's method, as in Open SDG 2.4.
//!
//! Source: Open SDG documentation, "Progress calculation methodology"; Canada's Indicator Framework publishes by it.
//! Held by the vectors `open-sdg/2.4` of `tests/vectors/methods.json`.
#![allow(clippy::float_arithmetic, reason = "compound growth rates: floating point by the method's own definition")]

use super::{Finding, Goal, Native, Point, Policy, Question, Unavailable, float, years};
use crate::judge::Status;

/// The method.
pub const POLICY: Policy = Policy {
    id: "open-sdg/2.4",
    source: "Open SDG 2.4, Progress calculation methodology (Statistics Canada)",
    measures: [
        "tốc độ tăng bình quân năm (có mục tiêu: chia cho tốc độ cần thiết)",
        "growth a year (with a target: over the growth needed)",
    ],
    judge,
};

const fn native(name: &'static str, words: [&'static str; 2], status: Status) -> Native {
    Native { name, words, status: Some(status) }
}

/// The target is reached.
pub const ACHIEVED: Native = native("target_achieved", ["đạt mục tiêu", "target achieved"], Status::Achieved);
/// As fast as needed, or nearly.
pub const SUBSTANTIAL: Native = native("substantial_progress", ["tiến bộ đáng kể", "substantial progress"], Status::OnTrack);
/// The right way, at 60 % of what is needed or more.
pub const MODERATE: Native = native("moderate_progress", ["tiến bộ vừa phải", "moderate progress"], Status::AtRisk);
/// The right way, too slowly.
pub const LIMITED: Native = native("limited_progress", ["tiến bộ hạn chế", "limited progress"], Status::OffTrack);
/// The wrong way.
pub const DETERIORATION: Native = native("deterioration", ["xấu đi", "deterioration"], Status::OffTrack);

/// The base year where none is configured.
const BASE_YEAR: i32 = 2015;
/// What a base value or target of zero becomes.
const ZERO: f64 = 0.001;

fn judge(question: &Question<'_>) -> Finding {
    ends(question).map(|(base, last)| verdict(question, base, last)).into()
}

/// "The configured base year if present, else the first later year; current = latest year with a value."
fn ends(question: &Question<'_>) -> Result<(Point, Point), Unavailable> {
    let from = question.baseline_year.unwrap_or(BASE_YEAR);
    let base = *question.points.iter().find(|point| point.year >= from).ok_or(Unavailable::TooFewValues)?;
    let last = *question.points.last().ok_or(Unavailable::TooFewValues)?;
    if last.year > base.year { Ok((base, last)) } else { Err(Unavailable::TooFewValues) }
}

fn verdict(question: &Question<'_>, base: Point, last: Point) -> Finding {
    let Some(goal) = question.goal else {
        return growth_wanted(question, base, last).map(|v| without_target(v, factor(question, base))).into();
    };
    let value = ratio(question, goal, base, last);
    // "Achieved overrides everything; score 5."
    if question.wanted.reaches(last.value, goal.level) {
        return Finding { score: Some(5.0), ..Finding::of(ACHIEVED, value.ok().filter(|v| v.is_finite())) };
    }
    value.map(with_target).into()
}

/// growth(v1, v0, n) = (v1/v0)^(1/n) − 1.
fn growth(to: f64, from: f64, years: f64) -> f64 {
    libm::pow(to / from, 1.0 / years) - 1.0
}

fn nonzero(value: f64) -> f64 {
    if value == 0.0 { ZERO } else { value }
}

/// v = sign·d·growth(y_t, y_b, t−b), sign = −1 if y_b < 0, taken before zeros are replaced.
fn growth_wanted(question: &Question<'_>, base: Point, last: Point) -> Result<f64, Unavailable> {
    let (from, to) = (float(base.value), float(last.value));
    let sign = if from < 0.0 { -1.0 } else { 1.0 };
    let from = nonzero(from);
    if from * to < 0.0 {
        return Err(Unavailable::OppositeSigns);
    }
    Ok(sign * question.wanted.sign() * growth(to, from, years(base, last.year)))
}

/// v = sign·d·growth(y_t, y_b, t−b) / |growth(y*, y_b, T−b)|.
fn ratio(question: &Question<'_>, goal: Goal, base: Point, last: Point) -> Result<f64, Unavailable> {
    let year = Question::target_year(goal, base, last)?;
    let (from, target) = (nonzero(float(base.value)), nonzero(float(goal.level)));
    if from * target < 0.0 {
        return Err(Unavailable::OppositeSigns);
    }
    let needed = growth(target, from, years(base, year));
    if needed == 0.0 {
        return Err(Unavailable::TargetAtBase);
    }
    Ok(growth_wanted(question, base, last)? / libm::fabs(needed))
}

fn with_target(v: f64) -> Finding {
    let native = match v {
        _ if v >= 0.95 => SUBSTANTIAL,
        _ if v >= 0.60 => MODERATE,
        _ if v >= 0.0 => LIMITED,
        _ => DETERIORATION,
    };
    // The rounded constants are part of the method.
    let score = if v >= 0.60 { (7.1429 * v - 4.2857).min(5.0) } else { (4.1667 * v - 2.5).max(-5.0) };
    Finding { score: Some(score), ..Finding::of(native, Some(v)) }
}

/// The factor C of a natural limit: the nearer the base is to it, the less growth is asked.
fn factor(question: &Question<'_>, base: Point) -> f64 {
    let limit = libm::fabs(question.limit.map_or(0.0, float));
    let from = libm::fabs(nonzero(float(base.value)));
    if limit == 0.0 || from >= 2.0 * limit {
        1.0
    } else if from <= limit {
        1.0 - libm::pow(from / limit, 4.44)
    } else {
        1.0 - libm::pow((2.0 * limit - from) / limit, 4.44)
    }
}

fn without_target(v: f64, c: f64) -> Finding {
    let native = match v {
        _ if v >= 0.015 * c => SUBSTANTIAL,
        _ if v >= 0.005 * c => MODERATE,
        _ if v >= 0.0 => LIMITED,
        _ => DETERIORATION,
    };
    let score = match v {
        _ if v < 0.0 => (125.0 * v - 2.5).max(-5.0),
        _ if c == 0.0 => 5.0,
        _ if v >= 0.015 * c => (500.0 * v / c - 5.0).min(5.0),
        _ if v >= 0.005 * c => 250.0 * v / c - 1.25,
        _ => 500.0 * v / c - 2.5,
    };
    Finding { score: Some(score), ..Finding::of(native, Some(v)) }
}

/// Several series of one indicator: the mean of the scores that exist; achieved only if every scored series is.
pub fn mean(series: &[Finding]) -> Finding {
    let scores: Vec<f64> = series.iter().filter_map(|found| found.score).collect();
    let count = f64::from(u32::try_from(scores.len()).unwrap_or(u32::MAX));
    if scores.is_empty() {
        return Finding::unavailable(Unavailable::TooFewValues);
    }
    let score = scores.iter().sum::<f64>() / count;
    let native = match score {
        _ if series.iter().filter(|found| found.score.is_some()).all(|found| found.native == ACHIEVED) => ACHIEVED,
        _ if score >= 2.5 => SUBSTANTIAL,
        _ if score >= 0.0 => MODERATE,
        _ if score >= -2.5 => LIMITED,
        _ => DETERIORATION,
    };
    Finding { score: Some(score), ..Finding::of(native, None) }
}
