//! The report's rows taken together: groups, agencies, units, what is owed and what falls due.

use super::Report;
use crate::assess::Assessment;
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

    /// What was reported as difficulties and proposals, by those who lead or monitor the row together, in the order of
    /// [`Report::agencies`]; rows in the plan's order.
    pub fn difficulties(&self) -> Vec<(Vec<String>, Vec<&Assessment>)> {
        let agencies = self.agencies();
        let place = |name: &str| agencies.iter().position(|summary| summary.agency == name);
        let directory = owed::Directory::of(&self.programme);
        let mut found: Vec<(Vec<&str>, Vec<&Assessment>)> = Vec::new();
        for item in self.verdicts() {
            if item.newest.as_ref().is_none_or(|newest| newest.difficulty.is_none() && newest.proposal.is_none()) {
                continue;
            }
            let parties = directory.answering(&item.indicator, self.as_of.date);
            // A member's words are its own; the root's are those of all who answer for the root.
            let own = parties.iter().any(|party| party.unit.is_some() && party.unit == item.unit.as_deref());
            let mut names: Vec<&str> =
                parties.iter().filter(|party| !own || party.unit == item.unit.as_deref()).map(|party| party.agency).collect();
            names.sort_by_key(|name| place(name));
            match found.iter_mut().find(|(known, _)| *known == names) {
                Some((_, rows)) => rows.push(item),
                None => found.push((names, vec![item])),
            }
        }
        found.sort_by_key(|(names, _)| names.iter().map(|name| place(name)).collect::<Vec<_>>());
        found.into_iter().map(|(names, rows)| (names.into_iter().map(str::to_owned).collect(), rows)).collect()
    }

    /// The root's verdicts, each followed by those beneath it; duties last.
    pub fn verdicts(&self) -> impl Iterator<Item = &Assessment> {
        self.many().all()
    }
}
