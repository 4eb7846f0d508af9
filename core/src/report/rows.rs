//! The report as JSON: one object a row, the same keys in every language.
//!
//! Decimals are strings, ratios are ratios, dates are ISO; what is not known is absent, never `null`, but for `unit`,
//! which is `null` for the root.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Serialize;

use super::{Report, Summary};
use crate::assess::Assessment;
use crate::plan::{Level, Measure, Requirement, Role};
use crate::value::{Lang, number};

#[cfg(feature = "render")]
use schemars::JsonSchema;

/// What every JSON report begins with.
pub const FORMAT: &str = "tiendo.report/1";

/// How a day is written.
#[cfg(feature = "render")]
const DATE: &str = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$";

macro_rules! shape {
    ($(#[$doc:meta])* $name:ident $(<$life:lifetime>)? { $($(#[$fdoc:meta])* $field:ident: $type:ty,)* }) => {
        $(#[$doc])*
        #[derive(Serialize)]
        #[cfg_attr(feature = "render", derive(JsonSchema))]
        #[cfg_attr(feature = "render", schemars(deny_unknown_fields))]
        pub(super) struct $name $(<$life>)? { $($(#[$fdoc])* pub(super) $field: $type,)* }
    };
}

shape! {
    /// A monthly report: every row of the plan, judged at one date as known at one moment.
    Page<'a> {
        /// The form's name and version.
        #[cfg_attr(feature = "render", schemars(extend("const" = FORMAT)))]
        format: &'a str,
        /// The programme's code.
        programme: &'a str,
        /// The date judged and what was known.
        as_of: When,
        /// The policies that judged, with their versions.
        policies: &'a [&'a str],
        /// SHA-256 over programme, entries, date, knowledge and policies, in hexadecimal.
        fingerprint: String,
        /// Present where the figures are invented.
        #[serde(skip_serializing_if = "Option::is_none")]
        illustrative: Option<bool>,
        /// The two tables counted.
        summary: Head,
        /// The rows of the two tables, in the plan's order.
        items: Vec<Item<'a>>,
        /// The duties of the plan's body, as items.
        duties: Vec<Item<'a>>,
        /// Data quality and assumptions.
        notes: Vec<NoteRow>,
    }
}

shape! {
    /// The date judged and what was known.
    When {
        /// The date judged.
        #[cfg_attr(feature = "render", schemars(extend("pattern" = DATE)))]
        date: String,
        /// The moment of knowledge, with its offset; absent: all that the ledger held.
        #[serde(skip_serializing_if = "Option::is_none")]
        known_at: Option<String>,
        /// The day of knowledge.
        #[cfg_attr(feature = "render", schemars(extend("pattern" = DATE)))]
        knowledge_day: String,
        /// The date whose hierarchy every roll-up used; absent: each period's own.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "render", schemars(extend("pattern" = DATE)))]
        hierarchy_on: Option<String>,
    }
}

shape! {
    /// The two tables counted.
    Head {
        /// Rows of Appendix I by status.
        #[cfg_attr(feature = "render", schemars(with = "std::collections::BTreeMap<String, u32>"))]
        indicators: super::Counts,
        /// Rows of Appendix II by status.
        #[cfg_attr(feature = "render", schemars(with = "std::collections::BTreeMap<String, u32>"))]
        tasks: super::Counts,
        /// Rows of both that can be assessed.
        assessable: u32,
        /// Of these, achieved, achieved late or on track.
        on_track: u32,
        /// The same in one or two sentences.
        headline: String,
    }
}

shape! {
    /// One row judged.
    Item<'a> {
        /// The code.
        code: &'a str,
        /// The reporting unit; null for the root.
        unit: Option<&'a str>,
        /// The group's code.
        #[serde(skip_serializing_if = "str::is_empty")]
        group: &'a str,
        /// The title.
        title: &'a str,
        /// Who answers.
        agencies: Vec<AgencyRow<'a>>,
        /// What is measured: percent, count, gdp_multiple, milestone.
        measure: &'static str,
        /// Which way is better.
        #[serde(skip_serializing_if = "Option::is_none")]
        direction: Option<&'static str>,
        /// How values relate to the periods before.
        accumulation: &'static str,
        /// How often a report is owed.
        frequency: &'static str,
        /// Where it stands, or why that is not known.
        #[cfg_attr(feature = "render", schemars(extend("enum" = crate::assess::Status::ALL)))]
        status: &'static str,
        /// The rule that fired.
        rule: &'static str,
        /// The period of the newest observation: 2027-03, 2027-Q1, 2027.
        #[serde(skip_serializing_if = "Option::is_none")]
        period: Option<String>,
        /// The accumulated value; of a milestone the reported percent.
        #[serde(skip_serializing_if = "Option::is_none")]
        actual: Option<Exact>,
        /// The level required now; a range is written low..high.
        #[serde(skip_serializing_if = "Option::is_none")]
        target: Option<String>,
        /// When it is due.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "render", schemars(extend("pattern" = DATE)))]
        due: Option<String>,
        /// Days from the due date, where overdue.
        #[serde(skip_serializing_if = "Option::is_none")]
        days_overdue: Option<u32>,
        /// The trajectory's value at the observation.
        #[serde(skip_serializing_if = "Option::is_none")]
        expected: Option<Exact>,
        /// Actual less expected, plus is good.
        #[serde(skip_serializing_if = "Option::is_none")]
        gap: Option<Exact>,
        /// The gap as a share of the distance, a ratio.
        #[serde(skip_serializing_if = "Option::is_none")]
        gap_share: Option<Exact>,
        /// From baseline to target, or a tenth of the target where that is more.
        #[serde(skip_serializing_if = "Option::is_none")]
        distance: Option<Exact>,
        /// How much of the target is reached, a ratio.
        #[serde(skip_serializing_if = "Option::is_none")]
        attainment: Option<Exact>,
        /// How much of the expected value is reached, a ratio.
        #[serde(skip_serializing_if = "Option::is_none")]
        attainment_to_date: Option<Exact>,
        /// How much of the way from baseline to target is covered, a ratio.
        #[serde(skip_serializing_if = "Option::is_none")]
        progress: Option<Exact>,
        /// Months ahead (plus) or behind (minus).
        #[serde(skip_serializing_if = "Option::is_none")]
        schedule_variance_months: Option<Exact>,
        /// Change per month.
        #[serde(skip_serializing_if = "Option::is_none")]
        pace: Option<Exact>,
        /// What is left over the months left.
        #[serde(skip_serializing_if = "Option::is_none")]
        required_pace: Option<Exact>,
        /// Where the present pace leads at the due date.
        #[serde(skip_serializing_if = "Option::is_none")]
        projected: Option<Exact>,
        /// What is likely at the due date, or why that is not said.
        #[serde(skip_serializing_if = "Option::is_none")]
        outlook: Option<OutlookRow>,
        /// Reports missing since the newest.
        missing_reports: u32,
        /// Days late of the newest observation's first receipt.
        #[serde(skip_serializing_if = "Option::is_none")]
        late_days: Option<u32>,
        /// How final the figures are.
        #[serde(skip_serializing_if = "Option::is_none")]
        stage: Option<&'static str>,
        /// The reported state of a milestone or duty.
        #[serde(skip_serializing_if = "Option::is_none")]
        state: Option<&'static str>,
        /// When it was completed.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "render", schemars(extend("pattern" = DATE)))]
        completed_on: Option<String>,
        /// The reporter's note.
        #[serde(skip_serializing_if = "Option::is_none")]
        note: Option<&'a str>,
        /// The difficulty reported.
        #[serde(skip_serializing_if = "Option::is_none")]
        difficulty: Option<&'a str>,
        /// The proposal made.
        #[serde(skip_serializing_if = "Option::is_none")]
        proposal: Option<&'a str>,
        /// The document that proves it.
        #[serde(skip_serializing_if = "Option::is_none")]
        evidence: Option<&'a str>,
        /// The baseline used.
        #[serde(skip_serializing_if = "Option::is_none")]
        baseline: Option<BaselineRow>,
        /// The least change of the value that gives a better status.
        #[serde(skip_serializing_if = "Option::is_none")]
        margin: Option<MarginRow>,
        /// How each requirement ended.
        outcomes: Vec<OutcomeRow>,
        /// What is to be kept in mind, by name.
        caveats: Vec<&'static str>,
        /// From how many units the figure is made; absent where it is the unit's own.
        #[serde(skip_serializing_if = "Option::is_none")]
        coverage: Option<CoverageRow>,
        /// The verdict in one sentence.
        sentence: String,
        /// The verdicts on the units and class members that report.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        members: Vec<Item<'a>>,
    }
}

shape! {
    /// From how many units a figure is made.
    CoverageRow {
        /// How many there are.
        units: u32,
        /// How many have reported the figure's own period; of a milestone, at all.
        reporting: u32,
        /// How many have a figure inside; of a milestone how many have completed it, of a recurring duty how many have
        /// sent every report.
        counted: u32,
        /// The share that those reporting have of the last known denominators, a ratio.
        #[serde(skip_serializing_if = "Option::is_none")]
        denominator_share: Option<Exact>,
    }
}

shape! {
    /// An agency and its role: lead, support or monitor.
    AgencyRow<'a> {
        /// The name.
        name: &'a str,
        /// The role.
        role: &'static str,
    }
}

shape! {
    /// What is likely at the due date, or why that is not said.
    OutlookRow {
        /// Why there is none.
        #[serde(skip_serializing_if = "Option::is_none")]
        refusal: Option<&'static str>,
    }
}

shape! {
    /// The baseline used.
    BaselineRow {
        /// Its day.
        #[cfg_attr(feature = "render", schemars(extend("pattern" = DATE)))]
        date: String,
        /// Its value.
        value: Exact,
        /// Whether the first observation serves as baseline.
        provisional: bool,
    }
}

shape! {
    /// The least change of the value that gives a better status.
    MarginRow {
        /// The better status.
        #[cfg_attr(feature = "render", schemars(extend("enum" = crate::assess::Status::ALL)))]
        status: &'static str,
        /// The change, signed as the value moves.
        by: Exact,
    }
}

shape! {
    /// How one requirement ended.
    OutcomeRow {
        /// Its due date.
        #[cfg_attr(feature = "render", schemars(extend("pattern" = DATE)))]
        due: String,
        /// Its level; a range is written low..high.
        #[serde(skip_serializing_if = "Option::is_none")]
        target: Option<String>,
        /// met, met_late, missed, unknown, open.
        #[cfg_attr(feature = "render", schemars(extend("enum" = crate::assess::OutcomeKind::ALL)))]
        outcome: &'static str,
        /// Whole months from its due date to the first observation that met it.
        #[serde(skip_serializing_if = "Option::is_none")]
        months_late: Option<Exact>,
    }
}

shape! {
    /// A note on data quality or assumptions.
    NoteRow {
        /// What it is about.
        kind: String,
        /// What it says.
        text: String,
        /// The codes of the rows it concerns.
        codes: Vec<String>,
    }
}

/// A decimal, written as a string without trailing zeros.
#[derive(Clone, Copy)]
pub(super) struct Exact(pub(super) Decimal);

impl Serialize for Exact {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&number::plain(self.0))
    }
}

#[cfg(feature = "render")]
impl JsonSchema for Exact {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Decimal".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "pattern": r"^-?(0|[1-9][0-9]*)(\.[0-9]*[1-9])?$" })
    }
}

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
            target: a.required.as_ref().and_then(|required| required.level.as_ref()).map(level),
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
            outlook: a.outlook.refusal.map(|refusal| OutlookRow { refusal: Some(refusal.name()) }),
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
        let summary = Summary::of(&self.items);
        Page {
            format: FORMAT,
            programme: self.programme.code(),
            as_of: When {
                date: self.as_of.date.to_string(),
                known_at: self.as_of.known_at.map(|moment| moment.to_string()),
                knowledge_day: self.knowledge_day.to_string(),
                hierarchy_on: self.hierarchy_on.map(|date| date.to_string()),
            },
            policies: super::POLICIES,
            fingerprint: self.fingerprint_hex(),
            illustrative: self.programme.report().sample.then_some(true),
            summary: Head {
                indicators: summary.indicators,
                tasks: summary.tasks,
                assessable: summary.assessable(),
                on_track: summary.on_track(),
                headline: summary.headline(lang),
            },
            items: self.items.iter().map(|item| Item::of(item, lang)).collect(),
            duties: self.duties.iter().map(|item| Item::of(item, lang)).collect(),
            notes: self
                .notes()
                .into_iter()
                .map(|note| NoteRow { text: note.text.get(lang).to_owned(), kind: note.kind, codes: note.codes })
                .collect(),
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
mod tests {
    use super::*;
    use crate::report::{Note, example};
    use crate::value::Text;
    use serde_json::Value;

    fn json(report: &Report) -> Value {
        serde_json::from_str(&report.to_json()).unwrap()
    }

    #[test]
    fn a_report_begins_with_its_format_and_ends_with_a_new_line() {
        let text = example::report().to_json();
        assert!(text.starts_with("{\n  \"format\": \"tiendo.report/1\",\n  \"programme\": \"thu-nghiem\",\n"));
        assert!(text.ends_with("}\n"));
    }

    #[test]
    fn keys_are_those_of_the_published_form_in_their_order() {
        let text = example::report().to_json();
        let report: serde_json::Map<String, Value> = serde_json::from_str(&text).unwrap();
        let keys: Vec<&String> = report.keys().collect();
        assert_eq!(keys.len(), 9, "{keys:?}");
        let on_track = &json(&example::report())["items"][1];
        assert_eq!(on_track["unit"], Value::Null);
        for (key, value) in [
            ("code", "CT-I.2"),
            ("group", "I"),
            ("measure", "percent"),
            ("direction", "at_least"),
            ("accumulation", "latest"),
            ("frequency", "monthly"),
            ("status", "on_track"),
            ("rule", "on_track"),
            ("period", "2027-03"),
            ("actual", "63.4"),
            ("target", "80"),
            ("due", "2030-12-31"),
            ("expected", "61.2"),
            ("gap", "2.2"),
            ("attainment", "0.7925"),
            ("pace", "0.4"),
        ] {
            assert_eq!(on_track[key], value, "{key}");
        }
        assert_eq!(on_track["agencies"], serde_json::json!([{ "name": "Sở Y tế", "role": "monitor" }]));
        assert_eq!(on_track["baseline"], serde_json::json!({ "date": "2026-06-30", "value": "50", "provisional": true }));
        assert_eq!(on_track["outlook"], serde_json::json!({ "refusal": "not_computed" }));
        assert_eq!(on_track["caveats"], serde_json::json!(["provisional_baseline"]));
        assert!(on_track["sentence"].as_str().unwrap().starts_with("Đạt 63,4%"));
        let overdue = &json(&example::report())["items"][0];
        assert_eq!(overdue["outcomes"], serde_json::json!([{ "due": "2026-12-31", "target": "80", "outcome": "missed" }]));
        assert_eq!((&overdue["days_overdue"], &overdue["late_days"]), (&90.into(), &3.into()));
        assert_eq!(overdue["difficulty"], "=Thiếu nhân lực");
    }

    #[test]
    fn nothing_is_null_but_the_root_unit() {
        fn nulls(value: &Value, key: &str) {
            match value {
                Value::Null => assert_eq!(key, "unit"),
                Value::Array(list) => list.iter().for_each(|each| nulls(each, key)),
                Value::Object(keys) => keys.iter().for_each(|(key, each)| nulls(each, key)),
                _ => {}
            }
        }
        nulls(&json(&example::report()), "");
    }

    #[test]
    fn the_summary_counts_every_status() {
        let summary = &json(&example::report())["summary"];
        assert_eq!(summary["indicators"]["overdue"], 1);
        assert_eq!(summary["indicators"]["suspended"], 0);
        assert_eq!(summary["tasks"].as_object().unwrap().len(), 13);
        assert_eq!((&summary["assessable"], &summary["on_track"]), (&8.into(), &3.into()));
    }

    #[test]
    fn the_language_changes_words_not_keys() {
        let report = example::report().with_notes([Note::new("rejected", Text::new("dòng", Some("row".to_owned())))]);
        let english: Value = serde_json::from_str(&report.to_json_in(Lang::En)).unwrap();
        assert!(english["items"][1]["sentence"].as_str().unwrap().starts_with("63.4% against"));
        assert_eq!(english["items"][1]["status"], "on_track");
        let notes = english["notes"].as_array().unwrap();
        assert!(notes.iter().any(|note| note["kind"] == "rejected" && note["text"] == "row"));
        assert_eq!(notes[0]["codes"], serde_json::json!(["CT-I.2", "CT-I.3"]));
    }

    #[test]
    fn invented_figures_are_marked() {
        let mut report = example::report();
        assert!(json(&report).get("illustrative").is_none());
        std::sync::Arc::make_mut(&mut report.programme).report.sample = true;
        assert_eq!(json(&report)["illustrative"], true);
    }

    #[cfg(feature = "render")]
    mod schema {
        use super::*;

        const COMMITTED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/schema/report.schema.json");

        #[test]
        fn the_committed_schema_is_the_one_that_the_code_writes() {
            assert_eq!(std::fs::read_to_string(COMMITTED).unwrap(), crate::report::report_schema());
        }

        #[test]
        #[ignore = "rewrites the committed schema"]
        fn rewrite() {
            std::fs::write(COMMITTED, crate::report::report_schema()).unwrap();
        }

        #[test]
        fn reports_follow_the_schema_and_other_things_do_not() {
            let schema: Value = serde_json::from_str(&crate::report::report_schema()).unwrap();
            let validator = jsonschema::draft202012::new(&schema).unwrap();
            let report = json(&example::report());
            let errors: Vec<String> = validator.iter_errors(&report).map(|error| error.to_string()).collect();
            assert!(errors.is_empty(), "{errors:?}");
            assert!(validator.is_valid(&json(&example::of(Vec::new(), Vec::new()))));
            for (pointer, value) in [
                ("/items/0/actual", Value::from(61.9)),
                ("/items/0/actual", Value::from("61.90")),
                ("/items/0/status", Value::from("late")),
                ("/format", Value::from("tiendo.report/2")),
                ("/as_of/date", Value::from("31/3/2027")),
            ] {
                let mut wrong = report.clone();
                *wrong.pointer_mut(pointer).unwrap() = value;
                assert!(!validator.is_valid(&wrong), "{pointer}");
            }
        }
    }
}
