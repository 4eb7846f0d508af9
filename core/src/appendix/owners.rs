//! Who is named in a cell: agencies and classes by their known names, the longest first.

use std::collections::HashMap;

use crate::error::{Error, ErrorKind, Result};
use crate::plan::Agency;
use crate::value::text::key;

/// The names and aliases by which agencies are known.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// Every known spelling, the longest first, with the agency's own name.
    known: Vec<(String, String)>,
    by_key: HashMap<String, usize>,
}

impl Names {
    /// The names of these agencies. A spelling that two of them share is handed to `twice`.
    pub(super) fn of<'a>(agencies: impl Iterator<Item = &'a Agency>, mut twice: impl FnMut(usize, &str)) -> Self {
        let mut names = Self::default();
        for (number, agency) in agencies.enumerate() {
            for spelling in std::iter::once(&agency.name.vi).chain(&agency.aliases).filter(|spelling| !spelling.is_empty()) {
                match names.by_key.insert(spelled(spelling), number) {
                    Some(other) if other != number => twice(number, spelling),
                    Some(_) => {}
                    None => names.known.push((spelled(spelling), agency.name.vi.clone())),
                }
            }
        }
        names.known.sort_by(|(a, _), (b, _)| b.chars().count().cmp(&a.chars().count()).then(a.cmp(b)));
        names
    }

    /// The agency's own name for one spelling.
    pub(super) fn one(&self, name: &str) -> Option<&str> {
        let wanted = spelled(name);
        self.known.iter().find(|(spelling, _)| *spelling == wanted).map(|(_, name)| name.as_str())
    }

    /// The agencies that a cell names, in its order, each once: known names first, so that a comma or an "và" inside a
    /// name does not part it.
    ///
    /// # Errors
    /// [`ErrorKind::UnknownAgency`], with the cell.
    pub(super) fn in_cell(&self, cell: &str) -> Result<Vec<String>> {
        let text = spelled(cell);
        let mut rest = text.as_str();
        let mut named: Vec<String> = Vec::new();
        while !rest.is_empty() {
            let hit = self.known.iter().find_map(|(spelling, name)| Some((after(rest, spelling)?, name)));
            let Some((next, name)) = hit else {
                let missing = format!("không có trong danh sách: {rest}");
                return Err(Error::new(ErrorKind::UnknownAgency).given(cell).allowed(
                    format!("tên hoặc aliases của một [[agency]]; {missing}"),
                    format!("a name or alias of an [[agency]]; not among them: {rest}"),
                ));
            };
            if !named.contains(name) {
                named.push(name.clone());
            }
            rest = next;
        }
        Ok(named)
    }
}

/// What follows a name at the start of a text, past the separator; `None` where the name does not end there.
fn after<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    let rest = text.strip_prefix(name)?;
    if rest.is_empty() {
        return Some(rest);
    }
    let next = if rest.starts_with([',', ';']) { rest.trim_start_matches([',', ';', ' ']) } else { rest.strip_prefix(" và ")? };
    Some(next.strip_prefix("và ").unwrap_or(next))
}

/// The [key] of a name, with one space after commas and semicolons and none before.
fn spelled(text: &str) -> String {
    let mut out = key(text.trim().trim_end_matches(['.', ';', ',']));
    for sign in [",", ";"] {
        let parts: Vec<&str> = out.split(sign).map(str::trim).collect();
        out = parts.join(&format!("{sign} "));
    }
    out
}
