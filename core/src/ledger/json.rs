//! Measurements as JSON: one object a line, or one document. The keys are those of the CSV form.

use std::borrow::Cow;
use std::fmt;
use std::io::{Read, Write};
use std::sync::Arc;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::batch::Row;
use super::csv::{LARGEST_RECORD, io_failed, record_too_large, text_of};
use super::fields::{Field, Locale, read, unknown, write};
use super::measurement::Measurement;
use super::receipt::Receipt;
use super::store::{Entry, Ledger};
use crate::error::{Error, ErrorKind, Result};
use crate::plan::Programme;

/// The format of one document of measurements.
pub const FORMAT: &str = "tiendo.measurements/1";

impl Ledger {
    /// Takes in JSON Lines, one measurement a line, with the keys of the CSV form; blank lines are passed over.
    ///
    /// Decimals are strings; a JSON number counts as the text that stands there, so 83.2 is exactly 83.2, and an exponent
    /// is refused. `null` is nothing, as an absent key is.
    ///
    /// ```
    /// # use tiendo::{Ledger, Receipt};
    /// fn read(ledger: &mut Ledger) -> tiendo::Result<Receipt> {
    ///     let file = r#"{"indicator":"CT-I.5","period":"2027-03","value":"83.2","received_at":"2027-04-08T09:30:00+07:00"}"#;
    ///     ledger.submit_jsonl(file.as_bytes())
    /// }
    /// ```
    ///
    /// # Errors
    /// Another encoding, a file over 1 GiB, a line over 1 MiB; then nothing is taken in. A line that is no such object
    /// is a rejected row.
    pub fn submit_jsonl(&mut self, file: impl Read) -> Result<Receipt> {
        let text = text_of(file)?;
        Ok(self.take(lines(&text)?))
    }

    /// The receipt that [`submit_jsonl`](Self::submit_jsonl) would give, without taking anything in.
    ///
    /// # Errors
    /// As [`submit_jsonl`](Self::submit_jsonl).
    pub fn check_jsonl(&self, file: impl Read) -> Result<Receipt> {
        let text = text_of(file)?;
        Ok(self.try_out(lines(&text)?))
    }

    /// The ledger that [`write_jsonl`](Self::write_jsonl) wrote, every row kept as in [`restore`](Self::restore).
    ///
    /// # Errors
    /// As [`submit_jsonl`](Self::submit_jsonl).
    pub fn restore_jsonl(programme: Arc<Programme>, file: impl Read) -> Result<(Self, Receipt)> {
        let text = text_of(file)?;
        Ok(Self::kept(programme, lines(&text)?))
    }

    /// Takes in one document, `{"format": "tiendo.measurements/1", "measurements": [{…}, …]}`.
    ///
    /// # Errors
    /// [`ErrorKind::BadJson`], [`ErrorKind::BadFormat`], [`ErrorKind::UnknownKey`] or [`ErrorKind::MissingKey`] for a
    /// document of another form; a measurement that cannot be read is a rejected row.
    pub fn submit_json(&mut self, text: &str) -> Result<Receipt> {
        Ok(self.take(document(text)?.into_iter()))
    }

    /// Writes every entry, in the order of submission, one JSON object a line;
    /// [`submit_jsonl`](Self::submit_jsonl) reads them back without loss.
    ///
    /// # Errors
    /// [`ErrorKind::Io`].
    pub fn write_jsonl(&self, mut out: impl Write) -> Result<()> {
        for Entry { measurement, .. } in &self.entries {
            writeln!(out, "{}", object(measurement)).map_err(io_failed)?;
        }
        out.flush().map_err(io_failed)
    }

    /// Writes every entry as one document that [`submit_json`](Self::submit_json) reads back without loss.
    ///
    /// # Errors
    /// [`ErrorKind::Io`].
    pub fn write_json(&self, mut out: impl Write) -> Result<()> {
        write!(out, "{{\"format\":\"{FORMAT}\",\"measurements\":[").map_err(io_failed)?;
        for (at, Entry { measurement, .. }) in self.entries.iter().enumerate() {
            let comma = if at == 0 { "" } else { "," };
            write!(out, "{comma}\n{}", object(measurement)).map_err(io_failed)?;
        }
        writeln!(out, "]}}").map_err(io_failed)?;
        out.flush().map_err(io_failed)
    }
}

fn object(measurement: &Measurement) -> String {
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    let pairs = Field::ALL.iter().filter_map(|field| Some((field, write(measurement, *field)?)));
    let pairs: Vec<String> = pairs
        .map(|(field, text)| match field {
            Field::Withdrawn => format!("\"{}\":true", field.name()),
            _ => format!("\"{}\":{}", field.name(), quoted(&text)),
        })
        .collect();
    format!("{{{}}}", pairs.join(","))
}

/// The rows of a file, one a line that is not blank.
fn lines(text: &str) -> Result<impl Iterator<Item = Row>> {
    let numbered = || (1_u64..).zip(text.split('\n'));
    if let Some((line, _)) = numbered().find(|(_, text)| text.len() > LARGEST_RECORD) {
        return Err(record_too_large(line));
    }
    let filled = numbered().filter(|(_, text)| !text.trim().is_empty());
    Ok(filled.map(|(line, text)| Row { line: Some(line), read: measurement(text) }))
}

fn document(text: &str) -> Result<Vec<Row>> {
    let Object(pairs) = parsed(text, "một đối tượng JSON", "a JSON object")?;
    let mut rows = None;
    let mut format = None;
    for (key, raw) in &pairs {
        match key.as_ref() {
            "format" => format = Some(raw.get()),
            "measurements" => {
                let list: Vec<&RawValue> = parsed(raw.get(), "một danh sách", "a list").map_err(|error| error.at("measurements"))?;
                rows = Some(list.into_iter().map(|raw| Row { line: None, read: measurement(raw.get()) }).collect());
            }
            other => return Err(Error::new(ErrorKind::UnknownKey).given(other).allowed("format, measurements", "format, measurements")),
        }
    }
    let wanted = format!("\"{FORMAT}\"");
    if format != Some(wanted.as_str()) {
        return Err(Error::new(ErrorKind::BadFormat).at("format").given(format.unwrap_or_default()).allowed(&wanted, &wanted));
    }
    rows.ok_or_else(|| Error::new(ErrorKind::MissingKey).at("measurements"))
}

fn measurement(text: &str) -> Result<Measurement> {
    let Object(pairs) = parsed(text, "một đối tượng JSON", "a JSON object")?;
    let mut fields: Vec<(Field, Option<Cow<'_, str>>)> = Vec::with_capacity(pairs.len());
    for (key, raw) in pairs {
        let field = Field::named(&key).ok_or_else(|| unknown(&key).at(&key))?;
        if fields.iter().any(|(earlier, _)| *earlier == field) {
            let error = Error::new(ErrorKind::ConflictingFields).at(field.name()).given(raw.get());
            return Err(error.allowed("mỗi khóa một lần", "each key once"));
        }
        fields.push((field, text_in(field, raw.get())?));
    }
    let text = |field: Field| fields.iter().find(|(given, _)| *given == field).and_then(|(_, text)| text.as_deref());
    read(text, Locale::Plain)
}

/// The text of one value. A number is taken as it is written, never through a float.
fn text_in(field: Field, raw: &str) -> Result<Option<Cow<'_, str>>> {
    let number = raw.starts_with(|first: char| first == '-' || first.is_ascii_digit());
    match raw {
        "null" => Ok(None),
        "true" if field == Field::Withdrawn => Ok(Some(Cow::Borrowed(raw))),
        "false" if field == Field::Withdrawn => Ok(None),
        _ if number && field.is_written_in_digits() => Ok(Some(Cow::Borrowed(raw))),
        _ if raw.starts_with('"') => parsed::<String>(raw, "một chuỗi", "a string").map(|text| Some(Cow::Owned(text))),
        _ => Err(Error::new(ErrorKind::BadValue).given(raw).allowed("một chuỗi", "a string")),
    }
    .map_err(|error| error.at(field.name()))
}

fn parsed<'a, T: Deserialize<'a>>(text: &'a str, vi: &str, en: &str) -> Result<T> {
    serde_json::from_str(text).map_err(|_| Error::new(ErrorKind::BadJson).given(text.trim()).allowed(vi, en))
}

/// The pairs of an object as they stand, doubled keys included.
struct Object<'a>(Vec<(String, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for Object<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Pairs;

        impl<'de> Visitor<'de> for Pairs {
            type Value = Object<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(Object(pairs))
            }
        }

        deserializer.deserialize_map(Pairs)
    }
}
