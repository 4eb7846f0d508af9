//! Many: how reports came in, what is still owed, counts by group, agency and unit, and what moved since the last report.

pub mod changes;
pub mod discipline;
mod news;
pub mod owed;
pub mod summary;

pub use changes::{Amended, Cause, Change, Changes, Direction, Earlier, ReferenceRevised, Revised};
pub use discipline::{Conduct, Discipline};
pub use owed::{OwedReport, Upcoming};
pub use summary::{AgencySummary, Answer, Counts, GroupSummary, TaskKinds, UnitSummary};
