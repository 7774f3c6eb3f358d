//! Lotteries of outcome sets.
#![allow(clippy::unwrap_used)]

use motive_study::outcomes::{self, OutcomeSet};

const SET: &str = r#"
anchor = "nothing"

[[outcome]]
id = "nothing"
text = "Nothing changes."
category = "anchor"

[[outcome]]
id = "bees"
text = "A meadow is sown for wild bees"
category = "animals"

[[grid]]
id = "saved"
category = "animals"
text = "{count} {entity} {is|are} saved."
counts = [1, 10]
entity = [{ id = "dog", one = "dog", many = "dogs" }]

[[lottery]]
id = "dogs-or-nothing"
parts = [{ outcome = "saved-dog-10", probability = 0.125 }, { outcome = "nothing", probability = 0.875 }]
"#;

fn edited(from: &str, to: &str) -> Result<OutcomeSet, Vec<String>> {
    assert!(SET.contains(from), "the set has no `{from}`");
    outcomes::parse("set.toml", &SET.replacen(from, to, 1))
        .map_err(|found| found.to_string().lines().map(str::to_owned).collect())
}

#[test]
fn a_lottery_is_an_outcome_in_words_and_no_stake() {
    let set = edited("", "").unwrap();
    let lottery = set.outcome.last().unwrap();
    assert_eq!(
        lottery.text,
        "One of these things happens, by a draw of lots. With a chance of 12.5 %: Ten dogs are saved. With a chance of \
         87.5 %: Nothing changes."
    );
    assert_eq!(lottery.category, "lotteries");
    assert_eq!(lottery.parts.len(), 2);
    assert!(!set.domains().contains_key("lotteries"));
    assert_eq!(set.domains()["animals"].len(), 3);
    let named =
        edited("id = \"dogs-or-nothing\"", "id = \"dogs-or-nothing\"\ncategory = \"chance\"").unwrap();
    assert_eq!(named.outcome.last().unwrap().category, "chance");
    // A sentence without a stop gets one.
    let bees = edited("\"saved-dog-10\"", "\"bees\"").unwrap();
    assert!(bees.outcome.last().unwrap().text.contains(": A meadow is sown for wild bees. With"));
}

#[test]
fn what_is_wrong_with_a_lottery_is_said_at_its_place() {
    let mut wrong = String::new();
    for (from, to, expected) in [
        (
            "\"saved-dog-10\"",
            "\"saved-dog-100\"",
            "23:22: error: no outcome that is no lottery has the id `saved-dog-100` (did you mean `saved-dog-10`?)",
        ),
        (
            "0.125",
            "0.2",
            "23:9: error: the probabilities of the lottery `dogs-or-nothing` add to 1.075, not to 1",
        ),
        ("\"saved-dog-10\"", "\"nothing\"", "23:68: error: `nothing` is a part of the lottery twice"),
        (
            "{ outcome = \"saved-dog-10\", probability = 0.125 }, ",
            "",
            "23:9: error: the lottery `dogs-or-nothing` has 1 of at least 2 parts",
        ),
        ("probability = 0.125", "chance = 0.125", "23:38: error: unknown key `chance`"),
        ("id = \"bees\"", "id = \"bees\"\nparts = []", "11:1: error: unknown key `parts`"),
        (
            "id = \"bees\"",
            "id = \"dogs-or-nothing\"",
            "21:1: error: `dogs-or-nothing` is the id of outcome no. 2 too",
        ),
    ] {
        let found = edited(from, to).unwrap_err();
        if !found
            .iter()
            .any(|line| line.strip_prefix("set.toml:").is_some_and(|line| line.starts_with(expected)))
        {
            wrong.push_str(&format!("{expected}\n  {found:#?}\n"));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    let faults = edited("0.125", "0.0").unwrap_err();
    assert!(faults[0].contains("the probability 0 is not between 0 and 1"), "{faults:?}");
}
