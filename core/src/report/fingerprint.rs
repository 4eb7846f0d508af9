//! The fingerprint: a SHA-256 by which a signed report can be checked against its data years later, from any language.
//!
//! # `tiendo.fingerprint/1`, byte by byte
//!
//! All integers are little-endian. A **text** is its length in UTF-8 bytes as u32, then those bytes. An **optional** part
//! is one byte, 0 when absent, 1 when present and followed by the part. A **number** is its decimal brought to the form
//! without trailing zeros (0 has scale 0), as the mantissa in 16 bytes (i128, two's complement), then the scale in one
//! byte: 83.20 is mantissa 832, scale 1. A **day** is the text `2027-03-31`. A **moment** is i64, microseconds since
//! 1970-01-01T00:00:00Z.
//!
//! 1. the text `tiendo.fingerprint/1`;
//! 2. the text of the programme's JSON form, as [`Programme::to_json`](crate::Programme::to_json) writes it;
//! 3. the day judged; the optional moment of knowledge; the day of knowledge; the optional day whose hierarchy rolled units
//!    up;
//! 4. u32: how many policies; each as a text, in the order of the report's `policies`;
//! 5. u64: how many entries of the ledger are known (received at or before the moment of knowledge; without one, all);
//! 6. each of these entries, in the order of code (bytes of its UTF-8), unit (the root first, then bytes), period (first
//!    month, then a month before a quarter before a year), moment of receipt, then submission:
//!    - the text of the code; the optional text of the unit; the text of the period (`2027-03`, `2027-Q1`, `2027`);
//!    - one byte for what it says, and its parts: 0 withdrawn; 1 value: a number; 2 ratio: numerator, denominator;
//!      3 numerator: a number; 4 percent: a number, then an optional byte of state; 5 a byte of state; 6 completed: a
//!      day. The bytes of state: 0 not started, 1 in progress, 2 done;
//!    - the moment of receipt;
//!    - one byte for the stage: 0 estimate, 1 preliminary, 2 official;
//!    - five optional texts: note, difficulty, proposal, evidence, reason.
//!
//! The order of a file never matters but among entries of one key received at the same moment.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use sha2::{Digest, Sha256};

use crate::ledger::{Entry, Ledger, Measurement, Reported, State};
use crate::plan::{AsOf, Stage};
use crate::value::number;

/// The name of the form that is hashed.
pub const FORM: &str = "tiendo.fingerprint/1";

/// The fingerprint of what a report is made from.
///
/// `knowledge_day` is the day of K, or without K the later of D and the day of the newest receipt; `hierarchy_on` the date
/// that the caller named for roll-ups, if any.
pub fn fingerprint(ledger: &Ledger, as_of: AsOf, knowledge_day: NaiveDate, hierarchy_on: Option<NaiveDate>, policies: &[&str]) -> [u8; 32] {
    let mut form = Form(Sha256::new());
    form.text(FORM);
    form.text(&ledger.programme().canonical);
    form.day(as_of.date);
    form.optional(as_of.known_at, |form, moment| form.bytes(&moment.micros().to_le_bytes()));
    form.day(knowledge_day);
    form.optional(hierarchy_on, Form::day);
    form.length(policies.len());
    for policy in policies {
        form.text(policy);
    }
    let entries = known(ledger.entries_since(0), as_of);
    form.bytes(&u64::try_from(entries.len()).unwrap_or(u64::MAX).to_le_bytes());
    for measurement in entries {
        form.measurement(measurement);
    }
    form.0.finalize().into()
}

/// What is known, in the canonical order; the sort is stable, so that submission decides among equals.
fn known(entries: &[Entry], as_of: AsOf) -> Vec<&Measurement> {
    let mut known: Vec<&Measurement> =
        entries.iter().map(|entry| &entry.measurement).filter(|measurement| as_of.knows(measurement.received_at)).collect();
    known.sort_by(|a, b| {
        let key = |m: &Measurement| (m.period, m.received_at);
        a.indicator.cmp(&b.indicator).then_with(|| a.unit.cmp(&b.unit)).then_with(|| key(a).cmp(&key(b)))
    });
    known
}

/// The form as it runs into the hash.
struct Form(Sha256);

impl Form {
    fn bytes(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    fn length(&mut self, length: usize) {
        self.bytes(&u32::try_from(length).unwrap_or(u32::MAX).to_le_bytes());
    }

    fn text(&mut self, text: &str) {
        self.length(text.len());
        self.bytes(text.as_bytes());
    }

    fn day(&mut self, date: NaiveDate) {
        self.text(&date.to_string());
    }

    fn optional<T>(&mut self, part: Option<T>, write: impl FnOnce(&mut Self, T)) {
        match part {
            None => self.bytes(&[0]),
            Some(part) => {
                self.bytes(&[1]);
                write(self, part);
            }
        }
    }

    fn number(&mut self, value: Decimal) {
        let value = number::canonical(value);
        self.bytes(&value.mantissa().to_le_bytes());
        self.bytes(&[u8::try_from(value.scale()).unwrap_or(u8::MAX)]);
    }

    fn state(&mut self, state: State) {
        self.bytes(&[match state {
            State::NotStarted => 0,
            State::InProgress => 1,
            State::Done => 2,
        }]);
    }

    fn measurement(&mut self, measurement: &Measurement) {
        self.text(&measurement.indicator);
        self.optional(measurement.unit.as_deref(), Self::text);
        self.text(&measurement.period.to_string());
        self.reported(measurement.reported);
        self.bytes(&measurement.received_at.micros().to_le_bytes());
        self.bytes(&[match measurement.stage {
            Stage::Estimate => 0,
            Stage::Preliminary => 1,
            Stage::Official => 2,
        }]);
        let Measurement { note, difficulty, proposal, evidence, reason, .. } = measurement;
        for text in [note, difficulty, proposal, evidence, reason] {
            self.optional(text.as_deref(), Self::text);
        }
    }

    fn reported(&mut self, reported: Reported) {
        match reported {
            Reported::Withdrawn => self.bytes(&[0]),
            Reported::Value(value) => {
                self.bytes(&[1]);
                self.number(value);
            }
            Reported::Ratio { numerator, denominator } => {
                self.bytes(&[2]);
                self.number(numerator);
                self.number(denominator);
            }
            Reported::Numerator(value) => {
                self.bytes(&[3]);
                self.number(value);
            }
            Reported::Percent { percent, state } => {
                self.bytes(&[4]);
                self.number(percent);
                self.optional(state, Self::state);
            }
            Reported::State(state) => {
                self.bytes(&[5]);
                self.state(state);
            }
            Reported::Completed(on) => {
                self.bytes(&[6]);
                self.day(on);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::report::example::{self, d, date};
    use crate::value::Month;

    fn value(code: &str, month: u32, at: &str, figure: &str) -> Measurement {
        let month = Month::new(2027, month).unwrap();
        Measurement::value(code, month, at.parse().unwrap(), d(figure))
    }

    fn of(measurements: impl IntoIterator<Item = Measurement>, as_of: AsOf) -> [u8; 32] {
        let rows = vec![example::percent("CT-I.1").row(), example::percent("CT-I.2").row()];
        let mut ledger = Ledger::new(Arc::new(example::programme(rows)));
        for measurement in measurements {
            let row = ledger.programme().row_of(&measurement.indicator).unwrap();
            ledger.push(Entry { row: Some(row), measurement }, true);
        }
        fingerprint(&ledger, as_of, date("2027-04-10"), None, &["pace/1"])
    }

    fn march() -> AsOf {
        AsOf::on(date("2027-03-31")).known_at("2027-04-10T00:00:00+07:00".parse().unwrap())
    }

    const NINTH: &str = "2027-03-09T08:00:00+07:00";

    #[test]
    fn the_form_is_what_its_description_says() {
        // Built by hand from the module's description, as another language would.
        let text = |text: &str| [&u32::try_from(text.len()).unwrap().to_le_bytes()[..], text.as_bytes()].concat();
        let mut form: Vec<u8> = Vec::new();
        form.extend(text("tiendo.fingerprint/1"));
        form.extend(text("{}"));
        form.extend(text("2027-03-31"));
        form.push(1);
        form.extend(1_807_290_000_000_000_i64.to_le_bytes());
        form.extend(text("2027-04-10"));
        form.push(0);
        form.extend(1_u32.to_le_bytes());
        form.extend(text("pace/1"));
        form.extend(1_u64.to_le_bytes());
        form.extend(text("CT-I.1"));
        form.push(0);
        form.extend(text("2027-02"));
        form.push(1);
        form.extend(832_i128.to_le_bytes());
        form.push(1);
        form.extend(1_804_554_000_000_000_i64.to_le_bytes());
        form.push(2);
        form.extend([1]);
        form.extend(text("Tăng"));
        form.extend([0, 0, 0, 0]);
        let expected: [u8; 32] = Sha256::digest(&form).into();
        assert_eq!(of([value("CT-I.1", 2, NINTH, "83.20").with_note("Tăng")], march()), expected);
    }

    #[test]
    fn the_order_of_a_file_matters_only_among_ties() {
        let (a, b) = (value("CT-I.1", 2, NINTH, "1"), value("CT-I.2", 1, NINTH, "2"));
        assert_eq!(of([a.clone(), b.clone()], march()), of([b, a.clone()], march()));
        let tie = value("CT-I.1", 2, NINTH, "3");
        assert_ne!(of([a.clone(), tie.clone()], march()), of([tie, a], march()));
    }

    #[test]
    fn only_what_is_known_counts_and_everything_known_does() {
        let known = value("CT-I.1", 2, NINTH, "1");
        let later = value("CT-I.1", 3, "2027-04-10T00:00:01+07:00", "2");
        let alone = of([known.clone()], march());
        assert_eq!(of([known.clone(), later.clone()], march()), alone);
        assert_ne!(of([known.clone(), later], AsOf::on(date("2027-03-31"))), of([known.clone()], AsOf::on(date("2027-03-31"))));
        assert_eq!(of([value("CT-I.1", 2, NINTH, "1.00")], march()), alone);
        for other in [
            known.clone().with_note("x"),
            known.clone().with_difficulty("x"),
            known.clone().with_unit("x"),
            known.clone().with_stage(Stage::Estimate),
            value("CT-I.1", 1, NINTH, "1"),
            value("CT-I.2", 2, NINTH, "1"),
            value("CT-I.1", 2, NINTH, "10"),
            value("CT-I.1", 2, NINTH, "0.1"),
        ] {
            assert_ne!(of([other], march()), alone);
        }
        assert_ne!(of([known], AsOf::on(date("2027-03-30")).known_at(march().known_at.unwrap())), alone);
    }
}
