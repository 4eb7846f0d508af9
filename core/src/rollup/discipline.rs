//! How reports came in: expected, received, on time, late by how many days, missing; per agency and unit.

use std::collections::HashMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::owed::{Directory, OwedReport, Series};
use crate::assess::{compile, one};
use crate::ledger::{Ledger, Reported};
use crate::plan::programme::InForce;
use crate::plan::{AsOf, Measure, Requirement, Role};
use crate::value::{Calendar, Period, number};

/// Reports counted over the owed periods up to the last one demanded by the day of knowledge.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Discipline {
    /// How many were owed.
    pub expected: u32,
    /// How many came, late ones too: `on_time + late`.
    pub received: u32,
    /// How many came before the deadline.
    pub on_time: u32,
    /// How many came after it.
    pub late: u32,
    /// Days late of all those together.
    pub days_late: u32,
    /// How many never came: `expected − received`.
    pub missing: u32,
}

impl Discipline {
    /// Days late on average, of those that were late; `None` where none was.
    pub fn mean_days_late(&self) -> Option<Decimal> {
        number::ratio(&self.days_late.into(), &self.late.into())
    }

    /// Adds one report: its days late, or that it is missing.
    fn count(&mut self, days_late: Option<u32>) {
        let more = |count: &mut u32, by: u32| *count = count.saturating_add(by);
        more(&mut self.expected, 1);
        match days_late {
            None => more(&mut self.missing, 1),
            Some(days) => {
                more(&mut self.received, 1);
                more(if days == 0 { &mut self.on_time } else { &mut self.late }, 1);
                more(&mut self.days_late, days);
            }
        }
    }

    /// Adds what others counted.
    pub(super) fn add(&mut self, other: Self) {
        self.expected = self.expected.saturating_add(other.expected);
        self.received = self.received.saturating_add(other.received);
        self.on_time = self.on_time.saturating_add(other.on_time);
        self.late = self.late.saturating_add(other.late);
        self.days_late = self.days_late.saturating_add(other.days_late);
        self.missing = self.missing.saturating_add(other.missing);
    }
}

/// How all reports of a programme came in, as known when it was assessed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Conduct {
    agencies: HashMap<(String, Role), Discipline>,
    units: HashMap<Option<String>, Discipline>,
    /// What is still to be sent, oldest first, then in the plan's order.
    pub owed: Vec<OwedReport>,
}

impl Conduct {
    /// Counts every report that is owed at an [`AsOf`].
    pub(crate) fn of(ledger: &Ledger, as_of: AsOf, knowledge_day: NaiveDate) -> Self {
        let mut conduct = Self::default();
        let mut directory = Directory::of(&ledger.programme);
        for row in 0..ledger.programme.indicators.len() {
            conduct.row(ledger, row, as_of, knowledge_day, &mut directory);
        }
        // The sort is stable: rows keep the plan's order within a period.
        conduct.owed.sort_by_key(|owed| owed.deadline);
        conduct
    }

    fn row<'a>(&mut self, ledger: &'a Ledger, row: usize, as_of: AsOf, knowledge_day: NaiveDate, directory: &mut Directory<'a>) {
        let programme = &*ledger.programme;
        let (Some(issued), Some(force)) = (programme.indicators.get(row), programme.in_force(row, as_of)) else { return };
        let judged = AsOf { date: force.closed_on.map_or(as_of.date, |closed| closed.min(as_of.date)), ..as_of };
        let every = force.indicator.reported_every();
        let owed = compile::owed(programme.calendar(), every, force.added_on, judged.date, knowledge_day);
        let periods = compile::demanded(owed, every, None, None);
        // Periods of one owner and one hierarchy are counted together.
        let mut runs: Vec<(Vec<Series<'a>>, Vec<Period>)> = Vec::new();
        for period in periods {
            // Owners are those of the plan as issued: amendments do not change them.
            let series = directory.series(issued, period.end());
            match runs.last_mut() {
                Some((known, run)) if *known == series => run.push(period),
                _ => runs.push((series, vec![period])),
            }
        }
        for (all, run) in &runs {
            for series in all {
                self.series(ledger, (row, &force), series, run, judged, knowledge_day);
            }
        }
    }

    fn series(
        &mut self,
        ledger: &Ledger,
        (row, force): (usize, &InForce<'_>),
        series: &Series<'_>,
        periods: &[Period],
        judged: AsOf,
        knowledge_day: NaiveDate,
    ) {
        let indicator = &*force.indicator;
        let recurring =
            || compile::targets_of(indicator, series.unit).iter().any(|target| matches!(target.requirement, Requirement::Recurring(_)));
        let completed = (indicator.measure == Measure::Milestone && !recurring())
            .then(|| one::completion(ledger, row, series.unit, judged))
            .flatten()
            .map(|(day, _)| day);
        let receipts = first_receipts(ledger, row, series.unit, judged);
        let mut counted = Discipline::default();
        // "A completed milestone owes no more reports" (domain, section 4): from the period of its completion on.
        for period in periods.iter().filter(|period| completed.is_none_or(|day| period.end() < day)) {
            let received = receipts.iter().find(|(of, _)| of == period).map(|(_, day)| *day);
            counted.count(received.map(|day| Calendar::days_late(*period, day)));
            if received.is_none() {
                let owed = |agency| OwedReport::new(agency, &indicator.code, series.unit, *period, knowledge_day);
                match series.parties.as_slice() {
                    [] => self.owed.push(owed(None)),
                    parties => self.owed.extend(parties.iter().map(|party| owed(Some(party.agency)))),
                }
            }
        }
        for party in &series.parties {
            self.agencies.entry((party.agency.to_owned(), party.role)).or_default().add(counted);
        }
        self.units.entry(series.unit.map(str::to_owned)).or_default().add(counted);
    }

    /// An agency's reports in a role; nothing expected where it answers for none.
    pub fn agency(&self, name: &str, role: Role) -> Discipline {
        self.agencies.get(&(name.to_owned(), role)).copied().unwrap_or_default()
    }

    /// A unit's reports; `None` is the root.
    pub fn unit(&self, code: Option<&str>) -> Discipline {
        self.units.get(&code.map(str::to_owned)).copied().unwrap_or_default()
    }

    /// The agencies and roles that answer for a report.
    pub(super) fn answering(&self) -> impl Iterator<Item = (&str, Role)> {
        self.agencies.keys().map(|(agency, role)| (agency.as_str(), *role))
    }
}

/// The day of the first valid receipt of each period, as known: a withdrawn report was received, a withdrawal is none
/// (domain, section 4).
fn first_receipts(ledger: &Ledger, row: usize, unit: Option<&str>, as_of: AsOf) -> Vec<(Period, NaiveDate)> {
    let mut first: Vec<(Period, NaiveDate)> = Vec::new();
    let known = ledger.keyed(row, unit).map(|(_, entry)| &entry.measurement);
    for measurement in known.filter(|m| m.reported != Reported::Withdrawn && as_of.knows(m.received_at)) {
        if first.last().is_none_or(|(period, _)| *period != measurement.period) {
            first.push((measurement.period, measurement.received_at.day()));
        }
    }
    first
}
