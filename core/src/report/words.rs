//! The words of the report, Vietnamese and English: statuses with their marks, measures, stages, roles
//! (`report.md`, section 2).

use crate::assess::{Assessment, OutcomeKind, RuleId, Status};
use crate::ledger::State;
use crate::plan::{Accumulation, Awaited, Direction, Kind, Measure, Requirement, Role, Stage};
use crate::value::{Frequency, Lang};

/// One of the two, by language.
pub(crate) const fn pick<'a>(lang: Lang, vi: &'a str, en: &'a str) -> &'a str {
    match lang {
        Lang::Vi => vi,
        Lang::En => en,
    }
}

/// The short name of a status, as in a table.
pub const fn status(status: Status, lang: Lang) -> &'static str {
    let (vi, en) = match status {
        Status::Achieved => ("Đạt", "Achieved"),
        Status::AchievedLate => ("Đạt sau hạn", "Achieved late"),
        Status::OnTrack => ("Đúng tiến độ", "On track"),
        Status::AtRisk => ("Có nguy cơ chậm", "At risk"),
        Status::OffTrack => ("Chậm tiến độ", "Off track"),
        Status::Lapsed => ("Không duy trì", "Lapsed"),
        Status::Overdue => ("Quá hạn", "Overdue"),
        Status::Suspended => ("Tạm dừng đánh giá", "Suspended"),
        Status::NoTarget => ("Chưa có mục tiêu", "No target yet"),
        Status::NotDue => ("Chưa đến kỳ báo cáo", "Not due yet"),
        Status::NoData => ("Chưa có số liệu", "No data"),
        Status::Stale => ("Số liệu đã cũ", "Out of date"),
        Status::NoBaseline => ("Mới có một kỳ số liệu", "One period only"),
    };
    pick(lang, vi, en)
}

/// The short name of a status as counted over a table: tasks have words of their own.
pub const fn status_of(kind: Kind, status: Status, lang: Lang) -> &'static str {
    let (vi, en) = match (kind, status) {
        (Kind::Task | Kind::Duty, Status::Achieved) => ("Hoàn thành", "Completed"),
        (Kind::Task | Kind::Duty, Status::AchievedLate) => ("Hoàn thành quá hạn", "Completed late"),
        (Kind::Task | Kind::Duty, Status::NoTarget) => ("Chờ hướng dẫn", "Awaiting guidance"),
        _ => return self::status(status, lang),
    };
    pick(lang, vi, en)
}

/// The full name of a status, as in the legend.
pub const fn status_in_full(status: Status, lang: Lang) -> &'static str {
    let (vi, en) = match status {
        Status::Achieved => ("Đạt mục tiêu đúng hạn", "Achieved on time"),
        Status::AchievedLate => ("Đạt mục tiêu sau thời hạn", "Achieved after the due date"),
        Status::Lapsed => ("Đã đạt nhưng không duy trì", "Achieved once, not held"),
        Status::Overdue => ("Quá hạn, chưa đạt", "Overdue, not achieved"),
        other => return self::status(other, lang),
    };
    pick(lang, vi, en)
}

/// When a status is given, in one line of the legend.
pub const fn status_meaning(status: Status, lang: Lang) -> &'static str {
    let (vi, en) = match status {
        Status::Achieved => (
            "đạt mục tiêu tại kỳ số liệu đánh giá; nhiệm vụ hoàn thành trong thời hạn",
            "the target is met at the period judged; the task was completed in time",
        ),
        Status::AchievedLate => (
            "đạt mục tiêu nhưng chỉ sau thời hạn; nhiệm vụ hoàn thành quá hạn",
            "met, but only after the due date; the task was completed late",
        ),
        Status::OnTrack => (
            "bằng hoặc cao hơn lộ trình, hoặc kém trong ngưỡng cho phép; nhiệm vụ đang thực hiện trong hạn",
            "on or ahead of the trajectory, or behind within tolerance; the task is not due yet",
        ),
        Status::AtRisk => (
            "kém lộ trình quá ngưỡng thứ nhất; đã đạt nhưng vừa giảm xuống dưới mục tiêu; nhiệm vụ sắp đến hạn",
            "behind by more than the first tolerance; was met and has just slipped; the task is due soon",
        ),
        Status::OffTrack => (
            "kém lộ trình quá ngưỡng thứ hai, hoặc quá ngưỡng thứ nhất và nhịp độ dưới một nửa mức cần thiết",
            "behind by more than the second tolerance, or by more than the first at less than half the pace needed",
        ),
        Status::Lapsed => ("đã đạt mục tiêu ở kỳ trước, nay không còn đạt", "the target was met earlier and no longer is"),
        Status::Overdue => (
            "đã đến hạn mà chưa kỳ nào đạt; nhiệm vụ chưa hoàn thành",
            "the due date has come and no period met it; the task is not completed",
        ),
        Status::Suspended => ("có quyết định tạm dừng đánh giá", "a decision has suspended judging"),
        Status::NoTarget => (
            "chờ giao chỉ tiêu, chờ hướng dẫn, hoặc kế hoạch không nêu mục tiêu",
            "awaits assignment or guidance, or the plan states no target",
        ),
        Status::NotDue => ("chưa nhận số liệu và chưa đến hạn gửi báo cáo nào", "nothing received, no report due yet"),
        Status::NoData => (
            "đã đến hạn gửi báo cáo nhưng chưa nhận được số liệu; không coi là bằng 0",
            "reports were due, nothing received; not counted as zero",
        ),
        Status::Stale => ("thiếu nhiều kỳ báo cáo liên tiếp nên chưa đủ căn cứ đánh giá", "too many reports in a row are missing"),
        Status::NoBaseline => ("chưa có mốc gốc và mới có một kỳ số liệu", "no baseline and a single period so far"),
    };
    pick(lang, vi, en)
}

/// The mark of a status, one column wide: `✓ (✓) ● ▲ ▼ ↩ ✕ ‖ ○ … ? ◔ ①`, or ASCII for old consoles.
pub const fn mark(status: Status, ascii: bool) -> &'static str {
    let (symbol, plain) = match status {
        Status::Achieved => ("✓", "+"),
        Status::AchievedLate => ("(✓)", "(+)"),
        Status::OnTrack => ("●", "="),
        Status::AtRisk => ("▲", "!"),
        Status::OffTrack => ("▼", "!!"),
        Status::Lapsed => ("↩", "<"),
        Status::Overdue => ("✕", "X"),
        Status::Suspended => ("‖", "p"),
        Status::NoTarget => ("○", "o"),
        Status::NotDue => ("…", "."),
        Status::NoData => ("?", "?"),
        Status::Stale => ("◔", "~"),
        Status::NoBaseline => ("①", "1"),
    };
    if ascii { plain } else { symbol }
}

impl Assessment {
    /// The label of its status in a table, with the words that tasks and duties have of their own: `Hoàn thành`,
    /// `Sắp đến hạn`, `Chờ hướng dẫn`.
    pub fn label(&self, lang: Lang) -> &'static str {
        let (vi, en) = match self.rule {
            RuleId::Completed => ("Hoàn thành", "Completed"),
            RuleId::CompletedLate => ("Hoàn thành quá hạn", "Completed late"),
            RuleId::DueSoon => ("Sắp đến hạn", "Due soon"),
            RuleId::TaskOpen => ("Đang thực hiện, trong hạn", "In progress, not yet due"),
            RuleId::Slipped => ("Có nguy cơ không duy trì", "At risk of lapsing"),
            RuleId::DutyMissedOnce => ("Thiếu báo cáo 1 kỳ", "One report missing"),
            RuleId::DutyMissed => ("Thiếu báo cáo từ 2 kỳ", "Two or more reports missing"),
            RuleId::NoTarget if awaits_event(self) => ("Chờ hướng dẫn", "Awaiting guidance"),
            _ => return status(self.status, lang),
        };
        pick(lang, vi, en)
    }

    /// The same in full: `Hoàn thành đúng hạn`, `Quá hạn, chưa hoàn thành`.
    pub fn label_in_full(&self, lang: Lang) -> &'static str {
        let (vi, en) = match self.rule {
            RuleId::Completed => ("Hoàn thành đúng hạn", "Completed on time"),
            RuleId::TaskOverdue => ("Quá hạn, chưa hoàn thành", "Overdue, not completed"),
            _ if self.label(lang) != status(self.status, lang) => return self.label(lang),
            _ => return status_in_full(self.status, lang),
        };
        pick(lang, vi, en)
    }

    /// What a row without a target waits for: `chờ giao chỉ tiêu`, `theo tình hình thực tế`, `chờ hướng dẫn`,
    /// `kế hoạch không nêu`.
    pub fn awaiting(&self, lang: Lang) -> &'static str {
        let first = self.pending().find_map(|target| match &target.requirement {
            Requirement::Pending(awaited) => Some(awaited),
            _ => None,
        });
        let (vi, en) = match first {
            Some(Awaited::Assignment) => ("chờ giao chỉ tiêu", "awaiting assignment"),
            Some(Awaited::Discretion) => ("theo tình hình thực tế", "at local discretion"),
            Some(Awaited::Event(_)) => ("chờ hướng dẫn", "awaiting guidance"),
            None => ("kế hoạch không nêu", "none in the plan"),
        };
        pick(lang, vi, en)
    }
}

pub(super) fn awaits_event(assessment: &Assessment) -> bool {
    assessment.pending().any(|target| matches!(target.requirement, Requirement::Pending(Awaited::Event(_))))
}

/// The name of a measure.
pub const fn measure(measure: Measure, lang: Lang) -> &'static str {
    let (vi, en) = match measure {
        Measure::Percent => ("tỷ lệ", "percent"),
        Measure::Count => ("số lượng", "count"),
        Measure::GdpMultiple => ("số lần GDP", "multiple of GDP"),
        Measure::Milestone => ("hoàn thành", "milestone"),
    };
    pick(lang, vi, en)
}

/// How a value relates to the periods before it.
pub const fn accumulation(accumulation: Accumulation, lang: Lang) -> &'static str {
    let (vi, en) = match accumulation {
        Accumulation::Latest => ("số liệu của kỳ mới nhất", "the newest period's value"),
        Accumulation::YearToDate => ("lũy kế từ đầu năm", "year to date"),
        Accumulation::Incremental => ("cộng số phát sinh trong các kỳ", "sum of the periods' own amounts"),
        Accumulation::Average => ("bình quân từ đầu năm", "average over the year to date"),
    };
    pick(lang, vi, en)
}

/// Which way is better.
pub const fn direction(direction: Direction, lang: Lang) -> &'static str {
    let (vi, en) = match direction {
        Direction::AtLeast => ("từ mục tiêu trở lên là đạt", "the target or more is met"),
        Direction::AtMost => ("không quá mục tiêu là đạt", "the target or less is met"),
        Direction::Within => ("trong khoảng mục tiêu là đạt", "within the target's range is met"),
    };
    pick(lang, vi, en)
}

/// The name of a release stage.
pub const fn stage(stage: Stage, lang: Lang) -> &'static str {
    let (vi, en) = match stage {
        Stage::Estimate => ("số liệu ước tính", "estimate"),
        Stage::Preliminary => ("số liệu sơ bộ", "preliminary"),
        Stage::Official => ("số liệu chính thức", "official"),
    };
    pick(lang, vi, en)
}

/// The name of a role.
pub const fn role(role: Role, lang: Lang) -> &'static str {
    let (vi, en) = match role {
        Role::Lead => ("chủ trì", "lead agency"),
        Role::Support => ("phối hợp", "supporting agency"),
        Role::Monitor => ("theo dõi", "monitoring unit"),
    };
    pick(lang, vi, en)
}

/// The name of a reported state of work.
pub const fn state(state: State, lang: Lang) -> &'static str {
    let (vi, en) = match state {
        State::NotStarted => ("chưa bắt đầu", "not started"),
        State::InProgress => ("đang thực hiện", "in progress"),
        State::Done => ("hoàn thành", "done"),
    };
    pick(lang, vi, en)
}

/// How a requirement ended.
pub const fn outcome(outcome: OutcomeKind, lang: Lang) -> &'static str {
    let (vi, en) = match outcome {
        OutcomeKind::Met => ("đạt", "met"),
        OutcomeKind::MetLate => ("đạt sau hạn", "met late"),
        OutcomeKind::Missed => ("chưa đạt", "not met"),
        OutcomeKind::Unknown => ("chưa xác định được", "unknown"),
        OutcomeKind::Open => ("chưa đến hạn", "open"),
    };
    pick(lang, vi, en)
}

/// How often a recurring duty is done.
pub const fn frequency(frequency: Frequency, lang: Lang) -> &'static str {
    let (vi, en) = match frequency {
        Frequency::Monthly => ("hằng tháng", "monthly"),
        Frequency::Quarterly => ("hằng quý", "quarterly"),
        Frequency::Yearly => ("hằng năm", "yearly"),
    };
    pick(lang, vi, en)
}

/// The kinds of rows: `chỉ tiêu`, `nhiệm vụ`, `nghĩa vụ`.
pub const fn kind(kind: Kind, lang: Lang) -> &'static str {
    let (vi, en) = match kind {
        Kind::Indicator => ("chỉ tiêu", "indicator"),
        Kind::Task => ("nhiệm vụ", "task"),
        Kind::Duty => ("nghĩa vụ", "duty"),
    };
    pick(lang, vi, en)
}
