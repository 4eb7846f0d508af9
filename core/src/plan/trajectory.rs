//! The declared shape of the path between baseline and targets.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::target::Level;

/// A declared starting value. For an incremental indicator the sum starts from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Baseline {
    /// The day on which the value held.
    pub date: NaiveDate,
    /// The value.
    pub value: Decimal,
}

/// A point of an explicit trajectory; it is expected, not required.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PathPoint {
    /// Its day.
    pub date: NaiveDate,
    /// The level expected on that day; a range under [`Direction::Within`](super::Direction::Within).
    pub level: Level,
}

/// How the path runs between baseline and targets.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum Shape {
    /// Straight from point to point.
    #[default]
    Linear,
    /// The level of the last point passed; the target itself is asked on its due date.
    Step,
    /// Straight lines through these points, the baseline and the targets; in order of date.
    Points(Vec<PathPoint>),
}

/// Twelve cumulative shares of a year, rising to 1: what part of a year's total is expected by the end of each month.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Profile(pub(crate) [Decimal; 12]);

impl Profile {
    /// A profile of twelve shares between 0 and 1 that never fall and end in 1; `None` otherwise.
    pub fn new(shares: [Decimal; 12]) -> Option<Self> {
        let rising = shares.is_sorted() && shares.iter().all(|share| *share >= Decimal::ZERO);
        (rising && shares.last() == Some(&Decimal::ONE)).then_some(Self(shares))
    }

    /// The shares, January first.
    pub fn shares(&self) -> &[Decimal; 12] {
        &self.0
    }
}
