//! The numbers of judging: integers whose products cannot overflow, and fractions that are never divided.
//!
//! One generic code serves two pairs: `i64` values with `i128` products, whose bound is proven once a series
//! ([`Rule::fits`](super::Rule::fits)), and big integers throughout, which cannot overflow. Equal results are a law of
//! the tests.

use std::cmp::Ordering;
use std::fmt::Debug;

use num_bigint::{BigInt, Sign};
use rust_decimal::Decimal;

use crate::value::number;

/// A product of values.
pub trait Wide: Clone + Ord + Debug {
    /// A small number.
    fn of(value: i64) -> Self;
    /// The product.
    fn times(&self, other: &Self) -> Self;
    /// The sum.
    fn plus(&self, other: &Self) -> Self;
    /// The difference.
    fn minus(&self, other: &Self) -> Self;
    /// Less than, equal to or greater than zero.
    fn sign(&self) -> Ordering;
    /// As a big integer.
    fn big(&self) -> BigInt;

    /// The number with its sign turned.
    fn negated(&self) -> Self {
        Self::of(0).minus(self)
    }

    /// The size without sign.
    fn size(&self) -> Self {
        if self.sign() == Ordering::Less { self.negated() } else { self.clone() }
    }
}

/// Sums and products stay below 2^127: [`Rule::fits`](super::Rule::fits) proves it for the series before it is judged.
impl Wide for i128 {
    fn of(value: i64) -> Self {
        Self::from(value)
    }

    fn times(&self, other: &Self) -> Self {
        debug_assert!(self.checked_mul(*other).is_some(), "the bound of the series does not hold");
        self.wrapping_mul(*other)
    }

    fn plus(&self, other: &Self) -> Self {
        debug_assert!(self.checked_add(*other).is_some(), "the bound of the series does not hold");
        self.wrapping_add(*other)
    }

    fn minus(&self, other: &Self) -> Self {
        debug_assert!(self.checked_sub(*other).is_some(), "the bound of the series does not hold");
        self.wrapping_sub(*other)
    }

    fn sign(&self) -> Ordering {
        self.cmp(&0)
    }

    fn big(&self) -> BigInt {
        BigInt::from(*self)
    }
}

impl Wide for BigInt {
    fn of(value: i64) -> Self {
        Self::from(value)
    }

    fn times(&self, other: &Self) -> Self {
        self * other
    }

    fn plus(&self, other: &Self) -> Self {
        self + other
    }

    fn minus(&self, other: &Self) -> Self {
        self - other
    }

    fn sign(&self) -> Ordering {
        match BigInt::sign(self) {
            Sign::Minus => Ordering::Less,
            Sign::NoSign => Ordering::Equal,
            Sign::Plus => Ordering::Greater,
        }
    }

    fn big(&self) -> BigInt {
        self.clone()
    }
}

/// A value of a series: a numerator, a denominator or a level, as a whole number at the series' scale.
pub trait Value: Clone + Ord + Debug {
    /// What its products are held in.
    type W: Wide;

    /// The value, ready to be multiplied.
    fn wide(&self) -> Self::W;
    /// A small number.
    fn of(value: i64) -> Self;
    /// The value of a big integer, if it fits.
    fn narrow(value: &BigInt) -> Option<Self>;
    /// The sum, if it fits.
    fn plus(&self, other: &Self) -> Option<Self>;
    /// The product, if it fits.
    fn times(&self, other: &Self) -> Option<Self>;
    /// Binary digits of its size.
    fn bits(&self) -> u64;
    /// Binary digits that products may have.
    const ROOM: u64;
}

impl Value for i64 {
    type W = i128;

    fn wide(&self) -> i128 {
        i128::from(*self)
    }

    fn of(value: i64) -> Self {
        value
    }

    fn narrow(value: &BigInt) -> Option<Self> {
        Self::try_from(value).ok()
    }

    fn plus(&self, other: &Self) -> Option<Self> {
        self.checked_add(*other)
    }

    fn times(&self, other: &Self) -> Option<Self> {
        self.checked_mul(*other)
    }

    fn bits(&self) -> u64 {
        u64::from(64u32.saturating_sub(self.unsigned_abs().leading_zeros()))
    }

    const ROOM: u64 = 126;
}

impl Value for BigInt {
    type W = BigInt;

    fn wide(&self) -> BigInt {
        self.clone()
    }

    fn of(value: i64) -> Self {
        Self::from(value)
    }

    fn narrow(value: &BigInt) -> Option<Self> {
        Some(value.clone())
    }

    fn plus(&self, other: &Self) -> Option<Self> {
        Some(self + other)
    }

    fn times(&self, other: &Self) -> Option<Self> {
        Some(self * other)
    }

    fn bits(&self) -> u64 {
        BigInt::bits(self)
    }

    const ROOM: u64 = u64::MAX;
}

/// A fraction whose denominator is greater than zero; never divided in here.
#[derive(Clone, Debug)]
pub struct Fraction<W> {
    /// The numerator.
    pub num: W,
    /// The denominator, greater than zero.
    pub den: W,
}

impl<W: Wide> Fraction<W> {
    /// A whole number.
    pub fn whole(num: W) -> Self {
        Self { num, den: W::of(1) }
    }

    /// Less than, equal to or greater than another.
    pub fn compare(&self, other: &Self) -> Ordering {
        self.num.times(&other.den).cmp(&other.num.times(&self.den))
    }

    /// The difference.
    pub fn minus(&self, other: &Self) -> Self {
        Self { num: self.num.times(&other.den).minus(&other.num.times(&self.den)), den: self.den.times(&other.den) }
    }

    /// The sum.
    pub fn plus(&self, other: &Self) -> Self {
        Self { num: self.num.times(&other.den).plus(&other.num.times(&self.den)), den: self.den.times(&other.den) }
    }

    /// The product.
    pub fn times(&self, other: &Self) -> Self {
        Self { num: self.num.times(&other.num), den: self.den.times(&other.den) }
    }

    /// The quotient; `None` where the divisor is zero.
    pub fn over(&self, other: &Self) -> Option<Self> {
        match other.num.sign() {
            Ordering::Equal => None,
            Ordering::Greater => Some(Self { num: self.num.times(&other.den), den: self.den.times(&other.num) }),
            Ordering::Less => Some(Self { num: self.num.times(&other.den).negated(), den: self.den.times(&other.num.negated()) }),
        }
    }

    /// Times a whole number.
    pub fn scaled(&self, factor: i64) -> Self {
        Self { num: self.num.times(&W::of(factor)), den: self.den.clone() }
    }

    /// Divided by a whole number greater than zero.
    pub fn parted(&self, parts: i64) -> Self {
        Self { num: self.num.clone(), den: self.den.times(&W::of(parts)) }
    }

    /// With its sign turned.
    pub fn negated(&self) -> Self {
        Self { num: self.num.negated(), den: self.den.clone() }
    }

    /// Less than, equal to or greater than zero.
    pub fn sign(&self) -> Ordering {
        self.num.sign()
    }

    /// As big integers.
    pub fn big(&self) -> Fraction<BigInt> {
        Fraction { num: self.num.big(), den: self.den.big() }
    }
}

impl Fraction<BigInt> {
    /// The decimal at a power of ten (`self / 10^scale`), exact or rounded half away from zero to 12 places: the only
    /// divisions of a verdict.
    pub fn decimal(&self, scale: u32) -> Option<Decimal> {
        number::ratio(&self.num, &(&self.den * number::ten_to(scale)))
    }
}
