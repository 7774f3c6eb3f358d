//! Taking secrets out of what comes back.
//!
//! A server that echoes a request puts the secret into its answer, and the answer goes into the journal, which is
//! published. So it is looked for as it was sent, and as a JSON string or a URL may spell it.

use super::credential::BoundCredential;

/// Replaces every occurrence of a credential's secret by `[secret NAME]`.
pub(super) fn scrub(credentials: &[BoundCredential], bytes: Vec<u8>) -> Vec<u8> {
    credentials.iter().fold(bytes, replace)
}

/// As [`scrub`], for a text.
pub(super) fn scrub_text(credentials: &[BoundCredential], text: String) -> String {
    // What is cut out begins and ends between characters: a secret is ASCII.
    let bytes = scrub(credentials, text.into_bytes());
    String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

fn replace(bytes: Vec<u8>, credential: &BoundCredential) -> Vec<u8> {
    let secret = credential.secret().reveal().as_bytes();
    let Some(mut found) = find(&bytes, secret) else { return bytes };
    let mut clean = Vec::with_capacity(bytes.len());
    let mut rest = bytes.as_slice();
    loop {
        clean.extend_from_slice(&rest[..found.start]);
        clean.extend_from_slice(format!("[secret {}]", credential.name()).as_bytes());
        rest = &rest[found.end..];
        match find(rest, secret) {
            Some(next) => found = next,
            None => break,
        }
    }
    clean.extend_from_slice(rest);
    clean
}

/// The first place where the secret stands, raw, as part of a JSON string or percent-encoded.
pub(super) fn find(text: &[u8], secret: &[u8]) -> Option<std::ops::Range<usize>> {
    let first = *secret.first()?;
    let may_begin = |&start: &usize| text[start] == first || matches!(text[start], b'\\' | b'%');
    (0..text.len()).filter(may_begin).find_map(|start| {
        let rest = &text[start..];
        // JSON's spelling first: of a secret that ends in a backslash the raw one is a part of it.
        let length =
            encoded_prefix(rest, secret).or_else(|| rest.starts_with(secret).then_some(secret.len()));
        length.map(|length| start..start + length)
    })
}

/// How many bytes of `text` spell the secret within a JSON string or a URL, if it begins with it.
fn encoded_prefix(text: &[u8], secret: &[u8]) -> Option<usize> {
    secret.iter().try_fold(0, |at, &byte| {
        let length = match &text[at..] {
            [b'\\', b'u', b'0', b'0', high, low, ..] if hex(*high)? * 16 + hex(*low)? == byte => 6,
            [b'%', high, low, ..] if hex(*high).zip(hex(*low)).is_some_and(|(h, l)| h * 16 + l == byte) => 3,
            [b'\\', escaped @ (b'"' | b'\\' | b'/'), ..] if *escaped == byte => 2,
            [plain, ..] if *plain == byte && !matches!(byte, b'"' | b'\\') => 1,
            _ => return None,
        };
        Some(at + length)
    })
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use proptest::prelude::*;

    use super::super::credential::tests::bearer;
    use super::*;

    fn scrubbed(secret: &str, text: &str) -> String {
        scrub_text(&[bearer("api-key", "https://a.example", secret)], text.to_owned())
    }

    #[test]
    fn every_spelling_is_found() {
        let secret = r#"sk-<a"b\c/d>"#;
        let cases = [
            (r#"x sk-<a"b\c/d> y"#, "x [secret api-key] y"),
            (r#"{"k":"sk-<a\"b\\c/d>"}"#, r#"{"k":"[secret api-key]"}"#),
            (r#"{"k":"sk-<a\"b\\c\/d>"}"#, r#"{"k":"[secret api-key]"}"#),
            (r#"{"k":"sk-\u003ca\u0022b\u005cc\u002Fd\u003E"}"#, r#"{"k":"[secret api-key]"}"#),
            (r#""\u0073k-<a\"b\\c/d>""#, r#""[secret api-key]""#),
            (
                "https://a.example/?key=sk-%3Ca%22b%5cc%2Fd%3e&x=1",
                "https://a.example/?key=[secret api-key]&x=1",
            ),
            ("üsk-<a\"b\\c/d>ü", "ü[secret api-key]ü"),
            (r#"sk-<a"b\c/"#, r#"sk-<a"b\c/"#),
            (r#"sk-<a\u0122b\c/d>"#, r#"sk-<a\u0122b\c/d>"#),
            ("", ""),
            ("\\", "\\"),
            ("\\u00", "\\u00"),
        ];
        for (text, expected) in cases {
            assert_eq!(scrubbed(secret, text), expected);
        }
        assert_eq!(
            scrubbed(r"secret-\", r#"{"k":"secret-\\"}, secret-\"#),
            r#"{"k":"[secret api-key]"}, [secret api-key]"#
        );
        assert_eq!(
            scrubbed("abcabcabc", "abcabcabcabcabcabcabcabc"),
            "[secret api-key][secret api-key]abcabc"
        );
    }

    #[test]
    fn each_secret_by_its_name() {
        let credentials =
            [bearer("one", "https://a.example", "secret-1"), bearer("two", "https://b.example", "secret-2")];
        let text = "secret-2 secret-1 secret-3".to_owned();
        assert_eq!(scrub_text(&credentials, text), "[secret two] [secret one] secret-3");
    }

    proptest! {
        /// Whatever surrounds it, and however JSON writes it, nothing of the secret's spelling is left; a text without
        /// it is left as it is.
        #[test]
        fn nothing_is_left(secret in "[!-~]{8,20}", before in "[^!-~]{0,9}", after in "[^!-~]{0,9}") {
            let text = format!("{before}{secret}{after}");
            prop_assert_eq!(scrubbed(&secret, &text), format!("{before}[secret api-key]{after}"));
            let json = serde_json::to_string(&text).unwrap();
            let clean = serde_json::to_string(&format!("{before}[secret api-key]{after}")).unwrap();
            prop_assert_eq!(scrubbed(&secret, &json), clean);
            prop_assert_eq!(scrubbed(&secret, &after), after);
        }
    }
}
