//! Recurring duties: kept alive by each period's report.

use super::figure::caveat;
use super::ledger::{self, Entry, Question};
use super::plan::InForce;
use super::row::{Plan, Stage};
use super::verdict::{Caveat, Status, Verdict};
use chrono::NaiveDate;

/// "on track while no owed report since the newest is missing, at risk after one, off track after two; `NotDue` and `NoData` as above,
/// `Stale` never".
/// Reading: any report keeps the duty alive, whatever state it tells.
pub fn judge(plan: &Plan, in_force: &InForce, entries: &[Entry], question: &Question) -> Verdict {
    let mut verdict = Verdict::empty(question.knowledge);
    reported(&mut verdict, plan, in_force, entries, question, None);
    let is = if in_force.suspended {
        (Status::Suspended, "suspended")
    } else if verdict.period.is_none() && verdict.missing_reports == 0 {
        (Status::NotDue, "not_due")
    } else if verdict.period.is_none() {
        (Status::NoData, "no_data")
    } else {
        match verdict.missing_reports {
            0 => (Status::OnTrack, "duty_kept"),
            1 => (Status::AtRisk, "duty_missed_once"),
            _ => (Status::OffTrack, "duty_missed"),
        }
    };
    verdict.is(is.0, is.1)
}

/// The newest report, what is missing since and before it, its stage and its lateness. Also of milestones.
pub fn reported(
    verdict: &mut Verdict,
    plan: &Plan,
    in_force: &InForce,
    entries: &[Entry],
    question: &Question,
    completed_on: Option<NaiveDate>,
) {
    let reports = ledger::ended(entries, question);
    let mut missing = ledger::missing(plan, in_force, entries, question);
    // "A completed milestone owes no more reports".
    // Reading: none for the period in which it was completed and after; what was owed before stays owed, and late stays late.
    missing.retain(|period| completed_on.is_none_or(|on| period.ends_on() < on));
    let count = |after: Option<NaiveDate>| {
        let since = missing.iter().filter(|period| after.is_none_or(|t| period.ends_on() > t)).count();
        u32::try_from(since).expect("a count of periods")
    };
    verdict.missing_reports = count(None);
    let Some((first, newest)) = reports.first().zip(reports.last()) else {
        return;
    };
    let (from, t) = (first.period.ends_on(), newest.period.ends_on());
    verdict.missing_reports = count(Some(t));
    verdict.period = Some(newest.period);
    verdict.late_days = ledger::late_days(plan, in_force, entries, question, newest.period);
    caveat(verdict, Caveat::LateReport, verdict.late_days.is_some());
    caveat(verdict, Caveat::MissingPeriods, missing.iter().any(|p| from < p.ends_on() && p.ends_on() < t));
    caveat(verdict, Caveat::Estimate, newest.stage == Stage::Estimate);
    caveat(verdict, Caveat::Preliminary, newest.stage == Stage::Preliminary);
}
