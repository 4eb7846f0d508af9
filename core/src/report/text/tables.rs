//! Sections 3, 4 and 5, and the plan's own duties.

use super::TextOptions;
use super::layout::{self, Page, Row};
use super::lists;
use crate::assess::{Assessment, OutcomeKind, Status};
use crate::plan::{Kind, Requirement, Target};
use crate::report::words::{self, pick};
use crate::report::{Report, dates, figures, outlook};
use crate::value::Lang;

/// How wide the column of the outlook is.
const CHANCE: u16 = 9;

impl Report {
    /// Section 3: what needs direction.
    pub(super) fn direction(&self, page: &mut Page, options: TextOptions) {
        let lang = options.lang;
        page.heading(pick(lang, "3. Nội dung cần chỉ đạo, xử lý", "3. Items needing direction"));
        let mut rows = Vec::new();
        for (group, items) in lists::needing(self) {
            let mut heading = Some(format!("{} ({})", lists::title(group, lang), items.len()));
            for item in items {
                let due = item.due().map_or_else(|| due_in_words(item, lang), |due| dates::day_in_table(due, lang));
                let mut title = layout::cut(item.indicator.title.get(lang), 160);
                if let Some(before) = self.moved_from(item, options) {
                    title.push_str(&format!("\n({before})"));
                }
                let cells = vec![item.code().to_owned(), title, lists::lead(item, lang), due, lists::delay(item, lang)];
                rows.push(Row { group: heading.take(), cells, sentence: self.beneath(item, lang) });
            }
        }
        if rows.is_empty() {
            page.line(pick(
                lang,
                "Không có nội dung quá hạn, chậm tiến độ hoặc có nguy cơ chậm.",
                "Nothing is overdue, off track or at risk.",
            ));
            return;
        }
        let columns = [
            (pick(lang, "Mã", "Code"), 11),
            (pick(lang, "Chỉ tiêu, nhiệm vụ", "Indicator or task"), 42),
            (pick(lang, "Cơ quan chủ trì", "Lead agency"), 22),
            (pick(lang, "Thời hạn", "Due"), 12),
            (pick(lang, "Mức chậm", "Delay"), 13),
        ];
        page.table(&columns, Some(pick(lang, "Vì sao, cần gì để đúng tiến độ", "Why, and what would bring it back")), &rows);
    }

    /// Section 4: all indicators, group by group.
    pub(super) fn indicator_table(&self, page: &mut Page, options: TextOptions) {
        let lang = options.lang;
        page.heading(pick(lang, "4. Chỉ tiêu theo nhóm (Phụ lục I)", "4. Indicators by group (Appendix I)"));
        let mut rows = self.rows_of(Kind::Indicator, lang, |item| {
            let title = format!("{}\n[{}]", item.indicator.title.get(lang), lists::lead(item, lang));
            vec![
                item.code().to_owned(),
                title,
                actual(item, lang),
                expected(item, lang),
                targets(item, lang),
                gap(item, lang),
                attainment(item, lang),
                status(item, options),
                outlook::cell(item, usize::from(CHANCE.saturating_sub(1)), lang),
            ]
        });
        for (row, item) in rows.iter_mut().zip(self.items.iter().filter(|item| item.indicator.kind == Kind::Indicator)) {
            if let Some(outlook) = item.explain_outlook(lang) {
                row.sentence = format!("{} {outlook}", row.sentence);
            }
        }
        // English words of the heads are longer, Vietnamese titles are.
        let width = |vi, en| if lang == Lang::Vi { vi } else { en };
        let columns = [
            (pick(lang, "Mã", "Code"), 10),
            (pick(lang, "Chỉ tiêu, [cơ quan theo dõi]", "Indicator, [owner]"), width(23, 18)),
            (pick(lang, "Thực hiện", "Actual"), 11),
            (pick(lang, "Lộ trình", "Expected"), width(9, 10)),
            (pick(lang, "Mục tiêu", "Target"), 10),
            (pick(lang, "Lệch so với lộ trình", "Off the trajectory"), width(9, 11)),
            (pick(lang, "Mức độ đạt", "Attainment"), width(9, 11)),
            (pick(lang, "Tình trạng", "Status"), 10),
            (pick(lang, "Khả năng đạt", "Chance of meeting"), CHANCE),
        ];
        table_or_none(page, &columns, None, &rows, lang);
    }

    /// Section 5: all tasks, group by group.
    pub(super) fn task_table(&self, page: &mut Page, options: TextOptions) {
        let lang = options.lang;
        page.heading(pick(lang, "5. Nhiệm vụ theo nhóm (Phụ lục II)", "5. Tasks by group (Appendix II)"));
        page.line(&self.task_kinds_line(lang));
        page.blank();
        let rows = self.rows_of(Kind::Task, lang, |item| task_cells(item, options));
        table_or_none(page, &task_columns(lang), Some(pick(lang, "Diễn giải", "Explanation")), &rows, lang);
    }

    /// The duties of the plan's body; left out when there are none.
    pub(super) fn duty_table(&self, page: &mut Page, options: TextOptions) {
        let lang = options.lang;
        if self.duties.is_empty() {
            return;
        }
        page.heading(pick(lang, "Nghĩa vụ nêu trong kế hoạch", "The plan's own duties"));
        let rows: Vec<Row> = self
            .duties
            .iter()
            .map(|item| Row { group: None, cells: task_cells(item, options), sentence: self.beneath(item, lang) })
            .collect();
        page.table(&task_columns(lang), Some(pick(lang, "Diễn giải", "Explanation")), &rows);
    }

    /// `10 nhiệm vụ có thời hạn, 17 thường xuyên, 14 chờ hướng dẫn`.
    pub(in crate::report) fn task_kinds_line(&self, lang: Lang) -> String {
        let kinds = self.task_kinds();
        let [dated, recurring, awaiting] = [kinds.dated, kinds.recurring, kinds.awaiting].map(|kind| dates::count(kind.total(), lang));
        match lang {
            Lang::Vi => format!("{dated} nhiệm vụ có thời hạn, {recurring} thường xuyên, {awaiting} chờ hướng dẫn"),
            Lang::En => format!("{dated} tasks with a due date, {recurring} recurring, {awaiting} awaiting guidance"),
        }
    }

    /// What stands beneath a row: its sentence, then what the office remarks.
    pub(in crate::report) fn beneath(&self, item: &Assessment, lang: Lang) -> String {
        let sentence = item.explain(lang);
        match self.narrative.remark(item.code()) {
            Some(remark) => format!("{sentence} {}: {}", pick(lang, "Nhận xét", "Remark"), remark.replace('\n', " ")),
            None => sentence,
        }
    }

    /// `tháng trước: ▲ có nguy cơ chậm`, only where the status moved.
    fn moved_from(&self, item: &Assessment, options: TextOptions) -> Option<String> {
        let (then, status, label) = self.moved(item, options.lang)?;
        Some(format!("{then}: {} {label}", words::mark(status, options.ascii)))
    }

    /// Which report, the status then and its label; only where the status moved.
    pub(in crate::report) fn moved(&self, item: &Assessment, lang: Lang) -> Option<(&'static str, Status, String)> {
        let changes = self.changes.as_ref()?;
        let change = changes.get(item.code(), item.unit.as_deref()).filter(|change| change.from != change.to)?;
        let label = figures::mid_sentence(self.label_then(change, lang));
        let then = match (self.summary().moved.since_last_month, lang) {
            (true, _) => pick(lang, "tháng trước", "last month"),
            (false, _) => pick(lang, "báo cáo trước", "previous report"),
        };
        Some((then, change.from?, label))
    }

    /// The rows of one table in the plan's order, the group's title above its first row.
    fn rows_of(&self, kind: Kind, lang: Lang, cells: impl Fn(&Assessment) -> Vec<String>) -> Vec<Row> {
        let mut last = None;
        let items = self.items.iter().filter(|item| item.indicator.kind == kind);
        let rows = items.map(|item| {
            let code = item.indicator.group.as_str();
            let first = last != Some(code);
            last = Some(code);
            let group = self.programme.groups().iter().find(|group| group.kind == kind && group.code == code);
            let title = group.filter(|_| first).map(|group| format!("{}. {}", group.code, group.title.get(lang)));
            Row { group: title, cells: cells(item), sentence: self.beneath(item, lang) }
        });
        rows.collect()
    }
}

fn table_or_none(page: &mut Page, columns: &[(&str, u16)], beneath: Option<&str>, rows: &[Row], lang: Lang) {
    if rows.is_empty() {
        page.line(pick(lang, "Không có.", "None."));
    } else {
        page.table(columns, beneath, rows);
    }
}

fn task_columns(lang: Lang) -> [(&'static str, u16); 6] {
    [
        (pick(lang, "Mã", "Code"), 11),
        (pick(lang, "Nhiệm vụ", "Task"), 31),
        (pick(lang, "Cơ quan chủ trì", "Lead"), 16),
        (pick(lang, "Thời hạn", "Due"), 13),
        (pick(lang, "Kết quả, sản phẩm", "Output"), 16),
        (pick(lang, "Tình trạng", "State"), 13),
    ]
}

fn task_cells(item: &Assessment, options: TextOptions) -> Vec<String> {
    let lang = options.lang;
    let due = item.due().map_or_else(|| due_in_words(item, lang), |due| dates::day_in_table(due, lang));
    let output =
        if item.indicator.output.is_empty() { pick(lang, "kế hoạch không nêu", "none named") } else { &item.indicator.output };
    vec![
        item.code().to_owned(),
        item.indicator.title.get(lang).to_owned(),
        lists::lead(item, lang),
        due,
        output.to_owned(),
        status(item, options),
    ]
}

/// Symbol and word.
fn status(item: &Assessment, options: TextOptions) -> String {
    format!("{} {}", words::mark(item.status, options.ascii), item.label(options.lang))
}

/// A recurring or pending row prints the plan's own words as its due date.
pub(in crate::report) fn due_in_words(item: &Assessment, lang: Lang) -> String {
    let text = item.indicator.targets.iter().map(|target| target.text.trim()).find(|text| !text.is_empty());
    match (text, item.indicator.is_recurring(), lang) {
        (Some(text), _, Lang::Vi) => text.to_owned(),
        (_, true, _) => pick(lang, "thường xuyên", "recurring").to_owned(),
        (_, false, Lang::En) if item.pending().next().is_some() => item.awaiting(lang).to_owned(),
        _ => pick(lang, "kế hoạch không nêu", "none in the plan").to_owned(),
    }
}

/// The bounds that a value in a cell may not seem to meet or miss: target and expected value.
fn bounds(item: &Assessment) -> Vec<figures::Against> {
    let Some(y) = item.figures.actual else { return Vec::new() };
    let met = item.status.is_on_track();
    let bound = item.required.as_ref().and_then(|required| required.bound);
    let strict = item
        .required
        .as_ref()
        .and_then(|required| required.level)
        .is_some_and(|level| matches!(level, crate::plan::Level::Number { strict: true, .. }));
    let against = |bound| {
        let order = y.cmp(&bound);
        let falling = item.indicator.direction == Some(crate::plan::Direction::AtMost);
        match (order.is_eq() && !met && !strict && item.status.is_assessable(), falling) {
            (true, true) => (bound, std::cmp::Ordering::Greater),
            (true, false) => (bound, std::cmp::Ordering::Less),
            (false, _) => (bound, order),
        }
    };
    bound.map(against).into_iter().chain(item.figures.expected.map(|e| (e, y.cmp(&e)))).collect()
}

/// The value with its period: `63,4%`, `T3/2027`.
pub(in crate::report) fn actual(item: &Assessment, lang: Lang) -> String {
    let period = item.period.map(|period| format!("\n{}", dates::period_in_table(period, lang))).unwrap_or_default();
    if let Some(y) = item.figures.actual.filter(|_| item.indicator.is_numeric()) {
        return format!("{}{period}", figures::level(&item.indicator, y, &bounds(item), lang));
    }
    if let Some(on) = item.completed_on {
        return format!("{}\n{}", pick(lang, "hoàn thành", "completed"), dates::day_in_table(on, lang));
    }
    let percent = item.percent.map(|percent| format!("{}%{period}", figures::plain(percent, item.indicator.digits, &[], lang)));
    let state = || item.state.map(|state| format!("{}{period}", words::state(state, lang)));
    percent.or_else(state).unwrap_or_else(|| none(item, lang).to_owned())
}

/// Why there is no figure, in words: never blank, never 0.
fn none(item: &Assessment, lang: Lang) -> &'static str {
    match item.status {
        Status::NotDue => pick(lang, "chưa đến kỳ", "not due"),
        _ => pick(lang, "chưa có", "not available"),
    }
}

fn not_applicable(item: &Assessment, lang: Lang) -> &'static str {
    let pending = item.status == Status::NoTarget && item.indicator.is_numeric();
    match (item.indicator.is_numeric(), pending) {
        (false, _) => pick(lang, "không áp dụng", "not applicable"),
        (true, true) => pick(lang, "chờ giao", "to be assigned"),
        (true, false) => none(item, lang),
    }
}

pub(in crate::report) fn expected(item: &Assessment, lang: Lang) -> String {
    let Some(e) = item.figures.expected else { return not_applicable(item, lang).to_owned() };
    let against: Vec<figures::Against> = item.figures.actual.map(|y| (y, e.cmp(&y))).into_iter().collect();
    figures::level(&item.indicator, e, &against, lang)
}

pub(in crate::report) fn gap(item: &Assessment, lang: Lang) -> String {
    let gap = item.figures.gap.map(|gap| figures::signed(&item.indicator, gap, lang));
    gap.unwrap_or_else(|| not_applicable(item, lang).to_owned())
}

pub(in crate::report) fn attainment(item: &Assessment, lang: Lang) -> String {
    let one = rust_decimal::Decimal::ONE;
    let shown = item.figures.attainment.map(|ratio| {
        let unmet = !item.status.is_on_track() && ratio == one && bounds(item).iter().any(|(_, order)| order.is_ne());
        let order = if unmet { std::cmp::Ordering::Less } else { ratio.cmp(&one) };
        figures::percent(ratio, 1, &[(one, order)], lang)
    });
    shown.unwrap_or_else(|| not_applicable(item, lang).to_owned())
}

/// One line per target with its year; an earlier one that was not met is marked.
pub(in crate::report) fn targets(item: &Assessment, lang: Lang) -> String {
    let line = |target: &Target| {
        let what = match &target.requirement {
            Requirement::Figure(level) => figures::target(&item.indicator, level, &target.text, lang),
            Requirement::Completed => pick(lang, "hoàn thành", "completed").to_owned(),
            Requirement::Recurring(_) => pick(lang, "thường xuyên", "recurring").to_owned(),
            Requirement::Pending(_) => item.awaiting(lang).to_owned(),
        };
        let year = target.due.map(|due| match dates::year_or_day(due, lang) {
            year if year.starts_with("năm ") => year.trim_start_matches("năm ").to_owned(),
            day => day.trim_start_matches("hạn ").to_owned(),
        });
        let missed = item.outcomes.iter().any(|outcome| Some(outcome.due) == target.due && outcome.outcome == OutcomeKind::Missed);
        let missed = if missed { format!(" {}", words::outcome(OutcomeKind::Missed, lang)) } else { String::new() };
        format!("{what}{}{missed}", year.map(|year| format!(" {year}")).unwrap_or_default())
    };
    let lines: Vec<String> = item.indicator.targets.iter().map(line).collect();
    if lines.is_empty() { pick(lang, "kế hoạch không nêu", "none in the plan").to_owned() } else { lines.join("\n") }
}
