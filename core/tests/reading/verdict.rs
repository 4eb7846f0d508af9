//! What a verdict says.

use super::calendar::Period;
use super::demand::Figure;
use chrono::NaiveDate;
use dashu_ratio::RBig;
use std::collections::BTreeSet;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    Achieved,
    AchievedLate,
    OnTrack,
    AtRisk,
    OffTrack,
    Lapsed,
    Overdue,
    Suspended,
    NoTarget,
    NotDue,
    NoData,
    Stale,
    NoBaseline,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Caveat {
    ProvisionalBaseline,
    Estimate,
    Preliminary,
    LateReport,
    AmendedTarget,
    PendingTarget,
    MissingPeriods,
    DuePassedUnreported,
    NoObservationAtDue,
    ReferenceCarried,
    Stale,
    OutsideTrajectory,
}

impl Status {
    pub fn id(self) -> &'static str {
        match self {
            Status::Achieved => "achieved",
            Status::AchievedLate => "achieved_late",
            Status::OnTrack => "on_track",
            Status::AtRisk => "at_risk",
            Status::OffTrack => "off_track",
            Status::Lapsed => "lapsed",
            Status::Overdue => "overdue",
            Status::Suspended => "suspended",
            Status::NoTarget => "no_target",
            Status::NotDue => "not_due",
            Status::NoData => "no_data",
            Status::Stale => "stale",
            Status::NoBaseline => "no_baseline",
        }
    }
}

impl Caveat {
    pub fn id(self) -> &'static str {
        match self {
            Caveat::ProvisionalBaseline => "provisional_baseline",
            Caveat::Estimate => "estimate",
            Caveat::Preliminary => "preliminary",
            Caveat::LateReport => "late_report",
            Caveat::AmendedTarget => "amended_target",
            Caveat::PendingTarget => "pending_target",
            Caveat::MissingPeriods => "missing_periods",
            Caveat::DuePassedUnreported => "due_passed_unreported",
            Caveat::NoObservationAtDue => "no_observation_at_due",
            Caveat::ReferenceCarried => "reference_carried",
            Caveat::Stale => "stale",
            Caveat::OutsideTrajectory => "outside_trajectory",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fate {
    Met,
    MetLate,
    Missed,
    Unknown,
    Open,
}

impl Fate {
    pub fn id(self) -> &'static str {
        match self {
            Fate::Met => "met",
            Fate::MetLate => "met_late",
            Fate::Missed => "missed",
            Fate::Unknown => "unknown",
            Fate::Open => "open",
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    pub due: NaiveDate,
    /// `None` for a milestone.
    pub figure: Option<Figure>,
    pub fate: Fate,
    pub months_late: Option<RBig>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct BaselineUsed {
    pub date: NaiveDate,
    pub value: RBig,
    pub provisional: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    pub status: Status,
    pub rule: &'static str,
    /// The period of the newest observation (of a milestone or duty: of the newest report).
    pub period: Option<Period>,
    pub actual: Option<RBig>,
    /// The requirement judged.
    pub figure: Option<Figure>,
    /// The number in it that was used: its value, or the end of the band on whose side the value lies.
    pub bound: Option<RBig>,
    pub due: Option<NaiveDate>,
    pub days_overdue: Option<i64>,
    pub expected: Option<RBig>,
    pub gap: Option<RBig>,
    pub gap_share: Option<RBig>,
    pub distance: Option<RBig>,
    pub attainment: Option<RBig>,
    pub attainment_to_date: Option<RBig>,
    pub progress: Option<RBig>,
    pub schedule_variance_months: Option<RBig>,
    pub pace: Option<RBig>,
    pub required_pace: Option<RBig>,
    pub projected: Option<RBig>,
    /// Since the newest observation; without one, all.
    pub missing_reports: u32,
    pub late_days: Option<i64>,
    pub outcomes: Vec<Outcome>,
    pub caveats: BTreeSet<Caveat>,
    pub baseline: Option<BaselineUsed>,
    pub completed_on: Option<NaiveDate>,
    pub day_of_knowledge: NaiveDate,
}

impl Verdict {
    pub fn empty(day_of_knowledge: NaiveDate) -> Verdict {
        Verdict {
            status: Status::NoTarget,
            rule: "no_target",
            period: None,
            actual: None,
            figure: None,
            bound: None,
            due: None,
            days_overdue: None,
            expected: None,
            gap: None,
            gap_share: None,
            distance: None,
            attainment: None,
            attainment_to_date: None,
            progress: None,
            schedule_variance_months: None,
            pace: None,
            required_pace: None,
            projected: None,
            missing_reports: 0,
            late_days: None,
            outcomes: Vec::new(),
            caveats: BTreeSet::new(),
            baseline: None,
            completed_on: None,
            day_of_knowledge,
        }
    }

    pub fn is(mut self, status: Status, rule: &'static str) -> Verdict {
        self.status = status;
        self.rule = rule;
        self
    }
}

/// The closed list.
pub const RULES: [&str; 27] = [
    "achieved_early",
    "achieved_on_time",
    "achieved_timing_unknown",
    "achieved_late",
    "slipped",
    "lapsed",
    "overdue",
    "over_ceiling",
    "off_track_gap",
    "off_track_pace",
    "at_risk_gap",
    "on_track",
    "completed",
    "completed_late",
    "task_overdue",
    "due_soon",
    "percent_behind",
    "task_open",
    "duty_kept",
    "duty_missed_once",
    "duty_missed",
    "suspended",
    "no_target",
    "not_due",
    "no_data",
    "stale",
    "no_baseline",
];
