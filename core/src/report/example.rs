//! Verdicts made by hand, for the tests of words and pages.

use std::sync::Arc;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::{Narrative, Report};
use crate::assess::{
    Assessment, BaselineUsed, Caveat, Figures, Margin, Outcome, OutcomeKind, Outlook, OutlookRefusal, Required, RuleId, Status,
};
use crate::ledger::Measurement;
use crate::plan::{
    Accumulation, Agency, AsOf, Awaited, Direction, Group, Indicator, Kind, Level, Limits, Measure, Ownership, Programme, ReportSettings,
    Requirement, Role, Rollup, Shape, Stage, Target,
};
use crate::rollup::Conduct;
use crate::value::period::parse_date;
use crate::value::text::key;
use crate::value::{Calendar, Frequency, Text, number};

pub(crate) fn date(text: &str) -> NaiveDate {
    parse_date(text).unwrap()
}

pub(crate) fn d(text: &str) -> Decimal {
    number::parse(text).unwrap()
}

/// A row of the plan in the making.
pub(crate) struct Row(Indicator);

pub(crate) fn percent(code: &str) -> Row {
    row(code, Measure::Percent, "%", 1)
}

pub(crate) fn gdp(code: &str) -> Row {
    row(code, Measure::GdpMultiple, "lần GDP", 1)
}

pub(crate) fn count(code: &str, unit: &str) -> Row {
    row(code, Measure::Count, unit, 0)
}

pub(crate) fn task(code: &str) -> Row {
    let mut row = row(code, Measure::Milestone, "", 0);
    row.0.direction = None;
    row
}

fn row(code: &str, measure: Measure, unit: &str, digits: u32) -> Row {
    let kind = match code.get(..2) {
        Some("NV") => Kind::Task,
        Some("KH") => Kind::Duty,
        _ => Kind::Indicator,
    };
    let group = if kind == Kind::Duty { "" } else { code.split(['-', '.']).nth(1).unwrap() };
    Row(Indicator {
        code: code.to_owned(),
        kind,
        group: group.to_owned(),
        title: Text::new(format!("Tỷ lệ hồ sơ trực tuyến {code}"), Some(format!("Share of online files {code}"))),
        unit: unit.to_owned(),
        measure,
        direction: Some(Direction::AtLeast),
        accumulation: Accumulation::Latest,
        rollup: Rollup::Reported,
        frequency: Frequency::Monthly,
        targets: Vec::new(),
        unit_targets: Vec::new(),
        shape: Shape::Linear,
        profile: None,
        baseline: None,
        floor: None,
        ceiling: None,
        denominator: None,
        digits,
        limits: Limits::of(Frequency::Monthly),
        owners: vec![Ownership { agency: "Sở Y tế".to_owned(), role: Role::Monitor, valid_from: None, valid_to: None }],
        lead_text: "Sở Y tế".to_owned(),
        support_text: String::new(),
        output: String::new(),
    })
}

impl Row {
    pub(crate) fn row(self) -> Indicator {
        self.0
    }

    pub(crate) fn with(mut self, change: impl FnOnce(&mut Indicator)) -> Self {
        change(&mut self.0);
        self
    }

    pub(crate) fn target(self, due: &str, text: &str, value: &str) -> Self {
        let requirement = Requirement::Figure(Level::Number { value: d(value), strict: text.contains(['>', '<']) });
        self.asked(Some(due), text, requirement)
    }

    pub(crate) fn asked(mut self, due: Option<&str>, text: &str, requirement: Requirement) -> Self {
        self.0.targets.push(Target { due: due.map(date), requirement, text: text.to_owned(), decision: None });
        self
    }

    pub(crate) fn awaits(self, text: &str, awaited: Awaited) -> Self {
        self.asked(None, text, Requirement::Pending(awaited))
    }

    /// Judged on 31 March 2027, as known at 00:00 on 10 April, at the period of March; the first target is asked.
    pub(crate) fn judged(self, status: Status, rule: RuleId) -> Assessment {
        let indicator = self.0;
        let programme = programme(vec![indicator.clone()]);
        let asked = indicator.targets.first();
        let level = asked.and_then(Target::level);
        let bound = level.map(|level| match level {
            Level::Number { value, .. } => value,
            Level::Between { low, .. } => low,
        });
        let as_of = AsOf::on(date("2027-03-31")).known_at("2027-04-10T00:00:00+07:00".parse().unwrap());
        Assessment {
            programme: Arc::new(programme),
            required: asked.map(|target| Required { level, bound, due: target.due, text: target.text.clone(), next_due: None }),
            indicator: Arc::new(indicator),
            unit: None,
            as_of,
            knowledge_day: date("2027-04-10"),
            status,
            rule,
            period: Some("2027-03".parse().unwrap()),
            figures: Figures::default(),
            days_overdue: None,
            missing_reports: 0,
            missing_after: Vec::new(),
            missing_between: Vec::new(),
            late_days: None,
            stage: None,
            state: None,
            percent: None,
            completed_on: None,
            newest: None,
            baseline: None,
            margin: None,
            outcomes: Vec::new(),
            reached: None,
            observations: Vec::new(),
            path: Vec::new(),
            caveats: Vec::new(),
            outlook: Outlook::refused(OutlookRefusal::NotComputed),
            suspension: None,
            event: None,
            decision: None,
            closed_on: None,
            closing: None,
            reference_year: None,
            coverage: None,
            members: Vec::new(),
        }
    }
}

/// A tiny programme around some rows.
pub(crate) fn programme(indicators: Vec<Indicator>) -> Programme {
    let by_code = indicators.iter().enumerate().map(|(row, indicator)| (key(&indicator.code), row)).collect();
    let group =
        |kind, code: &str, title: &str| Group { kind, code: code.to_owned(), title: Text::new(title, Some(format!("Group {code}"))) };
    Programme {
        code: "thu-nghiem".to_owned(),
        title: Text::new("Kế hoạch triển khai Đề án 06 giai đoạn 2026 - 2030", Some("Project 06 Plan 2026-2030".to_owned())),
        number: String::new(),
        issued_on: None,
        starts_on: date("2026-01-01"),
        calendar: Calendar { reports_from: "2026-06".parse().unwrap(), ends_on: date("2030-12-31"), cutoff_day: None },
        source: String::new(),
        report: ReportSettings { issuer: "Công an thành phố Đồng Nai".to_owned(), ..ReportSettings::default() },
        groups: vec![
            group(Kind::Indicator, "I", "Phục vụ giải quyết thủ tục hành chính"),
            group(Kind::Indicator, "II", "Thúc đẩy phát triển kinh tế số - xã hội số"),
            group(Kind::Task, "I", "Hoàn thiện chính sách, pháp luật"),
        ],
        indicators,
        agencies: vec![Agency {
            name: Text::new("Sở Y tế", Some("Department of Health".to_owned())),
            aliases: Vec::new(),
            class: false,
            undetermined: false,
            members: Vec::new(),
            head: None,
            contact: None,
            parent: None,
            valid_from: None,
            valid_to: None,
            successors: Vec::new(),
        }],
        units: Vec::new(),
        references: Vec::new(),
        amendments: Vec::new(),
        events: Vec::new(),
        suspensions: Vec::new(),
        footnotes: Vec::new(),
        by_code,
        remarks: Vec::new(),
        canonical: "{}".to_owned(),
    }
}

/// A report with a row of nearly every kind, some with the longest titles that the first plan has.
pub(crate) fn report() -> Report {
    let mut items = vec![
        overdue(),
        on_track(),
        at_risk(),
        off_track(),
        percent("CT-I.5").titled(LONG).target("2030-12-31", "≥80", "80").judged(Status::NoData, RuleId::NoData),
        count("CT-II.1", "Tài khoản").awaits("Theo chỉ tiêu được giao", Awaited::Assignment).judged(Status::NoTarget, RuleId::NoTarget),
        running(),
        task("NV-I.1")
            .titled(LONG)
            .awaits("Theo hướng dẫn của Bộ Công an", Awaited::Event("hướng dẫn của Bộ Công an".to_owned()))
            .judged(Status::NoTarget, RuleId::NoTarget),
        task("NV-I.2").asked(None, "Thực hiện thường xuyên", Requirement::Recurring(None)).judged(Status::OnTrack, RuleId::DutyKept),
        task("NV-I.3").asked(Some("2026-12-31"), "Tháng 12/2026", Requirement::Completed).judged(Status::Overdue, RuleId::TaskOverdue),
        task("NV-I.4").asked(Some("2027-04-09"), "09/4/2027", Requirement::Completed).judged(Status::AtRisk, RuleId::DueSoon),
    ];
    for item in &mut items {
        match item.rule {
            RuleId::NoData => (item.missing_reports, item.period) = (9, None),
            RuleId::NoTarget => item.period = None,
            RuleId::TaskOverdue => item.days_overdue = Some(90),
            _ => {}
        }
    }
    let mut duty = task("KH-V.4.1").asked(Some("2026-06-24"), "Trước ngày 25/6/2026", Requirement::Completed);
    duty.0.kind = Kind::Duty;
    let mut duty = duty.judged(Status::AchievedLate, RuleId::CompletedLate);
    duty.completed_on = Some(date("2026-07-01"));
    of(items, vec![duty])
}

/// A report on some verdicts.
pub(crate) fn of(items: Vec<Assessment>, duties: Vec<Assessment>) -> Report {
    let rows = items.iter().chain(&duties).map(|item| (*item.indicator).clone()).collect();
    Report {
        programme: Arc::new(programme(rows)),
        as_of: AsOf::on(date("2027-03-31")).known_at("2027-04-10T00:00:00+07:00".parse().unwrap()),
        knowledge_day: date("2027-04-10"),
        items,
        duties,
        hierarchy_on: None,
        findings: Vec::new(),
        policies: crate::rollup::Options::default().policies(),
        fingerprint: std::array::from_fn(|i| u8::try_from(i * 7).unwrap()),
        extra: Vec::new(),
        conduct: Conduct::default(),
        changes: None,
        narrative: Narrative::default(),
    }
}

const LONG: &str = "Tỷ lệ dịch vụ công, thủ tục hành chính (TTHC) hoàn thành việc ban hành danh mục các trường thông tin cần cung cấp tương ứng \
                    với Hệ thống từ điển dữ liệu dùng chung để cắt giảm tự động khi đảm bảo dữ liệu; tăng cường kiểm tra, giám sát định kỳ \
                    hoặc đột xuất hạ tầng, ứng dụng theo quy định";

impl Row {
    fn titled(self, title: &str) -> Self {
        self.with(|row| row.title = Text::new(title, None))
    }
}

fn figures(actual: &str, expected: &str, share: &str, attainment: &str) -> Figures {
    let (actual, expected) = (d(actual), d(expected));
    Figures {
        actual: Some(actual),
        expected: Some(expected),
        gap: Some(actual - expected),
        gap_share: Some(d(share)),
        attainment: Some(d(attainment)),
        ..Figures::default()
    }
}

fn overdue() -> Assessment {
    let row = percent("CT-I.1").titled(LONG).target("2026-12-31", "80", "80").target("2030-12-31", "90", "90");
    let mut made = row.judged(Status::Overdue, RuleId::Overdue);
    made.figures = figures("61.9", "80.625", "-0.37", "0.77375");
    made.days_overdue = Some(90);
    made.outcomes = vec![Outcome {
        due: date("2026-12-31"),
        level: made.required.as_ref().and_then(|required| required.level),
        text: "80".to_owned(),
        outcome: OutcomeKind::Missed,
        months_late: None,
    }];
    made.required.as_mut().unwrap().next_due = Some(date("2030-12-31"));
    made.caveats = vec![Caveat::Estimate, Caveat::LateReport];
    (made.late_days, made.stage) = (Some(3), Some(Stage::Estimate));
    let received = "2027-04-13T08:00:00+07:00".parse().unwrap();
    let month = crate::value::Month::new(2027, 3).unwrap();
    made.newest = Some(
        Measurement::value("CT-I.1", month, received, d("61.9"))
            .with_note("Do hệ thống nâng cấp, \"tạm dừng\" 02 tuần")
            .with_difficulty("=Thiếu nhân lực")
            .with_evidence("15/BC-CATP"),
    );
    made
}

fn on_track() -> Assessment {
    let mut made = percent("CT-I.2").target("2030-12-31", "≥80", "80").judged(Status::OnTrack, RuleId::OnTrack);
    made.figures = Figures {
        schedule_variance_months: Some(d("1.46")),
        projected: Some(d("80.8")),
        pace: Some(d("0.4")),
        required_pace: Some(d("0.368888888889")),
        progress: Some(d("0.5")),
        distance: Some(d("30")),
        attainment_to_date: Some(d("1.035947712418")),
        ..figures("63.4", "61.2", "0.07", "0.7925")
    };
    made.baseline = Some(BaselineUsed { date: date("2026-06-30"), value: d("50"), provisional: true });
    made.caveats = vec![Caveat::ProvisionalBaseline];
    made.outlook = Outlook { probability: Some(d("0.783")), low: Some(d("61.2")), high: Some(d("84.9")), refusal: None };
    made
}

fn at_risk() -> Assessment {
    let mut made = percent("CT-I.3").target("2030-12-31", "80", "80").judged(Status::AtRisk, RuleId::AtRiskGap);
    made.figures = figures("58.1", "61.2", "-0.1", "0.72625");
    made.margin = Some(Margin { status: Status::OnTrack, by: d("1.6") });
    made.caveats = vec![Caveat::ProvisionalBaseline, Caveat::PendingTarget];
    made.outlook = Outlook::refused(OutlookRefusal::TooFew);
    made
}

fn off_track() -> Assessment {
    let mut made = percent("CT-I.4").target("2030-12-31", "80", "80").judged(Status::OffTrack, RuleId::OffTrackGap);
    made.figures = Figures {
        schedule_variance_months: Some(d("-20.6")),
        required_pace: Some(d("4.03")),
        pace: Some(d("0.4")),
        ..figures("43.7", "61.2", "-0.583333333333", "0.54625")
    };
    made
}

fn running() -> Assessment {
    let row = gdp("CT-II.9").with(|row| row.accumulation = Accumulation::YearToDate);
    let mut made = row.target("2026-12-31", "27", "27").target("2030-12-31", "30", "30").judged(Status::AchievedLate, RuleId::AchievedLate);
    made.figures = figures("27.4", "27", "0.015", "1.014814814815");
    made
}
