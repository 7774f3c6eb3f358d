//! Bad outcome sets against what is said about them.

#![allow(clippy::unwrap_used)]

mod common;

use common::{OUTCOMES, lines};
use motive_study::outcomes;

#[test]
fn bad_outcome_sets() {
    let long = format!("text = \"{}\"", "x".repeat(401));
    let cases: &[(&str, &str, &str, &[&str])] = &[
        ("not TOML", "anchor = \"nothing\"", "anchor = nothing", &["?"]),
        ("an unknown key", "id = \"bees\"", "id = \"bees\"\ncatgory = \"x\"", &["?"]),
        ("a missing key", "category = \"animals\"\n", "", &["?"]),
        ("a wrong type", "id = \"bees\"", "id = 4", &["?"]),
        ("a date", "id = \"bees\"", "id = 2026-01-31", &["?"]),
        ("a bad id", "id = \"bees\"", "id = \"Wild bees\"", &["?"]),
        ("an id twice", "id = \"hens\"", "id = \"bees\"", &["?"]),
        ("no text", "text = \"A meadow is sown for wild bees.\"", "text = \" \"", &["?"]),
        ("a long text", "text = \"A meadow is sown for wild bees.\"", &long, &["?"]),
        ("a text twice", "A farm lets its hens outdoors.", " A MEADOW is sown for wild bees. ", &["?"]),
        ("no category", "category = \"animals\"", "category = \"\"", &["?"]),
        ("an anchor that is not there", "anchor = \"nothing\"", "anchor = \"nothng\"", &["?"]),
    ];
    let mut wrong = String::new();
    for (what, from, to, expected) in cases {
        assert!(OUTCOMES.contains(from));
        let text = OUTCOMES.replacen(from, to, 1);
        let found = outcomes::parse("study.toml", &text).err().map(|found| lines(&found)).unwrap_or_default();
        if found != *expected {
            wrong.push_str(&format!("{what}:\n  expected {expected:#?}\n  found {found:#?}\n"));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn too_few_outcomes() {
    for (text, expected) in
        [("", "?"), ("outcome = []", "?"), ("[[outcome]]\nid = \"a\"\ntext = \"A.\"\ncategory = \"x\"", "?")]
    {
        assert_eq!(lines(&outcomes::parse("study.toml", text).unwrap_err()), [expected], "{text}");
    }
}

#[test]
fn an_outcome_set_needs_no_anchor() {
    let set = outcomes::parse("set", &OUTCOMES.replace("anchor = \"nothing\"\n", "")).unwrap();
    assert_eq!((set.anchor, set.outcome.len()), (None, 4));
}
