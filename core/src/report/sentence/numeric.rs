//! Sentences on figures: `Đạt 63,4% so với mục tiêu 80% (79,3% kế hoạch, hạn 31/12/2026); …`.

use std::cmp::Ordering;

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

use crate::assess::{Assessment, RuleId, Status};
use crate::plan::{Accumulation, Direction, Level};
use crate::report::figures::{self, Against};
use crate::report::words::pick;
use crate::report::{dates, words};
use crate::value::{Lang, Month, Position, number};

pub(super) fn sentence(a: &Assessment, lang: Lang) -> String {
    let said = Said { a, lang };
    let rest = match a.rule {
        RuleId::NoBaseline => return said.no_baseline(),
        RuleId::AchievedEarly | RuleId::AchievedOnTime => said.achieved(),
        RuleId::AchievedTimingUnknown => said.timing_unknown(),
        RuleId::AchievedLate => said.achieved_late(),
        RuleId::Slipped => said.slipped(),
        RuleId::Lapsed => said.lapsed(),
        RuleId::Overdue => said.overdue(),
        RuleId::OverCeiling => said.over_ceiling(),
        RuleId::OffTrackGap => said.off_track(),
        RuleId::OffTrackPace => said.off_track_pace(),
        RuleId::AtRiskGap => said.at_risk(),
        RuleId::OnTrack => said.on_track(),
        _ => format!("; {}", words::status_in_full(a.status, lang)),
    };
    format!("{}{rest}.", said.core())
}

struct Said<'a> {
    a: &'a Assessment,
    lang: Lang,
}

impl Said<'_> {
    fn say(&self, vi: &str, en: &str) -> String {
        pick(self.lang, vi, en).to_owned()
    }

    /// The bounds that the value is held against, and how it lies to each.
    fn bounds(&self, y: Decimal) -> Vec<Against> {
        let required = self.a.required.as_ref();
        let mut bounds: Vec<Decimal> = match required.and_then(|required| required.level) {
            Some(Level::Number { value, .. }) => vec![value],
            Some(Level::Between { low, high }) => vec![low, high],
            None => Vec::new(),
        };
        bounds.extend(required.and_then(|required| required.bound));
        let mut against: Vec<Against> = bounds.into_iter().map(|bound| (bound, self.order(y, bound))).collect();
        against.extend(self.a.figures.expected.map(|e| (e, y.cmp(&e))));
        against
    }

    /// How the value lies to a bound. A division may have been rounded onto the bound: then the rule says which side.
    fn order(&self, y: Decimal, bound: Decimal) -> Ordering {
        let unmet = matches!(
            self.a.rule,
            RuleId::Slipped | RuleId::Lapsed | RuleId::Overdue | RuleId::OffTrackGap | RuleId::OffTrackPace | RuleId::AtRiskGap
        );
        match (y.cmp(&bound), self.a.indicator.direction) {
            (Ordering::Equal, Some(Direction::AtLeast)) if unmet && !self.strict() => Ordering::Less,
            (Ordering::Equal, Some(Direction::AtMost)) if unmet && !self.strict() => Ordering::Greater,
            (order, _) => order,
        }
    }

    fn strict(&self) -> bool {
        matches!(self.a.required.as_ref().and_then(|required| required.level), Some(Level::Number { strict: true, .. }))
    }

    fn level(&self, value: Decimal, against: &[Against]) -> String {
        figures::level(&self.a.indicator, value, against, self.lang)
    }

    fn difference(&self, value: Decimal) -> String {
        figures::difference(&self.a.indicator, value, self.lang)
    }

    fn y(&self) -> String {
        self.a.figures.actual.map(|y| self.level(y, &self.bounds(y))).unwrap_or_default()
    }

    fn e(&self) -> Option<String> {
        let e = self.a.figures.expected?;
        let against: Vec<Against> = self.a.figures.actual.map(|y| (y, e.cmp(&y))).into_iter().collect();
        Some(self.level(e, &against))
    }

    fn t(&self) -> Option<String> {
        let required = self.a.required.as_ref()?;
        let level = required.level.or(required.bound.map(|value| Level::Number { value, strict: false }))?;
        Some(figures::target(&self.a.indicator, &level, &required.text, self.lang))
    }

    fn due(&self) -> Option<NaiveDate> {
        self.a.due()
    }

    fn due_in_words(&self) -> String {
        self.due().map(|due| dates::day(due, self.lang)).unwrap_or_default()
    }

    fn running(&self) -> bool {
        self.a.indicator.accumulation == Accumulation::YearToDate
    }

    /// `79,3% kế hoạch`: the attainment, where it is defined; never 100 % unless the target is reached.
    fn attainment(&self) -> Option<String> {
        let ratio = self.a.figures.attainment?;
        let met = self.a.figures.actual.zip(self.a.required.as_ref().and_then(|required| required.bound));
        let unmet = met.is_some_and(|(y, bound)| {
            let order = self.order(y, bound);
            order != Ordering::Equal && ratio == Decimal::ONE
        });
        let order = if unmet { Ordering::Less } else { ratio.cmp(&Decimal::ONE) };
        let shown = figures::percent(ratio, 1, &[(Decimal::ONE, order)], self.lang);
        Some(match self.lang {
            Lang::Vi => format!("{shown} kế hoạch"),
            Lang::En => format!("{shown} of plan"),
        })
    }

    /// The core: the value against the target.
    fn core(&self) -> String {
        let y = self.y();
        let lead = match (self.lang, self.running()) {
            (Lang::Vi, true) => format!("Lũy kế từ đầu năm đạt {y}"),
            (Lang::Vi, false) => format!("Đạt {y}"),
            (Lang::En, true) => format!("{} in the year to date", figures::capital(&y)),
            (Lang::En, false) => figures::capital(&y),
        };
        let Some(t) = self.t() else { return lead };
        let ceiling = self.a.rule == RuleId::OverCeiling;
        let target = match (self.lang, ceiling) {
            (Lang::Vi, true) => format!("so với mức trần {t}"),
            (Lang::En, true) => format!("against a ceiling of {t}"),
            (Lang::Vi, false) => format!("so với mục tiêu {t}"),
            (Lang::En, false) => format!("against a target of {t}"),
        };
        let due = self.due().map(|due| match self.lang {
            Lang::Vi => format!("hạn {}", dates::day(due, self.lang)),
            Lang::En => format!("due {}", dates::day(due, self.lang)),
        });
        let inside: Vec<String> = self.attainment().into_iter().chain(due).collect();
        if inside.is_empty() { format!("{lead} {target}") } else { format!("{lead} {target} ({})", inside.join(", ")) }
    }

    fn no_baseline(&self) -> String {
        let period = self.a.period.map(|period| dates::period(period, self.lang)).unwrap_or_default();
        let (y, t, due) = (self.y(), self.t().unwrap_or_default(), self.due_in_words());
        match self.lang {
            Lang::Vi => format!("Mới có một kỳ số liệu ({period}: {y}, mục tiêu {t}, hạn {due}); chưa đủ căn cứ đánh giá tiến độ."),
            Lang::En => format!("Only one period so far ({period}: {y}, target {t}, due {due}); too early to judge progress."),
        }
    }

    /// Months from the observation to the due date, where it lies ahead.
    fn months_early(&self) -> Option<Decimal> {
        let (due, seen) = (Position::of(self.due()?), Position::of(self.a.period?.end()));
        let ticks = due.ticks().checked_sub(seen.ticks()).filter(|ticks| *ticks > 0)?;
        Decimal::from(ticks).checked_div(Decimal::from(Position::TICKS))
    }

    fn achieved(&self) -> String {
        let early = self.months_early().map(|months| dates::months(months, self.lang));
        match (early, self.lang) {
            (Some(n), Lang::Vi) => format!("; đã đạt đúng hạn, sớm {n}"),
            (Some(n), Lang::En) => format!("; met on time, {n} early"),
            (None, _) => self.say("; đã đạt đúng hạn", "; met on time"),
        }
    }

    fn timing_unknown(&self) -> String {
        let due = self.due_in_words();
        match self.lang {
            Lang::Vi => format!("; đã đạt, chưa xác định được đúng hạn hay sau hạn do không có số liệu trước ngày {due}"),
            Lang::En => format!("; met; whether on time is unknown, no data before {due}"),
        }
    }

    fn achieved_late(&self) -> String {
        let due = self.due();
        let late = self.a.outcomes.iter().find(|outcome| Some(outcome.due) == due).and_then(|outcome| outcome.months_late);
        let Some((months, due)) = late.zip(due) else { return self.say("; đạt sau thời hạn", "; met after the due date") };
        let n = dates::months(months, self.lang);
        // From a month's end, n whole months later is the end of the month of the observation that met it.
        let whole = i32::try_from(months).ok().filter(|_| months.is_integer() && due == Month::of_date(due).last_day());
        let period = whole.map(|n| self.a.indicator.frequency.period_of(Month::of_date(due).plus(n)));
        let period = period.map(|period| dates::period(period, self.lang));
        match (period, self.lang) {
            (Some(p), Lang::Vi) => format!("; đạt sau thời hạn {n} (kỳ {p})"),
            (Some(p), Lang::En) => format!("; met {n} late ({p})"),
            (None, Lang::Vi) => format!("; đạt sau thời hạn {n}"),
            (None, Lang::En) => format!("; met {n} late"),
        }
    }

    /// What is missing to the target: the value's distance from the bound, and whether it lies below.
    fn miss(&self) -> Option<(Decimal, Ordering)> {
        let (y, bound) = self.a.figures.actual.zip(self.a.required.as_ref()?.bound)?;
        Some((y.checked_sub(bound)?, self.order(y, bound)))
    }

    /// `còn thiếu 18,1 điểm phần trăm`, or `còn vượt` where less is wanted.
    fn missing(&self) -> Option<String> {
        let (miss, order) = self.miss()?;
        let size = self.difference(miss);
        if miss.is_zero() {
            // Exactly on a strict bound, or a hair's breadth from it.
            return Some(if self.strict() {
                self.say("mới bằng mức mục tiêu, chưa vượt qua mức này", "exactly at the bound, which does not meet it")
            } else {
                self.say("còn cách mục tiêu rất nhỏ", "a hair short of the target")
            });
        }
        Some(match (order, self.lang) {
            (Ordering::Greater, Lang::Vi) => format!("còn vượt {size}"),
            (Ordering::Greater, Lang::En) => format!("{size} over"),
            (_, Lang::Vi) => format!("còn thiếu {size}"),
            (_, Lang::En) => format!("{size} short"),
        })
    }

    fn reached(&self) -> Option<(String, String)> {
        let (period, value) = self.a.reached?;
        let against: Vec<Against> =
            self.a.required.as_ref().and_then(|required| required.bound).map(|bound| (bound, value.cmp(&bound))).into_iter().collect();
        Some((dates::period(period, self.lang), self.level(value, &against)))
    }

    fn slipped(&self) -> String {
        let below = self.miss().map(|(miss, order)| {
            let size = self.difference(miss);
            match (miss.is_zero(), order, self.lang) {
                (true, _, _) => self.say("nay không còn đạt mục tiêu", "now no longer at the target"),
                (_, Ordering::Greater, Lang::Vi) => format!("nay cao hơn mục tiêu {size}"),
                (_, Ordering::Greater, Lang::En) => format!("now {size} above the target"),
                (_, _, Lang::Vi) => format!("nay thấp hơn mục tiêu {size}"),
                (_, _, Lang::En) => format!("now {size} below the target"),
            }
        });
        let below = below.unwrap_or_else(|| self.say("nay không còn đạt mục tiêu", "now no longer at the target"));
        match (self.reached(), self.lang) {
            (Some((p, y)), Lang::Vi) => format!("; đã đạt ở kỳ {p} ({y}) nhưng {below}, có nguy cơ không duy trì"),
            (Some((p, y)), Lang::En) => format!("; reached in {p} ({y}), {below}"),
            (None, Lang::Vi) => format!("; đã đạt nhưng {below}, có nguy cơ không duy trì"),
            (None, Lang::En) => format!("; reached before, {below}"),
        }
    }

    fn lapsed(&self) -> String {
        let held = match (self.reached(), self.lang) {
            (Some((p, y)), Lang::Vi) => format!("; kỳ {p} đã đạt {y} nhưng không duy trì"),
            (Some((p, y)), Lang::En) => format!("; {y} was reached in {p} but not held"),
            (None, _) => self.say("; đã đạt nhưng không duy trì", "; reached before but not held"),
        };
        match self.both() {
            Some(both) => format!("{held}: {both}"),
            None => format!("{held}{}", self.missing().map(|missing| format!("; {missing}")).unwrap_or_default()),
        }
    }

    /// A debt beside a later target names both: `chỉ tiêu năm 2026 (50%) chưa đạt, hiện 48,4%; lộ trình đến năm 2030 yêu
    /// cầu 50,6%`.
    fn both(&self) -> Option<String> {
        let (due, next) = self.due().zip(self.a.required.as_ref()?.next_due)?;
        let (t, y, e) = (self.t()?, self.y(), self.e()?);
        let (year, next) = (dates::year_or_day(due, self.lang), dates::year_or_day(next, self.lang));
        let lapsed = self.a.status == Status::Lapsed;
        Some(match self.lang {
            Lang::Vi => {
                let state = if lapsed { "không còn đạt" } else { "chưa đạt" };
                format!("chỉ tiêu {year} ({t}) {state}, hiện {y}; lộ trình đến {next} yêu cầu {e}")
            }
            Lang::En => {
                let state = if lapsed { "is no longer met" } else { "is not met" };
                format!("the {year} target ({t}) {state}, now {y}; the trajectory to {next} asks for {e}")
            }
        })
    }

    fn overdue(&self) -> String {
        let missing = self.missing().map(|missing| format!(", {missing}")).unwrap_or_default();
        if self.running() {
            let year = self.due().map(|due| due.year()).unwrap_or_default();
            return match self.lang {
                Lang::Vi => format!("; không đạt chỉ tiêu năm {year}{missing}"),
                Lang::En => format!("; the {year} target was not met{missing}"),
            };
        }
        let late = match (self.a.days_overdue.filter(|days| *days > 0), self.lang) {
            (Some(days), Lang::Vi) => format!("quá hạn {}", dates::days(days, self.lang)),
            (Some(days), Lang::En) => format!("{} overdue", dates::days(days, self.lang)),
            (None, _) => self.say("không đạt khi đến hạn", "not met on the due date"),
        };
        match self.both() {
            Some(both) => format!("; {late}: {both}"),
            None => format!("; {late}{missing}"),
        }
    }

    fn over_ceiling(&self) -> String {
        let over = self.miss().filter(|(miss, _)| !miss.is_zero()).map(|(miss, _)| self.difference(miss));
        match (over, self.lang) {
            (Some(over), Lang::Vi) => format!("; đã vượt mức trần {over} khi chưa hết năm"),
            (Some(over), Lang::En) => format!("; over the ceiling by {over} before the year is out"),
            (None, _) => self.say("; đã chạm mức trần khi chưa hết năm", "; the ceiling was reached before the year is out"),
        }
    }

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

    fn on_track(&self) -> String {
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

    fn at_risk(&self) -> String {
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

    fn off_track(&self) -> String {
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

    fn off_track_pace(&self) -> String {
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
