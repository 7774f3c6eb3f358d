//! Which headers a study may set: those that the host would refuse are found before the first request.

use std::collections::BTreeMap;

use motive_plugin::Finding;

/// Headers that the host sets, or that carry secrets. Whatever starts with `proxy-` is the host's as well.
#[rustfmt::skip]
const HOSTS: [&str; 13] = [
    "accept-encoding", "authorization", "connection", "content-length", "cookie", "expect", "host",
    "http2-settings", "keep-alive", "te", "trailer", "transfer-encoding", "upgrade",
];

/// Headers that this plugin sets.
const OWN: [&str; 2] = ["accept", "content-type"];

/// What is wrong with the headers of a config, and with the one that carries its credential.
pub(crate) fn check(headers: &BTreeMap<String, String>, credential: Option<&str>) -> Vec<Finding> {
    let credential_finding = credential.and_then(|name| {
        let reason = if !is_name(name) {
            format!("{name:?} is not the name of an HTTP header")
        } else if is_one_of(&OWN, name) || (is_the_hosts(name) && !name.eq_ignore_ascii_case("authorization"))
        {
            format!("the header `{name}` cannot carry a credential: it has another use")
        } else {
            return None;
        };
        Some(Finding::fatal("/credential-header", reason))
    });
    let finding = |(name, value): (&String, &String)| {
        let reason = refusal(name, value, credential)?;
        Some(Finding::fatal(format!("/headers/{}", name.replace('~', "~0").replace('/', "~1")), reason))
    };
    credential_finding.into_iter().chain(headers.iter().filter_map(finding)).collect()
}

/// Why a header cannot be sent, if it cannot. The value stays out of the words: it may be a secret in the wrong place.
fn refusal(name: &str, value: &str, credential: Option<&str>) -> Option<String> {
    if !is_name(name) {
        Some(format!("{name:?} is not the name of an HTTP header"))
    } else if is_the_hosts(name) {
        Some(format!("the host sets `{name}`; a secret belongs in `credential`"))
    } else if is_one_of(&OWN, name) {
        Some(format!("this plugin sets `{name}` itself"))
    } else if credential.is_some_and(|header| header.eq_ignore_ascii_case(name)) {
        Some(format!("`{name}` is the `credential-header`: it carries the credential and nothing else"))
    } else if !value.bytes().all(|byte| byte == b'\t' || (byte >= b' ' && byte != 0x7f)) {
        Some(format!("the value of `{name}` has a line break or another control character"))
    } else {
        None
    }
}

fn is_the_hosts(name: &str) -> bool {
    is_one_of(&HOSTS, name) || name.to_ascii_lowercase().starts_with("proxy-")
}

fn is_one_of(names: &[&str], name: &str) -> bool {
    names.iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// A token of RFC 9110, 5.6.2.
fn is_name(name: &str) -> bool {
    let in_token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !name.is_empty() && name.bytes().all(in_token)
}
