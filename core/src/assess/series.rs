//! One series, one method: what an analyst compares with, from `pace/1` to what public bodies publish.

use chrono::{Datelike, NaiveDate};
use num_bigint::BigInt;
use rust_decimal::Decimal;

use super::compile::{self, Circumstances};
use super::yearly::yearly;
use super::{Status, one};
use crate::error::{Error, ErrorKind, Result};
use crate::judge::policy::{Finding, Goal, Policy, Question, Unavailable, Wanted};
use crate::judge::status::{Facts, POLICY};
use crate::judge::{Fraction, Observation};
use crate::plan::{
    Accumulation, AsOf, Baseline, Direction, Indicator, Kind, Level, Limits, Measure, Programme, Requirement, Rollup, Shape, Target,
};
use crate::value::number::{at_scale, canonical};
use crate::value::{Calendar, Frequency, Month, Text};

/// When a value held: a year, which means its 31 December, or a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// A year.
    Year(i32),
    /// A day.
    Day(NaiveDate),
}

impl From<i32> for When {
    fn from(year: i32) -> Self {
        Self::Year(year)
    }
}

impl From<NaiveDate> for When {
    fn from(day: NaiveDate) -> Self {
        Self::Day(day)
    }
}

impl When {
    /// The day.
    fn day(self) -> Result<NaiveDate> {
        match self {
            Self::Year(year) => Ok(Month::new(year, 12)?.last_day()),
            Self::Day(day) => Month::new(day.year(), day.month()).map(|_| day),
        }
    }
}

/// What is asked of a series, beside its direction.
///
/// ```
/// use tiendo::assess::Asked;
/// use tiendo::rust_decimal::dec;
/// let asked = Asked::target(dec!(7.25)).by(2030).with_baseline_year(2015);
/// assert_eq!(asked.target_year, Some(2030));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// The level to be reached; `None` is "direction only".
    pub target: Option<Decimal>,
    /// By the end of which year; without it the target is the same every year.
    pub target_year: Option<i32>,
    /// The base year; what a method does without is its own rule.
    pub baseline_year: Option<i32>,
    /// A natural limit, such as 100 for a percent.
    pub limit: Option<Decimal>,
    /// The first year after a documented break in the series.
    pub break_year: Option<i32>,
}

impl Asked {
    /// Direction alone.
    pub fn direction_only() -> Self {
        Self::default()
    }

    /// A target; the same every year until [`by`](Self::by) says when.
    pub fn target(level: Decimal) -> Self {
        Self { target: Some(level), ..Self::default() }
    }

    /// The year at whose end the target is due.
    pub fn by(self, year: i32) -> Self {
        Self { target_year: Some(year), ..self }
    }

    /// The base year.
    pub fn with_baseline_year(self, year: i32) -> Self {
        Self { baseline_year: Some(year), ..self }
    }

    /// The natural limit (`open-sdg` without a target; other methods know none).
    pub fn with_limit(self, limit: Decimal) -> Self {
        Self { limit: Some(limit), ..self }
    }

    /// The first year after a documented break (`dns`; other methods know none).
    pub fn with_break(self, year: i32) -> Self {
        Self { break_year: Some(year), ..self }
    }
}

/// The verdict of a method on a series.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct SeriesVerdict {
    /// The method's full id.
    pub method: &'static str,
    /// The verdict in the public body's own word; of `pace/1` the status.
    pub native_status: &'static str,
    /// The same word in Vietnamese and English.
    pub(crate) words: [&'static str; 2],
    /// The nearest status of this engine; `None` where there is no verdict.
    pub status: Option<Status>,
    /// The method's own figure, on which its verdict rests; of `pace/1` the gap as a share of the distance.
    pub value: Option<f64>,
    /// The method's own score, where it has one.
    pub score: Option<f64>,
    /// Why there is no verdict.
    pub reason: Option<Unavailable>,
    /// What the value is, in Vietnamese and English.
    pub(crate) measures: [&'static str; 2],
    /// The direction.
    pub wanted: Wanted,
    /// What was asked.
    pub asked: Asked,
    /// The newest value and its day; `None` of an empty series.
    pub newest: Option<(NaiveDate, Decimal)>,
    /// The trajectory's value there, of `pace/1`.
    pub expected: Option<Decimal>,
}

/// The verdict of one method on one series: `pace`, or one of the [published ones](crate::judge::policy::ALL), with or
/// without its version.
///
/// Published methods are yearly: of several days in a year the last counts. Under `pace` years mean 31 December and there
/// is no calendar, so nothing is ever missing or stale; a target without a year is due from the first value's year on.
///
/// ```
/// use tiendo::assess::{Asked, judge_series};
/// use tiendo::judge::policy::Wanted;
/// use tiendo::rust_decimal::dec;
/// let asked = Asked::target(dec!(80)).by(2030);
/// let verdict = judge_series([(2015, dec!(50)), (2022, dec!(59))], Wanted::Increase, &asked, "open-sdg")?;
/// assert_eq!((verdict.method, verdict.native_status), ("open-sdg/2.4", "moderate_progress"));
/// let verdict = judge_series([(2015, dec!(50)), (2022, dec!(59))], Wanted::Increase, &asked, "pace")?;
/// assert_eq!((verdict.method, verdict.native_status), ("pace/1", "at_risk"));
/// # Ok::<(), tiendo::Error>(())
/// ```
///
/// # Errors
/// [`ErrorKind::DuplicatePoint`], [`ErrorKind::UnknownMethod`], [`ErrorKind::BadPeriod`] for a year that the engine does
/// not know, [`ErrorKind::ConflictingFields`] for a target year without a target, and under `pace`
/// [`ErrorKind::BadBaseline`] for a base year without a value. What a method cannot judge is no error: its verdict is
/// "not available", with the reason.
pub fn judge_series<W: Into<When>>(
    series: impl IntoIterator<Item = (W, Decimal)>,
    wanted: Wanted,
    asked: &Asked,
    method: &str,
) -> Result<SeriesVerdict> {
    let values = ordered(series)?;
    check(asked)?;
    if method == "pace" || method == POLICY {
        return pace(&values, wanted, asked);
    }
    let policy = Policy::named(method).ok_or_else(|| unknown(method))?;
    let points = yearly(&values);
    let question = Question {
        points: &points,
        wanted,
        goal: asked.target.map(|level| Goal { level, year: asked.target_year }),
        baseline_year: asked.baseline_year,
        limit: asked.limit,
        break_year: asked.break_year,
    };
    Ok(SeriesVerdict::published(policy, policy.judge(&question), wanted, *asked, values.last().copied()))
}

/// The error of a method that is not known.
pub(crate) fn unknown(method: &str) -> Error {
    let mut names = vec![POLICY];
    names.extend(crate::judge::policy::ALL.iter().map(|policy| policy.id));
    Error::new(ErrorKind::UnknownMethod).at("method").given(method).allowed(names.join(", "), names.join(", "))
}

/// The series in order of time, each day once.
fn ordered<W: Into<When>>(series: impl IntoIterator<Item = (W, Decimal)>) -> Result<Vec<(NaiveDate, Decimal)>> {
    let days = series.into_iter().enumerate().map(|(at, (when, value))| match when.into().day() {
        Ok(day) => Ok((day, value)),
        Err(error) => Err(error.at(format!("series[{at}]"))),
    });
    let mut values = days.collect::<Result<Vec<_>>>()?;
    values.sort_by_key(|(day, _)| *day);
    for pair in values.windows(2) {
        if let [(one, _), (two, _)] = pair
            && one == two
        {
            return Err(duplicate(two, "mỗi năm (31/12), mỗi ngày một giá trị", "one value a year (31 December), one a day"));
        }
    }
    Ok(values)
}

fn duplicate(at: &dyn std::fmt::Display, vi: &str, en: &str) -> Error {
    Error::new(ErrorKind::DuplicatePoint).at("series").given(at).allowed(vi, en)
}

fn check(asked: &Asked) -> Result<()> {
    for (name, year) in [("target_year", asked.target_year), ("baseline_year", asked.baseline_year), ("break_year", asked.break_year)] {
        if let Some(year) = year {
            Month::new(year, 12).map_err(|_| {
                Error::new(ErrorKind::BadPeriod).at(name).given(year).allowed("năm từ 1900 đến 2200", "a year from 1900 to 2200")
            })?;
        }
    }
    match (asked.target, asked.target_year) {
        (None, Some(year)) => Err(Error::new(ErrorKind::ConflictingFields)
            .at("target_year")
            .given(year)
            .allowed("năm mục tiêu đi cùng mục tiêu", "a target year goes with a target")),
        _ => Ok(()),
    }
}

impl SeriesVerdict {
    pub(crate) fn published(
        policy: &'static Policy,
        found: Finding,
        wanted: Wanted,
        asked: Asked,
        newest: Option<(NaiveDate, Decimal)>,
    ) -> Self {
        Self {
            method: policy.id,
            native_status: found.native.name,
            words: found.native.words,
            status: found.status,
            value: found.value,
            score: found.score,
            reason: found.reason,
            measures: policy.measures,
            wanted,
            asked,
            newest,
            expected: None,
        }
    }
}

/// `pace/1`, through the one judging path: a plan of one row, without a calendar.
fn pace(values: &[(NaiveDate, Decimal)], wanted: Wanted, asked: &Asked) -> Result<SeriesVerdict> {
    let baseline = match asked.baseline_year {
        Some(year) => Some(baseline_of(values, year)?),
        None => None,
    };
    let months = values.windows(2).find(|pair| matches!(pair, [(one, _), (two, _)] if Month::of_date(*one) == Month::of_date(*two)));
    if let Some([_, (day, _)]) = months {
        return Err(duplicate(day, "mỗi tháng một giá trị", "one value a month"));
    }
    let indicator = row(values, wanted, asked, baseline);
    let (first, date) = match (values.first(), values.last()) {
        (Some((first, _)), Some((last, _))) => (*first, Month::of_date(*last).last_day()),
        _ => (NaiveDate::default(), NaiveDate::default()),
    };
    let calendar = Calendar { reports_from: Month::of_date(first), ends_on: date, cutoff_day: None };
    let programme = Programme::empty("series", first, calendar);
    let stated = compile::stated(&indicator.targets, indicator.accumulation);
    let around = Circumstances { as_of: AsOf::on(date), owed: None, suspended: false };
    let widest = values.iter().map(|(_, value)| canonical(*value).scale()).max().unwrap_or(0);
    let scale = compile::places(&indicator, &stated).max(widest);
    let rule = compile::rule(&programme, &indicator, &stated, around, scale);
    let seen: Vec<Observation<BigInt>> = values
        .iter()
        .zip(0u32..)
        .map(|((day, value), entry)| Observation {
            at: Month::of_date(*day),
            num: at_scale(canonical(*value), scale),
            den: BigInt::from(1),
            ratio: false,
            entry,
        })
        .collect();
    let facts = one::facts(&rule, &seen, &seen, 0);
    Ok(of_pace(&facts, scale, wanted, *asked, values.last().copied()))
}

fn of_pace(facts: &Facts<BigInt>, scale: u32, wanted: Wanted, asked: Asked, newest: Option<(NaiveDate, Decimal)>) -> SeriesVerdict {
    let against = facts.measured.as_ref().and_then(|measured| measured.against.as_ref());
    let share = against.and_then(|against| against.gap.over(&against.distance)).and_then(|share: Fraction<BigInt>| share.decimal(0));
    SeriesVerdict {
        method: POLICY,
        native_status: facts.status.name(),
        words: ["", ""],
        status: Some(facts.status),
        value: share.map(crate::judge::policy::float),
        score: None,
        reason: match facts.status {
            Status::NoTarget => Some(Unavailable::NoTarget),
            Status::NoBaseline | Status::NotDue => Some(Unavailable::TooFewValues),
            _ => None,
        },
        measures: ["chênh lệch so với lộ trình, tính theo quãng đường phải đi", "gap to the trajectory as a share of the distance"],
        wanted,
        asked,
        newest,
        expected: against.and_then(|against| against.expected.decimal(scale)),
    }
}

fn baseline_of(values: &[(NaiveDate, Decimal)], year: i32) -> Result<Baseline> {
    let of_year = values.iter().rfind(|(day, _)| day.year() == year);
    let found = of_year.map(|(date, value)| Baseline { date: Month::of_date(*date).last_day(), value: *value });
    found.ok_or_else(|| {
        Error::new(ErrorKind::BadBaseline)
            .at("baseline_year")
            .given(year)
            .allowed("năm có số liệu trong chuỗi", "a year that has a value in the series")
    })
}

/// The row of the plan that the question amounts to.
fn row(values: &[(NaiveDate, Decimal)], wanted: Wanted, asked: &Asked, baseline: Option<Baseline>) -> Indicator {
    // "The same target every year": due from the first value's year on, standing ever after.
    let year = asked.target_year.or_else(|| values.first().map(|(day, _)| day.year()));
    let due = year.and_then(|year| NaiveDate::from_ymd_opt(year, 12, 31));
    let target = asked.target.map(|value| Target {
        due,
        requirement: Requirement::Figure(Level::Number { value, strict: false }),
        text: value.to_string(),
        decision: None,
    });
    Indicator {
        code: "series".to_owned(),
        kind: Kind::Indicator,
        group: String::new(),
        title: Text::default(),
        unit: String::new(),
        measure: Measure::GdpMultiple,
        direction: Some(match wanted {
            Wanted::Increase => Direction::AtLeast,
            Wanted::Decrease => Direction::AtMost,
        }),
        accumulation: Accumulation::Latest,
        rollup: Rollup::Reported,
        frequency: Frequency::Yearly,
        targets: target.into_iter().collect(),
        unit_targets: Vec::new(),
        shape: Shape::Linear,
        profile: None,
        baseline,
        floor: None,
        ceiling: None,
        denominator: None,
        digits: 1,
        limits: Limits::of(Frequency::Yearly),
        owners: Vec::new(),
        lead_text: String::new(),
        support_text: String::new(),
        output: String::new(),
    }
}
