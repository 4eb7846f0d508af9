//! `cargo xtask test`: every test that the machine's toolchains allow; with `--all` it refuses to leave any out.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

/// Tests that passed, failed and were left out.
#[derive(Default)]
struct Counts {
    passed: u64,
    failed: u64,
    skipped: u64,
}

/// One part of the tests: the programs that it needs beside cargo, and what runs it, step by step.
struct Part {
    name: &'static str,
    needs: &'static [&'static str],
    steps: &'static [(&'static str, &'static [&'static str])],
}

/// The page in a real browser.
const BROWSER: &str = "core/tests/browser";

const PARTS: &[Part] = &[
    Part {
        name: "Rust: units, vectors, laws, refusals, second reading",
        needs: &[],
        steps: &[("cargo", &["test", "--workspace", "--all-targets"])],
    },
    Part { name: "Rust: examples in the documentation", needs: &[], steps: &[("cargo", &["test", "--workspace", "--doc"])] },
    Part {
        name: "Rust: the core alone, without rendering",
        needs: &[],
        steps: &[("cargo", &["test", "--package", "tiendo", "--no-default-features", "--lib"])],
    },
    Part {
        name: "Chromium: the page seen, reached by keyboard, heard and printed",
        needs: &["chromium", "node", "npm", "pdftotext"],
        steps: &[("npm", &["ci", "--prefix", BROWSER, "--no-audit", "--no-fund", "--silent"]), ("node", &["core/tests/browser/page.mjs"])],
    },
];

/// Runs all parts, prints what each counted and one closing line.
pub fn run(all: bool) -> Result<(), String> {
    let mut counts = Counts::default();
    let mut broken = Vec::new();
    let mut left_out = Vec::new();
    for part in PARTS {
        println!("== {}", part.name);
        let lacking: Vec<&str> = part.needs.iter().copied().filter(|program| !is_there(program)).collect();
        if !lacking.is_empty() {
            println!("left out: this machine lacks {}", lacking.join(", "));
            left_out.push(part.name);
            counts.skipped = counts.skipped.saturating_add(1);
            continue;
        }
        let before = counts.passed;
        for (program, arguments) in part.steps {
            if !step(program, arguments, &mut counts)? {
                broken.push(part.name);
                break;
            }
        }
        if counts.passed == before && !broken.contains(&part.name) {
            return Err(format!("{}: no test ran", part.name));
        }
    }
    if !broken.is_empty() && counts.failed == 0 {
        // What did not compile counted nothing.
        counts.failed = u64::try_from(broken.len()).unwrap_or(1);
    }
    println!("left out: {}", if left_out.is_empty() { "nothing".to_owned() } else { left_out.join("; ") });
    println!("{} passed, {} failed, {} skipped", counts.passed, counts.failed, counts.skipped);
    if counts.failed > 0 {
        return Err(format!("failed: {}", broken.join("; ")));
    }
    if all && counts.skipped > 0 {
        return Err("--all leaves no test out, yet some were skipped".to_owned());
    }
    Ok(())
}

/// Whether a program can be started.
fn is_there(program: &str) -> bool {
    Command::new(program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok()
}

/// Runs a program, passes its output on, and adds what its test runner counted: cargo's closing lines, or a last line
/// `12 passed, 0 failed`.
fn step(program: &str, arguments: &[&str], counts: &mut Counts) -> Result<bool, String> {
    let started = if program == "cargo" { env!("CARGO") } else { program };
    let mut child = Command::new(started)
        .args(arguments)
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| format!("{program} could not be started: {error}"))?;
    let mut last = String::new();
    if let Some(output) = child.stdout.take() {
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            println!("{line}");
            if let Some(result) = line.strip_prefix("test result: ") {
                add(result, counts);
            }
            last = line;
        }
    }
    if program != "cargo" && last.contains(" passed, ") {
        add(&last, counts);
    }
    child.wait().map(|status| status.success()).map_err(|error| format!("{program} was lost: {error}"))
}

fn add(result: &str, counts: &mut Counts) {
    counts.passed = counts.passed.saturating_add(number_before(result, " passed"));
    counts.failed = counts.failed.saturating_add(number_before(result, " failed"));
    counts.skipped = counts.skipped.saturating_add(number_before(result, " ignored"));
}

/// The number that stands before a word: 12 in "ok. 12 passed; 0 failed".
fn number_before(line: &str, word: &str) -> u64 {
    line.split_once(word).and_then(|(before, _)| before.rsplit(' ').next()).and_then(|digits| digits.parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::number_before;

    #[test]
    fn the_runner_s_closing_line_is_read() {
        let line = "ok. 12 passed; 3 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s";
        assert_eq!((number_before(line, " passed"), number_before(line, " failed"), number_before(line, " ignored")), (12, 3, 1));
        assert_eq!(number_before("running 3 tests", " passed"), 0);
        assert_eq!((number_before("42 passed, 2 failed", " passed"), number_before("42 passed, 2 failed", " failed")), (42, 2));
    }
}
