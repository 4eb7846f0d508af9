//! The project's own commands: `cargo xtask test [--all] | deep NAME`. People and the check on each change call the same.

mod deep;
mod test;

use std::process::ExitCode;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = args.iter().map(String::as_str).collect();
    let outcome = match words.as_slice() {
        ["test"] => test::run(false),
        ["test", "--all"] => test::run(true),
        ["deep", name, rest @ ..] => deep::run(name, rest),
        _ => Err(format!("usage:\n  cargo xtask test [--all]\n  cargo xtask deep {} [FILE…]", deep::NAMES.join("|"))),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}
