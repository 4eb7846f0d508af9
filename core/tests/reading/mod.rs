//! A second reading of the judging rules: slow, obvious, written from `design/domain.md` alone, sentence by sentence.
//!
//! It exists to contradict the engine. It keeps no state, scans everything, and counts in exact fractions.
//! Where the text can be read in two ways, a comment `// Reading:` says which way was taken.
#![allow(dead_code, unreachable_pub, reason = "each test file that takes this module in uses its own part of it")]
#![allow(clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "an oracle may stop a test; its inputs are valid")]
#![allow(clippy::arithmetic_side_effects, reason = "fractions of any size cannot overflow; the rest is small")]

pub mod calendar;
pub mod chance;
mod contest;
pub mod demand;
pub mod duty;
pub mod figure;
pub mod ledger;
pub mod levels;
pub mod milestone;
pub mod path;
pub mod plan;
pub mod random;
pub mod reports;
pub mod row;
pub mod small;
pub mod status;
pub mod tasks;
pub mod verdict;
mod worked;

use dashu_ratio::RBig;
use ledger::{AsOf, Entry};
use row::{Measure, Plan, Row};
use verdict::Verdict;

/// One question: a plan of one row, its ledger, and a day.
#[derive(Clone, Debug)]
pub struct Case {
    pub plan: Plan,
    pub row: Row,
    pub entries: Vec<Entry>,
    pub as_of: AsOf,
    /// What in it the text leaves open or says only in passing; empty for most. A test may put such cases aside.
    pub oddities: Vec<&'static str>,
}

impl Case {
    pub fn verdict(&self) -> Option<Verdict> {
        judge(&self.plan, &self.row, &self.entries, &self.as_of)
    }

    pub fn verdict_with_last(&self, y: &RBig) -> Option<Verdict> {
        judge_with_last(&self.plan, &self.row, &self.entries, &self.as_of, y)
    }
}

/// The verdict on one row. `entries` are all that the ledger holds for it. `None`: the row is not in the plan in force.
pub fn judge(plan: &Plan, row: &Row, entries: &[Entry], as_of: &AsOf) -> Option<Verdict> {
    read(plan, row, entries, as_of, None)
}

/// The same, judged anew with the newest accumulated value replaced by `y` and all else the same: what a margin means.
pub fn judge_with_last(plan: &Plan, row: &Row, entries: &[Entry], as_of: &AsOf, y: &RBig) -> Option<Verdict> {
    read(plan, row, entries, as_of, Some(y))
}

fn read(plan: &Plan, row: &Row, entries: &[Entry], as_of: &AsOf, y: Option<&RBig>) -> Option<Verdict> {
    let knowledge = ledger::day_of_knowledge(entries, as_of);
    let mut date = as_of.date;
    let mut in_force = plan::in_force(row, date, as_of.known_at)?;
    // "or closes one (its last verdict stands and no report is owed after)".
    // Reading: the last verdict is the one of the closing's effective day, by what is known when the question is asked:
    // corrections still arrive, and the last owed reports are missing once their day has passed.
    if let Some(closed_on) = in_force.closed_on {
        date = date.min(closed_on);
        in_force = plan::in_force(row, date, as_of.known_at)?;
    }
    let question = ledger::Question { date, known_at: as_of.known_at, knowledge };
    let verdict = if in_force.recurring.is_some() {
        duty::judge(plan, &in_force, entries, &question)
    } else if row.measure == Measure::Milestone {
        milestone::judge(plan, row, &in_force, entries, &question)
    } else {
        figure::judge(plan, row, &in_force, entries, &question, y)
    };
    Some(verdict)
}
