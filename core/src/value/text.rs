//! Text in Vietnamese and English, and the keys by which text is found.

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

/// A language of the report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lang {
    /// Vietnamese, the language of the plan.
    #[default]
    Vi,
    /// English.
    En,
}

/// A text as the plan prints it (Vietnamese, NFC), with an English one beside it where there is one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Text {
    /// Vietnamese.
    pub vi: String,
    /// English, if given.
    pub en: Option<String>,
}

impl Text {
    /// A text; both languages are brought to NFC.
    pub fn new(vi: impl Into<String>, en: Option<String>) -> Self {
        Self { vi: nfc(&vi.into()), en: en.filter(|text| !text.is_empty()).map(|text| nfc(&text)) }
    }

    /// The text in a language; the Vietnamese where there is no English.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Vi => &self.vi,
            Lang::En => self.en.as_deref().unwrap_or(&self.vi),
        }
    }
}

/// The text in Unicode normal form C.
pub fn nfc(text: &str) -> String {
    text.nfc().collect()
}

/// The key by which a name is found: NFC, lower case, white space (no-break space included) as one space, none at the ends.
///
/// ```
/// use tiendo::value::text::key;
/// assert_eq!(key("  Sở  Y tế "), key("SỞ Y\u{a0}TẾ"));
/// ```
pub fn key(text: &str) -> String {
    let lower: String = text.nfc().flat_map(char::to_lowercase).collect();
    lower.nfc().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn composed_and_decomposed_are_one_key() {
        let decomposed: String = "Tỷ lệ hộ nghèo".nfd().collect();
        assert_ne!(decomposed, "Tỷ lệ hộ nghèo");
        assert_eq!(key(&decomposed), key("Tỷ lệ hộ nghèo"));
        assert_eq!(Text::new(decomposed, None).vi, "Tỷ lệ hộ nghèo");
    }
}
