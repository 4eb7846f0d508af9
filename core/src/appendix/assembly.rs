//! From two tables and the settings to a validated programme.

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value};

use super::cell::{Column, read};
use super::decisions::{Decided, unknown_row};
use super::found::{Found, Place};
use super::row::{Asked, Asks, Stated, Surroundings};
use super::settings::{DutySettings, RowSettings, Settings};
use super::table::{Printed, Table};
use super::{hierarchy, json, validation};
use crate::error::{Error, ErrorKind};
use crate::plan::{
    Event, Footnote, Group, Indicator, Kind, Limits, Measure, Ownership, Programme, Requirement, Role, Shape, Suspension, Target,
};
use crate::value::text::key;
use crate::value::{Calendar, Frequency};

/// Puts the plan together; `None` where a date that everything rests on is missing, which is then reported.
pub(super) fn assemble(
    indicators: &Table,
    tasks: &Table,
    mut settings: Settings,
    canonical: Map<String, Value>,
    found: &mut Found,
) -> Option<Programme> {
    let names = hierarchy::names(&settings, found);
    hierarchy::agencies(&mut settings, &names, found);
    hierarchy::units(&mut settings, found);
    let mut marks: HashMap<String, Vec<String>> = HashMap::new();
    for (_, footnote) in &settings.footnotes {
        for row in &footnote.rows {
            marks.entry(key(row)).or_default().push(footnote.mark.clone());
        }
    }
    let surroundings = Surroundings {
        names,
        marks,
        units: settings.units.iter().map(|(_, unit)| unit.code.clone()).collect(),
        references: settings.references.iter().map(|(_, reference)| reference.code.clone()).collect(),
    };
    let complete = indicators.complete && tasks.complete;
    let mut declared: HashMap<String, &RowSettings> = HashMap::new();
    for row in &settings.rows {
        declared.entry(key(&row.code)).or_insert(row);
    }
    let mut rows = Rows { rows: Vec::new(), places: HashMap::new() };
    for (kind, table) in [(Kind::Indicator, indicators), (Kind::Task, tasks)] {
        for printed in &table.rows {
            let declared = declared.get(&key(&printed.code)).copied();
            let row = surroundings.indicator(stated(kind, table, printed, declared, found), declared, found);
            rows.push(row, declared.map_or(&printed.place, |declared| &declared.place), &printed.place, found);
        }
    }
    for duty in &settings.duties {
        let row = surroundings.duty(duty, found);
        rows.push(row, &duty.place, &duty.place.then("code"), found);
    }
    for row in &rows.rows {
        if let Some(place) = rows.places.get(&key(&row.code)) {
            validation::check(row, place, found);
            validation::remark(row, place, found);
        }
    }
    if complete {
        named_rows(&settings, &rows, found);
    }
    let groups: Vec<Group> = indicators.groups.iter().chain(&tasks.groups).cloned().collect();
    let known = rows.rows.iter().map(|row| (key(&row.code), row.clone())).collect();
    let mut decided = Decided { surroundings: &surroundings, rows: known, groups: &groups, complete };
    let added = decided.additions(&settings, found);
    let amendments = decided.amendments(&settings, found);
    let own = |code: &str| decided.rows.get(&key(code)).map(|row| row.code.clone());
    if complete {
        dated_rows(&settings, &own, found);
    }
    let events = settings.events.iter().filter_map(|(_, event, codes)| {
        let rows = codes.iter().filter_map(|code| own(code)).collect();
        Some(Event { rows, ..event.clone()? })
    });
    let suspensions =
        settings.suspensions.iter().filter_map(|(_, suspension, code)| Some(Suspension { code: own(code)?, ..suspension.clone()? }));
    let footnotes = settings.footnotes.iter().map(|(_, footnote)| {
        let rows = footnote.rows.iter().filter_map(|code| own(code)).collect();
        Footnote { rows, ..footnote.clone() }
    });
    let (events, suspensions, footnotes) = (events.collect(), suspensions.collect(), footnotes.collect());
    let all: Vec<Indicator> = rows.rows.into_iter().chain(added).collect();
    // By the code as written too, so that the usual look-up makes no key.
    let by_code =
        all.iter().enumerate().flat_map(|(row, indicator)| [(key(&indicator.code), row), (indicator.code.clone(), row)]).collect();
    Some(Programme {
        canonical: json::canonical(canonical, indicators, tasks),
        code: settings.code,
        title: settings.title,
        number: settings.number,
        issued_on: settings.issued_on,
        starts_on: settings.starts_on?,
        calendar: Calendar { reports_from: settings.reports_from?, ends_on: settings.ends_on?, cutoff_day: settings.cutoff_day },
        source: settings.source,
        report: settings.report,
        groups,
        indicators: all,
        agencies: settings.agencies.into_iter().map(|(_, agency)| agency).collect(),
        units: settings.units.into_iter().map(|(_, unit)| unit).collect(),
        references: settings.references.into_iter().map(|(_, reference)| reference).collect(),
        amendments,
        events,
        suspensions,
        footnotes,
        by_code,
        remarks: Vec::new(),
    })
}

/// The rows so far, and where what is declared of each stands.
struct Rows {
    rows: Vec<Indicator>,
    places: HashMap<String, Place>,
}

impl Rows {
    fn push(&mut self, row: Indicator, declared: &Place, code: &Place, found: &mut Found) {
        if self.places.insert(key(&row.code), declared.clone()).is_some() {
            found.problem(code, Error::new(ErrorKind::DuplicateCode).given(&row.code));
        }
        self.rows.push(row);
    }
}

/// A printed row, each cell with the reading declared for it.
fn stated<'a>(kind: Kind, table: &'a Table, printed: &'a Printed, declared: Option<&RowSettings>, found: &mut Found) -> Stated<'a> {
    let readings = declared.map(|declared| declared.readings.as_slice()).unwrap_or_default();
    let asked = table.asking.iter().zip(&printed.cells).map(|(asking, cell)| {
        let reading = readings.iter().find(|(heading, _)| key(heading) == key(&asking.heading)).zip(declared);
        match reading {
            None => {
                Asked { place: printed.place.column(&asking.heading), column: asking.column, printed: cell.clone(), text: cell.clone() }
            }
            Some(((heading, text), declared)) => Asked {
                place: declared.place.then("readings").column(heading),
                column: asking.column,
                printed: if cell.is_empty() { text.clone() } else { cell.clone() },
                text: text.clone(),
            },
        }
    });
    let asked = asked.collect();
    for (heading, _) in readings {
        if let Some(declared) = declared
            && !table.asking.iter().any(|asking| key(&asking.heading) == key(heading))
        {
            let headings: Vec<&str> = table.asking.iter().map(|asking| asking.heading.as_str()).collect();
            let headings = headings.join(" | ");
            let error = Error::new(ErrorKind::UnknownKey).given(heading).allowed(headings.clone(), headings);
            found.problem(&declared.place.then("readings").column(heading), error);
        }
    }
    let leads = kind == Kind::Task || key(&table.lead_heading).contains("chủ trì");
    Stated {
        place: printed.place.clone(),
        title_place: printed.place.column(&table.title_heading),
        kind,
        code: &printed.code,
        group: &printed.group,
        title: &printed.title,
        unit: &printed.unit,
        asked,
        lead: (printed.place.column(&table.lead_heading), &printed.lead, if leads { Role::Lead } else { Role::Monitor }),
        support: (printed.place.column(&table.support_heading), &printed.support),
        output: &printed.output,
    }
}

impl Surroundings {
    /// A duty of the plan's body: a milestone with a date, or a recurring one.
    fn duty(&self, duty: &DutySettings, found: &mut Found) -> Indicator {
        let owners = found.take(&duty.place.then("owner"), self.names.in_cell(&duty.owner)).unwrap_or_default();
        let asks = Asks { measure: Measure::Milestone, direction: None, open: duty.open };
        let place = duty.place.then("due");
        let target = match (crate::value::period::parse_date(&duty.due), duty.frequency) {
            (Ok(day), _) => Some(Target { due: Some(day), requirement: Requirement::Completed, text: duty.due.clone(), decision: None }),
            (Err(_), Some(frequency)) => Some(Target {
                due: None,
                requirement: Requirement::Recurring(Some(frequency)),
                text: every(frequency).to_owned(),
                decision: None,
            }),
            (Err(_), None) => {
                let said = found.take(&place, read(&duty.due, Column::Schedule, "")).flatten();
                said.and_then(|said| found.take(&place, asks.target(&said, None, &duty.due)).flatten())
            }
        };
        let stated = target.as_ref().and_then(|target| match target.requirement {
            Requirement::Recurring(frequency) => frequency,
            _ => None,
        });
        let frequency = stated.unwrap_or_default();
        Indicator {
            code: duty.code.clone(),
            kind: Kind::Duty,
            group: String::new(),
            title: duty.title.clone(),
            unit: String::new(),
            measure: Measure::Milestone,
            direction: None,
            accumulation: Default::default(),
            rollup: Default::default(),
            frequency,
            targets: target.into_iter().collect(),
            unit_targets: Vec::new(),
            shape: Shape::Linear,
            profile: None,
            baseline: None,
            floor: None,
            ceiling: None,
            denominator: None,
            digits: 0,
            limits: Limits::of(frequency),
            owners: owners.into_iter().map(|agency| Ownership { agency, role: Role::Lead, valid_from: None, valid_to: None }).collect(),
            lead_text: duty.owner.clone(),
            support_text: String::new(),
            output: String::new(),
        }
    }
}

fn every(frequency: Frequency) -> &'static str {
    match frequency {
        Frequency::Monthly => "Hằng tháng",
        Frequency::Quarterly => "Hằng quý",
        Frequency::Yearly => "Hằng năm",
    }
}

/// Settings of rows, footnotes: each once, and of a row that there is.
fn named_rows(settings: &Settings, rows: &Rows, found: &mut Found) {
    let printed: HashSet<String> = rows.rows.iter().filter(|row| row.kind != Kind::Duty).map(|row| key(&row.code)).collect();
    let mut seen = HashSet::new();
    for row in settings.rows.iter().filter(|row| !row.code.is_empty()) {
        if !printed.contains(&key(&row.code)) {
            found.problem(&row.place.then("code"), unknown_row(&row.code));
        }
        if !seen.insert(key(&row.code)) {
            found.problem(&row.place.then("code"), Error::new(ErrorKind::DuplicateCode).given(&row.code));
        }
    }
    let mut codes = HashSet::new();
    for (place, reference) in &settings.references {
        if !codes.insert(&reference.code) {
            found.problem(&place.then("code"), Error::new(ErrorKind::DuplicateCode).given(&reference.code));
        }
    }
}

/// What may name rows that decisions add.
fn dated_rows(settings: &Settings, own: &dyn Fn(&str) -> Option<String>, found: &mut Found) {
    for (place, code) in settings.suspensions.iter().map(|(place, _, code)| (place, code)) {
        if !code.is_empty() && own(code).is_none() {
            found.problem(&place.then("code"), unknown_row(code));
        }
    }
    let events = settings.events.iter().map(|(place, _, rows)| (place, rows));
    for (place, rows) in events.chain(settings.footnotes.iter().map(|(place, footnote)| (place, &footnote.rows))) {
        for (code, number) in rows.iter().zip(1..).filter(|(code, _)| own(code).is_none()) {
            found.problem(&place.then("rows").entry(number), unknown_row(code));
        }
    }
}
