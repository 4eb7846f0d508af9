//! Sentences on milestones and recurring duties.

use rust_decimal::Decimal;

use crate::assess::{Assessment, RuleId};
use crate::report::{dates, figures, words};
use crate::value::Lang;

pub(super) fn sentence(a: &Assessment, lang: Lang) -> String {
    let vi = lang == Lang::Vi;
    let due = a.due().map(|due| dates::day(due, lang)).unwrap_or_default();
    match a.rule {
        RuleId::Completed | RuleId::CompletedLate => completed(a, lang),
        RuleId::TaskOverdue => {
            let days = dates::days(a.days_overdue.unwrap_or(0), lang);
            let done = percent(a, lang).map(|done| format!("; {done}")).unwrap_or_default();
            match lang {
                Lang::Vi => format!("Chưa có báo cáo hoàn thành; quá hạn {days} (hạn {due}){done}."),
                Lang::En => format!("No completion reported; {days} overdue (due {due}){done}."),
            }
        }
        RuleId::DueSoon => {
            let left = a.due().map(|due| due.signed_duration_since(a.as_of.date).num_days());
            let left = left.and_then(|left| u32::try_from(left).ok()).unwrap_or(0);
            let done = percent(a, lang).map(|done| format!("; {done}")).unwrap_or_default();
            match (left, lang) {
                (0, Lang::Vi) => format!("Đến hạn trong ngày đánh giá ({due}){done}."),
                (0, Lang::En) => format!("Due on the day judged ({due}){done}."),
                (_, Lang::Vi) => format!("Còn {} đến hạn ({due}){done}.", dates::days(left, lang)),
                (_, Lang::En) => format!("{} left (due {due}){done}.", dates::days(left, lang)),
            }
        }
        RuleId::TaskOpen => {
            let done = percent(a, lang).map(|done| format!("; {done}")).unwrap_or_default();
            let until = a.due().is_some();
            match lang {
                Lang::Vi if until => format!("Chưa đến hạn ({due}){done}."),
                Lang::En if until => format!("Not due until {due}{done}."),
                _ => format!("{}{done}.", a.label(lang)),
            }
        }
        RuleId::PercentBehind => behind(a, &due, lang),
        RuleId::DutyKept if vi => "Đủ báo cáo các kỳ.".to_owned(),
        RuleId::DutyKept => "All reports in.".to_owned(),
        _ => missing(a, lang),
    }
}

fn completed(a: &Assessment, lang: Lang) -> String {
    let Some(on) = a.completed_on else { return format!("{}.", a.label_in_full(lang)) };
    let day = dates::day(on, lang);
    let late = a.due().map(|due| on.signed_duration_since(due).num_days());
    let size = |days: i64| dates::days(u32::try_from(days.unsigned_abs()).unwrap_or(u32::MAX), lang);
    match (late, lang) {
        (None, Lang::Vi) => format!("Hoàn thành ngày {day}."),
        (None, Lang::En) => format!("Completed {day}."),
        (Some(0), Lang::Vi) => format!("Hoàn thành ngày {day}, đúng hạn."),
        (Some(0), Lang::En) => format!("Completed {day}, on the due date."),
        (Some(days), Lang::Vi) if days < 0 => format!("Hoàn thành ngày {day}, trước hạn {}.", size(days)),
        (Some(days), Lang::En) if days < 0 => format!("Completed {day}, {} early.", size(days)),
        (Some(days), Lang::Vi) => format!("Hoàn thành ngày {day}, quá hạn {}.", size(days)),
        (Some(days), Lang::En) => format!("Completed {day}, {} late.", size(days)),
    }
}

/// How much is done: `khối lượng 40% tại kỳ tháng 3/2027`.
fn percent(a: &Assessment, lang: Lang) -> Option<String> {
    let against = [(Decimal::ONE_HUNDRED, a.percent?.cmp(&Decimal::ONE_HUNDRED))];
    let done = trimmed(a, a.percent?, &against, lang);
    let period = a.period.map(|period| dates::period(period, lang));
    Some(match (period, lang) {
        (Some(period), Lang::Vi) => format!("khối lượng {done} tại kỳ {period}"),
        (Some(period), Lang::En) => format!("{done} done in {period}"),
        (None, Lang::Vi) => format!("khối lượng {done}"),
        (None, Lang::En) => format!("{done} done"),
    })
}

/// A share of work: whole percents stand without decimals.
fn trimmed(a: &Assessment, percent: Decimal, against: &[figures::Against], lang: Lang) -> String {
    let digits = if percent.is_integer() { 0 } else { a.indicator.digits.max(1) };
    format!("{}%", figures::plain(percent, digits, against, lang))
}

fn behind(a: &Assessment, due: &str, lang: Lang) -> String {
    let done = a.percent.or(a.figures.actual);
    let (Some(done), Some(expected)) = (done, a.figures.expected) else {
        return format!("{}.", words::status_in_full(a.status, lang));
    };
    let gap = a.figures.gap.unwrap_or_else(|| done.checked_sub(expected).unwrap_or_default());
    let shown = trimmed(a, done, &[(expected, done.cmp(&expected))], lang);
    let asked = trimmed(a, expected, &[(done, expected.cmp(&done))], lang);
    let digits = a.indicator.digits.max(1);
    let short = figures::size(gap, digits, lang);
    match lang {
        Lang::Vi => format!(
            "Khối lượng đạt {shown}, theo lộ trình phải đạt {asked}; thấp hơn {short}{nbsp}điểm phần trăm; hạn {due}.",
            nbsp = dates::NBSP
        ),
        Lang::En => {
            format!("{shown} done, {asked} was expected; {short}{nbsp}percentage points short; due {due}.", nbsp = dates::NBSP)
        }
    }
}

fn missing(a: &Assessment, lang: Lang) -> String {
    let periods = dates::periods(&a.missing_after, lang);
    let count = u32::try_from(a.missing_after.len()).unwrap_or(0).max(a.missing_reports);
    match (count, lang) {
        (0 | 1, Lang::Vi) => format!("Thiếu báo cáo kỳ {periods}."),
        (0 | 1, Lang::En) => format!("{periods} missing."),
        (2, Lang::En) => format!("Two missing: {periods}."),
        (_, Lang::Vi) => format!("Thiếu báo cáo {} kỳ: {periods}.", dates::count(count, lang)),
        (_, Lang::En) => format!("{} missing: {periods}.", dates::count(count, lang)),
    }
}
