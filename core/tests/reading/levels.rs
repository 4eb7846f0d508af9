//! The numbers of a random row: targets, baseline, points, amended figures, and a series that moves around its own trajectory.
//!
//! All are whole ticks: hundredths of a percent, thousandths of a multiple, whole counts, each maybe many digits long.

use super::calendar::{Period, day, moment};
use super::chance::Chance;
use super::reports;
use super::row::{Accumulation, Amendment, Baseline, Change, Direction, Measure, Plan, Requirement, Row, Trajectory};
use chrono::{Datelike, Duration, NaiveDate};
use dashu_ratio::RBig;

pub struct Levels {
    /// The size of a tick's step: 1, or huge for numbers of 17 digits and more.
    pub unit: i64,
    /// Ticks in 1.
    ticks: i64,
    /// Where it starts, in ticks.
    start: i64,
    /// The width of a band, in ticks.
    width: i64,
    /// Targets get easier with time.
    pub reversed: bool,
}

impl Levels {
    pub fn new(chance: &mut Chance, row: &Row) -> Levels {
        let ticks = match row.measure {
            Measure::Percent => 100,
            Measure::GdpMultiple => 1000,
            Measure::Count | Measure::Milestone => 1,
        };
        let big = row.measure == Measure::Count && chance.percent(30);
        let unit = if big { chance.between(10_000_000_000_000, 99_999_999_999_999) } else { 1 };
        let start = match (row.accumulation, chance.between(0, 9)) {
            (Accumulation::Incremental | Accumulation::YearToDate, _) => 0,
            (_, 0..=2) => 0,
            _ => chance.between(500, 5000),
        };
        // A reduction has no floor: it may well have risen.
        let start = if row.floor.is_none() && start > 0 { start - 3000 } else { start };
        let start = if row.direction == Direction::AtMost && start > 0 { 9500 - start / 2 } else { start };
        Levels { unit, ticks, start: start * unit, width: chance.between(0, 3) * 200 * unit, reversed: false }
    }

    pub fn value(&self, ticks: i64) -> RBig {
        RBig::from(ticks) / RBig::from(self.ticks)
    }

    pub fn within_bounds(&self, row: &Row, ticks: i64) -> i64 {
        let low = if row.floor.is_some() { 0 } else { i64::MIN };
        let high = if row.measure == Measure::Percent { 10_000 } else { i64::MAX };
        ticks.clamp(low, high)
    }

    /// Levels ever further from the start in the wanted direction; some equal.
    pub fn rising(&self, chance: &mut Chance, row: &Row, count: usize) -> Vec<i64> {
        let sign = if row.direction == Direction::AtMost && row.accumulation != Accumulation::YearToDate { -1 } else { 1 };
        let mut level = self.start;
        let mut levels = Vec::new();
        for place in 0..count {
            if place == 0 || chance.percent(70) {
                level += sign * self.unit * chance.between(2, 30) * 100;
            }
            level = self.within_bounds(row, level);
            levels.push(level);
        }
        levels
    }

    pub fn requirement(&self, chance: &mut Chance, row: &Row, level: i64) -> Requirement {
        if row.direction == Direction::Within {
            let low = if row.measure == Measure::Percent { level.min(9_000) } else { level };
            return Requirement::Band { low: self.value(low), high: self.value(low + self.width + 100 * self.unit) };
        }
        Requirement::Number { value: self.value(level), strict: chance.percent(20) }
    }

    pub fn baseline(&self, chance: &mut Chance, plan: &Plan, row: &Row, dues: &[NaiveDate]) -> Option<Baseline> {
        if chance.percent(45) {
            return None;
        }
        let before = plan.starts_on.pred_opt().expect("a day before");
        let date = match (row.accumulation, chance.between(0, 9)) {
            (Accumulation::YearToDate, 0..=7) => day(2025, 12, 31),
            (Accumulation::YearToDate, _) => *chance.one_of(dues),
            (_, 0..=5) => before,
            (_, 6) => *chance.one_of(dues),
            (_, 7) => *chance.one_of(dues) + Duration::days(chance.between(1, 200)),
            _ => before + Duration::days(chance.between(-400, 700)),
        };
        let shift = *chance.one_of(&[0, 0, 0, 0, -300, 300, 1500, 2500]) * self.unit;
        let running = row.accumulation == Accumulation::YearToDate;
        let start = if running { self.unit * chance.between(5, 30) * 100 } else { self.start };
        Some(Baseline { date, value: self.value(self.within_bounds(row, start + shift)) })
    }

    pub fn trajectory(&self, chance: &mut Chance, row: &Row, dues: &[NaiveDate], levels: &[i64]) -> Trajectory {
        match chance.between(0, 99) {
            0..=59 => Trajectory::Linear,
            60..=79 => Trajectory::Step,
            _ if row.accumulation == Accumulation::YearToDate => Trajectory::Linear,
            _ => Trajectory::Points(self.points(chance, row, dues, levels)),
        }
    }

    fn points(&self, chance: &mut Chance, row: &Row, dues: &[NaiveDate], levels: &[i64]) -> Vec<(NaiveDate, RBig)> {
        let mut points: Vec<(NaiveDate, RBig)> = Vec::new();
        for _ in 0..chance.between(1, 4) {
            let year = i32::try_from(chance.between(2026, 2029)).expect("a year");
            let date = day(year, u32::try_from(chance.between(1, 12)).expect("a month"), 10);
            let last = *dues.last().expect("a due date");
            if date < last && points.iter().all(|(other, _)| *other != date) {
                let even = self.even(dues, levels, date) + chance.between(-300, 300) * self.unit;
                points.push((date, self.value(self.within_bounds(row, even))));
            }
        }
        points.sort_by_key(|point| point.0);
        if points.is_empty() {
            let date = day(2025, 12, 10);
            points.push((date, self.value(self.start)));
        }
        points
    }

    /// The level of a straight path from the start of 2026 through the targets.
    fn even(&self, dues: &[NaiveDate], levels: &[i64], date: NaiveDate) -> i64 {
        let days = |day: NaiveDate| (day - NaiveDate::from_ymd_opt(2025, 12, 31).expect("a date")).num_days();
        let mut from = (0, self.start);
        for (due, level) in dues.iter().zip(levels) {
            let to = (days(*due), *level);
            if days(date) < to.0 {
                let share = 1000 * (days(date) - from.0).max(0) / (to.0 - from.0).max(1);
                return from.1 + (to.1 - from.1) / 1000 * share + (to.1 - from.1) % 1000 * share / 1000;
            }
            from = to;
        }
        from.1
    }

    /// A series around the even path, some percents of the way off, at times around the target itself.
    pub fn series(&self, chance: &mut Chance, row: &Row, dues: &[NaiveDate], levels: &[i64], periods: &[Period]) -> Vec<i64> {
        let sign = if row.direction == Direction::AtMost { -1 } else { 1 };
        let way = (levels.last().expect("a level") - self.start).abs().max(100 * self.unit);
        let percent = |share: i64| way / 100 * share;
        let habit = *chance.one_of(&[0, 0, 2, 10, -3, -5, -7, -8, -10, -15, -18, -25, -60, 40]);
        let jitter = *chance.one_of(&[0, 1, 1, 3, 12]);
        let around_target = chance.percent(35);
        let mut factor = *chance.one_of(&[60, 75, 85, 90, 96, 100, 100, 104, 110, 125]);
        if row.accumulation == Accumulation::YearToDate && row.direction == Direction::AtMost && chance.percent(40) {
            factor *= 2; // soon over the ceiling
        }
        let mut turning = 0;
        let mut values = Vec::new();
        for period in periods {
            let date = period.ends_on();
            let noise = chance.between(-jitter, jitter);
            let target = dues.iter().zip(levels).rfind(|(due, _)| **due <= date).map_or(levels[0], |(_, level)| *level);
            if chance.percent(6) {
                turning = *chance.one_of(&[0, -3, -6, -12, -30, 8]);
            }
            let ticks = match row.accumulation {
                Accumulation::YearToDate => {
                    let next = dues.iter().position(|due| due.year() >= date.year()).unwrap_or(dues.len() - 1);
                    levels[next] / 1200 * i64::from(date.month()) * (factor + noise)
                }
                Accumulation::Incremental => {
                    let last = *dues.last().expect("a due date");
                    let months = (i64::from(last.year()) - 2026) * 12 + i64::from(last.month());
                    let own = way / months.max(1) * i64::from(row.frequency.months());
                    own / 100 * (factor + 5 * noise).max(0)
                }
                _ if around_target => target + sign * (percent(noise) + percent(turning) / 2),
                _ => self.even(dues, levels, date) + sign * percent(habit + noise + turning),
            };
            values.push(self.within_bounds(row, ticks));
        }
        values
    }

    /// A fraction close to the value.
    pub fn fraction(&self, chance: &mut Chance, row: &Row, ticks: i64) -> (RBig, RBig) {
        let whole = if row.measure == Measure::Percent { 10_000 } else { 1000 };
        let denominator = match chance.between(0, 2) {
            0 => whole * chance.between(1, 50),
            1 => chance.between(3, 99_999),
            _ => chance.between(10_000_000_000_000_000, 99_999_999_999_999_999),
        };
        let numerator = i128::from(denominator) * i128::from(ticks) / i128::from(whole);
        (RBig::from(numerator), RBig::from(denominator))
    }

    /// A numerator over some 650 thousand billion.
    pub fn numerator(&self, chance: &mut Chance, ticks: i64) -> RBig {
        RBig::from(i128::from(ticks) * 650_000_000_000 + i128::from(chance.between(0, 999_999_999)))
    }

    pub fn amendments(&self, chance: &mut Chance, row: &mut Row, dues: &[NaiveDate]) {
        for _ in 0..*chance.one_of(&[1, 1, 2]) {
            let mut effective_on = day(2026, 3, 1) + Duration::days(chance.between(0, 1300));
            if let Some(other) = row.amendments.last()
                && chance.percent(50)
            {
                effective_on = other.effective_on;
            }
            let recorded_on = effective_on + Duration::days(chance.between(-30, 60));
            let recorded_at = moment(recorded_on, reports::time_of_day(chance));
            let mut changes = Vec::new();
            for _ in 0..*chance.one_of(&[1, 1, 2]) {
                changes.push(self.change(chance, row, dues));
            }
            row.amendments.push(Amendment { effective_on, recorded_at, changes });
        }
    }

    fn change(&self, chance: &mut Chance, row: &Row, dues: &[NaiveDate]) -> Change {
        let level = self.start + (self.rising(chance, row, 1)[0] - self.start) * chance.between(1, 2);
        match chance.between(0, 99) {
            0..=59 => {
                let due = if chance.percent(70) { *chance.one_of(dues) } else { day(2030, 12, 31) };
                let requirement =
                    if chance.percent(8) { Requirement::Pending } else { self.requirement(chance, row, self.within_bounds(row, level)) };
                Change::Target { due, requirement: Some(requirement) }
            }
            60..=74 => {
                let year = i32::try_from(chance.between(2025, 2028)).expect("a year");
                let value = self.value(self.within_bounds(row, self.start + chance.between(-500, 1500) * self.unit));
                Change::Baseline(Baseline { date: day(year, 12, 31), value })
            }
            75..=87 => Change::Trajectory(if chance.percent(50) { Trajectory::Step } else { Trajectory::Linear }),
            88..=94 => Change::Close,
            _ => Change::End,
        }
    }
}
