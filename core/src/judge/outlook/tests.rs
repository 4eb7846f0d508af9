//! The published vectors, and what must hold for any series.

use proptest::prelude::*;
use serde_json::Value;

use super::*;

const VECTORS: &str = include_str!("../../../tests/vectors/outlook.json");
const MANIFEST: &str = include_str!("../../../tests/vectors/manifest.json");

fn float(value: &Value) -> f64 {
    value.as_str().unwrap().parse().unwrap()
}

fn close(found: f64, expected: &Value, name: &str) {
    assert!((found - float(expected)).abs() <= 1e-9, "{name}: {found} is not {expected}");
}

fn wanted(value: &Value) -> Wanted {
    if let Some(bound) = value.get("at_least") {
        return Wanted::AtLeast(float(bound));
    }
    match value.get("at_most") {
        Some(bound) => Wanted::AtMost(float(bound)),
        None => Wanted::Within(float(&value["within"][0]), float(&value["within"][1])),
    }
}

#[test]
fn vectors() {
    let cases: Vec<Value> = serde_json::from_str(VECTORS).unwrap();
    let mut probabilities = 0;
    for case in &cases {
        let (name, input, expected) = (case["name"].as_str().unwrap(), &case["input"], &case["expected"]);
        let point = |seen: &Value| (seen["month"].as_str().unwrap().parse::<crate::Month>().unwrap().index(), float(&seen["value"]));
        let seen: Vec<(i32, f64)> = input["observations"].as_array().unwrap().iter().map(point).collect();
        let scale = if input["scale"] == "percent" { Scale::Percent } else { Scale::Plain };
        let step = i32::try_from(input["months_in_a_step"].as_i64().unwrap()).unwrap();
        let found = forecast(&Series { step, scale, seen: &seen }, float(&input["steps_ahead"])).unwrap();
        close(found.centre, &expected["centre"], name);
        close(found.sd, &expected["sd"], name);
        assert_eq!(u64::from(found.degrees), expected["degrees"].as_u64().unwrap(), "{name}");
        for (key, end) in [("low", found.low), ("high", found.high)] {
            if let Some(end_expected) = expected.get(key) {
                close(end, end_expected, name);
            }
        }
        let asked = input["wanted"].as_array().unwrap();
        let said = expected["probabilities"].as_array().unwrap();
        assert_eq!(asked.len(), said.len(), "{name}");
        for (asked, said) in asked.iter().zip(said) {
            close(found.probability(wanted(asked)), said, name);
            probabilities += 1;
        }
    }
    let manifest: Value = serde_json::from_str(MANIFEST).unwrap();
    assert_eq!(manifest["outlook.json"], cases.len());
    assert_eq!((cases.len(), probabilities), (10, 20));
}

#[test]
fn students_t_is_that_of_the_tables() {
    // Two degrees: 1/2 + t / (2 √(2 + t²)); the quantiles from printed tables.
    assert!((below(1.0, 2) - (0.5 + 1.0 / (2.0 * 3f64.sqrt()))).abs() < 1e-15);
    assert!((below(1.0, 1) - 0.75).abs() < 1e-15);
    for (degrees, quantile) in
        [(2, 1.886), (3, 1.638), (4, 1.533), (5, 1.476), (6, 1.440), (7, 1.415), (8, 1.397), (9, 1.383), (10, 1.372), (11, 1.363)]
    {
        assert!((upper(degrees) - quantile).abs() < 0.0005, "{degrees}");
        assert!((below(upper(degrees), degrees) - 0.9).abs() < 1e-15, "{degrees}");
        assert!((below(0.3, degrees) + below(-0.3, degrees) - 1.0).abs() < 1e-15, "{degrees}");
        assert_eq!((below(f64::INFINITY, degrees), below(f64::NEG_INFINITY, degrees)), (1.0, 0.0));
    }
}

fn refused(scale: Scale, seen: &[(i32, f64)], ahead: f64) -> Option<OutlookRefusal> {
    forecast(&Series { step: 1, scale, seen }, ahead).err()
}

#[test]
fn what_cannot_be_said_is_refused() {
    let rising = [(0, 1.0), (1, 2.0), (2, 2.5), (3, 4.0)];
    let equal = [(0, 7.0), (1, 7.0), (2, 7.0), (3, 7.0), (4, 7.0)];
    let plain = |seen: &[(i32, f64)], ahead| refused(Scale::Plain, seen, ahead);
    assert_eq!(plain(&rising, 1.0), None);
    assert_eq!(plain(&[], 1.0), Some(OutlookRefusal::TooFew));
    assert_eq!(plain(&rising[1..], 1.0), Some(OutlookRefusal::TooFew));
    assert_eq!(plain(&equal, 1.0), Some(OutlookRefusal::NoSpread));
    assert_eq!(refused(Scale::Percent, &equal, 1.0), Some(OutlookRefusal::NoSpread));
    for ahead in [0.0, -1.0] {
        assert_eq!(plain(&rising, ahead), Some(OutlookRefusal::DuePassed));
    }
    for ahead in [f64::NAN, f64::INFINITY] {
        assert_eq!(plain(&rising, ahead), Some(OutlookRefusal::NotComputed), "{ahead}");
    }
    for (month, value) in [(2, 4.0), (1, 4.0), (3, f64::NAN), (3, f64::INFINITY), (3, 1e200)] {
        let wrong = [rising[0], rising[1], rising[2], (month, value)];
        assert_eq!(plain(&wrong, 1.0), Some(OutlookRefusal::NotComputed), "{month} {value}");
    }
    let beyond = [(0, 98.0), (1, 99.0), (2, 100.0), (3, 100.6)];
    assert_eq!(refused(Scale::Percent, &beyond, 1.0), Some(OutlookRefusal::NotComputed));
    assert_eq!(forecast(&Series { step: 0, scale: Scale::Plain, seen: &rising }, 1.0).err(), Some(OutlookRefusal::NotComputed));
}

#[test]
fn a_line_without_noise_is_still_not_certain() {
    let line: Vec<(i32, f64)> = (0..6).map(|month| (month, 10.0 + 2.0 * f64::from(month))).collect();
    let found = forecast(&Series { step: 1, scale: Scale::Plain, seen: &line }, 12.0).unwrap();
    assert!(found.low < found.centre && found.centre < found.high);
    let p = found.probability(Wanted::AtLeast(20.0));
    assert!(p > 0.5 && p < 1.0, "{p}");
}

fn of_series() -> impl Strategy<Value = (i32, Vec<(i32, f64)>, f64)> {
    let steps = prop::collection::vec((1_i32..=3, 0_u32..=1000), 4..20);
    (prop::sample::select(vec![1, 3, 12]), steps, 1_u32..=120).prop_map(|(step, gaps, tenths)| {
        let mut at = 0;
        let seen = gaps.into_iter().map(|(gap, tenth)| {
            at += gap * step;
            (at, f64::from(tenth) / 10.0)
        });
        (step, seen.collect(), f64::from(tenths) / 10.0)
    })
}

// That a better value at the end never lowers the probability is no law: an outlier widens the interval too.
proptest! {
    #[test]
    fn percents_stay_inside_their_bounds((step, seen, ahead) in of_series()) {
        let Ok(found) = forecast(&Series { step, scale: Scale::Percent, seen: &seen }, ahead) else { return Ok(()) };
        prop_assert!(0.0 <= found.low && found.low <= found.high && found.high <= 100.0, "{found:?}");
        prop_assert_eq!(found.probability(Wanted::AtLeast(101.0)), 0.0);
        prop_assert_eq!(found.probability(Wanted::AtMost(101.0)), 1.0);
    }

    #[test]
    fn more_is_less_likely_and_both_sides_are_everything((step, seen, ahead) in of_series(), a in 0.0..100.0, b in 0.0..100.0) {
        let (a, b) = if a <= b { (a, b) } else { (b, a) };
        for scale in [Scale::Plain, Scale::Percent] {
            let Ok(found) = forecast(&Series { step, scale, seen: &seen }, ahead) else { continue };
            let p = |wanted| found.probability(wanted);
            prop_assert!(p(Wanted::AtLeast(a)) >= p(Wanted::AtLeast(b)));
            prop_assert!(p(Wanted::AtMost(a)) <= p(Wanted::AtMost(b)));
            prop_assert!((p(Wanted::AtLeast(a)) + p(Wanted::AtMost(a)) - 1.0).abs() < 1e-12);
            let outside = 1.0 - p(Wanted::AtLeast(b)) - p(Wanted::AtMost(a));
            prop_assert!((p(Wanted::Within(a, b)) - outside).abs() < 1e-12);
        }
    }

    #[test]
    fn the_further_the_less_is_known((step, seen, ahead) in of_series()) {
        let of = |ahead| forecast(&Series { step, scale: Scale::Plain, seen: &seen }, ahead);
        let (Ok(near), Ok(far)) = (of(ahead), of(ahead + 1.0)) else { return Ok(()) };
        prop_assert!(near.sd <= far.sd);
        prop_assert!((near.probability(Wanted::Within(near.low, near.high)) - 0.8).abs() < 1e-9);
    }

    #[test]
    fn a_falling_series_is_a_rising_one_turned_over((step, seen, ahead) in of_series(), bound in 0.0..100.0) {
        let turned: Vec<(i32, f64)> = seen.iter().map(|(at, value)| (*at, 100.0 - value)).collect();
        for scale in [Scale::Plain, Scale::Percent] {
            let of = |seen| forecast(&Series { step, scale, seen }, ahead);
            let (Ok(up), Ok(down)) = (of(&seen), of(&turned)) else { continue };
            let (up, down) = (up.probability(Wanted::AtLeast(bound)), down.probability(Wanted::AtMost(100.0 - bound)));
            prop_assert!((up - down).abs() < 1e-9, "{up} {down}");
        }
    }
}
