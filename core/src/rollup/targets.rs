//! Units' targets against their parent's: where they do not add up, that is reported, not enforced (domain, section 6).

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::finding::{Finding, What};
use super::units::Units;
use crate::plan::{Level, Rollup, Target};

fn figure(target: &Target) -> Option<Decimal> {
    match target.level()? {
        Level::Number { value, .. } => Some(value),
        Level::Between { .. } => None,
    }
}

impl Units<'_> {
    /// All that the roll-up found in the row.
    pub(super) fn findings(&self) -> Vec<Finding> {
        let row = self.row.indicator(None);
        let finding = |unit: Option<usize>, what| Finding {
            row: row.code.clone(),
            unit: unit.and_then(|node| self.hierarchy.reporters.get(node)).map(|reporter| reporter.code.to_owned()),
            what,
        };
        let mut findings = Vec::new();
        let speaks = |node: usize| self.reports.get(node).is_some_and(|reports| !reports.is_empty());
        for node in (0..self.hierarchy.reporters.len()).filter(|node| speaks(*node)) {
            let under = |on: NaiveDate| self.hierarchy.on(on).and_then(|standing| standing.under.get(node).copied().flatten());
            match self.on.map(under) {
                Some(None) => findings.push(finding(Some(node), What::CountsNowhere)),
                Some(Some(heir)) if heir != node && self.has_no_rule(heir) => findings.push(finding(Some(node), What::NotJoined)),
                _ => {}
            }
            if self.unusable.get(node) == Some(&true) {
                findings.push(finding(Some(node), What::NoFraction));
            }
            if self.is_parent(Some(node)) && self.reports_as_parent(Some(node)) {
                findings.push(finding(Some(node), What::OwnFigureUnused));
            }
        }
        if self.is_parent(None) && self.reports_as_parent(None) {
            findings.push(finding(None, What::OwnFigureUnused));
        }
        if row.rollup == Rollup::Sum && !row.unit_targets.is_empty() {
            for top in std::iter::once(None).chain((0..self.hierarchy.reporters.len()).map(Some)) {
                findings.extend(self.apart(top).into_iter().map(|what| finding(top, what)));
            }
        }
        findings
    }

    /// Whether a parent reports for a period in which units stood beneath it.
    fn reports_as_parent(&self, top: Option<usize>) -> bool {
        let unit = top.and_then(|node| self.hierarchy.reporters.get(node)).map(|reporter| reporter.code);
        let reports = self.row.reports(unit);
        reports.iter().any(|entry| !self.beneath(top, self.on.unwrap_or(entry.measurement.period.end())).is_empty())
    }

    /// The dates on which the targets of the units beneath one do not add up to its own.
    fn apart(&self, top: Option<usize>) -> Vec<What> {
        let row = self.row.indicator(None);
        let code = |node: usize| self.hierarchy.reporters.get(node).map(|reporter| reporter.code);
        let own = |node: usize| row.unit_targets.iter().find(|(unit, _)| Some(unit.as_str()) == code(node)).map(|(_, targets)| targets);
        let whole = match top {
            None => Some(&row.targets),
            Some(node) => own(node),
        };
        let Some(whole) = whole else { return Vec::new() };
        let units = self.beneath(top, self.day());
        let due = whole.iter().filter_map(|target| Some((target.due?, figure(target)?)));
        due.filter_map(|(due, asked)| {
            let parts = units.iter().filter_map(|node| own(*node)?.iter().find(|target| target.due == Some(due)).and_then(figure));
            let parts: Vec<Decimal> = parts.collect();
            let sum = parts.iter().try_fold(Decimal::ZERO, |sum, part| sum.checked_add(*part))?;
            let apart = !parts.is_empty() && sum != asked;
            apart.then_some(What::TargetsApart { due, whole: asked, sum, with_target: parts.len(), units: units.len() })
        })
        .collect()
    }
}
