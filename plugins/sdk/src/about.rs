//! What every plugin says about itself: the [`Plugin`] trait, its manifest and its config's schema.

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, json_schema};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::bindings::about::exports::motive::plugin::about::Guest;
use crate::context::read_config;
use crate::{Exported, Finding, Manifest, Want, panic};

/// What is common to the four kinds.
pub trait Plugin: 'static {
    /// The plugin's table in the study file. Give every field a doc comment (it becomes the help text), a default,
    /// and the container `#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]`. It arrives with the
    /// defaults of its schema filled in. An enum of shapes will do as well, and `()` for a plugin without settings.
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
        read_config(&config).map_or_else(|_| Vec::new(), |config| T::wants(&config))
    }

    fn check(config: String) -> Vec<Finding> {
        panic::report_to_log();
        match read_config(&config) {
            Ok(config) => T::check(&config),
            Err(failure) => vec![Finding::fatal(failure.pointer, failure.message)],
        }
    }
}

/// The JSON Schema (2020-12) of a config, closed: a key that is not in it is an error.
fn config_schema<C: JsonSchema>() -> String {
    let mut schema = SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<C>();
    if schema.get("type") == Some(&Value::from("null")) {
        // A study file has no null: a plugin without settings has an empty table.
        schema = json_schema!({ "$schema": schema.get("$schema"), "type": "object", "properties": {} });
    }
    // `additionalProperties` sees the keys of its own schema alone, and would refuse those of a choice of shapes. Shapes
    // that are closed themselves need neither, and say better what is wrong.
    let shapes = ["oneOf", "anyOf"].iter().filter_map(|keyword| schema.get(*keyword)?.as_array());
    let shapes: Vec<&Value> = shapes.flatten().collect();
    let is_closed = |shape: &&Value| match shape.get("type") {
        Some(kind) if kind != "object" => true,
        _ => shape.get("additionalProperties") == Some(&Value::Bool(false)),
    };
    if shapes.is_empty() && schema.get("$ref").is_none() {
        schema.insert("additionalProperties".into(), false.into());
    } else if !shapes.iter().all(is_closed) {
        schema.insert("unevaluatedProperties".into(), false.into());
    }
    schema.as_value().to_string()
}

impl Finding {
    /// What stops the run, at a JSON pointer into the config.
    pub fn fatal(pointer: impl Into<String>, message: impl Into<String>) -> Self {
        Finding { pointer: pointer.into(), message: message.into(), fatal: true }
    }

    /// What is allowed and worth a second thought, at a JSON pointer into the config.
    pub fn advice(pointer: impl Into<String>, message: impl Into<String>) -> Self {
        Finding { pointer: pointer.into(), message: message.into(), fatal: false }
    }
}

/// The authors that cargo names, joined by colons; nobody for a crate that names none.
#[doc(hidden)]
pub fn authors(joined: &str) -> Vec<String> {
    joined.split(':').filter(|author| !author.is_empty()).map(Into::into).collect()
}

/// A [`Manifest`](crate::Manifest) whose version, authors and licence are those of the crate it is written in. After
/// `summary` may stand `citation`: how to cite the plugin.
///
/// `attrs` is left empty; `Manifest { attrs, ..manifest! { ... } }` fills it.
#[macro_export]
macro_rules! manifest {
    (id: $id:expr, title: $title:expr, summary: $summary:expr $(,)?) => {
        $crate::manifest! { id: $id, title: $title, summary: $summary, citation: "" }
    };
    (id: $id:expr, title: $title:expr, summary: $summary:expr, citation: $citation:expr $(,)?) => {
        $crate::Manifest {
            id: $id.into(),
            version: env!("CARGO_PKG_VERSION").into(),
            title: $title.into(),
            summary: $summary.into(),
            authors: $crate::authors(env!("CARGO_PKG_AUTHORS")),
            license: env!("CARGO_PKG_LICENSE").into(),
            citation: $citation.into(),
            config_schema: String::new(),
            attrs: Vec::new(),
        }
    };
}
