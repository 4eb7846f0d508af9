//! An earlier report, read from its JSON: strictly enough to be compared with.

use std::collections::HashMap;

use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::Value;

use super::FORMAT;
use crate::assess::Status;
use crate::error::{Error, ErrorKind, Result};
use crate::plan::{AsOf, Programme};
use crate::rollup::Earlier;
use crate::value::Moment;
use crate::value::period::parse_date;

/// A report's JSON, as much of it as is needed; other keys are another version's business.
#[derive(Deserialize)]
struct Printed {
    programme: String,
    as_of: PrintedAsOf,
    fingerprint: String,
    items: Vec<PrintedItem>,
    duties: Vec<PrintedItem>,
}

#[derive(Deserialize)]
struct PrintedAsOf {
    date: String,
    known_at: Option<String>,
    knowledge_day: String,
}

#[derive(Deserialize)]
struct PrintedItem {
    code: String,
    unit: Option<String>,
    status: Status,
    #[serde(default)]
    members: Vec<PrintedItem>,
}

impl Earlier {
    /// Reads a report's JSON.
    ///
    /// # Errors
    /// [`ErrorKind::BadJson`], [`ErrorKind::BadFormat`] where it is no `tiendo.report/1`, [`ErrorKind::DifferentProgramme`],
    /// [`ErrorKind::DuplicateCode`] where it judges a row twice, and those of dates and moments.
    pub fn from_json(text: &str, programme: &Programme) -> Result<Self> {
        let value: Value = serde_json::from_str(text).map_err(|error| Error::new(ErrorKind::BadJson).given(error))?;
        Self::from_value(value, programme)
    }

    pub(super) fn from_value(value: Value, programme: &Programme) -> Result<Self> {
        format_of(&value)?;
        let printed: Printed = serde_json::from_value(value).map_err(|error| Error::new(ErrorKind::BadJson).given(error))?;
        if printed.programme != programme.code() {
            let error = Error::new(ErrorKind::DifferentProgramme).given(&printed.programme).at("programme");
            return Err(error.allowed(programme.code(), programme.code()));
        }
        let place = |key: &'static str| move |error: Error| error.at(key).at("as_of");
        let date = parse_date(&printed.as_of.date).map_err(place("date"))?;
        let day = parse_date(&printed.as_of.knowledge_day).map_err(place("knowledge_day"))?;
        let known: Option<Moment> = printed.as_of.known_at.map(|known| known.parse()).transpose().map_err(place("known_at"))?;
        let mut statuses = HashMap::new();
        for (key, list) in [("items", printed.items), ("duties", printed.duties)] {
            for (number, item) in list.into_iter().enumerate() {
                take(item, &mut statuses).map_err(|error| error.at(format!("[{number}]")).at(key))?;
            }
        }
        let as_of = AsOf::on(date).known_at(known.map_or_else(|| end_of_day(day), Ok)?);
        Ok(Self { as_of, knowledge_day: day, fingerprint: Some(printed.fingerprint), statuses: Some(statuses) })
    }
}

/// Takes a verdict's status down, and those beneath it.
fn take(item: PrintedItem, statuses: &mut HashMap<(String, Option<String>), Status>) -> Result<()> {
    if statuses.insert((item.code.clone(), item.unit), item.status).is_some() {
        return Err(Error::new(ErrorKind::DuplicateCode).given(item.code).at("code"));
    }
    item.members
        .into_iter()
        .enumerate()
        .try_for_each(|(number, member)| take(member, statuses).map_err(|error| error.at(format!("[{number}]")).at("members")))
}

/// Refuses what is no report of this form.
pub(super) fn format_of(value: &Value) -> Result<()> {
    let given = value.get("format").and_then(Value::as_str);
    if given == Some(FORMAT) {
        return Ok(());
    }
    let error = Error::new(ErrorKind::BadFormat).at("format").allowed(FORMAT, FORMAT);
    Err(given.map_or(error.clone(), |given| error.given(given)))
}

/// The last microsecond of a day: a report that names no moment knew all that its ledger held on its day of knowledge.
fn end_of_day(day: NaiveDate) -> Result<Moment> {
    let next = day.succ_opt().unwrap_or(day);
    Moment::from_micros(Moment::start_of(next).micros().saturating_sub(1))
}
