//! Milestones and recurring duties (domain, section 5, point 9, "Milestones").

use chrono::NaiveDate;

use crate::judge::{RuleId, Status};

/// What the judging of one milestone or recurring duty needs: the plan in force at an AsOf, compiled, and what is known.
#[derive(Clone, Copy, Debug)]
pub struct Work {
    /// The date judged.
    pub date: NaiveDate,
    /// The due date; `None` while it is pending, and for recurring duties.
    pub due: Option<NaiveDate>,
    /// Whether each period's report keeps it alive.
    pub recurring: bool,
    /// Days before the due date from which it is due soon.
    pub due_soon_days: i64,
    /// Missing reports from which the newest is too old.
    pub stale_after: u32,
    /// Whether a recorded decision suspends judging.
    pub suspended: bool,
    /// The earliest completion on or before the date judged.
    pub completed: Option<NaiveDate>,
    /// Whether any report was received.
    pub received: bool,
    /// How many reports are missing since the newest, or from the first owed one on.
    pub missing: u32,
}

impl Work {
    /// The verdict, before a reported percent may worsen it: the first rule that fits.
    pub fn judge(&self) -> (Status, RuleId) {
        if self.suspended {
            return (Status::Suspended, RuleId::Suspended);
        }
        if self.recurring {
            return self.judge_recurring();
        }
        if let Some(done) = self.completed {
            let late = self.due.is_some_and(|due| done > due);
            return if late { (Status::AchievedLate, RuleId::CompletedLate) } else { (Status::Achieved, RuleId::Completed) };
        }
        let Some(due) = self.due else { return (Status::NoTarget, RuleId::NoTarget) };
        let left = due.signed_duration_since(self.date).num_days();
        if left < 0 {
            (Status::Overdue, RuleId::TaskOverdue)
        } else if left <= self.due_soon_days {
            (Status::AtRisk, RuleId::DueSoon)
        } else if let Some(silent) = self.silent() {
            silent
        } else if self.missing >= self.stale_after {
            (Status::Stale, RuleId::Stale)
        } else {
            (Status::OnTrack, RuleId::TaskOpen)
        }
    }

    /// On track while no owed report since the newest is missing, at risk after one, off track after two; never stale.
    fn judge_recurring(&self) -> (Status, RuleId) {
        if let Some(silent) = self.silent() {
            return silent;
        }
        match self.missing {
            0 => (Status::OnTrack, RuleId::DutyKept),
            1 => (Status::AtRisk, RuleId::DutyMissedOnce),
            _ => (Status::OffTrack, RuleId::DutyMissed),
        }
    }

    /// Nothing received: not due while no report is missing, else no data.
    fn silent(&self) -> Option<(Status, RuleId)> {
        if self.received {
            None
        } else if self.missing == 0 {
            Some((Status::NotDue, RuleId::NotDue))
        } else {
            Some((Status::NoData, RuleId::NoData))
        }
    }

    /// A reported percent, judged as an indicator on a straight line to 100, may worsen the verdict and never improves it.
    pub fn worsened(verdict: (Status, RuleId), percent: Status) -> (Status, RuleId) {
        let open = matches!(verdict.0, Status::OnTrack | Status::AtRisk);
        if open && percent.is_assessable() && percent > verdict.0 && percent <= Status::OffTrack {
            (percent, RuleId::PercentBehind)
        } else {
            verdict
        }
    }
}
