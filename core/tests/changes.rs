//! What moved since the last report, and why: each cause once, on a small invented plan, figures worked out by hand.
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
use tiendo::rollup::{Cause, Change, Direction};
use tiendo::{AsOf, Earlier, ErrorKind, Lang, Ledger, Locale, Options, Programme, Report, Status};

/// Every row but the last three asks for 100 % by the end of 2027 and starts at 40 % at the end of 2026: 5 points a month,
/// 50 in February, 55 in March; the distance is 60, so that 3 points behind are within tolerance and 12 are off track.
const INDICATORS: &str = "STT\tMục tiêu\tĐơn vị tính\tNăm 2026\tNăm 2027\tĐơn vị theo dõi
I\tDịch vụ công\t\t\t\t
1.\tTạm dừng\t%\t\t100\tSở A
2.\tTrở lại\t%\t\t100\tSở A
3.\tĐiều chỉnh\t%\t\t100\tSở A
4.\tĐính chính\t%\t\t100\tSở A
5.\tGửi bù\t%\t\t100\tSở A
6.\tSố liệu mới\t%\t\t100\tSở A
7.\tĐính chính nhẹ\t%\t\t100\tSở A
8.\tĐiều chỉnh nhẹ\t%\t\t100\tSở A
9.\tThanh toán\tlần GDP\t\t10\tSở A
10.\tMục tiêu kế tiếp\t%\t40\t100\tSở A
11.\tTrả nợ\t%\t40\t100\tSở A
12.\tMốc gốc\t%\t\t100\tSở A
";

const TASKS: &str = "STT\tNhiệm vụ\tCơ quan chủ trì\tThời gian thực hiện
I\tChung\t\t
1.\tBan hành quy chế\tSở A\t28/02/2027
2.\tRà soát dữ liệu\tSở A\tHàng tháng
";

const SETTINGS: &str = r#"
[programme]
code = "thu"
title = "Kế hoạch thử"
starts_on = "2026-01-01"
ends_on = "2030-12-31"
reports_from = "2026-11"

[[agency]]
name = "Sở A"

[[indicator]]
code = "CT-I.9"
direction = "at_least"
denominator = "GRDP"
baseline = { date = "2026-12-31", value = "4" }

[[reference]]
code = "GRDP"
title = "GRDP"
unit = "tỷ đồng"
values = [
    { year = 2027, value = "100", stage = "estimate", recorded_at = "2027-01-15T08:00:00+07:00" },
    { year = 2027, value = "125", stage = "preliminary", recorded_at = "2027-03-20T08:00:00+07:00" },
]

[[suspension]]
code = "CT-I.1"
from = "2027-03-01"
decision = "QĐ 01"
recorded_at = "2027-03-15T08:00:00+07:00"

[[suspension]]
code = "CT-I.2"
from = "2027-02-01"
to = "2027-03-15"
decision = "QĐ 02"
recorded_at = "2027-02-01T08:00:00+07:00"

[[amendment]]
decision = "QĐ 03"
effective_on = "2027-03-10"
recorded_at = "2027-03-12T08:00:00+07:00"
changes = [
    { indicator = "CT-I.3", due = "2027-12-31", target = "70" },
    { indicator = "CT-I.8", due = "2027-12-31", target = "99" },
]
"#;

const MEASUREMENTS: &str = "indicator,period,value,numerator,state,received_at,reason
CT-I.1,2027-02,50,,,2027-03-01T08:00:00+07:00,
CT-I.1,2027-03,55,,,2027-04-01T08:00:00+07:00,
CT-I.2,2027-02,50,,,2027-03-01T08:00:00+07:00,
CT-I.2,2027-03,55,,,2027-04-01T08:00:00+07:00,
CT-I.3,2027-02,44,,,2027-03-01T08:00:00+07:00,
CT-I.3,2027-03,47,,,2027-04-01T08:00:00+07:00,
CT-I.4,2027-02,50,,,2027-03-01T08:00:00+07:00,
CT-I.4,2027-02,40,,,2027-03-20T08:00:00+07:00,Tính trùng.
CT-I.4,2027-03,45,,,2027-04-01T08:00:00+07:00,
CT-I.5,2027-02,50,,,2027-03-15T08:00:00+07:00,
CT-I.5,2027-03,55,,,2027-04-01T08:00:00+07:00,
CT-I.6,2027-02,50,,,2027-03-01T08:00:00+07:00,
CT-I.6,2027-03,50,,,2027-04-01T08:00:00+07:00,
CT-I.7,2027-02,50,,,2027-03-01T08:00:00+07:00,
CT-I.7,2027-02,50.5,,,2027-03-20T08:00:00+07:00,Làm tròn
CT-I.7,2027-03,55,,,2027-04-01T08:00:00+07:00,
CT-I.8,2027-02,50,,,2027-03-01T08:00:00+07:00,
CT-I.8,2027-03,55,,,2027-04-01T08:00:00+07:00,
CT-I.9,2027-02,,500,,2027-03-01T08:00:00+07:00,
CT-I.9,2027-03,,575,,2027-04-01T08:00:00+07:00,
CT-I.10,2026-11,30,,,2026-12-01T08:00:00+07:00,
CT-I.10,2026-12,41,,,2027-01-01T08:00:00+07:00,
CT-I.10,2027-01,45,,,2027-02-01T08:00:00+07:00,
CT-I.11,2026-11,30,,,2026-12-01T08:00:00+07:00,
CT-I.11,2026-12,39,,,2027-01-01T08:00:00+07:00,
CT-I.11,2027-01,46,,,2027-02-01T08:00:00+07:00,
CT-I.12,2027-01,45,,,2027-02-01T08:00:00+07:00,
CT-I.12,2027-02,50,,,2027-03-01T08:00:00+07:00,
CT-I.12,2026-12,40,,,2027-03-15T08:00:00+07:00,
CT-I.12,2027-03,55,,,2027-04-01T08:00:00+07:00,
NV-I.1,2027-02,,,in_progress,2027-03-01T08:00:00+07:00,
NV-I.1,2027-03,,,in_progress,2027-04-01T08:00:00+07:00,
NV-I.2,2027-01,,,done,2027-02-01T08:00:00+07:00,
NV-I.2,2027-02,,,done,2027-03-01T08:00:00+07:00,
";

fn ledger() -> Ledger {
    let mut settings = SETTINGS.to_owned();
    for n in 1..=12 {
        let baseline = if n < 9 { "baseline = { date = \"2026-12-31\", value = \"40\" }" } else { "" };
        if n != 9 {
            settings.push_str(&format!("[[indicator]]\ncode = \"CT-I.{n}\"\ndirection = \"at_least\"\n{baseline}\n"));
        }
    }
    let texts = PlanTexts { indicators: INDICATORS.as_bytes(), tasks: TASKS.as_bytes(), settings: settings.as_bytes() };
    let programme = Programme::from_texts(&texts).unwrap_or_else(|problems| panic!("{problems}"));
    let mut ledger = Ledger::new(Arc::new(programme));
    let receipt = ledger.submit_csv(MEASUREMENTS.as_bytes(), Locale::Plain).unwrap();
    assert_eq!(receipt.rejected(), []);
    ledger
}

fn at(date: &str, known_at: &str) -> AsOf {
    AsOf::on(date.parse().unwrap()).known_at(format!("{known_at}T00:00:00+07:00").parse().unwrap())
}

fn march() -> AsOf {
    at("2027-03-31", "2027-04-10")
}

fn february() -> AsOf {
    at("2027-02-28", "2027-03-10")
}

fn change<'a>(report: &'a Report, code: &str) -> &'a Change {
    report.changes.as_ref().unwrap().get(code, None).unwrap_or_else(|| panic!("{code} did not change"))
}

/// From, to, cause, and the reason in Vietnamese.
fn told(report: &Report, code: &str) -> (Status, Status, Cause, String) {
    let change = change(report, code);
    (change.from.unwrap(), change.to.unwrap(), change.cause, report.reason(change, Lang::Vi).replace('\u{a0}', " "))
}

#[test]
fn each_cause_moves_a_status() {
    use Status::*;
    let report = ledger().assess(march());
    for (code, from, to, cause, reason) in [
        ("CT-I.1", OnTrack, Suspended, Cause::Suspended, "tạm dừng đánh giá: QĐ 01"),
        ("CT-I.2", Suspended, OnTrack, Cause::Resumed, "hết tạm dừng đánh giá: QĐ 02"),
        // 44 is 6 behind 50: 10 % of 60. With 70 as its target 47.5 is expected in March, of which 47 is 1.7 % of 30 short.
        ("CT-I.3", AtRisk, OnTrack, Cause::PlanAmended, "kế hoạch điều chỉnh: mục tiêu năm 2027: 100% → 70% (theo QĐ 03)"),
        // Corrected to 40 it is 16.7 % behind in February already, and today's knowledge of February says so.
        (
            "CT-I.4",
            OnTrack,
            AtRisk,
            Cause::Revision,
            "số liệu đính chính: tháng 02/2027 từ 50,0% thành 40,0% (tính trùng) (tính lại: có nguy cơ chậm)",
        ),
        ("CT-I.5", NoData, OnTrack, Cause::ReportArrived, "đã nhận báo cáo còn thiếu: tháng 02/2027 (tính lại: đúng tiến độ)"),
        // 50 in March is 8.3 % behind 55.
        ("CT-I.6", OnTrack, AtRisk, Cause::NewValue, "số liệu kỳ mới: tháng 3/2027 đạt 50,0%, tháng 02/2027 đạt 50,0%"),
        // 500 / 100 is the 5 expected in February; 500 / 125 is 4, short by 16.7 % of 6.
        (
            "CT-I.9",
            OnTrack,
            AtRisk,
            Cause::ReferenceRevised,
            "số liệu làm mẫu số cập nhật: GRDP: 100 (năm 2027) → 125 (năm 2027) (tính lại: có nguy cơ chậm)",
        ),
        ("NV-I.1", AtRisk, Overdue, Cause::DueDatePassed, "đã qua thời hạn: hạn 28/02/2027, đã quá 31 ngày"),
        ("NV-I.2", OnTrack, AtRisk, Cause::DataAged, "chưa có số liệu kỳ mới: thiếu báo cáo tháng 3/2027"),
    ] {
        assert_eq!(told(&report, code), (from, to, cause, reason.to_owned()), "{code}");
    }
    let first = ledger().assess(at("2027-01-31", "2027-02-10"));
    // 41 met the 40 of 2026; for 2027 45 is expected in January.
    assert_eq!(
        told(&first, "CT-I.10"),
        (Achieved, OnTrack, Cause::NextRequirement, "chuyển sang mục tiêu kế tiếp: năm 2027, 100%".to_owned())
    );
    assert_eq!(change(&first, "CT-I.10").direction(), Direction::Other);
    // 39 missed it, 46 pays the debt: the new figure did it, not the next requirement.
    let paid = "số liệu kỳ mới: tháng 01/2027 đạt 46,0%, tháng 12/2026 đạt 39,0%";
    assert_eq!(told(&first, "CT-I.11"), (Overdue, OnTrack, Cause::NewValue, paid.to_owned()));
}

#[test]
fn what_was_corrected_while_the_status_stayed_is_said_too() {
    let report = ledger().assess(march());
    let stayed = Status::OnTrack;
    for (code, cause, direction, reason) in [
        ("CT-I.7", Cause::Revision, Direction::Revised, "số liệu đính chính: tháng 02/2027 từ 50,0% thành 50,5% (làm tròn)"),
        ("CT-I.8", Cause::PlanAmended, Direction::Amended, "kế hoạch điều chỉnh: mục tiêu năm 2027: 100% → 99% (theo QĐ 03)"),
        (
            "CT-I.12",
            Cause::ReportArrived,
            Direction::Revised,
            "đã nhận báo cáo còn thiếu: mốc gốc tạm tính từ 45,0% (31/01/2027) chuyển thành 40,0% (31/12/2026)",
        ),
    ] {
        let (from, to, why, said) = told(&report, code);
        assert_eq!((from, to, why, said.as_str()), (stayed, stayed, cause, reason), "{code}");
        assert_eq!(change(&report, code).direction(), direction);
    }
}

#[test]
fn groups_count_and_the_headline_says_how_many_got_worse_and_better() {
    let report = ledger().assess(march());
    let changes = report.changes.as_ref().unwrap();
    let codes = |direction| changes.of_direction(direction).iter().map(|change| change.code.as_str()).collect::<Vec<_>>();
    // NV-I.1 moved from at risk to overdue, three steps; the others one.
    assert_eq!(codes(Direction::Worse), ["NV-I.1", "CT-I.4", "CT-I.6", "CT-I.9", "NV-I.2"]);
    assert_eq!(codes(Direction::Better), ["CT-I.3"]);
    assert_eq!(codes(Direction::NowAssessable), ["CT-I.2", "CT-I.5"]);
    assert!(codes(Direction::NoLongerAssessable).contains(&"CT-I.1"));
    let headline = report.summary().headline(Lang::Vi);
    assert!(headline.ends_with("Có 01 nội dung quá hạn; 05 nội dung xấu đi và 01 tốt lên so với tháng trước."), "{headline}");
    let headline = report.summary().headline(Lang::En);
    assert!(headline.ends_with("1 is overdue; 5 got worse and 1 better than last month."), "{headline}");
}

#[test]
fn a_printed_report_gives_the_same_moves_as_last_month_computed() {
    let ledger = ledger();
    let printed = ledger.assess(february()).to_json();
    let earlier = Earlier::from_json(&printed, ledger.programme()).unwrap();
    let compared = ledger.assess_with(march(), &Options::default().with_since(earlier));
    let computed = ledger.assess(march());
    let all = |report: &Report| {
        let changes = &report.changes.as_ref().unwrap().list;
        changes
            .iter()
            .map(|change| format!("{} {:?} {:?} {}", change.code, change.from, change.to, report.reason(change, Lang::En)))
            .collect::<Vec<_>>()
    };
    assert_eq!(all(&compared), all(&computed));
    assert_eq!(compared.changes.as_ref().unwrap().fingerprint, Some(ledger.assess(february()).fingerprint_hex()));
    let text = compared.to_text(&Default::default()).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(text.contains("; so với báo cáo tháng 02/2027."));
}

#[test]
fn what_was_printed_counts_even_where_today_s_ledger_says_otherwise() {
    let ledger = ledger();
    let mut printed: serde_json::Value = serde_json::from_str(&ledger.assess(february()).to_json()).unwrap();
    printed["items"][5]["status"] = "off_track".into();
    let earlier = Earlier::from_json(&printed.to_string(), ledger.programme()).unwrap();
    let report = ledger.assess_with(march(), &Options::default().with_since(earlier));
    let change = change(&report, "CT-I.6");
    assert_eq!((change.from, change.recomputed), (Some(Status::OffTrack), Some(Status::OnTrack)));
    assert!(report.reason(change, Lang::Vi).ends_with("(tính lại: đúng tiến độ)"));
    assert!(report.reason(change, Lang::En).ends_with("(recomputed: on track)"));
}

#[test]
fn a_first_report_has_nothing_to_compare_with() {
    let report = ledger().assess(at("2026-11-30", "2026-12-10"));
    assert!(report.changes.is_none());
    assert!(report.to_text(&Default::default()).contains("Báo cáo đầu tiên, chưa có kỳ so sánh."));
    // Nothing moves between a report and itself.
    let ledger = ledger();
    let earlier = Earlier::from_json(&ledger.assess(march()).to_json(), ledger.programme()).unwrap();
    let again = ledger.assess_with(march(), &Options::default().with_since(earlier));
    assert!(again.changes.as_ref().unwrap().list.is_empty());
    assert!(again.to_text(&Default::default()).contains("Không có thay đổi tình trạng."));
}

#[test]
fn what_is_no_earlier_report_is_refused() {
    let ledger = ledger();
    let printed = ledger.assess(february()).to_json();
    let refused = |text: &str| {
        let error = Earlier::from_json(text, ledger.programme()).unwrap_err();
        (error.kind(), error.path().to_owned())
    };
    assert_eq!(refused("{"), (ErrorKind::BadJson, String::new()));
    assert_eq!(refused("{}"), (ErrorKind::BadFormat, "format".to_owned()));
    assert_eq!(refused(&printed.replace("tiendo.report/1", "tiendo.report/2")), (ErrorKind::BadFormat, "format".to_owned()));
    assert_eq!(refused(&printed.replace("\"thu\"", "\"khac\"")), (ErrorKind::DifferentProgramme, "programme".to_owned()));
    assert_eq!(
        refused(&printed.replace("\"date\": \"2027-02-28\"", "\"date\": \"28/2/2027\"")),
        (ErrorKind::BadDate, "as_of.date".to_owned())
    );
    assert_eq!(refused(&printed.replace("CT-I.2\"", "CT-I.1\"")), (ErrorKind::DuplicateCode, "items[1].code".to_owned()));
    assert_eq!(refused(&printed.replace("\"status\": \"suspended\"", "\"status\": \"paused\"")).0, ErrorKind::BadJson);
}
