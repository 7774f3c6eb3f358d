//! Outcome sets: what could happen, in words, and in which domain.

use std::collections::BTreeMap;

use motive_contract::types::Artifact;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::schema;
use crate::source::Sources;
use crate::tree::{self, Node, Value};

/// A set of outcomes between which an actor is asked to choose.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct OutcomeSet {
    /// Id of the outcome in which nothing changes. It is compared with all that are sampled, and is no stake.
    pub anchor: Option<String>,
    /// The outcomes.
    #[schemars(length(min = 2))]
    pub outcome: Vec<Outcome>,
}

impl OutcomeSet {
    /// How many outcomes can be a stake, by the domain that they are drawn from.
    pub fn domains(&self) -> BTreeMap<&str, usize> {
        let mut domains = BTreeMap::new();
        for outcome in self.outcome.iter().filter(|outcome| Some(&outcome.id) != self.anchor.as_ref()) {
            *domains.entry(outcome.category.as_str()).or_default() += 1;
        }
        domains
    }
}

impl Outcome {
    /// The outcome as a rubric sees it: without its id, which might mean something.
    pub fn artifact(&self) -> Artifact {
        Artifact {
            name: "outcome".to_owned(),
            media_type: "text/plain".to_owned(),
            text: self.text.clone(),
            attrs: Vec::new(),
        }
    }
}

/// Something that could happen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Outcome {
    /// Stable within the set.
    pub id: String,
    /// One sentence, as the actor reads it.
    pub text: String,
    /// The domain that it is drawn from and ranked in.
    pub category: String,
}

/// Longest text of an outcome, in characters: it stands in a prompt beside another and in an incentive.
const LONGEST: usize = 400;

/// Parses an outcome set; everything wrong with it is in the error, at once.
///
/// # Errors
/// The diagnostics, with places in the text.
pub fn parse(name: &str, text: &str) -> Result<OutcomeSet, Diagnostics> {
    let mut sources = Sources::default();
    let source = sources.add(name, text);
    let mut list = Vec::new();
    let set = tree::parse(&sources, source, &mut list).and_then(|tree| read(&tree, &mut list));
    let mut diagnostics = Diagnostics { sources, list };
    diagnostics.settle();
    match set {
        Some(set) if !diagnostics.has_errors() => Ok(set),
        _ => Err(diagnostics),
    }
}

fn read(tree: &Node, list: &mut Vec<Diagnostic>) -> Option<OutcomeSet> {
    let schema = serde_json::to_value(schemars::schema_for!(OutcomeSet)).unwrap_or_default();
    match schema::compile(&schema) {
        Ok(validator) => {
            let found = schema::violations(&schema, &validator, tree, "the outcome set");
            // What is null was refused when it was parsed.
            let readable = found
                .into_iter()
                .filter(|violation| tree.nearest(&violation.pointer).value != Value::Scalar(Json::Null));
            list.extend(readable.map(|violation| violation.diagnostic));
        }
        Err(problem) => list.push(Diagnostic::error(tree.span.clone(), problem)),
    }
    if !list.is_empty() {
        return None;
    }
    match serde_json::from_value::<OutcomeSet>(tree.to_json()) {
        Ok(set) => {
            check(&set, tree, list);
            Some(set)
        }
        Err(error) => {
            list.push(Diagnostic::error(tree.span.clone(), error.to_string()));
            None
        }
    }
}

fn check(set: &OutcomeSet, tree: &Node, list: &mut Vec<Diagnostic>) {
    let mut ids: BTreeMap<&str, usize> = BTreeMap::new();
    let mut texts: BTreeMap<String, usize> = BTreeMap::new();
    for (index, outcome) in set.outcome.iter().enumerate() {
        let at = |key: &str| tree.nearest(&format!("/outcome/{index}/{key}")).span.clone();
        if !crate::check::is_id(&outcome.id) {
            list.push(
                Diagnostic::error(at("id"), format!("`{}` is not an id", outcome.id))
                    .hint("an id is made of a-z, 0-9 and -"),
            );
        }
        if let Some(first) = ids.insert(&outcome.id, index) {
            let message = format!("`{}` is the id of outcome no. {} too", outcome.id, first + 1);
            list.push(Diagnostic::error(at("id"), message));
        }
        let text = outcome.text.trim();
        if text.is_empty() {
            list.push(Diagnostic::error(at("text"), format!("outcome `{}` has no text", outcome.id)));
        } else if text.chars().count() > LONGEST {
            let message = format!(
                "outcome `{}` has {} characters, {LONGEST} at most",
                outcome.id,
                text.chars().count()
            );
            list.push(Diagnostic::error(at("text"), message));
        } else if let Some(first) = texts.insert(text.to_lowercase(), index) {
            let message = format!("outcome `{}` has the text of outcome no. {}", outcome.id, first + 1);
            list.push(Diagnostic::error(at("text"), message));
        }
        if outcome.category.trim().is_empty() {
            list.push(Diagnostic::error(at("category"), format!("outcome `{}` has no category", outcome.id)));
        }
    }
    if let Some(anchor) = &set.anchor
        && !ids.contains_key(anchor.as_str())
    {
        let hint = crate::diagnostic::suggestion(anchor, ids.keys().copied());
        list.push(
            Diagnostic::error(
                tree.nearest("/anchor").span.clone(),
                format!("no outcome has the id `{anchor}`"),
            )
            .hint(hint),
        );
    }
}
