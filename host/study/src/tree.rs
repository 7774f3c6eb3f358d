//! TOML as a tree in which every value knows where it was written.
//!
//! One tree serves the study file and its overrides: a value that `--set` put there points into the
//! override's own text. Schema errors come as JSON pointers and are led back here to a place.

use serde_json::{Map, Number, Value as Json};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::diagnostic::{Diagnostic, suggestion};
use crate::source::{Sources, Span};

/// A value and where it was written.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// Where.
    pub span: Span,
    /// What.
    pub value: Value,
}

/// The values that a study file can hold.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// A string, number or boolean; null for a value that no setting can take.
    Scalar(Json),
    /// An array, or an array of tables.
    List(Vec<Node>),
    /// A table, in the order written.
    Table(Vec<Entry>),
}

/// A key of a table with its value.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The key.
    pub key: String,
    /// Where the key was written.
    pub key_span: Span,
    /// The value.
    pub node: Node,
}

/// Parses a TOML text; none if it is not TOML. What is wrong is added to `problems`, all at once. A value that no
/// setting can take is a problem too, and null in the tree.
pub fn parse(sources: &Sources, source: usize, problems: &mut Vec<Diagnostic>) -> Option<Node> {
    let text = sources.get(source).map_or("", |source| source.text.as_str());
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in &errors {
        let span = Span::new(source, error.span().unwrap_or(0..0));
        let message = error.message().replace('\n', "; ");
        problems.push(Diagnostic::error(span, format!("not valid TOML: {message}")));
    }
    if !errors.is_empty() {
        return None;
    }
    // The whole text is no place to point at: its start stands for it.
    let span = Span::new(source, 0..0);
    Some(Node { span, value: table_of(source, table.get_ref(), problems) })
}

fn table_of(source: usize, table: &DeTable<'_>, problems: &mut Vec<Diagnostic>) -> Value {
    let mut entries: Vec<Entry> = table
        .iter()
        .map(|(key, value)| Entry {
            key: key.get_ref().to_string(),
            key_span: Span::new(source, key.span()),
            node: node_of(source, value, problems),
        })
        .collect();
    entries.sort_by_key(|entry| entry.key_span.start);
    Value::Table(entries)
}

fn node_of(source: usize, value: &Spanned<DeValue<'_>>, problems: &mut Vec<Diagnostic>) -> Node {
    let span = Span::new(source, value.span());
    let value = match value.get_ref() {
        DeValue::Table(table) => table_of(source, table, problems),
        DeValue::Array(items) => {
            Value::List(items.iter().map(|item| node_of(source, item, problems)).collect())
        }
        DeValue::String(text) => Value::Scalar(Json::String(text.to_string())),
        DeValue::Boolean(truth) => Value::Scalar(Json::Bool(*truth)),
        DeValue::Datetime(date) => {
            problems.push(
                Diagnostic::error(span.clone(), format!("`{date}` is a date, and no setting takes one"))
                    .hint("write it as a string, in quotes"),
            );
            Value::Scalar(Json::Null)
        }
        DeValue::Integer(integer) => match i64::from_str_radix(integer.as_str(), integer.radix()) {
            Ok(number) => Value::Scalar(Json::from(number)),
            Err(_) => {
                problems.push(
                    Diagnostic::error(span.clone(), format!("`{}` is too large", integer.as_str()))
                        .hint(format!("a whole number is {} at most", i64::MAX)),
                );
                Value::Scalar(Json::Null)
            }
        },
        DeValue::Float(float) => match float.as_str().parse().ok().and_then(number) {
            Some(number) => Value::Scalar(Json::Number(number)),
            None => {
                problems.push(Diagnostic::error(
                    span.clone(),
                    format!("`{}` is not a finite number", float.as_str()),
                ));
                Value::Scalar(Json::Null)
            }
        },
    };
    Node { span, value }
}

/// A float as JSON. To a JSON Schema `30.0` is a whole number, so it becomes one for whoever reads it later.
fn number(float: f64) -> Option<Number> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if float.fract() == 0.0 && float.abs() < EXACT {
        Some(Number::from(float as i64))
    } else {
        Number::from_f64(float)
    }
}

impl Node {
    /// The tree as JSON, without places.
    pub fn to_json(&self) -> Json {
        match &self.value {
            Value::Scalar(scalar) => scalar.clone(),
            Value::List(items) => Json::Array(items.iter().map(Self::to_json).collect()),
            Value::Table(entries) => {
                let map: Map<String, Json> =
                    entries.iter().map(|entry| (entry.key.clone(), entry.node.to_json())).collect();
                Json::Object(map)
            }
        }
    }

    /// The entry of a table.
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        match &self.value {
            Value::Table(entries) => entries.iter().find(|entry| entry.key == key),
            _ => None,
        }
    }

    /// The node at a JSON pointer, or its nearest ancestor that exists.
    pub fn nearest(&self, pointer: &str) -> &Node {
        let mut node = self;
        for step in pointer.split('/').skip(1) {
            let step = step.replace("~1", "/").replace("~0", "~");
            let child = match &node.value {
                Value::Table(_) => node.entry(&step).map(|entry| &entry.node),
                Value::List(items) => step.parse::<usize>().ok().and_then(|index| items.get(index)),
                Value::Scalar(_) => None,
            };
            let Some(child) = child else { break };
            node = child;
        }
        node
    }

    /// Where the key at the end of a JSON pointer was written, or the nearest thing to it.
    pub fn key_span(&self, pointer: &str) -> Span {
        let (parent, key) = pointer.rsplit_once('/').unwrap_or(("", ""));
        let key = key.replace("~1", "/").replace("~0", "~");
        match self.nearest(parent).entry(&key) {
            Some(entry) => entry.key_span.clone(),
            None => self.nearest(pointer).span.clone(),
        }
    }

    /// Adds a table to an array of tables: one that nobody wrote, and that `span` stands for.
    pub fn add_element(&mut self, table: &str, span: &Span, keys: Vec<Entry>) {
        let element = Node { span: span.clone(), value: Value::Table(keys) };
        let Value::Table(entries) = &mut self.value else { return };
        match entries.iter_mut().find(|entry| entry.key == table) {
            Some(Entry { node: Node { value: Value::List(elements), .. }, .. }) => elements.push(element),
            Some(_) => {}
            None => entries.push(Entry {
                key: table.to_owned(),
                key_span: span.clone(),
                node: Node { span: span.clone(), value: Value::List(vec![element]) },
            }),
        }
    }

    /// Puts `value` at a path of keys. Where the tree holds an array of tables, the next key is the `id` of
    /// one of them (its `plugin` where it has no id). Tables on the way are made.
    ///
    /// # Errors
    /// When the path leads through something that is not a table, or names an id that is not there.
    pub fn set(&mut self, path: &[String], value: Node, key_span: &Span) -> Result<(), Diagnostic> {
        let Some((key, rest)) = path.split_first() else {
            *self = value;
            return Ok(());
        };
        let problem = |message: String| Diagnostic::error(key_span.clone(), message);
        let Value::Table(entries) = &mut self.value else {
            return Err(problem(format!("`{key}` cannot be set inside a value that is not a table")));
        };
        let Some(entry) = entries.iter_mut().find(|entry| entry.key == *key) else {
            let mut node = Node { span: key_span.clone(), value: Value::Table(Vec::new()) };
            node.set(rest, value, key_span)?;
            entries.push(Entry { key: key.clone(), key_span: key_span.clone(), node });
            return Ok(());
        };
        let (Value::List(elements), [id, rest @ ..]) = (&mut entry.node.value, rest) else {
            return entry.node.set(rest, value, key_span);
        };
        let ids: Vec<String> = elements.iter().filter_map(Self::id).collect();
        match elements.iter_mut().find(|element| element.id().as_ref() == Some(id)) {
            Some(element) => element.set(rest, value, key_span),
            None if ids.is_empty() => {
                Err(problem(format!("`{key}` is a plain list: `{id}` cannot name an element of it"))
                    .hint("set the whole list"))
            }
            None => Err(problem(format!("no [[{key}]] has the id `{id}`"))
                .hint(suggestion(id, ids.iter().map(String::as_str)))),
        }
    }

    /// What an element of an array of tables is known by.
    pub fn id(&self) -> Option<String> {
        let entry = self.entry("id").or_else(|| self.entry("plugin"))?;
        match &entry.node.value {
            Value::Scalar(Json::String(id)) => Some(id.clone()),
            _ => None,
        }
    }
}
