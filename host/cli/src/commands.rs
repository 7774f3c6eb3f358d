//! What the commands do, and what they exit with: 0 done, 1 a run that failed, 2 a wrong argument or study,
//! 4 a run with slots that have no answer, 130 and 143 an interrupt and a SIGTERM that
//! left a resumable run.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

use indicatif::MultiProgress;
use motive_analysis::{Records, Results};
use motive_engine::{
    EngineError, Estimate, Folder, Observer, PrepareError, Prepared, Setup, Sources, Stop, Tokens, estimate,
    grants, prepare, reload, try_requests,
};
use motive_journal::{Journal, Reader};
use motive_runtime::{Assets, Limits, Reuse, Runtime, Settings};
use motive_study::outcomes;
use motive_study::plan::Size;
use motive_study::record::kind;
use motive_study::{Diagnostics, Plan, file, seal};
use serde_json::json;
use tokio::signal::unix::{SignalKind, signal};

use crate::arguments::{self, Until};
use crate::known::{known, strategies};
use crate::out::{print, say};
use crate::progress::Progress;
use crate::registration::{Registered, now};

/// Why a command failed.
pub(crate) enum Failure {
    /// A wrong argument or environment.
    Usage(String),
    /// A wrong study.
    Study(Diagnostics),
    /// A run that failed; the folder it can be resumed from, if it got that far.
    Run { problem: String, folder: Option<PathBuf> },
    /// A run that was stopped by a signal.
    Stopped { signal: u8, folder: PathBuf },
}

/// The key of the journal's `meta` for the folder that relative paths of secrets start from.
const STUDY_DIRECTORY: &str = "study-directory";
/// The key of the journal's `meta` for when the run began.
pub(crate) const BEGUN: &str = "begun";
/// The key of the journal's `meta` for the SHA-256 of the registration that the run began with.
pub(crate) const REGISTRATION: &str = "registration";
const INTERRUPTED: u8 = 130;
const TERMINATED: u8 = 143;

/// Prints why a command failed and returns its exit code.
pub(crate) fn report(failure: &Failure) -> ExitCode {
    match failure {
        Failure::Usage(problem) => {
            say(&format!("motive: {problem}"));
            ExitCode::from(2)
        }
        Failure::Study(diagnostics) => {
            crate::diagnostics::print(diagnostics);
            ExitCode::from(2)
        }
        Failure::Run { problem, folder } => {
            say(&format!("motive: {problem}"));
            if let Some(folder) = folder {
                say(&format!("what was answered is kept; go on with: motive resume {}", folder.display()));
            }
            ExitCode::from(1)
        }
        Failure::Stopped { signal, folder } => {
            say(&format!(
                "stopped; what was answered is kept; go on with: motive resume {}",
                folder.display()
            ));
            ExitCode::from(*signal)
        }
    }
}

impl From<PrepareError> for Failure {
    fn from(error: PrepareError) -> Self {
        match error {
            PrepareError::Study(diagnostics) => Self::Study(diagnostics),
            PrepareError::Engine(error) => Self::Usage(error.to_string()),
        }
    }
}

/// By value, so that it can stand in a `map_err`.
#[allow(clippy::needless_pass_by_value)]
pub(crate) fn failed(problem: impl ToString) -> Failure {
    Failure::Run { problem: problem.to_string(), folder: None }
}

/// The engine, with compiled plugins kept where the user keeps caches.
pub(crate) fn runtime() -> Result<Runtime, Failure> {
    let variable = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let cache = variable("MOTIVE_CACHE")
        .or_else(|| variable("XDG_CACHE_HOME").map(|path| path.join("motive")))
        .or_else(|| variable("HOME").map(|path| path.join(".cache/motive")))
        // wasmtime wants an absolute path.
        .and_then(|path| std::path::absolute(path).ok());
    Runtime::new(&Settings { cache }).map_err(failed)
}

pub(crate) fn prepared(runtime: &Runtime, study: &Path, overrides: &[String]) -> Result<Prepared, Failure> {
    let known = known().map_err(failed)?;
    let sources = Sources {
        study,
        overrides,
        bundled: motive_bundled::PLUGINS,
        outcome_sets: motive_bundled::OUTCOME_SETS,
        known: &known,
    };
    let prepared = prepare(runtime, &sources)?;
    crate::diagnostics::print(&prepared.advice);
    try_requests(&prepared.plan, &prepared.plugins).map_err(|error| Failure::Usage(error.to_string()))?;
    Ok(prepared)
}

/// `motive check`
pub(crate) fn check(arguments: &arguments::Check) -> Result<ExitCode, Failure> {
    let runtime = runtime()?;
    let prepared = prepared(&runtime, &arguments.study, &arguments.set)?;
    let size = prepared.plan.size();
    let estimate = estimate(&prepared.plan, &prepared.plugins).map_err(failed)?;
    let digest = prepared.plan.digest().map_err(failed)?;
    if arguments.json {
        print_json(&json!({ "plan": digest, "size": size, "estimate": estimate }))?;
    } else {
        print(&size_text(&prepared.plan, &digest, size, estimate))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn size_text(plan: &Plan, digest: &str, size: Size, estimate: Estimate) -> String {
    let at_most = |count: fn(Tokens) -> u64| match estimate.at_most {
        Some(most) => format!("about; at most {}", thousands(count(most))),
        None => "about; no upper limit without `max-output-tokens` of each model".to_owned(),
    };
    let counts: [(&str, u64, &str); 12] = [
        ("forced choices", size.choices, "asked of the actors before the first trial"),
        (
            "head-to-heads",
            estimate.head_to_heads,
            "at most, about; opposite stakes put to their actor once more",
        ),
        ("trials", size.trials, "actor x item x arm x replicate"),
        ("pairs", size.pairs, "two trials to be compared"),
        ("ballots", size.ballots, "judge x pair x order"),
        ("gold ballots", size.gold_ballots, "judge x gold pair x order, at most"),
        ("recall", size.recalls, "questions to actors about what they were told, at most"),
        ("guesses", size.guesses, "judge x pair: which text had the better incentive"),
        ("scores", size.scores, "judge x output"),
        ("calls", estimate.calls, "if no rubric asks again and each episode takes all its steps"),
        ("input tokens", estimate.typical.input, &at_most(|tokens| tokens.input)),
        ("output tokens", estimate.typical.output, &at_most(|tokens| tokens.output)),
    ];
    let mut text = format!("{}: fine\nplan    sha256:{digest}\n", plan.study.study.name);
    // What a study does not ask for is no line of its own.
    let beside = ["gold ballots", "recall", "guesses", "scores"];
    for (name, count, note) in counts {
        if count == 0 && beside.contains(&name) {
            continue;
        }
        text.push_str(&format!("{name:<15} {:>14}  {note}\n", thousands(count)));
    }
    if !plan.simulated.is_empty() {
        text.push_str(&format!(
            "simulated: the provider {} is a script, not a model\n",
            plan.simulated.join(", ")
        ));
    }
    text
}

fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(' ');
        }
        text.push(digit);
    }
    text
}

/// `motive run`
pub(crate) fn run(arguments: &arguments::Run, bars: MultiProgress) -> Result<ExitCode, Failure> {
    let runtime = runtime()?;
    let prepared = prepared(&runtime, &arguments.study, &arguments.set)?;
    let usage = |error: EngineError| Failure::Usage(error.to_string());
    let Prepared { plan, plugins, directory, .. } = &prepared;
    let grants = grants(plan, plugins, directory).map_err(usage)?;
    let registered = arguments.registered.as_deref().map(Registered::read).transpose()?;
    if let (Some(path), Some(registered)) = (&arguments.registered, &registered) {
        registered.hold(path, plan, prepared.lock())?;
    }
    let folder = match &arguments.out {
        Some(path) => Folder::create(path),
        None => Folder::create_numbered(Path::new("runs"), &folder_name(&plan.study.study.name)),
    };
    let folder = folder.map_err(usage)?;
    let digest = plan.digest().map_err(failed)?;
    let absolute = std::path::absolute(directory).unwrap_or_default().display().to_string();
    let begun = now();
    let mut meta = vec![
        ("motive", env!("CARGO_PKG_VERSION")),
        ("plan", &digest),
        ("lock", plan.lock.as_str()),
        (BEGUN, &begun),
    ];
    // A run is published, and where somebody's files lie is nobody's business: only where it is needed.
    if reads_secrets_beside_study(plan) {
        meta.push((STUDY_DIRECTORY, &absolute));
    }
    let registration = registered.as_ref().map(Registered::digest);
    if let Some(digest) = &registration {
        meta.push((REGISTRATION, digest));
    }
    let begun = Journal::create(folder.path(), &meta).map_err(failed).and_then(|journal| {
        if let Some(registered) = &registered {
            folder.keep_registration(&registered.text).map_err(failed)?;
        }
        let sealed = folder.seal(plan, prepared.lock(), &prepared.plugin_bytes, &prepared.asset_bytes);
        sealed.map(|()| journal).map_err(failed)
    });
    let journal = match begun {
        Ok(journal) => journal,
        Err(failure) => {
            folder.abandon();
            return Err(failure);
        }
    };
    say(&format!("plan    sha256:{digest}"));
    if let Some(digest) = &registration {
        say(&format!("registered as sha256:{digest}"));
    }
    let Prepared { plan, plugins, .. } = prepared;
    let until_stakes = arguments.until == Some(Until::Elicitation);
    let setup = Setup { plan, plugins, journal, grants, leave_failed: false, until_stakes };
    go(&folder, setup, arguments.json, bars)
}

/// Whether a secret comes from a file whose path starts from the study's folder.
fn reads_secrets_beside_study(plan: &Plan) -> bool {
    let sources = plan.study.provider.iter().flat_map(|provider| provider.credentials.values());
    sources.filter_map(|source| source.file.as_ref()).any(|file| Path::new(file).is_relative())
}

/// The name of a study as that of a folder.
fn folder_name(study: &str) -> String {
    study.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' }).collect()
}

/// `motive resume`
pub(crate) fn resume(arguments: &arguments::Resume, bars: MultiProgress) -> Result<ExitCode, Failure> {
    let folder = Folder::open(&arguments.run).map_err(|error| Failure::Usage(error.to_string()))?;
    let plan = folder.plan().map_err(failed)?;
    let sealed = sealed_journal(&folder, &plan)?;
    let directory = sealed.meta(STUDY_DIRECTORY).map_err(failed)?.unwrap_or_default();
    drop(sealed);
    let runtime = runtime()?;
    let plugins = reload(&runtime, &folder, &plan, motive_bundled::PLUGINS).map_err(failed)?;
    let grants =
        grants(&plan, &plugins, Path::new(&directory)).map_err(|error| Failure::Usage(error.to_string()))?;
    // Opened for writing last: a run that is refused is left as it is.
    let journal = Journal::open(folder.path()).map_err(failed)?;
    let leave_failed = arguments.leave_failed;
    let setup = Setup { plan, plugins, journal, grants, leave_failed, until_stakes: false };
    go(&folder, setup, arguments.json, bars)
}

/// The journal of a run for reading, if plan and lock are still the ones that it was begun with.
pub(crate) fn sealed_journal(folder: &Folder, plan: &Plan) -> Result<Reader, Failure> {
    let reader = Reader::open(folder.path()).map_err(|error| match error {
        // Never made anew: whoever lost a journal would pay for everything twice.
        motive_journal::Error::Missing { path } => failed(format!(
            "{}: the journal of this run is not there; put it back, or start a new run in another folder",
            path.display()
        )),
        other => failed(other),
    })?;
    // The registration is of the file's bytes, so a plan that only reads the same is another one.
    let sealed = [reader.meta("plan").map_err(failed)?.unwrap_or_default(), plan.lock.clone()];
    for ((file, found), sealed) in folder.digests().map_err(failed)?.into_iter().zip(sealed) {
        if found != sealed {
            return Err(failed(format!(
                "{}: this is not the file that the run began with: its SHA-256 is {found}, and it was {sealed}; put it back",
                folder.path().join(file).display()
            )));
        }
    }
    if let Some(stakes) = reader.record(kind::STAKES, kind::STAKES).map_err(failed)? {
        folder.check_stakes(&stakes).map_err(failed)?;
    }
    Ok(reader)
}

/// Runs a sealed plan to its end, or to a signal, and prints what there is.
fn go(folder: &Folder, setup: Setup, json: bool, bars: MultiProgress) -> Result<ExitCode, Failure> {
    let (plan, journal, until_stakes) = (setup.plan.clone(), setup.journal.clone(), setup.until_stakes);
    let executor = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(failed)?;
    let observer: Arc<dyn Observer> = Arc::new(Progress::new(bars));
    let stop = Stop::default();
    let signal = Arc::new(AtomicU8::new(0));
    let finished = executor.block_on(async {
        for (kind, code) in [(SignalKind::interrupt(), INTERRUPTED), (SignalKind::terminate(), TERMINATED)] {
            let watcher = Watcher {
                code,
                caught: signal.clone(),
                stop: stop.clone(),
                observer: observer.clone(),
                folder: folder.path().to_owned(),
            };
            tokio::spawn(watcher.watch(kind));
        }
        let finished = motive_engine::run(folder, setup, observer.clone(), stop).await;
        let closed = journal.close().await;
        finished.and_then(|finished| closed.map(|_| finished).map_err(EngineError::from))
    });
    let caught = signal.load(Ordering::SeqCst);
    let finished = match finished {
        Ok(finished) => finished,
        Err(EngineError::Interrupted) if caught > 0 => {
            return Err(Failure::Stopped { signal: caught, folder: folder.path().to_owned() });
        }
        Err(error) => {
            return Err(Failure::Run { problem: error.to_string(), folder: Some(folder.path().to_owned()) });
        }
    };
    let elicits_only = plan.study.elicits_only();
    if !until_stakes {
        let results = results(folder, &plan)?;
        let text = seal::canonical(&results).map_err(failed)?;
        folder.write_results(&text).map_err(failed)?;
        if !elicits_only {
            print(&if json { text } else { motive_report::table(&results) })?;
        }
    }
    // An outage is no preference: utilities are there once the stakes are.
    if (until_stakes || elicits_only) && finished.failed == 0 {
        crate::utilities::show_run(folder.path(), None, json)?;
    }
    say(&format!("\nthe run is in {}", folder.path().display()));
    if finished.failed > 0 {
        say(&format!(
            "{} slots have no answer; ask them again with: motive resume {}",
            finished.failed,
            folder.path().display()
        ));
        return Ok(ExitCode::from(4));
    }
    if until_stakes && !elicits_only {
        say(&format!("go on with the trials: motive resume {}", folder.path().display()));
    }
    Ok(ExitCode::SUCCESS)
}

/// Waits for a signal: the first asks the run to stop, the second ends the process. The journal is on disk in both
/// cases.
struct Watcher {
    code: u8,
    caught: Arc<AtomicU8>,
    stop: Stop,
    observer: Arc<dyn Observer>,
    folder: PathBuf,
}

impl Watcher {
    async fn watch(self, kind: SignalKind) {
        let Ok(mut signals) = signal(kind) else { return };
        while signals.recv().await.is_some() {
            if self.caught.swap(self.code, Ordering::SeqCst) != 0 {
                report(&Failure::Stopped { signal: self.code, folder: self.folder });
                std::process::exit(i32::from(self.code));
            }
            self.observer
                .note("stopping: waiting for the answers that are under way; once more to drop them");
            self.stop.ask();
        }
    }
}

/// The results of a run, from its plan and its journal.
pub(crate) fn results(folder: &Folder, plan: &Plan) -> Result<Results, Failure> {
    let reader = sealed_journal(folder, plan)?;
    let records =
        Records::read(|kind| reader.records(kind).map_err(|error| error.to_string())).map_err(failed)?;
    motive_analysis::analyse(plan, &records).map_err(failed)
}

/// `motive analyse`
pub(crate) fn analyse(arguments: &arguments::Analyse) -> Result<ExitCode, Failure> {
    let folder = Folder::open(&arguments.run).map_err(|error| Failure::Usage(error.to_string()))?;
    let plan = folder.plan().map_err(failed)?;
    let results = results(&folder, &plan)?;
    if arguments.json {
        print(&seal::canonical(&results).map_err(failed)?)?;
    } else {
        print(&motive_report::table(&results))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// A line of `motive list`.
struct Listed {
    kind: String,
    name: String,
    version: String,
    about: String,
    /// Of a plugin, what it does; otherwise empty.
    summary: String,
}

/// Columns of the summaries.
const WIDTH: usize = 100;

/// `motive list`
pub(crate) fn list(arguments: &arguments::List) -> Result<ExitCode, Failure> {
    let listed = listed()?;
    if arguments.json {
        let entries = listed.iter().map(|Listed { kind, name, version, about, summary }| {
            json!({ "kind": kind, "name": name, "version": version, "about": about, "summary": summary })
        });
        print_json(&entries.collect::<serde_json::Value>())?;
    } else {
        let widest = listed.iter().map(|entry| entry.name.len()).max().unwrap_or(0);
        let mut text = String::new();
        for Listed { kind, name, about, summary, .. } in &listed {
            text.push_str(&format!("{kind:<16} {name:<widest$}  {about}\n"));
            wrapped(summary, WIDTH - 17).iter().for_each(|line| text.push_str(&format!("{:17}{line}\n", "")));
        }
        print(&text)?;
    }
    if motive_bundled::PLUGINS.is_empty() {
        say("built without plugins: run `cargo xtask plugins` and build again");
    }
    Ok(ExitCode::SUCCESS)
}

/// All that a study file can name: plugins, strategies, outcome sets.
fn listed() -> Result<Vec<Listed>, Failure> {
    let runtime = runtime()?;
    let mut listed = Vec::new();
    for (name, bytes) in motive_bundled::PLUGINS {
        let plugin =
            runtime.load(name, bytes, &Limits::provider(Reuse::Fresh), Assets::new()).map_err(failed)?;
        for kind in &plugin.kinds {
            listed.push(Listed {
                kind: format!("{} plugin", kind.word()),
                name: (*name).to_owned(),
                version: plugin.manifest.version.clone(),
                about: plugin.manifest.title.clone(),
                summary: plugin.manifest.summary.clone(),
            });
        }
    }
    listed.sort_by(|one, other| (&one.kind, &one.name).cmp(&(&other.kind, &other.name)));
    let built_in = |kind: &str, name: &str, about: String| Listed {
        kind: kind.to_owned(),
        name: name.to_owned(),
        version: String::new(),
        about,
        summary: String::new(),
    };
    for strategy in strategies().map_err(failed)? {
        listed.push(built_in(strategy.kind, strategy.name, strategy.about.to_owned()));
    }
    for (name, text) in motive_bundled::OUTCOME_SETS {
        let set = outcomes::parse(&format!("{name}.toml"), text).map_err(Failure::Study)?;
        let domains = set.domains();
        let about = format!(
            "{} outcomes in {} categories",
            domains.values().map(Vec::len).sum::<usize>(),
            domains.len()
        );
        listed.push(built_in("outcome set", name, about));
    }
    Ok(listed)
}

/// A text in lines of at most `width` characters, broken at spaces.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + word.chars().count() < width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// `motive schema`
pub(crate) fn schema(arguments: &arguments::Schema) -> Result<ExitCode, Failure> {
    let schema = match &arguments.plugin {
        None => file::schema(),
        Some(plugin) => config_schema(plugin)?,
    };
    print_json(&schema)?;
    Ok(ExitCode::SUCCESS)
}

/// The JSON Schema of a plugin's config.
fn config_schema(name: &str) -> Result<serde_json::Value, Failure> {
    let bundled = motive_bundled::PLUGINS.iter().find(|(bundled, _)| *bundled == name);
    let bytes = match bundled {
        Some((_, bytes)) => bytes.to_vec(),
        None => std::fs::read(name).map_err(|error| {
            let names = motive_bundled::PLUGINS.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
            Failure::Usage(format!("{name}: {error}; the bundled plugins are {names}"))
        })?,
    };
    let limits = Limits::provider(Reuse::Fresh);
    let plugin = runtime()?.load(name, &bytes, &limits, Assets::new());
    let plugin = plugin.map_err(|error| Failure::Usage(error.to_string()))?;
    serde_json::from_str(&plugin.manifest.config_schema).map_err(failed)
}

pub(crate) fn print_json(value: &serde_json::Value) -> Result<(), Failure> {
    print(&seal::canonical(value).map_err(failed)?)
}
