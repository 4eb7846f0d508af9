//! `cargo xtask deep NAME`: long work on demand, never in the check on each change. What it printed last stands in
//! `docs/deep-runs.md`.

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

/// The names of the long work.
pub const NAMES: &[&str] = &["backtest", "bench", "smallworld"];

/// Where the last runs are kept.
const RECORD: &str = "docs/deep-runs.md";

/// Runs one of them and records what it printed.
pub fn run(name: &str, rest: &[&str]) -> Result<(), String> {
    let mut arguments: Vec<&str> = match name {
        "backtest" if rest.is_empty() => return Err("deep backtest FILE…: CSV with the columns series, date, value".to_owned()),
        "backtest" => vec!["run", "--release", "--package", "tiendo", "--example", "backtest", "--"],
        "bench" => vec!["bench", "--package", "tiendo-benches", "--bench", "report", "--"],
        "smallworld" => vec!["test", "--release", "--package", "tiendo", "--lib", "small_world", "--", "--nocapture"],
        _ => return Err(format!("deep {name}: not known; there are {}", NAMES.join(", "))),
    };
    arguments.extend(rest);
    let lines = printed(&arguments)?;
    let numbers: Vec<String> = match name {
        // Criterion prints a name and, on the same or the next line, the interval of its time.
        "bench" => timings(&lines),
        "backtest" => lines,
        _ => lines.into_iter().filter(|line| line.contains("judged")).collect(),
    };
    record(name, &numbers)
}

fn timings(lines: &[String]) -> Vec<String> {
    let mut name = "";
    let mut out = Vec::new();
    for line in lines {
        match line.split_once("time:") {
            Some((before, time)) => {
                let own = before.trim();
                out.push(format!("{}: {}", if own.is_empty() { name } else { own }, time.trim()));
            }
            None if !line.starts_with(' ') && !line.is_empty() => name = line.trim(),
            None => {}
        }
    }
    out
}

fn printed(arguments: &[&str]) -> Result<Vec<String>, String> {
    let mut child = Command::new(env!("CARGO"))
        .args(arguments)
        // Asks the small world's test for every case.
        .env("TIENDO_SMALLWORLD", "all")
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| format!("cargo could not be started: {error}"))?;
    let mut lines = Vec::new();
    if let Some(output) = child.stdout.take() {
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            println!("{line}");
            lines.push(line);
        }
    }
    let status = child.wait().map_err(|error| format!("cargo was lost: {error}"))?;
    if status.success() { Ok(lines) } else { Err("it failed; nothing was recorded".to_owned()) }
}

/// Replaces the section of this name in the record.
fn record(name: &str, numbers: &[String]) -> Result<(), String> {
    let old = fs::read_to_string(RECORD).unwrap_or_else(|_| HEAD.to_owned());
    let (head, sections) = old.split_once("\n## ").map_or((old.as_str(), ""), |(head, rest)| (head, rest));
    let mut kept: Vec<String> = sections
        .split("\n## ")
        .filter(|section| !section.is_empty() && section.lines().next() != Some(name))
        .map(|section| section.trim_end().to_owned())
        .collect();
    kept.push(format!("{name}\n\n{}, commit {}\n\n```\n{}\n```", today(), commit(), numbers.join("\n")));
    kept.sort();
    let text = format!("{}\n\n## {}\n", head.trim_end(), kept.join("\n\n## "));
    fs::write(RECORD, text).map_err(|error| format!("{RECORD}: {error}"))
}

const HEAD: &str = "# Deep runs\n\nThe last run of each long work: `cargo xtask deep NAME` replaces its section.\n";

fn commit() -> String {
    let output = Command::new("git").args(["rev-parse", "--short", "HEAD"]).output();
    output.ok().and_then(|output| String::from_utf8(output.stdout).ok()).map_or_else(|| "unknown".to_owned(), |text| text.trim().to_owned())
}

/// The day in UTC, for the record alone: no result depends on it.
#[allow(clippy::disallowed_methods, reason = "a record of a run carries its day")]
fn today() -> String {
    chrono::DateTime::<chrono::Utc>::from(std::time::SystemTime::now()).format("%Y-%m-%d").to_string()
}
