//! The report as text for a terminal: 100 columns, a symbol and a word for every status.

pub(super) mod agencies;
pub(super) mod changes;
pub(super) mod layout;
pub(super) mod lists;
pub(super) mod tables;

use self::layout::Page;
use super::words::{self, pick};
use super::{Report, Summary, dates, legend, outlook};
use crate::assess::Status;
use crate::value::Lang;

/// How the text is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TextOptions {
    /// The language.
    pub lang: Lang,
    /// With the tables of all indicators, tasks and duties.
    pub full: bool,
    /// With ASCII marks, for consoles that lack the symbols; letters keep their diacritics.
    pub ascii: bool,
}

/// How many rows the first screen lists.
pub(super) const FIRST: usize = 5;

/// The statuses in the order of the summary's columns: worst last, then why there is none.
pub(super) const COLUMNS: [Status; 13] = [
    Status::Achieved,
    Status::AchievedLate,
    Status::OnTrack,
    Status::AtRisk,
    Status::OffTrack,
    Status::Lapsed,
    Status::Overdue,
    Status::Stale,
    Status::NoData,
    Status::NoTarget,
    Status::NotDue,
    Status::Suspended,
    Status::NoBaseline,
];

impl Report {
    /// The report as text: 100 columns at most, ending with a new line.
    pub fn to_text(&self, options: &TextOptions) -> String {
        let mut page = Page::new(options.ascii);
        self.masthead(&mut page, options.lang);
        self.first_screen(&mut page, *options);
        self.change_table(&mut page, *options);
        self.direction(&mut page, *options);
        let causes = pick(options.lang, "Nguyên nhân", "Causes");
        self.written_part(&mut page, "nguyen-nhan", causes);
        self.upcoming_table(&mut page, options.lang);
        if options.full {
            self.indicator_table(&mut page, *options);
            self.task_table(&mut page, *options);
            self.duty_table(&mut page, *options);
        }
        self.agency_table(&mut page, *options);
        self.difficulty_list(&mut page, options.lang);
        self.quality(&mut page, options.lang);
        self.reading(&mut page, *options);
        self.stamp(&mut page, options.lang);
        page.finish()
    }

    fn stamp(&self, page: &mut Page, lang: Lang) {
        if self.programme.report().sample {
            page.blank();
            page.line(pick(lang, "*** SỐ LIỆU MINH HỌA ***", "*** ILLUSTRATIVE DATA ***"));
        }
    }

    fn masthead(&self, page: &mut Page, lang: Lang) {
        self.stamp(page, lang);
        let issuer = self.issuer(lang);
        if !issuer.is_empty() {
            page.line(&match lang {
                Lang::Vi => issuer.to_uppercase(),
                Lang::En => issuer.to_owned(),
            });
        }
        let (lead, subject) = (self.lead_line(lang), self.subject(lang));
        match lang {
            Lang::Vi => {
                page.line(&lead.to_uppercase());
                page.prose("", &subject, 0);
            }
            Lang::En => page.prose("", &format!("{lead}: {subject}"), 0),
        }
        page.prose("", &self.as_of_line(lang), 0);
        if let Some(cutoff) = self.cutoff(lang) {
            page.line(&cutoff);
        }
    }

    fn first_screen(&self, page: &mut Page, options: TextOptions) {
        let lang = options.lang;
        page.heading(pick(lang, "1. Tóm tắt", "1. Summary"));
        let summary = self.summary();
        page.prose("", &summary.headline(lang), 0);
        page.blank();
        for line in strip(&summary, options) {
            page.line(&line);
        }
        page.prose("", &legend_line(options), 0);
        page.blank();
        page.line(pick(lang, "Cần chỉ đạo ngay", "Needs direction now"));
        let groups = lists::needing(self);
        let all: Vec<_> = groups.into_iter().flat_map(|(_, rows)| rows).collect();
        if all.is_empty() {
            page.line(pick(lang, "Không có.", "None."));
        }
        for item in all.iter().take(FIRST) {
            let mark = words::mark(item.status, options.ascii);
            let title = layout::cut(item.indicator.title.get(lang), 78);
            page.prose(&format!("{mark} {}", item.code()), &title, 14);
            page.prose("", &format!("{}{}", lists::in_short(item, lang), owner(&lists::lead(item, lang))), 14);
        }
        lists::rest(page, all.len(), FIRST, 3, lang);
        self.moves(page, options);
        self.written_part(page, "diem-noi-bat", pick(lang, "Kết quả nổi bật", "Highlights"));
    }

    fn quality(&self, page: &mut Page, lang: Lang) {
        page.heading(pick(lang, "7. Chất lượng số liệu và giả định", "7. Data quality and assumptions"));
        page.prose("", &self.coverage(lang), 0);
        let notes = self.notes();
        if notes.is_empty() {
            page.line(pick(lang, "Không có lưu ý.", "Nothing to note."));
        }
        for (i, note) in notes.iter().enumerate() {
            let text = format!("{}.", note.text.get(lang).trim_end_matches('.'));
            let codes = note.codes.join(", ");
            let colon = if codes.is_empty() { String::new() } else { format!(" {}: {codes}.", pick(lang, "Mã", "Codes")) };
            page.prose(&format!("[{}]", letters(i)), &format!("{text}{colon}"), 5);
        }
    }

    fn reading(&self, page: &mut Page, options: TextOptions) {
        let lang = options.lang;
        page.heading(pick(lang, "8. Cách đọc và kiểm chứng", "8. How to read, how to verify"));
        for status in COLUMNS {
            let mark = words::mark(status, options.ascii);
            let (name, meaning) = (words::status_in_full(status, lang), words::status_meaning(status, lang));
            page.prose(mark, &format!("{name}: {meaning}."), 5);
        }
        page.blank();
        page.prose("", legend::traffic_light(lang), 0);
        page.prose("", &self.thresholds(lang), 0);
        if options.full && self.looks_ahead() {
            page.prose("", outlook::in_words(lang), 0);
        }
        page.line(pick(lang, "Dấu kiểm chứng (SHA-256):", "Fingerprint (SHA-256):"));
        page.line(&format!("  {}", self.grouped_fingerprint()));
        page.prose("", legend::recompute(lang), 0);
    }
}

fn owner(lead: &str) -> String {
    if lead.is_empty() { String::new() } else { format!(" · {lead}") }
}

/// `a` to `z`, then `aa`.
pub(super) fn letters(i: usize) -> String {
    let letter = u32::try_from(i % 26).ok().and_then(|i| char::from_digit(i.saturating_add(10), 36)).unwrap_or('?');
    match i.checked_div(26) {
        Some(0) | None => letter.to_string(),
        Some(more) => format!("{}{letter}", letters(more.saturating_sub(1))),
    }
}

/// The counts of both tables by status, under the marks.
fn strip(summary: &Summary, options: TextOptions) -> Vec<String> {
    let lang = options.lang;
    let line = |name: &str, cells: Vec<String>, total: &str| {
        let mut line = format!("{name:<10}");
        for (i, cell) in cells.iter().enumerate() {
            if i == 7 {
                line.push_str(" |");
            }
            line.push_str(&format!("{cell:>4}"));
        }
        line.push_str(&format!("{total:>6}"));
        line
    };
    let marks = COLUMNS.iter().map(|status| words::mark(*status, options.ascii).to_owned()).collect();
    let row = |name: &str, counts: super::Counts| {
        line(name, COLUMNS.iter().map(|status| counts.get(*status).to_string()).collect(), &counts.total().to_string())
    };
    vec![
        line("", marks, pick(lang, "tổng", "total")),
        row(pick(lang, "Chỉ tiêu", "Indicators"), summary.indicators),
        row(pick(lang, "Nhiệm vụ", "Tasks"), summary.tasks),
    ]
}

/// The marks of the strip with their words.
fn legend_line(options: TextOptions) -> String {
    let of = |status: &Status| {
        let name = words::status(*status, options.lang).replace(' ', &dates::NBSP.to_string());
        format!("{}{}{name}", words::mark(*status, options.ascii), dates::NBSP)
    };
    COLUMNS.iter().map(of).collect::<Vec<_>>().join(" · ")
}

#[cfg(test)]
mod tests;
