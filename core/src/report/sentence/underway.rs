//! Sentences on a value that is still on its way to the target: what was expected, how far ahead or short, at what pace.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::numeric::Said;
use crate::assess::Status;
use crate::plan::Direction;
use crate::report::dates;
use crate::report::figures::{self, Against};
use crate::report::words::pick;
use crate::value::{Lang, number};

impl Said<'_> {
    /// Whether more is better, so that "higher" is "better".
    fn rising(&self) -> bool {
        self.a.indicator.direction == Some(Direction::AtLeast)
    }

    fn expected(&self) -> String {
        match (self.e(), self.lang) {
            (Some(e), Lang::Vi) => format!("; theo lộ trình phải đạt {e}"),
            (Some(e), Lang::En) => format!("; {e} was expected"),
            (None, _) => String::new(),
        }
    }

    /// `cao hơn lộ trình 2,2 điểm phần trăm`; "tốt hơn", "kém hơn" where smaller, or a range, is wanted.
    fn beside(&self, gap: Decimal) -> String {
        let g = self.difference(gap);
        let ahead = gap.is_sign_positive();
        match (self.lang, gap.is_zero(), ahead, self.rising()) {
            (Lang::Vi, true, ..) => "bằng lộ trình".to_owned(),
            (Lang::En, true, ..) => "exactly as expected".to_owned(),
            (Lang::Vi, _, true, true) => format!("cao hơn lộ trình {g}"),
            (Lang::Vi, _, false, true) => format!("thấp hơn lộ trình {g}"),
            (Lang::Vi, _, true, false) => format!("tốt hơn lộ trình {g}"),
            (Lang::Vi, _, false, false) => format!("kém hơn lộ trình {g}"),
            (Lang::En, _, true, true) => format!("{g} ahead"),
            (Lang::En, _, false, true) => format!("{g} short"),
            (Lang::En, _, true, false) => format!("{g} better than the trajectory"),
            (Lang::En, _, false, false) => format!("{g} worse than the trajectory"),
        }
    }

    pub(super) fn on_track(&self) -> String {
        let mut line = self.expected();
        if let Some(gap) = self.a.figures.gap {
            line.push_str("; ");
            line.push_str(&self.beside(gap));
            let ahead = self.a.figures.schedule_variance_months.filter(|months| *months > Decimal::ZERO && gap > Decimal::ZERO);
            if let Some(months) = ahead.map(|months| dates::months(months, self.lang)) {
                line.push_str(&match self.lang {
                    Lang::Vi => format!(", sớm {months}"),
                    Lang::En => format!(", {months}"),
                });
            }
            if gap < Decimal::ZERO {
                line.push_str(pick(self.lang, ", trong ngưỡng cho phép", ", within tolerance"));
            }
        }
        line.push_str(&self.projected().unwrap_or_default());
        line
    }

    /// `; dự kiến đạt 80,8% khi đến hạn`: where the present pace leads, which is no further than the value can go.
    fn projected(&self) -> Option<String> {
        let projected = self.a.figures.projected?;
        let row = &self.a.indicator;
        let limit = row.ceiling.filter(|top| projected > *top).or(row.floor.filter(|bottom| projected < *bottom));
        if let Some(limit) = limit {
            let most = projected > limit;
            let limit = format!("{}{}", number::show(limit, limit.normalize().scale(), self.lang), figures::unit(row, self.lang));
            return Some(match (self.lang, most) {
                (Lang::Vi, true) => format!("; dự kiến đạt mức tối đa {limit} khi đến hạn"),
                (Lang::Vi, false) => format!("; dự kiến xuống mức tối thiểu {limit} khi đến hạn"),
                (Lang::En, true) => format!("; heading for the maximum of {limit}"),
                (Lang::En, false) => format!("; heading for the minimum of {limit}"),
            });
        }
        let bound = self.a.required.as_ref().and_then(|required| required.bound);
        let against: Vec<Against> = bound.map(|bound| (bound, projected.cmp(&bound))).into_iter().collect();
        let projected = self.level(projected, &against);
        Some(match self.lang {
            Lang::Vi => format!("; dự kiến đạt {projected} khi đến hạn"),
            Lang::En => format!("; heading for {projected}"),
        })
    }

    /// `thấp hơn 17,5 điểm phần trăm`: behind the expected value, named just before.
    fn short(&self) -> Option<String> {
        let gap = self.a.figures.gap?;
        let g = self.difference(gap);
        Some(match (self.lang, self.rising()) {
            (Lang::Vi, true) => format!("thấp hơn {g}"),
            (Lang::Vi, false) => format!("kém hơn lộ trình {g}"),
            (Lang::En, true) => format!("{g} short"),
            (Lang::En, false) => format!("{g} worse than the trajectory"),
        })
    }

    pub(super) fn at_risk(&self) -> String {
        let mut line = self.expected();
        if let Some(short) = self.short() {
            line.push_str("; ");
            line.push_str(&short);
        }
        let Some(margin) = self.a.margin else { return line };
        let by = figures::needed(&self.a.indicator, margin.by, self.lang);
        let less = margin.by.is_sign_negative();
        line.push_str(&match (self.lang, less) {
            (Lang::Vi, false) => format!("; cần thêm {by} để {}", to_be(margin.status, self.lang)),
            (Lang::Vi, true) => format!("; cần giảm thêm {by} để {}", to_be(margin.status, self.lang)),
            (Lang::En, false) => format!("; {by} more would be {}", to_be(margin.status, self.lang)),
            (Lang::En, true) => format!("; {by} less would be {}", to_be(margin.status, self.lang)),
        });
        line
    }

    pub(super) fn off_track(&self) -> String {
        let mut line = self.expected();
        if let Some(short) = self.short() {
            line.push_str("; ");
            line.push_str(&short);
            line.push_str(&self.share().unwrap_or_default());
            let behind = self.a.figures.schedule_variance_months.filter(|months| months.is_sign_negative() && !months.is_zero());
            if let Some(months) = behind.map(|months| dates::months(months, self.lang)) {
                line.push_str(&match self.lang {
                    Lang::Vi => format!(", chậm {months}"),
                    Lang::En => format!(", {months} behind"),
                });
            }
        }
        if let Some(needs) = self.needs() {
            line.push_str("; ");
            line.push_str(&needs);
        }
        line
    }

    /// ` (21,9% quãng đường)`: the gap's share of the distance, which may not seem to lie on the other side of a limit.
    fn share(&self) -> Option<String> {
        let share = self.a.figures.gap_share?.abs();
        let limits = &self.a.indicator.limits;
        let ratio = |percent: Decimal| percent.checked_div(Decimal::ONE_HUNDRED);
        let against: Vec<Against> = [ratio(limits.on_track_percent), ratio(limits.at_risk_percent)]
            .into_iter()
            .flatten()
            .map(|limit| (limit, share.cmp(&limit)))
            .collect();
        let shown = figures::percent(share, 1, &against, self.lang);
        Some(match self.lang {
            Lang::Vi => format!(" ({shown} quãng đường)"),
            Lang::En => format!(" ({shown} of the distance)"),
        })
    }

    /// `cần tăng 2,15 điểm phần trăm/tháng, hiện 0,40 điểm phần trăm/tháng`.
    fn needs(&self) -> Option<String> {
        let required = self.a.figures.required_pace.filter(|pace| !pace.is_zero())?;
        let rise = required > Decimal::ZERO;
        let req = figures::pace(&self.a.indicator, required, self.lang);
        let now = self.a.figures.pace;
        let mut line = match (self.lang, rise) {
            (Lang::Vi, true) => format!("cần tăng {req}/tháng"),
            (Lang::Vi, false) => format!("cần giảm {req}/tháng"),
            (Lang::En, true) => format!("needs {req} a month"),
            (Lang::En, false) => format!("needs a fall of {req} a month"),
        };
        let Some(now) = now else { return Some(line) };
        let pace = figures::pace(&self.a.indicator, now, self.lang);
        let number = figures::size(now, 2, self.lang);
        let same = (now > Decimal::ZERO) == rise;
        line.push_str(&match (self.lang, now.is_zero(), same, rise) {
            (Lang::Vi, true, ..) => ", hiện không thay đổi".to_owned(),
            (Lang::En, true, ..) => ", now unchanged".to_owned(),
            (Lang::Vi, _, true, _) => format!(", hiện {pace}/tháng"),
            (Lang::En, _, true, _) => format!(", now {number}"),
            (Lang::Vi, _, false, true) => format!(", hiện đang giảm {pace}/tháng"),
            (Lang::Vi, _, false, false) => format!(", hiện đang tăng {pace}/tháng"),
            (Lang::En, _, false, true) => format!(", now falling by {number}"),
            (Lang::En, _, false, false) => format!(", now rising by {number}"),
        });
        Some(line)
    }

    pub(super) fn off_track_pace(&self) -> String {
        let gap = self.a.figures.gap.unwrap_or_default();
        let beside = self.beside(gap);
        let ratio = self.a.figures.pace.zip(self.a.figures.required_pace).and_then(|(now, required)| now.checked_div(required));
        let half = Decimal::new(5, 1);
        let pace = match ratio {
            Some(ratio) if ratio > Decimal::ZERO => {
                let shown = figures::percent(ratio, 0, &[(half, ratio.cmp(&half)), (Decimal::ZERO, Ordering::Greater)], self.lang);
                match self.lang {
                    Lang::Vi => format!(" và nhịp độ chỉ bằng {shown} mức cần thiết"),
                    Lang::En => format!(" and the pace is {shown} of what is needed"),
                }
            }
            Some(ratio) if ratio < Decimal::ZERO => {
                self.say(" và số liệu đang biến động ngược chiều mục tiêu", " and the value is moving away from the target")
            }
            Some(_) => self.say(" và số liệu chưa có chuyển biến", " and the value is not moving"),
            None => self.say(" và nhịp độ dưới một nửa mức cần thiết", " and the pace is less than half of what is needed"),
        };
        format!("; {beside}{pace}")
    }
}

/// The status that the margin gives, as the end of a sentence.
fn to_be(status: Status, lang: Lang) -> &'static str {
    match status {
        Status::Achieved | Status::AchievedLate => pick(lang, "đạt mục tiêu", "at the target"),
        Status::AtRisk => pick(lang, "không còn bị đánh giá chậm tiến độ", "at risk only"),
        _ => pick(lang, "đúng tiến độ", "on track"),
    }
}
