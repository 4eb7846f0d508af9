//! The deviation strip: how far a row is off its trajectory, as a share of the distance, on one axis for all rows.
//!
//! Plus is good in every direction, so that all rows share the axis; the zones are the policy's own limits.

use std::fmt::Write;

use rust_decimal::Decimal;

use super::axis::{Axis, tenth};
use crate::assess::{Assessment, Status};
use crate::plan::Limits;
use crate::value::Frequency;

/// The width of the strip, in pixels; its height is 26.
const WIDTH: i64 = 150;

fn axis() -> Axis {
    Axis { from: Decimal::new(-4, 1), to: Decimal::new(2, 1), start: Decimal::ZERO, end: Decimal::from(WIDTH) }
}

/// What is drawn inside the strip's `svg`; `None` without a gap.
pub(super) fn deviation(item: &Assessment) -> Option<String> {
    let share = item.figures.gap_share?;
    let mut svg = String::new();
    let (limits, usual) = (item.indicator.limits, Limits::of(Frequency::Monthly));
    if (limits.on_track_percent, limits.at_risk_percent) == (usual.on_track_percent, usual.at_risk_percent) {
        svg.push_str(r##"<use href="#zones"/>"##);
    } else {
        zones(&mut svg, limits);
    }
    // The marker is 16 wide: at the ends it stays inside.
    let half = Decimal::from(8);
    let middle = axis().at(share).clamp(half, Decimal::from(WIDTH).saturating_sub(half));
    // What is not judged has no shape of its own here: a ring.
    let name = if item.status.is_assessable() { item.status } else { Status::Stale }.name();
    let left = tenth(middle.saturating_sub(half));
    let _ = write!(svg, r##"<use href="#m-{name}" x="{left}" y="5" width="16" height="16"/>"##);
    Some(svg)
}

/// Behind by more than the second tolerance, by more than the first, neither; and the line on which the trajectory lies.
fn zones(svg: &mut String, limits: Limits) {
    let behind = |percent: Decimal| axis().at(percent.checked_div(Decimal::from(-100)).unwrap_or_default());
    let (dark, middle, end) = (behind(limits.at_risk_percent), behind(limits.on_track_percent), Decimal::from(WIDTH));
    for (class, from, to) in [("z1", Decimal::ZERO, dark), ("z2", dark, middle), ("z3", middle, end)] {
        let _ = write!(svg, r#"<path class="{class}" d="M{from} 7H{to}v12H{from}z"/>"#);
    }
    let _ = write!(svg, r#"<path class="zero" d="M{} 2v22"/>"#, axis().at(Decimal::ZERO));
}
