//! The report: every row judged, ready to be shown as text, JSON or CSV.

use std::sync::Arc;

use chrono::NaiveDate;

use crate::assess::Assessment;
use crate::plan::{AsOf, Programme};

/// All rows of a programme, judged at one [`AsOf`].
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Report {
    /// The programme.
    pub programme: Arc<Programme>,
    /// The date judged and the moment of knowledge.
    pub as_of: AsOf,
    /// The day of knowledge.
    pub knowledge_day: NaiveDate,
    /// The verdicts of the two tables, in the plan's order.
    pub items: Vec<Assessment>,
    /// The verdicts of the body's own duties.
    pub duties: Vec<Assessment>,
    /// SHA-256 over the canonical binary form of programme, entries, AsOf, day of knowledge and policies.
    pub fingerprint: [u8; 32],
}

impl Report {
    /// The root's verdict on a row.
    pub fn get(&self, code: &str) -> Option<&Assessment> {
        let row = self.programme.get(code)?;
        self.items.iter().chain(&self.duties).find(|item| item.indicator.code == row.code)
    }
}
