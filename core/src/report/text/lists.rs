//! The rows that need direction, in their groups and order, and how far each is behind.

use std::cmp::Reverse;

use rust_decimal::Decimal;

use super::layout::Page;
use crate::assess::{Assessment, RuleId, Status};
use crate::plan::Role;
use crate::report::words::pick;
use crate::report::{Report, dates, figures};
use crate::value::Lang;

/// The groups of section 3, worst first.
const GROUPS: [&[Status]; 5] =
    [&[Status::Overdue], &[Status::Lapsed], &[Status::OffTrack], &[Status::AtRisk], &[Status::NoData, Status::Stale]];

/// A group's heading.
pub(in crate::report) fn title(group: &[Status], lang: Lang) -> &'static str {
    match group.first() {
        Some(Status::Overdue) => pick(lang, "Quá hạn", "Overdue"),
        Some(Status::Lapsed) => pick(lang, "Đã đạt nhưng không duy trì", "Achieved but not held"),
        Some(Status::OffTrack) => pick(lang, "Chậm tiến độ", "Off track"),
        Some(Status::AtRisk) => pick(lang, "Có nguy cơ chậm, sắp đến hạn", "At risk, due soon"),
        _ => pick(lang, "Thiếu số liệu", "Data missing"),
    }
}

/// The rows that need direction: by group, then by gap as a share of the distance, then days, then code.
pub(in crate::report) fn needing(report: &Report) -> Vec<(&'static [Status], Vec<&Assessment>)> {
    let groups = GROUPS.iter().map(|group| {
        let mut rows: Vec<&Assessment> = report.items.iter().filter(|item| group.contains(&item.status)).collect();
        // The rows stand in the plan's order already, and the sort keeps it among equals.
        rows.sort_by_key(|item| {
            let share = item.figures.gap_share;
            (share.is_none(), share.unwrap_or(Decimal::ZERO), Reverse(days(item)), Reverse(item.missing_reports))
        });
        (*group, rows)
    });
    groups.filter(|(_, rows)| !rows.is_empty()).collect()
}

/// Days past the due date; what is still to come counts as less than nothing.
fn days(item: &Assessment) -> i64 {
    let past = item.due().map(|due| item.as_of.date.signed_duration_since(due).num_days());
    item.days_overdue.map(i64::from).or(past).unwrap_or(i64::MIN)
}

/// How far a row is behind, for a table: `90 ngày`; `−17,5 điểm %` and `21 tháng`; `thiếu 02 kỳ`; `còn 12 ngày`.
pub(in crate::report) fn delay(item: &Assessment, lang: Lang) -> String {
    let missing = || match lang {
        Lang::Vi => format!("thiếu {} kỳ", dates::count(item.missing_reports, lang)),
        Lang::En => dates::counted(item.missing_reports, ("", "report missing", "reports missing"), lang),
    };
    match item.rule {
        RuleId::DueSoon => {
            let left = u32::try_from(days(item).unsigned_abs()).unwrap_or(0);
            match (left, lang) {
                (0, _) => pick(lang, "đúng ngày đến hạn", "due on this day").to_owned(),
                (_, Lang::Vi) => format!("còn {}", dates::days(left, lang)),
                (_, Lang::En) => format!("{} left", dates::days(left, lang)),
            }
        }
        RuleId::DutyMissedOnce | RuleId::DutyMissed | RuleId::NoData | RuleId::Stale => missing(),
        _ => {
            let overdue = (item.status == Status::Overdue).then_some(item.days_overdue).flatten();
            let gap = || item.figures.gap.map(|gap| figures::signed(&item.indicator, gap, lang));
            let months = item.figures.schedule_variance_months.filter(|months| *months < Decimal::ZERO);
            let late = || months.map(|months| dates::months(months, lang));
            match overdue {
                Some(days) => dates::days(days, lang),
                None => gap().into_iter().chain(late()).collect::<Vec<_>>().join("\n"),
            }
        }
    }
}

/// The same in a few words, for the list on the first screen: `quá hạn 90 ngày, thiếu 18,1 điểm %`.
pub(in crate::report) fn in_short(item: &Assessment, lang: Lang) -> String {
    let bound = item.required.as_ref().and_then(|required| required.bound);
    let miss = item.figures.actual.zip(bound).and_then(|(y, bound)| y.checked_sub(bound)).filter(|miss| !miss.is_zero());
    let missing = miss.map(|miss| {
        let size = figures::signed(&item.indicator, miss.abs(), lang).trim_start_matches('+').to_owned();
        match (miss.is_sign_negative(), lang) {
            (true, Lang::Vi) => format!("thiếu {size}"),
            (false, Lang::Vi) => format!("vượt {size}"),
            (true, Lang::En) => format!("{size} short"),
            (false, Lang::En) => format!("{size} over"),
        }
    });
    let overdue = (item.status == Status::Overdue).then_some(item.days_overdue).flatten().filter(|days| *days > 0);
    let lead = match (overdue, item.status, lang) {
        (Some(days), _, Lang::Vi) => format!("quá hạn {}", dates::days(days, lang)),
        (Some(days), _, Lang::En) => format!("{} overdue", dates::days(days, lang)),
        (None, Status::Overdue | Status::Lapsed, _) => figures::mid_sentence(item.label_in_full(lang)),
        _ => {
            let delay = delay(item, lang).replace('\n', ", ");
            let label = figures::mid_sentence(item.label(lang));
            return if delay.is_empty() { label } else { format!("{label}: {delay}") };
        }
    };
    lead_and(lead, missing)
}

fn lead_and(lead: String, rest: Option<String>) -> String {
    rest.map_or(lead.clone(), |rest| format!("{lead}, {rest}"))
}

/// Who leads, or monitors where the plan names no lead.
pub(in crate::report) fn lead(item: &Assessment, lang: Lang) -> String {
    let owners = item.indicator.owners.iter();
    let held = owners.filter(|owner| owner.role != Role::Support && owner.holds_on(item.as_of.date));
    let names: Vec<&str> = held.map(|owner| item.agency_name(&owner.agency, lang)).collect();
    if names.is_empty() { item.indicator.lead_text.clone() } else { names.join("; ") }
}

/// Says where the rest of a list stands, when it was cut short.
pub(super) fn rest(page: &mut Page, all: usize, shown: usize, section: u32, lang: Lang) {
    if all > shown {
        let n = dates::count(u32::try_from(all).unwrap_or(u32::MAX), lang);
        page.line(&match lang {
            Lang::Vi => format!("Xem cả {n} nội dung (mục {section})"),
            Lang::En => format!("See all {n} items (section {section})"),
        });
    }
}
