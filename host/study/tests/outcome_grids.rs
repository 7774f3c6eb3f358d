//! Grids of outcome sets: what they expand to, and bad ones against what is said about them.

#![allow(clippy::unwrap_used)]

mod common;

use std::collections::{BTreeMap, BTreeSet};

use common::lines;
use motive_study::outcomes::{self, Outcome};
use proptest::prelude::*;

/// A set with a grid that holds together. The numbers of its lines are part of the tables.
const SET: &str = r#"anchor = "nothing"

[[outcome]]
id = "nothing"
text = "Nothing changes."
category = "anchor"

[[grid]]
id = "saved"
category = "animals"
text = "{count} {entity} {is|are} saved."
counts = [1, 10, 1000]

[[grid.entity]]
id = "dog"
one = "dog"
many = "dogs"

[[grid.entity]]
id = "sheep"
one = "sheep"
many = "sheep"
category = "livestock"
"#;

#[test]
fn a_grid_is_expanded() {
    let attributes = ("counts", "attributes = { welfare = \"yes\" }\ncounts");
    let set = outcomes::parse("set.toml", &SET.replacen(attributes.0, attributes.1, 1)).unwrap();
    let outcome = |id: &str, text: &str, category: &str, entity: &str, count| Outcome {
        id: id.to_owned(),
        text: text.to_owned(),
        category: category.to_owned(),
        entity: Some(entity.to_owned()),
        entity_name: Some(if entity == "sheep" { "sheep".to_owned() } else { format!("{entity}s") }),
        count: Some(count),
        attributes: BTreeMap::from([("welfare".to_owned(), "yes".to_owned())]),
        parts: Vec::new(),
    };
    assert_eq!(
        set.outcome[1..],
        [
            outcome("saved-dog-1", "One dog is saved.", "animals", "dog", 1.0),
            outcome("saved-dog-10", "Ten dogs are saved.", "animals", "dog", 10.0),
            outcome("saved-dog-1000", "1,000 dogs are saved.", "animals", "dog", 1000.0),
            outcome("saved-sheep-1", "One sheep is saved.", "livestock", "sheep", 1.0),
            outcome("saved-sheep-10", "Ten sheep are saved.", "livestock", "sheep", 10.0),
            outcome("saved-sheep-1000", "1,000 sheep are saved.", "livestock", "sheep", 1000.0),
        ]
    );
}

/// Text, counts and entities of a grid, and the ids and texts of its outcomes.
type Case<'a> = (&'a str, &'a str, &'a str, &'a [(&'a str, &'a str)]);

#[test]
fn money_and_fractions_are_in_figures() {
    let cases: &[Case<'_>] = &[
        (
            "You receive ${number}.",
            "[1, 1000, 1e6]",
            "id = \"dollar\"",
            &[
                ("g-dollar-1", "You receive $1."),
                ("g-dollar-1000", "You receive $1,000."),
                ("g-dollar-1000000", "You receive $1,000,000."),
            ],
        ),
        (
            "A patient gains {number} {entity} of life.",
            "[0.1, 1, 2.5]",
            "id = \"year\"\none = \"year\"\nmany = \"years\"",
            &[
                ("g-year-0-1", "A patient gains 0.1 years of life."),
                ("g-year-1", "A patient gains 1 year of life."),
                ("g-year-2-5", "A patient gains 2.5 years of life."),
            ],
        ),
        (
            "All the {entity} of a county {is|are} freed.",
            "[2]",
            "id = \"hen\"\nmany = \"hens\"\n[[grid.entity]]\nid = \"mink\"\nmany = \"minks\"",
            &[
                ("g-hen-2", "All the hens of a county are freed."),
                ("g-mink-2", "All the minks of a county are freed."),
            ],
        ),
    ];
    for (text, counts, entity, expected) in cases {
        let set = format!(
            "[[grid]]\nid = \"g\"\ncategory = \"x\"\ntext = \"{text}\"\ncounts = {counts}\n[[grid.entity]]\n{entity}"
        );
        let set = outcomes::parse("set.toml", &set).unwrap();
        let found: Vec<(&str, &str)> =
            set.outcome.iter().map(|outcome| (outcome.id.as_str(), outcome.text.as_str())).collect();
        assert_eq!(found, *expected);
    }
}

#[test]
fn bad_grids() {
    let cases: &[(&str, &str, &str, &[&str])] = &[
        (
            "an unknown key",
            "counts =",
            "count = 1\ncounts =",
            &["12:1: error: unknown key `count` (did you mean `counts`?)"],
        ),
        ("no counts", "[1, 10, 1000]", "[]", &["12:10: error: `counts` has 0 of at least 1 elements"]),
        (
            "counts that are not above 0",
            "[1, 10, 1000]",
            "[0, 10]",
            &["12:11: error: element 1 of `counts` is 0; it has to be above 0"],
        ),
        (
            "counts that do not ascend",
            "[1, 10, 1000]",
            "[1, 10, 5, 10, 1000]",
            &[
                "12:18: error: element 3 of `counts` is 5, after 10 (counts are ascending, each of them once)",
                "12:21: error: element 4 of `counts` is 10, after 10 (counts are ascending, each of them once)",
            ],
        ),
        (
            "a count that is too large",
            "[1, 10, 1000]",
            "[1, 1e16]",
            &[
                "12:14: error: element 2 of `counts` is 10,000,000,000,000,000, and 1,000,000,000,000,000 is the most",
            ],
        ),
        (
            "fractions in words",
            "[1, 10, 1000]",
            "[0.5, 1]",
            &[
                "12:11: error: element 1 of `counts` is 0.5, and `{count}` is for whole numbers (write `{number}`)",
            ],
        ),
        (
            "unknown placeholders and open braces",
            "{count} {entity} {is|are} saved.",
            "é {cuont} {entity are saved.",
            &[
                "11:11: error: unknown placeholder `{cuont}` (did you mean `{count}`?)",
                "11:19: error: a `{` that is not closed",
            ],
        ),
        (
            "a fault in a text with escapes",
            "{count} {entity} {is|are} saved.",
            "\\u00e9 {cuont}",
            &["11:8: error: unknown placeholder `{cuont}` (did you mean `{count}`?)"],
        ),
        (
            "a text without the count",
            "{count} {entity} {is|are} saved.",
            "The {entity} {is|are} saved.",
            &[
                "11:8: error: the text of the grid `saved` is the same for all 3 counts (say `{count}` or `{number}` in it)",
            ],
        ),
        (
            "a text without the entity",
            "{count} {entity} {is|are} saved.",
            "{count} {is|are} saved.",
            &[
                "11:8: error: the text of the grid `saved` is the same for all 2 entities (say `{entity}` in it)",
            ],
        ),
        (
            "an entity without a plural",
            "many = \"dogs\"\n",
            "",
            &[
                "15:6: error: the entity `dog` has no plural, and there is a count of 10 (add `many = \"...\"`)",
            ],
        ),
        (
            "an entity without a singular",
            "one = \"dog\"\n",
            "",
            &[
                "15:6: error: the entity `dog` has no singular, and there is a count of 1 (add `one = \"...\"`)",
            ],
        ),
        (
            "an empty plural",
            "many = \"dogs\"",
            "many = \" \"",
            &["17:8: error: `many` of the entity `dog` is empty"],
        ),
        (
            "no category",
            "category = \"animals\"\ntext",
            "text",
            &[
                "14:6: error: the entity `dog` has no category, and neither has the grid `saved` (add `category = \"...\"` to the grid or to the entity)",
            ],
        ),
        (
            "an entity twice",
            "id = \"sheep\"",
            "id = \"dog\"",
            &["20:6: error: the grid `saved` has an entity `dog` already"],
        ),
        (
            "bad ids",
            "id = \"dog\"",
            "id = \"Dog\"",
            &["15:6: error: `Dog` is not an id (an id is made of a-z, 0-9 and -)"],
        ),
        (
            "a grid twice",
            "[[grid]]",
            "[[grid]]\nid = \"saved\"\ntext = \"{count} {entity}.\"\ncategory = \"x\"\ncounts = [1]\nentity = [{ id = \"bee\", one = \"bee\" }]\n\n[[grid]]",
            &["16:6: error: `saved` is the id of grid no. 1 too"],
        ),
        (
            "an id that is written too",
            "id = \"nothing\"\ntext",
            "id = \"saved-dog-10\"\ntext",
            &[
                "1:10: error: no outcome has the id `nothing` (there are: saved-dog-10, saved-dog-1, saved-dog-10, saved-dog-1000, saved-sheep-1, saved-sheep-10, saved-sheep-1000)",
                "15:6: error: `saved-dog-10` is the id of outcome no. 1 too",
            ],
        ),
        (
            "a text that is written too",
            "Nothing changes.",
            "ten  dogs are SAVED.",
            &["15:6: error: outcome `saved-dog-10` has the text of outcome no. 1"],
        ),
        (
            "two entities with the same words",
            "one = \"sheep\"\nmany = \"sheep\"",
            "one = \"dog\"\nmany = \"dogs\"",
            &[
                "20:6: error: outcome `saved-sheep-1` has the text of outcome `saved-dog-1` of the grid `saved`",
            ],
        ),
        (
            "two measures on one scale",
            "[[grid]]",
            "[[grid]]\nid = \"lost\"\ntext = \"{count} {entity} lost.\"\ncategory = \"animals\"\ncounts = [1]\nentity = [{ id = \"dog\", one = \"dog\" }]\n\n[[grid]]",
            &[
                "22:6: error: outcome `saved-dog-1` is 1 of `dog` in the category `animals`, and so is outcome `lost-dog-1` of the grid `lost` (give what is measured in another way an attribute `measure`, as in \"saved\" and \"lost\")",
            ],
        ),
        (
            "a long text",
            "many = \"dogs\"",
            &format!("many = \"{}\"", "d".repeat(400)),
            &["15:6: error: outcome `saved-dog-10` has 415 characters, 400 at most"],
        ),
        (
            "attributes with bad names",
            "counts =",
            "attributes = { text = \"x\", Wild = \"yes\" }\ncounts =",
            &[
                "12:14: error: `Wild` cannot be the name of an attribute (a name is made of a-z, 0-9 and -)",
                "12:14: error: `text` cannot be an attribute (it means something else; take another name)",
            ],
        ),
    ];
    let mut wrong = String::new();
    for (what, from, to, expected) in cases {
        assert!(SET.contains(from), "{from}");
        let text = SET.replacen(from, to, 1);
        let found = outcomes::parse("study.toml", &text).err().map(|found| lines(&found)).unwrap_or_default();
        if found != *expected {
            wrong.push_str(&format!("{what}:\n  expected {expected:#?}\n  found {found:#?}\n"));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn a_grid_that_is_too_large_is_not_expanded() {
    let counts: Vec<String> = (1..=10_000).map(|count| count.to_string()).collect();
    let text = SET.replacen("[1, 10, 1000]", &format!("[{}]", counts.join(", ")), 1);
    assert_eq!(
        lines(&outcomes::parse("study.toml", &text).unwrap_err()),
        [
            "12:10: error: the grid `saved` makes 2 x 10000 outcomes, and a set has 20,000 at most, of which 1 are there (take fewer counts or entities)"
        ]
    );
}

#[test]
fn a_study_plans_with_a_grid() {
    let set = outcomes::parse("outcomes.toml", SET).unwrap();
    let text = common::edited(&[]);
    let (plan, _) = common::plan(&text, Some(set.clone())).unwrap();
    // 2 actors x 21 pairs of 7 outcomes x 2 orders x 5 samples
    assert_eq!(plan.size().choices, 420);
    let plan_text = plan.to_text().unwrap();
    assert!(!plan_text.contains("\"grid\""), "a plan holds the outcomes and not how they were written");
    let read: motive_study::Plan = serde_json::from_str(&plan_text).unwrap();
    assert_eq!(read.outcomes, Some(set));
}

proptest! {
    #[test]
    fn a_grid_has_an_outcome_for_every_entity_and_count(
        entities in 1usize..8,
        counts in prop::collection::btree_set(1u32..3000, 1..12),
        tenths in any::<bool>(),
    ) {
        let written = |count: &u32| if tenths { format!("{}.{}", count / 10, count % 10) } else { count.to_string() };
        let counts: Vec<String> = counts.iter().map(written).collect();
        let entity = |n: usize| format!("[[grid.entity]]\nid = \"e{n}\"\none = \"item {n}\"\nmany = \"items {n}\"\n");
        let text = format!(
            "[[grid]]\nid = \"g\"\ncategory = \"x\"\ntext = \"{{number}} {{entity}} {{is|are}} here.\"\ncounts = [{}]\n{}\
             [[outcome]]\nid = \"a\"\ntext = \"A.\"\ncategory = \"x\"\n",
            counts.join(", "),
            (0..entities).map(entity).collect::<String>(),
        );
        let set = outcomes::parse("set.toml", &text).unwrap();
        prop_assert_eq!(set.outcome.len(), entities * counts.len() + 1);
        let ids: BTreeSet<&str> = set.outcome.iter().map(|outcome| outcome.id.as_str()).collect();
        let texts: BTreeSet<&str> = set.outcome.iter().map(|outcome| outcome.text.as_str()).collect();
        prop_assert_eq!((ids.len(), texts.len()), (set.outcome.len(), set.outcome.len()));
        let scales = set.scales();
        prop_assert_eq!(scales.len(), entities);
        for scale in scales.values() {
            let scale: Vec<f64> = scale.iter().filter_map(|outcome| outcome.count).collect();
            let expected: Vec<f64> = counts.iter().map(|count| count.parse().unwrap()).collect();
            prop_assert_eq!(scale, expected);
        }
    }
}
