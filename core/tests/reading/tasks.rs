//! Random milestones and recurring duties.

use super::Case;
use super::calendar::{Frequency, Period, day, day_of, moment, month_end};
use super::chance::Chance;
use super::ledger::{Content, State};
use super::random;
use super::reports;
use super::row::{Amendment, Baseline, Change, Direction, Event, Measure, Requirement, Row, Target};
use chrono::{Datelike, Duration, NaiveDate};
use dashu_ratio::RBig;

fn some_due(chance: &mut Chance) -> NaiveDate {
    let year = i32::try_from(chance.between(2026, 2029)).expect("a year");
    let month = u32::try_from(chance.between(1, 12)).expect("a month");
    if chance.percent(60) { month_end(year, month) } else { day(year, month, u32::try_from(chance.between(1, 28)).expect("a day")) }
}

pub fn milestone(chance: &mut Chance) -> Case {
    let plan = random::plan(chance);
    let mut row = Row::plain(Measure::Milestone, Direction::AtLeast);
    row.frequency = *chance.one_of(&[Frequency::Monthly, Frequency::Monthly, Frequency::Monthly, Frequency::Quarterly]);
    let due = some_due(chance);
    match chance.between(0, 99) {
        0..=69 => row.targets.push(Target { due: Some(due), requirement: Requirement::Completed }),
        70..=74 => {
            // Equal consecutive targets are one.
            row.targets.push(Target { due: Some(due), requirement: Requirement::Completed });
            let later = due + Duration::days(chance.between(30, 700));
            row.targets.push(Target { due: Some(later), requirement: Requirement::Completed });
        }
        _ => row.targets.push(Target { due: None, requirement: Requirement::Pending }),
    }
    let pending = row.targets[0].requirement == Requirement::Pending;
    if pending {
        for _ in 0..*chance.one_of(&[0, 1, 1, 1, 2]) {
            let recorded_on = due - Duration::days(chance.between(0, 300));
            let due = due + Duration::days(chance.between(-40, 40));
            row.events.push(Event { due, recorded_at: moment(recorded_on, reports::time_of_day(chance)) });
        }
    }
    if chance.percent(55) {
        let date = day(2025, 12, 31) + Duration::days(*chance.one_of(&[0, 0, 0, 31, -31, 200]));
        row.baseline = Some(Baseline { date, value: RBig::from(*chance.one_of(&[0, 0, 10, 25, 95])) });
    }
    if chance.percent(6) && !pending {
        let effective_on = due - Duration::days(chance.between(-60, 300));
        let change = match chance.between(0, 3) {
            0 => Change::Target { due, requirement: Some(Requirement::Pending) },
            1 => Change::Close,
            2 => Change::End,
            _ => Change::Target { due: due - Duration::days(50), requirement: Some(Requirement::Completed) },
        };
        let recorded_at = moment(effective_on, reports::time_of_day(chance));
        row.amendments.push(Amendment { effective_on, recorded_at, changes: vec![change] });
    }
    random::settings(chance, &mut row);
    random::suspensions(chance, &mut row, due);

    let as_of = reports::as_of(chance, &[due, due, due - Duration::days(30)], day(2026, 1, 15), day(2030, 6, 30));
    let first = Period::containing(row.frequency, plan.reports_from.0, plan.reports_from.1);
    let until = as_of.date + Duration::days(chance.between(0, 40));
    let periods = if chance.percent(88) { reports::periods(chance, first, until) } else { Vec::new() };
    // How well it goes, in percent of an even progress; and when it is done, if ever.
    let speed = *chance.one_of(&[0, 40, 70, 85, 95, 100, 110]);
    let done = chance.percent(30).then(|| due + Duration::days(chance.between(-200, 100)));
    let entries = reports::of(chance, &periods, |chance, place, received_at| {
        let end = periods[place].ends_on();
        let received_on = day_of(received_at);
        if let Some(done) = done
            && done <= received_on
            && chance.percent(60)
        {
            return if chance.percent(60) {
                Content::CompletedOn(done)
            } else {
                Content::Progress { state: Some(State::Done), percent: None }
            };
        }
        let whole = (due - day(2025, 12, 31)).num_days().max(1);
        let gone = (end - day(2025, 12, 31)).num_days().max(0);
        let percent = (gone * speed / whole + chance.between(-3, 3)).clamp(0, 100);
        match chance.between(0, 99) {
            0..=64 => Content::Progress { state: None, percent: Some(RBig::from(percent)) },
            65..=79 => Content::Progress { state: Some(State::InProgress), percent: Some(RBig::from(percent)) },
            80..=94 => Content::Progress { state: Some(State::InProgress), percent: None },
            _ => Content::Progress { state: Some(State::NotStarted), percent: None },
        }
    });
    Case { plan, row, entries, as_of, oddities: Vec::new() }
}

pub fn duty(chance: &mut Chance) -> Case {
    let plan = random::plan(chance);
    let mut row = Row::plain(Measure::Milestone, Direction::AtLeast);
    let frequencies = [Frequency::Monthly, Frequency::Quarterly, Frequency::Yearly];
    row.frequency = *chance.one_of(&frequencies);
    let own = if chance.percent(50) { Some(*chance.one_of(&frequencies)) } else { None };
    row.targets.push(Target { due: None, requirement: Requirement::Recurring(own) });
    random::settings(chance, &mut row);
    let frequency = own.unwrap_or(row.frequency);
    let as_of = reports::as_of(chance, &[], day(2026, 1, 15), day(2031, 3, 31));
    random::suspensions(chance, &mut row, as_of.date);
    let first = Period::containing(frequency, plan.reports_from.0, plan.reports_from.1);
    let until = as_of.date + Duration::days(chance.between(0, 40));
    let periods = if chance.percent(90) { reports::periods(chance, first, until) } else { Vec::new() };
    if chance.percent(5) {
        let year = as_of.date.year();
        let effective_on = day(year, 1, 1) + Duration::days(chance.between(0, 360));
        let change = if chance.percent(70) { Change::Close } else { Change::End };
        let recorded_at = moment(effective_on, reports::time_of_day(chance));
        row.amendments.push(Amendment { effective_on, recorded_at, changes: vec![change] });
    }
    let entries = reports::of(chance, &periods, |chance, _, _| {
        let state = *chance.one_of(&[State::Done, State::Done, State::Done, State::InProgress]);
        Content::Progress { state: Some(state), percent: None }
    });
    Case { plan, row, entries, as_of, oddities: Vec::new() }
}
