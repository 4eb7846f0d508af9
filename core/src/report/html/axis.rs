//! A straight axis: values on a length in pixels, exact until the last tenth of a pixel.

use rust_decimal::Decimal;

use crate::value::number;

/// From values to pixels.
#[derive(Clone, Copy, Debug)]
pub(super) struct Axis {
    /// The value at its beginning.
    pub(super) from: Decimal,
    /// The value at its end.
    pub(super) to: Decimal,
    /// The pixel of its beginning.
    pub(super) start: Decimal,
    /// The pixel of its end; less than the beginning on an axis that runs upwards.
    pub(super) end: Decimal,
}

impl Axis {
    /// Where a value stands, to a tenth of a pixel; what lies outside stands at the nearer end.
    pub(super) fn at(&self, value: Decimal) -> Decimal {
        let value = value.clamp(self.from.min(self.to), self.from.max(self.to));
        let place = || {
            let part = value.checked_sub(self.from)?.checked_div(self.to.checked_sub(self.from)?)?;
            part.checked_mul(self.end.checked_sub(self.start)?)?.checked_add(self.start)
        };
        tenth(place().unwrap_or(self.start))
    }

    /// Round values along it, at most `most` steps apart: 1, 2 or 5 times a power of ten.
    pub(super) fn ticks(&self, most: u32) -> Vec<Decimal> {
        let whole = self.to.saturating_sub(self.from);
        let mut unit = Decimal::new(1, 4);
        for _ in 0..32 {
            for times in [1u32, 2, 5] {
                let step = unit.saturating_mul(Decimal::from(times));
                if whole <= step.saturating_mul(Decimal::from(most)) {
                    return self.multiples(step);
                }
            }
            unit = unit.saturating_mul(Decimal::TEN);
        }
        vec![self.from, self.to]
    }

    /// The multiples of a step on it.
    pub(super) fn multiples(&self, step: Decimal) -> Vec<Decimal> {
        let first = self.from.checked_div(step).map(|n| n.ceil().saturating_mul(step));
        let next = |at: &Decimal| at.checked_add(step).filter(|at| *at <= self.to);
        std::iter::successors(first.filter(|at| *at <= self.to), next).take(20).map(|at| at.normalize()).collect()
    }
}

/// A pixel, to its tenth.
pub(super) fn tenth(pixel: Decimal) -> Decimal {
    number::canonical(number::round(pixel, 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(text: &str) -> Decimal {
        number::parse(text).unwrap()
    }

    #[test]
    fn values_stand_where_their_share_of_the_way_puts_them() {
        let axis = Axis { from: d("-0.4"), to: d("0.2"), start: d("0"), end: d("150") };
        for (value, pixel) in
            [("-0.4", "0"), ("0", "100"), ("-0.05", "87.5"), ("0.2", "150"), ("-9", "0"), ("0.3", "150"), ("0.0133", "103.3")]
        {
            assert_eq!(axis.at(d(value)), d(pixel), "{value}");
        }
        let upwards = Axis { from: d("0"), to: d("100"), start: d("110"), end: d("10") };
        assert_eq!((upwards.at(d("0")), upwards.at(d("25"))), (d("110"), d("85")));
        // Nothing to spread: all at the beginning.
        assert_eq!(Axis { from: d("5"), to: d("5"), ..upwards }.at(d("5")), d("110"));
    }

    #[test]
    fn ticks_are_round() {
        let ticks = |from: &str, to: &str| {
            let axis = Axis { from: d(from), to: d(to), start: d("0"), end: d("1") };
            axis.ticks(4).iter().map(Decimal::to_string).collect::<Vec<_>>()
        };
        assert_eq!(ticks("0", "100"), ["0", "50", "100"]);
        assert_eq!(ticks("24.7", "30.3"), ["26", "28", "30"]);
        assert_eq!(ticks("130", "4700"), ["2000", "4000"]);
        assert_eq!(ticks("0.9", "1.1"), ["0.9", "0.95", "1", "1.05", "1.1"]);
    }
}
