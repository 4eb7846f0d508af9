//! Over units: a parent's figure from those of the units beneath it, by the row's rule, with its coverage (domain,
//! section 2, "Roll-up over units", and section 6).
//!
//! * A parent's figure comes from its rule, never from a report of its own: only `Reported` takes that.
//! * The units are those beneath it with none beneath themselves, by the hierarchy of the period's last day or of the
//!   date that the caller names; where the plan lists the members of the class that leads or monitors the row, these.
//! * A figure stands for a period when half of the units, or half of the last known denominators, have reported that very
//!   period ("else one early commune *is* the city"); denominators count so only when half of the units have one.
//!   `Incremental`: every amount up to the newest such period is in the sum.
//! * `Latest`: a unit's value is its newest up to the period, unless stale; before a new unit's first report the values of
//!   those it took over from. Otherwise only the period's own.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use chrono::NaiveDate;
use num_bigint::BigInt;

use super::given::{Given, Part, by_accumulated};
use crate::assess::compile;
use crate::assess::one::Row;
use crate::assess::reading::{self, Reading, Scale, Series, Source};
use crate::assess::{Assessment, Coverage};
use crate::judge::requirement::Owed;
use crate::judge::{Fraction, Observation, Wide};
use crate::ledger::Entry;
use crate::plan::hierarchy::{Hierarchy, Standing};
use crate::plan::{Accumulation, Direction, Indicator, Level, Measure, Rollup};
use crate::value::number::{at_scale, canonical, ratio};
use crate::value::{Month, Period};

/// A row and everybody who reports on it.
pub(super) struct Units<'a> {
    pub(super) row: &'a Row<'a>,
    pub(super) hierarchy: &'a Hierarchy<'a>,
    /// The date whose hierarchy the caller wants.
    pub(super) on: Option<NaiveDate>,
    /// The members who answer, where they are listed.
    pub(super) members: Option<Vec<usize>>,
    /// What each reporter sent.
    pub(super) reports: Vec<Vec<&'a Entry>>,
    /// What each gives to a roll-up; empty where the rule takes only the owner's own figure.
    given: Vec<Option<Given<'a>>>,
    /// Of each reporter, whether a number was left out because it is no fraction.
    pub(super) unusable: Vec<bool>,
    scale: Scale,
}

/// A parent's figure for one period.
struct Made<'a> {
    observation: Observation<BigInt>,
    source: Source<'a>,
    /// `None` for a unit's own figure.
    coverage: Option<Coverage>,
    /// Whether enough have reported for it to be the newest.
    stands: bool,
}

impl<'a> Units<'a> {
    pub(super) fn of(row: &'a Row<'a>, hierarchy: &'a Hierarchy<'a>, on: Option<NaiveDate>) -> Self {
        let whole: &Indicator = row.indicator(None);
        let members = hierarchy.members(whole, on.unwrap_or(row.judged.date));
        let reports: Vec<Vec<&Entry>> = hierarchy.reporters.iter().map(|reporter| row.reports(Some(reporter.code))).collect();
        let mut units = Self { row, hierarchy, on, members, reports, given: Vec::new(), unusable: Vec::new(), scale: Scale::default() };
        let silent = units.reports.iter().all(Vec::is_empty);
        // Without a date of the caller's, `Reported` has nothing to add up.
        if !whole.is_numeric() || silent || (whole.rollup == Rollup::Reported && on.is_none()) {
            return units;
        }
        let readings: Vec<Vec<Reading<'a>>> = units.reports.iter().map(|reports| units.readings(reports)).collect();
        units.scale = units.scale_of(&readings);
        let given = units.reports.iter().zip(&readings).zip(&hierarchy.reporters).map(|((reports, readings), reporter)| {
            let given = (!readings.is_empty()).then(|| Given::of(row, Some(reporter.code), reports, readings, units.scale));
            match given.map(|given| given.usable(whole.rollup)) {
                Some((given, left_out)) => (Some(given), left_out > 0),
                None => (None, false),
            }
        });
        (units.given, units.unusable) = given.unzip();
        units
    }

    fn readings(&self, reports: &[&'a Entry]) -> Vec<Reading<'a>> {
        reading::readings(&self.row.ledger.programme, self.row.indicator(None), reports, self.row.judged)
    }

    /// The scale at which every unit's numbers, and every level asked of any of them, are whole.
    fn scale_of(&self, readings: &[Vec<Reading<'a>>]) -> Scale {
        let whole = self.row.indicator(None);
        let own = whole.unit_targets.iter().map(|(_, targets)| targets.as_slice());
        let levels = own.chain([whole.targets.as_slice()]).map(|targets| {
            let stated = compile::stated(targets, whole.accumulation);
            compile::places(whole, &stated)
        });
        let levels = levels.max().unwrap_or(0);
        let root = self.readings(&self.row.reports(None));
        readings.iter().chain([&root]).map(|readings| Scale::of(readings, levels)).fold(Scale::default(), Scale::joined)
    }

    pub(super) fn day(&self) -> NaiveDate {
        self.on.unwrap_or(self.row.judged.date)
    }

    /// Who reports beneath one, itself left out.
    pub(super) fn beneath(&self, top: Option<usize>, day: NaiveDate) -> Vec<usize> {
        let mut beneath = self.hierarchy.beneath(top, self.members.as_deref(), day);
        beneath.retain(|node| Some(*node) != top);
        beneath
    }

    /// The root's verdict.
    pub(super) fn of_root(&self) -> Assessment {
        self.verdict(self.row, None, None, None)
    }

    /// The verdict on a unit or member.
    pub(super) fn of_reporter(&self, node: usize) -> Option<Assessment> {
        let reporter = self.hierarchy.reporters.get(node)?;
        let kin = self.kin(node);
        let life = kin.iter().filter_map(|kin| self.hierarchy.reporters.get(*kin)).fold(reporter.life(), |life, kin| life.with(kin.life()));
        let from = life.from;
        let unit = Some(reporter.code);
        match life.to.filter(|to| *to < self.row.as_of.date) {
            None => Some(self.verdict(self.row, Some(node), unit, from)),
            Some(to) => {
                let ended = Row::at(self.row.ledger, self.row.row, self.row.as_of, Some(to), self.row.outlook)?;
                Some(self.verdict(&ended, Some(node), unit, from))
            }
        }
    }

    /// The verdicts on all who report, in the plan's order; by another date's hierarchy on those who live then.
    pub(super) fn members(&self) -> Vec<Assessment> {
        let date = self.row.as_of.date;
        let listed = self.hierarchy.reporters.iter().enumerate().filter(|(node, reporter)| {
            let begun = reporter.life().from.is_none_or(|from| from <= date) || self.on.is_some();
            let standing = self.on.is_none_or(|on| self.hierarchy.on(on).is_some_and(|standing| standing.lives(*node)));
            begun && standing && self.speaks(*node)
        });
        let verdicts = listed.filter_map(|(node, _)| self.of_reporter(node));
        let says = |verdict: &Assessment| self.numeric() || verdict.period.is_some() || verdict.completed_on.is_some();
        verdicts.filter(says).collect()
    }

    fn numeric(&self) -> bool {
        self.row.indicator(None).is_numeric()
    }

    /// Whether a reporter sent anything, or somebody whose figures are its own did. A completion counts whatever its
    /// period.
    fn speaks(&self, node: usize) -> bool {
        let ever = |node: usize| self.hierarchy.reporters.get(node).is_some_and(|reporter| self.row.reported_ever(reporter.code));
        let sent = |node: usize| {
            let reports = self.reports.get(node).is_some_and(|reports| !reports.is_empty());
            reports || (!self.numeric() && ever(node))
        };
        sent(node)
            || self.kin(node).into_iter().any(sent)
            || (self.is_parent(Some(node)) && (0..self.reports.len()).any(|other| sent(other) && self.was_beneath(other, node)))
    }

    fn was_beneath(&self, node: usize, top: usize) -> bool {
        let days = self.on.map_or_else(|| self.reported_days(node), |on| vec![on]);
        days.into_iter().any(|day| self.beneath(Some(top), day).contains(&node))
    }

    fn reported_days(&self, node: usize) -> Vec<NaiveDate> {
        let reports = self.reports.get(node).map(Vec::as_slice).unwrap_or_default();
        let mut days: Vec<NaiveDate> = reports.iter().map(|entry| entry.measurement.period.end()).collect();
        days.dedup_by_key(|day| self.hierarchy.epoch(*day));
        days
    }

    /// Those whose figures count under a unit by the hierarchy of the date that the caller names.
    fn kin(&self, node: usize) -> Vec<usize> {
        let standing = self.on.and_then(|on| self.hierarchy.on(on));
        standing.and_then(|standing| standing.kin.get(node)).cloned().unwrap_or_default()
    }

    /// Whether a figure comes from units beneath, now or in a period that was reported.
    pub(super) fn is_parent(&self, top: Option<usize>) -> bool {
        let row = self.row.indicator(None);
        if row.rollup == Rollup::Reported && (row.is_numeric() || self.members.is_none()) {
            return false;
        }
        if top.and_then(|node| self.hierarchy.reporters.get(node)).is_some_and(|reporter| !reporter.is_above()) {
            return false;
        }
        let day = self.day();
        let any = |day| !self.beneath(top, day).is_empty();
        any(day) || (self.on.is_none() && self.hierarchy.changes_before(day).into_iter().any(any))
    }

    fn verdict(&self, row: &Row<'_>, top: Option<usize>, unit: Option<&str>, from: Option<NaiveDate>) -> Assessment {
        let numeric = row.indicator(unit).is_numeric();
        let inherits = top.is_some_and(|top| !self.kin(top).is_empty());
        if !self.is_parent(top) && !inherits {
            return row.own(unit, from);
        }
        if numeric {
            let (series, coverage) = self.figures(row, top, unit);
            return row.made(unit, from, &series, coverage);
        }
        match self.answers(row, top, from) {
            Some((answers, coverage)) => row.answered(unit, from, answers, coverage),
            None => row.own(unit, from),
        }
    }

    /// A parent's figures for all periods up to the newest that stands, and the coverage of that one.
    fn figures(&self, row: &Row<'_>, top: Option<usize>, unit: Option<&str>) -> (Series<'a>, Option<Coverage>) {
        let rule = row.indicator(unit).rollup;
        let reports = self.row.reports(unit);
        let own = Given::of(self.row, unit, &reports, &self.readings(&reports), self.scale);
        let all = self.given.iter().flatten().chain([&own]);
        let months: BTreeMap<Month, Period> = all.flat_map(Given::periods).collect();
        let owed = row.around(None).owed;
        let mut leaves: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        let mut made: Vec<Made<'a>> = Vec::new();
        let inherits = top.filter(|top| !self.kin(*top).is_empty() && !self.is_parent(Some(*top)));
        for (month, period) in months.into_iter().filter(|(_, period)| period.end() <= row.judged.date) {
            let day = self.on.unwrap_or(period.end());
            let beneath = match inherits {
                Some(heir) => self.forebears_on(heir, period.end()),
                None => leaves.entry(self.hierarchy.epoch(day)).or_insert_with(|| self.beneath(top, day)).clone(),
            };
            let heir_speaks = inherits.is_some() && own.has(month);
            if beneath.is_empty() || heir_speaks {
                made.extend(alone(&own, month));
            } else if let (true, [only]) = (inherits.is_some(), beneath.as_slice()) {
                // A new name is no roll-up: its figure is taken as it is.
                made.extend(self.given.get(*only).and_then(Option::as_ref).and_then(|given| alone(given, month)));
            } else if let Some(standing) = self.hierarchy.on(day) {
                let asked = Asked { month, period, standing, owed };
                made.extend(self.figure(rule, &beneath, &asked));
            }
        }
        let stands = made.iter().rposition(|made| made.stands);
        let coverage = match stands.and_then(|newest| made.get(newest)).or(made.last()) {
            Some(made) => made.coverage,
            None => Some(Coverage { units: count(self.beneath(top, self.day()).len()), ..Coverage::NONE }),
        };
        made.truncate(stands.map_or(0, |newest| newest.saturating_add(1)));
        if row.indicator(unit).accumulation != Accumulation::Incremental {
            made.retain(|made| made.stands);
        }
        let received = made.iter().filter(|made| made.stands).map(|made| made.source.period).collect();
        let (newest, sources) =
            made.into_iter().zip(0u32..).map(|(made, entry)| (Observation { entry, ..made.observation }, made.source)).unzip();
        (Series { received, sources, newest, scale: self.scale.values, accumulated: by_accumulated(rule) }, coverage)
    }

    /// Whether a unit took over from several and no rule joins their figures: `Reported` takes one alone, and whether
    /// they meet a target is no figure.
    pub(super) fn has_no_rule(&self, heir: usize) -> bool {
        let rule = self.row.indicator(None).rollup;
        self.numeric() && matches!(rule, Rollup::Reported | Rollup::ShareOfUnits) && self.kin(heir).len() > 1
    }

    /// Those from whom a unit took over and who lived on a day.
    fn forebears_on(&self, heir: usize, day: NaiveDate) -> Vec<usize> {
        if self.has_no_rule(heir) {
            return Vec::new();
        }
        let kin = self.kin(heir);
        let lived = |node: &usize| self.hierarchy.on(day).is_some_and(|standing| standing.lives(*node));
        kin.into_iter().filter(lived).collect()
    }

    fn figure(&self, rule: Rollup, beneath: &[usize], asked: &Asked<'_>) -> Option<Made<'a>> {
        let groups: Vec<Vec<Part<'_>>> = beneath.iter().map(|leaf| self.parts(*leaf, asked)).filter(|group| !group.is_empty()).collect();
        let (num, den, is_ratio) = self.joined(rule, &groups, asked)?;
        let parts = || groups.iter().flatten().map(|part| part.source);
        let source = Source {
            period: asked.period,
            entry: None,
            estimate: parts().any(|source| source.estimate),
            preliminary: parts().any(|source| source.preliminary),
            carried_from: parts().filter_map(|source| source.carried_from).max(),
            by_reference: parts().any(|source| source.by_reference),
        };
        let (coverage, stands) = self.coverage(beneath, &groups, asked);
        let coverage = Some(coverage);
        Some(Made { observation: Observation { at: asked.month, num, den, ratio: is_ratio, entry: 0 }, source, coverage, stands })
    }

    /// What a unit gives: its own value, else those of the units it took over from.
    fn parts(&self, leaf: usize, asked: &Asked<'_>) -> Vec<Part<'_>> {
        let latest = self.row.indicator(None).accumulation == Accumulation::Latest;
        let value = |given: &'_ Given<'a>| -> bool {
            let Some(part) = given.newest_up_to(asked.month) else { return false };
            let at = part.observation.at;
            at == asked.month || (latest && self.is_fresh(given, at, asked))
        };
        let given = |node: usize| self.given.get(node).and_then(Option::as_ref);
        let own = given(leaf).filter(|given| given.newest_up_to(asked.month).is_some());
        let kin = asked.standing.kin.get(leaf).map(Vec::as_slice).unwrap_or_default();
        let chosen: Vec<&Given<'a>> = match own {
            Some(own) if latest || own.has(asked.month) => vec![own],
            _ => kin.iter().filter_map(|node| given(*node)).collect(),
        };
        chosen.into_iter().filter(|given| value(given)).filter_map(|given| given.newest_up_to(asked.month)).collect()
    }

    /// Whether fewer reports than make a value stale are missing after it and up to the period.
    fn is_fresh(&self, given: &Given<'a>, at: Month, asked: &Asked<'_>) -> bool {
        let Some(Owed { first, last, step }) = asked.owed else { return true };
        let up_to = |month: Month| if month < first { 0 } else { month.since(first).div_euclid(step).saturating_add(1) };
        let demanded = up_to(asked.month.min(last)).saturating_sub(up_to(at));
        let missing = demanded.saturating_sub(given.received_between(at, asked.month));
        i64::from(missing) < i64::from(self.row.indicator(None).limits.stale_after)
    }

    /// Half of the units, or half of the last known denominators, have reported the period.
    fn coverage(&self, beneath: &[usize], groups: &[Vec<Part<'_>>], asked: &Asked<'_>) -> (Coverage, bool) {
        let (mut reporting, mut weighed) = (0usize, 0usize);
        let (mut heard, mut known) = (BigInt::ZERO, BigInt::ZERO);
        for leaf in beneath {
            let own = self.given.get(*leaf).and_then(Option::as_ref).filter(|given| given.newest_up_to(asked.month).is_some());
            let kin = asked.standing.kin.get(*leaf).map(Vec::as_slice).unwrap_or_default();
            let givers: Vec<&Given<'a>> = match own {
                Some(own) => vec![own],
                None => kin.iter().filter_map(|node| self.given.get(*node)?.as_ref()).collect(),
            };
            let reports = givers.iter().any(|given| given.has(asked.month));
            let weight: Option<BigInt> = givers
                .iter()
                .filter_map(|given| given.weight(asked.month))
                .fold(None, |sum, weight| Some(sum.unwrap_or_default() + weight));
            reporting = reporting.saturating_add(usize::from(reports));
            if let Some(weight) = weight {
                weighed = weighed.saturating_add(1);
                heard += if reports { weight.clone() } else { BigInt::ZERO };
                known += weight;
            }
        }
        let weighs = weighed.saturating_mul(2) >= beneath.len() && weighed > 0;
        let half_of_units = reporting.saturating_mul(2) >= beneath.len();
        let half_of_weight = &heard * 2 >= known;
        let coverage = Coverage {
            units: count(beneath.len()),
            reporting: count(reporting),
            counted: count(groups.len()),
            denominator_share: if weighs { ratio(&heard, &known) } else { None },
            low: !half_of_units || (weighs && !half_of_weight),
        };
        (coverage, reporting > 0 && (half_of_units || (weighs && half_of_weight)))
    }

    /// The figure of some units: numerator, denominator, and whether it is a fraction whose parts may be summed again.
    fn joined(&self, rule: Rollup, groups: &[Vec<Part<'_>>], asked: &Asked<'_>) -> Option<(BigInt, BigInt, bool)> {
        let all = || groups.iter().flatten();
        let plain = |fraction: Fraction<BigInt>| (fraction.num, fraction.den, false);
        all().next()?;
        match rule {
            Rollup::RatioOfSums => ratio_of_sums(all()),
            Rollup::Sum => sum(all()).map(plain),
            Rollup::Mean => {
                let means: Vec<Fraction<BigInt>> = groups.iter().filter_map(|group| mean(group.iter().map(level))).collect();
                mean(means.into_iter()).map(plain)
            }
            Rollup::Worst => {
                let worst = all().max_by(|a, b| self.severity(&level(a), &level(b), asked))?;
                Some((worst.observation.num.clone(), worst.observation.den.clone(), worst.observation.ratio))
            }
            Rollup::ShareOfUnits => self.share(groups).map(plain),
            Rollup::Reported => {
                let only = all().next()?;
                Some((only.observation.num.clone(), only.observation.den.clone(), only.observation.ratio))
            }
        }
    }

    /// How many of the units that have a value meet what is asked of them: the number for a count, else the share. A unit
    /// that has not reported and took over from several meets it where each of these does.
    fn share(&self, groups: &[Vec<Part<'_>>]) -> Option<Fraction<BigInt>> {
        let verdicts: Vec<bool> = groups
            .iter()
            .filter_map(|group| group.iter().map(|part| part.met).collect::<Option<Vec<bool>>>())
            .map(|met| met.into_iter().all(|met| met))
            .collect();
        let met = i64::try_from(verdicts.iter().filter(|met| **met).count()).ok()?;
        let units = i64::try_from(verdicts.len()).ok().filter(|units| *units > 0)?;
        let one = crate::value::number::ten_to(self.scale.values);
        Some(match self.row.indicator(None).measure {
            Measure::Count => Fraction { num: one * met, den: BigInt::from(1) },
            Measure::Percent => Fraction { num: one * met * 100, den: BigInt::from(units) },
            Measure::GdpMultiple | Measure::Milestone => Fraction { num: one * met, den: BigInt::from(units) },
        })
    }

    /// Which of two values is worse: the less where more is wanted, the more where less is, and within a range the one
    /// farther from its middle.
    fn severity(&self, a: &Fraction<BigInt>, b: &Fraction<BigInt>, asked: &Asked<'_>) -> Ordering {
        match self.row.indicator(None).direction {
            Some(Direction::AtMost) => a.compare(b),
            Some(Direction::Within) => {
                let Some(twice_middle) = self.twice_middle(asked.period.end()) else { return b.compare(a) };
                let far = |value: &Fraction<BigInt>| {
                    let from = value.scaled(2).minus(&twice_middle);
                    Fraction { num: from.num.size(), den: from.den }
                };
                far(a).compare(&far(b))
            }
            _ => b.compare(a),
        }
    }

    fn twice_middle(&self, day: NaiveDate) -> Option<Fraction<BigInt>> {
        let row = self.row.indicator(None);
        let stated = compile::stated(&row.targets, row.accumulation);
        let asked = stated.iter().find(|stated| day <= stated.last).or(stated.last())?;
        let Level::Between { low, high } = asked.level else { return None };
        let at = |value| at_scale(canonical(value), self.scale.values);
        Some(Fraction { num: at(low) + at(high), den: BigInt::from(1) })
    }
}

/// What is asked of a roll-up: a period, in a hierarchy.
struct Asked<'s> {
    month: Month,
    period: Period,
    standing: &'s Standing,
    /// The reports that can be missing.
    owed: Option<Owed>,
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// A unit's own figure of a period in which it had none beneath it.
fn alone<'a>(own: &Given<'a>, month: Month) -> Option<Made<'a>> {
    let (observation, source) = own.of_month(month)?;
    Some(Made { observation: observation.clone(), source: source.clone(), coverage: None, stands: true })
}

fn level(part: &Part<'_>) -> Fraction<BigInt> {
    Fraction { num: part.observation.num.clone(), den: part.observation.den.clone() }
}

fn sum<'g>(parts: impl Iterator<Item = &'g Part<'g>>) -> Option<Fraction<BigInt>> {
    parts.map(level).reduce(|a, b| a.plus(&b))
}

fn mean(values: impl Iterator<Item = Fraction<BigInt>>) -> Option<Fraction<BigInt>> {
    let mut many = 0i64;
    let sum = values.inspect(|_| many = many.saturating_add(1)).reduce(|a, b| a.plus(&b))?;
    Some(sum.parted(many.max(1)))
}

/// Σ numerators / Σ denominators; a reference series is one denominator for all, that of the newest period.
fn ratio_of_sums<'g>(parts: impl Iterator<Item = &'g Part<'g>>) -> Option<(BigInt, BigInt, bool)> {
    let (mut num, mut den) = (BigInt::ZERO, BigInt::ZERO);
    let mut reference: Option<(Month, &BigInt)> = None;
    for part in parts {
        num += &part.observation.num;
        if part.source.by_reference {
            let newest = (part.observation.at, &part.observation.den);
            reference = Some(reference.map_or(newest, |known| if known.0 < newest.0 { newest } else { known }));
        } else {
            den += &part.observation.den;
        }
    }
    if let Some((_, whole)) = reference {
        den += whole;
    }
    (den > BigInt::ZERO).then_some((num, den, true))
}
