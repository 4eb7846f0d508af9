//! The monthly report's command line, as one function: the example and every language's own program call it.

mod files;
mod options;

use std::ffi::OsString;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;

use tiendo::report::{HtmlOptions, Note, TextOptions};
use tiendo::{Earlier, Error, ErrorKind, Lang, Ledger, Narrative, Programme, Receipt, Report, Result, Text};

pub use options::{Format, Options, Work};

/// The exit status of an unusable argument or file.
const UNUSABLE: u8 = 2;

/// Runs one command line (without the program's name) and returns its exit status: 0 when it did what was asked, 2 for an
/// unusable argument or file, with the reason on `err`, and for a report that `--verify` finds different.
///
/// ```
/// let mut out = Vec::new();
/// let status = tiendo_command::run(["--lang", "en"].map(Into::into), &mut out, &mut std::io::sink());
/// assert_eq!(status, 0);
/// assert!(String::from_utf8(out)?.contains("Monthly report, March 2027"));
/// # Ok::<(), std::string::FromUtf8Error>(())
/// ```
pub fn run(arguments: impl IntoIterator<Item = OsString>, out: &mut dyn Write, err: &mut dyn Write) -> u8 {
    let options = match Options::parse(arguments) {
        Ok(options) => options,
        Err(error) => return complain(&[error], Lang::Vi, err),
    };
    match execute(&options, out, err) {
        Ok(status) => status,
        Err(errors) => complain(&errors, options.lang, err),
    }
}

fn complain(errors: &[Error], lang: Lang, err: &mut dyn Write) -> u8 {
    for error in errors {
        // A closed standard error leaves nobody to tell.
        let _ = writeln!(err, "[{}] {}", error.code(), error.message(lang));
    }
    UNUSABLE
}

/// The exit status, or one or many reasons why it could not be done.
type Outcome = std::result::Result<u8, Vec<Error>>;

fn execute(options: &Options, out: &mut dyn Write, err: &mut dyn Write) -> Outcome {
    match &options.work {
        Work::Help => say(out, options::help(options.lang)),
        Work::Version => say(out, concat!("tiendo ", env!("CARGO_PKG_VERSION"), "\n")),
        Work::Draft(folder) => draft(folder, options.lang, out),
        Work::Check => check(options, out),
        Work::Verify(path) => verify(path, options, out),
        Work::Report => report(options, out, err),
    }
}

fn say(out: &mut dyn Write, text: &str) -> Outcome {
    put(out, text.as_bytes()).map(|()| 0)
}

fn put(out: &mut dyn Write, bytes: &[u8]) -> std::result::Result<(), Vec<Error>> {
    out.write_all(bytes).and_then(|()| out.flush()).map_err(|error| vec![files::io("", &error)])
}

/// Writes `programme.toml` beside the two tables; never over one that is there.
fn draft(folder: &Path, lang: Lang, out: &mut dyn Write) -> Outcome {
    let target = folder.join(files::SETTINGS);
    if target.exists() {
        let error = Error::new(ErrorKind::BadArgument).given(target.display()).at("--draft");
        return Err(vec![error.allowed("thư mục chưa có programme.toml", "a folder without a programme.toml")]);
    }
    let text = tiendo::appendix::draft(&files::read(&folder.join(files::INDICATORS))?, &files::read(&folder.join(files::TASKS))?)
        .map_err(|problems| problems.errors().to_vec())?;
    files::write(&target, text.as_bytes())?;
    let open = text.matches("\"?\"").count();
    say(
        out,
        &match lang {
            Lang::Vi => format!("Đã tạo {}: {open} câu hỏi để ngỏ (\"?\").\n", target.display()),
            Lang::En => format!("Wrote {}: {open} open questions (\"?\").\n", target.display()),
        },
    )
}

/// Lists all problems of the plan at once; without any, says what was read.
fn check(options: &Options, out: &mut dyn Write) -> Outcome {
    let programme = plan(options)?;
    let mut text = String::new();
    for remark in programme.remarks() {
        text.push_str(&remark.message(options.lang));
        text.push('\n');
    }
    let rows = |kind| programme.indicators().iter().filter(|row| row.kind == kind).count();
    let (indicators, tasks, duties) = (rows(tiendo::plan::Kind::Indicator), rows(tiendo::plan::Kind::Task), rows(tiendo::plan::Kind::Duty));
    text.push_str(&match options.lang {
        Lang::Vi => format!("Kế hoạch đọc được: {indicators} chỉ tiêu, {tasks} nhiệm vụ, {duties} nghĩa vụ; không có lỗi.\n"),
        Lang::En => format!("The plan reads well: {indicators} indicators, {tasks} tasks, {duties} duties; no problem.\n"),
    });
    say(out, &text)
}

fn plan(options: &Options) -> std::result::Result<Arc<Programme>, Vec<Error>> {
    let Some(folder) = &options.plan else { return Ok(tiendo_seeds::dong_nai_2026_2030()) };
    let texts = files::PlanFolder::read(folder)?;
    Programme::from_texts(&texts.texts()).map(Arc::new).map_err(|problems| problems.errors().to_vec())
}

fn report(options: &Options, out: &mut dyn Write, err: &mut dyn Write) -> Outcome {
    let (ledger, receipt) = ledger(options)?;
    for rejection in receipt.rejected() {
        let _ = writeln!(err, "{}", rejection.message(options.lang));
    }
    let newest = ledger.entries_since(0).iter().map(|entry| entry.measurement.period.end()).max();
    let date = options.as_of.or(newest).ok_or_else(|| {
        let error = Error::new(ErrorKind::BadArgument).at("--as-of");
        vec![error.allowed("một ngày, khi không có số liệu nào: 2027-03-31", "a date, where there are no measurements: 2027-03-31")]
    })?;
    let mut made = tiendo::Options::default();
    if let Some(path) = &options.since {
        made = made.with_since(earlier(path, date, ledger.programme())?);
    }
    let mut report = ledger.assess_with(options.as_of_on(date), &made).with_notes(notes(&receipt));
    if let Some(path) = &options.narrative {
        let narrative = Narrative::parse(&files::text(path)?, ledger.programme());
        report = report.with_narrative(narrative.map_err(|error| vec![error.at(path.display())])?);
    }
    let bytes = shown(&report, options).map_err(|error| vec![error])?;
    match &options.output {
        Some(path) => files::write(path, &bytes),
        None => put(out, &bytes),
    }
    .map(|()| 0)
}

/// The earlier report to compare with; one that judges a later date is no earlier report.
fn earlier(path: &Path, date: tiendo::chrono::NaiveDate, programme: &Programme) -> std::result::Result<Earlier, Vec<Error>> {
    let earlier = Earlier::from_json(&files::text(path)?, programme).map_err(|error| vec![error.at(path.display())])?;
    if earlier.date() > date {
        let error = Error::new(ErrorKind::BadArgument).given(earlier.date()).at("--since");
        return Err(vec![
            error.allowed(format!("báo cáo có ngày đánh giá không sau {date}"), format!("a report on a date not after {date}")),
        ]);
    }
    Ok(earlier)
}

/// Says whether a report is what plan and measurements give.
fn verify(path: &Path, options: &Options, out: &mut dyn Write) -> Outcome {
    let (ledger, _) = ledger(options)?;
    let verified = ledger.verify(&files::text(path)?).map_err(|error| vec![error.at(path.display())])?;
    say(out, &format!("{}\n", verified.message(options.lang)))?;
    Ok(if verified.is_same() { 0 } else { UNUSABLE })
}

/// What was refused or flagged at the door, for the report's own notes.
fn notes(receipt: &Receipt) -> Vec<Note> {
    let both = |message: &dyn Fn(Lang) -> String| Text::new(message(Lang::Vi), Some(message(Lang::En)));
    let rejected = receipt.rejected().iter().map(|rejection| Note::new("rejected", both(&|lang| rejection.message(lang))));
    let flagged = receipt.flags().iter().map(|flag| {
        let note = Note::new(flag.kind.name(), both(&|lang| flag.message(lang)));
        note.with_codes([flag.indicator.as_str()])
    });
    rejected.chain(flagged).collect()
}

/// The ledger that the options name: the sample where they name neither plan nor measurements.
fn ledger(options: &Options) -> std::result::Result<(Ledger, Receipt), Vec<Error>> {
    let Some(path) = &options.measurements else {
        return Ok(match options.plan {
            Some(_) => (Ledger::new(plan(options)?), Receipt::default()),
            None => tiendo_seeds::sample(),
        });
    };
    let mut ledger = Ledger::new(plan(options)?);
    let receipt = files::submit(&mut ledger, path)?;
    Ok((ledger, receipt))
}

fn shown(report: &Report, options: &Options) -> Result<Vec<u8>> {
    Ok(match options.format {
        Format::Text => report.to_text(&TextOptions { lang: options.lang, full: options.full, ascii: options.ascii }).into_bytes(),
        Format::Json => report.to_json().into_bytes(),
        Format::Html => report.to_html(&HtmlOptions { lang: options.lang }).into_bytes(),
        Format::Csv => {
            let mut bytes = Vec::new();
            report.write_csv(&mut bytes)?;
            bytes
        }
    })
}
