//! The published methods: every vector of `vectors/methods.json`, and what is refused.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::float_arithmetic,
    missing_docs,
    reason = "tests"
)]

use serde::Deserialize;
use tiendo::assess::{Asked, SeriesVerdict, Status, When, judge_series};
use tiendo::chrono::NaiveDate;
use tiendo::judge::policy::{self, Finding, Goal, Native, Point, Question, Unavailable, Wanted, dns, eurostat, open_sdg};
use tiendo::rust_decimal::{Decimal, dec};
use tiendo::{ErrorKind, Lang};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Vectors {
    format: String,
    count: usize,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    method: String,
    series: Vec<(i32, Decimal)>,
    wanted: String,
    target: Option<Decimal>,
    target_year: Option<i32>,
    baseline_year: Option<i32>,
    limit: Option<Decimal>,
    break_year: Option<i32>,
    native_status: String,
    status: Option<String>,
    value: Option<f64>,
    score: Option<f64>,
    reason: Option<String>,
}

fn vectors() -> Vectors {
    serde_json::from_str(include_str!("vectors/methods.json")).unwrap()
}

impl Case {
    fn verdict(&self) -> SeriesVerdict {
        let asked = Asked {
            target: self.target,
            target_year: self.target_year,
            baseline_year: self.baseline_year,
            limit: self.limit,
            break_year: self.break_year,
        };
        judge_series(self.series.iter().copied(), self.wanted.parse().unwrap(), &asked, &self.method).unwrap()
    }
}

#[test]
fn every_vector_of_the_published_methods() {
    let vectors = vectors();
    assert_eq!(vectors.format, "tiendo.vectors.methods/1");
    let mut ran = 0;
    for case in &vectors.cases {
        let found = case.verdict();
        let name = format!("{}: {}", case.method, case.name);
        assert_eq!(found.native_status, case.native_status, "{name}");
        assert_eq!(found.reason.map(Unavailable::name), case.reason.as_deref(), "{name}");
        assert_eq!(found.reason.is_some(), case.native_status == "not_available", "{name}: a reason exactly where there is no verdict");
        for (which, got, wanted) in [("value", found.value, case.value), ("score", found.score, case.score)] {
            if let Some(wanted) = wanted {
                let got = got.unwrap_or_else(|| panic!("{name}: no {which}"));
                assert!((got - wanted).abs() < 1e-9, "{name}: {which} {got}, not {wanted}");
            }
        }
        if let Some(status) = &case.status {
            assert_eq!(found.status.map(Status::name), Some(status.as_str()), "{name}");
        }
        assert!(found.method.starts_with(&case.method), "{name}");
        ran += 1;
    }
    assert_eq!((ran, ran), (vectors.count, 78));
}

#[test]
fn every_method_and_every_reason_but_one_has_a_vector() {
    let cases = vectors().cases;
    for policy in policy::ALL {
        assert!(cases.iter().any(|case| case.verdict().method == policy.id), "{}", policy.id);
    }
    // What no decimal can reach in the vectors stands in a test of its own.
    for reason in Unavailable::ALL.iter().filter(|reason| **reason != Unavailable::OutOfRange) {
        assert!(cases.iter().any(|case| case.reason.as_deref() == Some(reason.name())), "{}", reason.name());
    }
}

#[test]
fn a_direction_is_never_a_default() {
    for text in ["increase ", "Increase", "up", "positive", "decrese", "-1"] {
        assert_eq!(text.parse::<Wanted>().unwrap_err().kind(), ErrorKind::BadValue, "{text}");
    }
    let missing = "".parse::<Wanted>().unwrap_err();
    assert_eq!(missing.kind(), ErrorKind::MissingDirection);
    assert!(missing.message(Lang::En).contains("increase or decrease"), "{missing}");
}

fn refused(series: &[(When, Decimal)], asked: &Asked, method: &str) -> ErrorKind {
    judge_series(series.iter().copied(), Wanted::Increase, asked, method).unwrap_err().kind()
}

fn day(text: &str) -> When {
    When::Day(text.parse::<NaiveDate>().unwrap())
}

#[test]
fn what_is_an_error() {
    let two = [(When::Year(2015), dec!(50)), (When::Year(2022), dec!(59))];
    let asked = Asked::target(dec!(80)).by(2030);
    for method in ["pace", "open-sdg", "dns", "eurostat", "sdsn", "unsd"] {
        let twice = [two[0], two[1], (When::Year(2022), dec!(59))];
        assert_eq!(refused(&twice, &asked, method), ErrorKind::DuplicatePoint);
        let same_day = [two[0], two[1], (day("2022-12-31"), dec!(60))];
        assert_eq!(refused(&same_day, &asked, method), ErrorKind::DuplicatePoint);
        assert_eq!(refused(&[(When::Year(20222), dec!(1))], &asked, method), ErrorKind::BadPeriod);
        assert_eq!(refused(&two, &asked.by(99999), method), ErrorKind::BadPeriod);
        let year_alone = Asked { target_year: Some(2030), ..Asked::direction_only() };
        assert_eq!(refused(&two, &year_alone, method), ErrorKind::ConflictingFields);
    }
    for method in ["", "open_sdg", "open-sdg/2.3", "pace/2", "OPEN-SDG"] {
        assert_eq!(refused(&two, &asked, method), ErrorKind::UnknownMethod, "{method}");
    }
    let error = judge_series(two, Wanted::Increase, &asked, "dsn").unwrap_err();
    assert!(error.message(Lang::Vi).contains("dns/2024"), "{error}");
    assert_eq!(refused(&two, &asked.with_baseline_year(2014), "pace"), ErrorKind::BadBaseline);
    let same_month = [(day("2027-03-10"), dec!(1)), (day("2027-03-31"), dec!(2))];
    assert_eq!(refused(&same_month, &asked, "pace"), ErrorKind::DuplicatePoint);
}

#[test]
fn ten_thousand_points_are_no_matter() {
    let start: NaiveDate = "1990-01-01".parse().unwrap();
    let points = (0u32..10_000).map(|n| (start + tiendo::chrono::Days::new(u64::from(n)), Decimal::from(n)));
    let points: Vec<(NaiveDate, Decimal)> = points.collect();
    let asked = Asked::target(dec!(12_000)).by(2030);
    for method in ["open-sdg", "dns", "sdsn", "unsd"] {
        let found = judge_series(points.iter().copied(), Wanted::Increase, &asked, method).unwrap();
        assert!(found.is_available(), "{method}: {:?}", found.reason);
    }
    let months = (0..2_500).map(|n| (tiendo::Month::new(1990, 1).unwrap().plus(n).last_day(), Decimal::from(n)));
    let asked = Asked::target(dec!(2_500)).by(2200);
    assert_eq!(judge_series(months, Wanted::Increase, &asked, "pace").unwrap().native_status, "on_track");
}

#[test]
fn the_order_of_the_series_means_nothing() {
    let asked = Asked::target(dec!(80)).by(2030);
    let one = judge_series([(2015, dec!(50)), (2018, dec!(51)), (2022, dec!(59))], Wanted::Increase, &asked, "unsd").unwrap();
    let two = judge_series([(2022, dec!(59)), (2015, dec!(50)), (2018, dec!(51))], Wanted::Increase, &asked, "unsd").unwrap();
    assert_eq!((one.value, one.native_status), (two.value, two.native_status));
}

#[test]
fn of_several_days_in_a_year_the_last_counts() {
    let series = [(day("2015-03-31"), dec!(1)), (day("2015-12-31"), dec!(60)), (day("2023-06-30"), dec!(68))];
    let found = judge_series(series, Wanted::Increase, &Asked::target(dec!(80)).by(2030), "sdsn").unwrap();
    assert_eq!(found.value, Some(0.75));
}

#[test]
fn figures_out_of_range_are_no_verdict() {
    let series = [(2015, Decimal::MIN_POSITIVE), (2016, Decimal::MAX), (2199, Decimal::MAX - dec!(1))];
    let found = judge_series(series, Wanted::Increase, &Asked::target(Decimal::MAX).by(2200), "unsd").unwrap();
    assert!(found.value.is_none_or(f64::is_finite), "{:?}", found.value);
    let two = [(2015, Decimal::MIN_POSITIVE), (2016, Decimal::ONE)];
    let found = judge_series(two, Wanted::Increase, &Asked::target(Decimal::MAX).by(2200), "unsd").unwrap();
    assert_eq!(found.reason, Some(Unavailable::OutOfRange));
    assert_eq!((found.status, found.value), (None, None));
}

trait MinPositive {
    const MIN_POSITIVE: Decimal;
}

impl MinPositive for Decimal {
    const MIN_POSITIVE: Decimal = Decimal::from_parts(1, 0, 0, false, 28);
}

#[test]
fn pace_is_the_engine_s_own_verdict_and_knows_no_calendar() {
    let judged = |series: &[(i32, Decimal)], wanted, asked: &Asked| judge_series(series.iter().copied(), wanted, asked, "pace").unwrap();
    let asked = Asked::target(dec!(80)).by(2030);
    // 50 to 80 over fifteen years: 64 are expected after seven; 59 are 5 of 30 behind.
    let found = judged(&[(2015, dec!(50)), (2022, dec!(59))], Wanted::Increase, &asked);
    assert_eq!((found.method, found.native_status, found.status), ("pace/1", "at_risk", Some(Status::AtRisk)));
    assert_eq!((found.value, found.expected), (Some(-0.166666666667), Some(dec!(64))));
    // Exactly 60 % behind in tenths is no float's business.
    let found = judged(&[(2015, dec!(0)), (2020, dec!(0.25))], Wanted::Increase, &Asked::target(dec!(0.9)).by(2030));
    assert_eq!((found.native_status, found.value), ("at_risk", Some(-0.055555555556)));
    // Half done on a falling indicator, half way: on the plan.
    let found = judged(&[(2015, dec!(100)), (2020, dec!(75))], Wanted::Decrease, &Asked::target(dec!(50)).by(2025));
    assert_eq!((found.native_status, found.value), ("on_track", Some(0.0)));
    // A target before the last value is due, not an error; nothing is stale however old.
    let found = judged(&[(1950, dec!(50)), (1990, dec!(59))], Wanted::Increase, &Asked::target(dec!(80)).by(1980));
    assert_eq!(found.native_status, "overdue");
    // The same target every year: due from the first value's year on.
    let found = judged(&[(2015, dec!(85)), (2016, dec!(79))], Wanted::Increase, &Asked::target(dec!(80)));
    assert_eq!(found.native_status, "lapsed");
    for (series, asked, status, reason) in [
        (&[(2015, dec!(50)), (2022, dec!(59))][..], Asked::direction_only(), "no_target", Unavailable::NoTarget),
        (&[(2015, dec!(50))][..], asked, "no_baseline", Unavailable::TooFewValues),
        (&[][..], asked, "not_due", Unavailable::TooFewValues),
    ] {
        let found = judged(series, Wanted::Increase, &asked);
        assert_eq!((found.native_status, found.reason, found.is_available()), (status, Some(reason), false));
    }
}

#[test]
fn a_fall_on_the_straight_line_is_on_track_here_and_limited_there() {
    let series = [(2015, dec!(100)), (2020, dec!(70))];
    let asked = Asked::target(dec!(10)).by(2030);
    let judged = |method| judge_series(series, Wanted::Decrease, &asked, method).unwrap();
    assert_eq!(judged("pace").native_status, "on_track");
    let there = judged("open-sdg");
    assert_eq!(there.native_status, "limited_progress");
    assert!((there.value.unwrap() - 0.484).abs() < 0.001, "{:?}", there.value);
}

#[test]
fn a_direction_left_out_cannot_read_as_target_achieved() {
    // A rising indicator at 65 of 80, read as a falling one, would be "achieved".
    let series = [(2015, dec!(50)), (2022, dec!(65))];
    let asked = Asked::target(dec!(80)).by(2030);
    assert_eq!(judge_series(series, Wanted::Decrease, &asked, "open-sdg").unwrap().native_status, "target_achieved");
    assert_eq!(judge_series(series, Wanted::Increase, &asked, "open-sdg").unwrap().native_status, "substantial_progress");
}

fn points(values: &[(i32, Decimal)]) -> Vec<Point> {
    values.iter().map(|(year, value)| Point { year: *year, value: *value }).collect()
}

#[test]
fn several_series_have_the_mean_of_the_scores_that_exist() {
    let scored = |native: Native, score| Finding { native, status: native.status, value: None, score: Some(score), reason: None };
    let none = Finding::unavailable(Unavailable::TooFewValues);
    let word = |series: &[Finding]| open_sdg::mean(series).native.name;
    assert_eq!(word(&[scored(open_sdg::ACHIEVED, 5.0), none]), "target_achieved");
    assert_eq!(word(&[scored(open_sdg::ACHIEVED, 5.0), scored(open_sdg::LIMITED, 0.0)]), "substantial_progress");
    assert_eq!(word(&[scored(open_sdg::LIMITED, -2.5), scored(open_sdg::LIMITED, 2.5)]), "moderate_progress");
    assert_eq!(word(&[scored(open_sdg::LIMITED, -2.5)]), "limited_progress");
    assert_eq!(word(&[scored(open_sdg::DETERIORATION, -2.6)]), "deterioration");
    assert_eq!((open_sdg::mean(&[none]).score, word(&[])), (None, "not_available"));
}

#[test]
fn of_an_interval_the_weakest_end_of_several_years_the_nearest_not_past() {
    let rising = points(&[(2016, dec!(40)), (2017, dec!(42)), (2018, dec!(44)), (2019, dec!(46)), (2020, dec!(48)), (2021, dec!(50))]);
    let judged = |wanted, level| {
        let goal = Some(Goal { level, year: None });
        (dns::POLICY.judge)(&Question { goal, ..Question::new(&rising, wanted) })
    };
    let ends = [judged(Wanted::Increase, dec!(45)), judged(Wanted::Decrease, dec!(55))];
    assert_eq!(ends.map(|end| end.native.name), ["sun", "partly"]);
    assert_eq!(dns::weakest(&ends), ends[1]);
    assert_eq!(dns::weakest(&[ends[0], Finding::unavailable(Unavailable::TooFewValues)]).native.name, "not_available");
    let goals = [2030, 2020, 2025].map(|year| Goal { level: dec!(1), year: Some(year) });
    assert_eq!(dns::nearest(&goals, 2021), Some(goals[2]));
    assert_eq!(dns::nearest(&goals, 2031), None);
}

#[test]
fn the_short_window_can_say_otherwise_than_the_long_one() {
    let values = points(&[(2009, dec!(50)), (2019, dec!(90)), (2024, dec!(70))]);
    let question = Question::new(&values, Wanted::Increase);
    let [long, short] = eurostat::WINDOWS.map(|window| eurostat::over(&question, window).native.name);
    assert_eq!((long, short), ("significant_progress", "significant_movement_away"));
}

#[test]
fn a_verdict_says_what_it_rests_on() {
    let asked = Asked::target(dec!(7.25)).by(2030).with_baseline_year(2015);
    let series = [(2015, dec!(14.5)), (2023, dec!(10.4))];
    let judged = |method| judge_series(series, Wanted::Decrease, &asked, method).unwrap();
    assert_eq!(
        judged("open-sdg").explain(Lang::Vi),
        "open-sdg/2.4: tiến bộ vừa phải; năm 2023 là 10,4, mong muốn giảm đến 7,25 vào năm 2030; tốc độ tăng bình quân năm \
         (có mục tiêu: chia cho tốc độ cần thiết): 0,9011; điểm 2,1507."
    );
    assert_eq!(judged("dns").explain(Lang::En), "dns/2024: not available; too few values; 10.4 in 2023, to decrease to 7.25 by 2030.");
    assert_eq!(
        judged("pace").explain(Lang::Vi),
        "pace/1: Đúng tiến độ; năm 2023 là 10,4, mong muốn giảm đến 7,25 vào năm 2030; lộ trình là 10,6333; \
         chênh lệch so với lộ trình, tính theo quãng đường phải đi: 0,0322."
    );
}
