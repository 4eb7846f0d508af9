//! The report as text for a terminal: 100 columns, a symbol and a word for every status.

mod layout;
mod lists;
mod tables;

use chrono::Datelike;

use self::layout::Page;
use super::words::{self, pick};
use super::{Report, Summary, dates, outlook};
use crate::assess::Status;
use crate::plan::Limits;
use crate::value::{Frequency, Lang, Month, Period, number};

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
const FIRST: usize = 5;

/// The statuses in the order of the summary's columns: worst last, then why there is none.
const COLUMNS: [Status; 13] = [
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
        self.summary(&mut page, *options);
        self.direction(&mut page, *options);
        if options.full {
            self.indicator_table(&mut page, *options);
            self.task_table(&mut page, *options);
            self.duty_table(&mut page, *options);
        }
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
        let settings = self.programme.report();
        if !settings.issuer.is_empty() {
            let issuer = self.programme.agency(&settings.issuer).map_or(settings.issuer.as_str(), |agency| agency.name.get(lang));
            page.line(&match lang {
                Lang::Vi => issuer.to_uppercase(),
                Lang::En => issuer.to_owned(),
            });
        }
        let date = self.as_of.date;
        let month = Month::of_date(date);
        let whole = month.last_day() == date;
        let title = self.programme.title().get(lang);
        match lang {
            Lang::Vi => {
                let padded = if month.month() <= 2 { "0" } else { "" };
                page.line(&if whole {
                    format!("BÁO CÁO THÁNG {padded}{} NĂM {}", month.month(), date.year())
                } else {
                    format!("BÁO CÁO TÍNH ĐẾN NGÀY {}", dates::day(date, lang))
                });
                page.prose("", &format!("Tình hình, kết quả thực hiện {title}"), 0);
            }
            Lang::En => {
                let of = if whole { dates::period(Period::month(month), lang) } else { dates::day(date, lang) };
                let lead = if whole { "Monthly report" } else { "Report" };
                page.prose("", &format!("{lead}, {of}: implementation of the {title}"), 0);
            }
        }
        let (to, known) = (dates::day(date, lang), dates::known(self.as_of, self.knowledge_day, lang));
        page.prose(
            "",
            &match lang {
                Lang::Vi => format!("Đánh giá đến hết ngày {to}, theo số liệu nhận {known}."),
                Lang::En => format!("Assessed as of {to}, on data received {known}."),
            },
            0,
        );
        if let Some(cutoff) = self.cutoff(lang) {
            page.line(&cutoff);
        }
    }

    /// Which days the month's figures cover, where a regulation closes them on another day than the last.
    fn cutoff(&self, lang: Lang) -> Option<String> {
        let calendar = self.programme.calendar();
        calendar.cutoff_day?;
        let (first, last) = calendar.covers(Frequency::Monthly.period_of(Month::of_date(self.as_of.date)));
        let (first, last) = (dates::day(first, lang), dates::day(last, lang));
        Some(match lang {
            Lang::Vi => format!("Kỳ số liệu từ {first} đến {last}."),
            Lang::En => format!("Figures cover {first} to {last}."),
        })
    }

    fn summary(&self, page: &mut Page, options: TextOptions) {
        let lang = options.lang;
        page.heading(pick(lang, "1. Tóm tắt", "1. Summary"));
        let summary = Summary::of(&self.items);
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
        if all.len() > FIRST {
            let n = u32::try_from(all.len()).unwrap_or(u32::MAX);
            page.line(&match lang {
                Lang::Vi => format!("Xem cả {} nội dung (mục 3)", dates::count(n, lang)),
                Lang::En => format!("See all {} items (section 3)", dates::count(n, lang)),
            });
        }
    }

    fn quality(&self, page: &mut Page, lang: Lang) {
        page.heading(pick(lang, "7. Chất lượng số liệu và giả định", "7. Data quality and assumptions"));
        let summary = Summary::of(&self.items);
        let (k, n) = (summary.assessable(), summary.indicators.total().saturating_add(summary.tasks.total()));
        let (k, n) = (dates::count(k, lang), dates::count(n, lang));
        page.prose(
            "",
            &match lang {
                Lang::Vi => format!("Phạm vi bao quát: {k}/{n} chỉ tiêu, nhiệm vụ đánh giá được."),
                Lang::En => format!("Coverage: {k} of {n} indicators and tasks can be assessed."),
            },
            0,
        );
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
        page.prose(
            "",
            pick(
                lang,
                "Theo đèn tín hiệu: Xanh = Đạt, Đạt sau hạn, Đúng tiến độ; Vàng = Có nguy cơ chậm; Đỏ = Chậm tiến độ, Không duy trì, \
                 Quá hạn; Xám = chưa đánh giá được.",
                "As a traffic light: green = Achieved, Achieved late, On track; yellow = At risk; red = Off track, Lapsed, Overdue; grey = \
                 cannot be assessed.",
            ),
            0,
        );
        let limits = Limits::of(Frequency::Monthly);
        let show = |value| number::show(value, 0, lang);
        let (first, second) = (show(limits.on_track_percent), show(limits.at_risk_percent));
        let (policies, version) = (self.policies.join(", "), env!("CARGO_PKG_VERSION"));
        page.prose(
            "",
            &match lang {
                Lang::Vi => format!(
                    "Ngưỡng: kém lộ trình không quá {first}% quãng đường từ mốc gốc đến mục tiêu là đúng tiến độ; quá {second}% là chậm tiến độ. \
                     Chính sách đánh giá: {policies}. Phần mềm: tiendo {version}."
                ),
                Lang::En => format!(
                    "Thresholds: behind the trajectory by no more than {first}% of the way from baseline to target is on track; by more than \
                     {second}% is off track. Policy: {policies}. Software: tiendo {version}."
                ),
            },
            0,
        );
        if options.full && self.policies.contains(&crate::judge::outlook::VERSION) {
            page.prose("", outlook::in_words(lang), 0);
        }
        page.line(pick(lang, "Dấu kiểm chứng (SHA-256):", "Fingerprint (SHA-256):"));
        page.line(&format!("  {}", self.grouped_fingerprint()));
        page.prose(
            "",
            pick(
                lang,
                "Tính lại: cùng kế hoạch, cùng sổ số liệu, cùng ngày đánh giá và thời điểm ghi nhận thì dấu kiểm chứng phải trùng khớp (dạng \
                 tiendo.fingerprint/1, lệnh monthly_report --verify).",
                "To recompute: the same plan, ledger, date judged and moment of knowledge must give the same fingerprint (form \
                 tiendo.fingerprint/1, command monthly_report --verify).",
            ),
            0,
        );
    }

    /// The fingerprint in groups of four digits, to be compared by eye.
    fn grouped_fingerprint(&self) -> String {
        let digits: Vec<char> = self.fingerprint_hex().chars().collect();
        digits.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
    }
}

fn owner(lead: &str) -> String {
    if lead.is_empty() { String::new() } else { format!(" · {lead}") }
}

/// `a` to `z`, then `aa`.
fn letters(i: usize) -> String {
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
