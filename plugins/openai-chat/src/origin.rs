//! The origin of a base URL.

/// `scheme://host[:port]` in lower case and without a default port, or what is wrong with the URL.
///
/// User info is refused because a secret does not belong in a study file, a query or fragment because paths are
/// appended.
pub(crate) fn of(url: &str) -> Result<String, String> {
    let (scheme, rest) = url.split_once("://").ok_or("a base URL starts with http:// or https://")?;
    let scheme = scheme.to_ascii_lowercase();
    let default_port = match scheme.as_str() {
        "http" => "80",
        "https" => "443",
        _ => return Err(format!("`{scheme}` is not http or https")),
    };
    if let Some(odd) =
        url.chars().find(|c| c.is_whitespace() || c.is_control() || matches!(c, '?' | '#' | '\\'))
    {
        return Err(format!("a base URL has no {odd:?}: no query, no fragment, no white space"));
    }
    let authority = rest.split('/').next().unwrap_or_default();
    if authority.contains('@') {
        return Err("a base URL has no user or password; name a `credential`".into());
    }
    let (host, port) = split_port(authority);
    let is_port = |port: &str| port.parse::<u16>().is_ok() && port.bytes().all(|byte| byte.is_ascii_digit());
    if host.is_empty() || port.is_some_and(|port| !is_port(port)) {
        return Err(format!("`{authority}` is not a host with an optional port"));
    }
    let host = host.to_ascii_lowercase();
    Ok(match port {
        Some(port) if port != default_port => format!("{scheme}://{host}:{port}"),
        _ => format!("{scheme}://{host}"),
    })
}

/// The colons inside the brackets of an IPv6 address separate no port.
fn split_port(authority: &str) -> (&str, Option<&str>) {
    match authority.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => (host, Some(port)),
        _ => (authority, None),
    }
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn origins() {
        for (url, origin) in [
            ("http://127.0.0.1:8080/v1", Some("http://127.0.0.1:8080")),
            ("https://API.Example.com/v1/", Some("https://api.example.com")),
            ("HTTPS://api.example.com:443", Some("https://api.example.com")),
            ("http://[::1]:8080/v1", Some("http://[::1]:8080")),
            ("http://[::1]", Some("http://[::1]")),
            ("http://localhost:80/v1", Some("http://localhost")),
            ("127.0.0.1:8080/v1", None),
            ("ftp://example.com", None),
            ("https://user:secret@example.com/v1", None),
            ("https://example.com/v1?key=secret", None),
            ("https://example.com/v1#top", None),
            ("https://example.com /v1", None),
            ("https://", None),
            ("https://:8080", None),
            ("https://example.com:port", None),
            ("https://example.com:+80", None),
            ("https://example.com:99999", None),
        ] {
            assert_eq!(of(url).ok().as_deref(), origin, "{url}");
        }
    }
}
