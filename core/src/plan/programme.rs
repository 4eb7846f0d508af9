//! The validated whole: groups, rows, agencies, calendar, and what is in force at an [`AsOf`].

use std::borrow::Cow;
use std::collections::HashMap;

use chrono::NaiveDate;

use super::agency::{Agency, Unit};
use super::amendment::{Amendment, Change, Event, Suspension};
use super::indicator::{Indicator, Kind};
use super::reference::{Footnote, Reference};
use super::target::Requirement;
use crate::value::text::key;
use crate::value::{Calendar, Moment, Month, Text};

/// The date judged, and the moment of knowledge.
///
/// Without `known_at`: all that the ledger holds.
///
/// ```
/// use tiendo::{AsOf, Month};
/// let as_of = AsOf::end_of(Month::new(2027, 3)?);
/// assert_eq!(as_of.date.to_string(), "2027-03-31");
/// # Ok::<(), tiendo::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AsOf {
    /// The date judged, D.
    pub date: NaiveDate,
    /// The moment of knowledge, K.
    pub known_at: Option<Moment>,
}

impl AsOf {
    /// A date, with all that is known.
    pub const fn on(date: NaiveDate) -> Self {
        Self { date, known_at: None }
    }

    /// The last day of a month, with all that is known.
    pub fn end_of(month: Month) -> Self {
        Self::on(month.last_day())
    }

    /// The same date, as known at a moment.
    pub const fn known_at(self, moment: Moment) -> Self {
        Self { date: self.date, known_at: Some(moment) }
    }

    /// Whether something recorded at a moment is known.
    pub fn knows(&self, recorded: Moment) -> bool {
        self.known_at.is_none_or(|known| recorded <= known)
    }
}

/// A group of rows, under a Roman numeral.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The table it stands in.
    pub kind: Kind,
    /// The Roman numeral.
    pub code: String,
    /// The title as printed.
    pub title: Text,
}

/// What the report prints beside the verdicts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReportSettings {
    /// The body above the issuer.
    pub superior: String,
    /// The issuer, the standing agency.
    pub issuer: String,
    /// The symbol after the report's number: `BC-CATP`.
    pub symbol: String,
    /// The place of signing.
    pub place: String,
    /// Whom the report addresses.
    pub addressees: Vec<String>,
    /// Who receives it.
    pub recipients: Vec<String>,
    /// The signer's role.
    pub signer_role: String,
    /// The order of agencies in tables.
    pub agency_order: Vec<String>,
    /// Whether the figures are invented: every output is then stamped.
    pub sample: bool,
}

/// A plan: its rows, agencies, units and calendar. Immutable once validated; to be shared in an `Arc`.
///
/// Made by [`Programme::from_folder_texts`](Programme::from_texts) from the plan's own two tables and its settings.
#[derive(Clone, Debug)]
pub struct Programme {
    pub(crate) code: String,
    pub(crate) title: Text,
    pub(crate) number: String,
    pub(crate) issued_on: Option<NaiveDate>,
    pub(crate) starts_on: NaiveDate,
    pub(crate) calendar: Calendar,
    pub(crate) source: String,
    pub(crate) report: ReportSettings,
    pub(crate) groups: Vec<Group>,
    pub(crate) indicators: Vec<Indicator>,
    pub(crate) agencies: Vec<Agency>,
    pub(crate) units: Vec<Unit>,
    pub(crate) references: Vec<Reference>,
    pub(crate) amendments: Vec<Amendment>,
    pub(crate) events: Vec<Event>,
    pub(crate) suspensions: Vec<Suspension>,
    pub(crate) footnotes: Vec<Footnote>,
    /// Row numbers by the [key](crate::value::text::key) of their code; added rows come after the plan's own.
    pub(crate) by_code: HashMap<String, usize>,
    /// What the reading noticed and took all the same, such as a falling target.
    pub(crate) remarks: Vec<crate::error::Error>,
    /// The JSON form, canonical: what the fingerprint is made over.
    pub(crate) canonical: String,
}

impl Programme {
    /// A programme without rows: what a single series is judged in.
    pub(crate) fn empty(code: &str, starts_on: NaiveDate, calendar: Calendar) -> Self {
        Self {
            code: code.to_owned(),
            title: Text::default(),
            number: String::new(),
            issued_on: None,
            starts_on,
            calendar,
            source: String::new(),
            report: ReportSettings::default(),
            groups: Vec::new(),
            indicators: Vec::new(),
            agencies: Vec::new(),
            units: Vec::new(),
            references: Vec::new(),
            amendments: Vec::new(),
            events: Vec::new(),
            suspensions: Vec::new(),
            footnotes: Vec::new(),
            by_code: HashMap::new(),
            remarks: Vec::new(),
            canonical: String::new(),
        }
    }

    /// The code; also the code of the root unit.
    pub fn code(&self) -> &str {
        &self.code
    }

    /// The title.
    pub fn title(&self) -> &Text {
        &self.title
    }

    /// The plan's number; empty in a draft.
    pub fn number(&self) -> &str {
        &self.number
    }

    /// The plan's date; `None` in a draft.
    pub fn issued_on(&self) -> Option<NaiveDate> {
        self.issued_on
    }

    /// The first day.
    pub fn starts_on(&self) -> NaiveDate {
        self.starts_on
    }

    /// The last day.
    pub fn ends_on(&self) -> NaiveDate {
        self.calendar.ends_on
    }

    /// When reports are owed.
    pub fn calendar(&self) -> &Calendar {
        &self.calendar
    }

    /// Where the plan was taken from.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// What the report prints beside the verdicts.
    pub fn report(&self) -> &ReportSettings {
        &self.report
    }

    /// The groups, in the plan's order, those of Appendix I first.
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// All rows as first issued, in the plan's order: indicators, tasks, duties, then rows that amendments add.
    pub fn indicators(&self) -> &[Indicator] {
        &self.indicators
    }

    /// The agencies and classes.
    pub fn agencies(&self) -> &[Agency] {
        &self.agencies
    }

    /// The reporting units below the root.
    pub fn units(&self) -> &[Unit] {
        &self.units
    }

    /// The reference series.
    pub fn references(&self) -> &[Reference] {
        &self.references
    }

    /// The amendments, in the order given.
    pub fn amendments(&self) -> &[Amendment] {
        &self.amendments
    }

    /// The events that pending rows awaited.
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// The suspensions.
    pub fn suspensions(&self) -> &[Suspension] {
        &self.suspensions
    }

    /// The plan's footnotes.
    pub fn footnotes(&self) -> &[Footnote] {
        &self.footnotes
    }

    /// What the reading noticed and took all the same, such as a falling target.
    pub fn remarks(&self) -> &[crate::error::Error] {
        &self.remarks
    }

    /// The row of a code, as first issued; letter case, NFC or NFD never matter.
    pub fn get(&self, code: &str) -> Option<&Indicator> {
        self.row_of(code).and_then(|row| self.indicators.get(row))
    }

    /// The row number of a code.
    pub fn row_of(&self, code: &str) -> Option<usize> {
        self.by_code.get(code).or_else(|| self.by_code.get(&key(code))).copied()
    }

    /// The agency of a name or alias.
    pub fn agency(&self, name: &str) -> Option<&Agency> {
        let wanted = key(name);
        self.agencies.iter().find(|agency| key(&agency.name.vi) == wanted || agency.aliases.iter().any(|alias| key(alias) == wanted))
    }

    /// The reference series of a code.
    pub fn reference(&self, code: &str) -> Option<&Reference> {
        self.references.iter().find(|reference| reference.code == code)
    }

    /// A row as it is in force at an [`AsOf`]; `None` where it is not part of the plan then.
    pub fn in_force(&self, row: usize, as_of: AsOf) -> Option<InForce<'_>> {
        let issued = self.indicators.get(row)?;
        let mut force =
            InForce { indicator: Cow::Borrowed(issued), added_on: None, closed_on: None, closing: None, decision: None, event: None };
        let mut added = !self.amendments.iter().flat_map(|a| &a.changes).any(|c| matches!(c, Change::Add(i) if i.code == issued.code));
        let mut ended = false;
        // Of equal effective dates the last recorded wins, so it is applied last.
        let mut applied: Vec<&Amendment> =
            self.amendments.iter().filter(|a| a.effective_on <= as_of.date && as_of.knows(a.recorded_at)).collect();
        applied.sort_by_key(|a| (a.effective_on, a.recorded_at));
        for amendment in applied {
            for change in amendment.changes.iter().filter(|change| change.code() == issued.code) {
                match change {
                    Change::Add(_) => (added, ended, force.added_on) = (true, false, Some(amendment.effective_on)),
                    Change::End(_) => ended = true,
                    // The first closing stands: what is closed cannot be closed again.
                    Change::Close(_) if force.closed_on.is_none() => {
                        force.closed_on = Some(amendment.effective_on);
                        force.closing = Some(amendment.decision.clone());
                    }
                    Change::Close(_) => {}
                    _ => force.change(change, &amendment.decision),
                }
            }
        }
        if !added || ended {
            return None;
        }
        self.apply_event(&mut force, as_of);
        Some(force)
    }

    /// The recorded event that a pending row awaited gives its due date: the last recorded one known.
    fn apply_event(&self, force: &mut InForce<'_>, as_of: AsOf) {
        let code = &force.indicator.code;
        let known = self.events.iter().filter(|event| as_of.knows(event.recorded_at) && event.rows.contains(code));
        let Some(event) = known.max_by_key(|event| event.recorded_at) else { return };
        force.event = Some(event.clone());
        if force.indicator.measure != super::indicator::Measure::Milestone {
            return;
        }
        for target in &mut force.indicator.to_mut().targets {
            if target.is_pending() {
                target.requirement = Requirement::Completed;
                target.due = Some(event.due);
            }
        }
    }

    /// The suspension of a row in force on D and known at K.
    pub fn suspension(&self, code: &str, as_of: AsOf) -> Option<&Suspension> {
        self.suspensions
            .iter()
            .filter(|s| s.code == code && as_of.knows(s.recorded_at))
            .find(|s| s.from <= as_of.date && s.to.is_none_or(|to| as_of.date <= to))
    }
}

/// A row as it is in force at an [`AsOf`].
#[derive(Clone, Debug)]
pub struct InForce<'a> {
    /// The row, with the amended targets, baseline and shape.
    pub indicator: Cow<'a, Indicator>,
    /// Since when it is part of the plan, when an amendment added it.
    pub added_on: Option<NaiveDate>,
    /// When it was closed: its last verdict stands and no report is owed after.
    pub closed_on: Option<NaiveDate>,
    /// The decision that closed it.
    pub closing: Option<String>,
    /// The last decision that changed its targets, baseline or shape.
    pub decision: Option<String>,
    /// The event that gave a pending row its due date.
    pub event: Option<Event>,
}

impl InForce<'_> {
    fn change(&mut self, change: &Change, decision: &str) {
        let indicator = self.indicator.to_mut();
        match change {
            Change::Target { due, target, .. } => {
                indicator.targets.retain(|old| old.due != Some(*due));
                if let Some(target) = target {
                    indicator.targets.push(target.clone());
                }
                indicator.targets.sort_by_key(|target| (target.due.is_none(), target.due));
            }
            Change::Baseline { baseline, .. } => indicator.baseline = Some(*baseline),
            Change::Shape { shape, .. } => indicator.shape = shape.clone(),
            Change::Add(_) | Change::End(_) | Change::Close(_) => return,
        }
        self.decision = Some(decision.to_owned());
    }
}
