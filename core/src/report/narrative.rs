//! What the office writes beside the figures: causes, requests, next month's work, highlights, remarks on rows.
//!
//! A Markdown file whose headings of the second level are keys: `## nguyen-nhan` (causes), `## kien-nghi` (requests),
//! `## nhiem-vu-thang-toi` (next month's work), `## diem-noi-bat` (highlights), or a row's code, `## CT-I.5`, for a remark
//! under that row. The text beneath a heading is printed as it is.

use std::collections::BTreeMap;

use crate::error::{Error, ErrorKind, Result};
use crate::plan::Programme;
use crate::value::text::{key, nfc};

/// The keys of the parts, in the order in which they are listed.
pub const KEYS: [&str; 4] = ["nguyen-nhan", "kien-nghi", "nhiem-vu-thang-toi", "diem-noi-bat"];

/// What the office wrote; what it left out is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Narrative {
    parts: BTreeMap<&'static str, String>,
    remarks: BTreeMap<String, String>,
}

impl Narrative {
    /// Reads the file's text.
    ///
    /// # Errors
    /// [`ErrorKind::UnknownKey`] for another heading, [`ErrorKind::DuplicateCode`] for one that comes twice,
    /// [`ErrorKind::MissingKey`] for text before the first; each names its line.
    ///
    /// ```
    /// use tiendo::Narrative;
    /// let plan = tiendo_seeds::dong_nai_2026_2030();
    /// let narrative = Narrative::parse("## kien-nghi\nBố trí kinh phí.\n\n## CT-I.5\nTăng nhờ thủ tục mới.\n", &plan)?;
    /// assert_eq!(narrative.part("kien-nghi"), Some("Bố trí kinh phí."));
    /// assert_eq!(narrative.remark("CT-I.5"), Some("Tăng nhờ thủ tục mới."));
    /// # Ok::<(), tiendo::Error>(())
    /// ```
    pub fn parse(text: &str, programme: &Programme) -> Result<Self> {
        let mut narrative = Self::default();
        let mut under: Option<&mut String> = None;
        let text = nfc(text.strip_prefix('\u{feff}').unwrap_or(text));
        for (line, number) in text.lines().zip(1u32..) {
            let place = |error: Error| error.at(format!("[{number}]"));
            if let Some(heading) = line.strip_prefix("## ") {
                under = Some(narrative.open(heading.trim(), programme).map_err(place)?);
                continue;
            }
            match &mut under {
                Some(text) => {
                    text.push_str(line.trim_end());
                    text.push('\n');
                }
                // A title of the first level is the writer's own.
                None if line.trim().is_empty() || line.starts_with("# ") => {}
                None => return Err(place(Error::new(ErrorKind::MissingKey).given(line)).allowed(allowed(), allowed())),
            }
        }
        for text in narrative.parts.values_mut().chain(narrative.remarks.values_mut()) {
            *text = text.trim().to_owned();
        }
        narrative.parts.retain(|_, text| !text.is_empty());
        narrative.remarks.retain(|_, text| !text.is_empty());
        Ok(narrative)
    }

    fn open(&mut self, heading: &str, programme: &Programme) -> Result<&mut String> {
        let twice = || Error::new(ErrorKind::DuplicateCode).given(heading);
        let known = KEYS.into_iter().find(|known| *known == key(heading));
        let entry = match (known, programme.get(heading)) {
            (Some(part), _) if !self.parts.contains_key(part) => self.parts.entry(part).or_default(),
            (None, Some(row)) if !self.remarks.contains_key(&row.code) => self.remarks.entry(row.code.clone()).or_default(),
            (None, None) => return Err(Error::new(ErrorKind::UnknownKey).given(heading).allowed(allowed(), allowed())),
            _ => return Err(twice()),
        };
        Ok(entry)
    }

    /// The text under a key; `None` where the office wrote none.
    pub fn part(&self, key: &str) -> Option<&str> {
        self.parts.get(key).map(String::as_str)
    }

    /// The remark on a row.
    pub fn remark(&self, code: &str) -> Option<&str> {
        self.remarks.get(code).map(String::as_str)
    }

    /// The parts that were written, by key.
    pub fn parts(&self) -> &BTreeMap<&'static str, String> {
        &self.parts
    }

    /// Whether nothing was written.
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty() && self.remarks.is_empty()
    }
}

fn allowed() -> String {
    format!("## {}, ## CT-I.5", KEYS.join(", ## "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::example;

    fn parse(text: &str) -> Result<Narrative> {
        Narrative::parse(text, &example::programme(vec![example::percent("CT-I.5").row()]))
    }

    #[test]
    fn headings_are_keys_and_codes() {
        let text = "# Báo cáo\n\n## Nguyen-nhan\nDo hệ thống.\n\n- một\n- hai\n## kien-nghi\n\n## ct-i.5\nTăng.\r\n";
        let narrative = parse(text).unwrap();
        assert_eq!(narrative.part("nguyen-nhan"), Some("Do hệ thống.\n\n- một\n- hai"));
        assert_eq!(narrative.part("kien-nghi"), None);
        assert_eq!(narrative.remark("CT-I.5"), Some("Tăng."));
        assert!(parse("").unwrap().is_empty());
    }

    #[test]
    fn what_is_not_understood_is_refused_with_its_line() {
        for (text, kind, line) in [
            ("## kien-nghi\nx\n## de-xuat\ny", ErrorKind::UnknownKey, "[3]"),
            ("## CT-I.6\ny", ErrorKind::UnknownKey, "[1]"),
            ("## kien-nghi\nx\n## KIEN-NGHI\ny", ErrorKind::DuplicateCode, "[3]"),
            ("\nxin chào\n## kien-nghi\nx", ErrorKind::MissingKey, "[2]"),
        ] {
            let error = parse(text).unwrap_err();
            assert_eq!((error.kind(), error.path()), (kind, line), "{error}");
        }
    }
}
