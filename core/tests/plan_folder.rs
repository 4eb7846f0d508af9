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

use tiendo::appendix::{PlanTexts, draft};
use tiendo::plan::{Accumulation, Direction, Kind, Level, Measure, Requirement, Role, Shape, Target};
use tiendo::rust_decimal::Decimal;
use tiendo::value::Frequency;
use tiendo::value::period::parse_date;
use tiendo::{AsOf, ErrorKind, Programme};
use unicode_normalization::UnicodeNormalization;

struct Folder([Vec<u8>; 3]);

impl Folder {
    fn read(path: &str) -> Self {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
        Self(["indicators.tsv", "tasks.tsv", "programme.toml"].map(|name| std::fs::read(path.join(name)).unwrap()))
    }

    fn dong_nai() -> Self {
        Self::read("../seeds/plans/dong-nai-2026-2030")
    }

    fn minh_hoa() -> Self {
        Self::read("tests/plans/minh-hoa")
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

fn owners(programme: &Programme, code: &str, role: Role) -> Vec<String> {
    let row = programme.get(code).unwrap();
    row.owners.iter().filter(|owner| owner.role == role).map(|owner| owner.agency.clone()).collect()
}

#[test]
fn dong_nai_rows_are_read_as_the_plan_prints_them() {
    let programme = Folder::dong_nai().programme();
    let cashless = programme.get("CT-II.9").unwrap();
    assert_eq!(cashless.measure, Measure::GdpMultiple);
    assert_eq!(cashless.unit, "lần GDP");
    assert_eq!(asked(&programme, "CT-II.9"), ["2026-12-31 27", "2030-12-31 30"]);
    assert_eq!(asked(&programme, "CT-III.3"), ["2026-12-31 80", "2030-12-31 100"]);
    assert_eq!(programme.get("CT-III.3").unwrap().targets[0].text, "≥80");
    assert_eq!(programme.get("CT-III.5").unwrap().measure, Measure::Percent, "the unit decides");
    for code in ["CT-III.7", "CT-IV.1", "CT-IV.4", "CT-IV.5", "CT-V.7", "CT-II.13", "CT-II.14"] {
        assert_eq!(programme.get(code).unwrap().measure, Measure::Milestone, "{code}");
    }
    for code in ["CT-III.4", "CT-III.10", "CT-VI.1", "CT-VI.2"] {
        let row = programme.get(code).unwrap();
        assert_eq!((row.measure, row.direction), (Measure::Count, None), "{code}");
        assert!(row.targets.iter().all(|target| target.is_pending()));
    }
    let fraud = programme.get("CT-V.9").unwrap();
    assert_eq!((fraud.floor, fraud.ceiling), (None, Some(Decimal::ONE_HUNDRED)));
    assert_eq!(fraud.baseline.unwrap().date.to_string(), "2025-12-31");
    assert!(programme.get("CT-V.7").unwrap().targets.iter().all(|target| target.requirement == Requirement::Completed));
    assert!(programme.get("NV-I.1").unwrap().title.vi.contains("có liên quan theo chức năng"), "the footnote's mark is taken out");
    assert_eq!(programme.footnotes()[0].rows, ["NV-I.1"]);
    assert_eq!(programme.number(), "");
    assert_eq!(programme.issued_on(), None);
    assert!(programme.remarks().is_empty());
}

#[test]
fn dong_nai_owners_are_known_names_in_their_roles() {
    let programme = Folder::dong_nai().programme();
    assert_eq!(owners(&programme, "CT-I.2", Role::Monitor), ["Văn phòng UBND thành phố", "Công an thành phố"]);
    assert_eq!(owners(&programme, "CT-V.1", Role::Monitor), ["Công an thành phố", "UBND xã, phường"]);
    assert_eq!(owners(&programme, "NV-IV.3", Role::Support), ["Sở Tài chính", "Sở Khoa học và Công nghệ", "Công an thành phố"]);
    assert_eq!(
        owners(&programme, "NV-III.2", Role::Support),
        ["Công an thành phố", "Sở Xây dựng", "Sở Nông nghiệp và Môi trường", "Các Sở, ngành liên quan"]
    );
    assert_eq!(owners(&programme, "NV-VII.2", Role::Lead), ["Ngân hàng Nhà nước chi nhánh Khu vực 2"]);
    assert_eq!(owners(&programme, "KH-V.4.1", Role::Lead), ["Các Sở, ban, ngành, địa phương"]);
    assert!(programme.agency("các sở, ngành có LIÊN QUAN").unwrap().undetermined);
}

#[test]
fn dong_nai_tasks_and_duties_have_their_dates() {
    let programme = Folder::dong_nai().programme();
    assert_eq!(asked(&programme, "NV-V.1"), ["2027-03-31 completed"]);
    assert_eq!(asked(&programme, "NV-VII.4"), ["2027-02-28 completed"]);
    assert_eq!(asked(&programme, "NV-IX.1"), ["recurring"]);
    assert_eq!(asked(&programme, "NV-IV.4"), ["Event(\"Bộ Tài chính có hướng dẫn\")"]);
    assert_eq!(asked(&programme, "KH-V.4.1"), ["2026-06-24 completed"]);
    assert_eq!(asked(&programme, "KH-V.4.2"), ["recurring Monthly"]);
    assert_eq!(programme.indicators().iter().filter(|row| row.kind == Kind::Duty).count(), 4);
}

/// What the targets of a row ask, one line each.
fn asked(programme: &Programme, code: &str) -> Vec<String> {
    lines(&programme.get(code).unwrap_or_else(|| panic!("{code}")).targets)
}

fn lines(targets: &[Target]) -> Vec<String> {
    let line = |target: &Target| {
        let due = target.due.map(|due| format!("{due} ")).unwrap_or_default();
        let asked = match &target.requirement {
            Requirement::Figure(Level::Number { value, strict }) => format!("{value}{}", if *strict { " strict" } else { "" }),
            Requirement::Figure(Level::Between { low, high }) => format!("{low}..{high}"),
            Requirement::Completed => "completed".to_owned(),
            Requirement::Recurring(None) => "recurring".to_owned(),
            Requirement::Recurring(Some(frequency)) => format!("recurring {frequency:?}"),
            Requirement::Pending(awaited) => format!("{awaited:?}"),
        };
        format!("{due}{asked}")
    };
    targets.iter().map(line).collect()
}

#[test]
fn a_plan_reads_the_same_however_a_spreadsheet_saved_it() {
    for folder in [Folder::dong_nai(), Folder::minh_hoa()] {
        let plain = folder.programme().to_json();
        let utf16 = |text: &str, bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
        let saved: [fn(&str) -> Vec<u8>; 2] = [
            |text| [b"\xEF\xBB\xBF".as_slice(), text.replace('\n', "\r\n").as_bytes()].concat(),
            |text| text.trim_end_matches('\n').replace('\n', "\r").into_bytes(),
        ];
        let texts: Vec<String> = folder.0.iter().map(|bytes| String::from_utf8(bytes.clone()).unwrap()).collect();
        for save in saved {
            let saved = Folder([save(&texts[0]), save(&texts[1]), folder.0[2].clone()]);
            assert_eq!(saved.programme().to_json(), plain);
        }
        for (mark, bytes) in [(b"\xFF\xFE", u16::to_le_bytes as fn(u16) -> [u8; 2]), (b"\xFE\xFF", u16::to_be_bytes)] {
            let save = |text: &str| [mark.as_slice(), &utf16(text, bytes)].concat();
            let saved = Folder([save(&texts[0]), save(&texts[1]), save(&texts[2])]);
            assert_eq!(saved.programme().to_json(), plain);
        }
        let decomposed: [Vec<u8>; 3] = [0, 1, 2].map(|at| texts[at].nfd().collect::<String>().into_bytes());
        assert_eq!(Folder(decomposed).programme().to_json(), plain);
    }
}

#[test]
fn the_json_form_is_one_text() {
    for folder in [Folder::dong_nai(), Folder::minh_hoa()] {
        let programme = folder.programme();
        let text = programme.to_json();
        assert!(text.starts_with(r#"{"format":"tiendo.programme/1","agency":["#));
        let again = Programme::from_json(&text).unwrap_or_else(|problems| panic!("{problems}"));
        assert_eq!(again.to_json(), text);
        assert_eq!(again.indicators(), programme.indicators());
        assert_eq!(again.amendments(), programme.amendments());
        assert_eq!(again.agencies(), programme.agencies());
        assert_eq!(again.calendar(), programme.calendar());
        // Written with other white space and another order of keys it is the same plan.
        let value: serde_json::Value = serde_json::from_str(&text).unwrap();
        let spaced = serde_json::to_string_pretty(&value).unwrap();
        assert_eq!(Programme::from_json(&spaced).unwrap().to_json(), text);
    }
}

#[test]
fn a_draft_leaves_every_question_open_and_nothing_else() {
    for folder in [Folder::dong_nai(), Folder::minh_hoa()] {
        let written = draft(&folder.0[0], &folder.0[1]).unwrap();
        let texts = PlanTexts { settings: written.as_bytes(), ..folder.texts() };
        let problems = Programme::from_texts(&texts).unwrap_err();
        let other: Vec<_> = problems.errors().iter().filter(|error| error.kind() != ErrorKind::OpenQuestion).collect();
        // The row's cell is unreadable until its reading is given.
        assert!(other.iter().all(|error| error.kind() == ErrorKind::BadCell), "{other:#?}");
        let open = |key: &str| problems.errors().iter().filter(|error| error.path().ends_with(key)).count();
        assert_eq!(open(".direction"), written.matches("direction = \"?\"").count());
        assert_eq!(open("programme.toml.programme.code"), 1);
        assert_eq!(
            problems.errors().len() - other.len(),
            written.lines().filter(|line| !line.starts_with('#') && line.contains("\"?\"")).count()
        );
    }
}

#[test]
fn a_draft_of_dong_nai_asks_for_the_direction_of_its_thirty_nine_numeric_rows() {
    let folder = Folder::dong_nai();
    let written = draft(&folder.0[0], &folder.0[1]).unwrap();
    assert_eq!(written.matches("direction = \"?\"").count(), 39);
    assert_eq!(written.matches("floor = \"?\"").count(), 4, "rows whose title says \"giảm\"");
    assert!(written.contains("# Tỷ lệ hồ sơ dịch vụ công trực tuyến trên tổng số hồ sơ dịch vụ công\n[[indicator]]\ncode = \"CT-I.5\"\n"));
    assert!(written.contains("name = \"Sở Giáo dục và Đào tạo\"\n"));
    assert!(written.contains("name = \"Các Sở, ngành, địa phương theo lĩnh vực được phân công\"\nclass = true\nundetermined = true\n"));
    assert!(written.contains("mark = \"3\"\ntext = \"?\"\nrows = [\"NV-I.1\"]\n"));
}

#[test]
fn minh_hoa_three_years_and_every_direction() {
    let programme = Folder::minh_hoa().programme();
    assert_eq!(asked(&programme, "KT-01"), ["2027-12-31 5 strict", "2028-12-31 4", "2030-12-31 2.5"]);
    assert_eq!(asked(&programme, "KT-02"), ["2027-12-31 3..5", "2028-12-31 3..4.5", "2030-12-31 3..4"]);
    assert_eq!(asked(&programme, "KT-03"), ["2027-12-31 1.5", "2028-12-31 1.8", "2030-12-31 2.5"]);
    assert_eq!(asked(&programme, "XH-01"), ["2027-12-31 400", "2028-12-31 1000", "2030-12-31 2383"]);
    assert_eq!(asked(&programme, "XH-02"), ["2027-12-31 45", "2028-12-31 60", "2030-12-31 70 strict"]);
    assert_eq!(asked(&programme, "XH-05"), ["2027-12-31 Assignment", "2028-12-31 10", "2030-12-31 10"]);
    assert_eq!(asked(&programme, "CT-II.3"), ["2028-12-31 completed"]);
    assert_eq!(programme.get("XH-01").unwrap().targets[2].text, "2.383 căn");
    let title = &programme.get("XH-04").unwrap().title.vi;
    assert_eq!(title, "Tỷ lệ hài lòng của người dân về 3 dịch vụ trên diện tích 5 km²", "a unit's superscript is no footnote");
    let remarks: Vec<_> = programme.remarks().iter().map(|remark| (remark.kind(), remark.given_text().unwrap())).collect();
    assert_eq!(remarks, [(ErrorKind::FallingTarget, "XH-04: 85 → 80 (2028-12-31)")]);
}

#[test]
fn minh_hoa_declarations() {
    let programme = Folder::minh_hoa().programme();
    let poverty = programme.get("kt-01").unwrap();
    assert_eq!((poverty.direction, poverty.frequency), (Some(Direction::AtMost), Frequency::Yearly));
    assert_eq!((poverty.limits.stale_after, poverty.limits.on_track_percent), (2, Decimal::from(4)));
    assert_eq!(owners(&programme, "KT-01", Role::Lead), ["Sở Nông nghiệp và Môi trường"]);
    assert_eq!(owners(&programme, "KT-03", Role::Lead), ["Sở Tài chính", "Sở Khoa học và Công nghệ"]);
    assert!(programme.to_json().contains(r#""profile":["0.05","0.1","0.2""#), "decimals are normalized");
    let Shape::Points(points) = &programme.get("KT-02").unwrap().shape else { panic!("points") };
    assert_eq!(points.len(), 2);
    let payments = programme.get("KT-03").unwrap();
    assert_eq!((payments.accumulation, payments.denominator.as_deref()), (Accumulation::YearToDate, Some("grdp")));
    assert_eq!(payments.profile.as_ref().unwrap().shares()[11], Decimal::ONE);
    assert_eq!(programme.reference("grdp").unwrap().values[1].stage, tiendo::plan::Stage::Official);
    let housing = programme.get("XH-01").unwrap();
    assert_eq!((housing.measure, housing.floor, housing.ceiling, housing.digits), (Measure::Count, Some(Decimal::ZERO), None, 0));
    let own: Vec<_> = housing.unit_targets.iter().map(|(unit, targets)| (unit.as_str(), lines(targets))).collect();
    assert!(own.contains(&("X-01", vec!["2027-12-31 100".to_owned(), "2028-12-31 250".to_owned()])));
    assert!(own.contains(&("P-01", vec!["2030-12-31 900".to_owned()])));
    assert_eq!(lines(&programme.get("CT-II.3").unwrap().unit_targets[0].1), ["2028-03-31 completed"]);
    let satisfaction = &programme.get("XH-04").unwrap().owners;
    assert_eq!((satisfaction[1].agency.as_str(), satisfaction[1].role), ("Sở Nội vụ", Role::Monitor));
    assert!(programme.agency("UBND các xã, phường").unwrap().class, "a class has members");
    assert_eq!(programme.units()[2].parent, None, "directly under the root");
    assert_eq!(programme.calendar().cutoff_day, Some(14));
}

#[test]
fn minh_hoa_schedules_and_duties() {
    let programme = Folder::minh_hoa().programme();
    for (code, wanted) in [
        ("NV-I.1", "2027-06-29 completed"),
        ("NV-I.2", "recurring Quarterly"),
        ("NV-I.3", "2028-06-30 completed"),
        ("NV-I.4", "2030-12-31 completed"),
        ("NV-I.5", "2030-12-31 completed"),
        ("NV-I.6", "2028-03-31 completed"),
        ("NV-I.7", "recurring Yearly"),
        ("NV-I.8", "Event(\"Bộ Y tế ban hành thông tư\")"),
        ("NV-I.9", "2028-12-31 completed"),
        ("KH-1", "2026-04-30 completed"),
        ("KH-2", "recurring Monthly"),
        ("KH-3", "recurring Yearly"),
    ] {
        assert_eq!(asked(&programme, code), [wanted], "{code}");
    }
    assert_eq!(programme.get("NV-I.2").unwrap().frequency, Frequency::Quarterly, "the frequency is the cell's");
    let survey = programme.get("NV-I.9").unwrap();
    assert_eq!(survey.targets[0].text, "khi có kinh phí", "kept as printed");
    assert_eq!(survey.output, "\"Sổ\" khảo sát,\nbản điện tử");
}

#[test]
fn minh_hoa_decisions_change_the_plan_in_force() {
    let programme = Folder::minh_hoa().programme();
    let before = AsOf::on(parse_date("2027-12-31").unwrap());
    let after = AsOf::on(parse_date("2028-01-01").unwrap());
    let row = |code: &str, as_of| programme.in_force(programme.row_of(code).unwrap(), as_of);
    let targets = |code: &str, as_of| lines(&row(code, as_of).unwrap().indicator.targets);
    assert_eq!(targets("KT-01", before)[1], "2028-12-31 4");
    assert_eq!(targets("KT-01", after)[1], "2028-12-31 4.5");
    let poverty = row("KT-01", after).unwrap().indicator;
    assert_eq!(poverty.targets[1].decision.as_deref(), Some("45/QĐ-UBND"));
    assert_eq!(poverty.baseline.unwrap().date.to_string(), "2027-12-31");
    assert_eq!(row("KT-02", after).unwrap().indicator.shape, Shape::Linear);
    assert_eq!(targets("NV-I.1", after), ["2028-06-30 completed"]);
    assert!(row("XH-06", before).is_none());
    assert_eq!(targets("XH-06", after), ["2028-12-31 50", "2030-12-31 100"]);
    assert_eq!(programme.get("NV-I.10").unwrap().kind, Kind::Task);
    assert_eq!(owners(&programme, "NV-I.10", Role::Lead), ["Sở Xây dựng"]);
    assert!(row("NV-I.5", after).is_none());
    assert!(row("NV-I.7", after).unwrap().closed_on.is_some());
    let thawed = AsOf::on(parse_date("2028-03-01").unwrap());
    assert_eq!(targets("NV-I.8", thawed), ["2028-09-30 completed"]);
    assert!(programme.suspension("XH-02", AsOf::on(parse_date("2027-05-31").unwrap())).is_some());
}
