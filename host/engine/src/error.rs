//! Why a run stopped. What was paid for is in the journal in every case, and the run can be resumed.

use std::path::PathBuf;

use motive_contract::CallError;
use motive_runtime::LoadError;
use thiserror::Error;

/// Why a run stopped.
#[derive(Debug, Error)]
#[allow(missing_docs)]
pub enum EngineError {
    #[error("interrupted")]
    Interrupted,
    #[error(transparent)]
    Journal(#[from] motive_journal::Error),
    #[error(transparent)]
    Load(#[from] LoadError),
    #[error("{name}: {manifest} is a {is} plugin and stands under [[{stands}]]")]
    OtherKind { name: String, manifest: String, is: String, stands: String },
    #[error(transparent)]
    Call(#[from] CallError),
    #[error("{}: {reason}", path.display())]
    File { path: PathBuf, reason: String },
    #[error("model `{model}`: no answer from the provider `{provider}` ({kind}{}): {message}", if code.is_empty() { String::new() } else { format!(", {code}") })]
    Provider { model: String, provider: String, kind: &'static str, code: String, message: String },
    #[error("model `{model}`: its provider `{provider}` cannot ask it like this: {reason}")]
    Unspeakable { model: String, provider: String, reason: String },
    #[error("the provider `{provider}` cannot be reached: {reason}")]
    Unreachable { provider: String, reason: String },
    #[error("the provider `{provider}` is refused: {reason}")]
    Denied { provider: String, reason: String },
    #[error("the provider `{provider}` may not send a request: {reason}")]
    Refused { provider: String, reason: String },
    #[error(
        "{slot}: the journal holds an answer to another request than the one that is to be sent now; the run has to go on with the plugins it began with"
    )]
    OtherRequest { slot: String },
    #[error("the plugin `{plugin}` wants {what}, which this motive does not do")]
    Unknown { plugin: String, what: String },
    #[error("credential `{name}` of the provider `{provider}`: {reason}")]
    Credential { provider: String, name: String, reason: String },
    #[error("the stakes of `{actor}` cannot be told: {reason}")]
    Stakes { actor: String, reason: String },
    #[error(transparent)]
    Elicitation(#[from] motive_elicitation::ElicitationError),
    #[error("{what} of this run cannot be read: {reason}")]
    Record { what: String, reason: String },
}
