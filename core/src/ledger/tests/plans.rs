//! A ledger under another version of its plan.

use super::*;
use crate::ledger::{Entry, FlagKind, State};
use crate::plan::Measure;
use crate::value::{Frequency, Lang};

fn measurements(ledger: &Ledger) -> Vec<&Measurement> {
    ledger.entries_since(0).iter().map(|Entry { measurement, .. }| measurement).collect()
}

#[test]
fn another_plan_keeps_every_entry_and_flags_what_it_would_refuse() {
    let mut old = ledger();
    let batch = [
        value("CT-I.2", "2027-03", "2027-04-08", "12"),
        value("CT-I.1", "2027-02", "2027-04-08", "95"),
        value("CT-I.1", "2027-03", "2027-04-08", "60").with_unit("XA-02"),
        Measurement::state("NV-I.1", period("2027-03"), on("2027-04-08"), State::Done),
        value("CT-Đ.1", "2027-Q1", "2027-04-08", "60"),
        value("CT-Đ.1", "2026-Q4", "2027-04-08", "50"),
    ];
    assert_eq!(old.submit(batch).accepted(), 6);
    // The new plan has no CT-I.2, a lower ceiling for CT-I.1, no XA-02, a count for NV-I.1 and months for CT-Đ.1.
    let mut percent = sample::row("CT-I.1", Measure::Percent);
    percent.ceiling = Some(n("90"));
    let mut monthly = sample::row("CT-Đ.1", Measure::Percent);
    monthly.frequency = Frequency::Monthly;
    let mut plan = sample::programme(vec![sample::row("NV-I.1", Measure::Count), percent, monthly], Vec::new());
    plan.units.retain(|unit| unit.code != "XA-02");
    let plan = Arc::new(plan);
    let (new, receipt) = old.with_programme(plan.clone());
    assert_eq!(measurements(&new), measurements(&old), "nothing is lost, nothing is moved");
    assert_eq!((receipt.accepted(), receipt.rejected().len(), receipt.rows()), (6, 0, 6));
    let flags: Vec<(&str, u32)> = receipt
        .flags()
        .iter()
        .map(|flag| match &flag.kind {
            FlagKind::RefusedByPlan(error) => (flag.indicator.as_str(), error.code()),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(flags, [("CT-I.2", 101), ("NV-I.1", 104), ("CT-I.1", 107), ("CT-I.1", 102), ("CT-Đ.1", 105), ("CT-Đ.1", 105)]);
    let message = |lang| receipt.flags()[2].message(lang);
    assert_eq!(
        message(Lang::Vi),
        "CT-I.1, kỳ 2027-02: vẫn giữ số liệu, dù kế hoạch hiện hành không còn chấp nhận: value: giá trị nằm ngoài mức sàn, mức trần — đã cho: \"95\"; chấp nhận: từ 0 đến 90"
    );
    assert!(message(Lang::En).starts_with("CT-I.1, 2027-02: kept, although the plan would refuse it now: value: the value is outside"));
    // What has no row, or is of another kind, stands in no series; the rest is judged as it is.
    assert_eq!(new.entries_since(0)[0].row, None);
    assert!(new.newest_of(0, None, None).is_empty());
    assert_eq!(new.newest_of(1, None, None).len(), 1);
    // Written, restored, and moved back: still the same.
    let mut csv = Vec::new();
    new.write_csv(&mut csv).unwrap();
    let (restored, again) = Ledger::restore_csv(plan, csv.as_slice()).unwrap();
    assert_eq!((restored.entries_since(0), &again), (new.entries_since(0), &receipt));
    let (back, receipt) = new.with_programme(sample::every_kind());
    assert_eq!((back.entries_since(0), &back.series, receipt.flags()), (old.entries_since(0), &old.series, [].as_slice()));
}

#[test]
fn a_series_stays_in_order_of_time_when_its_frequency_changes() {
    let mut old = ledger();
    old.submit(["2027-02", "2027-01", "2027-03"].map(|month| value("CT-I.1", month, "2027-04-08", "50")));
    let mut quarterly = sample::row("CT-I.1", Measure::Percent);
    quarterly.frequency = Frequency::Quarterly;
    let (mut new, _) = old.with_programme(Arc::new(sample::programme(vec![quarterly], Vec::new())));
    assert_eq!(new.submit(value("CT-I.1", "2027-Q1", "2027-04-09", "51")).accepted(), 1);
    let periods: Vec<String> = new.newest_of(0, None, None).iter().map(|(_, entry)| entry.measurement.period.to_string()).collect();
    assert_eq!(periods, ["2027-01", "2027-02", "2027-03", "2027-Q1"]);
    assert_eq!(new.first_receipt(0, None, period("2027-Q1"), None), Some(on("2027-04-09")));
    assert_eq!(new.first_receipt(0, None, period("2027-02"), None), Some(on("2027-04-08")));
}

#[test]
fn a_host_saves_what_is_new() {
    let mut ledger = ledger();
    ledger.submit(value("CT-I.1", "2027-02", "2027-04-08", "1"));
    let saved = ledger.len();
    ledger.submit(value("CT-I.1", "2027-03", "2027-04-08", "2"));
    assert_eq!(ledger.entries_since(saved).len(), 1);
    assert!(ledger.entries_since(99).is_empty());
    assert_eq!(ledger.newest_receipt(), Some(on("2027-04-08")));
}

#[test]
fn ledgers_and_receipts_may_cross_threads() {
    fn crosses<T: Send + Sync>() {}
    crosses::<Ledger>();
    crosses::<crate::ledger::Receipt>();
}
