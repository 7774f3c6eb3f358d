//! The folder of a run: `plan.json`, `motive.lock`, `journal.sqlite`, `stakes.json`, `results.json`, and the
//! plugins and files it uses, by digest, so that it can be moved and resumed anywhere.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use motive_study::plugins::Lock;
use motive_study::{Plan, seal};

use crate::error::EngineError;

/// The plan, canonical; its SHA-256 is the registration.
const PLAN_FILE: &str = "plan.json";
/// What the analysis says.
const RESULTS_FILE: &str = "results.json";
const LOCK_FILE: &str = "motive.lock";
const REGISTRATION_FILE: &str = "registration.json";
const STAKES_FILE: &str = "stakes.json";
const PLUGINS: &str = "plugins";
const ASSETS: &str = "assets";

/// The folder of a run.
#[derive(Debug, Clone)]
pub struct Folder {
    path: PathBuf,
}

impl Folder {
    /// The folder of a new run: made if it is not there, refused if a run is in it. Whoever then makes the journal in it
    /// is the one whose folder it is.
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

    /// A folder `NAME-1` in `parent`, or with the first number that nobody has taken.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn create_numbered(parent: &Path, name: &str) -> Result<Self, EngineError> {
        let error = |path: &Path, error: std::io::Error| EngineError::File {
            path: path.to_owned(),
            reason: error.to_string(),
        };
        std::fs::create_dir_all(parent).map_err(|problem| error(parent, problem))?;
        let mut number = 1u32;
        loop {
            let path = parent.join(format!("{name}-{number}"));
            match std::fs::create_dir(&path) {
                Ok(()) => return Ok(Self { path }),
                Err(problem) if problem.kind() == std::io::ErrorKind::AlreadyExists => number += 1,
                Err(problem) => return Err(error(&path, problem)),
            }
        }
    }

    /// Takes back what was made for a run that could not begin.
    pub fn abandon(self) {
        // What cannot be removed is left; the error that led here is the one to tell.
        for folder in [PLUGINS, ASSETS] {
            let _ = std::fs::remove_dir_all(self.path.join(folder));
        }
        let journal = ["", "-wal", "-shm"].map(|end| format!("{}{end}", motive_journal::FILE_NAME));
        for file in journal.iter().map(String::as_str).chain([LOCK_FILE, PLAN_FILE, REGISTRATION_FILE]) {
            let _ = std::fs::remove_file(self.path.join(file));
        }
        let _ = std::fs::remove_dir(&self.path);
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

    /// Writes what is fixed before the first request, beside a journal that is there already. The plan comes last: a
    /// folder with a plan is whole.
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

    /// Keeps a copy of the registration that the run is held to, before its plan is sealed.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn keep_registration(&self, text: &str) -> Result<(), EngineError> {
        self.write(REGISTRATION_FILE, text.as_bytes())
    }

    /// The plan.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn plan(&self) -> Result<Plan, EngineError> {
        let text = self.read(PLAN_FILE)?;
        serde_json::from_slice(&text).map_err(|error| self.error(PLAN_FILE, &format!("not a plan: {error}")))
    }

    /// SHA-256 of the bytes of plan and lock, as they are on disk.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn digests(&self) -> Result<[(&'static str, String); 2], EngineError> {
        Ok([
            (PLAN_FILE, seal::sha256(&self.read(PLAN_FILE)?)),
            (LOCK_FILE, seal::sha256(&self.read(LOCK_FILE)?)),
        ])
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

    /// Writes the stakes, the second seal, where they are not there yet.
    ///
    /// # Errors
    /// When they cannot be written, or when other stakes are there.
    pub fn keep_stakes(&self, text: &str) -> Result<(), EngineError> {
        self.check_stakes(text)?;
        if self.path.join(STAKES_FILE).exists() { Ok(()) } else { self.write(STAKES_FILE, text.as_bytes()) }
    }

    /// Whether the file of the stakes is there.
    pub fn has_stakes(&self) -> bool {
        self.path.join(STAKES_FILE).exists()
    }

    /// Holds the file of the stakes, if it is there, against those of the journal.
    ///
    /// # Errors
    /// When it holds others.
    pub fn check_stakes(&self, text: &str) -> Result<(), EngineError> {
        match std::fs::read(self.path.join(STAKES_FILE)) {
            Ok(found) if found == text.as_bytes() => Ok(()),
            Ok(_) => Err(self.error(
                STAKES_FILE,
                "these are not the stakes that the journal holds; put the file back, or delete it: `motive resume` writes it again",
            )),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
            Err(error) => Err(self.error(STAKES_FILE, &error.to_string())),
        }
    }

    /// The results, if they are there.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn results(&self) -> Result<Option<String>, EngineError> {
        match std::fs::read_to_string(self.path.join(RESULTS_FILE)) {
            Ok(text) => Ok(Some(text)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(self.error(RESULTS_FILE, &error.to_string())),
        }
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
            .and_then(|()| std::fs::rename(&beside, &path))
            // The name is on disk when its folder is.
            .and_then(|()| path.parent().map_or(Ok(()), |folder| std::fs::File::open(folder)?.sync_all()));
        written.map_err(|error| self.error(name, &error.to_string()))
    }

    fn error(&self, name: &str, reason: &str) -> EngineError {
        // To join nothing would add a slash.
        let path = if name.is_empty() { self.path.clone() } else { self.path.join(name) };
        EngineError::File { path, reason: reason.to_owned() }
    }
}
