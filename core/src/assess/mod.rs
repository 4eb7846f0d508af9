//! The verdict on one (indicator, unit), with its reasons: the only callers of the judging code.

pub mod assessment;
pub(crate) mod compile;
mod explain;
mod margin;
pub(crate) mod one;
mod outlook;
pub(crate) mod reading;
pub mod series;
pub(crate) mod yearly;

pub use crate::judge::{Caveat, OutcomeKind, OutlookRefusal, RuleId, Status};
pub use assessment::{Assessment, BaselineUsed, Coverage, Figures, Margin, Outcome, Outlook, Required};
pub use one::knowledge_day;
pub use series::{Asked, SeriesVerdict, When, judge_series};
