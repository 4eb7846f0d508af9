//! Figures for people: rounded for display, and never so that a comparison seems to come out otherwise than it did.
//!
//! Display rounding is half away from zero, with the indicator's digits. Where that would make a value seem to meet, or
//! miss, a bound that it does not, digits are added, four at most, and after those the words "dưới", "trên" ("under",
//! "over") stand before the bound (`report.md`, section 3). None of this ever feeds a comparison.

use std::cmp::Ordering;

use rust_decimal::{Decimal, RoundingStrategy};

use super::dates::NBSP;
use crate::plan::{Direction, Indicator, Level, Measure};
use crate::value::{Lang, number};

/// How many digits display rounding may add.
const MORE_DIGITS: u32 = 4;

/// Decimal places of a pace.
const PACE_DIGITS: u32 = 2;

/// A bound that a figure was held against, and how the figure lies to it: `(80, Less)` for 79.96.
pub type Against = (Decimal, Ordering);

/// A figure in the language's digits, with no unit: rounded so that it lies to every bound as it truly does.
///
/// ```
/// use std::cmp::Ordering::Less;
/// use tiendo::{Lang, report::figures, value::number::parse};
/// let eighty = parse("80")?;
/// assert_eq!(figures::plain(parse("79.94")?, 1, &[(eighty, Less)], Lang::Vi), "79,9");
/// assert_eq!(figures::plain(parse("79.96")?, 1, &[(eighty, Less)], Lang::Vi), "79,96");
/// assert_eq!(figures::plain(parse("79.9999999")?, 1, &[(eighty, Less)], Lang::Vi), "dưới 80,0");
/// # Ok::<(), tiendo::Error>(())
/// ```
pub fn plain(value: Decimal, digits: u32, against: &[Against], lang: Lang) -> String {
    // Both as printed exactly and as printed with these digits: neither may seem to meet what it does not.
    let honest = |places: u32, (bound, order): &Against| {
        let shown = number::round(value, places);
        *order == Ordering::Equal || (shown.cmp(bound) == *order && shown.cmp(&number::round(*bound, places)) == *order)
    };
    let last = digits.saturating_add(MORE_DIGITS);
    match (digits..=last).find(|places| against.iter().all(|bound| honest(*places, bound))) {
        Some(places) => number::show(value, places, lang),
        None => {
            let blurred = against.iter().find(|bound| !honest(last, bound));
            let (bound, order) = blurred.copied().unwrap_or((value, Ordering::Equal));
            let shown = number::show(bound, digits.max(bound.normalize().scale()), lang);
            format!("{}{shown}", beyond(order, lang))
        }
    }
}

fn beyond(order: Ordering, lang: Lang) -> &'static str {
    match (order, lang) {
        (Ordering::Less, Lang::Vi) => "dưới ",
        (Ordering::Less, Lang::En) => "under ",
        (Ordering::Greater, Lang::Vi) => "trên ",
        (Ordering::Greater, Lang::En) => "over ",
        (Ordering::Equal, _) => "",
    }
}

/// The size of a difference, its sign left out: 0 only where it is nothing.
pub fn size(difference: Decimal, digits: u32, lang: Lang) -> String {
    let size = difference.abs();
    let last = digits.saturating_add(MORE_DIGITS);
    match (digits..=last).find(|places| size.is_zero() || !number::round(size, *places).is_zero()) {
        Some(places) => number::show(size, places, lang),
        None => format!("{}{}", beyond(Ordering::Less, lang), number::show(smallest(digits), digits, lang)),
    }
}

/// The size of what is needed: rounded up, so that what is printed is enough; never 0.
pub fn enough(needed: Decimal, digits: u32, lang: Lang) -> String {
    let size = needed.abs();
    let last = digits.saturating_add(MORE_DIGITS);
    match (digits..=last).find(|places| !number::round(size, *places).is_zero()) {
        Some(places) => number::show(size.round_dp_with_strategy(places, RoundingStrategy::AwayFromZero), places, lang),
        None => number::show(smallest(digits), digits, lang),
    }
}

fn smallest(digits: u32) -> Decimal {
    Decimal::try_new(1, digits).unwrap_or(Decimal::ONE)
}

/// A ratio as a percent, with one digit, held against bounds that are ratios too: `97,6%`.
pub fn percent(ratio: Decimal, digits: u32, against: &[Against], lang: Lang) -> String {
    let hundred = |ratio: Decimal| ratio.checked_mul(Decimal::ONE_HUNDRED).unwrap_or(ratio);
    let against: Vec<Against> = against.iter().map(|(bound, order)| (hundred(*bound), *order)).collect();
    format!("{}%", plain(hundred(ratio), digits, &against, lang))
}

/// What follows a value of the indicator: `%` without a space, else a no-break space and the plan's own unit.
///
/// The plan gives units in Vietnamese only: in English a count stands alone.
pub fn unit(indicator: &Indicator, lang: Lang) -> String {
    match (indicator.measure, lang) {
        (Measure::Percent | Measure::Milestone, _) => "%".to_owned(),
        (Measure::GdpMultiple, Lang::En) => format!("{NBSP}times GDP"),
        (Measure::Count, Lang::En) => String::new(),
        (Measure::Count, Lang::Vi) if indicator.unit.is_empty() => String::new(),
        (Measure::GdpMultiple, Lang::Vi) if indicator.unit.is_empty() => format!("{NBSP}lần GDP"),
        (Measure::Count | Measure::GdpMultiple, Lang::Vi) => format!("{NBSP}{}", mid_sentence(&indicator.unit)),
    }
}

/// A value of the indicator with its unit: `63,4%`, `27,4 lần GDP`, `1.240 tài khoản`.
pub fn level(indicator: &Indicator, value: Decimal, against: &[Against], lang: Lang) -> String {
    format!("{}{}", plain(value, indicator.digits, against, lang), unit(indicator, lang))
}

/// A range of values without their unit, as an interval is printed: `61-78`, percents in whole numbers; with as many more
/// digits as it takes for its ends to differ, and not to seem to reach what they do not.
pub fn range(indicator: &Indicator, low: Decimal, high: Decimal, against: &[Decimal], lang: Lang) -> String {
    let digits = if indicator.measure == Measure::Percent { 0 } else { indicator.digits };
    let end = |value: Decimal, other: Decimal| {
        let bounds = against.iter().chain([&other]).map(|bound| (*bound, value.cmp(bound)));
        plain(value, digits, &bounds.collect::<Vec<_>>(), lang)
    };
    let between = match lang {
        _ if !low.is_sign_negative() || low.is_zero() => "-",
        Lang::Vi => " đến ",
        Lang::En => " to ",
    };
    if low == high { end(low, high) } else { format!("{}{between}{}", end(low, high), end(high, low)) }
}

/// What a difference of the indicator's values is counted in: `điểm phần trăm`, `lần GDP`, `tài khoản`.
fn difference_unit(indicator: &Indicator, shown: &str, lang: Lang) -> String {
    match (indicator.measure, lang) {
        (Measure::Percent | Measure::Milestone, Lang::Vi) => format!("{NBSP}điểm phần trăm"),
        (Measure::Percent | Measure::Milestone, Lang::En) if shown == "1" => format!("{NBSP}percentage point"),
        (Measure::Percent | Measure::Milestone, Lang::En) => format!("{NBSP}percentage points"),
        _ => unit(indicator, lang),
    }
}

/// A difference in prose, its sign left to the words around it: `2,2 điểm phần trăm`.
pub fn difference(indicator: &Indicator, value: Decimal, lang: Lang) -> String {
    let shown = size(value, indicator.digits, lang);
    format!("{shown}{}", difference_unit(indicator, &shown, lang))
}

/// What is needed, in prose: rounded up and never 0.
pub fn needed(indicator: &Indicator, value: Decimal, lang: Lang) -> String {
    let shown = enough(value, indicator.digits, lang);
    format!("{shown}{}", difference_unit(indicator, &shown, lang))
}

/// A pace per month, its sign left to the words around it: `2,15 điểm phần trăm`.
pub fn pace(indicator: &Indicator, value: Decimal, lang: Lang) -> String {
    let shown = size(value, PACE_DIGITS, lang);
    format!("{shown}{}", difference_unit(indicator, &shown, lang))
}

/// A difference in a table, with its sign: `−17,5 điểm %`, `+2.2 pp`; 0 has none.
pub fn signed(indicator: &Indicator, value: Decimal, lang: Lang) -> String {
    let sign = match value.cmp(&Decimal::ZERO) {
        Ordering::Less => "−",
        Ordering::Equal => "",
        Ordering::Greater => "+",
    };
    let unit = match (indicator.measure, lang) {
        (Measure::Percent | Measure::Milestone, Lang::Vi) => format!("{NBSP}điểm{NBSP}%"),
        (Measure::Percent | Measure::Milestone, Lang::En) => format!("{NBSP}pp"),
        _ => unit(indicator, lang),
    };
    format!("{sign}{}{unit}", size(value, indicator.digits, lang))
}

/// A required level in its unit: as the plan prints it in Vietnamese (`≥80%`, `35 - 40%`), read out in English.
///
/// A level that the plan does not print, such as a running year's share of the way to a later target, is shown in
/// digits.
pub fn target(indicator: &Indicator, required: &Level, text: &str, lang: Lang) -> String {
    if let (Lang::Vi, Some(printed)) = (lang, printed(indicator, required, text)) {
        return printed;
    }
    let unit = unit(indicator, lang);
    let show = |value: Decimal| number::show(value, value.normalize().scale().min(indicator.digits.saturating_add(MORE_DIGITS)), lang);
    match (*required, indicator.direction, lang) {
        (Level::Between { low, high }, _, Lang::Vi) => format!("{} - {}{unit}", show(low), show(high)),
        (Level::Between { low, high }, _, Lang::En) => format!("{}-{}{unit}", show(low), show(high)),
        (Level::Number { value, strict: false }, _, _) => format!("{}{unit}", show(value)),
        (Level::Number { value, strict: true }, Some(Direction::AtMost), Lang::Vi) => format!("dưới {}{unit}", show(value)),
        (Level::Number { value, strict: true }, Some(Direction::AtMost), Lang::En) => format!("under {}{unit}", show(value)),
        (Level::Number { value, strict: true }, _, Lang::Vi) => format!("trên {}{unit}", show(value)),
        (Level::Number { value, strict: true }, _, Lang::En) => format!("over {}{unit}", show(value)),
    }
}

/// The plan's own words for a level, where they are about this level; the unit is added where only a number stands.
fn printed(indicator: &Indicator, required: &Level, text: &str) -> Option<String> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    let digits = text.trim_start_matches(['≥', '≤', '>', '<', '=']).trim();
    match (number::parse_vi(digits), required) {
        (Ok(value), Level::Number { value: asked, .. }) if value == *asked => Some(format!("{text}{}", unit(indicator, Lang::Vi))),
        (Ok(_), _) => None,
        (Err(_), Level::Between { .. }) if !text.contains(char::is_alphabetic) && !text.ends_with('%') => {
            Some(format!("{text}{}", unit(indicator, Lang::Vi)))
        }
        (Err(_), _) => Some(mid_sentence(text)),
    }
}

/// A text as it stands inside a sentence: its first letter small, unless it belongs to a name or an abbreviation.
pub fn mid_sentence(text: &str) -> String {
    let mut letters = text.chars();
    let Some(first) = letters.next() else { return String::new() };
    let rest = letters.as_str();
    let word = rest.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let name = NAMES.iter().any(|name| text.starts_with(name));
    if name || word.chars().any(char::is_uppercase) { text.to_owned() } else { first.to_lowercase().chain(rest.chars()).collect() }
}

/// A text as it begins a sentence.
pub(crate) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// First words that keep their capital inside a sentence: bodies are named as the plan names them.
const NAMES: [&str; 8] = ["Bộ ", "Chính phủ", "Thủ tướng", "Ngân hàng Nhà nước", "Công an", "Sở ", "Ủy ban", "Trung ương"];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::example;

    fn d(text: &str) -> Decimal {
        number::parse(text).unwrap()
    }

    #[test]
    fn rounding_adds_digits_until_it_no_longer_lies() {
        for (value, bound, order, vi) in [
            ("79.94", "80", Ordering::Less, "79,9"),
            ("79.95", "80", Ordering::Less, "79,95"),
            ("79.96", "80", Ordering::Less, "79,96"),
            ("79.996", "80", Ordering::Less, "79,996"),
            ("79.99999", "80", Ordering::Less, "79,99999"),
            ("79.999999", "80", Ordering::Less, "dưới 80,0"),
            ("80.000001", "80", Ordering::Greater, "trên 80,0"),
            ("80.04", "80", Ordering::Greater, "80,04"),
            ("80", "80", Ordering::Equal, "80,0"),
            // A target with more digits than the indicator shows is a bound like any other.
            ("79.97", "79.95", Ordering::Greater, "79,97"),
            // Rounded to 12 places the figure is the bound; the verdict knows better.
            ("27", "27", Ordering::Less, "dưới 27,0"),
        ] {
            assert_eq!(plain(d(value), 1, &[(d(bound), order)], Lang::Vi), vi, "{value} {bound}");
        }
        assert_eq!(plain(d("99.96"), 1, &[(d("100"), Ordering::Less)], Lang::En), "99.96");
        assert_eq!(plain(d("0.05"), 1, &[], Lang::Vi), "0,1");
        assert_eq!(plain(d("-0.05"), 1, &[], Lang::Vi), "−0,1");
    }

    #[test]
    fn two_figures_side_by_side_never_look_equal_unless_they_are() {
        let (y, e) = (d("79.86"), d("79.94"));
        assert_eq!(plain(y, 1, &[(e, Ordering::Less)], Lang::Vi), "79,86");
        assert_eq!(plain(e, 1, &[(y, Ordering::Greater)], Lang::Vi), "79,94");
        let third = d("33.333333333333");
        assert_eq!(plain(third, 1, &[(third, Ordering::Equal)], Lang::Vi), "33,3");
    }

    #[test]
    fn a_difference_is_never_shown_as_nothing_and_what_is_needed_is_enough() {
        let percent = example::percent("CT-I.1").row();
        for (value, gap, margin) in [
            ("2.24", "2,2", "2,3"),
            ("-0.8", "0,8", "0,8"),
            ("0.04", "0,04", "0,04"),
            ("0.00006", "0,0001", "0,0001"),
            ("0.00001", "0,00001", "0,00001"),
            ("0.000001", "dưới 0,1", "0,1"),
        ] {
            assert_eq!(difference(&percent, d(value), Lang::Vi), format!("{gap}\u{a0}điểm phần trăm"), "{value}");
            assert_eq!(needed(&percent, d(value), Lang::Vi), format!("{margin}\u{a0}điểm phần trăm"), "{value}");
        }
        assert_eq!(signed(&percent, d("-17.5"), Lang::Vi), "−17,5\u{a0}điểm\u{a0}%");
        assert_eq!(signed(&percent, d("2.2"), Lang::En), "+2.2\u{a0}pp");
        assert_eq!(signed(&percent, d("0"), Lang::En), "0.0\u{a0}pp");
    }

    #[test]
    fn a_share_of_plan_below_one_is_never_a_hundred_percent() {
        assert_eq!(percent(d("0.9996"), 1, &[(Decimal::ONE, Ordering::Less)], Lang::Vi), "99,96%");
        assert_eq!(percent(d("0.975609756098"), 1, &[(Decimal::ONE, Ordering::Less)], Lang::En), "97.6%");
    }

    #[test]
    fn the_ends_of_a_range_differ_and_do_not_seem_to_reach_what_they_do_not() {
        let (percent, count) = (example::percent("CT-I.1").row(), example::count("CT-III.4", "Tài khoản").row());
        for (row, low, high, bound, vi, en) in [
            (&percent, "61.4", "78.3", "80", "61-78", "61-78"),
            (&percent, "61.4", "79.7", "80", "61-79,7", "61-79.7"),
            (&percent, "61.4", "80.2", "80", "61-80,2", "61-80.2"),
            (&percent, "61.4", "80", "80", "61-80", "61-80"),
            (&percent, "99.61", "99.64", "80", "99,61-99,64", "99.61-99.64"),
            (&percent, "0", "0", "80", "0", "0"),
            (&percent, "-4.6", "12", "80", "−5 đến 12", "−5 to 12"),
            (&count, "1240.4", "21914.2", "30000", "1.240-21.914", "1,240-21,914"),
        ] {
            assert_eq!(range(row, d(low), d(high), &[d(bound)], Lang::Vi), vi);
            assert_eq!(range(row, d(low), d(high), &[d(bound)], Lang::En), en);
        }
    }

    #[test]
    fn units_follow_their_number() {
        let percent = example::percent("CT-I.1").row();
        let gdp = example::gdp("CT-II.9").row();
        let count = example::count("CT-III.4", "Tài khoản").row();
        assert_eq!(level(&percent, d("63.44"), &[], Lang::Vi), "63,4%");
        assert_eq!(level(&gdp, d("27.4"), &[], Lang::Vi), "27,4\u{a0}lần GDP");
        assert_eq!(level(&gdp, d("27.4"), &[], Lang::En), "27.4\u{a0}times GDP");
        assert_eq!(level(&count, d("21914"), &[], Lang::Vi), "21.914\u{a0}tài khoản");
        assert_eq!(level(&count, d("21914"), &[], Lang::En), "21,914");
        assert_eq!(mid_sentence("VNeID"), "VNeID");
        assert_eq!(mid_sentence("Bộ Công an"), "Bộ Công an");
        assert_eq!(mid_sentence("Đơn vị"), "đơn vị");
    }

    #[test]
    fn targets_are_as_the_plan_prints_them() {
        let percent = example::percent("CT-I.1").row();
        let number = |value: &str| Level::Number { value: d(value), strict: false };
        let strict = Level::Number { value: d("95"), strict: true };
        for (level, text, vi, en) in [
            (number("80"), "≥80", "≥80%", "80%"),
            (number("80"), "80", "80%", "80%"),
            (number("100"), "100% số xã", "100% số xã", "100%"),
            (strict, ">95", ">95%", "over 95%"),
            (Level::Between { low: d("35"), high: d("40") }, "35 - 40%", "35 - 40%", "35-40%"),
            // The running year's own requirement is not the cell's number.
            (number("27.75"), "30", "27,75%", "27.75%"),
            (number("27.75"), "", "27,75%", "27.75%"),
        ] {
            assert_eq!(target(&percent, &level, text, Lang::Vi), vi);
            assert_eq!(target(&percent, &level, text, Lang::En), en);
        }
    }
}
