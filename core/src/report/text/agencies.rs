//! Section 6: results and reporting discipline by agency, the two lists of facts; difficulties and proposals.

use super::layout::{Page, Row};
use super::{TextOptions, lists};
use crate::assess::Assessment;
use crate::report::words::{self, pick};
use crate::report::{Report, dates};
use crate::rollup::Answer;
use crate::value::{Lang, number};

impl Report {
    /// Section 6.
    pub(super) fn agency_table(&self, page: &mut Page, options: TextOptions) {
        let lang = options.lang;
        page.heading(pick(lang, "6. Kết quả theo cơ quan, chấp hành chế độ báo cáo", "6. Results by agency, reporting discipline"));
        let answers = self.answers();
        let (owing, rest): (Vec<&Answer>, Vec<&Answer>) = answers.iter().partition(|answer| answer.discipline.expected > 0);
        let rows: Vec<Row> = owing.iter().map(|answer| self.agency_row(answer, options)).collect();
        if rows.is_empty() {
            page.line(pick(lang, "Chưa cơ quan nào đến hạn gửi báo cáo.", "No agency owes a report yet."));
        } else {
            let columns = [
                (pick(lang, "Cơ quan", "Agency"), 31),
                (pick(lang, "Chủ trì", "Leads"), 8),
                (pick(lang, "Đạt, đúng tiến độ / đánh giá được", "On track / assessable"), 12),
                (pick(lang, "Cơ cấu tình trạng", "Mix"), 14),
                (pick(lang, "Báo cáo phải gửi", "Reports owed"), 9),
                (pick(lang, "Đúng hạn", "On time"), 7),
                (pick(lang, "Chậm (số ngày bình quân)", "Late (mean days)"), 11),
                (pick(lang, "Thiếu", "Missing"), 8),
            ];
            page.table(&columns, None, &rows);
        }
        if !rest.is_empty() {
            let n = u32::try_from(rest.len()).unwrap_or(u32::MAX);
            page.line(&not_owing(n, lang));
        }
        self.fact_list(page, award_title(lang), answers.iter().filter(|answer| answer.deserves_award()), lang);
        self.fact_list(page, censure_title(lang), answers.iter().filter(|answer| answer.deserves_censure()), lang);
    }

    fn agency_row(&self, answer: &Answer, options: TextOptions) -> Row {
        let lang = options.lang;
        let mix: Vec<String> = super::COLUMNS
            .iter()
            .filter(|status| answer.counts.get(**status) > 0)
            .map(|status| format!("{}{}", words::mark(*status, options.ascii), answer.counts.get(*status)))
            .collect();
        let none = || pick(lang, "không có", "none").to_owned();
        Row {
            group: None,
            cells: vec![
                self.agency_name(&answer.agency, lang).to_owned(),
                if answer.counts.total() > 0 { answer.counts.total().to_string() } else { none() },
                share(answer, lang).unwrap_or_else(|| pick(lang, "chưa có", "no data").to_owned()),
                if mix.is_empty() { none() } else { mix.join(" ") },
                answer.discipline.expected.to_string(),
                answer.discipline.on_time.to_string(),
                late(answer, lang),
                answer.discipline.missing.to_string(),
            ],
            sentence: self.reach(&answer.agency, lang),
        }
    }

    /// Who heads an agency and how to reach it, where the office named them.
    pub(in crate::report) fn reach(&self, agency: &str, lang: Lang) -> String {
        let agency = self.programme.agency(agency);
        let head = agency.and_then(|agency| agency.head.as_ref()).map(|head| format!("{}: {head}", pick(lang, "người đứng đầu", "head")));
        let contact =
            agency.and_then(|agency| agency.contact.as_ref()).map(|contact| format!("{}: {contact}", pick(lang, "liên hệ", "contact")));
        head.into_iter().chain(contact).collect::<Vec<_>>().join("; ")
    }

    /// A list of agencies with the facts, no score.
    fn fact_list<'a>(&self, page: &mut Page, title: &str, answers: impl Iterator<Item = &'a Answer>, lang: Lang) {
        page.blank();
        page.prose("", title, 0);
        let mut empty = true;
        for answer in answers {
            empty = false;
            page.prose("  -", &format!("{}: {}.", self.agency_name(&answer.agency, lang), facts(answer, lang)), 4);
        }
        if empty {
            page.line(pick(lang, "Không có.", "None."));
        }
    }

    /// What the measurements carried, by agency, then what the office asks for.
    pub(super) fn difficulty_list(&self, page: &mut Page, lang: Lang) {
        page.heading(pick(lang, "Khó khăn, vướng mắc, kiến nghị", "Difficulties and proposals"));
        let told = self.difficulties();
        let asked = self.narrative.part("kien-nghi");
        if told.is_empty() && asked.is_none() {
            page.line(pick(lang, "Không có.", "None."));
        }
        for (agencies, rows) in &told {
            let names: Vec<&str> = agencies.iter().map(|agency| self.agency_name(agency, lang)).collect();
            page.prose("", &names.join("; "), 0);
            for item in rows {
                page.prose(&format!("  - {}", item.code()), &told_of(item, lang), 16);
            }
        }
        if let Some(asked) = asked {
            if !told.is_empty() {
                page.blank();
            }
            page.written(asked);
        }
    }

    /// What falls due in the next two months, then what the office plans.
    pub(super) fn upcoming_table(&self, page: &mut Page, lang: Lang) {
        page.heading(pick(lang, "Nội dung đến hạn trong hai tháng tới", "Due in the next two months"));
        let upcoming = self.upcoming();
        let rows: Vec<Row> = upcoming
            .iter()
            .filter_map(|next| {
                let item = self.get(&next.code)?;
                let left = days_left(next.days, lang);
                let title = super::layout::cut(item.indicator.title.get(lang), 160);
                let cells = vec![next.code.clone(), title, lists::lead(item, lang), dates::day_in_table(next.due, lang), left];
                Some(Row { cells, ..Row::default() })
            })
            .collect();
        if rows.is_empty() {
            page.line(pick(lang, "Không có.", "None."));
        } else {
            let columns = [
                (pick(lang, "Mã", "Code"), 11),
                (pick(lang, "Chỉ tiêu, nhiệm vụ", "Indicator or task"), 44),
                (pick(lang, "Cơ quan chủ trì", "Lead agency"), 23),
                (pick(lang, "Thời hạn", "Due"), 12),
                (pick(lang, "Còn lại", "Left"), 10),
            ];
            page.table(&columns, None, &rows);
        }
        self.written_part(page, "nhiem-vu-thang-toi", pick(lang, "Nhiệm vụ trọng tâm tháng tới", "Priorities of next month"));
    }

    /// A part that the office wrote, under its own line; left out where it wrote none.
    pub(super) fn written_part(&self, page: &mut Page, key: &str, title: &str) {
        if let Some(text) = self.narrative.part(key) {
            page.blank();
            page.line(title);
            page.written(text);
        }
    }
}

/// What a report says of difficulties and proposals.
pub(in crate::report) fn told_of(item: &Assessment, lang: Lang) -> String {
    let newest = item.newest.as_ref();
    let parts = [
        (pick(lang, "khó khăn", "difficulty"), newest.and_then(|newest| newest.difficulty.as_deref())),
        (pick(lang, "kiến nghị", "proposal"), newest.and_then(|newest| newest.proposal.as_deref())),
    ];
    let parts = parts.into_iter().filter_map(|(name, text)| Some(format!("{name}: {}", text?.trim_end_matches('.'))));
    format!("{}.", parts.collect::<Vec<_>>().join("; "))
}

/// Days left, in a cell.
pub(in crate::report) fn days_left(days: u32, lang: Lang) -> String {
    if days == 0 { pick(lang, "trong ngày", "today").to_owned() } else { dates::days(days, lang) }
}

/// On track of those that can be assessed: `12/15`.
pub(in crate::report) fn share(answer: &Answer, lang: Lang) -> Option<String> {
    let n = |count| number::show(rust_decimal::Decimal::from(count), 0, lang);
    let assessable = answer.counts.assessable();
    (assessable > 0).then(|| format!("{}/{}", n(answer.counts.on_track()), n(assessable)))
}

/// Late reports, with the mean of their days: `3 (4,7)`.
pub(in crate::report) fn late(answer: &Answer, lang: Lang) -> String {
    match answer.discipline.mean_days_late() {
        Some(mean) => format!("{} ({})", answer.discipline.late, number::show(mean, 1, lang)),
        None => "0".to_owned(),
    }
}

/// How many agencies the table leaves out.
pub(in crate::report) fn not_owing(n: u32, lang: Lang) -> String {
    match lang {
        Lang::Vi => format!("Ngoài ra: {} cơ quan chưa đến hạn gửi báo cáo.", dates::count(n, lang)),
        Lang::En => format!("{} owing no report yet.", dates::counted(n, ("", "more agency", "more agencies"), lang)),
    }
}

/// The heading of the facts for award.
pub(in crate::report) const fn award_title(lang: Lang) -> &'static str {
    pick(
        lang,
        "Không có nội dung quá hạn, chậm tiến độ, không thiếu báo cáo (căn cứ đề xuất khen thưởng)",
        "Nothing overdue, off track or missing (facts for award)",
    )
}

/// The heading of the facts for censure.
pub(in crate::report) const fn censure_title(lang: Lang) -> &'static str {
    pick(
        lang,
        "Có nội dung quá hạn, chậm tiến độ hoặc thiếu từ 02 báo cáo (căn cứ đề xuất kiểm điểm trách nhiệm)",
        "Something overdue or off track, or two reports missing (facts for censure)",
    )
}

/// What is known of an agency: rows on track, reports, what is overdue or off track by code.
pub(in crate::report) fn facts(answer: &Answer, lang: Lang) -> String {
    let n = |count| dates::count(count, lang);
    let counts = &answer.counts;
    let discipline = &answer.discipline;
    let mut parts = Vec::new();
    if counts.assessable() > 0 {
        let (good, all) = (n(counts.on_track()), n(counts.assessable()));
        parts.push(match lang {
            Lang::Vi => format!("{good}/{all} nội dung đánh giá được là đạt hoặc đúng tiến độ"),
            Lang::En => format!("{good} of {all} assessable rows achieved or on track"),
        });
    }
    for (codes, vi, en) in [(&answer.overdue, "quá hạn", "overdue"), (&answer.off_track, "chậm tiến độ", "off track")] {
        if !codes.is_empty() {
            parts.push(format!("{}: {}", pick(lang, vi, en), codes.join(", ")));
        }
    }
    if discipline.expected > 0 {
        let (received, expected) = (n(discipline.received), n(discipline.expected));
        let mut sent = match lang {
            Lang::Vi => format!("đã gửi {received}/{expected} báo cáo"),
            Lang::En => format!("{received} of {expected} reports sent"),
        };
        for (count, vi, en) in [(discipline.late, "chậm", "late"), (discipline.missing, "thiếu", "missing")] {
            if count > 0 {
                sent.push_str(&match lang {
                    Lang::Vi => format!(", {vi} {}", n(count)),
                    Lang::En => format!(", {} {en}", n(count)),
                });
            }
        }
        parts.push(sent);
    }
    parts.join("; ")
}
