//! The reporting hierarchy by date: who stands under whom, who took over from whom, who answers for a row (domain,
//! section 2, "Ownership and hierarchy have dates").

use std::collections::{BTreeSet, HashMap, HashSet};

use chrono::NaiveDate;

use super::agency::Role;
use super::indicator::Indicator;
use super::programme::Programme;
use crate::value::text::key;

/// From when to when somebody reports; without a day, always.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Life {
    /// The first day.
    pub(crate) from: Option<NaiveDate>,
    /// The last day.
    pub(crate) to: Option<NaiveDate>,
}

impl Life {
    /// From the earlier beginning to the later end of two.
    pub(crate) fn with(self, other: Self) -> Self {
        Self { from: self.from.min(other.from), to: self.to.zip(other.to).map(|(to, other)| to.max(other)) }
    }

    fn covers(self, day: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }
}

/// Somebody who reports below the root: a unit, or an agency that is a listed member of a class.
#[derive(Clone, Debug)]
pub(crate) struct Reporter<'a> {
    /// As measurements name it: a unit's code, an agency's name.
    pub(crate) code: &'a str,
    /// Under whom, by its code, and when.
    links: Vec<(Life, Option<&'a str>)>,
    /// Whether it is a unit of the hierarchy; an agency stands under the root and answers only where it is a member.
    is_unit: bool,
    /// Whether a unit ever stood under it.
    is_above: bool,
    /// Those who took over from it.
    heirs: Vec<usize>,
    /// Those from whom it took over.
    forebears: Vec<usize>,
}

impl Reporter<'_> {
    /// From its first day to its last.
    pub(crate) fn life(&self) -> Life {
        self.links.iter().map(|(life, _)| *life).reduce(Life::with).unwrap_or_default()
    }

    fn link_on(&self, day: NaiveDate) -> Option<Option<&str>> {
        self.links.iter().find(|(life, _)| life.covers(day)).map(|(_, parent)| *parent)
    }

    /// Whether it is a unit of the hierarchy.
    pub(crate) fn is_unit(&self) -> bool {
        self.is_unit
    }

    /// Whether a unit ever stood under it.
    pub(crate) fn is_above(&self) -> bool {
        self.is_above
    }
}

/// The hierarchy as it stands from one change to the next.
#[derive(Clone, Debug)]
pub(crate) struct Standing {
    /// Of each reporter, the one that lives then and under which its figures count.
    pub(crate) under: Vec<Option<usize>>,
    /// Of each living reporter, those not living whose figures count under it.
    pub(crate) kin: Vec<Vec<usize>>,
    parents: Vec<Option<usize>>,
    /// The living units beneath which there is none, in the plan's order.
    leaves: Vec<usize>,
}

impl Standing {
    /// Whether a reporter lives then.
    pub(crate) fn lives(&self, node: usize) -> bool {
        self.under.get(node).copied().flatten() == Some(node)
    }

    /// Whether a reporter is beneath another, or is that one; everybody is beneath the root.
    fn is_beneath(&self, node: usize, top: Option<usize>) -> bool {
        let Some(top) = top else { return true };
        let mut at = Some(node);
        // No longer than the chain can be: circles are refused when the plan is read.
        for _ in 0..=self.parents.len() {
            match at {
                Some(node) if node == top => return true,
                Some(node) => at = self.parents.get(node).copied().flatten(),
                None => return false,
            }
        }
        false
    }
}

/// All reporters below the root and how they stood to one another over time.
#[derive(Clone, Debug)]
pub(crate) struct Hierarchy<'a> {
    /// Units in the plan's order, then member agencies.
    pub(crate) reporters: Vec<Reporter<'a>>,
    by_key: HashMap<String, usize>,
    classes: HashMap<&'a str, Vec<usize>>,
    /// The days on which something changes.
    days: Vec<NaiveDate>,
    standings: Vec<Standing>,
}

impl<'a> Hierarchy<'a> {
    /// The hierarchy of a programme.
    pub(crate) fn of(programme: &'a Programme) -> Self {
        let mut all =
            Self { reporters: Vec::new(), by_key: HashMap::new(), classes: HashMap::new(), days: Vec::new(), standings: Vec::new() };
        all.add_units(programme);
        all.add_members(programme);
        all.add_successions(programme);
        let changes = all.reporters.iter().flat_map(|reporter| &reporter.links).flat_map(|(life, _)| {
            let after = life.to.and_then(|to| to.succ_opt());
            life.from.into_iter().chain(after)
        });
        let days: BTreeSet<NaiveDate> = changes.collect();
        all.days = days.into_iter().collect();
        let before = all.days.first().and_then(|first| first.pred_opt()).unwrap_or_default();
        let standings: Vec<Standing> = std::iter::once(before).chain(all.days.clone()).map(|day| all.standing_on(day)).collect();
        all.standings = standings;
        let parents: Vec<usize> = all.standings.iter().flat_map(|standing| standing.parents.iter().flatten()).copied().collect();
        for parent in parents {
            if let Some(reporter) = all.reporters.get_mut(parent) {
                reporter.is_above = true;
            }
        }
        all
    }

    fn add_units(&mut self, programme: &'a Programme) {
        let mut names: HashMap<String, BTreeSet<usize>> = HashMap::new();
        for unit in programme.units() {
            let at = *self.by_key.entry(key(&unit.code)).or_insert(self.reporters.len());
            let link = (Life { from: unit.valid_from, to: unit.valid_to }, unit.parent.as_deref());
            match self.reporters.get_mut(at) {
                Some(known) => known.links.push(link),
                None => self.reporters.push(Reporter {
                    code: &unit.code,
                    links: vec![link],
                    is_unit: true,
                    is_above: false,
                    heirs: Vec::new(),
                    forebears: Vec::new(),
                }),
            }
            names.entry(key(&unit.name)).or_default().insert(at);
        }
        // A name serves where it names one unit alone: two communes may be called the same.
        for (name, named) in names {
            if let (Some(at), 1) = (named.first(), named.len()) {
                self.by_key.entry(name).or_insert(*at);
            }
        }
    }

    /// The members of classes: a name is a unit's code or name, else an agency's; a member that is a class with listed
    /// members stands for these.
    fn add_members(&mut self, programme: &'a Programme) {
        let agencies: HashMap<&str, _> = programme.agencies().iter().map(|agency| (agency.name.vi.as_str(), agency)).collect();
        for class in programme.agencies().iter().filter(|agency| !agency.members.is_empty()) {
            let mut members = Vec::new();
            let mut open: Vec<&'a str> = class.members.iter().rev().map(String::as_str).collect();
            let mut seen = HashSet::new();
            while let Some(name) = open.pop() {
                if !seen.insert(name) {
                    continue;
                }
                let known = self.by_key.get(&key(name)).copied();
                match (known, agencies.get(name)) {
                    (Some(at), _) => members.push(at),
                    (None, Some(agency)) if !agency.members.is_empty() => open.extend(agency.members.iter().rev().map(String::as_str)),
                    (None, Some(agency)) => {
                        let at = self.reporters.len();
                        let life = Life { from: agency.valid_from, to: agency.valid_to };
                        self.reporters.push(Reporter {
                            code: &agency.name.vi,
                            links: vec![(life, None)],
                            is_unit: false,
                            is_above: false,
                            heirs: Vec::new(),
                            forebears: Vec::new(),
                        });
                        for spelling in std::iter::once(&agency.name.vi).chain(&agency.aliases) {
                            self.by_key.entry(key(spelling)).or_insert(at);
                        }
                        members.push(at);
                    }
                    (None, None) => {}
                }
            }
            members.sort_unstable();
            members.dedup();
            self.classes.insert(&class.name.vi, members);
        }
    }

    fn add_successions(&mut self, programme: &'a Programme) {
        let units = programme.units().iter().map(|unit| (&unit.code, &unit.successors));
        let agencies = programme.agencies().iter().map(|agency| (&agency.name.vi, &agency.successors));
        for (code, successors) in units.chain(agencies).filter(|(_, successors)| !successors.is_empty()) {
            let Some(from) = self.place(code) else { continue };
            let heirs: Vec<usize> = successors.iter().filter_map(|heir| self.place(heir)).collect();
            for heir in heirs {
                if let Some(reporter) = self.reporters.get_mut(from).filter(|reporter| !reporter.heirs.contains(&heir)) {
                    reporter.heirs.push(heir);
                }
                if let Some(reporter) = self.reporters.get_mut(heir).filter(|reporter| !reporter.forebears.contains(&from)) {
                    reporter.forebears.push(from);
                }
            }
        }
    }

    fn standing_on(&self, day: NaiveDate) -> Standing {
        let count = self.reporters.len();
        let under: Vec<Option<usize>> = (0..count).map(|node| self.living(node, day)).collect();
        let mut kin = vec![Vec::new(); count];
        for (node, living) in under.iter().enumerate() {
            if let Some(kin) = living.filter(|living| *living != node).and_then(|living| kin.get_mut(living)) {
                kin.push(node);
            }
        }
        let mut above = vec![false; count];
        let mut parents = vec![None; count];
        for (node, reporter) in self.reporters.iter().enumerate() {
            let Some(parent) = reporter.link_on(day).flatten().and_then(|parent| self.place(parent)) else { continue };
            // A parent that has ended is its successor, or nobody but the root.
            let parent = under.get(parent).copied().flatten();
            if let (Some(slot), Some(mark)) = (parents.get_mut(node), parent.and_then(|parent| above.get_mut(parent))) {
                (*slot, *mark) = (parent, true);
            }
        }
        let is_leaf = |node: &usize| {
            let lives = under.get(*node).copied().flatten() == Some(*node);
            lives && self.reporters.get(*node).is_some_and(Reporter::is_unit) && above.get(*node) == Some(&false)
        };
        let leaves = (0..count).filter(is_leaf).collect();
        Standing { under, kin, parents, leaves }
    }

    /// Who lives on a day and stands for a reporter: itself; where it has ended, all of those who took over, if that is
    /// one; where it has not begun, the one whose name alone it changed.
    fn living(&self, node: usize, day: NaiveDate) -> Option<usize> {
        let mut found = None;
        let mut seen = HashSet::new();
        let mut open = vec![node];
        while let Some(at) = open.pop() {
            if !seen.insert(at) {
                continue;
            }
            let reporter = self.reporters.get(at)?;
            let life = reporter.life();
            if reporter.link_on(day).is_some() {
                if found.is_some_and(|other| other != at) {
                    return None;
                }
                found = Some(at);
            } else if life.to.is_some_and(|to| to < day) && !reporter.heirs.is_empty() {
                open.extend(&reporter.heirs);
            } else if let (true, [forebear]) = (life.from.is_some_and(|from| day < from), reporter.forebears.as_slice()) {
                let alone = self.reporters.get(*forebear).is_some_and(|forebear| forebear.heirs.len() == 1);
                open.push(if alone { *forebear } else { return None });
            } else {
                return None;
            }
        }
        found
    }

    /// The reporter of a code or name.
    pub(crate) fn place(&self, code: &str) -> Option<usize> {
        self.by_key.get(&key(code)).copied()
    }

    /// The number of the standing on a day.
    pub(crate) fn epoch(&self, day: NaiveDate) -> usize {
        self.days.partition_point(|change| *change <= day)
    }

    /// The days up to one on which something has changed, and the day before the first.
    pub(crate) fn changes_before(&self, day: NaiveDate) -> Vec<NaiveDate> {
        let changes = self.days.get(..self.epoch(day)).unwrap_or_default();
        changes.first().and_then(|first| first.pred_opt()).into_iter().chain(changes.iter().copied()).collect()
    }

    /// How everybody stands on a day.
    pub(crate) fn on(&self, day: NaiveDate) -> Option<&Standing> {
        self.standings.get(self.epoch(day))
    }

    /// The members who answer for a row on a day: those of the classes that lead or monitor it, where they are listed.
    pub(crate) fn members(&self, row: &Indicator, day: NaiveDate) -> Option<Vec<usize>> {
        let answers = |role| matches!(role, Role::Lead | Role::Monitor);
        let owners = row.owners.iter().filter(|owner| answers(owner.role) && owner.holds_on(day));
        let members: BTreeSet<usize> = owners.filter_map(|owner| self.classes.get(owner.agency.as_str())).flatten().copied().collect();
        (!members.is_empty()).then(|| members.into_iter().collect())
    }

    /// Who reports beneath a reporter (`None`: the root) on a day: the living among the members, else the units beneath
    /// which there is none.
    pub(crate) fn beneath(&self, top: Option<usize>, members: Option<&[usize]>, day: NaiveDate) -> Vec<usize> {
        let Some(standing) = self.on(day) else { return Vec::new() };
        let all = members.unwrap_or(&standing.leaves);
        all.iter().copied().filter(|node| standing.lives(*node) && standing.is_beneath(*node, top)).collect()
    }
}
