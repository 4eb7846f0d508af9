//! The summary's strip: how many rows have each status, as lengths, with the same in words beneath.

use super::badge::Badge;
use crate::plan::Kind;
use crate::report::text::COLUMNS;
use crate::report::words::{self, pick};
use crate::report::{Counts, dates, figures};
use crate::value::Lang;

/// One table's strip.
pub(super) struct Strip {
    /// What is counted.
    pub(super) title: &'static str,
    /// How many there are, how many can be assessed.
    pub(super) totals: String,
    /// Its parts, best first, then those that cannot be assessed; none is empty.
    pub(super) parts: Vec<Part>,
}

/// The rows of one status.
pub(super) struct Part {
    pub(super) badge: Badge,
    pub(super) count: u32,
    pub(super) word: String,
}

impl Strip {
    pub(super) fn of(kind: Kind, counts: Counts, lang: Lang) -> Self {
        let (all, assessable) = (counts.total(), counts.assessable());
        let n = |count| dates::count(count, lang);
        let noun = words::kind(kind, lang);
        Self {
            title: match kind {
                Kind::Indicator => pick(lang, "Chỉ tiêu", "Indicators"),
                _ => pick(lang, "Nhiệm vụ", "Tasks"),
            },
            totals: match lang {
                Lang::Vi => format!("{} {noun}, đánh giá được {}", n(all), n(assessable)),
                Lang::En => format!("{}, {} can be assessed", n(all), n(assessable)),
            },
            parts: parts(kind, counts, lang),
        }
    }
}

/// The statuses that have rows.
pub(super) fn parts(kind: Kind, counts: Counts, lang: Lang) -> Vec<Part> {
    let parts = COLUMNS.iter().map(|status| Part {
        badge: Badge::of_status(*status, lang),
        count: counts.get(*status),
        word: figures::mid_sentence(words::status_of(kind, *status, lang)),
    });
    parts.filter(|part| part.count > 0).collect()
}
