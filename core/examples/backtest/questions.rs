//! The questions: from each value on, will the series stand at or beyond a level so many steps later?
#![allow(clippy::float_arithmetic, reason = "levels between the values of a series")]

use tiendo::judge::outlook::Scale;
use tiendo::judge::policy::Wanted;
use tiendo::rust_decimal::Decimal;
use tiendo::rust_decimal::prelude::ToPrimitive;

use crate::series::Series;

/// How many values must be known.
const KNOWN: usize = 4;
/// Levels, as multiples of the series' usual change up to then, times the root of the steps ahead.
const LEVELS: [f64; 6] = [-2.0, -1.0, -0.5, 0.5, 1.0, 2.0];
/// Over how many of the newest changes the usual change is taken.
const CHANGES: usize = 12;

/// A date ahead, with what was known and what happened.
pub struct Ahead<'a> {
    /// What was known.
    pub known: &'a [(i32, Decimal)],
    /// The month asked about.
    pub month: i32,
    /// The value then.
    pub outcome: f64,
    /// What is asked of it.
    pub asked: Vec<(Wanted, f64)>,
}

/// Every question that a series answers itself.
pub fn of(series: &Series) -> Vec<Ahead<'_>> {
    // Up to ten years, two years, two years ahead.
    let ahead: &[i32] = match series.step {
        12 => &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
        3 => &[1, 2, 4, 8],
        _ => &[1, 3, 6, 12, 18, 24],
    };
    let mut out = Vec::new();
    for now in KNOWN..series.values.len() {
        let Some((known, _)) = series.values.split_at_checked(now) else { continue };
        for steps in ahead {
            out.extend(one(series, known, *steps));
        }
    }
    out
}

fn one<'a>(series: &'a Series, known: &'a [(i32, Decimal)], steps: i32) -> Option<Ahead<'a>> {
    let float = |value: &Decimal| value.to_f64();
    let (at, last) = known.last()?;
    let month = at.saturating_add(steps.saturating_mul(series.step));
    let (_, outcome) = series.values.iter().find(|(when, _)| *when == month)?;
    let changes: Vec<f64> =
        known.iter().zip(known.iter().skip(1)).rev().take(CHANGES).filter_map(|(a, b)| Some((float(&b.1)? - float(&a.1)?).abs())).collect();
    let usual = changes.iter().sum::<f64>() / f64::from(u32::try_from(changes.len()).ok()?);
    if usual <= 0.0 {
        return None;
    }
    let (last, outcome) = (float(last)?, float(outcome)?);
    let levels = LEVELS.map(|k| last + k * usual * f64::from(steps).sqrt());
    let possible = |level: &f64| series.scale == Scale::Plain || (0.0..=100.0).contains(level);
    let both = |level: f64| [(Wanted::Increase, level), (Wanted::Decrease, level)];
    Some(Ahead { known, month, outcome, asked: levels.into_iter().filter(possible).flat_map(both).collect() })
}
