//! Bad outcome sets against what is said about them.

#![allow(clippy::unwrap_used)]

mod common;

use common::{OUTCOMES, lines};
use motive_study::outcomes;

#[test]
fn bad_outcome_sets() {
    let long = format!("text = \"{}\"", "x".repeat(401));
    let cases: &[(&str, &str, &str, &[&str])] = &[
        (
            "not TOML",
            "anchor = \"nothing\"",
            "anchor = nothing",
            &["1:10: error: not valid TOML: invalid float, expected `nan`"],
        ),
        (
            "an unknown key",
            "id = \"bees\"",
            "id = \"bees\"\ncatgory = \"x\"",
            &["10:1: error: unknown key `catgory` (did you mean `category`?)"],
        ),
        (
            "a missing key",
            "category = \"animals\"\n",
            "",
            &["8:1: error: [[outcome]] no. 2 lacks `category`"],
        ),
        ("a wrong type", "id = \"bees\"", "id = 4", &["9:6: error: `id` is 4, not a string"]),
        (
            "a date",
            "id = \"bees\"",
            "id = 2026-01-31",
            &[
                "9:6: error: `2026-01-31` is a date, and no setting takes one (write it as a string, in quotes)",
            ],
        ),
        (
            "a bad id",
            "id = \"bees\"",
            "id = \"Wild bees\"",
            &["9:6: error: `Wild bees` is not an id (an id is made of a-z, 0-9 and -)"],
        ),
        (
            "an id twice",
            "id = \"hens\"",
            "id = \"bees\"",
            &["14:6: error: `bees` is the id of outcome no. 2 too"],
        ),
        (
            "no text",
            "text = \"A meadow is sown for wild bees.\"",
            "text = \" \"",
            &["10:8: error: outcome `bees` has no text"],
        ),
        (
            "a long text",
            "text = \"A meadow is sown for wild bees.\"",
            &long,
            &["10:8: error: outcome `bees` has 401 characters, 400 at most"],
        ),
        (
            "a text twice",
            "A farm lets its hens outdoors.",
            " A MEADOW is sown for wild bees. ",
            &["15:8: error: outcome `hens` has the text of outcome no. 2"],
        ),
        (
            "no category",
            "category = \"animals\"",
            "category = \"\"",
            &["11:12: error: outcome `bees` has no category"],
        ),
        (
            "an anchor that is not there",
            "anchor = \"nothing\"",
            "anchor = \"nothng\"",
            &["1:10: error: no outcome has the id `nothng` (did you mean `nothing`?)"],
        ),
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
    for (text, expected) in [
        ("", "1:1: error: the outcome set lacks `outcome`"),
        ("outcome = []", "1:11: error: `outcome` has 0 of at least 2 elements"),
        (
            "[[outcome]]\nid = \"a\"\ntext = \"A.\"\ncategory = \"x\"",
            "1:1: error: `outcome` has 1 of at least 2 elements",
        ),
    ] {
        assert_eq!(lines(&outcomes::parse("study.toml", text).unwrap_err()), [expected], "{text}");
    }
}

#[test]
fn an_outcome_set_needs_no_anchor() {
    let set = outcomes::parse("set", &OUTCOMES.replace("anchor = \"nothing\"\n", "")).unwrap();
    assert_eq!((set.anchor, set.outcome.len()), (None, 4));
}
