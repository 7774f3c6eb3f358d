//! What every plugin says about itself: the [`Plugin`] trait, its manifest and its config's schema.

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde::de::DeserializeOwned;

use crate::bindings::about::exports::motive::plugin::about::Guest;
use crate::{Exported, FailureKind, Finding, Manifest, Want, panic, read_json};

/// What is common to the four kinds.
pub trait Plugin: 'static {
    /// The plugin's table in the study file. Give every field a doc comment (it becomes the help text), a default,
    /// and the container `#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]`.
    type Config: DeserializeOwned + JsonSchema;

    /// Who this is; written with [`manifest!`](crate::manifest). The config's schema is added by the SDK.
    fn manifest() -> Manifest;

    /// What this config needs granted: origins, credentials, assets. Nothing, unless said otherwise.
    fn wants(_config: &Self::Config) -> Vec<Want> {
        Vec::new()
    }

    /// What the schema cannot say about this config. Everything is fine, unless said otherwise.
    fn check(_config: &Self::Config) -> Vec<Finding> {
        Vec::new()
    }
}

impl<T: Plugin> Guest for Exported<T> {
    fn describe() -> Manifest {
        panic::report_to_log();
        Manifest { config_schema: config_schema::<T::Config>(), ..T::manifest() }
    }

    fn wants(config: String) -> Vec<Want> {
        panic::report_to_log();
        // A config that does not parse wants nothing: `check` says what is wrong with it.
        read_json(FailureKind::BadConfig, "config", &config)
            .map_or_else(|_| Vec::new(), |config| T::wants(&config))
    }

    fn check(config: String) -> Vec<Finding> {
        panic::report_to_log();
        match read_json(FailureKind::BadConfig, "config", &config) {
            Ok(config) => T::check(&config),
            Err(failure) => vec![Finding::fatal(failure.pointer, failure.message)],
        }
    }
}

/// The JSON Schema (2020-12) of a config, closed: a key that is not in it is an error.
fn config_schema<C: JsonSchema>() -> String {
    let mut schema = SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<C>();
    schema.insert("additionalProperties".into(), false.into());
    schema.as_value().to_string()
}

impl Finding {
    /// What stops the run, at a JSON pointer into the config.
    pub fn fatal(pointer: impl Into<String>, message: impl Into<String>) -> Self {
        Finding { pointer: pointer.into(), message: message.into(), fatal: true }
    }
}

/// A [`Manifest`](crate::Manifest) whose version, authors and licence are those of the crate it is written in.
#[macro_export]
macro_rules! manifest {
    (id: $id:expr, title: $title:expr, summary: $summary:expr $(,)?) => {
        $crate::Manifest {
            id: $id.into(),
            version: env!("CARGO_PKG_VERSION").into(),
            title: $title.into(),
            summary: $summary.into(),
            authors: env!("CARGO_PKG_AUTHORS").split(':').map(Into::into).collect(),
            license: env!("CARGO_PKG_LICENSE").into(),
            citation: String::new(),
            config_schema: String::new(),
            attrs: Vec::new(),
        }
    };
}
