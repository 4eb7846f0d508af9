//! Cases worked by hand from the text, and how often the random cases come to each rule.
#![allow(clippy::expect_used, clippy::arithmetic_side_effects, clippy::indexing_slicing, reason = "tests")]

use super::calendar::{Frequency, Period, day, day_of, moment, position, ratio};
use super::ledger::{AsOf, Content, Entry, State};
use super::row::*;
use super::verdict::{Caveat, Fate, RULES, Status, Verdict};
use super::{Case, random, small};
use chrono::{Datelike, NaiveDate};
use dashu_ratio::RBig;
use std::collections::BTreeMap;

fn n(tenths: i64) -> RBig {
    ratio(tenths, 10)
}

fn number(due: NaiveDate, value: i64, strict: bool) -> Target {
    Target { due: Some(due), requirement: Requirement::Number { value: RBig::from(value), strict } }
}

fn percent(direction: Direction, targets: Vec<Target>) -> Case {
    let mut row = Row::plain(Measure::Percent, direction);
    row.targets = targets;
    Case {
        plan: Plan { starts_on: day(2026, 1, 1), ends_on: day(2030, 12, 31), reports_from: (2026, 6) },
        row,
        entries: Vec::new(),
        as_of: AsOf { date: day(2026, 6, 30), known_at: None, newest_entry: None },
        oddities: Vec::new(),
    }
}

fn month(year: i32, number: u32) -> Period {
    Period { year, frequency: Frequency::Monthly, number }
}

impl Case {
    fn sends(mut self, year: i32, number: u32, content: Content) -> Case {
        let period = month(year, number);
        let received_at = moment(period.first_late_day() - chrono::Duration::days(2), 0);
        self.entries.push(Entry { period, received_at, order: self.entries.len(), content, stage: Stage::Official });
        self
    }

    /// Tenths.
    fn has(self, year: i32, number: u32, tenths: i64) -> Case {
        self.sends(year, number, Content::Value(n(tenths)))
    }

    fn from(mut self, date: NaiveDate, value: i64) -> Case {
        self.row.baseline = Some(Baseline { date, value: RBig::from(value) });
        self
    }

    fn on(mut self, date: NaiveDate) -> Case {
        self.as_of.date = date;
        self
    }

    fn known(mut self, date: NaiveDate, microseconds: i64) -> Case {
        self.as_of.known_at = Some(moment(date, microseconds));
        self
    }

    fn judged(&self) -> Verdict {
        self.verdict().expect("a row of the plan")
    }
}

#[test]
fn a_quarter_of_the_year_is_exactly_a_quarter() {
    assert_eq!(position(day(2026, 3, 31)) - position(day(2025, 12, 31)), RBig::from(3));
    assert_eq!(position(day(2028, 2, 29)), RBig::from(12 * 2028 + 2));
    assert_eq!(position(day(2026, 6, 15)), RBig::from(12 * 2026 + 5) + ratio(1, 2));
}

#[test]
fn a_debt_is_overdue_while_the_path_goes_on() {
    // "Quá hạn 31 ngày: chỉ tiêu năm 2026 (50 %) chưa đạt, hiện 48,4 %; lộ trình đến 2030 yêu cầu 50,6 %."
    let targets = vec![number(day(2026, 12, 31), 50, false), number(day(2030, 12, 31), 80, false)];
    let case = percent(Direction::AtLeast, targets).from(day(2025, 12, 31), 20);
    let verdict = case.has(2026, 12, 478).has(2027, 1, 484).on(day(2027, 1, 31)).judged();
    assert_eq!((verdict.status, verdict.rule, verdict.days_overdue), (Status::Overdue, "overdue", Some(31)));
    assert_eq!(verdict.due, Some(day(2026, 12, 31)));
    assert_eq!(verdict.expected, Some(ratio(50_625, 1000)));
    assert_eq!(verdict.outcomes[0].fate, Fate::Missed);
    assert_eq!(verdict.outcomes[1].fate, Fate::Open);
    assert_eq!(verdict.required_pace, None);
}

#[test]
fn five_percent_behind_is_on_track_and_anything_more_is_not() {
    let targets = || vec![number(day(2026, 12, 31), 100, false)];
    let of = |thousandths: i64| {
        let case = percent(Direction::AtLeast, targets()).from(day(2025, 12, 31), 0);
        let value = Content::Value(ratio(thousandths, 1000));
        case.sends(2026, 6, value).on(day(2026, 6, 30)).judged().rule
    };
    assert_eq!(of(50_000), "on_track");
    assert_eq!(of(45_000), "on_track");
    assert_eq!(of(44_999), "at_risk_gap");
    assert_eq!(of(30_000), "at_risk_gap");
    assert_eq!(of(29_999), "off_track_gap");
    assert_eq!(of(100_000), "achieved_early");
}

#[test]
fn a_margin_is_judged_anew_with_another_last_value() {
    let case = percent(Direction::AtLeast, vec![number(day(2026, 12, 31), 100, false)]).from(day(2025, 12, 31), 0);
    let case = case.has(2026, 6, 400);
    assert_eq!(case.judged().status, Status::AtRisk);
    assert_eq!(case.verdict_with_last(&RBig::from(45)).expect("a row").status, Status::OnTrack);
    assert_eq!(case.verdict_with_last(&ratio(44_999, 1000)).expect("a row").status, Status::AtRisk);
}

#[test]
fn reports_are_missing_from_the_tenth_on() {
    let case = || percent(Direction::AtLeast, vec![number(day(2027, 12, 31), 50, false)]).on(day(2026, 8, 31));
    assert_eq!(case().known(day(2026, 7, 9), 86_399_999_999).judged().status, Status::NotDue);
    assert_eq!(case().known(day(2026, 7, 10), 0).judged().status, Status::NoData);
    let silent = case().has(2026, 6, 100).on(day(2026, 9, 30));
    let before = silent.clone().known(day(2026, 10, 10), -1).judged();
    assert_eq!((before.status, before.missing_reports), (Status::NoBaseline, 2));
    assert_eq!(silent.known(day(2026, 10, 10), 0).judged().status, Status::Stale);
}

#[test]
fn one_requirement_of_equal_targets_is_late_slipped_lapsed() {
    let targets = || vec![number(day(2026, 8, 31), 50, false), number(day(2030, 12, 31), 50, false)];
    let case = || percent(Direction::AtLeast, targets()).from(day(2025, 12, 31), 10);
    let late = case().has(2026, 8, 490).has(2026, 9, 510).on(day(2026, 9, 30)).judged();
    assert_eq!((late.status, late.outcomes.len()), (Status::AchievedLate, 1));
    assert_eq!((late.outcomes[0].fate, late.outcomes[0].months_late.clone()), (Fate::MetLate, Some(RBig::ONE)));
    let unknown = case().has(2026, 9, 510).on(day(2026, 9, 30)).judged();
    assert_eq!((unknown.rule, unknown.outcomes[0].fate), ("achieved_timing_unknown", Fate::Unknown));
    assert!(unknown.caveats.contains(&Caveat::NoObservationAtDue));
    // 5 % of the distance of 40 is 2.
    let slipped = case().has(2026, 8, 500).has(2026, 9, 480).on(day(2026, 9, 30)).judged();
    assert_eq!((slipped.status, slipped.rule), (Status::AtRisk, "slipped"));
    let lapsed = case().has(2026, 8, 500).has(2026, 9, 479).on(day(2026, 9, 30)).judged();
    assert_eq!(lapsed.status, Status::Lapsed);
}

#[test]
fn a_baseline_that_meets_the_target_is_a_floor_to_hold() {
    let case = percent(Direction::AtLeast, vec![number(day(2026, 12, 31), 50, false)]).from(day(2025, 12, 31), 90);
    let verdict = case.has(2026, 6, 440).judged();
    // The distance is a tenth of the target: 5; 6 points short of the floor are more than 20 % of it.
    assert_eq!((verdict.expected, verdict.distance), (Some(RBig::from(50)), Some(RBig::from(5))));
    assert_eq!((verdict.rule, verdict.progress), ("off_track_gap", None));
    assert_eq!(verdict.schedule_variance_months, None);
}

#[test]
fn a_step_is_asked_on_its_day_and_the_variance_goes_to_the_next_step_up() {
    let targets = vec![number(day(2026, 12, 31), 50, false), number(day(2028, 12, 31), 80, false)];
    let mut case = percent(Direction::AtLeast, targets).from(day(2025, 12, 31), 0);
    case.row.trajectory = Trajectory::Step;
    let early = case.clone().has(2026, 6, 300).judged();
    assert_eq!((early.expected.clone(), early.schedule_variance_months), (Some(RBig::ZERO), Some(RBig::from(6))));
    let debt = case.has(2027, 6, 300).on(day(2027, 6, 30)).judged();
    assert_eq!((debt.status, debt.schedule_variance_months), (Status::Overdue, Some(RBig::from(-6))));
}

#[test]
fn a_band_is_judged_on_the_side_of_the_value() {
    let band = Requirement::Band { low: RBig::from(40), high: RBig::from(60) };
    let target = Target { due: Some(day(2026, 12, 31)), requirement: band };
    let case = || percent(Direction::Within, vec![target.clone()]).from(day(2025, 12, 31), 80);
    let above = case().has(2026, 6, 750).judged();
    // From 80 down to 60: 70 half way.
    assert_eq!((above.expected, above.gap, above.bound), (Some(n(700)), Some(n(-50)), Some(n(600))));
    assert_eq!(above.rule, "off_track_gap");
    let middle = case().has(2026, 6, 500).judged();
    assert_eq!((middle.status, middle.bound), (Status::Achieved, Some(RBig::from(40))));
}

#[test]
fn a_running_total_has_a_year_a_profile_and_maybe_a_ceiling() {
    let targets = || vec![number(day(2026, 12, 31), 48, false), number(day(2028, 12, 31), 72, false)];
    let running = |direction| {
        let mut case = percent(direction, targets());
        case.row.accumulation = Accumulation::YearToDate;
        case
    };
    let plain = running(Direction::AtLeast).has(2027, 3, 150).on(day(2027, 3, 31)).judged();
    // The requirement of 2027 lies half way between 48 and 72; a quarter of it is expected.
    assert_eq!((plain.bound, plain.expected), (Some(RBig::from(60)), Some(RBig::from(15))));
    assert_eq!((plain.outcomes[0].fate, plain.outcomes[1].fate), (Fate::Unknown, Fate::Open));
    let mut shaped = running(Direction::AtLeast).has(2026, 6, 100);
    shaped.row.profile = Some((1..=12).map(|m| if m < 12 { ratio(m, 24) } else { RBig::ONE }).collect());
    assert_eq!(shaped.judged().expected, Some(RBig::from(12)));
    let under = running(Direction::AtMost);
    assert_eq!(under.clone().has(2026, 6, 100).judged().rule, "on_track");
    assert_eq!(under.clone().has(2026, 10, 490).on(day(2026, 10, 31)).judged().rule, "over_ceiling");
    assert_eq!(under.clone().has(2026, 12, 480).on(day(2026, 12, 31)).judged().rule, "achieved_on_time");
    let missed = under.has(2026, 12, 490).on(day(2026, 12, 31)).judged();
    assert_eq!((missed.status, missed.days_overdue), (Status::Overdue, None));
}

#[test]
fn a_sum_starts_from_nothing_or_from_its_baseline() {
    let mut case = percent(Direction::AtLeast, vec![number(day(2026, 12, 31), 120, false)]);
    case.row.measure = Measure::Count;
    case.row.accumulation = Accumulation::Incremental;
    let case = case.has(2025, 12, 9990).has(2026, 1, 200).has(2026, 6, 300);
    let verdict = case.judged();
    assert_eq!((verdict.actual, verdict.expected), (Some(RBig::from(50)), Some(RBig::from(60))));
    assert!(!verdict.caveats.contains(&Caveat::ProvisionalBaseline));
    let from = case.from(day(2026, 1, 31), 100).judged();
    assert_eq!(from.actual, Some(RBig::from(130)));
}

#[test]
fn milestones_and_duties() {
    let mut case = percent(Direction::AtLeast, Vec::new());
    case.row = Row::plain(Measure::Milestone, Direction::AtLeast);
    case.row.targets = vec![Target { due: Some(day(2027, 3, 31)), requirement: Requirement::Completed }];
    let progress = |percent: i64| Content::Progress { state: None, percent: Some(RBig::from(percent)) };
    assert_eq!(case.clone().on(day(2027, 4, 1)).judged().rule, "task_overdue");
    assert_eq!(case.clone().on(day(2027, 3, 1)).judged().rule, "due_soon");
    assert_eq!(case.clone().sends(2026, 6, progress(1)).judged().rule, "task_open");
    let behind = case.clone().sends(2026, 6, progress(1)).from(day(2025, 12, 31), 0).judged();
    assert_eq!((behind.status, behind.rule), (Status::OffTrack, "percent_behind"));
    let done = Content::Progress { state: Some(State::Done), percent: None };
    let done = case.clone().sends(2027, 3, done).on(day(2027, 4, 30)).judged();
    assert_eq!((done.rule, done.completed_on), ("completed", Some(day(2027, 3, 31))));
    // "whatever its period, also while its date is pending".
    let mut pending = case.clone();
    pending.row.targets = vec![Target { due: None, requirement: Requirement::Pending }];
    assert_eq!(pending.clone().sends(2026, 6, progress(5)).judged().status, Status::NoTarget);
    let early = pending.clone().sends(2026, 7, Content::CompletedOn(day(2026, 7, 3))).on(day(2026, 7, 20)).judged();
    assert_eq!((early.rule, early.period), ("completed", None));
    pending.row.events = vec![Event { due: day(2026, 6, 1), recorded_at: moment(day(2026, 5, 1), 0) }];
    assert_eq!(pending.judged().days_overdue, Some(29));

    case.row.targets = vec![Target { due: None, requirement: Requirement::Recurring(None) }];
    let duty = |date| case.clone().sends(2026, 6, progress(0)).on(date).judged().rule;
    assert_eq!(duty(day(2026, 8, 9)), "duty_kept");
    assert_eq!(duty(day(2026, 8, 10)), "duty_missed_once");
    assert_eq!(duty(day(2026, 9, 10)), "duty_missed");
}

#[test]
fn amendments_count_when_effective_and_recorded() {
    let mut case = percent(Direction::AtLeast, vec![number(day(2026, 12, 31), 50, false)]).from(day(2025, 12, 31), 0);
    let amendment = |value: i64, recorded_on: NaiveDate| Amendment {
        effective_on: day(2026, 7, 1),
        recorded_at: moment(recorded_on, 0),
        changes: vec![Change::Target {
            due: day(2026, 12, 31),
            requirement: Some(Requirement::Number { value: RBig::from(value), strict: false }),
        }],
    };
    case.row.amendments = vec![amendment(70, day(2026, 7, 20)), amendment(60, day(2026, 7, 5))];
    let case = case.has(2026, 6, 200);
    assert_eq!(case.judged().bound, Some(RBig::from(50)));
    let july = case.clone().on(day(2026, 7, 31));
    assert_eq!(july.judged().bound, Some(RBig::from(70)));
    assert!(july.judged().caveats.contains(&Caveat::AmendedTarget));
    assert_eq!(july.known(day(2026, 7, 10), 0).judged().bound, Some(RBig::from(60)));
    let mut closed = case.on(day(2027, 6, 30));
    closed.row.amendments = vec![Amendment { effective_on: day(2026, 7, 15), recorded_at: 0, changes: vec![Change::Close] }];
    assert_eq!((closed.judged().rule, closed.judged().missing_reports), ("at_risk_gap", 0));
    closed.row.amendments[0].changes = vec![Change::End];
    assert_eq!(closed.verdict(), None);
}

#[test]
fn a_multiple_takes_the_reference_of_its_year_or_an_earlier_one() {
    let mut case = percent(Direction::AtLeast, vec![number(day(2026, 12, 31), 2, false)]);
    case.row.measure = Measure::GdpMultiple;
    let grdp = |year: i32, value: i64, recorded_on: NaiveDate| ReferenceValue {
        year,
        value: RBig::from(value),
        stage: Stage::Official,
        recorded_at: moment(recorded_on, 0),
    };
    case.row.reference = vec![grdp(2025, 400, day(2026, 1, 1)), grdp(2026, 500, day(2026, 9, 1))];
    let case = case.sends(2026, 6, Content::Numerator(RBig::from(1000)));
    let carried = case.clone().known(day(2026, 8, 1), 0).judged();
    assert_eq!(carried.actual, Some(n(25)));
    assert!(carried.caveats.contains(&Caveat::ReferenceCarried));
    assert_eq!(case.judged().actual, Some(RBig::from(2)));
}

#[test]
fn the_small_world_is_addressed_by_number_and_judged() {
    assert!(small::size() > 4_000_000);
    for (index, case) in small::slice(3, 997) {
        let again = small::case(index);
        assert_eq!((again.verdict(), again.entries), (case.verdict(), case.entries));
    }
}

#[test]
fn random_cases_would_pass_the_door() {
    for (number, case) in random::cases(7, 20_000) {
        let row = &case.row;
        for entry in &case.entries {
            assert!(day_of(entry.received_at) >= entry.period.starts_on(), "case {number}: {entry:?}");
            let percent = row.measure == Measure::Percent;
            match &entry.content {
                Content::Value(value) => {
                    assert!(row.floor.as_ref().is_none_or(|floor| value >= floor), "case {number}");
                    assert!(!percent || *value <= RBig::from(100), "case {number}");
                    assert!(row.measure != Measure::Count || value.is_int(), "case {number}");
                }
                Content::Fraction { numerator, denominator } => {
                    assert!(*denominator > RBig::ZERO && *numerator >= RBig::ZERO, "case {number}");
                    assert!(!percent || numerator <= denominator, "case {number}");
                }
                Content::CompletedOn(date) => assert!(*date <= day_of(entry.received_at), "case {number}"),
                _ => {}
            }
        }
        if row.accumulation == Accumulation::YearToDate {
            let all_at_year_end = row.targets.iter().filter_map(|target| target.due).all(|d| (d.month(), d.day()) == (12, 31));
            assert!(all_at_year_end, "case {number}");
        }
    }
}

#[test]
fn random_cases_come_to_every_rule_and_caveat() {
    let mut rules: BTreeMap<&str, u32> = RULES.iter().map(|rule| (*rule, 0)).collect();
    let mut caveats: BTreeMap<&str, u32> = BTreeMap::new();
    for (_, case) in random::cases(1, 40_000) {
        let Some(verdict) = case.verdict() else { continue };
        *rules.get_mut(verdict.rule).expect("a rule of the closed list") += 1;
        for caveat in verdict.caveats {
            *caveats.entry(caveat.id()).or_insert(0) += 1;
        }
    }
    println!("{rules:#?} {caveats:#?}");
    assert!(rules.values().all(|count| *count >= 100), "{rules:?}");
    assert!(caveats.len() == 12 && caveats.values().all(|count| *count >= 100), "{caveats:?}");
}

#[test]
fn smaller_is_better_is_the_mirror_of_larger_is_better() {
    let mut compared = 0;
    // The direction turns fastest: three neighbours are one case in three directions, in the first two worlds.
    for index in (0..small::size() / 5).step_by(3 * 101) {
        let [up, down] = [small::case(index).judged(), small::case(index + 1).judged()];
        // A tenth of the target is another one in the mirror.
        if up.distance == down.distance {
            compared += 1;
            assert_eq!((up.rule, &up.gap, &up.caveats), (down.rule, &down.gap, &down.caveats), "case {index}");
            assert_eq!(up.schedule_variance_months, down.schedule_variance_months, "case {index}");
            let fates = |verdict: &Verdict| verdict.outcomes.iter().map(|outcome| outcome.fate).collect::<Vec<_>>();
            assert_eq!(fates(&up), fates(&down), "case {index}");
            assert_eq!((up.progress, up.days_overdue), (down.progress, down.days_overdue), "case {index}");
        }
    }
    assert!(compared > 1000, "{compared}");
}
