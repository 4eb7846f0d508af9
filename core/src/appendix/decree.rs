//! Decisions and events as the settings state them, before they are checked against the rows.

use chrono::NaiveDate;

use super::entry::{Entry, Pairs};
use super::found::Place;
use super::settings::{PathSettings, RowSettings, baseline, in_order, path, row};
use crate::error::{Error, ErrorKind};
use crate::plan::{Baseline, Event, Kind, Suspension};
use crate::value::Moment;
use crate::value::period::parse_date;

/// A decision, before its changes are checked against the rows.
#[derive(Debug)]
pub(super) struct AmendmentSettings {
    pub(super) decision: String,
    pub(super) effective_on: Option<NaiveDate>,
    pub(super) recorded_at: Option<Moment>,
    pub(super) changes: Vec<ChangeSettings>,
}

/// One change of a decision.
#[derive(Debug)]
pub(super) struct ChangeSettings {
    pub(super) place: Place,
    /// The code of the row that it concerns; empty for an added one.
    pub(super) code: String,
    pub(super) what: What,
}

/// What a change does.
#[derive(Debug)]
pub(super) enum What {
    Target {
        due: Option<NaiveDate>,
        text: String,
    },
    Baseline(Option<Baseline>),
    Path(PathSettings),
    Add(Box<AddedRow>),
    End,
    Close,
    /// A problem that is already reported.
    Unclear,
}

/// A row that a decision adds: what the tables would print, and its settings.
#[derive(Debug)]
pub(super) struct AddedRow {
    pub(super) settings: RowSettings,
    pub(super) kind: Option<Kind>,
    pub(super) title: String,
    pub(super) unit: String,
    pub(super) group: String,
    pub(super) owner: String,
    pub(super) support: String,
    pub(super) output: String,
    pub(super) cells: Pairs,
    pub(super) schedule: String,
}

const KINDS: [(&str, Kind); 2] = [("indicator", Kind::Indicator), ("task", Kind::Task)];

pub(super) fn amendment(entry: &mut Entry<'_, '_>) -> AmendmentSettings {
    AmendmentSettings {
        decision: entry.required("decision"),
        effective_on: entry.needed("effective_on", parse_date),
        recorded_at: entry.needed("recorded_at", str::parse),
        changes: entry.list("changes", change),
    }
}

fn change(entry: &mut Entry<'_, '_>) -> ChangeSettings {
    let place = entry.place.clone();
    let (code, end, close) = (entry.text("indicator"), entry.text("end"), entry.text("close"));
    let due = entry.parsed("due", parse_date);
    // An empty target takes the old one away.
    let text = entry.text_or_blank("target");
    let baseline = entry.table("baseline", baseline).flatten();
    let path = path(entry);
    let add = entry.table("add", added);
    let (has_target, has_baseline) = (entry.has("target") || entry.has("due"), entry.has("baseline"));
    let has_path = entry.has("trajectory") || entry.has("points");
    let whats = [has_target, has_baseline, has_path, add.is_some(), entry.has("end"), entry.has("close")];
    let what = if whats.iter().filter(|given| **given).count() != 1 {
        let allowed = "{indicator, due, target} | {indicator, baseline} | {indicator, trajectory, points} | {add} | {end} | {close}";
        entry.found.problem(&place, Error::new(ErrorKind::ConflictingFields).allowed(allowed, allowed));
        What::Unclear
    } else if let Some(add) = add {
        What::Add(Box::new(add))
    } else if entry.has("end") || entry.has("close") {
        let what = if entry.has("end") { What::End } else { What::Close };
        return ChangeSettings { place, code: if end.is_empty() { close } else { end }, what };
    } else {
        for key in ["due", "target"] {
            if has_target && !entry.has(key) {
                entry.missing(key);
            }
        }
        if code.is_empty() {
            entry.missing("indicator");
        }
        if has_target {
            What::Target { due, text }
        } else if has_baseline {
            What::Baseline(baseline)
        } else {
            What::Path(path)
        }
    };
    ChangeSettings { place, code, what }
}

fn added(entry: &mut Entry<'_, '_>) -> AddedRow {
    AddedRow {
        settings: row(entry),
        kind: entry.choice("kind", &KINDS),
        title: entry.required("title"),
        unit: entry.text("unit"),
        group: entry.text("group"),
        owner: entry.text("owner"),
        support: entry.text("support"),
        output: entry.text("output"),
        cells: entry.pairs("cells"),
        schedule: entry.text("schedule"),
    }
}

pub(super) fn event(entry: &mut Entry<'_, '_>) -> (Place, Option<Event>, Vec<String>) {
    let rows = entry.texts("rows");
    if rows.is_empty() {
        entry.missing("rows");
    }
    let (due, recorded_at) = (entry.needed("due", parse_date), entry.needed("recorded_at", str::parse));
    let document = entry.required("document");
    let event = due.zip(recorded_at).map(|(due, recorded_at)| Event { rows: rows.clone(), due, recorded_at, document });
    (entry.place.clone(), event, rows)
}

pub(super) fn suspension(entry: &mut Entry<'_, '_>) -> (Place, Option<Suspension>, String) {
    let code = entry.required("code");
    let (from, to) = (entry.needed("from", parse_date), entry.parsed("to", parse_date));
    in_order(entry, "to", from, to);
    let (decision, reason) = (entry.required("decision"), entry.text("reason"));
    let recorded_at = entry.needed("recorded_at", str::parse);
    let suspension =
        from.zip(recorded_at).map(|(from, recorded_at)| Suspension { code: code.clone(), from, to, decision, reason, recorded_at });
    (entry.place.clone(), suspension, code)
}
