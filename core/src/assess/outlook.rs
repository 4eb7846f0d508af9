//! The outlook of a verdict: its requirement at its due date, seen from the newest observation.
//!
//! The only place where exact figures become floating point and come back, both through their decimal digits, so that
//! every platform gives the same ones.

use num_bigint::BigInt;
use rust_decimal::Decimal;

use super::assessment::Outlook;
use super::explain::Verdict;
use crate::judge::Fraction;
use crate::judge::OutlookRefusal;
use crate::judge::outlook::{NEWEST, Scale, Series, Wanted, forecast};
use crate::plan::{Accumulation, Direction, Indicator, Measure};
use crate::value::number::{FIGURE_PLACES, canonical, parse, plain};

/// The outlook, or the reason why there is none.
pub fn outlook(verdict: &Verdict<'_>, indicator: &Indicator) -> Outlook {
    likely(verdict, indicator).unwrap_or_else(Outlook::refused)
}

/// Refusals in the order in which an official would ask: is it judged at all, is there a date ahead, are there figures.
fn likely(verdict: &Verdict<'_>, indicator: &Indicator) -> Result<Outlook, OutlookRefusal> {
    let Verdict { rule, seen, facts, scale, .. } = *verdict;
    if rule.suspended {
        return Err(OutlookRefusal::Suspended);
    }
    let asked = facts.asked.as_ref().ok_or(OutlookRefusal::NoDueDate)?;
    let t = seen.last().map(|newest| rule.month_end(newest.at));
    // Reading: a due date before D has passed, reported or not; so has the date of the newest observation.
    if asked.due < rule.date || t.is_some_and(|t| asked.due <= t) {
        return Err(OutlookRefusal::DuePassed);
    }
    // The method is for levels and sums; a total that starts anew each year needs to know how a year fills.
    if rule.year.is_some() {
        return Err(OutlookRefusal::ProfileUnknown);
    }
    let t = t.ok_or(OutlookRefusal::TooFew)?;
    let newest = seen.get(seen.len().saturating_sub(NEWEST)..).unwrap_or_default();
    let points = newest.iter().map(|o| Some((o.at.index(), number(&o.level(), scale)?))).collect::<Option<Vec<_>>>();
    let points = points.ok_or(OutlookRefusal::NotComputed)?;
    let step = indicator.frequency.months();
    let ahead = Fraction::whole(BigInt::from(asked.due.saturating_sub(t))).parted(rule.month).parted(i64::from(step));
    let bound = |of: &Fraction<BigInt>| number(of, scale).ok_or(OutlookRefusal::NotComputed);
    let wanted = match rule.direction {
        Direction::AtLeast => Wanted::AtLeast(bound(&asked.low)?),
        Direction::AtMost => Wanted::AtMost(bound(&asked.high)?),
        Direction::Within => Wanted::Within(bound(&asked.low)?, bound(&asked.high)?),
    };
    let series = Series { step, scale: scale_of(indicator, &points), seen: &points };
    let found = forecast(&series, number(&ahead, 0).ok_or(OutlookRefusal::NotComputed)?)?;
    let figure = |value| decimal(value).ok_or(OutlookRefusal::NotComputed);
    Ok(Outlook {
        probability: Some(never_certain(figure(found.probability(wanted))?)),
        low: Some(possible(indicator, figure(found.low)?)),
        high: Some(possible(indicator, figure(found.high)?)),
        refusal: None,
    })
}

/// A percent with floor 0 and ceiling 100 stays inside them; where entries of an earlier plan lie outside, the values
/// themselves serve.
fn scale_of(indicator: &Indicator, points: &[(i32, f64)]) -> Scale {
    let bounded = indicator.measure == Measure::Percent
        && indicator.floor == Some(Decimal::ZERO)
        && indicator.ceiling == Some(Decimal::ONE_HUNDRED)
        && points.iter().all(|(_, value)| (0.0..=100.0).contains(value));
    if bounded { Scale::Percent } else { Scale::Plain }
}

/// An end of the interval, held inside what can be reported; sums have no such bounds.
fn possible(indicator: &Indicator, value: Decimal) -> Decimal {
    if indicator.accumulation == Accumulation::Incremental {
        return value;
    }
    let value = indicator.floor.map_or(value, |floor| value.max(floor));
    canonical(indicator.ceiling.map_or(value, |ceiling| value.min(ceiling)))
}

/// Nobody is certain: never 0, never 1.
fn never_certain(probability: Decimal) -> Decimal {
    let least = Decimal::new(1, FIGURE_PLACES);
    probability.clamp(least, Decimal::ONE.saturating_sub(least))
}

/// The nearest floating-point number to a figure.
fn number(value: &Fraction<BigInt>, scale: u32) -> Option<f64> {
    plain(value.decimal(scale)?).parse().ok()
}

/// The figure of a floating-point number: 12 places, or as many as 28 digits hold.
fn decimal(value: f64) -> Option<Decimal> {
    let places = usize::try_from(FIGURE_PLACES).unwrap_or_default();
    (0..=places).rev().find_map(|places| parse(&format!("{value:.places$}")).ok()).map(canonical)
}

#[cfg(test)]
mod tests;
