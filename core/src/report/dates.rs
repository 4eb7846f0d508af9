//! Days, periods, moments, durations and small counts as official documents print them (`report.md`, section 3).

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

use crate::plan::AsOf;
use crate::value::{Frequency, Lang, Month, Period, number};

/// The no-break space between a number and its unit word.
pub const NBSP: char = '\u{a0}';

const MONTHS: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

fn english(month: Month) -> &'static str {
    let index = usize::try_from(month.month().saturating_sub(1)).unwrap_or(0);
    MONTHS.get(index).copied().unwrap_or("January")
}

/// The month's number as Vietnamese documents print it: padded only for January and February.
fn vietnamese(month: Month) -> String {
    match month.month() {
        n @ 1..=2 => format!("0{n}"),
        n => n.to_string(),
    }
}

/// A day: `09/4/2027`, `28/02/2027`; `9 April 2027`.
///
/// ```
/// use tiendo::{Lang, report::dates, value::period::parse_date};
/// let day = parse_date("2027-04-09")?;
/// assert_eq!(dates::day(day, Lang::Vi), "09/4/2027");
/// assert_eq!(dates::day(day, Lang::En), "9 April 2027");
/// # Ok::<(), tiendo::Error>(())
/// ```
pub fn day(date: NaiveDate, lang: Lang) -> String {
    let month = Month::of_date(date);
    match lang {
        Lang::Vi => format!("{:02}/{}/{}", date.day(), vietnamese(month), date.year()),
        Lang::En => format!("{} {} {}", date.day(), english(month), date.year()),
    }
}

/// A day in a table: `09/4/2027`; ISO in English.
pub fn day_in_table(date: NaiveDate, lang: Lang) -> String {
    match lang {
        Lang::Vi => day(date, lang),
        Lang::En => date.to_string(),
    }
}

/// A period in prose: `tháng 3/2027`, `quý I/2027`, `năm 2027`; `March 2027`, `Q1 2027`, `2027`.
pub fn period(period: Period, lang: Lang) -> String {
    let first = period.first_month();
    let year = first.year();
    match (period.frequency(), lang) {
        (Frequency::Monthly, Lang::Vi) => format!("tháng {}/{year}", vietnamese(first)),
        (Frequency::Quarterly, Lang::Vi) => format!("quý {}/{year}", roman(quarter(first))),
        (Frequency::Yearly, Lang::Vi) => format!("năm {year}"),
        (Frequency::Monthly, Lang::En) => format!("{} {year}", english(first)),
        (Frequency::Quarterly, Lang::En) => format!("Q{} {year}", quarter(first)),
        (Frequency::Yearly, Lang::En) => year.to_string(),
    }
}

/// A period in a table: `T3/2027`, `QI/2027`, `2027`; `2027-03`, `2027-Q1`, `2027` in English.
pub fn period_in_table(period: Period, lang: Lang) -> String {
    let first = period.first_month();
    match (period.frequency(), lang) {
        (Frequency::Monthly, Lang::Vi) => format!("T{}/{}", vietnamese(first), first.year()),
        (Frequency::Quarterly, Lang::Vi) => format!("Q{}/{}", roman(quarter(first)), first.year()),
        _ => period.to_string(),
    }
}

fn quarter(month: Month) -> u32 {
    month.month().div_ceil(3)
}

fn roman(quarter: u32) -> &'static str {
    match quarter {
        1 => "I",
        2 => "II",
        3 => "III",
        _ => "IV",
    }
}

/// Periods in a row of prose; three or more that follow one another are named by the first and the last.
pub fn periods(list: &[Period], lang: Lang) -> String {
    let mut runs: Vec<(Period, Period)> = Vec::new();
    for &next in list {
        match runs.last_mut() {
            Some(run) if run.1.plus(1) == next => run.1 = next,
            _ => runs.push((next, next)),
        }
    }
    let say = |(first, last): (Period, Period)| match () {
        () if first == last => period(first, lang),
        () if first.plus(1) == last => format!("{}, {}", period(first, lang), period(last, lang)),
        () => match lang {
            Lang::Vi => format!("từ {} đến {}", period(first, lang), period(last, lang)),
            Lang::En => format!("{} to {}", period(first, lang), period(last, lang)),
        },
    };
    runs.into_iter().map(say).collect::<Vec<_>>().join(", ")
}

/// Until when what was received is known: `đến hết ngày 09/4/2027` when it is 00:00 of the 10th, or nothing was said
/// and all that the ledger holds counts; else `đến 17 giờ 00 ngày 09/4/2027`.
pub fn known(as_of: AsOf, knowledge_day: NaiveDate, lang: Lang) -> String {
    let whole = |last: NaiveDate| match lang {
        Lang::Vi => format!("đến hết ngày {}", day(last, lang)),
        Lang::En => format!("to the end of {}", day(last, lang)),
    };
    let Some(moment) = as_of.known_at else { return whole(knowledge_day) };
    if moment.is_midnight() {
        return whole(moment.day().pred_opt().unwrap_or(knowledge_day));
    }
    let (hour, minute) = moment.hour_minute();
    match lang {
        Lang::Vi => format!("đến {hour:02} giờ {minute:02} ngày {}", day(moment.day(), lang)),
        Lang::En => format!("to {hour:02}:{minute:02} on {}", day(moment.day(), lang)),
    }
}

/// A count in prose: in Vietnamese 1 to 9 are padded (`06 nhóm`); always grouped by thousands.
pub fn count(n: u32, lang: Lang) -> String {
    match (n, lang) {
        (1..=9, Lang::Vi) => format!("0{n}"),
        _ => number::show(Decimal::from(n), 0, lang),
    }
}

/// A count with its noun: `09 ngày`; `9 days`, `1 day`.
pub fn counted(n: u32, noun: (&str, &str, &str), lang: Lang) -> String {
    let word = match lang {
        Lang::Vi => noun.0,
        Lang::En if n == 1 => noun.1,
        Lang::En => noun.2,
    };
    format!("{}{NBSP}{word}", count(n, lang))
}

/// Days: `90 ngày`, `1 day`.
pub fn days(n: u32, lang: Lang) -> String {
    counted(n, ("ngày", "day", "days"), lang)
}

/// A span of months, its sign left out: one decimal below 3, else whole; never shown as 0 unless it is.
///
/// ```
/// use tiendo::{Lang, report::dates, value::number::parse};
/// assert_eq!(dates::months(parse("2.46")?, Lang::Vi), "2,5\u{a0}tháng");
/// assert_eq!(dates::months(parse("-20.6")?, Lang::En), "21\u{a0}months");
/// # Ok::<(), tiendo::Error>(())
/// ```
pub fn months(span: Decimal, lang: Lang) -> String {
    let size = span.abs();
    let tenths = number::round(size, 1);
    let noun = ("tháng", "month", "months");
    if tenths >= Decimal::from(3) || size.is_integer() {
        return counted(u32::try_from(number::round(size, 0)).unwrap_or(u32::MAX), noun, lang);
    }
    let shown = if tenths.is_zero() {
        let tenth = number::show(Decimal::new(1, 1), 1, lang);
        match lang {
            Lang::Vi => format!("dưới {tenth}"),
            Lang::En => format!("under {tenth}"),
        }
    } else {
        number::show(size, 1, lang)
    };
    let word = match lang {
        Lang::Vi => noun.0,
        Lang::En => noun.2,
    };
    format!("{shown}{NBSP}{word}")
}

/// The last day of a year, by which most targets are known: `năm 2026`; any other day: `hạn 30/6/2027`.
pub fn year_or_day(due: NaiveDate, lang: Lang) -> String {
    let year_end = due.month() == 12 && due.day() == 31;
    match (year_end, lang) {
        (true, Lang::Vi) => format!("năm {}", due.year()),
        (true, Lang::En) => due.year().to_string(),
        (false, Lang::Vi) => format!("hạn {}", day(due, lang)),
        (false, Lang::En) => day(due, lang),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Moment;
    use crate::value::period::parse_date;

    fn date(text: &str) -> NaiveDate {
        parse_date(text).unwrap()
    }

    fn at(text: &str) -> Period {
        text.parse().unwrap()
    }

    #[test]
    fn days_are_two_digits_and_only_the_first_two_months_are_padded() {
        for (iso, vi, en) in [
            ("2027-03-31", "31/3/2027", "31 March 2027"),
            ("2027-04-09", "09/4/2027", "9 April 2027"),
            ("2027-02-28", "28/02/2027", "28 February 2027"),
            ("2028-01-01", "01/01/2028", "1 January 2028"),
            ("2026-12-31", "31/12/2026", "31 December 2026"),
        ] {
            assert_eq!(day(date(iso), Lang::Vi), vi);
            assert_eq!(day(date(iso), Lang::En), en);
            assert_eq!(day_in_table(date(iso), Lang::En), iso);
        }
    }

    #[test]
    fn periods_in_prose_and_in_tables() {
        for (text, vi, en, table_vi, table_en) in [
            ("2027-03", "tháng 3/2027", "March 2027", "T3/2027", "2027-03"),
            ("2028-01", "tháng 01/2028", "January 2028", "T01/2028", "2028-01"),
            ("2027-Q1", "quý I/2027", "Q1 2027", "QI/2027", "2027-Q1"),
            ("2027-Q4", "quý IV/2027", "Q4 2027", "QIV/2027", "2027-Q4"),
            ("2027", "năm 2027", "2027", "2027", "2027"),
        ] {
            assert_eq!(period(at(text), Lang::Vi), vi);
            assert_eq!(period(at(text), Lang::En), en);
            assert_eq!(period_in_table(at(text), Lang::Vi), table_vi);
            assert_eq!(period_in_table(at(text), Lang::En), table_en);
        }
    }

    #[test]
    fn three_periods_in_a_row_are_named_by_their_ends() {
        let list: Vec<Period> = ["2026-07", "2026-08", "2026-10", "2026-12", "2027-01", "2027-02"].map(at).to_vec();
        assert_eq!(periods(&list, Lang::Vi), "tháng 7/2026, tháng 8/2026, tháng 10/2026, từ tháng 12/2026 đến tháng 02/2027");
        assert_eq!(periods(&list[3..], Lang::En), "December 2026 to February 2027");
    }

    #[test]
    fn midnight_is_the_end_of_the_day_before() {
        let as_of = AsOf::on(date("2027-03-31"));
        let known = |moment: &str, lang| known(as_of.known_at(moment.parse::<Moment>().unwrap()), date("2027-04-10"), lang);
        assert_eq!(known("2027-04-10T00:00:00+07:00", Lang::Vi), "đến hết ngày 09/4/2027");
        assert_eq!(known("2027-04-09T17:00:00Z", Lang::En), "to the end of 9 April 2027");
        assert_eq!(known("2027-04-09T17:00:00+07:00", Lang::Vi), "đến 17 giờ 00 ngày 09/4/2027");
        assert_eq!(known("2027-04-09T17:00:00+07:00", Lang::En), "to 17:00 on 9 April 2027");
        assert_eq!(super::known(as_of, date("2027-04-12"), Lang::Vi), "đến hết ngày 12/4/2027");
    }

    #[test]
    fn small_counts_are_padded_in_vietnamese_prose_only() {
        for (n, vi, en) in [(0, "0", "0"), (1, "01", "1"), (9, "09", "9"), (10, "10", "10"), (1240, "1.240", "1,240")] {
            assert_eq!(count(n, Lang::Vi), vi);
            assert_eq!(count(n, Lang::En), en);
        }
        assert_eq!(days(1, Lang::En), "1\u{a0}day");
        assert_eq!(days(9, Lang::Vi), "09\u{a0}ngày");
    }

    #[test]
    fn months_have_one_decimal_below_three_and_are_never_shown_as_nothing() {
        for (span, vi, en) in [
            ("-6", "06 tháng", "6 months"),
            ("1", "01 tháng", "1 month"),
            ("2.94", "2,9 tháng", "2.9 months"),
            ("2.96", "03 tháng", "3 months"),
            ("20.6", "21 tháng", "21 months"),
            ("0.04", "dưới 0,1 tháng", "under 0.1 months"),
        ] {
            let span = number::parse(span).unwrap();
            assert_eq!(months(span, Lang::Vi).replace(NBSP, " "), vi);
            assert_eq!(months(span, Lang::En).replace(NBSP, " "), en);
        }
    }
}
