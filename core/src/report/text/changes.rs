//! Section 2: what moved since the earlier report, from what to what, and why; and the two lists of it on the first screen.

use super::layout::{self, Page, Row};
use super::{FIRST, TextOptions, lists};
use crate::report::words::{self, pick};
use crate::report::{Report, dates, figures, reasons};
use crate::rollup::{Change, Direction};
use crate::value::{Lang, Month, Period};

impl Report {
    /// How the earlier report is called: `tháng 02/2027`, or `ngày 15/02/2027` where it judged another day than a month's last.
    pub(in crate::report) fn earlier_name(&self, lang: Lang) -> Option<String> {
        let date = self.changes.as_ref()?.as_of.date;
        Some(named(date, lang))
    }

    /// The two change lists of the first screen.
    pub(super) fn moves(&self, page: &mut Page, options: TextOptions) {
        let lang = options.lang;
        let titles = self.moves_titles(lang);
        let Some(changes) = &self.changes else {
            page.blank();
            page.line(first_report(lang));
            return;
        };
        for (title, direction) in titles.iter().zip([Direction::Worse, Direction::Better]) {
            page.blank();
            page.line(title);
            let moved = changes.of_direction(direction);
            if moved.is_empty() {
                page.line(pick(lang, "Không có.", "None."));
            }
            for change in moved.iter().take(FIRST) {
                let mark = change.to.map_or("", |status| words::mark(status, options.ascii));
                page.prose(&format!("{mark} {}", called(change)), &layout::cut(&self.title_of(change, lang), 78), 14);
                page.prose("", &self.move_in_short(change, lang), 14);
            }
            lists::rest(page, moved.len(), FIRST, 2, lang);
        }
    }

    /// What the two lists are called.
    pub(in crate::report) fn moves_titles(&self, lang: Lang) -> [&'static str; 2] {
        let last_month = self.summary().moved.since_last_month || self.changes.is_none();
        match (last_month, lang) {
            (true, Lang::Vi) => ["Xấu đi so với tháng trước", "Tốt lên so với tháng trước"],
            (false, Lang::Vi) => ["Xấu đi so với báo cáo trước", "Tốt lên so với báo cáo trước"],
            (true, Lang::En) => ["Worse than last month", "Better than last month"],
            (false, Lang::En) => ["Worse than in the previous report", "Better than in the previous report"],
        }
    }

    /// From what to what, and the cause: `đúng tiến độ → có nguy cơ chậm · số liệu kỳ mới`.
    pub(in crate::report) fn move_in_short(&self, change: &Change, lang: Lang) -> String {
        let from = figures::mid_sentence(self.label_then(change, lang));
        let to = figures::mid_sentence(self.label_now(change, lang));
        format!("{from} → {to} · {}", reasons::cause_of(change, lang))
    }

    /// The heading of section 2.
    pub(in crate::report) fn changes_heading(&self, lang: Lang) -> String {
        match (self.earlier_name(lang), lang) {
            (Some(then), Lang::Vi) => format!("2. Thay đổi so với báo cáo {then}"),
            (Some(then), Lang::En) => format!("2. Changes since the {then} report"),
            (None, _) => pick(lang, "2. Thay đổi so với báo cáo trước", "2. Changes since the previous report").to_owned(),
        }
    }

    /// What the comparison rests on, where no earlier report was given.
    pub(in crate::report) fn comparison_note(&self, lang: Lang) -> Option<String> {
        let changes = self.changes.as_ref().filter(|changes| changes.fingerprint.is_none())?;
        let (then, known) = (named(changes.as_of.date, lang), dates::known(changes.as_of, changes.knowledge_day, lang));
        Some(match lang {
            Lang::Vi => format!("Số liệu so sánh của {then} được tính từ sổ số liệu, theo số liệu nhận {known}."),
            Lang::En => format!("{then} is computed from the ledger, on data received {known}."),
        })
    }

    /// Section 2.
    pub(super) fn change_table(&self, page: &mut Page, options: TextOptions) {
        let lang = options.lang;
        let Some((changes, then)) = self.changes.as_ref().zip(self.earlier_name(lang)) else {
            page.heading(&self.changes_heading(lang));
            page.line(first_report(lang));
            return;
        };
        page.heading(&self.changes_heading(lang));
        if let Some(note) = self.comparison_note(lang) {
            page.prose("", &note, 0);
            page.blank();
        }
        let mut rows = Vec::new();
        for direction in Direction::ALL {
            let moved = changes.of_direction(*direction);
            let mut heading = Some(format!("{} ({})", reasons::direction(*direction, lang), moved.len()));
            for change in moved {
                let status = |status: Option<crate::assess::Status>, label: &str| {
                    let mark = status.map(|status| words::mark(status, options.ascii));
                    mark.map_or(label.to_owned(), |mark| format!("{mark} {label}"))
                };
                rows.push(Row {
                    group: heading.take(),
                    cells: vec![
                        called(change),
                        layout::cut(&self.title_of(change, lang), 160),
                        status(change.from, self.label_then(change, lang)),
                        status(change.to, self.label_now(change, lang)),
                    ],
                    sentence: sentence(&self.reason(change, lang)),
                });
            }
        }
        if rows.is_empty() {
            page.line(pick(lang, "Không có thay đổi tình trạng.", "No status has changed."));
            return;
        }
        let (then, now) = (capital(&then), capital(&named(self.as_of.date, lang)));
        let columns = [
            (pick(lang, "Mã", "Code"), 11),
            (pick(lang, "Chỉ tiêu, nhiệm vụ", "Indicator or task"), 45),
            (then.as_str(), 22),
            (now.as_str(), 22),
        ];
        page.table(&columns, Some(pick(lang, "Lý do thay đổi", "Why it changed")), &rows);
    }

    pub(in crate::report) fn title_of(&self, change: &Change, lang: Lang) -> String {
        let now = self.verdict(change).or(change.before.as_deref());
        now.map(|verdict| verdict.indicator.title.get(lang).to_owned()).unwrap_or_default()
    }
}

pub(in crate::report) fn named(date: chrono::NaiveDate, lang: Lang) -> String {
    let month = Month::of_date(date);
    match (month.last_day() == date, lang) {
        (true, _) => dates::period(Period::month(month), lang),
        (false, Lang::Vi) => format!("ngày {}", dates::day(date, lang)),
        (false, Lang::En) => dates::day(date, lang),
    }
}

pub(in crate::report) fn first_report(lang: Lang) -> &'static str {
    pick(lang, "Báo cáo đầu tiên, chưa có kỳ so sánh.", "The first report: nothing to compare with yet.")
}

/// The code, with the unit below the root.
pub(in crate::report) fn called(change: &Change) -> String {
    change.unit.as_ref().map_or(change.code.clone(), |unit| format!("{} {unit}", change.code))
}

pub(in crate::report) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

pub(in crate::report) fn sentence(reason: &str) -> String {
    let end = if reason.ends_with('.') { "" } else { "." };
    format!("{}{end}", capital(reason))
}
