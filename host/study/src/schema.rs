//! Checks JSON against a JSON Schema and says what is wrong in words, at the place where it was written.
//!
//! The same check serves the study file (against the schema that `motive schema` prints) and each plugin's
//! `config` table (against the schema of its manifest).

use jsonschema::error::{TypeKind, ValidationErrorKind};
use jsonschema::{ValidationError, Validator};
use serde_json::Value as Json;

use crate::diagnostic::{Diagnostic, suggestion};
use crate::tree::Node;

/// Compiles a schema.
///
/// # Errors
/// In words, when it is not a JSON Schema.
pub fn compile(schema: &Json) -> Result<Validator, String> {
    jsonschema::validator_for(schema).map_err(|error| error.to_string())
}

/// Everything in `node` that the schema does not allow.
pub fn violations(schema: &Json, validator: &Validator, node: &Node) -> Vec<Diagnostic> {
    let json = node.to_json();
    let mut found = Vec::new();
    for error in validator.iter_errors(&json) {
        describe(schema, node, &error, &mut found);
    }
    found
}

fn describe(schema: &Json, node: &Node, error: &ValidationError<'_>, found: &mut Vec<Diagnostic>) {
    let pointer = error.instance_path().to_string();
    let place = node.nearest(&pointer);
    let name = pointer.rsplit('/').next().unwrap_or("").to_owned();
    let value = |limit: usize| shorten(&error.instance().to_string(), limit);
    match error.kind() {
        ValidationErrorKind::AdditionalProperties { unexpected }
        | ValidationErrorKind::UnevaluatedProperties { unexpected } => {
            let known = properties(schema, &error.schema_path().to_string());
            for key in unexpected {
                let span = node.key_span(&format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1")));
                let known = known.iter().map(String::as_str);
                found.push(
                    Diagnostic::error(span, format!("unknown key `{key}`")).hint(suggestion(key, known)),
                );
            }
        }
        ValidationErrorKind::Required { property } => {
            let property = property.as_str().unwrap_or_default();
            let owner =
                if name.is_empty() { "the study".to_owned() } else { format!("`{}`", owner_of(&pointer)) };
            let span = node.key_span(&pointer);
            found.push(Diagnostic::error(span, format!("{owner} lacks `{property}`")));
        }
        ValidationErrorKind::Type { kind } => {
            let message = format!("`{name}` is {}, not {}", value(60), kind_words(kind));
            found.push(Diagnostic::error(place.span.clone(), message));
        }
        ValidationErrorKind::Enum { options } => {
            let words: Vec<&str> =
                options.as_array().into_iter().flatten().filter_map(Json::as_str).collect();
            let message = format!("`{name}` cannot be {}", value(60));
            let given = error.instance().as_str().unwrap_or_default().to_owned();
            found.push(Diagnostic::error(place.span.clone(), message).hint(suggestion(&given, words)));
        }
        // An optional table is "the table or null", and a choice between shapes is each in turn: what counts
        // is what is wrong with the shape that was meant, which is the one with the deepest complaint.
        ValidationErrorKind::AnyOf { context } | ValidationErrorKind::OneOfNotValid { context } => {
            let depth = |errors: &Vec<ValidationError<'static>>| {
                let deepest =
                    errors.iter().map(|error| error.instance_path().to_string().matches('/').count()).max();
                let typed = errors.iter().any(|error| {
                    matches!(error.kind(), ValidationErrorKind::Type { .. })
                        && error.instance_path().to_string() == pointer
                });
                (deepest, !typed)
            };
            if let Some(branch) = context.iter().max_by_key(|errors| depth(errors)) {
                for error in branch {
                    describe(schema, node, error, found);
                }
            }
        }
        _ => {
            let mut message = format!("`{name}`: {}", error.to_string().trim_end_matches('.'));
            if name.is_empty() {
                message = error.to_string();
            }
            found.push(Diagnostic::error(place.span.clone(), message));
        }
    }
}

/// The keys that a schema's object allows, given the path of the keyword that refused one.
fn properties(schema: &Json, keyword_path: &str) -> Vec<String> {
    let mut at = schema;
    for step in keyword_path.split('/').skip(1) {
        if let Some(reference) = at.get("$ref").and_then(Json::as_str)
            && step == "$ref"
        {
            match schema.pointer(reference.trim_start_matches('#')) {
                Some(target) => at = target,
                None => return Vec::new(),
            }
            continue;
        }
        if step == "additionalProperties" || step == "unevaluatedProperties" {
            break;
        }
        let child = match at {
            Json::Array(items) => step.parse::<usize>().ok().and_then(|index| items.get(index)),
            _ => at.get(step),
        };
        match child {
            Some(child) => at = child,
            None => return Vec::new(),
        }
    }
    at.get("properties")
        .and_then(Json::as_object)
        .map(|map| map.keys().cloned().collect())
        .unwrap_or_default()
}

/// `/model/0/sampling` as a person would say it: `model` number 1, `sampling`.
fn owner_of(pointer: &str) -> String {
    let mut words = String::new();
    for step in pointer.split('/').skip(1) {
        match step.parse::<usize>() {
            Ok(index) => words.push_str(&format!(" no. {}", index + 1)),
            Err(_) if words.is_empty() => words.push_str(step),
            Err(_) => words.push_str(&format!(".{step}")),
        }
    }
    words
}

fn kind_words(kind: &TypeKind) -> String {
    let types: Vec<String> = match kind {
        TypeKind::Single(single) => vec![single.to_string()],
        TypeKind::Multiple(set) => set.iter().map(|single| single.to_string()).collect(),
    };
    let words: Vec<&str> = types
        .iter()
        .filter(|name| name.as_str() != "null")
        .map(|name| match name.as_str() {
            "string" => "a string",
            "integer" => "a whole number",
            "number" => "a number",
            "boolean" => "true or false",
            "array" => "a list",
            "object" => "a table",
            other => other,
        })
        .collect();
    words.join(" or ")
}

fn shorten(text: &str, limit: usize) -> String {
    if text.chars().count() <= limit {
        return text.to_owned();
    }
    let cut: String = text.chars().take(limit).collect();
    format!("{cut}…")
}

/// Fills in the defaults that a schema states for keys that are absent, at every depth of plain properties.
pub fn fill_defaults(schema: &Json, value: &mut Json) {
    fill(schema, schema, value, 0);
}

fn fill(root: &Json, schema: &Json, value: &mut Json, depth: usize) {
    // A schema may refer to itself; no config is nested this deep.
    if depth > 32 {
        return;
    }
    let schema = match schema.get("$ref").and_then(Json::as_str) {
        Some(reference) => root.pointer(reference.trim_start_matches('#')).unwrap_or(schema),
        None => schema,
    };
    let (Some(properties), Some(table)) =
        (schema.get("properties").and_then(Json::as_object), value.as_object_mut())
    else {
        return;
    };
    for (key, property) in properties {
        if !table.contains_key(key)
            && let Some(default) = property.get("default").filter(|default| !default.is_null())
        {
            table.insert(key.clone(), default.clone());
        }
        if let Some(child) = table.get_mut(key) {
            fill(root, property, child, depth + 1);
        }
    }
}
