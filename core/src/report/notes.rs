//! Notes on data quality and assumptions: caveats gathered over all rows, what the reading of the plan noticed, and
//! what the caller adds, such as rows refused at the door.

use std::collections::BTreeMap;

use super::{Report, caveats};
use crate::assess::Caveat;
use crate::value::{Lang, Text};

/// A note, and the codes of the rows that it concerns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// What it is about, in `snake_case`: a caveat's name, `plan_remark`, `rejected`, or a word of the caller's.
    pub kind: String,
    /// What it says.
    pub text: Text,
    /// The codes of the rows it concerns, in the plan's order; may be empty.
    pub codes: Vec<String>,
}

impl Note {
    /// A note about no row in particular.
    pub fn new(kind: impl Into<String>, text: Text) -> Self {
        Self { kind: kind.into(), text, codes: Vec::new() }
    }

    /// The same about some rows.
    pub fn with_codes(mut self, codes: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.codes = codes.into_iter().map(Into::into).collect();
        self
    }
}

impl Report {
    /// All notes, those about most rows first, then in a fixed order: the caller's, the plan's, those on units, the caveats.
    pub fn notes(&self) -> Vec<Note> {
        let mut notes = self.extra.clone();
        notes.extend(self.programme.remarks().iter().map(|remark| {
            let note = Note::new("plan_remark", Text::new(remark.message(Lang::Vi), Some(remark.message(Lang::En))));
            let known = self.items.iter().chain(&self.duties).map(|item| item.code()).filter(|code| remark.path().contains(*code));
            // The longest code that the place names: CT-I.10, not CT-I.1.
            note.with_codes(known.max_by_key(|code| code.len()))
        }));
        notes.extend(self.unit_notes());
        let mut gathered: BTreeMap<Caveat, Vec<String>> = BTreeMap::new();
        for item in self.items.iter().chain(&self.duties) {
            for caveat in &item.caveats {
                gathered.entry(*caveat).or_default().push(item.code().to_owned());
            }
        }
        notes.extend(gathered.into_iter().map(|(caveat, codes)| Note::new(caveat.name(), caveats::in_general(caveat)).with_codes(codes)));
        notes.sort_by_key(|note| std::cmp::Reverse(note.codes.len()));
        notes
    }
}
