//! `pace/1`: which status fits first.

use super::figure::{Judged, caveat};
use super::plan::InForce;
use super::row::Accumulation;
use super::verdict::{Caveat, Status, Verdict};
use chrono::NaiveDate;
use dashu_ratio::RBig;

/// Nothing observed, but something required.
/// "`NotDue`: nothing received and no report missing yet"; "`NoData`: reports missing, nothing received".
/// Reading: "nothing received" is nothing that has a value now: a withdrawn report is missing for freshness.
pub fn of_the_silent(in_force: &InForce, verdict: &Verdict) -> (Status, &'static str) {
    if in_force.suspended {
        (Status::Suspended, "suspended")
    } else if verdict.missing_reports == 0 {
        (Status::NotDue, "not_due")
    } else {
        (Status::NoData, "no_data")
    }
}

pub fn of_the_observed(in_force: &InForce, judged: &Judged, stale: bool, date: NaiveDate, verdict: Verdict) -> Verdict {
    let mut verdict = verdict;
    if in_force.suspended {
        return verdict.is(Status::Suspended, "suspended");
    }
    let (status, rule, special) = compared(judged, &verdict);
    // "an `Overdue` row stays `Overdue`, with this as a caveat".
    if stale && status != Status::Overdue {
        return verdict.is(Status::Stale, "stale");
    }
    caveat(&mut verdict, Caveat::Stale, stale);
    // "provisional baseline and no second observation yet, not met, before the due date".
    if judged.provisional && judged.first_and_only && !judged.is_met() && judged.t < judged.demand.due {
        return verdict.is(Status::NoBaseline, "no_baseline");
    }
    if let Some(special) = special {
        verdict.caveats.insert(special);
    }
    // "with the days from the due date to D (a missed `YearToDate` year: no days)".
    if status == Status::Overdue && judged.row.accumulation != Accumulation::YearToDate {
        verdict.days_overdue = Some((date - judged.demand.due).num_days());
    }
    verdict.is(status, rule)
}

/// The statuses proper, "the first that fits".
fn compared(judged: &Judged, verdict: &Verdict) -> (Status, &'static str, Option<Caveat>) {
    let met = |seen: &&super::ledger::Observation| judged.is_met_by(seen);
    let due = judged.demand.due;
    let at_or_after = judged.t >= due;
    let at_due = judged.series.iter().rfind(|seen| seen.date <= due);
    let met_at_due = at_due.as_ref().is_some_and(met);
    let part = |percent: &RBig| percent / RBig::from(100) * &judged.distance;

    if at_or_after && judged.is_met() && !met_at_due {
        return match at_due {
            // "t at or after the due date, met at t, not met by the last observation up to the due date".
            Some(_) => (Status::AchievedLate, "achieved_late", None),
            // "no such observation: `Achieved`, with that caveat".
            // Reading: the caveat belongs to this case only.
            None => (Status::Achieved, "achieved_timing_unknown", Some(Caveat::NoObservationAtDue)),
        };
    }
    if judged.is_met() {
        let rule = if at_or_after { "achieved_on_time" } else { "achieved_early" };
        return (Status::Achieved, rule, None);
    }
    if at_or_after {
        // "met by the last observation up to the due date or by one since; short by no more than 5 % of the distance".
        let since = judged.series.iter().filter(|seen| seen.date > due).any(|seen| met(&seen));
        let short = judged.side.ahead(&judged.demand.figure.bound(judged.side), &judged.y);
        if (met_at_due || since) && short <= part(&judged.row.on_track_percent) {
            return (Status::AtRisk, "slipped", None);
        }
        // "met at some earlier observation". ("never `Lapsed`" under a ceiling: before its due date nothing meets it.)
        if judged.series.iter().any(|seen| met(&seen)) {
            return (Status::Lapsed, "lapsed", None);
        }
        return (Status::Overdue, "overdue", None);
    }
    // "over the ceiling before it, `OffTrack`". Reading: above the number itself, be it strict or not.
    let over = judged.y > judged.demand.figure.bound(judged.side);
    if judged.is_ceiling() && over {
        return (Status::OffTrack, "over_ceiling", None);
    }
    let behind = -&judged.gap;
    // "Where the distance is 0 any shortfall is off track": 20 % of 0 is 0.
    if behind > part(&judged.row.at_risk_percent) {
        return (Status::OffTrack, "off_track_gap", None);
    }
    if behind > part(&judged.row.on_track_percent) {
        // "with a pace, where there is one, below half the required one"; under a ceiling "the pace clause does not apply".
        // Reading: both paces are taken in the wanted direction.
        if let (Some(pace), Some(required), false) = (&verdict.pace, &verdict.required_pace, judged.is_ceiling())
            && judged.side.ahead(&(pace + pace), required) < RBig::ZERO
        {
            return (Status::OffTrack, "off_track_pace", None);
        }
        return (Status::AtRisk, "at_risk_gap", None);
    }
    (Status::OnTrack, "on_track", None)
}
