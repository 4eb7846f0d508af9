//! What is new about one row since an earlier question, and which of it moved the status.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::assess_key_on;
use super::changes::{Amended, Cause, Change, ReferenceRevised, Revised};
use crate::assess::{Assessment, OutcomeKind, RuleId, Status};
use crate::ledger::{Entry, Ledger, Measurement};
use crate::plan::hierarchy::Hierarchy;
use crate::plan::{AsOf, Measure, ReferenceValue};
use crate::value::Period;

/// One row and unit, asked twice.
pub(super) struct News<'a> {
    pub(super) ledger: &'a Ledger,
    pub(super) hierarchy: &'a Hierarchy<'a>,
    pub(super) row: usize,
    pub(super) unit: Option<&'a str>,
    /// The earlier question, always with a moment of knowledge.
    pub(super) then: AsOf,
    pub(super) then_day: NaiveDate,
    /// The present one.
    pub(super) now: AsOf,
    pub(super) now_day: NaiveDate,
}

/// The entries that are new, by what they are to the earlier question.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Newness {
    /// Known then.
    Known,
    /// Corrects or withdraws what was known.
    Corrects,
    /// Comes for a period that was missing.
    Arrives,
    /// Is about a period that was neither known nor missing.
    Fresh,
}

impl News<'_> {
    /// The change, if the status moved, or if figures or plan were corrected while it stayed.
    pub(super) fn change(&self, now: &Assessment, from: Option<Status>, before: Option<Assessment>) -> Option<Change> {
        let revised = self.revised();
        let amended = self.amended(before.is_none());
        let arrived = before.as_ref().map_or(Vec::new(), |before| self.arrived(before));
        let reference = before.as_ref().and_then(|before| self.reference(before));
        let cause = if from == Some(now.status) {
            // "An earlier one that arrives later moves the provisional baseline, and `changes` says so" (domain, section 3).
            let start = |verdict: &Assessment| verdict.baseline.filter(|baseline| baseline.provisional);
            let started_anew = before.as_ref().and_then(start).is_some_and(|old| start(now).is_some_and(|new| new != old));
            match () {
                () if !amended.is_empty() => Cause::PlanAmended,
                () if !revised.is_empty() => Cause::Revision,
                () if reference.is_some() => Cause::ReferenceRevised,
                () if started_anew => Cause::ReportArrived,
                () => return None,
            }
        } else {
            self.cause(now, from, before.as_ref(), &amended, &revised)
        };
        let today = from.and_then(|from| {
            let again =
                assess_key_on(self.ledger, self.hierarchy, (self.row, self.unit), AsOf { date: self.then.date, ..self.now }, self.now_day)?;
            (again.status != from).then_some(again.status)
        });
        Some(Change {
            code: now.code().to_owned(),
            unit: now.unit.clone(),
            from,
            to: Some(now.status),
            cause,
            recomputed: today,
            before: before.map(Box::new),
            revised,
            arrived,
            reference,
            amended,
        })
    }

    /// The first cause that fits. News fits where it alone, added to what was known before, moves the status of the
    /// earlier question; the passing of time fits where no newer period is needed to come to the present status.
    fn cause(
        &self,
        now: &Assessment,
        from: Option<Status>,
        before: Option<&Assessment>,
        amended: &[Amended],
        revised: &[Revised],
    ) -> Cause {
        if now.status == Status::Suspended {
            return Cause::Suspended;
        }
        if from == Some(Status::Suspended) {
            return Cause::Resumed;
        }
        let Some(before) = before.filter(|_| amended.is_empty()) else { return Cause::PlanAmended };
        let known = self.newness(before);
        let at = |newest: Newness, as_of: AsOf, day| self.with(&known, newest, as_of, day).map(|verdict| verdict.status);
        let corrected = at(Newness::Corrects, self.then, self.then_day);
        if corrected != Some(before.status) {
            return Cause::Revision;
        }
        let with_references = AsOf { date: self.then.date, ..self.now };
        let divided = at(Newness::Corrects, with_references, self.then_day);
        if divided != corrected {
            return Cause::ReferenceRevised;
        }
        if at(Newness::Arrives, with_references, self.then_day) != divided {
            return Cause::ReportArrived;
        }
        let fresh = known.values().any(|newness| *newness == Newness::Fresh);
        let next = next_took_over(before, now);
        if fresh && at(Newness::Arrives, self.now, self.now_day) != Some(now.status) {
            return if next { Cause::NextRequirement } else { Cause::NewValue };
        }
        match now.rule {
            _ if next => Cause::NextRequirement,
            RuleId::TaskOverdue | RuleId::DueSoon | RuleId::Overdue => Cause::DueDatePassed,
            RuleId::Stale | RuleId::NoData | RuleId::DutyMissedOnce | RuleId::DutyMissed => Cause::DataAged,
            // Corrected since, in a way that counts only on the later date: a task reported as completed after the earlier one.
            _ if !revised.is_empty() => Cause::Revision,
            _ => Cause::DataAged,
        }
    }

    /// The units whose entries the verdict may rest on: its own; for the root, those below it too.
    fn units(&self) -> Vec<Option<String>> {
        if let Some(unit) = self.unit {
            return vec![Some(unit.to_owned())];
        }
        self.ledger.series.keys().filter(|(row, _)| *row == self.row).map(|(_, unit)| unit.clone()).collect()
    }

    /// What each entry known now is to the earlier question, by its number.
    fn newness(&self, before: &Assessment) -> HashMap<u32, Newness> {
        let mut newness = HashMap::new();
        for unit in self.units() {
            let unit = unit.as_deref();
            let newest = self.ledger.newest_of(self.row, unit, self.then.known_at);
            let then: Vec<Period> = newest.iter().map(|(_, entry)| entry.measurement.period).collect();
            let missing = |period: &Period| match unit == self.unit {
                true => before.missing_after.contains(period) || before.missing_between.contains(period),
                false => period.end() <= self.then.date,
            };
            let of = |measurement: &Measurement| match &measurement.period {
                _ if self.then.knows(measurement.received_at) => Newness::Known,
                period if then.contains(period) => Newness::Corrects,
                period if missing(period) => Newness::Arrives,
                _ => Newness::Fresh,
            };
            let known = self.ledger.keyed(self.row, unit).filter(|(_, entry)| self.now.knows(entry.measurement.received_at));
            newness.extend(known.map(|(number, entry)| (number, of(&entry.measurement))));
        }
        newness
    }

    /// The verdict on part of the news: the entries known then and those up to a newness, as if they had been known then.
    fn with(&self, known: &HashMap<u32, Newness>, newest: Newness, as_of: AsOf, day: NaiveDate) -> Option<Assessment> {
        let mut part = Ledger {
            programme: self.ledger.programme.clone(),
            entries: Vec::new(),
            series: HashMap::new(),
            newest: None,
            checks: self.ledger.checks.clone(),
        };
        for unit in self.units() {
            // In the order of periods and receipts, so that entries brought to one moment keep theirs.
            for (number, entry) in self.ledger.keyed(self.row, unit.as_deref()) {
                if known.get(&number).is_some_and(|newness| *newness <= newest) {
                    let mut measurement = entry.measurement.clone();
                    if let Some(then) = as_of.known_at {
                        measurement.received_at = measurement.received_at.min(then);
                    }
                    part.push(Entry { row: entry.row, measurement }, true);
                }
            }
        }
        assess_key_on(&part, self.hierarchy, (self.row, self.unit), as_of, day)
    }

    /// Periods that were known then and say something else now.
    fn revised(&self) -> Vec<Revised> {
        let newest = |known_at| self.ledger.newest_of(self.row, self.unit, known_at);
        let now: HashMap<Period, &Measurement> =
            newest(self.now.known_at).into_iter().map(|(_, entry)| (entry.measurement.period, &entry.measurement)).collect();
        let mut revised = Vec::new();
        for (_, entry) in newest(self.then.known_at) {
            let old = &entry.measurement;
            if let Some(new) = now.get(&old.period).filter(|new| new.reported != old.reported && old.period.end() <= self.now.date) {
                revised.push(Revised { period: old.period, old: old.reported, new: new.reported, reason: new.reason.clone() });
            }
        }
        revised
    }

    /// Reports that were missing then and are here now.
    fn arrived(&self, before: &Assessment) -> Vec<Period> {
        let mut arrived: Vec<Period> = before.missing_between.iter().chain(&before.missing_after).copied().collect();
        arrived.retain(|period| self.ledger.first_receipt(self.row, self.unit, *period, self.now.known_at).is_some());
        arrived
    }

    /// The reference value of the period judged then, where today another one is used for it.
    fn reference(&self, before: &Assessment) -> Option<ReferenceRevised> {
        let series = self.ledger.programme.reference(before.indicator.denominator.as_deref()?)?;
        let year = before.period?.last_month().year();
        let used = |as_of: AsOf| -> Option<&ReferenceValue> {
            let known = series.values.iter().filter(|value| value.year <= year && as_of.knows(value.recorded_at));
            known.max_by_key(|value| (value.year, value.recorded_at))
        };
        let (old, new) = (used(self.then), used(self.now)?);
        let pair = |value: &ReferenceValue| (value.year, value.value);
        let (old, new) = (old.map(pair), pair(new));
        (old != Some(new)).then(|| ReferenceRevised { title: series.title.clone(), old, new })
    }

    /// How the plan changed for the row between the two questions.
    fn amended(&self, absent: bool) -> Vec<Amended> {
        let programme = &self.ledger.programme;
        let Some(now) = programme.in_force(self.row, self.now) else { return vec![Amended::Ended] };
        let Some(then) = programme.in_force(self.row, self.then).filter(|_| !absent) else { return vec![Amended::Added] };
        let (was, is, decision) = (&then.indicator, &now.indicator, &now.decision);
        let mut amended = Vec::new();
        if now.closed_on.is_some() && then.closed_on.is_none() {
            amended.push(Amended::Closed { decision: now.closing.clone() });
        }
        let event = now.event.as_ref().filter(|event| then.event.as_ref() != Some(event) && is.measure == Measure::Milestone);
        if let Some(event) = event.filter(|_| was.targets != is.targets) {
            amended.push(Amended::Event { document: event.document.clone(), due: event.due });
        } else {
            let gone = was.targets.iter().filter(|old| !is.targets.iter().any(|new| new.due == old.due));
            amended.extend(gone.map(|old| Amended::Target { old: Some(old.clone()), new: None, decision: decision.clone() }));
            for new in is.targets.iter().filter(|new| !was.targets.contains(new)) {
                let old = was.targets.iter().find(|old| old.due == new.due).cloned();
                amended.push(Amended::Target { old, new: Some(new.clone()), decision: new.decision.clone().or(decision.clone()) });
            }
        }
        if was.baseline != is.baseline {
            amended.push(Amended::Baseline { old: was.baseline, new: is.baseline, decision: decision.clone() });
        }
        if was.shape != is.shape {
            amended.push(Amended::Path { decision: decision.clone() });
        }
        amended
    }
}

/// Whether the next requirement took over: another one is asked, and not because the earlier one was met since as a debt.
fn next_took_over(before: &Assessment, now: &Assessment) -> bool {
    let (Some(old), Some(new)) = (before.due(), now.due()) else { return false };
    let met = |verdict: &Assessment| {
        let of_old = verdict.outcomes.iter().find(|outcome| outcome.due == old);
        of_old.is_some_and(|outcome| matches!(outcome.outcome, OutcomeKind::Met | OutcomeKind::MetLate))
    };
    old != new && (met(before) || !met(now))
}
