//! The verdict of a method on one series, as one sentence.

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

use super::dates;
use super::words::{self, pick};
use crate::assess::{SeriesVerdict, Status};
use crate::judge::policy::Wanted;
use crate::value::{Lang, number};

/// Digits of a method's own figures.
const DIGITS: u32 = 4;

impl SeriesVerdict {
    /// The verdict in one sentence: the method, its word, the numbers it rests on.
    ///
    /// ```
    /// use tiendo::Lang;
    /// use tiendo::assess::{Asked, judge_series};
    /// use tiendo::judge::policy::Wanted;
    /// use tiendo::rust_decimal::dec;
    /// let asked = Asked::target(dec!(80)).by(2030);
    /// let verdict = judge_series([(2015, dec!(60)), (2023, dec!(68))], Wanted::Increase, &asked, "sdsn")?;
    /// assert_eq!(
    ///     verdict.explain(Lang::En),
    ///     "sdsn/2024: moderately improving (➚); 68 in 2023, to increase to 80 by 2030; \
    ///      change a year over the change needed: 0.75."
    /// );
    /// # Ok::<(), tiendo::Error>(())
    /// ```
    pub fn explain(&self, lang: Lang) -> String {
        let mut clauses = vec![format!("{}: {}", self.method, self.word(lang))];
        if let Some(reason) = self.reason {
            clauses.push(reason.words(lang).to_owned());
        }
        let asked = self.wish(lang);
        clauses.push(match self.newest {
            Some((day, value)) => format!("{}, {asked}", held(day, value, lang)),
            None => asked,
        });
        if let Some(expected) = self.expected {
            clauses.push(format!("{} {}", pick(lang, "lộ trình là", "the trajectory asks for"), figure(expected, lang)));
        }
        if let Some(value) = self.value.and_then(decimal) {
            let [vi, en] = self.measures;
            clauses.push(format!("{}: {}", pick(lang, vi, en), figure(value, lang)));
        }
        if let Some(score) = self.score.and_then(decimal) {
            clauses.push(format!("{} {}", pick(lang, "điểm", "score"), figure(score, lang)));
        }
        format!("{}.", clauses.join("; "))
    }

    fn word(&self, lang: Lang) -> &'static str {
        let [vi, en] = self.words;
        match self.status {
            Some(status) if vi.is_empty() => words::status(status, lang),
            _ => pick(lang, vi, en),
        }
    }

    fn wish(&self, lang: Lang) -> String {
        let way = match self.wanted {
            Wanted::Increase => pick(lang, "mong muốn tăng", "to increase"),
            Wanted::Decrease => pick(lang, "mong muốn giảm", "to decrease"),
        };
        let Some(target) = self.asked.target else { return way.to_owned() };
        let level = figure(target, lang);
        match (self.asked.target_year, lang) {
            (Some(year), Lang::Vi) => format!("{way} đến {level} vào năm {year}"),
            (Some(year), Lang::En) => format!("{way} to {level} by {year}"),
            (None, Lang::Vi) => format!("{way}, mỗi năm phải đạt {level}"),
            (None, Lang::En) => format!("{way}, {level} asked for every year"),
        }
    }

    /// Whether it is a verdict, not the statement that there is none.
    pub fn is_available(&self) -> bool {
        self.reason.is_none() && self.status.is_some_and(Status::is_assessable)
    }
}

/// A value and when it held; a 31 December stands for its year.
fn held(day: NaiveDate, value: Decimal, lang: Lang) -> String {
    let value = figure(value, lang);
    let year = day.year();
    match ((day.month(), day.day()) == (12, 31), lang) {
        (true, Lang::Vi) => format!("năm {year} là {value}"),
        (true, Lang::En) => format!("{value} in {year}"),
        (false, Lang::Vi) => format!("ngày {} là {value}", dates::day(day, lang)),
        (false, Lang::En) => format!("{value} on {}", dates::day(day, lang)),
    }
}

/// A number with its own digits, at most four of them after the point.
fn figure(value: Decimal, lang: Lang) -> String {
    let rounded = number::canonical(number::round(value, DIGITS));
    number::show(rounded, rounded.scale(), lang)
}

fn decimal(value: f64) -> Option<Decimal> {
    Decimal::try_from(value).ok()
}
