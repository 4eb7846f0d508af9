//! What a plan says about one row. Everything is valid by construction.

use super::calendar::{Frequency, Moment};
use chrono::NaiveDate;
use dashu_ratio::RBig;

#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    pub starts_on: NaiveDate,
    pub ends_on: NaiveDate,
    /// Year and month.
    pub reports_from: (i32, u32),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    Percent,
    Count,
    GdpMultiple,
    /// Also of recurring duties: those have a target `Recurring`.
    Milestone,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    AtLeast,
    AtMost,
    Within,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Accumulation {
    Latest,
    YearToDate,
    Incremental,
    Average,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Trajectory {
    Linear,
    Step,
    Points(Vec<(NaiveDate, RBig)>),
}

#[derive(Clone, Debug, PartialEq)]
pub struct Baseline {
    pub date: NaiveDate,
    pub value: RBig,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Requirement {
    /// With the row's direction; strict is `>` or `<`.
    Number {
        value: RBig,
        strict: bool,
    },
    /// Of `Within` rows.
    Band {
        low: RBig,
        high: RBig,
    },
    Completed,
    Recurring(Option<Frequency>),
    Pending,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    /// Absent for recurring duties and for milestones whose date is pending.
    pub due: Option<NaiveDate>,
    pub requirement: Requirement,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// The target of a date, replaced or added; `None` leaves the date without one.
    Target {
        due: NaiveDate,
        requirement: Option<Requirement>,
    },
    Baseline(Baseline),
    Trajectory(Trajectory),
    End,
    Close,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Amendment {
    pub effective_on: NaiveDate,
    pub recorded_at: Moment,
    pub changes: Vec<Change>,
}

/// The row came in by an amendment.
#[derive(Clone, Debug, PartialEq)]
pub struct Addition {
    pub effective_on: NaiveDate,
    pub recorded_at: Moment,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Suspension {
    pub from: NaiveDate,
    /// The last day, included; absent: until further notice.
    pub to: Option<NaiveDate>,
    pub recorded_at: Moment,
}

/// What a pending row waits for.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    pub due: NaiveDate,
    pub recorded_at: Moment,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    Estimate,
    Preliminary,
    Official,
}

/// One value of the reference series that the row names as its denominator.
#[derive(Clone, Debug, PartialEq)]
pub struct ReferenceValue {
    pub year: i32,
    pub value: RBig,
    pub stage: Stage,
    pub recorded_at: Moment,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    pub measure: Measure,
    /// Means nothing for milestones and duties.
    pub direction: Direction,
    pub accumulation: Accumulation,
    pub frequency: Frequency,
    pub trajectory: Trajectory,
    /// Twelve cumulative shares, the last one 1.
    pub profile: Option<Vec<RBig>>,
    pub baseline: Option<Baseline>,
    pub targets: Vec<Target>,
    pub on_track_percent: RBig,
    pub at_risk_percent: RBig,
    pub stale_after: Option<u32>,
    pub due_soon_days: i64,
    /// For the door only: the bounds of a percent, `None` where lifted. Judging does not look at them.
    pub floor: Option<RBig>,
    pub ceiling: Option<RBig>,
    pub added: Option<Addition>,
    pub amendments: Vec<Amendment>,
    pub suspensions: Vec<Suspension>,
    pub events: Vec<Event>,
    pub reference: Vec<ReferenceValue>,
}

impl Row {
    /// A row with the defaults of the text and nothing declared.
    pub fn plain(measure: Measure, direction: Direction) -> Row {
        Row {
            measure,
            direction,
            accumulation: Accumulation::Latest,
            frequency: Frequency::Monthly,
            trajectory: Trajectory::Linear,
            profile: None,
            baseline: None,
            targets: Vec::new(),
            on_track_percent: RBig::from(5),
            at_risk_percent: RBig::from(20),
            stale_after: None,
            due_soon_days: 30,
            floor: Some(RBig::ZERO),
            ceiling: Some(RBig::from(100)),
            added: None,
            amendments: Vec::new(),
            suspensions: Vec::new(),
            events: Vec::new(),
            reference: Vec::new(),
        }
    }
}
