//! What every plugin says about itself, and what it wants granted.

use serde::{Deserialize, Serialize};

use crate::Call;
use crate::types::{Attrs, Json};

/// The part of the contract that every kind has.
pub trait About: Send + Sync {
    /// Who the plugin is. Asked once, when it is loaded.
    fn manifest(&self) -> &Manifest;
    /// What this config needs granted, e.g. the origin of its base URL.
    fn wants(&self, config: &str) -> Call<Vec<Want>>;
    /// What a schema cannot say. An empty list means that the config is fine.
    fn check(&self, config: &str) -> Call<Vec<Finding>>;
}

/// Who a plugin is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Reverse-domain or owner/name; stable over versions.
    pub id: String,
    /// Semantic version of the plugin, not of the contract.
    pub version: String,
    /// A few words.
    pub title: String,
    /// One paragraph: what it adds, and when to use it.
    pub summary: String,
    /// Names.
    pub authors: Vec<String>,
    /// SPDX expression.
    pub license: String,
    /// How to cite it; empty if not at all.
    pub citation: String,
    /// JSON Schema (2020-12) of the plugin's table in the study file.
    pub config_schema: Json,
    /// Open data. `("simulated", "true")` marks a provider behind which there is no model.
    pub attrs: Attrs,
}

impl Manifest {
    /// Whether the plugin says that there is no real model behind it.
    pub fn is_simulated(&self) -> bool {
        self.attrs.iter().any(|(key, value)| key == "simulated" && value == "true")
    }
}

/// What a plugin needs granted. Asking is not getting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Want {
    /// The thing.
    pub what: WantWhat,
    /// Whether the plugin can do without.
    pub optional: bool,
}

/// The things a plugin can want.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WantWhat {
    /// An origin to send requests to: `scheme://host[:port]`.
    Origin(String),
    /// A secret that the host adds to requests.
    Credential(Credential),
    /// A file to read.
    Asset(String),
    /// A want that this version of the contract did not foresee.
    Other(String, Json),
}

/// A secret that the host adds to a request on its way out. The plugin knows its name, never its value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Credential {
    /// The name that the study binds to a secret.
    pub name: String,
    /// The one origin it may go to.
    pub origin: String,
    /// Where in the request it goes.
    pub placement: Placement,
}

/// Where a credential goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Placement {
    /// `Authorization: Bearer SECRET`
    Bearer,
    /// `NAME: SECRET`
    Header(String),
    /// A signing scheme that the host implements, by name.
    Signed(String),
}

/// What a plugin found in its config.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// JSON pointer into the config.
    pub pointer: String,
    /// One sentence.
    pub message: String,
    /// False for advice, true for what would stop the run.
    pub fatal: bool,
}
