//! Decisions that change, suspend, add, end or close; events that pending rows await.

use chrono::NaiveDate;

use super::indicator::Indicator;
use super::target::Target;
use super::trajectory::{Baseline, Shape};
use crate::value::Moment;

/// A decision that changes the plan: it counts when its effective date is on or before D and it was recorded by K.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amendment {
    /// The decision's number, as it is to be quoted.
    pub decision: String,
    /// From when it applies.
    pub effective_on: NaiveDate,
    /// When it became known.
    pub recorded_at: Moment,
    /// What it changes.
    pub changes: Vec<Change>,
}

/// One change of an amendment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Replaces the target of the due date that the new target carries, or adds one; `None` takes it away.
    Target {
        /// The row's code.
        indicator: String,
        /// The due date whose target is replaced.
        due: NaiveDate,
        /// The new target.
        target: Option<Target>,
    },
    /// Brings a new baseline.
    Baseline {
        /// The row's code.
        indicator: String,
        /// The new baseline.
        baseline: Baseline,
    },
    /// Brings a new shape of the path.
    Shape {
        /// The row's code.
        indicator: String,
        /// The new shape.
        shape: Shape,
    },
    /// Adds a row.
    Add(Box<Indicator>),
    /// Ends a row: it is no longer part of the plan.
    End(String),
    /// Closes a row: its last verdict stands and no report is owed after.
    Close(String),
}

impl Change {
    /// The code of the row that it concerns.
    pub fn code(&self) -> &str {
        match self {
            Self::Target { indicator, .. } | Self::Baseline { indicator, .. } | Self::Shape { indicator, .. } => indicator,
            Self::Add(indicator) => &indicator.code,
            Self::End(code) | Self::Close(code) => code,
        }
    }
}

/// The document that pending rows awaited: it gives their due date once recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// The codes of the rows.
    pub rows: Vec<String>,
    /// The due date that it gives.
    pub due: NaiveDate,
    /// When it became known.
    pub recorded_at: Moment,
    /// The document.
    pub document: String,
}

/// A decision that suspends judging from one date to another, both included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suspension {
    /// The row's code.
    pub code: String,
    /// The first day.
    pub from: NaiveDate,
    /// The last day; `None` until further notice.
    pub to: Option<NaiveDate>,
    /// The decision's number.
    pub decision: String,
    /// Why, in a few words; may be empty.
    pub reason: String,
    /// When it became known.
    pub recorded_at: Moment,
}
