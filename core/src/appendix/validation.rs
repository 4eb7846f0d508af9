//! What a row must hold as a whole, as first issued and after every decision.

use chrono::{Datelike, NaiveDate};

use super::found::{Found, Place};
use crate::error::{Error, ErrorKind};
use crate::plan::{Accumulation, Direction, Indicator, Level, Measure, PathPoint, Requirement, Shape, Target};
use crate::value::number::plain;

/// Checks a row; `place` is that of its settings, or of the decision that made it so.
pub(super) fn check(row: &Indicator, place: &Place, found: &mut Found) {
    accumulation(row, place, found);
    baseline(row, place, found);
    bounds(row, place, found);
    for (i, target) in row.targets.iter().enumerate() {
        if target.due.is_some() && row.targets.iter().take(i).any(|other| other.due == target.due) {
            let error = Error::new(ErrorKind::DuplicateTarget).given(&target.text);
            found.problem(place, error.allowed("mỗi ngày một mục tiêu", "one target a day"));
        }
    }
    match &row.shape {
        Shape::Linear => {}
        _ if row.measure == Measure::Milestone => {
            let error = Error::new(ErrorKind::BadTrajectory).given(&row.code);
            found.problem(&place.then("trajectory"), error.allowed("linear cho mốc hoàn thành", "linear for a milestone"));
        }
        Shape::Step => {}
        Shape::Points(_) if row.accumulation == Accumulation::YearToDate => {
            let error = Error::new(ErrorKind::BadTrajectory).given("points, year_to_date");
            found.problem(&place.then("trajectory"), error.allowed("profile thay cho points", "a profile in place of points"));
        }
        Shape::Points(path) => points(row, path, place, found),
    }
}

/// Remarks on a row that is taken all the same.
pub(super) fn remark(row: &Indicator, place: &Place, found: &mut Found) {
    let figures = figures(&row.targets);
    for ((_, before), (due, after)) in figures.iter().zip(figures.iter().skip(1)) {
        if let (Level::Number { value: before, .. }, Level::Number { value: after, .. }) = (before, after) {
            let falls = match row.direction {
                Some(Direction::AtLeast) => after < before,
                Some(Direction::AtMost) => after > before,
                _ => false,
            };
            if falls {
                let given = format!("{}: {} → {} ({due})", row.code, plain(*before), plain(*after));
                found.remark(place, Error::new(ErrorKind::FallingTarget).given(given));
            }
        }
    }
    for (_, level) in figures {
        let (low, high) = match level {
            Level::Number { value, .. } => (value, value),
            Level::Between { low, high } => (low, high),
        };
        if row.floor.is_some_and(|floor| low < floor) || row.ceiling.is_some_and(|ceiling| high > ceiling) {
            let error = Error::new(ErrorKind::OutOfBounds).given(format!("{}: {}", row.code, plain(high)));
            found.remark(place, error.allowed("khai báo floor, ceiling khác", "declare another floor or ceiling"));
        }
        if row.measure == Measure::Count && !(low.is_integer() && high.is_integer()) {
            found.remark(place, Error::new(ErrorKind::BadCount).given(format!("{}: {}", row.code, plain(low))));
        }
    }
}

/// "`YearToDate`: targets fall on 31 December"; "`AtMost` with `Incremental` is refused: a ceiling belongs to a year".
fn accumulation(row: &Indicator, place: &Place, found: &mut Found) {
    if row.measure == Measure::Milestone && row.accumulation != Accumulation::Latest {
        let error = Error::new(ErrorKind::ConflictingFields).given(&row.code);
        found.problem(&place.then("accumulation"), error.allowed("latest cho mốc hoàn thành", "latest for a milestone"));
    }
    if row.direction == Some(Direction::AtMost) && row.accumulation == Accumulation::Incremental {
        let error = Error::new(ErrorKind::CeilingOnIncrements).given("at_most, incremental");
        found.problem(&place.then("accumulation"), error.allowed("year_to_date", "year_to_date"));
    }
    if row.profile.is_some() && row.accumulation != Accumulation::YearToDate {
        let error = Error::new(ErrorKind::BadProfile).given(&row.code);
        found.problem(
            &place.then("profile"),
            error.allowed("chỉ với accumulation = \"year_to_date\"", "with accumulation = \"year_to_date\" only"),
        );
    }
    if row.accumulation == Accumulation::YearToDate {
        let own = row.targets.iter().chain(row.unit_targets.iter().flat_map(|(_, targets)| targets));
        for target in own.filter(|target| target.due.is_some_and(|due| !ends_year(due))) {
            let error = Error::new(ErrorKind::NotYearEnd).given(format!("{} ({})", target.text, target.due.unwrap_or_default()));
            found.problem(place, error.allowed("31/12", "31 December"));
        }
    }
}

fn ends_year(date: NaiveDate) -> bool {
    (date.month(), date.day()) == (12, 31)
}

fn baseline(row: &Indicator, place: &Place, found: &mut Found) {
    let Some(baseline) = row.baseline else { return };
    if row.accumulation == Accumulation::YearToDate && !ends_year(baseline.date) {
        let error = Error::new(ErrorKind::NotYearEnd).given(baseline.date);
        found.problem(&place.then("baseline").then("date"), error.allowed("31/12", "31 December"));
    }
    let (floor, ceiling) = match row.measure {
        Measure::Milestone => (Some(rust_decimal::Decimal::ZERO), Some(rust_decimal::Decimal::ONE_HUNDRED)),
        _ => (row.floor, row.ceiling),
    };
    if floor.is_some_and(|floor| baseline.value < floor) || ceiling.is_some_and(|ceiling| baseline.value > ceiling) {
        let shown = |bound: Option<_>| bound.map_or_else(|| "none".to_owned(), plain);
        let allowed = format!("floor {}, ceiling {}", shown(floor), shown(ceiling));
        let error = Error::new(ErrorKind::BadBaseline).given(plain(baseline.value));
        found.problem(&place.then("baseline").then("value"), error.allowed(allowed.clone(), allowed));
    }
}

fn bounds(row: &Indicator, place: &Place, found: &mut Found) {
    if let (Some(floor), Some(ceiling)) = (row.floor, row.ceiling)
        && floor >= ceiling
    {
        let error = Error::new(ErrorKind::BadValue).given(format!("{} ≥ {}", plain(floor), plain(ceiling)));
        found.problem(&place.then("floor"), error.allowed("floor nhỏ hơn ceiling", "a floor below the ceiling"));
    }
    let limits = row.limits;
    if limits.on_track_percent.is_sign_negative() || limits.on_track_percent > limits.at_risk_percent {
        let error = Error::new(ErrorKind::BadValue).given(plain(limits.on_track_percent));
        let allowed = format!("0 - {}", plain(limits.at_risk_percent));
        found.problem(&place.then("on_track_percent"), error.allowed(allowed.clone(), allowed));
    }
}

/// "A point on a target's date must equal it", and "a standing requirement is flat to the end of its stand, the last one
/// for ever". Points come in the order of date, after the baseline.
fn points(row: &Indicator, path: &[PathPoint], place: &Place, found: &mut Found) {
    let figures = figures(&row.targets);
    let mut before = row.baseline.map(|baseline| baseline.date);
    for (point, number) in path.iter().zip(1..) {
        let place = place.then("points").entry(number);
        let wrong = |given: String, vi: String, en: String| Error::new(ErrorKind::BadTrajectory).given(given).allowed(vi, en);
        if let Some(before) = before.filter(|before| point.date <= *before) {
            let error = wrong(point.date.to_string(), format!("sau ngày {before}"), format!("after {before}"));
            found.problem(&place.then("date"), error);
        }
        before = Some(point.date);
        if let Some((due, asked)) = standing(&figures, point.date)
            && numbers(asked) != numbers(point.level)
        {
            let asked = shown(asked);
            let error = wrong(shown(point.level), format!("{asked}, như mục tiêu ngày {due}"), format!("{asked}, as the target of {due}"));
            found.problem(&place.then("value"), error);
        }
    }
}

/// The requirement that is due on a day, or stands on it.
fn standing(figures: &[(NaiveDate, Level)], date: NaiveDate) -> Option<(NaiveDate, Level)> {
    let at = figures.iter().rposition(|(due, _)| *due <= date)?;
    let (due, level) = *figures.get(at)?;
    let flat = figures.get(at.saturating_add(1)).is_none_or(|(_, next)| *next == level);
    (due == date || flat).then_some((due, level))
}

fn figures(targets: &[Target]) -> Vec<(NaiveDate, Level)> {
    let figure = |target: &Target| match target.requirement {
        Requirement::Figure(level) => Some((target.due?, level)),
        _ => None,
    };
    targets.iter().filter_map(figure).collect()
}

/// The numbers of a level, whatever its strictness.
fn numbers(level: Level) -> (rust_decimal::Decimal, rust_decimal::Decimal) {
    match level {
        Level::Number { value, .. } => (value, value),
        Level::Between { low, high } => (low, high),
    }
}

fn shown(level: Level) -> String {
    match level {
        Level::Number { value, .. } => plain(value),
        Level::Between { low, high } => format!("{} - {}", plain(low), plain(high)),
    }
}
