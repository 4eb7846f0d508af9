//! Who owes which reports, what of it is still to be sent, and what falls due next.

use std::collections::HashMap;
use std::rc::Rc;

use chrono::{Months, NaiveDate};

use crate::assess::{Assessment, OutcomeKind, Status};
use crate::plan::{Indicator, Programme, Role, Rollup};
use crate::value::text::key;
use crate::value::{Calendar, Month, Period};

/// A report that is still to be sent: its deadline has passed and nothing was received for its period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwedReport {
    /// The agency that answers for it; `None` where the plan names nobody for that period.
    pub agency: Option<String>,
    /// The row's code.
    pub indicator: String,
    /// The reporting unit; `None` for the root.
    pub unit: Option<String>,
    /// The period that it is about.
    pub period: Period,
    /// The last day on which it would have been on time: "before the 10th" is the 9th.
    pub deadline: NaiveDate,
    /// Days from the deadline to the day of knowledge.
    pub days: u32,
}

impl OwedReport {
    pub(super) fn new(agency: Option<&str>, indicator: &str, unit: Option<&str>, period: Period, knowledge_day: NaiveDate) -> Self {
        let late_from = Calendar::deadline(period);
        Self {
            agency: agency.map(str::to_owned),
            indicator: indicator.to_owned(),
            unit: unit.map(str::to_owned),
            period,
            deadline: late_from.pred_opt().unwrap_or(late_from),
            days: Calendar::days_late(period, knowledge_day),
        }
    }
}

/// A requirement that falls due within two months and is not met yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upcoming {
    /// The row's code.
    pub code: String,
    /// The due date.
    pub due: NaiveDate,
    /// Days left, from the date judged.
    pub days: u32,
}

/// The last day of the next two months: of a month's end, the end of the month after next.
fn two_months_on(date: NaiveDate) -> NaiveDate {
    let month = Month::of_date(date);
    if month.last_day() == date {
        return month.plus(2).last_day();
    }
    date.checked_add_months(Months::new(2)).unwrap_or(date)
}

/// What falls due in the next two months and is not met, soonest first, then in the plan's order. Suspended rows are not
/// asked for anything.
pub(crate) fn upcoming<'a>(verdicts: impl Iterator<Item = &'a Assessment>, date: NaiveDate) -> Vec<Upcoming> {
    let last = two_months_on(date);
    let mut found: Vec<Upcoming> = verdicts
        .filter(|verdict| verdict.status != Status::Suspended && verdict.closed_on.is_none())
        .flat_map(|verdict| {
            let met = matches!(verdict.status, Status::Achieved | Status::AchievedLate).then(|| verdict.due()).flatten();
            let open = verdict.outcomes.iter().filter(|outcome| outcome.outcome == OutcomeKind::Open).map(|outcome| outcome.due);
            open.filter(move |due| (date..=last).contains(due) && Some(*due) != met).map(|due| Upcoming {
                code: verdict.code().to_owned(),
                due,
                days: u32::try_from(due.signed_duration_since(date).num_days()).unwrap_or(0),
            })
        })
        .collect();
    found.sort_by_key(|upcoming| upcoming.due);
    found
}

/// An agency that has a part in a row, and the unit under whose code it reports, if it is a member of a class that has one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Party<'a> {
    pub(crate) agency: &'a str,
    pub(crate) role: Role,
    pub(crate) unit: Option<&'a str>,
}

/// Agencies, classes and units by name, looked up once.
pub(crate) struct Directory<'a> {
    programme: &'a Programme,
    /// Classes whose members are listed, with the unit under whose code each reports.
    members: HashMap<&'a str, Vec<(&'a str, Option<&'a str>)>>,
    /// Units with nothing below them, by day.
    leaves: HashMap<NaiveDate, Rc<[&'a str]>>,
}

impl<'a> Directory<'a> {
    pub(crate) fn of(programme: &'a Programme) -> Self {
        let units: HashMap<String, &str> =
            programme.units().iter().flat_map(|unit| [&unit.name, &unit.code].map(|name| (key(name), unit.code.as_str()))).collect();
        let classes = programme.agencies().iter().filter(|agency| !agency.members.is_empty());
        let members = classes.map(|class| {
            let listed = class.members.iter().map(|member| (member.as_str(), units.get(&key(member)).copied()));
            (class.name.vi.as_str(), listed.collect())
        });
        Self { programme, members: members.collect(), leaves: HashMap::new() }
    }

    /// Who has a part in a row on a day: a class whose members are listed is answered by each of them, and an agency
    /// named twice counts once, in its first role of lead, support, monitor.
    pub(crate) fn parties(&self, row: &'a Indicator, day: NaiveDate) -> Vec<Party<'a>> {
        let mut parties: Vec<Party<'a>> = Vec::new();
        let mut add = |party: Party<'a>| match parties.iter_mut().find(|known| known.agency == party.agency) {
            Some(known) => known.role = known.role.min(party.role),
            None => parties.push(party),
        };
        for owner in row.owners.iter().filter(|owner| owner.holds_on(day)) {
            match self.members.get(owner.agency.as_str()) {
                Some(members) => members.iter().for_each(|(agency, unit)| add(Party { agency, role: owner.role, unit: *unit })),
                None => add(Party { agency: &owner.agency, role: owner.role, unit: None }),
            }
        }
        parties
    }

    /// The same, those alone who answer for the report: every lead or monitor.
    pub(crate) fn answering(&self, row: &'a Indicator, day: NaiveDate) -> Vec<Party<'a>> {
        let mut parties = self.parties(row, day);
        parties.retain(|party| party.role != Role::Support);
        parties
    }

    /// The units that report in a period: those of its last day with no unit below them.
    fn leaves(&mut self, day: NaiveDate) -> Rc<[&'a str]> {
        let programme = self.programme;
        let found = self.leaves.entry(day).or_insert_with(|| {
            let there: Vec<_> = programme.units().iter().filter(|unit| unit.holds_on(day)).collect();
            let above: std::collections::HashSet<&str> = there.iter().filter_map(|unit| unit.parent.as_deref()).collect();
            there.iter().map(|unit| unit.code.as_str()).filter(|code| !above.contains(code)).collect()
        });
        found.clone()
    }

    /// Which series of a row owe a report for a period that ends on a day, and who answers for each. A row with a roll-up
    /// rule is reported by every unit with none below it; any other by its owner for the root, or by each member of a
    /// class under its own unit.
    pub(crate) fn series(&mut self, row: &'a Indicator, day: NaiveDate) -> Vec<Series<'a>> {
        let answering = self.answering(row, day);
        let apart = |unit: Option<&'a str>| {
            let own: Vec<Party<'a>> = answering.iter().filter(|party| party.unit == unit).copied().collect();
            Series { unit, parties: own }
        };
        let root = apart(None);
        let leaves = if row.rollup == Rollup::Reported { Rc::from([]) } else { self.leaves(day) };
        if !leaves.is_empty() {
            let of_unit = |unit: &&'a str| {
                let own = apart(Some(unit));
                if own.parties.is_empty() { Series { unit: Some(unit), parties: root.parties.clone() } } else { own }
            };
            return leaves.iter().map(of_unit).collect();
        }
        let mut units: Vec<&str> = answering.iter().filter_map(|party| party.unit).collect();
        units.dedup();
        let rooted = !root.parties.is_empty() || units.is_empty();
        rooted.then_some(root).into_iter().chain(units.into_iter().map(|unit| apart(Some(unit)))).collect()
    }
}

/// One series of reports that is owed, and who answers for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Series<'a> {
    pub(crate) unit: Option<&'a str>,
    pub(crate) parties: Vec<Party<'a>>,
}
