//! What the tables do not say: the keys of `programme.toml`, the same in the JSON form.

use std::fmt;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde_json::{Map, Value};

use super::decree::{AmendmentSettings, amendment, event, suspension};
use super::entry::{Entry, Pairs, decimal};
use super::found::{Found, Place};
use crate::error::{Error, ErrorKind, Result};
use crate::plan::{Accumulation, Agency, Baseline, Direction, Event, Footnote, Measure, Reference, ReferenceValue};
use crate::plan::{ReportSettings, Role, Rollup, Stage, Suspension, Unit};
use crate::value::number::plain;
use crate::value::period::parse_date;
use crate::value::{Frequency, Month, Text};

/// All settings of a plan. What stands with a place is checked against the rest of the plan later.
#[derive(Debug, Default)]
pub(super) struct Settings {
    /// The text that they stand in.
    pub(super) place: Place,
    pub(super) code: String,
    pub(super) title: Text,
    pub(super) number: String,
    pub(super) issued_on: Option<NaiveDate>,
    pub(super) starts_on: Option<NaiveDate>,
    pub(super) ends_on: Option<NaiveDate>,
    pub(super) reports_from: Option<Month>,
    pub(super) cutoff_day: Option<u32>,
    pub(super) source: String,
    pub(super) report: ReportSettings,
    pub(super) rows: Vec<RowSettings>,
    pub(super) agencies: Vec<(Place, Agency)>,
    pub(super) units: Vec<(Place, Unit)>,
    pub(super) references: Vec<(Place, Reference)>,
    pub(super) amendments: Vec<AmendmentSettings>,
    pub(super) events: Vec<(Place, Option<Event>, Vec<String>)>,
    pub(super) suspensions: Vec<(Place, Option<Suspension>, String)>,
    pub(super) duties: Vec<DutySettings>,
    pub(super) footnotes: Vec<(Place, Footnote)>,
}

/// What is declared of one row.
#[derive(Debug)]
pub(super) struct RowSettings {
    pub(super) place: Place,
    pub(super) code: String,
    pub(super) title_en: String,
    pub(super) measure: Option<Measure>,
    pub(super) direction: Option<Direction>,
    /// The question of the direction is still open, which is a problem of its own.
    pub(super) direction_open: bool,
    pub(super) accumulation: Accumulation,
    pub(super) rollup: Rollup,
    pub(super) frequency: Option<Frequency>,
    pub(super) path: PathSettings,
    pub(super) profile: Option<Vec<Decimal>>,
    pub(super) baseline: Option<Baseline>,
    pub(super) floor: Option<Bound>,
    pub(super) ceiling: Option<Bound>,
    pub(super) denominator: String,
    pub(super) digits: Option<u32>,
    pub(super) on_track_percent: Option<Decimal>,
    pub(super) at_risk_percent: Option<Decimal>,
    pub(super) stale_after: Option<u32>,
    pub(super) due_soon_days: Option<u32>,
    pub(super) readings: Pairs,
    /// Cells by unit; a schedule's text has an empty heading.
    pub(super) targets: Vec<(String, Pairs)>,
    pub(super) owners: Option<Vec<OwnerSettings>>,
}

/// An owner declared over the cell.
#[derive(Debug)]
pub(super) struct OwnerSettings {
    pub(super) place: Place,
    pub(super) agency: String,
    pub(super) role: Role,
    pub(super) valid_from: Option<NaiveDate>,
    pub(super) valid_to: Option<NaiveDate>,
}

/// The declared path, before the direction is known.
#[derive(Debug)]
pub(super) struct PathSettings {
    pub(super) place: Place,
    pub(super) trajectory: Option<Trajectory>,
    pub(super) points: Vec<(Place, Option<NaiveDate>, Option<Spot>)>,
}

/// The declared trajectory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trajectory {
    Linear,
    Step,
    Points,
}

/// A floor or ceiling: a number, or lifted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Bound(pub(super) Option<Decimal>);

/// The value of a point: a number, or two for a range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Spot(pub(super) Decimal, pub(super) Option<Decimal>);

impl fmt::Display for Bound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.map_or_else(|| "none".to_owned(), plain))
    }
}

impl fmt::Display for Spot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.1 {
            None => f.write_str(&plain(self.0)),
            Some(high) => write!(f, "{} - {}", plain(self.0), plain(high)),
        }
    }
}

/// A duty of the plan's body.
#[derive(Debug)]
pub(super) struct DutySettings {
    pub(super) place: Place,
    pub(super) code: String,
    pub(super) title: Text,
    pub(super) owner: String,
    pub(super) due: String,
    pub(super) frequency: Option<Frequency>,
    /// The question of the date or frequency is still open.
    pub(super) open: bool,
}

const MEASURES: [(&str, Measure); 4] =
    [("percent", Measure::Percent), ("count", Measure::Count), ("gdp_multiple", Measure::GdpMultiple), ("milestone", Measure::Milestone)];
const DIRECTIONS: [(&str, Direction); 3] =
    [("at_least", Direction::AtLeast), ("at_most", Direction::AtMost), ("within", Direction::Within)];
const ACCUMULATIONS: [(&str, Accumulation); 4] = [
    ("latest", Accumulation::Latest),
    ("year_to_date", Accumulation::YearToDate),
    ("incremental", Accumulation::Incremental),
    ("average", Accumulation::Average),
];
const ROLLUPS: [(&str, Rollup); 6] = [
    ("reported", Rollup::Reported),
    ("ratio_of_sums", Rollup::RatioOfSums),
    ("sum", Rollup::Sum),
    ("mean", Rollup::Mean),
    ("share_of_units", Rollup::ShareOfUnits),
    ("worst", Rollup::Worst),
];
const FREQUENCIES: [(&str, Frequency); 3] =
    [("monthly", Frequency::Monthly), ("quarterly", Frequency::Quarterly), ("yearly", Frequency::Yearly)];
const TRAJECTORIES: [(&str, Trajectory); 3] = [("linear", Trajectory::Linear), ("step", Trajectory::Step), ("points", Trajectory::Points)];
const ROLES: [(&str, Role); 3] = [("lead", Role::Lead), ("support", Role::Support), ("monitor", Role::Monitor)];
const STAGES: [(&str, Stage); 3] = [("estimate", Stage::Estimate), ("preliminary", Stage::Preliminary), ("official", Stage::Official)];
impl Settings {
    /// Reads all keys, and hands out their canonical form. `passed` are keys of the same map that hold the tables.
    pub(super) fn read(map: &Map<String, Value>, place: Place, passed: &[&'static str], found: &mut Found) -> (Self, Map<String, Value>) {
        let mut entry = Entry::new(map, place, found);
        for key in passed {
            entry.pass(key);
        }
        let mut settings = Self { place: entry.place.clone(), ..Self::default() };
        if entry.table("programme", |entry| settings.programme(entry)).is_none() {
            entry.missing("programme");
        }
        settings.report = entry.table("report", report).unwrap_or_default();
        settings.rows = entry.list("indicator", row);
        settings.agencies = entry.list("agency", agency);
        settings.units = entry.list("unit", unit);
        settings.references = entry.list("reference", reference);
        settings.amendments = entry.list("amendment", amendment);
        settings.events = entry.list("event", event);
        settings.suspensions = entry.list("suspension", suspension);
        settings.duties = entry.list("duty", duty);
        settings.footnotes = entry.list("footnote", footnote);
        let canonical = entry.finish();
        (settings, canonical)
    }

    fn programme(&mut self, entry: &mut Entry<'_, '_>) {
        self.code = entry.required("code");
        let title = entry.required("title");
        self.title = Text::new(title, Some(entry.text("title_en")));
        self.number = entry.text("number");
        self.issued_on = entry.parsed("issued_on", parse_date);
        self.starts_on = entry.needed("starts_on", parse_date);
        self.ends_on = entry.needed("ends_on", parse_date);
        self.reports_from = entry.needed("reports_from", str::parse);
        self.cutoff_day = entry.whole("cutoff_day", 1, 31);
        self.source = entry.text("source");
        in_order(entry, "ends_on", self.starts_on, self.ends_on);
    }
}

fn report(entry: &mut Entry<'_, '_>) -> ReportSettings {
    ReportSettings {
        superior: entry.text("superior"),
        issuer: entry.text("issuer"),
        symbol: entry.text("symbol"),
        place: entry.text("place"),
        addressees: entry.texts("addressees"),
        recipients: entry.texts("recipients"),
        signer_role: entry.text("signer_role"),
        agency_order: entry.texts("agency_order"),
        sample: entry.flag("sample"),
    }
}

pub(super) fn row(entry: &mut Entry<'_, '_>) -> RowSettings {
    let direction = entry.choice("direction", &DIRECTIONS);
    RowSettings {
        place: entry.place.clone(),
        code: entry.required("code"),
        title_en: entry.text("title_en"),
        measure: entry.choice("measure", &MEASURES),
        direction,
        // A direction that cannot be read is a problem already; its cells are then not blamed a second time.
        direction_open: direction.is_none() && entry.has("direction"),
        accumulation: entry.choice("accumulation", &ACCUMULATIONS).unwrap_or_default(),
        rollup: entry.choice("rollup", &ROLLUPS).unwrap_or_default(),
        frequency: entry.choice("frequency", &FREQUENCIES),
        path: path(entry),
        profile: entry.decimals("profile"),
        baseline: entry.table("baseline", baseline).flatten(),
        floor: entry.parsed("floor", bound),
        ceiling: entry.parsed("ceiling", bound),
        denominator: entry.text("denominator"),
        digits: entry.whole("digits", 0, 12),
        on_track_percent: entry.decimal("on_track_percent"),
        at_risk_percent: entry.decimal("at_risk_percent"),
        stale_after: entry.whole("stale_after", 1, 1200),
        due_soon_days: entry.whole("due_soon_days", 0, 3660),
        readings: entry.pairs("readings"),
        targets: entry.by_unit("targets"),
        owners: Some(entry.list("owners", owner)).filter(|_| entry.has("owners")).map(|owners| owners.into_iter().flatten().collect()),
    }
}

fn bound(text: &str) -> Result<Bound> {
    if text == "none" {
        return Ok(Bound(None));
    }
    decimal(text).map(|value| Bound(Some(value))).map_err(|error| error.allowed("một số hoặc \"none\"", "a number or \"none\""))
}

fn spot(text: &str) -> Result<Spot> {
    match text.split_once(" - ") {
        None => Ok(Spot(decimal(text)?, None)),
        Some((low, high)) => {
            let (low, high) = (decimal(low.trim())?, decimal(high.trim())?);
            let error = || Error::new(ErrorKind::BadValue).given(text).allowed("\"35 - 40\"", "\"35 - 40\"");
            if low < high { Ok(Spot(low, Some(high))) } else { Err(error()) }
        }
    }
}

pub(super) fn path(entry: &mut Entry<'_, '_>) -> PathSettings {
    PathSettings {
        place: entry.place.clone(),
        trajectory: entry.choice("trajectory", &TRAJECTORIES),
        points: entry.list("points", |entry| (entry.place.clone(), entry.needed("date", parse_date), entry.needed("value", spot))),
    }
}

pub(super) fn baseline(entry: &mut Entry<'_, '_>) -> Option<Baseline> {
    let (date, value) = (entry.needed("date", parse_date), entry.needed("value", decimal));
    Some(Baseline { date: date?, value: value? })
}

fn owner(entry: &mut Entry<'_, '_>) -> Option<OwnerSettings> {
    let place = entry.place.clone();
    let agency = entry.required("agency");
    let role = entry.choice("role", &ROLES);
    if !entry.has("role") {
        entry.missing("role");
    }
    let (valid_from, valid_to) = validity(entry);
    Some(OwnerSettings { place, agency, role: role?, valid_from, valid_to })
}

fn validity(entry: &mut Entry<'_, '_>) -> (Option<NaiveDate>, Option<NaiveDate>) {
    let (from, to) = (entry.parsed("valid_from", parse_date), entry.parsed("valid_to", parse_date));
    in_order(entry, "valid_to", from, to);
    (from, to)
}

pub(super) fn in_order(entry: &mut Entry<'_, '_>, key: &str, from: Option<NaiveDate>, to: Option<NaiveDate>) {
    if let (Some(from), Some(to)) = (from, to)
        && to < from
    {
        let place = entry.place.then(key);
        let error = Error::new(ErrorKind::BadInterval).given(to).allowed(format!("từ {from} trở đi"), format!("{from} or later"));
        entry.found.problem(&place, error);
    }
}

fn agency(entry: &mut Entry<'_, '_>) -> (Place, Agency) {
    let name = entry.required("name");
    let name = Text::new(name, Some(entry.text("name_en")));
    let some = |text: String| Some(text).filter(|text| !text.is_empty());
    let members = entry.texts("members");
    let (valid_from, valid_to) = validity(entry);
    let agency = Agency {
        name,
        aliases: entry.texts("aliases"),
        class: entry.flag("class") || !members.is_empty(),
        undetermined: entry.flag("undetermined"),
        members,
        head: some(entry.text("head")),
        contact: some(entry.text("contact")),
        parent: some(entry.text("parent")),
        valid_from,
        valid_to,
        successors: entry.texts("successors"),
    };
    (entry.place.clone(), agency)
}

fn unit(entry: &mut Entry<'_, '_>) -> (Place, Unit) {
    let (code, name) = (entry.required("code"), entry.required("name"));
    let parent = Some(entry.text("parent")).filter(|text| !text.is_empty());
    let (valid_from, valid_to) = validity(entry);
    (entry.place.clone(), Unit { code, name, parent, valid_from, valid_to, successors: entry.texts("successors") })
}

fn reference(entry: &mut Entry<'_, '_>) -> (Place, Reference) {
    let values = |entry: &mut Entry<'_, '_>| {
        let year = entry.needed("year", |text| {
            super::schedule::full_year(text).ok_or_else(|| Error::new(ErrorKind::BadValue).given(text).allowed("2026", "2026"))
        });
        let value = entry.needed("value", |text| {
            let error = || Error::new(ErrorKind::BadValue).given(text).allowed("một số lớn hơn 0", "a number greater than zero");
            decimal(text).and_then(|value| if value > Decimal::ZERO { Ok(value) } else { Err(error()) })
        });
        let stage = entry.choice("stage", &STAGES).unwrap_or_default();
        let recorded_at = entry.needed("recorded_at", str::parse);
        Some(ReferenceValue { year: year?, value: value?, stage, recorded_at: recorded_at? })
    };
    let reference = Reference {
        code: entry.required("code"),
        title: entry.text("title"),
        unit: entry.text("unit"),
        values: entry.list("values", values).into_iter().flatten().collect(),
    };
    (entry.place.clone(), reference)
}

fn duty(entry: &mut Entry<'_, '_>) -> DutySettings {
    let code = entry.required("code");
    let title = entry.required("title");
    let title = Text::new(title, Some(entry.text("title_en")));
    let owner = entry.required("owner");
    let (due, frequency) = (entry.text("due"), entry.choice("frequency", &FREQUENCIES));
    let open = entry.is_open("due") || entry.is_open("frequency");
    if !due.is_empty() && frequency.is_some() {
        let place = entry.place.clone();
        let error = Error::new(ErrorKind::ConflictingFields).given("due, frequency");
        entry.found.problem(&place, error.allowed("due hoặc frequency", "due or frequency"));
    } else if due.is_empty() && !entry.has("frequency") {
        entry.missing("due");
    }
    DutySettings { place: entry.place.clone(), code, title, owner, due, frequency, open }
}

fn footnote(entry: &mut Entry<'_, '_>) -> (Place, Footnote) {
    let footnote = Footnote { mark: entry.required("mark"), text: entry.required("text"), rows: entry.texts("rows") };
    (entry.place.clone(), footnote)
}
