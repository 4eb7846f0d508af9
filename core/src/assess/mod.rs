//! The verdict on one (indicator, unit), with its reasons: the only callers of the judging code.

pub mod assessment;

pub use assessment::{
    Assessment, BaselineUsed, Caveat, Figures, Margin, Outcome, OutcomeKind, Outlook, OutlookRefusal, Required, RuleId, Status,
};
