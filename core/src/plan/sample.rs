//! A small programme for unit tests.

use std::collections::HashMap;
use std::sync::Arc;

use rust_decimal::Decimal;

use super::{
    Accumulation, Amendment, Change, Direction, Indicator, Kind, Level, Limits, Measure, Programme, Requirement, Rollup, Shape, Target,
    Unit,
};
use crate::value::number::parse;
use crate::value::period::parse_date;
use crate::value::text::key;
use crate::value::{Calendar, Frequency, Text};

/// A row with the plan's usual settings; change the fields that matter.
pub(crate) fn row(code: &str, measure: Measure) -> Indicator {
    let percent = measure == Measure::Percent;
    Indicator {
        code: code.to_owned(),
        kind: if measure == Measure::Milestone { Kind::Task } else { Kind::Indicator },
        group: "I".to_owned(),
        title: Text::new(format!("Chỉ tiêu {code}"), None),
        unit: if percent { "%".to_owned() } else { String::new() },
        measure,
        direction: (measure != Measure::Milestone).then_some(Direction::AtLeast),
        accumulation: Accumulation::Latest,
        rollup: Rollup::Reported,
        frequency: Frequency::Monthly,
        targets: Vec::new(),
        unit_targets: Vec::new(),
        shape: Shape::Linear,
        profile: None,
        baseline: None,
        floor: percent.then_some(Decimal::ZERO),
        ceiling: percent.then_some(Decimal::ONE_HUNDRED),
        denominator: None,
        digits: 1,
        limits: Limits::of(Frequency::Monthly),
        owners: Vec::new(),
        lead_text: String::new(),
        support_text: String::new(),
        output: String::new(),
    }
}

/// A figure due on a day.
pub(crate) fn figure(due: &str, value: &str) -> Target {
    let level = Level::Number { value: parse(value).unwrap(), strict: false };
    Target { due: Some(parse_date(due).unwrap()), requirement: Requirement::Figure(level), text: value.to_owned(), decision: None }
}

/// A recurring requirement, with the cell's own frequency if it names one.
pub(crate) fn recurring(frequency: Option<Frequency>) -> Target {
    Target { due: None, requirement: Requirement::Recurring(frequency), text: "Thường xuyên".to_owned(), decision: None }
}

/// A programme of these rows, and of those that amendments add, with two units and the embedded plan's calendar.
pub(crate) fn programme(rows: Vec<Indicator>, amendments: Vec<Amendment>) -> Programme {
    let mut indicators = rows;
    for change in amendments.iter().flat_map(|amendment| &amendment.changes) {
        if let Change::Add(added) = change {
            indicators.push(added.as_ref().clone());
        }
    }
    let by_code: HashMap<String, usize> =
        indicators.iter().enumerate().flat_map(|(at, row)| [(row.code.clone(), at), (key(&row.code), at)]).collect();
    let unit = |code: &str| Unit {
        code: code.to_owned(),
        name: code.to_owned(),
        parent: None,
        valid_from: None,
        valid_to: None,
        successors: Vec::new(),
    };
    Programme {
        code: "ke-hoach".to_owned(),
        title: Text::new("Kế hoạch", None),
        number: String::new(),
        issued_on: None,
        starts_on: parse_date("2026-01-01").unwrap(),
        calendar: Calendar { reports_from: "2026-06".parse().unwrap(), ends_on: parse_date("2030-12-31").unwrap(), cutoff_day: None },
        source: String::new(),
        report: super::ReportSettings::default(),
        groups: Vec::new(),
        indicators,
        agencies: Vec::new(),
        units: vec![unit("PHƯỜNG-Đ1"), unit("XA-02")],
        references: Vec::new(),
        amendments,
        events: Vec::new(),
        suspensions: Vec::new(),
        footnotes: Vec::new(),
        by_code,
        remarks: Vec::new(),
        canonical: String::new(),
    }
}

/// One row of each kind: `CT-I.1` percent, `CT-I.2` count, `CT-I.3` multiple of a reference series, a running total;
/// `NV-I.1` a milestone, `NV-I.2` recurring every quarter, `CT-Đ.1` a percent of quarters.
pub(crate) fn every_kind() -> Arc<Programme> {
    let mut multiple = row("CT-I.3", Measure::GdpMultiple);
    multiple.accumulation = Accumulation::YearToDate;
    multiple.denominator = Some("GRDP".to_owned());
    let mut duty = row("NV-I.2", Measure::Milestone);
    duty.targets = vec![recurring(Some(Frequency::Quarterly))];
    let mut quarterly = row("CT-Đ.1", Measure::Percent);
    quarterly.frequency = Frequency::Quarterly;
    let rows =
        vec![row("CT-I.1", Measure::Percent), row("CT-I.2", Measure::Count), multiple, row("NV-I.1", Measure::Milestone), duty, quarterly];
    Arc::new(programme(rows, Vec::new()))
}
