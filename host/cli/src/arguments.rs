//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

/// Measures whether the preferences that language models state work as incentives for them.
#[derive(Debug, Parser)]
#[command(name = "motive", version, max_term_width = 100)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
    /// Write the log as JSON lines. MOTIVE_LOG says what is logged, as in `MOTIVE_LOG=info,plugin=debug`.
    #[arg(long, global = true)]
    pub(crate) log_json: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Check a study and print how large it is; no model is asked
    Check(Check),
    /// Run a study
    Run(Run),
    /// Go on with a run that was stopped; nothing is paid for twice
    Resume(Resume),
    /// Print the results of a run, finished or not, from its journal
    Analyse(Analyse),
    /// List what a study file can name: plugins and built-in strategies
    List(List),
    /// Print the JSON Schema of the study file, or of a plugin's config
    Schema(Schema),
}

#[derive(Debug, Args)]
pub(crate) struct Check {
    /// The study file
    pub(crate) study: PathBuf,
    /// Override a value of the study, as in `--set task.essay.items=6`; may be given again
    #[arg(long = "set", value_name = "KEY=VALUE")]
    pub(crate) set: Vec<String>,
    /// Print JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Run {
    /// The study file
    pub(crate) study: PathBuf,
    /// The folder of the run; by default a new one in `runs`
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// Override a value of the study, as in `--set task.essay.items=6`; may be given again
    #[arg(long = "set", value_name = "KEY=VALUE")]
    pub(crate) set: Vec<String>,
    /// Print the results as JSON instead of a table
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Resume {
    /// The folder of the run
    pub(crate) run: PathBuf,
    /// Draw the stakes although choices have no answer, if asking them again gives none. The results count them
    #[arg(long)]
    pub(crate) leave_failed: bool,
    /// Print the results as JSON instead of a table
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Analyse {
    /// The folder of the run
    pub(crate) run: PathBuf,
    /// Print the results as JSON instead of a table
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Schema {
    /// A bundled plugin's name, or the path of another's file
    pub(crate) plugin: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct List {
    /// Print JSON
    #[arg(long)]
    pub(crate) json: bool,
}
