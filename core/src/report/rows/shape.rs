//! The shape of the JSON: every key in its order, with what it says.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
#[cfg(feature = "render")]
use schemars::JsonSchema;
use serde::Serialize;

use super::many;
use crate::value::number;

/// How a day is written.
#[cfg(feature = "render")]
pub(in crate::report) const DATE: &str = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$";

macro_rules! shape {
    ($(#[$doc:meta])* $name:ident $(<$life:lifetime>)? { $($(#[$fdoc:meta])* $field:ident: $type:ty,)* }) => {
        $(#[$doc])*
        #[derive(Serialize)]
        #[cfg_attr(feature = "render", derive(JsonSchema))]
        #[cfg_attr(feature = "render", schemars(deny_unknown_fields))]
        pub(in crate::report) struct $name $(<$life>)? { $($(#[$fdoc])* pub(in crate::report) $field: $type,)* }
    };
}

pub(in crate::report) use shape;

shape! {
    /// A monthly report: every row of the plan, judged at one date as known at one moment.
    Page<'a> {
        /// The form's name and version.
        #[cfg_attr(feature = "render", schemars(extend("const" = super::FORMAT)))]
        format: &'a str,
        /// The programme's code.
        programme: &'a str,
        /// The date judged and what was known.
        as_of: When,
        /// What judged and looked ahead, with versions: pace/1, outlook/1.
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
        /// The groups of the two tables.
        groups: Vec<many::GroupRow<'a>>,
        /// Agencies and their roles.
        agencies: Vec<many::AgencySummaryRow<'a>>,
        /// The reporting units of the date judged.
        units: Vec<many::UnitRow>,
        /// Reports whose deadline has passed and that were not received, by agency.
        owed: Vec<many::OwedRow<'a>>,
        /// What falls due in the next two months and is not met.
        upcoming: Vec<many::UpcomingRow>,
        /// The earlier report that this one is compared with; absent in a first report.
        #[serde(skip_serializing_if = "Option::is_none")]
        since: Option<many::SinceRow<'a>>,
        /// What moved since then.
        changes: Vec<many::ChangeRow<'a>>,
        /// Data quality and assumptions.
        notes: Vec<NoteRow>,
        /// What the office wrote beside the figures, by key.
        #[serde(skip_serializing_if = "BTreeMap::is_empty")]
        narrative: BTreeMap<&'a str, &'a str>,
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
        indicators: crate::report::Counts,
        /// Rows of Appendix II by status.
        #[cfg_attr(feature = "render", schemars(with = "std::collections::BTreeMap<String, u32>"))]
        tasks: crate::report::Counts,
        /// Rows of both that can be assessed.
        assessable: u32,
        /// Of these, achieved, achieved late or on track.
        on_track: u32,
        /// Tasks in their three kinds, each by status.
        task_kinds: many::TaskKindsRow,
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
        outlook: OutlookRow,
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
        /// What the office remarks on the row.
        #[serde(skip_serializing_if = "Option::is_none")]
        remark: Option<&'a str>,
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
        /// The probability of meeting the requirement, a ratio between 0 and 1.
        #[serde(skip_serializing_if = "Option::is_none")]
        probability: Option<Exact>,
        /// The lower end of the 80 % interval for the value.
        #[serde(skip_serializing_if = "Option::is_none")]
        low: Option<Exact>,
        /// The upper end of the 80 % interval for the value.
        #[serde(skip_serializing_if = "Option::is_none")]
        high: Option<Exact>,
        /// Why there is none.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "render", schemars(extend("enum" = crate::assess::OutlookRefusal::ALL)))]
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
pub(in crate::report) struct Exact(pub(in crate::report) Decimal);

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
