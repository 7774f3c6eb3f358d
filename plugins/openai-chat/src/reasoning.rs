//! Reasoning: what of it stands in an answer, and what of it goes back with a past turn.
//!
//! A part of kind "reasoning" holds one field of the server's message as the server wrote it, such as
//! `{"reasoning_content": "..."}`. So a person can read it, whoever the vendor, and it can go back to where it came
//! from. Reasoning between tags in the text is found by `tags`, and kept under `content` as well.

use motive_plugin::{OtherPart, Part};
use serde_json::{Map, Value, json};

use crate::lenient::{list, text};
use crate::tools::Calls;

/// The kind of the parts.
pub(crate) const KIND: &str = "reasoning";

/// Fields of a message that hold reasoning as a text.
const TEXTS: [&str; 3] = ["reasoning_content", "reasoning", "thinking"];

/// Fields of a message that hold it as a list of blocks.
const BLOCKS: [&str; 2] = ["reasoning_details", "thinking_blocks"];

/// Field of a message, or of a tool call, for what one vendor adds to the API.
const EXTRA: &str = "extra_content";

/// Where a server puts what only it can read: a signature, or encrypted reasoning.
const SEALS: [&str; 4] = ["signature", "thought_signature", "encrypted_content", "data"];

/// Whether a part of an answer's content is reasoning.
pub(crate) fn is_thought(part: &Value) -> bool {
    matches!(part["type"].as_str(), Some("thinking" | "reasoning" | "redacted_thinking"))
}

/// The reasoning of an answer: what its message has in fields of its own, `thoughts` of its content, what stands
/// `tagged` ahead of its text, and the seals of its tool calls.
pub(crate) fn read(message: &Value, thoughts: Vec<Value>, tagged: Option<&str>, calls: &Calls) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut keep = |field: &str, value: Value| {
        let data = json!({ field: value }).to_string();
        parts.push(Part::Other(OtherPart { kind: KIND.into(), data }));
    };
    let mut earlier = None;
    for field in TEXTS {
        // Some servers write the same text under two names.
        if let Some(text) = text(&message[field]).filter(|text| earlier.replace(*text) != Some(*text)) {
            keep(field, text.into());
        }
    }
    for field in BLOCKS {
        if !list(&message[field]).is_empty() {
            keep(field, message[field].clone());
        }
    }
    if is_sealed(&message[EXTRA]) {
        keep(EXTRA, message[EXTRA].clone());
    }
    if !thoughts.is_empty() {
        keep("content", thoughts.into());
    }
    if let Some(tagged) = tagged {
        keep("content", tagged.into());
    }
    let sealed: Vec<Value> = calls.details.iter().filter(|details| is_sealed(details)).cloned().collect();
    if !sealed.is_empty() {
        keep("tool_calls", sealed.into());
    }
    parts
}

/// What of a part goes back: all that is sealed, since a server that seals its reasoning insists on it, and the rest
/// if the study says so. The error says what is wrong with the part.
pub(crate) fn returned(
    part: &OtherPart,
    return_reasoning: bool,
) -> Result<Option<Map<String, Value>>, String> {
    let data: Value = serde_json::from_str(&part.data).unwrap_or_default();
    if !return_reasoning && !is_sealed(&data) {
        return Ok(None);
    }
    let is_ours = |field: &String| {
        TEXTS.contains(&field.as_str())
            || BLOCKS.contains(&field.as_str())
            || [EXTRA, "content", "tool_calls"].contains(&field.as_str())
    };
    match data {
        Value::Object(fields) if fields.keys().all(is_ours) => Ok(Some(fields)),
        _ => Err("this reasoning does not come from this provider and cannot be returned by it".to_owned()),
    }
}

/// Whether there is something in a value that only its server can read.
fn is_sealed(value: &Value) -> bool {
    match value {
        Value::Array(values) => values.iter().any(is_sealed),
        Value::Object(fields) => fields
            .iter()
            .any(|(key, value)| (SEALS.contains(&key.as_str()) && text(value).is_some()) || is_sealed(value)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use motive_plugin::OtherPart;
    use serde_json::{Value, json};

    use super::{KIND, returned};

    /// Whether a part goes back unless, and if, the study says so; none for an error.
    fn goes_back(data: &Value) -> [Option<bool>; 2] {
        let part = OtherPart { kind: KIND.into(), data: data.to_string() };
        [false, true].map(|option| returned(&part, option).map(|fields| fields.is_some()).ok())
    }

    #[test]
    fn what_goes_back() {
        for (data, expected) in [
            (json!({ "reasoning_content": "hm" }), [Some(false), Some(true)]),
            (json!({ "reasoning": "hm" }), [Some(false), Some(true)]),
            (json!({ "content": "<think>hm</think>" }), [Some(false), Some(true)]),
            (
                json!({ "reasoning_details": [{ "type": "reasoning.text", "text": "hm", "signature": null }] }),
                [Some(false), Some(true)],
            ),
            (
                json!({ "reasoning_details": [{ "type": "reasoning.text", "text": "hm", "signature": "s" }] }),
                [Some(true), Some(true)],
            ),
            (
                json!({ "reasoning_details": [{ "type": "reasoning.encrypted", "data": "s" }] }),
                [Some(true), Some(true)],
            ),
            (json!({ "content": [{ "type": "redacted_thinking", "data": "s" }] }), [Some(true), Some(true)]),
            (
                json!({ "tool_calls": [{ "id": "c", "extra_content": { "google": { "thought_signature": "s" } } }] }),
                [Some(true), Some(true)],
            ),
            // Not written here.
            (json!("hm"), [Some(false), None]),
            (json!({ "role": "user" }), [Some(false), None]),
            (json!({ "role": "user", "signature": "s" }), [None, None]),
        ] {
            assert_eq!(goes_back(&data), expected, "{data}");
        }
    }
}
