//! Many: a parent's figure from those of its units, a verdict for everybody who reports, how reports came in, what is still
//! owed, counts by group, agency and unit, and what moved since the last report.

mod answers;
pub mod changes;
pub mod discipline;
mod finding;
mod given;
mod news;
mod options;
pub mod owed;
pub mod summary;
mod targets;
mod units;

pub use changes::{Amended, Cause, Change, Changes, Direction, Earlier, ReferenceRevised, Revised};
pub use discipline::{Conduct, Discipline};
pub(crate) use finding::{Finding, What};
pub use options::Options;
pub use owed::{OwedReport, Upcoming};
pub use summary::{AgencySummary, Answer, Counts, GroupSummary, TaskKinds, UnitSummary};

use chrono::NaiveDate;

use crate::assess::Assessment;
use crate::assess::one::Row;
use crate::ledger::Ledger;
use crate::plan::AsOf;
use crate::plan::hierarchy::Hierarchy;
use units::Units;

impl Ledger {
    /// The verdict on one row, for the root or a unit (by its code; a member of a class by its name); `None` where the
    /// row is not part of the plan at that date, or there is no such unit.
    ///
    /// The same code as the report's: nothing else ever compares a value with a target. The root's verdict lists none of
    /// its members; [`Ledger::assess`] does.
    pub fn assess_one(&self, code: &str, unit: Option<&str>, as_of: AsOf) -> Option<Assessment> {
        let hierarchy = Hierarchy::of(&self.programme);
        let place = match unit {
            Some(unit) if unit != self.programme.code => Some(hierarchy.place(unit)?),
            _ => None,
        };
        let row = Row::at(self, self.programme.row_of(code)?, as_of, None, true)?;
        let units = Units::of(&row, &hierarchy, None);
        match place {
            Some(place) => units.of_reporter(place),
            None => Some(units.of_root()),
        }
    }
}

/// The same without the outlook, on a day of knowledge that is given: `changes` asks what news alone would have done,
/// without the time that passed.
pub(crate) fn assess_key_on(
    ledger: &Ledger,
    hierarchy: &Hierarchy<'_>,
    (row, unit): (usize, Option<&str>),
    as_of: AsOf,
    known: NaiveDate,
) -> Option<Assessment> {
    let row = Row::known(ledger, row, as_of, known, None, false)?;
    let units = Units::of(&row, hierarchy, None);
    match unit {
        Some(unit) => units.of_reporter(hierarchy.place(unit)?),
        None => Some(units.of_root()),
    }
}

/// The same for the root with its members beneath.
pub(crate) fn assess_row_on(ledger: &Ledger, hierarchy: &Hierarchy<'_>, row: usize, as_of: AsOf, known: NaiveDate) -> Option<Assessment> {
    let row = Row::known(ledger, row, as_of, known, None, false)?;
    let units = Units::of(&row, hierarchy, None);
    let mut root = units.of_root();
    root.members = units.members();
    Some(root)
}

/// The root's verdict on a row of the programme, those of its members beneath, and what was found on the way; by the
/// hierarchy of each period, or of the date that the caller names.
pub(crate) fn assess_row(
    ledger: &Ledger,
    hierarchy: &Hierarchy<'_>,
    row: usize,
    as_of: AsOf,
    options: &Options,
) -> Option<(Assessment, Vec<Finding>)> {
    let row = Row::at(ledger, row, as_of, None, options.outlook)?;
    let units = Units::of(&row, hierarchy, options.hierarchy_on);
    let mut root = units.of_root();
    root.members = units.members();
    Some((root, units.findings()))
}
