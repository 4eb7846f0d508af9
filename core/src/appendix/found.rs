//! Problems, all of them at once, each with its place.

use std::fmt;

use crate::error::Error;
use crate::value::Lang;

/// Everything that keeps a plan from being read: never empty, in the order of file and row.
///
/// Every error has a path. A cell: `indicators.tsv.row[12]."Năm 2026"`, where rows are counted from 1 as a spreadsheet
/// counts them, header rows included. A setting: `programme.toml.indicator[3].direction`, where entries are counted
/// from 1 too. In the JSON form the same paths begin with `indicators`, `tasks` and the setting's own key.
///
/// ```
/// use tiendo::{Programme, appendix::PlanTexts};
/// let problems = Programme::from_texts(&PlanTexts { indicators: b"", tasks: b"", settings: b"" }).unwrap_err();
/// assert_eq!(problems.errors().len(), 3);
/// assert_eq!(problems.errors()[0].path(), "indicators.tsv");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problems(Vec<Error>);

impl Problems {
    /// The errors; at least one.
    pub fn errors(&self) -> &[Error] {
        &self.0
    }

    /// The first error alone, for a caller that shows one.
    pub fn into_first(self) -> Error {
        let nothing = || Error::new(crate::error::ErrorKind::BadArgument);
        self.0.into_iter().next().unwrap_or_else(nothing)
    }

    /// One line for each error.
    pub fn message(&self, lang: Lang) -> String {
        self.0.iter().map(|error| error.message(lang)).collect::<Vec<_>>().join("\n")
    }
}

impl From<Error> for Problems {
    fn from(error: Error) -> Self {
        Self(vec![error])
    }
}

impl From<Problems> for Error {
    fn from(problems: Problems) -> Self {
        problems.into_first()
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, error) in self.0.iter().enumerate() {
            if i > 0 {
                f.write_str("\n")?;
            }
            write!(f, "{error}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Problems {}

/// A place in the plan's texts: which of them, which row, and the path that says so.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Place {
    order: (u8, usize),
    path: String,
}

impl Place {
    /// One of the texts: the order in which it is listed, and its name.
    pub(super) fn text(order: u8, name: &str) -> Self {
        Self { order: (order, 0), path: name.to_owned() }
    }

    /// A row of this table, counted from 1.
    pub(super) fn row(&self, number: usize) -> Self {
        Self { order: (self.order.0, number), ..self.then(&format!("row[{number}]")) }
    }

    /// The cell of this row under a heading.
    pub(super) fn column(&self, heading: &str) -> Self {
        self.then(&format!("\"{heading}\""))
    }

    /// A key of this table of settings.
    pub(super) fn then(&self, key: &str) -> Self {
        let dot = if self.path.is_empty() { "" } else { "." };
        Self { order: self.order, path: format!("{}{dot}{key}", self.path) }
    }

    /// An entry of this list, counted from 1.
    pub(super) fn entry(&self, number: usize) -> Self {
        Self { order: self.order, path: format!("{}[{number}]", self.path) }
    }
}

/// What the reading has found so far.
#[derive(Debug, Default)]
pub(super) struct Found {
    problems: Vec<((u8, usize), Error)>,
    remarks: Vec<Error>,
}

impl Found {
    /// A problem: the plan is not taken.
    pub(super) fn problem(&mut self, place: &Place, error: Error) {
        self.problems.push((place.order, placed(place, error)));
    }

    /// A remark: the plan is taken all the same.
    pub(super) fn remark(&mut self, place: &Place, error: Error) {
        self.remarks.push(placed(place, error));
    }

    /// The value, or nothing and a problem at the place.
    pub(super) fn take<T>(&mut self, place: &Place, result: Result<T, Error>) -> Option<T> {
        result.map_err(|error| self.problem(place, error)).ok()
    }

    /// How many problems there are.
    pub(super) fn count(&self) -> usize {
        self.problems.len()
    }

    /// The remarks, or all problems in the order of text and row.
    pub(super) fn finish(mut self) -> Result<Vec<Error>, Problems> {
        if self.problems.is_empty() {
            return Ok(self.remarks);
        }
        self.problems.sort_by_key(|(order, _)| *order);
        Err(Problems(self.problems.into_iter().map(|(_, error)| error).collect()))
    }
}

fn placed(place: &Place, error: Error) -> Error {
    if place.path.is_empty() { error } else { error.at(&place.path) }
}
