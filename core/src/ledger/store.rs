//! The append-only store, and reads of the newest as known.

use std::collections::HashMap;
use std::sync::Arc;

use super::measurement::Measurement;
use crate::plan::Programme;
use crate::value::{Moment, Period};

/// A measurement that was taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The row of the programme.
    pub row: usize,
    /// What was submitted, its indicator code and unit as the programme spells them.
    pub measurement: Measurement,
}

/// All measurements ever received; nothing is overwritten.
#[derive(Clone, Debug)]
pub struct Ledger {
    pub(crate) programme: Arc<Programme>,
    pub(crate) entries: Vec<Entry>,
    /// Entry numbers by (row, unit), in the order of period, then of receipt, then of submission.
    pub(crate) series: HashMap<(usize, Option<String>), Vec<u32>>,
    pub(crate) newest: Option<Moment>,
}

impl Ledger {
    /// An empty ledger for a programme.
    pub fn new(programme: Arc<Programme>) -> Self {
        Self { programme, entries: Vec::new(), series: HashMap::new(), newest: None }
    }

    /// The programme it belongs to.
    pub fn programme(&self) -> &Arc<Programme> {
        &self.programme
    }

    /// How many entries it holds.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether nothing was received yet.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The entries from number `n` on, in the order of submission: for a host that saves what is new.
    pub fn entries_since(&self, n: usize) -> &[Entry] {
        self.entries.get(n..).unwrap_or_default()
    }

    /// The moment of the newest receipt.
    pub fn newest_receipt(&self) -> Option<Moment> {
        self.newest
    }

    fn keyed(&self, row: usize, unit: Option<&str>) -> impl Iterator<Item = (u32, &Entry)> {
        let numbers = self.series.get(&(row, unit.map(str::to_owned))).map(Vec::as_slice).unwrap_or_default();
        numbers.iter().filter_map(|number| Some((*number, self.entries.get(usize::try_from(*number).ok()?)?)))
    }

    /// The newest entry of each period of one series as known at a moment, in the order of periods; withdrawals too.
    ///
    /// Of entries received at the same moment, the one submitted last.
    pub fn newest_of(&self, row: usize, unit: Option<&str>, known_at: Option<Moment>) -> Vec<(u32, &Entry)> {
        let mut newest: Vec<(u32, &Entry)> = Vec::new();
        for (number, entry) in
            self.keyed(row, unit).filter(|(_, entry)| known_at.is_none_or(|known| entry.measurement.received_at <= known))
        {
            match newest.last_mut() {
                Some(last) if last.1.measurement.period == entry.measurement.period => *last = (number, entry),
                _ => newest.push((number, entry)),
            }
        }
        newest
    }

    /// The first receipt of a report for a period as known at a moment: what timeliness is judged by.
    ///
    /// A withdrawal is not a report.
    pub fn first_receipt(&self, row: usize, unit: Option<&str>, period: Period, known_at: Option<Moment>) -> Option<Moment> {
        self.keyed(row, unit)
            .map(|(_, entry)| &entry.measurement)
            .filter(|m| m.period == period && m.reported != super::Reported::Withdrawn)
            .map(|m| m.received_at)
            .filter(|received| known_at.is_none_or(|known| *received <= known))
            .min()
    }

    pub(crate) fn push(&mut self, entry: Entry) {
        let number = u32::try_from(self.entries.len()).unwrap_or(u32::MAX);
        let measurement = &entry.measurement;
        self.newest = self.newest.max(Some(measurement.received_at));
        let order = |m: &Measurement| (m.period, m.received_at);
        let series = self.series.entry((entry.row, measurement.unit.clone())).or_default();
        let at = series.partition_point(|n| {
            usize::try_from(*n).ok().and_then(|n| self.entries.get(n)).is_some_and(|old| order(&old.measurement) <= order(measurement))
        });
        series.insert(at, number);
        self.entries.push(entry);
    }
}
