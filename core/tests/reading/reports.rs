//! Invented reports: received early, in time, on the last microsecond, late; corrected, withdrawn, sent twice in one moment.

use super::calendar::{Moment, Period, moment};
use super::chance::Chance;
use super::ledger::{AsOf, Content, Entry};
use super::row::Stage;
use chrono::{Duration, NaiveDate};

const LAST_MICROSECOND: i64 = 86_400_000_000 - 1;

pub fn time_of_day(chance: &mut Chance) -> i64 {
    chance.between(0, LAST_MICROSECOND)
}

fn receipt(chance: &mut Chance, period: Period) -> Moment {
    let late = period.first_late_day();
    let time = time_of_day(chance);
    match chance.between(0, 99) {
        0..=69 => moment(late - Duration::days(chance.between(1, 9)), time),
        70..=75 => moment(period.ends_on() - Duration::days(chance.between(0, 20)), time),
        76..=79 => moment(late, -1),
        80..=83 => moment(late, 0),
        84..=95 => moment(late + Duration::days(chance.between(0, 35)), time),
        _ => moment(late + Duration::days(chance.between(60, 500)), time),
    }
}

pub fn stage(chance: &mut Chance) -> Stage {
    match chance.between(0, 99) {
        0..=84 => Stage::Official,
        85..=92 => Stage::Estimate,
        _ => Stage::Preliminary,
    }
}

/// The entries of one period: mostly one. `content` makes a content for the day of its receipt.
fn of_period(chance: &mut Chance, period: Period, mut content: impl FnMut(&mut Chance, Moment) -> Content) -> Vec<Entry> {
    let first = receipt(chance, period);
    let mut sent: Vec<(Moment, Content)> = vec![(first, content(chance, first))];
    let later = |chance: &mut Chance, than: Moment| than + chance.between(1, 60 * (LAST_MICROSECOND + 1));
    match chance.between(0, 99) {
        // Corrected once.
        0..=8 => {
            let second = later(chance, first);
            sent.push((second, content(chance, second)));
        }
        // Two in the same moment: the one submitted last counts.
        9..=11 => sent.push((first, content(chance, first))),
        // Withdrawn, and maybe sent anew.
        12..=16 => {
            let second = later(chance, first);
            sent.push((second, Content::Withdrawn));
            if chance.percent(40) {
                let third = later(chance, second);
                sent.push((third, content(chance, third)));
            }
        }
        // A withdrawal of nothing, before anything came.
        17 => sent.push((moment(period.starts_on(), 0), Content::Withdrawn)),
        _ => {}
    }
    let stage = stage(chance);
    sent.into_iter().map(|(received_at, content)| Entry { period, received_at, order: 0, content, stage }).collect()
}

/// All entries for the periods, in an order of submission that means nothing.
pub fn of(chance: &mut Chance, periods: &[Period], mut content: impl FnMut(&mut Chance, usize, Moment) -> Content) -> Vec<Entry> {
    let mut entries = Vec::new();
    for (place, period) in periods.iter().enumerate() {
        entries.extend(of_period(chance, *period, |chance, received_at| content(chance, place, received_at)));
    }
    if chance.percent(50) {
        chance.shuffle(&mut entries);
    }
    for (order, entry) in entries.iter_mut().enumerate() {
        entry.order = order;
    }
    entries
}

/// Periods from the first on that end on or before a day, some of them silent, the last ones too at times.
pub fn periods(chance: &mut Chance, first: Period, until: NaiveDate) -> Vec<Period> {
    let mut all = Vec::new();
    let mut period = first;
    while period.ends_on() <= until {
        all.push(period);
        period = period.next();
    }
    let silent = *chance.one_of(&[0, 0, 0, 4, 15, 40]);
    let trailing = *chance.one_of(&[0, 0, 0, 0, 0, 0, 1, 2, 3, 5]);
    all.truncate(all.len().saturating_sub(trailing));
    if chance.percent(12) {
        // Some report only now and then begun: a short series.
        let keep = usize::try_from(chance.between(1, 4)).expect("a few");
        all.drain(..all.len().saturating_sub(keep));
    }
    all.retain(|_| !chance.percent(silent));
    all
}

/// A day near one of the days that matter, or anywhere; known a few days later, or by all that the ledger holds.
pub fn as_of(chance: &mut Chance, matters: &[NaiveDate], from: NaiveDate, to: NaiveDate) -> AsOf {
    let mut date = if !matters.is_empty() && chance.percent(60) {
        *chance.one_of(matters) + Duration::days(*chance.one_of(&[0, 0, 1, -1, 31, 31, 62, 100, -20, -45, 200, 400]))
    } else {
        from + Duration::days(chance.between(0, (to - from).num_days()))
    };
    if chance.percent(80) {
        // Mostly an end of month.
        date = Period::containing(super::calendar::Frequency::Monthly, year(date), month(date)).ends_on();
    }
    let time = time_of_day(chance);
    let known_at = match chance.between(0, 99) {
        0..=49 => None,
        50..=79 => Some(moment(date + Duration::days(chance.between(1, 12)), time)),
        80..=88 => Some(moment(date + Duration::days(10), 0)),
        89..=94 => Some(moment(date - Duration::days(chance.between(0, 60)), time)),
        _ => Some(moment(date + Duration::days(chance.between(30, 300)), time)),
    };
    AsOf { date, known_at, newest_entry: None }
}

fn year(date: NaiveDate) -> i32 {
    chrono::Datelike::year(&date)
}

fn month(date: NaiveDate) -> u32 {
    chrono::Datelike::month(&date)
}
