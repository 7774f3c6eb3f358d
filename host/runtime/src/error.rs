//! Why bytes did not become a plugin.

use motive_contract::CallError;
use thiserror::Error;

/// Why bytes did not become a plugin. Every message names the file and says what it was and what it should be.
#[derive(Debug, Error)]
#[allow(missing_docs)]
pub enum LoadError {
    #[error("{name}: this is {found}, not a WebAssembly component; {way_out}")]
    NotAComponent { name: String, found: String, way_out: &'static str },
    #[error("{name}: a core module that cannot be made into a component: {reason}")]
    NotComponentised { name: String, reason: String },
    #[error("{name}: not a valid component: {reason}")]
    Invalid { name: String, reason: String },
    #[error("{name}: not a motive plugin: {reason}")]
    NotAPlugin { name: String, reason: String },
    #[error("{name}: built for version {wants} of the contract motive:plugin; this motive has {has}")]
    OtherVersion { name: String, wants: String, has: &'static str },
    #[error("{name}: does not fit the contract motive:plugin {version}:\n{}", differences.iter().map(|d| format!("  - {d}")).collect::<Vec<_>>().join("\n"))]
    Differs { name: String, version: &'static str, differences: Vec<String> },
    #[error("{name}: wants imports that no plugin is given: {}; {allowed}", imports.join(", "))]
    Imports { name: String, imports: Vec<String>, allowed: String },
    #[error("{name}: cannot be linked with what a plugin is given: {reason}")]
    Unlinked { name: String, reason: String },
    #[error("{name}: its manifest is not usable: {reason}")]
    Manifest { name: String, reason: String },
    #[error("{0}")]
    Call(#[from] CallError),
    #[error("the WebAssembly engine cannot be set up: {0}")]
    Engine(String),
}
