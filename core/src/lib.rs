//! Indicator computation for public plans: attainment, risk status and reasons, exact and repeatable.
//!
//! No I/O of its own accord, no clock, no globals, no floats in any status.
#![forbid(unsafe_code)]
#![cfg_attr(test, allow(clippy::arithmetic_side_effects, reason = "tests compute with small numbers"))]

pub mod appendix;
pub mod assess;
pub mod error;
pub mod judge;
pub mod ledger;
pub mod plan;
pub mod report;
pub mod rollup;
pub mod value;

pub use assess::{Asked, Assessment, Caveat, RuleId, SeriesVerdict, Status, judge_series};
pub use error::{Error, ErrorKind, Result};
pub use judge::policy::Wanted;
pub use ledger::{Flag, FlagKind, Ledger, Locale, Measurement, Receipt, Rejection, Reported, State};
pub use plan::{AsOf, Indicator, Programme};
pub use report::{Narrative, Report, Verified};
pub use rollup::{Earlier, Options};
pub use value::{Frequency, Lang, Moment, Month, Period, Text};

pub use chrono;
pub use rust_decimal;

#[cfg(test)]
#[path = "../tests/reading/mod.rs"]
mod reading;
