//! Counts by group, agency and role, unit, programme; tasks in their three kinds; the two lists of facts.

use std::collections::HashMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::discipline::{Conduct, Discipline};
use super::owed::Directory;
use crate::assess::{Assessment, Status};
use crate::plan::{Kind, Programme, Role};
use crate::value::{Text, number};

/// How many rows have each status.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts([u32; Status::ALL.len()]);

impl Counts {
    /// The counts of some verdicts.
    pub fn of<'a>(items: impl IntoIterator<Item = &'a Assessment>) -> Self {
        let mut counts = Self::default();
        for item in items {
            counts.add(item.status);
        }
        counts
    }

    /// Counts one more.
    pub fn add(&mut self, status: Status) {
        let place = Status::ALL.iter().position(|known| *known == status);
        if let Some(count) = place.and_then(|place| self.0.get_mut(place)) {
            *count = count.saturating_add(1);
        }
    }

    /// How many have a status.
    pub fn get(&self, status: Status) -> u32 {
        self.iter().find(|(each, _)| *each == status).map_or(0, |(_, count)| count)
    }

    /// Every status with its count, in order.
    pub fn iter(&self) -> impl Iterator<Item = (Status, u32)> {
        Status::ALL.iter().copied().zip(self.0)
    }

    /// How many there are.
    pub fn total(&self) -> u32 {
        self.0.iter().fold(0, |sum, count| sum.saturating_add(*count))
    }

    /// How many can be assessed: those with one of the seven statuses.
    pub fn assessable(&self) -> u32 {
        self.sum(Status::is_assessable)
    }

    /// How many are achieved, achieved late or on track.
    pub fn on_track(&self) -> u32 {
        self.sum(Status::is_on_track)
    }

    /// The share on track of those that can be assessed, a ratio; `None` where none can: an empty set is never 0 % or 100 %.
    pub fn share_on_track(&self) -> Option<Decimal> {
        number::ratio(&self.on_track().into(), &self.assessable().into())
    }

    fn sum(&self, counts: impl Fn(Status) -> bool) -> u32 {
        self.iter().filter(|(status, _)| counts(*status)).fold(0, |sum, (_, count)| sum.saturating_add(count))
    }
}

/// A group of the plan, counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupSummary {
    /// The table it stands in.
    pub kind: Kind,
    /// Its Roman numeral.
    pub code: String,
    /// Its title.
    pub title: Text,
    /// Its rows by status.
    pub counts: Counts,
}

/// An agency in one role: the rows of the two tables by status, and how the reports that it answers for came in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgencySummary {
    /// The agency's own name.
    pub agency: String,
    /// Its role.
    pub role: Role,
    /// Its rows by status, owners as on the date judged.
    pub counts: Counts,
    /// Its reports, owners as in each period; one that only supports owes none.
    pub discipline: Discipline,
}

/// An agency as one that answers, leading or monitoring: what the lists for award and censure are made of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// The agency's own name.
    pub agency: String,
    /// Its rows of the two tables by status.
    pub counts: Counts,
    /// Its reports.
    pub discipline: Discipline,
    /// The codes of what is overdue, the plan's own duties too.
    pub overdue: Vec<String>,
    /// The codes of what is off track, likewise.
    pub off_track: Vec<String>,
}

impl Answer {
    /// "Nothing overdue, off track or missing" (domain, section 6); an agency that owes nothing is on neither list.
    pub fn deserves_award(&self) -> bool {
        self.discipline.expected > 0 && self.overdue.is_empty() && self.off_track.is_empty() && self.discipline.missing == 0
    }

    /// "Something overdue or off track, or two reports missing" (domain, section 6).
    pub fn deserves_censure(&self) -> bool {
        !self.overdue.is_empty() || !self.off_track.is_empty() || self.discipline.missing >= 2
    }
}

/// A reporting unit, counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitSummary {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The unit above it; `None` directly under the root.
    pub parent: Option<String>,
    /// Its own verdicts by status.
    pub counts: Counts,
    /// Its reports.
    pub discipline: Discipline,
}

/// Tasks in three kinds: one share over them all would mean nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TaskKinds {
    /// With a due date.
    pub dated: Counts,
    /// Recurring, without end.
    pub recurring: Counts,
    /// Awaiting guidance or assignment.
    pub awaiting: Counts,
}

impl TaskKinds {
    /// Counts the tasks among some verdicts.
    pub fn of<'a>(items: impl IntoIterator<Item = &'a Assessment>) -> Self {
        let mut kinds = Self::default();
        for item in items.into_iter().filter(|item| item.indicator.kind == Kind::Task) {
            let kind = if item.indicator.is_recurring() {
                &mut kinds.recurring
            } else if item.pending().next().is_some() {
                &mut kinds.awaiting
            } else {
                &mut kinds.dated
            };
            kind.add(item.status);
        }
        kinds
    }
}

/// All verdicts of one date, to be counted.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Verdicts<'a> {
    pub(crate) programme: &'a Programme,
    /// The rows of the two tables.
    pub(crate) items: &'a [Assessment],
    /// The duties of the plan's body.
    pub(crate) duties: &'a [Assessment],
    pub(crate) conduct: &'a Conduct,
    /// The date judged.
    pub(crate) date: NaiveDate,
}

impl<'a> Verdicts<'a> {
    pub(crate) fn groups(self) -> Vec<GroupSummary> {
        let of = |group: &crate::plan::Group| {
            let rows = self.items.iter().filter(|item| item.indicator.kind == group.kind && item.indicator.group == group.code);
            GroupSummary { kind: group.kind, code: group.code.clone(), title: group.title.clone(), counts: Counts::of(rows) }
        };
        self.programme.groups().iter().map(of).collect()
    }

    pub(crate) fn agencies(self) -> Vec<AgencySummary> {
        let directory = Directory::of(self.programme);
        let mut counts: HashMap<(&str, Role), Counts> = self.conduct.answering().map(|key| (key, Counts::default())).collect();
        for item in self.items {
            for party in directory.parties(&item.indicator, self.date) {
                counts.entry((party.agency, party.role)).or_default().add(status_of(item, party.unit));
            }
        }
        let order = self.agency_order();
        let place = |summary: &AgencySummary| order.get(summary.agency.as_str()).copied().unwrap_or(usize::MAX);
        let mut all: Vec<AgencySummary> = counts
            .into_iter()
            .map(|((agency, role), counts)| {
                let discipline = self.conduct.agency(agency, role);
                AgencySummary { agency: agency.to_owned(), role, counts, discipline }
            })
            .collect();
        all.sort_by(|a, b| (place(a), &a.agency, a.role).cmp(&(place(b), &b.agency, b.role)));
        all
    }

    pub(crate) fn answers(self) -> Vec<Answer> {
        let directory = Directory::of(self.programme);
        let mut answers: Vec<Answer> = Vec::new();
        for summary in self.agencies().into_iter().filter(|summary| summary.role != Role::Support) {
            match answers.last_mut().filter(|answer| answer.agency == summary.agency) {
                Some(answer) => answer.discipline.add(summary.discipline),
                None => answers.push(Answer { agency: summary.agency, discipline: summary.discipline, ..Answer::default() }),
            }
        }
        for item in self.items.iter().chain(self.duties) {
            for party in directory.answering(&item.indicator, self.date) {
                // Who answers for a duty alone has a place in the lists too.
                let place = answers.iter().position(|answer| answer.agency == party.agency).unwrap_or_else(|| {
                    answers.push(Answer { agency: party.agency.to_owned(), ..Answer::default() });
                    answers.len().saturating_sub(1)
                });
                let Some(answer) = answers.get_mut(place) else { continue };
                let status = status_of(item, party.unit);
                if item.indicator.kind != Kind::Duty {
                    answer.counts.add(status);
                }
                match status {
                    Status::Overdue => answer.overdue.push(item.code().to_owned()),
                    Status::OffTrack => answer.off_track.push(item.code().to_owned()),
                    _ => {}
                }
            }
        }
        answers.sort_by_key(|answer| {
            let Discipline { missing, late, .. } = answer.discipline;
            std::cmp::Reverse((missing, late, answer.overdue.len()))
        });
        answers
    }

    pub(crate) fn units(self) -> Vec<UnitSummary> {
        let there = self.programme.units().iter().filter(|unit| unit.holds_on(self.date));
        let of = |unit: &crate::plan::Unit| UnitSummary {
            code: unit.code.clone(),
            name: unit.name.clone(),
            parent: unit.parent.clone(),
            counts: Counts::of(
                self.items.iter().flat_map(|item| &item.members).filter(|member| member.unit.as_deref() == Some(unit.code.as_str())),
            ),
            discipline: self.conduct.unit(Some(&unit.code)),
        };
        there.map(of).collect()
    }

    /// The root's verdicts, each followed by those beneath it; duties last.
    pub(crate) fn all(self) -> impl Iterator<Item = &'a Assessment> {
        self.items.iter().chain(self.duties).flat_map(|item| std::iter::once(item).chain(&item.members))
    }

    fn agency_order(self) -> HashMap<&'a str, usize> {
        let named = self.programme.report().agency_order.iter().map(String::as_str);
        let mut order = HashMap::new();
        for (place, name) in named.chain(self.programme.agencies().iter().map(|agency| agency.name.vi.as_str())).enumerate() {
            order.entry(name).or_insert(place);
        }
        order
    }
}

/// Where a row stands for a party: by its own unit's verdict, if it has one, else by the root's.
fn status_of(item: &Assessment, unit: Option<&str>) -> Status {
    let own = unit.and_then(|unit| item.members.iter().find(|member| member.unit.as_deref() == Some(unit)));
    own.map_or(item.status, |member| member.status)
}
