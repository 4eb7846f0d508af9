//! The report: every row judged, ready to be shown as text, a page, JSON or CSV.

pub mod caveats;
pub mod comparison;
pub mod csv;
pub mod dates;
pub mod difference;
mod earlier;
#[cfg(test)]
pub(crate) mod example;
pub mod figures;
pub mod fingerprint;
#[cfg(feature = "render")]
pub mod html;
#[cfg(feature = "render")]
mod legend;
mod many;
#[cfg(feature = "render")]
mod masthead;
pub mod narrative;
pub mod notes;
pub mod outlook;
pub mod reasons;
pub mod rows;
#[cfg(feature = "render")]
pub mod schema;
pub mod sentence;
pub mod series;
pub mod summary;
#[cfg(feature = "render")]
pub mod text;
mod units;
pub mod verify;
pub mod words;

pub use crate::rollup::Counts;
pub use comparison::{Compared, Mismatch};
pub use difference::Difference;
pub use fingerprint::fingerprint;
#[cfg(feature = "render")]
pub use html::HtmlOptions;
pub use narrative::Narrative;
pub use notes::Note;
pub use rows::FORMAT;
#[cfg(feature = "render")]
pub use schema::report_schema;
pub use summary::Summary;
#[cfg(feature = "render")]
pub use text::TextOptions;
pub use verify::{Discrepancy, Verified};

use std::sync::Arc;

use chrono::NaiveDate;

use crate::assess::{self, Assessment};
use crate::ledger::Ledger;
use crate::plan::hierarchy::Hierarchy;
use crate::plan::{AsOf, Kind, Programme};
use crate::rollup::Options;
use crate::rollup::{self, Changes, Conduct, Earlier, Finding, changes};
use crate::value::text::key;

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
    /// The date whose hierarchy every roll-up used; `None`: each period's own.
    pub hierarchy_on: Option<NaiveDate>,
    /// What the roll-ups found, for the notes.
    pub(crate) findings: Vec<Finding>,
    /// What judged and looked ahead, with versions: `pace/1`, and `outlook/1` where it was asked for.
    pub policies: Vec<&'static str>,
    /// SHA-256 over the canonical binary form of programme, entries, AsOf, day of knowledge and policies.
    pub fingerprint: [u8; 32],
    /// Notes that the caller added to those that the verdicts carry, such as rows refused at the door.
    pub extra: Vec<Note>,
    /// How reports came in, and what is still to be sent.
    pub conduct: Conduct,
    /// What moved since an earlier report; `None` where there is none to compare with.
    pub changes: Option<Changes>,
    /// What the office wrote beside the figures.
    pub narrative: Narrative,
}

impl Ledger {
    /// Judges every row of the programme for its root and for every unit that reports beneath it, and signs what it was
    /// judged from.
    ///
    /// The same question asked again later gives the same answer, bit for bit.
    pub fn assess(&self, as_of: AsOf) -> Report {
        self.assess_with(as_of, &Options::default())
    }

    /// The same, with what else is asked for, or not.
    ///
    /// ```
    /// # use tiendo::{AsOf, Ledger, Month, Options, Report};
    /// /// March 2027 as if the communes of July 2030 had always been.
    /// fn as_now(ledger: &Ledger) -> tiendo::Result<Report> {
    ///     let options = Options::default().with_hierarchy_on(Month::new(2030, 7)?.first_day());
    ///     Ok(ledger.assess_with(AsOf::end_of(Month::new(2027, 3)?), &options))
    /// }
    /// ```
    pub fn assess_with(&self, as_of: AsOf, options: &Options) -> Report {
        let hierarchy = Hierarchy::of(self.programme());
        let rows = 0..self.programme().indicators().len();
        let judged = rows.filter_map(|row| rollup::assess_row(self, &hierarchy, row, as_of, options));
        let (verdicts, found): (Vec<Assessment>, Vec<Vec<Finding>>) = judged.unzip();
        let (duties, items) = verdicts.into_iter().partition(|verdict| verdict.indicator.kind == Kind::Duty);
        let knowledge_day = assess::knowledge_day(self, as_of);
        let policies = options.policies();
        let fingerprint = fingerprint(self, as_of, knowledge_day, options.hierarchy_on, &policies);
        let mut report = Report {
            programme: self.programme().clone(),
            as_of,
            knowledge_day,
            items,
            duties,
            hierarchy_on: options.hierarchy_on,
            findings: found.into_iter().flatten().collect(),
            policies,
            fingerprint,
            extra: Vec::new(),
            conduct: Conduct::of(self, as_of, knowledge_day),
            changes: None,
            narrative: Narrative::default(),
        };
        let earlier = options.since.clone().or_else(|| Earlier::last_month(self.programme(), as_of));
        report.changes = earlier.map(|earlier| changes::changes(self, report.verdicts(), as_of, &earlier));
        report
    }
}

impl Report {
    /// The root's verdict on a row.
    pub fn get(&self, code: &str) -> Option<&Assessment> {
        let row = self.programme.get(code)?;
        self.items.iter().chain(&self.duties).find(|item| item.indicator.code == row.code)
    }

    /// The verdict on a row for a unit or a member of a class, as measurements name it; the root's under the programme's
    /// own code. `None` where it does not report.
    pub fn at(&self, code: &str, unit: &str) -> Option<&Assessment> {
        let root = self.get(code)?;
        let wanted = key(unit);
        if wanted == key(self.programme.code()) {
            return Some(root);
        }
        root.members.iter().find(|member| member.unit.as_deref().is_some_and(|unit| key(unit) == wanted))
    }

    /// The same report with more notes: rows refused at the door belong here.
    pub fn with_notes(mut self, notes: impl IntoIterator<Item = Note>) -> Self {
        self.extra.extend(notes);
        self
    }

    /// The same report with what the office wrote beside the figures.
    pub fn with_narrative(mut self, narrative: Narrative) -> Self {
        self.narrative = narrative;
        self
    }
}
