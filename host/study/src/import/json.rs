//! JSON as a tree in the order of the file, with repeated keys, and without what nobody here reads.
//!
//! A map from keys to values keeps one of two equal keys and says nothing. Python's `json` writes numbers that are not
//! finite as `NaN`, `Infinity` and `-Infinity`, which no JSON parser reads: they become texts, so that a reader can
//! tell where they stand.

use std::borrow::Cow;

use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Number;

/// A JSON value.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Json {
    Null,
    Bool(bool),
    Number(Number),
    Text(String),
    List(Vec<Json>),
    Object(Vec<Member>),
}

/// A key of an object with its value.
pub(super) type Member = (String, Json);

/// Keys whose values are left out: most of a large file, and never read.
const LEFT_OUT: [&str; 3] = ["original_responses", "flipped_responses", "training_edges_pool"];

/// Parses a text.
///
/// # Errors
/// In the words of the parser, with line and column.
pub(super) fn parse(bytes: &[u8]) -> Result<Json, String> {
    serde_json::from_slice(&with_quoted_constants(bytes)).map_err(|error| error.to_string())
}

impl Json {
    /// The value of a key of an object: the first one.
    pub(super) fn get(&self, key: &str) -> Option<&Json> {
        let Json::Object(members) = self else { return None };
        members.iter().find(|(name, _)| name == key).map(|(_, value)| value)
    }

    /// What kind of value it is, with the value if it is a short one.
    pub(super) fn shown(&self) -> String {
        match self {
            Json::Null => "null".to_owned(),
            Json::Bool(truth) => truth.to_string(),
            Json::Number(number) => number.to_string(),
            Json::Text(text) => format!("`{}`", super::shown(text)),
            Json::List(_) => "a list".to_owned(),
            Json::Object(_) => "an object".to_owned(),
        }
    }
}

/// The text with `NaN`, `Infinity` and `-Infinity` in quotes.
fn with_quoted_constants(bytes: &[u8]) -> Cow<'_, [u8]> {
    let mut text = Vec::new();
    let (mut done, mut at, mut is_quoted) = (0, 0, false);
    while let Some(byte) = bytes.get(at) {
        let length = match byte {
            b'\\' if is_quoted => {
                at += 2;
                continue;
            }
            b'"' => {
                is_quoted = !is_quoted;
                None
            }
            b'N' | b'I' | b'-' if !is_quoted => {
                let rest = &bytes[at..];
                ["NaN", "Infinity", "-Infinity"].iter().find(|name| rest.starts_with(name.as_bytes()))
            }
            _ => None,
        };
        let Some(name) = length else {
            at += 1;
            continue;
        };
        text.extend_from_slice(&bytes[done..at]);
        text.extend_from_slice(format!("\"{name}\"").as_bytes());
        at += name.len();
        done = at;
    }
    if done == 0 {
        return Cow::Borrowed(bytes);
    }
    text.extend_from_slice(&bytes[done..]);
    Cow::Owned(text)
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Tree)
    }
}

struct Tree;

impl<'de> Visitor<'de> for Tree {
    type Value = Json;

    fn expecting(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, truth: bool) -> Result<Json, E> {
        Ok(Json::Bool(truth))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Json, E> {
        Ok(Json::Number(number.into()))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Json, E> {
        Ok(Json::Number(number.into()))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Json, E> {
        Number::from_f64(number).map(Json::Number).ok_or_else(|| E::custom("a number that is not finite"))
    }

    fn visit_str<E>(self, text: &str) -> Result<Json, E> {
        Ok(Json::Text(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Json, E> {
        Ok(Json::Text(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Json, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = access.next_element()? {
            items.push(item);
        }
        Ok(Json::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Json, A::Error> {
        let mut members = Vec::new();
        while let Some(key) = access.next_key::<String>()? {
            if LEFT_OUT.contains(&key.as_str()) {
                access.next_value::<IgnoredAny>()?;
            } else {
                members.push((key, access.next_value()?));
            }
        }
        Ok(Json::Object(members))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn constants_outside_of_texts_are_quoted() {
        for (text, expected) in [
            (r#"{"a": NaN}"#, r#"{"a": "NaN"}"#),
            ("[Infinity,-Infinity, -1]", r#"["Infinity","-Infinity", -1]"#),
            (r#"["NaN", "\"NaN", "\\", NaN]"#, r#"["NaN", "\"NaN", "\\", "NaN"]"#),
            (r#"["Infinity at -Infinity"]"#, r#"["Infinity at -Infinity"]"#),
            ("NaN", r#""NaN""#),
            ("[NaNa]", r#"["NaN"a]"#),
            ("", ""),
            (r#""\"#, r#""\"#),
        ] {
            assert_eq!(with_quoted_constants(text.as_bytes()), expected.as_bytes(), "{text}");
        }
    }

    #[test]
    fn the_order_and_repeated_keys_stay() {
        let Json::Object(members) = parse(br#"{"b": 1, "a": [null, true], "b": "x"}"#).unwrap() else {
            panic!("an object");
        };
        let keys: Vec<&str> = members.iter().map(|(key, _)| key.as_str()).collect();
        assert_eq!(keys, ["b", "a", "b"]);
        assert_eq!(members[1].1, Json::List(vec![Json::Null, Json::Bool(true)]));
    }

    #[test]
    fn what_nobody_reads_is_left_out() {
        let json = parse(br#"{"original_responses": [{"a": "A"}], "K": 10}"#).unwrap();
        assert_eq!(json, Json::Object(vec![("K".to_owned(), Json::Number(10.into()))]));
    }
}
