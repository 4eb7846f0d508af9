//! One key: the plan in force, the newest as known, the verdict, its reasons.

use std::sync::Arc;

use chrono::NaiveDate;
use num_bigint::BigInt;
use rust_decimal::Decimal;

use super::assessment::{Assessment, Coverage, Outlook};
use super::compile::{self, Circumstances};
use super::explain::{self, Verdict};
use super::outlook;
use super::reading::{self, Series};
use crate::judge::milestone::Work;
use crate::judge::requirement::Rule;
use crate::judge::status::Facts;
use crate::judge::{Observation, OutlookRefusal, Status, accumulate, judge};
use crate::ledger::{Entry, Ledger, Measurement, Reported, State};
use crate::plan::programme::InForce;
use crate::plan::{Accumulation, AsOf, Direction, Indicator, Requirement, Rollup, Suspension};
use crate::value::{Moment, Month, Period};

/// The day of knowledge: the day of K at +07:00; without K, the later of D and the day of the newest entry.
pub fn knowledge_day(ledger: &Ledger, as_of: AsOf) -> NaiveDate {
    match as_of.known_at {
        Some(known) => known.day(),
        None => ledger.newest_receipt().map_or(as_of.date, |newest| as_of.date.max(newest.day())),
    }
}

/// A row of the programme as it is in force, looked up once for the root and every unit.
pub struct Row<'a> {
    /// The ledger.
    pub ledger: &'a Ledger,
    /// The row's number.
    pub row: usize,
    /// The date judged and the moment of knowledge.
    pub as_of: AsOf,
    /// The same, but the day on which the row was closed, or a unit ended, if that is earlier: its last verdict stands,
    /// and no report is owed after.
    pub judged: AsOf,
    /// The row as it is in force then.
    pub force: InForce<'a>,
    /// Whether the outlook is asked for.
    pub outlook: bool,
    known: NaiveDate,
    whole: Arc<Indicator>,
    part: Arc<Indicator>,
    suspension: Option<Suspension>,
    until: Option<NaiveDate>,
}

impl<'a> Row<'a> {
    /// A row at an [`AsOf`]; `None` where it is not part of the plan then. `until` is the last day of a unit that has ended.
    pub fn at(ledger: &'a Ledger, row: usize, as_of: AsOf, until: Option<NaiveDate>, outlook: bool) -> Option<Self> {
        Self::known(ledger, row, as_of, knowledge_day(ledger, as_of), until, outlook)
    }

    /// The same with its day of knowledge given: `changes` asks what news alone would have done, without the time that
    /// passed.
    pub fn known(ledger: &'a Ledger, row: usize, as_of: AsOf, known: NaiveDate, until: Option<NaiveDate>, outlook: bool) -> Option<Self> {
        let ended = until.map_or(as_of.date, |until| until.min(as_of.date));
        let mut judged = AsOf { date: ended, known_at: as_of.known_at };
        let mut force = ledger.programme.in_force(row, judged)?;
        if let Some(closed) = force.closed_on.filter(|closed| *closed < judged.date) {
            judged.date = closed;
            force = ledger.programme.in_force(row, judged)?;
        }
        let whole = Arc::new(force.indicator.clone().into_owned());
        // A sum's targets and its declared baseline are the whole's: "under `Sum` a unit without its own is `NoTarget`"
        // (domain, section 2), and nothing of it is measured from the whole's start.
        let part = if whole.rollup == Rollup::Sum && whole.baseline.is_some() {
            Arc::new(Indicator { baseline: None, ..(*whole).clone() })
        } else {
            whole.clone()
        };
        let suspension = ledger.programme.suspension(&whole.code, judged).cloned();
        let until = until.filter(|until| *until < as_of.date);
        Some(Self { ledger, row, as_of, judged, force, outlook, known, whole, part, suspension, until })
    }

    /// The row as a unit has it; `None`: as the root has it.
    pub fn indicator(&self, unit: Option<&str>) -> &Arc<Indicator> {
        if unit.is_some() { &self.part } else { &self.whole }
    }

    /// What a unit that reports from a day on is judged in.
    pub fn around(&self, from: Option<NaiveDate>) -> Circumstances {
        let frequency = self.whole.reported_every();
        let owed = compile::owed(&self.ledger.programme.calendar, frequency, self.added(from), self.judged.date, self.known);
        Circumstances { as_of: self.judged, owed, suspended: self.suspension.is_some() }
    }

    /// The later of the days on which the row and the unit came.
    fn added(&self, from: Option<NaiveDate>) -> Option<NaiveDate> {
        self.force.added_on.max(from)
    }

    /// The newest entries of a unit, of periods that end on or before the date judged.
    pub fn reports(&self, unit: Option<&str>) -> Vec<&'a Entry> {
        reading::reports(self.ledger, self.row, unit, self.judged)
    }

    fn key<'k>(&'k self, unit: Option<&'k str>, from: Option<NaiveDate>) -> (Key<'k, 'a>, Assessment) {
        let mut out = explain::blank(self.ledger, &self.force, self.indicator(unit), unit, self.as_of, self.known);
        out.suspension = self.suspension.clone();
        out.closed_on = out.closed_on.or(self.until);
        (Key { row: self, unit, around: self.around(from), from }, out)
    }

    /// The verdict on what a unit itself reports, from its first day on.
    pub fn own(&self, unit: Option<&str>, from: Option<NaiveDate>) -> Assessment {
        let (key, mut out) = self.key(unit, from);
        let reports = self.reports(unit);
        let indicator = self.indicator(unit).clone();
        if indicator.is_numeric() {
            let stated = compile::stated(compile::targets_of(&indicator, unit), indicator.accumulation);
            let levels = compile::places(&indicator, &stated);
            let series = Series::of(&self.ledger.programme, &indicator, &reports, self.judged, levels);
            key.numeric(&stated, &series, &mut out);
        } else {
            key.milestone(key.answers(&reports), &mut out);
        }
        out
    }

    /// Whether a unit ever reported on the row.
    pub fn reported_ever(&self, unit: &str) -> bool {
        self.ledger.has_series(self.row, unit)
    }

    /// The verdict on a series made from those of units.
    pub fn made(&self, unit: Option<&str>, from: Option<NaiveDate>, series: &Series<'_>, coverage: Option<Coverage>) -> Assessment {
        let (key, mut out) = self.key(unit, from);
        out.coverage = coverage;
        let indicator = self.indicator(unit).clone();
        let stated = compile::stated(compile::targets_of(&indicator, unit), indicator.accumulation);
        key.numeric(&stated, series, &mut out);
        out
    }

    /// The verdict on a milestone or duty that members answer.
    pub fn answered(&self, unit: Option<&str>, from: Option<NaiveDate>, answers: Answers, coverage: Coverage) -> Assessment {
        let (key, mut out) = self.key(unit, from);
        out.coverage = Some(coverage);
        key.milestone(answers, &mut out);
        out
    }
}

/// What is known of a milestone or duty.
pub struct Answers {
    /// Whether any report was received.
    pub any: bool,
    /// The periods reported.
    pub received: Vec<Period>,
    /// The earliest completion on or before the date judged, and the entry that says it.
    pub completion: Option<(NaiveDate, Option<Measurement>)>,
    /// The newest report, and its period.
    pub newest: Option<(Period, Option<Measurement>)>,
    /// The newest reported state.
    pub state: Option<State>,
    /// The newest reported percent.
    pub percent: Option<Decimal>,
}

/// The earliest completion on or before D among the newest entries of a milestone, whatever their period, and the entry
/// that says it.
pub fn completion(ledger: &Ledger, row: usize, unit: Option<&str>, as_of: AsOf) -> Option<(NaiveDate, Measurement)> {
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
struct Key<'k, 'a> {
    row: &'k Row<'a>,
    unit: Option<&'k str>,
    around: Circumstances,
    from: Option<NaiveDate>,
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

impl Key<'_, '_> {
    fn numeric(&self, stated: &[compile::Stated], series: &Series<'_>, out: &mut Assessment) {
        let programme = &self.row.ledger.programme;
        let indicator = out.indicator.clone();
        let mut rule = compile::rule(programme, &indicator, stated, self.around, series.scale);
        if series.accumulated {
            rule.accumulation = Accumulation::Latest;
        }
        let mut seen = Vec::new();
        // Big integers cannot overflow.
        let _ = accumulate(&rule, &series.newest, &mut seen);
        self.silences(&series.received, seen.first().map(|o| o.at), seen.last().map(|o| o.at), None, out);
        let facts = facts(&rule, &series.newest, &seen, out.missing_reports);
        let verdict = Verdict { rule: &rule, seen: &seen, facts: &facts, stated, sources: &series.sources, scale: series.scale };
        explain::numeric(&verdict, programme, out);
        self.lateness(out);
        explain::caveats(&verdict, out);
        if self.row.outlook {
            out.outlook = outlook::outlook(&verdict, &out.indicator);
        }
    }

    /// What the unit's own reports say of a milestone or duty.
    fn answers(&self, reports: &[&Entry]) -> Answers {
        let newest = reports.last().map(|entry| &entry.measurement);
        Answers {
            any: !reports.is_empty(),
            received: reports.iter().map(|entry| entry.measurement.period).collect(),
            completion: completion(self.row.ledger, self.row.row, self.unit, self.around.as_of).map(|(day, entry)| (day, Some(entry))),
            newest: newest.map(|measurement| (measurement.period, Some(measurement.clone()))),
            state: reports.iter().rev().find_map(|entry| explain::state_of(entry.measurement.reported)),
            percent: reports.iter().rev().find_map(|entry| match entry.measurement.reported {
                Reported::Percent { percent, .. } => Some(percent),
                _ => None,
            }),
        }
    }

    fn milestone(&self, answers: Answers, out: &mut Assessment) {
        let indicator = out.indicator.clone();
        let targets = compile::targets_of(&indicator, self.unit);
        let recurring = targets.iter().any(|target| matches!(target.requirement, Requirement::Recurring(_)));
        let completion = if recurring { None } else { answers.completion };
        let asked = compile::completion_of(targets);
        let completed = completion.as_ref().map(|(day, _)| *day);
        let months = || answers.received.iter().map(|period| period.last_month());
        self.silences(&answers.received, months().min(), months().max(), completed, out);
        let work = Work {
            date: self.around.as_of.date,
            due: asked.and_then(|target| target.due),
            recurring,
            due_soon_days: i64::from(indicator.limits.due_soon_days),
            stale_after: indicator.limits.stale_after,
            suspended: self.around.suspended,
            completed,
            received: answers.any,
            missing: out.missing_reports,
        };
        let verdict = work.judge();
        (out.status, out.rule) = Work::worsened(verdict, self.percent_status(&indicator, out.coverage.is_some()));
        let stated = asked.or_else(|| targets.iter().find(|target| matches!(target.requirement, Requirement::Recurring(_))));
        out.required = stated.map(explain::stated_required);
        out.decision = asked.and_then(|target| target.decision.clone());
        out.completed_on = work.completed;
        out.period = answers.newest.as_ref().map(|(period, _)| *period);
        // What counts is the report that says it is done, else the newest.
        out.newest = match completion {
            Some((_, entry)) => entry,
            None => answers.newest.and_then(|(_, entry)| entry),
        };
        out.stage = out.newest.as_ref().map(|measurement| measurement.stage);
        out.state = out.completed_on.map(|_| State::Done).or(answers.state);
        out.percent = answers.percent;
        self.lateness(out);
        explain::work(&work, targets, out);
        if self.row.outlook {
            out.outlook = Outlook::refused(OutlookRefusal::NotApplicable);
        }
    }

    /// The status that the reported percents would have as an indicator on a straight line from the declared baseline to
    /// 100; not assessable without a declared baseline or a due date, nor where members answer, each with its own.
    fn percent_status(&self, row: &Indicator, answered_by_members: bool) -> Status {
        let none = Status::NoTarget;
        let completion = compile::completion_of(compile::targets_of(row, self.unit)).cloned();
        let (Some(mut target), Some(_), false) = (completion, row.baseline, answered_by_members) else { return none };
        let hundred = Decimal::ONE_HUNDRED;
        target.requirement = Requirement::Figure(crate::plan::Level::Number { value: hundred, strict: false });
        let mut indicator = row.clone();
        indicator.direction = Some(Direction::AtLeast);
        indicator.accumulation = Accumulation::Latest;
        indicator.targets = vec![target];
        let programme = &self.row.ledger.programme;
        let stated = compile::stated(&indicator.targets, indicator.accumulation);
        let reports = self.row.reports(self.unit);
        let series = Series::of(programme, &indicator, &reports, self.around.as_of, compile::places(&indicator, &stated));
        // Silence is the milestone's own matter.
        let around = Circumstances { owed: None, suspended: false, ..self.around };
        let rule = compile::rule(programme, &indicator, &stated, around, series.scale);
        // Reading: how far it is behind the line decides, not its pace.
        let found = facts(&rule, &series.newest, &series.newest, 0);
        found.measured.and_then(|measured| measured.against).map_or(none, |against| rule.band(&against))
    }

    /// Which owed reports are missing: after the newest observation, and between the first and the newest. A report whose
    /// number cannot be had (no reference value is known) is not missing; a completed milestone owes no more from the
    /// period of its completion on.
    fn silences(&self, received: &[Period], first: Option<Month>, last: Option<Month>, completed: Option<NaiveDate>, out: &mut Assessment) {
        let missing = |after, before| {
            let mut periods = compile::demanded(self.around.owed, out.indicator.reported_every(), after, before);
            periods.retain(|period| completed.is_none_or(|day| period.end() < day) && !received.contains(period));
            periods
        };
        out.missing_after = missing(last, None);
        out.missing_between = if last.is_some() { missing(first, last) } else { Vec::new() };
        out.missing_reports = u32::try_from(out.missing_after.len()).unwrap_or(u32::MAX);
    }

    /// Days late of the first receipt for the period judged; a period for which no report is owed cannot be late, nor
    /// can a figure that is made from those of units.
    fn lateness(&self, out: &mut Assessment) {
        let (ledger, added) = (self.row.ledger, self.row.added(self.from));
        let lives = |period: &Period| added.is_none_or(|added| period.end() >= added);
        let own = out.period.filter(|_| out.coverage.is_none());
        let owed = own.filter(|period| ledger.programme.calendar.owes(*period) && lives(period));
        out.late_days = owed.and_then(|period| {
            let received = ledger.first_receipt(self.row.row, self.unit, period, self.around.as_of.known_at)?;
            Some(crate::value::Calendar::days_late(period, received.day()))
        });
    }
}

/// The facts of a row's numbers by narrow integers (where they provably suffice) and by big ones.
#[cfg(test)]
pub(crate) fn both_ways(ledger: &Ledger, row: usize, as_of: AsOf) -> Option<(Option<Facts<BigInt>>, Facts<BigInt>)> {
    let force = ledger.programme.in_force(row, as_of)?;
    let indicator = &*force.indicator;
    let stated = compile::stated(compile::targets_of(indicator, None), indicator.accumulation);
    let reports = reading::reports(ledger, row, None, as_of);
    let series = Series::of(&ledger.programme, indicator, &reports, as_of, compile::places(indicator, &stated));
    let around = Circumstances { as_of, owed: None, suspended: false };
    let rule = compile::rule(&ledger.programme, indicator, &stated, around, series.scale);
    let mut seen = Vec::new();
    let _ = accumulate(&rule, &series.newest, &mut seen);
    Some((narrow(&rule, &series.newest, 0), judge(&rule, &seen, 0)))
}
