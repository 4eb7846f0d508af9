//! The sample's monthly report, as an official receives it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    missing_docs,
    reason = "tests"
)]
#![cfg(feature = "render")]

use tiendo::report::{HtmlOptions, TextOptions, report_schema};
use tiendo::{AsOf, Lang, Month, Report};
use unicode_width::UnicodeWidthStr;

fn report() -> Report {
    tiendo_seeds::sample().0.assess(AsOf::end_of(Month::new(2027, 3).unwrap()))
}

#[test]
fn all_ninety_one_rows_stand_on_a_page_of_a_hundred_columns() {
    let report = report();
    assert_eq!(report.items.len(), 91);
    for lang in [Lang::Vi, Lang::En] {
        for ascii in [false, true] {
            let text = report.to_text(&TextOptions { lang, full: true, ascii });
            for line in text.lines() {
                assert!(line.width() <= 100, "{} columns: {line}", line.width());
            }
            let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
            for item in report.items.iter().chain(&report.duties) {
                assert!(text.contains(&format!("\n{} ", item.code())), "{}", item.code());
                let sentence = item.explain(lang).split_whitespace().collect::<Vec<_>>().join(" ");
                assert!(ascii || flat.contains(&sentence), "{sentence}");
            }
        }
    }
}

#[test]
fn tasks_are_dated_recurring_or_waiting() {
    let text = report().to_text(&TextOptions { full: true, ..TextOptions::default() });
    assert!(text.contains("\n10 nhiệm vụ có thời hạn, 17 thường xuyên, 14 chờ hướng dẫn\n"));
}

#[test]
fn its_json_follows_the_schema() {
    let schema = serde_json::from_str(&report_schema()).unwrap();
    let validator = jsonschema::draft202012::new(&schema).unwrap();
    let json = serde_json::from_str(&report().to_json()).unwrap();
    let errors: Vec<String> = validator.iter_errors(&json).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

#[test]
fn the_page_holds_all_rows_in_less_than_three_hundred_kilobytes() {
    let report = report();
    for lang in [Lang::Vi, Lang::En] {
        let page = report.to_html(&HtmlOptions { lang });
        for item in report.items.iter().chain(&report.duties) {
            assert_eq!(page.matches(&format!("id=\"{}\"", item.code())).count(), 1, "{}", item.code());
        }
        assert!(page.len() < 300 * 1024, "{} KiB", page.len() / 1024);
        assert_eq!(page, report.to_html(&HtmlOptions { lang }));
    }
}
