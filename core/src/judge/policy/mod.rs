//! What public bodies publish as their own methods, reproduced beside `pace/1`, so that like is compared with like.
//!
//! Each is a small pure function of one yearly series, a direction and a target. None decides a status of the report.
//! A new one is a file and a line in the list below. Where a method's own code would crash or return nonsense, the
//! answer is "not available" with one of a closed list of reasons. Comparisons of values with targets are exact; the
//! methods that compound growth are floating point by definition, through libm, so that every platform gives the same.

use std::cmp::Ordering;
use std::str::FromStr;

use num_bigint::BigInt;
use rust_decimal::Decimal;
use serde::Serialize;

use super::Fraction;
use crate::error::{Error, ErrorKind};
use crate::judge::Status;
use crate::value::Lang;
use crate::value::number::at_scale;

macro_rules! policies {
    ($($(#[$doc:meta])* $module:ident)*) => {
        $($(#[$doc])* pub mod $module;)*

        /// Every published method; of one name the newest version last.
        pub const ALL: &[Policy] = &[$($module::POLICY,)*];
    };
}

policies! {
    open_sdg
    dns
    eurostat
    sdsn
    unsd
}

/// A published method.
#[derive(Clone, Copy, Debug)]
pub struct Policy {
    /// Name and version: `open-sdg/2.4`.
    pub id: &'static str,
    /// Who publishes it, and where.
    pub source: &'static str,
    /// What its `value` is, in Vietnamese and English.
    pub measures: [&'static str; 2],
    /// The verdict on one series.
    pub judge: fn(&Question<'_>) -> Finding,
}

impl Policy {
    /// The name without the version.
    pub fn name(&self) -> &'static str {
        self.id.split_once('/').map_or(self.id, |(name, _)| name)
    }

    /// The method of an id, or the newest of a name.
    pub fn named(method: &str) -> Option<&'static Self> {
        ALL.iter().rev().find(|policy| policy.id == method || policy.name() == method)
    }

    /// The verdict; a figure that is not a finite number makes it not available.
    pub fn judge(&self, question: &Question<'_>) -> Finding {
        let found = (self.judge)(question);
        let finite = |figure: Option<f64>| figure.is_none_or(f64::is_finite);
        if finite(found.value) && finite(found.score) { found } else { Finding::unavailable(Unavailable::OutOfRange) }
    }
}

/// Which way is better: declared, never a default.
///
/// ```
/// use tiendo::judge::policy::Wanted;
/// assert_eq!("decrease".parse::<Wanted>()?, Wanted::Decrease);
/// assert!("decrese".parse::<Wanted>().is_err());
/// assert!("".parse::<Wanted>().is_err());
/// # Ok::<(), tiendo::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Wanted {
    /// More is better.
    Increase,
    /// Less is better.
    Decrease,
}

impl Wanted {
    /// `increase` or `decrease`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Increase => "increase",
            Self::Decrease => "decrease",
        }
    }

    /// Whether a value is as good as a level, or better.
    pub fn reaches(self, value: Decimal, level: Decimal) -> bool {
        match self {
            Self::Increase => value >= level,
            Self::Decrease => value <= level,
        }
    }

    /// A change, counted as plus where it is in the wanted direction.
    fn signed(self, change: Fraction<BigInt>) -> Fraction<BigInt> {
        match self {
            Self::Increase => change,
            Self::Decrease => change.negated(),
        }
    }

    /// +1 or −1.
    const fn sign(self) -> f64 {
        match self {
            Self::Increase => 1.0,
            Self::Decrease => -1.0,
        }
    }
}

impl FromStr for Wanted {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let refused = |kind| Error::new(kind).given(text).allowed("increase (tăng) hoặc decrease (giảm)", "increase or decrease");
        match text {
            "increase" => Ok(Self::Increase),
            "decrease" => Ok(Self::Decrease),
            "" => Err(refused(ErrorKind::MissingDirection)),
            _ => Err(refused(ErrorKind::BadValue)),
        }
    }
}

/// A year's value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    /// The year.
    pub year: i32,
    /// The value.
    pub value: Decimal,
}

/// A target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Goal {
    /// The level to be reached.
    pub level: Decimal,
    /// By when; `None` is the same target every year.
    pub year: Option<i32>,
}

/// What a method is asked: one series, evaluated at its last year.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    /// One value a year, in the order of years.
    pub points: &'a [Point],
    /// Which way is better.
    pub wanted: Wanted,
    /// The target; `None` is "direction only".
    pub goal: Option<Goal>,
    /// The configured base year.
    pub baseline_year: Option<i32>,
    /// A natural limit of the indicator, such as 100 for a percent (`open-sdg` without a target).
    pub limit: Option<Decimal>,
    /// The first year after a documented break in the series (`dns`).
    pub break_year: Option<i32>,
}

impl<'a> Question<'a> {
    /// A question about direction alone.
    pub const fn new(points: &'a [Point], wanted: Wanted) -> Self {
        Self { points, wanted, goal: None, baseline_year: None, limit: None, break_year: None }
    }

    /// The base: the configured year's value, else the first; and the last value, from a later year.
    fn ends(&self) -> Result<(Point, Point), Unavailable> {
        let base = match self.baseline_year {
            Some(year) => *self.points.iter().find(|point| point.year == year).ok_or(Unavailable::BaseYearAbsent)?,
            None => *self.points.first().ok_or(Unavailable::TooFewValues)?,
        };
        let last = *self.points.last().ok_or(Unavailable::TooFewValues)?;
        if last.year > base.year { Ok((base, last)) } else { Err(Unavailable::TooFewValues) }
    }

    /// The year of a target that lies after the base and not before the last value.
    fn target_year(goal: Goal, base: Point, last: Point) -> Result<i32, Unavailable> {
        let year = goal.year.ok_or(Unavailable::NoTargetYear)?;
        if year <= base.year {
            Err(Unavailable::TargetYearAtBase)
        } else if year < last.year {
            Err(Unavailable::TargetYearPast)
        } else {
            Ok(year)
        }
    }

    /// Whether a target lies ahead of the base, in the wanted direction.
    fn ahead(&self, goal: Goal, base: Point) -> Result<(), Unavailable> {
        match (goal.level == base.value, self.wanted.reaches(base.value, goal.level)) {
            (true, _) => Err(Unavailable::TargetAtBase),
            (false, true) => Err(Unavailable::TargetNotAhead),
            (false, false) => Ok(()),
        }
    }
}

/// A verdict in a public body's own word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Native {
    /// The word, in `snake_case`.
    pub name: &'static str,
    /// In Vietnamese and English.
    pub words: [&'static str; 2],
    /// The nearest status of this engine.
    pub status: Option<Status>,
}

/// No verdict.
pub const NOT_AVAILABLE: Native = Native { name: "not_available", words: ["chưa đánh giá được", "not available"], status: None };

/// The verdict of a published method.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Finding {
    /// In the body's own word.
    pub native: Native,
    /// The nearest status of this engine; `None` where there is no verdict.
    pub status: Option<Status>,
    /// The method's own figure.
    pub value: Option<f64>,
    /// The method's own score, where it has one.
    pub score: Option<f64>,
    /// Why there is no verdict.
    pub reason: Option<Unavailable>,
}

impl Finding {
    const fn of(native: Native, value: Option<f64>) -> Self {
        Self { native, status: native.status, value, score: None, reason: None }
    }

    /// No verdict, and why.
    pub const fn unavailable(reason: Unavailable) -> Self {
        Self { native: NOT_AVAILABLE, status: None, value: None, score: None, reason: Some(reason) }
    }

    /// The same verdict where the target is reached.
    const fn achieved(mut self) -> Self {
        self.status = Some(Status::Achieved);
        self
    }
}

impl From<Result<Self, Unavailable>> for Finding {
    fn from(found: Result<Self, Unavailable>) -> Self {
        found.unwrap_or_else(Self::unavailable)
    }
}

macro_rules! reasons {
    ($($name:ident = $snake:literal, $vi:literal, $en:literal;)*) => {
        /// Why a method has no verdict: a closed list.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
        #[serde(rename_all = "snake_case")]
        #[non_exhaustive]
        pub enum Unavailable { $(#[doc = $en] $name,)* }

        impl Unavailable {
            /// Every reason.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The name in files.
            pub const fn name(self) -> &'static str { match self { $(Self::$name => $snake,)* } }

            /// What it means, in words.
            pub const fn words(self, lang: Lang) -> &'static str {
                match (self, lang) { $((Self::$name, Lang::Vi) => $vi, (Self::$name, Lang::En) => $en,)* }
            }
        }
    };
}

reasons! {
    TooFewValues = "too_few_values", "chưa đủ số liệu", "too few values";
    NoTarget = "no_target", "phương pháp này cần có mục tiêu", "this method needs a target";
    NoTargetYear = "no_target_year", "phương pháp này cần năm phải đạt mục tiêu", "this method needs the year of the target";
    BaseYearAbsent = "base_year_absent", "không có số liệu của năm gốc", "the base year has no value";
    TargetYearPast = "target_year_past", "năm mục tiêu trước năm của số liệu cuối cùng", "the target year lies before the last value";
    TargetYearAtBase = "target_year_at_base", "năm mục tiêu không sau năm gốc", "the target year does not lie after the base year";
    TargetAtBase = "target_at_base", "mục tiêu bằng giá trị năm gốc", "the target equals the base value";
    TargetNotAhead = "target_not_ahead", "năm gốc đã vượt mục tiêu", "the base value is already beyond the target";
    OppositeSigns = "opposite_signs", "các giá trị trái dấu nhau", "values of opposite sign";
    NotPositive = "not_positive", "tốc độ tăng bình quân chỉ tính được với số dương", "a growth rate needs values above zero";
    OutOfRange = "out_of_range", "kết quả vượt phạm vi tính toán", "the result is out of range";
}

/// A decimal as the nearest double.
pub(crate) fn float(value: Decimal) -> f64 {
    // Through text: correctly rounded, whatever the number of digits.
    value.to_string().parse().unwrap_or(f64::NAN)
}

/// An exact fraction as a double, after rounding to 12 places.
fn shown(value: &Fraction<BigInt>) -> Option<f64> {
    value.decimal(0).map(float)
}

/// A whole number of years as a double.
fn years(from: Point, to: i32) -> f64 {
    f64::from(to.saturating_sub(from.year))
}

/// The change from one value to another, exact.
fn change(from: Decimal, to: Decimal) -> Fraction<BigInt> {
    let scale = from.scale().max(to.scale());
    Fraction { num: at_scale(to, scale), den: crate::value::number::ten_to(scale) }
        .minus(&Fraction { num: at_scale(from, scale), den: crate::value::number::ten_to(scale) })
}

/// Whether an exact fraction is less than, equal to or greater than `num / den`.
fn against(value: &Fraction<BigInt>, num: i64, den: i64) -> Ordering {
    value.compare(&Fraction { num: BigInt::from(num), den: BigInt::from(den) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_finds_the_newest_version() {
        assert_eq!(Policy::named("open-sdg").map(|policy| policy.id), Some("open-sdg/2.4"));
        assert_eq!(Policy::named("unsd/2023").map(|policy| policy.id), Some("unsd/2023"));
        assert!(Policy::named("open-sdg/1").is_none());
        assert!(Policy::named("").is_none());
    }

    #[test]
    fn doubles_are_the_nearest() {
        for text in ["0.1", "66.6", "1003.855", "-0.000001", "79228162514264337593543950335"] {
            assert_eq!(float(text.parse().unwrap()), text.parse::<f64>().unwrap());
        }
    }
}
