//! A plan's text: not too large, not empty, its line ends brought to one form.

use crate::error::{Error, ErrorKind, Result};
use crate::value::encoding;

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
    let text = encoding::decode(bytes)?;
    // A file in UTF-16 without its mark would otherwise pass for text full of NUL.
    if let Some((before, _)) = text.split_once('\0') {
        return Err(encoding::refused(before.split('\n').count(), Some("0x00".to_owned())));
    }
    if text.trim().is_empty() {
        return Err(Error::new(ErrorKind::EmptyFile));
    }
    Ok(text.replace("\r\n", "\n").replace('\r', "\n"))
}
