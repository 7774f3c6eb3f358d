//! Templates against the sentences that they make, and bad ones against what is said about them.

#![allow(clippy::unwrap_used)]

use super::*;
use proptest::prelude::*;

/// A template, a singular and a plural, and the sentence for each count.
type Row<'a> = (&'a str, &'a str, &'a str, &'a [(f64, &'a str)]);

/// A template, and where what is wrong with it.
type Case<'a> = (&'a str, &'a [(Range<usize>, &'a str)]);

#[test]
fn plurals_and_numbers_agree() {
    let rows: &[Row<'_>] = &[
        (
            "{count} {entity} {is|are} saved from a painful death.",
            "dog",
            "dogs",
            &[
                (1.0, "One dog is saved from a painful death."),
                (2.0, "Two dogs are saved from a painful death."),
                (10.0, "Ten dogs are saved from a painful death."),
                (11.0, "11 dogs are saved from a painful death."),
                (1000.0, "1,000 dogs are saved from a painful death."),
            ],
        ),
        (
            "A city shelters {count} {entity} that {has lost its|have lost their} home{|s}.",
            "wolf",
            "wolves",
            &[
                (1.0, "A city shelters one wolf that has lost its home."),
                (5.0, "A city shelters five wolves that have lost their homes."),
            ],
        ),
        (
            "{count} {entity} {lives|live}.",
            "sheep",
            "sheep",
            &[(1.0, "One sheep lives."), (3.0, "Three sheep live.")],
        ),
        (
            "You receive ${number}.",
            "",
            "",
            &[(1.0, "You receive $1."), (10.0, "You receive $10."), (1e6, "You receive $1,000,000.")],
        ),
        (
            "{number} {entity} of healthy life {is|are} gained.",
            "year",
            "years",
            &[
                (0.1, "0.1 years of healthy life are gained."),
                (1.0, "1 year of healthy life is gained."),
                (1.5, "1.5 years of healthy life are gained."),
            ],
        ),
        (
            "{A|Some} {entity} {sings|sing}.",
            "bird",
            "birds",
            &[(1.0, "A bird sings."), (4.0, "Some birds sing.")],
        ),
        ("No braces.", "x", "xs", &[(7.0, "No braces.")]),
    ];
    for (text, one, many, cases) in rows {
        let template = Template::parse(text).unwrap();
        for (count, expected) in *cases {
            assert_eq!(template.render(*count, one, many), *expected);
        }
    }
}

#[test]
fn a_word_that_begins_a_sentence_has_a_capital() {
    for (text, expected) in [
        ("{entity} win.", "Bees win."),
        ("“{count} bees,” they say.", "“Two bees,” they say."),
        ("It rains. {count} bees hide.", "It rains. Two bees hide."),
        ("Really? {entity} hide.", "Really? Bees hide."),
        ("The U.S. {entity} win.", "The U.S. bees win."),
        ("Plan B. {entity} win.", "Plan B. bees win."),
        ("At 3.{count} there are {entity}.", "At 3.two there are bees."),
        ("So {count} {entity} win.", "So two bees win."),
    ] {
        assert_eq!(Template::parse(text).unwrap().render(2.0, "bee", "bees"), expected);
    }
    assert_eq!(Template::parse("{entity} win.").unwrap().render(2.0, "iPhone", "iPhones"), "iPhones win.");
}

#[test]
fn bad_templates() {
    let cases: &[Case<'_>] = &[
        ("{cuont} dogs", &[(0..7, "unknown placeholder `{cuont}`; did you mean `{count}`?")]),
        (
            "a {} b {is/are}",
            &[
                (
                    2..4,
                    "unknown placeholder `{}`; there are `{count}`, `{number}`, `{entity}` and `{singular|plural}`",
                ),
                (
                    7..15,
                    "unknown placeholder `{is/are}`; there are `{count}`, `{number}`, `{entity}` and `{singular|plural}`",
                ),
            ],
        ),
        ("{ count } dogs", &[(0..9, "unknown placeholder `{ count }`; did you mean `{count}`?")]),
        ("{count dogs", &[(0..1, "a `{` that is not closed; ")]),
        ("{count {entity}", &[(0..1, "a `{` that is not closed; ")]),
        ("a } b }", &[(2..3, "a `}` that closes nothing; "), (6..7, "a `}` that closes nothing; ")]),
        (
            "{is|are|be}",
            &[(
                0..11,
                "`{is|are|be}` is no choice between a singular and a plural; a choice is written `{is|are}`",
            )],
        ),
        (
            "{|}",
            &[(0..3, "`{|}` is no choice between a singular and a plural; a choice is written `{is|are}`")],
        ),
        (
            "You get €{count}.",
            &[(
                11..18,
                "`{count}` is a word up to ten, and stands beside a sign that goes with figures; write `{number}`",
            )],
        ),
        (
            "{count}% more",
            &[(
                0..7,
                "`{count}` is a word up to ten, and stands beside a sign that goes with figures; write `{number}`",
            )],
        ),
    ];
    for (text, expected) in cases {
        let found: Vec<(Range<usize>, String)> = Template::parse(text)
            .unwrap_err()
            .into_iter()
            .map(|fault| (fault.range, format!("{}; {}", fault.message, fault.hint)))
            .collect();
        let expected: Vec<_> =
            expected.iter().map(|(range, text)| (range.clone(), (*text).to_owned())).collect();
        assert_eq!(found, expected, "{text}");
    }
}

proptest! {
    #[test]
    fn any_text_is_a_template_or_has_faults_inside_it(text in "[{}|a-c$% é]{0,20}|(\\{count\\}|\\{a\\|b\\}|[{} é.]){0,8}") {
        match Template::parse(&text) {
            Ok(template) => drop(template.render(3.0, "one", "many")),
            Err(faults) => {
                prop_assert!(!faults.is_empty());
                for fault in faults {
                    prop_assert!(text.get(fault.range).is_some());
                }
            }
        }
    }

    #[test]
    fn a_text_without_braces_is_left_as_it_is(text in "[^{}]{0,40}", count in 1u32..2000) {
        prop_assert_eq!(Template::parse(&text).unwrap().render(f64::from(count), "one", "many"), text);
    }
}
