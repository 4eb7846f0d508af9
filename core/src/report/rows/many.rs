//! The report's rows taken together, as JSON: groups, agencies, units, what is owed, what falls due, what moved.

use serde::Serialize;

use super::shape::{Exact, shape};
use crate::plan::{Kind, Role};
use crate::report::{Counts, Report};
use crate::rollup::{Discipline, TaskKinds, owed};
use crate::value::Lang;

#[cfg(feature = "render")]
use super::shape::DATE;
#[cfg(feature = "render")]
use schemars::JsonSchema;

shape! {
    /// A group of the plan, counted.
    GroupRow<'a> {
        /// Its code, a Roman numeral.
        code: String,
        /// The table it stands in: indicator, task.
        kind: &'a str,
        /// Its title.
        title: String,
        /// Its rows by status.
        #[cfg_attr(feature = "render", schemars(with = "std::collections::BTreeMap<String, u32>"))]
        counts: Counts,
        /// Rows that can be assessed.
        assessable: u32,
        /// Of these, achieved, achieved late or on track.
        on_track: u32,
    }
}

shape! {
    /// An agency in one role, counted.
    AgencySummaryRow<'a> {
        /// Its name.
        name: String,
        /// Its role: lead, support, monitor.
        role: &'a str,
        /// Its rows of the two tables by status.
        #[cfg_attr(feature = "render", schemars(with = "std::collections::BTreeMap<String, u32>"))]
        counts: Counts,
        /// Rows that can be assessed.
        assessable: u32,
        /// Of these, achieved, achieved late or on track.
        on_track: u32,
        /// Reports owed up to the day of knowledge; one that only supports owes none.
        expected: u32,
        /// Of these, received.
        received: u32,
        /// Of these, received before the deadline.
        on_time: u32,
        /// Of these, received after it.
        late: u32,
        /// Days late on average, of those that were late.
        #[serde(skip_serializing_if = "Option::is_none")]
        mean_days_late: Option<Exact>,
        /// Reports never received.
        missing: u32,
    }
}

shape! {
    /// A reporting unit, counted.
    UnitRow {
        /// Its code.
        code: String,
        /// Its name.
        name: String,
        /// The unit above it; absent directly under the root.
        #[serde(skip_serializing_if = "Option::is_none")]
        parent: Option<String>,
        /// Its own verdicts by status.
        #[cfg_attr(feature = "render", schemars(with = "std::collections::BTreeMap<String, u32>"))]
        counts: Counts,
        /// How many of its verdicts can be assessed.
        coverage: CoverageRow,
        /// Reports owed up to the day of knowledge.
        expected: u32,
        /// Of these, received.
        received: u32,
        /// Of these, received before the deadline.
        on_time: u32,
        /// Of these, received after it.
        late: u32,
        /// Reports never received.
        missing: u32,
    }
}

shape! {
    /// How many of how many.
    CoverageRow {
        /// Verdicts that can be assessed.
        assessable: u32,
        /// All verdicts.
        total: u32,
    }
}

shape! {
    /// A report that is still to be sent.
    OwedRow<'a> {
        /// The agency that answers; absent where the plan names nobody.
        #[serde(skip_serializing_if = "Option::is_none")]
        agency: Option<&'a str>,
        /// The row's code.
        indicator: &'a str,
        /// The reporting unit; null for the root.
        unit: Option<&'a str>,
        /// The period: 2027-03, 2027-Q1, 2027.
        period: String,
        /// The last day on which it would have been on time.
        #[cfg_attr(feature = "render", schemars(extend("pattern" = DATE)))]
        deadline: String,
        /// Days from the deadline to the day of knowledge.
        days: u32,
    }
}

shape! {
    /// What falls due and is not met.
    UpcomingRow {
        /// The row's code.
        code: String,
        /// The due date.
        #[cfg_attr(feature = "render", schemars(extend("pattern" = DATE)))]
        due: String,
        /// Days left.
        days: u32,
    }
}

shape! {
    /// The earlier report that this one is compared with.
    SinceRow<'a> {
        /// The date that it judged.
        #[cfg_attr(feature = "render", schemars(extend("pattern" = DATE)))]
        date: String,
        /// What it knew, with its offset.
        known_at: String,
        /// Its day of knowledge.
        #[cfg_attr(feature = "render", schemars(extend("pattern" = DATE)))]
        knowledge_day: String,
        /// Its fingerprint, where it was printed; absent where last month was computed.
        #[serde(skip_serializing_if = "Option::is_none")]
        fingerprint: Option<&'a str>,
    }
}

shape! {
    /// A row whose status moved, or whose figures or plan were corrected while it stayed.
    ChangeRow<'a> {
        /// The row's code.
        code: &'a str,
        /// The reporting unit; null for the root.
        unit: Option<&'a str>,
        /// The status then; absent where the row was not part of the plan.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "render", schemars(extend("enum" = crate::assess::Status::ALL)))]
        from: Option<&'a str>,
        /// The status now; absent where the row is part of the plan no longer.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "render", schemars(extend("enum" = crate::assess::Status::ALL)))]
        to: Option<&'a str>,
        /// Why: the first that fits.
        #[cfg_attr(feature = "render", schemars(extend("enum" = causes())))]
        cause: &'a str,
        /// What there is to say about it.
        #[serde(skip_serializing_if = "String::is_empty")]
        detail: String,
    }
}

shape! {
    /// Tasks in three kinds.
    TaskKindsRow {
        /// With a due date.
        #[cfg_attr(feature = "render", schemars(with = "std::collections::BTreeMap<String, u32>"))]
        dated: Counts,
        /// Recurring.
        #[cfg_attr(feature = "render", schemars(with = "std::collections::BTreeMap<String, u32>"))]
        recurring: Counts,
        /// Awaiting guidance or assignment.
        #[cfg_attr(feature = "render", schemars(with = "std::collections::BTreeMap<String, u32>"))]
        awaiting: Counts,
    }
}

#[cfg(feature = "render")]
fn causes() -> Vec<&'static str> {
    crate::rollup::Cause::ALL.iter().map(|cause| cause.name()).collect()
}

impl TaskKindsRow {
    pub(super) fn of(kinds: &TaskKinds) -> Self {
        Self { dated: kinds.dated, recurring: kinds.recurring, awaiting: kinds.awaiting }
    }
}

impl Report {
    pub(super) fn group_rows(&self, lang: Lang) -> Vec<GroupRow<'_>> {
        let of = |group: crate::rollup::GroupSummary| GroupRow {
            kind: match group.kind {
                Kind::Indicator => "indicator",
                Kind::Task => "task",
                Kind::Duty => "duty",
            },
            title: group.title.get(lang).to_owned(),
            assessable: group.counts.assessable(),
            on_track: group.counts.on_track(),
            counts: group.counts,
            code: group.code,
        };
        self.groups().into_iter().map(of).collect()
    }

    pub(super) fn agency_rows(&self, lang: Lang) -> Vec<AgencySummaryRow<'_>> {
        let of = |summary: crate::rollup::AgencySummary| {
            let Discipline { expected, received, on_time, late, missing, .. } = summary.discipline;
            AgencySummaryRow {
                name: self.agency_name(&summary.agency, lang).to_owned(),
                role: match summary.role {
                    Role::Lead => "lead",
                    Role::Support => "support",
                    Role::Monitor => "monitor",
                },
                assessable: summary.counts.assessable(),
                on_track: summary.counts.on_track(),
                counts: summary.counts,
                mean_days_late: summary.discipline.mean_days_late().map(Exact),
                expected,
                received,
                on_time,
                late,
                missing,
            }
        };
        self.agencies().into_iter().map(of).collect()
    }

    pub(super) fn unit_rows(&self) -> Vec<UnitRow> {
        let of = |unit: crate::rollup::UnitSummary| {
            let Discipline { expected, received, on_time, late, missing, .. } = unit.discipline;
            UnitRow {
                coverage: CoverageRow { assessable: unit.counts.assessable(), total: unit.counts.total() },
                code: unit.code,
                name: unit.name,
                parent: unit.parent,
                counts: unit.counts,
                expected,
                received,
                on_time,
                late,
                missing,
            }
        };
        self.units().into_iter().map(of).collect()
    }

    pub(super) fn owed_rows(&self, lang: Lang) -> Vec<OwedRow<'_>> {
        let rows = self.owed().iter().map(|owed| OwedRow {
            agency: owed.agency.as_deref().map(|agency| self.agency_name(agency, lang)),
            indicator: &owed.indicator,
            unit: owed.unit.as_deref(),
            period: owed.period.to_string(),
            deadline: owed.deadline.to_string(),
            days: owed.days,
        });
        rows.collect()
    }

    pub(super) fn upcoming_rows(&self) -> Vec<UpcomingRow> {
        let of = |upcoming: owed::Upcoming| UpcomingRow { code: upcoming.code, due: upcoming.due.to_string(), days: upcoming.days };
        self.upcoming().into_iter().map(of).collect()
    }

    pub(super) fn since_row(&self) -> Option<SinceRow<'_>> {
        let changes = self.changes.as_ref()?;
        Some(SinceRow {
            date: changes.as_of.date.to_string(),
            known_at: changes.as_of.known_at?.to_string(),
            knowledge_day: changes.knowledge_day.to_string(),
            fingerprint: changes.fingerprint.as_deref(),
        })
    }

    pub(super) fn change_rows(&self, lang: Lang) -> Vec<ChangeRow<'_>> {
        let changes = self.changes.iter().flat_map(|changes| &changes.list);
        changes
            .map(|change| ChangeRow {
                code: &change.code,
                unit: change.unit.as_deref(),
                from: change.from.map(|status| status.name()),
                to: change.to.map(|status| status.name()),
                cause: change.cause.name(),
                detail: self.detail(change, lang),
            })
            .collect()
    }

    /// The name of an agency in a language; as it was named where the programme does not know it.
    pub(in crate::report) fn agency_name<'a>(&'a self, name: &'a str, lang: Lang) -> &'a str {
        self.programme.agency(name).map_or(name, |agency| agency.name.get(lang))
    }
}
