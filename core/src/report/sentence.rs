//! One verdict as one sentence, Vietnamese or English, by the patterns of `report.md`, section 2.

mod milestone;
mod numeric;
mod underway;

use super::dates;
use super::figures;
use super::words::{self, pick};
use crate::assess::{Assessment, RuleId};
use crate::plan::{Awaited, Requirement, Target};
use crate::value::{Calendar, Lang, Month};

impl Assessment {
    /// The verdict in one sentence, clauses set apart by `;`; after it from how many units the figure is made, and what is
    /// to be kept in mind: `Lưu ý: …`.
    pub fn explain(&self, lang: Lang) -> String {
        std::iter::once(self.judged(lang)).chain(self.noted(lang)).collect::<Vec<_>>().join(" ")
    }

    /// The same without what is to be kept in mind, where that has a place of its own.
    pub(super) fn judged(&self, lang: Lang) -> String {
        let covered = self.covered(lang).map(|covered| format!("{covered}."));
        std::iter::once(signs_as_words(&self.sentence(lang), lang)).chain(covered).collect::<Vec<_>>().join(" ")
    }

    fn sentence(&self, lang: Lang) -> String {
        match self.rule {
            RuleId::Suspended => self.suspended(lang),
            RuleId::NoTarget => self.no_target(lang),
            RuleId::NotDue => self.not_due(lang),
            RuleId::NoData => self.no_data(lang),
            RuleId::Stale => self.stale(lang),
            RuleId::Completed
            | RuleId::CompletedLate
            | RuleId::TaskOverdue
            | RuleId::DueSoon
            | RuleId::PercentBehind
            | RuleId::TaskOpen
            | RuleId::DutyKept
            | RuleId::DutyMissedOnce
            | RuleId::DutyMissed => milestone::sentence(self, lang),
            _ => numeric::sentence(self, lang),
        }
    }

    fn suspended(&self, lang: Lang) -> String {
        let Some(suspension) = &self.suspension else {
            return format!("{}.", words::status_in_full(self.status, lang));
        };
        let (from, decision) = (dates::day(suspension.from, lang), &suspension.decision);
        let mut line = match lang {
            Lang::Vi => format!("Tạm dừng đánh giá từ {from}"),
            Lang::En => format!("Suspended since {from}"),
        };
        if !decision.is_empty() {
            line.push_str(pick(lang, " theo ", " by "));
            line.push_str(decision);
        }
        if !suspension.reason.is_empty() {
            line.push_str(": ");
            line.push_str(&figures::mid_sentence(suspension.reason.trim_end_matches('.')));
        }
        line.push('.');
        line
    }

    fn no_target(&self, lang: Lang) -> String {
        let event = self.pending().find_map(|target| match &target.requirement {
            Requirement::Pending(Awaited::Event(event)) => Some(event.as_str()),
            _ => None,
        });
        let mut line = match (event, lang) {
            (Some(event), Lang::Vi) if !self.indicator.is_numeric() => {
                format!("Chờ {}; thời hạn tính từ khi có văn bản", figures::mid_sentence(event))
            }
            (Some(event), Lang::En) if !self.indicator.is_numeric() => {
                format!("Awaiting {}; becomes due when it is issued", figures::mid_sentence(event))
            }
            _ => {
                let mut asked: Vec<String> = self.pending().map(|target| awaited(target, lang)).collect();
                asked.dedup();
                match (asked.is_empty(), lang) {
                    (true, Lang::Vi) => "Kế hoạch không nêu mục tiêu".to_owned(),
                    (true, Lang::En) => "The plan states no target".to_owned(),
                    (false, Lang::Vi) => format!("Chưa có mục tiêu để đánh giá: {}", asked.join("; ")),
                    (false, Lang::En) => format!("No target to judge against: {}", asked.join("; ")),
                }
            }
        };
        // Value and state are shown all the same (domain, section 5).
        if let Some(newest) = self.newest_in_words(lang) {
            line.push_str("; ");
            line.push_str(&newest);
        }
        line.push('.');
        line
    }

    /// What the newest report says, where it is no verdict: `số liệu kỳ tháng 3/2027: 1.240 tài khoản`.
    fn newest_in_words(&self, lang: Lang) -> Option<String> {
        let period = dates::period(self.period?, lang);
        let what = self.newest_value(lang)?;
        Some(match lang {
            Lang::Vi => format!("số liệu kỳ {period}: {what}"),
            Lang::En => format!("latest report, {period}: {what}"),
        })
    }

    /// The newest value, or percent, or state.
    fn newest_value(&self, lang: Lang) -> Option<String> {
        if self.indicator.is_numeric() {
            return self.figures.actual.map(|y| figures::level(&self.indicator, y, &[], lang));
        }
        let percent = self.percent.map(|percent| format!("{}%", figures::plain(percent, self.indicator.digits, &[], lang)));
        percent.or_else(|| self.state.map(|state| words::state(state, lang).to_owned()))
    }

    fn not_due(&self, lang: Lang) -> String {
        let recurring = self.indicator.targets.iter().find_map(|target| match target.requirement {
            Requirement::Recurring(frequency) => frequency,
            _ => None,
        });
        let frequency = recurring.unwrap_or(self.indicator.frequency);
        let mut first = self.programme.calendar().first_owed(frequency);
        let row = self.programme.row_of(self.code());
        // A row added on the way owes reports from the period in which it was added.
        if let Some(added) = row.and_then(|row| self.programme.in_force(row, self.as_of)).and_then(|force| force.added_on) {
            first = first.max(frequency.period_of(Month::of_date(added)));
        }
        let (period, day) = (dates::period(first, lang), dates::day(Calendar::deadline(first), lang));
        match lang {
            Lang::Vi => format!("Chưa đến kỳ báo cáo đầu tiên (kỳ {period}, gửi trước ngày {day})."),
            Lang::En => format!("First report not due yet ({period}, before {day})."),
        }
    }

    fn no_data(&self, lang: Lang) -> String {
        let n = dates::count(self.missing_reports, lang);
        match lang {
            Lang::Vi => format!("Đã đến hạn {n} kỳ báo cáo nhưng chưa nhận được số liệu; không coi là bằng 0."),
            Lang::En if self.missing_reports == 1 => "1 report was due, none received; not counted as zero.".to_owned(),
            Lang::En => format!("{n} reports were due, none received; not counted as zero."),
        }
    }

    fn stale(&self, lang: Lang) -> String {
        let n = dates::count(self.missing_reports, lang);
        let period = self.period.map(|period| dates::period(period, lang)).unwrap_or_default();
        let value = self.newest_value(lang).map(|value| format!(" ({value})")).unwrap_or_default();
        match lang {
            Lang::Vi => {
                format!("Số liệu gần nhất là kỳ {period}{value}; thiếu {n} kỳ báo cáo nên chưa đủ căn cứ đánh giá.")
            }
            Lang::En => {
                let reports = dates::counted(self.missing_reports, ("", "report", "reports"), lang);
                format!("Latest data are for {period}{value}; {reports} missing, too old to judge.")
            }
        }
    }
}

/// A sign is a word in prose: `âm 3,6%`, `minus 3.6%`.
fn signs_as_words(sentence: &str, lang: Lang) -> String {
    figures::capital(&sentence.replace('−', pick(lang, "âm ", "minus ")))
}

/// What a pending target says: the cell's text; in English what is awaited.
fn awaited(target: &Target, lang: Lang) -> String {
    match (&target.requirement, lang) {
        (Requirement::Pending(Awaited::Assignment), Lang::En) => "to be assigned by a higher authority".to_owned(),
        (Requirement::Pending(Awaited::Discretion), Lang::En) => "at local discretion".to_owned(),
        _ => figures::mid_sentence(target.text.trim_end_matches('.')),
    }
}

#[cfg(test)]
mod tests;
