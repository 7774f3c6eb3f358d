//! Builds plugins, runs the quickstart, runs the checks: `cargo xtask ...`.

mod checks;
mod links;
mod plugins;
mod tools;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

const USAGE: &str = "usage: cargo xtask COMMAND

  quickstart   build everything and run examples/quickstart on simulated models
  test         run everything that checks the project
  plugins      build the plugins into target/plugins
  bench        measure speed";

fn main() -> ExitCode {
    let root = root();
    let result = match std::env::args().nth(1).as_deref() {
        Some("quickstart") => quickstart(&root),
        Some("test") => checks::run(&root),
        Some("plugins") => plugins::build(&root).map(drop),
        Some("bench") => tools::cargo(&root, &["bench", "--workspace", "--benches"]),
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error}");
            ExitCode::FAILURE
        }
    }
}

/// The folder of the checkout.
fn root() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    root.canonicalize().unwrap_or(root)
}

/// Plugins first, since the command embeds them.
fn build_motive(root: &Path) -> Result<(), plugins::Error> {
    plugins::build(root)?;
    tools::cargo(root, &["build", "--locked", "-p", "motive"])
}

fn quickstart(root: &Path) -> Result<(), plugins::Error> {
    build_motive(root)?;
    tools::cargo(
        root,
        &["run", "--locked", "--quiet", "-p", "motive", "--", "run", "examples/quickstart/study.toml"],
    )
}
