//! What only plugins know about a study: errors in their config, their items and their arms, each at the line
//! of the study file.

#![allow(clippy::unwrap_used)]

mod common;

use common::{edited, lines, outcomes, plan};

type Case = (&'static str, &'static [(&'static str, &'static str)], &'static [&'static str]);

fn check(cases: &[Case]) {
    let mut wrong = String::new();
    for (what, edits, expected) in cases {
        let found = match plan(&edited(edits), Some(outcomes())) {
            Ok((_, advice)) => lines(&advice),
            Err(diagnostics) => lines(&diagnostics),
        };
        if found != *expected {
            wrong.push_str(&format!("{what}:\n  expected {expected:#?}\n  found {found:#?}\n"));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn config_against_its_schema() {
    check(&[
        ("nothing wrong", &[], &[]),
        ("a missing key", &[("config = { base-url = \"http://127.0.0.1:8080/v1\" }", "config = {}")], &["?"]),
        ("no config at all", &[("config = { base-url = \"http://127.0.0.1:8080/v1\" }\n", "")], &["?"]),
        (
            "a config in a table of its own",
            &[(
                "config = { base-url = \"http://127.0.0.1:8080/v1\" }",
                "[provider.config]\nbase-url = \"http://127.0.0.1:8080/v1\"\nretires = 3",
            )],
            &["?"],
        ),
        (
            "several at once",
            &[
                (
                    "base-url = \"http://127.0.0.1:8080/v1\"",
                    "base-url = 3, retries = -1, headers = [\"a\", 2]",
                ),
                ("items = 4", "items = 4\nconfig = { words = { leest = 3 } }"),
            ],
            &["?"],
        ),
        ("a plugin that is used by name alone", &[("provider = \"local\"", "provider = \"chat\"")], &["?"]),
    ]);
}

#[test]
fn findings_of_a_plugin() {
    check(&[
        ("an error", &[("items = 4", "items = 4\nconfig = { words = { least = 9, most = 3 } }")], &["?"]),
        (
            "advice stops nothing",
            &[("items = 4", "items = 4\n[task.config.words]\nleast = 3\nmost = 3")],
            &["?"],
        ),
    ]);
}

#[test]
fn wants_against_grants() {
    check(&[
        (
            "an origin",
            &[("base-url = \"http", "also = \"https://other.example\", base-url = \"http")],
            &["?"],
        ),
        (
            "an origin that is granted",
            &[
                ("base-url = \"http", "also = \"https://other.example\", base-url = \"http"),
                (
                    "plugin = \"chat\"",
                    "plugin = \"chat\"\ngrants = { origins = [\"https://other.example\"] }",
                ),
            ],
            &[],
        ),
        ("a credential", &[("base-url = \"http", "key-name = \"api-key\", base-url = \"http")], &["?"]),
        ("a file", &[("items = 4", "items = 4\nconfig = { topics = \"topics.txt\" }")], &["?"]),
    ]);
}

#[test]
fn items() {
    check(&[
        ("more than there are", &[("items = 4", "items = 40")], &["?"]),
        ("none", &[("items = 4", "config = { fault = \"no-items\" }")], &["?"]),
        ("one id twice", &[("items = 4", "config = { fault = \"twice\" }")], &["?"]),
        ("a bad id", &[("items = 4", "config = { fault = \"bad-id\" }")], &["?"]),
        ("no brief", &[("items = 4", "items = 2\nconfig = { fault = \"no-brief\" }")], &["?"]),
        ("no step", &[("items = 4", "items = 1\nconfig = { fault = \"no-steps\" }")], &["?"]),
        ("pages that never end", &[("items = 4", "config = { fault = \"page\" }")], &["?"]),
        ("a plugin that fails", &[("items = 4", "config = { fault = \"fails\" }")], &["?"]),
    ]);
}

#[test]
fn arms_and_rubrics() {
    check(&[
        ("an arm that is not there", &[("\"donation/high\"", "\"donation/hihg\"")], &["?"]),
        (
            "an unknown stake rule",
            &[("plugin = \"donation\"", "plugin = \"donation\"\nconfig = { fault = \"rule\" }")],
            &["?"],
        ),
        (
            "an unknown role",
            &[("plugin = \"donation\"", "plugin = \"donation\"\nconfig = { fault = \"role\" }")],
            &["?"],
        ),
        (
            "an arm twice",
            &[("plugin = \"donation\"", "plugin = \"donation\"\nconfig = { fault = \"twice\" }")],
            &["?"],
        ),
        ("a rubric for the other purpose", &[("rule = \"net\"", "rubric = \"forced-choice\"")], &["?"]),
        (
            "a pointwise rubric without criteria",
            &[(
                "rule = \"net\"",
                "rule = \"net\"\n\n[[rubric]]\nplugin = \"quality-pairwise\"\nconfig = { fault = \"pointwise\" }\n\n[[rubric]]\nplugin = \"forced-choice\"\nconfig = { fault = \"no-criteria\" }",
            )],
            &["?"],
        ),
    ]);
}

#[test]
fn stakes_need_utilities() {
    check(&[
        (
            "nothing is elicited",
            &[
                ("[elicitation]\nactors = [\"ash\", \"birch\"]\noutcomes = \"outcomes.toml\"\n", ""),
                ("seed = 7", "seed = 7\nactors = [\"ash\", \"birch\"]"),
            ],
            &["?"],
        ),
        (
            "one actor is not asked",
            &[
                ("seed = 7", "seed = 7\nactors = [\"ash\", \"birch\"]"),
                ("actors = [\"ash\", \"birch\"]\noutcomes", "actors = [\"ash\"]\noutcomes"),
            ],
            &["?"],
        ),
    ]);
    let mut set = outcomes();
    set.anchor = None;
    let text = edited(&[("\"donation/low\"", "\"donation/neutral\"")]);
    assert_eq!(lines(&plan(&text, Some(set)).unwrap_err()), ["?"]);
}

#[test]
fn errors_of_many_plugins_come_at_once_in_the_order_of_the_file() {
    let text = edited(&[
        ("base-url =", "base-ulr ="),
        ("items = 4", "items = 40"),
        ("plugin = \"donation\"", "plugin = \"donation\"\nconfig = { wording = \"gaudy\" }"),
        ("rule = \"net\"", "rubric = \"forced-choice\""),
    ]);
    assert_eq!(lines(&plan(&text, Some(outcomes())).unwrap_err()), ["?"]);
}
