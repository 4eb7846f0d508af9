//! Entries, what of them counts at a moment of knowledge, and what they accumulate to.

use super::calendar::{Moment, Period, day_of};
use super::plan::{InForce, known};
use super::row::{Accumulation, Measure, Plan, Row, Stage};
use chrono::{Datelike, NaiveDate};
use dashu_ratio::RBig;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    NotStarted,
    InProgress,
    Done,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    Value(RBig),
    Fraction {
        numerator: RBig,
        denominator: RBig,
    },
    /// Over the reference series of the row.
    Numerator(RBig),
    Progress {
        state: Option<State>,
        percent: Option<RBig>,
    },
    CompletedOn(NaiveDate),
    Withdrawn,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    pub period: Period,
    pub received_at: Moment,
    /// The order of submission.
    pub order: usize,
    pub content: Content,
    pub stage: Stage,
}

#[derive(Clone, Debug, PartialEq)]
pub struct AsOf {
    pub date: NaiveDate,
    pub known_at: Option<Moment>,
    /// The newest `received_at` in the whole ledger, where other rows have entries too.
    pub newest_entry: Option<Moment>,
}

/// An `AsOf` with its day of knowledge.
#[derive(Clone, Debug)]
pub struct Question {
    pub date: NaiveDate,
    pub known_at: Option<Moment>,
    pub knowledge: NaiveDate,
}

/// "The **day of knowledge** is the day of K at +07:00; without K, the later of D and the day of the newest entry in the ledger."
pub fn day_of_knowledge(entries: &[Entry], as_of: &AsOf) -> NaiveDate {
    match as_of.known_at {
        Some(k) => day_of(k),
        None => {
            let mut knowledge = as_of.date;
            for moment in entries.iter().map(|entry| entry.received_at).chain(as_of.newest_entry) {
                knowledge = knowledge.max(day_of(moment));
            }
            knowledge
        }
    }
}

/// For each period "the newest entry with `received_at <= known_at` (of equals, the one submitted last)"; "a withdrawn period has no value".
/// In the order of the periods, those after D included.
pub fn standing(entries: &[Entry], question: &Question) -> Vec<Entry> {
    let mut standing: Vec<Entry> = Vec::new();
    for entry in entries {
        let beaten = entries.iter().any(|other| {
            other.period == entry.period
                && known(other.received_at, question.known_at)
                && (other.received_at, other.order) > (entry.received_at, entry.order)
        });
        if known(entry.received_at, question.known_at) && !beaten && entry.content != Content::Withdrawn {
            standing.push(entry.clone());
        }
    }
    standing.sort_by_key(|entry| entry.period.ends_on());
    standing
}

/// "among periods that end on or before `date`".
pub fn ended(entries: &[Entry], question: &Question) -> Vec<Entry> {
    standing(entries, question).into_iter().filter(|entry| entry.period.ends_on() <= question.date).collect()
}

/// "A report is owed for each period from the programme's first owed one to its end that ends on or before D (and, for an indicator
/// added or closed on the way, while it lives)".
/// Reading: the first owed quarter or year is the one that holds the month `reports_from`; a row lives in a period that ends on or
/// after its addition and on or before its closing (D is never after a closing here).
pub fn owed(plan: &Plan, in_force: &InForce, question: &Question) -> Vec<Period> {
    let (year, month) = plan.reports_from;
    let mut owed = Vec::new();
    let mut period = Period::containing(in_force.frequency, year, month);
    while period.ends_on() <= question.date && period.ends_on() <= plan.ends_on {
        if in_force.added_on.is_none_or(|added_on| period.ends_on() >= added_on) {
            owed.push(period);
        }
        period = period.next();
    }
    owed
}

/// "it is **missing** when the day of knowledge is the 10th or later"; "a withdrawn report is missing for freshness".
pub fn missing(plan: &Plan, in_force: &InForce, entries: &[Entry], question: &Question) -> Vec<Period> {
    let there = standing(entries, question);
    let mut missing = owed(plan, in_force, question);
    missing.retain(|period| question.knowledge >= period.first_late_day() && !there.iter().any(|entry| entry.period == *period));
    missing
}

/// "Timeliness is judged by the *first* valid receipt for the period": how many days late, for an owed period. The 10th is one day late.
/// Reading: a period for which no report is owed has no deadline, so nothing of it is late.
pub fn late_days(plan: &Plan, in_force: &InForce, entries: &[Entry], question: &Question, period: Period) -> Option<i64> {
    if !owed(plan, in_force, question).contains(&period) {
        return None;
    }
    let first = entries
        .iter()
        .filter(|entry| entry.period == period && entry.content != Content::Withdrawn)
        .map(|entry| entry.received_at)
        .filter(|received_at| known(*received_at, question.known_at))
        .min()?;
    let late = (day_of(first) - period.first_late_day()).num_days() + 1;
    (late > 0).then_some(late)
}

/// One accumulated value.
#[derive(Clone, Debug)]
pub struct Observation {
    pub period: Period,
    pub date: NaiveDate,
    pub value: RBig,
    /// The stages of what is inside the value.
    pub stages: Vec<Stage>,
    /// Whether an earlier year's reference value had to serve.
    pub carried: bool,
}

/// One entry as a numerator over a denominator (1 for a plain value).
#[derive(Clone)]
struct Amount {
    period: Period,
    numerator: RBig,
    denominator: RBig,
    fraction: bool,
    stages: Vec<Stage>,
    carried: bool,
}

/// "for the period's calendar year, the newest known; none yet: the latest earlier year's, with a caveat."
/// Reading: with no year known at all there is no value, though the report has been received.
fn amount(row: &Row, entry: &Entry, known_at: Option<Moment>) -> Option<Amount> {
    let plain = |numerator: &RBig, denominator: RBig, fraction: bool| Amount {
        period: entry.period,
        numerator: numerator.clone(),
        denominator,
        fraction,
        stages: vec![entry.stage],
        carried: false,
    };
    match &entry.content {
        Content::Value(value) => Some(plain(value, RBig::ONE, false)),
        Content::Fraction { numerator, denominator } => Some(plain(numerator, denominator.clone(), true)),
        Content::Numerator(numerator) => {
            let (_, reference) = row
                .reference
                .iter()
                .enumerate()
                .filter(|(_, value)| value.year <= entry.period.year && known(value.recorded_at, known_at))
                .max_by_key(|(order, value)| (value.year, value.recorded_at, *order))?;
            let mut amount = plain(numerator, reference.value.clone(), true);
            // "A verdict that rests on an estimate says so"; "`estimate` and `preliminary` look at the entries inside the actual."
            // Reading: the reference value has a release stage of its own and is inside the actual, so it counts as an entry does.
            amount.stages.push(reference.stage);
            amount.carried = reference.year < entry.period.year;
            Some(amount)
        }
        Content::Progress { .. } | Content::CompletedOn(_) | Content::Withdrawn => None,
    }
}

/// "a percent: value either a number in percent (83.2) or numerator/denominator".
fn scaled(row: &Row, amount: &Amount) -> RBig {
    let value = &amount.numerator / &amount.denominator;
    if amount.fraction && row.measure == Measure::Percent { value * RBig::from(100) } else { value }
}

/// The accumulated series up to D, in the order of time.
pub fn observations(plan: &Plan, row: &Row, in_force: &InForce, entries: &[Entry], question: &Question) -> Vec<Observation> {
    let amounts: Vec<Amount> = ended(entries, question)
        .iter()
        .filter_map(|entry| amount(row, entry, question.known_at))
        .filter(|amount| row.accumulation != Accumulation::Incremental || is_summed(plan, in_force, amount.period))
        .collect();
    let mut series = Vec::new();
    for newest in &amounts {
        let upto: Vec<&Amount> = amounts.iter().filter(|amount| amount.period.ends_on() <= newest.period.ends_on()).collect();
        let inside: Vec<&Amount> = match row.accumulation {
            // "a snapshot: the newest value stands"; "values are the running total since 1 January".
            Accumulation::Latest | Accumulation::YearToDate => vec![newest],
            // "values are the period's own amount and are summed".
            Accumulation::Incremental => upto,
            // "over the calendar year to date".
            Accumulation::Average => upto.into_iter().filter(|amount| amount.period.year == newest.period.year).collect(),
        };
        let value = match row.accumulation {
            Accumulation::Latest | Accumulation::YearToDate => scaled(row, newest),
            Accumulation::Incremental => {
                let start = in_force.baseline.as_ref().map_or(RBig::ZERO, |baseline| baseline.value.clone());
                inside.iter().fold(start, |sum, amount| sum + scaled(row, amount))
            }
            // "Σn/Σd when every report of the year is a fraction, else the mean of the values; missing months are left out".
            Accumulation::Average if inside.iter().all(|amount| amount.fraction) => {
                let whole = Amount {
                    numerator: inside.iter().fold(RBig::ZERO, |sum, amount| sum + &amount.numerator),
                    denominator: inside.iter().fold(RBig::ZERO, |sum, amount| sum + &amount.denominator),
                    ..newest.clone()
                };
                scaled(row, &whole)
            }
            Accumulation::Average => {
                let sum = inside.iter().fold(RBig::ZERO, |sum, amount| sum + scaled(row, amount));
                sum / RBig::from(inside.len())
            }
        };
        series.push(Observation {
            period: newest.period,
            date: newest.period.ends_on(),
            value,
            stages: inside.iter().flat_map(|amount| amount.stages.clone()).collect(),
            carried: inside.iter().any(|amount| amount.carried),
        });
    }
    series
}

/// "`Incremental` with a declared baseline: the sum starts from the baseline's value and takes the periods that end after its date;
/// without one, those that end after the programme's start."
fn is_summed(plan: &Plan, in_force: &InForce, period: Period) -> bool {
    match &in_force.baseline {
        Some(baseline) => period.ends_on() > baseline.date,
        None => period.ends_on() > plan.starts_on,
    }
}

/// The calendar year of a date.
pub fn year_of(date: NaiveDate) -> i32 {
    date.year()
}
