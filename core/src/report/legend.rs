//! How to read a report and how to verify it, in words.

use super::words::pick;
use super::{Report, dates};
use crate::plan::Limits;
use crate::value::{Frequency, Lang, number};

/// The statuses as the traffic light that officials know.
pub(super) fn traffic_light(lang: Lang) -> &'static str {
    pick(
        lang,
        "Theo đèn tín hiệu: Xanh = Đạt, Đạt sau hạn, Đúng tiến độ; Vàng = Có nguy cơ chậm; Đỏ = Chậm tiến độ, Không duy trì, Quá hạn; \
         Xám = chưa đánh giá được.",
        "As a traffic light: green = Achieved, Achieved late, On track; yellow = At risk; red = Off track, Lapsed, Overdue; grey = cannot \
         be assessed.",
    )
}

/// What it takes to come to the same fingerprint.
pub(super) fn recompute(lang: Lang) -> &'static str {
    pick(
        lang,
        "Tính lại: cùng kế hoạch, cùng sổ số liệu, cùng ngày đánh giá và thời điểm ghi nhận thì dấu kiểm chứng phải trùng khớp (dạng \
         tiendo.fingerprint/1, lệnh monthly_report --verify).",
        "To recompute: the same plan, ledger, date judged and moment of knowledge must give the same fingerprint (form \
         tiendo.fingerprint/1, command monthly_report --verify).",
    )
}

impl Report {
    /// How many of all rows can be assessed.
    pub(super) fn coverage(&self, lang: Lang) -> String {
        let summary = self.summary();
        let (k, n) = (summary.assessable(), summary.indicators.total().saturating_add(summary.tasks.total()));
        let (k, n) = (dates::count(k, lang), dates::count(n, lang));
        match lang {
            Lang::Vi => format!("Phạm vi bao quát: {k}/{n} chỉ tiêu, nhiệm vụ đánh giá được."),
            Lang::En => format!("Coverage: {k} of {n} indicators and tasks can be assessed."),
        }
    }

    /// The fingerprint in groups of four digits, to be compared by eye.
    pub(super) fn grouped_fingerprint(&self) -> String {
        let digits: Vec<char> = self.fingerprint_hex().chars().collect();
        digits.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
    }

    /// The tolerances, the policies and the software, each with its version.
    pub(super) fn thresholds(&self, lang: Lang) -> String {
        let limits = Limits::of(Frequency::Monthly);
        let show = |value| number::show(value, 0, lang);
        let (first, second) = (show(limits.on_track_percent), show(limits.at_risk_percent));
        let (policies, version) = (self.policies.join(", "), env!("CARGO_PKG_VERSION"));
        match lang {
            Lang::Vi => format!(
                "Ngưỡng: kém lộ trình không quá {first}% quãng đường từ mốc gốc đến mục tiêu là đúng tiến độ; quá {second}% là chậm tiến độ. \
                 Chính sách đánh giá: {policies}. Phần mềm: tiendo {version}."
            ),
            Lang::En => format!(
                "Thresholds: behind the trajectory by no more than {first}% of the way from baseline to target is on track; by more than \
                 {second}% is off track. Policy: {policies}. Software: tiendo {version}."
            ),
        }
    }

    /// Whether likelihoods were asked for.
    pub(super) fn looks_ahead(&self) -> bool {
        self.policies.contains(&crate::judge::outlook::VERSION)
    }
}
