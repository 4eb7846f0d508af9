//! Milestones: completed or not, by a date.

use super::calendar::{day_of, position};
use super::demand::{Demand, Figure, Side};
use super::duty::reported;
use super::figure::{caveat, stale_after};
use super::ledger::{Content, Entry, Question, State, ended, standing};
use super::path::draw;
use super::plan::InForce;
use super::row::{Plan, Requirement, Row, Stage, Trajectory};
use super::verdict::{BaselineUsed, Caveat, Fate, Outcome, Status, Verdict};
use chrono::NaiveDate;
use dashu_ratio::RBig;

/// "A completion is a `completed_on`, or the state `done` (then on the earlier of the period's end and the day of receipt); it stands
/// until its entry is corrected or withdrawn; of several, the earliest." Here also "`completed_on` ≤ D, whatever its period".
fn completion(entries: &[Entry], question: &Question) -> Option<(NaiveDate, Stage)> {
    standing(entries, question)
        .iter()
        .filter_map(|entry| match &entry.content {
            Content::CompletedOn(date) => Some((*date, entry.stage)),
            Content::Progress { state: Some(State::Done), .. } => {
                Some((entry.period.ends_on().min(day_of(entry.received_at)), entry.stage))
            }
            _ => None,
        })
        .filter(|(date, _)| *date <= question.date)
        .min_by_key(|(date, _)| *date)
}

pub fn judge(plan: &Plan, row: &Row, in_force: &InForce, entries: &[Entry], question: &Question) -> Verdict {
    let mut verdict = Verdict::empty(question.knowledge);
    let completed = completion(entries, question);
    verdict.completed_on = completed.map(|(date, _)| date);
    let completed_on = verdict.completed_on;
    reported(&mut verdict, plan, in_force, entries, question, completed_on);
    verdict.baseline =
        in_force.baseline.as_ref().map(|declared| BaselineUsed { date: declared.date, value: declared.value.clone(), provisional: false });
    // "Equal consecutive targets are one requirement: due at the first date". Reading: of several dates the first.
    let dated = in_force
        .targets
        .iter()
        .filter(|(target, _)| target.requirement == Requirement::Completed)
        .filter_map(|(target, amended)| target.due.map(|due| (due, *amended)))
        .min_by_key(|(due, _)| *due);
    verdict.due = dated.map(|(due, _)| due);
    if let Some((_, amended)) = dated {
        caveat(&mut verdict, Caveat::AmendedTarget, amended);
        let pending = in_force.targets.iter().any(|(target, _)| target.requirement == Requirement::Pending);
        caveat(&mut verdict, Caveat::PendingTarget, pending);
    }

    if let Some((_, stage)) = completed {
        // Reading: what the verdict rests on is then the entry that completes it.
        verdict.caveats.remove(&Caveat::Estimate);
        verdict.caveats.remove(&Caveat::Preliminary);
        caveat(&mut verdict, Caveat::Estimate, stage == Stage::Estimate);
        caveat(&mut verdict, Caveat::Preliminary, stage == Stage::Preliminary);
    }
    verdict.outcomes.extend(verdict.due.map(|due| outcome(due, verdict.completed_on, question.date)));

    let percent = ended(entries, question).into_iter().rev().find_map(|entry| match entry.content {
        Content::Progress { percent: Some(percent), .. } => Some((entry.period.ends_on(), percent)),
        _ => None,
    });
    verdict.actual = percent.as_ref().map(|(_, y)| y.clone());
    let (status, rule) = reached(row, in_force, &mut verdict, question);
    let worse = worsened(row, in_force, percent, &mut verdict);
    if in_force.suspended {
        verdict.days_overdue = None;
        verdict.caveats.remove(&Caveat::Stale);
        return verdict.is(Status::Suspended, "suspended");
    }
    // "Reported percents may worsen the verdict (on track, at risk, off track: a linear trajectory to 100), never improve it, and only
    // with a declared baseline."
    // Reading: a milestone that is due soon can be off track by its percent; the pace clause is not asked; a non-status stays.
    match (status, worse) {
        (Status::OnTrack, Some(worse @ (Status::AtRisk | Status::OffTrack))) => verdict.is(worse, "percent_behind"),
        (Status::AtRisk, Some(Status::OffTrack)) => verdict.is(Status::OffTrack, "percent_behind"),
        _ => verdict.is(status, rule),
    }
}

/// Reading: a milestone's outcome is judged at D, as the milestone is.
fn outcome(due: NaiveDate, completed_on: Option<NaiveDate>, date: NaiveDate) -> Outcome {
    let (fate, months_late) = match completed_on {
        Some(on) if on <= due => (Fate::Met, None),
        Some(on) => (Fate::MetLate, Some(position(on) - position(due))),
        None if date > due => (Fate::Missed, None),
        None => (Fate::Open, None),
    };
    Outcome { due, figure: None, fate, months_late }
}

/// "**Milestones**, the first that fits".
fn reached(row: &Row, in_force: &InForce, verdict: &mut Verdict, question: &Question) -> (Status, &'static str) {
    // "`Achieved` on or before the due date, `AchievedLate` after"; "also while its date is pending".
    if let Some(on) = verdict.completed_on {
        return match verdict.due {
            Some(due) if on > due => (Status::AchievedLate, "completed_late"),
            _ => (Status::Achieved, "completed"),
        };
    }
    let Some(due) = verdict.due else {
        return (Status::NoTarget, "no_target");
    };
    let stale = verdict.period.is_some() && verdict.missing_reports >= stale_after(row, in_force.frequency);
    // "D past the due date `Overdue`, silent or not"; "an `Overdue` row stays `Overdue`, with this as a caveat".
    // Reading: without any report nothing has become stale, so a silent one has no such caveat.
    if question.date > due {
        caveat(verdict, Caveat::Stale, stale);
        verdict.days_overdue = Some((question.date - due).num_days());
        return (Status::Overdue, "task_overdue");
    }
    // "D within 30 days of it, the due day included, `AtRisk`".
    if (due - question.date).num_days() <= row.due_soon_days {
        return (Status::AtRisk, "due_soon");
    }
    match verdict.period {
        None if verdict.missing_reports == 0 => (Status::NotDue, "not_due"),
        None => (Status::NoData, "no_data"),
        Some(_) if stale => (Status::Stale, "stale"),
        Some(_) => (Status::OnTrack, "task_open"),
    }
}

/// The status that the newest reported percent would have on a line from the declared baseline to 100 at the due date.
/// Reading: the newest report that has a percent, at the end of its own period; its figures are shown while the task is open.
fn worsened(row: &Row, in_force: &InForce, percent: Option<(NaiveDate, RBig)>, verdict: &mut Verdict) -> Option<Status> {
    let (t, y) = percent?;
    let baseline = in_force.baseline.as_ref()?;
    let due = verdict.due?;
    if verdict.completed_on.is_some() {
        return None;
    }
    let whole = RBig::from(100);
    let figure = Figure::Number { value: whole.clone(), strict: false };
    let demand = Demand { figure, due, last_due: due, amended: false };
    let path = draw(&Trajectory::Linear, Some((baseline.date, &baseline.value)), &[demand], Side::AtLeast);
    let expected = path.at(&position(t));
    let gap = &y - &expected;
    let distance = (&whole - &baseline.value).max(RBig::from(10));
    let behind = -&gap / &distance * &whole;
    verdict.expected = Some(expected);
    verdict.gap_share = Some(&gap / &distance);
    verdict.gap = Some(gap);
    verdict.distance = Some(distance);
    Some(if behind > row.at_risk_percent {
        Status::OffTrack
    } else if behind > row.on_track_percent {
        Status::AtRisk
    } else {
        Status::OnTrack
    })
}
