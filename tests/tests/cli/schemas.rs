//! Plugins whose schema of their config is not to be trusted. `motive check` says which plugin, which key and what to do, and
//! what the plan says is what the plugin reads.
//!
//! The plugin is `tests/guests/lying`, with a schema written into its bytes. It reads one key, `count`, takes it for 7 where
//! it is left out, and dislikes 11, 12 and 13, each in another place.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use motive_tests::{run, stderr};
use serde_json::Value;
use tempfile::TempDir;

use crate::guests::guest;
use crate::{prints, read};

/// What stands in the component where the schema goes; blanks follow.
const PLACE: &str = r#"{"title": "to be written over by a test"}"#;
/// How long the schema and the blanks are together.
const ROOM: usize = 2047;

/// The plugin with this schema, and a study whose framing has this config, in a folder.
fn study(folder: &Path, schema: &str, config: &str) -> String {
    let mut bytes = fs::read(guest("lying")).unwrap();
    let places: Vec<usize> = bytes
        .windows(PLACE.len())
        .enumerate()
        .filter_map(|(at, window)| (window == PLACE.as_bytes()).then_some(at))
        .collect();
    let [at] = places.as_slice() else { panic!("{} places for the schema", places.len()) };
    bytes[*at..at + ROOM].copy_from_slice(format!("{schema:<ROOM$}").as_bytes());
    fs::write(folder.join("lying.wasm"), bytes).unwrap();
    let text = format!(
        r#"
[study]
name = "lying"
seed = 5
actors = ["actor"]

[[provider]]
id = "simulated"
plugin = "simulated"

[[model]]
id = "actor"

[[model]]
id = "judge"

[[task]]
plugin = "essay"
items = 1

[[contrast]]
id = "none"
role = "exploratory"
arms = ["bad/one", "bad/two"]

[panel]
judges = ["judge"]

[[framing]]
id = "bad"
plugin = "./lying.wasm"
{config}
"#
    );
    let path = folder.join("study.toml");
    fs::write(&path, text).unwrap();
    path.display().to_string()
}

/// What `motive check` says, and whether it found something wrong.
fn check(schema: &str, config: &str) -> (bool, String) {
    let folder = TempDir::new().unwrap();
    let started = Instant::now();
    let output = run(&["check", &study(folder.path(), schema, config)]);
    // A line that is too long is broken, and goes on behind a bar.
    let said = stderr(&output).replace("\n  │ ", " ");
    assert!(started.elapsed() < Duration::from_secs(20), "{schema}: {:?}", started.elapsed());
    assert!(!said.contains("panicked at host") && !said.contains('\u{1b}'), "{schema}: {said:?}");
    match output.status.code() {
        Some(0) => (false, said),
        Some(2) => (true, said),
        code => panic!("{schema}: {code:?}: {said}"),
    }
}

/// The framing's line in the study, and that of its config.
const ENTRY: &str = "study.toml:29:1";
const CONFIG: &str = "study.toml:32:";

/// Each with the schema, the config and what is said of them.
fn refused(cases: &[(&str, &str, &str, &[&str])]) {
    let mut wrong = String::new();
    for (case, schema, config, words) in cases {
        let (is_refused, said) = check(schema, config);
        if !is_refused || !words.iter().all(|word| said.contains(word)) {
            wrong.push_str(&format!("{case}: expected {words:?}\n{said}\n"));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn a_schema_that_allows_what_its_plugin_refuses() {
    let anything = r#"{"type": "object", "properties": {"count": {}}}"#;
    refused(&[
        (
            "another type",
            anything,
            "config = { count = \"many\" }",
            &[CONFIG, "test/lying: config: ", "string \"many\"", "expected u32", "count = \"many\""],
        ),
        (
            "a number that it cannot hold",
            anything,
            "config = { count = -1 }",
            &[CONFIG, "test/lying: config: ", "`-1`", "expected u32"],
        ),
        (
            "a key that it does not have",
            r#"{"anyOf": [{"additionalProperties": true}], "unevaluatedProperties": true}"#,
            "config = { colour = \"red\" }",
            &[CONFIG, "test/lying: config: unknown field `colour`, expected `count`"],
        ),
        (
            "a check that crashes",
            anything,
            "config = { count = 11 }",
            &[ENTRY, "bad: check: the plugin crashed", "eleven is too much"],
        ),
        (
            "a finding that points nowhere, in words for a terminal",
            anything,
            "config = { count = 12 }",
            &[ENTRY, "test/lying: it cannot be \\u{1b}[2J twelve"],
        ),
        (
            "a function that refuses it",
            anything,
            "config = { count = 13 }",
            &[ENTRY, "bad: arms: thirteen is bad luck (bad-config) at /count"],
        ),
    ]);
}

#[test]
fn a_schema_that_is_none() {
    refused(&[
        (
            "a type that there is not",
            r#"{"type": "objekt"}"#,
            "",
            &["its config schema is not a JSON Schema"],
        ),
        (
            "a limit that is a word",
            r#"{"properties": {"count": {"minimum": "few"}}}"#,
            "",
            &["not a JSON Schema"],
        ),
        ("a bad pattern", r#"{"properties": {"count": {"pattern": "(["}}}"#, "", &["not a JSON Schema"]),
        (
            "a pattern without bounds",
            r#"{"properties": {"count": {"pattern": "((a{1000}){1000}){1000}"}}}"#,
            "",
            &["not a JSON Schema"],
        ),
        ("itself in itself", r##"{"properties": {"count": {"$ref": "#"}}}"##, "", &["is without end"]),
        ("a file", r#"{"$ref": "file:///etc/passwd"}"#, "", &["refers to `file:///etc/passwd`"]),
        (
            "another part that is not there",
            r##"{"properties": {"count": {"$ref": "#/$defs/no"}}}"##,
            "",
            &["refers to `#/$defs/no`, which it does not have"],
        ),
    ]);
}

#[test]
fn a_schema_that_nothing_fits() {
    refused(&[
        ("nothing at all", "false", "", &[ENTRY, "the config of test/lying"]),
        ("a list", r#"{"type": "array"}"#, "", &[ENTRY, "the config of test/lying is a table, not a list"]),
        (
            "a key that has to be there and cannot",
            r#"{"required": ["count"], "properties": {"count": false}}"#,
            "config = { count = 3 }",
            &[CONFIG, "`count`"],
        ),
        (
            "a number between two that have crossed",
            r#"{"properties": {"count": {"minimum": 10, "maximum": 5}}}"#,
            "config = { count = 7 }",
            &[CONFIG, "`count` is 7, and 10 is the least", "`count` is 7, and 5 is the most"],
        ),
        (
            "a key in words for a terminal",
            r#"{"required": ["\u001b[2J"]}"#,
            "",
            &[ENTRY, "the config of test/lying lacks `\\u{1b}[2J`"],
        ),
        // A pattern that looks back is tried for so long and no longer.
        (
            "a pattern that takes for ever",
            r#"{"properties": {"count": {"pattern": "^(?=(a+)+$)(a+)+\\1$"}}}"#,
            "config = { count = \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\" }",
            &[CONFIG, "`count`"],
        ),
    ]);
}

#[test]
fn a_schema_whose_own_defaults_do_not_fit_it() {
    let of = |property: &str, at: &str| {
        let schema = format!(r#"{{"type": "object", "properties": {{"count": {property}}}}}"#);
        let (is_refused, said) = check(&schema, "");
        assert!(is_refused, "{said}");
        let words = format!("the config schema of test/lying does not allow its own default at `{at}`: ");
        assert!(said.contains(ENTRY) && said.contains(&words), "{said}\n{words}");
        assert!(said.contains("write that key in `config`"), "{said}");
        // Whoever does as they are told can go on.
        check(&schema, "config = { count = 3 }")
    };
    for property in [
        r#"{"type": "integer", "default": "many"}"#,
        r#"{"type": "integer", "minimum": 1, "default": 0}"#,
        r#"{"enum": [3, 4], "default": 5}"#,
        r#"{"type": "integer", "default": {"\u001b[2J": 1}}"#,
    ] {
        let (is_refused, said) = of(property, "/count");
        assert!(!is_refused, "{said}");
    }
    refused(&[(
        "one key too many",
        r#"{"type": "object", "properties": {"count": {"default": 3}}, "maxProperties": 0}"#,
        "",
        &[ENTRY, "the config schema of test/lying does not allow its own default"],
    )]);
}

/// What the plugin says that it read, in the label of an arm, and the config of the plan.
fn plan(schema: &str, config: &str) -> (String, Value) {
    let folder = TempDir::new().unwrap();
    let study = study(folder.path(), schema, config);
    let run = folder.path().join("run");
    prints(&["run", &study, "--out", &run.display().to_string()]);
    let plan: Value = serde_json::from_str(&read(&run, "plan.json")).unwrap();
    let label = plan["arms"]["bad"][0]["label"].as_str().unwrap().to_owned();
    (label, plan["study"]["framing"][0]["config"].clone())
}

/// A default of the schema that is not the one of the code: the one of the schema holds, since it is what the plan shows.
#[test]
fn what_the_plan_says_is_what_the_plugin_reads() {
    let five = r#"{"type": "object", "properties": {"count": {"type": "integer", "default": 5}}}"#;
    let by_reference = r##"{"type": "object", "properties": {"count": {"$ref": "#/$defs/count", "default": 5}},
                           "$defs": {"count": {"type": "integer"}}}"##;
    let without = r#"{"type": "object", "properties": {"count": {"type": "integer"}}}"#;
    // Inside of a choice no default is filled in, so the plan shows none.
    let in_a_choice = r#"{"type": "object", "anyOf": [{"properties": {"count": {"default": 5}},
                          "additionalProperties": false}]}"#;
    for (schema, config, label, expected) in [
        (five, "", "it reads 5", serde_json::json!({ "count": 5 })),
        (five, "config = { count = 3 }", "it reads 3", serde_json::json!({ "count": 3 })),
        (by_reference, "", "it reads 5", serde_json::json!({ "count": 5 })),
        (without, "", "it reads 7", serde_json::json!({})),
        (in_a_choice, "", "it reads 7", serde_json::json!({})),
    ] {
        assert_eq!(plan(schema, config), (label.to_owned(), expected), "{schema} {config}");
    }
}
