//! What stands at the head of every report: who, what, as of when.

use chrono::Datelike;

use super::{Report, dates};
use crate::value::{Frequency, Lang, Month, Period};

impl Report {
    /// The issuer's name; empty where the plan's settings name none.
    pub(super) fn issuer(&self, lang: Lang) -> &str {
        let issuer = self.programme.report().issuer.as_str();
        self.programme.agency(issuer).map_or(issuer, |agency| agency.name.get(lang))
    }

    /// `Báo cáo tháng 3 năm 2027`; `Monthly report, March 2027`.
    pub(super) fn lead_line(&self, lang: Lang) -> String {
        let date = self.as_of.date;
        let month = Month::of_date(date);
        match (month.last_day() == date, lang) {
            (true, Lang::Vi) => {
                let padded = if month.month() <= 2 { "0" } else { "" };
                format!("Báo cáo tháng {padded}{} năm {}", month.month(), date.year())
            }
            (false, Lang::Vi) => format!("Báo cáo tính đến ngày {}", dates::day(date, lang)),
            (true, Lang::En) => format!("Monthly report, {}", dates::period(Period::month(month), lang)),
            (false, Lang::En) => format!("Report, {}", dates::day(date, lang)),
        }
    }

    /// What is reported on: `Tình hình, kết quả thực hiện Kế hoạch …`; `implementation of the Plan …`.
    pub(super) fn subject(&self, lang: Lang) -> String {
        let title = self.programme.title().get(lang);
        match lang {
            Lang::Vi => format!("Tình hình, kết quả thực hiện {title}"),
            Lang::En => format!("implementation of the {title}"),
        }
    }

    /// The date judged, the moment of knowledge, what it is compared with.
    pub(super) fn as_of_line(&self, lang: Lang) -> String {
        let (to, known) = (dates::day(self.as_of.date, lang), dates::known(self.as_of, self.knowledge_day, lang));
        let compared = match (self.earlier_name(lang), lang) {
            (Some(then), Lang::Vi) => format!("; so với báo cáo {then}"),
            (Some(then), Lang::En) => format!("; compared with {then}"),
            (None, _) => String::new(),
        };
        match lang {
            Lang::Vi => format!("Đánh giá đến hết ngày {to}, theo số liệu nhận {known}{compared}."),
            Lang::En => format!("Assessed as of {to}, on data received {known}{compared}."),
        }
    }

    /// Which days the month's figures cover, where a regulation closes them on another day than the last.
    pub(super) fn cutoff(&self, lang: Lang) -> Option<String> {
        let calendar = self.programme.calendar();
        calendar.cutoff_day?;
        let (first, last) = calendar.covers(Frequency::Monthly.period_of(Month::of_date(self.as_of.date)));
        let (first, last) = (dates::day(first, lang), dates::day(last, lang));
        Some(match lang {
            Lang::Vi => format!("Kỳ số liệu từ {first} đến {last}."),
            Lang::En => format!("Figures cover {first} to {last}."),
        })
    }
}
