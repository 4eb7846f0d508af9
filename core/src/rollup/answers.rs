//! Milestones and duties that members answer: "complete when all are, on the last one's date, and the report says k of
//! n" (domain, section 2).

use chrono::NaiveDate;

use super::units::Units;
use crate::assess::one::{Answers, Row};
use crate::assess::{Assessment, Coverage, compile};
use crate::ledger::State;
use crate::value::Period;

impl Units<'_> {
    /// What the members beneath one say together; `None` where there is none.
    ///
    /// A period is reported when every member of that period has sent its report or was complete by then. Who took over
    /// from others and has not completed it itself is complete when each of these is.
    pub(super) fn answers(&self, row: &Row<'_>, top: Option<usize>, from: Option<NaiveDate>) -> Option<(Answers, Coverage)> {
        let members = self.beneath(top, self.on.unwrap_or(row.judged.date));
        if members.is_empty() {
            return None;
        }
        let single = |node: usize| -> Option<Assessment> {
            let reporter = self.hierarchy.reporters.get(node)?;
            let speaks = self.reports.get(node).is_some_and(|reports| !reports.is_empty());
            let anything = speaks || row.reported_ever(reporter.code);
            anything.then(|| row.own(Some(reporter.code), reporter.life().from))
        };
        let verdicts: Vec<Option<Assessment>> = (0..self.hierarchy.reporters.len()).map(single).collect();
        let of = |node: usize| verdicts.get(node).and_then(Option::as_ref);
        let standing = self.hierarchy.on(self.day())?;
        let done = |node: usize| -> Option<&Assessment> {
            let own = of(node).filter(|verdict| verdict.completed_on.is_some());
            let kin = standing.kin.get(node).map(Vec::as_slice).unwrap_or_default();
            let all = || kin.iter().map(|node| of(*node).filter(|verdict| verdict.completed_on.is_some())).collect::<Option<Vec<_>>>();
            own.or_else(|| all()?.into_iter().max_by_key(|verdict| verdict.completed_on))
        };
        let finished: Vec<&Assessment> = members.iter().filter_map(|node| done(*node)).collect();
        let last = finished.iter().max_by_key(|verdict| (verdict.completed_on, verdict.period));
        let completion = last.filter(|_| finished.len() == members.len()).and_then(|last| Some((last.completed_on?, last.newest.clone())));
        let demanded = self.demanded(row, from);
        let received: Vec<Period> = demanded.iter().copied().filter(|period| self.all_sent(top, *period, &of)).collect();
        let heard = |node: &&usize| self.reports.get(**node).is_some_and(|reports| !reports.is_empty());
        let reporting = members.iter().filter(heard).count();
        let recurring = row.indicator(None).is_recurring();
        let counted = if recurring {
            let kept = |node: &&usize| demanded.iter().all(|period| self.sent(**node, *period));
            members.iter().filter(kept).filter(heard).count()
        } else {
            finished.len()
        };
        let newest = members.iter().filter_map(|node| of(*node)?.period).max();
        let begun = members.iter().filter_map(|node| of(*node)?.state).any(|state| state != State::NotStarted);
        let answers = Answers {
            any: reporting > 0,
            received,
            completion,
            newest: newest.map(|period| (period, None)),
            state: (reporting > 0).then_some(if begun { State::InProgress } else { State::NotStarted }),
            percent: None,
        };
        let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let coverage = Coverage { units: number(members.len()), reporting: number(reporting), counted: number(counted), ..Coverage::NONE };
        Some((answers, coverage))
    }

    /// The periods whose reports can be missing.
    fn demanded(&self, row: &Row<'_>, from: Option<NaiveDate>) -> Vec<Period> {
        compile::demanded(row.around(from).owed, row.indicator(None).reported_every(), None, None)
    }

    fn sent(&self, node: usize, period: Period) -> bool {
        self.reports.get(node).is_some_and(|reports| reports.iter().any(|entry| entry.measurement.period == period))
    }

    /// Whether every member of a period has sent its report, or was complete by then.
    fn all_sent<'v>(&self, top: Option<usize>, period: Period, of: &impl Fn(usize) -> Option<&'v Assessment>) -> bool {
        let complete = |node: usize| of(node).and_then(|verdict| verdict.completed_on).is_some_and(|day| day <= period.end());
        let day = self.on.unwrap_or(period.end());
        let kin = |node: usize| self.hierarchy.on(day).and_then(|standing| standing.kin.get(node)).map(Vec::as_slice).unwrap_or_default();
        let answered = |node: usize| self.sent(node, period) || complete(node);
        let members = self.beneath(top, day);
        !members.is_empty()
            && members.into_iter().all(|node| answered(node) || (!kin(node).is_empty() && kin(node).iter().all(|node| answered(*node))))
    }
}
