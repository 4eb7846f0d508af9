//! The files that a command line names.

use std::fs::{self, File};
use std::io::{self, BufReader, Write};
use std::path::{Path, PathBuf};

use tiendo::appendix::PlanTexts;
use tiendo::ledger::Locale;
use tiendo::{Error, ErrorKind, Ledger, Receipt};

/// Appendix I of a plan folder.
pub const INDICATORS: &str = "indicators.tsv";
/// Appendix II of a plan folder.
pub const TASKS: &str = "tasks.tsv";
/// What the tables don't say.
pub const SETTINGS: &str = "programme.toml";
/// No table or settings of a plan is larger.
const LARGEST: u64 = 64 * 1024 * 1024;

/// A plan folder's three files.
pub struct PlanFolder {
    indicators: Vec<u8>,
    tasks: Vec<u8>,
    settings: Vec<u8>,
}

impl PlanFolder {
    /// Reads them.
    pub fn read(folder: &Path) -> Result<Self, Vec<Error>> {
        let file = |name| read(&folder.join(name));
        Ok(Self { indicators: file(INDICATORS)?, tasks: file(TASKS)?, settings: file(SETTINGS)? })
    }

    /// As [`tiendo::Programme::from_texts`] takes them.
    pub fn texts(&self) -> PlanTexts<'_> {
        PlanTexts { indicators: &self.indicators, tasks: &self.tasks, settings: &self.settings }
    }
}

/// An I/O error, with the file's name.
pub fn io(place: impl std::fmt::Display, error: &io::Error) -> Error {
    Error::new(ErrorKind::Io).given(error).at(place)
}

/// Reads a file whole.
pub fn read(path: &Path) -> Result<Vec<u8>, Vec<Error>> {
    let failed = |error: io::Error| vec![io(path.display(), &error)];
    if fs::metadata(path).map_err(failed)?.len() > LARGEST {
        return Err(vec![Error::new(ErrorKind::FileTooLarge).at(path.display())]);
    }
    fs::read(path).map_err(failed)
}

/// Reads a text whole; UTF-8.
pub fn text(path: &Path) -> Result<String, Vec<Error>> {
    String::from_utf8(read(path)?).map_err(|_| vec![Error::new(ErrorKind::BadEncoding).at(path.display())])
}

/// Writes a file aside and renames it, so that an earlier one stays whole when something fails.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), Vec<Error>> {
    let failed = |error: io::Error| vec![io(path.display(), &error)];
    let mut aside = path.as_os_str().to_owned();
    aside.push(".part");
    let aside = PathBuf::from(aside);
    let written = File::create(&aside).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    if let Err(error) = written.and_then(|()| fs::rename(&aside, path)) {
        let _ = fs::remove_file(&aside);
        return Err(failed(error));
    }
    Ok(())
}

/// Takes a file of measurements in: JSON Lines by its name (`.jsonl`, `.ndjson`, `.json`), else CSV.
pub fn submit(ledger: &mut Ledger, path: &Path) -> Result<Receipt, Vec<Error>> {
    let file = File::open(path).map_err(|error| vec![io(path.display(), &error)])?;
    let reader = BufReader::new(file);
    let extension = path.extension().map(|extension| extension.to_string_lossy().to_lowercase());
    let taken = match extension.as_deref() {
        Some("jsonl" | "ndjson" | "json") => ledger.submit_jsonl(reader),
        _ => ledger.submit_csv(reader, Locale::Plain),
    };
    taken.map_err(|error| vec![error.at(path.display())])
}
