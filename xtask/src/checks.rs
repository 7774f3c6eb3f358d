//! Everything that checks the project, in the order in which it is quickest to fail.
//!
//! The last line is the number of tests over both workspaces.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use crate::plugins::{self, Error};
use crate::{links, tools};

/// The version of cargo-deny that looks at the dependencies.
const DENY: &str = "0.20.2";
/// The version of mdBook that builds the book.
const MDBOOK: &str = "0.5.4";

/// Guests in workspaces of their own, as users have them; tests find their components in `target/guests`.
const SINGLE_GUESTS: [&str; 2] = ["examples/own-plugin", "tests/guests"];

/// What a test prints that cannot run on this machine, with the reason.
const SKIPPED: &str = "SKIPPED: ";

/// Tests that were run.
#[derive(Debug, Default, Clone, Copy)]
struct Counts {
    passed: u64,
    failed: u64,
    ignored: u64,
}

/// Runs all checks.
pub(crate) fn run(root: &Path) -> Result<(), Error> {
    let guests = root.join("plugins");
    let single = SINGLE_GUESTS.map(|folder| (root.join(folder), folder));
    let workspaces = [(root, "host"), (guests.as_path(), "plugins")];
    let all = workspaces.into_iter().chain(single.iter().map(|(path, name)| (path.as_path(), *name)));
    for (workspace, name) in all.clone() {
        step(&format!("format of {name}"));
        tools::cargo(workspace, &["fmt", "--all", "--check"])?;
    }
    step("plugins, built in two folders");
    crate::build_motive(root)?;
    plugins::reproducible(root)?;
    step("guests of the tests");
    for (folder, _) in &single {
        plugins::build_workspace(folder, &root.join("target/wasm"), &root.join("target/guests"))?;
    }
    let guest_target = root.join("target/wasm").display().to_string();
    for (workspace, name) in all {
        step(&format!("clippy on {name}"));
        let mut arguments = vec!["clippy", "--workspace", "--all-targets", "--locked", "--quiet"];
        if workspace != root {
            arguments.extend(["--target-dir", &guest_target]);
        }
        arguments.extend(["--", "-D", "warnings"]);
        tools::cargo(workspace, &arguments)?;
    }
    for (workspace, name) in workspaces {
        step(&format!("doc links of {name}"));
        tools::cargo_with(
            workspace,
            &["doc", "--workspace", "--no-deps", "--locked", "--quiet"],
            "RUSTDOCFLAGS",
            "-D warnings",
        )?;
    }
    step("the book");
    book(root)?;
    step("licences and sources of dependencies");
    deny(root)?;
    let mut counts = Counts::default();
    for (workspace, name) in [(guests.as_path(), "plugins"), (root, "host")] {
        step(&format!("tests of {name}"));
        let of_workspace = tests(workspace)?;
        counts.passed += of_workspace.passed;
        counts.failed += of_workspace.failed;
        counts.ignored += of_workspace.ignored;
    }
    println!("\n{} passed, {} failed, {} skipped", counts.passed, counts.failed, counts.ignored);
    if counts.failed == 0 { Ok(()) } else { Err(Error::Tests { failed: counts.failed }) }
}

fn step(text: &str) {
    println!("\n=== {text}");
}

/// Builds the book, and fails on a link or a place of the checkout that is not there.
fn book(root: &Path) -> Result<(), Error> {
    let docs = root.join("docs");
    let broken = links::broken(root, &docs).map_err(|source| Error::File { path: docs.clone(), source })?;
    if !broken.is_empty() {
        return Err(Error::Links { broken });
    }
    let features = ["--no-default-features", "--features", "search"];
    let program = tools::installed(root, "mdbook", MDBOOK, &features)?;
    tools::run(Command::new(program).args(["build", "--dest-dir"]).arg(root.join("target/book")).arg(docs))
}

/// Licences and sources; advisories need a database from the network and are left to those who have it.
fn deny(root: &Path) -> Result<(), Error> {
    let program = tools::installed(root, "cargo-deny", DENY, &[])?;
    let config = root.join("deny.toml");
    for manifest in [root.join("Cargo.toml"), root.join("plugins/Cargo.toml")] {
        let mut command = Command::new(&program);
        command.args(["--log-level", "error", "--config"]).arg(&config).arg("--manifest-path").arg(manifest);
        command.args(["--all-features", "check", "licenses", "bans", "sources"]);
        tools::run(&mut command)?;
    }
    Ok(())
}

/// Runs the tests of a workspace to their end, shows what they print, and counts.
fn tests(workspace: &Path) -> Result<Counts, Error> {
    let mut command = tools::command(workspace, &["test", "--workspace", "--locked", "--no-fail-fast"]);
    let error = |reason: String| Error::Command { command: "cargo test".to_owned(), reason };
    let mut child = command.stdout(Stdio::piped()).spawn().map_err(|problem| error(problem.to_string()))?;
    let (mut counts, mut skipped) = (Counts::default(), 0);
    if let Some(output) = child.stdout.take() {
        for line in BufReader::new(output).lines() {
            let line = line.map_err(|problem| error(problem.to_string()))?;
            println!("{line}");
            count(&line, &mut counts);
            skipped += u64::from(line.contains(SKIPPED));
        }
    }
    // The harness counts them as passed.
    counts.passed = counts.passed.saturating_sub(skipped);
    counts.ignored += skipped;
    let status = child.wait().map_err(|problem| error(problem.to_string()))?;
    // A test binary that does not compile, or that dies, has no closing line.
    if status.success() || counts.failed > 0 { Ok(counts) } else { Err(error(status.to_string())) }
}

/// Adds up a closing line: `test result: ok. 12 passed; 0 failed; 1 ignored; ...`.
fn count(line: &str, counts: &mut Counts) {
    let Some(rest) = line.strip_prefix("test result: ") else { return };
    for part in rest.split([';', '.']) {
        let mut words = part.split_whitespace();
        let (Some(number), Some(word)) =
            (words.next().and_then(|text| text.parse::<u64>().ok()), words.next())
        else {
            continue;
        };
        match word {
            "passed" => counts.passed += number,
            "failed" => counts.failed += number,
            "ignored" => counts.ignored += number,
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closing_lines_are_added_up() {
        let mut counts = Counts::default();
        count(
            "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 3 filtered out; finished in 0.12s",
            &mut counts,
        );
        count("test result: FAILED. 2 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out", &mut counts);
        count("running 3 tests", &mut counts);
        assert_eq!((counts.passed, counts.failed, counts.ignored), (14, 1, 1));
    }
}
