//! A batch through the door: row by row, good rows in, bad rows back, and what looks odd once all of it is in.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::flags::{Flag, FlagKind};
use super::measurement::Measurement;
use super::receipt::{Receipt, Rejection};
use super::store::{Entry, Ledger};
use crate::error::{ErrorKind, Result};
use crate::plan::Programme;
use crate::value::Period;

/// A row as a reader hands it over: where it stood, and the measurement, or why there is none.
pub(crate) struct Row {
    pub(crate) line: Option<u64>,
    pub(crate) read: Result<Measurement>,
}

impl From<Measurement> for Row {
    fn from(measurement: Measurement) -> Self {
        Self { line: None, read: Ok(measurement) }
    }
}

/// What a batch did to one series.
#[derive(Default)]
struct Touched {
    periods: BTreeSet<Period>,
    before: Vec<Flag>,
}

impl Ledger {
    /// Takes in one or many measurements, row by row: good rows are in, bad rows come back in the receipt.
    ///
    /// ```
    /// # use std::sync::Arc;
    /// # use tiendo::{Ledger, Measurement, Programme, Receipt, rust_decimal::Decimal};
    /// fn report(ledger: &mut Ledger) -> tiendo::Result<Receipt> {
    ///     let received = "2027-04-08T09:30:00+07:00".parse()?;
    ///     Ok(ledger.submit(Measurement::value("CT-I.5", "2027-03".parse::<tiendo::Period>()?, received, Decimal::new(832, 1))))
    /// }
    /// ```
    pub fn submit(&mut self, measurements: impl IntoIterator<Item = Measurement>) -> Receipt {
        self.take(measurements.into_iter().map(Row::from))
    }

    /// The receipt that [`submit`](Self::submit) would give, without taking anything in.
    pub fn check(&self, measurements: impl IntoIterator<Item = Measurement>) -> Receipt {
        self.try_out(measurements.into_iter().map(Row::from))
    }

    /// The same ledger under another version of its plan: every entry is kept, in its order.
    ///
    /// One that the new plan would refuse stays and is flagged. Where its row is gone, or its kind of value no longer
    /// fits, there is nothing to judge it by: it stands in no series, and is written out all the same.
    pub fn with_programme(&self, programme: Arc<Programme>) -> (Self, Receipt) {
        Self::restore(programme, self.entries.iter().map(|entry| entry.measurement.clone()))
    }

    /// The ledger of measurements that were accepted before, perhaps under an earlier version of the plan: every one
    /// is kept, as in [`with_programme`](Self::with_programme).
    pub fn restore(programme: Arc<Programme>, measurements: impl IntoIterator<Item = Measurement>) -> (Self, Receipt) {
        Self::kept(programme, measurements.into_iter().map(Row::from))
    }

    pub(crate) fn kept(programme: Arc<Programme>, rows: impl Iterator<Item = Row>) -> (Self, Receipt) {
        let mut ledger = Self::new(programme);
        let mut receipt = Receipt::default();
        for row in rows {
            let number = receipt.rows().saturating_add(1);
            match row.read {
                Ok(measurement) => {
                    receipt.flags.extend(ledger.keep(measurement));
                    receipt.accepted = receipt.accepted.saturating_add(1);
                }
                Err(error) => receipt.rejected.push(Rejection::new(number, row.line, error)),
            }
        }
        receipt.flags.sort_by_cached_key(|flag| (ledger.programme.row_of(&flag.indicator), flag.unit.clone(), flag.period));
        (ledger, receipt)
    }

    pub(crate) fn take(&mut self, rows: impl Iterator<Item = Row>) -> Receipt {
        let mut receipt = Receipt::default();
        let mut touched: BTreeMap<(usize, Option<String>), Touched> = BTreeMap::new();
        for row in rows {
            let number = receipt.rows().saturating_add(1);
            match row.read.and_then(|measurement| self.admit(measurement)) {
                Ok((row, measurement)) => {
                    let series = touched
                        .entry((row, measurement.unit.clone()))
                        .or_insert_with(|| Touched { before: self.flags_of(row, measurement.unit.as_deref()), periods: BTreeSet::new() });
                    series.periods.insert(measurement.period);
                    self.push(Entry { row: Some(row), measurement }, true);
                    receipt.accepted = receipt.accepted.saturating_add(1);
                }
                Err(error) => receipt.rejected.push(Rejection::new(number, row.line, error)),
            }
        }
        for ((row, unit), series) in touched {
            // What the batch speaks of, and what it made odd elsewhere in the series.
            let concerns = |flag: &Flag| series.periods.contains(&flag.period) || !series.before.iter().any(|old| old.is_of(flag));
            receipt.flags.extend(self.flags_of(row, unit.as_deref()).into_iter().filter(concerns));
        }
        receipt
    }

    /// Works on a copy of the series that the batch touches.
    pub(crate) fn try_out(&self, rows: impl Iterator<Item = Row>) -> Receipt {
        let (programme, checks) = (self.programme.clone(), self.checks.clone());
        let mut copy = Self { programme, checks, entries: Vec::new(), series: HashMap::new(), newest: None };
        let rows: Vec<Row> = rows.collect();
        let mut keys = BTreeSet::new();
        for measurement in rows.iter().filter_map(|row| row.read.as_ref().ok()) {
            if let Ok((row, measurement)) = self.admit(measurement.clone()) {
                keys.insert((row, measurement.unit));
            }
        }
        for (row, unit) in keys {
            let mut entries: Vec<(u32, &Entry)> = self.keyed(row, unit.as_deref()).collect();
            entries.sort_by_key(|(number, _)| *number);
            entries.into_iter().for_each(|(_, entry)| copy.push(entry.clone(), true));
        }
        copy.take(rows.into_iter())
    }

    fn admit(&self, measurement: Measurement) -> Result<(usize, Measurement)> {
        let (measurement, row, checked) = self.placed(measurement);
        checked.and(row).map(|row| (row, measurement))
    }

    /// Keeps a measurement whatever the plan says, with a flag where the plan would refuse it.
    fn keep(&mut self, measurement: Measurement) -> Option<Flag> {
        let (measurement, row, checked) = self.placed(measurement);
        let judged = checked.as_ref().err().is_none_or(|error| error.kind() != ErrorKind::WrongKind);
        let flag = checked.err().map(|error| Flag::of(&measurement, FlagKind::RefusedByPlan(error)));
        self.push(Entry { row: row.ok(), measurement }, judged);
        flag
    }

    /// The measurement in the plan's own spelling, its row, and what the door says.
    fn placed(&self, measurement: Measurement) -> (Measurement, Result<usize>, Result<()>) {
        let (checks, programme) = (&self.checks, &self.programme);
        let mut measurement = measurement.tidied();
        let row = checks.row(programme, &mut measurement);
        let unit = checks.unit(programme, &mut measurement);
        let checked = row.clone().and_then(|row| unit.and_then(|()| checks.check(programme, row, &measurement)));
        (measurement, row, checked)
    }
}
