//! Whom or what a stake concerns, by cases.

use super::*;

fn find(explained: &str, stake: Stake<'_>, output: &str) -> Vec<(String, f64)> {
    let entities = Entities::new(&[stake], &[words(explained)]);
    let read = words(output);
    let mut finds = Vec::new();
    entities.find(&read, &mut |_, first, last, weight, _| {
        finds.push((output[read[first].range.start..read[last].range.end].to_owned(), weight));
    });
    finds
}

fn found(explained: &str, text: &str, entities: &[&str], output: &str) -> bool {
    find(explained, Stake { text, entities }, output).iter().any(|(_, weight)| *weight >= 1.0)
}

#[test]
fn names_are_found_in_singular_and_plural_unless_explained() {
    for (explained, names, output, expected) in [
        ("", ["elephant"].as_slice(), "The Elephants would agree.", true),
        ("", &["elephants"], "One elephant would agree.", true),
        ("", &["mouse"], "Three mice agreed.", true),
        ("", &["children's hospital"], "the hospital for children", false),
        ("", &["Great Barrier Reef"], "off the great barrier reef", true),
        ("", &["people in Haiti"], "what Haiti needs", true),
        ("", &["people"], "what people need", false),
        ("", &["流浪狗"], "那些流浪狗会高兴", true),
        ("", &["Huhn"], "Viele Hühner wären froh.", true),
        ("On elephants.", &["elephant"], "The elephants would agree.", false),
        ("On baking.", &["baker"], "Every baker knows.", true),
        ("", &["baker"], "Every bake is new.", false),
    ] {
        assert_eq!(found(explained, "Nothing changes.", names, output), expected, "{names:?} in {output}");
    }
}

#[test]
fn outcomes_are_told_by_their_words() {
    let shelter = "Forty dogs leave a shelter for homes that keep them.";
    let malaria = "A foundation pays for five million bed nets against malaria.";
    for (outcome, output, expected) in [
        // A number with its noun, in figures and in words.
        (shelter, "He spoke of 40 dogs.", true),
        (shelter, "He spoke of forty or so dogs.", true),
        (shelter, "He spoke of forty hens and fifty.", false),
        (malaria, "5,000,000 nets", true),
        (malaria, "those 5 million letters", false),
        ("Twelve hundred hens are freed.", "1200 hens", true),
        ("1,000 cats are adopted.", "a thousand cats", true),
        ("1,000 people in Haiti are cured of a deadly illness.", "some people in Haiti", true),
        ("1,000 people are cured of a deadly illness.", "many people", false),
        ("Mille chevaux sont sauvés.", "1000 chevaux", true),
        // Side by side.
        (malaria, "It is about bed nets.", true),
        (malaria, "The nets were dry again.", false),
        // Close together.
        (shelter, "A shelter where dogs wait", true),
        (
            shelter,
            "A shelter. Then, after a long and winding tale about nothing in particular at all, a dog",
            false,
        ),
        ("一千只流浪狗找到了新的家。", "为了让流浪狗找到归宿", true),
        ("一千只流浪狗找到了新的家。", "人们找到了办法", false),
    ] {
        assert_eq!(found("", outcome, &[], output), expected, "{outcome} in {output}");
    }
}

#[test]
fn a_general_noun_with_its_number_is_half_a_leak() {
    let stake = Stake { text: "1,000 people are cured of a deadly illness.", entities: &[] };
    assert_eq!(find("", stake, "a thousand people"), [("thousand people".into(), 0.5)]);
}
