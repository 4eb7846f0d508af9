//! Amendments against the rows that they change, and every row as it stands after each of them.

use std::collections::{HashMap, HashSet};

use super::cell::Column;
use super::decree::{AddedRow, AmendmentSettings, ChangeSettings, What};
use super::found::{Found, Place};
use super::row::{Asked, Asks, Stated, Surroundings, shape};
use super::settings::Settings;
use super::table::year_of;
use super::validation::{check, remark};
use crate::error::{Error, ErrorKind};
use crate::plan::{Amendment, Change, Group, Indicator, Kind, Role};
use crate::value::text::key;

/// What decisions may name.
pub(super) struct Decided<'a> {
    pub(super) surroundings: &'a Surroundings,
    /// The rows by the [key] of their code, those added by decisions among them.
    pub(super) rows: HashMap<String, Indicator>,
    pub(super) groups: &'a [Group],
    /// Whether all rows could be read: only then is a code unknown.
    pub(super) complete: bool,
}

impl Decided<'_> {
    /// The rows that decisions add, in their order. They can then be named like any other.
    pub(super) fn additions(&mut self, settings: &Settings, found: &mut Found) -> Vec<Indicator> {
        let mut added = Vec::new();
        for change in settings.amendments.iter().flat_map(|amendment| &amendment.changes) {
            let What::Add(row) = &change.what else { continue };
            let row = self.added(row, &change.place.then("add"), found);
            if self.rows.insert(key(&row.code), row.clone()).is_some() {
                found.problem(&change.place.then("add").then("code"), Error::new(ErrorKind::DuplicateCode).given(&row.code));
            }
            added.push(row);
        }
        added
    }

    fn added(&self, row: &AddedRow, place: &Place, found: &mut Found) -> Indicator {
        let kind = row.kind.unwrap_or(if row.schedule.is_empty() { Kind::Indicator } else { Kind::Task });
        if self.complete && !self.groups.iter().any(|group| group.kind == kind && group.code == row.group) {
            let error = Error::new(ErrorKind::UnknownCode).given(&row.group);
            found.problem(&place.then("group"), error.allowed("số La Mã của một nhóm", "a group's Roman numeral"));
        }
        let mut asked = Vec::new();
        for (heading, text) in &row.cells {
            let place = place.then("cells").column(heading);
            match year_of(heading) {
                Some(year) => asked.push(Asked { place, column: Column::Year(year), printed: text.clone(), text: text.clone() }),
                None => found.problem(&place, Error::new(ErrorKind::UnknownKey).given(heading).allowed("Năm 2028", "Năm 2028")),
            }
        }
        if !row.schedule.is_empty() {
            let text = row.schedule.clone();
            asked.push(Asked { place: place.then("schedule"), column: Column::Schedule, printed: text.clone(), text });
        }
        let role = if kind == Kind::Task { Role::Lead } else { Role::Monitor };
        let stated = Stated {
            place: place.clone(),
            title_place: place.then("title"),
            kind,
            code: &row.settings.code,
            group: &row.group,
            title: &row.title,
            unit: &row.unit,
            asked,
            lead: (place.then("owner"), &row.owner, role),
            support: (place.then("support"), &row.support),
            output: &row.output,
        };
        let added = self.surroundings.indicator(stated, Some(&row.settings), found);
        check(&added, place, found);
        remark(&added, place, found);
        added
    }

    /// The decisions, in the order given.
    pub(super) fn amendments(&self, settings: &Settings, found: &mut Found) -> Vec<Amendment> {
        let before = found.count();
        let amendments: Vec<Amendment> = settings.amendments.iter().filter_map(|amendment| self.amendment(amendment, found)).collect();
        // Only decisions that could be read whole stand beside their settings one by one.
        let whole = amendments.len() == settings.amendments.len()
            && amendments.iter().zip(&settings.amendments).all(|(read, told)| read.changes.len() == told.changes.len());
        if whole && found.count() == before && self.complete {
            self.after_each(&amendments, settings, found);
        }
        amendments
    }

    fn amendment(&self, settings: &AmendmentSettings, found: &mut Found) -> Option<Amendment> {
        let mut named = HashSet::new();
        for change in &settings.changes {
            if let What::Target { due: Some(due), .. } = change.what
                && !named.insert((key(&change.code), due))
            {
                found.problem(&change.place.then("due"), Error::new(ErrorKind::DuplicateTarget).given(due));
            }
        }
        let changes = settings.changes.iter().filter_map(|change| self.change(change, &settings.decision, found)).collect();
        Some(Amendment {
            decision: settings.decision.clone(),
            effective_on: settings.effective_on?,
            recorded_at: settings.recorded_at?,
            changes,
        })
    }

    fn change(&self, change: &ChangeSettings, decision: &str, found: &mut Found) -> Option<Change> {
        if let What::Add(row) = &change.what {
            return self.rows.get(&key(&row.settings.code)).map(|row| Change::Add(Box::new(row.clone())));
        }
        let Some(row) = self.rows.get(&key(&change.code)) else {
            if self.complete && !change.code.is_empty() {
                found.problem(&change.place, unknown_row(&change.code));
            }
            return None;
        };
        let indicator = row.code.clone();
        Some(match &change.what {
            What::Target { due, text } => {
                let target = Asks::of(row).dated(text, (*due)?, &row.unit);
                let target = found.take(&change.place.then("target"), target)?;
                let target = target.map(|target| crate::plan::Target { decision: Some(decision.to_owned()), ..target });
                Change::Target { indicator, due: (*due)?, target }
            }
            What::Baseline(baseline) => Change::Baseline { indicator, baseline: (*baseline)? },
            What::Path(path) => Change::Shape { indicator, shape: shape(path, row.direction, found) },
            What::End => Change::End(indicator),
            What::Close => Change::Close(indicator),
            What::Add(_) | What::Unclear => return None,
        })
    }

    /// Checks each changed row as it stands after each decision, in the order in which they apply.
    fn after_each(&self, amendments: &[Amendment], settings: &Settings, found: &mut Found) {
        let mut rows = self.rows.clone();
        let mut order: Vec<(&Amendment, &AmendmentSettings)> = amendments.iter().zip(&settings.amendments).collect();
        order.sort_by_key(|(amendment, _)| (amendment.effective_on, amendment.recorded_at));
        for (amendment, settings) in order {
            let mut changed: Vec<(String, &Place)> = Vec::new();
            for (change, told) in amendment.changes.iter().zip(&settings.changes) {
                let code = key(change.code());
                let Some(row) = rows.get_mut(&code) else { continue };
                match change {
                    Change::Target { due, target, .. } => {
                        row.targets.retain(|old| old.due != Some(*due));
                        row.targets.extend(target.clone());
                        row.targets.sort_by_key(|target| (target.due.is_none(), target.due));
                    }
                    Change::Baseline { baseline, .. } => row.baseline = Some(*baseline),
                    Change::Shape { shape, .. } => row.shape = shape.clone(),
                    Change::Add(_) | Change::End(_) | Change::Close(_) => continue,
                }
                changed.retain(|(other, _)| *other != code);
                changed.push((code, &told.place));
            }
            for (code, place) in changed {
                if let Some(row) = rows.get(&code) {
                    check(row, place, found);
                }
            }
        }
    }
}

/// A row that is named and does not exist.
pub(super) fn unknown_row(code: &str) -> Error {
    Error::new(ErrorKind::UnknownCode)
        .given(code)
        .allowed("mã của một dòng trong hai phụ lục hoặc một [[duty]]", "the code of a row of the two tables or of a [[duty]]")
}
