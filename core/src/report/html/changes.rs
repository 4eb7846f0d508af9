//! Section 2 and the two lists of it on the first screen.

use super::badge::Badge;
use super::{SHORT, layout};
use crate::report::text::{FIRST, changes};
use crate::report::{Report, figures, reasons};
use crate::rollup::{Change, Direction};
use crate::value::Lang;

/// How long a title may be in the table.
const TITLE: usize = 160;

/// A list of the first screen.
pub(super) struct Moves {
    pub(super) title: &'static str,
    pub(super) all: usize,
    pub(super) rows: Vec<Move>,
}

/// A row that moved, in short.
pub(super) struct Move {
    /// The row it leads to; `None` where it left the plan.
    pub(super) code: Option<String>,
    pub(super) called: String,
    pub(super) icon: Option<Badge>,
    pub(super) title: String,
    pub(super) line: String,
}

/// Worse and better; none without an earlier report.
pub(super) fn moves(report: &Report, lang: Lang) -> Vec<Moves> {
    let Some(found) = &report.changes else { return Vec::new() };
    let titles = report.moves_titles(lang).into_iter().zip([Direction::Worse, Direction::Better]);
    let list = |(title, direction): (&'static str, Direction)| {
        let moved = found.of_direction(direction);
        let row = |change: &&Change| Move {
            code: report.verdict(change).map(|now| now.code().to_owned()),
            called: changes::called(change),
            icon: change.to.map(|status| Badge::of_status(status, lang)),
            title: layout::cut(&report.title_of(change, lang), SHORT),
            line: figures::capital(&report.move_in_short(change, lang)),
        };
        Moves { title, all: moved.len(), rows: moved.iter().take(FIRST).map(row).collect() }
    };
    titles.map(list).collect()
}

/// A group of section 2.
pub(super) struct Moved {
    pub(super) title: &'static str,
    pub(super) rows: Vec<MovedRow>,
}

/// A row of section 2.
pub(super) struct MovedRow {
    pub(super) code: Option<String>,
    pub(super) called: String,
    pub(super) title: String,
    pub(super) then: Label,
    pub(super) now: Label,
    pub(super) reason: String,
}

/// A status in a table of statuses: symbol and word, without the badge's fill.
pub(super) struct Label {
    pub(super) icon: Option<Badge>,
    pub(super) word: &'static str,
}

pub(super) fn groups(report: &Report, lang: Lang) -> Vec<Moved> {
    let Some(found) = &report.changes else { return Vec::new() };
    let row = |change: &&Change| {
        let icon = |status: Option<crate::assess::Status>| status.map(|status| Badge::of_status(status, lang));
        MovedRow {
            code: report.verdict(change).map(|now| now.code().to_owned()),
            called: changes::called(change),
            title: layout::cut(&report.title_of(change, lang), TITLE),
            then: Label { icon: icon(change.from), word: report.label_then(change, lang) },
            now: Label { icon: icon(change.to), word: report.label_now(change, lang) },
            reason: changes::sentence(&report.reason(change, lang)),
        }
    };
    let group = |direction: &Direction| Moved {
        title: reasons::direction(*direction, lang),
        rows: found.of_direction(*direction).iter().map(row).collect(),
    };
    Direction::ALL.iter().map(group).filter(|group| !group.rows.is_empty()).collect()
}
