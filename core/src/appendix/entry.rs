//! One table of settings while it is read: every key is asked for by name, what is left over is unknown.
//!
//! Reading also writes the canonical form: texts in NFC, numbers as plain decimals, dates as ISO, empty values left out.

use std::fmt::Display;

use rust_decimal::Decimal;
use serde_json::{Map, Value};

use super::found::{Found, Place};
use crate::error::{Error, ErrorKind, Result};
use crate::value::number;
use crate::value::text::nfc;

/// What stands where the office has not answered yet.
pub(super) const OPEN: &str = "?";

/// Texts by names that the plan chooses, such as column headings.
pub(super) type Pairs = Vec<(String, String)>;

/// A table of settings that is being read.
pub(super) struct Entry<'v, 'f> {
    map: &'v Map<String, Value>,
    pub(super) place: Place,
    pub(super) found: &'f mut Found,
    known: Vec<&'static str>,
    open: Vec<&'static str>,
    canonical: Map<String, Value>,
}

impl<'v, 'f> Entry<'v, 'f> {
    pub(super) fn new(map: &'v Map<String, Value>, place: Place, found: &'f mut Found) -> Self {
        Self { map, place, found, known: Vec::new(), open: Vec::new(), canonical: Map::new() }
    }

    /// The value of a key; an open question is a problem and counts as absent.
    fn get(&mut self, key: &'static str) -> Option<&'v Value> {
        self.known.push(key);
        let value = self.map.get(key)?;
        if value.as_str() == Some(OPEN) {
            self.open.push(key);
            let place = self.place.then(key);
            self.found.problem(&place, open());
            return None;
        }
        Some(value)
    }

    /// Whether a key's question is still open.
    pub(super) fn is_open(&self, key: &str) -> bool {
        self.open.contains(&key)
    }

    /// Whether a key is given.
    pub(super) fn has(&self, key: &str) -> bool {
        self.map.contains_key(key)
    }

    fn wrong(&mut self, key: &str, value: &Value, vi: &str, en: &str) {
        let place = self.place.then(key);
        self.found.problem(&place, Error::new(ErrorKind::BadValue).given(shown(value)).allowed(vi, en));
    }

    fn keep(&mut self, key: &str, value: impl Into<Value>) {
        self.canonical.insert(key.to_owned(), value.into());
    }

    /// A text; empty where absent.
    pub(super) fn text(&mut self, key: &'static str) -> String {
        let Some(value) = self.get(key) else { return String::new() };
        let Some(text) = value.as_str() else {
            self.wrong(key, value, "một chuỗi", "a string");
            return String::new();
        };
        let text = nfc(text.trim());
        if !text.is_empty() {
            self.keep(key, text.clone());
        }
        text
    }

    /// A text that says something when it is empty too, if it is given.
    pub(super) fn text_or_blank(&mut self, key: &'static str) -> String {
        let text = self.text(key);
        if self.has(key) && !self.is_open(key) {
            self.keep(key, text.clone());
        }
        text
    }

    /// A text that must be there.
    pub(super) fn required(&mut self, key: &'static str) -> String {
        let before = self.found.count();
        let text = self.text(key);
        if text.is_empty() && self.found.count() == before {
            self.missing(key);
        }
        text
    }

    /// Reports that a key is missing, unless its question is open.
    pub(super) fn missing(&mut self, key: &'static str) {
        if !self.is_open(key) {
            let place = self.place.then(key);
            self.found.problem(&place, Error::new(ErrorKind::MissingKey).allowed(key, key));
        }
    }

    /// A text or a whole number, as text; `None` where absent or empty.
    fn scalar(&mut self, key: &'static str) -> Option<String> {
        let value = self.get(key)?;
        let text = match value {
            Value::String(text) => Some(text.trim().to_owned()),
            Value::Number(number) if number.is_i64() || number.is_u64() => Some(number.to_string()),
            _ => None,
        };
        if text.is_none() {
            self.wrong(
                key,
                value,
                "chuỗi hoặc số nguyên; số thập phân viết trong ngoặc kép: \"83.2\"",
                "a string or a whole number; decimals in quotes: \"83.2\"",
            );
        }
        text.filter(|text| !text.is_empty())
    }

    /// A value in a written form of its own: a date, a month, a moment, a bound.
    pub(super) fn parsed<T: Display>(&mut self, key: &'static str, read: impl FnOnce(&str) -> Result<T>) -> Option<T> {
        let text = self.scalar(key)?;
        let place = self.place.then(key);
        let value = self.found.take(&place, read(&text))?;
        self.keep(key, value.to_string());
        Some(value)
    }

    /// As [`Entry::parsed`], and it must be there.
    pub(super) fn needed<T: Display>(&mut self, key: &'static str, read: impl FnOnce(&str) -> Result<T>) -> Option<T> {
        let before = self.found.count();
        let value = self.parsed(key, read);
        if value.is_none() && self.found.count() == before {
            self.missing(key);
        }
        value
    }

    /// A decimal, written `"83.2"` or `83`.
    pub(super) fn decimal(&mut self, key: &'static str) -> Option<Decimal> {
        self.parsed(key, decimal)
    }

    /// A whole number between two others.
    pub(super) fn whole(&mut self, key: &'static str, low: u32, high: u32) -> Option<u32> {
        self.parsed(key, |text| {
            let plain = text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse::<u32>().ok()).flatten();
            let allowed = format!("{low} - {high}");
            plain
                .filter(|value| (low..=high).contains(value))
                .ok_or_else(|| Error::new(ErrorKind::BadValue).given(text).allowed(&allowed, &allowed))
        })
    }

    /// One of a closed list of words.
    pub(super) fn choice<T: Copy>(&mut self, key: &'static str, choices: &[(&str, T)]) -> Option<T> {
        let value = self.get(key)?;
        let chosen = value.as_str().and_then(|text| choices.iter().find(|(name, _)| *name == text.trim()));
        match chosen {
            Some((name, choice)) => {
                self.keep(key, *name);
                Some(*choice)
            }
            None => {
                let names: Vec<&str> = choices.iter().map(|(name, _)| *name).collect();
                let names = names.join(" | ");
                self.wrong(key, value, &names, &names);
                None
            }
        }
    }

    /// Yes or no; no where absent.
    pub(super) fn flag(&mut self, key: &'static str) -> bool {
        let Some(value) = self.get(key) else { return false };
        let Some(flag) = value.as_bool() else {
            self.wrong(key, value, "true | false", "true | false");
            return false;
        };
        if flag {
            self.keep(key, true);
        }
        flag
    }

    /// A list of texts.
    pub(super) fn texts(&mut self, key: &'static str) -> Vec<String> {
        let Some(value) = self.get(key) else { return Vec::new() };
        let Some(items) = value.as_array() else {
            self.wrong(key, value, "mảng các chuỗi", "an array of strings");
            return Vec::new();
        };
        let mut texts = Vec::new();
        for (item, number) in items.iter().zip(1..) {
            let place = self.place.then(key).entry(number);
            match item {
                Value::String(text) if text == OPEN => {
                    self.open.push(key);
                    self.found.problem(&place, open());
                }
                Value::String(text) => texts.push(nfc(text.trim())),
                Value::Number(number) if number.is_i64() => texts.push(number.to_string()),
                other => {
                    let error = Error::new(ErrorKind::BadValue).given(shown(other));
                    self.found.problem(&place, error.allowed("một chuỗi", "a string"));
                }
            }
        }
        if !texts.is_empty() {
            self.keep(key, texts.clone());
        }
        texts
    }

    /// A list of decimals; `None` where absent or where one of them cannot be read.
    pub(super) fn decimals(&mut self, key: &'static str) -> Option<Vec<Decimal>> {
        let before = self.found.count();
        let texts = self.texts(key);
        let mut numbers = Vec::new();
        for (text, number) in texts.iter().zip(1..) {
            let place = self.place.then(key).entry(number);
            numbers.extend(self.found.take(&place, decimal(text)));
        }
        if !numbers.is_empty() {
            self.keep(key, numbers.iter().copied().map(number::plain).collect::<Vec<_>>());
        }
        (self.has(key) && self.found.count() == before).then_some(numbers)
    }

    /// A table of texts by names that the plan chooses, such as column headings; open questions are left out.
    pub(super) fn pairs(&mut self, key: &'static str) -> Pairs {
        let Some(value) = self.get(key) else { return Vec::new() };
        let place = self.place.then(key);
        let Some((pairs, canonical)) = pairs(value, &place, self.found) else {
            self.wrong(key, value, "bảng tên cột = nội dung ô", "a table of column heading = cell text");
            return Vec::new();
        };
        if !pairs.is_empty() {
            self.keep(key, canonical);
        }
        pairs
    }

    /// By unit code: a table of texts by column heading or date, or one text of the schedule.
    pub(super) fn by_unit(&mut self, key: &'static str) -> Vec<(String, Pairs)> {
        let Some(value) = self.get(key) else { return Vec::new() };
        let allowed = ("bảng đơn vị = bảng cột = ô", "a table of unit = table of column = cell text");
        let Some(map) = value.as_object() else {
            self.wrong(key, value, allowed.0, allowed.1);
            return Vec::new();
        };
        let mut units = Vec::new();
        let mut kept = Map::new();
        for (unit, value) in map {
            let place = self.place.then(key).then(&format!("\"{unit}\""));
            if let Some(text) = value.as_str() {
                kept.insert(nfc(unit), Value::from(nfc(text.trim())));
                units.push((nfc(unit), vec![(String::new(), nfc(text.trim()))]));
            } else if let Some((pairs, canonical)) = pairs(value, &place, self.found) {
                kept.insert(nfc(unit), canonical.into());
                units.push((nfc(unit), pairs));
            } else {
                self.found.problem(&place, Error::new(ErrorKind::BadValue).given(shown(value)).allowed(allowed.0, allowed.1));
            }
        }
        if !units.is_empty() {
            self.keep(key, kept);
        }
        units
    }

    /// A table within this one.
    pub(super) fn table<T>(&mut self, key: &'static str, read: impl FnOnce(&mut Entry<'_, '_>) -> T) -> Option<T> {
        let value = self.get(key)?;
        let Some(map) = value.as_object() else {
            self.wrong(key, value, "một bảng", "a table");
            return None;
        };
        let mut entry = Entry::new(map, self.place.then(key), self.found);
        let out = read(&mut entry);
        let kept = entry.finish();
        self.keep(key, kept);
        Some(out)
    }

    /// A list of tables.
    pub(super) fn list<T>(&mut self, key: &'static str, mut read: impl FnMut(&mut Entry<'_, '_>) -> T) -> Vec<T> {
        let Some(value) = self.get(key) else { return Vec::new() };
        let Some(items) = value.as_array() else {
            self.wrong(key, value, "mảng các bảng", "an array of tables");
            return Vec::new();
        };
        let (mut out, mut kept) = (Vec::new(), Vec::new());
        for (item, number) in items.iter().zip(1..) {
            let place = self.place.then(key).entry(number);
            if item.as_str() == Some(OPEN) {
                self.open.push(key);
                self.found.problem(&place, open());
                continue;
            }
            let Some(map) = item.as_object() else {
                self.found.problem(&place, Error::new(ErrorKind::BadValue).given(shown(item)).allowed("một bảng", "a table"));
                continue;
            };
            let mut entry = Entry::new(map, place, self.found);
            out.push(read(&mut entry));
            kept.push(Value::Object(entry.finish()));
        }
        // An empty list says something: a row that nobody owns.
        self.keep(key, kept);
        out
    }

    /// Passes over a key that another reader takes.
    pub(super) fn pass(&mut self, key: &'static str) {
        self.known.push(key);
    }

    /// Reports unknown keys and hands out the canonical form.
    pub(super) fn finish(self) -> Map<String, Value> {
        for key in self.map.keys().filter(|key| !self.known.contains(&key.as_str())) {
            let known = self.known.join(", ");
            self.found.problem(&self.place.then(key), Error::new(ErrorKind::UnknownKey).given(key).allowed(known.clone(), known));
        }
        self.canonical
    }
}

fn pairs(value: &Value, place: &Place, found: &mut Found) -> Option<(Pairs, Map<String, Value>)> {
    let mut pairs = Vec::new();
    for (name, value) in value.as_object()? {
        let place = place.column(name);
        match value {
            Value::String(text) if text == OPEN => found.problem(&place, open()),
            Value::String(text) => pairs.push((nfc(name.trim()), nfc(text.trim()))),
            Value::Number(number) if number.is_i64() => pairs.push((nfc(name.trim()), number.to_string())),
            other => found.problem(&place, Error::new(ErrorKind::BadValue).given(shown(other)).allowed("một chuỗi", "a string")),
        }
    }
    let kept = pairs.iter().map(|(name, text)| (name.clone(), Value::from(text.clone()))).collect();
    Some((pairs, kept))
}

fn open() -> Error {
    Error::new(ErrorKind::OpenQuestion).given(OPEN).allowed("câu trả lời thay cho dấu ?", "an answer in place of the ?")
}

fn shown(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// A plain decimal without trailing zeros.
pub(super) fn decimal(text: &str) -> Result<Decimal> {
    number::parse(text).map(number::canonical)
}
