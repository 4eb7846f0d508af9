//! One key: the plan in force, the newest as known, the verdict, its reasons.

use chrono::NaiveDate;
use num_bigint::BigInt;

use super::assessment::{Assessment, Status};
use super::compile::{self, Circumstances};
use super::explain::{self, Verdict};
use super::reading::{self, Scale};
use crate::judge::milestone::Work;
use crate::judge::requirement::Rule;
use crate::judge::status::Facts;
use crate::judge::{Observation, accumulate, judge};
use crate::ledger::{Ledger, Reported, State};
use crate::plan::programme::InForce;
use crate::plan::{Accumulation, AsOf, Direction, Measure, Requirement};
use crate::value::Moment;

/// The day of knowledge: the day of K at +07:00; without K, the later of D and the day of the newest entry.
pub fn knowledge_day(ledger: &Ledger, as_of: AsOf) -> NaiveDate {
    match as_of.known_at {
        Some(known) => known.day(),
        None => ledger.newest_receipt().map_or(as_of.date, |newest| as_of.date.max(newest.day())),
    }
}

impl Ledger {
    /// The verdict on one row, for the root or a unit; `None` where the row is not part of the plan at that date.
    ///
    /// The same code as the report's: nothing else ever compares a value with a target.
    pub fn assess_one(&self, code: &str, unit: Option<&str>, as_of: AsOf) -> Option<Assessment> {
        let row = self.programme.row_of(code)?;
        assess_row(self, row, unit, as_of)
    }
}

/// The verdict on a row of the programme.
pub fn assess_row(ledger: &Ledger, row: usize, unit: Option<&str>, as_of: AsOf) -> Option<Assessment> {
    let force = ledger.programme.in_force(row, as_of)?;
    let known = knowledge_day(ledger, as_of);
    // A closed row keeps its last verdict: it is judged at its closing date, and no report is owed after.
    let judged = AsOf { date: force.closed_on.map_or(as_of.date, |closed| closed.min(as_of.date)), known_at: as_of.known_at };
    let indicator = &*force.indicator;
    let owed = compile::owed(&ledger.programme.calendar, indicator.reported_every(), force.added_on, judged.date, known);
    let suspension = ledger.programme.suspension(&indicator.code, judged).cloned();
    let around = Circumstances { as_of: judged, owed, suspended: suspension.is_some() };
    let mut assessment = explain::blank(ledger, &force, unit, as_of, known);
    assessment.suspension = suspension;
    let key = Key { ledger, row, unit, around };
    if indicator.measure == Measure::Milestone {
        key.milestone(&force, &mut assessment)
    } else {
        key.numeric(&force, &mut assessment)
    }
    Some(assessment)
}

/// One series of the ledger and what it is judged in.
struct Key<'a> {
    ledger: &'a Ledger,
    row: usize,
    unit: Option<&'a str>,
    around: Circumstances,
}

/// Judged in narrow integers where they provably suffice, in big ones otherwise: one code, one answer.
pub fn facts(rule: &Rule<BigInt>, newest: &[Observation<BigInt>], seen: &[Observation<BigInt>]) -> Facts<BigInt> {
    narrow(rule, newest).unwrap_or_else(|| judge(rule, seen))
}

fn narrow(rule: &Rule<BigInt>, newest: &[Observation<BigInt>]) -> Option<Facts<BigInt>> {
    let small = rule.narrowed::<i64>()?;
    let to = |o: &Observation<BigInt>| {
        let (num, den) = (i64::try_from(&o.num).ok()?, i64::try_from(&o.den).ok()?);
        Some(Observation { at: o.at, num, den, ratio: o.ratio, entry: o.entry })
    };
    let newest: Vec<Observation<i64>> = newest.iter().map(to).collect::<Option<_>>()?;
    let mut seen = Vec::new();
    accumulate(&small, &newest, &mut seen).ok()?;
    small.fits(&seen).then(|| judge(&small, &seen).big())
}

impl Key<'_> {
    fn numeric(&self, force: &InForce<'_>, out: &mut Assessment) {
        let (programme, indicator) = (&self.ledger.programme, &*force.indicator);
        let stated = compile::stated(compile::targets_of(indicator, self.unit), indicator.accumulation);
        let reports = reading::reports(self.ledger, self.row, self.unit, self.around.as_of);
        let readings = reading::readings(programme, indicator, &reports, self.around.as_of);
        let scale = Scale::of(&readings, compile::places(indicator, &stated));
        let rule = compile::rule(programme, indicator, &stated, self.around, scale.values);
        let newest = scale.observations(indicator.measure, &readings);
        let mut seen = Vec::new();
        // Big integers cannot overflow.
        let _ = accumulate(&rule, &newest, &mut seen);
        let facts = facts(&rule, &newest, &seen);
        let verdict = Verdict { rule: &rule, seen: &seen, facts: &facts, stated: &stated, readings: &readings, scale: scale.values };
        explain::numeric(&verdict, programme, out);
        self.silences(&seen.iter().map(|o| o.at).collect::<Vec<_>>(), out);
        self.lateness(out);
        explain::caveats(&verdict, out);
    }

    fn milestone(&self, force: &InForce<'_>, out: &mut Assessment) {
        let indicator = &*force.indicator;
        let targets = compile::targets_of(indicator, self.unit);
        let reports = reading::reports(self.ledger, self.row, self.unit, self.around.as_of);
        let recurring = targets.iter().any(|target| matches!(target.requirement, Requirement::Recurring(_)));
        let completion = if recurring { None } else { self.completion() };
        let asked = compile::completion_of(targets);
        let newest = reports.last();
        let seen: Vec<_> = reports.iter().map(|entry| entry.measurement.period.last_month()).collect();
        self.silences(&seen, out);
        let work = Work {
            date: self.around.as_of.date,
            due: asked.and_then(|target| target.due),
            recurring,
            due_soon_days: i64::from(indicator.limits.due_soon_days),
            stale_after: indicator.limits.stale_after,
            suspended: self.around.suspended,
            completed: completion.as_ref().map(|(day, _)| *day),
            received: !reports.is_empty(),
            missing: out.missing_reports,
        };
        let verdict = work.judge();
        (out.status, out.rule) = Work::worsened(verdict, self.percent_status(force));
        let stated = asked.or_else(|| targets.iter().find(|target| matches!(target.requirement, Requirement::Recurring(_))));
        out.required = stated.map(explain::stated_required);
        out.completed_on = work.completed;
        if let Some((_, completed)) = completion {
            // A completed milestone owes no more reports.
            (out.missing_reports, out.missing_after, out.missing_between) = (0, Vec::new(), Vec::new());
            out.newest = Some(completed.clone());
        } else {
            out.newest = newest.map(|entry| entry.measurement.clone());
        }
        out.period = out.newest.as_ref().map(|m| m.period);
        out.state =
            out.completed_on.map(|_| State::Done).or_else(|| reports.iter().rev().find_map(|e| explain::state_of(e.measurement.reported)));
        out.percent = reports.iter().rev().find_map(|entry| match entry.measurement.reported {
            Reported::Percent { percent, .. } => Some(percent),
            _ => None,
        });
        self.lateness(out);
        explain::work(&work, targets, out);
    }

    /// The earliest completion on or before D among the newest entries, whatever their period, and the entry that says it.
    fn completion(&self) -> Option<(NaiveDate, crate::ledger::Measurement)> {
        let as_of = self.around.as_of;
        let newest = self.ledger.newest_of(self.row, self.unit, as_of.known_at);
        let done = newest.into_iter().filter_map(|(_, entry)| {
            let measurement = &entry.measurement;
            let received: Moment = measurement.received_at;
            let day = match measurement.reported {
                Reported::Completed(day) => day,
                // Reported as done: on the earlier of the period's end and the day of receipt.
                Reported::State(State::Done) | Reported::Percent { state: Some(State::Done), .. } => {
                    measurement.period.end().min(received.day())
                }
                _ => return None,
            };
            (day <= as_of.date).then(|| (day, measurement.clone()))
        });
        done.min_by_key(|(day, measurement)| (*day, measurement.period))
    }

    /// The status that the reported percents would have as an indicator on a straight line from the declared baseline to
    /// 100; not assessable without a declared baseline or a due date.
    fn percent_status(&self, force: &InForce<'_>) -> Status {
        let none = Status::NoTarget;
        let mut indicator = (*force.indicator).clone();
        let completion = compile::completion_of(compile::targets_of(&indicator, self.unit)).cloned();
        let (Some(mut target), Some(_)) = (completion, indicator.baseline) else { return none };
        let hundred = rust_decimal::Decimal::ONE_HUNDRED;
        target.requirement = Requirement::Figure(crate::plan::Level::Number { value: hundred, strict: false });
        indicator.direction = Some(Direction::AtLeast);
        indicator.accumulation = Accumulation::Latest;
        indicator.targets = vec![target];
        let reports = reading::reports(self.ledger, self.row, self.unit, self.around.as_of);
        let readings = reading::readings(&self.ledger.programme, &indicator, &reports, self.around.as_of);
        let stated = compile::stated(&indicator.targets, indicator.accumulation);
        let scale = Scale::of(&readings, compile::places(&indicator, &stated));
        // Silence is the milestone's own matter.
        let around = Circumstances { owed: None, suspended: false, ..self.around };
        let rule = compile::rule(&self.ledger.programme, &indicator, &stated, around, scale.values);
        let seen = scale.observations(Measure::Milestone, &readings);
        if seen.is_empty() { none } else { facts(&rule, &seen, &seen).status }
    }

    /// Which owed reports are missing: after the newest, and between the first and the newest.
    fn silences(&self, seen: &[crate::value::Month], out: &mut Assessment) {
        let frequency = out.indicator.reported_every();
        let (first, last) = (seen.first().copied(), seen.last().copied());
        out.missing_after = compile::demanded(self.around.owed, frequency, last, None);
        out.missing_reports = u32::try_from(out.missing_after.len()).unwrap_or(u32::MAX);
        out.missing_between = match (first, last) {
            (Some(_), Some(_)) => compile::demanded(self.around.owed, frequency, first, last)
                .into_iter()
                .filter(|period| !seen.contains(&period.last_month()))
                .collect(),
            _ => Vec::new(),
        };
    }

    /// Days late of the first receipt for the period judged.
    fn lateness(&self, out: &mut Assessment) {
        let first = out
            .period
            .and_then(|period| Some((period, self.ledger.first_receipt(self.row, self.unit, period, self.around.as_of.known_at)?)));
        out.late_days = first.map(|(period, received)| crate::value::Calendar::days_late(period, received.day()));
    }
}
