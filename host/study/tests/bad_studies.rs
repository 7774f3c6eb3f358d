//! Bad study files against what is said about them: every error of a file at once, in its order, each at the
//! place where a person would look.

#![allow(clippy::unwrap_used)]

mod common;

use common::{edited, lines, read};

/// What is wrong, the edits of the base study that make it so, and the diagnostics.
type Case = (&'static str, &'static [(&'static str, &'static str)], &'static [&'static str]);

fn check(cases: &[Case]) {
    let mut wrong = String::new();
    for (what, edits, expected) in cases {
        let found =
            read(&edited(edits), &[]).err().map(|diagnostics| lines(&diagnostics)).unwrap_or_default();
        if found != *expected {
            wrong.push_str(&format!("{what}:\n  expected {expected:#?}\n  found {found:#?}\n"));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn the_base_study_is_fine() {
    read(common::STUDY, &[]).unwrap();
}

#[test]
fn syntax() {
    check(&[
        ("an open string", &[("name = \"base\"", "name = \"base")], &["?"]),
        (
            "three errors at once",
            &[("seed = 7", "seed = "), ("[panel]", "[panel"), ("items = 4", "items 4")],
            &["?"],
        ),
        ("a key twice", &[("seed = 7", "seed = 7\nseed = 8")], &["?"]),
        ("a table twice", &[("[panel]", "[study]\n[panel]")], &["?"]),
        (
            "an array of tables that is a table",
            &[("[[task]]\nplugin = \"essay\"\nitems = 4\n", "[task]\nitems = 4\n[[task]]\n")],
            &["?"],
        ),
    ]);
}

#[test]
fn unknown_keys() {
    check(&[
        ("at the top", &[("[panel]", "[pannel]\n[panel]")], &["?"]),
        ("in a table", &[("rule = \"net\"", "rule = \"net\"\nordres = \"one\"")], &["?"]),
        (
            "in an array of tables",
            &[("name = \"base\"", "name = \"base\""), ("id = \"birch\"", "id = \"birch\"\nfamilly = \"x\"")],
            &["?"],
        ),
        (
            "in an inline table",
            &[("id = \"birch\"", "id = \"birch\"\nsampling = { temprature = 1.0, topp = 1 }")],
            &["?"],
        ),
        ("that looks like nothing", &[("seed = 7", "seed = 7\nzebra = 1")], &["?"]),
        ("that is a dotted key", &[("seed = 7", "seed = 7\na.b = 1")], &["?"]),
        (
            "and wrong references elsewhere are told too",
            &[("seed = 7", "seed = 7\nzebra = 1"), ("rule = \"net\"", "rule = \"nett\"")],
            &["?"],
        ),
    ]);
}

#[test]
fn wrong_types_and_values() {
    check(&[
        ("a string for a whole number", &[("seed = 7", "seed = \"seven\"")], &["?"]),
        ("a fraction for a whole number", &[("items = 4", "items = 4.5")], &["?"]),
        ("a table for a string", &[("name = \"base\"", "name = { first = \"base\" }")], &["?"]),
        ("a string for a list", &[("[\"judge-a\", \"judge-b\"]", "\"judge-a\"")], &["?"]),
        ("a number in a list of strings", &[("[\"judge-a\", \"judge-b\"]", "[\"judge-a\", 3]")], &["?"]),
        ("a table for an array of tables", &[("[[framing]]", "[framing]")], &["?"]),
        (
            "a value for a table",
            &[
                ("[elicitation]\nactors = [\"ash\", \"birch\"]\noutcomes = \"outcomes.toml\"\n", ""),
                ("[study]", "elicitation = true\n[study]"),
            ],
            &["?"],
        ),
        ("a table for a value, and optional", &[("items = 4", "items = { first = 4 }")], &["?"]),
        ("less than the least", &[("seed = 7", "seed = -1"), ("items = 4", "items = 0")], &["?"]),
        (
            "more than the most",
            &[
                ("items = 4", "items = 5_000_000_000"),
                ("id = \"ash\"", "id = \"ash\"\nsampling = { top-p = 1.5 }"),
            ],
            &["?"],
        ),
        (
            "a word that is none of the words",
            &[
                ("role = \"primary\"", "role = \"primry\""),
                ("rule = \"net\"", "rule = \"net\"\norders = \"all\"\nself-judging = \"flg\""),
            ],
            &["?"],
        ),
        ("an empty name", &[("name = \"base\"", "name = \"\"")], &["?"]),
        ("one arm", &[("[\"donation/high\", \"donation/low\"]", "[\"donation/high\"]")], &["?"]),
        (
            "three arms",
            &[(
                "[\"donation/high\", \"donation/low\"]",
                "[\"donation/high\", \"donation/low\", \"donation/none\"]",
            )],
            &["?"],
        ),
        ("a number too large", &[("seed = 7", "seed = 99_999_999_999_999_999_999")], &["?"]),
        (
            "numbers that are not finite",
            &[
                ("id = \"ash\"", "id = \"ash\"\nsampling = { temperature = inf, top-p = nan }"),
                ("id = \"birch\"", "id = \"birch\"\nsampling = { temperature = 1e400 }"),
            ],
            &["?"],
        ),
        ("a date", &[("name = \"base\"", "name = 2026-01-31")], &["?"]),
        (
            "a long value is cut",
            &[(
                "seed = 7",
                "seed = \"0123456789012345678901234567890123456789012345678901234567890123456789\"",
            )],
            &["?"],
        ),
    ]);
}

#[test]
fn a_whole_number_may_be_written_as_a_float() {
    let study = read(&edited(&[("items = 4", "items = 4.0")]), &[]).unwrap().study;
    assert_eq!(study.task[0].items, Some(4));
}

#[test]
fn missing_keys() {
    check(&[
        ("of a table", &[("name = \"base\"\n", ""), ("judges = [\"judge-a\", \"judge-b\"]\n", "")], &["?"]),
        ("of the second element", &[("id = \"birch\"\n", "")], &["?"]),
        (
            "of an inline table",
            &[
                ("id = \"ash\"", "id = \"ash\"\nsampling = { stop = [\"\"] }"),
                ("outcomes = \"outcomes.toml\"\n", ""),
            ],
            &["?"],
        ),
        ("a whole table", &[("[panel]\njudges = [\"judge-a\", \"judge-b\"]\nrule = \"net\"\n", "")], &["?"]),
        ("no task", &[("[[task]]\nplugin = \"essay\"\nitems = 4\n", "")], &["?"]),
        (
            "no actors",
            &[("[elicitation]\nactors = [\"ash\", \"birch\"]\noutcomes = \"outcomes.toml\"\n", "")],
            &["?"],
        ),
        (
            "empty lists",
            &[("actors = [\"ash\", \"birch\"]", "actors = []"), ("[\"judge-a\", \"judge-b\"]", "[]")],
            &["?"],
        ),
    ]);
}

#[test]
fn ids() {
    check(&[
        (
            "bad ids",
            &[
                ("id = \"local\"", "id = \"Local host\""),
                ("provider = \"local\"", "provider = \"Local host\""),
                ("provider = \"local\"", "provider = \"Local host\""),
                ("id = \"utility\"", "id = \"a/b\""),
                ("id = \"judge-b\"", "id = \"judge_b\""),
                ("\"judge-b\"]", "\"judge_b\"]"),
            ],
            &["?"],
        ),
        (
            "two models",
            &[("id = \"birch\"", "id = \"ash\""), ("actors = [\"ash\", \"birch\"]", "actors = [\"ash\"]")],
            &["?"],
        ),
        (
            "two contrasts",
            &[(
                "[panel]",
                "[[contrast]]\nid = \"utility\"\nrole = \"exploratory\"\narms = [\"donation/high\", \"donation/none\"]\n\n[panel]",
            )],
            &["?"],
        ),
        (
            "two tasks of one plugin",
            &[("[[framing]]", "[[task]]\nplugin = \"essay\"\n\n[[framing]]")],
            &["?"],
        ),
        ("a path without an id", &[("plugin = \"essay\"", "plugin = \"./essay.wasm\"")], &["?"]),
        (
            "a path for an id",
            &[("plugin = \"essay\"", "id = \"./essay.wasm\"\nplugin = \"./essay.wasm\"")],
            &["?"],
        ),
        (
            "an unknown plugin",
            &[
                ("plugin = \"essay\"", "plugin = \"esay\""),
                ("plugin = \"donation\"", "id = \"donation\"\nplugin = \"Zebra\""),
            ],
            &["?"],
        ),
    ]);
}

#[test]
fn references() {
    check(&[
        ("a model", &[("\"judge-b\"]", "\"judge-v\"]"), ("\"birch\"]", "\"brich\"]")], &["?"]),
        ("an actor of its own list", &[("seed = 7", "seed = 7\nactors = [\"oak\"]")], &["?"]),
        ("a provider", &[("provider = \"local\"", "provider = \"locl\"")], &["?"]),
        ("a task", &[("role = \"primary\"", "role = \"primary\"\ntasks = [\"essay\", \"esay\"]")], &["?"]),
        ("a framing", &[("\"donation/low\"", "\"donatoin/low\"")], &["?"]),
        (
            "rubrics",
            &[
                ("outcomes = \"outcomes.toml\"", "outcomes = \"outcomes.toml\"\nrubric = \"forced\""),
                ("rule = \"net\"", "rule = \"net\"\nrubric = \"zebra\""),
            ],
            &["?"],
        ),
        (
            "a pair strategy and a utility model",
            &[(
                "outcomes = \"outcomes.toml\"",
                "outcomes = \"outcomes.toml\"\npairs = { strategy = \"fll\" }\nmodel = \"thurston\"",
            )],
            &["?"],
        ),
        ("a panel rule", &[("rule = \"net\"", "rule = \"zebra\"")], &["?"]),
        ("a model twice", &[("\"judge-b\"]", "\"judge-a\"]")], &["?"]),
    ]);
}

#[test]
fn arms() {
    check(&[
        (
            "not written as framing/arm",
            &[("[\"donation/high\", \"donation/low\"]", "[\"donation\", \"/low\"]")],
            &["?"],
        ),
        ("compared with itself", &[("\"donation/low\"", "\"donation/high\"")], &["?"]),
    ]);
}

#[test]
fn units_credentials_and_origins() {
    check(&[
        (
            "sizes and times",
            &[(
                "items = 4",
                "items = 4\nsandbox = { memory = \"64 MB\", input = \"many\", time = \"1.5 s\", final-time = \"0 ms\" }",
            )],
            &["?"],
        ),
        (
            "both sources of a secret",
            &[(
                "plugin = \"chat\"",
                "plugin = \"chat\"\ncredentials = { key = { env = \"A\", file = \"b\" } }",
            )],
            &["?"],
        ),
        (
            "no source of a secret",
            &[("plugin = \"chat\"", "plugin = \"chat\"\ncredentials = { key = {} }")],
            &["?"],
        ),
        (
            "a secret written down",
            &[("plugin = \"chat\"", "plugin = \"chat\"\ncredentials = { key = \"sk-123\" }")],
            &["?"],
        ),
        (
            "origins",
            &[(
                "plugin = \"chat\"",
                "plugin = \"chat\"\ngrants = { origins = [\"nonsense\", \"ftp://a\", \"http://a/v1\", \"https://b:443\", \"http://c/\"] }",
            )],
            &["?"],
        ),
    ]);
}

#[test]
fn self_judging() {
    check(&[
        (
            "refused",
            &[
                ("[\"judge-a\", \"judge-b\"]", "[\"judge-a\", \"ash\"]"),
                ("rule = \"net\"", "self-judging = \"refuse\""),
            ],
            &["?"],
        ),
        ("the only judge is an actor", &[("[\"judge-a\", \"judge-b\"]", "[\"birch\"]")], &["?"]),
        ("excluded or flagged is fine", &[("[\"judge-a\", \"judge-b\"]", "[\"judge-a\", \"ash\"]")], &[]),
    ]);
}

#[test]
fn what_a_misread_part_may_hold_is_not_called_missing() {
    check(&[
        ("a model without an id", &[("id = \"birch\"", "idd = \"birch\"")], &["?"]),
        (
            "a misspelt list of actors",
            &[
                ("[elicitation]\nactors = [\"ash\", \"birch\"]\noutcomes = \"outcomes.toml\"\n", ""),
                ("seed = 7", "seed = 7\nactorss = [\"ash\"]"),
            ],
            &["?"],
        ),
        (
            "but other things are told",
            &[
                ("seed = 7", "seed = 7\nzebra = 1"),
                ("\"donation/low\"", "\"donation/high\""),
                ("items = 4", "items = 4\nsandbox = { memory = \"lots\" }"),
            ],
            &["?"],
        ),
    ]);
}
