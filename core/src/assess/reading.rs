//! From the ledger's entries to whole numbers at one scale.

use num_bigint::BigInt;
use rust_decimal::Decimal;

use crate::judge::Observation;
use crate::ledger::{Entry, Ledger, Reported};
use crate::plan::{AsOf, Indicator, Measure, Programme, Stage};
use crate::value::Period;
use crate::value::number::at_scale;

/// A number that counts for the verdict, with the entry it came from.
#[derive(Clone, Debug)]
pub struct Reading<'a> {
    /// The entry.
    pub entry: &'a Entry,
    /// The numerator, or the value itself.
    pub num: Decimal,
    /// The denominator, when it was reported as a fraction.
    pub den: Option<Decimal>,
    /// The stage of the reference value, where it is divided by one.
    pub reference: Option<Stage>,
    /// The year of the reference value, where an earlier year's had to serve.
    pub carried_from: Option<i32>,
}

impl Reading<'_> {
    /// The period it is about.
    pub fn period(&self) -> Period {
        self.entry.measurement.period
    }

    /// How final what is inside it is: the entry's own stage, and the reference value's.
    pub fn stages(&self) -> impl Iterator<Item = Stage> + use<> {
        [Some(self.entry.measurement.stage), self.reference].into_iter().flatten()
    }
}

/// The newest entry of each period that ends on or before D, as known at K; a withdrawn period has none.
pub fn reports<'a>(ledger: &'a Ledger, row: usize, unit: Option<&str>, as_of: AsOf) -> Vec<&'a Entry> {
    let newest = ledger.newest_of(row, unit, as_of.known_at).into_iter().map(|(_, entry)| entry);
    newest.filter(|entry| entry.measurement.period.end() <= as_of.date && entry.measurement.reported != Reported::Withdrawn).collect()
}

/// The numbers among the reports. A numerator alone is divided by the reference series' newest known value for the
/// period's year, else by the latest earlier year's; without either it is no number yet.
pub fn readings<'a>(programme: &Programme, indicator: &Indicator, reports: &[&'a Entry], as_of: AsOf) -> Vec<Reading<'a>> {
    let plain = |entry: &'a Entry, num, den| Reading { entry, num, den, reference: None, carried_from: None };
    reports
        .iter()
        .filter_map(|entry| match entry.measurement.reported {
            Reported::Value(value) => Some(plain(entry, value, None)),
            Reported::Ratio { numerator, denominator } => Some(plain(entry, numerator, Some(denominator))),
            Reported::Percent { percent, .. } => Some(plain(entry, percent, None)),
            Reported::Numerator(numerator) => {
                let reference = programme.reference(indicator.denominator.as_deref()?)?;
                let year = entry.measurement.period.last_month().year();
                let known = reference.values.iter().filter(|v| v.year <= year && as_of.knows(v.recorded_at));
                // The newest year, of it the one recorded last; of equal moments the one listed last.
                let value = known.max_by_key(|v| (v.year, v.recorded_at))?;
                Some(Reading {
                    entry,
                    num: numerator,
                    den: Some(value.value),
                    reference: Some(value.stage),
                    carried_from: (value.year < year).then_some(value.year),
                })
            }
            Reported::State(_) | Reported::Completed(_) | Reported::Withdrawn => None,
        })
        .collect()
}

/// A hundred for a percent reported as a fraction, else 1.
fn factor(measure: Measure) -> i64 {
    if measure == Measure::Percent { 100 } else { 1 }
}

/// Decimal places at which the readings are whole numbers, denominators and all.
#[derive(Clone, Copy, Debug)]
pub struct Scale {
    /// Places of the values; levels are held at the same.
    pub values: u32,
    /// Places of the denominators.
    pub denominators: u32,
}

impl Scale {
    /// The scale of a series whose levels need so many places.
    pub fn of(readings: &[Reading<'_>], levels: u32) -> Self {
        let denominators = readings.iter().filter_map(|r| r.den).map(|den| den.scale()).max().unwrap_or(0);
        let values = readings.iter().map(|r| {
            let places = r.num.scale();
            if r.den.is_some() { places.saturating_sub(denominators) } else { places }
        });
        Self { values: values.max().unwrap_or(0).max(levels), denominators }
    }

    /// The readings as observations at this scale.
    pub fn observations(self, measure: Measure, readings: &[Reading<'_>]) -> Vec<Observation<BigInt>> {
        readings
            .iter()
            .zip(0u32..)
            .map(|(reading, entry)| {
                let (num, den) = match reading.den {
                    Some(den) => (
                        at_scale(reading.num, self.values.saturating_add(self.denominators)) * factor(measure),
                        at_scale(den, self.denominators),
                    ),
                    None => (at_scale(reading.num, self.values), BigInt::from(1)),
                };
                Observation { at: reading.period().last_month(), num, den, ratio: reading.den.is_some(), entry }
            })
            .collect()
    }
}
