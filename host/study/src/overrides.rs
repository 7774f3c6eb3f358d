//! `--set key=value`: overrides of a study file's values.
//!
//! The key is a dotted path; an element of an array of tables is addressed by its id. The value is TOML, or
//! else a bare string.

use serde_json::Value as Json;

use crate::check::Known;
use crate::diagnostic::Diagnostic;
use crate::source::{Sources, Span};
use crate::tree::{self, Entry, Node, Value};

/// Tables that a study need not list: one that is not there is the bundled plugin of that name.
const OPTIONAL_TABLES: [&str; 3] = ["provider", "framing", "rubric"];

/// Puts the value of `text`, a `key=value`, into the tree of a study file.
pub(crate) fn apply(
    sources: &mut Sources,
    tree: &mut Node,
    text: &str,
    known: &Known,
    list: &mut Vec<Diagnostic>,
) {
    let source = sources.add(format!("--set {text}"), text);
    let Some((path, value)) = text.split_once('=') else {
        let span = Span::new(source, 0..text.len());
        list.push(
            Diagnostic::error(span, format!("`{text}` has no `=`")).hint("write --set dotted.key=value"),
        );
        return;
    };
    let key_span = Span::new(source, 0..path.len());
    let Some(keys) = keys_of(path) else {
        list.push(
            Diagnostic::error(key_span, format!("`{path}` is not a key"))
                .hint("write keys with dots between them, as in `task.essay.items`"),
        );
        return;
    };
    let value = toml_value(sources, source, keys.len()).unwrap_or_else(|| Node {
        span: Span::new(source, path.len() + 1..text.len()),
        value: Value::Scalar(Json::String(value.to_owned())),
    });
    if let [table, id, _, ..] = keys.as_slice() {
        list_plugin(tree, table, id, known, &key_span);
    }
    list.extend(tree.set(&keys, value, &key_span).err());
}

/// The parts of a dotted key; none if it is not one.
fn keys_of(path: &str) -> Option<Vec<String>> {
    let mut sources = Sources::default();
    let source = sources.add("", format!("{path}=0"));
    let mut problems = Vec::new();
    let mut node = tree::parse(&sources, source, &mut problems)?;
    let mut keys = Vec::new();
    while let Value::Table(entries) = node.value {
        let entry = entries.into_iter().next()?;
        keys.push(entry.key);
        node = entry.node;
    }
    Some(keys)
}

/// The value behind a key of `depth` parts, if the text is TOML and holds nothing else.
fn toml_value(sources: &Sources, source: usize, depth: usize) -> Option<Node> {
    let mut problems = Vec::new();
    let mut node = tree::parse(sources, source, &mut problems)?;
    for _ in 0..depth {
        let Value::Table(mut entries) = node.value else { return None };
        node = entries.pop()?.node;
        if !entries.is_empty() {
            return None;
        }
    }
    problems.is_empty().then_some(node)
}

/// Lists a bundled plugin that the study uses by its name alone, so that its values can be set.
fn list_plugin(tree: &mut Node, table: &str, id: &str, known: &Known, key_span: &Span) {
    let elements = match tree.entry(table).map(|entry| &entry.node.value) {
        Some(Value::List(elements)) => elements.as_slice(),
        Some(_) => return,
        None => &[],
    };
    let is_listed = elements.iter().any(|element| element.id().as_deref() == Some(id));
    if is_listed || !OPTIONAL_TABLES.contains(&table) || !known.plugins.iter().any(|plugin| plugin == id) {
        return;
    }
    let name = Node { span: key_span.clone(), value: Value::Scalar(Json::String(id.to_owned())) };
    let plugin = Entry { key: "plugin".to_owned(), key_span: key_span.clone(), node: name };
    tree.add_element(table, key_span, vec![plugin]);
}
