//! The command line.

use std::path::PathBuf;

use clap::{ArgGroup, Args, Parser, Subcommand, ValueEnum};

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
    /// Print how balanced a study's plan is: pairs, items, stakes and orders, cell by cell
    Plan(Check),
    /// Write what a study will do and claim to a file that its run can be held to
    Register(Register),
    /// Run a study
    Run(Run),
    /// Go on with a run that was stopped; nothing is paid for twice
    Resume(Resume),
    /// Print the results of a run, finished or not, from its journal
    Analyse(Analyse),
    /// Check that a run followed its plan, and its registration if it has one
    Verify(Verify),
    /// Print a pair as its judges saw it, with their ballots
    Show(Show),
    /// Print the utilities of a run's actors with their coherence, or fit or compare those from elsewhere
    Utilities(Utilities),
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
    /// A registration that the study has to be the same as; a copy goes into the run's folder
    #[arg(long, value_name = "FILE")]
    pub(crate) registered: Option<PathBuf>,
    /// Stop after this stage; `motive resume` goes on
    #[arg(long, value_name = "STAGE")]
    pub(crate) until: Option<Until>,
    /// Print the results as JSON instead of a table
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Register {
    /// The study file
    pub(crate) study: PathBuf,
    /// Where the registration goes; by default `registration.json` beside the study
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    /// Who registers the study; may be given again
    #[arg(long, value_name = "NAME", value_parser = clap::builder::NonEmptyStringValueParser::new())]
    pub(crate) by: Vec<String>,
    /// Override a value of the study, as in `--set task.essay.items=6`; may be given again
    #[arg(long = "set", value_name = "KEY=VALUE")]
    pub(crate) set: Vec<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Verify {
    /// The folder of the run
    pub(crate) run: PathBuf,
    /// The registration to hold it to; by default the one in its folder
    #[arg(long, value_name = "FILE")]
    pub(crate) registered: Option<PathBuf>,
    /// Print JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Show {
    /// The folder of the run
    pub(crate) run: PathBuf,
    /// The pair: CONTRAST/ACTOR/TASK/ITEM/REPLICATE. Without it, the pairs are listed
    #[arg(long, value_name = "ID")]
    pub(crate) pair: Option<String>,
    /// Say which text is of which arm. The journal keeps that you were told
    #[arg(long, requires = "pair")]
    pub(crate) unblind: bool,
    /// Print JSON
    #[arg(long)]
    pub(crate) json: bool,
}

/// A stage that a run can stop after.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Until {
    /// Forced choices are asked and stakes sealed
    Elicitation,
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
#[command(group = ArgGroup::new("what").required(true).args(["run", "edges", "compare"]))]
pub(crate) struct Utilities {
    /// The folder of a run
    pub(crate) run: Option<PathBuf>,
    /// Of a run: this actor only
    #[arg(long, value_name = "ID", conflicts_with_all = ["edges", "compare"])]
    pub(crate) actor: Option<String>,
    /// Fit choices from elsewhere: a CSV with the columns first,second,chose_first,chose_second,neither and perhaps holdout, or
    /// a published result with its choices (.json)
    #[arg(long, value_name = "FILE")]
    pub(crate) edges: Option<PathBuf>,
    /// What the choices are between: a bundled outcome set, or the path of one. Other ids are then an error
    #[arg(long, value_name = "SET", conflicts_with_all = ["run", "compare"])]
    pub(crate) outcomes: Option<String>,
    /// The utility model
    #[arg(long, value_name = "NAME", conflicts_with_all = ["run", "compare"], default_value = "thurstone")]
    pub(crate) model: String,
    /// What answers count as that chose neither
    #[arg(long, value_name = "NAME", conflicts_with_all = ["run", "compare"], default_value = "drop")]
    pub(crate) treatment: String,
    /// Hold out 5 % of the pairs, and tell how well they are predicted
    #[arg(long, conflicts_with_all = ["run", "compare"])]
    pub(crate) holdout: bool,
    /// The precision of the prior on utilities; 0 for the textbook fit
    #[arg(
        long,
        value_name = "NUMBER",
        conflicts_with_all = ["run", "compare"],
        default_value_t = 0.01,
        allow_negative_numbers = true
    )]
    pub(crate) penalty: f64,
    /// Fit no preference for the first shown
    #[arg(long, conflicts_with_all = ["run", "compare"])]
    pub(crate) no_position: bool,
    /// Refits to resampled pairs, for intervals: 50 to 10,000, or 0 for intervals by standard errors
    #[arg(
        long,
        value_name = "NUMBER",
        conflicts_with_all = ["run", "compare"],
        default_value_t = 200,
        value_parser = replicates
    )]
    pub(crate) bootstrap: usize,
    /// Correlate two elicitations: each a run (DIR, or DIR:ACTOR), what `motive utilities --json` printed, or a published
    /// result. Two runs are compared actor by actor, a run with itself between its actors
    #[arg(long, num_args = 2, value_names = ["A", "B"])]
    pub(crate) compare: Option<Vec<String>>,
    /// Print JSON
    #[arg(long)]
    pub(crate) json: bool,
}

/// A number of bootstrap fits that an interval can be told by, or none.
fn replicates(text: &str) -> Result<usize, String> {
    const LEAST: usize = 50;
    const MOST: usize = 10_000;
    match text.parse::<usize>() {
        Ok(0) => Ok(0),
        Ok(number) if (LEAST..=MOST).contains(&number) => Ok(number),
        Ok(_) => Err(format!("it is 0, or {LEAST} to {MOST}")),
        Err(error) => Err(error.to_string()),
    }
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
