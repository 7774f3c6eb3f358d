//! `motive register`, and what `motive run --registered` holds a study to.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use motive_study::registration::Registration;
use motive_study::{Plan, plugins::Lock, seal};

use crate::arguments;
use crate::commands::{Failure, failed, prepared, runtime};
use crate::out::{print, say};

/// The name of a registration where none is given, and of its copy in a run's folder.
pub(crate) const FILE: &str = "registration.json";

/// `motive register`
pub(crate) fn register(arguments: &arguments::Register) -> Result<ExitCode, Failure> {
    let runtime = runtime()?;
    let prepared = prepared(&runtime, &arguments.study, &arguments.set)?;
    let path = match &arguments.out {
        Some(path) => path.clone(),
        None => arguments.study.parent().map_or_else(|| PathBuf::from(FILE), |folder| folder.join(FILE)),
    };
    let registration = Registration::of(
        &prepared.plan,
        prepared.lock(),
        now(),
        arguments.by.clone(),
        env!("CARGO_PKG_VERSION"),
    )
    .map_err(failed)?;
    let text = registration.to_text().map_err(failed)?;
    let problem = |error: std::io::Error| Failure::Usage(format!("{}: {error}", path.display()));
    // A registration is kept: whoever wants another one names another file.
    let mut file = std::fs::File::create_new(&path).map_err(|error| match error.kind() {
        std::io::ErrorKind::AlreadyExists => Failure::Usage(format!(
            "{}: there is a file already; a registration is not written over, `--out` names another file",
            path.display()
        )),
        _ => problem(error),
    })?;
    std::io::Write::write_all(&mut file, text.as_bytes()).and_then(|()| file.sync_all()).map_err(problem)?;
    let mut summary = format!(
        "{}\nplan          sha256:{}\nlock          sha256:{}\nregistration  sha256:{}\ndate          {}\n",
        registration.study,
        registration.plan,
        registration.lock,
        seal::sha256(text.as_bytes()),
        registration.date
    );
    for claim in &registration.primary {
        let [first, second] = &claim.arms;
        summary.push_str(&format!(
            "primary       {}: {first} against {second}, {} cells\n",
            claim.contrast,
            claim.cells.len()
        ));
    }
    if registration.primary.is_empty() {
        summary.push_str("primary       no contrast: whatever is found is exploratory\n");
    }
    print(&summary)?;
    say(&format!(
        "\nthe registration is in {}; publish it, and run the study with `--registered`",
        path.display()
    ));
    Ok(ExitCode::SUCCESS)
}

/// The time: RFC 3339, UTC, in seconds.
pub(crate) fn now() -> String {
    let now = jiff::Timestamp::now();
    jiff::Timestamp::from_second(now.as_second()).unwrap_or(now).to_string()
}

/// A registration with the text that it was read from.
pub(crate) struct Registered {
    pub(crate) registration: Registration,
    pub(crate) text: String,
}

impl Registered {
    /// Reads a registration.
    pub(crate) fn read(path: &Path) -> Result<Self, Failure> {
        let problem = |error: &dyn std::fmt::Display| Failure::Usage(format!("{}: {error}", path.display()));
        let text = std::fs::read_to_string(path).map_err(|error| problem(&error))?;
        let registration = Registration::from_text(&text).map_err(|error| problem(&error))?;
        Ok(Self { registration, text })
    }

    /// SHA-256 of its file.
    pub(crate) fn digest(&self) -> String {
        seal::sha256(self.text.as_bytes())
    }

    /// Refuses a plan that is not the registered one.
    pub(crate) fn hold(&self, path: &Path, plan: &Plan, lock: &Lock) -> Result<(), Failure> {
        let deviations = self.registration.deviations(plan, lock).map_err(failed)?;
        if deviations.is_empty() {
            return Ok(());
        }
        let lines: Vec<String> = deviations.iter().map(|deviation| format!("  {deviation}")).collect();
        Err(Failure::Usage(format!(
            "the study is not the one that {} registers:\n{}\nregister it anew, or run it without `--registered`",
            path.display(),
            lines.join("\n")
        )))
    }
}
