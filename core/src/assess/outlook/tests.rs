//! Which rows have an outlook, and why the others have none.

use std::sync::Arc;

use crate::assess::{Assessment, OutlookRefusal, Status};
use crate::plan::sample::{figure, programme, row};
use crate::plan::{Accumulation, AsOf, Direction, Indicator, Level, Measure, Programme, Requirement, Suspension};
use crate::rollup::Options;
use crate::value::number::parse;
use crate::value::period::parse_date;
use crate::value::{Frequency, Moment, Month};
use crate::{Ledger, Measurement};

/// A share that is to be 80 by the end of 2030.
fn eighty() -> Indicator {
    let mut indicator = row("CT-I.1", Measure::Percent);
    indicator.targets = vec![figure("2030-12-31", "80")];
    indicator
}

fn with(mut indicator: Indicator, change: impl FnOnce(&mut Indicator)) -> Indicator {
    change(&mut indicator);
    indicator
}

/// Reported from July 2026 on, month after month, each time on the first of the next month.
fn judged_in(programme: Programme, values: &[&str], date: &str) -> Assessment {
    let mut ledger = Ledger::new(Arc::new(programme));
    for (value, n) in values.iter().zip(0..) {
        let month = Month::new(2026, 7).unwrap().plus(n);
        let received = format!("{}T09:00:00+07:00", month.plus(1).first_day()).parse::<Moment>().unwrap();
        let receipt = ledger.submit(Measurement::value("CT-I.1", month, received, parse(value).unwrap()));
        assert_eq!(receipt.accepted(), 1, "{value}");
    }
    ledger.assess_one("CT-I.1", None, AsOf::on(parse_date(date).unwrap())).unwrap()
}

fn judged(indicator: Indicator, values: &[&str], date: &str) -> Assessment {
    judged_in(programme(vec![indicator], Vec::new()), values, date)
}

const RISING: [&str; 6] = ["41", "42.5", "42.1", "44", "45.8", "45.1"];
const YEARS_END: &str = "2026-12-31";

fn refusal(indicator: Indicator, values: &[&str]) -> Option<OutlookRefusal> {
    judged(indicator, values, YEARS_END).outlook.refusal
}

#[test]
fn a_row_with_four_observations_and_a_date_ahead_has_an_outlook() {
    for values in [&RISING[..], &RISING[..4]] {
        let outlook = judged(eighty(), values, YEARS_END).outlook;
        assert_eq!(outlook.refusal, None);
        let (p, low, high) = (outlook.probability.unwrap(), outlook.low.unwrap(), outlook.high.unwrap());
        assert!(p > parse("0").unwrap() && p < parse("1").unwrap() && low < high, "{outlook:?}");
        assert!(low >= parse("0").unwrap() && high <= parse("100").unwrap());
    }
}

#[test]
fn each_reason_for_none() {
    let due = |due: &'static str| with(eighty(), |indicator| indicator.targets = vec![figure(due, "80")]);
    assert_eq!(refusal(eighty(), &RISING[..3]), Some(OutlookRefusal::TooFew));
    assert_eq!(refusal(eighty(), &[]), Some(OutlookRefusal::TooFew));
    assert_eq!(refusal(eighty(), &["50"; 6]), Some(OutlookRefusal::NoSpread));
    assert_eq!(refusal(with(eighty(), |indicator| indicator.targets.clear()), &RISING), Some(OutlookRefusal::NoDueDate));
    // Of the due date itself there is an observation: it is known, not forecast; met or not.
    assert_eq!(refusal(due("2026-12-31"), &RISING), Some(OutlookRefusal::DuePassed));
    // A debt.
    assert_eq!(
        refusal(with(due("2026-11-30"), |row| row.targets.push(figure("2030-12-31", "90"))), &RISING),
        Some(OutlookRefusal::DuePassed)
    );
    // Passed without a report of it.
    assert_eq!(refusal(due("2026-12-15"), &RISING[..5]), Some(OutlookRefusal::DuePassed));
    let running = with(eighty(), |indicator| (indicator.accumulation, indicator.floor) = (Accumulation::YearToDate, None));
    assert_eq!(judged(running, &RISING, "2026-12-30").outlook.refusal, Some(OutlookRefusal::ProfileUnknown));
    let mut suspended = programme(vec![eighty()], Vec::new());
    suspended.suspensions = vec![Suspension {
        code: "CT-I.1".to_owned(),
        from: parse_date("2026-12-01").unwrap(),
        to: None,
        decision: "12/QĐ".to_owned(),
        reason: String::new(),
        recorded_at: "2026-11-20T09:00:00+07:00".parse().unwrap(),
    }];
    let suspended = judged_in(suspended, &RISING, YEARS_END);
    assert_eq!((suspended.status, suspended.outlook.refusal), (Status::Suspended, Some(OutlookRefusal::Suspended)));
    let milestone = with(row("CT-I.1", Measure::Milestone), |row| row.targets = vec![figure("2030-12-31", "100")]);
    let milestone = with(milestone, |row| row.targets[0].requirement = Requirement::Completed);
    assert_eq!(refusal(milestone, &[]), Some(OutlookRefusal::NotApplicable));
}

#[test]
fn what_is_not_asked_for_is_not_computed() {
    let ledger = Ledger::new(Arc::new(programme(vec![eighty(), row("NV-I.1", Measure::Milestone)], Vec::new())));
    let report = ledger.assess_with(AsOf::on(parse_date(YEARS_END).unwrap()), &Options::default().with_outlook(false));
    assert_eq!(report.policies, ["pace/1"]);
    assert_eq!(report.items.len(), 2);
    assert!(report.items.iter().all(|item| item.outlook.refusal == Some(OutlookRefusal::NotComputed)));
}

#[test]
fn it_is_seen_from_the_newest_observation_to_the_due_date() {
    // The published vector: 13 months of a share, 24 months ahead.
    let values = ["41.0", "42.5", "42.1", "44.0", "45.8", "45.1", "47.0", "48.9", "48.2", "50.4", "51.0", "52.3", "53.9"];
    let due = |date: &'static str, target: &'static str| with(eighty(), |indicator| indicator.targets = vec![figure(date, target)]);
    let outlook = judged(due("2029-07-31", "60"), &values, "2027-08-31").outlook;
    let close = |found: Option<rust_decimal::Decimal>, expected: &str| {
        let miss = (found.unwrap() - parse(expected).unwrap()).abs();
        assert!(miss < parse("0.000000001").unwrap(), "{found:?} {expected}");
    };
    close(outlook.probability, "0.812366771523");
    close(outlook.low, "53.833516821");
    close(outlook.high, "84.885674143");
    // The day on which it is asked changes nothing, nor do more decimals than are needed.
    assert_eq!(judged(due("2029-07-31", "60.00"), &values, "2027-10-15").outlook, outlook);
    // A day within a month lies a part of a step further.
    let [month, day, next] =
        ["2029-07-31", "2029-08-10", "2029-08-31"].map(|on| judged(due(on, "75"), &values, "2027-08-31").outlook.probability);
    assert!(month < day && day < next, "{month:?} {day:?} {next:?}");
    // An older observation than the newest thirteen has no say.
    let mut longer = vec!["90"];
    longer.extend(values);
    assert_eq!(judged(due("2029-08-31", "60"), &longer, "2027-09-30").outlook, outlook);
}

#[test]
fn the_side_wanted_decides() {
    let at = |direction, level: Level| {
        let made = with(eighty(), |indicator| {
            indicator.direction = Some(direction);
            indicator.targets[0].requirement = Requirement::Figure(level);
        });
        judged(made, &RISING, YEARS_END).outlook.probability.unwrap()
    };
    let number = |value: i64| Level::Number { value: value.into(), strict: false };
    let (least, most) = (at(Direction::AtLeast, number(60)), at(Direction::AtMost, number(60)));
    let within = at(Direction::Within, Level::Between { low: 40.into(), high: 60.into() });
    let under = at(Direction::AtMost, number(40));
    let tiny = parse("0.00000000001").unwrap();
    assert!((least + most - rust_decimal::Decimal::ONE).abs() < tiny);
    assert!((within - (most - under)).abs() < tiny);
    // A number that itself fails makes no difference to a probability.
    assert_eq!(at(Direction::AtLeast, Level::Number { value: 60.into(), strict: true }), least);
}

#[test]
fn counts_do_not_fall_below_their_floor_and_sums_are_summed_first() {
    let mut count =
        with(row("CT-I.1", Measure::Count), |row| (row.floor, row.targets) = (Some(0.into()), vec![figure("2030-12-31", "90")]));
    count.digits = 0;
    let outlook = judged(count.clone(), &["40", "2", "30", "1", "20", "3"], YEARS_END).outlook;
    assert_eq!(outlook.low, Some(0.into()));
    count.accumulation = Accumulation::Incremental;
    let sums = judged(count.clone(), &["40", "2", "30", "1", "20", "3"], YEARS_END).outlook;
    count.accumulation = Accumulation::Latest;
    assert_eq!(judged(count, &["40", "42", "72", "73", "93", "96"], YEARS_END).outlook, sums);
}

#[test]
fn a_step_is_the_indicators_own() {
    let yearly = with(eighty(), |indicator| indicator.frequency = Frequency::Yearly);
    let mut ledger = Ledger::new(Arc::new(programme(vec![yearly], Vec::new())));
    for (year, value) in (2021..).zip(["52.1", "54.0", "57.2", "58.1", "61.5", "63.0"]) {
        let (period, received) = (format!("{year}").parse::<crate::Period>().unwrap(), format!("{}-01-05T09:00:00+07:00", year + 1));
        let receipt = ledger.submit(Measurement::value("CT-I.1", period, received.parse().unwrap(), parse(value).unwrap()));
        assert_eq!(receipt.accepted(), 1);
    }
    let outlook = ledger.assess_one("CT-I.1", None, AsOf::on(parse_date(YEARS_END).unwrap())).unwrap().outlook;
    // The published yearly vector.
    assert!((outlook.low.unwrap() - parse("61.268838613").unwrap()).abs() < parse("0.000000001").unwrap(), "{outlook:?}");
}
