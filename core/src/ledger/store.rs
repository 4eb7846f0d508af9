//! The append-only store, and reads of the newest as known.

use std::collections::HashMap;
use std::sync::Arc;

use super::checks::Checks;
use super::measurement::{Measurement, Reported};
use crate::plan::Programme;
use crate::value::{Frequency, Moment, Month, Period};

/// A measurement that was taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The row of the programme; `None` when the plan that the ledger was moved to has no such row any more.
    pub row: Option<usize>,
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
    pub(crate) checks: Arc<Checks>,
}

impl Ledger {
    /// An empty ledger for a programme.
    pub fn new(programme: Arc<Programme>) -> Self {
        let checks = Arc::new(Checks::of(&programme));
        Self { programme, entries: Vec::new(), series: HashMap::new(), newest: None, checks }
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

    /// The entry numbers of one series, in the order of period, then of receipt, then of submission.
    fn numbers(&self, row: usize, unit: Option<&str>) -> &[u32] {
        self.series.get(&(row, unit.map(str::to_owned))).map(Vec::as_slice).unwrap_or_default()
    }

    /// Whether a unit ever reported on a row.
    pub(crate) fn has_series(&self, row: usize, unit: &str) -> bool {
        !self.numbers(row, Some(unit)).is_empty()
    }

    fn numbered(&self, number: u32) -> Option<&Entry> {
        self.entries.get(usize::try_from(number).ok()?)
    }

    /// The entries of one series, in the order of period, then of receipt, then of submission.
    pub(crate) fn keyed(&self, row: usize, unit: Option<&str>) -> impl Iterator<Item = (u32, &Entry)> {
        self.numbers(row, unit).iter().filter_map(|number| Some((*number, self.numbered(*number)?)))
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
        let numbers = self.numbers(row, unit);
        let before = |number: &u32| self.numbered(*number).is_some_and(|entry| place(entry.measurement.period) < place(period));
        let from = numbers.partition_point(before);
        let of_period = numbers.get(from..).unwrap_or_default().iter().filter_map(|number| self.numbered(*number));
        of_period
            .map(|entry| &entry.measurement)
            .take_while(|m| m.period == period)
            .find(|m| m.reported != Reported::Withdrawn)
            .map(|m| m.received_at)
            .filter(|received| known_at.is_none_or(|known| *received <= known))
    }

    /// Takes an entry in; one that is not `judged` is kept and written out, and stands in no series.
    pub(crate) fn push(&mut self, entry: Entry, judged: bool) {
        let number = u32::try_from(self.entries.len()).unwrap_or(u32::MAX);
        let measurement = &entry.measurement;
        self.newest = self.newest.max(Some(measurement.received_at));
        if let Some(row) = entry.row.filter(|_| judged) {
            let order = |m: &Measurement| (place(m.period), m.received_at);
            let series = self.series.entry((row, measurement.unit.clone())).or_default();
            let at = series.partition_point(|n| {
                let old = usize::try_from(*n).ok().and_then(|n| self.entries.get(n));
                old.is_some_and(|old| order(&old.measurement) <= order(measurement))
            });
            series.insert(at, number);
        }
        self.entries.push(entry);
    }
}

/// Where a period stands in a series: at its last month, as when judged, so that a plan which changes a row's frequency
/// leaves its series in order of time.
const fn place(period: Period) -> (Month, Frequency) {
    (period.last_month(), period.frequency())
}
