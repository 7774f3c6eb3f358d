//! Bad result files of the public utility-elicitation pipeline against what is said about them.

#![allow(clippy::unwrap_used)]

use motive_study::import::{LARGEST, MOST_FAULTS, parse};
use serde_json::{Value, json};

/// A file that holds together.
const RESULTS: &str = include_str!("fixtures/results_birch.json");

/// [`RESULTS`] with a piece replaced.
fn edited(from: &str, to: &str) -> String {
    assert!(RESULTS.contains(from), "{from}");
    RESULTS.replacen(from, to, 1)
}

#[test]
fn bad_result_files() {
    let without_utility = "no option has the id `7` (add the option, or leave its utility out)";
    let cases: &[(&str, String, &[&str])] = &[
        (
            "an empty file",
            String::new(),
            &[
                "not JSON: EOF while parsing a value at line 1 column 0 (the file may be cut off, or be another one)",
            ],
        ),
        (
            "no JSON",
            "{\"options\": [}".to_owned(),
            &["not JSON: expected value at line 1 column 14 (the file may be cut off, or be another one)"],
        ),
        (
            "a list",
            "[]".to_owned(),
            &[
                "a list, not an object with `options` and `utilities` (the pipeline writes them to `results_MODEL.json` and `results_utilities_MODEL.json`)",
            ],
        ),
        (
            "another JSON",
            "{\"name\": 1}".to_owned(),
            &[
                "no `options` and no `utilities`: not a result of the pipeline (the pipeline writes them to `results_MODEL.json` and `results_utilities_MODEL.json`)",
            ],
        ),
        (
            "two results in one",
            "{\"utility_results\": {}, \"power_results\": {}}".to_owned(),
            &[
                "two results, `utility_results` and `power_results`, in one file (take the file in the folder `utility` or `power` beside it)",
            ],
        ),
        (
            "no options",
            edited("\"options\"", "\"choices\""),
            &["no `options` (they say what the utilities are of)"],
        ),
        (
            "no utilities",
            edited("\"utilities\"", "\"values\""),
            &[
                "no `utilities` (the pipeline writes them to `results_MODEL.json` and `results_utilities_MODEL.json`)",
            ],
        ),
        (
            "options of another kind",
            "{\"options\": {}, \"utilities\": {}}".to_owned(),
            &["/options: an object, not a list (an `id` and a `description` for each option)"],
        ),
        (
            "utilities of another kind",
            "{\"options\": [], \"utilities\": 3}".to_owned(),
            &["/utilities: 3, not an object (a `mean` and a `variance` for each id)"],
        ),
        (
            "nothing",
            "{\"options\": [], \"utilities\": {}}".to_owned(),
            &["/options: 0 of at least 2 options (a utility is relative to other options)"],
        ),
        (
            "a key twice",
            edited("\"metrics\"", "\"options\": [], \"metrics\""),
            &["/options: `options` is there twice (leave one of the two out)"],
        ),
        (
            "an option without an id",
            edited(
                "{\"id\": 2, \"description\": \"A pond is drained.\"}",
                "{\"description\": \"A pond is drained.\"}",
            ),
            &["/options/2: no `id` (an option is an object with `id` and `description`)"],
        ),
        (
            "an id that is none",
            edited("{\"id\": 2,", "{\"id\": 2.5,"),
            &["/options/2/id: 2.5, not an id (an id is a whole number or a text)"],
        ),
        (
            "an option without words",
            edited(
                "{\"id\": 2, \"description\": \"A pond is drained.\"}",
                "{\"id\": 2, \"path\": \"pond.png\"}",
            ),
            &[
                "/options/2: no `description` (an outcome is what its words say; options of another kind cannot be used)",
            ],
        ),
        (
            "an empty text",
            edited("\"description\": \"A pond is drained.\"", "\"description\": \" \""),
            &[
                "/options/2/description: ` `, not a text (an outcome is what its words say; options of another kind cannot be used)",
            ],
        ),
        (
            "an id twice",
            edited("{\"id\": 2,", "{\"id\": \"1\","),
            &["/options/2/id: `1` is the id of /options/1 too (leave one of the two out)"],
        ),
        (
            "a text twice",
            edited("A pond is drained.", "nothing  changes"),
            &[
                "/options/2/description: `nothing  changes` is the text of /options/0 too (two utilities of one outcome: leave one of them out, with its utility and choices)",
            ],
        ),
        (
            "an option without utility",
            edited("\"2\": {\"mean\"", "\"7\": {\"mean\""),
            &[
                &format!("/utilities/7: {without_utility}"),
                "/utilities: option `2` has no utility (add its utility, or leave the option out)",
            ],
        ),
        (
            "a utility twice",
            edited("\"2\": {\"mean\"", "\"1\": {\"mean\": 0, \"variance\": 1}, \"2\": {\"mean\""),
            &["/utilities/1: `1` is there twice (leave one of the two out)"],
        ),
        (
            "an id that a pointer escapes",
            edited("\"2\": {\"mean\"", "\"a/~b\": {\"mean\": 0, \"variance\": 1}, \"2\": {\"mean\""),
            &["/utilities/a~1~0b: no option has the id `a/~b` (add the option, or leave its utility out)"],
        ),
        (
            "a utility without a mean",
            edited("{\"mean\": 1.0, ", "{"),
            &["/utilities/1: no `mean` (a utility is an object with `mean` and `variance`)"],
        ),
        (
            "a utility that is a number",
            edited("{\"mean\": 1.0, \"variance\": 0.125}", "1.0"),
            &[
                "/utilities/1: no `mean` (a utility is an object with `mean` and `variance`)",
                "/utilities/1: no `variance` (a utility is an object with `mean` and `variance`)",
            ],
        ),
        (
            "means that are not finite",
            edited("\"mean\": 1.0", "\"mean\": NaN").replace("\"mean\": -1.25", "\"mean\": -Infinity"),
            &[
                "/utilities/1/mean: NaN, not a finite number (leave the option out, with its utility)",
                "/utilities/2/mean: -Infinity, not a finite number (leave the option out, with its utility)",
            ],
        ),
        (
            "a mean that is a text",
            edited("\"mean\": 1.0", "\"mean\": \"1.0\""),
            &["/utilities/1/mean: `1.0`, not a number (leave the option out, with its utility)"],
        ),
        (
            "a mean that is too large",
            edited("\"mean\": 1.0", "\"mean\": 1e999"),
            &[
                "not JSON: number out of range at line 9 column 23 (the file may be cut off, or be another one)",
            ],
        ),
        (
            "a negative variance",
            edited("\"variance\": 0.125", "\"variance\": -0.125"),
            &[
                "/utilities/1/variance: -0.125, and a variance is 0 or more (leave the option out, with its utility)",
            ],
        ),
        (
            "metrics that cannot be",
            edited("\"log_loss\": 0.31, \"accuracy\": 0.9", "\"log_loss\": -1, \"accuracy\": 90"),
            &[
                "/metrics/log_loss: -1, and it is 0 or more (null if it is not known)",
                "/metrics/accuracy: 90, and it is a share from 0 to 1 (null if it is not known)",
            ],
        ),
        (
            "metrics of another kind",
            edited("{\"log_loss\": 0.42, \"accuracy\": 0.75}", "[0.42]"),
            &["/holdout_metrics: a list, not an object (null if it is not known)"],
        ),
        (
            "no edges",
            edited("\"edges\"", "\"edge\""),
            &["/graph_data: no `edges`, which is an object (leave `graph_data` out)"],
        ),
        (
            "an edge of an unknown option",
            edited("\"option_B\": {\"id\": 1,", "\"option_B\": {\"id\": 9,"),
            &["/graph_data/edges/(0, 1)/option_B/id: no option has the id 9 (leave the edge out)"],
        ),
        (
            "an edge without an option",
            edited("\"option_B\": {\"id\": 1,", "\"option_C\": {\"id\": 1,"),
            &["/graph_data/edges/(0, 1): no `option_B` with an `id` (leave the edge out)"],
        ),
        (
            "an edge from an option to itself",
            edited("\"option_B\": {\"id\": 1,", "\"option_B\": {\"id\": 0,"),
            &["/graph_data/edges/(0, 1): an option is compared with itself (leave the edge out)"],
        ),
        (
            "a pair twice",
            edited("\"option_B\": {\"id\": 2,", "\"option_B\": {\"id\": 0,"),
            &["/graph_data/edges/(1, 2): the pair of the edge `(0, 1)` again (leave one of the two out)"],
        ),
        (
            "a probability that cannot be",
            edited("\"probability_A\": 0.25", "\"probability_A\": 1.25"),
            &[
                "/graph_data/edges/(0, 1)/probability_A: 1.25, and a probability is from 0 to 1 (leave the edge out)",
            ],
        ),
        (
            "no probability",
            edited("\"probability_A\": 0.25,", ""),
            &["/graph_data/edges/(0, 1): no `probability_A` (leave the edge out)"],
        ),
        (
            "an answer of another protocol",
            edited("[\"A\", \"B\", \"unparseable\"]", "[\"A\", \"X\", 1]"),
            &[
                "/graph_data/edges/(0, 1)/aux_data/original_parsed/1: `X`, none of `A`, `B` and `unparseable` (leave the list out if its answers mean something else)",
                "/graph_data/edges/(0, 1)/aux_data/original_parsed/2: 1, none of `A`, `B` and `unparseable` (leave the list out if its answers mean something else)",
            ],
        ),
        (
            "something else that is held out",
            edited("[[2, 0]]", "[[2, 9], [1], 0]"),
            &[
                "/graph_data/holdout_edge_indices/0: not the ids of two options (leave the pair out)",
                "/graph_data/holdout_edge_indices/1: not the ids of two options (leave the pair out)",
                "/graph_data/holdout_edge_indices/2: not the ids of two options (leave the pair out)",
            ],
        ),
    ];
    let mut wrong = String::new();
    for (what, text, expected) in cases {
        let found: Vec<String> = match parse("results_birch.json", text.as_bytes()) {
            Ok(_) => Vec::new(),
            Err(faults) => faults.list.iter().map(ToString::to_string).collect(),
        };
        if found != *expected {
            wrong.push_str(&format!("{what}:\n  expected {expected:#?}\n  found {found:#?}\n"));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn bytes_that_are_no_text() {
    let mut bytes = RESULTS.as_bytes().to_vec();
    let at = RESULTS.find("meadow").unwrap();
    bytes[at] = 0xff;
    let faults = parse("r.json", &bytes).unwrap_err();
    assert_eq!(
        faults.to_string(),
        "r.json: not JSON: invalid unicode code point at line 4 column 33 (the file may be cut off, or be another one)"
    );
}

#[test]
fn a_file_that_is_too_large_is_not_read() {
    let faults = parse("results_birch.json", &vec![b' '; LARGEST + 1]).unwrap_err();
    assert_eq!(
        faults.to_string(),
        "results_birch.json: 134217729 bytes, 134217728 at most (the file `results_utilities_...` of the same run is smaller: it has no choices)"
    );
}

#[test]
fn one_fault_again_and_again_is_not_listed_for_ever() {
    let options: Vec<Value> =
        (0..100).map(|id| json!({"id": id, "description": format!("Option {id}.")})).collect();
    let text = json!({"options": options, "utilities": {}}).to_string();
    let faults = parse("r.json", text.as_bytes()).unwrap_err();
    assert_eq!((faults.list.len(), faults.more), (MOST_FAULTS, 80));
    assert!(faults.to_string().ends_with("\nr.json: and 80 more"), "{faults}");
}

#[test]
fn what_a_terminal_obeys_and_long_texts_are_not_repeated() {
    let text =
        edited("\"2\": {\"mean\"", "\"7\\u001b[2J\": {\"mean\": 0, \"variance\": 1}, \"2\": {\"mean\"");
    let faults = parse("r.json", text.as_bytes()).unwrap_err().to_string();
    assert!(!faults.contains('\u{1b}') && faults.contains("\\u{1b}[2J"), "{faults}");
    let long = "a very long text ".repeat(20);
    let text = edited("A pond is drained.", &long).replacen("Nothing changes.", &long, 1);
    let faults = parse("r.json", text.as_bytes()).unwrap_err().to_string();
    assert!(faults.len() < 300, "{faults}");
}
