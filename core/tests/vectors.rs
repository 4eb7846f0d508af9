//! The vectors that every language runs: plan, measurements and question in, the named fields of the report out. Each was
//! worked by hand; `manifest.json` says how many there are, so that a runner which finds fewer fails.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    missing_docs,
    reason = "tests"
)]

use std::sync::Arc;

use serde_json::Value;
use tiendo::{AsOf, Ledger, Programme};

const VERDICTS: &str = include_str!("vectors/verdicts.json");
const MANIFEST: &str = include_str!("vectors/manifest.json");

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

/// The fields that differ from the expected ones, each with both values.
fn differences(found: &Value, expected: &Value) -> Vec<String> {
    let fields = expected.as_object().unwrap();
    fields
        .iter()
        .filter(|(key, value)| found.get(key) != Some(value))
        .map(|(key, value)| format!("{key}: {value} expected, {:?} found", found.get(key)))
        .collect()
}

#[test]
fn every_verdict_worked_by_hand_is_found() {
    let vectors = parsed(VERDICTS);
    let mut ran = 0;
    let mut failures = Vec::new();
    for case in vectors["cases"].as_array().unwrap() {
        let name = case["name"].as_str().unwrap();
        let programme = &vectors["programmes"][case["programme"].as_str().unwrap()];
        let programme = Programme::from_json(&programme.to_string()).unwrap_or_else(|problems| panic!("{name}: {problems}"));
        let mut ledger = Ledger::new(Arc::new(programme));
        let lines: Vec<String> = case["measurements"].as_array().unwrap().iter().map(Value::to_string).collect();
        let receipt = ledger.submit_jsonl(lines.join("\n").as_bytes()).unwrap();
        assert!(receipt.rejected().is_empty(), "{name}: {:?}", receipt.rejected());
        let question = &case["as_of"];
        let date = tiendo::value::period::parse_date(question["date"].as_str().unwrap()).unwrap();
        let known_at = question.get("known_at").map(|moment| moment.as_str().unwrap().parse().unwrap());
        let report = parsed(&ledger.assess(AsOf { date, known_at }).to_json());
        for (code, expected) in case["expected"].as_object().unwrap() {
            let found = report["items"].as_array().unwrap().iter().find(|item| item["code"] == code.as_str()).unwrap();
            let lines = differences(found, expected);
            if !lines.is_empty() {
                failures.push(format!("{name} ({code}):\n  {}", lines.join("\n  ")));
            }
        }
        ran += 1;
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    assert_eq!(parsed(MANIFEST)["verdicts.json"], ran);
}
