//! A series as published methods see it: one value a year.

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

use super::Assessment;
use super::compile::{self, Circumstances};
use super::reading::{self, Scale};
use crate::judge::accumulate;
use crate::judge::policy::Point;
use crate::ledger::Ledger;
use crate::plan::{Accumulation, AsOf};
use crate::value::Month;

/// The last value of each year.
pub(crate) fn yearly(values: &[(NaiveDate, Decimal)]) -> Vec<Point> {
    let mut points: Vec<Point> = Vec::new();
    for (day, value) in values {
        let point = Point { year: day.year(), value: *value };
        match points.last_mut() {
            Some(last) if last.year == point.year => *last = point,
            _ => points.push(point),
        }
    }
    points
}

impl Ledger {
    /// The values of a verdict's indicator, in order of time: the declared baseline, then what was reported up to the date
    /// judged, accumulated as when judged. Of a running total only Decembers: a part of a year is no year.
    pub(crate) fn yearly_values(&self, verdict: &Assessment) -> Option<Vec<(NaiveDate, Decimal)>> {
        let indicator = &*verdict.indicator;
        let date = verdict.closed_on.map_or(verdict.as_of.date, |closed| closed.min(verdict.as_of.date));
        let as_of = AsOf { date, ..verdict.as_of };
        let row = self.programme().row_of(&indicator.code)?;
        let reports = reading::reports(self, row, verdict.unit.as_deref(), as_of);
        let readings = reading::readings(self.programme(), indicator, &reports, as_of);
        let stated = compile::stated(compile::targets_of(indicator, verdict.unit.as_deref()), indicator.accumulation);
        let scale = Scale::of(&readings, compile::places(indicator, &stated));
        let around = Circumstances { as_of, owed: None, suspended: false };
        let rule = compile::rule(self.programme(), indicator, &stated, around, scale.values);
        let mut seen = Vec::new();
        // Big integers cannot overflow.
        let _ = accumulate(&rule, &scale.observations(indicator.measure, &readings), &mut seen);
        let whole = |at: Month| indicator.accumulation != Accumulation::YearToDate || at.month() == 12;
        let mut values: Vec<(NaiveDate, Decimal)> = seen
            .iter()
            .filter(|observation| whole(observation.at))
            .map(|observation| Some((observation.at.last_day(), observation.level().decimal(scale.values)?)))
            .collect::<Option<_>>()?;
        if let Some(baseline) = verdict.baseline.filter(|baseline| !baseline.provisional) {
            values.retain(|(day, _)| *day > baseline.date);
            values.insert(0, (baseline.date, baseline.value));
        }
        Some(values)
    }
}
