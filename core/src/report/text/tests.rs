//! The page: 100 columns, every row shown in full, sections with stable numbers.

use unicode_width::UnicodeWidthStr;

use super::*;
use crate::assess::RuleId;
use crate::report::{Note, example};
use crate::value::Text;
use crate::value::text::nfc;

fn every_way() -> Vec<TextOptions> {
    let mut ways = Vec::new();
    for lang in [Lang::Vi, Lang::En] {
        for full in [false, true] {
            ways.extend([false, true].map(|ascii| TextOptions { lang, full, ascii }));
        }
    }
    ways
}

fn full(lang: Lang) -> TextOptions {
    TextOptions { lang, full: true, ascii: false }
}

/// Words in a row, however the lines break.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn nothing_is_wider_than_the_page() {
    let mut report = example::report();
    std::sync::Arc::make_mut(&mut report.programme).report.sample = true;
    for options in every_way() {
        let text = report.to_text(&options);
        for line in text.lines() {
            assert!(line.width() <= 100, "{} columns: {line}", line.width());
        }
        assert_eq!(nfc(&text), text);
        assert!(text.ends_with('\n') && !text.contains("\n\n\n"));
    }
}

#[test]
fn sections_stand_in_their_order_under_their_numbers() {
    let text = example::report().to_text(&full(Lang::Vi));
    let headings = [
        "1. Tóm tắt",
        "2. Thay đổi so với báo cáo trước",
        "3. Nội dung cần chỉ đạo, xử lý",
        "Nội dung đến hạn trong hai tháng tới",
        "4. Chỉ tiêu theo nhóm (Phụ lục I)",
        "5. Nhiệm vụ theo nhóm (Phụ lục II)",
        "Nghĩa vụ nêu trong kế hoạch",
        "6. Kết quả theo cơ quan, chấp hành chế độ báo cáo",
        "Khó khăn, vướng mắc, kiến nghị",
        "7. Chất lượng số liệu và giả định",
        "8. Cách đọc và kiểm chứng",
    ];
    let places: Vec<usize> = headings.iter().map(|heading| text.find(&format!("\n{heading}\n")).unwrap()).collect();
    assert!(places.is_sorted());
    let short = example::report().to_text(&TextOptions::default());
    assert!(!short.contains("\n4. ") && !short.contains("\n5. ") && short.contains("\n6. ") && short.contains("\n2. "));
}

#[test]
fn every_row_is_shown_in_full_with_its_sentence() {
    let report = example::report();
    let text = report.to_text(&full(Lang::Vi));
    for item in report.items.iter().chain(&report.duties) {
        assert!(text.contains(item.code()), "{}", item.code());
        assert!(flat(&text).contains(&flat(&item.explain(Lang::Vi))), "{}", item.explain(Lang::Vi));
    }
}

#[test]
fn the_first_screen_says_how_many_and_what_is_worst() {
    let text = example::report().to_text(&TextOptions::default());
    assert!(
        flat(&text)
            .contains("02/05 chỉ tiêu và 01/03 nhiệm vụ đánh giá được là đạt hoặc đúng tiến độ. Có 02 nội dung quá hạn, 01 chậm tiến độ.")
    );
    assert!(text.contains(
        "            ✓ (✓)   ●   ▲   ▼   ↩   ✕ |   ◔   ?   ○   …   ‖   ①  tổng\n\
         Chỉ tiêu     0   1   1   1   1   0   1 |   0   1   1   0   0   0     7\n\
         Nhiệm vụ     0   0   1   1   0   0   1 |   0   0   1   0   0   0     4\n"
    ));
    let first = text.split("Cần chỉ đạo ngay").nth(1).unwrap();
    assert!(flat(first).contains("quá hạn 90 ngày, thiếu 18,1 điểm % · Sở Y tế"), "{first}");
    assert!(first.contains("Xem cả 06 nội dung (mục 3)"));
}

#[test]
fn what_needs_direction_is_grouped_and_ordered_worst_first() {
    let text = example::report().to_text(&full(Lang::Vi));
    let section = text.split("\n3. ").nth(1).unwrap().split("\n4. ").next().unwrap();
    let marks = [
        "Quá hạn (2)",
        "CT-I.1 ",
        "NV-I.3 ",
        "Chậm tiến độ (1)",
        "CT-I.4 ",
        "Có nguy cơ chậm, sắp đến hạn (2)",
        "CT-I.3 ",
        "NV-I.4 ",
        "Thiếu số liệu (1)",
        "CT-I.5 ",
    ];
    let places: Vec<usize> = marks.iter().map(|mark| section.find(mark).unwrap_or_else(|| panic!("{mark}\n{section}"))).collect();
    assert!(places.is_sorted(), "{section}");
    assert!(section.contains("thiếu 09 kỳ") && section.contains("còn 09 ngày") && section.contains("21 tháng"));
}

#[test]
fn tasks_are_counted_in_three_kinds() {
    let report = example::report();
    assert!(report.to_text(&full(Lang::Vi)).contains("\n02 nhiệm vụ có thời hạn, 01 thường xuyên, 01 chờ hướng dẫn\n"));
    assert!(report.to_text(&full(Lang::En)).contains("\n2 tasks with a due date, 1 recurring, 1 awaiting guidance\n"));
}

#[test]
fn the_masthead_says_what_was_judged_and_on_what_knowledge() {
    let mut report = example::report();
    assert!(report.to_text(&TextOptions::default()).starts_with(
        "CÔNG AN THÀNH PHỐ ĐỒNG NAI\nBÁO CÁO THÁNG 3 NĂM 2027\nTình hình, kết quả thực hiện Kế hoạch triển khai Đề án 06 giai đoạn 2026 - \
         2030\nĐánh giá đến hết ngày 31/3/2027, theo số liệu nhận đến hết ngày 09/4/2027.\n"
    ));
    assert!(report.to_text(&full(Lang::En)).contains("Monthly report, March 2027: implementation of the Project 06 Plan 2026-2030\n"));
    std::sync::Arc::make_mut(&mut report.programme).report.sample = true;
    for (lang, stamp) in [(Lang::Vi, "*** SỐ LIỆU MINH HỌA ***"), (Lang::En, "*** ILLUSTRATIVE DATA ***")] {
        let text = report.to_text(&full(lang));
        assert!(text.starts_with(stamp) && text.trim_end().ends_with(stamp));
    }
}

#[test]
fn ascii_marks_replace_every_symbol() {
    let text = example::report().to_text(&TextOptions { ascii: true, full: true, lang: Lang::Vi });
    for symbol in ['✓', '●', '▲', '▼', '↩', '✕', '◔', '○', '…', '‖', '①', '─', '→', '−', '·', '≥'] {
        assert!(!text.contains(symbol), "{symbol}");
    }
    assert!(text.contains("!! Chậm tiến độ") || text.contains("!! Chậm"));
}

#[test]
fn notes_carry_letters_codes_and_what_the_caller_added() {
    let refused = Note::new("rejected", Text::new("Dòng 3: không phải là số.", Some("Row 3: not a number.".to_owned())));
    let report = example::report().with_notes([refused]);
    let text = flat(&report.to_text(&TextOptions::default()));
    assert!(text.contains("[a] Mốc gốc tạm tính:") && text.contains("Mã: CT-I.2, CT-I.3."), "{text}");
    assert!(text.contains("Dòng 3: không phải là số.") && text.contains("Phạm vi bao quát: 08/11 chỉ tiêu, nhiệm vụ đánh giá được."));
    assert!(flat(&report.to_text(&full(Lang::En))).contains("Row 3: not a number."));
}

#[test]
fn the_fingerprint_is_shown_in_groups_of_four() {
    assert!(example::report().to_text(&TextOptions::default()).contains("  0007 0e15 1c23 "));
}

#[test]
fn an_empty_report_says_so() {
    let text = example::of(Vec::new(), Vec::new()).to_text(&full(Lang::Vi));
    for said in [
        "Chưa đánh giá được chỉ tiêu, nhiệm vụ nào: chưa có số liệu.",
        "Không có nội dung quá hạn, chậm tiến độ hoặc có nguy cơ chậm.",
        "Không có lưu ý.",
        "0 nhiệm vụ có thời hạn, 0 thường xuyên, 0 chờ hướng dẫn",
    ] {
        assert!(text.contains(said), "{said}");
    }
    assert!(!text.contains("Nghĩa vụ nêu trong kế hoạch"));
}

#[test]
fn a_value_in_a_cell_never_seems_to_meet_what_it_misses() {
    let row = example::percent("CT-I.1").target("2026-12-31", "80", "80");
    let mut item = row.judged(Status::Overdue, RuleId::Overdue);
    item.figures.actual = Some(example::d("79.96"));
    item.figures.attainment = Some(example::d("0.9995"));
    let text = example::of(vec![item], Vec::new()).to_text(&full(Lang::Vi));
    assert!(text.contains("79,96%") && text.contains("99,95%") && !text.contains("80,0%") && !text.contains("100,0%"));
}

#[test]
fn the_chance_of_meeting_stands_in_the_last_column_and_after_the_sentence() {
    let report = example::report();
    let vi = report.to_text(&full(Lang::Vi));
    let section = vi.split("\n4. ").nth(1).unwrap().split("\n5. ").next().unwrap();
    let lines = |mark: &str| -> Vec<&str> { section.lines().skip_while(|line| !line.starts_with(mark)).take(2).collect() };
    assert!(lines("CT-I.2 ")[0].ends_with(" 78%") && lines("CT-I.2 ")[1].ends_with(" 61-85%"), "{section}");
    assert!(lines("CT-I.3 ")[0].ends_with(" không dự") && lines("CT-I.3 ")[1].ends_with(" báo"), "{section}");
    let section = flat(section);
    assert!(section.contains("Khả năng đạt 78% (khoảng 80%: 61-85%).") && section.contains("Không dự báo: dưới 04 kỳ số liệu."));
    assert!(flat(&vi).contains("Chính sách đánh giá: pace/1, outlook/1.") && flat(&vi).contains("đà tăng chậm dần"));
    let english = flat(&report.to_text(&full(Lang::En)));
    assert!(english.contains("Chance 78% (80%: 61-85%).") && english.contains("Not forecast: fewer than 4 observations."));
}
