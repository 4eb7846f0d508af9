//! One row of the plan: its cells as printed and its settings together make an indicator.

use std::collections::{HashMap, HashSet};

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

use super::cell::{Column, Said, read};
use super::found::{Found, Place};
use super::owners::Names;
use super::settings::{OwnerSettings, PathSettings, RowSettings, Spot, Trajectory};
use super::table::{without_marks, year_of};
use crate::error::{Error, ErrorKind, Result};
use crate::plan::{Direction, Indicator, Kind, Level, Limits, Measure, Ownership, PathPoint, Profile, Requirement, Role, Shape, Target};
use crate::value::period::parse_date;
use crate::value::text::key;
use crate::value::{Frequency, Text};

/// A cell that states what is asked.
#[derive(Debug)]
pub(super) struct Asked {
    pub(super) place: Place,
    pub(super) column: Column,
    /// The cell as the plan prints it.
    pub(super) printed: String,
    /// The text that is read: the cell, or the reading declared for it.
    pub(super) text: String,
}

/// A row as the plan, or a decision, states it.
#[derive(Debug)]
pub(super) struct Stated<'a> {
    pub(super) place: Place,
    pub(super) title_place: Place,
    pub(super) kind: Kind,
    pub(super) code: &'a str,
    pub(super) group: &'a str,
    pub(super) title: &'a str,
    pub(super) unit: &'a str,
    pub(super) asked: Vec<Asked>,
    pub(super) lead: (Place, &'a str, Role),
    pub(super) support: (Place, &'a str),
    pub(super) output: &'a str,
}

/// What the rows refer to.
#[derive(Debug, Default)]
pub(super) struct Surroundings {
    pub(super) names: Names,
    /// The marks of footnotes by the [key] of a row's code.
    pub(super) marks: HashMap<String, Vec<String>>,
    pub(super) units: HashSet<String>,
    pub(super) references: HashSet<String>,
}

impl Surroundings {
    /// Makes the indicator. What cannot be read is reported and left out.
    pub(super) fn indicator(&self, stated: Stated<'_>, settings: Option<&RowSettings>, found: &mut Found) -> Indicator {
        let marks: Vec<&str> = self.marks.get(&key(stated.code)).into_iter().flatten().map(String::as_str).collect();
        let unmarked = |text: &str, place: &Place, found: &mut Found| {
            found.take(place, without_marks(text, &marks)).unwrap_or_else(|| text.to_owned())
        };
        let title = unmarked(stated.title, &stated.title_place, found);
        let output = unmarked(stated.output, &stated.place, found);
        let said: Vec<(&Asked, Said)> = stated
            .asked
            .iter()
            .filter_map(|asked| Some((asked, found.take(&asked.place, read(&asked.text, asked.column, stated.unit))??)))
            .collect();
        let measure = measure(&stated, &said, settings, found);
        let direction = settings.and_then(|settings| settings.direction);
        let asks = Asks { measure, direction, open: settings.is_some_and(|settings| settings.direction_open) };
        let mut targets = Vec::new();
        for (asked, said) in &said {
            let target = asks.target(said, asked.column.year_end(), &asked.printed);
            if let Some(target) = found.take(&asked.place, target).flatten() {
                if target.due.is_some() && targets.iter().any(|(other, _): &(Target, _)| other.due == target.due) {
                    let error = Error::new(ErrorKind::DuplicateTarget).given(&asked.printed);
                    found.problem(&asked.place, error.allowed("mỗi ngày một mục tiêu", "one target a day"));
                } else {
                    targets.push((target, asked.place.clone()));
                }
            }
        }
        let frequency = frequency(&mut targets, settings, found);
        let mut targets: Vec<Target> = targets.into_iter().map(|(target, _)| target).collect();
        targets.sort_by_key(|target| (target.due.is_none(), target.due));
        let (floor, ceiling) = match measure {
            Measure::Percent => (Some(Decimal::ZERO), Some(Decimal::ONE_HUNDRED)),
            Measure::Count | Measure::GdpMultiple => (Some(Decimal::ZERO), None),
            Measure::Milestone => (None, None),
        };
        let mut row = Indicator {
            code: stated.code.to_owned(),
            kind: stated.kind,
            group: stated.group.to_owned(),
            title: Text::new(title, settings.map(|settings| settings.title_en.clone())),
            unit: stated.unit.to_owned(),
            measure,
            direction,
            accumulation: Default::default(),
            rollup: Default::default(),
            frequency,
            targets,
            unit_targets: Vec::new(),
            shape: Shape::Linear,
            profile: None,
            baseline: None,
            floor,
            ceiling,
            denominator: None,
            digits: u32::from(matches!(measure, Measure::Percent | Measure::GdpMultiple)),
            limits: Limits::of(frequency),
            owners: self.owners(&stated, settings, found),
            lead_text: stated.lead.1.to_owned(),
            support_text: stated.support.1.to_owned(),
            output,
        };
        if let Some(settings) = settings {
            self.declared(&mut row, asks, settings, found);
        }
        row
    }

    /// What the settings say beside the cells.
    fn declared(&self, row: &mut Indicator, asks: Asks, settings: &RowSettings, found: &mut Found) {
        row.accumulation = settings.accumulation;
        row.rollup = settings.rollup;
        row.shape = shape(&settings.path, asks.direction, found);
        row.profile = settings.profile.as_ref().and_then(|shares| found.take(&settings.place.then("profile"), profile(shares)));
        row.baseline = settings.baseline;
        row.floor = settings.floor.map_or(row.floor, |bound| bound.0);
        row.ceiling = settings.ceiling.map_or(row.ceiling, |bound| bound.0);
        row.digits = settings.digits.unwrap_or(row.digits);
        let limits = &mut row.limits;
        limits.on_track_percent = settings.on_track_percent.unwrap_or(limits.on_track_percent);
        limits.at_risk_percent = settings.at_risk_percent.unwrap_or(limits.at_risk_percent);
        limits.stale_after = settings.stale_after.unwrap_or(limits.stale_after);
        limits.due_soon_days = settings.due_soon_days.unwrap_or(limits.due_soon_days);
        if !settings.denominator.is_empty() {
            let place = settings.place.then("denominator");
            if !matches!(asks.measure, Measure::Percent | Measure::GdpMultiple) {
                let error = Error::new(ErrorKind::ConflictingFields).given(&settings.denominator);
                found.problem(&place, error.allowed("chỉ với percent, gdp_multiple", "with percent, gdp_multiple only"));
            } else if !self.references.contains(&settings.denominator) {
                let error = Error::new(ErrorKind::UnknownCode).given(&settings.denominator);
                found.problem(&place, error.allowed("code của một [[reference]]", "the code of a [[reference]]"));
            }
            row.denominator = Some(settings.denominator.clone());
        }
        for (unit, cells) in &settings.targets {
            let place = settings.place.then("targets").column(unit);
            if !self.units.contains(unit) {
                found.problem(&place, unknown_unit(unit));
            }
            let targets = asks.unit_targets(cells, &row.unit, &place, found);
            row.unit_targets.push((unit.clone(), targets));
        }
    }

    /// Who answers: the owners declared, else those that the cells name.
    fn owners(&self, stated: &Stated<'_>, settings: Option<&RowSettings>, found: &mut Found) -> Vec<Ownership> {
        if let Some(declared) = settings.and_then(|settings| settings.owners.as_ref()) {
            return declared.iter().filter_map(|owner| self.owner(owner, found)).collect();
        }
        let (lead_place, lead, role) = &stated.lead;
        if lead.is_empty() {
            let error = Error::new(ErrorKind::UnknownAgency).given("");
            found.problem(
                lead_place,
                error.allowed("tên cơ quan, hoặc owners trong [[indicator]]", "an agency, or owners in [[indicator]]"),
            );
        }
        let (support_place, support) = &stated.support;
        [(lead_place, lead, *role), (support_place, support, Role::Support)]
            .into_iter()
            .flat_map(|(place, cell, role)| {
                let named = found.take(place, self.names.in_cell(cell)).unwrap_or_default();
                named.into_iter().map(move |agency| Ownership { agency, role, valid_from: None, valid_to: None })
            })
            .collect()
    }

    fn owner(&self, owner: &OwnerSettings, found: &mut Found) -> Option<Ownership> {
        let Some(name) = self.names.one(&owner.agency) else {
            found.problem(&owner.place.then("agency"), unknown_agency(&owner.agency));
            return None;
        };
        Some(Ownership { agency: name.to_owned(), role: owner.role, valid_from: owner.valid_from, valid_to: owner.valid_to })
    }
}

pub(super) fn unknown_agency(name: &str) -> Error {
    Error::new(ErrorKind::UnknownAgency).given(name).allowed("tên hoặc aliases của một [[agency]]", "a name or alias of an [[agency]]")
}

pub(super) fn unknown_unit(code: &str) -> Error {
    Error::new(ErrorKind::UnknownCode).given(code).allowed("code của một [[unit]]", "the code of a [[unit]]")
}

/// What the row's cells are read against.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asks {
    pub(super) measure: Measure,
    pub(super) direction: Option<Direction>,
    /// The direction is missing, and that is reported already.
    pub(super) open: bool,
}

impl Asks {
    pub(super) fn of(row: &Indicator) -> Self {
        Self { measure: row.measure, direction: row.direction, open: false }
    }

    /// The target that a cell states; `due` where it names no day of its own.
    ///
    /// # Errors
    /// [`ErrorKind::MeasureContradicted`], [`ErrorKind::MissingDirection`], and those of a figure's direction.
    pub(super) fn target(self, said: &Said, due: Option<NaiveDate>, printed: &str) -> Result<Option<Target>> {
        let contradicted = || {
            let milestone = self.measure == Measure::Milestone;
            let (vi, en) = if milestone {
                ("Hoàn thành, thời hạn hoặc nội dung chờ: dòng này là mốc hoàn thành", "completion, a date or what is awaited: a milestone")
            } else {
                ("một số đúng đơn vị tính của dòng", "a figure in the row's own unit")
            };
            Error::new(ErrorKind::MeasureContradicted).given(printed).allowed(vi, en)
        };
        let milestone = self.measure == Measure::Milestone;
        let (due, requirement) = match said {
            Said::Pending(awaited) => (due, Requirement::Pending(awaited.clone())),
            Said::Completed if milestone => (due, Requirement::Completed),
            Said::Due(day) if milestone => (Some(*day), Requirement::Completed),
            Said::Recurring(frequency) if milestone => (None, Requirement::Recurring(*frequency)),
            Said::Figure(figure) if !milestone && (!figure.percent || self.measure == Measure::Percent) => {
                let Some(direction) = self.direction else {
                    let vi = "direction = \"at_least\" | \"at_most\" | \"within\" trong [[indicator]] của dòng này";
                    let en = "direction = \"at_least\" | \"at_most\" | \"within\" in the row's [[indicator]]";
                    let error = Error::new(ErrorKind::MissingDirection).given(printed).allowed(vi, en);
                    return if self.open { Ok(None) } else { Err(error) };
                };
                (due, Requirement::Figure(figure.level(direction).map_err(|error| error.given(printed))?))
            }
            _ => return Err(contradicted()),
        };
        Ok(Some(Target { due, requirement, text: printed.to_owned(), decision: None }))
    }

    /// The target that a text states for a day; a milestone's text may name another day.
    pub(super) fn dated(self, text: &str, due: NaiveDate, unit: &str) -> Result<Option<Target>> {
        let column = Column::Year(due.year());
        let said = match read(text, column, unit) {
            Err(_) if self.measure == Measure::Milestone => read(text, Column::Schedule, unit),
            other => other,
        };
        said?.map_or(Ok(None), |said| self.target(&said, Some(due), text))
    }

    /// A unit's own targets, by column heading or date; an empty heading stands for the schedule.
    fn unit_targets(self, cells: &[(String, String)], unit: &str, place: &Place, found: &mut Found) -> Vec<Target> {
        let mut targets: Vec<Target> = Vec::new();
        for (heading, text) in cells {
            let place = if heading.is_empty() { place.clone() } else { place.column(heading) };
            let day = parse_date(heading).ok().or_else(|| Column::Year(year_of(heading)?).year_end());
            let target = match day {
                Some(day) => self.dated(text, day, unit),
                None if heading.is_empty() => {
                    read(text, Column::Schedule, unit).and_then(|said| said.map_or(Ok(None), |said| self.target(&said, None, text)))
                }
                None => Err(Error::new(ErrorKind::UnknownKey).given(heading).allowed("Năm 2027 hoặc 2027-06-30", "Năm 2027 or 2027-06-30")),
            };
            if let Some(target) = found.take(&place, target).flatten() {
                if targets.iter().any(|other| other.due.is_some() && other.due == target.due) {
                    found.problem(&place, Error::new(ErrorKind::DuplicateTarget).given(text));
                }
                targets.push(target);
            }
        }
        targets.sort_by_key(|target| (target.due.is_none(), target.due));
        targets
    }
}

/// The declared measure, or the one that unit and cells show.
fn measure(stated: &Stated<'_>, said: &[(&Asked, Said)], settings: Option<&RowSettings>, found: &mut Found) -> Measure {
    let figures = said.iter().any(|(_, said)| matches!(said, Said::Figure(_)));
    let done = said.iter().any(|(_, said)| matches!(said, Said::Completed | Said::Due(_) | Said::Recurring(_)));
    let by_unit = measure_of_unit(stated.unit);
    let shown = match by_unit {
        _ if stated.kind != Kind::Indicator => Measure::Milestone,
        Some(measure) => measure,
        None if done && !figures => Measure::Milestone,
        None if stated.unit.is_empty() && said.is_empty() => Measure::Milestone,
        None => Measure::Count,
    };
    let Some((declared, settings)) = settings.and_then(|settings| Some((settings.measure?, settings))) else { return shown };
    // The unit decides: "số lượng" in the title with the unit % is a share.
    let certain = by_unit.is_some() || stated.kind != Kind::Indicator;
    let withheld = declared == Measure::Milestone && !figures;
    if certain && declared != shown && !withheld {
        let unit = if stated.unit.is_empty() { "nhiệm vụ" } else { stated.unit };
        let error = Error::new(ErrorKind::MeasureContradicted).given(name_of(declared));
        found.problem(
            &settings.place.then("measure"),
            error.allowed(format!("{} ({unit})", name_of(shown)), format!("{} ({unit})", name_of(shown))),
        );
        return shown;
    }
    declared
}

/// The measure that a unit alone decides.
pub(super) fn measure_of_unit(unit: &str) -> Option<Measure> {
    match key(unit).as_str() {
        "%" => Some(Measure::Percent),
        "lần gdp" | "lần grdp" => Some(Measure::GdpMultiple),
        "hoàn thành" => Some(Measure::Milestone),
        _ => None,
    }
}

/// A measure as settings name it.
pub(super) fn name_of(measure: Measure) -> &'static str {
    match measure {
        Measure::Percent => "percent",
        Measure::Count => "count",
        Measure::GdpMultiple => "gdp_multiple",
        Measure::Milestone => "milestone",
    }
}

/// How often reports are owed: the recurring cell's own frequency, else the declared one, else monthly. Recurring cells
/// of several columns are one.
fn frequency(targets: &mut Vec<(Target, Place)>, settings: Option<&RowSettings>, found: &mut Found) -> Frequency {
    let declared = settings.and_then(|settings| settings.frequency);
    let mut stated = None;
    let mut seen = false;
    targets.retain(|(target, place)| {
        let Requirement::Recurring(frequency) = target.requirement else { return true };
        if seen && frequency != stated {
            found.problem(place, Error::new(ErrorKind::DuplicateTarget).given(&target.text));
        }
        let first = !seen;
        (seen, stated) = (true, frequency);
        first
    });
    if let (Some(stated), Some(declared), Some(settings)) = (stated, declared, settings)
        && stated != declared
    {
        let error = Error::new(ErrorKind::ConflictingFields).given(declared.name());
        found.problem(&settings.place.then("frequency"), error.allowed(stated.name(), stated.name()));
    }
    stated.or(declared).unwrap_or_default()
}

/// The declared path, its levels read in the row's direction.
pub(super) fn shape(path: &PathSettings, direction: Option<Direction>, found: &mut Found) -> Shape {
    let wrong = |vi: &str, en: &str| Error::new(ErrorKind::BadTrajectory).allowed(vi, en);
    let points = path.trajectory == Some(Trajectory::Points);
    if points == path.points.is_empty() {
        let place = path.place.then(if points { "trajectory" } else { "points" });
        found.problem(&place, wrong("trajectory = \"points\" cùng với points", "trajectory = \"points\" together with points"));
    }
    let mut levels = Vec::new();
    for (place, date, spot) in &path.points {
        let (Some(date), Some(Spot(low, high))) = (*date, *spot) else { continue };
        let level = match (direction, high) {
            (Some(Direction::Within), Some(high)) => Level::Between { low, high },
            (Some(Direction::Within), None) => {
                let error = Error::new(ErrorKind::SingleNumberWithin).given(low);
                found.problem(&place.then("value"), error.allowed("\"35 - 40\"", "\"35 - 40\""));
                continue;
            }
            (_, None) => Level::Number { value: low, strict: false },
            (_, Some(_)) => {
                found.problem(&place.then("value"), wrong("một số; khoảng chỉ đi với within", "one number; a range goes with within"));
                continue;
            }
        };
        levels.push(PathPoint { date, level });
    }
    match path.trajectory {
        Some(Trajectory::Points) => Shape::Points(levels),
        Some(Trajectory::Step) => Shape::Step,
        _ => Shape::Linear,
    }
}

fn profile(shares: &[Decimal]) -> Result<Profile> {
    let error = || {
        Error::new(ErrorKind::BadProfile)
            .given(shares.iter().map(Decimal::to_string).collect::<Vec<_>>().join(", "))
            .allowed("12 tỷ lệ lũy kế không giảm, kết thúc bằng 1", "twelve cumulative shares that never fall and end in 1")
    };
    let numbers: [Decimal; 12] = shares.try_into().map_err(|_| error())?;
    Profile::new(numbers).ok_or_else(error)
}
