//! The report of the marked sample as it is printed, letter for letter, and held against its data.
//!
//! `TIENDO_RENEW=1 cargo test -p tiendo --test printed` writes the texts in `tests/golden` anew; look at the difference
//! before you commit it.
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

use tiendo::report::TextOptions;
use tiendo::{AsOf, Earlier, ErrorKind, Lang, Ledger, Measurement, Month, Narrative, Options, Report, Verified};

const NARRATIVE: &str = "# Phần lời
## diem-noi-bat
Hoàn thành 12 cơ sở dữ liệu trọng yếu.

## nguyen-nhan
Dữ liệu đất đai của một số xã, phường chưa được làm sạch.

- Hệ thống đang nâng cấp.

## nhiem-vu-thang-toi
Tập trung các nội dung quá hạn.

## kien-nghi
Đề nghị UBND thành phố bố trí kinh phí.

## CT-I.2
Đã làm việc với Sở Nông nghiệp và Môi trường.
";

fn sample() -> Ledger {
    tiendo_seeds::sample().0
}

fn end_of(month: u32) -> AsOf {
    let known = Month::new(2027, month + 1).unwrap().first_day().to_string().replace("-01", "-10");
    AsOf::end_of(Month::new(2027, month).unwrap()).known_at(format!("{known}T00:00:00+07:00").parse().unwrap())
}

fn march(ledger: &Ledger) -> Report {
    ledger.assess(end_of(3)).with_narrative(Narrative::parse(NARRATIVE, ledger.programme()).unwrap())
}

fn golden(name: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name);
    if std::env::var_os("TIENDO_RENEW").is_some() {
        std::fs::write(&path, text).unwrap();
        return;
    }
    let kept = std::fs::read_to_string(&path).unwrap();
    let difference = kept.lines().zip(text.lines()).zip(1..).find(|((kept, now), _)| kept != now);
    assert!(difference.is_none() && kept.len() == text.len(), "{name}: {difference:?}");
}

#[test]
fn the_sample_s_report_reads_as_it_was_approved() {
    let report = march(&sample());
    for (name, lang) in [("so-lieu-minh-hoa.vi.txt", Lang::Vi), ("so-lieu-minh-hoa.en.txt", Lang::En)] {
        let options = TextOptions { lang, full: true, ..TextOptions::default() };
        golden(name, &report.to_text(&options));
    }
}

#[test]
fn the_sample_s_report_fits_the_page_in_every_section() {
    let report = march(&sample());
    for lang in [Lang::Vi, Lang::En] {
        for ascii in [false, true] {
            let mut options = TextOptions { lang, full: true, ..TextOptions::default() };
            options.ascii = ascii;
            for line in report.to_text(&options).lines() {
                let width = unicode_width::UnicodeWidthStr::width(line);
                assert!(width <= 100, "{width} columns: {line}");
            }
        }
    }
}

#[test]
fn what_the_office_wrote_stands_in_its_place() {
    let text = march(&sample()).to_text(&TextOptions { full: true, ..TextOptions::default() });
    let places: Vec<usize> = [
        "\nKết quả nổi bật\nHoàn thành 12",
        "\n2. Thay đổi so với",
        "Nhận xét: Đã làm việc",
        "\nNguyên nhân\nDữ liệu đất đai",
        "\n  - Hệ thống đang nâng cấp.",
        "\nNội dung đến hạn trong hai tháng tới\n",
        "\nNhiệm vụ trọng tâm tháng tới\nTập trung",
        "\n4. Chỉ tiêu",
        "\nKhó khăn, vướng mắc, kiến nghị\n",
        "\nĐề nghị UBND thành phố bố trí kinh phí.",
        "\n7. Chất lượng",
    ]
    .iter()
    .map(|part| text.find(part).unwrap_or_else(|| panic!("{part}")))
    .collect();
    assert!(places.is_sorted(), "{places:?}");
    let report = march(&sample());
    let json: serde_json::Value = serde_json::from_str(&report.to_json()).unwrap();
    assert_eq!(json["items"][1]["remark"], "Đã làm việc với Sở Nông nghiệp và Môi trường.");
    assert_eq!(json["narrative"]["kien-nghi"], "Đề nghị UBND thành phố bố trí kinh phí.");
    let mut csv = Vec::new();
    report.write_csv(&mut csv).unwrap();
    assert!(String::from_utf8(csv).unwrap().contains("Đã làm việc với Sở Nông nghiệp và Môi trường."));
}

#[test]
fn a_report_is_the_same_as_its_data_give() {
    let ledger = sample();
    let report = march(&ledger);
    assert_eq!(ledger.verify(&report.to_json()).unwrap(), Verified::Same);
    assert_eq!(ledger.verify(&report.to_json_in(Lang::En)).unwrap(), Verified::Same);
    // Without a moment of knowledge, and compared with a printed report.
    let february = ledger.assess(end_of(2)).to_json().replace("\"status\": \"stale\"", "\"status\": \"overdue\"");
    let earlier = Earlier::from_json(&february, ledger.programme()).unwrap();
    let compared = ledger.assess_with(AsOf::end_of(Month::new(2027, 3).unwrap()), &Options::default().with_since(earlier));
    assert_eq!(ledger.verify(&compared.to_json()).unwrap(), Verified::Same);
}

#[test]
fn the_first_difference_is_named_and_the_fingerprint_before_all() {
    let ledger = sample();
    let printed = march(&ledger).to_json();
    let differs = |ledger: &Ledger, text: &str| match ledger.verify(text).unwrap() {
        Verified::Same => panic!("the same"),
        Verified::Different(difference) => difference,
    };
    let mut json: serde_json::Value = serde_json::from_str(&printed).unwrap();
    json["items"][1]["status"] = "on_track".into();
    json["owed"][0]["days"] = 1.into();
    let difference = differs(&ledger, &json.to_string());
    assert_eq!(difference.path, "items[1].status");
    assert_eq!((difference.printed.as_deref(), difference.computed.as_deref()), (Some("\"on_track\""), Some("\"overdue\"")));
    assert!(difference.message(Lang::Vi).starts_with("Khác tại items[1].status: trong báo cáo là \"on_track\""));
    json["items"][1]["status"] = "overdue".into();
    assert_eq!(differs(&ledger, &json.to_string()).path, "owed[0].days");
    let mut json: serde_json::Value = serde_json::from_str(&printed).unwrap();
    json["items"][1].as_object_mut().unwrap().remove("actual");
    assert_eq!(differs(&ledger, &json.to_string()).path, "items[1].actual");
    // A ledger that knew more by then gives another fingerprint; one that has only grown since gives the same report.
    let more = |at: &str| {
        let mut ledger = sample();
        let month = Month::new(2027, 3).unwrap();
        let row = Measurement::value("CT-I.5", month, at.parse().unwrap(), tiendo::value::number::parse("70").unwrap());
        assert_eq!(ledger.submit(row).accepted(), 1);
        ledger
    };
    assert_eq!(differs(&more("2027-04-09T23:00:00+07:00"), &printed).path, "fingerprint");
    assert_eq!(more("2027-04-10T00:00:01+07:00").verify(&printed).unwrap(), Verified::Same);
}

#[test]
fn only_what_people_wrote_may_differ() {
    let ledger = sample();
    let note = tiendo::report::Note::new("rejected", tiendo::Text::new("Dòng 3", None));
    let printed = march(&ledger).with_notes([note]).to_json();
    assert_eq!(ledger.verify(&printed).unwrap(), Verified::Same);
    assert_eq!(ledger.verify(&printed.replace("Đề nghị UBND thành phố bố trí", "Xin bố trí")).unwrap(), Verified::Same);
    let mut json: serde_json::Value = serde_json::from_str(&printed).unwrap();
    json["notes"].as_array_mut().unwrap().retain(|note| note["kind"] == "rejected");
    assert!(!ledger.verify(&json.to_string()).unwrap().is_same());
    let other = printed.replace("\"programme\": \"dong-nai-2026-2030\"", "\"programme\": \"khac\"");
    assert_eq!(ledger.verify(&other).unwrap_err().kind(), ErrorKind::DifferentProgramme);
}
