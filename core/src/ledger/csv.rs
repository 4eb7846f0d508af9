//! Measurements as CSV, in and out.

use std::borrow::Cow;
use std::io::{Read, Write};
use std::sync::Arc;

use super::batch::Row;
use super::fields::{Field, Locale, read, unknown, write};
use super::measurement::Measurement;
use super::receipt::Receipt;
use super::store::{Entry, Ledger};
use crate::error::{Error, ErrorKind, Result};
use crate::plan::Programme;
use crate::value::encoding::decode;

/// The largest file that is read, in bytes: 1 GiB.
pub const LARGEST_FILE: u64 = 1 << 30;
/// The largest record of a file, in bytes: 1 MiB.
pub const LARGEST_RECORD: usize = 1 << 20;

impl Ledger {
    /// Takes in a CSV file: UTF-8 or UTF-16 with a byte-order mark, columns in any order, separated by the comma,
    /// semicolon or tab that its header uses. Rows are taken one by one, as by [`submit`](Self::submit).
    ///
    /// Blank rows are passed over; a row's number counts data rows from 1, and its line in the file stands beside it.
    ///
    /// ```
    /// # use tiendo::{Ledger, Locale, Receipt};
    /// fn read(ledger: &mut Ledger) -> tiendo::Result<Receipt> {
    ///     let file = "indicator,period,value,received_at\nCT-I.5,2027-03,83.2,2027-04-08T09:30:00+07:00\n";
    ///     ledger.submit_csv(file.as_bytes(), Locale::Plain)
    /// }
    /// ```
    ///
    /// # Errors
    /// What makes the file as a whole unreadable; then nothing is taken in: a missing, unknown or doubled column, a
    /// quotation mark that never closes, an empty file, another encoding, a file over 1 GiB, a record over 1 MiB.
    pub fn submit_csv(&mut self, file: impl Read, locale: Locale) -> Result<Receipt> {
        let text = text_of(file)?;
        Ok(self.take(rows(&text, locale)?))
    }

    /// The receipt that [`submit_csv`](Self::submit_csv) would give, without taking anything in.
    ///
    /// # Errors
    /// As [`submit_csv`](Self::submit_csv).
    pub fn check_csv(&self, file: impl Read, locale: Locale) -> Result<Receipt> {
        let text = text_of(file)?;
        Ok(self.try_out(rows(&text, locale)?))
    }

    /// The ledger that [`write_csv`](Self::write_csv) wrote, every row kept as in [`restore`](Self::restore).
    ///
    /// # Errors
    /// As [`submit_csv`](Self::submit_csv).
    pub fn restore_csv(programme: Arc<Programme>, file: impl Read) -> Result<(Self, Receipt)> {
        let text = text_of(file)?;
        Ok(Self::kept(programme, rows(&text, Locale::Plain)?))
    }

    /// Writes every entry, in the order of submission, as CSV that [`submit_csv`](Self::submit_csv) reads back without loss.
    ///
    /// # Errors
    /// [`ErrorKind::Io`].
    pub fn write_csv(&self, out: impl Write) -> Result<()> {
        let mut writer = ::csv::WriterBuilder::new().from_writer(out);
        writer.write_record(Field::ALL.iter().map(|field| field.name())).map_err(io_failed)?;
        for Entry { measurement, .. } in &self.entries {
            for field in Field::ALL {
                writer.write_field(write(measurement, *field).unwrap_or_default().as_bytes()).map_err(io_failed)?;
            }
            writer.write_record(None::<&[u8]>).map_err(io_failed)?;
        }
        writer.flush().map_err(io_failed)
    }
}

pub(crate) fn io_failed(error: impl std::fmt::Display) -> Error {
    Error::new(ErrorKind::Io).given(error)
}

/// The text of a file.
pub(crate) fn text_of(file: impl Read) -> Result<String> {
    let mut bytes = bytes_of(file, LARGEST_FILE)?;
    if let Cow::Owned(text) = decode(&bytes)? {
        return Ok(text);
    }
    if bytes.starts_with(MARK) {
        bytes.drain(..MARK.len());
    }
    String::from_utf8(bytes).map_err(|error| Error::new(ErrorKind::BadEncoding).given(error))
}

/// The UTF-8 byte-order mark, which `decode` passes over.
const MARK: &[u8] = b"\xEF\xBB\xBF";

/// The bytes of a file; never more of them in memory than may be.
pub(crate) fn bytes_of(file: impl Read, largest: u64) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let read = file.take(largest.saturating_add(1)).read_to_end(&mut bytes).map_err(io_failed)?;
    if u64::try_from(read).is_ok_and(|read| read <= largest) {
        return Ok(bytes);
    }
    Err(Error::new(ErrorKind::FileTooLarge).allowed("tệp tối đa 1 GiB", "a file of 1 GiB at most"))
}

pub(crate) fn record_too_large(line: u64) -> Error {
    Error::new(ErrorKind::FileTooLarge).at(format!("line[{line}]")).allowed("mỗi dòng số liệu tối đa 1 MiB", "1 MiB at most for one record")
}

/// The rows of a file whose form as a whole is sound; they are read as they are taken.
fn rows(text: &str, locale: Locale) -> Result<impl Iterator<Item = Row>> {
    let header = text.trim_start().lines().next().unwrap_or_default();
    // Column names hold none of these, so the first one is what separates them.
    let separator = header.bytes().find(|byte| matches!(byte, b',' | b';' | b'\t')).unwrap_or(b',');
    let lines = record_lines(text.as_bytes(), separator)?;
    let reader = ::csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(separator).from_reader(text.as_bytes());
    let mut records = reader.into_records().zip(lines);
    let Some((header, _)) = records.next() else {
        return Err(
            Error::new(ErrorKind::EmptyFile).allowed("một dòng tên cột rồi các dòng số liệu", "a row of column names, then data rows")
        );
    };
    let columns = columns(&header.map_err(io_failed)?)?;
    Ok(records.filter_map(move |(record, line)| {
        let read = match record {
            Ok(record) if record.iter().all(|cell| cell.trim().is_empty()) => return None,
            Ok(record) => measurement(&record, &columns, locale),
            Err(error) => Err(io_failed(error)),
        };
        Some(Row { line: Some(line), read })
    }))
}

fn measurement(record: &::csv::StringRecord, columns: &[Field], locale: Locale) -> Result<Measurement> {
    let (width, given) = (columns.len(), record.len());
    if width != given {
        return Err(Error::new(ErrorKind::RaggedRow).given(given).allowed(format!("{width} ô"), format!("{width} cells")));
    }
    read(|field| columns.iter().position(|column| *column == field).and_then(|at| record.get(at)), locale)
}

fn columns(header: &::csv::StringRecord) -> Result<Vec<Field>> {
    let mut columns: Vec<Field> = Vec::new();
    for name in header.iter().map(str::trim) {
        let field = Field::named(name).ok_or_else(|| unknown(name).at("header"))?;
        if columns.contains(&field) {
            return Err(Error::new(ErrorKind::DuplicateColumn).at("header").given(name).allowed("mỗi cột một lần", "each column once"));
        }
        columns.push(field);
    }
    match Field::REQUIRED.iter().find(|field| !columns.contains(field)) {
        Some(field) => Err(Error::new(ErrorKind::MissingColumn)
            .at(field.name())
            .allowed("các cột indicator, period, received_at", "the columns indicator, period, received_at")),
        None => Ok(columns),
    }
}

/// The line on which each record begins, by the reader's own grammar of quotation marks; the reader's count of lines
/// is off by one where lines end in CR LF, and it takes a mark that never closes for closed at the end of the file.
fn record_lines(text: &[u8], separator: u8) -> Result<Vec<u64>> {
    enum At {
        Record,
        Cell,
        Inside,
        Quoted,
        Mark,
    }
    let (mut at, mut line, mut begun, mut quote) = (At::Record, 1_u64, 0_usize, 1_u64);
    let mut lines = Vec::new();
    for (place, byte) in text.iter().copied().enumerate() {
        let ends = matches!(byte, b'\n' | b'\r');
        if matches!(at, At::Record) && !ends {
            lines.push(line);
            (at, begun) = (At::Cell, place);
        }
        at = match at {
            At::Quoted if byte == b'"' => At::Mark,
            At::Quoted => At::Quoted,
            At::Mark if byte == b'"' => At::Quoted,
            At::Record | At::Cell | At::Inside | At::Mark if ends => At::Record,
            At::Cell if byte == b'"' => {
                quote = line;
                At::Quoted
            }
            _ if byte == separator => At::Cell,
            _ => At::Inside,
        };
        if !matches!(at, At::Record) && place.saturating_sub(begun) > LARGEST_RECORD {
            return Err(record_too_large(lines.last().copied().unwrap_or(line)));
        }
        // CR LF is one end of line, and so is either alone.
        let alone = byte == b'\n' || (byte == b'\r' && text.get(place.saturating_add(1)) != Some(&b'\n'));
        line = line.saturating_add(u64::from(alone));
    }
    if matches!(at, At::Quoted) {
        return Err(Error::new(ErrorKind::UnclosedQuote)
            .at(format!("line[{quote}]"))
            .allowed("dấu ngoặc kép đóng trước khi hết tệp", "a closing quotation mark before the file ends"));
    }
    Ok(lines)
}
