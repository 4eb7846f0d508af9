//! One error for the whole engine: what kind, where, what was given, what is allowed.

use std::fmt;

use crate::value::{Lang, Text};

/// An error of the engine: a [kind](ErrorKind) with a stable number, the place, what was given and what is allowed.
///
/// One word wide; messages in Vietnamese and English by [`Error::message`].
///
/// ```
/// use tiendo::{ErrorKind, Lang, Month};
/// let error = Month::new(2027, 13).unwrap_err();
/// assert_eq!(error.kind(), ErrorKind::BadPeriod);
/// assert_eq!(error.code(), 115);
/// assert!(error.message(Lang::En).contains("2027-13"));
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Error(Box<Inner>);

/// A result of the engine.
pub type Result<T, E = Error> = std::result::Result<T, E>;

#[derive(Clone, PartialEq, Eq)]
struct Inner {
    kind: ErrorKind,
    path: String,
    given: Option<String>,
    allowed: Option<Text>,
}

/// The longest piece of given text that a message repeats.
const SHOWN: usize = 120;

impl Error {
    /// An error of a kind, with no place yet.
    pub fn new(kind: ErrorKind) -> Self {
        Self(Box::new(Inner { kind, path: String::new(), given: None, allowed: None }))
    }

    /// The same error with the text that was given (shortened when very long).
    pub fn given(mut self, given: impl fmt::Display) -> Self {
        let text = given.to_string();
        let shown: String = text.chars().take(SHOWN).collect();
        self.0.given = Some(if shown.len() < text.len() { format!("{shown}…") } else { shown });
        self
    }

    /// The same error with what would be accepted, in Vietnamese and English.
    pub fn allowed(mut self, vi: impl Into<String>, en: impl Into<String>) -> Self {
        self.0.allowed = Some(Text::new(vi, Some(en.into())));
        self
    }

    /// The same error, one step further out: `place` is put before the path collected so far.
    ///
    /// ```
    /// # use tiendo::{Error, ErrorKind};
    /// let error = Error::new(ErrorKind::BadDate).at("due").at("[2]").at("targets");
    /// assert_eq!(error.path(), "targets[2].due");
    /// ```
    pub fn at(mut self, place: impl fmt::Display) -> Self {
        let inner = &mut self.0.path;
        let dot = if inner.is_empty() || inner.starts_with('[') { "" } else { "." };
        *inner = format!("{place}{dot}{inner}");
        self
    }

    /// What went wrong.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// The kind's stable number.
    pub fn code(&self) -> u32 {
        self.0.kind.code()
    }

    /// Where: a path such as `indicators[6].targets[2].value`; empty when the whole input is meant.
    pub fn path(&self) -> &str {
        &self.0.path
    }

    /// What was given, as text.
    pub fn given_text(&self) -> Option<&str> {
        self.0.given.as_deref()
    }

    /// What would be accepted.
    pub fn allowed_text(&self) -> Option<&Text> {
        self.0.allowed.as_ref()
    }

    /// One line: place, what is wrong, what was given, what is allowed.
    pub fn message(&self, lang: Lang) -> String {
        let inner = &*self.0;
        let mut line = String::new();
        if !inner.path.is_empty() {
            line.push_str(&inner.path);
            line.push_str(": ");
        }
        line.push_str(inner.kind.title(lang));
        if let Some(given) = &inner.given {
            line.push_str(match lang {
                Lang::Vi => " — đã cho: ",
                Lang::En => " — given: ",
            });
            line.push('"');
            line.push_str(given);
            line.push('"');
        }
        if let Some(allowed) = &inner.allowed {
            line.push_str(match lang {
                Lang::Vi => "; chấp nhận: ",
                Lang::En => "; accepted: ",
            });
            line.push_str(allowed.get(lang));
        }
        line
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{} {}] {}", self.code(), self.kind().name(), self.message(Lang::En))
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for Error {}

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $snake:literal, $vi:literal, $en:literal;)*) => {
        /// What went wrong. Numbers are stable and never reused: 1-99 boundary, 100-199 input, 200-299 computation.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum ErrorKind { $($(#[$doc])* #[doc = $en] $name,)* }

        impl ErrorKind {
            /// Every kind, in the order of its number.
            pub const ALL: &'static [ErrorKind] = &[$(ErrorKind::$name,)*];

            /// The stable number.
            pub const fn code(self) -> u32 { match self { $(Self::$name => $code,)* } }

            /// The stable name, in `snake_case`.
            pub const fn name(self) -> &'static str { match self { $(Self::$name => $snake,)* } }

            /// What it means, in words.
            pub const fn title(self, lang: Lang) -> &'static str {
                match (self, lang) { $((Self::$name, Lang::Vi) => $vi, (Self::$name, Lang::En) => $en,)* }
            }
        }
    };
}

kinds! {
    Io = 1, "io", "không đọc hoặc ghi được tệp", "the file cannot be read or written";
    BadArgument = 2, "bad_argument", "tham số không dùng được", "an argument cannot be used";
    UnknownIndicator = 101, "unknown_indicator", "không có chỉ tiêu, nhiệm vụ mang mã này", "no indicator, task or duty has this code";
    UnknownUnit = 102, "unknown_unit", "không có đơn vị báo cáo mang mã này", "no reporting unit has this code";
    UnknownField = 103, "unknown_field", "trường dữ liệu không có trong biểu mẫu", "the field is not known";
    WrongKind = 104, "wrong_kind", "loại giá trị không hợp với chỉ tiêu, nhiệm vụ này", "the kind of value does not fit this indicator";
    WrongPeriodLength = 105, "wrong_period_length", "độ dài kỳ báo cáo không đúng tần suất của chỉ tiêu", "the period's length is not the indicator's frequency";
    PeriodNotBegun = 106, "period_not_begun", "kỳ báo cáo chưa bắt đầu vào thời điểm nhận", "the period had not begun when the report was received";
    OutOfBounds = 107, "out_of_bounds", "giá trị nằm ngoài mức sàn, mức trần", "the value is outside its floor and ceiling";
    BadCount = 108, "bad_count", "số lượng phải là số nguyên không âm", "a count is a whole number, not negative";
    BadDenominator = 109, "bad_denominator", "mẫu số phải lớn hơn 0", "a denominator must be greater than zero";
    NumeratorOverDenominator = 110, "numerator_over_denominator", "tử số lớn hơn mẫu số trong khi mức trần là 100%", "the numerator exceeds the denominator where the ceiling is 100 %";
    CompletedAfterReceipt = 111, "completed_after_receipt", "ngày hoàn thành sau thời điểm nhận báo cáo", "completed on a day after the report was received";
    NotANumber = 112, "not_a_number", "không phải là số", "not a number";
    NumberTooLarge = 113, "number_too_large", "số quá lớn hoặc quá nhiều chữ số", "the number has too many digits";
    BadDate = 114, "bad_date", "ngày không hợp lệ", "not a date";
    BadPeriod = 115, "bad_period", "kỳ báo cáo không hợp lệ", "not a period";
    BadMoment = 116, "bad_moment", "thời điểm không hợp lệ", "not a moment in time";
    BadState = 117, "bad_state", "trạng thái thực hiện không hợp lệ", "not a state of work";
    BadStage = 118, "bad_stage", "loại số liệu không hợp lệ", "not a release stage";
    MissingField = 119, "missing_field", "thiếu trường dữ liệu bắt buộc", "a required field is missing";
    ConflictingFields = 120, "conflicting_fields", "các trường dữ liệu không đi cùng nhau", "fields that do not go together";
    BadGrouping = 121, "bad_grouping", "dấu phân cách hàng nghìn không đúng nhóm ba chữ số", "separators do not group the digits by three";
    BadFlag = 122, "bad_flag", "giá trị phải là true hoặc để trống", "the value is neither true nor empty";
    BadEncoding = 130, "bad_encoding", "tệp không phải văn bản UTF-8 (hoặc UTF-16 có dấu thứ tự byte)", "the text is not UTF-8 (nor UTF-16 with a byte-order mark)";
    MissingColumn = 131, "missing_column", "thiếu cột bắt buộc", "a required column is missing";
    DuplicateColumn = 132, "duplicate_column", "cột xuất hiện hai lần", "a column appears twice";
    UnclosedQuote = 133, "unclosed_quote", "dấu ngoặc kép mở mà không đóng", "a quotation mark is opened and never closed";
    EmptyFile = 134, "empty_file", "tệp trống", "the file is empty";
    FileTooLarge = 135, "file_too_large", "tệp lớn hơn mức cho phép", "the file is larger than allowed";
    BadJson = 136, "bad_json", "JSON không hợp lệ", "not valid JSON";
    BadFormat = 137, "bad_format", "không đúng định dạng (khóa \"format\")", "not the expected format (key \"format\")";
    RaggedRow = 138, "ragged_row", "dòng có số ô khác dòng tiêu đề", "the row has another number of cells than the header";
    BadCell = 140, "bad_cell", "không hiểu nội dung ô", "the cell cannot be read";
    UnknownAgency = 141, "unknown_agency", "không có cơ quan mang tên này", "no agency has this name";
    MissingDirection = 142, "missing_direction", "chưa khai báo chiều của chỉ tiêu", "the indicator's direction is not declared";
    DirectionContradicted = 143, "direction_contradicted", "dấu trong ô trái với chiều đã khai báo", "a sign in a cell contradicts the declared direction";
    MeasureContradicted = 144, "measure_contradicted", "loại chỉ tiêu mâu thuẫn giữa các ô hoặc với khai báo", "the measure is contradicted by another cell or setting";
    DuplicateCode = 145, "duplicate_code", "mã bị trùng", "the code appears twice";
    DuplicateTarget = 146, "duplicate_target", "hai mục tiêu của một dòng vào cùng một ngày", "two targets of one row on one day";
    SingleNumberWithin = 147, "single_number_within", "chỉ tiêu trong khoảng cần hai số", "a range is asked for, a single number given";
    BadTrajectory = 148, "bad_trajectory", "lộ trình không hợp lệ", "the trajectory is not valid";
    BadProfile = 149, "bad_profile", "phân bố theo tháng không hợp lệ", "the profile of the year is not valid";
    BadBaseline = 150, "bad_baseline", "mốc gốc không hợp lệ", "the baseline is not valid";
    CeilingOnIncrements = 151, "ceiling_on_increments", "mức trần không đi với số phát sinh trong kỳ", "a ceiling does not go with incremental values";
    NotYearEnd = 152, "not_year_end", "mục tiêu lũy kế từ đầu năm phải vào ngày 31/12", "year-to-date targets fall on 31 December";
    UnknownCode = 153, "unknown_code", "mã được nêu không tồn tại", "a code that is named does not exist";
    UnknownKey = 154, "unknown_key", "khóa không có trong định dạng", "the key is not known";
    BadToml = 155, "bad_toml", "TOML không hợp lệ", "not valid TOML";
    BadHierarchy = 156, "bad_hierarchy", "quan hệ đơn vị không hợp lệ", "the hierarchy is not valid";
    BadInterval = 157, "bad_interval", "ngày kết thúc trước ngày bắt đầu", "the end lies before the start";
    BadHeader = 158, "bad_header", "dòng tiêu đề không đọc được", "the header row cannot be read";
    MissingKey = 159, "missing_key", "thiếu khóa bắt buộc", "a required key is missing";
    BadValue = 160, "bad_value", "giá trị không hợp lệ", "the value is not valid";
    OpenQuestion = 161, "open_question", "câu hỏi còn để ngỏ", "a question is still open";
    FallingTarget = 162, "falling_target", "mục tiêu sau kém mục tiêu trước", "a later target asks for less than an earlier one";
    DuplicatePoint = 163, "duplicate_point", "hai giá trị của cùng một thời điểm", "two values for one point in time";
    UnknownMethod = 164, "unknown_method", "không có phương pháp mang tên này", "no method has this name";
    DifferentProgramme = 201, "different_programme", "sổ số liệu thuộc kế hoạch khác", "the ledger belongs to another programme";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_word_wide() {
        assert_eq!(size_of::<Error>(), size_of::<usize>());
    }

    #[test]
    fn numbers_are_unique_ordered_and_in_their_block() {
        let codes: Vec<u32> = ErrorKind::ALL.iter().map(|kind| kind.code()).collect();
        assert!(codes.is_sorted_by(|a, b| a < b));
        assert!(codes.iter().all(|code| (1..300).contains(code)));
    }

    #[test]
    fn names_are_unique() {
        let mut names: Vec<&str> = ErrorKind::ALL.iter().map(|kind| kind.name()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), ErrorKind::ALL.len());
    }
}
