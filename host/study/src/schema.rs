//! Checks JSON against a JSON Schema and says what is wrong in words, at the place where it was written.
//!
//! The same check serves the study file (against the schema that `motive schema` prints) and each plugin's
//! `config` table (against the schema of its manifest).

use jsonschema::error::{TypeKind, ValidationErrorKind};
use jsonschema::{ValidationError, Validator};
use serde_json::Value as Json;

use crate::diagnostic::{Diagnostic, suggestion};
use crate::tree::{Node, Value};

/// Compiles a schema.
///
/// # Errors
/// In words, when it is not a JSON Schema.
pub fn compile(schema: &Json) -> Result<Validator, String> {
    jsonschema::validator_for(schema).map_err(|error| error.to_string())
}

/// Something that a schema does not allow.
#[derive(Debug, Clone, PartialEq)]
pub struct Violation {
    /// JSON pointer to the value or the unknown key.
    pub pointer: String,
    /// In words, at its place.
    pub diagnostic: Diagnostic,
}

/// Everything in `node` that the schema does not allow; `whole` is what `node` itself is called.
pub fn violations(schema: &Json, validator: &Validator, node: &Node, whole: &str) -> Vec<Violation> {
    let json = node.to_json();
    let mut reader = Reader { schema, node, whole, found: Vec::new() };
    for error in validator.iter_errors(&json) {
        reader.read(&error);
    }
    reader.found
}

/// Says in words what a validator found.
struct Reader<'a> {
    schema: &'a Json,
    node: &'a Node,
    whole: &'a str,
    found: Vec<Violation>,
}

impl Reader<'_> {
    fn read(&mut self, error: &ValidationError<'_>) {
        let pointer = error.instance_path().to_string();
        let value = error.instance();
        let count = value.as_array().map_or(0, Vec::len);
        let message = match error.kind() {
            ValidationErrorKind::AdditionalProperties { unexpected }
            | ValidationErrorKind::UnevaluatedProperties { unexpected } => {
                return self.unknown_keys(&pointer, unexpected, &error.schema_path().to_string());
            }
            ValidationErrorKind::Required { property } => {
                return self.missing_key(&pointer, property.as_str().unwrap_or_default());
            }
            ValidationErrorKind::AnyOf { context } | ValidationErrorKind::OneOfNotValid { context } => {
                return self.choice(&pointer, value, context);
            }
            ValidationErrorKind::Enum { options } => {
                let words: Vec<&str> =
                    options.as_array().into_iter().flatten().filter_map(Json::as_str).collect();
                return self.not_a_word(&pointer, value, &words);
            }
            ValidationErrorKind::Type { kind } => return self.wrong_type(&pointer, value, kind),
            ValidationErrorKind::Minimum { limit } => format!("is {value}, and {limit} is the least"),
            ValidationErrorKind::Maximum { limit } => format!("is {value}, and {limit} is the most"),
            ValidationErrorKind::ExclusiveMinimum { limit } => {
                format!("is {value}; it has to be above {limit}")
            }
            ValidationErrorKind::ExclusiveMaximum { limit } => {
                format!("is {value}; it has to be below {limit}")
            }
            ValidationErrorKind::MinItems { limit } => {
                format!("has {count} of at least {limit} elements")
            }
            ValidationErrorKind::MaxItems { limit } => {
                format!("has {count} elements, and {limit} is the most")
            }
            ValidationErrorKind::MinLength { limit: 1 } => "is empty".to_owned(),
            _ => format!("is not allowed: {}", error.to_string().trim_end_matches('.')),
        };
        let message = format!("{} {message}", self.name_of(&pointer));
        self.push(&pointer, Diagnostic::error(self.node.nearest(&pointer).span.clone(), message));
    }

    /// What a person calls the value at a pointer: `panel`, [[model]] no. 2, element 1 of `arms`.
    fn name_of(&self, pointer: &str) -> String {
        let Some((owner, key)) = pointer.rsplit_once('/') else { return self.whole.to_owned() };
        let Ok(index) = key.parse::<usize>() else { return format!("`{key}`") };
        let list = owner.rsplit('/').next().unwrap_or_default();
        match self.node.nearest(pointer).value {
            Value::Table(_) => format!("[[{list}]] no. {}", index + 1),
            _ => format!("element {} of `{list}`", index + 1),
        }
    }

    fn push(&mut self, pointer: &str, diagnostic: Diagnostic) {
        self.found.push(Violation { pointer: pointer.to_owned(), diagnostic });
    }

    fn unknown_keys(&mut self, owner: &str, keys: &[String], schema_path: &str) {
        let known = properties(self.schema, schema_path);
        for key in keys {
            let pointer = format!("{owner}/{}", key.replace('~', "~0").replace('/', "~1"));
            let hint = suggestion(key, known.iter().map(String::as_str));
            let span = self.node.key_span(&pointer);
            self.push(&pointer, Diagnostic::error(span, format!("unknown key `{key}`")).hint(hint));
        }
    }

    fn missing_key(&mut self, owner: &str, key: &str) {
        let message = format!("{} lacks `{key}`", self.name_of(owner));
        self.push(owner, Diagnostic::error(self.node.key_span(owner), message));
    }

    fn wrong_type(&mut self, pointer: &str, value: &Json, kind: &TypeKind) {
        // Whoever wrote a secret where its source belongs does not want it in a log as well.
        let is_secret = pointer.contains("/credentials");
        let shown = if is_secret && value.is_string() { "a string".to_owned() } else { shown(value) };
        let wanted = kind_words(kind);
        let hint = match value {
            _ if is_secret => "name where the secret is, as in `{ env = \"LOCAL_API_KEY\" }`".to_owned(),
            Json::Object(_) if wanted == "a list" => {
                format!(
                    "a list of tables is written `[[{}]]`",
                    pointer.trim_start_matches('/').replace('/', ".")
                )
            }
            Json::Array(items) if wanted == "a table" && items.iter().all(Json::is_object) => {
                format!("a table is written `[{}]`", pointer.trim_start_matches('/').replace('/', "."))
            }
            _ => String::new(),
        };
        let message = format!("{} is {shown}, not {wanted}", self.name_of(pointer));
        self.push(pointer, Diagnostic::error(self.node.nearest(pointer).span.clone(), message).hint(hint));
    }

    fn not_a_word(&mut self, pointer: &str, value: &Json, words: &[&str]) {
        let message = format!("{} cannot be {}", self.name_of(pointer), shown(value));
        let hint = suggestion(value.as_str().unwrap_or_default(), words.iter().copied());
        self.push(pointer, Diagnostic::error(self.node.nearest(pointer).span.clone(), message).hint(hint));
    }

    /// A choice between words is one list of words. Otherwise it is between shapes (an optional table is "the
    /// table or null"), and what counts is what is wrong with the shape that was meant: the one whose
    /// complaint lies deepest.
    fn choice(&mut self, pointer: &str, value: &Json, context: &[Vec<ValidationError<'static>>]) {
        let mut words = Vec::new();
        for error in context.iter().flatten() {
            match error.kind() {
                ValidationErrorKind::Constant { expected_value } => words.extend(expected_value.as_str()),
                ValidationErrorKind::Enum { options } => {
                    words.extend(options.as_array().into_iter().flatten().filter_map(Json::as_str));
                }
                _ => {}
            }
        }
        // Of a table that says which of several shapes it has, the word is one key among others.
        if !words.is_empty() && !value.is_object() {
            return self.not_a_word(pointer, value, &words);
        }
        let depth = |errors: &Vec<ValidationError<'static>>| {
            let paths = errors.iter().map(|error| error.instance_path().to_string());
            let of_another_type = errors.iter().any(|error| {
                matches!(error.kind(), ValidationErrorKind::Type { .. })
                    && error.instance_path().to_string() == pointer
            });
            (paths.map(|path| path.matches('/').count()).max(), !of_another_type)
        };
        // The first of equals: the null of an optional shape stands last.
        for error in context.iter().rev().max_by_key(|errors| depth(errors)).into_iter().flatten() {
            self.read(error);
        }
    }
}

/// A value, cut to fit on a line.
fn shown(value: &Json) -> String {
    let text = match value {
        Json::Object(_) => return "a table".to_owned(),
        Json::Array(_) => return "a list".to_owned(),
        Json::Bool(truth) => return truth.to_string(),
        other => other.to_string(),
    };
    if text.chars().count() <= 60 {
        return text;
    }
    let cut: String = text.chars().take(60).collect();
    format!("{cut}…")
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
