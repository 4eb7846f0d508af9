//! The rule of one series, and which requirement counts at an observation: debts, standing targets, running years.

use std::cmp::Ordering;

use chrono::Datelike;

use super::Observation;
use super::number::{Fraction, Value, Wide};
use crate::plan::{Accumulation, Direction};
use crate::value::{Month, Position};

/// One requirement: equal consecutive targets are one, due at the first date, standing to the last.
#[derive(Clone, Debug)]
pub struct Need<V> {
    /// When it is due, in the rule's units of time.
    pub due: i64,
    /// The last date of the targets that it merges; of the last requirement it stands for ever all the same.
    pub last: i64,
    /// What is asked at least; for `AtMost` the same as `high`.
    pub low: V,
    /// What is asked at most; for `AtLeast` the same as `low`.
    pub high: V,
    /// Whether the number itself fails.
    pub strict: bool,
}

/// A point of the path; both bounds for a range, twice the same otherwise.
#[derive(Clone, Debug)]
pub struct Point<V> {
    /// When.
    pub at: i64,
    /// The level on the rising side.
    pub low: V,
    /// The level on the falling side.
    pub high: V,
}

/// A declared starting value.
#[derive(Clone, Debug)]
pub struct Start<V> {
    /// When.
    pub at: i64,
    /// The value.
    pub value: V,
}

/// How a running year is expected to fill.
#[derive(Clone, Debug)]
pub struct Year<V> {
    /// The share expected by the end of each month, over `whole`: none for the year's beginning, then twelve.
    pub shares: [V; 13],
    /// The whole.
    pub whole: V,
}

/// A tolerance as a share: `num / den`.
#[derive(Clone, Copy, Debug)]
pub struct Tolerance {
    /// The numerator.
    pub num: i64,
    /// The denominator.
    pub den: i64,
}

/// The months for which reports can be missing: from the first to the last demanded, one each `step` months.
#[derive(Clone, Copy, Debug)]
pub struct Owed {
    /// The first owed period's last month.
    pub first: Month,
    /// The last demanded period's last month.
    pub last: Month,
    /// Months from one to the next.
    pub step: i32,
}

/// Everything that the judging of one series needs, as whole numbers: the plan in force at an AsOf, compiled.
#[derive(Clone, Debug)]
pub struct Rule<V> {
    /// Which way is better.
    pub direction: Direction,
    /// How values accumulate.
    pub accumulation: Accumulation,
    /// The declared baseline; for running totals only when it lies before the first target.
    pub baseline: Option<Start<V>>,
    /// Sums take the periods that end after this.
    pub sums_after: i64,
    /// The points that targets and the declared trajectory give, in order of time, one a date.
    pub path: Box<[Point<V>]>,
    /// Whether the path rises in steps.
    pub step: bool,
    /// The requirements, in order of time.
    pub needs: Box<[Need<V>]>,
    /// How a year fills; for running totals only.
    pub year: Option<Year<V>>,
    /// Behind by more is at risk.
    pub on_track: Tolerance,
    /// Behind by more is off track.
    pub at_risk: Tolerance,
    /// Missing reports from which the newest value is too old.
    pub stale_after: u32,
    /// The reports that can be missing; `None` when none can yet.
    pub owed: Option<Owed>,
    /// The date judged.
    pub date: i64,
    /// The calendar year of the date judged.
    pub date_year: i32,
    /// Whether a recorded decision suspends judging.
    pub suspended: bool,
    /// Units of time in a month: 1 where all dates are month ends, else [`Position::TICKS`].
    pub month: i64,
}

/// The side of a requirement on which a value is judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// More is better: held against the lower bound.
    Rising,
    /// Less is better: held against the upper bound.
    Falling,
}

/// The requirement that counts, its levels as fractions (a running year's requirement may lie between two targets).
#[derive(Clone, Debug)]
pub struct Asked<W> {
    /// Which of the rule's needs; for a running year the target that it leads to or that stands.
    pub need: usize,
    /// When it is due.
    pub due: i64,
    /// The lower bound.
    pub low: Fraction<W>,
    /// The upper bound.
    pub high: Fraction<W>,
    /// Whether the number itself fails.
    pub strict: bool,
    /// Whether it is a debt: due, and met neither by the last observation up to its due date nor by any since.
    pub debt: bool,
}

impl<W: Wide> Asked<W> {
    /// The bound of a side.
    pub fn bound(&self, side: Side) -> &Fraction<W> {
        match side {
            Side::Rising => &self.low,
            Side::Falling => &self.high,
        }
    }
}

impl<V: Value> Rule<V> {
    /// The position of a month's end.
    pub fn month_end(&self, month: Month) -> i64 {
        i64::from(month.index()).saturating_add(1).saturating_mul(self.month)
    }

    /// The position of a year's 31 December.
    pub fn year_end(&self, year: i32) -> i64 {
        i64::from(year).saturating_add(1).saturating_mul(12).saturating_mul(self.month)
    }

    /// Whether a value meets levels: at least low, at most high, or both; strictly where asked.
    fn meets(&self, value: &Fraction<V::W>, low: &Fraction<V::W>, high: &Fraction<V::W>, strict: bool) -> bool {
        let enough = |order: Ordering| if strict { order == Ordering::Greater } else { order != Ordering::Less };
        match self.direction {
            Direction::AtLeast => enough(value.compare(low)),
            Direction::AtMost => enough(high.compare(value)),
            Direction::Within => value.compare(low) != Ordering::Less && value.compare(high) != Ordering::Greater,
        }
    }

    /// Whether an observation meets what is asked.
    pub fn met(&self, observation: &Observation<V>, asked: &Asked<V::W>) -> bool {
        self.meets(&observation.level(), &asked.low, &asked.high, asked.strict)
    }

    /// Whether an observation meets a need.
    pub fn met_need(&self, observation: &Observation<V>, need: &Need<V>) -> bool {
        self.meets(&observation.level(), &Fraction::whole(need.low.wide()), &Fraction::whole(need.high.wide()), need.strict)
    }

    /// The last observation up to a date.
    pub fn last_up_to<'a>(&self, seen: &'a [Observation<V>], date: i64) -> Option<&'a Observation<V>> {
        seen.iter().rev().find(|o| self.month_end(o.at) <= date)
    }

    /// Whether a need was met neither by the last observation up to its due date nor by any since.
    fn is_debt(&self, seen: &[Observation<V>], need: &Need<V>) -> bool {
        !self.last_up_to(seen, need.due).is_some_and(|o| self.met_need(o, need))
            && !seen.iter().rev().take_while(|o| self.month_end(o.at) > need.due).any(|o| self.met_need(o, need))
    }

    /// The requirement that counts at the newest observation (domain, section 5, point 3): the earliest debt; else the
    /// first one due on or after it or still standing; after the last, the last. `None` without any.
    pub fn asked(&self, seen: &[Observation<V>]) -> Option<Asked<V::W>> {
        let newest = seen.last();
        if self.year.is_some() {
            return self.asked_of_year(newest.map_or(self.date_year, |o| o.at.year()));
        }
        let at = newest.map_or(self.date, |o| self.month_end(o.at));
        let owes = newest.is_some() && self.direction != Direction::Within;
        let debt = self.needs.iter().position(|need| owes && need.due <= at && self.is_debt(seen, need));
        // Due on or after, or still standing: its last date has not passed.
        let current = || self.needs.iter().position(|need| need.last >= at).or(self.needs.len().checked_sub(1));
        let index = debt.or_else(current)?;
        let need = self.needs.get(index)?;
        let whole = |v: &V| Fraction::whole(v.wide());
        Some(Asked {
            need: index,
            due: need.due,
            low: whole(&need.low),
            high: whole(&need.high),
            strict: need.strict,
            debt: debt.is_some(),
        })
    }

    /// A calendar year's requirement: the trajectory's value at its 31 December, due that day.
    ///
    /// Reading: a year without a target of its own takes its strictness from the one that the path leads to, after the
    /// last from the last; in steps from the one whose level holds.
    fn asked_of_year(&self, year: i32) -> Option<Asked<V::W>> {
        let due = self.year_end(year);
        let last = self.needs.len().checked_sub(1)?;
        let index = if self.step {
            self.needs.iter().rposition(|need| need.due <= due).unwrap_or(0)
        } else {
            self.needs.iter().position(|need| need.due >= due).unwrap_or(last)
        };
        let strict = self.needs.get(index)?.strict;
        let start = self.baseline.as_ref().map(|start| (start.at, Fraction::whole(start.value.wide())));
        let level = |side| self.path_from(start.as_ref(), side).level_at(due, self.step);
        Some(Asked { need: index, due, low: level(Side::Rising)?, high: level(Side::Falling)?, strict, debt: false })
    }

    /// Each requirement that may count at the newest observation when its value alone changes: the one that counts, and
    /// those that would if a debt were paid.
    pub fn every_asked(&self, seen: &[Observation<V>], facts: &super::Facts<V::W>) -> Vec<Asked<V::W>> {
        let counted = facts.asked.clone();
        let others = self.needs.iter().enumerate().filter(|_| self.year.is_none() && seen.last().is_some()).map(|(need, n)| {
            let whole = |v: &V| Fraction::whole(v.wide());
            Asked { need, due: n.due, low: whole(&n.low), high: whole(&n.high), strict: n.strict, debt: false }
        });
        counted.into_iter().chain(others).collect()
    }

    /// The side on which a value is judged: up to the middle of a range as "at least low", above it as "at most high".
    pub fn side(&self, value: &Fraction<V::W>, asked: &Asked<V::W>) -> Side {
        match self.direction {
            Direction::AtLeast => Side::Rising,
            Direction::AtMost => Side::Falling,
            Direction::Within => {
                let twice_middle = asked.low.plus(&asked.high);
                if value.scaled(2).compare(&twice_middle) == Ordering::Greater { Side::Falling } else { Side::Rising }
            }
        }
    }

    /// Observations that count for what is asked: for a running year those of that year, else all.
    pub fn relevant<'a>(&self, seen: &'a [Observation<V>]) -> &'a [Observation<V>] {
        let Some(newest) = seen.last().filter(|_| self.year.is_some()) else { return seen };
        let from = seen.partition_point(|o| o.at.year() < newest.at.year());
        seen.get(from..).unwrap_or_default()
    }

    /// Whether every product of judging this series stays within the room of its numbers.
    ///
    /// The longest chain is a gap against a distance: value · denominators of value, start and distance · time · share ·
    /// tolerance. Each factor counts with the bits of its largest member; two more cover sums.
    pub fn fits(&self, seen: &[Observation<V>]) -> bool {
        let most = |bits: &mut dyn Iterator<Item = u64>| bits.max().unwrap_or(0);
        let levels = self.needs.iter().flat_map(|n| [n.low.bits(), n.high.bits()]);
        let points = self.path.iter().flat_map(|p| [p.low.bits(), p.high.bits()]);
        let start = self.baseline.iter().map(|s| s.value.bits());
        let value = most(&mut seen.iter().map(|o| o.num.bits()).chain(levels).chain(points).chain(start));
        let den = most(&mut seen.iter().map(|o| o.den.bits()));
        let share = self.year.as_ref().map_or(0, |year| year.whole.bits());
        // 2 400 years in units of time, met twice at most: on the path and in a running year, or in an earned date.
        let time = i64::bits(&self.month).saturating_add(15).saturating_mul(2);
        let tolerance = [self.on_track, self.at_risk].iter().map(|t| i64::bits(&t.num).max(i64::bits(&t.den))).max().unwrap_or(0);
        let sums = 10;
        [value, den.saturating_mul(3), share.saturating_mul(2), time, tolerance, sums].iter().fold(0u64, |a, b| a.saturating_add(*b))
            <= V::ROOM
    }

    /// The same rule in other numbers, if they fit.
    pub fn narrowed<U: Value>(&self) -> Option<Rule<U>>
    where
        V: Value<W = num_bigint::BigInt>,
    {
        let to = |v: &V| U::narrow(&v.wide());
        Some(Rule {
            direction: self.direction,
            accumulation: self.accumulation,
            baseline: match &self.baseline {
                Some(start) => Some(Start { at: start.at, value: to(&start.value)? }),
                None => None,
            },
            sums_after: self.sums_after,
            path: self.path.iter().map(|p| Some(Point { at: p.at, low: to(&p.low)?, high: to(&p.high)? })).collect::<Option<_>>()?,
            step: self.step,
            needs: self
                .needs
                .iter()
                .map(|n| Some(Need { due: n.due, last: n.last, low: to(&n.low)?, high: to(&n.high)?, strict: n.strict }))
                .collect::<Option<_>>()?,
            year: match &self.year {
                Some(year) => {
                    let shares: Vec<U> = year.shares.iter().map(to).collect::<Option<_>>()?;
                    Some(Year { shares: shares.try_into().ok()?, whole: to(&year.whole)? })
                }
                None => None,
            },
            on_track: self.on_track,
            at_risk: self.at_risk,
            stale_after: self.stale_after,
            owed: self.owed,
            date: self.date,
            date_year: self.date_year,
            suspended: self.suspended,
            month: self.month,
        })
    }
}

/// The position of a day in units of which `month` make a month.
pub fn position(date: chrono::NaiveDate, month: i64) -> i64 {
    let ticks = Position::of(date).ticks();
    if month == Position::TICKS { ticks } else { ticks.div_euclid(Position::TICKS).saturating_mul(month) }
}

/// The day at a position in units of which `month` make a month: in whole months a month's last day.
pub fn day_at(position: i64, month: i64) -> Option<chrono::NaiveDate> {
    let index = position.checked_sub(1)?.checked_div_euclid(month)?;
    let last = Month::from_index(i32::try_from(index).ok()?).last_day();
    let into = position.checked_sub(index.checked_mul(month)?)?;
    let day = into.checked_mul(i64::from(last.day()))?.checked_div(month)?;
    last.with_day(u32::try_from(day).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::period::parse_date;

    #[test]
    fn a_position_leads_back_to_its_day() {
        for text in ["2026-01-01", "2026-12-31", "2027-02-28", "2028-02-29", "2027-03-15"] {
            let day = parse_date(text).unwrap();
            assert_eq!(day_at(position(day, Position::TICKS), Position::TICKS), Some(day), "{text}");
            let end = Month::of_date(day).last_day();
            assert_eq!(day_at(position(end, 1), 1), Some(end), "{text}");
        }
    }
}
