//! What every call may depend on besides its subject, with the config parsed; and JSON in and out.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::bindings::about::motive::plugin::types;
use crate::{Failure, FailureKind, Random};

/// The config of this run, typed, and the seed of this call.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Context<C> {
    /// The plugin's table from the study file.
    pub config: C,
    /// Derived by the host from the plan's seed and the names of the subject, never from the arm.
    pub seed: u64,
}

impl<C> Context<C> {
    /// The random stream of this call for one purpose: draws for different purposes do not depend on one another.
    pub fn random(&self, purpose: &str) -> Random {
        Random::keyed(self.seed, [purpose])
    }
}

impl<C: DeserializeOwned> Context<C> {
    pub(crate) fn parse(raw: &types::Context) -> Result<Self, Failure> {
        Ok(Context { config: read_config(&raw.config)?, seed: raw.seed })
    }
}

/// Parses a plugin's table. To serde, a config without settings, `()`, is null and not an empty table.
pub(crate) fn read_config<C: DeserializeOwned>(json: &str) -> Result<C, Failure> {
    read_json(FailureKind::BadConfig, "config", json).or_else(|failure| match json.trim() {
        "{}" => serde_json::from_str("null").map_err(|_| failure),
        _ => Err(failure),
    })
}

/// Parses JSON. What does not parse becomes a failure of `kind` that names `what` and points at the place.
pub fn read_json<T: DeserializeOwned>(kind: FailureKind, what: &str, json: &str) -> Result<T, Failure> {
    if let Ok(value) = serde_json::from_str(json) {
        return Ok(value);
    }
    // Tracking the path costs time, so it is done only when something is wrong.
    let mut reader = serde_json::Deserializer::from_str(json);
    let failure =
        |pointer, error: &serde_json::Error| Failure { kind, message: format!("{what}: {error}"), pointer };
    let value = serde_path_to_error::deserialize(&mut reader)
        .map_err(|error| failure(json_pointer(error.path()), error.inner()))?;
    reader.end().map_err(|error| failure(String::new(), &error))?;
    Ok(value)
}

/// Writes JSON. Fails for what JSON cannot say, such as a map whose keys are not strings.
pub fn write_json<T: Serialize>(value: &T) -> Result<String, Failure> {
    serde_json::to_string(value)
        .map_err(|error| Failure::internal(format!("not expressible as JSON: {error}")))
}

/// A path as a JSON pointer (RFC 6901).
fn json_pointer(path: &serde_path_to_error::Path) -> String {
    use serde_path_to_error::Segment;
    let token = |segment: &Segment| match segment {
        Segment::Seq { index } => format!("/{index}"),
        Segment::Map { key } => format!("/{}", key.replace('~', "~0").replace('/', "~1")),
        // A variant is the key of an object, and what is unknown adds nothing.
        Segment::Enum { variant } => format!("/{variant}"),
        Segment::Unknown => String::new(),
    };
    path.iter().map(token).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::collections::BTreeMap;

    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize, PartialEq)]
    #[serde(deny_unknown_fields)]
    struct Config {
        lines: u32,
        #[serde(default)]
        table: BTreeMap<String, Vec<bool>>,
    }

    #[test]
    fn what_does_not_parse_is_pointed_at() {
        let read = |json| read_json::<Config>(FailureKind::BadConfig, "config", json);
        assert_eq!(read(r#"{"lines": 3}"#).unwrap().lines, 3);
        for (json, pointer, message) in [
            (r#"{"lines": "three"}"#, "/lines", "expected u32"),
            (r#"{"lines": 3, "table": {"a/b": [true, 0]}}"#, "/table/a~1b/1", "expected a boolean"),
            (r#"{"lines": 3, "verses": 1}"#, "/verses", "unknown field `verses`"),
            (r#"{}"#, "", "missing field `lines`"),
            (r#"{"lines": 3} 4"#, "", "trailing characters"),
            (r#"{"#, "", "EOF"),
            ("", "", "EOF"),
        ] {
            let failure = read(json).unwrap_err();
            assert_eq!(failure.kind, FailureKind::BadConfig);
            assert_eq!(failure.pointer, pointer, "{json}");
            assert!(failure.message.contains(message), "{json}: {}", failure.message);
        }
    }
}
