//! Units and agencies: known names, no two at a time under one code, nobody above themselves.

use std::collections::{BTreeSet, HashMap, HashSet};

use chrono::NaiveDate;

use super::found::{Found, Place};
use super::owners::Names;
use super::row::{unknown_agency, unknown_unit};
use super::settings::Settings;
use crate::error::{Error, ErrorKind};
use crate::plan::Unit;
use crate::value::text::key;

/// The agencies, with parents, members and successors under their own names.
pub(super) fn names(settings: &Settings, found: &mut Found) -> Names {
    let twice = |number: usize, spelling: &str| {
        if let Some((place, _)) = settings.agencies.get(number) {
            found.problem(place, Error::new(ErrorKind::DuplicateCode).given(spelling));
        }
    };
    Names::of(settings.agencies.iter().map(|(_, agency)| agency), twice)
}

/// Resolves the names that agencies give of one another.
pub(super) fn agencies(settings: &mut Settings, names: &Names, found: &mut Found) {
    let mut resolve = |name: &mut String, place: Place| match names.one(name) {
        Some(known) => known.clone_into(name),
        None => found.problem(&place, unknown_agency(name)),
    };
    // A member of a class may be a unit, by its code or name.
    let units: HashSet<String> = settings.units.iter().flat_map(|(_, unit)| [key(&unit.code), key(&unit.name)]).collect();
    for (place, agency) in &mut settings.agencies {
        if let Some(parent) = &mut agency.parent {
            resolve(parent, place.then("parent"));
        }
        for (name, number) in agency.members.iter_mut().zip(1..).filter(|(name, _)| !units.contains(&key(name))) {
            resolve(name, place.then("members").entry(number));
        }
        for (name, number) in agency.successors.iter_mut().zip(1..) {
            resolve(name, place.then("successors").entry(number));
        }
    }
    for (name, number) in settings.report.agency_order.iter_mut().zip(1..) {
        let place = settings.place.then("report").then("agency_order").entry(number);
        resolve(name, place);
    }
    let parents: HashMap<&str, &str> =
        settings.agencies.iter().filter_map(|(_, agency)| Some((agency.name.vi.as_str(), agency.parent.as_deref()?))).collect();
    for (place, agency) in &settings.agencies {
        if climbs_to(&agency.name.vi, &parents) {
            found.problem(&place.then("parent"), cycle(&agency.name.vi));
        }
    }
    let members: HashMap<&str, &[String]> =
        settings.agencies.iter().map(|(_, agency)| (agency.name.vi.as_str(), agency.members.as_slice())).collect();
    for (place, agency) in &settings.agencies {
        if holds_itself(&agency.name.vi, &members) {
            found.problem(&place.then("members"), cycle(&agency.name.vi));
        }
    }
}

fn cycle(name: &str) -> Error {
    Error::new(ErrorKind::BadHierarchy).given(name).allowed("không vòng về chính mình", "no way back to itself")
}

/// Whether the way up from a name leads back to it.
fn climbs_to(name: &str, parents: &HashMap<&str, &str>) -> bool {
    let mut seen = HashSet::new();
    let mut at = name;
    while let Some(parent) = parents.get(at) {
        if *parent == name {
            return true;
        }
        if !seen.insert(*parent) {
            return false;
        }
        at = parent;
    }
    false
}

fn holds_itself(name: &str, members: &HashMap<&str, &[String]>) -> bool {
    let mut seen = HashSet::new();
    let mut open: Vec<&str> = vec![name];
    while let Some(at) = open.pop() {
        for member in members.get(at).copied().unwrap_or_default() {
            if member == name {
                return true;
            }
            if seen.insert(member.as_str()) {
                open.push(member);
            }
        }
    }
    false
}

/// Checks the units; one directly under the root may name the programme's code as its parent.
pub(super) fn units(settings: &mut Settings, found: &mut Found) {
    let root = settings.code.clone();
    let codes: HashSet<String> = settings.units.iter().map(|(_, unit)| unit.code.clone()).collect();
    for (place, unit) in &mut settings.units {
        if unit.code == root && !root.is_empty() {
            let error = Error::new(ErrorKind::DuplicateCode).given(&unit.code);
            found.problem(&place.then("code"), error.allowed("mã khác mã của kế hoạch", "another code than the programme's"));
        }
        unit.parent = unit.parent.take().filter(|parent| *parent != root);
        if let Some(parent) = unit.parent.as_ref().filter(|parent| !codes.contains(*parent)) {
            found.problem(&place.then("parent"), unknown_unit(parent));
        }
        for (successor, number) in unit.successors.iter().zip(1..).filter(|(successor, _)| !codes.contains(*successor)) {
            found.problem(&place.then("successors").entry(number), unknown_unit(successor));
        }
    }
    let mut by_code: HashMap<&str, Vec<&Unit>> = HashMap::new();
    for (place, unit) in &settings.units {
        let others = by_code.entry(&unit.code).or_default();
        if others.iter().any(|other| overlap(other, unit)) {
            let error = Error::new(ErrorKind::DuplicateCode).given(&unit.code);
            found.problem(
                &place.then("code"),
                error.allowed("các mục cùng mã không trùng thời gian", "entries of one code at different times"),
            );
        }
        others.push(unit);
    }
    circles(settings, found);
}

/// A circle on any of the days on which the hierarchy changes.
fn circles(settings: &Settings, found: &mut Found) {
    let days: BTreeSet<NaiveDate> = settings.units.iter().map(|(_, unit)| unit.valid_from.unwrap_or(NaiveDate::MIN)).collect();
    let mut told = HashSet::new();
    for day in days {
        let holds = |unit: &Unit| unit.valid_from.is_none_or(|from| from <= day) && unit.valid_to.is_none_or(|to| day <= to);
        let there: Vec<_> = settings.units.iter().filter(|(_, unit)| holds(unit)).collect();
        let parents: HashMap<&str, &str> =
            there.iter().filter_map(|(_, unit)| Some((unit.code.as_str(), unit.parent.as_deref()?))).collect();
        for (place, unit) in there {
            if climbs_to(&unit.code, &parents) && told.insert(unit.code.clone()) {
                found.problem(&place.then("parent"), cycle(&unit.code));
            }
        }
    }
}

fn overlap(a: &Unit, b: &Unit) -> bool {
    let begins = |unit: &Unit| unit.valid_from.unwrap_or(NaiveDate::MIN);
    let ends = |unit: &Unit| unit.valid_to.unwrap_or(NaiveDate::MAX);
    begins(a) <= ends(b) && begins(b) <= ends(a)
}
