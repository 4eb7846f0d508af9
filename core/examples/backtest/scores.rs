//! Brier scores, reliability by tenths, and how many outcomes the intervals held.
#![allow(clippy::float_arithmetic, reason = "scores are means")]

use std::collections::BTreeMap;
use std::fmt::Write;

use tiendo::judge::outlook::{self, Forecast, forecast};
use tiendo::judge::policy::{self, Goal, Point, Question, Wanted};
use tiendo::rust_decimal::Decimal;
use tiendo::rust_decimal::prelude::{FromPrimitive, ToPrimitive};

use crate::questions::{self, Ahead};
use crate::series::Series;

/// How many questions, and how many came out as yes.
#[derive(Clone, Copy, Default)]
struct Tally {
    asked: u32,
    yes: u32,
    sum: f64,
}

impl Tally {
    fn add(&mut self, probability: f64, yes: bool) {
        self.asked = self.asked.saturating_add(1);
        self.yes = self.yes.saturating_add(u32::from(yes));
        self.sum += probability;
    }

    /// The share that came out as yes: the best constant probability.
    fn share(self) -> f64 {
        f64::from(self.yes) / f64::from(self.asked.max(1))
    }

    fn mean(self) -> f64 {
        self.sum / f64::from(self.asked.max(1))
    }
}

/// What the back-test measures over series of one frequency.
#[derive(Default)]
pub struct Scores {
    series: usize,
    asked: u32,
    squares: f64,
    tenths: [Tally; 10],
    intervals: Tally,
    /// By method and class, the class being its word and whether the target is reached.
    classes: BTreeMap<&'static str, BTreeMap<(&'static str, bool), Tally>>,
}

impl Scores {
    /// Asks every question of every series.
    pub fn of(all: &[&Series]) -> Self {
        let mut scores = Self { series: all.len(), ..Self::default() };
        for series in all {
            for ahead in questions::of(series) {
                scores.take(series, &ahead);
            }
        }
        scores
    }

    fn take(&mut self, series: &Series, ahead: &Ahead<'_>) {
        let Some(found) = forecast_of(series, ahead) else { return };
        self.intervals.add(0.8, (found.low..=found.high).contains(&ahead.outcome));
        let Some(last) = ahead.known.last().and_then(|(_, value)| value.to_f64()) else { return };
        // Published methods are yearly.
        let points: Vec<Point> = if series.step == 12 {
            ahead.known.iter().map(|(month, value)| Point { year: month.div_euclid(12), value: *value }).collect()
        } else {
            Vec::new()
        };
        for (wanted, level) in &ahead.asked {
            let reaches = |value: f64| if *wanted == Wanted::Increase { value >= *level } else { value <= *level };
            let yes = reaches(ahead.outcome);
            let probability = found.probability(match wanted {
                Wanted::Increase => outlook::Wanted::AtLeast(*level),
                Wanted::Decrease => outlook::Wanted::AtMost(*level),
            });
            self.asked = self.asked.saturating_add(1);
            self.squares += (probability - f64::from(u8::from(yes))).powi(2);
            if let Some(tenth) = self.tenths.iter_mut().rev().zip((0..10u8).rev()).find(|(_, n)| probability >= f64::from(*n) / 10.0) {
                tenth.0.add(probability, yes);
            }
            self.class("last value stays", ("", reaches(last)), yes);
            if points.is_empty() {
                continue;
            }
            let Some(level) = Decimal::from_f64(*level) else { continue };
            for policy in policy::ALL {
                let found = policy.judge(&asked(policy.name(), &points, *wanted, level, ahead.month.div_euclid(12)));
                self.class(policy.id, (found.native.name, found.status == Some(tiendo::Status::Achieved)), yes);
            }
        }
    }

    fn class(&mut self, method: &'static str, class: (&'static str, bool), yes: bool) {
        self.classes.entry(method).or_default().entry(class).or_default().add(0.0, yes);
    }

    /// The outlook's Brier score.
    pub fn outlook(&self) -> f64 {
        self.squares / f64::from(self.asked.max(1))
    }

    /// A method's Brier score, each of its classes given the best constant probability, seen afterwards.
    fn method(&self, classes: &BTreeMap<(&'static str, bool), Tally>) -> f64 {
        let loss: f64 = classes.values().map(|tally| f64::from(tally.asked) * tally.share() * (1.0 - tally.share())).sum();
        loss / f64::from(self.asked.max(1))
    }

    /// Everything as text.
    pub fn table(&self, name: &str) -> String {
        let mut out = String::new();
        let mut line = |text: String| {
            let _ = writeln!(out, "{text}");
        };
        line(format!("{name}: {} series, {} questions", self.series, self.asked));
        line(format!("Brier score {:<18} {:.4}", outlook::VERSION, self.outlook()));
        for (method, classes) in &self.classes {
            let score = self.method(classes);
            line(format!("Brier score {method:<18} {score:.4}   outlook / this {:.3}", self.outlook() / score));
        }
        line(format!("80 % intervals held {:.1} % of {}", 100.0 * self.intervals.share(), self.intervals.asked));
        for (from, tenth) in (0u8..100).step_by(10).zip(&self.tenths).filter(|(_, tenth)| tenth.asked > 0) {
            let to = from.saturating_add(10);
            let (said, came) = (100.0 * tenth.mean(), 100.0 * tenth.share());
            line(format!("said {from:>2}-{to:<3} %: {:>6} questions, said {said:.1} %, came {came:.1} %", tenth.asked));
        }
        out
    }
}

fn forecast_of(series: &Series, ahead: &Ahead<'_>) -> Option<Forecast> {
    let seen: Vec<(i32, f64)> = ahead.known.iter().filter_map(|(month, value)| Some((*month, value.to_f64()?))).collect();
    let (last, _) = seen.last()?;
    let steps = f64::from(ahead.month.saturating_sub(*last)) / f64::from(series.step);
    forecast(&outlook::Series { step: series.step, scale: series.scale, seen: &seen }, steps).ok()
}

/// The same question for a published method: the base is the first of the newest values that the outlook sees, but for
/// `eurostat`, which has its own window.
fn asked<'a>(name: &str, points: &'a [Point], wanted: Wanted, level: Decimal, year: i32) -> Question<'a> {
    let first = points.get(points.len().saturating_sub(outlook::NEWEST)..).and_then(|points| points.first());
    let base = first.filter(|_| name != "eurostat").map(|point| point.year);
    Question { goal: Some(Goal { level, year: Some(year) }), baseline_year: base, ..Question::new(points, wanted) }
}
