//! A loaded plugin: who it is, what it can do, and the way to call it.

use std::collections::BTreeMap;
use std::sync::Arc;

use motive_contract::about::Manifest;
use motive_contract::{Framing, Provider, Rubric, TaskFamily, words};
use sha2::{Digest, Sha256};
use wasmtime::component::Component;

use crate::engine::Runtime;
use crate::error::LoadError;
use crate::limits::Limits;
use crate::{artifact, shape, v0_1};

/// The four kinds of plugin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Kind {
    Task,
    Framing,
    Provider,
    Rubric,
}

impl Kind {
    /// In the contract's order.
    pub const ALL: [Self; 4] = [Self::Task, Self::Framing, Self::Provider, Self::Rubric];

    /// The name of the kind's interface.
    pub fn word(self) -> &'static str {
        match self {
            Self::Task => "task",
            Self::Framing => "framing",
            Self::Provider => "provider",
            Self::Rubric => "rubric",
        }
    }

    /// Whether the kind may read granted files.
    pub(crate) fn has_assets(self) -> bool {
        matches!(self, Self::Task | Self::Rubric)
    }
}

/// The files granted to a plugin, by the name it knows them by.
pub type Assets = BTreeMap<String, Vec<u8>>;

/// A loaded plugin.
pub struct Plugin {
    /// Its manifest, checked.
    pub manifest: Manifest,
    /// SHA-256 of the bytes it was loaded from, in hexadecimal: its identity.
    pub sha256: String,
    /// How many bytes it was loaded from.
    pub size: usize,
    /// The kinds it is.
    pub kinds: Vec<Kind>,
    /// The version of the contract it was built for.
    pub contract: String,
    adapter: v0_1::Adapter,
}

impl std::fmt::Debug for Plugin {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Plugin({} {} {})", self.manifest.id, self.manifest.version, self.sha256)
    }
}

impl Runtime {
    /// Loads a plugin from bytes. `name` is what errors and the log call it.
    ///
    /// # Errors
    /// Why it is refused, in words: see [`LoadError`].
    pub fn load(
        &self,
        name: &str,
        bytes: &[u8],
        limits: &Limits,
        assets: Assets,
    ) -> Result<Plugin, LoadError> {
        let component_bytes = artifact::component(name, bytes)?;
        let shape = shape::inspect(name, &component_bytes)?;
        let component = Component::from_binary(&self.engine, &component_bytes).map_err(|error| {
            LoadError::Invalid { name: name.to_owned(), reason: words::paragraph(&format!("{error:#}")) }
        })?;
        let adapter = v0_1::Adapter::new(self, name, &component, limits, assets, &shape)?;
        let sha256 = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        Ok(Plugin {
            manifest: adapter.manifest().clone(),
            sha256,
            size: bytes.len(),
            kinds: shape.kinds,
            contract: shape.contract,
            adapter,
        })
    }
}

impl Plugin {
    /// The plugin as a task family, if it is one. Each call of this begins a pool of instances of its own.
    ///
    /// # Errors
    /// When its functions cannot be found, which the check of its shape rules out.
    pub fn task(&self) -> Result<Option<Arc<dyn TaskFamily>>, LoadError> {
        Ok(match self.kinds.contains(&Kind::Task) {
            true => Some(Arc::new(self.adapter.task()?)),
            false => None,
        })
    }

    /// The plugin as a framing, if it is one.
    ///
    /// # Errors
    /// As [`Plugin::task`].
    pub fn framing(&self) -> Result<Option<Arc<dyn Framing>>, LoadError> {
        Ok(match self.kinds.contains(&Kind::Framing) {
            true => Some(Arc::new(self.adapter.framing()?)),
            false => None,
        })
    }

    /// The plugin as a provider, if it is one.
    ///
    /// # Errors
    /// As [`Plugin::task`].
    pub fn provider(&self) -> Result<Option<Arc<dyn Provider>>, LoadError> {
        Ok(match self.kinds.contains(&Kind::Provider) {
            true => Some(Arc::new(self.adapter.provider()?)),
            false => None,
        })
    }

    /// The plugin as a rubric, if it is one.
    ///
    /// # Errors
    /// As [`Plugin::task`].
    pub fn rubric(&self) -> Result<Option<Arc<dyn Rubric>>, LoadError> {
        Ok(match self.kinds.contains(&Kind::Rubric) {
            true => Some(Arc::new(self.adapter.rubric()?)),
            false => None,
        })
    }
}
