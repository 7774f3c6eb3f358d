//! Credentials: a secret, and the one header of the one origin that it may go to.

use motive_contract::about::{Credential, Placement};
use reqwest::header::{AUTHORIZATION, HeaderName, HeaderValue};

use super::origin::{Origin, OriginError};
use super::secret::Secret;

/// A credential that a plugin wants, with the secret that the study binds to it.
#[derive(Debug, Clone)]
pub struct BoundCredential {
    name: String,
    origin: Origin,
    header: HeaderName,
    value: HeaderValue,
    secret: Secret,
}

/// Why a credential cannot be what a plugin wants it to be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BindError {
    /// The name has characters that a mark in an answer cannot show.
    #[error("the credential name `{0}` has other characters than letters, digits, `-`, `_` and `.`")]
    Name(String),
    /// The origin is none.
    #[error("the credential `{name}`: {source}")]
    Origin {
        /// The credential.
        name: String,
        /// What is wrong.
        source: OriginError,
    },
    /// It would travel readable.
    #[error(
        "the credential `{name}` would be sent unencrypted to {origin}; use https, or a server on this machine (loopback)"
    )]
    Unencrypted {
        /// The credential.
        name: String,
        /// The origin.
        origin: Origin,
    },
    /// The header is one that cannot carry a credential.
    #[error("the credential `{name}` cannot be put into the header `{header}`")]
    Header {
        /// The credential.
        name: String,
        /// The header.
        header: String,
    },
    /// The signing scheme is not known here.
    #[error("the credential `{name}` wants the signing scheme `{scheme}`, which this version does not have")]
    Scheme {
        /// The credential.
        name: String,
        /// The scheme.
        scheme: String,
    },
}

impl BoundCredential {
    /// Binds a secret to a credential, which fixes where it goes.
    ///
    /// # Errors
    /// If the secret would travel readable, or its placement is not possible.
    pub fn new(credential: &Credential, secret: Secret) -> Result<Self, BindError> {
        let name = credential.name.clone();
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
        if name.is_empty() || !name.bytes().all(plain) {
            return Err(BindError::Name(name));
        }
        let origin: Origin = match credential.origin.parse() {
            Ok(origin) => origin,
            Err(source) => return Err(BindError::Origin { name, source }),
        };
        if !origin.is_encrypted() && !origin.is_loopback() {
            return Err(BindError::Unencrypted { name, origin });
        }
        let (header, value) = match &credential.placement {
            Placement::Bearer => (AUTHORIZATION.as_str(), format!("Bearer {}", secret.reveal())),
            Placement::Header(header) => (header.as_str(), secret.reveal().to_owned()),
            Placement::Signed(scheme) => return Err(BindError::Scheme { name, scheme: scheme.clone() }),
        };
        let unfit = || BindError::Header { name: name.clone(), header: header.to_owned() };
        let header = HeaderName::from_bytes(header.as_bytes()).map_err(|_| unfit())?;
        if header != AUTHORIZATION && is_reserved(&header) {
            return Err(unfit());
        }
        let mut value = HeaderValue::from_str(&value).map_err(|_| unfit())?;
        value.set_sensitive(true);
        Ok(Self { name, origin, header, value, secret })
    }

    /// The name that the plugin knows.
    pub fn name(&self) -> &str {
        &self.name
    }

    pub(super) fn origin(&self) -> &Origin {
        &self.origin
    }

    /// What is added to a request.
    pub(super) fn header(&self) -> (&HeaderName, &HeaderValue) {
        (&self.header, &self.value)
    }

    pub(super) fn secret(&self) -> &Secret {
        &self.secret
    }
}

/// Whether a header is the host's alone: what names or proves the sender, and what frames the message on the wire.
pub(super) fn is_reserved(header: &HeaderName) -> bool {
    const RESERVED: &[&str] = &[
        "accept-encoding",
        "authorization",
        "connection",
        "content-length",
        "cookie",
        "expect",
        "host",
        "http2-settings",
        "keep-alive",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
    ];
    RESERVED.contains(&header.as_str()) || header.as_str().starts_with("proxy-")
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
pub(super) mod tests {
    use super::super::secret::tests::secret;
    use super::*;

    /// What a plugin would want.
    pub(crate) fn credential(name: &str, origin: &str, placement: Placement) -> Credential {
        Credential { name: name.into(), origin: origin.into(), placement }
    }

    /// A bearer credential for tests.
    pub(crate) fn bearer(name: &str, origin: &str, value: &str) -> BoundCredential {
        BoundCredential::new(&credential(name, origin, Placement::Bearer), secret(value)).unwrap()
    }

    #[test]
    fn what_can_be_bound() {
        let header = |name: &str| Placement::Header(name.into());
        let cases = [
            ("k", "https://a.example", Placement::Bearer, ""),
            ("k", "http://localhost:8080", Placement::Bearer, ""),
            ("k", "https://a.example", header("Authorization"), ""),
            ("k", "http://a.example", Placement::Bearer, "unencrypted to http://a.example"),
            ("k", "http://10.0.0.1:8080", header("x-key"), "unencrypted"),
            ("k", "https://a.example/v1", Placement::Bearer, "the path"),
            ("k", "https://a.example", header("Cookie"), "`Cookie`"),
            ("k", "https://a.example", header("content-length"), "`content-length`"),
            ("k", "https://a.example", header("x\r\ny"), "header"),
            ("k", "https://a.example", Placement::Signed("aws-sigv4".into()), "`aws-sigv4`"),
            ("a\"b", "https://a.example", Placement::Bearer, "name"),
            ("", "https://a.example", Placement::Bearer, "name"),
        ];
        for (name, origin, placement, expected) in cases {
            let bound = BoundCredential::new(&credential(name, origin, placement), secret("secret-1"));
            match bound {
                Ok(bound) => {
                    assert_eq!(expected, "");
                    assert!(!format!("{bound:?}").contains("secret-1"), "{bound:?}");
                }
                Err(error) => {
                    let error = error.to_string();
                    assert!(
                        !expected.is_empty() && error.contains(expected) && !error.contains("secret-1"),
                        "{error}"
                    );
                }
            }
        }
    }
}
