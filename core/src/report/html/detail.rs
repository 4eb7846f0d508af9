//! What opens under a row: how it is computed, its pace, the margin, earlier targets, the source, what to keep in mind.

use rust_decimal::Decimal;

use crate::assess::Assessment;
use crate::ledger::Reported;
use crate::plan::{Role, Shape};
use crate::report::words::{self, pick};
use crate::report::{Counts, Report, dates, figures};
use crate::value::{Lang, number};

/// One of them.
pub(super) struct Detail {
    pub(super) name: &'static str,
    pub(super) text: String,
}

/// Those that a row has.
pub(super) fn of(report: &Report, item: &Assessment, lang: Lang) -> Vec<Detail> {
    let numeric = item.indicator.is_numeric();
    let entry = item.newest.as_ref();
    let parts = [
        (pick(lang, "Cách tính", "How computed"), numeric.then(|| computed(item, lang))),
        (pick(lang, "Nhịp độ", "Pace"), pace(item, lang)),
        (pick(lang, "Khả năng đạt", "Chance of meeting"), item.explain_outlook(lang)),
        (pick(lang, "Biên đến mức kế tiếp", "Margin to the next status"), margin(item, lang)),
        (pick(lang, "Mục tiêu các năm trước", "Earlier targets"), earlier(item, lang).filter(|_| numeric)),
        (pick(lang, "Đơn vị", "Units"), members(item, lang)),
        (pick(lang, "Cơ quan phối hợp", "Supporting agencies"), support(item, lang)),
        (pick(lang, "Nguồn", "Source"), source(item, lang)),
        (pick(lang, "Lưu ý", "Note"), caveats(item, lang).filter(|_| numeric)),
        (pick(lang, "Ghi chú của nơi báo cáo", "Reporter's note"), entry.and_then(|entry| entry.note.clone())),
        (pick(lang, "Nhận xét", "Remark"), report.narrative.remark(item.code()).map(str::to_owned).filter(|_| numeric)),
    ];
    parts.into_iter().filter_map(|(name, text)| text.filter(|text| !text.is_empty()).map(|text| Detail { name, text })).collect()
}

fn computed(item: &Assessment, lang: Lang) -> String {
    let row = &*item.indicator;
    let mut parts = vec![words::accumulation(row.accumulation, lang).to_owned()];
    parts.extend(row.direction.map(|direction| words::direction(direction, lang).to_owned()));
    parts.push(match lang {
        Lang::Vi => format!("báo cáo {}", words::frequency(row.frequency, lang)),
        Lang::En => format!("reported {}", words::frequency(row.frequency, lang)),
    });
    if let Some(Reported::Ratio { numerator, denominator }) = item.newest.as_ref().map(|entry| entry.reported) {
        let show = |value: Decimal| number::show(value, value.normalize().scale(), lang);
        parts.push(format!("{}: {} / {}", pick(lang, "tử số / mẫu số", "numerator / denominator"), show(numerator), show(denominator)));
    }
    if let Some(baseline) = item.baseline {
        let (value, day) = (figures::level(row, baseline.value, &[], lang), dates::day(baseline.date, lang));
        parts.push(match (baseline.provisional, lang) {
            (false, Lang::Vi) => format!("mốc gốc {value} ngày {day}"),
            (true, Lang::Vi) => format!("mốc gốc tạm tính {value} ngày {day}"),
            (false, Lang::En) => format!("baseline {value} on {day}"),
            (true, Lang::En) => format!("provisional baseline {value} on {day}"),
        });
    }
    if !item.path.is_empty() {
        parts.push(match row.shape {
            Shape::Linear => pick(lang, "lộ trình đường thẳng", "straight trajectory").to_owned(),
            Shape::Step => pick(lang, "lộ trình bậc thang", "trajectory in steps").to_owned(),
            Shape::Points(_) => pick(lang, "lộ trình theo các điểm kế hoạch nêu", "trajectory through declared points").to_owned(),
        });
    }
    format!("{}.", figures::capital(&parts.join("; ")))
}

fn pace(item: &Assessment, lang: Lang) -> Option<String> {
    let a_month = |value: Decimal| {
        let sign = if value.is_sign_negative() && !value.is_zero() { "−" } else { "" };
        format!("{sign}{}{}", figures::pace(&item.indicator, value, lang), pick(lang, "/tháng", " a month"))
    };
    let now = item.figures.pace.map(|pace| format!("{} {}", pick(lang, "hiện tại", "now"), a_month(pace)));
    let needed = item.figures.required_pace.map(|pace| format!("{} {}", pick(lang, "cần thiết", "required"), a_month(pace)));
    let text = now.into_iter().chain(needed).collect::<Vec<_>>().join("; ");
    (!text.is_empty()).then(|| format!("{}.", figures::capital(&text)))
}

fn margin(item: &Assessment, lang: Lang) -> Option<String> {
    let margin = item.margin?;
    let by = figures::needed(&item.indicator, margin.by, lang);
    let status = words::status(margin.status, lang);
    Some(match (margin.by.is_sign_negative(), lang) {
        (false, Lang::Vi) => format!("Cần thêm {by} để đạt mức “{status}”."),
        (true, Lang::Vi) => format!("Cần giảm {by} để đạt mức “{status}”."),
        (false, Lang::En) => format!("{by} more would be “{status}”."),
        (true, Lang::En) => format!("{by} less would be “{status}”."),
    })
}

fn earlier(item: &Assessment, lang: Lang) -> Option<String> {
    let past = item.outcomes.iter().filter(|outcome| outcome.due <= item.as_of.date);
    let lines: Vec<String> = past
        .map(|outcome| {
            let level = outcome.level.map(|level| figures::target(&item.indicator, &level, &outcome.text, lang));
            let (level, due) = (level.unwrap_or_default(), dates::year_or_day(outcome.due, lang));
            format!("{level} ({due}): {}", words::outcome(outcome.outcome, lang))
        })
        .collect();
    (!lines.is_empty()).then(|| format!("{}.", lines.join("; ")))
}

/// How the units and members beneath stand: `40 đúng tiến độ; 5 quá hạn`.
fn members(item: &Assessment, lang: Lang) -> Option<String> {
    let parts = super::strip::parts(item.indicator.kind, Counts::of(&item.members), lang);
    let words: Vec<String> = parts.iter().map(|part| format!("{} {}", part.count, part.word)).collect();
    (!words.is_empty()).then(|| format!("{}.", words.join("; ")))
}

/// Who supports on the date judged; the cell's own words where it names nobody in particular.
fn support(item: &Assessment, lang: Lang) -> Option<String> {
    let held = item.indicator.owners.iter().filter(|owner| owner.role == Role::Support && owner.holds_on(item.as_of.date));
    let names: Vec<&str> = held.map(|owner| item.agency_name(&owner.agency, lang)).collect();
    let text = if names.is_empty() { item.indicator.support_text.clone() } else { names.join("; ") };
    (!text.is_empty()).then_some(text)
}

/// The document, the day of receipt, how final it is.
fn source(item: &Assessment, lang: Lang) -> Option<String> {
    let entry = item.newest.as_ref()?;
    let day = dates::day(entry.received_at.day(), lang);
    let mut parts: Vec<String> = entry.evidence.iter().cloned().collect();
    parts.push(match lang {
        Lang::Vi => format!("nhận ngày {day}"),
        Lang::En => format!("received {day}"),
    });
    parts.push(words::stage(entry.stage, lang).to_owned());
    Some(format!("{}.", figures::capital(&parts.join("; "))))
}

fn caveats(item: &Assessment, lang: Lang) -> Option<String> {
    let parts: Vec<String> = item.caveats.iter().map(|caveat| item.caveat(*caveat, lang)).collect();
    (!parts.is_empty()).then(|| format!("{}.", figures::capital(&parts.join("; "))))
}
