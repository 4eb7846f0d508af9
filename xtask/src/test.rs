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

/// One part of the tests: what runs it.
struct Part {
    name: &'static str,
    arguments: &'static [&'static str],
}

const PARTS: &[Part] = &[
    Part { name: "Rust: units, vectors, laws, refusals, second reading", arguments: &["test", "--workspace", "--all-targets"] },
    Part { name: "Rust: examples in the documentation", arguments: &["test", "--workspace", "--doc"] },
    Part { name: "Rust: the core alone, without rendering", arguments: &["test", "--package", "tiendo", "--no-default-features", "--lib"] },
];

/// Runs all parts, prints what each counted and one closing line.
pub fn run(all: bool) -> Result<(), String> {
    let mut counts = Counts::default();
    let mut broken = Vec::new();
    for part in PARTS {
        println!("== {}", part.name);
        let before = counts.passed;
        if !cargo(part.arguments, &mut counts)? {
            broken.push(part.name);
        }
        if counts.passed == before && !broken.contains(&part.name) {
            return Err(format!("{}: no test ran", part.name));
        }
    }
    if !broken.is_empty() && counts.failed == 0 {
        // What did not compile counted nothing.
        counts.failed = u64::try_from(broken.len()).unwrap_or(1);
    }
    println!("left out: nothing; every part of this version is Rust");
    println!("{} passed, {} failed, {} skipped", counts.passed, counts.failed, counts.skipped);
    if counts.failed > 0 {
        return Err(format!("failed: {}", broken.join("; ")));
    }
    if all && counts.skipped > 0 {
        return Err("--all leaves no test out, yet some were skipped".to_owned());
    }
    Ok(())
}

/// Runs cargo, passes its output on, and adds what its test runners counted.
fn cargo(arguments: &[&str], counts: &mut Counts) -> Result<bool, String> {
    let mut child = Command::new(env!("CARGO"))
        .args(arguments)
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| format!("cargo could not be started: {error}"))?;
    if let Some(output) = child.stdout.take() {
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            println!("{line}");
            if let Some(result) = line.strip_prefix("test result: ") {
                counts.passed = counts.passed.saturating_add(number_before(result, " passed"));
                counts.failed = counts.failed.saturating_add(number_before(result, " failed"));
                counts.skipped = counts.skipped.saturating_add(number_before(result, " ignored"));
            }
        }
    }
    child.wait().map(|status| status.success()).map_err(|error| format!("cargo was lost: {error}"))
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
    }
}
