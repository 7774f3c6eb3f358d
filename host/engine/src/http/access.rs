//! What one provider of a study may do, and whether a request keeps to it.

use std::collections::BTreeSet;

use motive_contract::provider::HttpRequest;
use reqwest::Method;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use url::Url;

use super::credential::{BoundCredential, is_reserved};
use super::origin::Origin;

/// What the study grants to one provider.
#[derive(Debug, Clone, Default)]
pub struct Access {
    /// Where it may send requests to.
    pub origins: BTreeSet<Origin>,
    /// What it may have added to them.
    pub credentials: Vec<BoundCredential>,
}

/// A request that may be sent, with its credential.
#[derive(Debug)]
pub(super) struct Admitted {
    pub(super) method: Method,
    pub(super) url: Url,
    pub(super) origin: Origin,
    pub(super) headers: HeaderMap,
}

impl Access {
    /// Judges a request before anything of it leaves, even to resolve its name. The error is for [`super::SendError::Refused`].
    pub(super) fn admit(&self, request: &HttpRequest) -> Result<Admitted, String> {
        let method = method(&request.method)?;
        let url =
            Url::parse(&request.url).map_err(|error| format!("`{}` is not a URL: {error}", request.url))?;
        let origin = Origin::of(&url).map_err(|error| error.to_string())?;
        if !url.username().is_empty() || url.password().is_some() {
            return Err(format!(
                "a request to {origin} has a user name or password in its URL; use a credential"
            ));
        }
        if !self.origins.contains(&origin) {
            return Err(format!("{origin} is not granted; granted are: {}", listed(&self.origins)));
        }
        let mut headers = self.own_headers(request)?;
        if let Some(name) = &request.credential {
            let credential = self.credential(name, &origin)?;
            let (header, value) = credential.header();
            headers.insert(header.clone(), value.clone());
        }
        Ok(Admitted { method, url, origin, headers })
    }

    /// The headers that the plugin set, if all of them are its to set.
    fn own_headers(&self, request: &HttpRequest) -> Result<HeaderMap, String> {
        let mut headers = HeaderMap::with_capacity(request.headers.len() + 1);
        for (name, value) in &request.headers {
            let header = HeaderName::from_bytes(name.as_bytes())
                .map_err(|_| format!("{name:?} is not the name of an HTTP header"))?;
            if is_reserved(&header) {
                return Err(format!("a plugin may not set the header `{header}`: it belongs to the host"));
            }
            if let Some(credential) =
                self.credentials.iter().find(|credential| credential.header().0 == header)
            {
                let name = credential.name();
                return Err(format!(
                    "a plugin may not set the header `{header}`: it carries the credential `{name}`"
                ));
            }
            let value = HeaderValue::from_str(value).map_err(|_| {
                format!("the value of the header `{header}` has characters that a header cannot have")
            })?;
            headers.append(header, value);
        }
        Ok(headers)
    }

    fn credential(&self, name: &str, origin: &Origin) -> Result<&BoundCredential, String> {
        let named = || self.credentials.iter().filter(|credential| credential.name() == name);
        if let Some(credential) = named().find(|credential| credential.origin() == origin) {
            return Ok(credential);
        }
        match named().next() {
            Some(other) => {
                Err(format!("the credential `{name}` is bound to {}, and not to {origin}", other.origin()))
            }
            None => {
                let known = listed(self.credentials.iter().map(BoundCredential::name));
                Err(format!("the credential `{name}` is not granted; granted are: {known}"))
            }
        }
    }
}

fn method(word: &str) -> Result<Method, String> {
    match word {
        "GET" => Ok(Method::GET),
        "HEAD" => Ok(Method::HEAD),
        "POST" => Ok(Method::POST),
        "PUT" => Ok(Method::PUT),
        "PATCH" => Ok(Method::PATCH),
        "DELETE" => Ok(Method::DELETE),
        _ => Err(format!("the method {word:?} is not one of GET, HEAD, POST, PUT, PATCH, DELETE")),
    }
}

fn listed<T: ToString>(things: impl IntoIterator<Item = T>) -> String {
    let things: Vec<String> = things.into_iter().map(|thing| thing.to_string()).collect();
    if things.is_empty() { "none".into() } else { things.join(", ") }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use motive_contract::about::Placement;

    use super::super::credential::tests::{bearer, credential};
    use super::super::secret::tests::secret;
    use super::*;

    fn access() -> Access {
        let x_key = credential("x", "https://a.example", Placement::Header("X-Api-Key".into()));
        Access {
            origins: ["https://a.example", "https://b.example", "http://127.0.0.1:8080"]
                .map(|o| o.parse().unwrap())
                .into(),
            credentials: vec![
                bearer("api-key", "https://a.example", "secret-1"),
                bearer("api-key", "http://127.0.0.1:8080", "secret-2"),
                BoundCredential::new(&x_key, secret("secret-3")).unwrap(),
            ],
        }
    }

    fn request(url: &str) -> HttpRequest {
        HttpRequest {
            method: "POST".into(),
            url: url.into(),
            headers: vec![("content-type".into(), "application/json".into())],
            body: vec![],
            credential: None,
            repeatable: true,
            timeout_ms: None,
        }
    }

    #[test]
    fn where_a_request_may_go() {
        let cases = [
            ("https://a.example/v1/x?y=z", true),
            ("https://A.example:443", true),
            ("http://a.example/", false),
            ("https://a.example:8443/", false),
            ("https://a.example.evil.org/", false),
            ("https://evil.org/?https://a.example", false),
            ("https://a.example@evil.org/", false),
            ("https://me:pw@a.example/", false),
            ("https://me@a.example/", false),
            ("http://127.0.0.1:8080/x", true),
            ("http://127.0.0.1/x", false),
            ("http://169.254.169.254/latest/meta-data", false),
            ("http://[fe80::1]/", false),
            ("http://[::ffff:169.254.169.254]/", false),
            ("file:///etc/passwd", false),
            ("/v1", false),
            ("", false),
        ];
        for (url, admitted) in cases {
            assert_eq!(access().admit(&request(url)).is_ok(), admitted, "{url}");
        }
        let error = access().admit(&request("https://c.example/secret/path")).unwrap_err();
        assert!(error.contains("https://c.example") && error.contains("https://a.example"), "{error}");
    }

    #[test]
    fn a_granted_literal_may_be_link_local() {
        let access =
            Access { origins: ["http://169.254.1.1:8080".parse().unwrap()].into(), credentials: vec![] };
        access.admit(&request("http://169.254.1.1:8080/v1")).unwrap();
        access.admit(&request("http://169.254.1.2:8080/v1")).unwrap_err();
        access.admit(&request("http://[::ffff:169.254.1.1]:8080/v1")).unwrap_err();
    }

    #[test]
    fn headers_that_are_not_the_plugins() {
        for (name, value) in [
            ("authorization", "Bearer x"),
            ("Authorization", "Bearer x"),
            ("HOST", "evil.org"),
            ("Cookie", "a=b"),
            ("Proxy-Authorization", "x"),
            ("proxy-anything", "x"),
            ("Connection", "close"),
            ("Keep-Alive", "1"),
            ("Transfer-Encoding", "chunked"),
            ("Content-Length", "3"),
            ("TE", "trailers"),
            ("Trailer", "x"),
            ("Upgrade", "h2c"),
            ("HTTP2-Settings", "x"),
            ("Expect", "100-continue"),
            ("Accept-Encoding", "br"),
            ("X-API-KEY", "mine"),
            ("x: y\r\nhost", "evil.org"),
            ("x y", "z"),
            ("", "z"),
            ("host ", "evil.org"),
            ("x", "y\r\nhost: evil.org"),
            ("x", "y\nz"),
            ("x", "y\0"),
        ] {
            let mut request = request("https://a.example/");
            request.headers.push((name.into(), value.into()));
            let error = access().admit(&request).unwrap_err();
            assert!(error.contains("header"), "{name}: {error}");
        }
    }

    #[test]
    fn headers_that_are() {
        let mut request = request("https://a.example/");
        request.headers.push(("x-twice".into(), "1".into()));
        request.headers.push(("X-Twice".into(), "ü".into()));
        request.headers.push(("User-Agent".into(), "mine".into()));
        let headers = access().admit(&request).unwrap().headers;
        assert_eq!(headers.get_all("x-twice").iter().count(), 2);
        assert_eq!(headers.len(), 4);
    }

    #[test]
    fn a_credential_goes_to_its_own_origin() {
        let cases = [
            ("https://a.example/", Some("api-key"), Ok(Some(("authorization", "Bearer secret-1")))),
            ("http://127.0.0.1:8080/", Some("api-key"), Ok(Some(("authorization", "Bearer secret-2")))),
            ("https://a.example/", Some("x"), Ok(Some(("x-api-key", "secret-3")))),
            ("https://a.example/", None, Ok(None)),
            (
                "https://b.example/",
                Some("api-key"),
                Err("bound to https://a.example, and not to https://b.example"),
            ),
            ("https://a.example/", Some("other"), Err("granted are: api-key, api-key, x")),
        ];
        for (url, name, expected) in cases {
            let request = HttpRequest { credential: name.map(Into::into), ..request(url) };
            match (access().admit(&request), expected) {
                (Ok(admitted), Ok(Some((header, value)))) => {
                    assert_eq!(admitted.headers[header], value);
                    assert!(!format!("{admitted:?}").contains("secret-"), "{admitted:?}");
                }
                (Ok(admitted), Ok(None)) => assert_eq!(admitted.headers.len(), 1),
                (Err(error), Err(expected)) => assert!(error.contains(expected), "{error}"),
                (result, expected) => panic!("{url}: {result:?}, {expected:?}"),
            }
        }
    }

    #[test]
    fn methods() {
        for (word, admitted) in [
            ("GET", true),
            ("DELETE", true),
            ("get", false),
            ("CONNECT", false),
            ("TRACE", false),
            ("", false),
        ] {
            let request = HttpRequest { method: word.into(), ..request("https://a.example") };
            assert_eq!(access().admit(&request).is_ok(), admitted, "{word}");
        }
    }
}
