//! `--since`, `--narrative` and `--verify`: what a person types, and the exit status.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs, reason = "tests")]

use std::path::PathBuf;

/// The exit status, what was printed, and the complaint.
fn run(arguments: &[&str]) -> (u8, String, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let status = tiendo_command::run(arguments.iter().map(Into::into), &mut out, &mut err);
    (status, String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap())
}

fn file(name: &str, text: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, text).unwrap();
    path
}

#[test]
fn a_report_compared_with_the_last_one_verifies_and_a_changed_one_does_not() {
    let known = ["--known-at", "2027-03-10T00:00:00+07:00", "--as-of", "2027-02-28", "--format", "json"];
    let february = file("thang-02.json", &run(&known).1);
    let february = february.to_str().unwrap();
    let words = file("loi.md", "## kien-nghi\nBố trí kinh phí.\n");
    let (status, march, _) = run(&["--since", february, "--narrative", words.to_str().unwrap(), "--format", "json"]);
    assert_eq!(status, 0);
    assert!(march.contains("Bố trí kinh phí."));
    let good = file("thang-03.json", &march);
    let (status, said, _) = run(&["--verify", good.to_str().unwrap(), "--lang", "en"]);
    assert_eq!((status, said.as_str()), (0, "The same: the report is what this plan and ledger give.\n"));
    let bad = file("thang-03-sua.json", &march.replace("\"assessable\": 68", "\"assessable\": 69"));
    let (status, said, _) = run(&["--verify", bad.to_str().unwrap()]);
    assert_eq!((status, said.as_str()), (2, "Khác tại summary.assessable: trong báo cáo là 69, tính lại là 68.\n"));
    // A report of March is no earlier report for February.
    let (status, _, complaint) = run(&["--since", good.to_str().unwrap(), "--as-of", "2027-02-28"]);
    assert_eq!(status, 2);
    assert!(complaint.contains("--since") && complaint.contains("2027-03-31"), "{complaint}");
}

#[test]
fn what_is_no_report_or_no_narrative_is_refused_with_its_place() {
    let other = file("khac.json", "{\"format\": \"tiendo.programme/1\"}");
    let (status, _, complaint) = run(&["--verify", other.to_str().unwrap()]);
    assert_eq!(status, 2);
    assert!(complaint.contains("khac.json.format"), "{complaint}");
    let words = file("loi-sai.md", "## de-xuat\nx\n");
    let (status, _, complaint) = run(&["--narrative", words.to_str().unwrap()]);
    assert_eq!(status, 2);
    assert!(complaint.contains("loi-sai.md[1]") && complaint.contains("de-xuat"), "{complaint}");
}
