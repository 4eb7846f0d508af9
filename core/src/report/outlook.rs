//! The outlook in words: `Khả năng đạt 78% (khoảng 80%: 61-78%).`, or why nothing is forecast.

use rust_decimal::Decimal;

use super::figures;
use super::words::pick;
use crate::assess::{Assessment, OutlookRefusal};
use crate::plan::{Level, Measure};
use crate::value::{Lang, number};

/// How the method works, for a reader.
pub const fn in_words(lang: Lang) -> &'static str {
    pick(
        lang,
        "Khả năng đạt, khoảng dự báo 80%: điểm xuất phát coi trọng nhất các kỳ gần đây; đà tăng được tin đến mức nó vượt rõ dao động giữa \
         các kỳ hoặc đã kéo dài; đà tăng chậm dần. Khả năng đạt không làm thay đổi tình trạng.",
        "Chance of meeting, 80% interval: the starting point weighs recent periods most; a rise is trusted as far as it stands out from \
         the noise between periods or has lasted; rises slow down. The chance never changes a status.",
    )
}

/// Why nothing is forecast, as it stands after `Không dự báo:`.
pub const fn refusal(refusal: OutlookRefusal, lang: Lang) -> &'static str {
    let (vi, en) = match refusal {
        OutlookRefusal::NotComputed => ("chưa tính", "not computed"),
        OutlookRefusal::TooFew => ("dưới 04 kỳ số liệu", "fewer than 4 observations"),
        OutlookRefusal::NoSpread => ("số liệu không biến động", "no spread"),
        OutlookRefusal::NoDueDate => ("không có thời hạn", "no due date"),
        OutlookRefusal::DuePassed => ("đã quá hạn", "due date passed"),
        OutlookRefusal::ProfileUnknown => {
            ("chưa có phân bố theo tháng của năm trước (lũy kế)", "last year's monthly profile unknown (year to date)")
        }
        OutlookRefusal::Suspended => ("tạm dừng đánh giá", "judging suspended"),
        OutlookRefusal::NotApplicable => ("không áp dụng", "not applicable"),
    };
    pick(lang, vi, en)
}

/// A probability: whole percents, `dưới 1%`, `trên 99%`; never 0 or 100.
///
/// ```
/// use tiendo::{Lang, report::outlook::probability, value::number::parse};
/// assert_eq!(probability(parse("0.783")?, Lang::Vi), "78%");
/// assert_eq!(probability(parse("0.0099")?, Lang::Vi), "dưới 1%");
/// assert_eq!(probability(parse("0.996")?, Lang::En), "over 99%");
/// # Ok::<(), tiendo::Error>(())
/// ```
pub fn probability(ratio: Decimal, lang: Lang) -> String {
    let percent = ratio.checked_mul(Decimal::ONE_HUNDRED).unwrap_or(ratio);
    if percent < Decimal::ONE {
        pick(lang, "dưới 1%", "under 1%").to_owned()
    } else if percent > Decimal::from(99) {
        pick(lang, "trên 99%", "over 99%").to_owned()
    } else {
        format!("{}%", number::show(percent, 0, lang))
    }
}

impl Assessment {
    /// The outlook in one sentence: the chance with its interval, or why nothing is forecast; `None` where there is no
    /// number to forecast (milestones, duties) or it was not asked for.
    pub fn explain_outlook(&self, lang: Lang) -> Option<String> {
        match self.outlook.refusal {
            None => {
                let (p, range) = (probability(self.outlook.probability?, lang), range(self, lang)?);
                let unit = figures::unit(&self.indicator, lang);
                Some(match lang {
                    Lang::Vi => format!("Khả năng đạt {p} (khoảng 80%: {range}{unit})."),
                    Lang::En => format!("Chance {p} (80%: {range}{unit})."),
                })
            }
            Some(OutlookRefusal::NotApplicable | OutlookRefusal::NotComputed) => None,
            // What was met when its day came is not overdue.
            Some(OutlookRefusal::DuePassed) if self.status.is_on_track() => {
                Some(pick(lang, "Không dự báo: đã đến hạn.", "Not forecast: the due date has come.").to_owned())
            }
            Some(why) => Some(format!("{}: {}.", pick(lang, "Không dự báo", "Not forecast"), refusal(why, lang))),
        }
    }
}

/// The 80 % interval without its unit.
fn range(item: &Assessment, lang: Lang) -> Option<String> {
    let bounds = match item.required.as_ref().and_then(|required| required.level) {
        Some(Level::Number { value, .. }) => vec![value],
        Some(Level::Between { low, high }) => vec![low, high],
        None => Vec::new(),
    };
    Some(figures::range(&item.indicator, item.outlook.low?, item.outlook.high?, &bounds, lang))
}

/// The outlook in a table's cell of so many letters a line: the chance, the interval beneath; else in words.
pub fn cell(item: &Assessment, letters: usize, lang: Lang) -> String {
    let forecast = || {
        let percent = if item.indicator.measure == Measure::Percent { "%" } else { "" };
        let range = format!("{}{percent}", range(item, lang)?);
        // A long range parts after its dash, not inside a number.
        let range = if range.chars().count() > letters { range.replacen('-', "-\n", 1) } else { range };
        Some(format!("{}\n{range}", probability(item.outlook.probability?, lang)))
    };
    match item.outlook.refusal {
        Some(why @ (OutlookRefusal::NotComputed | OutlookRefusal::NotApplicable)) => refusal(why, lang).to_owned(),
        _ => forecast().unwrap_or_else(|| pick(lang, "không dự báo", "not forecast").to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assess::{Outlook, RuleId, Status};
    use crate::report::example::{self, d};

    fn with(outlook: Outlook) -> Assessment {
        let mut made = example::percent("CT-I.1").target("2030-12-31", "≥80", "80").judged(Status::OffTrack, RuleId::OffTrackGap);
        made.outlook = outlook;
        made
    }

    fn likely(probability: &str, low: &str, high: &str) -> Outlook {
        Outlook { probability: Some(d(probability)), low: Some(d(low)), high: Some(d(high)), refusal: None }
    }

    #[test]
    fn a_chance_is_said_with_its_interval() {
        let item = with(likely("0.783", "61.206379310", "78.306620096"));
        assert_eq!(item.explain_outlook(Lang::Vi).unwrap(), "Khả năng đạt 78% (khoảng 80%: 61-78%).");
        assert_eq!(item.explain_outlook(Lang::En).unwrap(), "Chance 78% (80%: 61-78%).");
        assert_eq!(cell(&item, 8, Lang::Vi), "78%\n61-78%");
        let mut count =
            example::count("CT-III.4", "Tài khoản").target("2030-12-31", "30000", "30000").judged(Status::OnTrack, RuleId::OnTrack);
        count.outlook = likely("0.000000000001", "1240.4", "21914.2");
        assert_eq!(count.explain_outlook(Lang::Vi).unwrap(), "Khả năng đạt dưới 1% (khoảng 80%: 1.240-21.914\u{a0}tài khoản).");
        assert_eq!(count.explain_outlook(Lang::En).unwrap(), "Chance under 1% (80%: 1,240-21,914).");
        assert_eq!(cell(&count, 8, Lang::Vi), "dưới 1%\n1.240-\n21.914");
    }

    #[test]
    fn a_probability_is_never_nothing_or_certain() {
        for (ratio, vi, en) in [
            ("0.000000000001", "dưới 1%", "under 1%"),
            ("0.009999", "dưới 1%", "under 1%"),
            ("0.01", "1%", "1%"),
            ("0.014999", "1%", "1%"),
            ("0.495", "50%", "50%"),
            ("0.99", "99%", "99%"),
            ("0.990001", "trên 99%", "over 99%"),
            ("0.999999999999", "trên 99%", "over 99%"),
        ] {
            assert_eq!((probability(d(ratio), Lang::Vi).as_str(), probability(d(ratio), Lang::En).as_str()), (vi, en), "{ratio}");
        }
    }

    #[test]
    fn every_refusal_has_its_words() {
        for (why, vi, en) in [
            (OutlookRefusal::TooFew, "Không dự báo: dưới 04 kỳ số liệu.", "Not forecast: fewer than 4 observations."),
            (OutlookRefusal::NoSpread, "Không dự báo: số liệu không biến động.", "Not forecast: no spread."),
            (OutlookRefusal::NoDueDate, "Không dự báo: không có thời hạn.", "Not forecast: no due date."),
            (OutlookRefusal::DuePassed, "Không dự báo: đã quá hạn.", "Not forecast: due date passed."),
            (
                OutlookRefusal::ProfileUnknown,
                "Không dự báo: chưa có phân bố theo tháng của năm trước (lũy kế).",
                "Not forecast: last year's monthly profile unknown (year to date).",
            ),
            (OutlookRefusal::Suspended, "Không dự báo: tạm dừng đánh giá.", "Not forecast: judging suspended."),
        ] {
            let item = with(Outlook::refused(why));
            assert_eq!((item.explain_outlook(Lang::Vi).unwrap(), item.explain_outlook(Lang::En).unwrap()), (vi.to_owned(), en.to_owned()));
            assert_eq!(cell(&item, 8, Lang::Vi), "không dự báo");
        }
        for (why, vi) in [(OutlookRefusal::NotApplicable, "không áp dụng"), (OutlookRefusal::NotComputed, "chưa tính")] {
            let item = with(Outlook::refused(why));
            assert_eq!((item.explain_outlook(Lang::Vi), cell(&item, 8, Lang::Vi).as_str()), (None, vi));
        }
        let mut met = with(Outlook::refused(OutlookRefusal::DuePassed));
        (met.status, met.rule) = (Status::Achieved, RuleId::AchievedOnTime);
        assert_eq!(met.explain_outlook(Lang::Vi).unwrap(), "Không dự báo: đã đến hạn.");
    }
}
