//! Every pattern once, in both languages: this table is the specification of the sentences.

use crate::assess::{Assessment, Caveat, Figures, Margin, Outcome, OutcomeKind, RuleId, Status};
use crate::ledger::State;
use crate::plan::{Accumulation, Awaited, Direction, Level, Requirement, Suspension};
use crate::report::dates::NBSP;
use crate::report::example::{self, Row, d, date};
use crate::value::Lang;

/// Checks both sentences; `_` stands for a no-break space in the table below.
fn says(assessment: &Assessment, vi: &str, en: &str) {
    assert_eq!(assessment.explain(Lang::Vi), vi.replace('_', &NBSP.to_string()));
    assert_eq!(assessment.explain(Lang::En), en.replace('_', &NBSP.to_string()));
}

fn with(mut assessment: Assessment, change: impl FnOnce(&mut Assessment)) -> Assessment {
    change(&mut assessment);
    assessment
}

/// A share of 80 % due at the end of 2027.
fn eighty() -> Row {
    example::percent("CT-I.1").target("2027-12-31", "≥80", "80")
}

fn figures(actual: &str, expected: &str, attainment: &str) -> Figures {
    let (actual, expected) = (d(actual), d(expected));
    Figures {
        actual: Some(actual),
        expected: Some(expected),
        gap: Some(actual - expected),
        attainment: Some(d(attainment)),
        ..Figures::default()
    }
}

fn judged(rule: RuleId, status: Status, figures: Figures) -> Assessment {
    with(eighty().judged(status, rule), |a| a.figures = figures)
}

#[test]
fn achieved() {
    let early = judged(RuleId::AchievedEarly, Status::Achieved, figures("83.24", "70", "1.0405"));
    says(
        &early,
        "Đạt 83,2% so với mục tiêu ≥80% (104,1% kế hoạch, hạn 31/12/2027); đã đạt đúng hạn, sớm 09_tháng.",
        "83.2% against a target of 80% (104.1% of plan, due 31 December 2027); met on time, 9_months early.",
    );
    let on_time =
        with(judged(RuleId::AchievedOnTime, Status::Achieved, figures("80", "80", "1")), |a| a.period = Some("2027-12".parse().unwrap()));
    says(
        &on_time,
        "Đạt 80,0% so với mục tiêu ≥80% (100,0% kế hoạch, hạn 31/12/2027); đã đạt đúng hạn.",
        "80.0% against a target of 80% (100.0% of plan, due 31 December 2027); met on time.",
    );
    let unknown = with(judged(RuleId::AchievedTimingUnknown, Status::Achieved, figures("81", "80", "1.0125")), |a| {
        a.caveats = vec![Caveat::NoObservationAtDue];
    });
    says(
        &unknown,
        "Đạt 81,0% so với mục tiêu ≥80% (101,3% kế hoạch, hạn 31/12/2027); đã đạt, chưa xác định được đúng hạn hay sau hạn do không có số \
         liệu trước ngày 31/12/2027. Lưu ý: không có số liệu trước thời hạn.",
        "81.0% against a target of 80% (101.3% of plan, due 31 December 2027); met; whether on time is unknown, no data before 31 December \
         2027. Note: no observation at the due date.",
    );
}

#[test]
fn achieved_late() {
    let late = with(judged(RuleId::AchievedLate, Status::AchievedLate, figures("81", "80", "1.0125")), |a| {
        a.outcomes = vec![Outcome {
            due: date("2027-12-31"),
            level: a.required.as_ref().unwrap().level,
            text: "≥80".to_owned(),
            outcome: OutcomeKind::MetLate,
            months_late: Some(d("2")),
        }];
    });
    says(
        &late,
        "Đạt 81,0% so với mục tiêu ≥80% (101,3% kế hoạch, hạn 31/12/2027); đạt sau thời hạn 02_tháng (kỳ tháng 02/2028).",
        "81.0% against a target of 80% (101.3% of plan, due 31 December 2027); met 2_months late (February 2028).",
    );
    says(
        &with(late, |a| a.outcomes.clear()),
        "Đạt 81,0% so với mục tiêu ≥80% (101,3% kế hoạch, hạn 31/12/2027); đạt sau thời hạn.",
        "81.0% against a target of 80% (101.3% of plan, due 31 December 2027); met after the due date.",
    );
}

#[test]
fn on_track() {
    let ahead = with(judged(RuleId::OnTrack, Status::OnTrack, figures("63.4", "61.2", "0.7925")), |a| {
        a.figures.schedule_variance_months = Some(d("1.46"));
        a.figures.projected = Some(d("80.8"));
    });
    says(
        &ahead,
        "Đạt 63,4% so với mục tiêu ≥80% (79,3% kế hoạch, hạn 31/12/2027); theo lộ trình phải đạt 61,2%; cao hơn lộ trình 2,2_điểm phần \
         trăm, sớm 1,5_tháng; dự kiến đạt 80,8% khi đến hạn.",
        "63.4% against a target of 80% (79.3% of plan, due 31 December 2027); 61.2% was expected; 2.2_percentage points ahead, \
         1.5_months; heading for 80.8%.",
    );
    let beyond = with(ahead, |a| {
        let mut row = (*a.indicator).clone();
        row.ceiling = Some(d("100"));
        a.indicator = row.into();
        a.figures.projected = Some(d("141.3"));
    });
    assert!(beyond.explain(Lang::Vi).ends_with("; dự kiến đạt mức tối đa 100% khi đến hạn."));
    assert!(beyond.explain(Lang::En).ends_with("; heading for the maximum of 100%."));
    says(
        &judged(RuleId::OnTrack, Status::OnTrack, figures("61", "61.2", "0.7625")),
        "Đạt 61,0% so với mục tiêu ≥80% (76,3% kế hoạch, hạn 31/12/2027); theo lộ trình phải đạt 61,2%; thấp hơn lộ trình 0,2_điểm phần \
         trăm, trong ngưỡng cho phép.",
        "61.0% against a target of 80% (76.3% of plan, due 31 December 2027); 61.2% was expected; 0.2_percentage points short, within \
         tolerance.",
    );
    says(
        &judged(RuleId::OnTrack, Status::OnTrack, figures("61.2", "61.2", "0.765")),
        "Đạt 61,2% so với mục tiêu ≥80% (76,5% kế hoạch, hạn 31/12/2027); theo lộ trình phải đạt 61,2%; bằng lộ trình.",
        "61.2% against a target of 80% (76.5% of plan, due 31 December 2027); 61.2% was expected; exactly as expected.",
    );
}

#[test]
fn at_risk() {
    let gap = with(judged(RuleId::AtRiskGap, Status::AtRisk, figures("58.1", "61.2", "0.72625")), |a| {
        a.margin = Some(Margin { status: Status::OnTrack, by: d("0.84") });
    });
    says(
        &gap,
        "Đạt 58,1% so với mục tiêu ≥80% (72,6% kế hoạch, hạn 31/12/2027); theo lộ trình phải đạt 61,2%; thấp hơn 3,1_điểm phần trăm; cần \
         thêm 0,9_điểm phần trăm để đúng tiến độ.",
        "58.1% against a target of 80% (72.6% of plan, due 31 December 2027); 61.2% was expected; 3.1_percentage points short; \
         0.9_percentage points more would be on track.",
    );
    let slipped = with(judged(RuleId::Slipped, Status::AtRisk, figures("79.96", "80", "0.9995")), |a| {
        a.reached = Some(("2027-01".parse().unwrap(), d("81.2")));
    });
    says(
        &slipped,
        "Đạt 79,96% so với mục tiêu ≥80% (99,95% kế hoạch, hạn 31/12/2027); đã đạt ở kỳ tháng 01/2027 (81,2%) nhưng nay thấp hơn mục tiêu \
         0,04_điểm phần trăm, có nguy cơ không duy trì.",
        "79.96% against a target of 80% (99.95% of plan, due 31 December 2027); reached in January 2027 (81.2%), now 0.04_percentage \
         points below the target.",
    );
}

#[test]
fn a_sign_is_a_word_in_prose() {
    let rose = judged(RuleId::OffTrackPace, Status::OffTrack, figures("-3.6", "12.5", "-0.072"));
    says(
        &rose,
        "Đạt âm 3,6% so với mục tiêu ≥80% (âm 7,2% kế hoạch, hạn 31/12/2027); thấp hơn lộ trình 16,1_điểm phần trăm và nhịp độ dưới một nửa \
         mức cần thiết.",
        "Minus 3.6% against a target of 80% (minus 7.2% of plan, due 31 December 2027); 16.1_percentage points short and the pace is less \
         than half of what is needed.",
    );
}

#[test]
fn off_track() {
    let gap = with(judged(RuleId::OffTrackGap, Status::OffTrack, figures("43.7", "61.2", "0.54625")), |a| {
        a.figures.gap_share = Some(d("-0.20004"));
        a.figures.schedule_variance_months = Some(d("-20.6"));
        a.figures.required_pace = Some(d("4.033333333333"));
        a.figures.pace = Some(d("0.4"));
    });
    says(
        &gap,
        "Đạt 43,7% so với mục tiêu ≥80% (54,6% kế hoạch, hạn 31/12/2027); theo lộ trình phải đạt 61,2%; thấp hơn 17,5_điểm phần trăm \
         (20,004% quãng đường), chậm 21_tháng; cần tăng 4,03_điểm phần trăm/tháng, hiện 0,40_điểm phần trăm/tháng.",
        "43.7% against a target of 80% (54.6% of plan, due 31 December 2027); 61.2% was expected; 17.5_percentage points short (20.004% of \
         the distance), 21_months behind; needs 4.03_percentage points a month, now 0.40.",
    );
    says(
        &with(gap.clone(), |a| {
            a.figures = Figures { gap_share: None, schedule_variance_months: None, pace: Some(d("-0.3")), ..a.figures };
        }),
        "Đạt 43,7% so với mục tiêu ≥80% (54,6% kế hoạch, hạn 31/12/2027); theo lộ trình phải đạt 61,2%; thấp hơn 17,5_điểm phần trăm; \
         cần tăng 4,03_điểm phần trăm/tháng, hiện đang giảm 0,30_điểm phần trăm/tháng.",
        "43.7% against a target of 80% (54.6% of plan, due 31 December 2027); 61.2% was expected; 17.5_percentage points short; needs \
         4.03_percentage points a month, now falling by 0.30.",
    );
    let pace = with(judged(RuleId::OffTrackPace, Status::OffTrack, figures("58.1", "61.2", "0.72625")), |a| {
        a.figures.required_pace = Some(d("2.5"));
        a.figures.pace = Some(d("1.249"));
    });
    says(
        &pace,
        "Đạt 58,1% so với mục tiêu ≥80% (72,6% kế hoạch, hạn 31/12/2027); thấp hơn lộ trình 3,1_điểm phần trăm và nhịp độ chỉ bằng 49,96% \
         mức cần thiết.",
        "58.1% against a target of 80% (72.6% of plan, due 31 December 2027); 3.1_percentage points short and the pace is 49.96% of what is \
         needed.",
    );
    says(
        &with(pace, |a| a.figures.pace = Some(d("-1"))),
        "Đạt 58,1% so với mục tiêu ≥80% (72,6% kế hoạch, hạn 31/12/2027); thấp hơn lộ trình 3,1_điểm phần trăm và số liệu đang biến động \
         ngược chiều mục tiêu.",
        "58.1% against a target of 80% (72.6% of plan, due 31 December 2027); 3.1_percentage points short and the value is moving away from \
         the target.",
    );
}

#[test]
fn where_less_is_wanted_it_is_better_or_worse_not_higher_or_lower() {
    let row = || example::percent("CT-V.5").with(|row| row.direction = Some(Direction::AtMost)).target("2027-12-31", "≤5", "5");
    let behind = with(row().judged(Status::AtRisk, RuleId::AtRiskGap), |a| {
        a.figures = Figures { gap: Some(d("-1.3")), ..figures("9.3", "8", "0.537634408602") };
        a.margin = Some(Margin { status: Status::OnTrack, by: d("-0.55") });
    });
    says(
        &behind,
        "Đạt 9,3% so với mục tiêu ≤5% (53,8% kế hoạch, hạn 31/12/2027); theo lộ trình phải đạt 8,0%; kém hơn lộ trình 1,3_điểm phần trăm; \
         cần giảm thêm 0,6_điểm phần trăm để đúng tiến độ.",
        "9.3% against a target of 5% (53.8% of plan, due 31 December 2027); 8.0% was expected; 1.3_percentage points worse than the \
         trajectory; 0.6_percentage points less would be on track.",
    );
    let ahead = with(row().judged(Status::OnTrack, RuleId::OnTrack), |a| {
        a.figures = Figures { gap: Some(d("0.5")), attainment: None, ..figures("7.5", "8", "1") };
    });
    says(
        &ahead,
        "Đạt 7,5% so với mục tiêu ≤5% (hạn 31/12/2027); theo lộ trình phải đạt 8,0%; tốt hơn lộ trình 0,5_điểm phần trăm.",
        "7.5% against a target of 5% (due 31 December 2027); 8.0% was expected; 0.5_percentage points better than the trajectory.",
    );
    let overdue = with(row().judged(Status::Overdue, RuleId::Overdue), |a| {
        a.figures = figures("9.3", "5", "0.537634408602");
        a.days_overdue = Some(90);
    });
    assert!(overdue.explain(Lang::Vi).ends_with("quá hạn 90\u{a0}ngày, còn vượt 4,3\u{a0}điểm phần trăm."));
    assert!(overdue.explain(Lang::En).ends_with("90\u{a0}days overdue, 4.3\u{a0}percentage points over."));
}

#[test]
fn overdue() {
    let row = || example::percent("CT-I.1").target("2026-12-31", "80", "80");
    let overdue = with(row().judged(Status::Overdue, RuleId::Overdue), |a| {
        a.figures = figures("61.9", "80", "0.77375");
        a.days_overdue = Some(90);
    });
    says(
        &overdue,
        "Đạt 61,9% so với mục tiêu 80% (77,4% kế hoạch, hạn 31/12/2026); quá hạn 90_ngày, còn thiếu 18,1_điểm phần trăm.",
        "61.9% against a target of 80% (77.4% of plan, due 31 December 2026); 90_days overdue, 18.1_percentage points short.",
    );
    says(
        &with(overdue.clone(), |a| a.days_overdue = Some(0)),
        "Đạt 61,9% so với mục tiêu 80% (77,4% kế hoạch, hạn 31/12/2026); không đạt khi đến hạn, còn thiếu 18,1_điểm phần trăm.",
        "61.9% against a target of 80% (77.4% of plan, due 31 December 2026); not met on the due date, 18.1_percentage points short.",
    );
    says(
        &with(overdue.clone(), |a| {
            a.days_overdue = Some(9);
            a.figures.expected = Some(d("81.2"));
            a.required.as_mut().unwrap().next_due = Some(date("2030-12-31"));
        }),
        "Đạt 61,9% so với mục tiêu 80% (77,4% kế hoạch, hạn 31/12/2026); quá hạn 09_ngày: chỉ tiêu năm 2026 (80%) chưa đạt, hiện 61,9%; lộ \
         trình đến năm 2030 yêu cầu 81,2%.",
        "61.9% against a target of 80% (77.4% of plan, due 31 December 2026); 9_days overdue: the 2026 target (80%) is not met, now 61.9%; \
         the trajectory to 2030 asks for 81.2%.",
    );
    // Rounded to 12 places the value is the target; the rule says that it is not met.
    let hair = with(overdue, |a| a.figures = figures("80", "80", "1"));
    says(
        &hair,
        "Đạt dưới 80,0% so với mục tiêu 80% (dưới 100,0% kế hoạch, hạn 31/12/2026); quá hạn 90_ngày, còn cách mục tiêu rất nhỏ.",
        "Under 80.0% against a target of 80% (under 100.0% of plan, due 31 December 2026); 90_days overdue, a hair short of the target.",
    );
    let strict = with(example::percent("CT-I.1").target("2026-12-31", ">95", "95").judged(Status::Overdue, RuleId::Overdue), |a| {
        a.figures = figures("95", "95", "1");
        a.days_overdue = Some(90);
    });
    says(
        &strict,
        "Đạt 95,0% so với mục tiêu >95% (100,0% kế hoạch, hạn 31/12/2026); quá hạn 90_ngày, mới bằng mức mục tiêu, chưa vượt qua mức này.",
        "95.0% against a target of over 95% (100.0% of plan, due 31 December 2026); 90_days overdue, exactly at the bound, which does not \
         meet it.",
    );
}

#[test]
fn lapsed() {
    let lapsed = with(example::percent("CT-I.1").target("2026-12-31", "80", "80").judged(Status::Lapsed, RuleId::Lapsed), |a| {
        a.figures = figures("71.5", "80", "0.89375");
        a.reached = Some(("2026-12".parse().unwrap(), d("80.4")));
        a.days_overdue = Some(90);
    });
    says(
        &lapsed,
        "Đạt 71,5% so với mục tiêu 80% (89,4% kế hoạch, hạn 31/12/2026); kỳ tháng 12/2026 đã đạt 80,4% nhưng không duy trì; còn thiếu \
         8,5_điểm phần trăm.",
        "71.5% against a target of 80% (89.4% of plan, due 31 December 2026); 80.4% was reached in December 2026 but not held; \
         8.5_percentage points short.",
    );
    says(
        &with(lapsed, |a| {
            a.figures.expected = Some(d("81.2"));
            a.required.as_mut().unwrap().next_due = Some(date("2030-06-30"));
        }),
        "Đạt 71,5% so với mục tiêu 80% (89,4% kế hoạch, hạn 31/12/2026); kỳ tháng 12/2026 đã đạt 80,4% nhưng không duy trì: chỉ tiêu năm \
         2026 (80%) không còn đạt, hiện 71,5%; lộ trình đến hạn 30/6/2030 yêu cầu 81,2%.",
        "71.5% against a target of 80% (89.4% of plan, due 31 December 2026); 80.4% was reached in December 2026 but not held: the 2026 \
         target (80%) is no longer met, now 71.5%; the trajectory to 30 June 2030 asks for 81.2%.",
    );
}

#[test]
fn year_to_date() {
    let row = || {
        example::gdp("CT-II.9").with(|row| row.accumulation = Accumulation::YearToDate).target("2026-12-31", "27", "27").target(
            "2030-12-31",
            "30",
            "30",
        )
    };
    let missed = with(row().judged(Status::Overdue, RuleId::Overdue), |a| a.figures = figures("26.2", "27", "0.97037037037"));
    says(
        &missed,
        "Lũy kế từ đầu năm đạt 26,2_lần GDP so với mục tiêu 27_lần GDP (97,0% kế hoạch, hạn 31/12/2026); không đạt chỉ tiêu năm 2026, còn \
         thiếu 0,8_lần GDP.",
        "26.2_times GDP in the year to date against a target of 27_times GDP (97.0% of plan, due 31 December 2026); the 2026 target was not \
         met, 0.8_times GDP short.",
    );
    let running = with(row().judged(Status::OnTrack, RuleId::OnTrack), |a| {
        let level = Level::Number { value: d("27.75"), strict: false };
        let required = a.required.as_mut().unwrap();
        (required.level, required.bound, required.due) = (Some(level), Some(d("27.75")), Some(date("2027-12-31")));
        required.text = "30".to_owned();
        a.figures = figures("7.1", "6.9375", "0.255855855856");
    });
    says(
        &running,
        "Lũy kế từ đầu năm đạt 7,1_lần GDP so với mục tiêu 27,75_lần GDP (25,6% kế hoạch, hạn 31/12/2027); theo lộ trình phải đạt 6,9_lần \
         GDP; cao hơn lộ trình 0,2_lần GDP.",
        "7.1_times GDP in the year to date against a target of 27.75_times GDP (25.6% of plan, due 31 December 2027); 6.9_times GDP was \
         expected; 0.2_times GDP ahead.",
    );
    let ceiling = example::count("CT-V.9", "Vụ")
        .with(|row| (row.accumulation, row.direction) = (Accumulation::YearToDate, Some(Direction::AtMost)))
        .target("2027-12-31", "1.200", "1200");
    let over = with(ceiling.judged(Status::OffTrack, RuleId::OverCeiling), |a| a.figures = figures("1240", "300", "0.967741935484"));
    says(
        &over,
        "Lũy kế từ đầu năm đạt 1.240_vụ so với mức trần 1.200_vụ (96,8% kế hoạch, hạn 31/12/2027); đã vượt mức trần 40_vụ khi chưa hết năm.",
        "1,240 in the year to date against a ceiling of 1,200 (96.8% of plan, due 31 December 2027); over the ceiling by 40 before the \
         year is out.",
    );
}

#[test]
fn what_has_no_status() {
    let one = judged(RuleId::NoBaseline, Status::NoBaseline, Figures { attainment: None, expected: None, ..figures("52.1", "52.1", "1") });
    says(
        &one,
        "Mới có một kỳ số liệu (tháng 3/2027: 52,1%, mục tiêu ≥80%, hạn 31/12/2027); chưa đủ căn cứ đánh giá tiến độ.",
        "Only one period so far (March 2027: 52.1%, target 80%, due 31 December 2027); too early to judge progress.",
    );
    let suspended = with(eighty().judged(Status::Suspended, RuleId::Suspended), |a| {
        a.suspension = Some(Suspension {
            code: "CT-I.1".to_owned(),
            from: date("2027-02-01"),
            to: None,
            decision: "Quyết định 12/QĐ-UBND".to_owned(),
            reason: "Thay đổi phương pháp thống kê.".to_owned(),
            recorded_at: "2027-02-02T08:00:00+07:00".parse().unwrap(),
        });
    });
    says(
        &suspended,
        "Tạm dừng đánh giá từ 01/02/2027 theo Quyết định 12/QĐ-UBND: thay đổi phương pháp thống kê.",
        "Suspended since 1 February 2027 by Quyết định 12/QĐ-UBND: thay đổi phương pháp thống kê.",
    );
    let unassigned = example::count("CT-III.4", "Tài khoản").awaits("Theo chỉ tiêu được giao", Awaited::Assignment);
    let unassigned = with(unassigned.judged(Status::NoTarget, RuleId::NoTarget), |a| a.period = None);
    says(
        &unassigned,
        "Chưa có mục tiêu để đánh giá: theo chỉ tiêu được giao.",
        "No target to judge against: to be assigned by a higher authority.",
    );
    says(
        &with(unassigned, |a| {
            a.period = Some("2027-03".parse().unwrap());
            a.figures.actual = Some(d("1240"));
        }),
        "Chưa có mục tiêu để đánh giá: theo chỉ tiêu được giao; số liệu kỳ tháng 3/2027: 1.240_tài khoản.",
        "No target to judge against: to be assigned by a higher authority; latest report, March 2027: 1,240.",
    );
    let none = with(example::percent("CT-I.1").judged(Status::NoTarget, RuleId::NoTarget), |a| a.period = None);
    says(&none, "Kế hoạch không nêu mục tiêu.", "The plan states no target.");
    says(
        &eighty().judged(Status::NotDue, RuleId::NotDue),
        "Chưa đến kỳ báo cáo đầu tiên (kỳ tháng 6/2026, gửi trước ngày 10/7/2026).",
        "First report not due yet (June 2026, before 10 July 2026).",
    );
    let silent = with(eighty().judged(Status::NoData, RuleId::NoData), |a| a.missing_reports = 9);
    says(
        &silent,
        "Đã đến hạn 09 kỳ báo cáo nhưng chưa nhận được số liệu; không coi là bằng 0.",
        "9 reports were due, none received; not counted as zero.",
    );
    assert!(with(silent, |a| a.missing_reports = 1).explain(Lang::En).starts_with("1 report was due,"));
    let stale = with(judged(RuleId::Stale, Status::Stale, figures("52.1", "55", "0.65")), |a| {
        a.period = Some("2026-12".parse().unwrap());
        a.missing_reports = 3;
    });
    says(
        &stale,
        "Số liệu gần nhất là kỳ tháng 12/2026 (52,1%); thiếu 03 kỳ báo cáo nên chưa đủ căn cứ đánh giá.",
        "Latest data are for December 2026 (52.1%); 3_reports missing, too old to judge.",
    );
}

#[test]
fn milestones() {
    let task = |due: &str| example::task("NV-I.4").asked(Some(due), "Tháng 3/2027", Requirement::Completed);
    let done = |due: &str, rule, status| with(task(due).judged(status, rule), |a| a.completed_on = Some(date("2027-03-20")));
    says(
        &done("2027-03-31", RuleId::Completed, Status::Achieved),
        "Hoàn thành ngày 20/3/2027, trước hạn 11_ngày.",
        "Completed 20 March 2027, 11_days early.",
    );
    says(
        &done("2027-03-20", RuleId::Completed, Status::Achieved),
        "Hoàn thành ngày 20/3/2027, đúng hạn.",
        "Completed 20 March 2027, on the due date.",
    );
    says(
        &done("2027-02-28", RuleId::CompletedLate, Status::AchievedLate),
        "Hoàn thành ngày 20/3/2027, quá hạn 20_ngày.",
        "Completed 20 March 2027, 20_days late.",
    );
    let pending_done = with(done("2027-03-31", RuleId::Completed, Status::Achieved), |a| a.required = None);
    says(&pending_done, "Hoàn thành ngày 20/3/2027.", "Completed 20 March 2027.");
    let overdue = with(task("2026-12-31").judged(Status::Overdue, RuleId::TaskOverdue), |a| a.days_overdue = Some(90));
    says(
        &overdue,
        "Chưa có báo cáo hoàn thành; quá hạn 90_ngày (hạn 31/12/2026).",
        "No completion reported; 90_days overdue (due 31 December 2026).",
    );
    says(
        &with(overdue, |a| a.percent = Some(d("40"))),
        "Chưa có báo cáo hoàn thành; quá hạn 90_ngày (hạn 31/12/2026); khối lượng 40% tại kỳ tháng 3/2027.",
        "No completion reported; 90_days overdue (due 31 December 2026); 40% done in March 2027.",
    );
    let soon = |due| task(due).judged(Status::AtRisk, RuleId::DueSoon);
    says(&soon("2027-04-09"), "Còn 09_ngày đến hạn (09/4/2027).", "9_days left (due 9 April 2027).");
    says(&soon("2027-03-31"), "Đến hạn trong ngày đánh giá (31/3/2027).", "Due on the day judged (31 March 2027).");
    says(&task("2027-12-31").judged(Status::OnTrack, RuleId::TaskOpen), "Chưa đến hạn (31/12/2027).", "Not due until 31 December 2027.");
    let behind = with(task("2027-12-31").judged(Status::AtRisk, RuleId::PercentBehind), |a| {
        a.percent = Some(d("40"));
        (a.figures.expected, a.figures.gap) = (Some(d("62.5")), Some(d("-22.5")));
    });
    says(
        &behind,
        "Khối lượng đạt 40%, theo lộ trình phải đạt 62,5%; thấp hơn 22,5_điểm phần trăm; hạn 31/12/2027.",
        "40% done, 62.5% was expected; 22.5_percentage points short; due 31 December 2027.",
    );
    let pending = example::task("NV-I.1").awaits("Theo hướng dẫn của Bộ Công an", Awaited::Event("hướng dẫn của Bộ Công an".to_owned()));
    let pending = with(pending.judged(Status::NoTarget, RuleId::NoTarget), |a| a.period = None);
    says(
        &pending,
        "Chờ hướng dẫn của Bộ Công an; thời hạn tính từ khi có văn bản.",
        "Awaiting hướng dẫn của Bộ Công an; becomes due when it is issued.",
    );
    says(
        &with(pending, |a| (a.period, a.state) = (Some("2027-03".parse().unwrap()), Some(State::InProgress))),
        "Chờ hướng dẫn của Bộ Công an; thời hạn tính từ khi có văn bản; số liệu kỳ tháng 3/2027: đang thực hiện.",
        "Awaiting hướng dẫn của Bộ Công an; becomes due when it is issued; latest report, March 2027: in progress.",
    );
}

#[test]
fn recurring_duties() {
    let row = || example::task("NV-I.3").asked(None, "Thường xuyên", Requirement::Recurring(None));
    says(&row().judged(Status::OnTrack, RuleId::DutyKept), "Đủ báo cáo các kỳ.", "All reports in.");
    let missing = |rule, periods: &[&str]| {
        with(row().judged(Status::AtRisk, rule), |a| {
            a.missing_after = periods.iter().map(|period| period.parse().unwrap()).collect();
            a.missing_reports = u32::try_from(periods.len()).unwrap();
        })
    };
    says(&missing(RuleId::DutyMissedOnce, &["2027-02"]), "Thiếu báo cáo kỳ tháng 02/2027.", "February 2027 missing.");
    says(
        &missing(RuleId::DutyMissed, &["2027-02", "2027-03"]),
        "Thiếu báo cáo 02 kỳ: tháng 02/2027, tháng 3/2027.",
        "Two missing: February 2027, March 2027.",
    );
    says(
        &missing(RuleId::DutyMissed, &["2026-12", "2027-01", "2027-02", "2027-03"]),
        "Thiếu báo cáo 04 kỳ: từ tháng 12/2026 đến tháng 3/2027.",
        "4 missing: December 2026 to March 2027.",
    );
}

#[test]
fn caveats_follow_as_one_note() {
    let all = with(eighty().judged(Status::NoData, RuleId::NoData), |a| {
        a.missing_reports = 3;
        a.caveats = Caveat::ALL.to_vec();
        a.late_days = Some(3);
        a.decision = Some("Quyết định 12/QĐ-UBND".to_owned());
        a.missing_between = vec!["2026-08".parse().unwrap(), "2026-11".parse().unwrap()];
        a.reference_year = Some(2026);
        a.closed_on = Some(date("2027-03-01"));
        a.closing = Some("Quyết định 13/QĐ-UBND".to_owned());
    });
    let (vi, en) = (all.explain(Lang::Vi), all.explain(Lang::En));
    assert_eq!(
        vi.split_once(" Lưu ý: ").unwrap().1.replace(NBSP, " "),
        "mốc gốc tạm tính; số ước tính; số sơ bộ; báo cáo muộn 03 ngày; mục tiêu điều chỉnh theo Quyết định 12/QĐ-UBND; còn mục tiêu chờ \
         giao; thiếu số liệu các kỳ tháng 8/2026, tháng 11/2026; đã qua hạn, chưa có số liệu tại thời hạn; không có số liệu trước thời hạn; \
         dùng GRDP năm 2026; chưa đủ đơn vị có số liệu; thiếu 03 kỳ báo cáo; nằm ngoài lộ trình; đã kết thúc theo dõi từ ngày 01/3/2027 \
         theo Quyết định 13/QĐ-UBND, đây là đánh giá cuối cùng."
    );
    assert_eq!(
        en.split_once(" Note: ").unwrap().1.replace(NBSP, " "),
        "provisional baseline; estimate; preliminary figure; report 3 days late; target amended by Quyết định 12/QĐ-UBND; another target \
         still to be assigned; no data for August 2026, November 2026; due date passed, no data for it yet; no observation at the due date; \
         GRDP of 2026 carried; few units reporting; 3 reports missing; outside the trajectory; closed on 1 March 2027 by Quyết định 13/QĐ-UBND, this is the last \
         verdict."
    );
}

#[test]
fn every_rule_has_a_sentence_even_without_figures() {
    for rule in RuleId::ALL {
        for row in [eighty(), example::task("NV-I.4"), example::percent("CT-I.1")] {
            let bare = with(row.judged(Status::OnTrack, *rule), |a| a.period = None);
            for lang in [Lang::Vi, Lang::En] {
                let sentence = bare.explain(lang);
                assert!(sentence.ends_with('.') && !sentence.contains(".."), "{rule:?}: {sentence}");
            }
        }
    }
}
