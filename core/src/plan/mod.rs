//! What is asked: the programme, its indicators, targets and trajectories, who answers, what decisions changed.

pub mod agency;
pub mod amendment;
pub(crate) mod hierarchy;
pub mod indicator;
pub mod programme;
pub mod reference;
#[cfg(test)]
pub(crate) mod sample;
pub mod target;
pub mod trajectory;

pub use agency::{Agency, Ownership, Role, Unit};
pub use amendment::{Amendment, Change, Event, Suspension};
pub use indicator::{Accumulation, Direction, Indicator, Kind, Limits, Measure, Rollup};
pub use programme::{AsOf, Group, Programme, ReportSettings};
pub use reference::{Footnote, Reference, ReferenceValue, Stage};
pub use target::{Awaited, Level, Requirement, Target};
pub use trajectory::{Baseline, PathPoint, Profile, Shape};
