//! What is accepted and flagged: on the series as known, so that the order of rows means nothing.

use proptest::prelude::*;

use super::*;
use crate::ledger::{Flag, FlagKind, State};
use crate::plan::{Accumulation, Indicator, Measure, Stage};
use crate::value::Lang;

fn row(change: impl FnOnce(&mut Indicator)) -> Ledger {
    let mut row = sample::row("CT-I.1", Measure::Percent);
    row.ceiling = None;
    change(&mut row);
    Ledger::new(Arc::new(sample::programme(vec![row], Vec::new())))
}

/// One value a month from 2027-01 on, all received on one day.
fn months(values: &[&str]) -> Vec<Measurement> {
    let months = (0..).map(|n| period("2027-01").plus(n));
    months.zip(values).map(|(month, value)| Measurement::value("CT-I.1", month, on("2029-12-01"), n(value))).collect()
}

fn names(flags: &[Flag]) -> Vec<(String, &'static str)> {
    flags.iter().map(|flag| (flag.period.to_string(), flag.kind.name())).collect()
}

fn flagged(mut ledger: Ledger, values: &[&str]) -> Vec<(String, &'static str)> {
    names(ledger.submit(months(values)).flags())
}

fn one(period: &str, kind: &'static str) -> Vec<(String, &'static str)> {
    vec![(period.to_owned(), kind)]
}

#[test]
fn a_jump_is_more_than_six_times_the_median_change_from_six_changes_on() {
    let free = || row(|_| {});
    assert_eq!(flagged(free(), &["1", "2", "3", "4", "5", "6", "12"]), []);
    assert_eq!(flagged(free(), &["1", "2", "3", "4", "5", "6", "12.000000001"]), one("2027-07", "jump"));
    assert_eq!(flagged(free(), &["1", "2", "3", "4", "5", "12.1"]), [], "five changes are too few");
    assert_eq!(flagged(free(), &["20", "21", "22", "23", "24", "25", "5"]), one("2027-07", "jump"), "down as well as up");
    // Six changes 1 1 1 3 3 12: the median is 2, and 12 is not over 12.
    assert_eq!(flagged(free(), &["0", "1", "2", "3", "6", "9", "21"]), []);
    assert_eq!(flagged(free(), &["0", "1", "2", "3", "6", "9", "21.1"]), one("2027-07", "jump"));
    let mut ledger = free();
    let receipt = ledger.submit(months(&["1", "2", "3", "4", "5", "6", "13"]));
    let flag = receipt.flags().first().unwrap();
    assert_eq!(flag.kind, FlagKind::Jump { from: n("6"), to: n("13"), change: n("7"), median: n("1") });
    assert_eq!(
        flag.message(Lang::Vi),
        "CT-I.1, kỳ 2027-07: số liệu biến động bất thường: từ 6 thành 13, thay đổi 7, trên 6 lần mức thay đổi trung vị (1)"
    );
    assert_eq!(flag.message(Lang::En), "CT-I.1, 2027-07: an unusual change: from 6 to 13, by 7, over 6 times the median change (1)");
    assert!(receipt.to_json().contains(
        r#""flags":[{"kind":"jump","indicator":"CT-I.1","period":"2027-07","from":"6","to":"13","change":"7","median":"1","message":{"vi":"#
    ));
}

#[test]
fn shares_are_compared_exactly() {
    let mut ledger = row(|_| {});
    // Thirds: six changes of exactly 1/3 %, then one of exactly 2 %, which is not over six times that.
    let share =
        |month: i32, numerator: &str| Measurement::ratio("CT-I.1", period("2027-01").plus(month), on("2029-12-01"), n(numerator), n("300"));
    let mut batch: Vec<Measurement> = (0..7).map(|month| share(month, &month.to_string())).collect();
    batch.push(share(7, "12"));
    assert_eq!(names(ledger.submit(batch).flags()), []);
    assert_eq!(names(ledger.submit(share(7, "12.0000000001").with_reason("số cuối")).flags()), one("2027-08", "jump"));
}

#[test]
fn a_running_total_that_falls_within_its_year_is_flagged_and_january_is_no_fall() {
    let totals = || row(|row| row.accumulation = Accumulation::YearToDate);
    assert_eq!(flagged(totals(), &["5", "9", "8", "10"]), one("2027-03", "falling_total"));
    let year = ["10", "20", "30", "40", "50", "60", "70", "80", "90", "100", "110", "120", "10", "20"];
    assert_eq!(flagged(totals(), &year), [], "the year starts from 0, so neither fall nor jump");
    assert_eq!(flagged(row(|_| {}), &["5", "9", "8", "10"]), [], "a snapshot may fall");
    let mut ledger = totals();
    let receipt = ledger.submit(months(&["5", "9", "8"]));
    assert_eq!(receipt.flags()[0].kind, FlagKind::FallingTotal { from: n("9"), to: n("8"), since: period("2027-02") });
    assert_eq!(receipt.flags()[0].message(Lang::Vi), "CT-I.1, kỳ 2027-03: số lũy kế từ đầu năm giảm: 9 ở kỳ 2027-02, nay còn 8");
    assert_eq!(receipt.flags()[0].message(Lang::En), "CT-I.1, 2027-03: the year's running total falls: 9 in 2027-02, now 8");
    // A correction that moves the month before makes the next one fall: the flag stands where the fall is.
    let receipt = ledger.submit(Measurement::value("CT-I.1", period("2027-01"), on("2029-12-02"), n("9.5")).with_reason("sửa"));
    assert_eq!(names(receipt.flags()), one("2027-02", "falling_total"));
}

#[test]
fn six_equal_periods_are_frozen_unless_at_the_ceiling_or_a_met_target() {
    let target = |row: &mut Indicator| row.targets = vec![sample::figure("2027-12-31", "50"), sample::figure("2030-12-31", "80")];
    assert_eq!(flagged(row(target), &["40"; 6]), one("2027-06", "frozen"));
    assert_eq!(flagged(row(target), &["40"; 5]), []);
    assert_eq!(flagged(row(target), &["50"; 12]), [], "the target of 2027 is met");
    assert_eq!(flagged(row(target), &["50"; 13]), one("2028-01", "frozen"), "that of 2030 is not");
    assert_eq!(flagged(row(|row| row.ceiling = Some(n("100.0"))), &["100"; 6]), []);
    assert_eq!(flagged(row(|row| row.accumulation = Accumulation::Incremental), &["1"; 6]), one("2027-06", "frozen"));
    let summed = |row: &mut Indicator| {
        row.accumulation = Accumulation::Incremental;
        row.targets = vec![sample::figure("2027-12-31", "6")];
    };
    assert_eq!(flagged(row(summed), &["1"; 6]), [], "their sum meets the target");
    assert_eq!(flagged(row(summed), &["0.5"; 6]), one("2027-06", "frozen"));
    let receipt = row(target).submit(months(&["40", "40.0", "40", "40", "40", "40.00", "40"]));
    assert_eq!(receipt.flags()[0].kind, FlagKind::Frozen { value: n("40"), periods: 7, since: period("2027-01") });
    assert_eq!(receipt.flags()[0].message(Lang::Vi), "CT-I.1, kỳ 2027-07: số liệu không đổi trong 7 kỳ liên tiếp, từ kỳ 2027-01: 40");
    assert_eq!(receipt.flags()[0].message(Lang::En), "CT-I.1, 2027-07: the same value in 7 periods in a row, since 2027-01: 40");
}

#[test]
fn what_is_sent_again_is_a_duplicate_and_no_correction() {
    let mut ledger = row(|_| {});
    let first = value("CT-I.1", "2027-03", "2027-04-08", "40").with_unit("XA-02");
    let again = Measurement { received_at: on("2027-04-09"), ..first.clone() };
    assert_eq!(names(ledger.submit(first.clone()).flags()), []);
    let receipt = ledger.submit([first, again]);
    assert_eq!((receipt.accepted(), names(receipt.flags())), (2, one("2027-03", "duplicate")));
    assert_eq!(receipt.flags()[0].kind, FlagKind::Duplicate { times: 3 });
    assert_eq!(receipt.flags()[0].message(Lang::Vi), "CT-I.1, đơn vị XA-02, kỳ 2027-03: số liệu gửi lại giống hệt lần trước (3 lần)");
    assert_eq!(receipt.flags()[0].message(Lang::En), "CT-I.1, unit XA-02, 2027-03: sent again exactly as before (3 times)");
}

#[test]
fn corrections_and_withdrawals_say_why() {
    let (first, better) = (value("CT-I.1", "2027-03", "2027-04-08", "40"), value("CT-I.1", "2027-03", "2027-05-02", "41"));
    let taken_back = Measurement::new("CT-I.1", period("2027-04"), on("2027-05-08"), Reported::Withdrawn);
    // The correction precedes what it corrects, in one batch or in two.
    let mut ledger = row(|_| {});
    let receipt = ledger.submit([better.clone(), first.clone(), taken_back.clone()]);
    let expected = [("2027-03".to_owned(), "correction_without_reason"), ("2027-04".to_owned(), "withdrawal_without_reason")];
    assert_eq!(names(receipt.flags()), expected);
    let mut ledger = row(|_| {});
    assert_eq!(names(ledger.submit(better.clone()).flags()), []);
    let receipt = ledger.submit(first.clone());
    assert_eq!(receipt.flags()[0].kind, FlagKind::CorrectionWithoutReason { received_at: on("2027-05-02") });
    let message = |lang| receipt.flags()[0].message(lang);
    assert_eq!(message(Lang::Vi), "CT-I.1, kỳ 2027-03: đính chính nhận lúc 2027-05-02T09:00:00+07:00 không nêu lý do");
    assert_eq!(message(Lang::En), "CT-I.1, 2027-03: the correction received at 2027-05-02T09:00:00+07:00 gives no reason");
    // With a reason, or as the release of a more final figure, there is nothing to flag.
    let estimate = first.with_stage(Stage::Estimate);
    for good in [better.clone().with_reason("đối soát"), better.with_stage(Stage::Preliminary)] {
        assert_eq!(names(row(|_| {}).submit([estimate.clone(), good]).flags()), []);
    }
    assert_eq!(names(row(|_| {}).submit(taken_back.with_reason("gửi nhầm")).flags()), []);
    let state = |state| Measurement::state("NV-I.1", period("2027-03"), on("2027-04-08"), state);
    let receipt = super::ledger().submit([state(State::InProgress), state(State::Done)]);
    assert_eq!(names(receipt.flags()), one("2027-03", "correction_without_reason"), "milestones too");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_order_of_a_file_means_nothing(values in prop::collection::vec(0_u32..6, 1..14), seed in any::<u64>()) {
        // Months repeat, so there are corrections; moments differ, so that there are no ties.
        let batch: Vec<Measurement> = values.iter().zip(0_i32..).map(|(value, place)| {
            let received = Moment::from_micros(at("2029-12-01T00:00:00+07:00").micros() + i64::from(place)).unwrap();
            Measurement::value("CT-I.1", period("2027-01").plus(place % 9), received, Decimal::from(*value))
        }).collect();
        let mut other = batch.clone();
        other.sort_by_key(|m| u64::try_from(m.received_at.micros()).unwrap().wrapping_mul(seed | 1));
        let totals = || row(|row| row.accumulation = Accumulation::YearToDate);
        let (mut one, mut two) = (totals(), totals());
        let receipts = (one.submit(batch), two.submit(other));
        prop_assert_eq!(receipts.0.flags(), receipts.1.flags());
        let said = |ledger: &Ledger| ledger.newest_of(0, None, None).into_iter().map(|(_, e)| e.clone()).collect::<Vec<_>>();
        prop_assert_eq!(said(&one), said(&two));
    }
}

#[test]
fn of_equal_moments_the_one_submitted_last_stands_across_batches_too() {
    let mut ledger = row(|_| {});
    let say = |text: &str| value("CT-I.1", "2027-03", "2027-04-08", text);
    ledger.submit([say("1"), say("2")]);
    ledger.submit(say("3"));
    ledger.submit(value("CT-I.1", "2027-03", "2027-04-07", "4"));
    let newest = |known: Option<Moment>| ledger.newest_of(0, None, known)[0].1.measurement.reported;
    assert_eq!(newest(None), Reported::Value(n("3")));
    assert_eq!(newest(Some(on("2027-04-07"))), Reported::Value(n("4")));
    assert_eq!(ledger.first_receipt(0, None, period("2027-03"), None), Some(on("2027-04-07")));
    assert_eq!(ledger.first_receipt(0, None, period("2027-03"), Some(at("2027-04-01T00:00:00+07:00"))), None);
    assert_eq!(ledger.first_receipt(0, None, period("2027-02"), None), None);
}

#[test]
fn a_check_gives_the_flags_that_submitting_would() {
    let mut ledger = row(|_| {});
    ledger.submit(months(&["1", "2", "3", "4", "5", "6"]));
    let next = Measurement::value("CT-I.1", period("2027-07"), on("2029-12-01"), n("90"));
    let checked = ledger.check(next.clone());
    assert_eq!((names(checked.flags()), ledger.len()), (one("2027-07", "jump"), 6));
    assert_eq!(checked, ledger.submit(next));
}
