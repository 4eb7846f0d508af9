//! The back-test over the series that stand beside this test: what the documentation says of it is true.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    missing_docs,
    reason = "tests"
)]

#[path = "../examples/backtest/questions.rs"]
mod questions;
#[path = "../examples/backtest/scores.rs"]
mod scores;
#[path = "../examples/backtest/series.rs"]
mod series;

use scores::Scores;

const YEARLY: &[u8] = include_bytes!("series/unemployment_yearly.csv");
const MONTHLY: &[u8] = include_bytes!("series/unemployment_monthly.csv");

fn table(name: &str, bytes: &[u8]) -> String {
    let all = series::read(bytes).unwrap();
    Scores::of(&all.iter().collect::<Vec<_>>()).table(name)
}

#[test]
fn the_numbers_in_the_documentation_are_those_that_come_out() {
    let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/methods.md")).unwrap();
    for (name, bytes) in [("yearly", YEARLY), ("monthly", MONTHLY)] {
        let table = table(name, bytes);
        assert!(table.lines().count() > 10);
        assert!(page.contains(&table), "docs/methods.md does not hold what comes out:\n{table}");
    }
}

#[test]
fn a_file_is_read_as_it_says() {
    let read = |text: &str| series::read(text.as_bytes());
    let two = read("# a note\nseries,date,value,unit,segment\na,2020,1,%,1\na,2021,2,%,1\na,2022,3,%,2\nb,2020-01,1,,1\nb,2020-02,1,,1\n");
    let two = two.unwrap();
    assert_eq!(two.iter().map(|series| (series.step, series.values.len())).collect::<Vec<_>>(), [(12, 2), (12, 1), (1, 2)]);
    for (text, problem) in [
        ("series,value\na,1\n", "no column date or month or year"),
        ("series,date,value\na,2020,x\n", "[112"),
        ("series,date,value\na,2020-13,1\n", "[115"),
        ("series,date,value\na,2020,1\na,2020,2\n", "two values"),
    ] {
        let error = read(text).err().unwrap();
        assert!(error.contains(problem), "{error}");
    }
}

#[test]
fn questions_are_asked_of_what_was_known_then() {
    let read = series::read(b"series,date,value\na,2015,1\na,2016,2\na,2017,3\na,2018,4\na,2019,9\n").unwrap();
    let asked = questions::of(&read[0]);
    assert_eq!(asked.len(), 1);
    assert_eq!((asked[0].known.len(), asked[0].month.div_euclid(12), asked[0].outcome), (4, 2019, 9.0));
    // The usual change is 1; levels lie around 4, each asked both ways.
    let levels: Vec<f64> = asked[0].asked.iter().step_by(2).map(|(_, level)| *level).collect();
    assert_eq!(levels, [2.0, 3.0, 3.5, 4.5, 5.0, 6.0]);
}
