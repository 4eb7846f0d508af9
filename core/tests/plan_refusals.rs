//! Every way in which a plan is refused: the kind, by its number, and the place that the error names.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    missing_docs,
    reason = "tests"
)]

use std::collections::BTreeSet;

use tiendo::appendix::PlanTexts;
use tiendo::{ErrorKind, Lang, Programme};

/// A small plan that is taken as it stands; each case spoils one thing.
#[derive(Clone)]
struct Plan {
    indicators: String,
    tasks: String,
    settings: String,
}

const INDICATORS: &str = "\
STT\tMục tiêu cụ thể\tĐơn vị tính\tMục tiêu\t\tĐơn vị theo dõi
\t\t\tNăm 2027\tNăm 2030\t
I\tNhóm một\t\t\t\t
1.\tTỷ lệ thứ nhất\t%\t50\t80\tSở Y tế
2.\tSố lượng thứ hai\tcăn\t100\t400\tSở Nội vụ
3.\tHệ thống thứ ba\tHệ thống\t\tHoàn thành\tSở Y tế, Sở Nội vụ
";

const TASKS: &str = "\
STT\tNhiệm vụ\tCơ quan chủ trì\tCơ quan phối hợp\tThời gian thực hiện\tKết quả, sản phẩm
I\tNhóm một\t\t\t\t
1\tViệc thứ nhất\tSở Y tế\tSở Nội vụ\tQuý I/2027\tVăn bản
2\tViệc thứ hai\tSở Nội vụ\t\tThường xuyên\t
";

const SETTINGS: &str = r#"
[programme]
code = "tinh"
title = "Kế hoạch"
starts_on = "2026-01-01"
ends_on = "2030-12-31"
reports_from = "2026-06"

[[agency]]
name = "Sở Y tế"

[[agency]]
name = "Sở Nội vụ"

[[indicator]]
code = "CT-I.1"
direction = "at_least"

[[indicator]]
code = "CT-I.2"
direction = "at_least"
"#;

impl Plan {
    fn new() -> Self {
        Self { indicators: INDICATORS.to_owned(), tasks: TASKS.to_owned(), settings: SETTINGS.to_owned() }
    }

    fn indicators(from: &str, to: &str) -> Self {
        assert!(INDICATORS.contains(from), "{from}");
        Self { indicators: INDICATORS.replacen(from, to, 1), ..Self::new() }
    }

    fn tasks(from: &str, to: &str) -> Self {
        assert!(TASKS.contains(from), "{from}");
        Self { tasks: TASKS.replacen(from, to, 1), ..Self::new() }
    }

    fn settings(from: &str, to: &str) -> Self {
        assert!(SETTINGS.contains(from), "{from}");
        Self { settings: SETTINGS.replacen(from, to, 1), ..Self::new() }
    }

    /// More keys for CT-I.2, the last entry.
    fn second(keys: &str) -> Self {
        Self::more(&format!("{keys}\n"))
    }

    fn more(text: &str) -> Self {
        Self { settings: format!("{SETTINGS}{text}"), ..Self::new() }
    }

    fn problems(&self) -> Vec<tiendo::Error> {
        let texts = PlanTexts { indicators: self.indicators.as_bytes(), tasks: self.tasks.as_bytes(), settings: self.settings.as_bytes() };
        match Programme::from_texts(&texts) {
            Ok(_) => Vec::new(),
            Err(problems) => problems.errors().to_vec(),
        }
    }
}

#[test]
fn the_small_plan_is_taken() {
    assert_eq!(Plan::new().problems(), []);
}

fn decision(changes: &str) -> Plan {
    Plan::more(&format!(
        "[[amendment]]\ndecision = \"1/QĐ\"\neffective_on = \"2028-01-01\"\nrecorded_at = \"2028-01-01T08:00:00+07:00\"\nchanges = [{changes}]\n"
    ))
}

/// What is spoilt, the error's number, its path, and what it shows.
fn cases() -> Vec<(Plan, u32, &'static str, &'static str)> {
    vec![
        // The tables as files.
        (Plan { indicators: String::new(), ..Plan::new() }, 134, "indicators.tsv", ""),
        (Plan { tasks: " \n".to_owned(), ..Plan::new() }, 134, "tasks.tsv", ""),
        (Plan { settings: String::new(), ..Plan::new() }, 134, "programme.toml", ""),
        (Plan { tasks: "a\0b".to_owned(), ..Plan::new() }, 130, "tasks.tsv.line[1]", "0x00"),
        (Plan { tasks: format!("{TASKS}{}", "\n".repeat(16 * 1024 * 1024)), ..Plan::new() }, 135, "tasks.tsv", "16777472 byte"),
        (Plan::tasks("Việc thứ hai", "\"Việc thứ hai"), 133, r#"tasks.tsv.row[4]."Nhiệm vụ""#, "Việc thứ hai"),
        (Plan::indicators("Mục tiêu cụ thể", "Tên gọi khác"), 158, r#"indicators.tsv.row[1]."Tên gọi khác""#, "Tên gọi khác"),
        (Plan::indicators("Năm 2030", "Về sau"), 158, r#"indicators.tsv.row[2]."Về sau""#, "Về sau"),
        (Plan::indicators("Năm 2030", "Năm 2027"), 132, r#"indicators.tsv.row[2]."Năm 2027""#, "Năm 2027"),
        (Plan::tasks("Kết quả, sản phẩm", "Nhiệm vụ"), 132, r#"tasks.tsv.row[1]."Nhiệm vụ""#, "Nhiệm vụ"),
        (Plan::tasks("Thời gian thực hiện", "Mã"), 131, "tasks.tsv.row[1]", ""),
        (Plan::indicators("\t80\tSở Y tế", "\t80"), 138, "indicators.tsv.row[4]", "5"),
        (Plan::tasks("2\tViệc thứ hai", "2\t\t\tViệc thứ hai"), 138, "tasks.tsv.row[4]", "8"),
        // Rows.
        (Plan::indicators("1.\tTỷ lệ", "a)\tTỷ lệ"), 140, r#"indicators.tsv.row[4]."STT""#, "a)"),
        (Plan::indicators("I\tNhóm một", "1.\tNhóm một"), 140, r#"indicators.tsv.row[3]."STT""#, "1."),
        (Plan::indicators("Tỷ lệ thứ nhất", ""), 140, r#"indicators.tsv.row[4]."Mục tiêu cụ thể""#, ""),
        (Plan::indicators("Nhóm một\t\t", "Nhóm một\t%\t"), 140, r#"indicators.tsv.row[3]."Đơn vị tính""#, "%"),
        (Plan::indicators("2.\tSố", "II\tNhóm hai\t\t\t\t\nII\tNhóm ba\t\t\t\t\n2.\tSố"), 145, r#"indicators.tsv.row[6]."STT""#, "II"),
        (Plan::indicators("2.\tSố", "1\tSố"), 145, "indicators.tsv.row[5]", "CT-I.1"),
        (Plan::indicators("thứ nhất", "thứ nhất <sup>7</sup>"), 153, r#"indicators.tsv.row[4]."Mục tiêu cụ thể""#, "<sup>7</sup>"),
        // Cells.
        (Plan::indicators("\t50\t", "\tnăm mươi\t"), 140, r#"indicators.tsv.row[4]."Năm 2027""#, "năm mươi"),
        (Plan::indicators("\t50\t", "\t5.0\t"), 121, r#"indicators.tsv.row[4]."Năm 2027""#, "5.0"),
        (Plan::indicators("\t50\t", "\t50,\t"), 112, r#"indicators.tsv.row[4]."Năm 2027""#, "50,"),
        (
            Plan::indicators("\t50\t", "\t99999999999999999999999999999\t"),
            113,
            r#"indicators.tsv.row[4]."Năm 2027""#,
            "99999999999999999999999999999",
        ),
        (Plan::tasks("Quý I/2027", "Quý V/2027"), 140, r#"tasks.tsv.row[3]."Thời gian thực hiện""#, "Quý V/2027"),
        (Plan::indicators("\t50\t", "\t≤50\t"), 143, r#"indicators.tsv.row[4]."Năm 2027""#, "≤50"),
        (Plan::indicators("\t50\t", "\tHoàn thành\t"), 144, r#"indicators.tsv.row[4]."Năm 2027""#, "Hoàn thành"),
        (Plan::indicators("\t100\t", "\t100%\t"), 144, r#"indicators.tsv.row[5]."Năm 2027""#, "100%"),
        (Plan::second("measure = \"milestone\""), 144, r#"indicators.tsv.row[5]."Năm 2027""#, "100"),
        (
            Plan::settings("code = \"CT-I.1\"", "code = \"CT-I.1\"\nmeasure = \"count\""),
            144,
            "programme.toml.indicator[1].measure",
            "count",
        ),
        (Plan::settings("direction = \"at_least\"", ""), 142, r#"indicators.tsv.row[4]."Năm 2027""#, "50"),
        (Plan::settings("direction = \"at_least\"", "direction = \"within\""), 147, r#"indicators.tsv.row[4]."Năm 2027""#, "50"),
        (Plan::indicators("Sở Y tế, Sở Nội vụ", "Sở Y tế, Sở Lạ"), 141, r#"indicators.tsv.row[6]."Đơn vị theo dõi""#, "Sở Y tế, Sở Lạ"),
        (Plan::tasks("Sở Nội vụ\tQuý", "Sở Lạ\tQuý"), 141, r#"tasks.tsv.row[3]."Cơ quan phối hợp""#, "Sở Lạ"),
        (Plan::tasks("Sở Nội vụ\t\tThường", "\t\tThường"), 141, r#"tasks.tsv.row[4]."Cơ quan chủ trì""#, ""),
        (Plan::second("readings = { \"Năm 2030\" = \"bốn trăm\" }"), 140, r#"programme.toml.indicator[2].readings."Năm 2030""#, "bốn trăm"),
        (Plan::second("readings = { \"Năm 2029\" = \"300\" }"), 154, r#"programme.toml.indicator[2].readings."Năm 2029""#, "Năm 2029"),
        // Settings as a file.
        (Plan::more("[programme]\n"), 155, "programme.toml.line[22]", "duplicate key"),
        (Plan::second("huong = \"tăng\""), 154, "programme.toml.indicator[2].huong", "huong"),
        (Plan::more("[nhom]\n"), 154, "programme.toml.nhom", "nhom"),
        (Plan::settings("title = \"Kế hoạch\"\n", ""), 159, "programme.toml.programme.title", ""),
        (Plan::settings("ends_on = \"2030-12-31\"\n", ""), 159, "programme.toml.programme.ends_on", ""),
        (Plan::settings("name = \"Sở Nội vụ\"", "name = \"Sở Nội vụ\"\nname_en = 5"), 160, "programme.toml.agency[2].name_en", "5"),
        (Plan::second("ceiling = 99.5"), 160, "programme.toml.indicator[2].ceiling", "99.5"),
        (Plan::second("rollup = \"tổng\""), 160, "programme.toml.indicator[2].rollup", "tổng"),
        (Plan::second("digits = 40"), 160, "programme.toml.indicator[2].digits", "40"),
        (Plan::second("floor = \"1,5\""), 112, "programme.toml.indicator[2].floor", "1,5"),
        (Plan::second("floor = 10\nceiling = 10"), 160, "programme.toml.indicator[2].floor", "10 ≥ 10"),
        (Plan::second("on_track_percent = 30"), 160, "programme.toml.indicator[2].on_track_percent", "30"),
        (Plan::settings("2030-12-31", "2030-31-12"), 114, "programme.toml.programme.ends_on", "2030-31-12"),
        (Plan::settings("2030-12-31", "2020-12-31"), 157, "programme.toml.programme.ends_on", "2020-12-31"),
        (Plan::settings("\"2026-06\"", "\"6/2026\""), 115, "programme.toml.programme.reports_from", "6/2026"),
        (Plan::settings("\"Kế hoạch\"", "\"?\""), 161, "programme.toml.programme.title", "?"),
        // What rows declare.
        (Plan::settings("code = \"CT-I.2\"", "code = \"CT-I.7\""), 153, "programme.toml.indicator[2].code", "CT-I.7"),
        (Plan::more("[[indicator]]\ncode = \"ct-i.2\"\n"), 145, "programme.toml.indicator[3].code", "ct-i.2"),
        (Plan::second("trajectory = \"points\""), 148, "programme.toml.indicator[2].trajectory", ""),
        (Plan::second("points = [{ date = \"2028-12-31\", value = 200 }]"), 148, "programme.toml.indicator[2].points", ""),
        (
            points("{ date = \"2028-12-31\", value = 200 }, { date = \"2028-06-30\", value = 150 }"),
            148,
            "programme.toml.indicator[2].points[2].date",
            "2028-06-30",
        ),
        (points("{ date = \"2027-12-31\", value = 99 }"), 148, "programme.toml.indicator[2].points[1].value", "99"),
        (points("{ date = \"2031-12-31\", value = 401 }"), 148, "programme.toml.indicator[2].points[1].value", "401"),
        (points("{ date = \"2028-12-31\", value = \"150 - 200\" }"), 148, "programme.toml.indicator[2].points[1].value", ""),
        (
            Plan::second("accumulation = \"year_to_date\"\ntrajectory = \"points\"\npoints = [{ date = \"2028-12-31\", value = 200 }]"),
            148,
            "programme.toml.indicator[2].trajectory",
            "points, year_to_date",
        ),
        (Plan::more("[[indicator]]\ncode = \"CT-I.3\"\ntrajectory = \"step\"\n"), 148, "programme.toml.indicator[3].trajectory", "CT-I.3"),
        (Plan::second("accumulation = \"year_to_date\"\nprofile = [\"0.5\", 1]"), 149, "programme.toml.indicator[2].profile", "0.5, 1"),
        (Plan::second("profile = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]"), 149, "programme.toml.indicator[2].profile", "CT-I.2"),
        (Plan::second("baseline = { date = \"2025-12-31\", value = -5 }"), 150, "programme.toml.indicator[2].baseline.value", "-5"),
        (
            Plan::second("accumulation = \"year_to_date\"\nbaseline = { date = \"2025-06-30\", value = 5 }"),
            152,
            "programme.toml.indicator[2].baseline.date",
            "2025-06-30",
        ),
        (
            Plan::settings(
                "code = \"CT-I.2\"\ndirection = \"at_least\"",
                "code = \"CT-I.2\"\ndirection = \"at_most\"\naccumulation = \"incremental\"",
            ),
            151,
            "programme.toml.indicator[2].accumulation",
            "at_most, incremental",
        ),
        (Plan::second("denominator = \"grdp\""), 120, "programme.toml.indicator[2].denominator", "grdp"),
        (
            Plan::settings("code = \"CT-I.1\"", "code = \"CT-I.1\"\ndenominator = \"grdp\""),
            153,
            "programme.toml.indicator[1].denominator",
            "grdp",
        ),
        (Plan::second("targets = { X-09 = { \"Năm 2027\" = \"10\" } }"), 153, r#"programme.toml.indicator[2].targets."X-09""#, "X-09"),
        (Plan::second("owners = [{ agency = \"Sở Lạ\", role = \"lead\" }]"), 141, "programme.toml.indicator[2].owners[1].agency", "Sở Lạ"),
        (Plan::second("owners = [{ agency = \"Sở Y tế\" }]"), 159, "programme.toml.indicator[2].owners[1].role", ""),
        (
            Plan::second("owners = [{ agency = \"Sở Y tế\", role = \"lead\", valid_from = \"2028-01-01\", valid_to = \"2027-01-01\" }]"),
            157,
            "programme.toml.indicator[2].owners[1].valid_to",
            "2027-01-01",
        ),
        (Plan::more("[[indicator]]\ncode = \"NV-I.2\"\nmeasure = \"count\"\n"), 144, "programme.toml.indicator[3].measure", "count"),
        // Agencies, units, references, footnotes, duties, events.
        (Plan::more("[[agency]]\nname = \"Sở mới\"\naliases = [\"sở  y tế\"]\n"), 145, "programme.toml.agency[3]", "sở  y tế"),
        (Plan::more("[[agency]]\nname = \"Nhóm\"\nmembers = [\"Sở Lạ\"]\n"), 141, "programme.toml.agency[3].members[1]", "Sở Lạ"),
        (Plan::more("[[agency]]\nname = \"Nhóm\"\nmembers = [\"Nhóm\"]\n"), 156, "programme.toml.agency[3].members", "Nhóm"),
        (Plan::more("[report]\nagency_order = [\"Sở Lạ\"]\n"), 141, "programme.toml.report.agency_order[1]", "Sở Lạ"),
        (Plan::more("[[unit]]\ncode = \"A\"\nname = \"A\"\nparent = \"B\"\n"), 153, "programme.toml.unit[1].parent", "B"),
        (Plan::more("[[unit]]\ncode = \"A\"\nname = \"A\"\nparent = \"A\"\n"), 156, "programme.toml.unit[1].parent", "A"),
        (Plan::more("[[unit]]\ncode = \"tinh\"\nname = \"A\"\n"), 145, "programme.toml.unit[1].code", "tinh"),
        (
            Plan::more("[[unit]]\ncode = \"A\"\nname = \"A\"\n[[unit]]\ncode = \"A\"\nname = \"A\"\n"),
            145,
            "programme.toml.unit[2].code",
            "A",
        ),
        (
            Plan::more("[[reference]]\ncode = \"g\"\nvalues = [{ year = 2026, value = 0, recorded_at = \"2027-01-01T00:00:00Z\" }]\n"),
            160,
            "programme.toml.reference[1].values[1].value",
            "0",
        ),
        (
            Plan::more("[[reference]]\ncode = \"g\"\nvalues = [{ year = 2026, value = 1, recorded_at = \"2027-01-01\" }]\n"),
            116,
            "programme.toml.reference[1].values[1].recorded_at",
            "2027-01-01",
        ),
        (
            Plan::more("[[footnote]]\nmark = \"1\"\ntext = \"a\"\nrows = [\"CT-I.9\"]\n"),
            153,
            "programme.toml.footnote[1].rows[1]",
            "CT-I.9",
        ),
        (
            Plan::more("[[duty]]\ncode = \"KH-1\"\ntitle = \"a\"\nowner = \"Sở Y tế\"\ndue = \"sớm\"\n"),
            140,
            "programme.toml.duty[1].due",
            "sớm",
        ),
        (Plan::more("[[duty]]\ncode = \"KH-1\"\ntitle = \"a\"\nowner = \"Sở Y tế\"\n"), 159, "programme.toml.duty[1].due", ""),
        (
            Plan::more("[[duty]]\ncode = \"KH-1\"\ntitle = \"a\"\nowner = \"Sở Y tế\"\ndue = \"Năm 2027\"\nfrequency = \"yearly\"\n"),
            120,
            "programme.toml.duty[1]",
            "due, frequency",
        ),
        (
            Plan::more("[[duty]]\ncode = \"CT-I.1\"\ntitle = \"a\"\nowner = \"Sở Y tế\"\nfrequency = \"yearly\"\n"),
            145,
            "programme.toml.duty[1].code",
            "CT-I.1",
        ),
        (
            Plan::more("[[event]]\nrows = [\"CT-I.9\"]\ndue = \"2027-01-31\"\nrecorded_at = \"2027-01-01T00:00:00Z\"\ndocument = \"a\"\n"),
            153,
            "programme.toml.event[1].rows[1]",
            "CT-I.9",
        ),
        (
            Plan::more(
                "[[suspension]]\ncode = \"CT-I.9\"\nfrom = \"2027-01-31\"\nrecorded_at = \"2027-01-01T00:00:00Z\"\ndecision = \"a\"\n",
            ),
            153,
            "programme.toml.suspension[1].code",
            "CT-I.9",
        ),
        (
            Plan::more(
                "[[suspension]]\ncode = \"CT-I.1\"\nfrom = \"2027-01-31\"\nto = \"2027-01-30\"\nrecorded_at = \"2027-01-01T00:00:00Z\"\ndecision = \"a\"\n",
            ),
            157,
            "programme.toml.suspension[1].to",
            "2027-01-30",
        ),
        // Decisions.
        (
            decision("{ indicator = \"CT-I.9\", due = \"2030-12-31\", target = \"5\" }"),
            153,
            "programme.toml.amendment[1].changes[1]",
            "CT-I.9",
        ),
        (
            decision("{ indicator = \"CT-I.1\", due = \"31/12/2030\", target = \"5\" }"),
            114,
            "programme.toml.amendment[1].changes[1].due",
            "31/12/2030",
        ),
        (
            decision("{ indicator = \"CT-I.1\", due = \"2030-12-31\", target = \"năm\" }"),
            140,
            "programme.toml.amendment[1].changes[1].target",
            "năm",
        ),
        (
            decision("{ indicator = \"CT-I.1\", due = \"2030-12-31\", target = \"≤ 5\" }"),
            143,
            "programme.toml.amendment[1].changes[1].target",
            "≤ 5",
        ),
        (decision("{ indicator = \"CT-I.1\", due = \"2030-12-31\" }"), 159, "programme.toml.amendment[1].changes[1].target", ""),
        (decision("{ indicator = \"CT-I.1\" }"), 120, "programme.toml.amendment[1].changes[1]", ""),
        (decision("{ end = \"CT-I.9\" }"), 153, "programme.toml.amendment[1].changes[1]", "CT-I.9"),
        (
            decision(
                "{ indicator = \"NV-I.1\", due = \"2030-12-31\", target = \"Hoàn thành\" }, { indicator = \"NV-I.1\", due = \"2027-03-31\", target = \"Năm 2030\" }",
            ),
            146,
            "programme.toml.amendment[1].changes[2]",
            "Năm 2030",
        ),
        (
            decision("{ indicator = \"CT-I.1\", baseline = { date = \"2027-12-31\", value = 101 } }"),
            150,
            "programme.toml.amendment[1].changes[1].baseline.value",
            "101",
        ),
        (
            decision("{ add = { code = \"CT-I.1\", title = \"a\", group = \"I\", owner = \"Sở Y tế\" } }"),
            145,
            "programme.toml.amendment[1].changes[1].add.code",
            "CT-I.1",
        ),
        (
            decision("{ add = { code = \"CT-I.4\", title = \"a\", group = \"V\", owner = \"Sở Y tế\" } }"),
            153,
            "programme.toml.amendment[1].changes[1].add.group",
            "V",
        ),
        (
            decision(
                "{ add = { code = \"CT-I.4\", title = \"a\", unit = \"%\", group = \"I\", owner = \"Sở Y tế\", cells = { \"Năm 2030\" = \"5\" } } }",
            ),
            142,
            r#"programme.toml.amendment[1].changes[1].add.cells."Năm 2030""#,
            "5",
        ),
    ]
}

fn points(list: &str) -> Plan {
    Plan::second(&format!("trajectory = \"points\"\npoints = [{list}]"))
}

#[test]
fn each_spoilt_plan_is_refused_with_its_kind_place_and_text() {
    let mut wrong = Vec::new();
    for (number, (plan, code, path, given)) in cases().into_iter().enumerate() {
        let problems = plan.problems();
        match problems.iter().find(|error| error.code() == code && error.path() == path) {
            Some(error) if error.given_text().unwrap_or_default() == given => {
                assert!([Lang::Vi, Lang::En].into_iter().all(|lang| error.message(lang).starts_with(path)), "{error}");
            }
            _ => wrong.push(format!("case {number}: {code} at {path}, got {problems:#?}")),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_kind_that_a_plan_can_raise_is_among_the_cases() {
    let mut seen: BTreeSet<u32> = cases().into_iter().map(|(_, code, _, _)| code).collect();
    // The JSON form's own two, and the remark, have tests of their own.
    seen.extend([ErrorKind::BadJson, ErrorKind::BadFormat, ErrorKind::FallingTarget].map(ErrorKind::code));
    let raised = ErrorKind::ALL.iter().map(|kind| kind.code()).filter(|code| (130..=162).contains(code));
    let missing: Vec<u32> = raised.filter(|code| !seen.contains(code)).collect();
    assert_eq!(missing, Vec::<u32>::new());
}

#[test]
fn all_problems_are_listed_at_once_in_the_order_of_text_and_row() {
    let mut plan = Plan::indicators("\t50\t80\tSở Y tế", "\tmột\thai\tSở Lạ");
    plan.tasks = plan.tasks.replace("Quý I/2027", "sớm").replace("Thường xuyên", "muộn");
    plan.settings = plan.settings.replace("reports_from = \"2026-06\"", "").replace("at_least\"\n\n", "tăng\"\n\n");
    let problems: Vec<_> = plan.problems().iter().map(|error| (error.code(), error.path().to_owned())).collect();
    let expected = [
        (140, r#"indicators.tsv.row[4]."Năm 2027""#),
        (140, r#"indicators.tsv.row[4]."Năm 2030""#),
        (141, r#"indicators.tsv.row[4]."Đơn vị theo dõi""#),
        (140, r#"tasks.tsv.row[3]."Thời gian thực hiện""#),
        (140, r#"tasks.tsv.row[4]."Thời gian thực hiện""#),
        (159, "programme.toml.programme.reports_from"),
        (160, "programme.toml.indicator[1].direction"),
    ];
    assert_eq!(problems, expected.map(|(code, path)| (code, path.to_owned())));
}

#[test]
fn a_ragged_row_does_not_hide_the_rest() {
    let plan = Plan { indicators: INDICATORS.replace("\t80\tSở Y tế", "\t80").replace("\t100\t", "\ttrăm\t"), ..Plan::new() };
    let problems: Vec<_> = plan.problems().iter().map(tiendo::Error::code).collect();
    // The settings of the row that could not be read are not blamed.
    assert_eq!(problems, [138, 140]);
}

#[test]
fn rows_are_counted_as_a_spreadsheet_counts_them() {
    // A blank row counts, a line end inside a quoted cell does not.
    let tasks = TASKS.replace("1\tViệc thứ nhất", "\n1\t\"Việc\nthứ nhất\"").replace("Thường xuyên", "muộn");
    for tasks in [tasks.clone(), tasks.replace('\n', "\r\n")] {
        let problems = Plan { tasks, ..Plan::new() }.problems();
        assert_eq!(problems[0].path(), r#"tasks.tsv.row[5]."Thời gian thực hiện""#);
    }
    let tasks = TASKS.replace("1\tViệc thứ nhất", "\n\n1\t\"Việc thứ nhất");
    let problems = Plan { tasks, ..Plan::new() }.problems();
    assert_eq!(problems[0].path(), r#"tasks.tsv.row[5]."Nhiệm vụ""#);
}

#[test]
fn other_encodings_are_refused() {
    let settings = SETTINGS.as_bytes();
    for indicators in [b"T\xEAn".as_slice(), b"\xFF\xFEa", b"\xFE\xFF\xD8\x00\x00a", b"S\0T\0T\0"] {
        let problems = Programme::from_texts(&PlanTexts { indicators, tasks: TASKS.as_bytes(), settings }).unwrap_err();
        assert_eq!(problems.errors()[0].kind(), ErrorKind::BadEncoding);
        assert_eq!(problems.errors()[0].path(), "indicators.tsv.line[1]");
        assert_eq!(problems.errors().len(), 1, "settings of rows that could not be read are not blamed");
    }
}

fn json() -> serde_json::Value {
    let texts = PlanTexts { indicators: INDICATORS.as_bytes(), tasks: TASKS.as_bytes(), settings: SETTINGS.as_bytes() };
    serde_json::from_str(&Programme::from_texts(&texts).unwrap().to_json()).unwrap()
}

#[test]
fn the_json_form_is_refused_with_the_same_kinds() {
    let spoilt = |spoil: fn(&mut serde_json::Value)| {
        let mut value = json();
        spoil(&mut value);
        let problems = Programme::from_json(&value.to_string()).unwrap_err();
        let error = problems.into_first();
        (error.code(), error.path().to_owned())
    };
    assert_eq!(Programme::from_json("{").unwrap_err().into_first().kind(), ErrorKind::BadJson);
    assert_eq!(Programme::from_json("[]").unwrap_err().into_first().kind(), ErrorKind::BadFormat);
    assert_eq!(spoilt(|value| value["format"] = "tiendo.programme/9".into()), (137, "format".to_owned()));
    assert_eq!(spoilt(|value| value["nhom"] = 1.into()), (154, "nhom".to_owned()));
    assert_eq!(spoilt(|value| value["indicator"][1]["floor"] = 0.5.into()), (160, "indicator[2].floor".to_owned()));
    assert_eq!(spoilt(|value| value["indicator"][1]["rollup"] = serde_json::Value::Null), (160, "indicator[2].rollup".to_owned()));
    assert_eq!(spoilt(|value| value["programme"] = 1.into()), (160, "programme".to_owned()));
    assert_eq!(spoilt(|value| value["tasks"] = "bảng".into()), (160, "tasks".to_owned()));
    assert_eq!(spoilt(|value| drop(value.as_object_mut().unwrap().remove("indicators"))), (159, "indicators".to_owned()));
    assert_eq!(spoilt(|value| value["tasks"][2][4] = 5.into()), (160, "tasks.row[3]".to_owned()));
    assert_eq!(spoilt(|value| value["tasks"][2][4] = "sớm".into()), (140, r#"tasks.row[3]."Thời gian thực hiện""#.to_owned()));
}

proptest::proptest! {
    #[test]
    fn any_texts_are_read_or_refused(indicators: Vec<u8>, tasks in "[STN\t\n\"1I.ă]{0,60}", settings in "[a-z\\[\\]=\"\n ]{0,60}") {
        let _ = Programme::from_texts(&PlanTexts { indicators: &indicators, tasks: tasks.as_bytes(), settings: settings.as_bytes() });
        let _ = tiendo::appendix::draft(&indicators, tasks.as_bytes());
        let _ = Programme::from_json(&settings);
    }
}
