//! The one way out: HTTP requests on behalf of provider plugins.
//!
//! A plugin says what it wants sent; whether it goes out, with which credential, and what of the answer is seen, is
//! decided here. A request goes to an origin that the study granted or it does not go; no redirect is followed, no proxy
//! is used that the study did not name, no cookie is kept. A credential is added by name to requests to its own origin,
//! and what comes back is rid of it before anyone sees it, the journal included.
//!
//! Not here: when to send, how often to try again, what a status means. Retries are the engine's, so that every attempt
//! is in the journal; [`crate::limiter`] says when.

mod access;
mod client;
mod credential;
mod origin;
mod resolve;
mod scrub;
mod secret;

pub use access::Access;
pub use client::{BODY_LIMIT, Client, DEFAULT_TIMEOUT, SetupError};
pub use credential::{BindError, BoundCredential};
pub use origin::{Origin, OriginError};
pub use secret::{Secret, SecretError, SecretSource};

/// Why there is no response. The texts hold no secret.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SendError {
    /// The request may not be sent as it is. Sending it again cannot help: the plugin or the study has to change.
    #[error("{0}")]
    Refused(String),
    /// No response came: no connection, reset, TLS, timed out, or larger than [`BODY_LIMIT`]. It may have arrived.
    #[error("{0}")]
    Unreachable(String),
}
