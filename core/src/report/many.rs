//! The report's rows taken together: groups, agencies, units, what is owed and what falls due.

use super::Report;
use crate::assess::Assessment;
use crate::plan::Role;
use crate::rollup::owed;
use crate::rollup::summary::Verdicts;
use crate::rollup::{AgencySummary, Answer, GroupSummary, OwedReport, TaskKinds, UnitSummary, Upcoming};

impl Report {
    fn many(&self) -> Verdicts<'_> {
        Verdicts { programme: &self.programme, items: &self.items, duties: &self.duties, conduct: &self.conduct, date: self.as_of.date }
    }

    /// The groups of the two tables, in the plan's order.
    pub fn groups(&self) -> Vec<GroupSummary> {
        self.many().groups()
    }

    /// The agencies and their roles, in the order that the plan's settings give, then in that of its list of agencies.
    pub fn agencies(&self) -> Vec<AgencySummary> {
        self.many().agencies()
    }

    /// The agencies that answer, leading or monitoring: most reports missing first, then most late, then most overdue, then
    /// in the order of [`Report::agencies`].
    pub fn answers(&self) -> Vec<Answer> {
        self.many().answers()
    }

    /// The reporting units of the date judged, with their own verdicts.
    pub fn units(&self) -> Vec<UnitSummary> {
        self.many().units()
    }

    /// Tasks in their three kinds.
    pub fn task_kinds(&self) -> TaskKinds {
        TaskKinds::of(&self.items)
    }

    /// What is still to be sent, by whom, since when: a row for every agency that answers for it, oldest first.
    ///
    /// ```
    /// use tiendo::{AsOf, Month};
    /// let (ledger, _) = tiendo_seeds::sample();
    /// let report = ledger.assess(AsOf::end_of(Month::new(2027, 3)?));
    /// for owed in report.owed().iter().take(3) {
    ///     println!("{:?} owes {} for {}, {} days late", owed.agency, owed.indicator, owed.period, owed.days);
    /// }
    /// # Ok::<(), tiendo::Error>(())
    /// ```
    pub fn owed(&self) -> &[OwedReport] {
        &self.conduct.owed
    }

    /// What falls due in the next two months and is not met, soonest first.
    pub fn upcoming(&self) -> Vec<Upcoming> {
        owed::upcoming(self.items.iter().chain(&self.duties), self.as_of.date)
    }

    /// What agencies reported as difficulties and proposals, by agency: those that lead or monitor, in the order of
    /// [`Report::agencies`], each with its rows in the plan's order.
    pub fn difficulties(&self) -> Vec<(String, Vec<&Assessment>)> {
        let told: Vec<&Assessment> = self
            .verdicts()
            .filter(|item| item.newest.as_ref().is_some_and(|newest| newest.difficulty.is_some() || newest.proposal.is_some()))
            .collect();
        let mut by_agency: Vec<(String, Vec<&Assessment>)> = Vec::new();
        for summary in self.agencies().into_iter().filter(|summary| summary.role != Role::Support) {
            if by_agency.last().is_none_or(|(name, _)| *name != summary.agency) {
                by_agency.push((summary.agency, Vec::new()));
            }
        }
        let directory = owed::Directory::of(&self.programme);
        for item in told {
            for party in directory.answering(&item.indicator, self.as_of.date) {
                // A member's own words are its own, the root's are everyone's who answers for the root.
                if item.unit.is_some() && party.unit.is_some() && party.unit != item.unit.as_deref() {
                    continue;
                }
                match by_agency.iter_mut().find(|(name, _)| name == party.agency) {
                    Some((_, rows)) => rows.push(item),
                    None => by_agency.push((party.agency.to_owned(), vec![item])),
                }
            }
        }
        by_agency.retain(|(_, rows)| !rows.is_empty());
        by_agency
    }

    /// The root's verdicts, each followed by those beneath it; duties last.
    pub fn verdicts(&self) -> impl Iterator<Item = &Assessment> {
        self.many().all()
    }
}
