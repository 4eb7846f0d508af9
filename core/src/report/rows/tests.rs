//! The JSON's keys, its schema, and what stands where nothing is known.

use super::*;
use crate::report::{Note, example};
use crate::value::Text;
use serde_json::Value;

fn json(report: &Report) -> Value {
    serde_json::from_str(&report.to_json()).unwrap()
}

#[test]
fn a_report_begins_with_its_format_and_ends_with_a_new_line() {
    let text = example::report().to_json();
    assert!(text.starts_with("{\n  \"format\": \"tiendo.report/1\",\n  \"programme\": \"thu-nghiem\",\n"));
    assert!(text.ends_with("}\n"));
}

#[test]
fn keys_are_those_of_the_published_form() {
    let text = example::report().to_json();
    let report: serde_json::Map<String, Value> = serde_json::from_str(&text).unwrap();
    let keys: Vec<&String> = report.keys().collect();
    assert_eq!(keys.len(), 15, "{keys:?}");
    let on_track = &json(&example::report())["items"][1];
    assert_eq!(on_track["unit"], Value::Null);
    for (key, value) in [
        ("code", "CT-I.2"),
        ("group", "I"),
        ("measure", "percent"),
        ("direction", "at_least"),
        ("accumulation", "latest"),
        ("frequency", "monthly"),
        ("status", "on_track"),
        ("rule", "on_track"),
        ("period", "2027-03"),
        ("actual", "63.4"),
        ("target", "80"),
        ("due", "2030-12-31"),
        ("expected", "61.2"),
        ("gap", "2.2"),
        ("attainment", "0.7925"),
        ("pace", "0.4"),
    ] {
        assert_eq!(on_track[key], value, "{key}");
    }
    assert_eq!(on_track["agencies"], serde_json::json!([{ "name": "Sở Y tế", "role": "monitor" }]));
    assert_eq!(on_track["baseline"], serde_json::json!({ "date": "2026-06-30", "value": "50", "provisional": true }));
    assert_eq!(on_track["outlook"], serde_json::json!({ "probability": "0.783", "low": "61.2", "high": "84.9" }));
    assert_eq!(json(&example::report())["items"][2]["outlook"], serde_json::json!({ "refusal": "too_few" }));
    assert_eq!(json(&example::report())["policies"], serde_json::json!(["pace/1", "outlook/1"]));
    assert_eq!(on_track["caveats"], serde_json::json!(["provisional_baseline"]));
    assert!(on_track["sentence"].as_str().unwrap().starts_with("Đạt 63,4%"));
    let overdue = &json(&example::report())["items"][0];
    assert_eq!(overdue["outcomes"], serde_json::json!([{ "due": "2026-12-31", "target": "80", "outcome": "missed" }]));
    assert_eq!((&overdue["days_overdue"], &overdue["late_days"]), (&90.into(), &3.into()));
    assert_eq!(overdue["difficulty"], "=Thiếu nhân lực");
}

#[test]
fn nothing_is_null_but_the_root_unit() {
    fn nulls(value: &Value, key: &str) {
        match value {
            Value::Null => assert_eq!(key, "unit"),
            Value::Array(list) => list.iter().for_each(|each| nulls(each, key)),
            Value::Object(keys) => keys.iter().for_each(|(key, each)| nulls(each, key)),
            _ => {}
        }
    }
    nulls(&json(&example::report()), "");
}

#[test]
fn the_summary_counts_every_status() {
    let summary = &json(&example::report())["summary"];
    assert_eq!(summary["indicators"]["overdue"], 1);
    assert_eq!(summary["indicators"]["suspended"], 0);
    assert_eq!(summary["tasks"].as_object().unwrap().len(), 13);
    assert_eq!((&summary["assessable"], &summary["on_track"]), (&8.into(), &3.into()));
}

#[test]
fn the_language_changes_words_not_keys() {
    let report = example::report().with_notes([Note::new("rejected", Text::new("dòng", Some("row".to_owned())))]);
    let english: Value = serde_json::from_str(&report.to_json_in(Lang::En)).unwrap();
    assert!(english["items"][1]["sentence"].as_str().unwrap().starts_with("63.4% against"));
    assert_eq!(english["items"][1]["status"], "on_track");
    let notes = english["notes"].as_array().unwrap();
    assert!(notes.iter().any(|note| note["kind"] == "rejected" && note["text"] == "row"));
    assert_eq!(notes[0]["codes"], serde_json::json!(["CT-I.2", "CT-I.3"]));
}

#[test]
fn invented_figures_are_marked() {
    let mut report = example::report();
    assert!(json(&report).get("illustrative").is_none());
    std::sync::Arc::make_mut(&mut report.programme).report.sample = true;
    assert_eq!(json(&report)["illustrative"], true);
}

#[cfg(feature = "render")]
mod schema {
    use super::*;

    const COMMITTED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/schema/report.schema.json");

    /// With `TIENDO_RENEW` in the environment the committed file is written anew instead.
    #[test]
    #[allow(clippy::disallowed_methods, reason = "renewing is asked for by the environment")]
    fn the_committed_schema_is_the_one_that_the_code_writes() {
        if std::env::var("TIENDO_RENEW").is_ok() {
            std::fs::write(COMMITTED, crate::report::report_schema()).unwrap();
        }
        assert_eq!(std::fs::read_to_string(COMMITTED).unwrap(), crate::report::report_schema());
    }

    #[test]
    fn reports_follow_the_schema_and_other_things_do_not() {
        let schema: Value = serde_json::from_str(&crate::report::report_schema()).unwrap();
        let validator = jsonschema::draft202012::new(&schema).unwrap();
        let report = json(&example::report());
        let errors: Vec<String> = validator.iter_errors(&report).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{errors:?}");
        assert!(validator.is_valid(&json(&example::of(Vec::new(), Vec::new()))));
        for (pointer, value) in [
            ("/items/0/actual", Value::from(61.9)),
            ("/items/0/actual", Value::from("61.90")),
            ("/items/0/actual", Value::Null),
            ("/items/0/period", Value::Null),
            ("/items/0/status", Value::from("late")),
            ("/items/1/outlook/probability", Value::from(0.783)),
            ("/items/2/outlook/refusal", Value::from("unknown")),
            ("/format", Value::from("tiendo.report/2")),
            ("/as_of/date", Value::from("31/3/2027")),
        ] {
            let mut wrong = report.clone();
            *wrong.pointer_mut(pointer).unwrap() = value;
            assert!(!validator.is_valid(&wrong), "{pointer}");
        }
    }
}
