//! The outlook on the embedded plan and its invented figures: shown beside every verdict, never inside it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    missing_docs,
    reason = "tests"
)]

use tiendo::assess::{OutlookRefusal, Status};
use tiendo::report::TextOptions;
use tiendo::{AsOf, Lang, Month, Options, Report};

fn months() -> impl Iterator<Item = AsOf> {
    let first = Month::new(2026, 6).unwrap();
    (0..10).map(move |n| AsOf::end_of(first.plus(n)))
}

fn statuses(report: &Report) -> Vec<(&str, Status, &str)> {
    report.items.iter().chain(&report.duties).map(|item| (item.code(), item.status(), item.rule.name())).collect()
}

#[test]
fn no_status_depends_on_it() {
    let (ledger, _) = tiendo_seeds::sample();
    for as_of in months() {
        let with = ledger.assess(as_of);
        let without = ledger.assess_with(as_of, &Options::default().with_outlook(false));
        assert_eq!(statuses(&with), statuses(&without));
        assert!(
            with.items.iter().zip(&without.items).all(|(a, b)| a.figures == b.figures && a.margin == b.margin && a.caveats == b.caveats)
        );
    }
}

#[test]
fn the_same_question_gives_the_same_digits() {
    let (ledger, _) = tiendo_seeds::sample();
    let (again, _) = tiendo_seeds::sample();
    let march = AsOf::end_of(Month::new(2027, 3).unwrap());
    assert_eq!(ledger.assess(march).to_json(), again.assess(march).to_json());
}

#[test]
fn every_row_has_one_or_says_why_not() {
    let (ledger, _) = tiendo_seeds::sample();
    let report = ledger.assess(AsOf::end_of(Month::new(2027, 3).unwrap()));
    let mut forecast = 0;
    for item in report.items.iter().chain(&report.duties) {
        let outlook = item.outlook;
        let figures = [outlook.probability, outlook.low, outlook.high];
        assert_eq!(figures.iter().all(Option::is_some), outlook.refusal.is_none(), "{}", item.code());
        assert_eq!(figures.iter().all(Option::is_none), outlook.refusal.is_some(), "{}", item.code());
        assert_ne!(outlook.refusal, Some(OutlookRefusal::NotComputed), "{}", item.code());
        assert_eq!(outlook.refusal == Some(OutlookRefusal::NotApplicable), !item.indicator.is_numeric(), "{}", item.code());
        forecast += usize::from(outlook.refusal.is_none());
    }
    assert!(forecast >= 15, "{forecast}");
    let refused = |code: &str| report.get(code).unwrap().outlook.refusal;
    assert_eq!(refused("CT-II.9"), Some(OutlookRefusal::ProfileUnknown));
    assert_eq!(refused("CT-III.4"), Some(OutlookRefusal::NoDueDate));
}

#[test]
fn the_report_shows_it() {
    let (ledger, _) = tiendo_seeds::sample();
    let report = ledger.assess(AsOf::end_of(Month::new(2027, 3).unwrap()));
    for (lang, chance, none) in [(Lang::Vi, "Khả năng đạt ", "Không dự báo: "), (Lang::En, "Chance ", "Not forecast: ")] {
        let text = report.to_text(&TextOptions { lang, full: true, ascii: false });
        let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
        for item in report.items.iter().filter(|item| item.indicator.kind == tiendo::plan::Kind::Indicator) {
            if let Some(said) = item.explain_outlook(lang) {
                assert!(said.starts_with(if item.outlook.refusal.is_none() { chance } else { none }), "{said}");
                let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
                assert!(flat.contains(&said), "{}: {said}", item.code());
            }
        }
        assert!(text.lines().all(|line| line.chars().count() <= 100));
    }
}
