//! The choices of a result file: `graph_data`, and what of it can be fitted again.

use std::collections::{HashMap, HashSet};

use super::fault::Faults;
use super::json::Json;
use super::results::{id, number, under};
use super::{Answers, EdgeSource, Published, PublishedEdge, Tally, shown};
use crate::edges::{Edge, Edges};

/// The place of every option by its id.
type Index<'f> = HashMap<&'f str, usize>;

/// Every edge; what is wrong with the others goes to `faults`.
pub(super) fn read(graph: &Json, index: &Index<'_>, faults: &mut Faults) -> Vec<PublishedEdge> {
    let Some(Json::Object(written)) = graph.get("edges") else {
        faults.add("/graph_data", "no `edges`, which is an object", "leave `graph_data` out");
        return Vec::new();
    };
    let held_out = held_out(graph, index, faults);
    let mut seen: HashMap<(usize, usize), &str> = HashMap::new();
    let mut edges = Vec::new();
    for (key, json) in written {
        let pointer = under("/graph_data/edges", key);
        let a = side(json, 'A', &pointer, index, faults);
        let b = side(json, 'B', &pointer, index, faults);
        let (Some(a), Some(b)) = (a, b) else { continue };
        if a == b {
            faults.add(&pointer, "an option is compared with itself", "leave the edge out");
            continue;
        }
        if let Some(first) = seen.insert(ordered(a, b), key) {
            let message = format!("the pair of the edge `{}` again", shown(first));
            faults.add(&pointer, message, "leave one of the two out");
            continue;
        }
        let aux = json.get("aux_data").unwrap_or(&Json::Null);
        let source = match aux.get("is_pseudolabel") {
            Some(Json::Bool(true)) => EdgeSource::Pseudolabel,
            _ if held_out.contains(&ordered(a, b)) => EdgeSource::Holdout,
            _ => EdgeSource::Training,
        };
        let answers = answers(aux, &pointer, faults);
        if let Some(probability_a) = probability(json, &pointer, faults) {
            edges.push(PublishedEdge { a, b, probability_a, source, answers });
        }
    }
    edges
}

fn ordered(a: usize, b: usize) -> (usize, usize) {
    (a.min(b), a.max(b))
}

/// The pairs that are held out.
fn held_out(graph: &Json, index: &Index<'_>, faults: &mut Faults) -> HashSet<(usize, usize)> {
    let Some(Json::List(pairs)) = graph.get("holdout_edge_indices") else { return HashSet::new() };
    let mut held_out = HashSet::new();
    for (at, pair) in pairs.iter().enumerate() {
        let place = |json| id(json).and_then(|id| index.get(id.as_str()).copied());
        let found = match pair {
            Json::List(ids) => ids.iter().map(place).collect::<Option<Vec<usize>>>(),
            _ => None,
        };
        match found.as_deref() {
            Some([a, b]) => drop(held_out.insert(ordered(*a, *b))),
            _ => {
                let pointer = format!("/graph_data/holdout_edge_indices/{at}");
                faults.add(pointer, "not the ids of two options", "leave the pair out");
            }
        }
    }
    held_out
}

/// One of the two options of an edge, by `option_A`, which holds its id, or by `option_A_id`.
fn side(edge: &Json, name: char, pointer: &str, index: &Index<'_>, faults: &mut Faults) -> Option<usize> {
    let nested = edge.get(&format!("option_{name}")).and_then(|option| option.get("id"));
    let (json, key) = match (nested, edge.get(&format!("option_{name}_id"))) {
        (Some(json), _) => (json, format!("option_{name}/id")),
        (None, Some(json)) => (json, format!("option_{name}_id")),
        (None, None) => {
            faults.add(pointer, format!("no `option_{name}` with an `id`"), "leave the edge out");
            return None;
        }
    };
    let found = id(json).and_then(|id| index.get(id.as_str()).copied());
    if found.is_none() {
        faults.add(
            format!("{pointer}/{key}"),
            format!("no option has the id {}", json.shown()),
            "leave the edge out",
        );
    }
    found
}

fn probability(edge: &Json, pointer: &str, faults: &mut Faults) -> Option<f64> {
    let Some(json) = edge.get("probability_A") else {
        faults.add(pointer, "no `probability_A`", "leave the edge out");
        return None;
    };
    let problem = match number(json) {
        Ok(probability) if (0.0..=1.0).contains(&probability) => return Some(probability),
        Ok(other) => format!("{other}, and a probability is from 0 to 1"),
        Err(problem) => problem,
    };
    faults.add(format!("{pointer}/probability_A"), problem, "leave the edge out");
    None
}

/// The answers in both orders: `original_parsed`, where `A` is the option A, and `flipped_parsed`, where it is the
/// option B, since it was shown first.
fn answers(aux: &Json, pointer: &str, faults: &mut Faults) -> Option<Answers> {
    let mut tally = |key: &str| {
        let Some(Json::List(answers)) = aux.get(key) else { return None };
        let mut tally = Tally::default();
        for (at, answer) in answers.iter().enumerate() {
            match answer {
                Json::Text(text) if text == "A" => tally.first += 1,
                Json::Text(text) if text == "B" => tally.second += 1,
                Json::Text(text) if text == "unparseable" => tally.neither += 1,
                other => {
                    let message = format!("{}, none of `A`, `B` and `unparseable`", other.shown());
                    let hint = "leave the list out if its answers mean something else";
                    faults.add(format!("{pointer}/aux_data/{key}/{at}"), message, hint);
                }
            }
        }
        Some(tally)
    };
    Some(Answers { a_first: tally("original_parsed")?, b_first: tally("flipped_parsed")? })
}

impl Published {
    /// The answers as an edge file has them, with the pipeline's own holdout, so that another model can be fitted to
    /// them. Labels that no answer stands behind are left out. None if no answer of the training chose an option.
    pub fn choices(&self) -> Option<Edges> {
        let mut edges = Edges { options: Vec::new(), rows: Vec::new(), has_holdout_column: true };
        let mut places = vec![None; self.options.len()];
        for edge in &self.edges {
            let Some(Answers { a_first, b_first }) = edge.answers else { continue };
            let holdout = edge.source == EdgeSource::Holdout;
            for (first, second, tally) in [(edge.a, edge.b, a_first), (edge.b, edge.a, b_first)] {
                if tally == Tally::default() {
                    continue;
                }
                let [first, second] = [first, second].map(|option| {
                    *places[option].get_or_insert_with(|| {
                        edges.options.push(self.options[option].id.clone());
                        edges.options.len() - 1
                    })
                });
                let Tally { first: chose_first, second: chose_second, neither } = tally;
                edges.rows.push(Edge { first, second, chose_first, chose_second, neither, holdout });
            }
        }
        let is_fittable = |row: &Edge| !row.holdout && row.chose_first + row.chose_second > 0;
        edges.rows.iter().any(is_fittable).then_some(edges)
    }
}
