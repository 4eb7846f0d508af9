//! A ledger leaves and comes back without loss.

use proptest::prelude::*;

use super::*;
use crate::ledger::{Entry, Locale, State};
use crate::plan::Stage;
use crate::value::period::parse_date;

/// Texts with all that trips a file format: separators, quotation marks, line ends, white space, marks, control characters.
fn text() -> impl Strategy<Value = Option<String>> {
    let awkward = prop::sample::select(vec![
        ",",
        ";",
        "\t",
        "\"",
        "\"\"",
        "\n",
        "\r",
        "\r\n",
        " ",
        "\u{FEFF}",
        "\u{0}",
        "\u{A0}",
        "'",
        "=1+1",
        "ế",
        "e\u{302}\u{301}",
        "𝄞",
        "\\",
        "null",
        "x",
    ]);
    prop::option::of(prop::collection::vec(awkward, 0..6).prop_map(|parts| parts.concat()))
}

fn number() -> impl Strategy<Value = Decimal> {
    (0_i128..10_i128.pow(28), 0_u32..28).prop_map(|(digits, scale)| Decimal::try_from_i128_with_scale(digits, scale).unwrap())
}

fn says() -> impl Strategy<Value = (&'static str, &'static str, Reported)> {
    let percent = (0_i64..=100_000, prop::option::of(prop::sample::select(vec![State::NotStarted, State::InProgress, State::Done])));
    prop_oneof![
        (0_i64..=100_000).prop_map(|value| ("CT-I.1", "2027-03", Reported::Value(Decimal::new(value, 3)))),
        number().prop_map(|value| ("CT-I.3", "2027-03", Reported::Value(value))),
        number().prop_map(|value| ("CT-I.3", "2027-04", Reported::Numerator(value))),
        (number(), 1_i64..).prop_map(|(numerator, denominator)| {
            ("CT-I.3", "2027-05", Reported::Ratio { numerator, denominator: Decimal::new(denominator, 9) })
        }),
        percent.prop_map(|(percent, state)| ("NV-I.1", "2027-03", Reported::Percent { percent: Decimal::new(percent, 3), state })),
        Just(("NV-I.2", "2027-Q1", Reported::State(State::InProgress))),
        (0_u64..1000).prop_map(|days| {
            let day = parse_date("2027-01-01").unwrap() - chrono::Days::new(days);
            ("NV-I.1", "2027-04", Reported::Completed(day))
        }),
        Just(("CT-Đ.1", "2027-Q1", Reported::Withdrawn)),
    ]
}

fn measurement() -> impl Strategy<Value = Measurement> {
    let stage = prop::sample::select(vec![Stage::Estimate, Stage::Preliminary, Stage::Official]);
    let unit = prop::sample::select(vec![None, Some("PHƯỜNG-Đ1".to_owned()), Some("XA-02".to_owned())]);
    let micros = 1_812_000_000_000_000_i64..2_000_000_000_000_000;
    (says(), micros, unit, stage, (text(), text(), text(), text(), text())).prop_map(|(says, micros, unit, stage, texts)| {
        let mut measurement = Measurement::new(says.0, period(says.1), Moment::from_micros(micros).unwrap(), says.2);
        (measurement.unit, measurement.stage) = (unit, stage);
        (measurement.note, measurement.difficulty, measurement.proposal, measurement.evidence, measurement.reason) = texts;
        measurement
    })
}

fn entries(ledger: &Ledger) -> &[Entry] {
    ledger.entries_since(0)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn what_is_written_and_read_back_is_the_same_ledger(batch in prop::collection::vec(measurement(), 0..8)) {
        let mut first = ledger();
        let receipt = first.submit(batch.clone());
        prop_assert_eq!(receipt.accepted(), batch.len(), "{:?}", receipt.rejected());
        let (mut csv, mut jsonl, mut json) = (Vec::new(), Vec::new(), Vec::new());
        first.write_csv(&mut csv).unwrap();
        first.write_jsonl(&mut jsonl).unwrap();
        first.write_json(&mut json).unwrap();
        let mut again = [ledger(), ledger(), ledger()];
        let receipts = [
            again[0].submit_csv(csv.as_slice(), Locale::Plain).unwrap(),
            again[1].submit_jsonl(jsonl.as_slice()).unwrap(),
            again[2].submit_json(std::str::from_utf8(&json).unwrap()).unwrap(),
        ];
        for (ledger, back) in again.iter().zip(&receipts) {
            prop_assert_eq!(entries(ledger), entries(&first));
            prop_assert_eq!(back, &receipt);
            prop_assert_eq!(&ledger.series, &first.series);
            // To the letter: trailing zeros, white space and Unicode form included.
            let mut bytes = Vec::new();
            ledger.write_csv(&mut bytes).unwrap();
            prop_assert_eq!(&bytes, &csv);
        }
        let restored = Ledger::restore_csv(sample::every_kind(), csv.as_slice()).unwrap().0;
        prop_assert_eq!(entries(&restored), entries(&first));
        let restored = Ledger::restore_jsonl(sample::every_kind(), jsonl.as_slice()).unwrap().0;
        prop_assert_eq!(entries(&restored), entries(&first));
    }

    #[test]
    fn no_bytes_make_a_reader_panic_and_counts_add_up(bytes in prop::collection::vec(prop::sample::select(b"\",;\n\r\t x1{}:\xEA".to_vec()), 0..60)) {
        let file = [b"indicator,period,value,received_at\n".as_slice(), &bytes].concat();
        if let Ok(receipt) = ledger().submit_csv(file.as_slice(), Locale::Plain) {
            prop_assert_eq!(receipt.rows(), receipt.accepted() + receipt.rejected().len());
            // Lines are those of the file, in order.
            let lines: Vec<u64> = receipt.rejected().iter().filter_map(|rejection| rejection.line).collect();
            prop_assert!(lines.is_sorted_by(|a, b| a < b) && lines.iter().all(|line| *line >= 2));
        }
        drop(ledger().submit_jsonl(bytes.as_slice()));
    }
}
