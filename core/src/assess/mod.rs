//! The verdict on one (indicator, unit), with its reasons: the only callers of the judging code.

pub mod assessment;
pub(crate) mod compile;
mod explain;
mod margin;
pub(crate) mod one;
pub(crate) mod reading;

pub use assessment::{
    Assessment, BaselineUsed, Caveat, Coverage, Figures, Margin, Outcome, OutcomeKind, Outlook, OutlookRefusal, Required, RuleId, Status,
};
pub use one::knowledge_day;
