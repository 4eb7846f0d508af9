//! Verdicts made by hand, for the tests of words and pages.

use std::sync::Arc;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::assess::{Assessment, Figures, Outlook, OutlookRefusal, Required, RuleId, Status};
use crate::plan::{
    Accumulation, Agency, AsOf, Awaited, Direction, Group, Indicator, Kind, Level, Limits, Measure, Ownership, Programme, ReportSettings,
    Requirement, Role, Rollup, Shape, Target,
};
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
            caveats: Vec::new(),
            outlook: Outlook { refusal: Some(OutlookRefusal::NotComputed) },
            suspension: None,
            event: None,
            decision: None,
            closed_on: None,
            reference_year: None,
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
