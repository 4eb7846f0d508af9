//! What stands beside the rows: reference series, release stages, footnotes.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::value::Moment;

/// How final a figure is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Ước tính.
    Estimate,
    /// Sơ bộ.
    Preliminary,
    /// Chính thức.
    #[default]
    Official,
}

/// One year's value of a reference series, as known from a moment on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReferenceValue {
    /// The calendar year.
    pub year: i32,
    /// The value, greater than zero.
    pub value: Decimal,
    /// How final it is.
    pub stage: Stage,
    /// When it became known.
    pub recorded_at: Moment,
}

/// A series that indicators divide by, such as the GRDP by year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The code that indicators name.
    pub code: String,
    /// The title.
    pub title: String,
    /// The unit of its values.
    pub unit: String,
    /// Its values, in the order given.
    pub values: Vec<ReferenceValue>,
}

/// A footnote of the plan, and the rows that carry its mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Footnote {
    /// The mark as printed.
    pub mark: String,
    /// Its text.
    pub text: String,
    /// The codes of the rows that carry it.
    pub rows: Vec<String>,
}
