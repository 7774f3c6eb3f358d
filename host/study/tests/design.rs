//! The design as a whole: cells, an arm against itself, roles that contradict one another, balance.

#![allow(clippy::unwrap_used)]

mod common;

use std::collections::{BTreeMap, BTreeSet};

use common::{edited, lines, outcomes, plan, plan_of, read};
use motive_study::Plan;
use motive_study::balance::Balance;
use motive_study::plan::TrialSlot;
use motive_study::record::Side;
use proptest::prelude::*;

const TWO_TASKS: (&str, &str) =
    ("[[task]]", "[[task]]\nid = \"letter\"\nplugin = \"essay\"\nitems = 4\n\n[[task]]");

/// Another contrast, before the panel.
fn contrast(role: &str, arms: [&str; 2], more: &str) -> String {
    format!("[[contrast]]\nid = \"other\"\nrole = \"{role}\"\narms = {arms:?}\n{more}\n[panel]")
}

fn cells(plan: &Plan, contrast: &str) -> BTreeSet<String> {
    let pairs = plan.pairs.iter().filter(|pair| pair.contrast == contrast);
    pairs.map(|pair| format!("{}/{}", pair.actor, pair.task)).collect()
}

fn set(list: &[&str]) -> BTreeSet<String> {
    list.iter().map(|text| (*text).to_owned()).collect()
}

#[test]
fn a_contrast_is_run_on_all_cells_on_a_product_or_on_those_listed() {
    let with = |more: &str| {
        let role = format!("role = \"primary\"\n{more}");
        plan_of(&[TWO_TASKS, ("role = \"primary\"", role.as_str())])
    };
    for (more, expected) in [
        ("", &["ash/essay", "ash/letter", "birch/essay", "birch/letter"][..]),
        ("actors = [\"ash\"]", &["ash/essay", "ash/letter"]),
        ("tasks = [\"letter\"]", &["ash/letter", "birch/letter"]),
        ("actors = [\"birch\"]\ntasks = [\"letter\"]", &["birch/letter"]),
        ("cells = [\"ash/letter\", \"birch/essay\"]", &["ash/letter", "birch/essay"]),
    ] {
        let plan = with(more);
        assert_eq!(cells(&plan, "utility"), set(expected), "{more}");
        let trials: BTreeSet<String> =
            plan.trials.iter().map(|trial| format!("{}/{}", trial.actor, trial.task)).collect();
        assert_eq!(trials, set(expected), "no trial that nothing is compared with: {more}");
    }
}

/// Two samples of the same prompts: the same world, the same stakes, and another sampling seed.
#[test]
fn an_arm_against_itself_is_two_samples_of_the_same_prompts() {
    let other = contrast("negative-control", ["donation/high", "donation/high"], "");
    let plan = plan_of(&[("[panel]", other.as_str())]);
    // 2 actors x 4 items x (high, low, and high once more)
    assert_eq!(plan.trials.len(), 24);
    let pair = plan.pairs.iter().find(|pair| pair.contrast == "other").unwrap();
    let contrast = plan.contrast("other").unwrap();
    let [one, two] = [Side::First, Side::Second].map(|side| pair.trial(contrast, side).unwrap());
    assert_eq!((one.sample, two.sample), (0, 1));
    assert!(plan.trials.contains(&one) && plan.trials.contains(&two));
    assert_eq!(one.stakes(), two.stakes());
    assert_ne!(one.slot(), two.slot());
    assert_ne!(plan.sampling_seed(&one.slot(), 0), plan.sampling_seed(&two.slot(), 0));
    // The first sample is the trial that other contrasts compare.
    assert_eq!(plan_of(&[]).trials.iter().filter(|trial| **trial == one).count(), 1);
}

#[test]
fn what_contradicts_itself_is_an_error_and_what_weakens_a_claim_is_advice() {
    let mut wrong = String::new();
    let mut case = |edits: &[(&str, &str)], expected: &str| {
        let text = edited(edits);
        let found = match read(&text, &[]).and_then(|_| plan(&text, Some(outcomes()))) {
            Ok((_, advice)) => lines(&advice),
            Err(diagnostics) => lines(&diagnostics),
        };
        if !found.iter().any(|line| line.contains(expected)) {
            wrong.push_str(&format!("{expected}\n  {found:#?}\n"));
        }
    };
    let utility = ["donation/high", "donation/low"];
    let other = |role, arms, more| contrast(role, arms, more);
    case(
        &[("[panel]", &other("exploratory", utility, ""))],
        "error: `utility` and `other` compare the same arms, once as primary and once as exploratory (keep one of them",
    );
    case(
        &[("[panel]", &other("primary", [utility[1], utility[0]], ""))],
        "error: `utility` and `other` compare the same arms (keep one of them",
    );
    case(
        &[
            ("role = \"primary\"", "role = \"positive-control\""),
            ("[\"donation/high\", \"donation/low\"]", "[\"donation/neutral\", \"donation/none\"]"),
        ],
        "37:8: error: `utility` is a positive control contrast, which has to show a difference, and neither arm is to make one",
    );
    case(
        &[("[\"donation/high\", \"donation/low\"]", "[\"donation/neutral\", \"donation/none\"]")],
        "37:8: error: `utility` is a primary contrast, which asks what an incentive does, and neither arm has one",
    );
    case(
        &[("role = \"primary\"", "role = \"negative-control\"")],
        "37:8: advice: `utility` is a negative control, which must show no difference, and compares two incentives that differ",
    );
    let gift = ("[[framing]]", "[[framing]]\nid = \"gift\"\nplugin = \"donation\"\n\n[[framing]]");
    let apart = ("[\"donation/high\", \"donation/low\"]", "[\"donation/high\", \"gift/low\"]");
    case(
        &[gift, apart],
        "error: the arms of `utility` are of two framings: their outcomes are drawn apart, and differ (take both arms from one framing to offer the same outcomes, or call it `exploratory`)",
    );
    case(
        &[gift, apart, ("role = \"primary\"", "role = \"exploratory\"")],
        "advice: the arms of `utility` are of two framings",
    );
    case(
        &[("role = \"primary\"", "role = \"primary\"\ncells = [\"ash/esay\"]")],
        "38:10: error: no [[task]] has the id `esay` (did you mean `essay`?)",
    );
    case(
        &[("role = \"primary\"", "role = \"primary\"\ncells = [\"ahs/essay\"]")],
        "38:10: error: no actor has the id `ahs` (did you mean `ash`?)",
    );
    case(
        &[("role = \"primary\"", "role = \"primary\"\ncells = [\"ash\"]")],
        "`ash` does not name a cell (write `actor/task`)",
    );
    case(
        &[("role = \"primary\"", "role = \"primary\"\ntasks = [\"essay\"]\ncells = [\"ash/essay\"]")],
        "39:9: error: `cells` stands beside `actors` or `tasks`",
    );
    case(&[("role = \"primary\"", "role = \"primary\"\nactors = [\"oak\"]")], "no actor has the id `oak`");
    case(
        &[("[[framing]]", "[[framing]]\nid = \"gift\"\nplugin = \"donation\"\n\n[[framing]]")],
        "32:1: advice: no contrast compares an arm of `gift`",
    );
    case(
        &[TWO_TASKS, ("role = \"primary\"", "role = \"primary\"\ntasks = [\"letter\"]")],
        "advice: no contrast is run on `essay`",
    );
    case(
        &[("role = \"primary\"", "role = \"primary\"\nactors = [\"ash\"]")],
        "advice: no contrast is run on `birch`",
    );
    case(
        &[
            TWO_TASKS,
            (
                "plugin = \"essay\"\nitems = 4\n\n[[task]]\nplugin = \"essay\"\nitems = 4",
                "plugin = \"essay\"\nitems = 4\n\n[[task]]\nplugin = \"essay\"\nitems = 8",
            ),
        ],
        "advice: the cells of `utility` have unequal items: 4 in `letter`, 8 in `essay`, with the same weight in its mean (more items of `letter` make them equal)",
    );
    case(
        &[],
        "28:1: advice: `essay` has 4 items: what `utility` finds in it rests on fewer than 10 clusters",
    );
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn a_plan_is_counted_cell_by_cell() {
    let balance = Balance::of(&plan_of(&[("items = 4", "items = 4\nreplicates = 3")]));
    assert_eq!(balance.cells.len(), 2);
    let cell = &balance.cells[0];
    assert_eq!((cell.pairs, cell.items, cell.stakes), (12, 4, 12));
    assert_eq!(cell.first_arm_first["judge-a"], [12, 24]);
    assert_eq!(balance.arms["donation/high"], 24);
    assert!(balance.unused_arms.contains(&"donation/none".to_owned()), "{:?}", balance.unused_arms);
    assert_eq!(balance.prefix_imbalance, 1);
}

/// A trial with its seeds, by its name.
fn order(plan: &Plan) -> Vec<String> {
    plan.trials.iter().map(TrialSlot::slot).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Whatever the seed and the size: within cell and judge as many first as second, up to one; in every prefix of the run
    /// every arm, actor and task as often as the others, up to a block.
    #[test]
    fn a_plan_is_balanced_by_construction(seed in 0..i64::MAX as u64, items in 1..8_u32, replicates in 1..4_u32, one in any::<bool>()) {
        let seed = format!("seed = {seed}");
        let items = format!("items = {items}\nreplicates = {replicates}");
        let orders = if one { "rule = \"net\"\norders = \"one\"" } else { "rule = \"net\"" };
        let plan = plan_of(&[("seed = 7", &seed), ("items = 4", &items), ("rule = \"net\"", orders)]);
        let balance = Balance::of(&plan);
        for cell in &balance.cells {
            for [first, all] in cell.first_arm_first.values() {
                prop_assert!((2 * first).abs_diff(*all) <= 1, "{cell:?}");
            }
        }
        prop_assert!(balance.prefix_imbalance <= 1);
        let block = 4;
        let mut counts: BTreeMap<(&str, &str), u64> = BTreeMap::new();
        for (at, trial) in plan.trials.iter().enumerate() {
            *counts.entry((&trial.actor, &trial.arm)).or_default() += 1;
            let expected = (at / block) as u64;
            prop_assert!(counts.values().all(|count| (expected..=expected + 1).contains(count)));
        }
    }

    /// An actor, a task or an item that is added leaves the order of the others as it was.
    #[test]
    fn what_is_added_leaves_the_order_of_the_others(seed in 0..i64::MAX as u64) {
        let seed = format!("seed = {seed}");
        let base = [("seed = 7", seed.as_str())];
        let before = order(&plan_of(&base));
        for addition in [
            ("items = 4", "items = 6"),
            ("actors = [\"ash\", \"birch\"]", "actors = [\"judge-b\", \"ash\", \"birch\"]"),
            TWO_TASKS,
        ] {
            let after = order(&plan_of(&[base[0], addition]));
            let kept: Vec<&String> = after.iter().filter(|slot| before.contains(slot)).collect();
            prop_assert_eq!(kept, before.iter().collect::<Vec<_>>(), "{:?}", addition);
        }
    }
}
