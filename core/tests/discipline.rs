//! Reporting discipline, what is owed, what falls due, the two lists: on a small invented plan, figures worked out by hand.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    missing_docs,
    reason = "tests"
)]

use std::sync::Arc;

use tiendo::appendix::PlanTexts;
use tiendo::plan::Role;
use tiendo::rollup::{Answer, Discipline};
use tiendo::{AsOf, Lang, Ledger, Locale, Programme, Report, Status};

const INDICATORS: &str = "STT\tMục tiêu\tĐơn vị tính\tNăm 2027\tĐơn vị theo dõi
I\tDịch vụ công\t\t\t
1.\tTỷ lệ trực tuyến\t%\t80\tSở A, Sở B
2.\tTỷ lệ đúng hạn\t%\t80\tSở B
3.\tTỷ lệ số hóa\t%\t80\tSở B
";

const TASKS: &str = "STT\tNhiệm vụ\tCơ quan chủ trì\tThời gian thực hiện
I\tChung\t\t
1.\tBan hành quy chế\tSở A\t31/12/2027
2.\tRà soát dữ liệu\tUBND các xã\tHàng tháng
3.\tTập huấn\tSở C\t31/5/2027
4.\tTổng kết\tSở C\t01/6/2027
";

const SETTINGS: &str = r#"
[programme]
code = "thu"
title = "Kế hoạch thử"
starts_on = "2027-01-01"
ends_on = "2030-12-31"
reports_from = "2027-01"

[report]
agency_order = ["Sở C", "Sở B", "Sở A"]

[[agency]]
name = "Sở A"
[[agency]]
name = "Sở B"
name_en = "Department B"
[[agency]]
name = "Sở C"
[[agency]]
name = "UBND xã Một"
[[agency]]
name = "UBND xã Hai"
[[agency]]
name = "UBND các xã"
class = true
members = ["UBND xã Một", "UBND xã Hai"]

[[unit]]
code = "X1"
name = "UBND xã Một"
[[unit]]
code = "X2"
name = "UBND xã Hai"

[[indicator]]
code = "CT-I.1"
direction = "at_least"
[[indicator]]
code = "CT-I.2"
direction = "at_least"
owners = [{ agency = "Sở A", role = "monitor", valid_to = "2027-02-28" }, { agency = "Sở B", role = "monitor", valid_from = "2027-03-01" }]
[[indicator]]
code = "CT-I.3"
direction = "at_least"
frequency = "quarterly"
"#;

/// Received on the 9th is on time, on the 10th one day late; a withdrawn report was received.
const MEASUREMENTS: &str = "indicator,unit,period,value,completed_on,state,received_at,withdrawn,reason,difficulty
CT-I.1,,2027-01,50,,,2027-02-09T23:59:59+07:00,,,
CT-I.1,,2027-02,52,,,2027-03-10T00:00:00+07:00,,,Thiếu máy
CT-I.1,,2027-03,55,,,2027-04-05T08:00:00+07:00,,,
CT-I.1,,2027-03,,,,2027-04-07T08:00:00+07:00,true,nhầm,
CT-I.2,,2027-01,50,,,2027-02-15T08:00:00+07:00,,,
CT-I.3,,2027-Q1,60,,,2027-04-09T08:00:00+07:00,,,
NV-I.1,,2027-02,,2027-02-15,,2027-03-01T08:00:00+07:00,,,
NV-I.2,X1,2027-01,,,done,2027-02-01T08:00:00+07:00,,,
NV-I.2,X1,2027-02,,,done,2027-03-01T08:00:00+07:00,,,
NV-I.2,X1,2027-03,,,done,2027-04-01T08:00:00+07:00,,,
NV-I.2,X2,2027-01,,,done,2027-02-01T08:00:00+07:00,,,
";

fn ledger() -> Ledger {
    let texts = PlanTexts { indicators: INDICATORS.as_bytes(), tasks: TASKS.as_bytes(), settings: SETTINGS.as_bytes() };
    let programme = Programme::from_texts(&texts).unwrap_or_else(|problems| panic!("{problems}"));
    let mut ledger = Ledger::new(Arc::new(programme));
    let receipt = ledger.submit_csv(MEASUREMENTS.as_bytes(), Locale::Plain).unwrap();
    assert_eq!(receipt.rejected(), []);
    ledger
}

/// March 2027, as known at 00:00 on 10 April: the reports for March are demanded.
fn march() -> Report {
    ledger().assess(AsOf::on("2027-03-31".parse().unwrap()).known_at("2027-04-10T00:00:00+07:00".parse().unwrap()))
}

fn answer(report: &Report, agency: &str) -> Answer {
    report.answers().into_iter().find(|answer| answer.agency == agency).unwrap()
}

#[test]
fn reports_are_counted_by_their_first_receipt_and_summed_by_agency() {
    let report = march();
    let counted = |agency| answer(&report, agency).discipline;
    // CT-I.1: January on the 9th, on time; February on the 10th, 1 day late; March withdrawn, yet received on time.
    // CT-I.2: until February Sở A's: January on the 15th, 6 days late, February missing.
    // NV-I.1: completed on 15 February, so that January alone was owed: missing.
    let a = Discipline { expected: 6, received: 4, on_time: 2, late: 2, days_late: 7, missing: 2 };
    assert_eq!(counted("Sở A"), a);
    assert_eq!(a.mean_days_late().unwrap().to_string(), "3.5");
    // CT-I.1 as above; CT-I.2 from March on: missing; CT-I.3: the quarter on time.
    assert_eq!(counted("Sở B"), Discipline { expected: 5, received: 4, on_time: 3, late: 1, days_late: 1, missing: 1 });
    // A class whose members are listed is answered by each of them, under its own unit.
    assert_eq!(counted("UBND xã Một"), Discipline { expected: 3, received: 3, on_time: 3, ..Discipline::default() });
    assert_eq!(counted("UBND xã Hai"), Discipline { expected: 3, received: 1, on_time: 1, missing: 2, ..Discipline::default() });
    assert!(report.answers().iter().all(|answer| answer.agency != "UBND các xã"));
    let units: Vec<_> = report.units().into_iter().map(|unit| (unit.code, unit.discipline.missing)).collect();
    assert_eq!(units, [("X1".to_owned(), 0), ("X2".to_owned(), 2)]);
}

#[test]
fn nobody_late_has_no_mean_and_nothing_owed_is_no_data() {
    let report = march();
    assert_eq!(answer(&report, "UBND xã Một").discipline.mean_days_late(), None);
    let before = ledger().assess(AsOf::on("2027-01-31".parse().unwrap()).known_at("2027-02-09T23:00:00+07:00".parse().unwrap()));
    assert!(before.owed().is_empty());
    for answer in before.answers() {
        assert_eq!(answer.discipline, Discipline::default());
        assert!(!answer.deserves_award() && !answer.deserves_censure(), "{answer:?}");
    }
    assert!(before.to_text(&Default::default()).contains("Chưa cơ quan nào đến hạn gửi báo cáo."));
    // No verdict of Sở C's can be assessed in a plan without one: no share, rather than 0 % or 100 %.
    assert_eq!(tiendo::report::Counts::default().share_on_track(), None);
}

#[test]
fn the_day_of_knowledge_decides_what_is_missing() {
    let as_known = |moment: &str| {
        let report = ledger().assess(AsOf::on("2027-03-31".parse().unwrap()).known_at(moment.parse().unwrap()));
        answer(&report, "UBND xã Hai").discipline
    };
    assert_eq!(as_known("2027-04-09T23:59:59+07:00").missing, 1);
    assert_eq!(as_known("2027-04-10T00:00:00+07:00").missing, 2);
}

#[test]
fn what_is_still_to_be_sent_names_who_since_when_and_how_long() {
    let report = march();
    let owed: Vec<_> = report
        .owed()
        .iter()
        .map(|o| {
            format!(
                "{} {} {} {} {} {}",
                o.agency.as_deref().unwrap(),
                o.indicator,
                o.unit.as_deref().unwrap_or("-"),
                o.period,
                o.deadline,
                o.days
            )
        })
        .collect();
    // "Before the 10th": the 9th is the last day; from 9 February to 10 April 2027 are 60 days.
    assert_eq!(
        owed,
        [
            "Sở A NV-I.1 - 2027-01 2027-02-09 60",
            "Sở C NV-I.3 - 2027-01 2027-02-09 60",
            "Sở C NV-I.4 - 2027-01 2027-02-09 60",
            "Sở A CT-I.2 - 2027-02 2027-03-09 32",
            "UBND xã Hai NV-I.2 X2 2027-02 2027-03-09 32",
            "Sở C NV-I.3 - 2027-02 2027-03-09 32",
            "Sở C NV-I.4 - 2027-02 2027-03-09 32",
            "Sở B CT-I.2 - 2027-03 2027-04-09 1",
            "UBND xã Hai NV-I.2 X2 2027-03 2027-04-09 1",
            "Sở C NV-I.3 - 2027-03 2027-04-09 1",
            "Sở C NV-I.4 - 2027-03 2027-04-09 1",
        ]
    );
    let missing: u32 = report.answers().iter().map(|answer| answer.discipline.missing).sum();
    assert_eq!(owed.len(), usize::try_from(missing).unwrap());
}

#[test]
fn what_falls_due_in_two_months_is_listed_once_and_soonest_first() {
    let report = march();
    // 31 May is the last day of the two months after 31 March; 1 June is not in them, the year's end neither.
    let upcoming: Vec<_> = report.upcoming().into_iter().map(|next| (next.code, next.due.to_string(), next.days)).collect();
    assert_eq!(upcoming, [("NV-I.3".to_owned(), "2027-05-31".to_owned(), 61)]);
    let later = ledger().assess(AsOf::on("2027-04-30".parse().unwrap()));
    let codes: Vec<_> = later.upcoming().into_iter().map(|next| (next.code, next.days)).collect();
    assert_eq!(codes, [("NV-I.3".to_owned(), 31), ("NV-I.4".to_owned(), 32)]);
}

#[test]
fn two_lists_of_facts_and_no_score() {
    let report = march();
    let listed = |wanted: fn(&Answer) -> bool| report.answers().into_iter().filter(&wanted).map(|a| a.agency).collect::<Vec<_>>();
    assert_eq!(listed(Answer::deserves_award), ["UBND xã Một"]);
    // Six, two and two reports missing; Sở B, with one missing and nothing overdue, is on neither list.
    assert_eq!(listed(Answer::deserves_censure), ["Sở C", "Sở A", "UBND xã Hai"]);
    let late = ledger().assess(AsOf::on("2027-06-30".parse().unwrap()));
    assert_eq!(answer(&late, "Sở C").overdue, ["NV-I.3", "NV-I.4"]);
    let text = report.to_text(&Default::default());
    assert!(text.contains("  - Sở C: đã gửi 0/06 báo cáo, thiếu 06."), "{text}");
    assert!(text.contains("Sở A: 02/02 nội dung đánh giá được là đạt hoặc đúng tiến độ; đã gửi 04/06 báo cáo, chậm 02,"), "{text}");
}

#[test]
fn agencies_are_counted_by_role_on_the_day_judged() {
    let report = march();
    let of = |agency: &str, role| {
        let found = report.agencies().into_iter().find(|summary| summary.agency == agency && summary.role == role);
        found.map(|summary| (summary.counts.total(), summary.counts.get(Status::OnTrack), summary.counts.get(Status::Achieved)))
    };
    // CT-I.2 is Sở B's by now.
    assert_eq!(of("Sở A", Role::Monitor), Some((1, 1, 0)));
    assert_eq!(of("Sở A", Role::Lead), Some((1, 0, 1)));
    assert_eq!(of("Sở B", Role::Monitor), Some((3, 1, 0)));
    assert_eq!(of("Sở B", Role::Lead), None);
    let order: Vec<String> = report.agencies().into_iter().map(|summary| summary.agency).collect();
    assert_eq!(order, ["Sở C", "Sở B", "Sở A", "Sở A", "UBND xã Một", "UBND xã Hai"]);
}

#[test]
fn groups_and_kinds_of_tasks_are_counted() {
    let report = march();
    let groups: Vec<_> = report.groups().into_iter().map(|group| (group.code, group.counts.total(), group.counts.assessable())).collect();
    assert_eq!(groups, [("I".to_owned(), 3, 1), ("I".to_owned(), 4, 1)]);
    let kinds = report.task_kinds();
    assert_eq!((kinds.dated.total(), kinds.recurring.total(), kinds.awaiting.total()), (3, 1, 0));
}

#[test]
fn difficulties_stand_once_under_all_who_answer() {
    let ledger = ledger();
    let february = ledger.assess(AsOf::on("2027-02-28".parse().unwrap()).known_at("2027-03-10T00:00:00+07:00".parse().unwrap()));
    let told = february.difficulties();
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].0, ["Sở B", "Sở A"]);
    let english = february.to_text(&tiendo::report::TextOptions { lang: Lang::En, ..Default::default() });
    assert!(english.contains("Department B; Sở A\n  - CT-I.1      difficulty: Thiếu máy.\n"), "{english}");
}
