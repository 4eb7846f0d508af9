//! The plan in force at (D, K).

use super::calendar::{Frequency, Moment};
use super::row::{Baseline, Change, Measure, Requirement, Row, Target, Trajectory};
use chrono::NaiveDate;

#[derive(Clone, Debug)]
pub struct InForce {
    /// With whether an amendment laid it down.
    pub targets: Vec<(Target, bool)>,
    pub baseline: Option<Baseline>,
    pub trajectory: Trajectory,
    pub frequency: Frequency,
    /// The duty's frequency, when the row is a recurring duty.
    pub recurring: Option<Frequency>,
    pub suspended: bool,
    pub added_on: Option<NaiveDate>,
    pub closed_on: Option<NaiveDate>,
}

/// Without K all that is recorded counts.
pub fn known(recorded_at: Moment, known_at: Option<Moment>) -> bool {
    known_at.is_none_or(|k| recorded_at <= k)
}

/// `None`: not yet added, or ended.
pub fn in_force(row: &Row, date: NaiveDate, known_at: Option<Moment>) -> Option<InForce> {
    if let Some(added) = &row.added
        && (added.effective_on > date || !known(added.recorded_at, known_at))
    {
        return None;
    }
    let mut plan = InForce {
        targets: row.targets.iter().map(|target| (target.clone(), false)).collect(),
        baseline: row.baseline.clone(),
        trajectory: row.trajectory.clone(),
        frequency: row.frequency,
        recurring: None,
        suspended: false,
        added_on: row.added.as_ref().map(|added| added.effective_on),
        closed_on: None,
    };

    // "an amendment counts when its effective date is on or before D and it was recorded by K."
    let mut amendments: Vec<_> =
        row.amendments.iter().filter(|amendment| amendment.effective_on <= date && known(amendment.recorded_at, known_at)).collect();
    // "Of equal effective dates the last recorded wins." (A stable sort: of equal moments the one written last.)
    amendments.sort_by_key(|amendment| (amendment.effective_on, amendment.recorded_at));
    for amendment in amendments {
        for change in &amendment.changes {
            match change {
                // "it replaces the targets of the dates it names".
                Change::Target { due, requirement } => {
                    plan.targets.retain(|(target, _)| target.due != Some(*due));
                    if let Some(requirement) = requirement {
                        plan.targets.push((Target { due: Some(*due), requirement: requirement.clone() }, true));
                    }
                }
                Change::Baseline(baseline) => plan.baseline = Some(baseline.clone()),
                Change::Trajectory(trajectory) => plan.trajectory = trajectory.clone(),
                Change::End => return None,
                Change::Close => plan.closed_on = plan.closed_on.or(Some(amendment.effective_on)),
            }
        }
    }

    // "`Pending`, awaiting that event; the record of the event gives the due date, without one the row stays `Pending`".
    // Reading: it gives a due date and no figure, so that only a milestone stops waiting; of several events the last recorded counts.
    if row.measure == Measure::Milestone {
        let event = row
            .events
            .iter()
            .enumerate()
            .filter(|(_, event)| known(event.recorded_at, known_at))
            .max_by_key(|(order, event)| (event.recorded_at, *order));
        if let Some((_, event)) = event {
            for (target, _) in &mut plan.targets {
                if target.requirement == Requirement::Pending {
                    *target = Target { due: Some(event.due), requirement: Requirement::Completed };
                }
            }
        }
    }

    // "the frequency is the cell's, else the indicator's."
    for (target, _) in &plan.targets {
        if let Requirement::Recurring(frequency) = target.requirement {
            plan.recurring = Some(frequency.unwrap_or(row.frequency));
        }
    }
    if let Some(frequency) = plan.recurring {
        plan.frequency = frequency;
    }

    // "A decision may **suspend** judging from one date to another; it counts when known at K." (`to` is inclusive.)
    plan.suspended = row
        .suspensions
        .iter()
        .any(|suspension| suspension.from <= date && suspension.to.is_none_or(|to| date <= to) && known(suspension.recorded_at, known_at));
    Some(plan)
}
