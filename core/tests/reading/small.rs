//! A small world in full: every ledger of up to four observations over a small grid, against every small plan.
//!
//! Each case has a number from 0 to `size() − 1`; the same number is always the same case.

use super::Case;
use super::calendar::{Frequency, Period, day, moment, month_end};
use super::ledger::{AsOf, Content, Entry};
use super::row::{Accumulation, Baseline, Direction, Measure, Plan, Requirement, Row, Stage, Target, Trajectory};
use chrono::NaiveDate;
use dashu_ratio::RBig;

/// One accumulation with the months of its four observations and the days that its plans speak of.
struct World {
    accumulation: Accumulation,
    directions: &'static [Direction],
    months: [u32; 4],
    /// Five values an observation can have (for `AtMost` with `Latest` or `Average` taken from 80).
    grid: [i64; 5],
    first_due: NaiveDate,
    second_due: NaiveDate,
    far_due: NaiveDate,
    baseline_date: NaiveDate,
}

const ALL: &[Direction] = &[Direction::AtLeast, Direction::AtMost, Direction::Within];
const ONE_SIDED: &[Direction] = &[Direction::AtLeast, Direction::AtMost];
const RISING: &[Direction] = &[Direction::AtLeast, Direction::Within];

const LEDGERS: usize = 6 * 6 * 6 * 6;
const TRAJECTORIES: usize = 2;
const BASELINES: usize = 6;
const TARGETS: usize = 8;
const DATES: usize = 3;
const PER_DIRECTION: usize = LEDGERS * TRAJECTORIES * BASELINES * TARGETS * DATES;

fn worlds() -> [World; 5] {
    let latest_by_month = World {
        accumulation: Accumulation::Latest,
        directions: ALL,
        months: [1, 2, 3, 4],
        grid: [20, 38, 40, 50, 60],
        first_due: day(2026, 2, 28),
        second_due: day(2026, 4, 30),
        far_due: day(2026, 6, 15),
        baseline_date: day(2025, 12, 31),
    };
    let by_quarter = |accumulation, directions, grid| World {
        accumulation,
        directions,
        months: [3, 6, 9, 12],
        grid,
        first_due: day(2026, 6, 30),
        second_due: day(2026, 12, 31),
        far_due: day(2027, 12, 31),
        baseline_date: day(2025, 12, 31),
    };
    [
        latest_by_month,
        by_quarter(Accumulation::Latest, ALL, [20, 32, 38, 40, 60]),
        World {
            first_due: day(2026, 12, 31),
            second_due: day(2027, 12, 31),
            far_due: day(2028, 12, 31),
            ..by_quarter(Accumulation::YearToDate, ONE_SIDED, [10, 20, 38, 40, 60])
        },
        by_quarter(Accumulation::Incremental, RISING, [0, 8, 10, 18, 30]),
        World { months: [9, 11, 12, 13], ..by_quarter(Accumulation::Average, ALL, [20, 38, 40, 50, 60]) },
    ]
}

pub fn size() -> usize {
    worlds().iter().map(|world| world.directions.len() * PER_DIRECTION).sum()
}

/// Every `stride`-th case from `first` on.
pub fn slice(first: usize, stride: usize) -> impl Iterator<Item = (usize, Case)> {
    (first..size()).step_by(stride).map(|index| (index, case(index)))
}

pub fn case(index: usize) -> Case {
    let mut rest = index;
    for world in worlds() {
        let here = world.directions.len() * PER_DIRECTION;
        if rest < here {
            return case_of(&world, rest);
        }
        rest -= here;
    }
    panic!("the small world has {} cases, there is no case {index}", size());
}

fn case_of(world: &World, index: usize) -> Case {
    let mut rest = index;
    let mut next = |choices: usize| {
        let choice = rest % choices;
        rest /= choices;
        choice
    };
    let direction = world.directions[next(world.directions.len())];
    let trajectory = if next(TRAJECTORIES) == 0 { Trajectory::Linear } else { Trajectory::Step };
    // Smaller is better in a mirror: the same world, taken from 80.
    let mirrored = direction == Direction::AtMost && world.accumulation != Accumulation::YearToDate;
    let number = |value: i64| RBig::from(if mirrored { 80 - value } else { value });

    let baseline = |date: NaiveDate, value: i64| Some(Baseline { date, value: number(value) });
    let baseline = match next(BASELINES) {
        0 => None,
        1 => baseline(world.baseline_date, 0),
        2 => baseline(world.baseline_date, 30),
        3 => baseline(world.baseline_date, 40),
        4 => baseline(world.baseline_date, 60),
        _ => baseline(world.first_due, 30),
    };
    let one = |due: NaiveDate, value: i64, strict: bool| Target {
        due: Some(due),
        requirement: if direction == Direction::Within {
            // A band has no strict ends; a narrow one takes their place.
            let (low, high) = if strict { (value - 2, value + 2) } else { (value, value + 12) };
            Requirement::Band { low: number(low), high: number(high) }
        } else {
            Requirement::Number { value: number(value), strict }
        },
    };
    let (first, second, far) = (world.first_due, world.second_due, world.far_due);
    let targets = match next(TARGETS) {
        0 => vec![one(first, 40, false)],
        1 => vec![one(first, 40, true)],
        2 => vec![one(second, 40, false)],
        3 => vec![one(far, 60, false)],
        4 => vec![one(first, 40, false), one(second, 40, false)],
        5 => vec![one(first, 40, true), one(second, 40, false)],
        6 => vec![one(first, 40, false), one(far, 60, false)],
        _ => vec![one(first, 60, false), one(second, 40, false)],
    };

    let last = world.months[3];
    let month = |number: u32| (2026 + i32::try_from((number - 1) / 12).expect("a year"), (number - 1) % 12 + 1);
    let end = |number: u32| month_end(month(number).0, month(number).1);
    let date = match next(DATES) {
        0 => end(last),
        1 => end(last + 1),
        _ => end(last + 4),
    };
    let mut entries = Vec::new();
    for slot in world.months {
        let Some(value) = next(world.grid.len() + 1).checked_sub(1) else {
            continue; // a silence
        };
        let (year, in_year) = month(slot);
        let period = Period { year, frequency: Frequency::Monthly, number: in_year };
        let received_on = period.first_late_day() - chrono::Duration::days(5);
        entries.push(Entry {
            period,
            received_at: moment(received_on, 0),
            order: entries.len(),
            content: Content::Value(number(world.grid[value])),
            stage: Stage::Official,
        });
    }

    let incremental = world.accumulation == Accumulation::Incremental;
    let measure = if incremental { Measure::Count } else { Measure::Percent };
    let mut row = Row::plain(measure, direction);
    row.accumulation = world.accumulation;
    row.trajectory = trajectory;
    row.baseline = baseline;
    row.targets = targets;
    if incremental {
        (row.floor, row.ceiling) = (None, None);
    }
    Case {
        plan: Plan { starts_on: day(2026, 1, 1), ends_on: day(2028, 12, 31), reports_from: (2026, world.months[0]) },
        row,
        entries,
        as_of: AsOf { date, known_at: None, newest_entry: None },
        oddities: Vec::new(),
    }
}
