//! Roll-ups over units, tried on an invented city of 95 communes, two of which merge in the middle. Every figure is
//! worked out by hand beside its assertion.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    missing_docs,
    reason = "tests"
)]

use std::fmt::Write;
use std::sync::Arc;

use tiendo::appendix::PlanTexts;
use tiendo::chrono::NaiveDate;
use tiendo::rust_decimal::Decimal;
use tiendo::{AsOf, Assessment, Caveat, Lang, Ledger, Measurement, Moment, Month, Options, Programme, Report, State, Status};

/// The units of the city: `X01` to `X95`; at the end of June 2026 `X94` and `X95` become `X96`.
fn communes() -> String {
    let mut text = String::new();
    for n in 1..=96 {
        write!(text, "[[unit]]\ncode = \"X{n:02}\"\nname = \"Xã {n}\"\n").unwrap();
        match n {
            94 | 95 => text.push_str("valid_to = \"2026-06-30\"\nsuccessors = [\"X96\"]\n"),
            96 => text.push_str("valid_from = \"2026-07-01\"\n"),
            _ => {}
        }
    }
    let members: Vec<String> = (1..=96).map(|n| format!("\"X{n:02}\"")).collect();
    write!(text, "[[agency]]\nname = \"UBND các xã, phường\"\nmembers = [{}]\n", members.join(", ")).unwrap();
    text
}

fn programme(units: &str) -> Arc<Programme> {
    let (indicators, tasks) = (include_str!("plans/thanh-pho-thu/indicators.tsv"), include_str!("plans/thanh-pho-thu/tasks.tsv"));
    let settings = format!("{}\n{units}", include_str!("plans/thanh-pho-thu/programme.toml"));
    let texts = PlanTexts { indicators: indicators.as_bytes(), tasks: tasks.as_bytes(), settings: settings.as_bytes() };
    Arc::new(Programme::from_texts(&texts).unwrap_or_else(|problems| panic!("{problems}")))
}

/// A few units in place of the 95, and the class with these members.
fn small(units: &[(&str, &str)]) -> Arc<Programme> {
    let mut text = String::new();
    for (code, more) in units {
        write!(text, "[[unit]]\ncode = \"{code}\"\nname = \"Đơn vị {code}\"\n{more}\n").unwrap();
    }
    // The plan gives these two a target of their own.
    for code in ["X01", "X02"].into_iter().filter(|code| units.iter().all(|(unit, _)| unit != code)) {
        write!(text, "[[unit]]\ncode = \"{code}\"\nname = \"{code}\"\nvalid_to = \"2025-12-31\"\n").unwrap();
    }
    write!(text, "[[agency]]\nname = \"UBND các xã, phường\"\n").unwrap();
    programme(&text)
}

fn month(month: u32) -> Month {
    Month::new(2026, month).unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// The 5th of the month after.
fn received(of: u32) -> Moment {
    format!("2026-{:02}-05T08:00:00+07:00", of + 1).parse().unwrap()
}

fn fraction(code: &str, unit: &str, of: u32, numerator: i64, denominator: i64) -> Measurement {
    Measurement::ratio(code, month(of), received(of), numerator.into(), denominator.into()).with_unit(unit)
}

fn number(code: &str, unit: &str, of: u32, value: i64) -> Measurement {
    Measurement::value(code, month(of), received(of), value.into()).with_unit(unit)
}

fn commune(n: u32) -> String {
    format!("X{n:02}")
}

fn submit(ledger: &mut Ledger, measurements: impl IntoIterator<Item = Measurement>) {
    let receipt = ledger.submit(measurements);
    assert!(receipt.rejected().is_empty(), "{:?}", receipt.rejected());
}

/// A fraction of everybody for one month: 80 of 100 in 93 communes; 10 of 100 and 90 of 300 in the two that merge, and
/// 120 of 400 in the one that they become.
fn everybody(code: &str, of: u32) -> Vec<Measurement> {
    let mut all: Vec<Measurement> = (1..=93).map(|n| fraction(code, &commune(n), of, 80, 100)).collect();
    if of <= 6 {
        all.extend([fraction(code, "X94", of, 10, 100), fraction(code, "X95", of, 90, 300)]);
    } else {
        all.push(fraction(code, "X96", of, 120, 400));
    }
    all
}

fn city() -> Ledger {
    let mut ledger = Ledger::new(programme(&communes()));
    for code in ["CT-I.1", "CT-I.3", "CT-I.4", "CT-I.5", "CT-I.6"] {
        for of in 5..=7 {
            submit(&mut ledger, everybody(code, of));
        }
    }
    ledger
}

fn assess(ledger: &Ledger, of: u32) -> Report {
    ledger.assess(AsOf::end_of(month(of)).known_at(format!("2026-{:02}-10T00:00:00+07:00", of + 1).parse().unwrap()))
}

fn assess_by(ledger: &Ledger, of: u32, hierarchy: &str) -> Report {
    let as_of = AsOf::end_of(month(of)).known_at(format!("2026-{:02}-10T00:00:00+07:00", of + 1).parse().unwrap());
    ledger.assess_with(as_of, &Options::default().with_hierarchy_on(day(hierarchy)))
}

fn decimal(text: &str) -> Option<Decimal> {
    Some(text.parse().unwrap())
}

fn actual(report: &Report, code: &str) -> Option<Decimal> {
    report.get(code).unwrap().figures.actual
}

fn at<'r>(report: &'r Report, code: &str, unit: &str) -> &'r Assessment {
    report.at(code, unit).unwrap_or_else(|| panic!("{code} {unit}"))
}

fn coverage(item: &Assessment) -> (u32, u32, u32) {
    let coverage = item.coverage.unwrap();
    (coverage.counted, coverage.reporting, coverage.units)
}

#[test]
fn every_rule_gives_its_own_figure_of_the_same_reports() {
    let report = assess(&city(), 5);
    // (93 · 80 + 10 + 90) / (93 · 100 + 100 + 300) = 7,540 / 9,700
    assert_eq!(actual(&report, "CT-I.1"), decimal("77.731958762887"));
    // (93 · 80 + 10 + 30) / 95 = 7,480 / 95
    assert_eq!(actual(&report, "CT-I.3"), decimal("78.736842105263"));
    // 93 of 95 meet 80
    assert_eq!(actual(&report, "CT-I.4"), decimal("97.894736842105"));
    assert_eq!(actual(&report, "CT-I.5"), decimal("10"));
    // Only the owner's own figure counts, and there is none.
    assert_eq!((actual(&report, "CT-I.6"), report.get("CT-I.6").unwrap().status()), (None, Status::NoData));
    for code in ["CT-I.1", "CT-I.3", "CT-I.4", "CT-I.5"] {
        assert_eq!(coverage(report.get(code).unwrap()), (95, 95, 95), "{code}");
        assert_eq!(report.get(code).unwrap().members.len(), 95);
    }
    assert_eq!(report.get("CT-I.6").unwrap().members.len(), 95);
    assert_eq!(report.get("CT-I.1").unwrap().coverage.unwrap().denominator_share, decimal("1"));
}

#[test]
fn amounts_are_summed_over_units_and_periods() {
    let mut ledger = city();
    for of in 5..=7 {
        let living = |n: &u32| if of <= 6 { *n <= 95 } else { *n != 94 && *n != 95 };
        submit(&mut ledger, (1..=96).filter(living).map(|n| number("CT-I.7", &commune(n), of, i64::from(n))));
        submit(&mut ledger, (1..=93).map(|n| number("CT-I.2", &commune(n), of, 10)));
    }
    let report = assess(&ledger, 7);
    // 1 + … + 95 = 4,560, twice; then without 94 and 95, with 96: 4,560 − 189 + 96 = 4,467
    assert_eq!(actual(&report, "CT-I.7"), decimal("13587"));
    assert_eq!(at(&report, "CT-I.7", "X94").figures.actual, decimal("188"));
    // A snapshot: 93 · 10, and nothing for a commune that says nothing.
    assert_eq!(actual(&report, "CT-I.2"), decimal("930"));
    assert_eq!(coverage(report.get("CT-I.2").unwrap()), (93, 93, 94));
}

#[test]
fn as_then_and_as_now_differ_for_the_two_that_merged() {
    let ledger = city();
    let (then, now) = (assess(&ledger, 7), assess_by(&ledger, 7, "2026-07-31"));
    // As then: each of the two has its own last verdict of June, owes nothing after, and the new one starts in July.
    for (unit, value) in [("X94", "10"), ("X95", "30")] {
        let ended = at(&then, "CT-I.1", unit);
        assert_eq!((ended.figures.actual, ended.missing_reports), (decimal(value), 0));
        assert_eq!((ended.closed_on, ended.period.unwrap().to_string().as_str()), (Some(day("2026-06-30")), "2026-06"));
    }
    let new = at(&then, "CT-I.1", "X96");
    assert_eq!((new.figures.actual, new.status(), new.missing_reports), (decimal("30"), Status::NoBaseline, 0));
    // As now: the two count under the new one, (10 + 90) / (100 + 300) = 25 % in May, and have no verdict of their own.
    let merged = at(&now, "CT-I.1", "X96");
    assert_eq!((merged.figures.actual, merged.baseline.unwrap().value), (decimal("30"), Decimal::from(25)));
    assert_eq!(merged.baseline.unwrap().date, day("2026-05-31"));
    assert_ne!(merged.status(), Status::NoBaseline);
    assert!(now.at("CT-I.1", "X94").is_none() && now.at("CT-I.1", "X95").is_none());
    // A ratio of sums of the city is the same: 7,540 / 9,700 in May, (7,440 + 120) / 9,700 in July.
    for report in [&then, &now] {
        assert_eq!(report.get("CT-I.1").unwrap().baseline.unwrap().value, "77.731958762887".parse().unwrap());
        assert_eq!(actual(report, "CT-I.1"), decimal("77.938144329897"));
    }
    // A mean is not: 7,480 / 95 as then; (7,440 + (10 + 30) / 2) / 94 as now.
    assert_eq!(then.get("CT-I.3").unwrap().baseline.unwrap().value, "78.736842105263".parse().unwrap());
    assert_eq!(now.get("CT-I.3").unwrap().baseline.unwrap().value, "79.36170212766".parse().unwrap());
    // Nor a share of units: 93 of 95, 93 of 94.
    assert_eq!(then.get("CT-I.4").unwrap().baseline.unwrap().value, "97.894736842105".parse().unwrap());
    assert_eq!(now.get("CT-I.4").unwrap().baseline.unwrap().value, "98.936170212766".parse().unwrap());
    // `Reported` has no rule to join two, and whether each meets a target is no figure of the new one.
    let note = now.notes().into_iter().find(|note| note.kind == "not_joined").unwrap();
    assert_eq!(note.codes, ["CT-I.4", "CT-I.6"]);
    assert!(note.text.get(Lang::Vi).contains("của Xã 94, Xã 95 không gộp"), "{}", note.text.get(Lang::Vi));
    assert_eq!(at(&now, "CT-I.6", "X96").baseline.unwrap().date, day("2026-07-31"));
    assert_eq!(now.hierarchy_on, Some(day("2026-07-31")));
    assert!(now.to_json().contains("\"hierarchy_on\": \"2026-07-31\"") && !then.to_json().contains("hierarchy_on"));
    // Each question has its own fingerprint, and each printed report is verified by its own hierarchy.
    assert_ne!(now.fingerprint, then.fingerprint);
    assert_eq!(ledger.verify(&now.to_json()).unwrap(), tiendo::Verified::Same);
    assert_eq!(ledger.verify(&then.to_json()).unwrap(), tiendo::Verified::Same);
}

#[test]
fn by_the_hierarchy_of_before_the_new_one_counts_nowhere_and_is_named() {
    let mut ledger = city();
    let before = assess_by(&ledger, 7, "2026-05-15");
    assert!(before.at("CT-I.1", "X96").is_none());
    // July: 93 · 80 and the two's values of June, still fresh: 7,540 / 9,700; two of 95 have not reported.
    assert_eq!(actual(&before, "CT-I.1"), decimal("77.731958762887"));
    assert_eq!(coverage(before.get("CT-I.1").unwrap()), (95, 93, 95));
    let note = before.notes().into_iter().find(|note| note.kind == "counts_nowhere").unwrap();
    assert_eq!(
        note.text.get(Lang::Vi),
        "Theo địa giới, tổ chức tại ngày 15/5/2026, số liệu của Xã 96 không tính vào đơn vị nào vì không có đúng một đơn vị kế thừa."
    );
    assert_eq!(note.codes, ["CT-I.1", "CT-I.3", "CT-I.4", "CT-I.5", "CT-I.6"]);
    assert!(assess(&ledger, 7).notes().iter().all(|note| note.kind != "counts_nowhere"));
    // Three months on they are stale: 93 · 80 / 93 · 100.
    for of in 8..=9 {
        submit(&mut ledger, everybody("CT-I.1", of));
    }
    let before = assess_by(&ledger, 9, "2026-05-15");
    assert_eq!(actual(&before, "CT-I.1"), decimal("80"));
    assert_eq!(coverage(before.get("CT-I.1").unwrap()), (93, 93, 95));
}

#[test]
fn one_successor_takes_over_and_two_do_not() {
    let split = [
        ("A", "valid_to = \"2026-05-31\"\nsuccessors = [\"B\", \"C\"]"),
        ("B", "valid_from = \"2026-06-01\""),
        ("C", "valid_from = \"2026-06-01\""),
        ("D", "valid_to = \"2026-05-31\"\nsuccessors = [\"E\"]"),
        ("E", "valid_from = \"2026-06-01\""),
    ];
    let mut ledger = Ledger::new(small(&split));
    submit(&mut ledger, [fraction("CT-I.1", "A", 5, 90, 100), fraction("CT-I.1", "D", 5, 10, 100)]);
    submit(&mut ledger, [fraction("CT-I.1", "B", 6, 10, 50), fraction("CT-I.1", "C", 6, 20, 50), fraction("CT-I.1", "E", 6, 30, 100)]);
    let (then, now) = (assess(&ledger, 6), assess_by(&ledger, 6, "2026-06-30"));
    // June: (10 + 20 + 30) / 200. May as then: 100 / 200; as now D's figure counts under E alone, which is one of three.
    assert_eq!((actual(&then, "CT-I.1"), actual(&now, "CT-I.1")), (decimal("30"), decimal("30")));
    assert_eq!(then.get("CT-I.1").unwrap().baseline.unwrap().value, Decimal::from(50));
    assert_eq!(now.get("CT-I.1").unwrap().baseline.unwrap().date, day("2026-06-30"));
    assert_eq!(at(&now, "CT-I.1", "E").baseline.unwrap().value, Decimal::from(10));
    assert_eq!(at(&now, "CT-I.1", "B").baseline.unwrap().value, Decimal::from(20));
    let note = now.notes().into_iter().find(|note| note.kind == "counts_nowhere").unwrap();
    assert!(note.text.get(Lang::En).contains("the figures of Đơn vị A count nowhere"), "{}", note.text.get(Lang::En));
    // A new name is no new commune: asked by May's hierarchy, E's figure is D's.
    let before = assess_by(&ledger, 6, "2026-05-31");
    assert_eq!((at(&before, "CT-I.1", "D").figures.actual, at(&before, "CT-I.1", "D").closed_on), (decimal("30"), None));
}

#[test]
fn an_average_of_percentages_cannot_be_had_without_asking() {
    // A small clinic with 9 of 10 and a great one with 100 of 1,000: Σn/Σd is 109 / 1,010, the mean of rates 50.
    let mut ledger = Ledger::new(small(&[("A", ""), ("B", "")]));
    for code in ["CT-I.1", "CT-I.3", "CT-I.6"] {
        submit(&mut ledger, [fraction(code, "A", 5, 9, 10), fraction(code, "B", 5, 100, 1000)]);
    }
    let report = assess(&ledger, 5);
    assert_eq!(actual(&report, "CT-I.1"), decimal("10.792079207921"));
    assert_eq!(actual(&report, "CT-I.3"), decimal("50"));
    assert_eq!(actual(&report, "CT-I.6"), None);
    // Plain percents have no numerators to add: they are named, and the city has no figure.
    let mut ledger = Ledger::new(small(&[("A", ""), ("B", "")]));
    submit(&mut ledger, [number("CT-I.1", "A", 5, 90), number("CT-I.1", "B", 5, 10)]);
    let report = assess(&ledger, 5);
    let root = report.get("CT-I.1").unwrap();
    assert_eq!((root.figures.actual, root.status(), coverage(root)), (None, Status::NoData, (0, 0, 2)));
    assert_eq!(at(&report, "CT-I.1", "A").figures.actual, decimal("90"));
    let note = report.notes().into_iter().find(|note| note.kind == "no_fraction").unwrap();
    assert!(note.text.get(Lang::Vi).contains("Đơn vị A, Đơn vị B"), "{}", note.text.get(Lang::Vi));
}

#[test]
fn a_parents_own_figure_does_not_stand_in_for_its_units() {
    let mut ledger = city();
    submit(&mut ledger, [Measurement::ratio("CT-I.1", month(7), received(7), 99.into(), 100.into())]);
    let report = assess(&ledger, 7);
    assert_eq!(actual(&report, "CT-I.1"), decimal("77.938144329897"));
    let note = report.notes().into_iter().find(|note| note.kind == "own_figure_unused").unwrap();
    assert_eq!((note.codes.as_slice(), note.text.get(Lang::Vi).contains("Kế hoạch của thành phố thử")), (&["CT-I.1".to_owned()][..], true));
    // Without units there is nothing beneath it: the root's own figure counts.
    let mut alone = Ledger::new(small(&[]));
    submit(&mut alone, [Measurement::value("CT-I.1", month(5), received(5), 70.into())]);
    let report = assess(&alone, 5);
    assert_eq!((actual(&report, "CT-I.1"), report.get("CT-I.1").unwrap().coverage), (decimal("70"), None));
}

#[test]
fn one_early_commune_is_not_the_city() {
    let mut ledger = city();
    submit(&mut ledger, (1..=46).map(|n| fraction("CT-I.1", &commune(n), 8, 90, 100)));
    // 46 of 94: July stays the newest.
    let report = assess(&ledger, 8);
    assert_eq!(report.get("CT-I.1").unwrap().period.unwrap().to_string(), "2026-07");
    assert_eq!(report.get("CT-I.1").unwrap().missing_reports, 1);
    // 47 of 94: August, with July's values of the others: (47 · 90 + 46 · 80 + 120) / 9,700 = 8,030 / 9,700
    submit(&mut ledger, [fraction("CT-I.1", "X47", 8, 90, 100)]);
    let report = assess(&ledger, 8);
    let root = report.get("CT-I.1").unwrap();
    assert_eq!((root.period.unwrap().to_string().as_str(), root.figures.actual), ("2026-08", decimal("82.783505154639")));
    assert_eq!(coverage(root), (94, 47, 94));
    // 47 · 100 of 9,700: less than half of the denominators.
    assert_eq!(root.coverage.unwrap().denominator_share, decimal("0.484536082474"));
    assert!(root.caveats.contains(&Caveat::LowCoverage));
    assert!(
        root.explain(Lang::Vi).contains("47/94 đơn vị báo cáo kỳ này (48,5% mẫu số), có số liệu của 94."),
        "{}",
        root.explain(Lang::Vi)
    );
    assert!(!assess(&ledger, 7).get("CT-I.1").unwrap().caveats.contains(&Caveat::LowCoverage));
}

#[test]
fn half_of_the_denominators_is_enough() {
    let mut ledger = Ledger::new(small(&[("A", ""), ("B", ""), ("C", "")]));
    let all = [("A", 60, 80), ("B", 5, 10), ("C", 5, 10)];
    submit(&mut ledger, all.map(|(unit, n, d)| fraction("CT-I.1", unit, 5, n, d)));
    submit(&mut ledger, [fraction("CT-I.1", "A", 6, 70, 80)]);
    // One of three, with 80 of 100: June is (70 + 5 + 5) / 100.
    let report = assess(&ledger, 6);
    let root = report.get("CT-I.1").unwrap();
    assert_eq!((root.figures.actual, coverage(root)), (decimal("80"), (3, 1, 3)));
    assert!(root.caveats.contains(&Caveat::LowCoverage));
    // Before anybody else is known the one is not all.
    let mut ledger = Ledger::new(small(&[("A", ""), ("B", ""), ("C", "")]));
    submit(&mut ledger, [fraction("CT-I.1", "A", 5, 70, 80)]);
    let report = assess(&ledger, 5);
    assert_eq!((actual(&report, "CT-I.1"), coverage(report.get("CT-I.1").unwrap())), (None, (1, 1, 3)));
    assert_eq!(report.get("CT-I.1").unwrap().status(), Status::NoData);
}

#[test]
fn a_silent_unit_leaves_the_figure_when_it_is_stale() {
    let mut ledger = Ledger::new(small(&[("A", ""), ("B", ""), ("C", "")]));
    submit(&mut ledger, [fraction("CT-I.1", "A", 5, 10, 100), fraction("CT-I.1", "B", 5, 50, 100), fraction("CT-I.1", "C", 5, 60, 100)]);
    for of in 6..=8 {
        submit(&mut ledger, [fraction("CT-I.1", "B", of, 50, 100), fraction("CT-I.1", "C", of, 60, 100)]);
    }
    // July: two reports of A missing, 120 / 300; August: three, 110 / 200.
    assert_eq!(actual(&assess(&ledger, 7), "CT-I.1"), decimal("40"));
    let report = assess(&ledger, 8);
    assert_eq!((actual(&report, "CT-I.1"), coverage(report.get("CT-I.1").unwrap())), (decimal("55"), (2, 2, 3)));
    assert_eq!(at(&report, "CT-I.1", "A").status(), Status::Stale);
}

#[test]
fn a_district_is_rolled_up_from_its_own_communes_while_it_has_them() {
    let units = [("H", ""), ("A", "parent = \"H\""), ("B", "parent = \"H\""), ("C", "")];
    let mut ledger = Ledger::new(small(&units));
    submit(&mut ledger, [fraction("CT-I.1", "A", 5, 10, 100), fraction("CT-I.1", "B", 5, 50, 100), fraction("CT-I.1", "C", 5, 60, 100)]);
    let report = assess(&ledger, 5);
    assert_eq!((at(&report, "CT-I.1", "H").figures.actual, coverage(at(&report, "CT-I.1", "H"))), (decimal("30"), (2, 2, 2)));
    assert_eq!((actual(&report, "CT-I.1"), coverage(report.get("CT-I.1").unwrap())), (decimal("40"), (3, 3, 3)));
    let one = ledger.assess_one("CT-I.1", Some("H"), report.as_of).unwrap();
    assert_eq!((one.figures, one.status(), one.coverage), {
        let listed = at(&report, "CT-I.1", "H");
        (listed.figures, listed.status(), listed.coverage)
    });
    assert!(ledger.assess_one("CT-I.1", Some("Z"), report.as_of).is_none());
}

#[test]
fn targets_that_do_not_add_up_are_reported() {
    let mut ledger = city();
    submit(&mut ledger, [number("CT-I.2", "X01", 5, 10), number("CT-I.2", "X03", 5, 10)]);
    let report = assess(&ledger, 5);
    let note = report.notes().into_iter().find(|note| note.kind == "targets_apart").unwrap();
    // 12 + 13
    assert_eq!(note.text.get(Lang::Vi), "Mục tiêu đến 31/12/2026 của 02/95 đơn vị cộng lại là 25, không khớp mục tiêu chung là 1.000.");
    assert_eq!(note.codes, ["CT-I.2"]);
    // Under a sum a unit without a target of its own has none.
    assert_eq!(at(&report, "CT-I.2", "X03").status(), Status::NoTarget);
    assert_ne!(at(&report, "CT-I.2", "X01").status(), Status::NoTarget);
}

#[test]
fn a_task_is_complete_when_all_members_have_completed_it() {
    let mut ledger = city();
    let done = |n: u32, on: &str| Measurement::completed("NV-I.1", month(6), received(6), day(on)).with_unit(commune(n));
    submit(&mut ledger, (1..=93).map(|n| done(n, "2026-06-20")));
    let report = assess(&ledger, 6);
    let task = report.get("NV-I.1").unwrap();
    assert_eq!((task.completed_on, coverage(task)), (None, (93, 93, 95)));
    assert!(task.explain(Lang::Vi).contains("93/95 đơn vị đã hoàn thành."), "{}", task.explain(Lang::Vi));
    assert_eq!(at(&report, "NV-I.1", "X01").status(), Status::Achieved);
    // Completed by the one that the last two became: on its date, the last one's.
    let last = Measurement::completed("NV-I.1", month(7), received(7), day("2026-07-15")).with_unit("X96");
    submit(&mut ledger, [last]);
    let report = assess(&ledger, 7);
    let task = report.get("NV-I.1").unwrap();
    assert_eq!((task.status(), task.completed_on, coverage(task)), (Status::Achieved, Some(day("2026-07-15")), (94, 94, 94)));
    assert!(task.explain(Lang::En).contains("94 of 94 units have completed it."), "{}", task.explain(Lang::En));
}

#[test]
fn a_recurring_duty_is_kept_while_every_member_reports() {
    let mut ledger = city();
    let report_of = |n: u32, of: u32| Measurement::state("NV-I.2", month(of), received(of), State::Done).with_unit(commune(n));
    submit(&mut ledger, (1..=95).map(|n| report_of(n, 5)));
    submit(&mut ledger, (1..=94).map(|n| report_of(n, 6)));
    assert_eq!(assess(&ledger, 5).get("NV-I.2").unwrap().status(), Status::OnTrack);
    let report = assess(&ledger, 6);
    let duty = report.get("NV-I.2").unwrap();
    assert_eq!((duty.status(), coverage(duty)), (Status::AtRisk, (94, 95, 95)));
    assert_eq!(at(&report, "NV-I.2", "X95").status(), Status::AtRisk);
    submit(&mut ledger, [report_of(95, 6)]);
    assert_eq!(assess(&ledger, 6).get("NV-I.2").unwrap().status(), Status::OnTrack);
}

#[test]
fn a_member_may_be_an_agency_by_its_name() {
    let plan = "[[agency]]\nname = \"Sở Y tế\"\naliases = [\"Y tế\"]\n[[agency]]\nname = \"Sở Tài chính\"\n\
                [[agency]]\nname = \"UBND các xã, phường\"\nmembers = [\"Sở Y tế\", \"Xã Một\"]\n\
                [[unit]]\ncode = \"X01\"\nname = \"Xã Một\"\n[[unit]]\ncode = \"X02\"\nname = \"Xã Hai\"\n";
    let mut ledger = Ledger::new(programme(plan));
    let done = |unit: &str, on: &str| Measurement::completed("NV-I.1", month(5), received(5), day(on)).with_unit(unit);
    submit(&mut ledger, [done("y tế", "2026-05-10"), done("X01", "2026-05-12")]);
    let report = assess(&ledger, 5);
    assert_eq!(report.get("NV-I.1").unwrap().completed_on, Some(day("2026-05-12")));
    assert_eq!(at(&report, "NV-I.1", "Sở Y tế").completed_on, Some(day("2026-05-10")));
    // Neither an agency that is no member nor a unit's name is a reporting unit.
    assert_eq!(ledger.submit([done("Sở Tài chính", "2026-05-10"), done("Xã Hai", "2026-05-10")]).rejected().len(), 2);
}

#[test]
fn members_stand_in_json_and_csv_beneath_their_row() {
    let report = assess(&city(), 7);
    let json: serde_json::Value = serde_json::from_str(&report.to_json()).unwrap();
    let first = &json["items"][0];
    assert_eq!((first["unit"].is_null(), first["members"].as_array().unwrap().len()), (true, 96));
    assert_eq!((&first["members"][93]["unit"], &first["members"][93]["actual"]), (&"X94".into(), &"10".into()));
    assert_eq!(first["coverage"], serde_json::json!({ "units": 94, "reporting": 94, "counted": 94, "denominator_share": "1" }));
    assert!(first["members"][0].get("members").is_none() && first["members"][0].get("coverage").is_none());
    let schema: serde_json::Value = serde_json::from_str(&tiendo::report::report_schema()).unwrap();
    assert!(jsonschema::draft202012::new(&schema).unwrap().is_valid(&json));
    let mut csv = Vec::new();
    report.write_csv(&mut csv).unwrap();
    // 9 rows; 5 with 96 members each; the two tasks have none.
    assert_eq!(String::from_utf8(csv).unwrap().lines().count(), 1 + 9 + 5 * 96);
}

#[test]
fn nothing_received_is_no_data_everywhere() {
    let report = assess(&Ledger::new(programme(&communes())), 7);
    for item in report.items.iter().filter(|item| item.indicator.is_numeric()) {
        assert_eq!((item.figures.actual, item.status(), item.members.len()), (None, Status::NoData, 0), "{}", item.code());
    }
    assert_eq!(coverage(report.get("CT-I.4").unwrap()), (0, 0, 94));
}
