use std::sync::Arc;

use super::*;
use crate::assess::judge_series;
use crate::ledger::Measurement;
use crate::plan::sample::{figure, programme, row};
use crate::plan::{Accumulation, Baseline, Indicator, Measure, Requirement};
use crate::value::number::parse;
use crate::value::{Frequency, Period};

fn n(text: &str) -> Decimal {
    parse(text).unwrap()
}

/// A ledger of one row, with the values of years or months, and its verdicts at the end of a year.
fn ledger(indicator: Indicator, values: &[(&str, &str)]) -> Ledger {
    let code = indicator.code.clone();
    let mut ledger = Ledger::new(Arc::new(programme(vec![indicator], Vec::new())));
    let received = "2030-01-05T09:00:00+07:00".parse().unwrap();
    let entries = values.iter().map(|(period, value)| Measurement::value(&*code, period.parse::<Period>().unwrap(), received, n(value)));
    let receipt = ledger.submit(entries.collect::<Vec<_>>());
    assert_eq!(receipt.accepted(), values.len());
    ledger
}

fn as_of(date: &str) -> AsOf {
    AsOf::on(date.parse().unwrap())
}

fn yearly(code: &str) -> Indicator {
    let mut indicator = row(code, Measure::Percent);
    indicator.frequency = Frequency::Yearly;
    indicator.targets = vec![figure("2030-12-31", "80")];
    indicator
}

const SIX: &[(&str, &str)] = &[("2024", "40"), ("2025", "42"), ("2026", "44"), ("2027", "46"), ("2028", "48"), ("2029", "50")];

#[test]
fn a_method_that_is_not_known_is_refused() {
    let error = ledger(yearly("CT-I.1"), SIX).policy_diff(as_of("2029-12-31"), "pace", "dnd", Lang::En).unwrap_err();
    assert_eq!(error.kind(), crate::ErrorKind::UnknownMethod);
}

#[test]
fn each_method_says_what_it_says_of_the_series_alone() {
    let ledger = ledger(yearly("CT-I.1"), SIX);
    let rows = ledger.policy_diff(as_of("2029-12-31"), "dns", "unsd/2023", Lang::En).unwrap();
    assert_eq!(rows.len(), 1);
    let row = &rows[0];
    assert_eq!((row.code.as_str(), row.method_a, row.method_b), ("CT-I.1", "dns/2024", "unsd/2023"));
    let series = SIX.iter().map(|(year, value)| (year.parse::<i32>().unwrap(), n(value)));
    let asked = Asked::target(n("80")).by(2030);
    for (method, said) in [("dns", row.status_a), ("unsd", row.status_b)] {
        let alone = judge_series(series.clone(), Wanted::Increase, &asked, method).unwrap();
        assert_eq!(alone.native_status, said);
        assert!(row.reason.contains(&alone.explain(Lang::En)), "{}", row.reason);
    }
    assert!(row.differs, "cloudy is off track, fair is at risk");
    let json = serde_json::to_value(row).unwrap();
    let keys: Vec<&String> = json.as_object().unwrap().keys().collect();
    assert_eq!(keys.len(), 7, "{keys:?}");
}

#[test]
fn pace_is_the_verdict_of_the_report() {
    let ledger = ledger(yearly("CT-I.1"), SIX);
    let rows = ledger.policy_diff(as_of("2029-12-31"), "pace", "sdsn", Lang::Vi).unwrap();
    let verdict = ledger.assess_one("CT-I.1", None, as_of("2029-12-31")).unwrap();
    assert_eq!(rows[0].status_a, verdict.status.name());
    assert!(rows[0].reason.contains(&verdict.explain(Lang::Vi)));
}

#[test]
fn what_one_of_the_two_cannot_judge_is_left_out() {
    // Five points: dns needs six.
    let five = ledger(yearly("CT-I.1"), &SIX[1..]);
    assert_eq!(five.policy_diff(as_of("2029-12-31"), "pace", "dns", Lang::Vi).unwrap(), []);
    assert_eq!(five.policy_diff(as_of("2029-12-31"), "pace", "sdsn", Lang::Vi).unwrap().len(), 1);
    // No target at all.
    let mut open = yearly("CT-I.1");
    open.targets.clear();
    assert_eq!(ledger(open, SIX).policy_diff(as_of("2029-12-31"), "dns", "sdsn", Lang::Vi).unwrap(), []);
}

#[test]
fn of_months_the_last_of_each_year_counts_of_a_running_total_only_december() {
    let months = [("2027-06", "10"), ("2027-12", "40"), ("2028-12", "50"), ("2029-06", "55")];
    let mut latest = row("CT-I.1", Measure::GdpMultiple);
    latest.targets = vec![figure("2030-12-31", "80")];
    let mut running = latest.clone();
    running.accumulation = Accumulation::YearToDate;
    let values = |indicator: Indicator| {
        let ledger = ledger(indicator, &months);
        let verdict = ledger.assess_one("CT-I.1", None, as_of("2029-06-30")).unwrap();
        let values = ledger.yearly_values(&verdict).unwrap();
        super::yearly(&values).iter().map(|point| (point.year, point.value.to_string())).collect::<Vec<_>>()
    };
    assert_eq!(values(latest.clone()), [(2027, "40".to_owned()), (2028, "50".to_owned()), (2029, "55".to_owned())]);
    assert_eq!(values(running), [(2027, "40".to_owned()), (2028, "50".to_owned())]);
    // A declared baseline is its year's value, and the base year.
    latest.baseline = Some(Baseline { date: "2026-12-31".parse().unwrap(), value: n("20") });
    assert_eq!(values(latest)[0], (2026, "20".to_owned()));
}

#[test]
fn a_range_is_judged_by_dns_alone_at_its_weakest_end() {
    let mut within = yearly("CT-I.1");
    within.direction = Some(Direction::Within);
    within.targets[0].requirement = Requirement::Figure(Level::Between { low: n("45"), high: n("60") });
    let ledger = ledger(within, SIX);
    let rows = ledger.policy_diff(as_of("2029-12-31"), "pace", "dns", Lang::Vi).unwrap();
    // 50 meets both ends, but a rise is the wrong way for the upper one.
    assert_eq!((rows[0].status_a, rows[0].status_b), ("achieved", "partly"));
    assert_eq!(ledger.policy_diff(as_of("2029-12-31"), "pace", "sdsn", Lang::Vi).unwrap(), []);
}
