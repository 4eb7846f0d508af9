//! From the bytes of a file to text: UTF-8, or UTF-16 when a byte-order mark says so.

use std::borrow::Cow;

use crate::error::{Error, ErrorKind, Result};

/// The text of a file: UTF-8 with or without a byte-order mark, UTF-16 (as Excel saves "Unicode text") with one.
///
/// The mark is taken off. Nothing is guessed and nothing replaced: other bytes are an error that names their line.
///
/// ```
/// use tiendo::value::encoding::decode;
/// assert_eq!(decode(b"\xEF\xBB\xBFindicator")?, "indicator");
/// assert_eq!(decode(b"\xFF\xFEA\x00\xD0\x1E")?, "A\u{1ED0}");
/// assert!(decode(b"t\xEA n").is_err());
/// # Ok::<(), tiendo::Error>(())
/// ```
///
/// # Errors
/// [`ErrorKind::BadEncoding`], with the line as its path.
pub fn decode(bytes: &[u8]) -> Result<Cow<'_, str>> {
    match bytes {
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes).map(Cow::Owned),
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes).map(Cow::Owned),
        [0xEF, 0xBB, 0xBF, rest @ ..] => utf8(rest),
        _ => utf8(bytes),
    }
}

fn utf8(bytes: &[u8]) -> Result<Cow<'_, str>> {
    std::str::from_utf8(bytes).map(Cow::Borrowed).map_err(|error| {
        let (good, bad) = bytes.split_at_checked(error.valid_up_to()).unwrap_or_default();
        let newlines = good.split(|byte| *byte == b'\n').count();
        refused(newlines, bad.first().map(|byte| format!("0x{byte:02X}")))
    })
}

fn utf16(bytes: &[u8], unit: impl Fn([u8; 2]) -> u16) -> Result<String> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let mut text = String::with_capacity(bytes.len());
    let mut line = 1_usize;
    for decoded in char::decode_utf16(pairs.iter().map(|pair| unit(*pair))) {
        let char = decoded.map_err(|error| refused(line, Some(format!("0x{:04X}", error.unpaired_surrogate()))))?;
        line = line.saturating_add(usize::from(char == '\n'));
        text.push(char);
    }
    match rest.first() {
        Some(byte) => Err(refused(line, Some(format!("0x{byte:02X}")))),
        None => Ok(text),
    }
}

pub(crate) fn refused(line: usize, given: Option<String>) -> Error {
    Error::new(ErrorKind::BadEncoding)
        .at(format!("line[{line}]"))
        .given(given.unwrap_or_default())
        .allowed("UTF-8, hoặc UTF-16 có dấu thứ tự byte", "UTF-8, or UTF-16 with a byte-order mark")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_taken_off() {
        assert!(matches!(decode("Tỷ lệ".as_bytes()).unwrap(), Cow::Borrowed("Tỷ lệ")));
        let units: Vec<u16> = "Tỷ lệ 𝄞\r\n".encode_utf16().collect();
        let little: Vec<u8> = [0xFF, 0xFE].into_iter().chain(units.iter().flat_map(|unit| unit.to_le_bytes())).collect();
        let big: Vec<u8> = [0xFE, 0xFF].into_iter().chain(units.iter().flat_map(|unit| unit.to_be_bytes())).collect();
        assert_eq!(decode(&little).unwrap(), "Tỷ lệ 𝄞\r\n");
        assert_eq!(decode(&big).unwrap(), "Tỷ lệ 𝄞\r\n");
        assert_eq!(decode(b"").unwrap(), "");
    }

    #[test]
    fn other_bytes_name_their_line() {
        for (bytes, line) in [
            (&b"a\nb\nT\xEA n"[..], "line[3]"),
            (b"\xFF\xFEa\x00\n\x00b", "line[2]"),
            (b"\xFF\xFE\x00\xD8a\x00", "line[1]"),
            (b"\xFE\xFF\x00", "line[1]"),
        ] {
            let error = decode(bytes).unwrap_err();
            assert_eq!((error.kind(), error.path()), (ErrorKind::BadEncoding, line));
        }
    }
}
