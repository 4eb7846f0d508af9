//! Measurements as files.

use super::*;
use crate::error::{Error, ErrorKind};
use crate::ledger::{Locale, Receipt};
use crate::value::Lang;

const HEADER: &str = "indicator,period,value,note,received_at";
const MOMENT: &str = "2027-04-08T09:30:00+07:00";

fn submit(file: impl AsRef<[u8]>) -> Result<Receipt, Error> {
    ledger().submit_csv(file.as_ref(), Locale::Plain)
}

fn refused(file: impl AsRef<[u8]>) -> Error {
    let mut ledger = ledger();
    let error = ledger.submit_csv(file.as_ref(), Locale::Plain).unwrap_err();
    assert!(ledger.is_empty(), "a refused file leaves nothing behind");
    error
}

/// Where the rejections stand: (row, line, field).
fn places(receipt: &Receipt) -> Vec<(usize, u64, &str)> {
    receipt.rejected().iter().map(|r| (r.row, r.line.unwrap(), r.field.as_str())).collect()
}

#[test]
fn bad_rows_come_back_with_their_row_line_and_column_whatever_ends_a_line() {
    for end in ["\n", "\r\n", "\r"] {
        let rows = [
            HEADER.to_owned(),
            format!("CT-I.1,2027-03,83.2,\"hai{end}dòng\",{MOMENT}"),
            format!("CT-I.1,2027-03,83.x,,{MOMENT}"),
            String::new(),
            ",,,,".to_owned(),
            format!("CT-I.1,2027-13,83.2,,{MOMENT}"),
            format!("CT-I.1,2027-03,83.2,,{MOMENT},"),
            format!("CT-X.9,2027-03,83.2,,{MOMENT}"),
            format!("CT-I.1,2027-02,,,{MOMENT}"),
        ];
        let receipt = submit(rows.join(end)).unwrap();
        let expected = [(2, 4, "value"), (3, 7, "period"), (4, 8, ""), (5, 9, "indicator"), (6, 10, "value")];
        assert_eq!(places(&receipt), expected, "{end:?}");
        assert_eq!((receipt.rows(), receipt.accepted()), (6, 1));
        let kinds: Vec<ErrorKind> = receipt.rejected().iter().map(|r| r.error.kind()).collect();
        assert_eq!(
            kinds,
            [ErrorKind::NotANumber, ErrorKind::BadPeriod, ErrorKind::RaggedRow, ErrorKind::UnknownIndicator, ErrorKind::MissingField]
        );
        let first = receipt.rejected().first().unwrap();
        assert_eq!(first.value.as_deref(), Some("83.x"));
        assert!(
            first.message(Lang::Vi).starts_with("Dòng số liệu 2 (dòng 4 của tệp), value: không phải là số — đã cho: \"83.x\"; chấp nhận:")
        );
        assert!(first.message(Lang::En).starts_with("Row 2 (line 4 of the file), value: not a number — given: \"83.x\"; accepted:"));
    }
}

#[test]
fn a_file_that_cannot_be_read_as_a_whole_is_refused_as_a_whole() {
    let good = format!("CT-I.1,2027-03,83.2,,{MOMENT}\n");
    let file = |header: &str, rows: &str| format!("{header}\n{rows}");
    let large = format!("CT-I.1,2027-03,83.2,{},{MOMENT}\n", "x".repeat(1 << 20));
    let quoted = format!("CT-I.1,2027-03,83.2,\"{}\",{MOMENT}\n", "\n".repeat(1 << 20));
    let cases: Vec<(Vec<u8>, u32, &str, Option<&str>)> = vec![
        (file("indicator,period,value", &good).into(), 131, "received_at", None),
        (file("indicator,period,value,note,received_at,giá trị", &good).into(), 103, "header", Some("giá trị")),
        (file("indicator,period,value,value,received_at", &good).into(), 132, "header", Some("value")),
        (file(HEADER, &format!("{good}CT-I.1,2027-03,83.2,\"mở,{MOMENT}\n{good}")).into(), 133, "line[3]", None),
        (Vec::new(), 134, "", None),
        ("\u{FEFF}\r\n\r\n".into(), 134, "", None),
        ([file(HEADER, &good).as_bytes(), b"CT-I.1,2027-03,83.2,t\xEAn,x\n"].concat(), 130, "line[3]", Some("0xEA")),
        (file(HEADER, &format!("{good}{large}")).into(), 135, "line[3]", None),
        (file(HEADER, &format!("{good}{quoted}")).into(), 135, "line[3]", None),
    ];
    for (bytes, code, path, given) in cases {
        let error = refused(bytes);
        assert_eq!((error.code(), error.path(), error.given_text()), (code, path, given));
        for lang in [Lang::Vi, Lang::En] {
            assert!(error.message(lang).contains(error.kind().title(lang)));
            assert!(!error.allowed_text().unwrap().get(lang).is_empty());
        }
    }
    assert_eq!(submit(file(HEADER, "")).unwrap().rows(), 0, "columns without data rows are an empty batch");
}

#[test]
fn no_more_than_a_gibibyte_is_read() {
    struct Endless(u64);
    impl std::io::Read for Endless {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            self.0 += u64::try_from(buffer.len()).unwrap();
            assert!(self.0 < 3 << 30, "reading goes on for ever");
            Ok(buffer.len())
        }
    }
    let mut source = Endless(0);
    assert_eq!(crate::ledger::csv::bytes_of(&mut source, 1000).unwrap_err().kind(), ErrorKind::FileTooLarge);
    assert_eq!(crate::ledger::csv::bytes_of(&b"1234"[..], 4).unwrap(), b"1234");
}

#[test]
fn marks_and_separators_are_those_of_spreadsheets() {
    let comma = format!("{HEADER}\r\nCT-I.1,2027-03,\"78,5\",Tỷ lệ,{MOMENT}\r\n");
    let tab = format!("\u{FEFF}{HEADER}\r\nCT-I.1,2027-03,7x,Tỷ lệ,{MOMENT}\r\n").replace(',', "\t").replace("7x", "78,5");
    let semicolon = tab.replace('\t', ";");
    let utf16: Vec<u8> = tab.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for bytes in [comma.as_bytes(), semicolon.as_bytes(), tab.as_bytes(), &utf16] {
        let mut ledger = ledger();
        let receipt = ledger.submit_csv(bytes, Locale::Vietnamese).unwrap();
        assert_eq!(receipt.accepted(), 1, "{receipt:?}");
        let kept = &ledger.entries_since(0)[0].measurement;
        assert_eq!((kept.reported, kept.note.as_deref()), (Reported::Value(n("78.5")), Some("Tỷ lệ")));
    }
}

#[test]
fn numbers_are_vietnamese_only_where_the_reader_is_told() {
    let file = |text: &str| format!("{HEADER}\nCT-I.2,2027-03,\"{text}\",,{MOMENT}\n");
    let read = |text: &str, locale| {
        let mut ledger = ledger();
        let receipt = ledger.submit_csv(file(text).as_bytes(), locale).unwrap();
        match receipt.rejected().first() {
            Some(rejection) => Err((rejection.field.clone(), rejection.error.kind())),
            None => Ok(ledger.entries_since(0)[0].measurement.reported),
        }
    };
    let refused = |kind| Err(("value".to_owned(), kind));
    assert_eq!(read("1.240", Locale::Vietnamese), Ok(Reported::Value(n("1240"))));
    assert_eq!(read("1.240", Locale::Plain), refused(ErrorKind::BadCount));
    assert_eq!(read("1.24", Locale::Vietnamese), refused(ErrorKind::BadGrouping));
    assert_eq!(read("78,5", Locale::Plain), refused(ErrorKind::NotANumber));
    for text in ["NaN", "inf", "1e5", "+1"] {
        assert_eq!(read(text, Locale::Plain), refused(ErrorKind::NotANumber));
        assert_eq!(read(text, Locale::Vietnamese), refused(ErrorKind::NotANumber));
    }
    assert_eq!(read(&"9".repeat(40), Locale::Plain), refused(ErrorKind::NumberTooLarge));
}

/// What a row says, or the number and the field of its error.
type Said<'a> = Result<Reported, (u32, &'a str)>;

fn row_by_row(header: &str, rows: &[(&str, Said<'_>)]) {
    for (row, expected) in rows {
        let mut ledger = ledger();
        let receipt = ledger.submit_csv(format!("{header},received_at\n{row},{MOMENT}\n").as_bytes(), Locale::Plain).unwrap();
        let got = match receipt.rejected().first() {
            Some(rejection) => Err((rejection.error.code(), rejection.field.as_str())),
            None => Ok(ledger.entries_since(0)[0].measurement.reported),
        };
        assert_eq!(got, *expected, "{row}");
    }
}

#[test]
fn a_row_says_exactly_one_thing() {
    use crate::ledger::State::{Done, InProgress};
    let day = crate::value::period::parse_date("2027-03-15").unwrap();
    row_by_row(
        "indicator,period,value,numerator,denominator,percent,completed_on,state,withdrawn,stage",
        &[
            ("CT-I.1,2027-03, 83.2 ,,,,,,,", Ok(Reported::Value(n("83.2")))),
            ("CT-I.1,2027-03,,1,4,,,,,", Ok(Reported::Ratio { numerator: n("1"), denominator: n("4") })),
            ("CT-I.3,2027-03,,17,,,,,,", Ok(Reported::Numerator(n("17")))),
            ("NV-I.1,2027-03,,,,40,,in_progress,,", Ok(Reported::Percent { percent: n("40"), state: Some(InProgress) })),
            ("NV-I.1,2027-03,,,,,,done,,", Ok(Reported::State(Done))),
            ("NV-I.1,2027-03,,,,,2027-03-15,,,", Ok(Reported::Completed(day))),
            ("CT-I.1,2027-03,,,,,,,true,", Ok(Reported::Withdrawn)),
            ("CT-I.1,2027-03,,,,,,,TRUE,", Ok(Reported::Withdrawn)),
            ("CT-I.1,2027-03,,,,,,,,", Err((119, "value"))),
            (",2027-03,83.2,,,,,,,", Err((119, "indicator"))),
            ("CT-I.1,,83.2,,,,,,,", Err((119, "period"))),
            ("CT-I.1,2027-03,,,4,,,,,", Err((119, "numerator"))),
            ("CT-I.1,2027-03,,1,,,,,,", Err((104, "numerator"))),
            ("CT-I.1,2027-03,83.2,1,4,,,,,", Err((120, "numerator"))),
            ("NV-I.1,2027-03,,,,,2027-03-15,done,,", Err((120, "completed_on"))),
            ("CT-I.1,2027-03,83.2,,,,,,true,", Err((120, "value"))),
            ("NV-I.1,2027-03,,,,,2027-03-32,,,", Err((114, "completed_on"))),
            ("NV-I.1,2027-03,,,,,,xong,,", Err((117, "state"))),
            ("CT-I.1,2027-03,83.2,,,,,,,final", Err((118, "stage"))),
            ("CT-I.1,2027-03,,,,,,,yes,", Err((122, "withdrawn"))),
        ],
    );
    row_by_row("indicator,period,value,unit", &[("CT-I.1,2027-03,83.2,XA-99", Err((102, "unit")))]);
    let receipt = submit(format!("{HEADER}\nCT-I.1,2027-03,83.2,,2027-04-08\n")).unwrap();
    assert_eq!((receipt.rejected()[0].error.code(), receipt.rejected()[0].field.as_str()), (116, "received_at"));
}

#[test]
fn json_lines_come_back_with_their_line_and_key() {
    let line = |rest: &str| format!("{{\"indicator\":\"CT-I.1\",\"period\":\"2027-03\",\"received_at\":\"{MOMENT}\"{rest}}}");
    let rows = [
        line(",\"value\":\"83.20\""),
        String::new(),
        line(",\"value\":0.1"),
        line(",\"value\":1e1"),
        line(",\"giá trị\":1"),
        line(",\"value\":1,\"value\":2"),
        line(",\"note\":5,\"value\":1"),
        line(",\"value\":[1]"),
        line(",\"value\":null"),
        line(",\"value\":12345678901234567890123456789012"),
        "{\"indicator\":".to_owned(),
        "[1]".to_owned(),
        line(",\"withdrawn\":true,\"value\":null,\"unit\":\"\""),
        line(",\"withdrawn\":false,\"value\":7,\"note\":\"hai\\ndòng \\u0110\""),
        line(",\"withdrawn\":\"không\",\"value\":7"),
    ];
    let mut ledger = ledger();
    let receipt = ledger.submit_jsonl(format!("\u{FEFF}{}\r\n", rows.join("\r\n")).as_bytes()).unwrap();
    let places: Vec<_> = receipt.rejected().iter().map(|r| (r.row, r.line.unwrap(), r.field.as_str(), r.error.code())).collect();
    let expected = [
        (3, 4, "value", 112),
        (4, 5, "giá trị", 103),
        (5, 6, "value", 120),
        (6, 7, "note", 160),
        (7, 8, "value", 160),
        (8, 9, "value", 119),
        (9, 10, "value", 113),
        (10, 11, "", 136),
        (11, 12, "", 136),
        (14, 15, "withdrawn", 122),
    ];
    assert_eq!(places, expected);
    let said: Vec<Reported> = ledger.entries_since(0).iter().map(|entry| entry.measurement.reported).collect();
    let expected = [Reported::Value(n("83.2")), Reported::Value(n("0.1")), Reported::Withdrawn, Reported::Value(n("7"))];
    assert_eq!((said.as_slice(), receipt.rows()), (expected.as_slice(), 14));
    assert_eq!(ledger.entries_since(3)[0].measurement.note.as_deref(), Some("hai\ndòng Đ"));
    let long = line(&format!(",\"note\":\"{}\"", "x".repeat(1 << 20)));
    let error = ledger.submit_jsonl(format!("\n{long}").as_bytes()).unwrap_err();
    assert_eq!((error.code(), error.path(), ledger.len()), (135, "line[2]", 4));
}

#[test]
fn one_document_has_its_format() {
    let row = format!("{{\"indicator\":\"CT-I.1\",\"period\":\"2027-03\",\"received_at\":\"{MOMENT}\",\"value\":\"1\"}}");
    let receipt = ledger().submit_json(&format!("{{\"format\":\"tiendo.measurements/1\",\"measurements\":[{row},5,{row}]}}")).unwrap();
    assert_eq!((receipt.accepted(), receipt.rejected()[0].row, receipt.rejected()[0].error.code()), (2, 2, 136));
    let refused = |text: &str| {
        let error = ledger().submit_json(text).unwrap_err();
        (error.code(), error.path().to_owned())
    };
    assert_eq!(refused("{\"measurements\":[]}"), (137, "format".to_owned()));
    assert_eq!(refused("{\"format\":\"tiendo.measurements/2\",\"measurements\":[]}"), (137, "format".to_owned()));
    assert_eq!(refused("{\"format\":\"tiendo.measurements/1\"}"), (159, "measurements".to_owned()));
    assert_eq!(refused("{\"format\":\"tiendo.measurements/1\",\"measurements\":{}}"), (136, "measurements".to_owned()));
    assert_eq!(refused("{\"format\":\"tiendo.measurements/1\",\"rows\":[]}"), (154, String::new()));
    assert_eq!(refused("[]"), (136, String::new()));
}
