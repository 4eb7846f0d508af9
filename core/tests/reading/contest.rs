//! The engine held against the second reading: the same question to both, every field of the answer compared.
#![allow(clippy::disallowed_methods, reason = "the full small world is asked for by the environment, on demand")]

use std::collections::BTreeMap;
use std::sync::Arc;

use dashu_ratio::RBig;
use num_bigint::BigInt;
use rust_decimal::Decimal;

use super::Case;
use super::calendar as time;
use super::ledger::{Content, State as ReadState};
use super::row::{self as read, Requirement as Asked};
use super::verdict::{RULES, Verdict};
use super::{random, small};
use crate::assess::{Assessment, Caveat};
use crate::ledger::{Entry, Ledger, Measurement, Reported, State};
use crate::plan::*;
use crate::value::{Calendar, Frequency, Moment, Month, Period, Text, number};

const CODE: &str = "CT-I.1";

fn big(value: &RBig) -> (BigInt, BigInt) {
    (value.numerator().to_string().parse().unwrap(), value.denominator().to_string().parse().unwrap())
}

/// A terminating decimal, exactly.
fn decimal(value: &RBig) -> Decimal {
    let (num, den) = big(value);
    (0..=28)
        .find_map(|scale| {
            let top = &num * number::ten_to(scale);
            (&top % &den == BigInt::ZERO)
                .then(|| Decimal::try_from_i128_with_scale(i128::try_from(top / &den).expect("96 bits"), scale).expect("a decimal"))
        })
        .expect("a terminating decimal")
}

fn rational(value: Decimal) -> RBig {
    let text = |value: BigInt| value.to_string().parse::<RBig>().expect("an integer");
    text(BigInt::from(value.mantissa())) / text(number::ten_to(value.scale()))
}

fn moment(micros: time::Moment) -> Moment {
    Moment::from_micros(micros).unwrap()
}

fn frequency(frequency: time::Frequency) -> Frequency {
    match frequency {
        time::Frequency::Monthly => Frequency::Monthly,
        time::Frequency::Quarterly => Frequency::Quarterly,
        time::Frequency::Yearly => Frequency::Yearly,
    }
}

fn period(of: time::Period) -> Period {
    frequency(of.frequency).period_of(Month::new(of.year, of.last_month()).unwrap())
}

fn stage(stage: read::Stage) -> Stage {
    match stage {
        read::Stage::Estimate => Stage::Estimate,
        read::Stage::Preliminary => Stage::Preliminary,
        read::Stage::Official => Stage::Official,
    }
}

fn requirement(asked: &Asked) -> Requirement {
    match asked {
        Asked::Number { value, strict } => Requirement::Figure(Level::Number { value: decimal(value), strict: *strict }),
        Asked::Band { low, high } => Requirement::Figure(Level::Between { low: decimal(low), high: decimal(high) }),
        Asked::Completed => Requirement::Completed,
        Asked::Recurring(every) => Requirement::Recurring(every.map(frequency)),
        Asked::Pending => Requirement::Pending(Awaited::Assignment),
    }
}

fn target(due: Option<chrono::NaiveDate>, asked: &Asked, decision: Option<&str>) -> Target {
    Target { due, requirement: requirement(asked), text: "80".into(), decision: decision.map(str::to_owned) }
}

fn shape(trajectory: &read::Trajectory, direction: read::Direction) -> Shape {
    let level = |value: &RBig| match direction {
        read::Direction::Within => Level::Between { low: decimal(value), high: decimal(value) },
        _ => Level::Number { value: decimal(value), strict: false },
    };
    match trajectory {
        read::Trajectory::Linear => Shape::Linear,
        read::Trajectory::Step => Shape::Step,
        read::Trajectory::Points(points) => {
            Shape::Points(points.iter().map(|(date, value)| PathPoint { date: *date, level: level(value) }).collect())
        }
    }
}

fn baseline(of: &read::Baseline) -> Baseline {
    Baseline { date: of.date, value: decimal(&of.value) }
}

fn indicator(row: &read::Row) -> Indicator {
    let every = frequency(row.frequency);
    Indicator {
        code: CODE.into(),
        kind: Kind::Indicator,
        group: "I".into(),
        title: Text::new("Tỷ lệ", None),
        unit: "%".into(),
        measure: match row.measure {
            read::Measure::Percent => Measure::Percent,
            read::Measure::Count => Measure::Count,
            read::Measure::GdpMultiple => Measure::GdpMultiple,
            read::Measure::Milestone => Measure::Milestone,
        },
        direction: Some(match row.direction {
            read::Direction::AtLeast => Direction::AtLeast,
            read::Direction::AtMost => Direction::AtMost,
            read::Direction::Within => Direction::Within,
        }),
        accumulation: match row.accumulation {
            read::Accumulation::Latest => Accumulation::Latest,
            read::Accumulation::YearToDate => Accumulation::YearToDate,
            read::Accumulation::Incremental => Accumulation::Incremental,
            read::Accumulation::Average => Accumulation::Average,
        },
        rollup: Rollup::Reported,
        frequency: every,
        targets: row.targets.iter().map(|t| target(t.due, &t.requirement, None)).collect(),
        unit_targets: Vec::new(),
        shape: shape(&row.trajectory, row.direction),
        profile: row.profile.as_ref().map(|shares| Profile(std::array::from_fn(|n| decimal(&shares[n])))),
        baseline: row.baseline.as_ref().map(baseline),
        floor: None,
        ceiling: None,
        denominator: (!row.reference.is_empty()).then(|| "grdp".into()),
        digits: 1,
        limits: Limits {
            on_track_percent: decimal(&row.on_track_percent),
            at_risk_percent: decimal(&row.at_risk_percent),
            stale_after: row.stale_after.unwrap_or(row.frequency.stale_after()),
            due_soon_days: u32::try_from(row.due_soon_days).unwrap(),
        },
        owners: Vec::new(),
        lead_text: String::new(),
        support_text: String::new(),
        output: String::new(),
    }
}

fn change(change: &read::Change, row: &read::Row) -> Change {
    let indicator = CODE.to_owned();
    match change {
        read::Change::Target { due, requirement } => {
            Change::Target {
                indicator, due: *due, target: requirement.as_ref().map(|asked| target(Some(*due), asked, Some("12/QĐ-UBND")))
            }
        }
        read::Change::Baseline(new) => Change::Baseline { indicator, baseline: baseline(new) },
        read::Change::Trajectory(new) => Change::Shape { indicator, shape: shape(new, row.direction) },
        read::Change::End => Change::End(indicator),
        read::Change::Close => Change::Close(indicator),
    }
}

fn programme(case: &Case) -> Programme {
    let (plan, row) = (&case.plan, &case.row);
    let issued = indicator(row);
    let added = row.added.iter().map(|added| Amendment {
        decision: "10/QĐ-UBND".into(),
        effective_on: added.effective_on,
        recorded_at: moment(added.recorded_at),
        changes: vec![Change::Add(Box::new(issued.clone()))],
    });
    let amended = row.amendments.iter().map(|amendment| Amendment {
        decision: "12/QĐ-UBND".into(),
        effective_on: amendment.effective_on,
        recorded_at: moment(amendment.recorded_at),
        changes: amendment.changes.iter().map(|c| change(c, row)).collect(),
    });
    let reference = |value: &read::ReferenceValue| ReferenceValue {
        year: value.year,
        value: decimal(&value.value),
        stage: stage(value.stage),
        recorded_at: moment(value.recorded_at),
    };
    Programme {
        amendments: added.chain(amended).collect(),
        events: row
            .events
            .iter()
            .map(|e| Event { rows: vec![CODE.into()], due: e.due, recorded_at: moment(e.recorded_at), document: "7/HD-BCA".into() })
            .collect(),
        suspensions: row
            .suspensions
            .iter()
            .map(|s| Suspension {
                code: CODE.into(),
                from: s.from,
                to: s.to,
                decision: "9/QĐ-UBND".into(),
                reason: String::new(),
                recorded_at: moment(s.recorded_at),
            })
            .collect(),
        references: vec![Reference {
            code: "grdp".into(),
            title: "GRDP".into(),
            unit: "đồng".into(),
            values: row.reference.iter().map(reference).collect(),
        }],
        by_code: [(CODE.to_owned(), 0)].into(),
        indicators: vec![issued],
        ..Programme::empty(
            "thu",
            plan.starts_on,
            Calendar {
                reports_from: Month::new(plan.reports_from.0, plan.reports_from.1).unwrap(),
                ends_on: plan.ends_on,
                cutoff_day: None,
            },
        )
    }
}

fn state(state: ReadState) -> State {
    match state {
        ReadState::NotStarted => State::NotStarted,
        ReadState::InProgress => State::InProgress,
        ReadState::Done => State::Done,
    }
}

/// The ledger as it would hold these entries; the door has its own tests.
fn ledger(case: &Case) -> Ledger {
    let mut ledger = Ledger::new(Arc::new(programme(case)));
    let mut entries = case.entries.clone();
    entries.sort_by_key(|entry| entry.order);
    for entry in entries {
        let reported = match &entry.content {
            Content::Value(value) => Reported::Value(decimal(value)),
            Content::Fraction { numerator, denominator } => {
                Reported::Ratio { numerator: decimal(numerator), denominator: decimal(denominator) }
            }
            Content::Numerator(value) => Reported::Numerator(decimal(value)),
            Content::Progress { state: s, percent: Some(percent) } => Reported::Percent { percent: decimal(percent), state: s.map(state) },
            Content::Progress { state: s, percent: None } => Reported::State(s.map_or(State::InProgress, state)),
            Content::CompletedOn(date) => Reported::Completed(*date),
            Content::Withdrawn => Reported::Withdrawn,
        };
        let measurement = Measurement::new(CODE, period(entry.period), moment(entry.received_at), reported);
        ledger.push(Entry { row: Some(0), measurement: measurement.with_stage(stage(entry.stage)) }, true);
    }
    if let Some(newest) = case.as_of.newest_entry {
        ledger.newest = ledger.newest.max(Some(moment(newest)));
    }
    ledger
}

fn as_of(case: &Case) -> AsOf {
    AsOf { date: case.as_of.date, known_at: case.as_of.known_at.map(moment) }
}

fn assess(case: &Case) -> Option<Assessment> {
    ledger(case).assess_one(CODE, None, as_of(case))
}

/// The exact figure as the engine hands figures out.
fn rounded(value: &Option<RBig>) -> Option<Decimal> {
    let (num, den) = big(value.as_ref()?);
    number::ratio(&num, &den)
}

/// One line a field; a milestone's percents are no figures of its verdict.
fn read_fields(verdict: &Verdict, milestone: bool) -> Vec<(&'static str, String)> {
    let figure = |value: &Option<RBig>| format!("{:?}", if milestone { None } else { rounded(value) });
    let mut fields = vec![
        ("status", verdict.status.id().to_owned()),
        ("rule", verdict.rule.to_owned()),
        ("period", format!("{:?}", verdict.period.map(period))),
        ("due", format!("{:?}", verdict.due)),
        ("days_overdue", format!("{:?}", verdict.days_overdue)),
        ("missing", verdict.missing_reports.to_string()),
        ("late_days", format!("{:?}", verdict.late_days)),
        ("completed_on", format!("{:?}", verdict.completed_on)),
        ("caveats", format!("{:?}", verdict.caveats.iter().map(|c| c.id()).collect::<Vec<_>>())),
        ("knowledge", verdict.day_of_knowledge.to_string()),
        ("actual", figure(&verdict.actual)),
        // Without an observation the engine still says what is asked.
        ("bound", figure(&verdict.bound.clone().filter(|_| verdict.actual.is_some()))),
        ("expected", figure(&verdict.expected)),
        ("gap", figure(&verdict.gap)),
        ("gap_share", figure(&verdict.gap_share)),
        ("distance", figure(&verdict.distance)),
        ("attainment", figure(&verdict.attainment)),
        ("attainment_to_date", figure(&verdict.attainment_to_date)),
        ("progress", figure(&verdict.progress)),
        ("variance", figure(&verdict.schedule_variance_months)),
        ("pace", figure(&verdict.pace)),
        ("required_pace", figure(&verdict.required_pace)),
        ("projected", figure(&verdict.projected)),
    ];
    let outcomes: Vec<_> = verdict.outcomes.iter().map(|o| (o.due, o.fate.id(), rounded(&o.months_late))).collect();
    fields.push(("outcomes", format!("{outcomes:?}")));
    if !milestone {
        let used = verdict.baseline.as_ref().map(|b| (b.date, rounded(&Some(b.value.clone())), b.provisional));
        fields.push(("baseline", format!("{used:?}")));
    }
    fields
}

fn engine_fields(found: &Assessment, milestone: bool) -> Vec<(&'static str, String)> {
    let f = &found.figures;
    let figure = |value: Option<Decimal>| format!("{:?}", if milestone { None } else { value });
    let caveats: Vec<&str> = found.caveats.iter().filter(|c| **c != Caveat::LowCoverage).map(|c| c.name()).collect();
    let mut fields = vec![
        ("status", found.status.name().to_owned()),
        ("rule", found.rule.name().to_owned()),
        ("period", format!("{:?}", found.period)),
        ("due", format!("{:?}", found.due())),
        ("days_overdue", format!("{:?}", found.days_overdue.map(i64::from))),
        ("missing", found.missing_reports.to_string()),
        ("late_days", format!("{:?}", found.late_days.filter(|days| *days > 0).map(i64::from))),
        ("completed_on", format!("{:?}", found.completed_on)),
        ("caveats", format!("{caveats:?}")),
        ("knowledge", found.knowledge_day.to_string()),
        ("actual", figure(f.actual)),
        ("bound", figure(found.required.as_ref().and_then(|r| r.bound).filter(|_| f.actual.is_some()))),
        ("expected", figure(f.expected)),
        ("gap", figure(f.gap)),
        ("gap_share", figure(f.gap_share)),
        ("distance", figure(f.distance)),
        ("attainment", figure(f.attainment)),
        ("attainment_to_date", figure(f.attainment_to_date)),
        ("progress", figure(f.progress)),
        ("variance", figure(f.schedule_variance_months)),
        ("pace", figure(f.pace)),
        ("required_pace", figure(f.required_pace)),
        ("projected", figure(f.projected)),
    ];
    let outcomes: Vec<_> = found.outcomes.iter().map(|o| (o.due, o.outcome.name(), o.months_late)).collect();
    fields.push(("outcomes", format!("{outcomes:?}")));
    if !milestone {
        let used = found.baseline.map(|b| (b.date, Some(number::canonical(b.value)), b.provisional));
        fields.push(("baseline", format!("{used:?}")));
    }
    fields
}

/// Where the two answers differ; `None` where they agree.
fn difference(case: &Case) -> Option<String> {
    match (case.verdict(), assess(case)) {
        (None, None) => None,
        (Some(verdict), Some(found)) => {
            let milestone = case.row.measure == read::Measure::Milestone;
            let pairs = read_fields(&verdict, milestone).into_iter().zip(engine_fields(&found, milestone));
            let lines: Vec<String> =
                pairs.filter(|(a, b)| a != b).map(|(a, b)| format!("{}: reading {} engine {}", a.0, a.1, b.1)).collect();
            (!lines.is_empty()).then(|| lines.join("\n  "))
        }
        (verdict, found) => Some(format!("reading {} engine {}", verdict.is_some(), found.is_some())),
    }
}

/// How many differ, by the fields that differ, with the first examples.
#[derive(Default)]
struct Tally {
    judged: u64,
    differing: BTreeMap<String, (u64, String)>,
    rules: BTreeMap<&'static str, u64>,
    statuses: BTreeMap<&'static str, u64>,
}

impl Tally {
    fn add(&mut self, name: impl Fn() -> String, case: &Case) {
        // A decision that changes a row before the one that adds it: no plan is valid with one.
        if case.row.added.as_ref().is_some_and(|added| case.row.amendments.iter().any(|a| a.effective_on < added.effective_on)) {
            return;
        }
        self.judged += 1;
        if let Some(verdict) = case.verdict() {
            *self.rules.entry(verdict.rule).or_default() += 1;
            *self.statuses.entry(verdict.status.id()).or_default() += 1;
        }
        if let Some(lines) = difference(case) {
            let fields: Vec<&str> = lines.lines().filter_map(|line| line.trim().split(':').next()).collect();
            let seen = self.differing.entry(fields.join(" ")).or_insert_with(|| (0, format!("{}\n  {lines}\n  {case:?}", name())));
            seen.0 += 1;
        }
    }

    fn report(&self) -> String {
        let lines = self.differing.iter().map(|(fields, (count, first))| format!("{count} differ in {fields}; first: {first}"));
        lines.collect::<Vec<_>>().join("\n")
    }
}

#[test]
fn random_cases_agree_in_every_field_and_come_to_every_rule() {
    let mut tally = Tally::default();
    for (number, case) in random::cases(1, 40_000) {
        tally.add(|| format!("case {number}"), &case);
    }
    println!("{} judged; statuses {:?}; rules {:?}", tally.judged, tally.statuses, tally.rules);
    assert!(tally.differing.is_empty(), "{}", tally.report());
    for rule in RULES {
        assert!(tally.rules.get(rule).is_some_and(|count| *count >= 100), "{rule} was hit too seldom: {:?}", tally.rules);
    }
    assert_eq!(tally.statuses.len(), 13);
    assert!(tally.statuses.values().all(|count| *count >= 100), "{:?}", tally.statuses);
}

/// Every case of the small world where `TIENDO_SMALLWORLD` asks for it (`cargo xtask deep smallworld`), else one in 97.
#[test]
fn the_small_world_agrees_in_every_field() {
    let stride = if std::env::var("TIENDO_SMALLWORLD").is_ok() { 1 } else { 97 };
    let threads = 2;
    let parts: Vec<Tally> = std::thread::scope(|scope| {
        let part = |first: usize| {
            let mut tally = Tally::default();
            for (index, case) in small::slice(first * stride, stride * threads) {
                tally.add(|| format!("small case {index}"), &case);
            }
            tally
        };
        let running: Vec<_> = (0..threads).map(|first| scope.spawn(move || part(first))).collect();
        running.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    for tally in &parts {
        assert!(tally.differing.is_empty(), "{}", tally.report());
    }
    let judged: u64 = parts.iter().map(|tally| tally.judged).sum();
    println!("{judged} verdicts of the small world judged twice, all equal");
    assert_eq!(judged, u64::try_from(small::size().div_ceil(stride)).unwrap());
}

/// A margin is the least change: with it the status is the one promised, with one unit less it is not better.
#[test]
fn margins_keep_their_promise_and_are_least() {
    let mut held = 0;
    for (number, case) in random::cases(2, 20_000) {
        let Some(found) = assess(&case) else { continue };
        let (Some(margin), Some(verdict)) = (found.margin, case.verdict()) else { continue };
        let actual = verdict.actual.clone().expect("a margin has an actual");
        let unit = if case.row.measure == read::Measure::Count { RBig::ONE } else { RBig::ONE / RBig::from(10u64.pow(12)) };
        let by = rational(margin.by);
        let status = |change: RBig| case.verdict_with_last(&(actual.clone() + change)).expect("the row is there").status.id();
        assert_eq!(status(by.clone()), margin.status.name(), "case {number}: {margin:?} {case:?}");
        assert!(margin.by != Decimal::ZERO && margin.status < found.status);
        let less = if margin.by > Decimal::ZERO { by - unit } else { by + unit };
        let before = status(less);
        let better = crate::Status::ALL.iter().find(|s| s.name() == before).is_some_and(|s| s.is_assessable() && *s < found.status);
        assert!(!better, "case {number}: one unit less is {before}, margin {margin:?} {case:?}");
        held += 1;
    }
    println!("{held} margins held");
    assert!(held > 2_000, "{held}");
}

/// Narrow integers give the same facts as big ones, number by number, on both sides of the border.
#[test]
fn narrow_and_big_integers_give_the_same_facts() {
    let (mut narrow, mut wide) = (0, 0);
    for (number, case) in random::cases(3, 20_000) {
        if case.row.measure == read::Measure::Milestone {
            continue;
        }
        match crate::assess::one::both_ways(&ledger(&case), 0, as_of(&case)) {
            Some((Some(small), large)) => {
                assert_eq!(format!("{small:?}"), format!("{large:?}"), "case {number}");
                narrow += 1;
            }
            Some((None, _)) => wide += 1,
            None => {}
        }
    }
    println!("{narrow} judged both ways, {wide} only in big integers");
    assert!(narrow > 5_000 && wide > 500, "{narrow} {wide}");
}
