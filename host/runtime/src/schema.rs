//! Whether the JSON Schema of a config can be worked with in bounded time.
//!
//! A validator follows a reference wherever it stands, so thirty definitions that each refer twice to the next take it
//! a billion steps. Such a schema is refused before a validator sees it: by its size with every reference written out.
//! So that all of it can be seen, a schema refers to parts of itself, by pointers, and to none that it stands in. Whether
//! a config fits a schema is for the study to say.

use std::collections::{HashMap, HashSet};
use std::ptr;

use serde_json::Value;

/// Bytes of a schema.
const BYTES: usize = 256 << 10;
/// Schemas in a schema, itself included, with references written out: tens of milliseconds for a validator.
const PARTS: u64 = 10_000;
/// How deep they may lie within one another.
const DEPTH: u64 = 32;
/// What a schema with `unevaluatedProperties` or `unevaluatedItems` costs more: the validator goes through the schemas
/// in it again to learn what they have evaluated. Measured with such schemas in one another: 2.5 to 2.9 times for each.
const AGAIN: u64 = 4;
/// The dialect that the contract names.
const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// Checks a schema. The error continues "its config schema".
pub(crate) fn check(text: &str) -> Result<(), String> {
    if text.len() > BYTES {
        return Err(format!("has {} bytes, and the limit is {BYTES}", text.len()));
    }
    let schema: Value = serde_json::from_str(text).map_err(|error| format!("is not JSON: {error}"))?;
    if let Some(other) = schema.get("$schema").filter(|dialect| dialect_differs(dialect)) {
        return Err(format!("is written in {}; the contract has {DIALECT}", shown(other)));
    }
    let open = HashSet::from([ptr::from_ref(&schema)]);
    let mut expansion = Expansion { root: &schema, known: HashMap::new(), open };
    let size = expansion.of(&schema, 1)?;
    if size.parts > PARTS {
        return Err(format!(
            "comes to {} schemas with its references written out, and the limit is {PARTS}",
            size.parts
        ));
    }
    jsonschema::validator_for(&schema)
        .map_err(|error| format!("is not a JSON Schema: {}", cut(&error.to_string())))?;
    Ok(())
}

fn dialect_differs(dialect: &Value) -> bool {
    dialect.as_str().map(|dialect| dialect.trim_end_matches('#')) != Some(DIALECT)
}

/// The size of a schema with every reference in it written out.
#[derive(Clone, Copy, Default)]
struct Size {
    parts: u64,
    /// Of what lies deepest.
    depth: u64,
}

impl Size {
    fn and(self, other: Self) -> Self {
        Self { parts: self.parts.saturating_add(other.parts), depth: self.depth.max(other.depth) }
    }
}

struct Expansion<'a> {
    root: &'a Value,
    /// Sizes of what references lead to, by its place in memory.
    known: HashMap<*const Value, Size>,
    /// What is being counted, by way of references.
    open: HashSet<*const Value>,
}

impl<'a> Expansion<'a> {
    /// The size of a schema, or of a list or table of them, that lies so deep.
    fn of(&mut self, schema: &'a Value, depth: u64) -> Result<Size, String> {
        let mut size = Size::default();
        match schema {
            Value::Array(list) => {
                for element in list {
                    size = size.and(self.of(element, depth)?);
                }
            }
            Value::Object(keywords) => {
                if depth > DEPTH {
                    return Err(too_deep());
                }
                for (keyword, value) in keywords {
                    size = size.and(self.of_keyword(keyword, value, depth)?);
                }
                let again = ["unevaluatedProperties", "unevaluatedItems"]
                    .iter()
                    .any(|key| keywords.contains_key(*key));
                let parts = size.parts.saturating_mul(if again { AGAIN } else { 1 });
                size = Size { parts: parts.saturating_add(1), depth: size.depth + 1 };
            }
            _ => {}
        }
        Ok(size)
    }

    fn of_keyword(&mut self, keyword: &str, value: &'a Value, depth: u64) -> Result<Size, String> {
        match (keyword, value) {
            ("$ref", Value::String(reference)) => self.of_reference(reference, depth + 1),
            ("$dynamicRef" | "$recursiveRef", _) => Err(format!("has `{keyword}`; refer by `$ref`")),
            ("$id" | "$schema", Value::String(_)) if depth > 1 => {
                Err(format!("has `{keyword}` inside of it: it has to be one document"))
            }
            ("const" | "enum" | "default" | "examples", _) => Ok(Size::default()),
            (
                "properties" | "patternProperties" | "dependentSchemas" | "$defs" | "definitions",
                Value::Object(map),
            ) => {
                let mut size = Size::default();
                for schema in map.values() {
                    size = size.and(self.of(schema, depth + 1)?);
                }
                Ok(size)
            }
            _ => self.of(value, depth + 1),
        }
    }

    fn of_reference(&mut self, reference: &str, depth: u64) -> Result<Size, String> {
        let pointer = reference.strip_prefix('#').filter(|pointer| is_plain_pointer(pointer));
        let Some(pointer) = pointer else {
            let reference = cut(reference);
            return Err(format!(
                "refers to `{reference}`; a schema refers to its own parts, as in `#/$defs/name`"
            ));
        };
        let Some(target) = self.root.pointer(pointer) else {
            return Err(format!("refers to `{}`, which it does not have", cut(reference)));
        };
        if !self.open.insert(ptr::from_ref(target)) {
            return Err(format!("is without end: `{}` refers to itself", cut(reference)));
        }
        let size = match self.known.get(&ptr::from_ref(target)) {
            Some(size) => *size,
            None => self.of(target, depth)?,
        };
        self.open.remove(&ptr::from_ref(target));
        self.known.insert(ptr::from_ref(target), size);
        if depth + size.depth > DEPTH + 1 { Err(too_deep()) } else { Ok(size) }
    }
}

/// A pointer that needs no decoding as a part of a URL.
fn is_plain_pointer(pointer: &str) -> bool {
    (pointer.is_empty() || pointer.starts_with('/')) && !pointer.contains('%')
}

fn too_deep() -> String {
    format!(
        "has schemas more than {DEPTH} deep in one another with its references written out, which is the limit"
    )
}

fn shown(value: &Value) -> String {
    cut(&value.to_string())
}

/// Words of the schema in an error.
fn cut(words: &str) -> String {
    motive_contract::words::cut(&motive_contract::words::line(words), 200)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn refusal(schema: &Value) -> String {
        check(&schema.to_string()).err().unwrap_or_default()
    }

    /// So many definitions, each of which refers so many times to the next.
    fn chain(length: usize, times: usize) -> Value {
        let mut definitions = serde_json::Map::new();
        for index in 0..length {
            let next = json!({ "$ref": format!("#/$defs/d{}", index + 1) });
            definitions.insert(format!("d{index}"), json!({ "allOf": vec![next; times] }));
        }
        definitions.insert(format!("d{length}"), json!({ "type": "object" }));
        json!({ "$ref": "#/$defs/d0", "$defs": definitions })
    }

    /// Schemas in one another, each with this keyword.
    fn nested(depth: usize, keyword: &str) -> Value {
        (0..depth).fold(json!(true), |inner, _| json!({ "allOf": [inner], keyword: false }))
    }

    #[test]
    fn schemas_that_take_no_time_are_fine() {
        for schema in [
            json!(true),
            json!({ "$schema": DIALECT, "$id": "https://acme.example/schema", "type": "object" }),
            chain(9, 2),
            nested(5, "unevaluatedProperties"),
            // Words of the language as names, and as data.
            json!({ "properties": { "$ref": { "type": "string" }, "$id": true, "default": { "$ref": "#/$defs/a" } },
                    "$defs": { "a": { "const": { "$ref": "x", "$id": "y" } } } }),
            json!({ "$defs": { "a/b": true }, "items": { "$ref": "#/$defs/a~1b" } }),
        ] {
            assert_eq!(check(&schema.to_string()), Ok(()), "{schema}");
        }
    }

    #[test]
    fn schemas_that_could_hang_a_validator_are_refused() {
        let deep = (0..40).fold(json!(true), |inner, _| json!({ "not": inner }));
        for (schema, words) in [
            (chain(14, 2), "comes to 196557 schemas with its references written out, and the limit is 10000"),
            (chain(4, 12), "comes to "),
            (nested(12, "unevaluatedProperties"), "comes to 5592405 schemas"),
            (nested(12, "unevaluatedItems"), "comes to 5592405 schemas"),
            (chain(30, 2), "has schemas more than 32 deep in one another"),
            (chain(5_000, 1), "has schemas more than 32 deep in one another"),
            (deep, "has schemas more than 32 deep in one another"),
            (json!({ "properties": { "x": { "$ref": "#" } } }), "is without end: `#` refers to itself"),
            (json!({ "$schema": DIALECT, "items": { "$ref": "#" } }), "is without end: `#` refers to itself"),
            (
                json!({ "$defs": { "a": { "allOf": [{ "$ref": "#/$defs/b" }] }, "b": { "$ref": "#/$defs/a" } } }),
                "is without end: `#/$defs/",
            ),
            (
                json!({ "$ref": "https://example.com/schema.json" }),
                "refers to `https://example.com/schema.json`; ",
            ),
            (json!({ "$defs": { "ab": {} }, "$ref": "#/$defs/a%62" }), "refers to `#/$defs/a%62`; "),
            (json!({ "$defs": { "a": { "$anchor": "a" } }, "$ref": "#a" }), "refers to `#a`; "),
            (json!({ "$ref": "#/$defs/none" }), "refers to `#/$defs/none`, which it does not have"),
            (json!({ "$dynamicRef": "#a" }), "has `$dynamicRef`; refer by `$ref`"),
            (json!({ "$defs": { "a": { "$id": "b" } } }), "has `$id` inside of it"),
            (
                json!({ "$schema": "http://json-schema.org/draft-04/schema#" }),
                "is written in \"http://json-schema",
            ),
            (json!({ "title": "x".repeat(BYTES) }), "has 262156 bytes, and the limit is 262144"),
            (json!(5), "is not a JSON Schema: "),
        ] {
            let refusal = refusal(&schema);
            assert!(refusal.starts_with(words), "{refusal}\n{words}");
        }
        assert!(check("{").err().is_some_and(|error| error.starts_with("is not JSON: ")));
    }
}
