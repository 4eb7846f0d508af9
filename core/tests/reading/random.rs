//! Random plans, rows, ledgers and questions, each from a seed and a number: the same two give the same case.
//!
//! All that is made here would pass the door: percents within their bounds, whole counts, nothing reported before its period begins.

use super::Case;
use super::calendar::{Frequency, Period, day, moment, month_end};
use super::chance::Chance;
use super::ledger::Content;
use super::levels::Levels;
use super::reports;
use super::row::{Accumulation, Addition, Direction, Measure, Plan, ReferenceValue, Requirement, Row, Suspension, Target, Trajectory};
use super::tasks;
use chrono::{Datelike, Duration, NaiveDate};
use dashu_ratio::RBig;

pub fn case(seed: u64, number: u64) -> Case {
    let mut chance = Chance::new(seed, number);
    match chance.between(0, 99) {
        0..=17 => tasks::milestone(&mut chance),
        18..=24 => tasks::duty(&mut chance),
        _ => figure(&mut chance),
    }
}

pub fn cases(seed: u64, count: u64) -> impl Iterator<Item = (u64, Case)> {
    (0..count).map(move |number| (number, case(seed, number)))
}

pub fn plan(chance: &mut Chance) -> Plan {
    let starts_on = *chance.one_of(&[day(2026, 1, 1), day(2026, 1, 1), day(2026, 1, 1), day(2025, 7, 1), day(2026, 3, 15)]);
    let months = [(2026, 6), (2026, 6), (2026, 1), (2026, 3), (2026, 8), (2026, 12)];
    let reports_from = *chance.one_of(&months);
    let ends_on = *chance.one_of(&[day(2030, 12, 31), day(2030, 12, 31), day(2028, 6, 30)]);
    Plan { starts_on, ends_on, reports_from }
}

/// Tolerances, staleness, "due soon", now and then not the default; a row added on the way.
pub fn settings(chance: &mut Chance, row: &mut Row) {
    if chance.percent(15) {
        row.on_track_percent = chance.one_of(&[RBig::ZERO, RBig::from(25) / RBig::from(10), RBig::from(10)]).clone();
        row.at_risk_percent = RBig::from(*chance.one_of(&[10, 15, 30]));
    }
    if chance.percent(10) {
        row.stale_after = Some(u32::try_from(chance.between(1, 5)).expect("a count"));
    }
    if chance.percent(10) {
        row.due_soon_days = *chance.one_of(&[0, 1, 15, 60]);
    }
    if chance.percent(3) {
        let effective_on = day(2026, 1, 1) + Duration::days(chance.between(0, 700));
        let recorded_at = moment(effective_on - Duration::days(chance.between(-20, 40)), reports::time_of_day(chance));
        row.added = Some(Addition { effective_on, recorded_at });
    }
}

pub fn suspensions(chance: &mut Chance, row: &mut Row, around: NaiveDate) {
    if chance.percent(4) {
        let from = around - Duration::days(chance.between(-30, 200));
        let to = if chance.percent(50) { Some(from + Duration::days(chance.between(0, 300))) } else { None };
        let recorded_at = moment(from + Duration::days(chance.between(-40, 40)), reports::time_of_day(chance));
        row.suspensions.push(Suspension { from, to, recorded_at });
    }
}

fn kind(chance: &mut Chance) -> Row {
    let accumulation = match chance.between(0, 99) {
        0..=54 => Accumulation::Latest,
        55..=73 => Accumulation::YearToDate,
        74..=85 => Accumulation::Incremental,
        _ => Accumulation::Average,
    };
    let measure = match accumulation {
        Accumulation::Incremental => Measure::Count,
        _ => *chance.one_of(&[Measure::Percent, Measure::Percent, Measure::Count, Measure::GdpMultiple]),
    };
    let direction = match (accumulation, chance.between(0, 99)) {
        // "`AtMost` with `Incremental` is refused".
        (Accumulation::Incremental, 0..=84) => Direction::AtLeast,
        (Accumulation::Incremental, _) => Direction::Within,
        (_, 0..=54) => Direction::AtLeast,
        (Accumulation::YearToDate, 55..=95) => Direction::AtMost,
        (_, 55..=84) => Direction::AtMost,
        _ => Direction::Within,
    };
    let mut row = Row::plain(measure, direction);
    row.accumulation = accumulation;
    row.frequency = match chance.between(0, 99) {
        0..=69 => Frequency::Monthly,
        70..=87 => Frequency::Quarterly,
        _ => Frequency::Yearly,
    };
    if measure != Measure::Percent {
        row.ceiling = None;
    } else if chance.percent(25) {
        row.floor = None;
    }
    if accumulation == Accumulation::YearToDate && chance.percent(40) {
        row.profile = Some(profile(chance));
    }
    row
}

/// Twelve cumulative shares in whole hundredths; at times nothing happens for months.
fn profile(chance: &mut Chance) -> Vec<RBig> {
    let mut shares: Vec<i64> = (0..11).map(|_| chance.between(0, 100)).collect();
    shares.sort_unstable();
    shares.push(100);
    shares.into_iter().map(|share| RBig::from(share) / RBig::from(100)).collect()
}

/// GRDP by year: of some years there is none, of some a first estimate and its revision.
fn reference(chance: &mut Chance, row: &mut Row) {
    let mut size = chance.between(400_000_000_000_000, 900_000_000_000_000);
    for year in 2023..=2031 {
        size += size / 1000 * chance.between(-20, 120);
        if year > 2023 && chance.percent(25) {
            continue;
        }
        for revision in 0..*chance.one_of(&[1, 1, 2]) {
            let value = RBig::from(size + revision * chance.between(-9_999_999_999_999, 9_999_999_999_999));
            let released_on = if year == 2023 { day(2020, 1, 1) } else { day(year, 6, 1) };
            let recorded_on = released_on + Duration::days(revision * 200 + chance.between(0, 300));
            let recorded_at = moment(recorded_on, reports::time_of_day(chance));
            row.reference.push(ReferenceValue { year, value, stage: reports::stage(chance), recorded_at });
        }
    }
}

fn dues(chance: &mut Chance, row: &Row) -> Vec<NaiveDate> {
    let count = *chance.one_of(&[1, 1, 2, 2, 2, 3]);
    let mut dues: Vec<NaiveDate> = Vec::new();
    while dues.len() < count {
        let year = i32::try_from(chance.between(2026, 2030)).expect("a year");
        let month = u32::try_from(chance.between(1, 12)).expect("a month");
        let due = match chance.between(0, 99) {
            _ if row.accumulation == Accumulation::YearToDate => day(year, 12, 31),
            0..=59 => day(year, 12, 31),
            60..=79 => month_end(year, month),
            // Never the 10th: that is where points lie.
            _ => day(year, month, *chance.one_of(&[1, 14, 15, 20, 24])),
        };
        if !dues.contains(&due) {
            dues.push(due);
        }
    }
    dues.sort();
    dues
}

fn figure(chance: &mut Chance) -> Case {
    let plan = plan(chance);
    let mut row = kind(chance);
    let mut oddities = Vec::new();
    if row.accumulation == Accumulation::YearToDate && row.direction == Direction::Within {
        oddities.push("band_on_running_total");
    }
    if row.measure == Measure::GdpMultiple && chance.percent(50) {
        reference(chance, &mut row);
    }
    let dues = dues(chance, &row);
    let mut levels = Levels::new(chance, &row);
    let steps = levels.rising(chance, &row, dues.len());
    if chance.percent(4) && steps.len() > 1 {
        oddities.push("falling_targets");
        levels.reversed = true;
    }
    let mut figures = steps.clone();
    if levels.reversed {
        figures.reverse();
    }
    for (due, level) in dues.iter().zip(&figures) {
        row.targets.push(Target { due: Some(*due), requirement: levels.requirement(chance, &row, *level) });
    }
    match chance.between(0, 99) {
        0..=3 => {
            for target in &mut row.targets {
                target.requirement = Requirement::Pending;
            }
        }
        4 => row.targets.clear(),
        5..=11 => {
            let due = day(2031, 12, 31);
            row.targets.push(Target { due: Some(due), requirement: Requirement::Pending });
        }
        _ => {}
    }
    row.baseline = levels.baseline(chance, &plan, &row, &dues);
    row.trajectory = levels.trajectory(chance, &row, &dues, &steps);
    if chance.percent(16) {
        levels.amendments(chance, &mut row, &dues);
    }
    settings(chance, &mut row);
    let around = *chance.one_of(&dues);
    suspensions(chance, &mut row, around);

    let as_of = reports::as_of(chance, &dues, day(2026, 1, 15), day(2031, 3, 31));
    let (year, month) = plan.reports_from;
    let mut first = Period::containing(row.frequency, year, month);
    if chance.percent(35) {
        // Something was reported before anything was owed, or only long after.
        let start = first.ends_on() + Duration::days(chance.between(-500, 500));
        first = Period::containing(row.frequency, start.year(), start.month());
    }
    let until = as_of.date + Duration::days(chance.between(0, 70));
    let periods = if chance.percent(96) { reports::periods(chance, first, until) } else { Vec::new() };
    let fractions = row.measure != Measure::Count && chance.percent(45);
    let values = levels.series(chance, &row, &dues, &figures, &periods);
    let entries = reports::of(chance, &periods, |chance, place, _| {
        let nudge = if chance.percent(92) { 0 } else { chance.between(-60, 60) };
        let ticks = levels.within_bounds(&row, values[place] + nudge * levels.unit);
        if !row.reference.is_empty() && ticks >= 0 && chance.percent(80) {
            return Content::Numerator(levels.numerator(chance, ticks));
        }
        if fractions && ticks >= 0 && chance.percent(85) {
            let (numerator, denominator) = levels.fraction(chance, &row, ticks);
            return Content::Fraction { numerator, denominator };
        }
        Content::Value(levels.value(ticks))
    });
    let bent = matches!(row.trajectory, Trajectory::Points(_)) && levels.reversed;
    if bent {
        oddities.push("points_with_falling_targets");
    }
    Case { plan, row, entries, as_of, oddities }
}
