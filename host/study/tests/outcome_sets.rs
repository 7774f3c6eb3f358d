//! Outcome sets: bad ones against what is said about them, and what can be read off a good one.

#![allow(clippy::unwrap_used)]

mod common;

use std::collections::BTreeMap;

use common::{OUTCOMES, lines};
use motive_study::outcomes::{self, Outcome, OutcomeSet};
use proptest::prelude::*;

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
            "a long id",
            "id = \"bees\"",
            &format!("id = \"{}\"", "b".repeat(101)),
            &["9:6: error: the id of outcome no. 2 has 101 characters, 100 at most"],
        ),
        (
            "a bad entity",
            "id = \"bees\"",
            "id = \"bees\"\nentity = \"Wild bee\"",
            &["10:10: error: `Wild bee` is not an entity (an entity is a word of a-z, 0-9 and -)"],
        ),
        (
            "a count of nothing",
            "id = \"bees\"",
            "id = \"bees\"\ncount = 3",
            &["10:9: error: outcome `bees` has a count and no entity (say of what: `entity`)"],
        ),
        (
            "a count of zero",
            "id = \"bees\"",
            "id = \"bees\"\nentity = \"bee\"\ncount = 0",
            &["11:9: error: the count of outcome `bees` is 0; it has to be above 0"],
        ),
        (
            "a negative count",
            "id = \"bees\"",
            "id = \"bees\"\nentity = \"bee\"\ncount = -0.5",
            &["11:9: error: the count of outcome `bees` is -0.5; it has to be above 0"],
        ),
        (
            "an infinite count",
            "id = \"bees\"",
            "id = \"bees\"\nentity = \"bee\"\ncount = inf",
            &["11:9: error: `inf` is not a finite number"],
        ),
        (
            "a count in words",
            "id = \"bees\"",
            "id = \"bees\"\nentity = \"bee\"\ncount = \"ten\"",
            &["11:9: error: `count` is \"ten\", not a number"],
        ),
        (
            "an attribute that is no text",
            "id = \"bees\"",
            "id = \"bees\"\nattributes = { self-regarding = true }",
            &["10:33: error: `self-regarding` is true, not a string"],
        ),
        (
            "attributes with bad names and values",
            "id = \"bees\"",
            "id = \"bees\"\nattributes = { count = \"3\", Legs = \"6\", wings = \"\" }",
            &[
                "10:16: error: `count` cannot be an attribute (it means something else; take another name)",
                "10:29: error: `Legs` cannot be the name of an attribute (a name is made of a-z, 0-9 and -)",
                "10:41: error: the attribute `wings` of outcome `bees` is empty",
            ],
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
fn all_that_is_wrong_is_said_at_once() {
    let text = "
anchor = \"nobody\"
anchr = \"a\"
[[outcome]]
id = \"a\"
text = \"A.\"
[[outcome]]
id = \"b\"
text = \"B.\"
category = \"x\"
[[outcome]]
id = \"b\"
text = \" b. \"
category = \"x\"
[[grid]]
id = \"g\"
text = \"{cuont} bees.\"
counts = [2]
[[grid.entity]]
id = \"bee\"
";
    assert_eq!(
        lines(&outcomes::parse("study.toml", text).unwrap_err()),
        [
            "3:1: error: unknown key `anchr` (did you mean `anchor`?)",
            "4:1: error: [[outcome]] no. 1 lacks `category`",
            "12:6: error: `b` is the id of outcome no. 2 too",
            "13:8: error: outcome `b` has the text of outcome no. 2",
            "17:9: error: unknown placeholder `{cuont}` (did you mean `{count}`?)",
            "20:6: error: the entity `bee` has no category, and neither has the grid `g` (add `category = \"...\"` to the grid or to the entity)",
        ],
        "nothing is said about the anchor, which may be what could not be read"
    );
}

#[test]
fn too_few_outcomes() {
    for (text, expected) in [
        ("", "1:1: error: the outcome set has 0 of at least 2 outcomes"),
        ("outcome = []", "1:1: error: the outcome set has 0 of at least 2 outcomes"),
        (
            "[[outcome]]\nid = \"a\"\ntext = \"A.\"\ncategory = \"x\"",
            "1:1: error: the outcome set has 1 of at least 2 outcomes",
        ),
    ] {
        assert_eq!(lines(&outcomes::parse("study.toml", text).unwrap_err()), [expected], "{text}");
    }
}

#[test]
fn too_many_outcomes() {
    let outcome = |n| format!("[[outcome]]\nid = \"o{n}\"\ntext = \"O {n}.\"\ncategory = \"x\"\n");
    let text: String = (0..20_001).map(outcome).collect();
    assert_eq!(
        lines(&outcomes::parse("study.toml", &text).unwrap_err()),
        ["80001:1: error: there are 20,001 outcomes, 20,000 at most"]
    );
}

#[test]
fn an_outcome_set_needs_no_anchor() {
    let set = outcomes::parse("set", &OUTCOMES.replace("anchor = \"nothing\"\n", "")).unwrap();
    assert_eq!((set.anchor, set.outcome.len()), (None, 4));
}

#[test]
fn what_is_not_written_is_not_in_the_json() {
    let text = serde_json::to_string(&common::outcomes().outcome[1]).unwrap();
    assert_eq!(text, r#"{"id":"bees","text":"A meadow is sown for wild bees.","category":"animals"}"#);
    let more = "id = \"bees\"\nentity = \"bee\"\ncount = 10\nattributes = { wild = \"yes\" }";
    let set = outcomes::parse("set", &OUTCOMES.replace("id = \"bees\"", more)).unwrap();
    let text = serde_json::to_string(&set.outcome[1]).unwrap();
    assert_eq!(
        text,
        r#"{"id":"bees","text":"A meadow is sown for wild bees.","category":"animals","entity":"bee","count":10.0,"attributes":{"wild":"yes"}}"#
    );
    assert_eq!(serde_json::from_str::<Outcome>(&text).unwrap(), set.outcome[1]);
}

/// Outcomes as `id category entity count`, with `-` for what they do not have.
fn set(anchor: &str, rows: &[&str]) -> OutcomeSet {
    let outcome = rows.iter().map(|row| {
        let words: Vec<&str> = row.split(' ').collect();
        Outcome {
            id: words[0].to_owned(),
            text: words[0].to_owned(),
            category: words[1].to_owned(),
            entity: Some(words[2].to_owned()).filter(|entity| entity != "-"),
            entity_name: None,
            count: words[3].parse().ok(),
            attributes: BTreeMap::new(),
            parts: Vec::new(),
        }
    });
    OutcomeSet { anchor: Some(anchor.to_owned()), outcome: outcome.collect() }
}

#[test]
fn counts_entities_and_scales() {
    let set = set(
        "nothing",
        &[
            "nothing saved none 1",
            "dogs saved dog 10",
            "dog saved dog 1",
            "cats saved cat 10",
            "any-dog saved dog -",
            "half-a-year life year 0.5",
            "owl saved - -",
            "lost-dog lost dog 2",
            "poem art - -",
        ],
    );
    let sizes: BTreeMap<&str, usize> =
        set.domains().into_iter().map(|(domain, members)| (domain, members.len())).collect();
    assert_eq!(sizes, BTreeMap::from([("art", 1), ("life", 1), ("lost", 1), ("saved", 5)]));
    let scales: Vec<(&str, &str, Vec<&str>)> = set
        .scales()
        .into_iter()
        .map(|(scale, outcomes)| {
            (scale.category, scale.entity, outcomes.iter().map(|outcome| outcome.id.as_str()).collect())
        })
        .collect();
    // Not the anchor, and nothing without a count.
    assert_eq!(
        scales,
        [
            ("life", "year", vec!["half-a-year"]),
            ("lost", "dog", vec!["lost-dog"]),
            ("saved", "cat", vec!["cats"]),
            ("saved", "dog", vec!["dog", "dogs"]),
        ]
    );
}

#[test]
fn what_is_measured_in_two_ways_is_on_two_scales() {
    let text = |measure: &str| {
        format!(
            "[[grid]]\nid = \"{measure}\"\ncategory = \"animals\"\ntext = \"{{number}} dogs are {measure}.\"\ncounts = [2, 3]\n\
             entity = [{{ id = \"dog\" }}]\nattributes = {{ measure = \"{measure}\" }}\n"
        )
    };
    let set = outcomes::parse("set.toml", &(text("saved") + &text("lost"))).unwrap();
    let measures: Vec<(&str, usize)> =
        set.scales().into_iter().map(|(scale, outcomes)| (scale.measure, outcomes.len())).collect();
    assert_eq!(measures, [("lost", 2), ("saved", 2)]);
}

/// The sets that come with motive.
#[test]
fn the_shipped_sets_are_fine_and_large() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../outcomes");
    let mut sizes = BTreeMap::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let set = outcomes::parse(&name, &std::fs::read_to_string(&path).unwrap())
            .unwrap_or_else(|diagnostics| panic!("{diagnostics}"));
        assert_eq!(set.anchor.as_deref(), Some("nothing-changes"), "{name}");
        let domains = set.domains();
        assert!(
            domains.values().all(|members| members.len() >= 10),
            "{name}: thirds of {:?}",
            domains.keys()
        );
        sizes.insert(name, (set.outcome.len() - 1, domains.len(), set.scales().len()));
    }
    let (outcomes, categories, _) = sizes["general.toml"];
    assert!(outcomes >= 500 && categories >= 20);
    for name in ["animals", "causes", "countries", "money", "religions", "self"] {
        assert!(sizes[&format!("{name}.toml")].0 >= 150, "{name}");
    }
    for name in ["animals", "countries", "money", "religions"] {
        assert!(sizes[&format!("{name}.toml")].2 >= 15, "{name}: entities with counts");
    }
}

proptest! {
    #[test]
    fn any_text_is_a_set_or_has_errors(text in "(\\[\\[|\\]\\]|outcome|grid|entity|\\.|id|text|counts|=|\"|\\{count\\}|1|,|\n| ){0,30}") {
        for name in ["set.toml", "set.csv"] {
            match outcomes::parse(name, &text) {
                Ok(set) => prop_assert!(set.outcome.len() >= 2),
                Err(diagnostics) => prop_assert!(diagnostics.has_errors()),
            }
        }
    }
}
