//! What only plugins know about a study: errors in their config, their items and their arms, each at the line
//! of the study file.

#![allow(clippy::unwrap_used)]

mod common;

use common::{edited, lines, outcomes, plan};
use motive_study::outcomes::OutcomeSet;

type Case = (&'static str, &'static [(&'static str, &'static str)], &'static [&'static str]);

fn check(cases: &[Case]) {
    let mut wrong = String::new();
    for (what, edits, expected) in cases {
        let found = match plan(&edited(edits), Some(outcomes())) {
            Ok((_, advice)) => lines(&advice),
            Err(diagnostics) => lines(&diagnostics),
        };
        let found = beside_few_items(found);
        if found != *expected {
            wrong.push_str(&format!("{what}:\n  expected {expected:#?}\n  found {found:#?}\n"));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// All but the advice that the base study has few items.
fn beside_few_items(mut lines: Vec<String>) -> Vec<String> {
    lines.retain(|line| !line.contains("rests on fewer than 10 clusters"));
    lines
}

#[test]
fn config_against_its_schema() {
    check(&[
        ("nothing wrong", &[], &[]),
        (
            "a missing key",
            &[("config = { base-url = \"http://127.0.0.1:8080/v1\" }", "config = {}")],
            &["8:10: error: the config of test/chat lacks `base-url`"],
        ),
        (
            "no config at all",
            &[("config = { base-url = \"http://127.0.0.1:8080/v1\" }\n", "")],
            &["5:1: error: the config of test/chat lacks `base-url`"],
        ),
        (
            "a config in a table of its own",
            &[(
                "config = { base-url = \"http://127.0.0.1:8080/v1\" }",
                "[provider.config]\nbase-url = \"http://127.0.0.1:8080/v1\"\nretires = 3",
            )],
            &["10:1: error: unknown key `retires` (did you mean `retries`?)"],
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
            &[
                "8:23: error: `base-url` is 3, not a string",
                "8:36: error: `retries` is -1, and 0 is the least",
                "8:56: error: element 2 of `headers` is 2, not a string",
                "31:22: error: unknown key `leest` (did you mean `least`?)",
            ],
        ),
        (
            "a plugin that is used by name alone",
            &[("provider = \"local\"", "provider = \"chat\"")],
            &["12:12: error: the config of test/chat lacks `base-url`"],
        ),
    ]);
}

#[test]
fn findings_of_a_plugin() {
    check(&[
        (
            "an error",
            &[("items = 4", "items = 4\nconfig = { words = { least = 9, most = 3 } }")],
            &["31:30: error: test/essay: the least is above the most"],
        ),
        (
            "advice stops nothing",
            &[("items = 4", "items = 4\n[task.config.words]\nleast = 3\nmost = 3")],
            &["32:9: advice: test/essay: least and most are the same"],
        ),
    ]);
}

#[test]
fn wants_against_grants() {
    check(&[
        (
            "an origin",
            &[("base-url = \"http", "also = \"https://other.example\", base-url = \"http")],
            &[
                "5:1: error: test/chat wants to send requests to https://other.example, and the study does not grant it (add `grants = { origins = [\"https://other.example\"] }` if it may)",
            ],
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
        (
            "an origin of the plugin's own default",
            &[(
                "plugin = \"chat\"\nconfig = { base-url = \"http://127.0.0.1:8080/v1\" }",
                "plugin = \"eager\"",
            )],
            &[
                "5:1: error: test/eager wants to send requests to https://elsewhere.example, and the study does not grant it (add `grants = { origins = [\"https://elsewhere.example\"] }` if it may)",
            ],
        ),
        (
            "a user name in the base URL",
            &[("http://127.0.0.1:8080/v1", "http://me:secret@127.0.0.1:8080/v1")],
            &[
                "8:23: error: a URL with a user name or a password, which would be published with the study; name a credential",
            ],
        ),
        (
            "a credential",
            &[("base-url = \"http", "key-name = \"api-key\", base-url = \"http")],
            &[
                "5:1: error: test/chat wants the credential `api-key`, and the study does not grant it (add `credentials = { api-key = { env = \"...\" } }`)",
            ],
        ),
        (
            "a file",
            &[("items = 4", "items = 4\nconfig = { topics = \"topics.txt\" }")],
            &[
                "28:1: error: test/essay wants the file `topics.txt`, and the study does not grant it (add `assets = { \"topics.txt\" = \"path/to/file\" }`)",
            ],
        ),
    ]);
}

#[test]
fn files_that_nobody_takes_and_levels_that_cannot_be() {
    check(&[
        (
            "a file of another name",
            &[("items = 4", "items = 4\nassets = { topic = \"t.txt\" }\nconfig = { topics = \"topics\" }")],
            &[
                "28:1: error: test/essay wants the file `topics`, and the study does not grant it (add `assets = { \"topics\" = \"path/to/file\" }`)",
                "31:20: error: test/essay knows no file `topic`, and would run without it (did you mean `topics`?)",
            ],
        ),
        (
            "a file where none is taken",
            &[("items = 4", "items = 4\nassets = { topic = \"t.txt\" }")],
            &["31:20: error: test/essay knows no file `topic`, and would run without it (it takes no files)"],
        ),
        (
            "a crossed level that is none",
            &[(
                "outcomes = \"outcomes.toml\"",
                "outcomes = \"outcomes.toml\"\nsamples = 2\ncross = { fault = [\"none\", \"nine\"] }",
            )],
            &["28:28: error: `fault` cannot be \"nine\" (did you mean `none`?)"],
        ),
        (
            "a crossed key that is none",
            &[(
                "outcomes = \"outcomes.toml\"",
                "outcomes = \"outcomes.toml\"\nsamples = 2\ncross = { falt = [\"none\", \"nine\"] }",
            )],
            &["28:11: error: unknown key `falt` (did you mean `fault`?)"],
        ),
    ]);
}

#[test]
fn items() {
    check(&[
        (
            "more than there are",
            &[("items = 4", "items = 40")],
            &["30:9: error: `essay` has 8 items, not 40"],
        ),
        (
            "none",
            &[("items = 4", "config = { fault = \"no-items\" }")],
            &["28:1: error: `essay` has no items"],
        ),
        (
            "a family without end",
            &[("items = 4", "config = { fault = \"huge\" }")],
            &[
                "28:1: error: `essay` has more than 100000 items, or more than 64 MiB of them; `items` takes the first ones",
            ],
        ),
        (
            "one id twice",
            &[("items = 4", "config = { fault = \"twice\" }")],
            &["28:1: error: `essay` has two items with the id `item-0`"],
        ),
        (
            "a bad id",
            &[("items = 4", "config = { fault = \"bad-id\" }")],
            &["28:1: error: `essay` has an item with the id `Item 1` (an id is made of a-z, 0-9 and -)"],
        ),
        (
            "no brief",
            &[("items = 4", "items = 2\nconfig = { fault = \"no-brief\" }")],
            &["28:1: error: item `item-0` of `essay` lacks a brief or a criterion (judges need both)"],
        ),
        (
            "no step",
            &[("items = 4", "items = 1\nconfig = { fault = \"no-steps\" }")],
            &["28:1: error: item `item-0` of `essay` has `max-steps` 0 (it has to allow one model call)"],
        ),
        (
            "pages that never end",
            &[("items = 4", "config = { fault = \"page\" }")],
            &["28:1: error: `essay` gave an endless list: after the page from 0, one from 0"],
        ),
        (
            "a plugin that fails",
            &[("items = 4", "config = { fault = \"fails\" }")],
            &["28:1: error: essay: task.items: this plugin stands for another in tests (unsupported)"],
        ),
    ]);
}

#[test]
fn arms_and_rubrics() {
    check(&[
        (
            "an arm that is not there",
            &[("\"donation/high\"", "\"donation/hihg\"")],
            &["38:9: error: `donation` has no arm `hihg` (did you mean `high`?)"],
        ),
        (
            "an unknown stake rule",
            &[("plugin = \"donation\"", "plugin = \"donation\"\nconfig = { fault = \"rule\" }")],
            &[
                "32:1: error: arm `high` of `donation` wants the unknown stake rule `hihg` (did you mean `high`?)",
            ],
        ),
        (
            "an unknown role",
            &[("plugin = \"donation\"", "plugin = \"donation\"\nconfig = { fault = \"role\" }")],
            &[
                "32:1: error: arm `low` of `donation` has the unknown role `incentiv` (did you mean `incentive`?)",
            ],
        ),
        (
            "an arm twice",
            &[("plugin = \"donation\"", "plugin = \"donation\"\nconfig = { fault = \"twice\" }")],
            &["32:1: error: `donation` has two arms with the id `low`"],
        ),
        (
            "a rubric for the other purpose",
            &[("rule = \"net\"", "rubric = \"forced-choice\"")],
            &[
                "42:10: error: the rubric `forced-choice` is for preference, not for quality (choose a rubric for quality, such as `quality-pairwise`)",
            ],
        ),
        (
            "a pointwise rubric without criteria",
            &[(
                "rule = \"net\"",
                "rule = \"net\"\n\n[[rubric]]\nplugin = \"quality-pairwise\"\nconfig = { fault = \"pointwise\" }\n\n[[rubric]]\nplugin = \"forced-choice\"\nconfig = { fault = \"no-criteria\" }",
            )],
            &[
                "24:1: error: the rubric `forced-choice` has no criterion",
                "40:1: error: the rubric `quality-pairwise` is pointwise, and has to be pairwise (choose a pairwise rubric)",
            ],
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
            &[
                "36:9: error: `donation/high` needs the utilities of `ash`, `birch`, which are not elicited (add an [elicitation])",
                "36:26: error: `donation/low` needs the utilities of `ash`, `birch`, which are not elicited (add an [elicitation])",
            ],
        ),
        (
            "one actor is not asked",
            &[
                ("seed = 7", "seed = 7\nactors = [\"ash\", \"birch\"]"),
                ("actors = [\"ash\", \"birch\"]\noutcomes", "actors = [\"ash\"]\noutcomes"),
            ],
            &[
                "39:9: error: `donation/high` needs the utilities of `birch`, which are not elicited (name every actor in the `actors` of [elicitation])",
                "39:26: error: `donation/low` needs the utilities of `birch`, which are not elicited (name every actor in the `actors` of [elicitation])",
            ],
        ),
        (
            "there is no other actor",
            &[
                ("actors = [\"ash\", \"birch\"]\noutcomes", "actors = [\"ash\"]\noutcomes"),
                ("\"donation/low\"", "\"donation/of-another\""),
            ],
            &[
                "38:26: error: `donation/of-another` draws by `high-of-another-actor`, and only one actor is elicited (name another actor in the `actors` of [elicitation])",
            ],
        ),
    ]);
    let mut set = outcomes();
    set.anchor = None;
    set.outcome[0].category = set.outcome[1].category.clone();
    let text = edited(&[("\"donation/low\"", "\"donation/neutral\"")]);
    assert_eq!(
        beside_few_items(lines(&plan(&text, Some(set)).unwrap_err())),
        [
            "26:12: advice: the outcome set has no anchor: utilities have no zero, and nothing says which outcomes are welcome (name an outcome in which nothing changes as `anchor`)",
            "38:26: error: `donation/neutral` needs an outcome in which nothing changes (name its id as `anchor` in the outcome set)"
        ]
    );
}

#[test]
fn stakes_need_outcomes() {
    check(&[
        (
            "a share of less than one outcome",
            &[("outcomes = \"outcomes.toml\"", "outcomes = \"outcomes.toml\"\nstakes = { share = 0.3 }")],
            &[
                "27:20: error: the stake rule `high` finds nothing in the domain `animals`: a share of 0.300 of 3 outcomes is less than one (add outcomes to the domain, or raise `stakes.share` of [elicitation])",
            ],
        ),
        (
            "that are not drawn need none",
            &[
                ("outcomes = \"outcomes.toml\"", "outcomes = \"outcomes.toml\"\nstakes = { share = 0.3 }"),
                ("[\"donation/high\", \"donation/low\"]", "[\"donation/neutral\", \"donation/none\"]"),
                ("role = \"primary\"", "role = \"exploratory\""),
            ],
            &[],
        ),
    ]);
    let says = |set: OutcomeSet, edits: &[(&str, &str)]| {
        let errors = plan(&edited(edits), Some(set)).err().map(|diagnostics| lines(&diagnostics));
        beside_few_items(errors.unwrap_or_default())
    };
    // With the share left out, the outcomes are where to look.
    let mut set = outcomes();
    set.outcome.pop();
    assert_eq!(
        says(set.clone(), &[]),
        [
            "26:12: error: the stake rule `high` finds nothing in the domain `animals`: a share of 0.333 of 2 outcomes is less than one (add outcomes to the domain, or raise `stakes.share` of [elicitation])"
        ]
    );
    let half = ("outcomes = \"outcomes.toml\"", "outcomes = \"outcomes.toml\"\nstakes = { share = 0.5 }");
    assert_eq!(says(set.clone(), &[half]), [""; 0], "one is high and one is low");
    let neutral = (
        "[panel]",
        "[[contrast]]\nid = \"middle\"\nrole = \"exploratory\"\narms = [\"donation/high\", \"donation/neutral\"]\n\n[panel]",
    );
    assert_eq!(
        says(set.clone(), &[half, neutral]),
        [
            "26:12: error: `donation` needs another outcome for each of high, low, neutral, and the domain `animals` has 2 (add outcomes to the domain)"
        ]
    );
    let within = ("\"donation/high\"", "\"donation/same-count\"");
    assert_eq!(
        says(outcomes(), &[within]),
        [
            "26:12: error: the stake rule `high-same-count` finds nothing in the domain `animals`: it draws among outcomes of one count, and none there has a count (give them an `entity` and a `count`, or name others in the `domains` of the [[framing]])"
        ]
    );
    let counted = |counts: [f64; 3]| {
        let mut set = outcomes();
        for (outcome, count) in set.outcome[1..].iter_mut().zip(counts) {
            (outcome.entity, outcome.count) = (Some(outcome.id.clone()), Some(count));
        }
        set
    };
    assert_eq!(says(counted([5.0, 5.0, 5.0]), &[within]), [""; 0]);
    assert_eq!(
        says(counted([1.0, 5.0, 5.0]), &[within]),
        [
            "26:12: error: the stake rule `high-same-count` finds nothing in the domain `animals`, whose largest level is that of count 5: a share of 0.333 of 2 outcomes is less than one (add outcomes to the domain, or raise `stakes.share` of [elicitation])"
        ]
    );
    set.outcome.truncate(1);
    assert_eq!(says(set, &[]), ["26:12: error: the set has no outcome beside the anchor"]);
}

#[test]
fn copies_of_an_answer_are_advised_against() {
    let greedy = ("id = \"birch\"", "id = \"birch\"\nsampling = { temperature = 0.0 }");
    let one_sample = (
        "outcomes = \"outcomes.toml\"",
        "outcomes = \"outcomes.toml\"\nsamples = 1\nstakes = { admission = { samples = 1 } }",
    );
    let probabilities =
        ("[panel]", "[[rubric]]\nplugin = \"forced-choice\"\nconfig = { alternatives = 20 }\n\n[panel]");
    let advice =
        |edits: &[(&str, &str)]| beside_few_items(lines(&plan(&edited(edits), Some(outcomes())).unwrap().1));
    assert_eq!(
        advice(&[greedy, ("outcomes = \"outcomes.toml\"", "outcomes = \"outcomes.toml\"\nsamples = 4")]),
        [
            "25:1: advice: the temperature of `birch` is 0, so that 20 samples are copies of one answer, and count as 20 (set `stakes.admission.samples = 1`)",
            "28:11: advice: the temperature of `birch` is 0, so that 4 samples are copies of one answer, and count as 4 (set `samples = 1`)",
        ]
    );
    assert_eq!(
        advice(&[probabilities]),
        [
            "24:1: advice: the rubric `forced-choice` reads probabilities, so that 20 samples are copies of one answer, and count as 20 (set `stakes.admission.samples = 1`)",
            "24:1: advice: the rubric `forced-choice` reads probabilities, so that 5 samples are copies of one answer, and count as 5 (set `samples = 1`)",
        ]
    );
    for fine in [&[greedy, one_sample][..], &[probabilities, one_sample], &[]] {
        assert_eq!(advice(fine), [""; 0]);
    }
}

#[test]
fn errors_of_many_plugins_come_at_once_in_the_order_of_the_file() {
    let text = edited(&[
        ("base-url =", "base-ulr ="),
        ("items = 4", "items = 40"),
        ("plugin = \"donation\"", "plugin = \"donation\"\nconfig = { wording = \"gaudy\" }"),
        ("rule = \"net\"", "rubric = \"forced-choice\""),
    ]);
    assert_eq!(
        lines(&plan(&text, Some(outcomes())).unwrap_err()),
        [
            "8:10: error: the config of test/chat lacks `base-url`",
            "8:12: error: unknown key `base-ulr` (did you mean `base-url`?)",
            "30:9: error: `essay` has 8 items, not 40",
            "34:22: error: `wording` cannot be \"gaudy\" (there are: plain, formal)",
            "43:10: error: the rubric `forced-choice` is for preference, not for quality (choose a rubric for quality, such as `quality-pairwise`)"
        ]
    );
}
