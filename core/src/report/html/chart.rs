//! The trajectory chart: what was expected, what is required, what was reported, and where the present pace leads.
//!
//! Direct labels in place of a legend; beyond ink and grey only the blue of what is still to come.

use std::fmt::Write;

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

use super::axis::{Axis, tenth};
use crate::assess::Assessment;
use crate::plan::{Accumulation, Level, Measure, Shape};
use crate::report::text::tables;
use crate::report::words::pick;
use crate::report::{dates, figures};
use crate::value::{Lang, number};

/// The chart's size, in pixels.
const WIDTH: i64 = 360;
/// The lower edge of the plot; its upper edge.
const BOTTOM: i64 = 114;
const TOP: i64 = 14;
/// What the direct labels take at the right edge.
const RIGHT: i64 = 92;
/// How near two labels may come.
const APART: i64 = 13;

/// A chart: what it says to those who do not see it, and what is drawn inside its `svg`. Most rows share the frame of
/// grid, years and date judged: the page draws each frame once.
pub(super) struct Chart {
    pub(super) label: String,
    pub(super) frame: String,
    /// Which of the page's frames it is.
    pub(super) number: usize,
    pub(super) body: String,
}

impl Chart {
    /// The chart of a row that has figures.
    pub(super) fn of(item: &Assessment, lang: Lang) -> Option<Self> {
        let plot = Plot::of(item)?;
        Some(Self { label: label(item, lang), frame: plot.frame(item, lang), number: 0, body: plot.draw(item, lang) })
    }
}

fn label(item: &Assessment, lang: Lang) -> String {
    let actual = tables::actual(item, lang).replace('\n', ", ");
    let expected = item.figures.expected.map(|_| tables::expected(item, lang));
    let target = tables::targets(item, lang).replace('\n', ", ");
    let expected = expected.map(|expected| format!("; {} {expected}", pick(lang, "lộ trình", "expected"))).unwrap_or_default();
    let lead = pick(lang, "Biểu đồ: thực hiện", "Chart: actual");
    format!("{lead} {actual}{expected}; {} {target}.", pick(lang, "mục tiêu", "target"))
}

/// The points to be drawn and their axes.
struct Plot {
    seen: Vec<(NaiveDate, Decimal)>,
    path: Vec<(NaiveDate, Decimal)>,
    targets: Vec<(NaiveDate, Decimal)>,
    /// Where the present pace leads at the due date.
    projected: Option<(NaiveDate, Decimal)>,
    /// The 80 % interval at the due date.
    band: Option<(NaiveDate, Decimal, Decimal)>,
    x: Axis,
    y: Axis,
    /// From the day before the first year drawn to the last year's last day.
    years: (NaiveDate, NaiveDate),
}

impl Plot {
    fn of(item: &Assessment) -> Option<Self> {
        let row = &*item.indicator;
        let mut seen: Vec<(NaiveDate, Decimal)> = item.observations.iter().map(|(period, value)| (period.end(), *value)).collect();
        let path = item.path.clone();
        let mut targets: Vec<(NaiveDate, Decimal)> = row
            .targets
            .iter()
            .filter_map(|target| Some((target.due?, target.level()?)))
            .flat_map(|(due, level)| ends(due, level))
            .collect();
        if row.accumulation == Accumulation::YearToDate {
            // A running total starts anew each year: its own year is what is judged.
            let year = seen.last()?.0.year();
            seen.retain(|(day, _)| day.year() == year);
            targets = item.due().zip(item.required.as_ref().and_then(|required| required.bound)).into_iter().collect();
        }
        let band = item.due().zip(item.outlook.low.zip(item.outlook.high)).map(|(due, (low, high))| (due, low, high));
        // Where an interval is known it says where the row is heading; the bare pace serves where none is.
        let pace = item.figures.projected.filter(|_| band.is_none()).map(|value| possible(item, value));
        let projected = item.due().zip(pace);
        let days = || seen.iter().chain(&path).chain(&targets).map(|(day, _)| *day);
        let first = days().min()?;
        let last = days().max()?.max(item.as_of.date);
        let before = if (first.month(), first.day()) == (12, 31) { first.year() } else { first.year().saturating_sub(1) };
        let years = (NaiveDate::from_ymd_opt(before, 12, 31)?, NaiveDate::from_ymd_opt(last.year(), 12, 31)?);
        let values = || {
            seen.iter()
                .chain(&path)
                .chain(&targets)
                .chain(&projected)
                .map(|(_, value)| *value)
                .chain(band.iter().flat_map(|(_, low, high)| [*low, *high]))
        };
        let (low, high) = (values().min()?, values().max()?);
        let y = heights(row.measure == Measure::Percent, low, high);
        let widest = y_ticks(&y, row.measure).iter().map(|tick| tick_text(*tick, Lang::Vi).chars().count()).max().unwrap_or(1);
        let left = Decimal::from(widest).saturating_mul(Decimal::new(55, 1)).saturating_add(Decimal::from(10));
        let end = Decimal::from(WIDTH.saturating_sub(RIGHT));
        let x = Axis { from: day_number(years.0), to: day_number(years.1), start: left, end };
        Some(Self { seen, path, targets, projected, band, x, y, years })
    }

    fn point(&self, (day, value): (NaiveDate, Decimal)) -> (Decimal, Decimal) {
        (self.x.at(day_number(day)), self.y.at(value))
    }

    fn draw(&self, item: &Assessment, lang: Lang) -> String {
        let mut svg = String::new();
        if let (Some((due, low, high)), Some(last)) = (self.band, self.seen.last()) {
            let (a, b, c) = (self.point(*last), self.point((due, high)), self.point((due, low)));
            let _ = write!(svg, r#"<path class="cb" d="M{} {}L{} {}V{}z"/>"#, a.0, a.1, b.0, b.1, c.1);
        }
        self.line(&mut svg, "cp", &self.path, item.indicator.shape == Shape::Step);
        if let (Some(projected), Some(last)) = (self.projected, self.seen.last()) {
            self.line(&mut svg, "cj", &[*last, projected], false);
        }
        if let Some(baseline) = item.baseline.filter(|_| item.indicator.accumulation != Accumulation::YearToDate) {
            let (x, y) = self.point((baseline.date, baseline.value));
            let half = Decimal::new(35, 1);
            let _ = write!(svg, r#"<path class="co" d="M{} {}h7v7h-7z"/>"#, tenth(x.saturating_sub(half)), tenth(y.saturating_sub(half)));
        }
        for target in &self.targets {
            let (x, y) = self.point(*target);
            let _ = write!(svg, r#"<path class="co" d="M{x} {}l6 6-6 6-6-6z"/>"#, tenth(y.saturating_sub(Decimal::from(6))));
        }
        // Its dots are markers of the style; a single observation is a dot alone.
        match self.seen.as_slice() {
            [only] => self.line(&mut svg, "ca", &[*only, *only], false),
            seen => self.line(&mut svg, "ca", seen, false),
        }
        self.labels(&mut svg, item, lang);
        svg
    }

    /// Grid, years, and the date judged.
    fn frame(&self, item: &Assessment, lang: Lang) -> String {
        let mut svg = String::new();
        let (left, right) = (self.x.start, self.x.end);
        let mut grid = String::new();
        for tick in y_ticks(&self.y, item.indicator.measure) {
            let y = self.y.at(tick);
            let _ = write!(grid, "M{left} {y}H{right}");
            let (x, y) = (tenth(left.saturating_sub(Decimal::from(4))), tenth(y.saturating_add(Decimal::new(35, 1))));
            let _ = write!(svg, r#"<text class="te" x="{x}" y="{y}">{}</text>"#, tick_text(tick, lang));
        }
        let (marks, names) = self.calendar(lang);
        for day in marks {
            let _ = write!(grid, "M{} {BOTTOM}v3", self.x.at(day_number(day)));
        }
        for (middle, name) in names {
            let _ = write!(svg, r#"<text class="tm" x="{middle}" y="127">{name}</text>"#);
        }
        let _ = write!(svg, r#"<path class="cg" d="{grid}"/>"#);
        let today = self.x.at(day_number(item.as_of.date));
        let near = today.clamp(left.saturating_add(Decimal::from(28)), right.saturating_sub(Decimal::from(28)).max(left));
        let _ = write!(svg, r#"<path class="ct" d="M{today} {TOP}V{BOTTOM}"/><text class="tm" x="{near}" y="9">"#);
        let _ = write!(svg, "{}</text>", dates::day_in_table(item.as_of.date, lang));
        svg
    }

    /// Where years (within one year: quarters) end, and their names with where each stands.
    fn calendar(&self, lang: Lang) -> (Vec<NaiveDate>, Vec<(Decimal, String)>) {
        let (first, last) = (self.years.0.year(), self.years.1.year());
        let end = |year, month: u32| {
            let day = if matches!(month, 6 | 9) { 30 } else { 31 };
            NaiveDate::from_ymd_opt(year, month, day)
        };
        if last.saturating_sub(first) == 1 {
            let quarters: Vec<NaiveDate> = [3, 6, 9, 12].into_iter().filter_map(|month| end(last, month)).collect();
            let name = |day: &NaiveDate| {
                let month = crate::value::Period::month(crate::value::Month::of_date(*day));
                (self.x.at(day_number(*day)), dates::period_in_table(month, lang))
            };
            let names = quarters.iter().map(name).collect();
            return (quarters, names);
        }
        let marks: Vec<NaiveDate> = (first..=last).filter_map(|year| end(year, 12)).collect();
        let every = if last.saturating_sub(first) > 8 { 2 } else { 1 };
        let names = (first.saturating_add(1)..=last).step_by(every).filter_map(|year| {
            let middle = end(year, 6)?;
            Some((self.x.at(day_number(middle)), year.to_string()))
        });
        let names = names.collect();
        (marks, names)
    }

    /// A line through points; in steps each level holds until the next point.
    fn line(&self, svg: &mut String, class: &str, points: &[(NaiveDate, Decimal)], step: bool) {
        if points.len() < 2 {
            return;
        }
        let mut path = String::new();
        for (i, (x, y)) in points.iter().map(|point| self.point(*point)).enumerate() {
            let _ = match (i, step) {
                (0, _) => write!(path, "M{x} {y}"),
                (_, true) => write!(path, "H{x}V{y}"),
                (_, false) => write!(path, "L{x} {y}"),
            };
        }
        let _ = write!(svg, r#"<path class="{class}" d="{path}"/>"#);
    }

    /// The last target and the projection at the right edge, each at its own height and apart from the other.
    fn labels(&self, svg: &mut String, item: &Assessment, lang: Lang) {
        let digits = item.indicator.digits;
        let exact = |value: Decimal| number::show(value, value.normalize().scale().min(digits.saturating_add(4)), lang);
        let last = self.targets.iter().map(|(day, _)| *day).max();
        let level: Vec<String> = self.targets.iter().filter(|(day, _)| Some(*day) == last).map(|(_, value)| exact(*value)).collect();
        let target = self.targets.iter().rev().find(|(day, _)| Some(*day) == last).map(|(_, value)| self.y.at(*value));
        let pace = self.projected.map(|(_, value)| (self.y.at(value), figures::plain(value, digits, &[], lang)));
        let band = self.band.map(|(_, low, high)| (self.y.at(middle(low, high)), figures::range(&item.indicator, low, high, &[], lang)));
        let projected = band.or(pace);
        let mut placed: Vec<(Decimal, String, &str)> = Vec::new();
        placed.extend(target.map(|y| (y, format!("{} {}", pick(lang, "Mục tiêu", "Target"), level.join("-")), "tl")));
        placed.extend(projected.map(|(y, value)| (y, format!("{} {value}", pick(lang, "Dự báo", "Projected")), "tl tj")));
        placed.sort_by_key(|(y, ..)| *y);
        let (apart, mut least) = (Decimal::from(APART), Decimal::from(TOP));
        let most = Decimal::from(BOTTOM);
        let count = placed.len();
        for (i, (y, text, class)) in placed.into_iter().enumerate() {
            let below = Decimal::from(count.saturating_sub(i).saturating_sub(1)).saturating_mul(apart);
            let at = y.min(most.saturating_sub(below)).max(least);
            least = at.saturating_add(apart);
            let (x, y) = (tenth(self.x.end.saturating_add(Decimal::from(10))), tenth(at.saturating_add(Decimal::new(35, 1))));
            let _ = write!(svg, r#"<text class="{class}" x="{x}" y="{y}">{text}</text>"#);
        }
    }
}

fn middle(low: Decimal, high: Decimal) -> Decimal {
    low.saturating_add(high).checked_div(Decimal::TWO).unwrap_or(low)
}

/// A target's levels: both ends of a range.
fn ends(due: NaiveDate, level: Level) -> Vec<(NaiveDate, Decimal)> {
    match level {
        Level::Number { value, .. } => vec![(due, value)],
        Level::Between { low, high } => vec![(due, low), (due, high)],
    }
}

/// A value held inside what can be reported.
fn possible(item: &Assessment, value: Decimal) -> Decimal {
    let value = item.indicator.floor.map_or(value, |floor| value.max(floor));
    item.indicator.ceiling.map_or(value, |ceiling| value.min(ceiling))
}

fn day_number(day: NaiveDate) -> Decimal {
    Decimal::from(day.num_days_from_ce())
}

/// The heights: 0 to 100 for percents, further where the values go further; else the values' own range, a tenth wider.
fn heights(percent: bool, low: Decimal, high: Decimal) -> Axis {
    let (start, end) = (Decimal::from(BOTTOM), Decimal::from(TOP));
    if percent {
        let from = quarter(low.min(Decimal::ZERO).floor(), false);
        let to = quarter(high.max(Decimal::ONE_HUNDRED).ceil(), true);
        return Axis { from, to, start, end };
    }
    let wide = high.saturating_sub(low);
    let pad = if wide.is_zero() { high.abs().max(Decimal::ONE) } else { wide }.checked_div(Decimal::TEN).unwrap_or_default();
    Axis { from: low.saturating_sub(pad), to: high.saturating_add(pad), start, end }
}

/// The nearest multiple of 25 below or above.
fn quarter(value: Decimal, up: bool) -> Decimal {
    let step = Decimal::from(25);
    let times = value.checked_div(step).unwrap_or_default();
    step.saturating_mul(if up { times.ceil() } else { times.floor() })
}

fn y_ticks(y: &Axis, measure: Measure) -> Vec<Decimal> {
    let usual = measure == Measure::Percent && y.to.saturating_sub(y.from) <= Decimal::from(150);
    if usual { y.multiples(Decimal::from(25)) } else { y.ticks(4) }
}

fn tick_text(tick: Decimal, lang: Lang) -> String {
    number::show(tick, tick.scale(), lang)
}
