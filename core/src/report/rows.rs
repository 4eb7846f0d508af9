//! The report as JSON: one object a row, the same keys in every language.
//!
//! Decimals are strings, ratios are ratios, dates are ISO; what is not known is absent, never `null`, but for `unit`,
//! which is `null` for the root.

mod many;
mod shape;

use chrono::NaiveDate;
use rust_decimal::Decimal;

pub(super) use shape::*;

use super::Report;
use crate::assess::Assessment;
use crate::plan::{Level, Measure, Requirement, Role};
use crate::value::{Lang, number};

/// What every JSON report begins with.
pub const FORMAT: &str = "tiendo.report/1";

/// A level as text: `80`, or `35..40` for a range.
pub(super) fn level(level: &Level) -> String {
    match level {
        Level::Number { value, .. } => number::plain(*value),
        Level::Between { low, high } => format!("{}..{}", number::plain(*low), number::plain(*high)),
    }
}

const fn measure(measure: Measure) -> &'static str {
    match measure {
        Measure::Percent => "percent",
        Measure::Count => "count",
        Measure::GdpMultiple => "gdp_multiple",
        Measure::Milestone => "milestone",
    }
}

impl<'a> Item<'a> {
    pub(super) fn of(a: &'a Assessment, lang: Lang) -> Self {
        let row = &*a.indicator;
        let figures = &a.figures;
        let exact = |value: Option<Decimal>| value.map(Exact);
        let iso = |date: Option<NaiveDate>| date.map(|date| date.to_string());
        let newest = a.newest.as_ref();
        let recurring = row.targets.iter().find_map(|target| match target.requirement {
            Requirement::Recurring(frequency) => frequency,
            _ => None,
        });
        Self {
            code: &row.code,
            unit: a.unit.as_deref(),
            group: &row.group,
            title: row.title.get(lang),
            agencies: agencies(a, lang),
            measure: measure(row.measure),
            direction: row.direction.map(|direction| match direction {
                crate::plan::Direction::AtLeast => "at_least",
                crate::plan::Direction::AtMost => "at_most",
                crate::plan::Direction::Within => "within",
            }),
            accumulation: match row.accumulation {
                crate::plan::Accumulation::Latest => "latest",
                crate::plan::Accumulation::YearToDate => "year_to_date",
                crate::plan::Accumulation::Incremental => "incremental",
                crate::plan::Accumulation::Average => "average",
            },
            frequency: recurring.unwrap_or(row.frequency).name(),
            status: a.status.name(),
            rule: a.rule.name(),
            period: a.period.map(|period| period.to_string()),
            actual: exact(figures.actual.or(a.percent)),
            // A running year between two targets has a bound and no target of its own.
            target: a.required.as_ref().and_then(|r| r.level.as_ref().map(level).or_else(|| r.bound.map(number::plain))),
            due: iso(a.due()),
            days_overdue: a.days_overdue,
            expected: exact(figures.expected),
            gap: exact(figures.gap),
            gap_share: exact(figures.gap_share),
            distance: exact(figures.distance),
            attainment: exact(figures.attainment),
            attainment_to_date: exact(figures.attainment_to_date),
            progress: exact(figures.progress),
            schedule_variance_months: exact(figures.schedule_variance_months),
            pace: exact(figures.pace),
            required_pace: exact(figures.required_pace),
            projected: exact(figures.projected),
            outlook: OutlookRow {
                probability: exact(a.outlook.probability),
                low: exact(a.outlook.low),
                high: exact(a.outlook.high),
                refusal: a.outlook.refusal.map(crate::assess::OutlookRefusal::name),
            },
            missing_reports: a.missing_reports,
            late_days: a.late_days,
            stage: a.stage.map(|stage| match stage {
                crate::plan::Stage::Estimate => "estimate",
                crate::plan::Stage::Preliminary => "preliminary",
                crate::plan::Stage::Official => "official",
            }),
            state: a.state.map(|state| state.name()),
            completed_on: iso(a.completed_on),
            note: newest.and_then(|entry| entry.note.as_deref()),
            difficulty: newest.and_then(|entry| entry.difficulty.as_deref()),
            proposal: newest.and_then(|entry| entry.proposal.as_deref()),
            evidence: newest.and_then(|entry| entry.evidence.as_deref()),
            baseline: a.baseline.map(|baseline| BaselineRow {
                date: baseline.date.to_string(),
                value: Exact(baseline.value),
                provisional: baseline.provisional,
            }),
            margin: a.margin.map(|margin| MarginRow { status: margin.status.name(), by: Exact(margin.by) }),
            outcomes: a
                .outcomes
                .iter()
                .map(|outcome| OutcomeRow {
                    due: outcome.due.to_string(),
                    target: outcome.level.as_ref().map(level),
                    outcome: outcome.outcome.name(),
                    months_late: exact(outcome.months_late),
                })
                .collect(),
            caveats: a.caveats.iter().map(|caveat| caveat.name()).collect(),
            coverage: a.coverage.map(|coverage| CoverageRow {
                units: coverage.units,
                reporting: coverage.reporting,
                counted: coverage.counted,
                denominator_share: exact(coverage.denominator_share),
            }),
            sentence: a.explain(lang),
            remark: None,
            members: a.members.iter().map(|member| Item::of(member, lang)).collect(),
        }
    }
}

/// Those who answer on the date judged.
fn agencies(a: &Assessment, lang: Lang) -> Vec<AgencyRow<'_>> {
    let role = |role| match role {
        Role::Lead => "lead",
        Role::Support => "support",
        Role::Monitor => "monitor",
    };
    let owners = a.indicator.owners.iter().filter(|owner| owner.holds_on(a.as_of.date));
    owners.map(|owner| AgencyRow { name: a.agency_name(&owner.agency, lang), role: role(owner.role) }).collect()
}

impl Assessment {
    /// The name of an agency in a language; as the row names it where the programme does not know it.
    pub(super) fn agency_name<'a>(&'a self, name: &'a str, lang: Lang) -> &'a str {
        self.programme.agency(name).map_or(name, |agency| agency.name.get(lang))
    }
}

impl Report {
    pub(super) fn page(&self, lang: Lang) -> Page<'_> {
        let summary = self.summary();
        let item = |item| Item { remark: self.narrative.remark(Assessment::code(item)), ..Item::of(item, lang) };
        Page {
            format: FORMAT,
            programme: self.programme.code(),
            as_of: When {
                date: self.as_of.date.to_string(),
                known_at: self.as_of.known_at.map(|moment| moment.to_string()),
                knowledge_day: self.knowledge_day.to_string(),
                hierarchy_on: self.hierarchy_on.map(|date| date.to_string()),
            },
            policies: &self.policies,
            fingerprint: self.fingerprint_hex(),
            illustrative: self.programme.report().sample.then_some(true),
            summary: Head {
                indicators: summary.indicators,
                tasks: summary.tasks,
                assessable: summary.assessable(),
                on_track: summary.on_track(),
                task_kinds: many::TaskKindsRow::of(&summary.kinds),
                headline: summary.headline(lang),
            },
            items: self.items.iter().map(item).collect(),
            duties: self.duties.iter().map(item).collect(),
            groups: self.group_rows(lang),
            agencies: self.agency_rows(lang),
            units: self.unit_rows(),
            owed: self.owed_rows(lang),
            upcoming: self.upcoming_rows(),
            since: self.since_row(),
            changes: self.change_rows(lang),
            notes: self
                .notes()
                .into_iter()
                .map(|note| NoteRow { text: note.text.get(lang).to_owned(), kind: note.kind, codes: note.codes })
                .collect(),
            narrative: self.narrative.parts().iter().map(|(key, text)| (*key, text.as_str())).collect(),
        }
    }

    /// The report as JSON, in Vietnamese; stable, indented, ending with a new line.
    pub fn to_json(&self) -> String {
        self.to_json_in(Lang::Vi)
    }

    /// The report as JSON, its sentences, titles and notes in a language; keys and names of statuses never change.
    pub fn to_json_in(&self, lang: Lang) -> String {
        // Strings, numbers and lists only: writing them cannot fail.
        let mut text = serde_json::to_string_pretty(&self.page(lang)).unwrap_or_default();
        text.push('\n');
        text
    }
}

impl Report {
    /// The fingerprint in hexadecimal, 64 digits.
    pub fn fingerprint_hex(&self) -> String {
        self.fingerprint.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

#[cfg(test)]
mod tests;
