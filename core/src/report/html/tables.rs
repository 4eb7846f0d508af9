//! The rows of sections 3, 4 and 5 and of the duties, as the template shows them.

use super::badge::Badge;
use super::chart::Chart;
use super::detail::{self, Detail};
use super::deviation::deviation;
use super::figure::Figure;
use super::strip::{self, Part};
use super::{Footnote, layout};
use crate::assess::{Assessment, Status};
use crate::plan::Kind;
use crate::report::text::{lists, tables};
use crate::report::words::pick;
use crate::report::{Counts, Report, dates, outlook};
use crate::value::Lang;

/// How long a title may be in section 3.
const TITLE: usize = 160;

/// A range of the outlook is not parted: the column is wide enough.
const WIDE: usize = 40;

/// A group of section 3.
pub(super) struct Direction<'a> {
    pub(super) title: &'static str,
    pub(super) icon: Badge,
    pub(super) rows: Vec<Needing<'a>>,
}

/// A row of section 3.
pub(super) struct Needing<'a> {
    pub(super) code: &'a str,
    pub(super) title: String,
    pub(super) lead: String,
    pub(super) due: String,
    pub(super) delay: String,
    pub(super) sentence: String,
    pub(super) before: Option<Before>,
}

/// Where a row that moved stood in the earlier report.
pub(super) struct Before {
    pub(super) then: &'static str,
    pub(super) icon: Badge,
    pub(super) word: String,
}

impl Before {
    fn of(report: &Report, item: &Assessment, lang: Lang) -> Option<Self> {
        let (then, status, word) = report.moved(item, lang)?;
        Some(Self { then, icon: Badge::of_status(status, lang), word })
    }
}

impl<'a> Direction<'a> {
    pub(super) fn all(report: &Report, needing: &[(&'static [Status], Vec<&'a Assessment>)], lang: Lang) -> Vec<Self> {
        let row = |item: &&'a Assessment| Needing {
            code: item.code(),
            title: layout::cut(item.indicator.title.get(lang), TITLE),
            lead: lists::lead(item, lang),
            due: due(item, lang),
            delay: lists::delay(item, lang),
            sentence: report.beneath(item, lang),
            before: Before::of(report, item, lang),
        };
        let group = |(statuses, items): &(&'static [Status], Vec<&'a Assessment>)| {
            let worst = statuses.first().copied().unwrap_or(Status::NoData);
            let rows = items.iter().map(row).collect();
            Self { title: lists::title(statuses, lang), icon: Badge::of_status(worst, lang), rows }
        };
        needing.iter().map(group).collect()
    }
}

/// The due date, or the plan's own words for it.
fn due(item: &Assessment, lang: Lang) -> String {
    item.due().map_or_else(|| tables::due_in_words(item, lang), |due| dates::day_in_table(due, lang))
}

/// A group of the plan with its rows.
pub(super) struct Group<'a, R> {
    pub(super) code: &'a str,
    pub(super) title: &'a str,
    pub(super) counts: Vec<Part>,
    pub(super) rows: Vec<R>,
}

impl<'a, R> Group<'a, R> {
    /// The rows of one table by group, in the plan's order.
    pub(super) fn of(report: &'a Report, kind: Kind, lang: Lang, row: impl Fn(&'a Assessment) -> R) -> Vec<Self> {
        let items: Vec<&Assessment> = report.items.iter().filter(|item| item.indicator.kind == kind).collect();
        let groups = items.chunk_by(|a, b| a.indicator.group == b.indicator.group);
        let of = |items: &[&'a Assessment]| {
            let code = items.first().map_or("", |item| item.indicator.group.as_str());
            let group = report.programme.groups().iter().find(|group| group.kind == kind && group.code == code);
            let counts = Counts::of(items.iter().copied());
            Group {
                code,
                title: group.map_or("", |group| group.title.get(lang)),
                counts: strip::parts(kind, counts, lang),
                rows: items.iter().map(|item| row(item)).collect(),
            }
        };
        groups.map(of).collect()
    }
}

/// A row of section 4.
pub(super) struct Quantified<'a> {
    pub(super) code: &'a str,
    pub(super) title: &'a str,
    pub(super) owner: String,
    pub(super) actual: Figure,
    /// The notes of section 7 that concern it: letter and what it is in a word.
    pub(super) notes: Vec<(String, String)>,
    pub(super) expected: Figure,
    pub(super) targets: Vec<String>,
    pub(super) strip: Option<String>,
    pub(super) gap: Figure,
    pub(super) attainment: Figure,
    pub(super) badge: Badge,
    pub(super) before: Option<Before>,
    pub(super) chance: Figure,
    /// Whether it needs no words on paper: it is on track.
    pub(super) quiet: bool,
    pub(super) sentence: String,
    pub(super) chart: Option<Chart>,
    pub(super) details: Vec<Detail>,
}

impl<'a> Quantified<'a> {
    pub(super) fn of(report: &Report, item: &'a Assessment, notes: &[Footnote], lang: Lang) -> Quantified<'a> {
        let numbers = &item.figures;
        let letter = |caveat: &crate::assess::Caveat| {
            let note = notes.iter().find(|note| note.kind == caveat.name())?;
            Some((note.letter.clone(), item.caveat(*caveat, lang)))
        };
        Quantified {
            code: item.code(),
            title: item.indicator.title.get(lang),
            owner: lists::lead(item, lang),
            actual: Figure::of(&tables::actual(item, lang), item.period.is_none() && item.completed_on.is_none()),
            notes: item.caveats.iter().filter_map(letter).collect(),
            expected: Figure::of(&tables::expected(item, lang), numbers.expected.is_none()),
            targets: tables::targets(item, lang).lines().map(str::to_owned).collect(),
            strip: deviation(item),
            gap: Figure::of(&tables::gap(item, lang), numbers.gap.is_none()),
            attainment: Figure::of(&tables::attainment(item, lang), numbers.attainment.is_none()),
            badge: Badge::of(item, lang),
            before: Before::of(report, item, lang),
            chance: Figure::of(&outlook::cell(item, WIDE, lang), item.outlook.refusal.is_some()),
            quiet: item.status.is_on_track(),
            sentence: item.judged(lang),
            chart: Chart::of(item, lang),
            details: detail::of(report, item, lang),
        }
    }
}

/// A row of section 5, or a duty.
pub(super) struct Work<'a> {
    pub(super) code: &'a str,
    pub(super) title: &'a str,
    pub(super) lead: String,
    pub(super) due: String,
    pub(super) output: Figure,
    pub(super) badge: Badge,
    pub(super) sentence: String,
    pub(super) details: Vec<Detail>,
}

impl<'a> Work<'a> {
    pub(super) fn of(report: &Report, item: &'a Assessment, lang: Lang) -> Self {
        let output = item.indicator.output.as_str();
        let absent = output.is_empty();
        Self {
            code: item.code(),
            title: item.indicator.title.get(lang),
            lead: lists::lead(item, lang),
            due: due(item, lang),
            output: Figure::of(if absent { pick(lang, "kế hoạch không nêu", "none named") } else { output }, absent),
            badge: Badge::of(item, lang),
            sentence: item.explain(lang),
            details: detail::of(report, item, lang),
        }
    }
}
