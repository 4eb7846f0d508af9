//! Sentences on figures: `Đạt 63,4% so với mục tiêu 80% (79,3% kế hoạch, hạn 31/12/2026); …`.

use std::cmp::Ordering;

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

use crate::assess::{Assessment, RuleId, Status};
use crate::plan::{Accumulation, Direction, Level};
use crate::report::figures::{self, Against};
use crate::report::words::pick;
use crate::report::{dates, words};
use crate::value::{Lang, Month, Position};

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

pub(super) struct Said<'a> {
    pub(super) a: &'a Assessment,
    pub(super) lang: Lang,
}

impl Said<'_> {
    pub(super) fn say(&self, vi: &str, en: &str) -> String {
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

    pub(super) fn level(&self, value: Decimal, against: &[Against]) -> String {
        figures::level(&self.a.indicator, value, against, self.lang)
    }

    pub(super) fn difference(&self, value: Decimal) -> String {
        figures::difference(&self.a.indicator, value, self.lang)
    }

    fn y(&self) -> String {
        self.a.figures.actual.map(|y| self.level(y, &self.bounds(y))).unwrap_or_default()
    }

    pub(super) fn e(&self) -> Option<String> {
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
}
