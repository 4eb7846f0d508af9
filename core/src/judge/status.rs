//! `pace/1`: the table of statuses, and the facts that a verdict rests on.

use std::cmp::Ordering;

use num_bigint::BigInt;

use super::Observation;
use super::expected::{Earned, Pace};
use super::number::{Fraction, Value, Wide};
use super::requirement::{Asked, Owed, Rule, Side, Tolerance};
use crate::judge::{OutcomeKind, RuleId, Status};

/// The policy's name and version.
pub const POLICY: &str = "pace/1";

/// A verdict on a series, as exact numbers.
#[derive(Clone, Debug)]
pub struct Facts<W> {
    /// Where it stands.
    pub status: Status,
    /// The rule that fired.
    pub rule: RuleId,
    /// How many reports are missing since the newest observation, or from the first owed one on.
    pub missing: u32,
    /// The requirement that counts; `None` without a target.
    pub asked: Option<Asked<W>>,
    /// What was measured against what; `None` without an observation.
    pub measured: Option<Measured<W>>,
}

/// The numbers of a verdict that has an observation.
#[derive(Clone, Debug)]
pub struct Measured<W> {
    /// The accumulated value, y.
    pub level: Fraction<W>,
    /// The numbers against the requirement; `None` without a target.
    pub against: Option<Against<W>>,
    /// The pace.
    pub pace: Option<Pace<W>>,
}

/// The numbers of a verdict that has an observation and a requirement.
#[derive(Clone, Debug)]
pub struct Against<W> {
    /// The side on which the value is judged.
    pub side: Side,
    /// The trajectory's value at the observation, e.
    pub expected: Fraction<W>,
    /// y − e, signed so that plus is good.
    pub gap: Fraction<W>,
    /// The larger of target − baseline in the wanted direction and a tenth of |target|.
    pub distance: Fraction<W>,
    /// The baseline that counts for progress: 0 for a running total.
    pub baseline: Fraction<W>,
    /// Whether the first observation serves as baseline.
    pub provisional: bool,
    /// Units of time left to the due date; 0 or less when the observation is at or past it.
    pub left: i64,
    /// Whether the newest observation meets the requirement; a running total under a ceiling only from its due date on.
    pub met: bool,
    /// Whether the last observation up to the due date met it; `None` without one, or before the due date.
    pub met_by_due: Option<bool>,
}

impl<V: Value> Rule<V> {
    /// Whether it is a running total under a ceiling: met only from its due date on, never lapsed, with no pace clause.
    ///
    /// Reading: the upper side of a range is a ceiling too.
    fn is_running_ceiling(&self, side: Side) -> bool {
        self.year.is_some() && side == Side::Falling
    }

    /// How far it is behind the trajectory alone: on track, at risk, off track. Bands are half-open and exact: as much
    /// behind as the tolerance is still inside it.
    pub fn band(&self, against: &Against<V::W>) -> Status {
        if worse(&against.gap, self.at_risk, &against.distance) {
            Status::OffTrack
        } else if worse(&against.gap, self.on_track, &against.distance) {
            Status::AtRisk
        } else {
            Status::OnTrack
        }
    }

    /// How many owed reports after a month (all, without one) are missing.
    pub fn missing_after(&self, month: Option<crate::value::Month>) -> u32 {
        let Some(Owed { first, last, step }) = self.owed else { return 0 };
        let from = month.map_or(first, |month| first.max(month.plus(step)));
        let periods = last.since(from).saturating_add(step).div_euclid(step);
        u32::try_from(periods).unwrap_or(0)
    }

    fn against(&self, newest: &Observation<V>, seen: &[Observation<V>], asked: &Asked<V::W>) -> Option<Against<V::W>> {
        let level = newest.level();
        let side = self.side(&level, asked);
        let target = asked.bound(side);
        let at = self.month_end(newest.at);
        let expected = self.path_for(newest, seen, asked, side).level_at(at, self.step)?;
        let wanted = |value: Fraction<V::W>| if side == Side::Rising { value } else { value.negated() };
        let gap = wanted(level.minus(&expected));
        let zero = || Fraction::whole(V::W::of(0));
        let start = self.start(seen);
        let size = Fraction { num: target.num.size(), den: target.den.clone() };
        let (baseline, distance) = match &start {
            // A running total's distance is the requirement itself.
            None => (zero(), size),
            Some((_, value)) => {
                let ahead = wanted(target.minus(value));
                let tenth = size.parted(10);
                (value.clone(), if ahead.compare(&tenth) == Ordering::Greater { ahead } else { tenth })
            }
        };
        let left = asked.due.saturating_sub(at);
        let met_by_due = if left > 0 { None } else { self.last_up_to(self.relevant(seen), asked.due).map(|o| self.met(o, asked)) };
        let provisional = self.year.is_none() && self.baseline.is_none();
        let met = self.met(newest, asked) && (left <= 0 || !self.is_running_ceiling(side));
        Some(Against { side, expected, gap, distance, baseline, provisional, left, met, met_by_due })
    }
}

/// Whether a shortfall is more than a share of the distance; where the distance is 0, whether there is any.
fn worse<W: Wide>(gap: &Fraction<W>, limit: Tolerance, distance: &Fraction<W>) -> bool {
    // −gap > num/den · distance, cross-multiplied.
    let (short, allowed) = (gap.num.negated().times(&distance.den), distance.num.times(&gap.den));
    short.times(&W::of(limit.den)) > allowed.times(&W::of(limit.num))
}

/// The verdict on a series of accumulated observations, `missing` reports after the newest
/// ([`Rule::missing_after`], less those that were received and hold no number).
pub fn judge<V: Value>(rule: &Rule<V>, seen: &[Observation<V>], missing: u32) -> Facts<V::W> {
    let newest = seen.last();
    let asked = rule.asked(seen);
    let measured = newest.map(|newest| Measured {
        level: newest.level(),
        against: asked.as_ref().and_then(|asked| rule.against(newest, seen, asked)),
        pace: rule.pace(seen),
    });
    let (status, id) = if rule.suspended {
        (Status::Suspended, RuleId::Suspended)
    } else {
        match (&asked, &measured) {
            (None, _) => (Status::NoTarget, RuleId::NoTarget),
            (Some(_), None) if missing == 0 => (Status::NotDue, RuleId::NotDue),
            (Some(_), None) => (Status::NoData, RuleId::NoData),
            (Some(asked), Some(measured)) => match &measured.against {
                Some(against) => with_silence(rule, missing, table(rule, seen, asked, measured, against)),
                None => (Status::NoTarget, RuleId::NoTarget),
            },
        }
    };
    Facts { status, rule: id, missing, asked, measured }
}

/// Stale once enough reports are missing; what is overdue stays so.
fn with_silence<V: Value>(rule: &Rule<V>, missing: u32, verdict: (Status, RuleId)) -> (Status, RuleId) {
    if missing >= rule.stale_after && verdict.0 != Status::Overdue { (Status::Stale, RuleId::Stale) } else { verdict }
}

/// The table of statuses: the first that fits.
fn table<V: Value>(
    rule: &Rule<V>,
    seen: &[Observation<V>],
    asked: &Asked<V::W>,
    measured: &Measured<V::W>,
    against: &Against<V::W>,
) -> (Status, RuleId) {
    if against.left <= 0 {
        return past(rule, rule.relevant(seen), asked, measured, against);
    }
    if against.met {
        return (Status::Achieved, RuleId::AchievedEarly);
    }
    if against.provisional && seen.len() == 1 {
        return (Status::NoBaseline, RuleId::NoBaseline);
    }
    let running_ceiling = rule.is_running_ceiling(against.side);
    if running_ceiling && measured.level.compare(asked.bound(against.side)) == Ordering::Greater {
        return (Status::OffTrack, RuleId::OverCeiling);
    }
    match rule.band(against) {
        Status::OffTrack => return (Status::OffTrack, RuleId::OffTrackGap),
        Status::OnTrack => return (Status::OnTrack, RuleId::OnTrack),
        _ => {}
    }
    if !running_ceiling && measured.pace.as_ref().is_some_and(|pace| too_slow(rule, pace, asked, measured, against)) {
        return (Status::OffTrack, RuleId::OffTrackPace);
    }
    (Status::AtRisk, RuleId::AtRiskGap)
}

/// At or after the due date.
fn past<V: Value>(
    rule: &Rule<V>,
    seen: &[Observation<V>],
    asked: &Asked<V::W>,
    measured: &Measured<V::W>,
    against: &Against<V::W>,
) -> (Status, RuleId) {
    if against.met {
        return match against.met_by_due {
            Some(true) => (Status::Achieved, RuleId::AchievedOnTime),
            Some(false) => (Status::AchievedLate, RuleId::AchievedLate),
            None => (Status::Achieved, RuleId::AchievedTimingUnknown),
        };
    }
    let since = seen.iter().rev().take_while(|o| rule.month_end(o.at) > asked.due).any(|o| rule.met(o, asked));
    if against.met_by_due == Some(true) || since {
        let target = asked.bound(against.side);
        let beyond = measured.level.minus(target);
        let gap = if against.side == Side::Rising { beyond } else { beyond.negated() };
        if !worse(&gap, rule.on_track, &against.distance) {
            return (Status::AtRisk, RuleId::Slipped);
        }
    }
    // A running total under a ceiling was under it all the year until it was over: that is no lapse.
    if !rule.is_running_ceiling(against.side) && seen.iter().any(|o| rule.met(o, asked)) {
        return (Status::Lapsed, RuleId::Lapsed);
    }
    (Status::Overdue, RuleId::Overdue)
}

/// Whether the pace, in the wanted direction, is below half the required one: 2 · rise / months < lack / left.
fn too_slow<V: Value>(rule: &Rule<V>, pace: &Pace<V::W>, asked: &Asked<V::W>, measured: &Measured<V::W>, against: &Against<V::W>) -> bool {
    let wanted = |value: Fraction<V::W>| if against.side == Side::Rising { value } else { value.negated() };
    let rise = wanted(pace.rise.clone()).scaled(2).scaled(against.left);
    let lack = wanted(asked.bound(against.side).minus(&measured.level)).scaled(pace.months).scaled(rule.month);
    rise.compare(&lack) == Ordering::Less
}

impl<W: Wide> Facts<W> {
    /// The same facts in big integers.
    pub fn big(&self) -> Facts<BigInt> {
        let asked = self.asked.as_ref().map(|asked| Asked {
            need: asked.need,
            due: asked.due,
            low: asked.low.big(),
            high: asked.high.big(),
            strict: asked.strict,
            debt: asked.debt,
        });
        let measured = self.measured.as_ref().map(|m| Measured {
            level: m.level.big(),
            pace: m.pace.as_ref().map(|pace| Pace { rise: pace.rise.big(), months: pace.months }),
            against: m.against.as_ref().map(|a| Against {
                side: a.side,
                expected: a.expected.big(),
                gap: a.gap.big(),
                distance: a.distance.big(),
                baseline: a.baseline.big(),
                provisional: a.provisional,
                left: a.left,
                met: a.met,
                met_by_due: a.met_by_due,
            }),
        });
        Facts { status: self.status, rule: self.rule, missing: self.missing, asked, measured }
    }
}

/// Months ahead or behind, and whether the value lies outside the trajectory.
pub struct Variance<W> {
    /// In units of time.
    pub units: Fraction<W>,
    /// Whether the value is short of the start, or at or beyond the last level.
    pub outside: bool,
}

impl<V: Value> Rule<V> {
    /// The schedule variance (domain, section 5, point 6).
    pub fn variance(&self, seen: &[Observation<V>], asked: &Asked<V::W>, against: &Against<V::W>) -> Option<Variance<V::W>> {
        let newest = seen.last()?;
        let whole = |units: i64| Fraction::whole(V::W::of(units));
        if against.gap.sign() == Ordering::Equal {
            return Some(Variance { units: whole(0), outside: false });
        }
        let at = self.month_end(newest.at);
        let path = self.path_for(newest, seen, asked, against.side);
        let last_due = if self.year.is_some() { asked.due } else { self.needs.last()?.due };
        Some(match path.earned(&newest.level(), against.side, self.step && self.year.is_none())? {
            Earned::At(date) => Variance { units: date.minus(&whole(at)), outside: false },
            Earned::Beyond => Variance { units: whole(last_due.saturating_sub(at).max(0)), outside: true },
            Earned::Short => Variance { units: whole(path.points().next()?.0.saturating_sub(at)), outside: true },
        })
    }

    /// How a need ended, and the first later observation that met it: judged at the newest observation.
    pub fn outcome(&self, seen: &[Observation<V>], need: usize) -> (OutcomeKind, Option<i64>) {
        let (Some(newest), Some(need)) = (seen.last(), self.needs.get(need)) else { return (OutcomeKind::Open, None) };
        if need.due > self.month_end(newest.at) {
            return (OutcomeKind::Open, None);
        }
        let of_year =
            |o: &&Observation<V>| self.year.is_none() || self.month_end(o.at) > need.due.saturating_sub(self.month.saturating_mul(12));
        let by_due = self.last_up_to(seen, need.due).filter(of_year);
        if by_due.is_some_and(|o| self.met_need(o, need)) {
            return (OutcomeKind::Met, None);
        }
        if self.year.is_some() {
            return (if by_due.is_some() { OutcomeKind::Missed } else { OutcomeKind::Unknown }, None);
        }
        let later = seen.iter().find(|o| self.month_end(o.at) > need.due && self.met_need(o, need));
        match (by_due, later) {
            (Some(_), Some(later)) => (OutcomeKind::MetLate, Some(self.month_end(later.at).saturating_sub(need.due))),
            (None, Some(_)) => (OutcomeKind::Unknown, None),
            (_, None) => (OutcomeKind::Missed, None),
        }
    }
}
