//! One key: the plan in force, the newest as known, the verdict, its reasons.

use chrono::NaiveDate;
use num_bigint::BigInt;

use super::assessment::{Assessment, Outlook};
use super::compile::{self, Circumstances, Stated};
use super::explain::{self, Verdict};
use super::options::Options;
use super::outlook;
use super::reading::{self, Reading, Scale};
use crate::judge::milestone::Work;
use crate::judge::requirement::Rule;
use crate::judge::status::Facts;
use crate::judge::{Observation, accumulate, judge};
use crate::judge::{OutlookRefusal, Status};
use crate::ledger::{Entry, Ledger, Reported, State};
use crate::plan::programme::InForce;
use crate::plan::{Accumulation, AsOf, Direction, Indicator, Measure, Requirement};
use crate::value::{Moment, Month, Period};

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
        assess_row(self, row, unit, as_of, &Options::default())
    }
}

/// The verdict on a row of the programme.
pub fn assess_row(ledger: &Ledger, row: usize, unit: Option<&str>, as_of: AsOf, options: &Options) -> Option<Assessment> {
    assess_row_on(ledger, row, unit, as_of, knowledge_day(ledger, as_of), options)
}

/// The same with its day of knowledge given: `changes` asks what news alone would have done, without the time that passed.
pub fn assess_row_on(
    ledger: &Ledger,
    row: usize,
    unit: Option<&str>,
    as_of: AsOf,
    known: NaiveDate,
    options: &Options,
) -> Option<Assessment> {
    let mut force = ledger.programme.in_force(row, as_of)?;
    // A closed row keeps its last verdict: it is judged as on its closing date, and no report is owed after.
    let judged = AsOf { date: force.closed_on.map_or(as_of.date, |closed| closed.min(as_of.date)), known_at: as_of.known_at };
    if judged != as_of {
        force = ledger.programme.in_force(row, judged)?;
    }
    let indicator = &*force.indicator;
    let owed = compile::owed(&ledger.programme.calendar, indicator.reported_every(), force.added_on, judged.date, known);
    let suspension = ledger.programme.suspension(&indicator.code, judged).cloned();
    let around = Circumstances { as_of: judged, owed, suspended: suspension.is_some() };
    let mut assessment = explain::blank(ledger, &force, unit, as_of, known);
    assessment.suspension = suspension;
    let key = Key { ledger, row, unit, around, options };
    if indicator.measure == Measure::Milestone {
        key.milestone(&force, &mut assessment)
    } else {
        key.numeric(&force, &mut assessment)
    }
    Some(assessment)
}

/// The earliest completion on or before D among the newest entries of a milestone, whatever their period, and the entry
/// that says it.
pub fn completion(ledger: &Ledger, row: usize, unit: Option<&str>, as_of: AsOf) -> Option<(NaiveDate, crate::ledger::Measurement)> {
    let newest = ledger.newest_of(row, unit, as_of.known_at);
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

/// One series of the ledger and what it is judged in.
struct Key<'a> {
    ledger: &'a Ledger,
    row: usize,
    unit: Option<&'a str>,
    around: Circumstances,
    options: &'a Options,
}

/// A numeric row compiled with what was reported for it.
struct Series<'a> {
    reports: Vec<&'a Entry>,
    readings: Vec<Reading<'a>>,
    stated: Vec<Stated>,
    scale: Scale,
    rule: Rule<BigInt>,
    newest: Vec<Observation<BigInt>>,
    seen: Vec<Observation<BigInt>>,
}

/// Judged in narrow integers where they provably suffice, in big ones otherwise: one code, one answer.
pub fn facts(rule: &Rule<BigInt>, newest: &[Observation<BigInt>], seen: &[Observation<BigInt>], missing: u32) -> Facts<BigInt> {
    narrow(rule, newest, missing).unwrap_or_else(|| judge(rule, seen, missing))
}

/// The same in narrow integers; `None` where they do not provably suffice.
pub fn narrow(rule: &Rule<BigInt>, newest: &[Observation<BigInt>], missing: u32) -> Option<Facts<BigInt>> {
    let small = rule.narrowed::<i64>()?;
    let to = |o: &Observation<BigInt>| {
        let (num, den) = (i64::try_from(&o.num).ok()?, i64::try_from(&o.den).ok()?);
        Some(Observation { at: o.at, num, den, ratio: o.ratio, entry: o.entry })
    };
    let newest: Vec<Observation<i64>> = newest.iter().map(to).collect::<Option<_>>()?;
    let mut seen = Vec::new();
    accumulate(&small, &newest, &mut seen).ok()?;
    small.fits(&seen).then(|| judge(&small, &seen, missing).big())
}

impl Key<'_> {
    fn numeric(&self, force: &InForce<'_>, out: &mut Assessment) {
        let series = self.series(&force.indicator);
        self.silences(&series.reports, series.seen.first().map(|o| o.at), series.seen.last().map(|o| o.at), None, out);
        let facts = facts(&series.rule, &series.newest, &series.seen, out.missing_reports);
        let Series { rule, seen, stated, readings, .. } = &series;
        let verdict = Verdict { rule, seen, facts: &facts, stated, readings, scale: series.scale.values };
        explain::numeric(&verdict, &self.ledger.programme, out);
        self.lateness(force.added_on, out);
        explain::caveats(&verdict, out);
        if self.options.outlook {
            out.outlook = outlook::outlook(&verdict, &out.indicator);
        }
    }

    /// The row and its newest as known, compiled.
    fn series(&self, indicator: &Indicator) -> Series<'_> {
        let programme = &self.ledger.programme;
        let stated = compile::stated(compile::targets_of(indicator, self.unit), indicator.accumulation);
        let reports = reading::reports(self.ledger, self.row, self.unit, self.around.as_of);
        let readings = reading::readings(programme, indicator, &reports, self.around.as_of);
        let scale = Scale::of(&readings, compile::places(indicator, &stated));
        let rule = compile::rule(programme, indicator, &stated, self.around, scale.values);
        let newest = scale.observations(indicator.measure, &readings);
        let mut seen = Vec::new();
        // Big integers cannot overflow.
        let _ = accumulate(&rule, &newest, &mut seen);
        Series { reports, readings, stated, scale, rule, newest, seen }
    }

    fn milestone(&self, force: &InForce<'_>, out: &mut Assessment) {
        let indicator = &*force.indicator;
        let targets = compile::targets_of(indicator, self.unit);
        let reports = reading::reports(self.ledger, self.row, self.unit, self.around.as_of);
        let recurring = targets.iter().any(|target| matches!(target.requirement, Requirement::Recurring(_)));
        let completion = if recurring { None } else { completion(self.ledger, self.row, self.unit, self.around.as_of) };
        let asked = compile::completion_of(targets);
        let newest = reports.last();
        let month = |entry: &&Entry| entry.measurement.period.last_month();
        let completed = completion.as_ref().map(|(day, _)| *day);
        self.silences(&reports, reports.first().map(month), newest.map(month), completed, out);
        let work = Work {
            date: self.around.as_of.date,
            due: asked.and_then(|target| target.due),
            recurring,
            due_soon_days: i64::from(indicator.limits.due_soon_days),
            stale_after: indicator.limits.stale_after,
            suspended: self.around.suspended,
            completed,
            received: !reports.is_empty(),
            missing: out.missing_reports,
        };
        let verdict = work.judge();
        (out.status, out.rule) = Work::worsened(verdict, self.percent_status(force));
        let stated = asked.or_else(|| targets.iter().find(|target| matches!(target.requirement, Requirement::Recurring(_))));
        out.required = stated.map(explain::stated_required);
        out.decision = asked.and_then(|target| target.decision.clone());
        out.completed_on = work.completed;
        // What counts is the report that says it is done, else the newest.
        out.newest = completion.map(|(_, entry)| entry).or_else(|| newest.map(|entry| entry.measurement.clone()));
        out.stage = out.newest.as_ref().map(|measurement| measurement.stage);
        out.period = newest.map(|entry| entry.measurement.period);
        out.state =
            out.completed_on.map(|_| State::Done).or_else(|| reports.iter().rev().find_map(|e| explain::state_of(e.measurement.reported)));
        out.percent = reports.iter().rev().find_map(|entry| match entry.measurement.reported {
            Reported::Percent { percent, .. } => Some(percent),
            _ => None,
        });
        self.lateness(force.added_on, out);
        explain::work(&work, targets, out);
        if self.options.outlook {
            out.outlook = Outlook::refused(OutlookRefusal::NotApplicable);
        }
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
        // Silence is the milestone's own matter.
        let around = Circumstances { owed: None, suspended: false, ..self.around };
        let key = Key { around, ..*self };
        let series = key.series(&indicator);
        // Reading: how far it is behind the line decides, not its pace.
        let found = facts(&series.rule, &series.newest, &series.seen, 0);
        found.measured.and_then(|measured| measured.against).map_or(none, |against| series.rule.band(&against))
    }

    /// Which owed reports are missing: after the newest observation, and between the first and the newest. A report whose
    /// number cannot be had (no reference value is known) is not missing; a completed milestone owes no more from the
    /// period of its completion on.
    fn silences(&self, reports: &[&Entry], first: Option<Month>, last: Option<Month>, completed: Option<NaiveDate>, out: &mut Assessment) {
        let missing = |after, before| {
            let mut periods = compile::demanded(self.around.owed, out.indicator.reported_every(), after, before);
            periods.retain(|period| {
                completed.is_none_or(|day| period.end() < day) && !reports.iter().any(|entry| entry.measurement.period == *period)
            });
            periods
        };
        out.missing_after = missing(last, None);
        out.missing_between = if last.is_some() { missing(first, last) } else { Vec::new() };
        out.missing_reports = u32::try_from(out.missing_after.len()).unwrap_or(u32::MAX);
    }

    /// Days late of the first receipt for the period judged; a period for which no report is owed cannot be late.
    fn lateness(&self, added_on: Option<NaiveDate>, out: &mut Assessment) {
        let lives = |period: &Period| added_on.is_none_or(|added| period.end() >= added);
        let owed = out.period.filter(|period| self.ledger.programme.calendar.owes(*period) && lives(period));
        out.late_days = owed.and_then(|period| {
            let received = self.ledger.first_receipt(self.row, self.unit, period, self.around.as_of.known_at)?;
            Some(crate::value::Calendar::days_late(period, received.day()))
        });
    }
}

/// The facts of a row's numbers by narrow integers (where they provably suffice) and by big ones.
#[cfg(test)]
pub(crate) fn both_ways(ledger: &Ledger, row: usize, as_of: AsOf) -> Option<(Option<Facts<BigInt>>, Facts<BigInt>)> {
    let force = ledger.programme.in_force(row, as_of)?;
    let around = Circumstances { as_of, owed: None, suspended: false };
    let options = &Options::default();
    let key = Key { ledger, row, unit: None, around, options };
    let series = key.series(&force.indicator);
    Some((narrow(&series.rule, &series.newest, 0), judge(&series.rule, &series.seen, 0)))
}
