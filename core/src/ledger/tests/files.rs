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
