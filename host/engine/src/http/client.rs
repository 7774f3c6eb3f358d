//! The client that sends what may be sent.

use std::error::Error;
use std::sync::Arc;
use std::time::Duration;

use motive_contract::provider::{HttpRequest, HttpResponse};
use reqwest::header::HeaderMap;
use reqwest::{Proxy, Url, redirect};

use super::SendError;
use super::access::Access;
use super::origin::Origin;
use super::resolve::{self, Guarded, Lookup, NameRefused};
use super::scrub::{scrub, scrub_text};

/// Largest body of a response, in bytes after decompression: 32 MiB.
pub const BODY_LIMIT: usize = 32 << 20;
/// Longest wait for a whole response where the plugin names no other. Models that think take minutes.
pub const DEFAULT_TIMEOUT: Duration = Duration::from_secs(600);
/// Longest wait for a connection.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(20);

/// The pool of connections of a run, shared by all providers. Clones share it.
#[derive(Debug, Clone)]
pub struct Client {
    http: reqwest::Client,
    /// Why no certificate of a server can be checked, if so.
    no_roots: Option<String>,
}

/// Why there is no client.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SetupError {
    /// The proxy that the study names is not usable.
    #[error("`{proxy}` cannot be used as a proxy: {reason}")]
    Proxy {
        /// The proxy.
        proxy: Origin,
        /// Why not.
        reason: String,
    },
    /// TLS could not be set up.
    #[error("cannot set up the HTTP client: {0}")]
    Tls(String),
}

impl Client {
    /// A client that uses the proxy which the study names, and otherwise none, whatever the environment says. Requests to
    /// loopback never go through it. Names that go through it are resolved by it, so their addresses are not checked here.
    ///
    /// Servers are checked against the certificates that the machine trusts, so that an institution's own certificate
    /// authority works (`SSL_CERT_FILE` and `SSL_CERT_DIR` name others). A machine that has none can still use http.
    ///
    /// # Errors
    /// If the proxy or TLS cannot be set up.
    pub fn new(proxy: Option<&Origin>) -> Result<Self, SetupError> {
        Self::with_lookup(proxy, &resolve::system())
    }

    fn with_lookup(proxy: Option<&Origin>, lookup: &Lookup) -> Result<Self, SetupError> {
        // An error says that the process has one already, which serves as well.
        let _ = rustls::crypto::ring::default_provider().install_default();
        match builder(proxy, lookup)?.build() {
            Ok(http) => Ok(Self { http, no_roots: None }),
            Err(error) => {
                let without_roots = builder(proxy, lookup)?.tls_certs_only([]).build();
                let http = without_roots.map_err(|error| SetupError::Tls(chain(&error)))?;
                Ok(Self { http, no_roots: Some(chain(&error)) })
            }
        }
    }

    /// Sends a request if `access` covers it, and returns the whole response, whatever its status, without the secrets
    /// of `access` and without cookies.
    ///
    /// # Errors
    /// [`SendError::Refused`] if the request may not be sent, [`SendError::Unreachable`] if no response came.
    pub async fn send(&self, access: &Access, request: &HttpRequest) -> Result<HttpResponse, SendError> {
        let clean = |text: String| scrub_text(&access.credentials, text);
        let admitted = access.admit(request).map_err(|text| SendError::Refused(clean(text)))?;
        if let (true, Some(reason)) = (admitted.origin.is_encrypted(), &self.no_roots) {
            return Err(SendError::Refused(format!(
                "the certificate of {} cannot be checked: {reason}; install the system's CA certificates, or name a file \
                 of them in SSL_CERT_FILE",
                admitted.origin
            )));
        }
        let timeout = request.timeout_ms.map_or(DEFAULT_TIMEOUT, |ms| Duration::from_millis(ms.into()));
        let sending = self
            .http
            .request(admitted.method, admitted.url)
            .headers(admitted.headers)
            .body(request.body.clone())
            .timeout(timeout);
        let failed = |error| match failure(&admitted.origin, timeout, error) {
            SendError::Refused(text) => SendError::Refused(clean(text)),
            SendError::Unreachable(text) => SendError::Unreachable(clean(text)),
        };
        let mut response = sending.send().await.map_err(failed)?;
        let status = response.status().as_u16();
        let headers = headers(response.headers(), &clean);
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(failed)? {
            if body.len() + chunk.len() > BODY_LIMIT {
                let limit = BODY_LIMIT >> 20;
                let text = format!("the response of {} is larger than {limit} MiB", admitted.origin);
                return Err(SendError::Unreachable(text));
            }
            body.extend_from_slice(&chunk);
        }
        Ok(HttpResponse { status, headers, body: scrub(&access.credentials, body) })
    }
}

fn builder(proxy: Option<&Origin>, lookup: &Lookup) -> Result<reqwest::ClientBuilder, SetupError> {
    let builder = reqwest::Client::builder()
        .user_agent(concat!("motive/", env!("CARGO_PKG_VERSION")))
        .redirect(redirect::Policy::none())
        .referer(false)
        // The engine tries again, so that every attempt is in the journal.
        .retry(reqwest::retry::never())
        .connect_timeout(CONNECT_TIMEOUT)
        .dns_resolver(Arc::new(Guarded(Arc::clone(lookup))))
        .no_proxy();
    let Some(origin) = proxy else { return Ok(builder) };
    let address = Url::parse(&origin.to_string())
        .map_err(|error| SetupError::Proxy { proxy: origin.clone(), reason: error.to_string() })?;
    // Credentials may go unencrypted to loopback, and would be readable on the way to a proxy.
    let leaves = |url: &Url| Origin::of(url).is_ok_and(|target| !target.is_loopback());
    Ok(builder.proxy(Proxy::custom(move |url| leaves(url).then(|| address.clone()))))
}

/// Headers of a response that are kept from the plugin and the journal, which is published: a cookie is a credential that
/// the server hands out, the others name the account.
const WITHHELD: [&str; 4] =
    ["set-cookie", "openai-organization", "openai-project", "anthropic-organization-id"];

/// What the plugin may see of a response's headers.
fn headers(headers: &HeaderMap, clean: &impl Fn(String) -> String) -> Vec<(String, String)> {
    headers
        .iter()
        .filter(|(name, _)| !WITHHELD.contains(&name.as_str()))
        .map(|(name, value)| {
            let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
            (clean(name.as_str().to_owned()), clean(value))
        })
        .collect()
}

/// Says why there is no response, and whose fault it is.
fn failure(origin: &Origin, timeout: Duration, error: reqwest::Error) -> SendError {
    let error = error.without_url();
    if let Some(refused) = causes(&error).find_map(|cause| cause.downcast_ref::<NameRefused>()) {
        return SendError::Refused(refused.to_string());
    }
    if error.is_timeout() && !error.is_connect() {
        let seconds = timeout.as_secs_f64();
        return SendError::Unreachable(format!("{origin} did not answer within {seconds} s"));
    }
    SendError::Unreachable(format!("no response from {origin}: {}", chain(&error)))
}

/// An error and what caused it, outermost first.
fn causes<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    std::iter::successors(Some(error), |&error| error.source())
}

/// All causes in one line, without saying twice what an outer one repeats of an inner one.
fn chain(error: &(dyn Error + 'static)) -> String {
    let mut text = String::new();
    for cause in causes(error).map(ToString::to_string) {
        if text.is_empty() {
            text = cause;
        } else if !text.contains(&cause) {
            text = format!("{text}: {cause}");
        }
    }
    text
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::net::SocketAddr;

    use super::*;

    fn get(url: &str) -> HttpRequest {
        HttpRequest {
            method: "GET".into(),
            url: url.into(),
            headers: vec![],
            body: vec![],
            credential: None,
            repeatable: true,
            timeout_ms: Some(5000),
        }
    }

    #[tokio::test]
    async fn a_name_that_stands_for_a_link_local_address_is_refused() {
        let addresses =
            ["203.0.113.1:0", "[::ffff:169.254.169.254]:0"].map(|text| text.parse::<SocketAddr>().unwrap());
        let lookup: Lookup = Arc::new(move |_| Box::pin(async move { Ok(addresses.to_vec()) }));
        let client = Client::with_lookup(None, &lookup).unwrap();
        let access = Access { origins: ["http://a.example".parse().unwrap()].into(), credentials: vec![] };
        let error = client.send(&access, &get("http://a.example/x")).await.unwrap_err();
        assert!(matches!(&error, SendError::Refused(text) if text.contains("169.254.169.254")), "{error:?}");
    }

    #[tokio::test]
    async fn a_name_that_is_not_found_is_unreachable() {
        let lookup: Lookup = Arc::new(|_| Box::pin(async { Err(std::io::Error::other("no such host")) }));
        let client = Client::with_lookup(None, &lookup).unwrap();
        let access = Access { origins: ["http://a.example".parse().unwrap()].into(), credentials: vec![] };
        let error = client.send(&access, &get("http://a.example/x")).await.unwrap_err();
        assert!(matches!(&error, SendError::Unreachable(text) if text.contains("no such host")), "{error:?}");
    }

    #[tokio::test]
    async fn without_roots_https_says_what_is_missing() {
        let client = Client { no_roots: Some("none found".into()), ..Client::new(None).unwrap() };
        let access = Access { origins: ["https://127.0.0.1:1".parse().unwrap()].into(), credentials: vec![] };
        let error = client.send(&access, &get("https://127.0.0.1:1/")).await.unwrap_err();
        assert!(matches!(&error, SendError::Refused(text) if text.contains("SSL_CERT_FILE")), "{error:?}");
    }
}
