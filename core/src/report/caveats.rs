//! What is to be kept in mind with a verdict, as words: of one row, and gathered over all rows for the notes.

use super::dates;
use super::words::pick;
use crate::assess::{Assessment, Caveat};
use crate::value::{Lang, Text};

impl Assessment {
    /// A caveat of this row in words: `báo cáo muộn 03 ngày`.
    pub fn caveat(&self, caveat: Caveat, lang: Lang) -> String {
        let vi = lang == Lang::Vi;
        match caveat {
            Caveat::ProvisionalBaseline => pick(lang, "mốc gốc tạm tính", "provisional baseline").to_owned(),
            Caveat::Estimate => pick(lang, "số ước tính", "estimate").to_owned(),
            Caveat::Preliminary => pick(lang, "số sơ bộ", "preliminary figure").to_owned(),
            Caveat::LateReport => match self.late_days.filter(|days| *days > 0).map(|days| dates::days(days, lang)) {
                Some(days) if vi => format!("báo cáo muộn {days}"),
                Some(days) => format!("report {days} late"),
                None => pick(lang, "báo cáo muộn", "late report").to_owned(),
            },
            Caveat::AmendedTarget => match &self.decision {
                Some(decision) if vi => format!("mục tiêu điều chỉnh theo {decision}"),
                Some(decision) => format!("target amended by {decision}"),
                None => pick(lang, "mục tiêu đã điều chỉnh", "amended target").to_owned(),
            },
            Caveat::PendingTarget => pick(lang, "còn mục tiêu chờ giao", "another target still to be assigned").to_owned(),
            Caveat::MissingPeriods if self.missing_between.is_empty() => {
                pick(lang, "thiếu số liệu một số kỳ", "no data for some periods").to_owned()
            }
            Caveat::MissingPeriods => {
                let periods = dates::periods(&self.missing_between, lang);
                match (lang, self.missing_between.len()) {
                    (Lang::Vi, 1) => format!("thiếu số liệu kỳ {periods}"),
                    (Lang::Vi, _) => format!("thiếu số liệu các kỳ {periods}"),
                    (Lang::En, _) => format!("no data for {periods}"),
                }
            }
            Caveat::DuePassedUnreported => {
                pick(lang, "đã qua hạn, chưa có số liệu tại thời hạn", "due date passed, no data for it yet").to_owned()
            }
            Caveat::NoObservationAtDue => pick(lang, "không có số liệu trước thời hạn", "no observation at the due date").to_owned(),
            Caveat::ReferenceCarried => match (self.reference_year, lang) {
                (Some(year), Lang::Vi) => format!("dùng {} năm {year}", self.reference_name()),
                (Some(year), Lang::En) => format!("{} of {year} carried", self.reference_name()),
                (None, _) => pick(lang, "dùng mẫu số của năm trước", "denominator of an earlier year carried").to_owned(),
            },
            Caveat::LowCoverage => pick(lang, "chưa đủ đơn vị có số liệu", "few units reporting").to_owned(),
            Caveat::Stale => match lang {
                Lang::Vi => format!("thiếu {} kỳ báo cáo", dates::count(self.missing_reports, lang)),
                Lang::En => format!("{} missing", dates::counted(self.missing_reports, ("", "report", "reports"), lang)),
            },
            Caveat::OutsideTrajectory => pick(lang, "nằm ngoài lộ trình", "outside the trajectory").to_owned(),
        }
    }

    /// What its denominator is called; a multiple of GDP divides by the GRDP.
    fn reference_name(&self) -> &str {
        let named = self.indicator.denominator.as_deref().and_then(|code| self.programme.reference(code));
        match named {
            Some(reference) if !reference.code.to_lowercase().contains("grdp") && !reference.title.is_empty() => &reference.title,
            _ => "GRDP",
        }
    }

    /// The sentence after the verdict's: `Lưu ý: mốc gốc tạm tính; số ước tính.`; `None` where there is nothing to note.
    pub(super) fn noted(&self, lang: Lang) -> Option<String> {
        let mut parts: Vec<String> = self.caveats.iter().map(|caveat| self.caveat(*caveat, lang)).collect();
        if let Some(day) = self.closed_on {
            let day = dates::day(day, lang);
            parts.push(match (&self.closing, lang) {
                (Some(by), Lang::Vi) => format!("đã kết thúc theo dõi từ ngày {day} theo {by}, đây là đánh giá cuối cùng"),
                (Some(by), Lang::En) => format!("closed on {day} by {by}, this is the last verdict"),
                (None, Lang::Vi) => format!("đã kết thúc theo dõi từ ngày {day}, đây là đánh giá cuối cùng"),
                (None, Lang::En) => format!("closed on {day}, this is the last verdict"),
            });
        }
        let lead = pick(lang, "Lưu ý", "Note");
        (!parts.is_empty()).then(|| format!("{lead}: {}.", parts.join("; ")))
    }
}

/// What a caveat means, for the notes of the whole report.
pub(super) fn in_general(caveat: Caveat) -> Text {
    let (vi, en) = match caveat {
        Caveat::ProvisionalBaseline => (
            "Mốc gốc tạm tính: kế hoạch không nêu mốc gốc, lấy số liệu đầu tiên nhận được làm mốc gốc; lộ trình sẽ thay đổi khi có mốc gốc chính thức.",
            "Provisional baseline: the plan states none, so the first figure received serves as one; the trajectory will move when a baseline is declared.",
        ),
        Caveat::Estimate => ("Kết quả dựa trên số liệu ước tính.", "Verdicts that rest on estimates."),
        Caveat::Preliminary => ("Kết quả dựa trên số liệu sơ bộ.", "Verdicts that rest on preliminary figures."),
        Caveat::LateReport => ("Báo cáo của kỳ đánh giá gửi muộn.", "The report of the period judged was late."),
        Caveat::AmendedTarget => ("Mục tiêu, mốc gốc hoặc lộ trình đã được điều chỉnh.", "Target, baseline or trajectory were amended."),
        Caveat::PendingTarget => ("Còn mục tiêu chờ giao.", "Another target is still to be assigned."),
        Caveat::MissingPeriods => ("Thiếu số liệu ở một số kỳ trước kỳ đánh giá.", "Data are missing for periods before the one judged."),
        Caveat::DuePassedUnreported => {
            ("Đã qua thời hạn nhưng chưa có số liệu tại thời hạn.", "The due date has passed and no data for it have been received.")
        }
        Caveat::NoObservationAtDue => (
            "Không có số liệu trước thời hạn nên chưa xác định được đạt đúng hạn hay sau hạn.",
            "No observation up to the due date, so that on time or late is unknown.",
        ),
        Caveat::ReferenceCarried => (
            "Mẫu số của năm đánh giá chưa có, dùng số của năm trước gần nhất.",
            "The year's denominator is not known yet; the latest earlier year's is used.",
        ),
        Caveat::LowCoverage => ("Số đơn vị có số liệu còn ít.", "Few units report."),
        Caveat::Stale => {
            ("Số liệu gần nhất đã cũ, thiếu nhiều kỳ báo cáo.", "The latest data are out of date; several reports are missing.")
        }
        Caveat::OutsideTrajectory => (
            "Giá trị nằm ngoài khoảng của lộ trình; số tháng nhanh, chậm chỉ có tính tham khảo.",
            "The value lies outside the trajectory's range; months ahead or behind are indicative only.",
        ),
    };
    Text::new(vi, Some(en.to_owned()))
}
