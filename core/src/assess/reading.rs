//! From the ledger's entries to whole numbers at one scale.

use num_bigint::BigInt;
use rust_decimal::Decimal;

use crate::judge::Observation;
use crate::ledger::{Entry, Ledger, Measurement, Reported};
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

impl<'a> Reading<'a> {
    /// What an observation rests on.
    fn source(&self) -> Source<'a> {
        let measurement = &self.entry.measurement;
        let stages = [Some(measurement.stage), self.reference];
        Source {
            period: measurement.period,
            entry: Some(measurement),
            estimate: stages.contains(&Some(Stage::Estimate)),
            preliminary: stages.contains(&Some(Stage::Preliminary)),
            carried_from: self.carried_from,
            by_reference: self.reference.is_some(),
        }
    }
}

/// What an observation rests on: an entry of the ledger, or the figures of units.
#[derive(Clone, Debug)]
pub struct Source<'a> {
    /// The period it is about.
    pub period: Period,
    /// The entry; `None` for a figure made from those of units.
    pub entry: Option<&'a Measurement>,
    /// Whether an estimate is inside.
    pub estimate: bool,
    /// Whether a preliminary figure is inside.
    pub preliminary: bool,
    /// The year of the reference value, where an earlier year's had to serve.
    pub carried_from: Option<i32>,
    /// Whether the denominator is a reference series' value.
    pub by_reference: bool,
}

/// A series as judging takes it: the newest of each period as whole numbers, and what each rests on.
#[derive(Clone, Debug)]
pub struct Series<'a> {
    /// The periods for which a report is in, whether it holds a number or not.
    pub received: Vec<Period>,
    /// What the observations rest on; an observation's `entry` leads here.
    pub sources: Vec<Source<'a>>,
    /// The observations, in order of time.
    pub newest: Vec<Observation<BigInt>>,
    /// Decimal places of the integers.
    pub scale: u32,
    /// Whether the observations are accumulated already.
    pub accumulated: bool,
}

impl<'a> Series<'a> {
    /// The series of some reports, at the least scale that its numbers and levels of so many places need.
    pub fn of(programme: &Programme, indicator: &Indicator, reports: &[&'a Entry], as_of: AsOf, levels: u32) -> Self {
        let readings = readings(programme, indicator, reports, as_of);
        let scale = Scale::of(&readings, levels);
        Self::at(scale, indicator, reports, &readings)
    }

    /// The series at a scale.
    pub fn at(scale: Scale, indicator: &Indicator, reports: &[&'a Entry], readings: &[Reading<'a>]) -> Self {
        Self {
            received: reports.iter().map(|entry| entry.measurement.period).collect(),
            sources: readings.iter().map(Reading::source).collect(),
            newest: scale.observations(indicator.measure, readings),
            scale: scale.values,
            accumulated: false,
        }
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
#[derive(Clone, Copy, Debug, Default)]
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

    /// The least scale that serves both.
    pub fn joined(self, other: Self) -> Self {
        Self { values: self.values.max(other.values), denominators: self.denominators.max(other.denominators) }
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
                Observation { at: reading.entry.measurement.period.last_month(), num, den, ratio: reading.den.is_some(), entry }
            })
            .collect()
    }
}
