//! Configs: what they want granted, and those that would not work.
#![allow(clippy::unwrap_used, missing_docs)]

use motive_plugin::{Plugin, Want, WantWhat};
use openai_chat::{Config, OpenAiChat};
use serde_json::{Value, json};

fn read(config: &Value) -> Config {
    serde_json::from_value(config.clone()).unwrap()
}

#[test]
fn wants_its_origin_and_its_credential() {
    let wants = |config: Value| -> Vec<String> {
        let show = |want: Want| match want.what {
            WantWhat::Origin(origin) => origin,
            WantWhat::Credential(credential) => {
                format!("{} at {} as {:?}", credential.name, credential.origin, credential.placement)
            }
            other => panic!("{other:?}"),
        };
        OpenAiChat::wants(&read(&config)).into_iter().map(show).collect()
    };
    let url = "https://api.example.com/v1";
    assert_eq!(wants(json!({ "base-url": url })), ["https://api.example.com"]);
    assert_eq!(
        wants(json!({ "base-url": url, "credential": "api-key" })),
        ["https://api.example.com", "api-key at https://api.example.com as Placement::Bearer"]
    );
    assert_eq!(
        wants(json!({ "base-url": url, "credential": "key", "credential-header": "x-api-key" })),
        ["https://api.example.com", "key at https://api.example.com as Placement::Header(\"x-api-key\")"]
    );
    assert_eq!(wants(json!({ "base-url": "nonsense" })), Vec::<String>::new());
}

#[test]
fn configs_that_would_not_work_are_found() {
    let found = |config: Value| -> Vec<String> {
        let findings = OpenAiChat::check(&read(&config));
        assert!(findings.iter().all(|finding| finding.fatal));
        findings.into_iter().map(|finding| finding.pointer).collect()
    };
    for (config, pointers) in [
        (json!({ "base-url": "http://127.0.0.1:8080/v1" }), vec![]),
        (json!({ "base-url": "https://u:p@example.com" }), vec!["/base-url"]),
        (
            json!({ "base-url": "https://example.com", "credential-header": "x-api-key" }),
            vec!["/credential-header"],
        ),
    ] {
        assert_eq!(found(config.clone()), pointers, "{config}");
    }
    for (name, value, fine) in [
        ("x-ok", "y", true),
        ("User-Agent", "mine", true),
        ("x-tab", "a\tb ü", true),
        ("Authorization", "x", false),
        ("Proxy-Authorization", "x", false),
        ("proxy-anything", "x", false),
        ("HOST", "x", false),
        ("cookie", "x", false),
        ("Content-Length", "3", false),
        ("transfer-encoding", "chunked", false),
        ("connection", "close", false),
        ("Expect", "100-continue", false),
        ("TE", "trailers", false),
        ("Trailer", "x", false),
        ("Upgrade", "h2c", false),
        ("Keep-Alive", "1", false),
        ("HTTP2-Settings", "x", false),
        ("Accept-Encoding", "br", false),
        ("accept", "x", false),
        ("Content-Type", "x", false),
        // The header of the credential.
        ("X-API-Key", "mine", false),
        ("", "x", false),
        ("x y", "z", false),
        ("x:", "z", false),
        ("ü", "z", false),
        ("x", "y\r\nhost: evil.example", false),
        ("x", "y\nz", false),
        ("x", "y\u{0}", false),
        ("x", "y\u{7f}", false),
    ] {
        let config = json!({
            "base-url": "https://example.com", "credential": "key", "credential-header": "x-api-key",
            "headers": { name: value },
        });
        let expected = if fine { vec![] } else { vec![format!("/headers/{name}")] };
        assert_eq!(found(config), expected, "{name}: {value:?}");
    }
    let slashed = json!({ "base-url": "https://example.com", "headers": { "x/~y": "z" } });
    assert_eq!(found(slashed), ["/headers/x~1~0y"]);
}

#[test]
fn a_credential_goes_into_a_header_that_can_carry_it() {
    for (header, fine) in [
        ("x-api-key", true),
        ("Authorization", true),
        ("accept", false),
        ("Content-Type", false),
        ("host", false),
        ("Proxy-Authorization", false),
        ("te", false),
        ("x y", false),
        ("", false),
    ] {
        let config =
            json!({ "base-url": "https://example.com", "credential": "key", "credential-header": header });
        let found = OpenAiChat::check(&read(&config));
        assert_eq!(
            found.iter().map(|f| f.pointer.as_str()).collect::<Vec<_>>(),
            if fine { vec![] } else { vec!["/credential-header"] },
            "{header}"
        );
    }
}
