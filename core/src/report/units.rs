//! Units in words: from how many a figure is made, and what the roll-ups found, for the notes.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::{Note, Report, dates, figures};
use crate::assess::{Assessment, Coverage};
use crate::rollup::{Finding, What};
use crate::value::number::show;
use crate::value::{Lang, Text};

/// How many units a note names before it only counts them.
const NAMED: usize = 10;

impl Assessment {
    /// From how many units the figure is made: `số liệu của 90/95 đơn vị (97,2% mẫu số)`; `None` where it is the unit's own.
    pub(super) fn covered(&self, lang: Lang) -> Option<String> {
        let Coverage { units, reporting, counted, denominator_share, .. } = self.coverage.filter(|coverage| coverage.units > 0)?;
        let n = |count: u32| dates::count(count, lang);
        if !self.indicator.is_numeric() {
            return Some(match (self.indicator.is_recurring(), lang) {
                (true, Lang::Vi) => format!("{}/{} đơn vị gửi đủ báo cáo", n(counted), n(units)),
                (true, Lang::En) => format!("{} of {} units have sent every report", n(counted), n(units)),
                (false, Lang::Vi) => format!("{}/{} đơn vị đã hoàn thành", n(counted), n(units)),
                (false, Lang::En) => format!("{} of {} units have completed it", n(counted), n(units)),
            });
        }
        // As many decimals as it takes not to seem whole.
        let share = denominator_share.filter(|_| reporting < units).map(|share| {
            let percent = share.checked_mul(Decimal::ONE_HUNDRED).unwrap_or_default();
            format!("{}%", figures::plain(percent, 1, &[(Decimal::ONE_HUNDRED, percent.cmp(&Decimal::ONE_HUNDRED))], lang))
        });
        let mut line = match lang {
            Lang::Vi => format!("{}/{} đơn vị báo cáo kỳ này", n(reporting), n(units)),
            Lang::En => format!("{} of {} units have reported this period", n(reporting), n(units)),
        };
        if let Some(share) = share {
            line.push_str(&match lang {
                Lang::Vi => format!(" ({share} mẫu số)"),
                Lang::En => format!(" ({share} of the denominator)"),
            });
        }
        if counted != reporting {
            line.push_str(&match lang {
                Lang::Vi => format!(", có số liệu của {}", n(counted)),
                Lang::En => format!(", {} have a figure", n(counted)),
            });
        }
        Some(line)
    }
}

impl Report {
    /// What the roll-ups found, as notes: of each kind one, or one for each target that does not add up.
    pub(super) fn unit_notes(&self) -> Vec<Note> {
        let mut notes = Vec::new();
        let mut gathered: BTreeMap<u8, Vec<&Finding>> = BTreeMap::new();
        for finding in &self.findings {
            match finding.what {
                What::TargetsApart { .. } => notes.push(self.targets_apart(finding)),
                What::CountsNowhere => gathered.entry(0).or_default().push(finding),
                What::OwnFigureUnused => gathered.entry(1).or_default().push(finding),
                What::NoFraction => gathered.entry(2).or_default().push(finding),
                What::NotJoined => gathered.entry(3).or_default().push(finding),
            }
        }
        notes.extend(gathered.into_values().filter_map(|findings| self.gathered(&findings)));
        notes
    }

    fn gathered(&self, findings: &[&Finding]) -> Option<Note> {
        let mut units: Vec<&str> = Vec::new();
        let mut codes: Vec<&str> = Vec::new();
        for finding in findings {
            let unit = finding.unit.as_deref().unwrap_or(self.programme.code());
            if !units.contains(&unit) {
                units.push(unit);
            }
            if codes.last() != Some(&finding.row.as_str()) {
                codes.push(&finding.row);
            }
        }
        let who = |lang| self.named(&units, lang);
        let day = |lang| self.hierarchy_on.map(|day| dates::day(day, lang)).unwrap_or_default();
        let (kind, vi, en) = match findings.first()?.what {
            What::CountsNowhere => (
                "counts_nowhere",
                format!(
                    "Theo địa giới, tổ chức tại ngày {}, số liệu của {} không tính vào đơn vị nào vì không có đúng một đơn vị kế thừa.",
                    day(Lang::Vi),
                    who(Lang::Vi)
                ),
                format!(
                    "By the hierarchy of {}, the figures of {} count nowhere: there is not one successor.",
                    day(Lang::En),
                    who(Lang::En)
                ),
            ),
            What::NotJoined => (
                "not_joined",
                format!(
                    "Số liệu trước sáp nhập của {} không gộp vào đơn vị kế thừa: chỉ tiêu không có quy tắc tổng hợp ra giá trị chung.",
                    who(Lang::Vi)
                ),
                format!(
                    "The earlier figures of {} are not joined under the unit that took over: the row has no rule that makes one figure of them.",
                    who(Lang::En)
                ),
            ),
            What::OwnFigureUnused => (
                "own_figure_unused",
                format!("Số liệu tự báo cáo của {} không được dùng: kết quả được tổng hợp từ các đơn vị trực thuộc.", who(Lang::Vi)),
                format!(
                    "The figures that {} reported of its own are not used: the result is rolled up from the units beneath.",
                    who(Lang::En)
                ),
            ),
            _ => (
                "no_fraction",
                format!(
                    "Số liệu không có tử số và mẫu số của {} không cộng được vào tỷ lệ chung; không lấy trung bình các tỷ lệ.",
                    who(Lang::Vi)
                ),
                format!(
                    "Figures without numerator and denominator, of {}, cannot enter the common ratio; rates are not averaged.",
                    who(Lang::En)
                ),
            ),
        };
        Some(Note::new(kind, Text::new(vi, Some(en))).with_codes(codes))
    }

    /// The names of some units, or how many they are.
    fn named(&self, units: &[&str], lang: Lang) -> String {
        if units.len() > NAMED {
            let count = u32::try_from(units.len()).unwrap_or(u32::MAX);
            return match lang {
                Lang::Vi => format!("{} đơn vị", dates::count(count, lang)),
                Lang::En => format!("{count} units"),
            };
        }
        units.iter().map(|unit| self.unit_name(unit, lang)).collect::<Vec<_>>().join(", ")
    }

    /// A unit's name, its code where several have it or it has none.
    fn unit_name<'a>(&'a self, code: &'a str, lang: Lang) -> &'a str {
        if code == self.programme.code() {
            return self.programme.title().get(lang);
        }
        self.programme.units().iter().rev().find(|unit| unit.code == code).map_or(code, |unit| &unit.name)
    }

    fn targets_apart(&self, finding: &Finding) -> Note {
        let text = match finding.what {
            What::TargetsApart { due, whole, sum, with_target, units } => {
                let digits = self.programme.get(&finding.row).map_or(0, |row| row.digits);
                let places = digits.max(whole.normalize().scale()).max(sum.normalize().scale());
                let figure = |value, lang| show(value, places, lang);
                let number = |n: usize, lang| dates::count(u32::try_from(n).unwrap_or(u32::MAX), lang);
                let of = finding.unit.as_deref();
                let vi = format!(
                    "Mục tiêu đến {} của {}/{} đơn vị cộng lại là {}, không khớp mục tiêu {} là {}.",
                    dates::day(due, Lang::Vi),
                    number(with_target, Lang::Vi),
                    number(units, Lang::Vi),
                    figure(sum, Lang::Vi),
                    of.map_or_else(|| "chung".to_owned(), |unit| format!("của {}", self.unit_name(unit, Lang::Vi))),
                    figure(whole, Lang::Vi),
                );
                let en = format!(
                    "The targets of {} of {} units for {} add up to {}; {} target is {}.",
                    number(with_target, Lang::En),
                    number(units, Lang::En),
                    dates::day(due, Lang::En),
                    figure(sum, Lang::En),
                    of.map_or_else(|| "the common".to_owned(), |unit| format!("{}'s", self.unit_name(unit, Lang::En))),
                    figure(whole, Lang::En),
                );
                Text::new(vi, Some(en))
            }
            _ => Text::default(),
        };
        Note::new("targets_apart", text).with_codes([finding.row.as_str()])
    }
}
