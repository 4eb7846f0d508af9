//! Why a status moved, in words: the cause, and what there is to say about it.

use rust_decimal::Decimal;

use super::words::pick;
use super::{Report, dates, figures, words};
use crate::assess::{Assessment, Status};
use crate::ledger::Reported;
use crate::plan::{Indicator, Measure, Target};
use crate::rollup::{Amended, Cause, Change, Direction, ReferenceRevised, Revised};
use crate::value::{Lang, number};

/// The cause in a few words.
pub const fn cause(cause: Cause, lang: Lang) -> &'static str {
    let (vi, en) = match cause {
        Cause::Suspended => ("tạm dừng đánh giá", "judging suspended"),
        Cause::Resumed => ("hết tạm dừng đánh giá", "judging resumed"),
        Cause::PlanAmended => ("kế hoạch điều chỉnh", "plan amended"),
        Cause::Revision => ("số liệu đính chính", "figures corrected"),
        Cause::ReferenceRevised => ("số liệu làm mẫu số cập nhật", "denominator revised"),
        Cause::ReportArrived => ("đã nhận báo cáo còn thiếu", "missing report received"),
        Cause::NewValue => ("số liệu kỳ mới", "new figures"),
        Cause::NextRequirement => ("chuyển sang mục tiêu kế tiếp", "next target took over"),
        Cause::DueDatePassed => ("thời hạn đến gần hoặc đã qua", "due date near or passed"),
        Cause::DataAged => ("chưa có số liệu kỳ mới", "no newer figures"),
    };
    pick(lang, vi, en)
}

/// The same, of a due date whether it is near or has passed.
pub(super) const fn cause_of(change: &Change, lang: Lang) -> &'static str {
    match (change.cause, change.to) {
        (Cause::DueDatePassed, Some(Status::Overdue)) => pick(lang, "đã qua thời hạn", "due date passed"),
        (Cause::DueDatePassed, _) => pick(lang, "thời hạn đến gần", "due date near"),
        (other, _) => cause(other, lang),
    }
}

/// The heading of a group of changes.
pub const fn direction(direction: Direction, lang: Lang) -> &'static str {
    let (vi, en) = match direction {
        Direction::Worse => ("Xấu đi", "Worse"),
        Direction::Better => ("Tốt lên", "Better"),
        Direction::NowAssessable => ("Mới đánh giá được", "Can be assessed now"),
        Direction::NoLongerAssessable => ("Không còn đánh giá được", "Can no longer be assessed"),
        Direction::Revised => ("Số liệu đính chính", "Figures corrected"),
        Direction::Amended => ("Kế hoạch điều chỉnh", "Plan amended"),
        Direction::Other => ("Thay đổi khác", "Other changes"),
    };
    pick(lang, vi, en)
}

impl Report {
    /// Why a status moved, in one line: the cause, what there is to say about it, and "(tính lại: …)" where today's
    /// knowledge of the earlier date differs from what was printed.
    pub fn reason(&self, change: &Change, lang: Lang) -> String {
        let detail = self.detail(change, lang);
        let what = cause_of(change, lang);
        if detail.is_empty() { what.to_owned() } else { format!("{what}: {detail}") }
    }

    /// The same without the cause; empty where the cause says it all.
    pub fn detail(&self, change: &Change, lang: Lang) -> String {
        let now = self.verdict(change);
        let mut parts = match change.cause {
            Cause::Suspended => now.and_then(suspension).into_iter().collect(),
            Cause::Resumed => change.before.as_deref().and_then(suspension).into_iter().collect(),
            Cause::PlanAmended => amendments(change, now, lang),
            Cause::Revision => revisions(change, now, lang),
            Cause::ReferenceRevised => change.reference.iter().map(|revised| reference(revised, lang)).collect(),
            Cause::ReportArrived => arrivals(change, lang),
            Cause::NewValue => now.map(|now| new_value(change, now, lang)).into_iter().collect(),
            Cause::NextRequirement => now.and_then(|now| next_target(now, lang)).into_iter().collect(),
            Cause::DueDatePassed => now.and_then(|now| due(now, lang)).into_iter().collect(),
            Cause::DataAged => now.filter(|now| !now.missing_after.is_empty()).map(|now| missing(now, lang)).into_iter().collect(),
        };
        parts.extend(self.started_anew(change, lang));
        let mut text = parts.join("; ");
        if let Some(again) = change.recomputed {
            let label = figures::mid_sentence(words::status(again, lang));
            let space = if text.is_empty() { "" } else { " " };
            text.push_str(&match lang {
                Lang::Vi => format!("{space}(tính lại: {label})"),
                Lang::En => format!("{space}(recomputed: {label})"),
            });
        }
        text
    }

    /// The verdict that a change is about; `None` where the row left the plan.
    pub fn verdict(&self, change: &Change) -> Option<&Assessment> {
        self.verdicts().find(|item| item.code() == change.code && item.unit == change.unit)
    }

    /// The status then, as the row's kind calls it.
    pub fn label_then(&self, change: &Change, lang: Lang) -> &'static str {
        let Some(from) = change.from else { return pick(lang, "chưa có trong kế hoạch", "not in the plan") };
        let before = change.before.as_ref().filter(|before| before.status == from);
        before.map_or(words::status(from, lang), |before| before.label(lang))
    }

    /// The status now, likewise.
    pub fn label_now(&self, change: &Change, lang: Lang) -> &'static str {
        self.verdict(change).map_or(pick(lang, "không còn trong kế hoạch", "no longer in the plan"), |now| now.label(lang))
    }

    /// "An earlier one that arrives later moves the provisional baseline, and `changes` says so" (domain, section 3).
    fn started_anew(&self, change: &Change, lang: Lang) -> Option<String> {
        let now = self.verdict(change)?;
        let start = |verdict: &Assessment| verdict.baseline.filter(|baseline| baseline.provisional);
        let (old, new) = (start(change.before.as_deref()?)?, start(now)?);
        let value = |value| figures::level(&now.indicator, value, &[], lang);
        (old != new).then(|| match lang {
            Lang::Vi => format!(
                "mốc gốc tạm tính từ {} ({}) chuyển thành {} ({})",
                value(old.value),
                dates::day(old.date, lang),
                value(new.value),
                dates::day(new.date, lang)
            ),
            Lang::En => format!(
                "provisional baseline moved from {} ({}) to {} ({})",
                value(old.value),
                dates::day(old.date, lang),
                value(new.value),
                dates::day(new.date, lang)
            ),
        })
    }
}

fn suspension(verdict: &Assessment) -> Option<String> {
    let suspension = verdict.suspension.as_ref()?;
    Some(if suspension.reason.is_empty() {
        suspension.decision.clone()
    } else {
        format!("{}, {}", suspension.decision, figures::mid_sentence(&suspension.reason))
    })
}

fn by(decision: Option<&String>, lang: Lang) -> String {
    match (decision, lang) {
        (None, _) => String::new(),
        (Some(decision), Lang::Vi) => format!(" (theo {decision})"),
        (Some(decision), Lang::En) => format!(" (by {decision})"),
    }
}

/// Old and new target, decision number.
fn amendments(change: &Change, now: Option<&Assessment>, lang: Lang) -> Vec<String> {
    let Some(indicator) = now.or(change.before.as_deref()).map(|verdict| &*verdict.indicator) else { return Vec::new() };
    let asked = |target: &Option<Target>| {
        target.as_ref().map_or(pick(lang, "không có", "none").to_owned(), |target| level(indicator, target, lang))
    };
    let say = |amended: &Amended| match amended {
        Amended::Target { old, new, decision } => {
            let due = new.as_ref().or(old.as_ref()).and_then(|target| target.due).map(|due| dates::year_or_day(due, lang));
            let due = due.map(|due| format!(" {due}")).unwrap_or_default();
            format!("{}{due}: {} → {}{}", pick(lang, "mục tiêu", "target"), asked(old), asked(new), by(decision.as_ref(), lang))
        }
        Amended::Baseline { old, new, decision } => {
            let value = |baseline: &Option<crate::plan::Baseline>| {
                baseline.map_or(pick(lang, "không có", "none").to_owned(), |known| figures::level(indicator, known.value, &[], lang))
            };
            format!("{}: {} → {}{}", pick(lang, "mốc gốc", "baseline"), value(old), value(new), by(decision.as_ref(), lang))
        }
        Amended::Path { decision } => format!("{}{}", pick(lang, "lộ trình điều chỉnh", "trajectory amended"), by(decision.as_ref(), lang)),
        Amended::Event { document, due } => match lang {
            Lang::Vi => format!("đã có {document}, thời hạn {}", dates::day(*due, lang)),
            Lang::En => format!("{document} issued, due {}", dates::day(*due, lang)),
        },
        Amended::Added => pick(lang, "bổ sung vào kế hoạch", "added to the plan").to_owned(),
        Amended::Closed { decision } => {
            format!(
                "{}{}",
                pick(lang, "kết thúc, giữ kết quả đánh giá cuối", "closed, its last verdict stands"),
                by(decision.as_ref(), lang)
            )
        }
        Amended::Ended => pick(lang, "đưa ra khỏi kế hoạch", "taken out of the plan").to_owned(),
    };
    change.amended.iter().map(say).collect()
}

fn level(indicator: &Indicator, target: &Target, lang: Lang) -> String {
    match (target.level(), target.text.is_empty()) {
        (Some(level), _) => figures::target(indicator, &level, &target.text, lang),
        (None, false) => figures::mid_sentence(&target.text),
        (None, true) => pick(lang, "hoàn thành", "completed").to_owned(),
    }
}

fn revisions(change: &Change, now: Option<&Assessment>, lang: Lang) -> Vec<String> {
    let Some(indicator) = now.or(change.before.as_deref()).map(|verdict| &*verdict.indicator) else { return Vec::new() };
    let say = |revised: &Revised| {
        let period = dates::period(revised.period, lang);
        let (mut old, mut new) = (reported(indicator, revised.old, lang), reported(indicator, revised.new, lang));
        if old == new {
            // Too close to tell apart when rounded: as they were sent.
            (old, new) = (as_sent(revised.old, lang), as_sent(revised.new, lang));
        }
        let why =
            revised.reason.as_ref().map(|reason| format!(" ({})", figures::mid_sentence(reason.trim_end_matches('.')))).unwrap_or_default();
        match (revised.old, revised.new, lang) {
            (_, Reported::Withdrawn, Lang::Vi) => format!("thu hồi số liệu {period} ({old}){why}"),
            (_, Reported::Withdrawn, Lang::En) => format!("{period} withdrawn ({old}){why}"),
            (Reported::Withdrawn, _, Lang::Vi) => format!("số liệu {period} đã thu hồi, nay là {new}{why}"),
            (Reported::Withdrawn, _, Lang::En) => format!("{period}, withdrawn before, now {new}{why}"),
            (_, _, Lang::Vi) => format!("{period} từ {old} thành {new}{why}"),
            (_, _, Lang::En) => format!("{period} from {old} to {new}{why}"),
        }
    };
    change.revised.iter().map(say).collect()
}

/// What a measurement says, rounded for display.
fn reported(indicator: &Indicator, reported: Reported, lang: Lang) -> String {
    let times = if indicator.measure == Measure::Percent { Decimal::ONE_HUNDRED } else { Decimal::ONE };
    match reported {
        Reported::Value(value) => figures::level(indicator, value, &[], lang),
        Reported::Ratio { numerator, denominator } => {
            let ratio = numerator.checked_mul(times).and_then(|top| top.checked_div(denominator));
            ratio.map_or_else(|| as_sent(reported, lang), |ratio| figures::level(indicator, ratio, &[], lang))
        }
        _ => as_sent(reported, lang),
    }
}

/// What a measurement says, as it was sent.
fn as_sent(reported: Reported, lang: Lang) -> String {
    let show = |value: Decimal| number::show(value, value.normalize().scale(), lang);
    match reported {
        Reported::Value(value) | Reported::Numerator(value) => show(value),
        Reported::Ratio { numerator, denominator } => format!("{}/{}", show(numerator), show(denominator)),
        Reported::Percent { percent, .. } => format!("{}%", show(percent)),
        Reported::State(state) => words::state(state, lang).to_owned(),
        Reported::Completed(day) => match lang {
            Lang::Vi => format!("hoàn thành ngày {}", dates::day(day, lang)),
            Lang::En => format!("completed on {}", dates::day(day, lang)),
        },
        Reported::Withdrawn => pick(lang, "đã thu hồi", "withdrawn").to_owned(),
    }
}

fn reference(revised: &ReferenceRevised, lang: Lang) -> String {
    let show = |(year, value): (i32, Decimal)| {
        let value = number::show(value, value.normalize().scale(), lang);
        match lang {
            Lang::Vi => format!("{value} (năm {year})"),
            Lang::En => format!("{value} ({year})"),
        }
    };
    match revised.old {
        Some(old) => format!("{}: {} → {}", revised.title, show(old), show(revised.new)),
        None => format!("{}: {}", revised.title, show(revised.new)),
    }
}

fn arrivals(change: &Change, lang: Lang) -> Vec<String> {
    if change.arrived.is_empty() { Vec::new() } else { vec![dates::periods(&change.arrived, lang)] }
}

/// The newest figure, and the one before it.
fn new_value(change: &Change, now: &Assessment, lang: Lang) -> String {
    let said = |verdict: &Assessment| {
        let what = match (verdict.figures.actual, verdict.completed_on, verdict.percent, verdict.state) {
            (Some(value), ..) if verdict.indicator.is_numeric() => figures::level(&verdict.indicator, value, &[], lang),
            (_, Some(day), ..) => return Some(as_sent(Reported::Completed(day), lang)),
            (.., Some(percent), _) => format!("{}%", number::show(percent, percent.normalize().scale(), lang)),
            (.., Some(state)) => words::state(state, lang).to_owned(),
            _ => return None,
        };
        verdict.period.map(|period| format!("{} {}", dates::period(period, lang), pick(lang, "đạt ", "").to_owned() + &what))
    };
    let after = said(now).unwrap_or_default();
    let earlier = change.before.as_deref().filter(|before| before.period != now.period && now.completed_on.is_none());
    match (earlier.and_then(said), lang) {
        (Some(earlier), Lang::Vi) => format!("{after}, {earlier}"),
        (Some(earlier), Lang::En) => format!("{after}, {earlier} before"),
        (None, _) => after,
    }
}

fn next_target(now: &Assessment, lang: Lang) -> Option<String> {
    let required = now.required.as_ref()?;
    let due = dates::year_or_day(required.due?, lang);
    Some(match required.level {
        Some(level) => format!("{due}, {}", figures::target(&now.indicator, &level, &required.text, lang)),
        None => due,
    })
}

fn due(now: &Assessment, lang: Lang) -> Option<String> {
    let due = now.due()?;
    let day = dates::day(due, lang);
    let days = due.signed_duration_since(now.as_of.date).num_days();
    let size = dates::days(u32::try_from(days.unsigned_abs()).unwrap_or(u32::MAX), lang);
    Some(match (now.status == Status::Overdue && days < 0, lang) {
        (true, Lang::Vi) => format!("hạn {day}, đã quá {size}"),
        (true, Lang::En) => format!("due {day}, {size} ago"),
        (false, Lang::Vi) if days == 0 => format!("hạn {day}, trong ngày đánh giá"),
        (false, Lang::En) if days == 0 => format!("due {day}, the day judged"),
        (false, Lang::Vi) => format!("hạn {day}, còn {size}"),
        (false, Lang::En) => format!("due {day}, {size} left"),
    })
}

fn missing(now: &Assessment, lang: Lang) -> String {
    let periods = dates::periods(&now.missing_after, lang);
    match lang {
        Lang::Vi => format!("thiếu báo cáo {periods}"),
        Lang::En => format!("{periods} missing"),
    }
}
