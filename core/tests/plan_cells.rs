//! The grammar of target and schedule cells, row by row of its table (domain, section 3).
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    missing_docs,
    reason = "tests"
)]

use proptest::prelude::*;
use tiendo::ErrorKind;
use tiendo::appendix::cell::{Column, Figure, Said, read};
use tiendo::plan::{Awaited, Direction, Level};
use tiendo::rust_decimal::Decimal;
use tiendo::value::Frequency;
use tiendo::value::period::parse_date;
use unicode_normalization::UnicodeNormalization;

const YEAR: Column = Column::Year(2027);

fn decimal(text: &str) -> Decimal {
    tiendo::value::number::parse(text).unwrap()
}

fn figure(text: &str) -> Figure {
    match read(text, YEAR, "căn") {
        Ok(Some(Said::Figure(figure))) => figure,
        other => panic!("{text}: {other:?}"),
    }
}

/// What a figure asks, in a direction that its sign does not contradict.
fn asks(text: &str, direction: Direction) -> String {
    match figure(text).level(direction) {
        Ok(Level::Number { value, strict }) => format!("{value}{}", if strict { " strict" } else { "" }),
        Ok(Level::Between { low, high }) => format!("{low}..{high}"),
        Err(error) => error.kind().name().to_owned(),
    }
}

fn schedule(text: &str) -> Said {
    read(text, Column::Schedule, "").unwrap_or_else(|error| panic!("{text}: {error}")).unwrap()
}

fn due(text: &str) -> String {
    match schedule(text) {
        Said::Due(day) => day.to_string(),
        other => panic!("{text}: {other:?}"),
    }
}

fn refused(text: &str, column: Column) -> ErrorKind {
    match read(text, column, "căn") {
        Err(error) => {
            assert_eq!(error.given_text(), Some(text.trim()), "the cell is shown");
            assert!(error.allowed_text().is_some());
            error.kind()
        }
        other => panic!("{text}: {other:?}"),
    }
}

#[test]
fn an_empty_cell_asks_nothing() {
    for text in ["", " ", "\u{a0}", "\t\n"] {
        assert_eq!(read(text, YEAR, "%").unwrap(), None);
        assert_eq!(read(text, Column::Schedule, "").unwrap(), None);
    }
}

#[test]
fn a_number_asks_in_the_declared_direction() {
    for (text, value) in [
        ("80", "80"),
        ("80%", "80"),
        (" 80 % ", "80"),
        ("78,5", "78.5"),
        ("1.240", "1240"),
        ("12.345.678,9", "12345678.9"),
        ("−2", "-2"),
        ("-2", "-2"),
        ("2.383 căn", "2383"),
        ("2.383căn", "2383"),
        ("100% số xã", "100"),
        ("100% xã trên địa bàn", "100"),
        ("27 lần GDP", "27"),
        ("80 (toàn thành phố)", "80"),
        ("đạt 95%", "95"),
        ("khoảng 45%", "45"),
        ("đạt khoảng 45%", "45"),
    ] {
        for direction in [Direction::AtLeast, Direction::AtMost] {
            assert_eq!(asks(text, direction), value, "{text}");
        }
        assert_eq!(asks(text, Direction::Within), "single_number_within", "{text}");
    }
}

#[test]
fn a_relation_agrees_with_the_declared_direction_or_is_refused() {
    for (text, value) in [
        ("≥80", "80"),
        ("≥ 80%", "80"),
        (">= 80", "80"),
        (">95", "95 strict"),
        ("> 95 %", "95 strict"),
        ("trên 70%", "70 strict"),
        ("Đạt trên 70%", "70 strict"),
        ("tối thiểu 80", "80"),
        ("ít nhất 5.000", "5000"),
        ("ít nhất 5.000 căn", "5000"),
        ("từ 90% trở lên", "90"),
        ("90% trở lên", "90"),
        ("đạt từ 90% trở lên", "90"),
        ("đạt tối thiểu 80%", "80"),
        ("TỐI THIỂU 80", "80"),
    ] {
        assert_eq!(asks(text, Direction::AtLeast), value, "{text}");
        assert_eq!(asks(text, Direction::AtMost), "direction_contradicted", "{text}");
        assert_eq!(asks(text, Direction::Within), "direction_contradicted", "{text}");
    }
    for (text, value) in [
        ("≤ 5", "5"),
        ("<=5", "5"),
        ("<5", "5 strict"),
        ("dưới 5", "5 strict"),
        ("Dưới 5%", "5 strict"),
        ("không quá 60%", "60"),
        ("tối đa 60%", "60"),
        ("60% trở xuống", "60"),
    ] {
        assert_eq!(asks(text, Direction::AtMost), value, "{text}");
        assert_eq!(asks(text, Direction::AtLeast), "direction_contradicted", "{text}");
    }
}

#[test]
fn a_range_gives_the_end_that_the_direction_asks_for() {
    for text in ["35 - 40%", "35-40%", "35% – 40%", "35 — 40", "từ 35 đến 40%", "khoảng 35 - 40%", "35\u{a0}-\u{a0}40 %"] {
        assert_eq!(asks(text, Direction::AtLeast), "35", "{text}");
        assert_eq!(asks(text, Direction::AtMost), "40", "{text}");
        assert_eq!(asks(text, Direction::Within), "35..40", "{text}");
    }
    assert_eq!(asks("1.900 - 2.000 căn", Direction::Within), "1900..2000");
    assert_eq!(asks("-5 - 5", Direction::Within), "-5..5");
    for text in ["40 - 35%", "35 - 35", "35 -", "- 40", "≥35 - 40", "35 - 40 - 45", "35 - 40 trở lên"] {
        assert_eq!(refused(text, YEAR), ErrorKind::BadCell, "{text}");
    }
}

#[test]
fn the_percent_sign_is_kept_apart_from_the_number() {
    assert!(figure("80%").percent && figure("35% - 40").percent && figure("từ 90 % trở lên").percent);
    assert!(!figure("80").percent && !figure("2.383 căn").percent);
    assert_eq!(figure("78,50").low, decimal("78.5"));
}

#[test]
fn completion_and_pending_forms() {
    for text in ["Hoàn thành", "hoàn  thành", "HOÀN THÀNH", "đảm bảo", "Đảm bảo"] {
        assert_eq!(read(text, YEAR, "").unwrap(), Some(Said::Completed));
    }
    assert_eq!(read("Theo chỉ tiêu được giao", YEAR, "").unwrap(), Some(Said::Pending(Awaited::Assignment)));
    for text in ["Theo tình hình thực tế tại địa phương, hoặc theo hướng dẫn của Bộ Công an", "Theo tình hình thực tế tại địa phương"]
    {
        assert_eq!(read(text, YEAR, "").unwrap(), Some(Said::Pending(Awaited::Discretion)));
    }
    for (text, event) in [
        ("Theo hướng dẫn của Bộ Công an", "hướng dẫn của Bộ Công an"),
        ("Theo Hướng dẫn của Bộ  Công an", "hướng dẫn của Bộ Công an"),
        ("Thực hiện theo hướng dẫn của Bộ Y tế", "hướng dẫn của Bộ Y tế"),
        ("Theo hướng dẫn của các Bộ chủ quản", "hướng dẫn của các Bộ chủ quản"),
        ("Sau khi Bộ Tài chính có hướng dẫn", "Bộ Tài chính có hướng dẫn"),
        ("Sau khi Chính phủ ban hành Đề án", "Chính phủ ban hành Đề án"),
    ] {
        assert_eq!(schedule(text), Said::Pending(Awaited::Event(event.to_owned())));
        assert_eq!(read(text, YEAR, "").unwrap(), Some(Said::Pending(Awaited::Event(event.to_owned()))));
    }
    for text in ["Theo hướng dẫn", "Sau khi hoàn tất", "Theo tình hình thực tếá", "Theo chỉ tiêu"] {
        assert_eq!(refused(text, Column::Schedule), ErrorKind::BadCell);
    }
}

#[test]
fn recurring_forms() {
    for text in ["Thường xuyên", "Thực hiện thường xuyên", "thực hiện  THƯỜNG XUYÊN"] {
        assert_eq!(schedule(text), Said::Recurring(None));
    }
    for (text, frequency) in [
        ("Hàng tháng", Frequency::Monthly),
        ("Hằng tháng", Frequency::Monthly),
        ("Hàng quý", Frequency::Quarterly),
        ("Hằng quý", Frequency::Quarterly),
        ("Hàng năm", Frequency::Yearly),
        ("Hằng năm", Frequency::Yearly),
        ("Định kỳ hằng quý", Frequency::Quarterly),
    ] {
        assert_eq!(schedule(text), Said::Recurring(Some(frequency)));
    }
}

#[test]
fn dates_are_the_last_day_of_the_span_that_the_cell_names() {
    for (text, day) in [
        ("Tháng 3/2027", "2027-03-31"),
        ("Tháng 01/2028", "2028-01-31"),
        ("tháng 02/2028", "2028-02-29"),
        ("Tháng 3 / 2027", "2027-03-31"),
        ("Quý I/2027", "2027-03-31"),
        ("Quý II/2027", "2027-06-30"),
        ("quý iii/2027", "2027-09-30"),
        ("Quý 4/2027", "2027-12-31"),
        ("Quý IV năm 2027", "2027-12-31"),
        ("6 tháng đầu năm 2027", "2027-06-30"),
        ("6 tháng cuối năm 2027", "2027-12-31"),
        ("Năm 2027", "2027-12-31"),
        ("31/12/2027", "2027-12-31"),
        ("Ngày 30/6/2027", "2027-06-30"),
        ("ngày 05/06/2027", "2027-06-05"),
        ("Trước 30/6/2027", "2027-06-29"),
        ("Trước ngày 30/6/2027", "2027-06-29"),
        ("Trước ngày 01/01/2027", "2026-12-31"),
        ("Trước tháng 3/2028", "2028-02-29"),
        ("2026-2030", "2030-12-31"),
        ("2026 – 2030", "2030-12-31"),
        ("Giai đoạn 2026-2030", "2030-12-31"),
        ("Giai đoạn 2026 - 2030", "2030-12-31"),
        ("GIAI ĐOẠN 2026 - 2030", "2030-12-31"),
    ] {
        assert_eq!(due(text), day, "{text}");
    }
}

#[test]
fn anything_else_in_a_schedule_is_refused_with_the_cell() {
    for text in [
        "Tháng 13/2027",
        "Tháng 0/2027",
        "Tháng 3",
        "Quý V/2027",
        "Quý I",
        "31/6/2027",
        "29/02/2027",
        "30/6/27",
        "Năm 20270",
        "2030-2026",
        "9 tháng đầu năm 2027",
        "80",
        "Hoàn thành",
        "khi thuận lợi",
        "Tháng 3/2027 hoặc tháng 4/2027",
        "Trước",
        "?",
    ] {
        assert_eq!(refused(text, Column::Schedule), ErrorKind::BadCell, "{text}");
    }
}

#[test]
fn a_day_in_a_year_column_belongs_to_that_year() {
    let june = Said::Due(parse_date("2027-06-30").unwrap());
    assert_eq!(read("Quý II/2027", YEAR, "").unwrap(), Some(june));
    assert_eq!(refused("Quý II/2028", YEAR), ErrorKind::BadCell);
    // Two bare numbers in a year's column are a range of figures.
    assert!(matches!(read("2026 - 2030", YEAR, "học viên").unwrap(), Some(Said::Figure(_))));
}

#[test]
fn numbers_that_cannot_be_read_are_refused_by_their_own_kind() {
    for (text, kind) in [
        ("78.5", ErrorKind::BadGrouping),
        ("1234.567", ErrorKind::BadGrouping),
        ("80.", ErrorKind::BadGrouping),
        ("80,", ErrorKind::NotANumber),
        ("1,2,3", ErrorKind::NotANumber),
        ("99999999999999999999999999999999", ErrorKind::NumberTooLarge),
        ("5g", ErrorKind::BadCell),
        ("80/90", ErrorKind::BadCell),
        ("80 hoặc 90", ErrorKind::BadCell),
        ("từ 90%", ErrorKind::BadCell),
        ("≥", ErrorKind::BadCell),
        ("%", ErrorKind::BadCell),
        ("80 (tối thiểu)", ErrorKind::BadCell),
        ("khoảng trên 80", ErrorKind::BadCell),
        ("80; 90", ErrorKind::BadCell),
        ("tám mươi", ErrorKind::BadCell),
    ] {
        assert_eq!(refused(text, YEAR), kind, "{text}");
    }
}

#[test]
fn letter_case_spacing_and_normal_form_never_matter() {
    for text in ["từ 90% trở lên", "Không quá 60%", "Hoàn thành", "Theo chỉ tiêu được giao", "35 - 40%"] {
        let plain = read(text, YEAR, "").unwrap();
        let spaced = format!("  {}\u{a0}", text.replace(' ', " \u{a0} "));
        for variant in [text.to_uppercase(), text.to_lowercase(), spaced, text.nfd().collect()] {
            assert_eq!(read(&variant, YEAR, "").unwrap(), plain, "{variant}");
        }
    }
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in "\\PC*", year in 1900..2200, unit in "\\PC{0,5}") {
        let _ = read(&text, Column::Year(year), &unit);
        let _ = read(&text, Column::Schedule, &unit);
    }

    #[test]
    fn any_mix_of_the_grammar_is_read_or_refused(
        words in proptest::collection::vec(
            prop_oneof![
                "[0-9]{1,5}", Just("≥".to_owned()), Just("từ".to_owned()), Just("trở lên".to_owned()), Just("-".to_owned()),
                Just("đến".to_owned()), Just("trước".to_owned()), Just("ngày".to_owned()), Just("/".to_owned()),
                Just("tháng".to_owned()), Just("quý".to_owned()), Just("năm".to_owned()), Just("%".to_owned()),
                Just("6 tháng đầu".to_owned()), Just("sau khi".to_owned()), Just("ban hành".to_owned()), Just(".".to_owned()),
                Just("İ".to_owned()), Just("theo hướng dẫn của".to_owned()), Just("giai đoạn".to_owned()),
            ],
            0..8,
        ),
        glue in prop_oneof![Just(""), Just(" ")],
    ) {
        let text = words.join(glue);
        for column in [YEAR, Column::Schedule] {
            if let Ok(Some(Said::Figure(figure))) = read(&text, column, "%") {
                prop_assert!(figure.high.is_none_or(|high| figure.low < high));
            }
        }
    }

    #[test]
    fn every_whole_number_reads_as_vietnamese_documents_print_it(value in 0_u64..10_000_000_000_u64) {
        let shown = tiendo::value::number::show(Decimal::from(value), 0, tiendo::Lang::Vi);
        prop_assert_eq!(figure(&shown).low, Decimal::from(value));
        let sign = format!("≥ {shown} %");
        prop_assert_eq!(figure(&sign).relation, Some((Direction::AtLeast, false)));
    }
}
