//! A plan folder as a whole: the plan of Đồng Nai, and one that was invented to be unlike it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    missing_docs,
    reason = "tests"
)]

use std::path::Path;

use tiendo::Programme;
use tiendo::appendix::PlanTexts;
use tiendo::plan::{Kind, Measure, Requirement};

struct Folder([Vec<u8>; 3]);

impl Folder {
    fn read(path: &str) -> Self {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
        Self(["indicators.tsv", "tasks.tsv", "programme.toml"].map(|name| std::fs::read(path.join(name)).unwrap()))
    }

    fn dong_nai() -> Self {
        Self::read("../seeds/plans/dong-nai-2026-2030")
    }

    fn texts(&self) -> PlanTexts<'_> {
        PlanTexts { indicators: &self.0[0], tasks: &self.0[1], settings: &self.0[2] }
    }

    fn programme(&self) -> Programme {
        Programme::from_texts(&self.texts()).unwrap_or_else(|problems| panic!("{problems}"))
    }
}

#[test]
fn dong_nai_has_fifty_indicators_and_forty_one_tasks() {
    let programme = Folder::dong_nai().programme();
    let of = |kind| programme.indicators().iter().filter(move |row| row.kind == kind);
    assert_eq!((of(Kind::Indicator).count(), of(Kind::Task).count()), (50, 41));
    assert_eq!(programme.groups().iter().filter(|group| group.kind == Kind::Indicator).count(), 6);
    assert_eq!(programme.groups().iter().filter(|group| group.kind == Kind::Task).count(), 10);
    let numeric = of(Kind::Indicator).filter(|row| row.targets.iter().any(|target| target.level().is_some())).count();
    assert_eq!(numeric, 39);
    let measured = |measure| of(Kind::Indicator).filter(|row| row.measure == measure).count();
    assert_eq!(
        (measured(Measure::Percent), measured(Measure::Count), measured(Measure::GdpMultiple), measured(Measure::Milestone)),
        (36, 6, 1, 7)
    );
    let tasks = |wanted: fn(&Requirement) -> bool| of(Kind::Task).filter(|row| wanted(&row.targets[0].requirement)).count();
    assert_eq!(tasks(|asked| *asked == Requirement::Completed), 10);
    assert_eq!(tasks(|asked| matches!(asked, Requirement::Recurring(_))), 17);
    assert_eq!(tasks(|asked| matches!(asked, Requirement::Pending(_))), 14);
}
