//! The plugins of a study, loaded, and the lock that says which they are.

use std::collections::BTreeMap;
use std::sync::Arc;

use motive_contract::{Framing, Provider, Rubric, TaskFamily};
use serde::{Deserialize, Serialize};

use crate::seal;

/// The plugins of a study by the id of their entry.
#[derive(Default, Clone)]
#[allow(missing_docs)]
pub struct Plugins {
    pub tasks: BTreeMap<String, Arc<dyn TaskFamily>>,
    pub framings: BTreeMap<String, Arc<dyn Framing>>,
    pub providers: BTreeMap<String, Arc<dyn Provider>>,
    pub rubrics: BTreeMap<String, Arc<dyn Rubric>>,
    /// Which they are.
    pub lock: Lock,
}

/// `motive.lock`: every plugin and asset of a run by digest.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lock {
    /// In the order of their entries.
    #[serde(default)]
    pub plugin: Vec<LockedPlugin>,
    /// In the order of their entries.
    #[serde(default)]
    pub asset: Vec<LockedAsset>,
}

/// One plugin of a run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LockedPlugin {
    /// The entry that uses it: `task/essay`.
    pub entry: String,
    /// As its manifest says.
    pub id: String,
    /// As its manifest says.
    pub version: String,
    /// The version of the contract it was built for.
    pub contract: String,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// Bytes.
    pub size: u64,
}

/// One file that a plugin may read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LockedAsset {
    /// The entry that uses it.
    pub entry: String,
    /// The name that the plugin knows it by.
    pub name: String,
    /// SHA-256 of its bytes.
    pub sha256: String,
}

impl Lock {
    /// The file's text.
    ///
    /// # Errors
    /// When a name cannot be written as TOML.
    pub fn to_text(&self) -> Result<String, toml::ser::Error> {
        let header = "# Which plugins and files this run uses, by SHA-256. Written by motive; not meant to be edited.\n\n";
        Ok(format!("{header}{}", toml::to_string(self)?))
    }

    /// Reads the file's text.
    ///
    /// # Errors
    /// When it is not a lock.
    pub fn from_text(text: &str) -> Result<Self, toml::de::Error> {
        toml::from_str(text)
    }

    /// SHA-256 of the file's text.
    pub fn digest(&self) -> String {
        seal::sha256(self.to_text().unwrap_or_default().as_bytes())
    }
}
