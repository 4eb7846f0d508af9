//! Section 6, difficulties and proposals, and what falls due next.

use super::layout;
use super::strip::{self, Part};
use crate::plan::Kind;
use crate::report::text::{agencies, lists};
use crate::report::{Report, dates};
use crate::rollup::Answer;
use crate::value::Lang;

/// How long a title may be in the table of what falls due.
const TITLE: usize = 160;

/// A row of section 6.
pub(super) struct AgencyRow {
    pub(super) name: String,
    pub(super) reach: String,
    pub(super) leads: u32,
    pub(super) share: Option<String>,
    pub(super) mix: Vec<Part>,
    pub(super) expected: u32,
    pub(super) on_time: u32,
    pub(super) late: String,
    pub(super) missing: u32,
}

/// Those with reports owed; how many there are without.
pub(super) fn rows(report: &Report, answers: &[Answer], lang: Lang) -> (Vec<AgencyRow>, u32) {
    let (owing, rest): (Vec<&Answer>, Vec<&Answer>) = answers.iter().partition(|answer| answer.discipline.expected > 0);
    let row = |answer: &&Answer| AgencyRow {
        name: report.agency_name(&answer.agency, lang).to_owned(),
        reach: report.reach(&answer.agency, lang),
        leads: answer.counts.total(),
        share: agencies::share(answer, lang),
        mix: strip::parts(Kind::Indicator, answer.counts, lang),
        expected: answer.discipline.expected,
        on_time: answer.discipline.on_time,
        late: agencies::late(answer, lang),
        missing: answer.discipline.missing,
    };
    (owing.iter().map(row).collect(), u32::try_from(rest.len()).unwrap_or(u32::MAX))
}

/// A list of agencies with the facts, no score.
pub(super) struct Facts {
    pub(super) title: &'static str,
    pub(super) rows: Vec<(String, String)>,
}

/// The facts for award and for censure.
pub(super) fn facts(report: &Report, answers: &[Answer], lang: Lang) -> Vec<Facts> {
    let rows = |deserves: fn(&Answer) -> bool| {
        let found = answers.iter().filter(|answer| deserves(answer));
        found.map(|answer| (report.agency_name(&answer.agency, lang).to_owned(), agencies::facts(answer, lang))).collect()
    };
    vec![
        Facts { title: agencies::award_title(lang), rows: rows(Answer::deserves_award) },
        Facts { title: agencies::censure_title(lang), rows: rows(Answer::deserves_censure) },
    ]
}

/// What agencies said of difficulties: their names, and code and words of each row.
pub(super) fn told(report: &Report, lang: Lang) -> Vec<(String, Vec<(String, String)>)> {
    let told = report.difficulties().into_iter().map(|(names, items)| {
        let names: Vec<&str> = names.iter().map(|name| report.agency_name(name, lang)).collect();
        (names.join("; "), items.iter().map(|item| (item.code().to_owned(), agencies::told_of(item, lang))).collect())
    });
    told.collect()
}

/// A row of what falls due next.
pub(super) struct Next {
    pub(super) code: String,
    pub(super) title: String,
    pub(super) lead: String,
    pub(super) due: String,
    pub(super) left: String,
}

pub(super) fn upcoming(report: &Report, lang: Lang) -> Vec<Next> {
    let rows = report.upcoming().into_iter().filter_map(|next| {
        let item = report.get(&next.code)?;
        Some(Next {
            title: layout::cut(item.indicator.title.get(lang), TITLE),
            lead: lists::lead(item, lang),
            due: dates::day_in_table(next.due, lang),
            left: agencies::days_left(next.days, lang),
            code: next.code,
        })
    });
    rows.collect()
}
