//! What moved since an earlier report, from what to what, and why.

use std::collections::HashMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::news::News;
use super::{assess_key_on, assess_row_on};
use crate::assess::one::knowledge_day;
use crate::assess::{Assessment, Status};
use crate::ledger::{Ledger, Reported};
use crate::plan::hierarchy::Hierarchy;
use crate::plan::{AsOf, Baseline, Programme, Target};
use crate::value::{Moment, Month, Period};

/// Why a status moved: the first that fits, in this order (`report.md`, section 0).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Cause {
    /// A decision suspends judging.
    Suspended,
    /// A suspension has ended.
    Resumed,
    /// A decision changed, added, closed or ended the row, or the document that it awaited came.
    PlanAmended,
    /// A figure that was known was corrected or withdrawn.
    Revision,
    /// The reference series by which it is divided was revised.
    ReferenceRevised,
    /// A report that was missing came.
    ReportArrived,
    /// A newer period was reported.
    NewValue,
    /// The next requirement took over.
    NextRequirement,
    /// A due date passed or came near.
    DueDatePassed,
    /// No newer report came.
    DataAged,
}

impl Cause {
    /// Every one, in order.
    pub const ALL: &'static [Self] = &[
        Self::Suspended,
        Self::Resumed,
        Self::PlanAmended,
        Self::Revision,
        Self::ReferenceRevised,
        Self::ReportArrived,
        Self::NewValue,
        Self::NextRequirement,
        Self::DueDatePassed,
        Self::DataAged,
    ];

    /// The name in files, in `snake_case`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Suspended => "suspended",
            Self::Resumed => "resumed",
            Self::PlanAmended => "plan_amended",
            Self::Revision => "revision",
            Self::ReferenceRevised => "reference_revised",
            Self::ReportArrived => "report_arrived",
            Self::NewValue => "new_value",
            Self::NextRequirement => "next_requirement",
            Self::DueDatePassed => "due_date_passed",
            Self::DataAged => "data_aged",
        }
    }
}

/// Which way a change goes: the groups of the report's section 2, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Direction {
    /// From a status to a worse one.
    Worse,
    /// From a status to a better one.
    Better,
    /// Can be assessed now.
    NowAssessable,
    /// Can be assessed no longer.
    NoLongerAssessable,
    /// The status stayed, figures were corrected.
    Revised,
    /// The status stayed, the plan was amended; or the row came or went with it.
    Amended,
    /// Neither better nor worse: the next requirement took over while on track, or one reason for no status gave way to
    /// another.
    Other,
}

impl Direction {
    /// Every one, in order.
    pub const ALL: &'static [Self] =
        &[Self::Worse, Self::Better, Self::NowAssessable, Self::NoLongerAssessable, Self::Revised, Self::Amended, Self::Other];
}

/// A figure that was known and has been corrected or withdrawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revised {
    /// Its period.
    pub period: Period,
    /// What was known.
    pub old: Reported,
    /// What is known now.
    pub new: Reported,
    /// The reason given.
    pub reason: Option<String>,
}

/// A reference value that was revised or is known by now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReferenceRevised {
    /// The series' title.
    pub title: String,
    /// The year and value used then.
    pub old: Option<(i32, Decimal)>,
    /// The year and value used now.
    pub new: (i32, Decimal),
}

/// How the plan changed for a row.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Amended {
    /// The target of a due date: `None` where there was, or is, none.
    Target {
        /// What was asked.
        old: Option<Target>,
        /// What is asked.
        new: Option<Target>,
        /// The decision.
        decision: Option<String>,
    },
    /// The baseline.
    Baseline {
        /// The declared baseline then.
        old: Option<Baseline>,
        /// The declared baseline now.
        new: Option<Baseline>,
        /// The decision.
        decision: Option<String>,
    },
    /// The shape of the path.
    Path {
        /// The decision.
        decision: Option<String>,
    },
    /// The document that the row awaited was recorded.
    Event {
        /// The document.
        document: String,
        /// The due date that it gives.
        due: NaiveDate,
    },
    /// The row was added.
    Added,
    /// The row was closed: its last verdict stands.
    Closed {
        /// The decision.
        decision: Option<String>,
    },
    /// The row is no longer part of the plan.
    Ended,
}

/// A row whose status moved, or whose figures or plan were corrected while it stayed.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Change {
    /// The row's code.
    pub code: String,
    /// The unit; `None` for the root.
    pub unit: Option<String>,
    /// The status then, as printed; `None` where the row was not part of the plan.
    pub from: Option<Status>,
    /// The status now; `None` where the row is part of the plan no longer.
    pub to: Option<Status>,
    /// Why.
    pub cause: Cause,
    /// The status then as today's knowledge gives it, where that differs from what was printed ("tính lại").
    pub recomputed: Option<Status>,
    /// The verdict then, judged anew on what was known then.
    pub before: Option<Box<Assessment>>,
    /// Figures that were corrected.
    pub revised: Vec<Revised>,
    /// Reports that were missing and came.
    pub arrived: Vec<Period>,
    /// The reference value that was revised.
    pub reference: Option<ReferenceRevised>,
    /// How the plan changed.
    pub amended: Vec<Amended>,
}

impl Change {
    /// Which way it goes.
    pub fn direction(&self) -> Direction {
        let (Some(from), Some(to)) = (self.from, self.to) else { return Direction::Amended };
        match (from.is_assessable(), to.is_assessable()) {
            _ if from == to && self.cause == Cause::PlanAmended => Direction::Amended,
            _ if from == to => Direction::Revised,
            (true, true) if self.cause == Cause::NextRequirement && from.is_on_track() && to.is_on_track() => Direction::Other,
            (true, true) if from < to => Direction::Worse,
            (true, true) => Direction::Better,
            (false, true) => Direction::NowAssessable,
            (true, false) => Direction::NoLongerAssessable,
            (false, false) => Direction::Other,
        }
    }

    /// How far the status moved, in steps from best to worst; 0 where one of the two is none of the seven.
    fn size(&self) -> u8 {
        match (self.from, self.to) {
            (Some(from), Some(to)) if from.is_assessable() && to.is_assessable() => from.number().abs_diff(to.number()),
            _ => 0,
        }
    }
}

/// What moved since an earlier report.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Changes {
    /// The date judged then, and what was known: the end of the day of knowledge where the report named no moment.
    pub as_of: AsOf,
    /// The day of knowledge then.
    pub knowledge_day: NaiveDate,
    /// The fingerprint of the report that was printed then; `None` where last month was computed.
    pub fingerprint: Option<String>,
    /// What moved, in the plan's order.
    pub list: Vec<Change>,
}

impl Changes {
    /// Those of one direction: the largest moves first, then in the plan's order.
    pub fn of_direction(&self, direction: Direction) -> Vec<&Change> {
        let mut found: Vec<&Change> = self.list.iter().filter(|change| change.direction() == direction).collect();
        found.sort_by_key(|change| std::cmp::Reverse(change.size()));
        found
    }

    /// How many got worse.
    pub fn worse(&self) -> usize {
        self.of_direction(Direction::Worse).len()
    }

    /// How many got better.
    pub fn better(&self) -> usize {
        self.of_direction(Direction::Better).len()
    }

    /// The change of a row.
    pub fn get(&self, code: &str, unit: Option<&str>) -> Option<&Change> {
        self.list.iter().find(|change| change.code == code && change.unit.as_deref() == unit)
    }
}

/// An earlier report: what the present one is compared with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Earlier {
    pub(crate) as_of: AsOf,
    pub(crate) knowledge_day: NaiveDate,
    pub(crate) fingerprint: Option<String>,
    /// The statuses as printed; `None`: they are computed.
    pub(crate) statuses: Option<HashMap<(String, Option<String>), Status>>,
}

impl Earlier {
    /// Last month's end as known at 00:00 on the 10th, or now if that is earlier; `None` where no report was owed then.
    pub fn last_month(programme: &Programme, as_of: AsOf) -> Option<Self> {
        let month = Month::of_date(as_of.date).plus(-1);
        if month < programme.calendar().reports_from {
            return None;
        }
        let tenth = crate::value::Calendar::deadline(Period::month(month));
        let known = as_of.known_at.map_or(Moment::start_of(tenth), |known| known.min(Moment::start_of(tenth)));
        let earlier = AsOf::end_of(month).known_at(known);
        Some(Self { as_of: earlier, knowledge_day: known.day(), fingerprint: None, statuses: None })
    }

    /// The date that it judged.
    pub fn date(&self) -> NaiveDate {
        self.as_of.date
    }
}

/// What moved: the verdicts of now, held against an earlier report.
pub(crate) fn changes<'a>(ledger: &Ledger, verdicts: impl Iterator<Item = &'a Assessment>, as_of: AsOf, earlier: &Earlier) -> Changes {
    let mut list = Vec::new();
    let mut rows_now = std::collections::HashSet::new();
    let now_day = knowledge_day(ledger, as_of);
    let hierarchy = &Hierarchy::of(&ledger.programme);
    let (then, then_day) = (earlier.as_of, earlier.knowledge_day);
    // Verdicts come row by row, the root's first: what stood then is judged once a row, for the root and all beneath it.
    let mut before_of: HashMap<Option<String>, Assessment> = HashMap::new();
    for now in verdicts {
        let Some(row) = ledger.programme.row_of(now.code()) else { continue };
        if rows_now.insert(row) {
            let root = assess_row_on(ledger, hierarchy, row, then, then_day);
            before_of = root.map_or_else(HashMap::new, |mut root| {
                let members = std::mem::take(&mut root.members);
                std::iter::once(root).chain(members).map(|verdict| (verdict.unit.clone(), verdict)).collect()
            });
        }
        let news = News { ledger, hierarchy, row, unit: now.unit.as_deref(), then, then_day, now: as_of, now_day };
        let before = before_of.remove(&now.unit);
        let key = (now.code().to_owned(), now.unit.clone());
        let from = match &earlier.statuses {
            Some(printed) => printed.get(&key).copied(),
            None => before.as_ref().map(|before| before.status),
        };
        list.extend(news.change(now, from, before));
    }
    for row in (0..ledger.programme.indicators().len()).filter(|row| !rows_now.contains(row)) {
        let Some(before) = assess_key_on(ledger, hierarchy, (row, None), then, then_day) else { continue };
        list.push(Change {
            code: before.code().to_owned(),
            unit: None,
            from: Some(before.status),
            to: None,
            cause: Cause::PlanAmended,
            recomputed: None,
            before: Some(Box::new(before)),
            revised: Vec::new(),
            arrived: Vec::new(),
            reference: None,
            amended: vec![Amended::Ended],
        });
    }
    Changes { as_of: earlier.as_of, knowledge_day: earlier.knowledge_day, fingerprint: earlier.fingerprint.clone(), list }
}
