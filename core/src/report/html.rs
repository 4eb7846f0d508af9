//! The report as a page: one file without a script and with nothing from outside, for a screen, a telephone and paper.
//!
//! The template lays it out and escapes every text; what is drawn (badges, strips, charts) is written here as SVG. Words and
//! figures are those of the text report (`report.md`).

mod agencies;
mod axis;
mod badge;
mod changes;
mod chart;
mod detail;
mod deviation;
mod figure;
mod strip;
mod tables;

use askama::Template;

use self::agencies::{AgencyRow, Facts, Next};
use self::badge::Badge;
use self::changes::{Moved, Moves};
use self::strip::Strip;
use self::tables::{Direction, Group, Quantified, Work};
use super::text::{self, COLUMNS, FIRST, layout, letters, lists};
use super::words::{self, pick};
use super::{Report, dates, figures, legend, outlook};
use crate::assess::Assessment;
use crate::plan::Kind;
use crate::value::Lang;

/// How the page is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HtmlOptions {
    /// The language.
    pub lang: Lang,
}

/// How long a title may be on the first screen.
const SHORT: usize = 78;

impl Report {
    /// The report as one page of HTML.
    ///
    /// ```
    /// use tiendo::{AsOf, Month, report::HtmlOptions};
    /// let (ledger, _) = tiendo_seeds::sample();
    /// let page = ledger.assess(AsOf::end_of(Month::new(2027, 3)?)).to_html(&HtmlOptions::default());
    /// assert!(page.starts_with("<!DOCTYPE html>") && !page.contains("<script"));
    /// # Ok::<(), tiendo::Error>(())
    /// ```
    pub fn to_html(&self, options: &HtmlOptions) -> String {
        // Writing to a string fails only where a text's own `Display` does, and none does.
        Page::of(self, options.lang).render().unwrap_or_default()
    }
}

/// What the template lays out.
#[derive(Template)]
#[template(path = "page.html", whitespace = "minimize")]
struct Page<'a> {
    lang: Lang,
    sample: bool,
    superior: &'a str,
    issuer: &'a str,
    lead: String,
    subject: String,
    as_of: String,
    cutoff: Option<String>,
    headline: String,
    strips: Vec<Strip>,
    urgent: Vec<Short<'a>>,
    needing: usize,
    moves: Vec<Moves>,
    highlights: Written,
    changes_heading: String,
    columns: (String, String),
    compared: bool,
    comparison_note: Option<String>,
    changes: Vec<Moved>,
    direction: Vec<Direction<'a>>,
    causes: Written,
    upcoming: Vec<Next>,
    priorities: Written,
    indicators: Vec<Group<'a, Quantified<'a>>>,
    frames: Vec<String>,
    task_kinds: String,
    tasks: Vec<Group<'a, Work<'a>>>,
    duties: Vec<Work<'a>>,
    agencies: Vec<AgencyRow>,
    not_owing: Option<String>,
    facts: Vec<Facts>,
    told: Vec<(String, Vec<(String, String)>)>,
    requests: Written,
    coverage: String,
    notes: Vec<Footnote>,
    legend: Vec<(Badge, &'static str, &'static str)>,
    thresholds: String,
    outlook: Option<&'static str>,
    fingerprint: String,
}

/// A row on the first screen.
struct Short<'a> {
    code: &'a str,
    icon: Badge,
    title: String,
    line: String,
}

/// What the office wrote under a key, as paragraphs and items of lists; empty where it wrote nothing.
type Written = Vec<(bool, String)>;

/// A note of section 7.
struct Footnote {
    letter: String,
    kind: String,
    text: String,
    codes: Vec<String>,
}

const STYLE: &str = include_str!("../../templates/page.css");
const SYMBOLS: &str = include_str!("../../templates/symbols.svg");

impl<'a> Page<'a> {
    fn of(report: &'a Report, lang: Lang) -> Self {
        let notes = footnotes(report, lang);
        let needing = lists::needing(report);
        let urgent: Vec<&Assessment> = needing.iter().flat_map(|(_, items)| items.iter().copied()).collect();
        let summary = report.summary();
        let mut indicators = Group::of(report, Kind::Indicator, lang, |item| Quantified::of(report, item, &notes, lang));
        let answers = report.answers();
        let (agencies, rest) = agencies::rows(report, &answers, lang);
        let written = |key| report.narrative.part(key).map(layout::lines_of).unwrap_or_default();
        let named = |date| figures::capital(&text::changes::named(date, lang));
        Self {
            lang,
            sample: report.programme.report().sample,
            superior: &report.programme.report().superior,
            issuer: report.issuer(lang),
            lead: report.lead_line(lang),
            subject: figures::capital(&report.subject(lang)),
            as_of: report.as_of_line(lang),
            cutoff: report.cutoff(lang),
            headline: summary.headline(lang),
            strips: vec![Strip::of(Kind::Indicator, summary.indicators, lang), Strip::of(Kind::Task, summary.tasks, lang)],
            urgent: urgent.iter().take(FIRST).map(|item| Short::of(item, lang)).collect(),
            needing: urgent.len(),
            moves: changes::moves(report, lang),
            highlights: written("diem-noi-bat"),
            changes_heading: report.changes_heading(lang),
            columns: (report.changes.as_ref().map(|changes| named(changes.as_of.date)).unwrap_or_default(), named(report.as_of.date)),
            compared: report.changes.is_some(),
            comparison_note: report.comparison_note(lang),
            changes: changes::groups(report, lang),
            direction: Direction::all(report, &needing, lang),
            causes: written("nguyen-nhan"),
            upcoming: agencies::upcoming(report, lang),
            priorities: written("nhiem-vu-thang-toi"),
            frames: frames(&mut indicators),
            indicators,
            task_kinds: report.task_kinds_line(lang),
            tasks: Group::of(report, Kind::Task, lang, |item| Work::of(report, item, lang)),
            duties: report.duties.iter().map(|item| Work::of(report, item, lang)).collect(),
            agencies,
            not_owing: (rest > 0).then(|| text::agencies::not_owing(rest, lang)),
            facts: agencies::facts(report, &answers, lang),
            told: agencies::told(report, lang),
            requests: written("kien-nghi"),
            coverage: report.coverage(lang),
            legend: COLUMNS
                .iter()
                .map(|status| (Badge::of_status(*status, lang), words::status_in_full(*status, lang), words::status_meaning(*status, lang)))
                .collect(),
            thresholds: report.thresholds(lang),
            outlook: report.looks_ahead().then(|| outlook::in_words(lang)),
            fingerprint: report.grouped_fingerprint(),
            notes,
        }
    }

    /// One of the two, by the page's language.
    fn t<'t>(&self, vi: &'t str, en: &'t str) -> &'t str {
        pick(self.lang, vi, en)
    }

    /// A text in pieces, its figures marked: they are what the eye looks for in a headline.
    fn emphasised<'t>(&self, text: &'t str) -> Vec<(bool, &'t str)> {
        text.split_inclusive(' ').map(|word| (word.starts_with(|c: char| c.is_ascii_digit()), word)).collect()
    }

    fn see_all(&self, all: &usize) -> String {
        let n = dates::count(u32::try_from(*all).unwrap_or(u32::MAX), self.lang);
        match self.lang {
            Lang::Vi => format!("Xem cả {n} nội dung"),
            Lang::En => format!("See all {n} items"),
        }
    }
}

impl<'a> Short<'a> {
    fn of(item: &'a Assessment, lang: Lang) -> Self {
        let lead = lists::lead(item, lang);
        let short = figures::capital(&lists::in_short(item, lang));
        Self {
            code: item.code(),
            icon: Badge::of(item, lang),
            title: layout::cut(item.indicator.title.get(lang), SHORT),
            line: if lead.is_empty() { short } else { format!("{short} · {lead}") },
        }
    }
}

/// The frames that the charts share, each once.
fn frames(groups: &mut [Group<'_, Quantified<'_>>]) -> Vec<String> {
    let mut frames: Vec<String> = Vec::new();
    for chart in groups.iter_mut().flat_map(|group| &mut group.rows).filter_map(|row| row.chart.as_mut()) {
        let known = frames.iter().position(|frame| *frame == chart.frame);
        chart.number = known.unwrap_or(frames.len());
        if known.is_none() {
            frames.push(std::mem::take(&mut chart.frame));
        }
    }
    frames
}

fn footnotes(report: &Report, lang: Lang) -> Vec<Footnote> {
    let notes = report.notes().into_iter().enumerate();
    notes
        .map(|(i, note)| Footnote { letter: letters(i), text: note.text.get(lang).to_owned(), kind: note.kind, codes: note.codes })
        .collect()
}

#[cfg(test)]
mod tests;
