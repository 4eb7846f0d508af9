//! The closed lists that a verdict is made of: statuses, rules, caveats, outcomes, refusals. Names and numbers are fixed.

use serde::{Deserialize, Serialize};

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
        /// Not asked for, or the numbers leave what can be computed.
        NotComputed = 1, "not_computed";
        /// Fewer than four observations.
        TooFew = 2, "too_few";
        /// All observations are equal.
        NoSpread = 3, "no_spread";
        /// Nothing with a due date is required.
        NoDueDate = 4, "no_due_date";
        /// The due date has passed, or the newest observation is the one of that date.
        DuePassed = 5, "due_passed";
        /// A running total, and how last year's filled month by month is not known.
        ProfileUnknown = 6, "profile_unknown";
        /// Judging is suspended by a recorded decision.
        Suspended = 7, "suspended";
        /// A milestone or a duty: there is no number to forecast.
        NotApplicable = 8, "not_applicable";
    }
}
