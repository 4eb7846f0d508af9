//! The verdict as data: status, figures, reasons, caveats.

use std::sync::Arc;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::ledger::{Measurement, State};
use crate::plan::{AsOf, Event, Indicator, Level, Programme, Stage, Suspension, Target};
use crate::value::{Moment, Period};

macro_rules! names {
    ($(#[$doc:meta])* $type:ident { $($(#[$vdoc:meta])* $name:ident = $number:literal, $snake:literal;)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $type { $($(#[$vdoc])* $name = $number,)* }

        impl $type {
            /// Every one, in order.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The name in files, in `snake_case`.
            pub const fn name(self) -> &'static str { match self { $(Self::$name => $snake,)* } }

            /// The fixed number, the same in every language.
            pub const fn number(self) -> u8 { match self { $(Self::$name => $number,)* } }
        }
    };
}

names! {
    /// Where an indicator stands (domain, section 5, point 9). 1 to 7 are statuses, best first; 11 to 16 say why there is none.
    Status {
        /// Đạt.
        Achieved = 1, "achieved";
        /// Đạt sau hạn.
        AchievedLate = 2, "achieved_late";
        /// Đúng tiến độ.
        OnTrack = 3, "on_track";
        /// Có nguy cơ chậm.
        AtRisk = 4, "at_risk";
        /// Chậm tiến độ.
        OffTrack = 5, "off_track";
        /// Đã đạt nhưng không duy trì.
        Lapsed = 6, "lapsed";
        /// Quá hạn.
        Overdue = 7, "overdue";
        /// Tạm dừng đánh giá.
        Suspended = 11, "suspended";
        /// Chưa có mục tiêu.
        NoTarget = 12, "no_target";
        /// Chưa đến kỳ báo cáo.
        NotDue = 13, "not_due";
        /// Chưa có số liệu.
        NoData = 14, "no_data";
        /// Số liệu đã cũ.
        Stale = 15, "stale";
        /// Mới có một kỳ số liệu.
        NoBaseline = 16, "no_baseline";
    }
}

impl Status {
    /// Whether it counts among those that can be assessed: the seven statuses.
    pub const fn is_assessable(self) -> bool {
        self.number() <= 7
    }

    /// Whether it counts as on track: achieved, achieved late, on track.
    pub const fn is_on_track(self) -> bool {
        self.number() <= 3
    }
}

names! {
    /// The rule that fired (domain, section 5, point 10). A non-status's rule is its own name.
    #[non_exhaustive]
    RuleId {
        /// Met before the due date.
        AchievedEarly = 1, "achieved_early";
        /// Met by the last observation up to the due date, and still.
        AchievedOnTime = 2, "achieved_on_time";
        /// Met, with no observation up to the due date.
        AchievedTimingUnknown = 3, "achieved_timing_unknown";
        /// Met now, not by the due date.
        AchievedLate = 4, "achieved_late";
        /// Was met, now short by no more than the first tolerance.
        Slipped = 5, "slipped";
        /// Was met, now short.
        Lapsed = 6, "lapsed";
        /// The due date has come and it was never met.
        Overdue = 7, "overdue";
        /// A running total over its ceiling before the year is out.
        OverCeiling = 8, "over_ceiling";
        /// Behind by more than the second tolerance.
        OffTrackGap = 9, "off_track_gap";
        /// Behind by more than the first tolerance, at less than half the pace needed.
        OffTrackPace = 10, "off_track_pace";
        /// Behind by more than the first tolerance.
        AtRiskGap = 11, "at_risk_gap";
        /// Within the first tolerance, or ahead.
        OnTrack = 12, "on_track";
        /// Completed on or before the due date, or with none yet.
        Completed = 13, "completed";
        /// Completed after the due date.
        CompletedLate = 14, "completed_late";
        /// The due date has passed without completion.
        TaskOverdue = 15, "task_overdue";
        /// The due date is near.
        DueSoon = 16, "due_soon";
        /// The reported percent is behind the straight line from the declared baseline to 100.
        PercentBehind = 17, "percent_behind";
        /// Not completed, not yet due.
        TaskOpen = 18, "task_open";
        /// No report missing.
        DutyKept = 19, "duty_kept";
        /// One report missing.
        DutyMissedOnce = 20, "duty_missed_once";
        /// Two or more reports missing.
        DutyMissed = 21, "duty_missed";
        /// Suspended by a recorded decision.
        Suspended = 31, "suspended";
        /// No target has a figure or date.
        NoTarget = 32, "no_target";
        /// Nothing received and no report missing yet.
        NotDue = 33, "not_due";
        /// Reports missing, nothing received.
        NoData = 34, "no_data";
        /// Too many reports missing since the newest.
        Stale = 35, "stale";
        /// A provisional baseline and no second observation.
        NoBaseline = 36, "no_baseline";
    }
}

names! {
    /// What is to be kept in mind with a verdict (domain, section 5, point 10).
    #[non_exhaustive]
    Caveat {
        /// The first observation serves as baseline.
        ProvisionalBaseline = 1, "provisional_baseline";
        /// Rests on an estimate.
        Estimate = 2, "estimate";
        /// Rests on a preliminary figure.
        Preliminary = 3, "preliminary";
        /// The report judged was late.
        LateReport = 4, "late_report";
        /// A decision amended the target, baseline or path.
        AmendedTarget = 5, "amended_target";
        /// Another target still awaits its figure.
        PendingTarget = 6, "pending_target";
        /// A report between the first observation and the newest is missing.
        MissingPeriods = 7, "missing_periods";
        /// The due date has passed, the newest observation is from before it.
        DuePassedUnreported = 8, "due_passed_unreported";
        /// No observation up to the due date.
        NoObservationAtDue = 9, "no_observation_at_due";
        /// The denominator is an earlier year's.
        ReferenceCarried = 10, "reference_carried";
        /// Few units report.
        LowCoverage = 11, "low_coverage";
        /// Too many reports missing since the newest.
        Stale = 12, "stale";
        /// The value lies below the start or beyond the end of the trajectory.
        OutsideTrajectory = 13, "outside_trajectory";
    }
}

names! {
    /// How a target ended.
    OutcomeKind {
        /// Met by the last observation up to its due date.
        Met = 1, "met";
        /// Met by a later observation.
        MetLate = 2, "met_late";
        /// Met by none.
        Missed = 3, "missed";
        /// No observation that tells.
        Unknown = 4, "unknown";
        /// Not due at the newest observation.
        Open = 5, "open";
    }
}

names! {
    /// Why there is no outlook.
    #[non_exhaustive]
    OutlookRefusal {
        /// Not asked for.
        NotComputed = 1, "not_computed";
    }
}

/// What is likely at the due date; never touches the status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Outlook {
    /// Why there is none.
    pub refusal: Option<OutlookRefusal>,
}

/// The requirement that counts now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Required {
    /// What is required; `None` for milestones and duties.
    pub level: Option<Level>,
    /// The bound that the value is held against: of a range, the side on which the value lies. May be a fraction of a
    /// year's trajectory for running totals.
    pub bound: Option<Decimal>,
    /// The due date; for equal consecutive targets the first one.
    pub due: Option<NaiveDate>,
    /// The cell as the plan prints it.
    pub text: String,
    /// The next requirement after this one, when this one is a debt: its due date.
    pub next_due: Option<NaiveDate>,
}

/// Every figure of a verdict, exact or rounded half away from zero to 12 places; `None` is "undefined", never 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// The accumulated value y, in the indicator's unit.
    pub actual: Option<Decimal>,
    /// The trajectory's value at the observation, e.
    pub expected: Option<Decimal>,
    /// y − e, signed so that plus is good.
    pub gap: Option<Decimal>,
    /// The gap as a share of the distance, a ratio.
    pub gap_share: Option<Decimal>,
    /// The larger of target − baseline, in the wanted direction, and a tenth of |target|.
    pub distance: Option<Decimal>,
    /// y / target, or target / y where less is better; a ratio, uncapped.
    pub attainment: Option<Decimal>,
    /// y / e, or e / y where less is better; a ratio, uncapped.
    pub attainment_to_date: Option<Decimal>,
    /// (y − baseline) / (target − baseline), a ratio.
    pub progress: Option<Decimal>,
    /// Months ahead (plus) or behind (minus).
    pub schedule_variance_months: Option<Decimal>,
    /// Change per month, signed as the value moves.
    pub pace: Option<Decimal>,
    /// What is left over the months left.
    pub required_pace: Option<Decimal>,
    /// The value to which the present pace leads at the due date.
    pub projected: Option<Decimal>,
}

/// The baseline that was used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BaselineUsed {
    /// Its day.
    pub date: NaiveDate,
    /// Its value; rounded to 12 places where a division makes it inexact.
    pub value: Decimal,
    /// Whether the first observation serves as baseline because none is declared.
    pub provisional: bool,
}

/// The least change of the value alone that gives a better status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Margin {
    /// The status that it gives.
    pub status: Status,
    /// By how much, signed as the value moves; a whole number for counts, never 0.
    pub by: Decimal,
}

/// How one requirement ended, or that it is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Its due date.
    pub due: NaiveDate,
    /// What it requires; `None` for a milestone.
    pub level: Option<Level>,
    /// The cell as the plan prints it.
    pub text: String,
    /// How it ended.
    pub outcome: OutcomeKind,
    /// Whole months from its due date to the first later observation that met it.
    pub months_late: Option<Decimal>,
}

/// The verdict on one (indicator, unit), with its reasons.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Assessment {
    /// The programme.
    pub programme: Arc<Programme>,
    /// The row as it is in force.
    pub indicator: Arc<Indicator>,
    /// The unit; `None` for the root.
    pub unit: Option<String>,
    /// The date judged and the moment of knowledge.
    pub as_of: AsOf,
    /// The day of knowledge.
    pub knowledge_day: NaiveDate,
    /// Where it stands.
    pub status: Status,
    /// The rule that fired.
    pub rule: RuleId,
    /// The period of the newest observation.
    pub period: Option<Period>,
    /// The figures.
    pub figures: Figures,
    /// The requirement that counts now.
    pub required: Option<Required>,
    /// Days from the due date to D, where overdue or lapsed and the requirement is a date's, not a running year's.
    pub days_overdue: Option<u32>,
    /// How many reports after the newest observation are missing.
    pub missing_reports: u32,
    /// Which reports after the newest observation (or from the first owed on) are missing, oldest first.
    pub missing_after: Vec<Period>,
    /// Which reports between the first observation and the newest are missing.
    pub missing_between: Vec<Period>,
    /// Days late of the newest observation's first receipt; `None` without an observation.
    pub late_days: Option<u32>,
    /// The least final stage among the entries inside the actual.
    pub stage: Option<Stage>,
    /// The newest reported state of a milestone or duty.
    pub state: Option<State>,
    /// The newest reported percent of a milestone.
    pub percent: Option<Decimal>,
    /// When a milestone was completed.
    pub completed_on: Option<NaiveDate>,
    /// The entry behind the newest observation, or behind the completion.
    pub newest: Option<Measurement>,
    /// The baseline used.
    pub baseline: Option<BaselineUsed>,
    /// The margin to a better status.
    pub margin: Option<Margin>,
    /// How each requirement ended.
    pub outcomes: Vec<Outcome>,
    /// The last earlier observation that met the requirement, for what slipped or lapsed.
    pub reached: Option<(Period, Decimal)>,
    /// The accumulated observations, oldest first: what the value was, period by period.
    pub observations: Vec<(Period, Decimal)>,
    /// The points of the trajectory on which the newest observation is judged, in order of time.
    pub path: Vec<(NaiveDate, Decimal)>,
    /// The caveats, in their fixed order.
    pub caveats: Vec<Caveat>,
    /// The outlook.
    pub outlook: Outlook,
    /// The suspension in force.
    pub suspension: Option<Suspension>,
    /// The event that gave a pending row its due date.
    pub event: Option<Event>,
    /// The decision that amended the target that counts.
    pub decision: Option<String>,
    /// When the row was closed: this is its last verdict.
    pub closed_on: Option<NaiveDate>,
    /// The decision that closed it.
    pub closing: Option<String>,
    /// The year of the reference value used in place of the period's own, when carried.
    pub reference_year: Option<i32>,
}

impl Assessment {
    /// The code.
    pub fn code(&self) -> &str {
        &self.indicator.code
    }

    /// Where it stands.
    pub fn status(&self) -> Status {
        self.status
    }

    /// The due date of the requirement that counts now.
    pub fn due(&self) -> Option<NaiveDate> {
        self.required.as_ref().and_then(|required| required.due)
    }

    /// Targets that still await a figure or an event.
    pub fn pending(&self) -> impl Iterator<Item = &Target> {
        self.indicator.targets.iter().filter(|target| target.is_pending())
    }

    /// When the newest observation's entry was received.
    pub fn received_at(&self) -> Option<Moment> {
        self.newest.as_ref().map(|entry| entry.received_at)
    }
}
