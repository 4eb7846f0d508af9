//! What is refused at the door: each kind by its number, with its field and what would be accepted, in two languages.

use super::*;
use crate::error::Error;
use crate::ledger::State;
use crate::plan::{Amendment, Change, Measure, Requirement, Target};
use crate::value::period::parse_date;
use crate::value::{Frequency, Lang, Month};

/// The one error of one measurement; nothing may be taken in.
fn refused_by(ledger: &mut Ledger, measurement: Measurement) -> Error {
    let receipt = ledger.submit(measurement);
    assert_eq!((receipt.accepted(), receipt.rejected().len(), receipt.rows()), (0, 1, 1));
    assert!(ledger.is_empty());
    let rejection = receipt.rejected().first().unwrap();
    assert_eq!((rejection.row, rejection.line), (1, None));
    assert_eq!((rejection.field.as_str(), rejection.value.as_deref()), (rejection.error.path(), rejection.error.given_text()));
    rejection.error.clone()
}

fn says(kind: Reported) -> Measurement {
    Measurement::new("CT-I.1", period("2027-03"), on("2027-04-08"), kind)
}

fn ratio(numerator: &str, denominator: &str) -> Reported {
    Reported::Ratio { numerator: n(numerator), denominator: n(denominator) }
}

fn accepted(measurement: Measurement) -> bool {
    ledger().submit(measurement).accepted() == 1
}

#[test]
fn every_refusal_has_its_number_its_field_and_says_what_is_accepted() {
    let value = |code: &str, of: &str, text: &str| value(code, of, "2027-04-08", text);
    let to = |code: &str, kind: Reported| Measurement { indicator: code.to_owned(), ..says(kind) };
    let state = Reported::State(State::Done);
    let day = |text: &str| Reported::Completed(parse_date(text).unwrap());
    let percent = |text: &str| Reported::Percent { percent: n(text), state: None };
    let quarter = |kind: Reported| Measurement { period: period("2027-Q1"), ..to("NV-I.2", kind) };
    let cases: Vec<(Measurement, u32, &str, &str, &str, &str)> = vec![
        (value("CT-X.9", "2027-03", "1"), 101, "indicator", "CT-X.9", "một trong 6 mã của kế hoạch, như CT-I.1", "one of the 6 codes"),
        (value("CT-I.1", "2027-03", "1").with_unit("XA-99"), 102, "unit", "XA-99", "để trống hoặc ke-hoach", "nothing or ke-hoach"),
        (to("CT-I.1", state), 104, "state", "done", "value, hoặc numerator và denominator", "value, or numerator and denominator"),
        (to("CT-I.1", percent("5")), 104, "percent", "5", "value, hoặc", "value, or"),
        (to("CT-I.1", day("2027-03-01")), 104, "completed_on", "2027-03-01", "value, hoặc", "value, or"),
        (to("CT-I.1", Reported::Numerator(n("5"))), 104, "numerator", "5", "numerator và denominator", "numerator and denominator"),
        (to("CT-I.2", ratio("1", "2")), 104, "numerator", "1/2", "value", "value"),
        (to("NV-I.1", Reported::Value(n("5"))), 104, "value", "5", "state, percent hoặc completed_on", "state, percent or completed_on"),
        (quarter(day("2027-03-01")), 104, "completed_on", "2027-03-01", "state hoặc percent của kỳ này", "this period's state or percent"),
        (value("CT-I.1", "2027-Q1", "1"), 105, "period", "2027-Q1", "kỳ tháng: 2027-03", "a month: 2027-03"),
        (value("CT-Đ.1", "2027-03", "1"), 105, "period", "2027-03", "kỳ quý: 2027-Q1", "a quarter: 2027-Q1"),
        (to("NV-I.2", state), 105, "period", "2027-03", "kỳ quý", "a quarter"),
        (value("CT-I.1", "2027-05", "1"), 106, "period", "2027-05", "kỳ này bắt đầu ngày 01/05/2027", "this one begins on 2027-05-01"),
        (value("CT-I.1", "2027-03", "100.1"), 107, "value", "100.1", "từ 0 đến 100", "from 0 to 100"),
        (value("CT-I.1", "2027-03", "-0.1"), 107, "value", "-0.1", "từ 0 đến 100", "from 0 to 100"),
        (to("CT-I.1", ratio("-1", "2")), 107, "numerator", "-1", "từ 0 đến 100", "from 0 to 100"),
        (to("NV-I.1", percent("100.5")), 107, "percent", "100.5", "từ 0 đến 100", "from 0 to 100"),
        (to("NV-I.1", percent("-1")), 107, "percent", "-1", "từ 0 đến 100", "from 0 to 100"),
        (value("CT-I.2", "2027-03", "-3"), 108, "value", "-3", "0, 1, 2", "0, 1, 2"),
        (value("CT-I.2", "2027-03", "2.5"), 108, "value", "2.5", "0, 1, 2", "0, 1, 2"),
        (to("CT-I.1", ratio("1", "0")), 109, "denominator", "0", "lớn hơn 0", "greater than 0"),
        (to("CT-I.3", ratio("1", "-2")), 109, "denominator", "-2", "lớn hơn 0", "greater than 0"),
        (to("CT-I.1", ratio("3", "2")), 110, "numerator", "3", "không quá mẫu số 2", "not over the denominator 2"),
        (
            to("NV-I.1", day("2027-04-09")),
            111,
            "completed_on",
            "2027-04-09",
            "không sau ngày nhận 08/04/2027",
            "not after the day of receipt",
        ),
        (
            to("NV-I.1", Reported::Completed(chrono::NaiveDate::default() - chrono::Days::new(25_569))),
            114,
            "completed_on",
            "1899-12-30",
            "2027-03-31",
            "2027-03-31",
        ),
        (Measurement { period: Month::from_index(12).into(), ..says(state) }, 115, "period", "1-01", "2027-03", "2027-03"),
    ];
    for (measurement, code, field, given, vi, en) in cases {
        let error = refused_by(&mut ledger(), measurement.clone());
        assert_eq!((error.code(), error.path(), error.given_text()), (code, field, Some(given)), "{measurement:?}");
        let allowed = error.allowed_text().unwrap();
        assert!(allowed.get(Lang::Vi).contains(vi), "{error:?}: {}", allowed.get(Lang::Vi));
        assert!(allowed.get(Lang::En).contains(en), "{error:?}: {}", allowed.get(Lang::En));
        for lang in [Lang::Vi, Lang::En] {
            let message = error.message(lang);
            assert!(message.starts_with(&format!("{field}: {}", error.kind().title(lang))) && message.contains(given), "{message}");
        }
    }
}

#[test]
fn what_fits_is_accepted() {
    for reported in [Reported::Value(n("0")), Reported::Value(n("100.00")), ratio("0", "7"), ratio("7", "7"), Reported::Withdrawn] {
        assert!(accepted(says(reported)), "{reported:?}");
    }
    let to = |code: &str, kind: Reported| accepted(Measurement { indicator: code.to_owned(), ..says(kind) });
    assert!(to("CT-I.2", Reported::Value(n("12.000"))));
    assert!(to("CT-I.3", Reported::Numerator(n("12345678901234567"))));
    assert!(to("CT-I.3", ratio("5", "2")));
    assert!(to("NV-I.1", Reported::Percent { percent: n("100"), state: Some(State::InProgress) }));
    assert!(to("NV-I.1", Reported::Completed(parse_date("2027-04-08").unwrap())));
    let duty = |kind| accepted(Measurement::new("NV-I.2", period("2027-Q1"), on("2027-04-08"), kind));
    assert!(duty(Reported::State(State::Done)) && duty(Reported::Percent { percent: n("50"), state: None }));
}

#[test]
fn shares_are_held_against_their_bounds_without_dividing() {
    let mut row = sample::row("CT-I.1", Measure::Percent);
    row.ceiling = Some(n("33.333333333333333333333333"));
    let mut ledger = Ledger::new(Arc::new(sample::programme(vec![row], Vec::new())));
    assert_eq!(refused_by(&mut ledger, says(ratio("1", "3"))).code(), 107);
    assert_eq!(ledger.submit(says(ratio("33333333333333333333333333", "100000000000000000000000000"))).accepted(), 1);
}

#[test]
fn lifted_bounds_let_every_number_in() {
    let mut row = sample::row("CT-I.1", Measure::Percent);
    (row.floor, row.ceiling) = (None, None);
    let mut ledger = Ledger::new(Arc::new(sample::programme(vec![row], Vec::new())));
    assert_eq!(ledger.submit([says(Reported::Value(n("-12"))), says(ratio("3", "2")), says(ratio("-3", "2"))]).accepted(), 3);
}

#[test]
fn a_period_may_be_reported_from_its_first_covered_day_on_at_plus_seven() {
    let report = |moment: &str| Measurement::value("CT-I.1", period("2027-03"), at(moment), n("1"));
    assert!(accepted(report("2027-02-28T17:00:00Z")));
    assert!(!accepted(report("2027-02-28T16:59:59Z")));
    let mut programme = (*sample::every_kind()).clone();
    programme.calendar.cutoff_day = Some(14);
    let mut ledger = Ledger::new(Arc::new(programme));
    assert_eq!(refused_by(&mut ledger, report("2027-02-14T23:59:59+07:00")).code(), 106);
    assert_eq!(ledger.submit(report("2027-02-15T00:00:00+07:00")).accepted(), 1);
}

#[test]
fn periods_outside_the_programme_and_withdrawals_of_nothing_are_accepted() {
    assert!(accepted(value("CT-I.1", "2019-05", "2027-04-08", "40")));
    assert!(accepted(value("CT-I.1", "2034-05", "2034-06-08", "40")));
    assert!(accepted(Measurement::withdrawal("CT-I.1", period("2027-03"), on("2027-04-08"), "nhầm")));
}

#[test]
fn codes_are_found_whatever_their_form_and_kept_as_the_plan_spells_them() {
    let mut ledger = ledger();
    // Đ has no decomposed form; Ư and Ờ have.
    for (code, unit) in [("ct-đ.1", "phường-đ1"), ("CT-Đ.1", "PHU\u{31B}\u{1EDD}NG-Đ1"), ("CT-Đ.1", "PHU\u{31B}O\u{31B}\u{300}NG-Đ1")]
    {
        let receipt = ledger.submit(value(code, "2027-Q1", "2027-04-08", "1").with_unit(unit));
        assert_eq!(receipt.accepted(), 1, "{code} {unit}: {receipt:?}");
        let kept = &ledger.entries_since(ledger.len() - 1)[0].measurement;
        assert_eq!((kept.indicator.as_str(), kept.unit.as_deref()), ("CT-Đ.1", Some("PHƯỜNG-Đ1")));
    }
    // The programme's own code is the root, and so is none.
    ledger.submit([
        value("CT-I.1", "2027-03", "2027-04-08", "1").with_unit("KE-HOACH"),
        value("CT-I.1", "2027-03", "2027-04-08", "1").with_unit(""),
    ]);
    assert!(ledger.entries_since(3).iter().all(|entry| entry.measurement.unit.is_none()));
    assert_eq!(ledger.len(), 5);
}

#[test]
fn rows_and_requirements_that_amendments_bring_are_known() {
    let amendment = |changes| Amendment {
        decision: "12/QĐ-UBND".to_owned(),
        effective_on: parse_date("2028-01-01").unwrap(),
        recorded_at: on("2027-12-01"),
        changes,
    };
    let completed = Target { requirement: Requirement::Completed, due: parse_date("2028-12-31").ok(), ..sample::recurring(None) };
    let mut duty = sample::row("NV-I.2", Measure::Milestone);
    duty.targets = vec![sample::recurring(Some(Frequency::Quarterly))];
    let due = completed.due.unwrap();
    let changes = vec![
        Change::Add(Box::new(sample::row("CT-I.9", Measure::Count))),
        Change::Target { indicator: "NV-I.2".to_owned(), due, target: Some(completed) },
    ];
    let mut ledger = Ledger::new(Arc::new(sample::programme(vec![duty], vec![amendment(changes)])));
    let receipt = ledger.submit([
        value("CT-I.9", "2027-03", "2027-04-08", "7"),
        Measurement::state("NV-I.2", period("2027-Q1"), on("2027-04-08"), State::Done),
        Measurement::completed("NV-I.2", period("2028-03"), on("2028-04-08"), parse_date("2028-03-15").unwrap()),
    ]);
    assert_eq!(receipt.accepted(), 3, "{receipt:?}");
}

#[test]
fn a_batch_is_taken_row_by_row_and_its_counts_add_up() {
    let mut ledger = ledger();
    let batch = [
        value("CT-I.1", "2027-01", "2027-04-08", "10"),
        value("CT-I.1", "2027-02", "2027-04-08", "101"),
        value("CT-I.1", "2027-03", "2027-04-08", "12"),
        value("CT-I.8", "2027-03", "2027-04-08", "12"),
    ];
    let checked = ledger.check(batch.clone());
    assert!(ledger.is_empty(), "a check takes nothing in");
    let receipt = ledger.submit(batch);
    assert_eq!(checked, receipt);
    assert_eq!((receipt.rows(), receipt.accepted(), ledger.len()), (4, 2, 2));
    assert_eq!(receipt.rejected().iter().map(|r| (r.row, r.error.code())).collect::<Vec<_>>(), [(2, 107), (4, 101)]);
    assert_eq!(receipt.message(Lang::Vi), "Đã nhận 2/4 dòng số liệu, từ chối 2 dòng, 0 lưu ý.");
    assert_eq!(receipt.message(Lang::En), "2 of 4 rows accepted, 2 rejected, 0 flagged.");
    let json = receipt.to_json();
    assert!(json.starts_with("{\"format\":\"tiendo.receipt/1\",\"rows\":4,\"accepted\":2,\"rejected\":[{\"row\":2,\"field\":\"value\",\"value\":\"101\",\"code\":107,\"kind\":\"out_of_bounds\",\"message\":{\"vi\":\"Dòng số liệu 2, value: "), "{json}");
    assert!(serde_json::from_str::<serde_json::Value>(&json).is_ok());
}
