//! The ledger's specification, chapter by chapter.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::{Ledger, Measurement, Reported};
use crate::plan::sample;
use crate::value::number::parse;
use crate::value::{Moment, Period};

mod door;
mod files;
mod oddities;
mod plans;
mod round;

fn ledger() -> Ledger {
    Ledger::new(sample::every_kind())
}

fn n(text: &str) -> Decimal {
    parse(text).unwrap()
}

fn period(text: &str) -> Period {
    text.parse().unwrap()
}

fn at(text: &str) -> Moment {
    text.parse().unwrap()
}

/// Received at nine in the morning of a day.
fn on(day: &str) -> Moment {
    at(&format!("{day}T09:00:00+07:00"))
}

fn value(code: &str, of: &str, received: &str, value: &str) -> Measurement {
    Measurement::value(code, period(of), on(received), n(value))
}
