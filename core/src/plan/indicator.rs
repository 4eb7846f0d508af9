//! One row of the plan: an indicator of Appendix I, a task of Appendix II, or a duty of the plan's body.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::agency::Ownership;
use super::target::{Requirement, Target};
use super::trajectory::{Baseline, Profile, Shape};
use crate::value::{Frequency, Text};

/// What is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// A share in percent, between a floor (0) and a ceiling (100).
    Percent,
    /// A whole number, not negative.
    Count,
    /// A ratio to the gross (regional) domestic product.
    GdpMultiple,
    /// Not started, in progress, completed on a date; or, when its target is recurring, done each period.
    Milestone,
}

/// Which way is better. Always declared, never inferred.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// The target or more.
    AtLeast,
    /// The target or less.
    AtMost,
    /// Between two numbers.
    Within,
}

/// How a value relates to the periods before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Accumulation {
    /// A snapshot: the newest value stands.
    #[default]
    Latest,
    /// The running total since 1 January.
    YearToDate,
    /// The period's own amount; amounts are summed.
    Incremental,
    /// The average over the calendar year to date.
    Average,
}

/// How the values of units become their parent's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rollup {
    /// Only the owner's own figure counts.
    #[default]
    Reported,
    /// Σ numerators / Σ denominators.
    RatioOfSums,
    /// The sum.
    Sum,
    /// The mean; never taken unless declared.
    Mean,
    /// The share of units that meet the target.
    ShareOfUnits,
    /// The worst unit.
    Worst,
}

/// Which table, or part, of the plan a row comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Appendix I.
    Indicator,
    /// Appendix II.
    Task,
    /// The plan's body; shown apart from the two tables.
    Duty,
}

/// The policy's tolerances for one row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Limits {
    /// Behind by no more than this share of the distance, in percent, is on track (5).
    pub on_track_percent: Decimal,
    /// Behind by no more than this share of the distance, in percent, is at risk, by more is off track (20).
    pub at_risk_percent: Decimal,
    /// Missing reports from which the newest value is too old to judge (3 monthly, 2 quarterly, 1 yearly).
    pub stale_after: u32,
    /// Days before its due date from which an open milestone is due soon (30).
    pub due_soon_days: u32,
}

impl Limits {
    /// The defaults of `pace/1` for a frequency.
    pub fn of(frequency: Frequency) -> Self {
        Self {
            on_track_percent: Decimal::from(5),
            at_risk_percent: Decimal::from(20),
            stale_after: match frequency {
                Frequency::Monthly => 3,
                Frequency::Quarterly => 2,
                Frequency::Yearly => 1,
            },
            due_soon_days: 30,
        }
    }
}

/// One row of the plan, complete: what is measured, what is asked, who answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Indicator {
    /// The code, unique in the programme: `CT-II.9`, `NV-VII.3`, `KH-V.4.1`.
    pub code: String,
    /// The table it stands in.
    pub kind: Kind,
    /// The group it stands in, by its code (`I`); empty for duties.
    pub group: String,
    /// The title as the plan prints it, footnote marks taken out.
    pub title: Text,
    /// The unit as the plan prints it (`%`, `lần GDP`, `Tài khoản`); may be empty.
    pub unit: String,
    /// What is measured.
    pub measure: Measure,
    /// Which way is better; `None` only where no cell has a figure.
    pub direction: Option<Direction>,
    /// How values relate to the periods before them.
    pub accumulation: Accumulation,
    /// How units become their parent.
    pub rollup: Rollup,
    /// How often a report is owed.
    pub frequency: Frequency,
    /// The targets, by due date; those without one last.
    pub targets: Vec<Target>,
    /// Targets of units that have their own, by unit code.
    pub unit_targets: Vec<(String, Vec<Target>)>,
    /// The declared shape of the path.
    pub shape: Shape,
    /// The shares of the year, for running totals.
    pub profile: Option<Profile>,
    /// The declared baseline.
    pub baseline: Option<Baseline>,
    /// The least value that can be reported; `None` where lifted.
    pub floor: Option<Decimal>,
    /// The greatest value that can be reported; `None` where lifted.
    pub ceiling: Option<Decimal>,
    /// The reference series that is its denominator, by code.
    pub denominator: Option<String>,
    /// Decimal places shown.
    pub digits: u32,
    /// The policy's tolerances.
    pub limits: Limits,
    /// Who answers, in which role, from when to when.
    pub owners: Vec<Ownership>,
    /// The cell that names who leads or monitors, as printed.
    pub lead_text: String,
    /// The cell that names who supports, as printed.
    pub support_text: String,
    /// The output that the plan names; may be empty.
    pub output: String,
}

impl Indicator {
    /// Whether it is kept alive by each period's report, with no end date.
    pub fn is_recurring(&self) -> bool {
        self.targets.iter().any(|target| matches!(target.requirement, Requirement::Recurring(_)))
    }

    /// How often a report is owed: as a recurring cell says, else as declared.
    pub fn reported_every(&self) -> Frequency {
        let cell = self.targets.iter().find_map(|target| match target.requirement {
            Requirement::Recurring(frequency) => frequency,
            _ => None,
        });
        cell.unwrap_or(self.frequency)
    }

    /// Whether values are numbers that are judged against a trajectory.
    pub fn is_numeric(&self) -> bool {
        self.measure != Measure::Milestone
    }
}
