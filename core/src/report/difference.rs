//! Two methods over the same plan: what each says of every indicator that both can judge.

use rust_decimal::Decimal;
use serde::Serialize;

use crate::assess::series::{self, Asked, SeriesVerdict};
use crate::assess::yearly::yearly;
use crate::assess::{Assessment, Status};
use crate::error::Result;
use crate::judge::policy::{Goal, Point, Policy, Question, Wanted, dns};
use crate::judge::status::POLICY;
use crate::ledger::Ledger;
use crate::plan::{AsOf, Direction, Level};
use crate::value::Lang;

/// What two methods say of one indicator.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Difference {
    /// The indicator's code.
    pub code: String,
    /// The first method's full id.
    pub method_a: &'static str,
    /// What it says, in its own word.
    pub status_a: &'static str,
    /// The second method's full id.
    pub method_b: &'static str,
    /// What it says, in its own word.
    pub status_b: &'static str,
    /// Whether the two come down to different statuses of this engine.
    pub differs: bool,
    /// The numbers that each rests on, in words.
    pub reason: String,
}

/// What a method says of one indicator.
struct Opinion {
    method: &'static str,
    word: &'static str,
    status: Status,
    sentence: String,
}

impl Ledger {
    /// What two methods say at a date of every indicator that both can judge, in the plan's order.
    ///
    /// `pace` is the verdict of the report itself. Published methods are yearly: they see the last accumulated value of
    /// each calendar year up to the date (of a running total only of years whose December is in, since a part of a year
    /// is no year), a declared baseline as its year's value, and the requirement that counts now as their target. A
    /// range is judged by `dns` alone, at its weakest end.
    ///
    /// ```
    /// use tiendo::{AsOf, Lang, Month};
    /// let (ledger, _) = tiendo_seeds::sample();
    /// let rows = ledger.policy_diff(AsOf::end_of(Month::new(2027, 3)?), "pace", "sdsn", Lang::En)?;
    /// let row = rows.iter().find(|row| row.differs).expect("the methods disagree somewhere");
    /// assert_eq!((row.method_a, row.method_b), ("pace/1", "sdsn/2024"));
    /// # Ok::<(), tiendo::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::UnknownMethod`](crate::ErrorKind::UnknownMethod).
    pub fn policy_diff(&self, as_of: AsOf, method_a: &str, method_b: &str, lang: Lang) -> Result<Vec<Difference>> {
        let (a, b) = (Method::named(method_a)?, Method::named(method_b)?);
        let numeric = self.programme().indicators().iter().filter(|row| row.is_numeric());
        let verdicts = numeric.filter_map(|row| self.assess_one(&row.code, None, as_of));
        Ok(verdicts
            .filter_map(|verdict| {
                let (one, two) = (a.opinion(self, &verdict, lang)?, b.opinion(self, &verdict, lang)?);
                Some(Difference {
                    code: verdict.code().to_owned(),
                    method_a: one.method,
                    status_a: one.word,
                    method_b: two.method,
                    status_b: two.word,
                    differs: one.status != two.status,
                    reason: format!("{} {}", one.sentence, two.sentence),
                })
            })
            .collect())
    }
}

#[derive(Clone, Copy)]
enum Method {
    Pace,
    Published(&'static Policy),
}

impl Method {
    fn named(method: &str) -> Result<Self> {
        if method == "pace" || method == POLICY {
            return Ok(Self::Pace);
        }
        Policy::named(method).map(Self::Published).ok_or_else(|| series::unknown(method))
    }

    /// `None` where the method cannot judge.
    fn opinion(self, ledger: &Ledger, verdict: &Assessment, lang: Lang) -> Option<Opinion> {
        let policy = match self {
            Self::Pace => {
                let word = verdict.status.name();
                let sentence = format!("{POLICY}: {}", verdict.explain(lang));
                return verdict.status.is_assessable().then_some(Opinion { method: POLICY, word, status: verdict.status, sentence });
            }
            Self::Published(policy) => policy,
        };
        let found = published(policy, ledger, verdict)?;
        let sentence = found.explain(lang);
        found.status.filter(|_| found.is_available()).map(|status| Opinion {
            method: policy.id,
            word: found.native_status,
            status,
            sentence,
        })
    }
}

fn published(policy: &'static Policy, ledger: &Ledger, verdict: &Assessment) -> Option<SeriesVerdict> {
    use chrono::Datelike;
    let required = verdict.required.as_ref()?;
    let year = required.due?.year();
    let values = ledger.yearly_values(verdict)?;
    let points: Vec<Point> = yearly(&values);
    let base = verdict.baseline.filter(|baseline| !baseline.provisional).map(|baseline| baseline.date.year());
    let asked = |wanted, level: Decimal| {
        let asked = Asked { baseline_year: base, ..Asked::target(level).by(year) };
        let question = Question { goal: Some(Goal { level, year: Some(year) }), baseline_year: base, ..Question::new(&points, wanted) };
        let found = policy.judge(&question);
        (found, SeriesVerdict::published(policy, found, wanted, asked, values.last().copied()))
    };
    match (verdict.indicator.direction?, required.level) {
        (Direction::Within, Some(Level::Between { low, high })) if policy.name() == dns::POLICY.name() => {
            let ends = [asked(Wanted::Increase, low), asked(Wanted::Decrease, high)];
            let weakest = dns::weakest(&ends.each_ref().map(|(found, _)| *found));
            ends.into_iter().find(|(found, _)| *found == weakest).map(|(_, verdict)| verdict)
        }
        (Direction::Within, _) => None,
        (Direction::AtLeast, _) => Some(asked(Wanted::Increase, required.bound?).1),
        (Direction::AtMost, _) => Some(asked(Wanted::Decrease, required.bound?).1),
    }
}

#[cfg(test)]
mod tests;
