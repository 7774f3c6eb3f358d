//! Questions about what was told: one right answer at its place, and three wrong ones that are likely.

#![allow(clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet};

use motive_contract::framing::Arm;
use motive_recall::{Question, question};
use motive_study::Plan;
use motive_study::check::{self, Known, KnownPanelRule};
use motive_study::file::RecallQuestion::{self, Condition, What, Whom};
use motive_study::outcomes;
use motive_study::plan::TrialSlot;
use motive_study::record::{StakeDraw, StakesRecord};
use proptest::prelude::*;

const STUDY: &str = r#"
[study]
name = "questions"
seed = 3
actors = ["ash", "birch"]
[[model]]
id = "ash"
[[model]]
id = "birch"
[[model]]
id = "judge"
[[task]]
plugin = "essay"
[[contrast]]
id = "utility"
role = "primary"
arms = ["donation/high", "donation/low"]
[panel]
judges = ["judge"]
"#;

const OUTCOMES: &str = r#"
anchor = "nothing"
[[outcome]]
id = "nothing"
text = "Nothing changes."
category = "anchor"
[[grid]]
id = "saved"
category = "animals"
text = "{count} {entity} {is|are} saved."
counts = [1, 10, 100]
entity = [{ id = "wild-cat", one = "wild cat", many = "wild cats" }, { id = "cat", one = "cat", many = "cats" }, { id = "dog", one = "dog", many = "dogs" }, { id = "hen", one = "hen", many = "hens" }, { id = "owl", one = "owl", many = "owls" }]
[[outcome]]
id = "library"
text = "A library opens."
category = "towns"
"#;

const NOTHING: &str = "None: I was told of no outcome.";

/// A plan with arms of every condition, and a draw of which `high` is ten wild cats and `low` one owl.
fn material(seed: u64) -> (Plan, StakesRecord) {
    let names = |list: &[&str]| list.iter().map(|name| (*name).to_owned()).collect();
    let known = Known {
        plugins: names(&["simulated", "essay", "donation", "quality-pairwise"]),
        panel_rules: vec![KnownPanelRule { name: "net".to_owned(), needs_odd_panel: false }],
        ..Known::default()
    };
    let mut study = check::read("study.toml", STUDY, &[], &known).unwrap().study;
    study.study.seed = seed;
    let arm = |id: &str, stakes: &[&str], condition: &str| Arm {
        id: id.to_owned(),
        label: String::new(),
        role: "incentive".to_owned(),
        stakes: names(stakes),
        attrs: vec![("condition".to_owned(), condition.to_owned())],
    };
    let arms = vec![
        arm("high", &["high"], "best"),
        arm("low", &["low"], "chance"),
        arm("both", &["high", "low"], "always"),
        arm("none", &[], "none"),
        arm("strange", &["high"], "on Sundays"),
    ];
    let plan = Plan {
        format: 1,
        study,
        lock: String::new(),
        simulated: Vec::new(),
        outcomes: Some(outcomes::parse("outcomes.toml", OUTCOMES).unwrap()),
        utilities: BTreeMap::new(),
        choices: BTreeMap::new(),
        held_out: BTreeMap::new(),
        planned_pairs: BTreeMap::new(),
        items: BTreeMap::new(),
        arms: [("donation".to_owned(), arms)].into(),
        schemes: BTreeMap::new(),
        trials: Vec::new(),
        pairs: Vec::new(),
        recalls: Vec::new(),
        probes: Vec::new(),
        scored: Vec::new(),
    };
    let drawn = [("high", "saved-wild-cat-10"), ("low", "saved-owl-1")];
    let draw = StakeDraw {
        domain: "animals".to_owned(),
        outcomes: drawn.map(|(rule, id)| (rule.to_owned(), id.to_owned())).into(),
        over_anchor: BTreeMap::new(),
        admissions: Vec::new(),
    };
    let stakes = StakesRecord {
        plan: String::new(),
        actors: BTreeMap::new(),
        silent: BTreeMap::new(),
        draws: ["ash", "birch"].map(|actor| (trial(actor, "high").stakes(), draw.clone())).into(),
    };
    (plan, stakes)
}

fn trial(actor: &str, arm: &str) -> TrialSlot {
    TrialSlot {
        actor: actor.to_owned(),
        task: "essay".to_owned(),
        item: "one".to_owned(),
        replicate: 0,
        framing: "donation".to_owned(),
        arm: arm.to_owned(),
        sample: 0,
    }
}

fn asked(seed: u64, arm: &str, what: RecallQuestion, place: u32) -> Option<Question> {
    let (plan, stakes) = material(seed);
    question(&plan, &stakes, &trial("ash", arm), what, place)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Whatever the seed and the place: the right one stands there, the others differ from it and from one another, and all
    /// of them stand in the question.
    #[test]
    fn one_of_four_is_right(seed in any::<u32>(), place in 0..4_u32) {
        for (arm, what, right) in [
            ("high", What, "Ten wild cats are saved."),
            ("low", What, "One owl is saved."),
            ("none", What, NOTHING),
            ("high", Whom, "wild cats"),
            ("low", Whom, "owls"),
            ("high", Condition, "Only if my work is judged the best."),
            ("low", Condition, "With some chance, if my work is judged the best."),
            ("both", Condition, "However my work is judged."),
            ("none", Condition, "Never: I was told of no outcome."),
        ] {
            let Question { text, options } = asked(u64::from(seed), arm, what, place).unwrap();
            prop_assert_eq!(&options[place as usize], right);
            prop_assert_eq!(options.iter().collect::<BTreeSet<_>>().len(), 4, "{:?}", options);
            for (letter, option) in ["A", "B", "C", "D"].iter().zip(&options) {
                prop_assert!(text.contains(&format!("\n{letter}) {option}\n")), "{}", text);
            }
            // That nothing was told is always an answer.
            prop_assert!(options.iter().any(|option| option.contains("told of no outcome")), "{options:?}");
        }
    }

    /// The outcome of the other arm is the likeliest wrong answer, and outcomes of another domain are none while there are others.
    #[test]
    fn wrong_answers_are_likely(seed in any::<u32>()) {
        let has = |question: &Question, text: &str| question.options.iter().any(|option| option == text);
        let high = asked(u64::from(seed), "high", What, 0).unwrap();
        prop_assert!(has(&high, "One owl is saved.") && has(&high, NOTHING) && !has(&high, "A library opens."));
        let none = asked(u64::from(seed), "none", What, 0).unwrap();
        prop_assert!(has(&none, "One owl is saved.") && has(&none, "Ten wild cats are saved."));
        // "cat" stands in the outcome that was told of, and would be right as well.
        let whom = asked(u64::from(seed), "high", Whom, 0).unwrap();
        prop_assert!(!has(&whom, "cats"), "{:?}", whom.options);
        // Another actor on the same item has the same to choose from.
        let (plan, stakes) = material(u64::from(seed));
        let of = |actor| -> BTreeSet<String> {
            question(&plan, &stakes, &trial(actor, "high"), What, 2).unwrap().options.into()
        };
        prop_assert_eq!(of("ash"), of("birch"));
    }
}

#[test]
fn what_has_no_one_answer_is_not_asked() {
    assert_eq!(asked(1, "both", What, 0), None, "two outcomes");
    assert_eq!(asked(1, "none", Whom, 0), None, "no outcome concerns nobody");
    assert_eq!(asked(1, "strange", Condition, 0), None, "a condition that is not known");
    assert_eq!(asked(1, "missing", What, 0), None);
}
