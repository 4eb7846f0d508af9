//! The two tables counted, and the headline made of them.

use serde::Serialize;

use super::Report;
use super::dates;
use super::words::pick;
use crate::assess::{Assessment, Status};
use crate::plan::Kind;
use crate::rollup::{Counts, TaskKinds};
use crate::value::{Lang, Month};

/// The two tables counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Summary {
    /// Appendix I.
    pub indicators: Counts,
    /// Appendix II.
    pub tasks: Counts,
    /// Its tasks in their three kinds.
    pub kinds: TaskKinds,
    /// How many rows got worse and better since the report that it is compared with.
    pub moved: Moved,
}

/// How many rows got worse and better.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Moved {
    /// Worse.
    pub worse: u32,
    /// Better.
    pub better: u32,
    /// Whether they are compared with the end of the month before.
    pub since_last_month: bool,
}

impl Report {
    /// The two tables counted.
    pub fn summary(&self) -> Summary {
        let mut summary = Summary::of(&self.items);
        if let Some(changes) = &self.changes {
            let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
            let before = Month::of_date(self.as_of.date).plus(-1).last_day();
            let since_last_month = changes.as_of.date == before;
            summary.moved = Moved { worse: count(changes.worse()), better: count(changes.better()), since_last_month };
        }
        summary
    }
}

impl Summary {
    /// Counts the rows of the two tables; duties stand apart.
    pub fn of(items: &[Assessment]) -> Self {
        let kind = |kind| Counts::of(items.iter().filter(|item| item.indicator.kind == kind));
        Self { indicators: kind(Kind::Indicator), tasks: kind(Kind::Task), kinds: TaskKinds::of(items), moved: Moved::default() }
    }

    /// How many of both can be assessed.
    pub fn assessable(&self) -> u32 {
        self.indicators.assessable().saturating_add(self.tasks.assessable())
    }

    /// How many of both are achieved, achieved late or on track.
    pub fn on_track(&self) -> u32 {
        self.indicators.on_track().saturating_add(self.tasks.on_track())
    }

    /// The headline, two sentences at most; parts that are 0 are dropped.
    pub fn headline(&self, lang: Lang) -> String {
        if self.assessable() == 0 {
            return pick(
                lang,
                "Chưa đánh giá được chỉ tiêu, nhiệm vụ nào: chưa có số liệu.",
                "No indicator or task can be assessed yet: there are no data.",
            )
            .to_owned();
        }
        let mut lines = vec![self.share(lang)];
        lines.extend(self.worst(lang));
        lines.join(" ")
    }

    fn share(&self, lang: Lang) -> String {
        let part = |counts: Counts, vi: &str, en: (&str, &str)| {
            let (good, all) = (counts.on_track(), counts.assessable());
            let (shown, of) = (dates::count(good, lang), dates::count(all, lang));
            (all > 0).then(|| match lang {
                Lang::Vi => format!("{shown}/{of} {vi}"),
                Lang::En => format!("{shown} of {of} {}", if all == 1 { en.0 } else { en.1 }),
            })
        };
        let parts: Vec<String> =
            [part(self.indicators, "chỉ tiêu", ("indicator", "indicators")), part(self.tasks, "nhiệm vụ", ("task", "tasks"))]
                .into_iter()
                .flatten()
                .collect();
        match lang {
            Lang::Vi => format!("{} đánh giá được là đạt hoặc đúng tiến độ.", parts.join(" và ")),
            Lang::En => {
                let verb = if self.on_track() == 1 { "is" } else { "are" };
                format!("{} that can be assessed {verb} achieved or on track.", parts.join(" and "))
            }
        }
    }

    fn worst(&self, lang: Lang) -> Option<String> {
        let count = |status| self.indicators.get(status).saturating_add(self.tasks.get(status));
        let (overdue, off_track) = (count(Status::Overdue), count(Status::OffTrack));
        let n = |count| dates::count(count, lang);
        let verb = |count| if count == 1 { "is" } else { "are" };
        let stand = match (overdue, off_track, lang) {
            (0, 0, _) => String::new(),
            (_, 0, Lang::Vi) => format!("{} nội dung quá hạn", n(overdue)),
            (0, _, Lang::Vi) => format!("{} nội dung chậm tiến độ", n(off_track)),
            (_, _, Lang::Vi) => format!("{} nội dung quá hạn, {} chậm tiến độ", n(overdue), n(off_track)),
            (_, 0, Lang::En) => format!("{} {} overdue", n(overdue), verb(overdue)),
            (0, _, Lang::En) => format!("{} {} off track", n(off_track), verb(off_track)),
            (_, _, Lang::En) => format!("{} {} overdue, {} off track", n(overdue), verb(overdue), n(off_track)),
        };
        let parts: Vec<String> = [stand, self.moves(lang)].into_iter().filter(|part| !part.is_empty()).collect();
        let text = parts.join("; ");
        (!text.is_empty()).then(|| match lang {
            Lang::Vi => format!("Có {text}."),
            Lang::En => format!("{text}."),
        })
    }

    /// `05 nội dung xấu đi và 05 tốt lên so với tháng trước`.
    fn moves(&self, lang: Lang) -> String {
        let Moved { worse, better, since_last_month } = self.moved;
        let n = |count| dates::count(count, lang);
        let than = match (since_last_month, lang) {
            (true, Lang::Vi) => "so với tháng trước",
            (false, Lang::Vi) => "so với báo cáo trước",
            (true, Lang::En) => "than last month",
            (false, Lang::En) => "than in the previous report",
        };
        match (worse, better, lang) {
            (0, 0, _) => String::new(),
            (_, 0, Lang::Vi) => format!("{} nội dung xấu đi {than}", n(worse)),
            (0, _, Lang::Vi) => format!("{} nội dung tốt lên {than}", n(better)),
            (_, _, Lang::Vi) => format!("{} nội dung xấu đi và {} tốt lên {than}", n(worse), n(better)),
            (_, 0, Lang::En) => format!("{} got worse {than}", n(worse)),
            (0, _, Lang::En) => format!("{} got better {than}", n(better)),
            (_, _, Lang::En) => format!("{} got worse and {} better {than}", n(worse), n(better)),
        }
    }
}

/// The counts as they stand in JSON: every status by its name, zeros too.
impl Serialize for Counts {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter().map(|(status, count)| (status.name(), count)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assess::RuleId;
    use crate::report::example;

    fn summary(indicators: &[Status], tasks: &[Status]) -> Summary {
        let indicators = indicators.iter().map(|status| example::percent("CT-I.1").judged(*status, RuleId::OnTrack));
        let tasks = tasks.iter().map(|status| example::task("NV-I.1").judged(*status, RuleId::TaskOpen));
        Summary::of(&indicators.chain(tasks).collect::<Vec<_>>())
    }

    #[test]
    fn the_headline_counts_only_what_can_be_assessed() {
        use Status::*;
        let both = summary(&[Achieved, AchievedLate, OnTrack, Overdue, OffTrack, NoData, Lapsed], &[Overdue, OnTrack, NoTarget]);
        assert_eq!(
            both.headline(Lang::Vi),
            "03/06 chỉ tiêu và 01/02 nhiệm vụ đánh giá được là đạt hoặc đúng tiến độ. Có 02 nội dung quá hạn, 01 chậm tiến độ."
        );
        assert_eq!(
            both.headline(Lang::En),
            "3 of 6 indicators and 1 of 2 tasks that can be assessed are achieved or on track. 2 are overdue, 1 off track."
        );
        assert_eq!((both.assessable(), both.on_track()), (8, 4));
    }

    #[test]
    fn parts_that_are_nothing_are_dropped() {
        use Status::*;
        assert_eq!(summary(&[Achieved], &[NoTarget]).headline(Lang::Vi), "01/01 chỉ tiêu đánh giá được là đạt hoặc đúng tiến độ.");
        assert_eq!(summary(&[], &[Overdue]).headline(Lang::En), "0 of 1 task that can be assessed are achieved or on track. 1 is overdue.");
    }

    #[test]
    fn nothing_assessable_is_said_not_counted() {
        let none = summary(&[Status::NoData, Status::NotDue], &[Status::NoTarget]);
        assert_eq!(none.headline(Lang::Vi), "Chưa đánh giá được chỉ tiêu, nhiệm vụ nào: chưa có số liệu.");
        assert_eq!(none.headline(Lang::En), "No indicator or task can be assessed yet: there are no data.");
        assert_eq!(summary(&[], &[]).headline(Lang::Vi), none.headline(Lang::Vi));
    }
}
