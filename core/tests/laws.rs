//! Laws that hold for every ledger, tried on random ones of the plan that the vectors use.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    missing_docs,
    reason = "tests"
)]

use std::sync::{Arc, LazyLock};

use proptest::prelude::*;
use tiendo::rust_decimal::Decimal;
use tiendo::{AsOf, Ledger, Locale, Measurement, Moment, Month, Programme, Reported, State, Status};

static PROGRAMME: LazyLock<Arc<Programme>> = LazyLock::new(|| {
    let vectors: serde_json::Value = serde_json::from_str(include_str!("vectors/verdicts.json")).unwrap();
    Arc::new(Programme::from_json(&vectors["programmes"]["thu"].to_string()).unwrap())
});

/// The rows with a figure and one wanted direction: more for the first, less for the second.
const RISING: [&str; 6] = ["CT-I.1", "CT-I.3", "CT-I.4", "CT-I.6", "CT-I.8", "CT-I.10"];
const FALLING: [&str; 2] = ["CT-I.2", "CT-I.7"];
/// Those whose values are whole numbers.
const COUNTS: [&str; 2] = ["CT-I.3", "CT-I.7"];

fn month(n: i32) -> Month {
    Month::new(2026, 1).unwrap().plus(n)
}

fn received(month: Month, days: i64) -> Moment {
    let start = Moment::start_of(month.plus(1).first_day()).micros();
    Moment::from_micros(start + days * 86_400_000_000 + 3_600_000_000).unwrap()
}

/// One report: which row, which month, tenths of a percent (whole for counts), days after the month's end.
fn report() -> impl Strategy<Value = Measurement> {
    let code = prop::sample::select([&RISING[..], &FALLING[..], &["CT-I.5", "NV-I.1", "NV-I.2"]].concat());
    (code, 0..30i32, 0..1000i64, 0..40i64, 0..20u8).prop_map(|(code, n, tenths, days, kind)| {
        let (at, when) = (month(n), received(month(n), days));
        if code.starts_with("NV") {
            let state = [State::NotStarted, State::InProgress, State::Done][usize::from(kind % 3)];
            return Measurement::state(code, at, when, state);
        }
        match kind {
            0 => Measurement::withdrawal(code, at, when, "Sai đơn vị tính"),
            1..=5 if !COUNTS.contains(&code) => Measurement::ratio(code, at, when, Decimal::from(tenths), Decimal::from(1000)),
            _ if COUNTS.contains(&code) => Measurement::value(code, at, when, Decimal::from(tenths / 50)),
            _ => Measurement::value(code, at, when, Decimal::new(tenths, 1)),
        }
    })
}

fn ledger(measurements: Vec<Measurement>) -> Ledger {
    let mut ledger = Ledger::new(PROGRAMME.clone());
    ledger.submit(measurements);
    ledger
}

fn json(ledger: &Ledger, as_of: AsOf) -> String {
    ledger.assess(as_of).to_json()
}

fn question(n: i32) -> AsOf {
    AsOf::end_of(month(n))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn more_of_what_is_wanted_never_worsens_a_status(
        values in prop::collection::vec((0..25i32, 0..1000i64), 1..12),
        row in 0..8usize,
        more in 1..400i64,
        n in 0..40i32,
    ) {
        let code = RISING.iter().chain(&FALLING).copied().nth(row).unwrap();
        let wanted = if FALLING.contains(&code) { -1 } else { 1 };
        let number = |tenths: i64| if COUNTS.contains(&code) { Decimal::from(tenths / 10) } else { Decimal::new(tenths, 1) };
        let mut series: Vec<(i32, i64)> = values;
        series.sort_by_key(|(n, _)| *n);
        series.dedup_by_key(|(n, _)| *n);
        series.retain(|(at, _)| *at <= n);
        let build = |series: &[(i32, i64)]| ledger(series.iter().map(|(n, tenths)| Measurement::value(code, month(*n), received(month(*n), 3), number(*tenths))).collect());
        let before = build(&series).assess_one(code, None, question(n)).unwrap().status();
        if let Some(last) = series.last_mut() {
            last.1 = (last.1 + wanted * more).clamp(0, 1000);
        }
        let after = build(&series).assess_one(code, None, question(n)).unwrap().status();
        if before == Status::Overdue && after == Status::Stale {
            // What is overdue stays so through silence; met, it is only too old to judge.
        } else if before.is_assessable() {
            prop_assert!(after.is_assessable() && after <= before, "{code}: {before:?} became {after:?}");
        } else {
            // What is too old or too little stays so, or is met.
            prop_assert!(after == before || (before == Status::NoBaseline && after == Status::Achieved));
        }
    }

    #[test]
    fn the_order_of_submission_never_matters(
        (reports, shuffled) in prop::collection::vec(report(), 0..60).prop_flat_map(|reports| (Just(reports.clone()), Just(reports).prop_shuffle())),
        n in 0..36i32,
    ) {
        // But between entries of one key received at the same moment: of these the first drawn is kept.
        let key = |m: &Measurement| (m.indicator.clone(), m.period, m.received_at);
        let mut seen = std::collections::HashMap::new();
        for m in &reports {
            seen.entry(key(m)).or_insert_with(|| m.clone());
        }
        let first = |list: Vec<Measurement>| list.into_iter().filter(|m| seen[&key(m)] == *m).collect::<Vec<_>>();
        let distinct = |mut list: Vec<Measurement>| { let mut had = std::collections::HashSet::new(); list.retain(|m| had.insert(key(m))); list };
        let (a, b) = (ledger(distinct(first(reports.clone()))), ledger(distinct(first(shuffled))));
        prop_assert_eq!(json(&a, question(n)), json(&b, question(n)));
    }

    #[test]
    fn of_one_key_received_at_one_moment_the_one_submitted_last_counts(a in 0..1000i64, b in 0..1000i64) {
        let when = received(month(5), 3);
        let value = |tenths| Measurement::value("CT-I.1", month(5), when, Decimal::new(tenths, 1));
        let found = ledger(vec![value(a), value(b)]).assess_one("CT-I.1", None, question(5)).unwrap();
        prop_assert_eq!(found.figures.actual, Some(tiendo::value::number::canonical(Decimal::new(b, 1))));
    }

    #[test]
    fn what_is_received_after_k_never_matters(reports in prop::collection::vec(report(), 0..60), n in 0..36i32, days in 0..30i64) {
        let known = received(month(n), days);
        let as_of = question(n).known_at(known);
        let all = ledger(reports.clone());
        let early = ledger(reports.into_iter().filter(|m| m.received_at <= known).collect());
        prop_assert_eq!(json(&all, as_of), json(&early, as_of));
    }

    #[test]
    fn a_reloaded_ledger_gives_the_same_report_byte_for_byte(reports in prop::collection::vec(report(), 0..60), n in 0..36i32) {
        let ledger = ledger(reports);
        let (mut csv, mut lines) = (Vec::new(), Vec::new());
        ledger.write_csv(&mut csv).unwrap();
        ledger.write_jsonl(&mut lines).unwrap();
        let (mut from_csv, mut from_lines) = (Ledger::new(PROGRAMME.clone()), Ledger::new(PROGRAMME.clone()));
        from_csv.submit_csv(csv.as_slice(), Locale::Plain).unwrap();
        from_lines.submit_jsonl(lines.as_slice()).unwrap();
        prop_assert_eq!(json(&from_csv, question(n)), json(&ledger, question(n)));
        prop_assert_eq!(json(&from_lines, question(n)), json(&ledger, question(n)));
    }

    #[test]
    fn a_withdrawn_period_has_no_value(tenths in 0..1000i64) {
        let (at, when) = (month(5), received(month(5), 3));
        let mut ledger = ledger(vec![Measurement::value("CT-I.1", at, when, Decimal::new(tenths, 1))]);
        ledger.submit(Measurement::new("CT-I.1", at, received(at, 4), Reported::Withdrawn).with_reason("Sai số"));
        prop_assert_eq!(ledger.assess_one("CT-I.1", None, question(5)).unwrap().figures.actual, None);
    }
}

#[test]
fn programme_ledger_and_report_cross_threads() {
    fn shared<T: Send + Sync>() {}
    shared::<Programme>();
    shared::<Ledger>();
    shared::<tiendo::Report>();
    shared::<tiendo::Receipt>();
}
