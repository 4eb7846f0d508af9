//! Facts into reasons: figures, outcomes, caveats, all as data.

use std::sync::Arc;

use chrono::{Datelike, NaiveDate};
use num_bigint::BigInt;
use rust_decimal::Decimal;

use super::assessment::{Assessment, BaselineUsed, Figures, Outcome, Outlook, Required};
use super::compile::{self, Stated};
use super::margin;
use super::reading::Source;
use crate::judge::milestone::Work;
use crate::judge::requirement::{Asked, Rule, Side, day_at};
use crate::judge::status::{Against, Facts, Measured};
use crate::judge::{Caveat, OutlookRefusal, RuleId, Status};
use crate::judge::{Fraction, Observation};
use crate::ledger::{Ledger, Reported, State};
use crate::plan::programme::InForce;
use crate::plan::{Accumulation, AsOf, Direction, Indicator, Level, Measure, Programme, Stage, Target};
use crate::value::Period;

type Exact = Fraction<BigInt>;

/// A numeric verdict and everything it was made from.
pub struct Verdict<'a> {
    /// The rule, in big integers.
    pub rule: &'a Rule<BigInt>,
    /// The accumulated observations.
    pub seen: &'a [Observation<BigInt>],
    /// The facts.
    pub facts: &'a Facts<BigInt>,
    /// The requirements as the plan states them, one a need of the rule.
    pub stated: &'a [Stated],
    /// What the observations rest on; an observation's `entry` leads here.
    pub sources: &'a [Source<'a>],
    /// Decimal places of the integers.
    pub scale: u32,
}

/// An assessment with what is known before judging.
pub fn blank(
    ledger: &Ledger,
    force: &InForce<'_>,
    indicator: &Arc<Indicator>,
    unit: Option<&str>,
    as_of: AsOf,
    knowledge_day: NaiveDate,
) -> Assessment {
    Assessment {
        programme: ledger.programme.clone(),
        indicator: indicator.clone(),
        unit: unit.map(str::to_owned),
        as_of,
        knowledge_day,
        status: Status::NoTarget,
        rule: RuleId::NoTarget,
        period: None,
        figures: Figures::default(),
        required: None,
        days_overdue: None,
        missing_reports: 0,
        missing_after: Vec::new(),
        missing_between: Vec::new(),
        late_days: None,
        stage: None,
        state: None,
        percent: None,
        completed_on: None,
        newest: None,
        baseline: None,
        margin: None,
        outcomes: Vec::new(),
        reached: None,
        observations: Vec::new(),
        path: Vec::new(),
        caveats: Vec::new(),
        outlook: Outlook::refused(OutlookRefusal::NotComputed),
        suspension: None,
        event: force.event.clone(),
        decision: None,
        closed_on: force.closed_on,
        closing: force.closing.clone(),
        reference_year: None,
        coverage: None,
        members: Vec::new(),
    }
}

/// The date judged: the closing date of a closed row, if that is earlier.
fn judged_on(out: &Assessment) -> NaiveDate {
    out.closed_on.map_or(out.as_of.date, |closed| closed.min(out.as_of.date))
}

/// Fills a numeric verdict in: figures, requirement, outcomes, margin.
pub fn numeric(verdict: &Verdict<'_>, programme: &Programme, out: &mut Assessment) {
    let Verdict { rule, seen, facts, stated, sources, scale } = *verdict;
    (out.status, out.rule) = (facts.status, facts.rule);
    out.required = facts.asked.as_ref().map(|asked| required(verdict, asked));
    out.decision = facts.asked.as_ref().and_then(|asked| stated.get(asked.need)).and_then(|stated| stated.decision.clone());
    out.baseline = baseline(verdict, programme, out);
    out.outcomes = (0..rule.needs.len()).zip(stated).map(|(need, stated)| outcome(rule, seen, need, stated)).collect();
    let Some(newest) = seen.last() else { return };
    out.observations = observations(verdict);
    let source = usize::try_from(newest.entry).ok().and_then(|entry| sources.get(entry));
    out.period = source.map(|source| source.period);
    out.newest = source.and_then(|source| source.entry).cloned();
    let inside = inside(verdict, newest);
    out.stage = inside.clone().map(stage).min();
    out.reference_year = inside.filter_map(|source| source.carried_from).max();
    if let Some(measured) = &facts.measured {
        out.figures = figures(verdict, measured);
        if let (Some(asked), Some(against)) = (&facts.asked, &measured.against) {
            if facts.status == Status::Overdue && rule.year.is_none() {
                let days = out.due().map(|due| judged_on(out).signed_duration_since(due).num_days());
                out.days_overdue = days.and_then(|days| u32::try_from(days).ok());
            }
            let path = rule.path_for(newest, seen, asked, against.side);
            out.path = path.points().filter_map(|(at, level)| Some((day_at(at, rule.month)?, level.decimal(scale)?))).collect();
            out.reached = reached(rule, seen, asked, sources, scale).filter(|_| !against.met);
        }
    }
    out.margin = margin::margin(rule, seen, facts, scale, out.indicator.measure == Measure::Count);
}

/// What was accumulated, period by period.
fn observations(verdict: &Verdict<'_>) -> Vec<(Period, Decimal)> {
    let of = |o: &Observation<BigInt>| {
        let source = verdict.sources.get(usize::try_from(o.entry).ok()?)?;
        Some((source.period, o.level().decimal(verdict.scale)?))
    };
    verdict.seen.iter().filter_map(of).collect()
}

/// The least final stage inside a source.
fn stage(source: &Source<'_>) -> Stage {
    match (source.estimate, source.preliminary) {
        (true, _) => Stage::Estimate,
        (false, true) => Stage::Preliminary,
        (false, false) => Stage::Official,
    }
}

/// What is inside the actual: all that was summed, what is of the year to date, or the newest.
fn inside<'a>(verdict: &Verdict<'a>, newest: &Observation<BigInt>) -> impl Iterator<Item = &'a Source<'a>> + Clone + use<'a> {
    let (accumulation, year, last) = (verdict.rule.accumulation, newest.at.year(), newest.entry);
    let first = verdict.seen.first().map_or(0, |o| o.entry);
    verdict.sources.iter().zip(0u32..).filter_map(move |(source, n)| {
        let counts = match accumulation {
            Accumulation::Latest | Accumulation::YearToDate => n == last,
            Accumulation::Incremental => n >= first,
            Accumulation::Average => source.period.last_month().year() == year,
        };
        counts.then_some(source)
    })
}

fn required(verdict: &Verdict<'_>, asked: &Asked<BigInt>) -> Required {
    let Verdict { rule, facts, stated, scale, .. } = *verdict;
    let side = facts.measured.as_ref().and_then(|m| m.against.as_ref()).map(|against| against.side);
    let side = side.unwrap_or(if rule.direction == Direction::AtMost { Side::Falling } else { Side::Rising });
    let need = stated.get(asked.need);
    // A running year may lie between two targets: it has a due date and a bound of its own.
    let year = rule.year.as_ref().and_then(|_| year_of(rule, asked.due));
    let own = need.filter(|need| year.is_none_or(|year| need.due.year() == year));
    let due = match year {
        Some(year) => NaiveDate::from_ymd_opt(year, 12, 31),
        None => need.map(|need| need.due),
    };
    let at = rule.date.max(verdict.seen.last().map_or(i64::MIN, |o| rule.month_end(o.at)));
    let next = asked.debt.then(|| rule.needs.iter().position(|need| need.due > at)).flatten();
    Required {
        level: own.map(|need| need.level),
        bound: asked.bound(side).decimal(scale),
        due,
        text: own.map(|need| need.text.clone()).unwrap_or_default(),
        next_due: next.and_then(|next| stated.get(next)).map(|next| next.due),
    }
}

fn year_of(rule: &Rule<BigInt>, due: i64) -> Option<i32> {
    let months = due.checked_div(rule.month)?;
    i32::try_from(months.div_euclid(12)).ok()?.checked_sub(1)
}

fn baseline(verdict: &Verdict<'_>, programme: &Programme, out: &Assessment) -> Option<BaselineUsed> {
    let Verdict { rule, seen, stated, scale, .. } = *verdict;
    if let Some(declared) = compile::baseline_of(programme, &out.indicator, stated) {
        return Some(BaselineUsed { date: declared.date, value: declared.value, provisional: false });
    }
    // Without a target nothing is measured from a start: none is made up.
    let first = seen.first().filter(|_| rule.year.is_none() && !rule.needs.is_empty())?;
    Some(BaselineUsed { date: first.at.last_day(), value: first.level().decimal(scale)?, provisional: true })
}

fn outcome(rule: &Rule<BigInt>, seen: &[Observation<BigInt>], need: usize, stated: &Stated) -> Outcome {
    let (outcome, late) = rule.outcome(seen, need);
    let months = |units: i64| Fraction::whole(BigInt::from(units)).parted(rule.month).decimal(0);
    Outcome { due: stated.due, level: Some(stated.level), text: stated.text.clone(), outcome, months_late: late.and_then(months) }
}

/// The last earlier observation that met what is asked.
fn reached(
    rule: &Rule<BigInt>,
    seen: &[Observation<BigInt>],
    asked: &Asked<BigInt>,
    sources: &[Source<'_>],
    scale: u32,
) -> Option<(Period, Decimal)> {
    let met = rule.relevant(seen).iter().rev().skip(1).find(|o| rule.met(o, asked))?;
    let source = sources.get(usize::try_from(met.entry).ok()?)?;
    Some((source.period, met.level().decimal(scale)?))
}

/// The figures (domain, section 5, points 2 to 7), each divided once, here.
fn figures(verdict: &Verdict<'_>, measured: &Measured<BigInt>) -> Figures {
    let Verdict { rule, seen, facts, scale, .. } = *verdict;
    let months = |pace: &crate::judge::expected::Pace<BigInt>| pace.rise.parted(pace.months.max(1));
    let pace = measured.pace.as_ref().map(months);
    let mut figures =
        Figures { actual: measured.level.decimal(scale), pace: pace.as_ref().and_then(|pace| pace.decimal(scale)), ..Figures::default() };
    if let (Some(asked), Some(against)) = (&facts.asked, &measured.against) {
        against_target(&mut figures, verdict, &measured.level, pace.as_ref(), asked, against);
        let variance = rule.variance(seen, asked, against);
        figures.schedule_variance_months = variance.and_then(|variance| variance.units.parted(rule.month).decimal(0));
    }
    figures
}

fn against_target(
    out: &mut Figures,
    verdict: &Verdict<'_>,
    level: &Exact,
    pace: Option<&Exact>,
    asked: &Asked<BigInt>,
    against: &Against<BigInt>,
) {
    let Verdict { rule, scale, .. } = *verdict;
    let target = asked.bound(against.side);
    // A ratio of two values needs no scale; less is better: turned over.
    let share = |of: &Exact| {
        let ratio = if against.side == Side::Rising { level.over(of) } else { of.over(level) };
        ratio.and_then(|ratio| ratio.decimal(0))
    };
    out.expected = against.expected.decimal(scale);
    out.gap = against.gap.decimal(scale);
    out.distance = against.distance.decimal(scale);
    out.gap_share = against.gap.over(&against.distance).and_then(|share| share.decimal(0));
    out.attainment = share(target);
    out.attainment_to_date = share(&against.expected);
    let way = target.minus(&against.baseline);
    let wanted = if against.side == Side::Rising { way.sign() } else { way.sign().reverse() };
    if wanted == std::cmp::Ordering::Greater {
        out.progress = level.minus(&against.baseline).over(&way).and_then(|share| share.decimal(0));
    }
    if against.left > 0 {
        let left = Fraction::whole(BigInt::from(against.left)).parted(rule.month);
        if !against.met {
            out.required_pace = target.minus(level).over(&left).and_then(|pace| pace.decimal(scale));
        }
        out.projected = pace.and_then(|pace| level.plus(&pace.times(&left)).decimal(scale));
    }
}

/// The caveats of a numeric verdict, in their fixed order.
pub fn caveats(verdict: &Verdict<'_>, out: &mut Assessment) {
    let Verdict { rule, seen, facts, .. } = *verdict;
    let against = facts.measured.as_ref().and_then(|measured| measured.against.as_ref());
    let due = facts.asked.as_ref().map(|asked| asked.due);
    let at = seen.last().map(|o| rule.month_end(o.at));
    let outside = facts.asked.as_ref().zip(against).and_then(|(asked, against)| rule.variance(seen, asked, against));
    let inside = || seen.last().into_iter().flat_map(|newest| inside(verdict, newest));
    let mut add = |caveat, holds: bool| {
        if holds {
            out.caveats.push(caveat);
        }
    };
    add(Caveat::ProvisionalBaseline, against.is_some_and(|against| against.provisional));
    add(Caveat::Estimate, inside().any(|source| source.estimate));
    add(Caveat::Preliminary, inside().any(|source| source.preliminary));
    add(Caveat::LateReport, out.late_days.is_some_and(|days| days > 0));
    add(Caveat::AmendedTarget, out.decision.is_some());
    let figures = !rule.needs.is_empty();
    add(Caveat::PendingTarget, figures && compile::targets_of(&out.indicator, out.unit.as_deref()).iter().any(Target::is_pending));
    add(Caveat::MissingPeriods, !out.missing_between.is_empty());
    add(Caveat::DuePassedUnreported, at.zip(due).is_some_and(|(at, due)| at < due && due < rule.date));
    // Reading: with the verdict that it explains; what is not met at all is not on time either.
    add(Caveat::NoObservationAtDue, facts.rule == RuleId::AchievedTimingUnknown);
    add(Caveat::ReferenceCarried, out.reference_year.is_some());
    add(Caveat::LowCoverage, out.coverage.is_some_and(|coverage| coverage.low));
    add(Caveat::Stale, facts.status == Status::Overdue && facts.missing >= rule.stale_after);
    add(Caveat::OutsideTrajectory, outside.is_some_and(|variance| variance.outside));
}

/// What a milestone or a recurring duty requires.
pub fn stated_required(target: &Target) -> Required {
    Required { level: None, bound: None, due: target.due, text: target.text.clone(), next_due: None }
}

/// The state that a report names.
pub fn state_of(reported: Reported) -> Option<State> {
    match reported {
        Reported::State(state) | Reported::Percent { state: Some(state), .. } => Some(state),
        Reported::Completed(_) => Some(State::Done),
        _ => None,
    }
}

/// Fills a milestone's verdict in: days overdue, outcome, caveats.
pub fn work(work: &Work, targets: &[Target], out: &mut Assessment) {
    use crate::judge::OutcomeKind;
    if out.rule == RuleId::TaskOverdue {
        let days = work.due.map(|due| work.date.signed_duration_since(due).num_days());
        out.days_overdue = days.and_then(|days| u32::try_from(days).ok());
    }
    if let (Some(due), Some(required)) = (work.due, &out.required) {
        let outcome = match work.completed {
            Some(done) if done <= due => OutcomeKind::Met,
            Some(_) => OutcomeKind::MetLate,
            None if work.date > due => OutcomeKind::Missed,
            None => OutcomeKind::Open,
        };
        out.outcomes.push(Outcome { due, level: None::<Level>, text: required.text.clone(), outcome, months_late: months_late(work, due) });
    }
    let mut add = |caveat, holds: bool| {
        if holds {
            out.caveats.push(caveat);
        }
    };
    add(Caveat::Estimate, out.stage == Some(Stage::Estimate));
    add(Caveat::Preliminary, out.stage == Some(Stage::Preliminary));
    add(Caveat::LateReport, out.late_days.is_some_and(|days| days > 0));
    add(Caveat::AmendedTarget, out.decision.is_some());
    add(Caveat::PendingTarget, work.due.is_some() && targets.iter().any(Target::is_pending));
    add(Caveat::MissingPeriods, !out.missing_between.is_empty());
    add(Caveat::Stale, out.status == Status::Overdue && work.received && work.missing >= work.stale_after);
}

/// Months from the due date to a late completion.
fn months_late(work: &Work, due: NaiveDate) -> Option<Decimal> {
    use crate::value::Position;
    let done = work.completed.filter(|done| *done > due)?;
    let ticks = Position::of(done).ticks().checked_sub(Position::of(due).ticks())?;
    Fraction::whole(BigInt::from(ticks)).parted(Position::TICKS).decimal(0)
}
