//! A measurement as named texts: the columns of its CSV, the keys of its JSON Lines.

use std::borrow::Cow;

use rust_decimal::Decimal;

use super::measurement::{Measurement, Reported, State};
use crate::error::{Error, ErrorKind, Result};
use crate::plan::Stage;
use crate::value::number;
use crate::value::period::parse_date;

/// How numbers are written in a file; told by the caller, never guessed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Locale {
    /// `1240.5`
    #[default]
    Plain,
    /// `1.240,5`
    Vietnamese,
}

impl Locale {
    fn number(self, text: &str) -> Result<Decimal> {
        match self {
            Self::Plain => number::parse(text),
            Self::Vietnamese => number::parse_vi(text),
        }
    }
}

macro_rules! fields {
    ($($variant:ident $name:literal),* $(,)?) => {
        /// A field of a measurement, in the order in which files are written.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Field { $($variant,)* }

        impl Field {
            pub(crate) const ALL: &'static [Field] = &[$(Self::$variant,)*];

            pub(crate) const fn name(self) -> &'static str { match self { $(Self::$variant => $name,)* } }
        }

        /// Every name, for messages.
        pub(crate) fn names() -> String { [$($name,)*].join(", ") }
    };
}

fields! {
    Indicator "indicator", Unit "unit", Period "period", Value "value", Numerator "numerator", Denominator "denominator",
    Percent "percent", CompletedOn "completed_on", State "state", ReceivedAt "received_at", Stage "stage", Note "note",
    Difficulty "difficulty", Proposal "proposal", Evidence "evidence", Reason "reason", Withdrawn "withdrawn",
}

impl Field {
    /// The fields without which no measurement can be read.
    pub(crate) const REQUIRED: [Field; 3] = [Self::Indicator, Self::Period, Self::ReceivedAt];

    pub(crate) fn named(name: &str) -> Option<Field> {
        Self::ALL.iter().copied().find(|field| field.name() == name)
    }

    /// Whether JSON may write it as a bare number.
    pub(crate) const fn is_written_in_digits(self) -> bool {
        matches!(self, Self::Period | Self::Value | Self::Numerator | Self::Denominator | Self::Percent)
    }

    /// Whether it is free text, kept to the letter.
    const fn is_text(self) -> bool {
        matches!(self, Self::Note | Self::Difficulty | Self::Proposal | Self::Evidence | Self::Reason)
    }
}

/// An unknown column or key.
pub(crate) fn unknown(name: &str) -> Error {
    Error::new(ErrorKind::UnknownField).given(name).allowed(format!("một trong {}", names()), format!("one of {}", names()))
}

/// The measurement that the texts of its fields say. Empty is absent; white space around all but free text is nothing.
///
/// # Errors
/// What cannot be read; the path names the field.
pub(crate) fn read<'a>(text: impl Fn(Field) -> Option<&'a str>, locale: Locale) -> Result<Measurement> {
    let cells = Cells { text, locale };
    let reported = cells.reported()?;
    let mut measurement = Measurement::new(
        cells.required(Field::Indicator)?,
        cells.parsed(Field::Period, str::parse::<crate::value::Period>)?,
        cells.parsed(Field::ReceivedAt, str::parse)?,
        reported,
    );
    measurement.unit = cells.owned(Field::Unit);
    measurement.stage = cells.optional(Field::Stage, stage)?.unwrap_or_default();
    measurement.note = cells.owned(Field::Note);
    measurement.difficulty = cells.owned(Field::Difficulty);
    measurement.proposal = cells.owned(Field::Proposal);
    measurement.evidence = cells.owned(Field::Evidence);
    measurement.reason = cells.owned(Field::Reason);
    Ok(measurement)
}

struct Cells<F> {
    text: F,
    locale: Locale,
}

impl<'a, F: Fn(Field) -> Option<&'a str>> Cells<F> {
    fn get(&self, field: Field) -> Option<&'a str> {
        let text = (self.text)(field)?;
        Some(if field.is_text() { text } else { text.trim() }).filter(|text| !text.is_empty())
    }

    fn owned(&self, field: Field) -> Option<String> {
        self.get(field).map(str::to_owned)
    }

    fn required(&self, field: Field) -> Result<&'a str> {
        self.get(field).ok_or_else(|| missing(field, "không được để trống", "not empty"))
    }

    fn parsed<T>(&self, field: Field, read: impl Fn(&str) -> Result<T>) -> Result<T> {
        read(self.required(field)?).map_err(|error| error.at(field.name()))
    }

    fn optional<T>(&self, field: Field, read: impl Fn(&str) -> Result<T>) -> Result<Option<T>> {
        self.get(field).map(read).transpose().map_err(|error| error.at(field.name()))
    }

    fn number(&self, field: Field) -> Result<Option<Decimal>> {
        self.optional(field, |text| self.locale.number(text))
    }

    /// Exactly one of value | numerator + denominator | percent | completed_on | state; percent and state may stand
    /// together, a withdrawn row has none (interfaces, Files).
    fn reported(&self) -> Result<Reported> {
        let withdrawn = self.optional(Field::Withdrawn, flag)?.is_some();
        let kinds: [&[Field]; 4] =
            [&[Field::Value], &[Field::Numerator, Field::Denominator], &[Field::Percent, Field::State], &[Field::CompletedOn]];
        let mut given = kinds.into_iter().filter_map(|kind| kind.iter().copied().find(|field| self.get(*field).is_some()));
        let first = given.next();
        let second = if withdrawn { first } else { given.next() };
        if let Some(field) = second {
            let error = Error::new(ErrorKind::ConflictingFields).at(field.name()).given(self.get(field).unwrap_or_default());
            return Err(if withdrawn {
                error.allowed("dòng thu hồi (withdrawn) không kèm số liệu", "a withdrawn row says nothing else")
            } else {
                one_kind(error)
            });
        }
        if withdrawn {
            return Ok(Reported::Withdrawn);
        }
        if let Some(value) = self.number(Field::Value)? {
            return Ok(Reported::Value(value));
        }
        match (self.number(Field::Numerator)?, self.number(Field::Denominator)?) {
            (Some(numerator), Some(denominator)) => return Ok(Reported::Ratio { numerator, denominator }),
            (Some(numerator), None) => return Ok(Reported::Numerator(numerator)),
            (None, Some(_)) => return Err(missing(Field::Numerator, "tử số đi cùng mẫu số", "a numerator with its denominator")),
            (None, None) => {}
        }
        if let Some(day) = self.optional(Field::CompletedOn, parse_date)? {
            return Ok(Reported::Completed(day));
        }
        match (self.number(Field::Percent)?, self.optional(Field::State, state)?) {
            (Some(percent), state) => Ok(Reported::Percent { percent, state }),
            (None, Some(state)) => Ok(Reported::State(state)),
            (None, None) => Err(one_kind(Error::new(ErrorKind::MissingField).at(Field::Value.name()))),
        }
    }
}

fn missing(field: Field, vi: &str, en: &str) -> Error {
    Error::new(ErrorKind::MissingField).at(field.name()).allowed(vi, en)
}

fn one_kind(error: Error) -> Error {
    let kinds = "value | numerator + denominator | percent | completed_on | state";
    error.allowed(
        format!("đúng một trong {kinds} (percent và state có thể đi cùng nhau)"),
        format!("exactly one of {kinds} (percent and state may stand together)"),
    )
}

fn stage(text: &str) -> Result<Stage> {
    [Stage::Estimate, Stage::Preliminary, Stage::Official]
        .into_iter()
        .find(|stage| stage_name(*stage) == text)
        .ok_or_else(|| choice(ErrorKind::BadStage, text, "estimate, preliminary, official"))
}

const fn stage_name(stage: Stage) -> &'static str {
    match stage {
        Stage::Estimate => "estimate",
        Stage::Preliminary => "preliminary",
        Stage::Official => "official",
    }
}

fn state(text: &str) -> Result<State> {
    [State::NotStarted, State::InProgress, State::Done]
        .into_iter()
        .find(|state| state.name() == text)
        .ok_or_else(|| choice(ErrorKind::BadState, text, "not_started, in_progress, done"))
}

/// Spreadsheets write `TRUE`.
fn flag(text: &str) -> Result<()> {
    if text.eq_ignore_ascii_case("true") {
        return Ok(());
    }
    Err(Error::new(ErrorKind::BadFlag).given(text).allowed("true hoặc để trống", "true, or nothing"))
}

fn choice(kind: ErrorKind, given: &str, names: &str) -> Error {
    Error::new(kind).given(given).allowed(format!("một trong {names}"), format!("one of {names}"))
}

/// The text of a field, as files carry it; `None` where the measurement has none.
pub(crate) fn write(measurement: &Measurement, field: Field) -> Option<Cow<'_, str>> {
    let number = |value: Decimal| Some(Cow::Owned(value.to_string()));
    match (field, measurement.reported) {
        (Field::Indicator, _) => Some(Cow::Borrowed(measurement.indicator.as_str())),
        (Field::Unit, _) => measurement.unit.as_deref().map(Cow::Borrowed),
        (Field::Period, _) => Some(Cow::Owned(measurement.period.to_string())),
        (Field::ReceivedAt, _) => Some(Cow::Owned(measurement.received_at.to_string())),
        (Field::Stage, _) => Some(Cow::Borrowed(stage_name(measurement.stage))),
        (Field::Note, _) => measurement.note.as_deref().map(Cow::Borrowed),
        (Field::Difficulty, _) => measurement.difficulty.as_deref().map(Cow::Borrowed),
        (Field::Proposal, _) => measurement.proposal.as_deref().map(Cow::Borrowed),
        (Field::Evidence, _) => measurement.evidence.as_deref().map(Cow::Borrowed),
        (Field::Reason, _) => measurement.reason.as_deref().map(Cow::Borrowed),
        (Field::Value, Reported::Value(value)) => number(value),
        (Field::Numerator, Reported::Ratio { numerator, .. } | Reported::Numerator(numerator)) => number(numerator),
        (Field::Denominator, Reported::Ratio { denominator, .. }) => number(denominator),
        (Field::Percent, Reported::Percent { percent, .. }) => number(percent),
        (Field::State, Reported::State(state) | Reported::Percent { state: Some(state), .. }) => Some(Cow::Borrowed(state.name())),
        (Field::CompletedOn, Reported::Completed(day)) => Some(Cow::Owned(day.to_string())),
        (Field::Withdrawn, Reported::Withdrawn) => Some(Cow::Borrowed("true")),
        _ => None,
    }
}
