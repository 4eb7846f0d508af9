//! From bytes to text: UTF-8 with or without a byte-order mark, UTF-16 with one, as spreadsheets save it.

use crate::error::{Error, ErrorKind, Result};

/// The largest text that is read, in bytes.
pub(super) const LARGEST: usize = 16 * 1024 * 1024;

/// The text, its line ends brought to `\n`.
///
/// # Errors
/// [`ErrorKind::FileTooLarge`], [`ErrorKind::BadEncoding`], [`ErrorKind::EmptyFile`].
pub(super) fn decode(bytes: &[u8]) -> Result<String> {
    if bytes.len() > LARGEST {
        return Err(Error::new(ErrorKind::FileTooLarge).given(format!("{} byte", bytes.len())).allowed("tối đa 16 MiB", "16 MiB at most"));
    }
    let text = match bytes {
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [0xEF, 0xBB, 0xBF, rest @ ..] => utf8(rest),
        _ => utf8(bytes),
    }?;
    if text.trim().is_empty() {
        return Err(Error::new(ErrorKind::EmptyFile));
    }
    Ok(text.replace("\r\n", "\n").replace('\r', "\n"))
}

fn utf8(bytes: &[u8]) -> Result<String> {
    let text = std::str::from_utf8(bytes).map_err(|error| bad(error.valid_up_to()))?;
    // A file in UTF-16 without its mark would otherwise pass for text full of NUL.
    text.find('\0').map_or_else(|| Ok(text.to_owned()), |at| Err(bad(at)))
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    if !rest.is_empty() {
        return Err(bad(bytes.len()));
    }
    let text: String = char::decode_utf16(pairs.iter().map(|pair| unit(*pair))).collect::<Result<_, _>>().map_err(|_| bad(bytes.len()))?;
    text.find('\0').map_or_else(|| Ok(text.clone()), |at| Err(bad(at)))
}

fn bad(at: usize) -> Error {
    Error::new(ErrorKind::BadEncoding)
        .given(format!("byte {at}"))
        .allowed("UTF-8, hoặc UTF-16 có dấu thứ tự byte (BOM)", "UTF-8, or UTF-16 with a byte-order mark")
}
