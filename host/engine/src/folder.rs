//! The folder of a run: `plan.json`, `motive.lock`, `journal.sqlite`, `stakes.json`, `results.json`, and the
//! plugins and files it uses, by digest, so that it can be moved and resumed anywhere.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use motive_study::plugins::Lock;
use motive_study::{Plan, seal};

use crate::error::EngineError;

/// The plan, canonical; its SHA-256 is the registration.
pub const PLAN_FILE: &str = "plan.json";
/// What the analysis says.
pub const RESULTS_FILE: &str = "results.json";
const LOCK_FILE: &str = "motive.lock";
const STAKES_FILE: &str = "stakes.json";
const PLUGINS: &str = "plugins";
const ASSETS: &str = "assets";

/// The folder of a run.
#[derive(Debug, Clone)]
pub struct Folder {
    path: PathBuf,
}

impl Folder {
    /// The folder of a new run: made if it is not there, refused if a run is in it.
    ///
    /// # Errors
    /// When it cannot be made, or holds a run or anything else.
    pub fn create(path: &Path) -> Result<Self, EngineError> {
        let folder = Self { path: path.to_owned() };
        std::fs::create_dir_all(path).map_err(|error| folder.error("", &error.to_string()))?;
        if folder.path.join(PLAN_FILE).exists() {
            return Err(folder.error("", "a run is in this folder already; `motive resume` goes on with it, `--out` names another folder"));
        }
        let mut entries = std::fs::read_dir(path).map_err(|error| folder.error("", &error.to_string()))?;
        if entries.next().is_some() {
            return Err(folder.error("", "the folder is not empty; name a new one with `--out`"));
        }
        Ok(folder)
    }

    /// The folder of a run that exists.
    ///
    /// # Errors
    /// When there is no run in it.
    pub fn open(path: &Path) -> Result<Self, EngineError> {
        let folder = Self { path: path.to_owned() };
        if !path.is_dir() {
            return Err(folder.error("", "there is no such folder"));
        }
        if !folder.path.join(PLAN_FILE).exists() {
            return Err(folder.error("", "there is no run in this folder (no plan.json)"));
        }
        Ok(folder)
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Writes what is fixed before the first request. The plan comes last: a folder with a plan is whole.
    ///
    /// # Errors
    /// When something cannot be written.
    pub fn seal(
        &self,
        plan: &Plan,
        lock: &Lock,
        plugins: &BTreeMap<String, Vec<u8>>,
        assets: &BTreeMap<String, Vec<u8>>,
    ) -> Result<(), EngineError> {
        for (directory, extension, files) in [(PLUGINS, ".wasm", plugins), (ASSETS, "", assets)] {
            for (digest, bytes) in files {
                self.write(&format!("{directory}/{digest}{extension}"), bytes)?;
            }
        }
        let lock = lock.to_text().map_err(|error| self.error(LOCK_FILE, &error.to_string()))?;
        self.write(LOCK_FILE, lock.as_bytes())?;
        let plan = plan.to_text().map_err(|error| self.error(PLAN_FILE, &error.to_string()))?;
        self.write(PLAN_FILE, plan.as_bytes())
    }

    /// The plan.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn plan(&self) -> Result<Plan, EngineError> {
        let text = self.read(PLAN_FILE)?;
        serde_json::from_slice(&text).map_err(|error| self.error(PLAN_FILE, &format!("not a plan: {error}")))
    }

    /// The lock.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn lock(&self) -> Result<Lock, EngineError> {
        let text = String::from_utf8_lossy(&self.read(LOCK_FILE)?).into_owned();
        Lock::from_text(&text).map_err(|error| self.error(LOCK_FILE, &format!("not a lock: {error}")))
    }

    /// The bytes of a plugin of this run, checked against their digest.
    ///
    /// # Errors
    /// When they are not there or are others.
    pub fn plugin(&self, sha256: &str) -> Result<Vec<u8>, EngineError> {
        self.by_digest(&format!("{PLUGINS}/{sha256}.wasm"), sha256)
    }

    /// The bytes of an asset of this run, checked against their digest.
    ///
    /// # Errors
    /// When they are not there or are others.
    pub fn asset(&self, sha256: &str) -> Result<Vec<u8>, EngineError> {
        self.by_digest(&format!("{ASSETS}/{sha256}"), sha256)
    }

    fn by_digest(&self, name: &str, sha256: &str) -> Result<Vec<u8>, EngineError> {
        let bytes = self.read(name)?;
        let found = seal::sha256(&bytes);
        if found == sha256 {
            Ok(bytes)
        } else {
            Err(self.error(name, &format!("its SHA-256 is {found}: the file was changed")))
        }
    }

    /// Writes the stakes, the second seal.
    ///
    /// # Errors
    /// When they cannot be written.
    pub fn write_stakes(&self, text: &str) -> Result<(), EngineError> {
        self.write(STAKES_FILE, text.as_bytes())
    }

    /// Writes the results.
    ///
    /// # Errors
    /// When they cannot be written.
    pub fn write_results(&self, text: &str) -> Result<(), EngineError> {
        self.write(RESULTS_FILE, text.as_bytes())
    }

    fn read(&self, name: &str) -> Result<Vec<u8>, EngineError> {
        std::fs::read(self.path.join(name)).map_err(|error| self.error(name, &error.to_string()))
    }

    /// Writes a file whole or not at all: beside its place, on disk, then renamed.
    fn write(&self, name: &str, bytes: &[u8]) -> Result<(), EngineError> {
        let path = self.path.join(name);
        let beside = path.with_extension("part");
        let written = path
            .parent()
            .map_or(Ok(()), std::fs::create_dir_all)
            .and_then(|()| std::fs::File::create(&beside))
            .and_then(|mut file| {
                std::io::Write::write_all(&mut file, bytes)?;
                file.sync_all()
            })
            .and_then(|()| std::fs::rename(&beside, &path));
        written.map_err(|error| self.error(name, &error.to_string()))
    }

    fn error(&self, name: &str, reason: &str) -> EngineError {
        EngineError::File { path: self.path.join(name), reason: reason.to_owned() }
    }
}
