//! The verdict as data: status, figures, reasons, caveats.

use std::sync::Arc;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::judge::{Caveat, OutcomeKind, OutlookRefusal, RuleId, Status};
use crate::ledger::{Measurement, State};
use crate::plan::{AsOf, Event, Indicator, Level, Programme, Stage, Suspension, Target};
use crate::value::{Moment, Period};

/// What is likely at the due date, seen from the newest observation: all three figures, or the reason why there are none.
/// It never touches the status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Outlook {
    /// The probability of meeting the requirement; greater than 0, less than 1.
    pub probability: Option<Decimal>,
    /// The lower end of the 80 % interval for the value.
    pub low: Option<Decimal>,
    /// The upper end of the 80 % interval for the value.
    pub high: Option<Decimal>,
    /// Why there is none.
    pub refusal: Option<OutlookRefusal>,
}

impl Outlook {
    /// None, for this reason.
    pub const fn refused(refusal: OutlookRefusal) -> Self {
        Self { probability: None, low: None, high: None, refusal: Some(refusal) }
    }
}

/// The requirement that counts now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Required {
    /// What is required; `None` for milestones and duties.
    pub level: Option<Level>,
    /// The bound that the value is held against: of a range, the side on which the value lies. May be a fraction of a
    /// year's trajectory for running totals.
    pub bound: Option<Decimal>,
    /// The due date; for equal consecutive targets the first one.
    pub due: Option<NaiveDate>,
    /// The cell as the plan prints it.
    pub text: String,
    /// The next requirement after this one, when this one is a debt: its due date.
    pub next_due: Option<NaiveDate>,
}

/// Every figure of a verdict, exact or rounded half away from zero to 12 places; `None` is "undefined", never 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// The accumulated value y, in the indicator's unit.
    pub actual: Option<Decimal>,
    /// The trajectory's value at the observation, e.
    pub expected: Option<Decimal>,
    /// y − e, signed so that plus is good.
    pub gap: Option<Decimal>,
    /// The gap as a share of the distance, a ratio.
    pub gap_share: Option<Decimal>,
    /// The larger of target − baseline, in the wanted direction, and a tenth of |target|.
    pub distance: Option<Decimal>,
    /// y / target, or target / y where less is better; a ratio, uncapped.
    pub attainment: Option<Decimal>,
    /// y / e, or e / y where less is better; a ratio, uncapped.
    pub attainment_to_date: Option<Decimal>,
    /// (y − baseline) / (target − baseline), a ratio.
    pub progress: Option<Decimal>,
    /// Months ahead (plus) or behind (minus).
    pub schedule_variance_months: Option<Decimal>,
    /// Change per month, signed as the value moves.
    pub pace: Option<Decimal>,
    /// What is left over the months left.
    pub required_pace: Option<Decimal>,
    /// The value to which the present pace leads at the due date.
    pub projected: Option<Decimal>,
}

/// The baseline that was used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BaselineUsed {
    /// Its day.
    pub date: NaiveDate,
    /// Its value; rounded to 12 places where a division makes it inexact.
    pub value: Decimal,
    /// Whether the first observation serves as baseline because none is declared.
    pub provisional: bool,
}

/// The least change of the value alone that gives a better status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Margin {
    /// The status that it gives.
    pub status: Status,
    /// By how much, signed as the value moves; a whole number for counts, never 0.
    pub by: Decimal,
}

/// How one requirement ended, or that it is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Its due date.
    pub due: NaiveDate,
    /// What it requires; `None` for a milestone.
    pub level: Option<Level>,
    /// The cell as the plan prints it.
    pub text: String,
    /// How it ended.
    pub outcome: OutcomeKind,
    /// Whole months from its due date to the first later observation that met it.
    pub months_late: Option<Decimal>,
}

/// From how many units a figure is made (domain, section 6): it stands beside every figure that is made from units'.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Coverage {
    /// How many units there are, or members who answer.
    pub units: u32,
    /// How many have reported the figure's own period; of a milestone, how many have reported at all.
    pub reporting: u32,
    /// How many have a figure inside; of a milestone how many have completed it, of a recurring duty how many have sent
    /// every report demanded.
    pub counted: u32,
    /// The share that those reporting have of the last known denominators; `None` where no denominator is known.
    pub denominator_share: Option<Decimal>,
    /// Whether fewer than half of the units, or less than half of the last known denominators, have reported.
    ///
    /// Reading: the text names one threshold, "half the units, or half of the last known denominators", for the newest
    /// period. A figure that stands on one half alone is poorly covered; every other shortfall is told by the numbers.
    pub low: bool,
}

impl Coverage {
    /// Nobody.
    pub(crate) const NONE: Self = Self { units: 0, reporting: 0, counted: 0, denominator_share: None, low: false };
}

/// The verdict on one (indicator, unit), with its reasons.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Assessment {
    /// The programme.
    pub programme: Arc<Programme>,
    /// The row as it is in force.
    pub indicator: Arc<Indicator>,
    /// The unit; `None` for the root.
    pub unit: Option<String>,
    /// The date judged and the moment of knowledge.
    pub as_of: AsOf,
    /// The day of knowledge.
    pub knowledge_day: NaiveDate,
    /// Where it stands.
    pub status: Status,
    /// The rule that fired.
    pub rule: RuleId,
    /// The period of the newest observation.
    pub period: Option<Period>,
    /// The figures.
    pub figures: Figures,
    /// The requirement that counts now.
    pub required: Option<Required>,
    /// Days from the due date to D, where overdue or lapsed and the requirement is a date's, not a running year's.
    pub days_overdue: Option<u32>,
    /// How many reports after the newest observation are missing.
    pub missing_reports: u32,
    /// Which reports after the newest observation (or from the first owed on) are missing, oldest first.
    pub missing_after: Vec<Period>,
    /// Which reports between the first observation and the newest are missing.
    pub missing_between: Vec<Period>,
    /// Days late of the newest observation's first receipt; `None` without an observation.
    pub late_days: Option<u32>,
    /// The least final stage among the entries inside the actual.
    pub stage: Option<Stage>,
    /// The newest reported state of a milestone or duty.
    pub state: Option<State>,
    /// The newest reported percent of a milestone.
    pub percent: Option<Decimal>,
    /// When a milestone was completed.
    pub completed_on: Option<NaiveDate>,
    /// The entry behind the newest observation, or behind the completion.
    pub newest: Option<Measurement>,
    /// The baseline used.
    pub baseline: Option<BaselineUsed>,
    /// The margin to a better status.
    pub margin: Option<Margin>,
    /// How each requirement ended.
    pub outcomes: Vec<Outcome>,
    /// The last earlier observation that met the requirement, for what slipped or lapsed.
    pub reached: Option<(Period, Decimal)>,
    /// The accumulated observations, oldest first: what the value was, period by period.
    pub observations: Vec<(Period, Decimal)>,
    /// The points of the trajectory on which the newest observation is judged, in order of time.
    pub path: Vec<(NaiveDate, Decimal)>,
    /// The caveats, in their fixed order.
    pub caveats: Vec<Caveat>,
    /// The outlook.
    pub outlook: Outlook,
    /// The suspension in force.
    pub suspension: Option<Suspension>,
    /// The event that gave a pending row its due date.
    pub event: Option<Event>,
    /// The decision that amended the target that counts.
    pub decision: Option<String>,
    /// When the row was closed: this is its last verdict.
    pub closed_on: Option<NaiveDate>,
    /// The decision that closed it.
    pub closing: Option<String>,
    /// The year of the reference value used in place of the period's own, when carried.
    pub reference_year: Option<i32>,
    /// From how many units the figure is made; `None` where it is the unit's own.
    pub coverage: Option<Coverage>,
    /// The verdicts on the units and members that report, in the plan's order; only beneath the root's.
    pub members: Vec<Assessment>,
}

impl Assessment {
    /// The code.
    pub fn code(&self) -> &str {
        &self.indicator.code
    }

    /// Where it stands.
    pub fn status(&self) -> Status {
        self.status
    }

    /// The due date of the requirement that counts now.
    pub fn due(&self) -> Option<NaiveDate> {
        self.required.as_ref().and_then(|required| required.due)
    }

    /// Targets that still await a figure or an event.
    pub fn pending(&self) -> impl Iterator<Item = &Target> {
        self.indicator.targets.iter().filter(|target| target.is_pending())
    }

    /// When the newest observation's entry was received.
    pub fn received_at(&self) -> Option<Moment> {
        self.newest.as_ref().map(|entry| entry.received_at)
    }
}
