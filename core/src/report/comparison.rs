//! Statuses from elsewhere, such as a portal's own, beside the engine's: where they differ, and why.

use serde::Serialize;

use super::{Report, words};
use crate::assess::{Assessment, Status};
use crate::value::Lang;
use crate::value::text::key;

/// In which way a row of the table is not what the report says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Mismatch {
    /// Another status.
    OtherStatus,
    /// The engine says that there can be no verdict, and why; the table has one.
    NoVerdict,
    /// The table says that there is no verdict; the engine has one.
    VerdictMissing,
    /// A word that is no status.
    UnknownStatus,
    /// A code that the report does not have.
    UnknownCode,
    /// A code that stands in the table more than once; the first row was compared.
    Repeated,
    /// A row of the report that the table does not have.
    NotInTable,
}

/// One difference between the table and the report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Compared {
    /// The code.
    pub code: String,
    /// What the table says; absent where it says nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub theirs: Option<String>,
    /// What the report says; absent where it says nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ours: Option<Status>,
    /// In which way they differ.
    pub mismatch: Mismatch,
    /// Why the report says so, in words.
    pub reason: String,
}

impl Report {
    /// Where a table of statuses from elsewhere (code, status) differs from the two tables of this report, and the reason:
    /// in the order of the table, then what it leaves out.
    ///
    /// A status is recognised by its name (`on_track`) or by its words in Vietnamese or English, short, in full or as the
    /// row's own label; letter case and spacing never matter. Rows that agree are not returned.
    ///
    /// ```
    /// use tiendo::report::comparison::Mismatch;
    /// use tiendo::{AsOf, Lang, Month};
    /// let (ledger, _) = tiendo_seeds::sample();
    /// let report = ledger.assess(AsOf::end_of(Month::new(2027, 3)?));
    /// let mut table: Vec<(&str, &str)> = report.items.iter().map(|item| (item.code(), item.status().name())).collect();
    /// assert_eq!(report.compare(&table, Lang::En), []);
    /// table[0].1 = "Green";
    /// assert_eq!(report.compare(&table, Lang::En)[0].mismatch, Mismatch::UnknownStatus);
    /// # Ok::<(), tiendo::Error>(())
    /// ```
    pub fn compare<C: AsRef<str>, S: AsRef<str>>(&self, table: &[(C, S)], lang: Lang) -> Vec<Compared> {
        let mut seen: Vec<&str> = Vec::new();
        let mut out: Vec<Compared> = Vec::new();
        for (code, theirs) in table {
            let (code, theirs) = (code.as_ref(), theirs.as_ref());
            let verdict = self.get(code);
            let repeated = verdict.is_some_and(|verdict| seen.contains(&verdict.code()));
            let mismatch = match verdict {
                None => Some(Mismatch::UnknownCode),
                Some(_) if repeated => Some(Mismatch::Repeated),
                Some(verdict) => mismatch(verdict, theirs),
            };
            seen.extend(verdict.map(Assessment::code));
            out.extend(mismatch.map(|mismatch| Compared {
                code: verdict.map_or(code, Assessment::code).to_owned(),
                theirs: Some(theirs.to_owned()),
                ours: verdict.map(|verdict| verdict.status),
                mismatch,
                reason: reason(mismatch, verdict, lang),
            }));
        }
        let left_out = self.items.iter().filter(|item| !seen.contains(&item.code()));
        out.extend(left_out.map(|item| Compared {
            code: item.code().to_owned(),
            theirs: None,
            ours: Some(item.status),
            mismatch: Mismatch::NotInTable,
            reason: reason(Mismatch::NotInTable, Some(item), lang),
        }));
        out
    }
}

fn mismatch(verdict: &Assessment, theirs: &str) -> Option<Mismatch> {
    let Some(status) = recognised(verdict, theirs) else { return Some(Mismatch::UnknownStatus) };
    match (status.is_assessable(), verdict.status.is_assessable()) {
        _ if status == verdict.status => None,
        (true, false) => Some(Mismatch::NoVerdict),
        (false, true) => Some(Mismatch::VerdictMissing),
        _ => Some(Mismatch::OtherStatus),
    }
}

/// The status that a word means.
fn recognised(verdict: &Assessment, word: &str) -> Option<Status> {
    let word = key(word);
    let langs = [Lang::Vi, Lang::En];
    if langs.iter().any(|lang| key(verdict.label(*lang)) == word || key(verdict.label_in_full(*lang)) == word) {
        return Some(verdict.status);
    }
    let named = |status: &Status| {
        let words =
            langs.iter().any(|lang| key(words::status(*status, *lang)) == word || key(words::status_in_full(*status, *lang)) == word);
        words || status.name() == word
    };
    Status::ALL.iter().copied().find(named)
}

fn reason(mismatch: Mismatch, verdict: Option<&Assessment>, lang: Lang) -> String {
    let first = match (mismatch, lang) {
        (Mismatch::OtherStatus, _) => "",
        (Mismatch::NoVerdict, Lang::Vi) => "Chưa đủ căn cứ đánh giá.",
        (Mismatch::NoVerdict, Lang::En) => "There can be no verdict.",
        (Mismatch::VerdictMissing, Lang::Vi) => "Đã đủ căn cứ đánh giá.",
        (Mismatch::VerdictMissing, Lang::En) => "There is a verdict.",
        (Mismatch::UnknownStatus, Lang::Vi) => "Bảng dùng từ không phải là tình trạng.",
        (Mismatch::UnknownStatus, Lang::En) => "The table's word is no status.",
        (Mismatch::UnknownCode, Lang::Vi) => "Báo cáo không có mã này.",
        (Mismatch::UnknownCode, Lang::En) => "The report does not have this code.",
        (Mismatch::Repeated, Lang::Vi) => "Mã này đã có ở một dòng trước.",
        (Mismatch::Repeated, Lang::En) => "An earlier row has this code.",
        (Mismatch::NotInTable, Lang::Vi) => "Bảng không có mã này.",
        (Mismatch::NotInTable, Lang::En) => "The table does not have this code.",
    };
    let sentence = verdict.map(|verdict| verdict.explain(lang)).unwrap_or_default();
    [first, &sentence].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::example;

    #[test]
    fn what_agrees_is_not_returned_in_whatever_words() {
        let report = example::report();
        let all = |word: fn(&Assessment) -> String| {
            let table: Vec<(String, String)> = report.items.iter().map(|item| (item.code().to_lowercase(), word(item))).collect();
            report.compare(&table, Lang::Vi)
        };
        assert_eq!(all(|item| item.status.name().to_owned()), []);
        assert_eq!(all(|item| item.label(Lang::Vi).to_uppercase()), []);
        assert_eq!(all(|item| item.label_in_full(Lang::En).to_owned()), []);
        assert_eq!(all(|item| words::status_in_full(item.status, Lang::Vi).to_owned()), []);
    }

    #[test]
    fn what_differs_says_how_and_why() {
        let report = example::report();
        let (overdue, on_track) = ("CT-I.1", "CT-I.2");
        let unjudged = report.items.iter().find(|item| !item.status.is_assessable()).unwrap().code().to_owned();
        let table = [
            (overdue, "Đúng tiến độ"),
            (on_track, "no_data"),
            (unjudged.as_str(), "Quá hạn"),
            ("CT-X.1", "on_track"),
            (overdue, "overdue"),
            ("CT-I.3", "Xanh"),
        ];
        let rows = report.compare(&table, Lang::Vi);
        let found: Vec<(&str, Mismatch)> = rows.iter().take(6).map(|row| (row.code.as_str(), row.mismatch)).collect();
        assert_eq!(
            found,
            [
                (overdue, Mismatch::OtherStatus),
                (on_track, Mismatch::VerdictMissing),
                (unjudged.as_str(), Mismatch::NoVerdict),
                ("CT-X.1", Mismatch::UnknownCode),
                (overdue, Mismatch::Repeated),
                ("CT-I.3", Mismatch::UnknownStatus),
            ]
        );
        assert_eq!(rows[0].reason, report.get(overdue).unwrap().explain(Lang::Vi));
        assert!(rows[2].reason.starts_with("Chưa đủ căn cứ đánh giá. "), "{}", rows[2].reason);
        assert_eq!((rows[3].ours, rows[3].reason.as_str()), (None, "Báo cáo không có mã này."));
        // What the table leaves out comes last, every row of it.
        let left_out = rows.iter().filter(|row| row.mismatch == Mismatch::NotInTable);
        assert_eq!(left_out.count(), report.items.len() - 4);
        assert!(rows.last().unwrap().theirs.is_none());
    }
}
