//! Keeps secrets that somebody wrote into a study out of what is shown of it.
//!
//! A study names where a secret is, and never the secret. Who writes it down all the same is told so, with the place; the
//! lines that an error shows must not repeat it in a terminal's history or a log.

use crate::source::{Sources, Span};
use crate::tree::{Node, Value};

/// Hides every value under `credentials` that is not the name of an environment variable or a path.
pub(crate) fn hide(tree: &Node, sources: &mut Sources) {
    let Some(Value::List(providers)) = tree.entry("provider").map(|entry| &entry.node.value) else { return };
    for credentials in providers.iter().filter_map(|provider| provider.entry("credentials")) {
        match &credentials.node.value {
            Value::Table(entries) => entries.iter().for_each(|entry| hide_source(&entry.node, sources)),
            _ => sources.hide(&credentials.node.span),
        }
    }
}

fn hide_source(node: &Node, sources: &mut Sources) {
    let Value::Table(entries) = &node.value else { return sources.hide(&node.span) };
    for entry in entries {
        let shown = match (entry.key.as_str(), &entry.node.value) {
            ("env", Value::Scalar(value)) => value.as_str().is_some_and(is_variable),
            ("file", _) => true,
            _ => false,
        };
        if !shown {
            sources.hide(&entry.node.span);
        }
    }
}

/// Hides whatever follows the word `credentials` in a line: for a text that is not TOML, and so has no values.
pub(crate) fn hide_lines(sources: &mut Sources, source: usize) {
    const WORD: &str = "credentials";
    let text = sources.get(source).map_or_else(String::new, |source| source.text.clone());
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if let Some(at) = line.find(WORD) {
            sources.hide(&Span::new(source, start + at + WORD.len()..start + line.trim_end().len()));
        }
        start += line.len();
    }
}

/// Whether a text can be the name of an environment variable, which a key with its dashes can not.
pub(crate) fn is_variable(text: &str) -> bool {
    let mut bytes = text.bytes();
    bytes.next().is_some_and(|first| first == b'_' || first.is_ascii_alphabetic())
        && bytes.all(|byte| byte == b'_' || byte.is_ascii_alphanumeric())
}
