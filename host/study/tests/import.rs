//! Result files of the public utility-elicitation pipeline: what is read of them, and the outcomes that they become.

#![allow(clippy::unwrap_used)]

mod common;

use common::OUTCOMES;
use motive_study::edges::{self, Edge};
use motive_study::import::{Answers, EdgeSource, Metrics, Published, PublishedOption, Tally, parse};
use motive_study::outcomes;
use serde_json::{Value, json};

/// A file in the form of the pipeline's larger one: a pair asked in both orders, one that is held out, one that nobody
/// was asked about.
const RESULTS: &str = include_str!("fixtures/results_birch.json");

fn read(text: &str) -> Published {
    parse("runs/results_birch.json", text.as_bytes()).unwrap_or_else(|faults| panic!("{faults}"))
}

/// [`RESULTS`] with a piece replaced.
fn edited(from: &str, to: &str) -> String {
    assert!(RESULTS.contains(from), "{from}");
    RESULTS.replacen(from, to, 1)
}

#[test]
fn all_of_a_result_file_is_read() {
    let published = read(RESULTS);
    assert_eq!(published.model.as_deref(), Some("birch"));
    let option = |id: &str, text: &str, mean, variance| PublishedOption {
        id: id.to_owned(),
        text: text.to_owned(),
        mean,
        variance,
    };
    assert_eq!(
        published.options,
        [
            option("0", "Nothing changes.", 0.25, 0.5),
            option("1", "A meadow is sown for wild bees.", 1.0, 0.125),
            option("2", "A pond is drained.", -1.25, 2.0),
        ]
    );
    assert_eq!(published.training, Metrics { log_loss: Some(0.31), accuracy: Some(0.9) });
    assert_eq!(published.holdout, Metrics { log_loss: Some(0.42), accuracy: Some(0.75) });
    let edges: Vec<_> =
        published.edges.iter().map(|edge| (edge.a, edge.b, edge.probability_a, edge.source)).collect();
    assert_eq!(
        edges,
        [
            (0, 1, 0.25, EdgeSource::Training),
            (1, 2, 1.0, EdgeSource::Pseudolabel),
            (0, 2, 1.0, EdgeSource::Holdout),
        ]
    );
    let tally = |first, second, neither| Tally { first, second, neither };
    assert_eq!(
        published.edges[0].answers,
        Some(Answers { a_first: tally(1, 1, 1), b_first: tally(3, 0, 0) })
    );
    assert_eq!(published.edges[1].answers, None, "nobody was asked");
}

#[test]
fn the_choices_can_be_fitted_again() {
    let choices = read(RESULTS).choices().unwrap();
    assert_eq!(choices.options, ["0", "1", "2"]);
    assert!(choices.has_holdout_column);
    let row = |first, second, chose_first, chose_second, neither, holdout| Edge {
        first,
        second,
        chose_first,
        chose_second,
        neither,
        holdout,
    };
    assert_eq!(
        choices.rows,
        [
            row(0, 1, 1, 1, 1, false),
            row(1, 0, 3, 0, 0, false),
            row(0, 2, 1, 0, 0, true),
            row(2, 0, 0, 1, 0, true),
        ]
    );
    let csv = "first,second,chose_first,chose_second,neither,holdout\n\
        0,1,1,1,1,0\n1,0,3,0,0,0\n0,2,1,0,0,1\n2,0,0,1,0,1\n";
    assert_eq!(edges::parse("edges.csv", csv.as_bytes(), None).unwrap(), choices);
}

#[test]
fn without_answers_of_the_training_there_is_nothing_to_fit_again() {
    let cases = [
        edited("\"holdout_edge_indices\": [[2, 0]]", "\"holdout_edge_indices\": [[2, 0], [0, 1]]"),
        edited("\"original_parsed\": [\"A\", \"B\", \"unparseable\"],", ""),
        edited("[\"A\", \"B\", \"unparseable\"]", "[]").replace("[\"A\", \"A\", \"A\"]", "[\"unparseable\"]"),
    ];
    for text in cases {
        assert_eq!(read(&text).choices(), None, "{text}");
    }
}

/// Forms that the pipeline and its experiments write, and the same thing in all of them.
#[test]
fn the_forms_of_a_result_file() {
    let full: Value = serde_json::from_str(RESULTS).unwrap();
    let keep = |keys: &[&str]| -> Value {
        keys.iter()
            .map(|key| ((*key).to_owned(), full[*key].clone()))
            .collect::<serde_json::Map<_, _>>()
            .into()
    };
    let utilities = keep(&["options", "utilities", "metrics", "holdout_metrics"]);
    let mut lotteries = keep(&["options", "utilities"]);
    lotteries["options"][2]["type"] = json!("lottery");
    lotteries["options"][2]["outcomes"] = json!([{"id": 0, "description": "Nothing changes."}]);
    lotteries["pearson_correlation"] = json!(0.9);
    let mut flat = keep(&["options", "utilities"]);
    for (key, value) in [
        ("model_log_loss", json!(0.31)),
        ("model_accuracy", json!(0.9)),
        ("holdout_log_loss", json!(null)),
        ("holdout_accuracy", json!(0.75)),
        ("difference_options", json!([])),
    ] {
        flat[key] = value;
    }
    let no_holdout = json!({
        "options": full["options"], "utilities": full["utilities"], "metrics": full["metrics"], "holdout_metrics": null,
    });
    let known = |log_loss, accuracy| Metrics { log_loss, accuracy };
    let training = known(Some(0.31), Some(0.9));
    let cases = [
        ("without choices", utilities.to_string(), training, known(Some(0.42), Some(0.75))),
        ("with nothing held out", no_holdout.to_string(), training, Metrics::default()),
        (
            "with what is not a number",
            edited("{\"log_loss\": 0.42, \"accuracy\": 0.75}", "{\"log_loss\": NaN, \"accuracy\": NaN}"),
            training,
            Metrics::default(),
        ),
        ("with lotteries", lotteries.to_string(), Metrics::default(), Metrics::default()),
        ("with metrics beside the options", flat.to_string(), training, known(None, Some(0.75))),
        ("with a byte order mark", format!("\u{feff}{utilities}"), training, known(Some(0.42), Some(0.75))),
    ];
    let options = read(RESULTS).options;
    for (what, text, training, holdout) in cases {
        let published = read(&text);
        assert_eq!(published.options, options, "{what}");
        assert_eq!((published.training, published.holdout), (training, holdout), "{what}");
    }
}

#[test]
fn ids_are_numbers_or_texts_and_edges_name_them_in_two_ways() {
    let text = json!({
        "options": [{"id": "calm", "description": "Calm."}, {"id": "combo_1", "description": "Both."}],
        "utilities": {"combo_1": {"mean": -1, "variance": 1}, "calm": {"mean": 1, "variance": 0}},
        "graph_data": {"edges": {"('calm', 'combo_1')": {
            "option_A_id": "calm", "option_B_id": "combo_1", "probability_A": 1,
            "aux_data": {"original_parsed": ["A"], "flipped_parsed": []},
        }}},
    });
    let published = read(&text.to_string());
    let options: Vec<_> = published.options.iter().map(|option| (option.id.as_str(), option.mean)).collect();
    assert_eq!(options, [("calm", 1.0), ("combo_1", -1.0)]);
    assert_eq!((published.edges[0].a, published.edges[0].b), (0, 1));
    assert_eq!(published.choices().unwrap().rows.len(), 1, "one order was asked");
}

#[test]
fn the_name_of_the_file_names_the_model() {
    for (name, expected) in [
        ("results_utilities_gpt-4o.json", Some("gpt-4o")),
        ("results_gpt-4o_thurstonianactivelearningutilitymodel.json", Some("gpt-4o")),
        ("shared/gpt-4o/results_utilities_gpt-4o_base.json", Some("gpt-4o_base")),
        ("C:\\runs\\results_expected_utility_birch.json", Some("birch")),
        ("results_.json", None),
        ("utilities.json", None),
        ("results_birch.txt", None),
    ] {
        assert_eq!(parse(name, RESULTS.as_bytes()).unwrap().model.as_deref(), expected, "{name}");
    }
}

#[test]
fn options_are_found_in_an_outcome_set_by_their_words() {
    let set = outcomes::parse("set", OUTCOMES).unwrap();
    let bees = set.outcome.iter().position(|outcome| outcome.id == "bees").unwrap();
    let nothing = set.outcome.iter().position(|outcome| outcome.id == "nothing").unwrap();
    for text in [
        set.outcome[bees].text.clone(),
        set.outcome[bees].text.to_uppercase(),
        set.outcome[bees].text.trim_end_matches('.').to_owned(),
        format!("  {}  ", set.outcome[bees].text.replace(' ', "  ")),
    ] {
        let published = read(&edited("A meadow is sown for wild bees.", &text));
        let matched = published.matched(&set);
        let mut pairs = vec![(bees, 1), (nothing, 0)];
        pairs.sort_unstable();
        assert_eq!(matched.pairs, pairs, "{text}");
        assert_eq!(matched.options, [2]);
        assert_eq!(matched.outcomes.len(), set.outcome.len() - 2);
    }
    let published = read(&edited("A meadow is sown for wild bees.", "A meadow is sown for bees."));
    assert_eq!(published.matched(&set).pairs, [(nothing, 0)], "other words are another outcome");
}

#[test]
fn options_become_an_outcome_set() {
    let file = read(RESULTS).outcome_file("world");
    assert_eq!(
        file,
        r#"[[outcome]]
id = "nothing-changes-0"
text = "Nothing changes."
category = "world"

[[outcome]]
id = "a-meadow-is-sown-for-wild-bees-1"
text = "A meadow is sown for wild bees."
category = "world"

[[outcome]]
id = "a-pond-is-drained-2"
text = "A pond is drained."
category = "world"
"#
    );
    let set = read(RESULTS).outcome_set("world.toml", "world").unwrap();
    assert_eq!((set.anchor, set.outcome.len()), (None, 3));
}

#[test]
fn ids_of_the_set_are_made_of_ids_and_texts() {
    let long = "antidisestablishmentarianism ".repeat(4);
    let cases: &[(Value, &str, &str)] = &[
        (json!(0), "You receive $1,000.", "you-receive-1-000-0"),
        (json!("12"), "\u{7a7a}", "12"),
        (json!("Combo_1 (b)"), "x", "combo-1-b"),
        (json!("combo-1-b"), "y", "combo-1-b-2"),
        (json!("\u{7a7a}"), "z", "option"),
        (json!("\u{7a7a}\u{7a7a}"), "zz", "option-2"),
        (json!(7), &long, "antidisestablishmentarianism-7"),
        (json!(8), &"x".repeat(60), &format!("{}-8", "x".repeat(48))),
        (json!("\u{c4}nder.1"), "w", "nder-1"),
    ];
    let options: Vec<Value> =
        cases.iter().map(|(id, text, _)| json!({"id": id, "description": text})).collect();
    let utilities: serde_json::Map<String, Value> = cases
        .iter()
        .map(|(id, ..)| {
            let id = id.as_str().map_or_else(|| id.to_string(), str::to_owned);
            (id, json!({"mean": 0, "variance": 1}))
        })
        .collect();
    let published = read(&json!({"options": options, "utilities": utilities}).to_string());
    let set = published.outcome_set("set.toml", "c").unwrap();
    let ids: Vec<&str> = set.outcome.iter().map(|outcome| outcome.id.as_str()).collect();
    assert_eq!(ids, cases.iter().map(|(.., id)| *id).collect::<Vec<_>>());
}

#[test]
fn what_no_outcome_set_may_have_is_said_by_the_set() {
    let published = read(&edited("A pond is drained.", &"x".repeat(401)));
    let found = common::lines(&published.outcome_set("study.toml", "world").unwrap_err());
    let expected = format!("13:8: error: outcome `{}-2` has 401 characters, 400 at most", "x".repeat(48));
    assert_eq!(found, [expected]);
}
