//! The verdict on one series of integers: sees neither plan nor ledger, allocates nothing once the series is accumulated.
//!
//! Everything here compares by cross-multiplication; nothing is divided or rounded. [`judge`] fills [`Facts`]; words,
//! rounding and margins are made from them when somebody looks.

pub mod accumulate;
pub mod expected;
pub mod milestone;
pub mod number;
pub mod outlook;
pub mod policy;
pub mod requirement;
pub mod status;
pub mod verdict;

pub use accumulate::{Overflow, accumulate};
pub use number::{Fraction, Value, Wide};
pub use requirement::{Need, Rule, Year};
pub use status::{Facts, judge};
pub use verdict::{Caveat, OutcomeKind, OutlookRefusal, RuleId, Status};

/// What was reported for one period, as whole numbers at the series' scale.
#[derive(Clone, Debug)]
pub struct Observation<V> {
    /// The last month of its period.
    pub at: crate::value::Month,
    /// The numerator; the value itself where `den` is 1.
    pub num: V,
    /// The denominator, greater than zero.
    pub den: V,
    /// Whether it was reported as numerator and denominator.
    pub ratio: bool,
    /// Leads to stage, note and lateness.
    pub entry: u32,
}

impl<V: Value> Observation<V> {
    /// The value.
    pub fn level(&self) -> Fraction<V::W> {
        Fraction { num: self.num.wide(), den: self.den.wide() }
    }
}
