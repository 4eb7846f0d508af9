//! How well the outlook and the published methods foretold what happened: `backtest FILE…`.
//!
//! A file is CSV with the columns `series`, `date` (`2027`, `2027-03`) and `value`; `unit` (`%` for a percent between 0 and
//! 100) and `segment` (a number that changes where the series breaks) may be there, other columns are not read.

mod questions;
mod scores;
mod series;

use std::process::ExitCode;

fn main() -> ExitCode {
    let files: Vec<String> = std::env::args().skip(1).collect();
    let mut all = Vec::new();
    for file in &files {
        match std::fs::read(file).map_err(|error| error.to_string()).and_then(|bytes| series::read(&bytes)) {
            Ok(read) => all.extend(read),
            Err(error) => {
                eprintln!("{file}: {error}");
                return ExitCode::from(2);
            }
        }
    }
    if all.is_empty() {
        eprintln!("usage: backtest FILE…");
        return ExitCode::from(2);
    }
    for (name, step) in [("yearly", 12), ("quarterly", 3), ("monthly", 1)] {
        let of_step: Vec<_> = all.iter().filter(|series| series.step == step).collect();
        if !of_step.is_empty() {
            print!("{}", scores::Scores::of(&of_step).table(name));
        }
    }
    ExitCode::SUCCESS
}
