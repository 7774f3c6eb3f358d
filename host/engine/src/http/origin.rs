//! Origins: the unit of what a study grants.

use std::fmt;
use std::net::{Ipv4Addr, Ipv6Addr};
use std::str::FromStr;

use url::{Host, Url};

/// Scheme, host and port, in one spelling: `HTTPS://Api.Example.com:443` is `https://api.example.com`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Origin {
    encrypted: bool,
    host: Host<String>,
    port: u16,
}

/// Why a text is not an origin.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OriginError {
    /// It is not a URL.
    #[error("`{text}` is not an origin: {reason}; write scheme://host or scheme://host:port")]
    NotAUrl {
        /// The text.
        text: String,
        /// What is wrong with it.
        reason: String,
    },
    /// Its scheme is another than http and https.
    #[error("`{text}` has the scheme `{scheme}`; only http and https are sent")]
    Scheme {
        /// The text.
        text: String,
        /// The scheme.
        scheme: String,
    },
    /// It has more than scheme, host and port.
    #[error("`{text}` is more than an origin: leave out {what}")]
    More {
        /// The text, without user name and password.
        text: String,
        /// What is too much.
        what: &'static str,
    },
}

impl Origin {
    /// The origin that a request to this URL goes to.
    ///
    /// # Errors
    /// [`OriginError::Scheme`] for other schemes than http and https; [`OriginError::NotAUrl`] without a host.
    pub fn of(url: &Url) -> Result<Self, OriginError> {
        let encrypted = match url.scheme() {
            "https" => true,
            "http" => false,
            scheme => return Err(OriginError::Scheme { text: shown(url), scheme: scheme.to_owned() }),
        };
        match (url.host(), url.port_or_known_default()) {
            (Some(host), Some(port)) => Ok(Self { encrypted, host: host.to_owned(), port }),
            _ => Err(OriginError::NotAUrl { text: shown(url), reason: "it has no host".into() }),
        }
    }

    /// Whether requests to it travel encrypted.
    pub fn is_encrypted(&self) -> bool {
        self.encrypted
    }

    /// Whether it is this machine: an address of the loopback network, or a name under `localhost`.
    pub fn is_loopback(&self) -> bool {
        match &self.host {
            Host::Ipv4(address) => address.is_loopback(),
            Host::Ipv6(address) => address.to_canonical().is_loopback(),
            Host::Domain(name) => is_localhost(name),
        }
    }
}

/// Whether a name stands for this machine wherever it is asked (RFC 6761, 6.3).
pub(super) fn is_localhost(name: &str) -> bool {
    let name = name.strip_suffix('.').unwrap_or(name).to_ascii_lowercase();
    name == "localhost" || name.ends_with(".localhost")
}

/// A URL as an error may show it: without user name and password.
fn shown(url: &Url) -> String {
    let mut url = url.clone();
    // These fail for URLs that cannot have either.
    let _ = url.set_username("");
    let _ = url.set_password(None);
    url.to_string()
}

impl FromStr for Origin {
    type Err = OriginError;

    /// Reads `scheme://host[:port]`, with nothing after it but a slash.
    fn from_str(text: &str) -> Result<Self, OriginError> {
        let url = Url::parse(text)
            .map_err(|error| OriginError::NotAUrl { text: text.to_owned(), reason: error.to_string() })?;
        let origin = Self::of(&url)?;
        let more = |what| Err(OriginError::More { text: shown(&url), what });
        match () {
            () if !url.username().is_empty() || url.password().is_some() => {
                more("the user name and password")
            }
            () if url.path() != "/" => more("the path"),
            () if url.query().is_some() => more("the query"),
            () if url.fragment().is_some() => more("the fragment"),
            () => Ok(origin),
        }
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (scheme, usual) = if self.encrypted { ("https", 443) } else { ("http", 80) };
        write!(f, "{scheme}://{}", self.host)?;
        if self.port == usual { Ok(()) } else { write!(f, ":{}", self.port) }
    }
}

/// Whether an address is link-local, which is where clouds keep the credentials of their machines.
pub(super) fn is_link_local(address: std::net::IpAddr) -> bool {
    match address.to_canonical() {
        std::net::IpAddr::V4(address) => Ipv4Addr::is_link_local(&address),
        std::net::IpAddr::V6(address) => Ipv6Addr::is_unicast_link_local(&address),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn one_spelling_for_one_origin() {
        let cases = [
            ("https://api.example.com", "https://api.example.com"),
            ("HTTPS://API.Example.COM:443/", "https://api.example.com"),
            ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
            ("http://127.1:80", "http://127.0.0.1"),
            ("http://2852039166", "http://169.254.169.254"),
            ("http://[0:0::1]:8080", "http://[::1]:8080"),
            ("https://bücher.example", "https://xn--bcher-kva.example"),
            ("https://example.com:80", "https://example.com:80"),
        ];
        for (text, shown) in cases {
            let origin: Origin = text.parse().unwrap();
            assert_eq!(origin.to_string(), shown);
            assert_eq!(origin, shown.parse().unwrap(), "what is shown reads as the same");
        }
    }

    #[test]
    fn what_is_not_an_origin() {
        let cases = [
            ("api.example.com", "scheme://host"),
            ("https://", "scheme://host"),
            ("ftp://example.com", "`ftp`"),
            ("file:///etc/passwd", "`file`"),
            ("https://example.com/v1", "the path"),
            ("https://example.com?x", "the query"),
            ("https://example.com#x", "the fragment"),
            ("https://me:hunter22@example.com", "the user name"),
            ("https://*.example.com/", ""),
        ];
        for (text, expected) in cases {
            match text.parse::<Origin>() {
                Ok(origin) => {
                    assert_eq!(
                        origin.to_string(),
                        "https://*.example.com",
                        "a star is an ordinary character"
                    );
                }
                Err(error) => {
                    let error = error.to_string();
                    assert!(error.contains(expected) && !error.contains("hunter22"), "{error}");
                }
            }
        }
    }

    #[test]
    fn origins_differ_by_scheme_host_and_port() {
        let texts =
            ["http://a.b", "https://a.b", "http://a.b:8080", "http://a.c", "http://x.a.b", "http://a.b."];
        for (i, first) in texts.iter().enumerate() {
            for (j, second) in texts.iter().enumerate() {
                assert_eq!(first.parse::<Origin>() == second.parse::<Origin>(), i == j, "{first} {second}");
            }
        }
    }

    #[test]
    fn loopback() {
        let cases = [
            ("http://127.0.0.1", true),
            ("http://127.9.9.9", true),
            ("http://[::1]", true),
            ("http://[::ffff:127.0.0.1]", true),
            ("http://localhost:8080", true),
            ("http://api.localhost", true),
            ("http://localhost.", true),
            ("http://localhost.example.com", false),
            ("http://notlocalhost", false),
            ("http://0.0.0.0", false),
            ("http://10.0.0.1", false),
            ("http://128.0.0.1", false),
        ];
        for (text, loopback) in cases {
            assert_eq!(text.parse::<Origin>().unwrap().is_loopback(), loopback, "{text}");
        }
    }

    #[test]
    fn link_local() {
        let cases = [
            ("169.254.169.254", true),
            ("169.254.0.0", true),
            ("169.255.0.1", false),
            ("fe80::1", true),
            ("febf::1", true),
            ("fec0::1", false),
            ("::ffff:169.254.169.254", true),
            ("::ffff:10.0.0.1", false),
            ("127.0.0.1", false),
        ];
        for (text, link_local) in cases {
            assert_eq!(is_link_local(text.parse().unwrap()), link_local, "{text}");
        }
    }
}
