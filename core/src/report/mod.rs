//! The report: every row judged, ready to be shown as text, a page, JSON or CSV.

pub mod caveats;
pub mod csv;
pub mod dates;
#[cfg(test)]
pub(crate) mod example;
pub mod figures;
pub mod fingerprint;
#[cfg(feature = "render")]
pub mod html;
#[cfg(feature = "render")]
mod legend;
#[cfg(feature = "render")]
mod masthead;
pub mod notes;
pub mod rows;
#[cfg(feature = "render")]
pub mod schema;
pub mod sentence;
pub mod summary;
#[cfg(feature = "render")]
pub mod text;
pub mod words;

pub use fingerprint::fingerprint;
#[cfg(feature = "render")]
pub use html::HtmlOptions;
pub use notes::Note;
pub use rows::FORMAT;
#[cfg(feature = "render")]
pub use schema::report_schema;
pub use summary::{Counts, Summary};
#[cfg(feature = "render")]
pub use text::TextOptions;

use std::sync::Arc;

use chrono::NaiveDate;

use crate::assess::{self, Assessment};
use crate::ledger::Ledger;
use crate::plan::{AsOf, Kind, Programme};

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
    /// Notes that the caller added to those that the verdicts carry, such as rows refused at the door.
    pub extra: Vec<Note>,
}

/// The policies that judge: what every report is signed with.
pub const POLICIES: &[&str] = &[crate::judge::status::POLICY];

impl Ledger {
    /// Judges every row of the programme for its root unit, and signs what it was judged from.
    ///
    /// The same question asked again later gives the same answer, bit for bit.
    pub fn assess(&self, as_of: AsOf) -> Report {
        let rows = 0..self.programme().indicators().len();
        let verdicts = rows.filter_map(|row| assess::one::assess_row(self, row, None, as_of));
        let (duties, items) = verdicts.partition(|verdict| verdict.indicator.kind == Kind::Duty);
        let knowledge_day = assess::knowledge_day(self, as_of);
        let fingerprint = fingerprint(self, as_of, knowledge_day, POLICIES);
        Report { programme: self.programme().clone(), as_of, knowledge_day, items, duties, fingerprint, extra: Vec::new() }
    }
}

impl Report {
    /// The root's verdict on a row.
    pub fn get(&self, code: &str) -> Option<&Assessment> {
        let row = self.programme.get(code)?;
        self.items.iter().chain(&self.duties).find(|item| item.indicator.code == row.code)
    }

    /// The same report with more notes: rows refused at the door belong here.
    pub fn with_notes(mut self, notes: impl IntoIterator<Item = Note>) -> Self {
        self.extra.extend(notes);
        self
    }
}
