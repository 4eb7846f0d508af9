//! Exact decimals: strict reading, named rounding, printing for people.

use num_bigint::{BigInt, BigUint, Sign};
use rust_decimal::{Decimal, RoundingStrategy};

use super::Lang;
use crate::error::{Error, ErrorKind, Result};

/// Decimal places of a figure that a division makes inexact.
pub const FIGURE_PLACES: u32 = 12;

/// Reads a plain decimal: `-12.50`, digits with at most one point, a digit on both sides of it.
///
/// No exponent, no separators, no plus sign, no white space; 28 digits at most, none silently rounded.
///
/// ```
/// use tiendo::value::number::parse;
/// assert_eq!(parse("97.50")?.to_string(), "97.50");
/// for text in ["1,5", "1e5", "+1", "1.", ".5", "NaN", " 1", "1_000", ""] { assert!(parse(text).is_err()); }
/// # Ok::<(), tiendo::Error>(())
/// ```
///
/// # Errors
/// [`ErrorKind::NotANumber`], or [`ErrorKind::NumberTooLarge`] past the decimal type.
pub fn parse(text: &str) -> Result<Decimal> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    let plain = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if !plain(whole) || !plain(part) {
        return Err(not_a_number(text).allowed("số thập phân có dấu chấm: 83.2", "a decimal with a point: 83.2"));
    }
    let value = Decimal::from_str_exact(text).map_err(|_| too_large(text))?;
    Ok(if value.is_zero() { Decimal::ZERO } else { value })
}

/// Reads a number as Vietnamese documents print it: `1.240`, `78,5`, `1.240,5`, `−2`.
///
/// # Errors
/// As [`parse`]; a point that does not group the digits by three is [`ErrorKind::BadGrouping`].
pub fn parse_vi(text: &str) -> Result<Decimal> {
    let plain = text.replace('\u{2212}', "-");
    let (sign, digits) = plain.strip_prefix('-').map_or(("", plain.as_str()), |rest| ("-", rest));
    let (whole, part) = digits.split_once(',').map_or((digits, None), |(whole, part)| (whole, Some(part)));
    let mut groups = whole.split('.');
    let first = groups.next().unwrap_or_default();
    let mut joined = first.to_owned();
    let mut grouped = true;
    for group in groups {
        grouped &= group.len() == 3 && (1..=3).contains(&first.len());
        joined.push_str(group);
    }
    let vi = |error: Error| error.allowed("1.240 hoặc 78,5", "1.240 or 78,5");
    let canonical = part.map_or_else(|| format!("{sign}{joined}"), |part| format!("{sign}{joined}.{part}"));
    let value = parse(&canonical).map_err(|error| {
        let kind = error.kind();
        vi(Error::new(kind).given(text))
    })?;
    if grouped { Ok(value) } else { Err(vi(Error::new(ErrorKind::BadGrouping).given(text))) }
}

fn not_a_number(text: &str) -> Error {
    Error::new(ErrorKind::NotANumber).given(text)
}

fn too_large(text: &str) -> Error {
    Error::new(ErrorKind::NumberTooLarge).given(text).allowed("tối đa 28 chữ số", "28 digits at most")
}

/// A decimal written plainly: no trailing zeros, no exponent, no −0.
pub fn plain(value: Decimal) -> String {
    canonical(value).to_string()
}

/// The decimal without trailing zeros and without −0.
pub fn canonical(value: Decimal) -> Decimal {
    let value = value.normalize();
    if value.is_zero() { Decimal::ZERO } else { value }
}

/// Rounded half away from zero.
pub fn round(value: Decimal, places: u32) -> Decimal {
    value.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero)
}

/// Ten to a power.
pub fn ten_to(power: u32) -> BigInt {
    10u128.checked_pow(power).map_or_else(|| BigInt::from(10).pow(power), BigInt::from)
}

/// The decimal's mantissa at a scale that is at least its own: `value · 10^scale`.
pub fn at_scale(value: Decimal, scale: u32) -> BigInt {
    BigInt::from(value.mantissa()) * ten_to(scale.saturating_sub(value.scale()))
}

/// How the last digit is chosen.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Rounding {
    /// To the nearest, a half away from zero.
    HalfAway,
    /// Away from zero, whatever is left.
    Away,
}

/// `num / den` as a decimal of at most [`FIGURE_PLACES`] places, or as many as the type holds; `None` where the divisor
/// is zero or the whole part does not fit.
pub fn ratio(num: &BigInt, den: &BigInt) -> Option<Decimal> {
    (0..=FIGURE_PLACES).rev().find_map(|places| ratio_at(num, den, places, Rounding::HalfAway))
}

/// `num / den` with exactly so many places kept, trailing zeros dropped.
pub fn ratio_at(num: &BigInt, den: &BigInt, places: u32, rounding: Rounding) -> Option<Decimal> {
    if den.sign() == Sign::NoSign {
        return None;
    }
    let size = match small_ratio(num.magnitude(), den.magnitude(), places, rounding) {
        Some(size) => size,
        None => {
            let top = num.magnitude() * ten_to(places).magnitude();
            let bottom = den.magnitude();
            let (quotient, rest) = (&top / bottom, &top % bottom);
            let up = match rounding {
                Rounding::HalfAway => &rest * 2u32 >= *bottom,
                Rounding::Away => rest > BigUint::ZERO,
            };
            u128::try_from(quotient + u32::from(up)).ok()?
        }
    };
    let mantissa = i128::try_from(size).ok().filter(|size| *size < MOST)?;
    let negative = (num.sign() == Sign::Minus) != (den.sign() == Sign::Minus);
    let signed = if negative { mantissa.checked_neg()? } else { mantissa };
    Decimal::try_from_i128_with_scale(signed, places).ok().map(canonical)
}

/// The first number of 29 digits: what a decimal no longer holds whatever its digits are.
const MOST: i128 = 10i128.pow(28);

/// The same quotient in machine integers; `None` where they do not hold it.
fn small_ratio(num: &BigUint, den: &BigUint, places: u32, rounding: Rounding) -> Option<u128> {
    let bottom = u128::try_from(den).ok()?;
    let top = u128::try_from(num).ok()?.checked_mul(10u128.checked_pow(places)?)?;
    let (quotient, rest) = (top.checked_div(bottom)?, top.checked_rem(bottom)?);
    let up = match rounding {
        Rounding::HalfAway => rest >= bottom.checked_sub(rest)?,
        Rounding::Away => rest > 0,
    };
    quotient.checked_add(u128::from(up))
}

/// A number for people: grouped, with so many places, in the separators of the language; the minus is U+2212.
///
/// ```
/// use tiendo::{Lang, value::number};
/// let value = number::parse("-21914.25")?;
/// assert_eq!(number::show(value, 1, Lang::Vi), "−21.914,3");
/// assert_eq!(number::show(value, 1, Lang::En), "−21,914.3");
/// # Ok::<(), tiendo::Error>(())
/// ```
pub fn show(value: Decimal, places: u32, lang: Lang) -> String {
    let rounded = round(value, places);
    let (group, point) = match lang {
        Lang::Vi => ('.', ','),
        Lang::En => (',', '.'),
    };
    let text = format!("{:.*}", usize::try_from(places).unwrap_or(0), rounded.abs());
    let (whole, part) = text.split_once('.').map_or((text.as_str(), None), |(whole, part)| (whole, Some(part)));
    let mut out = String::new();
    if rounded.is_sign_negative() && !rounded.is_zero() {
        out.push('−');
    }
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && whole.len().saturating_sub(i) % 3 == 0 {
            out.push(group);
        }
        out.push(digit);
    }
    if let Some(part) = part {
        out.push(point);
        out.push_str(part);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vietnamese_numbers() {
        for (text, value) in
            [("1.240", "1240"), ("78,5", "78.5"), ("2.383", "2383"), ("12.345.678,9", "12345678.9"), ("−2", "-2"), ("1240", "1240")]
        {
            assert_eq!(parse_vi(text).unwrap().to_string(), value);
        }
        for text in ["78.5", "1.24", "1234.567", ".500", "1..000", "1.0000"] {
            assert_eq!(parse_vi(text).unwrap_err().kind(), ErrorKind::BadGrouping, "{text}");
        }
        for text in ["", ",5", "1,", "1,2,3", "abc"] {
            assert_eq!(parse_vi(text).unwrap_err().kind(), ErrorKind::NotANumber, "{text}");
        }
    }

    #[test]
    fn too_many_digits_are_refused_not_rounded() {
        assert_eq!(parse("1.00000000000000000000000000001").unwrap_err().kind(), ErrorKind::NumberTooLarge);
        assert_eq!(parse("99999999999999999999999999999999").unwrap_err().kind(), ErrorKind::NumberTooLarge);
        assert_eq!(plain(parse("-0.00").unwrap()), "0");
    }

    #[test]
    fn figures_are_rounded_half_away_to_twelve_places_or_as_many_as_fit() {
        let big = |text: &str| text.parse::<BigInt>().unwrap();
        assert_eq!(ratio(&big("-2"), &big("3")).unwrap().to_string(), "-0.666666666667");
        assert_eq!(ratio(&big("1"), &big("2")).unwrap().to_string(), "0.5");
        assert_eq!(ratio(&big("100000000000000000000000001"), &big("3")).unwrap().to_string(), "33333333333333333333333333.67");
        assert_eq!(ratio(&big("1"), &big("0")), None);
        assert_eq!(ratio_at(&big("1"), &big("3000"), 3, Rounding::Away).unwrap().to_string(), "0.001");
    }

    #[test]
    fn machine_integers_and_big_ones_divide_alike() {
        let padding = ten_to(30);
        for (num, den) in [(1i64, 3i64), (-2, 3), (5, 8), (-5, 8), (1, 7_000_000), (0, 9), (999_999_999_999, 1), (-7, 2)] {
            for places in [0, 1, 12] {
                for rounding in [Rounding::HalfAway, Rounding::Away] {
                    let (num, den) = (BigInt::from(num), BigInt::from(den));
                    let (large, larger) = (&num * &padding, &den * &padding);
                    assert!(small_ratio(num.magnitude(), den.magnitude(), places, rounding).is_some());
                    assert!(
                        places < 12
                            || num.sign() == Sign::NoSign
                            || small_ratio(large.magnitude(), larger.magnitude(), places, rounding).is_none()
                    );
                    assert_eq!(ratio_at(&num, &den, places, rounding), ratio_at(&large, &larger, places, rounding), "{num}/{den}");
                }
            }
        }
    }
}
