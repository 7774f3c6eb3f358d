//! Plans: one study gives one plan, byte for byte; draws depend on nothing but their names; orders are balanced.

#![allow(clippy::unwrap_used)]

mod common;

use std::collections::{BTreeMap, BTreeSet};

use common::{edited, outcomes, plan, plan_of};
use motive_study::Plan;
use motive_study::file::Entry;
use motive_study::make::{Material, Questions};
use motive_study::plan::PairSlot;
use motive_study::record::Side;
use proptest::prelude::*;
use serde_json::json;

/// The digest of the base study's plan. A change of the plan's format, of its canonical JSON or of a draw changes it,
/// and with it the registration of every study: raise `FORMAT` in `make.rs` when that is meant.
const DIGEST: &str = "9da7f0b1c3bf9a28d69faf30f48b76dea88e1a2f50448738d0db9d166be0ccfc";

#[test]
fn one_study_gives_one_plan_byte_for_byte() {
    let (first, second) = (plan_of(&[]), plan_of(&[]));
    assert_eq!(first.to_text().unwrap(), second.to_text().unwrap());
    assert_eq!(first.digest().unwrap(), DIGEST);
    let read: Plan = serde_json::from_str(&first.to_text().unwrap()).unwrap();
    assert_eq!(read, first, "a plan is read back as it was");
}

#[test]
fn the_layout_of_the_file_changes_nothing() {
    let text = edited(&[
        ("[study]", "# A comment.\n\n[study]"),
        ("seed = 7", "seed = 0x7"),
        ("items = 4", "items = 4.0"),
    ]);
    assert_eq!(plan(&text, Some(outcomes())).unwrap().0.digest().unwrap(), DIGEST);
}

#[test]
fn a_plan_has_the_size_that_its_parts_make() {
    let size = plan_of(&[]).size();
    // 2 actors x 6 pairs of 4 outcomes x 2 orders x 5 samples
    assert_eq!(size.choices, 120);
    // 2 actors x 4 items x 2 arms
    assert_eq!(size.trials, 16);
    assert_eq!(size.pairs, 8);
    // 8 pairs x 2 judges x 2 orders
    assert_eq!(size.ballots, 32);
}

#[test]
fn defaults_of_plugins_stand_in_the_plan() {
    let plan = plan_of(&[]);
    assert_eq!(plan.study.provider[0].config["retries"], 3);
    assert_eq!(plan.study.framing[0].config["wording"], "plain");
    assert_eq!(plan.simulated, ["simulated"], "and so does what is no model");
}

#[test]
fn what_is_crossed_is_asked_in_all_combinations() {
    let crossed = "outcomes = \"outcomes.toml\"\nsamples = 6\ncross = { alternatives = [5, 9, 20], fault = [\"none\", \"no-ties\"] }";
    let plan = plan_of(&[
        ("outcomes = \"outcomes.toml\"", crossed),
        (
            "[panel]",
            "[[rubric]]\nid = \"choice\"\nplugin = \"forced-choice\"\nconfig = { alternatives = 1, label = \"Z\" }\n\n[panel]",
        ),
        ("actors = [\"ash\", \"birch\"]", "actors = [\"ash\", \"birch\"]\nrubric = \"choice\""),
    ]);
    let variants = plan.study.elicitation.as_ref().unwrap().variants();
    let configs: Vec<String> = variants
        .iter()
        .map(|variant| {
            plan.study.rubric.iter().find(|entry| entry.id() == variant.rubric).unwrap().config.to_string()
        })
        .collect();
    let expected = [(5, "none"), (5, "no-ties"), (9, "none"), (9, "no-ties"), (20, "none"), (20, "no-ties")]
        .map(|(alternatives, fault)| {
            json!({ "alternatives": alternatives, "fault": fault, "label": "Z" }).to_string()
        });
    assert_eq!(configs, expected, "what is not crossed stays");
    assert_eq!(variants[0].rubric, "choice-1");
    // 2 actors x 6 pairs x 2 orders x 6 samples: as many as without.
    assert_eq!(plan.size().choices, 144);
}

#[test]
fn an_arm_of_two_contrasts_is_one_trial() {
    let plan = plan_of(&[(
        "[panel]",
        "[[contrast]]\nid = \"any\"\nrole = \"exploratory\"\narms = [\"donation/high\", \"donation/none\"]\n\n[panel]",
    )]);
    // 2 actors x 4 items x the arms high, low and none
    assert_eq!((plan.trials.len(), plan.pairs.len()), (24, 16));
}

#[test]
fn judges_do_not_see_their_own_outputs_unless_told_to() {
    let panel = ("[\"judge-a\", \"judge-b\"]", "[\"judge-a\", \"ash\"]");
    let judges_of_ash = |plan: &Plan| -> Vec<String> {
        plan.pairs.iter().find(|pair| pair.actor == "ash").unwrap().first_shown.keys().cloned().collect()
    };
    assert_eq!(judges_of_ash(&plan_of(&[panel])), ["judge-a"]);
    let flagged = plan_of(&[panel, ("rule = \"net\"", "self-judging = \"flag\"")]);
    assert_eq!(judges_of_ash(&flagged), ["ash", "judge-a"]);
}

/// What is drawn: first-shown orders by pair and judge, and the seeds of every trial by its slot.
#[derive(Debug, PartialEq)]
struct Drawn {
    orders: BTreeMap<String, Vec<Side>>,
    seeds: BTreeMap<String, [u64; 4]>,
}

fn drawn(plan: &Plan) -> Drawn {
    let name = |pair: &PairSlot, judge: &str| {
        format!("{}/{}/{}/{}/{}/{judge}", pair.contrast, pair.actor, pair.task, pair.item, pair.replicate)
    };
    let orders = plan.pairs.iter().flat_map(|pair| {
        pair.first_shown.iter().map(move |(judge, order)| (name(pair, judge), order.clone()))
    });
    let seeds = plan.trials.iter().map(|trial| {
        let slot = trial.slot();
        let task = plan.task_context(&trial.task, &trial.item, trial.replicate).seed;
        let framing = plan.framing_context(&trial.framing, &trial.task, &trial.item, trial.replicate).seed;
        let provider = plan.provider_context("local", &slot, 0).seed;
        let seeds = [task, framing, provider, plan.sampling_seed(&slot, 0)];
        (slot, seeds)
    });
    Drawn { orders: orders.collect(), seeds: seeds.collect() }
}

#[test]
fn what_is_added_leaves_earlier_draws_as_they_were() {
    let one_order = ("rule = \"net\"", "rule = \"net\"\norders = \"one\"");
    let before = drawn(&plan_of(&[one_order]));
    let additions: &[(&str, &[(&str, &str)])] = &[
        ("an item", &[("items = 4", "items = 5")]),
        ("an actor", &[("actors = [\"ash\", \"birch\"]", "actors = [\"ash\", \"judge-b\", \"birch\"]")]),
        ("a judge", &[("[\"judge-a\", \"judge-b\"]", "[\"birch\", \"judge-a\", \"judge-b\"]")]),
        (
            "a contrast",
            &[(
                "[[contrast]]",
                "[[contrast]]\nid = \"any\"\nrole = \"exploratory\"\narms = [\"donation/none\", \"donation/low\"]\n\n[[contrast]]",
            )],
        ),
        ("a task", &[("[[task]]", "[[task]]\nid = \"another\"\nplugin = \"essay\"\nitems = 3\n\n[[task]]")]),
        ("a framing", &[("[[framing]]", "[[framing]]\nid = \"gift\"\nplugin = \"donation\"\n\n[[framing]]")]),
    ];
    for (what, addition) in additions {
        let edits: Vec<_> = std::iter::once(one_order).chain(addition.iter().copied()).collect();
        let after = drawn(&plan_of(&edits));
        for (name, order) in &before.orders {
            assert_eq!(after.orders.get(name), Some(order), "{what}: the order of {name}");
        }
        for (slot, seeds) in &before.seeds {
            assert_eq!(after.seeds.get(slot), Some(seeds), "{what}: the seeds of {slot}");
        }
    }
}

#[test]
fn another_seed_is_another_draw() {
    let one_order = ("rule = \"net\"", "orders = \"one\"");
    let (first, second) =
        (drawn(&plan_of(&[one_order])), drawn(&plan_of(&[one_order, ("seed = 7", "seed = 8")])));
    assert_ne!(first.orders, second.orders);
    assert!(first.seeds.iter().all(|(slot, seeds)| second.seeds[slot] != *seeds));
}

#[test]
fn both_orders_are_both_orders() {
    for pair in plan_of(&[]).pairs {
        assert_eq!(pair.first_shown.len(), 2);
        assert!(pair.first_shown.values().all(|orders| *orders == [Side::First, Side::Second]));
    }
}

/// The first-shown arms of one cell and judge, in the order of the pairs: one order, eight items, three replicates.
fn first_shown(seed: u64) -> BTreeMap<(String, String), Vec<Side>> {
    let seed = format!("seed = {seed}");
    let plan = plan_of(&[
        ("seed = 7", seed.as_str()),
        ("items = 4", "items = 7\nreplicates = 3"),
        ("rule = \"net\"", "orders = \"one\""),
    ]);
    let mut shown: BTreeMap<(String, String), Vec<Side>> = BTreeMap::new();
    for pair in plan.pairs {
        for (judge, orders) in pair.first_shown {
            assert_eq!(orders.len(), 1);
            shown.entry((pair.actor.clone(), judge)).or_default().extend(orders);
        }
    }
    shown
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn one_order_is_balanced_in_every_prefix(seed in 0..i64::MAX as u64) {
        let shown = first_shown(seed);
        prop_assert_eq!(shown.len(), 4, "two actors, two judges");
        for (name, sides) in shown {
            prop_assert_eq!(sides.len(), 21);
            let mut balance = 0_i32;
            for side in sides {
                balance += if side == Side::First { 1 } else { -1 };
                prop_assert!(balance.abs() <= 1, "{:?}", name);
            }
        }
    }

    #[test]
    fn seeds_keep_arms_and_actors_apart_as_they_should(seed in 0..i64::MAX as u64) {
        let seed = format!("seed = {seed}");
        let plan = plan_of(&[("seed = 7", seed.as_str())]);
        let mut by_item: BTreeMap<&str, Vec<_>> = BTreeMap::new();
        for trial in &plan.trials {
            by_item.entry(&trial.item).or_default().push(trial);
        }
        let mut tasks = Vec::new();
        for trials in by_item.values() {
            // Every actor and arm sees the same world, and every arm is framed with the same luck.
            let task = |at: usize| plan.task_context(&trials[at].task, &trials[at].item, trials[at].replicate).seed;
            let framing = |at: usize| {
                let trial = trials[at];
                plan.framing_context(&trial.framing, &trial.task, &trial.item, trial.replicate).seed
            };
            prop_assert!((1..trials.len()).all(|at| task(at) == task(0) && framing(at) == framing(0)));
            tasks.push(task(0));
            // What the model is sampled with differs from trial to trial, from step to step, and fits 31 bits.
            let mut sampling: Vec<u64> = trials
                .iter()
                .flat_map(|trial| (0..2).map(|step| plan.sampling_seed(&trial.slot(), step)))
                .collect();
            prop_assert!(sampling.iter().all(|seed| *seed < 1 << 31));
            let count = sampling.len();
            sampling.sort_unstable();
            sampling.dedup();
            prop_assert_eq!(sampling.len(), count);
        }
        let count = tasks.len();
        tasks.sort_unstable();
        tasks.dedup();
        prop_assert_eq!(tasks.len(), count, "items see different worlds");
    }
}

/// Over 1,000 seeds, two judges begin alike in about half: 500 with a standard deviation of 15.8, so that a bound
/// of five of them is passed by chance less than once in a million such tests.
#[test]
fn judges_and_actors_are_drawn_independently() {
    let text = edited(&[("items = 4", "items = 1"), ("rule = \"net\"", "orders = \"one\"")]);
    let file = common::read(&text, &[]).unwrap();
    let plugins = common::plugins::for_study(&file.study);
    let material = Material { outcomes: Some(outcomes()), ..Material::default() };
    let (mut first, mut judges_alike, mut actors_alike) = (0, 0, 0);
    for seed in 0..1000 {
        let mut file = file.clone();
        file.study.study.seed = seed;
        let (plan, _) =
            motive_study::make::plan(file, material.clone(), &plugins, &common::known(), &|_, _, _, _| {
                Ok(Questions { first_round: Vec::new(), held_out: Vec::new(), planned: 0 })
            })
            .unwrap();
        let side = |pair: usize, judge: &str| plan.pairs[pair].first_shown[judge][0];
        first += u32::from(side(0, "judge-a") == Side::First);
        judges_alike += u32::from(side(0, "judge-a") == side(0, "judge-b"));
        actors_alike += u32::from(side(0, "judge-a") == side(1, "judge-a"));
    }
    for count in [first, judges_alike, actors_alike] {
        assert!((421..=579).contains(&count), "{count} of 1,000");
    }
}

/// What the engine asks a judge under: a place in the journal for each ballot, and a sampling seed of its own.
#[test]
fn every_ballot_has_a_place_and_a_sampling_seed_of_its_own() {
    let plan = plan_of(&[
        ("items = 4", "items = 4\nreplicates = 2"),
        (
            "[panel]",
            "[[contrast]]\nid = \"any\"\nrole = \"exploratory\"\narms = [\"donation/high\", \"donation/none\"]\n\n[panel]",
        ),
    ]);
    let slots: Vec<String> = plan
        .pairs
        .iter()
        .flat_map(|pair| {
            let shown = pair.first_shown.iter();
            shown.flat_map(move |(judge, sides)| sides.iter().map(move |side| pair.ballot(judge, *side)))
        })
        .collect();
    assert_eq!(slots.len() as u64, plan.size().ballots);
    let seeds: BTreeSet<u64> = slots.iter().map(|slot| plan.sampling_seed(slot, 0)).collect();
    let places: BTreeSet<&String> = slots.iter().collect();
    assert_eq!((places.len(), seeds.len()), (slots.len(), slots.len()));
}

#[test]
fn a_model_under_another_id_does_not_judge_its_own_outputs() {
    let same = ("id = \"judge-b\"", "id = \"judge-b\"\nprovider = \"local\"\nname = \"ash\"");
    let judges = |edits: &[(&str, &str)], actor: &str| -> Vec<String> {
        let plan = plan_of(edits);
        plan.pairs.iter().find(|pair| pair.actor == actor).unwrap().first_shown.keys().cloned().collect()
    };
    assert_eq!(judges(&[same], "ash"), ["judge-a"]);
    assert_eq!(judges(&[same], "birch"), ["judge-a", "judge-b"]);
    assert_eq!(judges(&[same, ("rule = \"net\"", "self-judging = \"flag\"")], "ash"), ["judge-a", "judge-b"]);
}
