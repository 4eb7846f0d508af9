//! `outlook/1`: what is likely at a date ahead, as a probability and an interval (design: `methods.md`, "Outlook").
//!
//! In words: the starting point weighs recent months most; a rise is trusted as far as it stands out from the noise
//! between periods or has lasted; rises slow down; nobody knows more than that. No status depends on anything here.
//! Weak spots: one month ahead (the last value is better), strong seasons, very smooth wandering series.
#![allow(clippy::float_arithmetic, reason = "a probability is floating point by definition; through libm, the same digits everywhere")]

use std::f64::consts::PI;

use crate::judge::OutlookRefusal;

/// The method's name and version.
pub const VERSION: &str = "outlook/1";

/// How many of the newest observations count.
pub const NEWEST: usize = 13;

/// How much of a miss is forgotten after a month.
const KEPT_A_MONTH: f64 = 0.7;
/// How much of its rise a series keeps from one year to the next.
const RISE_KEPT_A_YEAR: f64 = 0.9;
/// By how much the spread ahead is more than the spread behind.
const WIDER: f64 = 1.15;
/// How uncertain a drift is, as a share of itself.
const DRIFT_SHARE: f64 = 0.7;
/// How much a rise has to stand out from the noise.
const NOISE_WEIGHT: f64 = 16.0;
/// Years after which a rise is trusted whatever the noise.
const TRUSTED_AFTER: f64 = 5.0;
/// The upper end of the interval.
const UPPER: f64 = 0.9;

/// The scale on which a series is taken to wander.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// The values themselves.
    Plain,
    /// A percent with floor 0 and ceiling 100, on the scale ln((v + 0.5) / (100.5 − v)): no forecast leaves the two.
    Percent,
}

impl Scale {
    /// Onto the scale; beyond what it holds, infinite.
    fn onto(self, value: f64) -> f64 {
        match self {
            Self::Plain => value,
            Self::Percent if value <= -0.5 => f64::NEG_INFINITY,
            Self::Percent if value >= 100.5 => f64::INFINITY,
            Self::Percent => libm::log((value + 0.5) / (100.5 - value)),
        }
    }

    /// Back from it, held inside 0 and 100.
    fn back(self, y: f64) -> f64 {
        match self {
            Self::Plain => y,
            Self::Percent => (101.0 / (1.0 + libm::exp(-y)) - 0.5).clamp(0.0, 100.0),
        }
    }
}

/// A series of accumulated observations.
#[derive(Clone, Copy, Debug)]
pub struct Series<'a> {
    /// Months in a step: 1, 3 or 12.
    pub step: i32,
    /// The scale.
    pub scale: Scale,
    /// The month of each observation, counted from any month, and its value; in order of time, each month once.
    pub seen: &'a [(i32, f64)],
}

/// What is asked at the date ahead.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Wanted {
    /// The bound or more.
    AtLeast(f64),
    /// The bound or less.
    AtMost(f64),
    /// Between two bounds.
    Within(f64, f64),
}

/// What is likely at the date ahead: a Student's t on the scale of the series.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Forecast {
    /// The middle, on the scale.
    pub centre: f64,
    /// The spread, on the scale; greater than zero.
    pub sd: f64,
    /// Degrees of freedom, 2 to 11.
    pub degrees: u32,
    /// The lower end of the 80 % interval, a value.
    pub low: f64,
    /// The upper end of the 80 % interval, a value.
    pub high: f64,
    scale: Scale,
}

impl Forecast {
    /// The probability of meeting what is asked.
    pub fn probability(&self, wanted: Wanted) -> f64 {
        let up_to = |bound| below((self.scale.onto(bound) - self.centre) / self.sd, self.degrees);
        let from = |bound| below((self.centre - self.scale.onto(bound)) / self.sd, self.degrees);
        let p = match wanted {
            Wanted::AtLeast(bound) => from(bound),
            Wanted::AtMost(bound) => up_to(bound),
            Wanted::Within(low, high) => up_to(high) - up_to(low),
        };
        p.clamp(0.0, 1.0)
    }
}

/// Looks `ahead` steps (a fraction where the date is no period's end) beyond the newest observation.
///
/// ```
/// use tiendo::judge::outlook::{Scale, Series, Wanted, forecast};
/// let seen = [(0, 52.1), (12, 54.0), (24, 57.2), (36, 58.1), (48, 61.5), (60, 63.0)];
/// let ahead = forecast(&Series { step: 12, scale: Scale::Plain, seen: &seen }, 4.0).unwrap();
/// assert_eq!(format!("{:.3}", ahead.probability(Wanted::AtLeast(68.0))), "0.616");
/// assert_eq!(format!("{:.1} to {:.1}", ahead.low, ahead.high), "61.2 to 78.3");
/// ```
///
/// # Errors
/// [`OutlookRefusal::TooFew`] under four observations; [`OutlookRefusal::DuePassed`] where the date is not ahead;
/// [`OutlookRefusal::NoSpread`] where all values are equal; [`OutlookRefusal::NotComputed`] for a series out of order or
/// numbers beyond floating point or the scale.
pub fn forecast(series: &Series<'_>, ahead: f64) -> Result<Forecast, OutlookRefusal> {
    let Series { step, scale, seen } = *series;
    let newest = seen.get(seen.len().saturating_sub(NEWEST)..).unwrap_or_default();
    if newest.len() < 4 {
        return Err(OutlookRefusal::TooFew);
    }
    if ahead <= 0.0 {
        return Err(OutlookRefusal::DuePassed);
    }
    let p = f64::from(step);
    let points: Vec<(f64, f64)> = newest.iter().map(|(month, value)| (f64::from(*month) / p, scale.onto(*value))).collect();
    let (Some(first), Some(last)) = (points.first(), points.last()) else { return Err(OutlookRefusal::TooFew) };
    if step <= 0 || !points.iter().zip(points.iter().skip(1)).all(|(a, b)| a.0 < b.0) {
        return Err(OutlookRefusal::NotComputed);
    }
    let degrees = u32::try_from(newest.len()).unwrap_or(0).saturating_sub(2);
    let m = f64::from(degrees) + 1.0;
    let kept = libm::pow(KEPT_A_MONTH, p);
    let c = (1.0 - kept) * (1.0 - kept);
    // 1, drift.
    let span = last.0 - first.0;
    let raw = (last.1 - first.1) / span;
    let years = p * span / 12.0;
    // 2, level; 3, trust; 2 again with the drift that is trusted.
    let (_, noise) = follow(&points, raw, kept, c);
    let signal = (raw * span) * (raw * span);
    let against = signal + NOISE_WEIGHT * noise * (2.0 * (1.0 - c) + c * m);
    let stands_out = if against > 0.0 { signal / against } else { 0.0 };
    let drift = raw * (years / TRUSTED_AFTER).min(1.0).max(stands_out);
    let (level, noise) = follow(&points, drift, kept, c);
    // 4, ahead: the rise slows down.
    let slower = libm::pow(RISE_KEPT_A_YEAR, p / 12.0);
    let rises = slower * (1.0 - libm::pow(slower, ahead)) / (1.0 - slower);
    let centre = level + drift * rises;
    let doubt = DRIFT_SHARE * drift * rises;
    let variance = WIDER * WIDER * noise * (1.0 + c * (ahead - 1.0) + c * rises * rises / m) + doubt * doubt;
    if !(centre.is_finite() && variance.is_finite()) {
        return Err(OutlookRefusal::NotComputed);
    }
    if variance <= 0.0 {
        return Err(OutlookRefusal::NoSpread);
    }
    let sd = libm::sqrt(variance);
    let half = upper(degrees) * sd;
    Ok(Forecast { centre, sd, degrees, low: scale.back(centre - half), high: scale.back(centre + half), scale })
}

/// Follows the series with a drift, forgetting a miss as time goes by: the level at its end, and the squared misses over
/// the degrees of freedom, each for one step.
fn follow(points: &[(f64, f64)], drift: f64, kept: f64, c: f64) -> (f64, f64) {
    let mut level = points.first().map_or(0.0, |first| first.1);
    let mut sum = 0.0;
    let mut degrees: f64 = -1.0;
    for (before, now) in points.iter().zip(points.iter().skip(1)) {
        let steps = now.0 - before.0;
        let expected = level + drift * steps;
        let miss = now.1 - expected;
        level = expected + (1.0 - libm::pow(kept, steps)) * miss;
        sum += miss * miss / (1.0 + c * (steps - 1.0));
        degrees += 1.0;
    }
    (level, sum / degrees)
}

/// P(T ≤ t) of Student's t with whole degrees, in closed form (Abramowitz and Stegun, 26.7.3 and 26.7.4).
fn below(t: f64, degrees: u32) -> f64 {
    let angle = libm::atan(t / libm::sqrt(f64::from(degrees)));
    let (sin, cos) = libm::sincos(angle);
    let odd = degrees % 2 == 1;
    let mut term = if odd { cos } else { 1.0 };
    let mut sum = if degrees == 1 { 0.0 } else { term };
    for k in ((if odd { 3 } else { 2 })..degrees).step_by(2) {
        let k = f64::from(k);
        term *= cos * cos * (k - 1.0) / k;
        sum += term;
    }
    0.5 + if odd { (angle + sin * sum) / PI } else { sin * sum / 2.0 }
}

/// The t with P(T ≤ t) = 0.9, by bisection: at most 1.886, with two degrees.
fn upper(degrees: u32) -> f64 {
    let (mut low, mut high) = (0.0, 4.0);
    for _ in 0..64 {
        let middle = (low + high) / 2.0;
        if below(middle, degrees) < UPPER {
            low = middle;
        } else {
            high = middle;
        }
    }
    (low + high) / 2.0
}

#[cfg(test)]
mod tests;
