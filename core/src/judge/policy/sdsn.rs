//! `sdsn/2024`: the arrows of the Sustainable Development Report.
//!
//! Source: Sustainable Development Solutions Network, Sustainable Development Report 2024, methods. Linear, and so exact
//! here. Held by the vectors `sdsn/2024` of `tests/vectors/methods.json`.

use std::cmp::Ordering;

use super::{Finding, Native, Policy, Question, Unavailable, against, change, shown};
use crate::judge::Status;

/// The method.
pub const POLICY: Policy = Policy {
    id: "sdsn/2024",
    source: "Sustainable Development Solutions Network, Sustainable Development Report 2024, methods",
    measures: ["mức thay đổi bình quân năm chia cho mức cần thiết", "change a year over the change needed"],
    judge,
};

const fn native(name: &'static str, words: [&'static str; 2], status: Status) -> Native {
    Native { name, words, status: Some(status) }
}

/// ↑
pub const ON_TRACK: Native =
    native("on_track_or_maintaining", ["đúng tiến độ hoặc duy trì (↑)", "on track or maintaining (↑)"], Status::OnTrack);
/// ➚
pub const IMPROVING: Native = native("moderately_improving", ["cải thiện vừa phải (➚)", "moderately improving (➚)"], Status::AtRisk);
/// →
pub const STAGNATING: Native = native("stagnating", ["chững lại (→)", "stagnating (→)"], Status::OffTrack);
/// ↓
pub const DECREASING: Native = native("decreasing", ["thụt lùi (↓)", "decreasing (↓)"], Status::OffTrack);

fn judge(question: &Question<'_>) -> Finding {
    verdict(question).into()
}

/// Linear rate actual / linear rate required to the green threshold by T.
fn verdict(question: &Question<'_>) -> Result<Finding, Unavailable> {
    let (base, last) = question.ends()?;
    let goal = question.goal.ok_or(Unavailable::NoTarget)?;
    let reached = question.wanted.reaches(last.value, goal.level);
    let ratio = Question::target_year(goal, base, last).and_then(|year| {
        question.ahead(goal, base)?;
        let rate = |to, until: i32| {
            let span = i64::from(until.saturating_sub(base.year).max(1));
            question.wanted.signed(change(base.value, to)).parted(span)
        };
        rate(last.value, last.year).over(&rate(goal.level, year)).ok_or(Unavailable::TargetAtBase)
    });
    if reached {
        return Ok(Finding::of(ON_TRACK, ratio.ok().as_ref().and_then(shown)).achieved());
    }
    let ratio = ratio?;
    let native = if against(&ratio, 1, 1) != Ordering::Less {
        ON_TRACK
    } else if against(&ratio, 1, 2) != Ordering::Less {
        IMPROVING
    } else if against(&ratio, 0, 1) != Ordering::Less {
        STAGNATING
    } else {
        DECREASING
    };
    Ok(Finding::of(native, shown(&ratio)))
}
