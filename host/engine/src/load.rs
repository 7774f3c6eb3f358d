//! From a study file to a plan with its plugins loaded, and from a run's folder back to them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use motive_elicitation::rounds;
use motive_runtime::{Assets, Limits, Plugin, Reuse, Runtime};
use motive_study::check::{self, Known, StudyFile, is_path};
use motive_study::diagnostic::suggestion;
use motive_study::file::{Entry, Instances, Sandbox};
use motive_study::import::{self, Published};
use motive_study::make::{self, GivenFile, Material};
use motive_study::outcomes::{self, OutcomeSet};
use motive_study::plugins::{Lock, LockedAsset, LockedPlugin};
use motive_study::{Diagnostic, Diagnostics, Plan, Plugins, Study, seal, units};

use crate::error::EngineError;
use crate::folder::Folder;

/// The category of outcomes that come from a published result.
const PUBLISHED: &str = "published";

/// The first-party plugins: name and bytes.
pub type Bundled = [(&'static str, &'static [u8])];

/// What a plan is made from.
#[derive(Debug, Clone)]
pub struct Sources<'a> {
    /// The study file.
    pub study: &'a Path,
    /// `key=value`, in their order.
    pub overrides: &'a [String],
    /// First-party plugins.
    pub bundled: &'a Bundled,
    /// First-party outcome sets: name and text.
    pub outcome_sets: &'a [(&'a str, &'a str)],
    /// Names of what is built in.
    pub known: &'a Known,
}

/// A plan with everything that is needed to run it.
pub struct Prepared {
    /// The plan.
    pub plan: Plan,
    /// What a person should know and what stops nothing.
    pub advice: Diagnostics,
    /// The plugins, loaded.
    pub plugins: Plugins,
    /// Their bytes, by digest.
    pub plugin_bytes: BTreeMap<String, Vec<u8>>,
    /// Bytes of the files they may read, by digest.
    pub asset_bytes: BTreeMap<String, Vec<u8>>,
    /// The folder of the study file, which relative paths start from.
    pub directory: PathBuf,
}

/// Why there is no plan.
#[derive(Debug, thiserror::Error)]
#[allow(missing_docs)]
pub enum PrepareError {
    #[error("{0}")]
    Study(Diagnostics),
    #[error(transparent)]
    Engine(#[from] EngineError),
}

/// Reads a study file, loads its plugins, makes its plan. Asks no model and sends no request.
///
/// # Errors
/// Everything that is wrong with the study, or why a file could not be read.
pub fn prepare(runtime: &Runtime, sources: &Sources<'_>) -> Result<Prepared, PrepareError> {
    let text = read_text(sources.study)?;
    let name = sources.study.display().to_string();
    let file = check::read(&name, &text, sources.overrides, sources.known).map_err(PrepareError::Study)?;
    let directory = sources.study.parent().map(Path::to_path_buf).unwrap_or_default();
    let mut loader = Loader {
        runtime,
        directory: &directory,
        bundled: sources.bundled,
        outcome_sets: sources.outcome_sets,
        file: &file,
        problems: Vec::new(),
        plugins: Plugins::default(),
        plugin_bytes: BTreeMap::new(),
        asset_bytes: BTreeMap::new(),
    };
    loader.load_all();
    let material = Material { outcomes: loader.outcomes()?, utilities: loader.utilities() };
    let Loader { problems, plugins, plugin_bytes, asset_bytes, .. } = loader;
    if !problems.is_empty() {
        let mut diagnostics = Diagnostics { sources: file.sources, list: problems };
        diagnostics.settle();
        return Err(PrepareError::Study(diagnostics));
    }
    let (plan, advice) =
        make::plan(file, material, &plugins, sources.known, &rounds::open).map_err(PrepareError::Study)?;
    Ok(Prepared { plan, advice, plugins, plugin_bytes, asset_bytes, directory })
}

/// Loads the plugins of a run that exists, from its own folder.
///
/// # Errors
/// When a file of the folder is missing or was changed.
pub fn reload(
    runtime: &Runtime,
    folder: &Folder,
    plan: &Plan,
    bundled: &Bundled,
) -> Result<Plugins, EngineError> {
    let lock = folder.lock()?;
    let mut plugins = Plugins { lock: lock.clone(), ..Plugins::default() };
    for locked in &lock.plugin {
        let bytes = folder.plugin(&locked.sha256)?;
        let mut assets = Assets::new();
        for asset in lock.asset.iter().filter(|asset| asset.entry == locked.entry) {
            assets.insert(asset.name.clone(), folder.asset(&asset.sha256)?);
        }
        let Some((kind, id)) = locked.entry.split_once('/') else { continue };
        let sandbox = sandbox_of(&plan.study, kind, id).cloned().unwrap_or_default();
        let first_party = bundled.iter().any(|(_, own)| *own == bytes.as_slice());
        let plugin = runtime.load(id, &bytes, &limits(kind, &sandbox, first_party), assets)?;
        place(&mut plugins, kind, id, &plugin)?;
    }
    Ok(plugins)
}

fn sandbox_of<'a>(study: &'a Study, kind: &str, id: &str) -> Option<&'a Sandbox> {
    fn find<'a, E: Entry>(entries: &'a [E], id: &str) -> Option<&'a Sandbox> {
        entries.iter().find(|entry| entry.id() == id).map(Entry::sandbox)
    }
    match kind {
        "task" => find(&study.task, id),
        "framing" => find(&study.framing, id),
        "provider" => find(&study.provider, id),
        _ => find(&study.rubric, id),
    }
}

struct Loader<'a> {
    runtime: &'a Runtime,
    directory: &'a Path,
    bundled: &'a Bundled,
    outcome_sets: &'a [(&'a str, &'a str)],
    file: &'a StudyFile,
    problems: Vec<Diagnostic>,
    plugins: Plugins,
    plugin_bytes: BTreeMap<String, Vec<u8>>,
    asset_bytes: BTreeMap<String, Vec<u8>>,
}

impl Loader<'_> {
    fn load_all(&mut self) {
        let study = &self.file.study;
        let none = BTreeMap::new();
        for (index, entry) in study.provider.iter().enumerate() {
            self.load("provider", index, entry, &none);
        }
        for (index, entry) in study.task.iter().enumerate() {
            self.load("task", index, entry, &entry.assets);
        }
        for (index, entry) in study.framing.iter().enumerate() {
            self.load("framing", index, entry, &none);
        }
        for (index, entry) in study.rubric.iter().enumerate() {
            self.load("rubric", index, entry, &entry.assets);
        }
    }

    fn load(&mut self, kind: &str, index: usize, entry: &impl Entry, files: &BTreeMap<String, String>) {
        let pointer = format!("/{kind}/{index}");
        if let Err(problem) = self.try_load(kind, &pointer, entry, files) {
            let span = self.file.tree.nearest(&format!("{pointer}/plugin")).span.clone();
            self.problems.push(Diagnostic::error(span, problem));
        }
    }

    fn try_load(
        &mut self,
        kind: &str,
        pointer: &str,
        entry: &impl Entry,
        files: &BTreeMap<String, String>,
    ) -> Result<(), String> {
        let bundled = self.bundled.iter().find(|(name, _)| *name == entry.plugin()).map(|(_, bytes)| *bytes);
        let bytes = match bundled {
            Some(bytes) => bytes.to_vec(),
            None => read(&self.directory.join(entry.plugin())).map_err(|error| error.to_string())?,
        };
        let name = format!("{kind}/{}", entry.id());
        let mut assets = Assets::new();
        for (asset, path) in files {
            let path = self.directory.join(path);
            match read(&path) {
                Ok(bytes) => {
                    let sha256 = seal::sha256(&bytes);
                    let locked =
                        LockedAsset { entry: name.clone(), name: asset.clone(), sha256: sha256.clone() };
                    self.plugins.lock.asset.push(locked);
                    self.asset_bytes.insert(sha256, bytes.clone());
                    assets.insert(asset.clone(), bytes);
                }
                Err(error) => {
                    let span = self.file.tree.nearest(&format!("{pointer}/assets/{asset}")).span.clone();
                    self.problems.push(Diagnostic::error(span, error.to_string()));
                }
            }
        }
        let limits = limits(kind, entry.sandbox(), bundled.is_some());
        let plugin =
            self.runtime.load(entry.id(), &bytes, &limits, assets).map_err(|error| error.to_string())?;
        place(&mut self.plugins, kind, entry.id(), &plugin).map_err(|error| error.to_string())?;
        self.plugins.lock.plugin.push(LockedPlugin {
            entry: name,
            id: plugin.manifest.id.clone(),
            version: plugin.manifest.version.clone(),
            contract: plugin.contract.clone(),
            sha256: plugin.sha256.clone(),
            size: plugin.size as u64,
        });
        self.plugin_bytes.insert(plugin.sha256, bytes);
        Ok(())
    }

    fn outcomes(&mut self) -> Result<Option<OutcomeSet>, PrepareError> {
        let Some(elicitation) = &self.file.study.elicitation else { return Ok(None) };
        let name = elicitation.outcomes.as_str();
        if let Some((_, text)) = self.outcome_sets.iter().find(|(bundled, _)| *bundled == name) {
            return outcomes::parse(&format!("{name}.toml"), text).map(Some).map_err(PrepareError::Study);
        }
        let path = self.directory.join(name);
        if name.ends_with(".json") {
            let Some(GivenFile { published, .. }) = self.published("/elicitation/outcomes", name) else {
                return Ok(None);
            };
            let set = published.outcome_set(&path.display().to_string(), PUBLISHED);
            return set.map(Some).map_err(PrepareError::Study);
        }
        match read_text(&path) {
            Ok(text) => {
                outcomes::parse(&path.display().to_string(), &text).map(Some).map_err(PrepareError::Study)
            }
            Err(error) => {
                let span = self.file.tree.nearest("/elicitation/outcomes").span.clone();
                let names = self.outcome_sets.iter().map(|(bundled, _)| *bundled);
                let problem = Diagnostic::error(span, error.to_string());
                self.problems.push(match is_path(name) || name.contains('.') {
                    true => problem,
                    false => problem.hint(format!("of the bundled sets: {}", suggestion(name, names))),
                });
                Ok(None)
            }
        }
    }

    /// The published results of the study, by the actor whose they are.
    fn utilities(&mut self) -> BTreeMap<String, GivenFile> {
        let Some(elicitation) = &self.file.study.elicitation else { return BTreeMap::new() };
        let mut given = BTreeMap::new();
        for (actor, name) in elicitation.utilities.clone() {
            let file = self.published(&format!("/elicitation/utilities/{actor}"), &name);
            given.extend(file.map(|file| (actor, file)));
        }
        given
    }

    /// A published result; what is wrong with it is wrong at `pointer`.
    fn published(&mut self, pointer: &str, name: &str) -> Option<GivenFile> {
        let path = self.directory.join(name);
        let parsed = read(&path).map_err(|error| error.to_string()).and_then(|bytes| {
            let published: Published =
                import::parse(&path.display().to_string(), &bytes).map_err(|faults| faults.to_string())?;
            Ok(GivenFile { published, sha256: seal::sha256(&bytes) })
        });
        match parsed {
            Ok(file) => Some(file),
            Err(problem) => {
                let span = self.file.tree.nearest(pointer).span.clone();
                self.problems.extend(problem.lines().map(|line| Diagnostic::error(span.clone(), line)));
                None
            }
        }
    }
}

/// Puts a plugin where its entry says it belongs.
fn place(plugins: &mut Plugins, kind: &str, id: &str, plugin: &Plugin) -> Result<(), EngineError> {
    let id = id.to_owned();
    let found = match kind {
        "task" => plugin.task()?.map(|task| plugins.tasks.insert(id.clone(), task)).is_some(),
        "framing" => plugin.framing()?.map(|framing| plugins.framings.insert(id.clone(), framing)).is_some(),
        "provider" => {
            plugin.provider()?.map(|provider| plugins.providers.insert(id.clone(), provider)).is_some()
        }
        _ => plugin.rubric()?.map(|rubric| plugins.rubrics.insert(id.clone(), rubric)).is_some(),
    };
    if found {
        return Ok(());
    }
    let kinds: Vec<&str> = plugin.kinds.iter().map(|kind| kind.word()).collect();
    let (manifest, is) = (plugin.manifest.id.clone(), kinds.join(" and "));
    Err(EngineError::OtherKind { name: id, manifest, is, stands: kind.to_owned() })
}

/// The limits of a plugin: the defaults of its kind, then what the study says. The units were checked when
/// the study was read.
fn limits(kind: &str, sandbox: &Sandbox, first_party: bool) -> Limits {
    let reuse = match (sandbox.instances, first_party) {
        (Some(Instances::Warm), _) | (None, true) => Reuse::Warm,
        (Some(Instances::Fresh), _) | (None, false) => Reuse::Fresh,
    };
    let mut limits = if kind == "provider" { Limits::provider(reuse) } else { Limits::standard(reuse) };
    let bytes = |text: &Option<String>, default: usize| {
        text.as_deref()
            .and_then(|text| units::bytes(text).ok())
            .and_then(|bytes| usize::try_from(bytes).ok())
            .unwrap_or(default)
    };
    let time = |text: &Option<String>, default: Duration| {
        text.as_deref().and_then(|text| units::duration(text).ok()).unwrap_or(default)
    };
    limits.memory = bytes(&sandbox.memory, limits.memory);
    limits.input = bytes(&sandbox.input, limits.input);
    limits.result = bytes(&sandbox.result, limits.result);
    limits.time = time(&sandbox.time, limits.time);
    limits.final_time = time(&sandbox.final_time, limits.final_time);
    limits.log_lines = sandbox.log_lines.unwrap_or(limits.log_lines);
    limits.recheck = sandbox.recheck.unwrap_or(limits.recheck);
    limits
}

/// The bytes of a file. A pipe or a device would be waited for, perhaps for ever.
fn read(path: &Path) -> Result<Vec<u8>, EngineError> {
    let error = |reason: String| EngineError::File { path: path.to_owned(), reason };
    let data = std::fs::metadata(path).map_err(|problem| error(problem.to_string()))?;
    if !data.is_file() {
        return Err(error(format!(
            "not a file but {}",
            if data.is_dir() { "a folder" } else { "a device or pipe" }
        )));
    }
    std::fs::read(path).map_err(|problem| error(problem.to_string()))
}

fn read_text(path: &Path) -> Result<String, EngineError> {
    String::from_utf8(read(path)?).map_err(|problem| EngineError::File {
        path: path.to_owned(),
        reason: format!("not UTF-8 at byte {}", problem.utf8_error().valid_up_to()),
    })
}

/// The lock of what was prepared; for those who print it.
impl Prepared {
    /// The lock.
    pub fn lock(&self) -> &Lock {
        &self.plugins.lock
    }
}
