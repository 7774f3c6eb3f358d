//! Builds plugins, runs the quickstart, runs the checks: `cargo xtask ...`

mod plugins;

use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let result = match std::env::args().nth(1).as_deref() {
        Some("plugins") => plugins::build(&root).map(drop),
        Some("reproducible") => plugins::reproducible(&root),
        _ => {
            eprintln!("usage: cargo xtask plugins | reproducible");
            return ExitCode::from(2);
        }
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
