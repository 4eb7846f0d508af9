//! What one unit gives to a roll-up: its observations, and how much weight they have.

use num_bigint::BigInt;

use crate::assess::compile;
use crate::assess::one::Row;
use crate::assess::reading::{Reading, Scale, Series, Source};
use crate::judge::requirement::Rule;
use crate::judge::{Observation, accumulate};
use crate::ledger::Entry;
use crate::plan::{Indicator, Rollup};
use crate::value::{Month, Period};

/// The observations of one unit, all units of a row at one scale.
pub(super) struct Given<'a> {
    /// The periods for which a report is in.
    received: Vec<Period>,
    /// What the observations rest on.
    sources: Vec<Source<'a>>,
    /// The observations that the rule can take in.
    seen: Vec<Observation<BigInt>>,
    /// Whether each meets what is asked of the unit; `None` where nothing is.
    met: Vec<Option<bool>>,
    /// The denominators reported, by source.
    weights: Vec<Option<BigInt>>,
}

/// One observation that is taken into a figure.
pub(super) struct Part<'g> {
    pub(super) observation: &'g Observation<BigInt>,
    pub(super) source: &'g Source<'g>,
    pub(super) met: Option<bool>,
}

/// Whether a rule looks at each unit's accumulated value, and the parent's figure is then accumulated already: the worst
/// unit and the units that meet their target are so by the value that is judged.
pub(super) const fn by_accumulated(rule: Rollup) -> bool {
    matches!(rule, Rollup::Worst | Rollup::ShareOfUnits)
}

impl<'a> Given<'a> {
    pub(super) fn of(row: &Row<'_>, unit: Option<&str>, reports: &[&'a Entry], readings: &[Reading<'a>], scale: Scale) -> Self {
        let indicator: &Indicator = row.indicator(unit);
        let series = Series::at(scale, indicator, reports, readings);
        let weights = series.newest.iter().zip(&series.sources);
        let weights = weights.map(|(o, source)| (o.ratio && !source.by_reference).then(|| o.den.clone())).collect();
        let (mut seen, mut met) = (series.newest, Vec::new());
        if by_accumulated(indicator.rollup) {
            let rule = rule_of(row, unit, scale);
            let mut accumulated = Vec::new();
            // Big integers cannot overflow.
            let _ = accumulate(&rule, &seen, &mut accumulated);
            seen = accumulated;
            if indicator.rollup == Rollup::ShareOfUnits {
                met = (1..=seen.len()).map(|n| meets(&rule, seen.get(..n).unwrap_or_default())).collect();
            }
        }
        Self { received: series.received, sources: series.sources, seen, met, weights }
    }

    /// The same without what a rule cannot take in, and how many observations these are: "averages of rates" come from
    /// plain percents, so a ratio of sums takes fractions alone.
    pub(super) fn usable(mut self, rule: Rollup) -> (Self, usize) {
        let all = self.seen.len();
        if rule == Rollup::RatioOfSums {
            self.seen.retain(|o| o.ratio);
        }
        let left_out = all.saturating_sub(self.seen.len());
        (self, left_out)
    }

    /// The months and periods of its observations.
    pub(super) fn periods(&self) -> impl Iterator<Item = (Month, Period)> + '_ {
        self.seen.iter().filter_map(|o| Some((o.at, self.source(o)?.period)))
    }

    fn source(&self, observation: &Observation<BigInt>) -> Option<&Source<'a>> {
        self.sources.get(usize::try_from(observation.entry).ok()?)
    }

    /// Its newest observation up to a month.
    pub(super) fn newest_up_to(&self, month: Month) -> Option<Part<'_>> {
        let place = self.seen.partition_point(|o| o.at <= month).checked_sub(1)?;
        let observation = self.seen.get(place)?;
        Some(Part { observation, source: self.source(observation)?, met: self.met.get(place).copied().flatten() })
    }

    /// Its observation of that very month.
    pub(super) fn of_month(&self, month: Month) -> Option<(&Observation<BigInt>, &Source<'a>)> {
        let observation = self.seen.get(self.seen.binary_search_by_key(&month, |o| o.at).ok()?)?;
        Some((observation, self.source(observation)?))
    }

    /// Whether it has an observation of that very month.
    pub(super) fn has(&self, month: Month) -> bool {
        self.seen.binary_search_by_key(&month, |o| o.at).is_ok()
    }

    /// How many reports came in after one month and up to another.
    pub(super) fn received_between(&self, after: Month, to: Month) -> i32 {
        let up_to = |month: Month| self.received.partition_point(|period| period.last_month() <= month);
        i32::try_from(up_to(to).saturating_sub(up_to(after))).unwrap_or(i32::MAX)
    }

    /// Its last known denominator at a month.
    pub(super) fn weight(&self, month: Month) -> Option<&BigInt> {
        let known = self.sources.partition_point(|source| source.period.last_month() <= month);
        self.weights.get(..known)?.iter().rev().find_map(Option::as_ref)
    }
}

/// What a unit is judged by.
fn rule_of(row: &Row<'_>, unit: Option<&str>, scale: Scale) -> Rule<BigInt> {
    let indicator = row.indicator(unit);
    let stated = compile::stated(compile::targets_of(indicator, unit), indicator.accumulation);
    compile::rule(&row.ledger.programme, indicator, &stated, row.around(None), scale.values)
}

/// Whether the newest of some accumulated observations meets the requirement that counts then.
fn meets(rule: &Rule<BigInt>, seen: &[Observation<BigInt>]) -> Option<bool> {
    let asked = rule.asked(seen)?;
    seen.last().map(|newest| rule.met(newest, &asked))
}
