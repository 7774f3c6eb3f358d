//! Canonical JSON and its digest: what a plan, a lock and a set of stakes are known by.
//!
//! Canonical means: keys sorted, two spaces of indentation, one newline at the end, numbers as the shortest
//! text that reads back as the same number. JSON has no way to write a number that is not finite, so
//! what is sealed holds [`Finite`] numbers only.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// `value` as canonical JSON.
///
/// # Errors
/// When a map has keys that are not strings.
pub fn canonical(value: &impl Serialize) -> Result<String, serde_json::Error> {
    // A JSON value's map is sorted by key, whatever the order of the fields of a type.
    let mut text = serde_json::to_string_pretty(&serde_json::to_value(value)?)?;
    text.push('\n');
    Ok(text)
}

/// SHA-256 of bytes, in hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// Bytes in hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A number that is neither infinite nor NaN.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Finite(f64);

impl Finite {
    /// The number, if it is finite; `field` names it in the error.
    ///
    /// # Errors
    /// [`NotFinite`] with the field's name and the value.
    pub fn new(value: f64, field: &str) -> Result<Self, NotFinite> {
        if value.is_finite() { Ok(Self(value)) } else { Err(NotFinite { field: field.to_owned(), value }) }
    }

    /// The number.
    pub fn get(self) -> f64 {
        self.0
    }
}

/// A number that should have been finite.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("`{field}` is {value}: a result must be a finite number")]
pub struct NotFinite {
    /// The name of the field.
    pub field: String,
    /// What it was.
    pub value: f64,
}
