//! The command line as a user meets it: what it prints, where, and with which exit status.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs, reason = "tests")]

use std::fs;
use std::path::PathBuf;

/// Exit status, standard output, standard error.
fn run(arguments: &[&str]) -> (u8, String, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let status = tiendo_command::run(arguments.iter().map(Into::into), &mut out, &mut err);
    (status, String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap())
}

/// A folder of this test alone.
fn folder(name: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(&path).unwrap();
    path
}

fn text(path: &std::path::Path) -> &str {
    path.to_str().unwrap()
}

/// The plan folder of the repository.
fn plan() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../seeds/plans/dong-nai-2026-2030")
}

#[test]
fn without_options_the_sample_is_reported_and_marked() {
    let (status, out, err) = run(&[]);
    assert_eq!((status, err.as_str()), (0, ""));
    assert!(out.contains("SỐ LIỆU MINH HỌA") && out.contains("BÁO CÁO THÁNG 3 NĂM 2027"));
}

#[test]
fn json_csv_and_page_come_whole() {
    let (status, out, _) = run(&["--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!((status, report["items"].as_array().unwrap().len()), (0, 91));
    let (status, out, _) = run(&["--format", "html", "--lang", "en"]);
    assert!(status == 0 && out.starts_with("<!DOCTYPE html>\n<html lang=\"en\">") && out.contains("Illustrative data"), "{status}");
    let (status, out, _) = run(&["--format", "csv"]);
    assert_eq!(status, 0);
    assert!(out.lines().filter(|line| line.starts_with("CT-") || line.starts_with("NV-")).count() >= 91);
}

#[test]
fn rejected_rows_go_to_standard_error_and_into_the_notes_and_do_not_stop_it() {
    let path = folder("rejected").join("so-lieu.csv");
    let rows =
        "indicator,period,value,received_at\nCT-I.5,2027-03,83.2,2027-04-08T09:30:00+07:00\nCT-I.99,2027-03,1,2027-04-08T09:30:00+07:00\n";
    fs::write(&path, rows).unwrap();
    let (status, out, err) = run(&["--measurements", text(&path), "--full"]);
    assert_eq!(status, 0);
    assert!(err.contains("CT-I.99"), "{err}");
    assert!(out.contains("CT-I.99") && out.contains("83,2%"), "the note and the figure are in the report");
    assert!(!out.contains("MINH HỌA"), "a user's own figures are not marked as invented");
}

#[test]
fn what_was_known_then_is_asked_by_known_at() {
    let (_, now, _) = run(&["--format", "json", "--as-of", "2026-12-31"]);
    let (status, then, _) = run(&["--format", "json", "--as-of", "2026-12-31", "--known-at", "2027-01-10T00:00:00+07:00"]);
    assert_eq!(status, 0);
    let of = |text: &str, code: &str| {
        let report: serde_json::Value = serde_json::from_str(text).unwrap();
        report["items"].as_array().unwrap().iter().find(|item| item["code"] == code).unwrap()["status"].clone()
    };
    // The sample's correction of CT-III.5 arrived on 24 February 2027 and changed its verdict.
    assert_ne!(of(&now, "CT-III.5"), of(&then, "CT-III.5"));
}

#[test]
fn a_report_goes_to_a_file_whole() {
    let path = folder("output").join("bao-cao.json");
    let (status, out, _) = run(&["--format", "json", "--output", text(&path)]);
    assert_eq!((status, out.as_str()), (0, ""));
    assert_eq!(fs::read_to_string(&path).unwrap(), run(&["--format", "json"]).1);
    assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1, "nothing is left aside");
}

#[test]
fn unusable_arguments_and_files_end_with_2_and_say_what_is_accepted() {
    for (arguments, named) in [
        (vec!["--as-of", "31/3/2027"], "2027-03-31"),
        (vec!["--lang", "fr"], "vi, en"),
        (vec!["--format", "pdf"], "text, json, csv"),
        (vec!["--fromat", "csv"], "--fromat"),
        (vec!["--known-at", "2027-04-10"], "RFC 3339"),
        (vec!["--measurements"], "--measurements"),
        (vec!["--measurements", "khong-co.csv"], "khong-co.csv"),
        (vec!["--plan", "khong-co"], "indicators.tsv"),
        (vec!["bao-cao"], "bao-cao"),
    ] {
        let (status, out, err) = run(&arguments);
        assert_eq!((status, out.as_str()), (2, ""), "{arguments:?}");
        assert!(err.contains(named), "{arguments:?}: {err}");
    }
}

#[test]
fn a_plan_folder_is_checked_whole() {
    let (status, out, _) = run(&["--plan", text(&plan()), "--check"]);
    assert_eq!(status, 0);
    assert!(out.contains("50 chỉ tiêu, 41 nhiệm vụ"), "{out}");
    let spoilt = folder("spoilt");
    for name in ["indicators.tsv", "tasks.tsv", "programme.toml"] {
        let mut bytes = fs::read_to_string(plan().join(name)).unwrap();
        if name == "indicators.tsv" {
            bytes = bytes.replace("\t60\t80\t", "\tsáu mươi\t80\t").replace("\t27\t30\t", "\t27\tba mươi\t");
        }
        fs::write(spoilt.join(name), bytes).unwrap();
    }
    let (status, _, err) = run(&["--plan", text(&spoilt), "--check"]);
    assert_eq!(status, 2);
    assert!(err.contains("sáu mươi") && err.contains("ba mươi"), "all problems at once: {err}");
}

#[test]
fn a_new_plan_is_drafted_with_every_question_open_and_never_over_an_old_one() {
    let new = folder("draft");
    for name in ["indicators.tsv", "tasks.tsv"] {
        fs::copy(plan().join(name), new.join(name)).unwrap();
    }
    let (status, out, _) = run(&["--draft", text(&new)]);
    assert_eq!(status, 0, "{out}");
    let drafted = fs::read_to_string(new.join("programme.toml")).unwrap();
    assert_eq!(drafted.matches("direction = \"?\"").count(), 39);
    let (status, _, err) = run(&["--draft", text(&new)]);
    assert_eq!(status, 2);
    assert!(err.contains("programme.toml"), "{err}");
    assert_eq!(fs::read_to_string(new.join("programme.toml")).unwrap(), drafted);
    let (status, _, err) = run(&["--plan", text(&new), "--check"]);
    assert_eq!(status, 2);
    assert!(err.lines().count() >= 39, "each open question is named");
}

#[test]
fn a_plan_without_figures_needs_a_date() {
    let (status, _, err) = run(&["--plan", text(&plan())]);
    assert_eq!(status, 2);
    assert!(err.contains("--as-of"), "{err}");
    let (status, out, _) = run(&["--plan", text(&plan()), "--as-of", "2026-06-30", "--lang", "en"]);
    assert_eq!(status, 0);
    assert!(out.contains("no data") || out.contains("No data"), "{out}");
}
