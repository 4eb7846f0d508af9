//! Who answers: agencies, classes of agencies, dated ownership, reporting units and their hierarchy.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::value::Text;

/// An agency or a class of agencies that the plan names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agency {
    /// The name; aliases resolve to it.
    pub name: Text,
    /// Other spellings of it.
    pub aliases: Vec<String>,
    /// Whether it stands for several agencies ("Các Sở, ngành, địa phương").
    pub class: bool,
    /// Whether its members depend on the matter ("liên quan", "theo lĩnh vực") and cannot be listed.
    pub undetermined: bool,
    /// The names of its members, for a class whose members are listed.
    pub members: Vec<String>,
    /// The head, where the office has named one.
    pub head: Option<String>,
    /// How to reach it.
    pub contact: Option<String>,
    /// The agency above it.
    pub parent: Option<String>,
    /// From when it exists.
    pub valid_from: Option<NaiveDate>,
    /// Until when it exists, that day included.
    pub valid_to: Option<NaiveDate>,
    /// The agencies that took over.
    pub successors: Vec<String>,
}

/// The role in which an agency answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Chủ trì.
    Lead,
    /// Phối hợp.
    Support,
    /// Theo dõi.
    Monitor,
}

/// An agency's part in a row, from when to when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ownership {
    /// The agency's own name (not an alias).
    pub agency: String,
    /// Its role.
    pub role: Role,
    /// From when.
    pub valid_from: Option<NaiveDate>,
    /// Until when, that day included.
    pub valid_to: Option<NaiveDate>,
}

impl Ownership {
    /// Whether it holds on a day.
    pub fn holds_on(&self, date: NaiveDate) -> bool {
        self.valid_from.is_none_or(|from| from <= date) && self.valid_to.is_none_or(|to| date <= to)
    }
}

/// One dated entry of the reporting hierarchy; several entries of one code give it several parents over time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// The code, as measurements name it.
    pub code: String,
    /// The name.
    pub name: String,
    /// The code of the unit above; `None` for a unit directly under the root.
    pub parent: Option<String>,
    /// From when.
    pub valid_from: Option<NaiveDate>,
    /// Until when, that day included.
    pub valid_to: Option<NaiveDate>,
    /// The units that took over.
    pub successors: Vec<String>,
}

impl Unit {
    /// Whether it exists on a day.
    pub fn holds_on(&self, date: NaiveDate) -> bool {
        self.valid_from.is_none_or(|from| from <= date) && self.valid_to.is_none_or(|to| date <= to)
    }
}
