//! From reported to accumulated observations (domain, section 2, "Accumulation over time").

use super::Observation;
use super::number::Value;
use super::requirement::Rule;
use crate::plan::Accumulation;

/// A sum that does not fit the narrow numbers: the series is judged in big ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overflow;

/// Fills `out` with the accumulated observations, in order of time, from the newest of each period.
///
/// # Errors
/// [`Overflow`] where a sum leaves the range of `V`; never for big integers.
pub fn accumulate<V: Value>(rule: &Rule<V>, newest: &[Observation<V>], out: &mut Vec<Observation<V>>) -> Result<(), Overflow> {
    out.clear();
    match rule.accumulation {
        Accumulation::Latest | Accumulation::YearToDate => out.extend_from_slice(newest),
        Accumulation::Incremental => sums(rule, newest, out)?,
        Accumulation::Average => averages(newest, out)?,
    }
    Ok(())
}

/// Sums from the declared baseline, or from 0, over the periods that end after `sums_after`.
fn sums<V: Value>(rule: &Rule<V>, newest: &[Observation<V>], out: &mut Vec<Observation<V>>) -> Result<(), Overflow> {
    let mut sum = (rule.baseline.as_ref().map_or_else(|| V::of(0), |start| start.value.clone()), V::of(1));
    for observation in newest.iter().filter(|o| rule.month_end(o.at) > rule.sums_after) {
        sum = add(&sum, &(observation.num.clone(), observation.den.clone())).ok_or(Overflow)?;
        out.push(Observation { num: sum.0.clone(), den: sum.1.clone(), ..observation.clone() });
    }
    Ok(())
}

/// Over the calendar year to date: Σn/Σd when every report of the year so far is a fraction, else the mean of the values.
fn averages<V: Value>(newest: &[Observation<V>], out: &mut Vec<Observation<V>>) -> Result<(), Overflow> {
    for (i, observation) in newest.iter().enumerate() {
        let year = newest.get(..=i).unwrap_or_default().iter().rev().take_while(|o| o.at.year() == observation.at.year());
        let (num, den) = if year.clone().all(|o| o.ratio) {
            let mut sums = (V::of(0), V::of(0));
            for o in year {
                sums = (sums.0.plus(&o.num).ok_or(Overflow)?, sums.1.plus(&o.den).ok_or(Overflow)?);
            }
            sums
        } else {
            let mut sum = (V::of(0), V::of(1));
            let mut count: i64 = 0;
            for o in year {
                sum = add(&sum, &(o.num.clone(), o.den.clone())).ok_or(Overflow)?;
                count = count.saturating_add(1);
            }
            (sum.0, sum.1.times(&V::of(count)).ok_or(Overflow)?)
        };
        out.push(Observation { num, den, ..observation.clone() });
    }
    Ok(())
}

/// The sum of two fractions, on a common denominator that is already common where both are the same.
fn add<V: Value>(a: &(V, V), b: &(V, V)) -> Option<(V, V)> {
    if a.1 == b.1 {
        return Some((a.0.plus(&b.0)?, a.1.clone()));
    }
    Some((a.0.times(&b.1)?.plus(&b.0.times(&a.1)?)?, a.1.times(&b.1)?))
}
