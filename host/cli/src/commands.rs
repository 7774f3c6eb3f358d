//! What the commands do, and what they exit with: 0 done, 1 a run that failed, 2 a wrong argument or study,
//! 4 a run that finished with slots that no model answered, 130 and 143 an interrupt and a SIGTERM that
//! left a resumable run.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

use indicatif::MultiProgress;
use motive_analysis::{Records, Results};
use motive_engine::{
    EngineError, Estimate, Folder, Observer, PLAN_FILE, PrepareError, Prepared, Sources, Stop, estimate,
    prepare, reload,
};
use motive_journal::{Journal, Reader};
use motive_runtime::{Assets, Limits, Reuse, Runtime, Settings};
use motive_study::plan::Size;
use motive_study::{Diagnostics, Plan, Plugins, file, seal};
use serde_json::json;
use tokio::signal::unix::{SignalKind, signal};

use crate::arguments;
use crate::known::{known, strategies};
use crate::progress::Progress;

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

const INTERRUPTED: u8 = 130;
const TERMINATED: u8 = 143;

/// Prints why a command failed and returns its exit code.
pub(crate) fn report(failure: &Failure) -> ExitCode {
    match failure {
        Failure::Usage(problem) => {
            eprintln!("motive: {problem}");
            ExitCode::from(2)
        }
        Failure::Study(diagnostics) => {
            crate::diagnostics::print(diagnostics);
            ExitCode::from(2)
        }
        Failure::Run { problem, folder } => {
            eprintln!("motive: {problem}");
            if let Some(folder) = folder {
                eprintln!("what was answered is kept; go on with: motive resume {}", folder.display());
            }
            ExitCode::from(1)
        }
        Failure::Stopped { signal, folder } => {
            eprintln!("stopped; what was answered is kept; go on with: motive resume {}", folder.display());
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
fn failed(problem: impl ToString) -> Failure {
    Failure::Run { problem: problem.to_string(), folder: None }
}

/// The engine, with compiled plugins kept where the user keeps caches.
fn runtime() -> Result<Runtime, Failure> {
    let variable = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let cache = variable("MOTIVE_CACHE")
        .or_else(|| variable("XDG_CACHE_HOME").map(|path| path.join("motive")))
        .or_else(|| variable("HOME").map(|path| path.join(".cache/motive")))
        // wasmtime wants an absolute path.
        .and_then(|path| std::path::absolute(path).ok());
    Runtime::new(&Settings { cache }).map_err(failed)
}

fn prepared(runtime: &Runtime, study: &Path, overrides: &[String]) -> Result<Prepared, Failure> {
    let known = known().map_err(failed)?;
    let sources = Sources { study, overrides, bundled: motive_bundled::PLUGINS, known: &known };
    let prepared = prepare(runtime, &sources)?;
    crate::diagnostics::print(&prepared.advice);
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
        print!("{}", size_text(&prepared.plan, &digest, size, estimate));
    }
    Ok(ExitCode::SUCCESS)
}

fn size_text(plan: &Plan, digest: &str, size: Size, estimate: Estimate) -> String {
    let counts = [
        ("forced choices", size.choices, "asked of the actors before the first trial"),
        ("trials", size.trials, "actor x item x arm x replicate"),
        ("pairs", size.pairs, "two trials to be compared"),
        ("ballots", size.ballots, "judge x pair x order"),
        ("calls", estimate.calls, "if no rubric asks again and each episode takes all its steps"),
        ("input tokens", estimate.input_tokens, "about, at four bytes a token"),
        ("output tokens", estimate.output_tokens, "about"),
    ];
    let mut text = format!("{}: fine\nplan    sha256:{digest}\n", plan.study.study.name);
    for (name, count, note) in counts {
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
    let path = match &arguments.out {
        Some(path) => path.clone(),
        None => next_folder(&prepared.plan.study.study.name),
    };
    let folder = Folder::create(&path).map_err(|error| Failure::Usage(error.to_string()))?;
    let digest = prepared.plan.digest().map_err(failed)?;
    folder
        .seal(&prepared.plan, prepared.lock(), &prepared.plugin_bytes, &prepared.asset_bytes)
        .map_err(failed)?;
    let directory = std::path::absolute(&prepared.directory).unwrap_or(prepared.directory);
    let meta = [
        ("motive", env!("CARGO_PKG_VERSION")),
        ("plan", digest.as_str()),
        ("lock", prepared.plan.lock.as_str()),
        ("study-directory", &directory.display().to_string()),
    ];
    let journal = Journal::create(&path, &meta).map_err(failed)?;
    eprintln!("plan    sha256:{digest}");
    go(&folder, &prepared.plan, prepared.plugins, journal, &directory, arguments.json, bars)
}

/// `runs/NAME-1`, or the first number that is free.
fn next_folder(study: &str) -> PathBuf {
    let name: String =
        study.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' }).collect();
    let folder = |number: usize| Path::new("runs").join(format!("{name}-{number}"));
    (1..).map(folder).find(|path| !path.exists()).unwrap_or_else(|| folder(0))
}

/// `motive resume`
pub(crate) fn resume(arguments: &arguments::Resume, bars: MultiProgress) -> Result<ExitCode, Failure> {
    let folder = Folder::open(&arguments.run).map_err(|error| Failure::Usage(error.to_string()))?;
    let plan = folder.plan().map_err(failed)?;
    let sealed = sealed_journal(&folder, &plan)?;
    let directory = sealed.meta("study-directory").map_err(failed)?.unwrap_or_default();
    drop(sealed);
    let runtime = runtime()?;
    let plugins = reload(&runtime, &folder, &plan, motive_bundled::PLUGINS).map_err(failed)?;
    // Opened for writing last: a run that is refused is left as it is.
    let journal = Journal::open(folder.path()).map_err(failed)?;
    go(&folder, &plan, plugins, journal, Path::new(&directory), arguments.json, bars)
}

/// The journal of a run for reading, if plan and lock are still the ones that it was begun with.
fn sealed_journal(folder: &Folder, plan: &Plan) -> Result<Reader, Failure> {
    let reader = Reader::open(folder.path()).map_err(|error| match error {
        // Never made anew: whoever lost a journal would pay for everything twice.
        motive_journal::Error::Missing { path } => failed(format!(
            "{}: the journal of this run is not there; put it back, or start a new run in another folder",
            path.display()
        )),
        other => failed(other),
    })?;
    let changed = |file: &str, found: &str, sealed: &str| {
        failed(format!(
            "{}: this is not the file that the run began with: its SHA-256 is {found}, and it was {sealed}; put it back",
            folder.path().join(file).display()
        ))
    };
    // The registration is of the file's bytes, so a plan that only reads the same is another one.
    let found = seal::sha256(&std::fs::read(folder.path().join(PLAN_FILE)).map_err(failed)?);
    let sealed = reader.meta("plan").map_err(failed)?.unwrap_or_default();
    if found != sealed {
        return Err(changed(PLAN_FILE, &found, &sealed));
    }
    let found = folder.lock().map_err(failed)?.digest();
    if found != plan.lock {
        return Err(changed("motive.lock", &found, &plan.lock));
    }
    Ok(reader)
}

/// Runs a sealed plan to its end, or to a signal, and prints what there is.
fn go(
    folder: &Folder,
    plan: &Plan,
    plugins: Plugins,
    journal: Journal,
    directory: &Path,
    json: bool,
    bars: MultiProgress,
) -> Result<ExitCode, Failure> {
    let executor = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(failed)?;
    let observer: Arc<dyn Observer> = Arc::new(Progress::new(bars));
    let stop = Stop::default();
    let signal = Arc::new(AtomicU8::new(0));
    let finished = executor.block_on(async {
        tokio::spawn(watch(
            SignalKind::interrupt(),
            INTERRUPTED,
            signal.clone(),
            stop.clone(),
            observer.clone(),
        ));
        tokio::spawn(watch(
            SignalKind::terminate(),
            TERMINATED,
            signal.clone(),
            stop.clone(),
            observer.clone(),
        ));
        let finished = motive_engine::run(
            folder,
            plan.clone(),
            plugins,
            journal.clone(),
            directory,
            observer.clone(),
            stop,
        )
        .await;
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
    let results = results(folder, plan)?;
    let text = seal::canonical(&results).map_err(failed)?;
    folder.write_results(&text).map_err(failed)?;
    if json {
        print!("{text}");
    } else {
        print!("{}", motive_report::table(&results));
    }
    eprintln!("\nthe run is in {}", folder.path().display());
    if finished.failed > 0 {
        eprintln!(
            "{} slots have no answer; ask them again with: motive resume {}",
            finished.failed,
            folder.path().display()
        );
        return Ok(ExitCode::from(4));
    }
    Ok(ExitCode::SUCCESS)
}

/// Waits for a signal: the first asks the run to stop, the second ends the process. The journal is on disk in
/// both cases.
async fn watch(kind: SignalKind, code: u8, caught: Arc<AtomicU8>, stop: Stop, observer: Arc<dyn Observer>) {
    let Ok(mut signals) = signal(kind) else { return };
    while signals.recv().await.is_some() {
        if caught.swap(code, Ordering::SeqCst) != 0 {
            std::process::exit(i32::from(code));
        }
        observer.note("stopping: waiting for the answers that are under way; once more to drop them");
        stop.ask();
    }
}

/// The results of a run, from its plan and its journal.
fn results(folder: &Folder, plan: &Plan) -> Result<Results, Failure> {
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
        print!("{}", seal::canonical(&results).map_err(failed)?);
    } else {
        print!("{}", motive_report::table(&results));
    }
    Ok(ExitCode::SUCCESS)
}

/// `motive list`
pub(crate) fn list(arguments: &arguments::List) -> Result<ExitCode, Failure> {
    let runtime = runtime()?;
    let mut rows = Vec::new();
    for (name, bytes) in motive_bundled::PLUGINS {
        let plugin =
            runtime.load(name, bytes, &Limits::provider(Reuse::Fresh), Assets::new()).map_err(failed)?;
        for kind in &plugin.kinds {
            let kind = format!("{} plugin", kind.word());
            rows.push((
                kind,
                (*name).to_owned(),
                plugin.manifest.version.clone(),
                plugin.manifest.title.clone(),
            ));
        }
    }
    rows.sort();
    for strategy in strategies().map_err(failed)? {
        rows.push((
            strategy.kind.to_owned(),
            strategy.name.to_owned(),
            String::new(),
            strategy.about.to_owned(),
        ));
    }
    if arguments.json {
        let entries = rows.iter().map(|(kind, name, version, about)| {
            json!({ "kind": kind, "name": name, "version": version, "about": about })
        });
        print_json(&entries.collect::<serde_json::Value>())?;
    } else {
        let widest = rows.iter().map(|(_, name, ..)| name.len()).max().unwrap_or(0);
        for (kind, name, _, about) in &rows {
            println!("{kind:<16} {name:<widest$}  {about}");
        }
    }
    if motive_bundled::PLUGINS.is_empty() {
        eprintln!("built without plugins: run `cargo xtask plugins` and build again");
    }
    Ok(ExitCode::SUCCESS)
}

/// `motive schema`
pub(crate) fn schema() -> Result<ExitCode, Failure> {
    print_json(&file::schema())?;
    Ok(ExitCode::SUCCESS)
}

fn print_json(value: &serde_json::Value) -> Result<(), Failure> {
    print!("{}", seal::canonical(value).map_err(failed)?);
    Ok(())
}
