//! The monthly report: `cargo run --release --example monthly_report -- --full`; `--help` lists the options.

use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments = std::env::args_os().skip(1);
    ExitCode::from(tiendo_command::run(arguments, &mut std::io::stdout().lock(), &mut std::io::stderr().lock()))
}
