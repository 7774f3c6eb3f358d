//! Running other programs.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::plugins::Error;

/// The cargo that runs us, in a folder.
pub(crate) fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(folder).args(arguments);
    command
}

/// Runs cargo in a folder.
pub(crate) fn cargo(folder: &Path, arguments: &[&str]) -> Result<(), Error> {
    run(&mut command(folder, arguments))
}

/// Runs cargo in a folder with an environment variable.
pub(crate) fn cargo_with(
    folder: &Path,
    arguments: &[&str],
    variable: &str,
    value: &str,
) -> Result<(), Error> {
    run(command(folder, arguments).env(variable, value))
}

/// A command of cargo's registry in exactly this version, installed into `target/tools` unless it is there.
pub(crate) fn installed(root: &Path, name: &str, version: &str, features: &[&str]) -> Result<PathBuf, Error> {
    // One folder for each version, so that another one is installed beside it and not looked for in vain.
    let folder = root.join(format!("target/tools/{name}-{version}"));
    let program = folder.join("bin").join(name);
    if !program.is_file() {
        println!("installing {name} {version} into {}", folder.display());
        let text = folder.display().to_string();
        let arguments =
            ["install", name, "--version", version, "--locked", "--debug", "--quiet", "--root", &text];
        cargo(root, &[&arguments, features].concat())?;
    }
    Ok(program)
}

/// Runs a command to its end.
pub(crate) fn run(command: &mut Command) -> Result<(), Error> {
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(command_error(command, status.to_string())),
        Err(error) => Err(command_error(command, error.to_string())),
    }
}

/// The error of a command, with the command as it was called.
pub(crate) fn command_error(command: &Command, reason: String) -> Error {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    let command = words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ");
    Error::Command { command, reason }
}
