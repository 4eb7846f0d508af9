//! Series from a simple CSV.

use tiendo::judge::outlook::Scale;
use tiendo::rust_decimal::Decimal;

/// One series without a break.
pub struct Series {
    /// Months from one value to the next: 12, 3 or 1.
    pub step: i32,
    /// The scale on which it wanders.
    pub scale: Scale,
    /// The month of each value, counted from the year 0, and the value; in order of time.
    pub values: Vec<(i32, Decimal)>,
    name: (String, String),
}

/// Reads a file. Columns are found by their headings; `series_id` serves as `series`, `month` and `year` as `date`.
pub fn read(bytes: &[u8]) -> Result<Vec<Series>, String> {
    let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(bytes);
    let headings = reader.headers().map_err(|error| error.to_string())?.clone();
    let column = |names: &[&str]| headings.iter().position(|heading| names.contains(&heading));
    let required = |names: &[&str]| column(names).ok_or_else(|| format!("no column {}", names.join(" or ")));
    let (series, date, value) = (required(&["series", "series_id"])?, required(&["date", "month", "year"])?, required(&["value"])?);
    let (unit, segment) = (column(&["unit"]), column(&["segment"]));
    let mut out: Vec<Series> = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| error.to_string())?;
        let cell = |at: usize| record.get(at).unwrap_or_default().trim();
        let optional = |at: Option<usize>| at.map(cell).unwrap_or_default();
        if cell(value).is_empty() {
            continue;
        }
        let name = (cell(series).to_owned(), optional(segment).to_owned());
        let number = tiendo::value::number::parse(cell(value)).map_err(|error| error.to_string())?;
        let period: tiendo::Period = cell(date).parse().map_err(|error: tiendo::Error| error.to_string())?;
        let at = (period.last_month().index(), number);
        match out.iter_mut().find(|series| series.name == name) {
            Some(series) => series.values.push(at),
            None => {
                let scale = if optional(unit) == "%" { Scale::Percent } else { Scale::Plain };
                out.push(Series { step: 12, scale, values: vec![at], name });
            }
        }
    }
    for series in &mut out {
        series.values.sort_by_key(|(month, _)| *month);
        let gaps = series.values.iter().zip(series.values.iter().skip(1)).map(|(a, b)| b.0.saturating_sub(a.0));
        let least = gaps.min().unwrap_or(12);
        if least == 0 {
            return Err(format!("{}: two values of one month", series.name.0));
        }
        series.step = if least < 3 {
            1
        } else if least < 12 {
            3
        } else {
            12
        };
    }
    Ok(out)
}
