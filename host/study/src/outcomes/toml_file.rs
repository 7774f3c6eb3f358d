//! An outcome set as TOML: `anchor`, `[[outcome]]`, `[[grid]]` and `[[lottery]]`.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value as Json, json};

use super::Outcome;
use super::check::MOST;
use super::draft::{Draft, Drafts, Origin};
use super::grid::Grid;
use super::lottery::Lottery;
use crate::diagnostic::Diagnostic;
use crate::schema::{self, Violation};
use crate::source::Sources;
use crate::tree::{self, Entry, Node, Value};

/// The file.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
struct SetFile {
    /// Id of the outcome in which nothing changes.
    anchor: Option<String>,
    /// Outcomes written one by one.
    outcome: Vec<Outcome>,
    /// Grids of entities and counts.
    grid: Vec<Grid>,
    /// Outcomes that leave to chance which of some others comes about.
    lottery: Vec<Lottery>,
}

/// Reads what can be read; what is wrong with the rest goes to `list`.
pub(super) fn read(sources: &Sources, source: usize, list: &mut Vec<Diagnostic>) -> Drafts {
    let Some(tree) = tree::parse(sources, source, list) else { return Drafts::default() };
    let violations = violations(&tree, list);
    let outcomes = elements(&tree, "outcome", &violations);
    let grids = elements(&tree, "grid", &violations);
    let lotteries = elements(&tree, "lottery", &violations);
    let file = file(&tree, [&outcomes, &grids, &lotteries], list);
    for Violation { pointer, diagnostic } in violations {
        // What is null was refused when it was parsed.
        if tree.nearest(&pointer).value != Value::Scalar(Json::Null) {
            list.push(diagnostic);
        }
    }
    let anchor = file.anchor.map(|id| (id, tree.nearest("/anchor").span.clone()));
    let written = file.outcome.into_iter().zip(outcomes);
    let mut drafts: Vec<Draft> =
        written.map(|(outcome, (index, node))| draft(outcome, index, node)).collect();
    let mut first_with: BTreeMap<&str, usize> = BTreeMap::new();
    for (grid, (index, node)) in file.grid.iter().zip(grids) {
        match first_with.get(grid.id()) {
            Some(first) => {
                let message = format!("`{}` is the id of grid no. {} too", grid.id(), first + 1);
                list.push(Diagnostic::error(node.nearest("/id").span.clone(), message));
            }
            None => {
                first_with.insert(grid.id(), index);
                drafts.extend(grid.expand(node, sources, MOST.saturating_sub(drafts.len()), list));
            }
        }
    }
    let texts: BTreeMap<String, String> =
        drafts.iter().map(|draft| (draft.outcome.id.clone(), draft.outcome.text.clone())).collect();
    for (lottery, (_, node)) in file.lottery.into_iter().zip(lotteries) {
        drafts.extend(lottery.draft(node, &texts, list));
    }
    Drafts { anchor, outcomes: drafts }
}

fn violations(tree: &Node, list: &mut Vec<Diagnostic>) -> Vec<Violation> {
    let schema = serde_json::to_value(schemars::schema_for!(SetFile)).unwrap_or_default();
    match schema::compile(&schema) {
        Ok(validator) => schema::violations(&schema, &validator, tree, "the outcome set"),
        Err(problem) => {
            list.push(Diagnostic::error(tree.span.clone(), problem));
            Vec::new()
        }
    }
}

/// The tables of an array that fit the schema, each with its index, so that one misspelt key does not hide what is
/// wrong with other outcomes.
fn elements<'a>(tree: &'a Node, key: &str, violations: &[Violation]) -> Vec<(usize, &'a Node)> {
    let Value::List(nodes) = &tree.nearest(&format!("/{key}")).value else { return Vec::new() };
    let bad: BTreeSet<&str> = violations
        .iter()
        .filter_map(|found| {
            let mut steps = found.pointer.split('/').skip(1);
            (steps.next() == Some(key)).then(|| steps.next())?
        })
        .collect();
    let fits = |index: usize| !bad.contains(index.to_string().as_str());
    nodes.iter().enumerate().filter(|(index, _)| fits(*index)).collect()
}

fn file(
    tree: &Node,
    [outcomes, grids, lotteries]: [&[(usize, &Node)]; 3],
    list: &mut Vec<Diagnostic>,
) -> SetFile {
    let tables =
        |nodes: &[(usize, &Node)]| nodes.iter().map(|(_, node)| node.to_json()).collect::<Vec<Json>>();
    let anchor = tree.entry("anchor").map(|entry| entry.node.to_json()).filter(Json::is_string);
    let json = json!({ "anchor": anchor, "outcome": tables(outcomes), "grid": tables(grids), "lottery": tables(lotteries) });
    serde_json::from_value(json).unwrap_or_else(|error| {
        list.push(Diagnostic::error(tree.span.clone(), error.to_string()));
        SetFile::default()
    })
}

fn draft(outcome: Outcome, index: usize, node: &Node) -> Draft {
    let mut places = Vec::new();
    for entry in entries(node) {
        places.push((entry.key.clone(), entry.node.span.clone()));
        let inner = entries(&entry.node).iter();
        places.extend(inner.map(|inner| (format!("{}.{}", entry.key, inner.key), inner.key_span.clone())));
    }
    Draft { outcome, origin: Origin::Number(index + 1), span: node.span.clone(), places }
}

fn entries(node: &Node) -> &[Entry] {
    match &node.value {
        Value::Table(entries) => entries,
        _ => &[],
    }
}
