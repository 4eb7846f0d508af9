//! What is refused at the door, each with the field, what was given and what would be accepted (domain, section 4).

use std::cmp::Ordering;
use std::collections::HashMap;

use num_bigint::BigInt;
use rust_decimal::Decimal;

use super::measurement::{Measurement, Reported};
use crate::error::{Error, ErrorKind, Result};
use crate::plan::hierarchy::Hierarchy;
use crate::plan::{Change, Indicator, Measure, Programme, Requirement, Target};
use crate::value::number::{at_scale, plain, ten_to};
use crate::value::text::key;
use crate::value::{Calendar, Frequency, Moment, Month, Period};

/// The door of a programme: what it takes to check a measurement, looked up once.
#[derive(Clone, Debug)]
pub(crate) struct Checks {
    /// The programme's spelling of each unit's code (`None` is the root), by its key.
    units: HashMap<String, Option<String>>,
    rows: Vec<RowChecks>,
}

#[derive(Clone, Debug)]
struct RowChecks {
    /// The lengths of period that are accepted.
    frequencies: Vec<Frequency>,
    /// Whether the row can be completed: a recurring duty never is, it is done anew each period.
    completes: bool,
}

impl Checks {
    pub(crate) fn of(programme: &Programme) -> Self {
        let mut units = HashMap::from([(key(programme.code()), None)]);
        for unit in programme.units() {
            units.entry(key(&unit.code)).or_insert_with(|| Some(unit.code.clone()));
        }
        // An agency that is a listed member of a class reports under its own name.
        for member in Hierarchy::of(programme).reporters.iter().filter(|reporter| !reporter.is_unit()) {
            let aliases = programme.agency(member.code).map(|agency| agency.aliases.as_slice()).unwrap_or_default();
            for spelling in aliases.iter().map(String::as_str).chain([member.code]) {
                units.entry(key(spelling)).or_insert_with(|| Some(member.code.to_owned()));
            }
        }
        Self { units, rows: programme.indicators().iter().map(|row| RowChecks::of(programme, row)).collect() }
    }

    /// The row that a measurement is about; its code is brought to the programme's own spelling.
    pub(crate) fn row(&self, programme: &Programme, measurement: &mut Measurement) -> Result<usize> {
        let found = programme.row_of(&measurement.indicator).and_then(|row| Some((row, programme.indicators().get(row)?)));
        let Some((row, indicator)) = found else { return Err(unknown_indicator(programme, &measurement.indicator)) };
        if measurement.indicator != indicator.code {
            measurement.indicator.clone_from(&indicator.code);
        }
        Ok(row)
    }

    /// The unit, likewise; the root's code is no unit.
    pub(crate) fn unit(&self, programme: &Programme, measurement: &mut Measurement) -> Result<()> {
        let Some(given) = &measurement.unit else { return Ok(()) };
        let found = self.units.get(given).or_else(|| self.units.get(&key(given)));
        let Some(unit) = found else { return Err(unknown_unit(programme, given)) };
        measurement.unit.clone_from(unit);
        Ok(())
    }

    /// Everything else.
    pub(crate) fn check(&self, programme: &Programme, row: usize, measurement: &Measurement) -> Result<()> {
        let (Some(indicator), Some(checks)) = (programme.indicators().get(row), self.rows.get(row)) else {
            return Err(unknown_indicator(programme, &measurement.indicator));
        };
        let received = measurement.received_at;
        Moment::from_micros(received.micros()).map_err(|error| error.at("received_at"))?;
        checks.period(programme.calendar(), measurement.period, received)?;
        checks.kind(indicator, measurement.reported)?;
        match measurement.reported {
            Reported::Value(value) => plain_value(indicator, value),
            Reported::Ratio { numerator, denominator } => ratio(indicator, numerator, denominator),
            Reported::Numerator(numerator) => lone_numerator(indicator, numerator),
            Reported::Percent { percent, .. } => {
                within("percent", percent, Some(Decimal::ZERO), Some(Decimal::ONE_HUNDRED), 1, percent, Decimal::ONE)
            }
            Reported::Completed(day) => completed(day, received),
            Reported::State(_) | Reported::Withdrawn => Ok(()),
        }
    }
}

impl RowChecks {
    /// Amendments count whether in force yet or not: the door lets in what any version of the row asks for.
    fn of(programme: &Programme, row: &Indicator) -> Self {
        let amended = || {
            let changes = programme.amendments().iter().flat_map(|amendment| &amendment.changes);
            changes.filter_map(|change| match change {
                Change::Target { indicator, target: Some(target), .. } if *indicator == row.code => Some(target),
                _ => None,
            })
        };
        let recurs = |target: &Target| matches!(target.requirement, Requirement::Recurring(_));
        let own = |target: &Target| match target.requirement {
            Requirement::Recurring(frequency) => frequency,
            _ => None,
        };
        let mut frequencies = vec![row.reported_every()];
        frequencies.extend(amended().map(|target| own(target).unwrap_or(row.frequency)));
        frequencies.sort_unstable();
        frequencies.dedup();
        Self { frequencies, completes: !row.is_recurring() || row.targets.iter().chain(amended()).any(|target| !recurs(target)) }
    }

    fn period(&self, calendar: &Calendar, period: Period, received: Moment) -> Result<()> {
        // A period made from a bare index may lie outside the years that can be written.
        let first = period.first_month();
        Month::new(first.year(), first.month()).map_err(|error| error.at("period"))?;
        if !self.frequencies.contains(&period.frequency()) {
            let names = |name: fn(Frequency) -> &'static str| self.frequencies.iter().map(|f| name(*f)).collect::<Vec<_>>();
            return Err(Error::new(ErrorKind::WrongPeriodLength).at("period").given(period).allowed(
                names(|frequency| match frequency {
                    Frequency::Monthly => "kỳ tháng: 2027-03",
                    Frequency::Quarterly => "kỳ quý: 2027-Q1",
                    Frequency::Yearly => "kỳ năm: 2027",
                })
                .join(" hoặc "),
                names(|frequency| match frequency {
                    Frequency::Monthly => "a month: 2027-03",
                    Frequency::Quarterly => "a quarter: 2027-Q1",
                    Frequency::Yearly => "a year: 2027",
                })
                .join(" or "),
            ));
        }
        let (begins, today) = (calendar.covers(period).0, received.day());
        if begins > today {
            return Err(Error::new(ErrorKind::PeriodNotBegun).at("period").given(period).allowed(
                format!("kỳ bắt đầu không sau ngày nhận {}; kỳ này bắt đầu ngày {}", today.format("%d/%m/%Y"), begins.format("%d/%m/%Y")),
                format!("a period begun by the day of receipt, {today}; this one begins on {begins}"),
            ));
        }
        Ok(())
    }

    fn kind(&self, row: &Indicator, reported: Reported) -> Result<()> {
        let share = matches!(row.measure, Measure::Percent | Measure::GdpMultiple);
        let (field, fits) = match reported {
            Reported::Value(_) => ("value", row.is_numeric()),
            Reported::Ratio { .. } => ("numerator", share),
            Reported::Numerator(_) => ("numerator", share && row.denominator.is_some()),
            Reported::Percent { .. } => ("percent", !row.is_numeric()),
            Reported::State(_) => ("state", !row.is_numeric()),
            Reported::Completed(_) => ("completed_on", !row.is_numeric() && self.completes),
            Reported::Withdrawn => ("withdrawn", true),
        };
        if fits {
            return Ok(());
        }
        let (vi, en) = match row.measure {
            Measure::Milestone if self.completes => ("state, percent hoặc completed_on", "state, percent or completed_on"),
            Measure::Milestone => ("state hoặc percent của kỳ này", "this period's state or percent"),
            Measure::Count => ("value", "value"),
            _ if row.denominator.is_some() => {
                ("value, numerator và denominator, hoặc riêng numerator", "value, numerator and denominator, or numerator alone")
            }
            _ => ("value, hoặc numerator và denominator", "value, or numerator and denominator"),
        };
        let given = match reported {
            Reported::Value(value) | Reported::Numerator(value) => plain(value),
            Reported::Ratio { numerator, denominator } => format!("{}/{}", plain(numerator), plain(denominator)),
            Reported::Percent { percent, .. } => plain(percent),
            Reported::State(state) => state.name().to_owned(),
            Reported::Completed(day) => day.to_string(),
            Reported::Withdrawn => String::new(),
        };
        Err(Error::new(ErrorKind::WrongKind).at(field).given(given).allowed(vi, en))
    }
}

fn plain_value(row: &Indicator, value: Decimal) -> Result<()> {
    if row.measure == Measure::Count && (value < Decimal::ZERO || !value.fract().is_zero()) {
        return Err(Error::new(ErrorKind::BadCount).at("value").given(value).allowed("0, 1, 2, …", "0, 1, 2, …"));
    }
    within("value", value, row.floor, row.ceiling, 1, value, Decimal::ONE)
}

fn ratio(row: &Indicator, numerator: Decimal, denominator: Decimal) -> Result<()> {
    if denominator <= Decimal::ZERO {
        return Err(Error::new(ErrorKind::BadDenominator).at("denominator").given(denominator).allowed("lớn hơn 0", "greater than 0"));
    }
    let full = row.measure == Measure::Percent && row.ceiling == Some(Decimal::ONE_HUNDRED);
    if full && numerator > denominator {
        return Err(Error::new(ErrorKind::NumeratorOverDenominator)
            .at("numerator")
            .given(numerator)
            .allowed(format!("không quá mẫu số {}", plain(denominator)), format!("not over the denominator {}", plain(denominator))));
    }
    let times = if row.measure == Measure::Percent { 100 } else { 1 };
    within("numerator", numerator, row.floor, row.ceiling, times, numerator, denominator)
}

/// What it is divided by may still be revised; only its sign is known, because a reference series is positive.
fn lone_numerator(row: &Indicator, numerator: Decimal) -> Result<()> {
    let floor = row.floor.filter(|floor| *floor >= Decimal::ZERO).map(|_| Decimal::ZERO);
    within("numerator", numerator, floor, None, 1, numerator, Decimal::ONE)
}

/// `times · numerator / denominator` against floor and ceiling, by cross-multiplication.
fn within(
    field: &str,
    given: Decimal,
    floor: Option<Decimal>,
    ceiling: Option<Decimal>,
    times: u32,
    numerator: Decimal,
    denominator: Decimal,
) -> Result<()> {
    let side = |bound: Decimal| {
        let scale = bound.scale().saturating_add(denominator.scale()).max(numerator.scale());
        let left = at_scale(numerator, scale) * BigInt::from(times);
        let product = BigInt::from(bound.mantissa()) * BigInt::from(denominator.mantissa());
        let own = bound.scale().saturating_add(denominator.scale());
        left.cmp(&(product * ten_to(scale.saturating_sub(own))))
    };
    let low = floor.is_some_and(|floor| side(floor) == Ordering::Less);
    let high = ceiling.is_some_and(|ceiling| side(ceiling) == Ordering::Greater);
    if !low && !high {
        return Ok(());
    }
    let (from, to) = (floor.map(plain), ceiling.map(plain));
    let (vi, en) = match (from, to) {
        (Some(from), Some(to)) => (format!("từ {from} đến {to}"), format!("from {from} to {to}")),
        (Some(from), None) => (format!("từ {from} trở lên"), format!("{from} or more")),
        (None, to) => {
            let to = to.unwrap_or_default();
            (format!("không quá {to}"), format!("{to} or less"))
        }
    };
    Err(Error::new(ErrorKind::OutOfBounds).at(field).given(given).allowed(vi, en))
}

fn completed(day: chrono::NaiveDate, received: Moment) -> Result<()> {
    crate::value::period::parse_date(&day.to_string()).map_err(|error| error.at("completed_on"))?;
    let today = received.day();
    if day <= today {
        return Ok(());
    }
    Err(Error::new(ErrorKind::CompletedAfterReceipt)
        .at("completed_on")
        .given(day)
        .allowed(format!("không sau ngày nhận {}", today.format("%d/%m/%Y")), format!("not after the day of receipt, {today}")))
}

fn unknown_indicator(programme: &Programme, given: &str) -> Error {
    let first = programme.indicators().first().map_or("", |row| row.code.as_str());
    let count = programme.indicators().len();
    Error::new(ErrorKind::UnknownIndicator).at("indicator").given(given).allowed(
        format!("một trong {count} mã của kế hoạch, như {first}"),
        format!("one of the {count} codes of the plan, such as {first}"),
    )
}

fn unknown_unit(programme: &Programme, given: &str) -> Error {
    let root = programme.code();
    let error = Error::new(ErrorKind::UnknownUnit).at("unit").given(given);
    match programme.units().first().map(|unit| unit.code.as_str()) {
        Some(first) => error.allowed(
            format!("để trống hoặc {root} (toàn kế hoạch), hoặc mã một đơn vị của kế hoạch, như {first}"),
            format!("nothing or {root} (the whole plan), or the code of a unit of the plan, such as {first}"),
        ),
        None => error.allowed(
            format!("để trống hoặc {root}: kế hoạch không có đơn vị báo cáo nào khác"),
            format!("nothing or {root}: the plan lists no other reporting units"),
        ),
    }
}
