//! What is asked beside trials and ballots, and what a framing crosses: drawn like all else, and balanced.

#![allow(clippy::unwrap_used)]

mod common;

use std::collections::BTreeMap;

use common::{edited, lines, outcomes, plan, plan_of, read};
use motive_study::Plan;
use motive_study::file::RecallQuestion;
use motive_study::outcomes::OutcomeSet;
use motive_study::record::Side;
use proptest::prelude::*;

const ALL: &str = "[recall]\n\n[blinding]\n\n[scoring]\n\n[panel]";
const CROSSED: (&str, &str) =
    ("plugin = \"donation\"", "plugin = \"donation\"\ncross = { wording = [\"plain\", \"formal\"] }");

#[test]
fn nothing_is_asked_beside_what_the_study_asks_for() {
    let plan = plan_of(&[]);
    assert!(plan.recalls.is_empty() && plan.probes.is_empty() && plan.scored.is_empty());
    let plan = plan_of(&[("[panel]", ALL)]);
    // 2 actors x 4 items x 2 arms, and 2 actors x 4 items.
    assert_eq!((plan.recalls.len(), plan.probes.len(), plan.scored.len()), (16, 8, 16));
    let size = plan.size();
    // Which outcome and when: the outcomes have no entities.
    assert_eq!((size.recalls, size.guesses, size.scores), (32, 16, 32));
    assert!(plan.is_as_drawn());
    let mut other = plan.clone();
    other.recalls[0]
        .places
        .insert(RecallQuestion::What, (plan.recalls[0].places[&RecallQuestion::What] + 1) % 4);
    assert!(!other.is_as_drawn());
}

#[test]
fn the_first_of_each_cell_are_asked() {
    let some = "[recall]\ntrials = 3\nquestions = [\"what\"]\n\n[blinding]\npairs = 2\n\n[scoring]\ntrials = 1\n\n[panel]";
    let plan = plan_of(&[("[panel]", some)]);
    assert_eq!((plan.recalls.len(), plan.probes.len(), plan.scored.len()), (12, 4, 4));
    assert!(plan.recalls.iter().all(|recall| recall.places.keys().eq([&RecallQuestion::What])));
    assert!(plan.probes.iter().all(|pair| ["item-0", "item-1"].contains(&pair.item.as_str())));
}

/// An arm with nothing at stake concerns nobody, and one that says nothing of a condition is not asked for it.
#[test]
fn arms_are_asked_what_they_can_answer() {
    let none = "arms = [\"donation/high\", \"donation/none\"]";
    let study = edited(&[("arms = [\"donation/high\", \"donation/low\"]", none), ("[panel]", ALL)]);
    let mut set = outcomes();
    let asked = |set: &OutcomeSet, arm: &str| {
        let (plan, _) = plan(&study, Some(set.clone())).unwrap();
        let recall = plan.recalls.iter().find(|recall| recall.trial.arm == arm).unwrap();
        recall.places.keys().copied().collect::<Vec<_>>()
    };
    let [what, condition] = [RecallQuestion::What, RecallQuestion::Condition];
    assert_eq!(asked(&set, "high"), [what, condition]);
    for outcome in &mut set.outcome {
        outcome.entity = Some(outcome.id.clone());
    }
    assert_eq!(asked(&set, "high"), RecallQuestion::ALL);
    assert_eq!(asked(&set, "none"), [what, condition]);
}

#[test]
fn a_check_that_can_ask_nothing_is_said_to() {
    let whom = "[recall]\nquestions = [\"whom\"]\n\n[panel]";
    let (_, advice) = plan(&edited(&[("[panel]", whom)]), Some(outcomes())).unwrap();
    let found = lines(&advice);
    assert!(found.iter().any(|line| line.contains("no actor can be asked what it was told")), "{found:?}");
}

#[test]
fn two_samples_of_one_arm_have_one_incentive() {
    let itself = "arms = [\"donation/high\", \"donation/high\"]";
    let plan = plan_of(&[
        ("role = \"primary\"", "role = \"negative-control\""),
        ("arms = [\"donation/high\", \"donation/low\"]", itself),
        ("[panel]", ALL),
    ]);
    assert!(plan.probes.is_empty());
    assert!(plan.recalls.iter().all(|recall| recall.trial.sample == 0));
    assert_eq!(plan.scored.iter().filter(|trial| trial.sample == 1).count(), 8);
}

#[test]
fn a_judge_of_the_family_is_left_out_if_the_study_says_so() {
    let family = [
        ("id = \"ash\"", "id = \"ash\"\nfamily = \"trees\""),
        ("id = \"judge-a\"", "id = \"judge-a\"\nfamily = \"trees\""),
    ];
    let judges = |more: &[(&str, &str)], actor: &str| -> Vec<String> {
        let plan = plan_of(&[&family[..], more].concat());
        plan.pairs.iter().find(|pair| pair.actor == actor).unwrap().first_shown.keys().cloned().collect()
    };
    let exclude = ("rule = \"net\"", "family-judging = \"exclude\"");
    assert_eq!(judges(&[], "ash"), ["judge-a", "judge-b"]);
    assert_eq!(judges(&[exclude], "ash"), ["judge-b"]);
    assert_eq!(judges(&[exclude], "birch"), ["judge-a", "judge-b"]);
    let nobody = edited(&[&family[..], &[exclude, ("[\"judge-a\", \"judge-b\"]", "[\"judge-a\"]")]].concat());
    let wrong = lines(&read(&nobody, &[]).unwrap_err());
    assert!(wrong[0].contains("nobody judges `ash`: every judge is of its family"), "{wrong:?}");
}

/// A rubric that computes is a judge by itself, and can be asked nothing else.
#[test]
fn a_rubric_that_computes_judges_beside_models() {
    let judges = ("[\"judge-a\", \"judge-b\"]", "[\"judge-a\", \"length-pairwise\"]");
    let plan = plan_of(&[judges, ("[panel]", ALL)]);
    assert!(plan.pairs.iter().all(|pair| pair.first_shown.keys().eq(["judge-a", "length-pairwise"])));
    assert!(plan.probes.iter().all(|pair| pair.first_shown.keys().eq(["judge-a"])));
    assert_eq!(plan.size().scores, 16);
    assert_eq!(
        (plan.study.rubric_of("judge-a"), plan.study.rubric_of("length-pairwise")),
        ("quality-pairwise", "length-pairwise")
    );
    let wrong = |judge: &str| {
        let list = format!("[\"judge-a\", \"{judge}\"]");
        lines(&plan_text(&edited(&[("[\"judge-a\", \"judge-b\"]", &list)])))
    };
    for (judge, expected) in [
        (
            "quality-pairwise",
            "`quality-pairwise` is no model but a rubric that asks one, and so no judge by itself",
        ),
        ("judge-c", "no [[model]] has the id `judge-c` (did you mean `judge-a`?)"),
        ("judge-a", "`judge-a` is in the list twice"),
        ("forced-choice", "the rubric `forced-choice` is for preference, not for quality"),
    ] {
        let found = wrong(judge);
        assert!(found.iter().any(|line| line.contains(expected)), "{judge}: {found:?}");
    }
}

fn plan_text(text: &str) -> motive_study::Diagnostics {
    plan(text, Some(outcomes())).unwrap_err()
}

#[test]
fn what_is_wrong_is_named_with_its_place() {
    let mut wrong = Vec::new();
    let mut case = |edits: &[(&str, &str)], expected: &str| {
        let found = lines(&plan(&edited(edits), Some(outcomes())).err().unwrap_or_default());
        if !found.iter().any(|line| line.contains(expected)) {
            wrong.push(format!("{expected}\n  in {found:?}"));
        }
    };
    let panel = |table: &'static str| [("[panel]", table)];
    case(
        &panel("[blinding]\nrubric = \"quality-pairwise\"\n\n[panel]"),
        "the rubric `quality-pairwise` is for quality, not for blinding",
    );
    case(
        &panel("[scoring]\nrubric = \"quality-pairwise\"\n\n[panel]"),
        "is pairwise, and has to be pointwise (choose a pointwise rubric)",
    );
    case(
        &panel("[scoring]\nrubric = \"scores\"\n\n[panel]"),
        "no [[rubric]] and no bundled plugin is called `scores`",
    );
    case(&panel("[recall]\nquestions = [\"what\", \"what\"]\n\n[panel]"), "`what` is in the list twice");
    case(&panel("[recall]\nquestions = []\n\n[panel]"), "questions");
    case(&panel("[blinding]\npairs = 0\n\n[panel]"), "pairs");
    case(
        &panel(
            "[gold]\ndoses = { drop = [0.5] }\nreference = { degradation = \"drop\", dose = 0.25 }\n\n[panel]",
        ),
        "no gold pair has the reference `drop` at the dose 0.25 (there are drop [0.5])",
    );
    let crossed = |cross: &'static str| [("plugin = \"donation\"", cross)];
    case(
        &crossed("plugin = \"donation\"\ndomains = [\"plants\", \"animal\"]"),
        "the outcome set has no domain `animal` (did you mean `animals`?)",
    );
    case(&crossed("plugin = \"donation\"\ndomains = []"), "the list is empty");
    case(
        &crossed("plugin = \"donation\"\ndomains = [\"animals\", \"animals\"]"),
        "`animals` is in the list twice",
    );
    case(
        &crossed("plugin = \"donation\"\ncross = { wording = [\"plain\"] }"),
        "`wording` has no two levels to cross",
    );
    case(
        &crossed("plugin = \"donation\"\ncross = { wording = [\"plain\", \"plain\"] }"),
        "`wording` has the level \"plain\" twice",
    );
    case(
        &crossed("plugin = \"donation\"\ncross = { wording = [\"plain\", \"shouted\"] }"),
        "does not take {\"wording\":\"shouted\"}",
    );
    case(
        &crossed(
            "plugin = \"donation\"\nconfig = { fault = \"arms\" }\ncross = { wording = [\"plain\", \"formal\"] }",
        ),
        "`donation` has other arms with {\"wording\":\"formal\"}",
    );
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Rows by levels that change nothing would look like something.
#[test]
fn levels_that_change_nothing_are_advised_against() {
    let advice = |config: &str| {
        let framing = format!("{}\n{config}", CROSSED.1);
        let (_, advice) = plan(&edited(&[(CROSSED.0, &framing)]), Some(outcomes())).unwrap();
        lines(&advice)
    };
    let same =
        "`donation/high` is told the same with {\"wording\":\"plain\"} and with {\"wording\":\"formal\"}";
    assert!(!advice("").iter().any(|line| line.contains("is told the same")));
    let found = advice("config = { fault = \"same\" }");
    assert!(found.iter().any(|line| line.contains(same)), "{found:?}");
}

/// The wording of each trial, by its place in the plan.
fn wordings(plan: &Plan) -> BTreeMap<String, String> {
    let of = |trial: &motive_study::plan::TrialSlot| {
        let context = plan.framing_context(&trial.framing, &trial.task, &trial.item, trial.replicate);
        let config: serde_json::Value = serde_json::from_str(&context.config).unwrap();
        (trial.slot(), config["wording"].as_str().unwrap().to_owned())
    };
    plan.trials.iter().map(of).collect()
}

#[test]
fn what_is_crossed_is_the_same_in_both_arms_and_balanced() {
    let size = ("items = 4", "items = 7\nreplicates = 3");
    let plan = plan_of(&[CROSSED, size]);
    let wordings = wordings(&plan);
    let contrast = plan.contrast("utility").unwrap();
    let mut balance = BTreeMap::from([("ash", 0_i32), ("birch", 0)]);
    for pair in &plan.pairs {
        let [high, low] =
            [Side::First, Side::Second].map(|side| &wordings[&pair.trial(contrast, side).unwrap().slot()]);
        assert_eq!(high, low);
        let balance = balance.get_mut(pair.actor.as_str()).unwrap();
        *balance += if high == "formal" { 1 } else { -1 };
        assert!(balance.abs() <= 1, "{balance}");
    }
    // Without levels the config is what it was.
    assert!(self::wordings(&plan_of(&[size])).values().all(|wording| wording == "plain"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Right answers stand in each of the four places as often, up to one, in every prefix of an arm's trials of a replicate; each judge
    /// guesses as often with the first arm first, up to one.
    #[test]
    fn places_and_orders_are_balanced(seed in 0..i64::MAX as u64, items in 1..8_u32, replicates in 1..4_u32) {
        let seed = format!("seed = {seed}");
        let size = format!("items = {items}\nreplicates = {replicates}");
        let plan = plan_of(&[("seed = 7", &seed), ("items = 4", &size), ("[panel]", ALL)]);
        let mut places: BTreeMap<_, [u32; 4]> = BTreeMap::new();
        for recall in &plan.recalls {
            for (question, place) in &recall.places {
                let trial = &recall.trial;
                let counts = places.entry((&trial.actor, &trial.arm, trial.replicate, question)).or_default();
                counts[*place as usize] += 1;
                let (least, most) = (counts.iter().min().unwrap(), counts.iter().max().unwrap());
                prop_assert!(most - least <= 1, "{counts:?}");
            }
        }
        let mut first: BTreeMap<_, i32> = BTreeMap::new();
        for pair in &plan.probes {
            for (judge, orders) in &pair.first_shown {
                let balance = first.entry((&pair.actor, judge, pair.replicate)).or_default();
                *balance += if *orders == [Side::First] { 1 } else { -1 };
                prop_assert!(balance.abs() <= 1);
            }
        }
    }

    /// What is added later leaves places, orders and levels as they were.
    #[test]
    fn what_is_added_leaves_the_draws_of_the_others(seed in 0..i64::MAX as u64) {
        let seed = format!("seed = {seed}");
        let base = [("seed = 7", seed.as_str()), ("[panel]", ALL), CROSSED];
        let before = plan_of(&base);
        for addition in [
            ("items = 4", "items = 6"),
            ("actors = [\"ash\", \"birch\"]", "actors = [\"judge-b\", \"ash\", \"birch\"]"),
            ("judges = [\"judge-a\", \"judge-b\"]", "judges = [\"birch\", \"judge-a\", \"judge-b\"]"),
            ("[[task]]", "[[task]]\nid = \"letter\"\nplugin = \"essay\"\nitems = 4\n\n[[task]]"),
        ] {
            let after = plan_of(&[base[0], base[1], base[2], addition]);
            for recall in &before.recalls {
                prop_assert!(after.recalls.contains(recall), "{addition:?}");
            }
            for pair in &before.probes {
                let same = after.probes.iter().find(|other| other.id() == pair.id()).unwrap();
                for (judge, orders) in &pair.first_shown {
                    // A judge that is now an actor under its own name does not judge itself.
                    if let Some(after) = same.first_shown.get(judge) {
                        prop_assert_eq!(after, orders, "{:?}", addition);
                    }
                }
            }
            let after = wordings(&after);
            prop_assert!(wordings(&before).iter().all(|(slot, word)| after.get(slot) == Some(word)), "{addition:?}");
        }
    }
}
