//! A requirement and its due date.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::value::Frequency;

/// What a target asks of the value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Level {
    /// One number, in the indicator's direction; `strict` when the number itself does not meet it (`>95`, `dưới 5`).
    Number {
        /// The number.
        value: Decimal,
        /// Whether the number itself fails.
        strict: bool,
    },
    /// Between two numbers, both included.
    Between {
        /// The lower bound.
        low: Decimal,
        /// The upper bound.
        high: Decimal,
    },
}

/// What is awaited before a pending target has a figure or a date.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Awaited {
    /// A figure to be assigned by a higher authority ("Theo chỉ tiêu được giao").
    Assignment,
    /// Left to the locality's situation ("Theo tình hình thực tế tại địa phương …").
    Discretion,
    /// Guidance or a document, in the plan's words without the leading "Theo", "Sau khi" ("hướng dẫn của Bộ Công an").
    Event(String),
}

/// What a target requires.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Requirement {
    /// A figure.
    Figure(Level),
    /// Completion of a milestone.
    Completed,
    /// Kept alive by each period's report; the cell's own frequency, if it names one.
    Recurring(Option<Frequency>),
    /// No figure or date yet.
    Pending(Awaited),
}

/// A requirement with a due date, as one cell of the plan states it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Target {
    /// The due date; `None` for recurring ones, and for pending ones without a year.
    pub due: Option<NaiveDate>,
    /// What is required.
    pub requirement: Requirement,
    /// The cell as the plan prints it.
    pub text: String,
    /// The decision that set it, when an amendment did.
    pub decision: Option<String>,
}

impl Target {
    /// The required level, when it is a figure.
    pub fn level(&self) -> Option<Level> {
        match self.requirement {
            Requirement::Figure(level) => Some(level),
            _ => None,
        }
    }

    /// Whether it still awaits a figure or an event.
    pub fn is_pending(&self) -> bool {
        matches!(self.requirement, Requirement::Pending(_))
    }
}
