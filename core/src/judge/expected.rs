//! What the trajectory expects at a date, the earned schedule, pace and required pace.

use std::cmp::Ordering;

use super::Observation;
use super::number::{Fraction, Value, Wide};
use super::requirement::{Asked, Point, Rule, Side, Year};

/// How many of the newest observations give the pace.
const PACE_WINDOW: usize = 13;
/// How many observations it takes.
const PACE_LEAST: usize = 3;
/// How many months they must span.
const PACE_SPAN: i64 = 6;

/// The path on one side: a start, then the rule's points after it; or a running year's shares of its requirement.
#[derive(Clone, Debug)]
pub enum Path<'a, V: Value> {
    /// From the baseline through the points of targets and trajectory.
    Points {
        /// Where it starts; `None` when it starts at its first point.
        start: Option<(i64, Fraction<V::W>)>,
        /// The points after the start.
        rest: &'a [Point<V>],
        /// Which bound of them.
        side: Side,
    },
    /// From 0 at the year's beginning to its requirement at its end.
    Year {
        /// How it fills.
        year: &'a Year<V>,
        /// The position of the year's beginning.
        from: i64,
        /// Units of time in a month.
        month: i64,
        /// The year's requirement.
        whole: Fraction<V::W>,
    },
}

impl<'a, V: Value> Path<'a, V> {
    /// Its points, in order of time.
    pub fn points(&self) -> impl Iterator<Item = (i64, Fraction<V::W>)> + '_ {
        let (start, rest, side, shares) = match self {
            Self::Points { start, rest, side } => (start.clone(), *rest, *side, None),
            Self::Year { year, from, month, whole } => (None, Default::default(), Side::Rising, Some((year, *from, *month, whole))),
        };
        let plain = rest.iter().map(move |point| {
            let level = if side == Side::Rising { &point.low } else { &point.high };
            (point.at, Fraction::whole(level.wide()))
        });
        let filled = shares.into_iter().flat_map(|(year, from, month, whole)| {
            year.shares.iter().zip(0i64..).map(move |(share, n)| {
                let level = whole.times(&Fraction { num: share.wide(), den: year.whole.wide() });
                (from.saturating_add(n.saturating_mul(month)), level)
            })
        });
        start.into_iter().chain(plain).chain(filled)
    }

    /// The level expected at a date: before the first point the first level, after the last the last; between two points
    /// on the straight line, or in steps the level of the last point passed. `None` for a path without points.
    pub fn level_at(&self, at: i64, step: bool) -> Option<Fraction<V::W>> {
        let mut before: Option<(i64, Fraction<V::W>)> = None;
        for (when, level) in self.points() {
            if when == at {
                return Some(level);
            }
            if when > at {
                let Some((from, low)) = before else { return Some(level) };
                if step {
                    return Some(low);
                }
                let (behind, ahead) = (at.saturating_sub(from), when.saturating_sub(at));
                return Some(low.scaled(ahead).plus(&level.scaled(behind)).parted(when.saturating_sub(from)));
            }
            before = Some((when, level));
        }
        before.map(|(_, level)| level)
    }

    /// The last date on which the path asked for no more than a value, as a fraction of time; where that is outside the
    /// path, which end. `None` where the path does not rise in the wanted direction.
    ///
    /// Earned schedule: Lipke, "Schedule is Different", 2003.
    pub fn earned(&self, value: &Fraction<V::W>, side: Side, step: bool) -> Option<Earned<V::W>> {
        let wanted = |order: Ordering| if side == Side::Rising { order } else { order.reverse() };
        let (first, last) = (self.points().next()?, self.points().last()?);
        if wanted(last.1.compare(&first.1)) != Ordering::Greater {
            return None;
        }
        if wanted(value.compare(&last.1)) != Ordering::Less {
            return Some(Earned::Beyond);
        }
        if wanted(value.compare(&first.1)) == Ordering::Less {
            return Some(Earned::Short);
        }
        let mut date = None;
        let mut before: Option<(i64, Fraction<V::W>)> = None;
        for (when, level) in self.points() {
            if let Some((from, low)) = before
                && wanted(low.compare(value)) != Ordering::Greater
                && wanted(value.compare(&level)) == Ordering::Less
            {
                let start = Fraction::whole(V::W::of(from));
                date = if step {
                    Some(Fraction::whole(V::W::of(when)))
                } else {
                    let share = value.minus(&low).over(&level.minus(&low))?;
                    Some(start.plus(&share.scaled(when.saturating_sub(from))))
                };
            }
            before = Some((when, level));
        }
        date.map(Earned::At)
    }
}

/// Where a value stands on a path.
#[derive(Clone, Debug)]
pub enum Earned<W> {
    /// The last date on which the path asked for no more.
    At(Fraction<W>),
    /// At or beyond the last level.
    Beyond,
    /// Short of the first level.
    Short,
}

/// Change over time: `rise` in `units` of time.
#[derive(Clone, Debug)]
pub struct Pace<W> {
    /// The change, signed as the value moves.
    pub rise: Fraction<W>,
    /// Over how many months.
    pub months: i64,
}

impl<V: Value> Rule<V> {
    /// The path from a start, on a side. It starts at the level of the requirement within whose stand the start is
    /// dated; at the first target due after it, where the start already meets that; else at the start's own value
    /// (domain, section 3, "Trajectory").
    pub fn path_from(&self, start: Option<&(i64, Fraction<V::W>)>, side: Side) -> Path<'_, V> {
        let bound = |low: &V, high: &V| Fraction::whole(if side == Side::Rising { low.wide() } else { high.wide() });
        let from = start.map(|(at, value)| {
            let last = self.needs.len().saturating_sub(1);
            let mut needs = self.needs.iter().enumerate();
            let next = needs.find(|(k, need)| *at <= need.last || *k == last);
            let level = next.map(|(_, need)| (need.due <= *at, bound(&need.low, &need.high)));
            let level = match level {
                Some((true, level)) => level,
                Some((false, level)) => {
                    let order = value.compare(&level);
                    let meets = if side == Side::Rising { order != Ordering::Less } else { order != Ordering::Greater };
                    if meets { level } else { value.clone() }
                }
                None => value.clone(),
            };
            (*at, level)
        });
        let after = from.as_ref().map_or(0, |(at, _)| self.path.partition_point(|point| point.at <= *at));
        Path::Points { start: from, rest: self.path.get(after..).unwrap_or_default(), side }
    }

    /// The baseline that counts: the declared one, else the first accumulated observation; none for a running total.
    pub fn start(&self, seen: &[Observation<V>]) -> Option<(i64, Fraction<V::W>)> {
        match &self.baseline {
            _ if self.year.is_some() => None,
            Some(start) => Some((start.at, Fraction::whole(start.value.wide()))),
            None => seen.first().map(|first| (self.month_end(first.at), first.level())),
        }
    }

    /// The path on which an observation is judged.
    pub fn path_for(&self, newest: &Observation<V>, seen: &[Observation<V>], asked: &Asked<V::W>, side: Side) -> Path<'_, V> {
        match &self.year {
            Some(year) => Path::Year {
                year,
                from: self.year_end(newest.at.year().saturating_sub(1)),
                month: self.month,
                whole: asked.bound(side).clone(),
            },
            None => self.path_from(self.start(seen).as_ref(), side),
        }
    }

    /// The pace per month (domain, section 5, point 7): from the first to the last of the newest 13 observations, when
    /// there are at least three and they span at least six months; for a running total the value over the months of the
    /// year so far, from three observations in the year on.
    pub fn pace(&self, seen: &[Observation<V>]) -> Option<Pace<V::W>> {
        let newest = seen.last()?;
        if self.year.is_some() {
            let enough = self.relevant(seen).len() >= PACE_LEAST;
            return enough.then(|| Pace { rise: newest.level(), months: i64::from(newest.at.month()) });
        }
        let window = seen.get(seen.len().saturating_sub(PACE_WINDOW)..)?;
        let first = window.first()?;
        let months = i64::from(newest.at.since(first.at));
        if window.len() < PACE_LEAST || months < PACE_SPAN {
            return None;
        }
        Some(Pace { rise: newest.level().minus(&first.level()), months })
    }
}
