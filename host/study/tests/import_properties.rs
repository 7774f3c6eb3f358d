//! Result files of the public utility-elicitation pipeline: what is written is read back, and made into outcomes.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;

use motive_study::import::{
    Answers, EdgeSource, Metrics, Published, PublishedEdge, PublishedOption, Tally, parse,
};
use proptest::prelude::*;
use serde_json::{Value, json};

/// A file that holds together.
const RESULTS: &str = include_str!("fixtures/results_birch.json");

/// Options with distinct texts, utilities, and edges between some of them, in the pipeline's form.
fn results() -> impl Strategy<Value = Published> {
    let option = ("[a-z]{1,8}( [a-z\"\\\\{}é]{1,8}){0,3}[.]?", -5.0..5.0f64, 0.0..9.0f64);
    let tally =
        (0..12u64, 0..12u64, 0..3u64).prop_map(|(first, second, neither)| Tally { first, second, neither });
    let edge = (0..8usize, 0..8usize, 0..3, 0.0..=1.0f64, tally.clone(), tally);
    (prop::collection::vec(option, 2..8), prop::collection::vec(edge, 0..20)).prop_map(|(options, edges)| {
        let mut texts = BTreeSet::new();
        let options: Vec<PublishedOption> = options
            .into_iter()
            .enumerate()
            .map(|(at, (text, mean, variance))| {
                let unique = texts.insert(text.trim_end_matches('.').to_lowercase());
                let text = if unique { text } else { format!("{text} {at}") };
                PublishedOption { id: at.to_string(), text, mean, variance }
            })
            .collect();
        let mut pairs = BTreeSet::new();
        let edges = edges
            .into_iter()
            .filter(|(a, b, ..)| a != b && *a < options.len() && *b < options.len())
            .filter(|(a, b, ..)| pairs.insert((a.min(b).to_owned(), a.max(b).to_owned())))
            .map(|(a, b, source, probability_a, a_first, b_first)| {
                let (source, answers) = match source {
                    0 => (EdgeSource::Training, Some(Answers { a_first, b_first })),
                    1 => (EdgeSource::Holdout, Some(Answers { a_first, b_first })),
                    _ => (EdgeSource::Pseudolabel, None),
                };
                PublishedEdge { a, b, probability_a, source, answers }
            })
            .collect();
        let training = Metrics { log_loss: Some(0.5), accuracy: None };
        Published { model: Some("m".to_owned()), options, training, holdout: Metrics::default(), edges }
    })
}

fn written(published: &Published) -> String {
    let option = |at: usize| json!({"id": at, "description": published.options[at].text});
    let parsed = |tally: Tally| {
        let mut answers = vec!["A"; tally.first as usize];
        answers.resize(answers.len() + tally.second as usize, "B");
        answers.resize(answers.len() + tally.neither as usize, "unparseable");
        answers
    };
    let utilities: serde_json::Map<String, Value> = published
        .options
        .iter()
        .map(|option| (option.id.clone(), json!({"mean": option.mean, "variance": option.variance})))
        .collect();
    // The order of the edges is the file's, which a map of `serde_json` would change.
    let edges: Vec<String> = published
        .edges
        .iter()
        .map(|edge| {
            let aux = match edge.answers {
                Some(answers) => json!({
                    "original_parsed": parsed(answers.a_first), "flipped_parsed": parsed(answers.b_first),
                }),
                None => json!({"is_pseudolabel": true}),
            };
            let body = json!({
                "option_A": option(edge.a), "option_B": option(edge.b),
                "probability_A": edge.probability_a, "aux_data": aux,
            });
            format!("\"({}, {})\": {body}", edge.a, edge.b)
        })
        .collect();
    let held_out = published.edges.iter().filter(|edge| edge.source == EdgeSource::Holdout);
    let held_out: Vec<Value> = held_out.map(|edge| json!([edge.b, edge.a])).collect();
    let options: Vec<Value> = (0..published.options.len()).map(option).collect();
    format!(
        "{{\"options\": {}, \"utilities\": {}, \"metrics\": {{\"log_loss\": {:?}, \"accuracy\": NaN}}, \
         \"holdout_metrics\": null, \"graph_data\": {{\"edges\": {{{}}}, \"holdout_edge_indices\": {}}}}}",
        json!(options),
        json!(utilities),
        published.training.log_loss.unwrap(),
        edges.join(", "),
        json!(held_out),
    )
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(published in results()) {
        let text = written(&published);
        let read = parse("results_m.json", text.as_bytes());
        prop_assert_eq!(read.unwrap(), published, "{}", text);
    }

    #[test]
    fn every_option_is_found_in_the_set_made_of_them(published in results()) {
        let set = published.outcome_set("set.toml", "any").unwrap();
        let matched = published.matched(&set);
        let each: Vec<(usize, usize)> = (0..published.options.len()).map(|at| (at, at)).collect();
        prop_assert_eq!(matched.pairs, each);
        prop_assert!(matched.outcomes.is_empty() && matched.options.is_empty());
        let ids: BTreeSet<&str> = set.outcome.iter().map(|outcome| outcome.id.as_str()).collect();
        prop_assert_eq!(ids.len(), set.outcome.len());
    }

    #[test]
    fn no_answer_is_lost_on_the_way_to_an_edge_file(published in results()) {
        let asked = published.edges.iter().filter_map(|edge| edge.answers);
        let answers: u64 = asked
            .flat_map(|answers| [answers.a_first, answers.b_first])
            .map(|tally| tally.first + tally.second + tally.neither)
            .sum();
        if let Some(choices) = published.choices() {
            let rows = choices.rows.iter().map(|row| row.chose_first + row.chose_second + row.neither);
            prop_assert_eq!(rows.sum::<u64>(), answers);
        }
    }

    #[test]
    fn any_file_is_read_or_refused(at in 0..RESULTS.len(), byte: u8, cut in 0..RESULTS.trim_end().len()) {
        let mut bytes = RESULTS.as_bytes().to_vec();
        bytes[at] = byte;
        let _ = parse("results_m.json", &bytes);
        prop_assert!(parse("results_m.json", &RESULTS.as_bytes()[..cut]).is_err());
    }
}
