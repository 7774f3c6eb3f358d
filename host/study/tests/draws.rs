//! What draws depend on, over generated designs: orders are balanced in every prefix, what is added leaves earlier draws
//! as they were, a new name changes the draws of what bears it and no other, and no two requests share a seed.

#![allow(clippy::unwrap_used)]

mod common;
#[path = "draws/designed.rs"]
mod designed;

use std::collections::{BTreeMap, BTreeSet};

use designed::{Design, Task, designs, ids};
use motive_study::Plan;
use motive_study::file::Orders;
use motive_study::plan::TrialSlot;
use motive_study::record::Side;
use proptest::prelude::*;

/// Everything that is drawn for a plan, each draw under the name of what it is for: the ids that it belongs to.
#[derive(Debug)]
struct Drawn {
    /// Which arms a judge is shown first, by pair and judge.
    orders: BTreeMap<Vec<String>, Vec<Side>>,
    /// Seeds of tasks, framings, providers, rubrics and sampling.
    seeds: BTreeMap<Vec<String>, u64>,
    /// The trials in the order in which they are started.
    started: Vec<Vec<String>>,
}

fn name(parts: &[&str]) -> Vec<String> {
    parts.iter().map(|part| (*part).to_owned()).collect()
}

impl Drawn {
    fn of(plan: &Plan) -> Self {
        let mut drawn = Self { orders: BTreeMap::new(), seeds: BTreeMap::new(), started: Vec::new() };
        for trial in &plan.trials {
            let (task, item, framing, slot) = (&trial.task, &trial.item, &trial.framing, trial.slot());
            let replicate = trial.replicate.to_string();
            let names: Vec<String> = slot.split('/').map(str::to_owned).collect();
            let mut seed = |what: &str, names: &[&str], seed: u64| {
                let drawn = drawn.seeds.insert([name(&[what]), name(names)].concat(), seed);
                assert!(drawn.is_none_or(|drawn| drawn == seed), "{what} {names:?} has one seed");
            };
            let context = plan.task_context(task, item, trial.replicate);
            seed("task", &[task, item, &replicate], context.seed);
            let context = plan.framing_context(framing, task, item, trial.replicate);
            seed("framing", &[framing, task, item, &replicate], context.seed);
            let parts: Vec<&str> = names.iter().map(String::as_str).collect();
            seed("provider", &parts, plan.provider_context("simulated", &slot, 0).seed);
            seed("sampling", &parts, plan.sampling_seed(&slot, 0));
            drawn.started.push(names);
        }
        for pair in &plan.pairs {
            let id = pair.id();
            for (judge, sides) in &pair.first_shown {
                let names: Vec<&str> = id.split('/').chain([judge.as_str()]).collect();
                drawn.orders.insert(name(&names), sides.clone());
                let rubric = plan.rubric_context(&plan.study.panel.rubric, &names).seed;
                drawn.seeds.insert([name(&["rubric"]), name(&names)].concat(), rubric);
                for side in sides {
                    let slot = pair.ballot(judge, *side);
                    let names: Vec<&str> =
                        ["sampling", "ballot"].into_iter().chain(slot.split('/')).collect();
                    drawn.seeds.insert(name(&names), plan.sampling_seed(&slot, 0));
                }
            }
        }
        drawn
    }

    /// What does not belong to an id.
    fn without(mut self, id: &str) -> Self {
        let is_other = |names: &[String]| !names.iter().any(|name| name == id);
        self.orders.retain(|names, _| is_other(names));
        self.seeds.retain(|names, _| is_other(names));
        self.started.retain(|names| is_other(names));
        self
    }

    /// Whether all of these draws are in the other as they are here, and trials start in the same order.
    fn is_kept_in(&self, other: &Self) -> Result<(), TestCaseError> {
        for (names, sides) in &self.orders {
            prop_assert_eq!(other.orders.get(names), Some(sides), "the orders of {:?}", names);
        }
        self.seeds_are_kept_in(other)
    }

    fn seeds_are_kept_in(&self, other: &Self) -> Result<(), TestCaseError> {
        for (names, seed) in &self.seeds {
            prop_assert_eq!(other.seeds.get(names), Some(seed), "the seed of {:?}", names);
        }
        let known: BTreeSet<_> = self.started.iter().collect();
        let started: Vec<_> = other.started.iter().filter(|names| known.contains(names)).collect();
        prop_assert_eq!(started, self.started.iter().collect::<Vec<_>>(), "the order of trials");
        Ok(())
    }
}

/// A design with something more; `at` says where in its list, except that an item is the last of its family.
type Addition = (&'static str, fn(&mut Design, usize));

fn insert(list: &mut Vec<String>, at: usize, id: &str) {
    list.insert(at % (list.len() + 1), id.to_owned());
}

const ADDITIONS: [Addition; 5] = [
    ("an actor", |design, at| insert(&mut design.actors, at, "new")),
    ("a judge", |design, at| insert(&mut design.judges, at, "new")),
    ("an item", |design, at| {
        let at = at % design.tasks.len();
        design.tasks[at].items.push("new".to_owned());
    }),
    ("a task", |design, at| {
        let task =
            Task { id: "new".to_owned(), items: ids("item", 1 + at % 7), replicates: 1 + at as u32 % 3 };
        design.tasks.insert(at % (design.tasks.len() + 1), task);
    }),
    ("a contrast", |design, _| design.contrasts.push("new".to_owned())),
];

/// A design in which an id is another: the id, and where it stands.
type Renaming = (&'static str, &'static str, fn(&mut Design) -> Vec<&mut String>);

const RENAMINGS: [Renaming; 5] = [
    ("an actor", "actor-0", |design| design.actors.iter_mut().take(1).collect()),
    ("a judge", "judge-0", |design| design.judges.iter_mut().take(1).collect()),
    ("a contrast", "contrast-0", |design| design.contrasts.iter_mut().take(1).collect()),
    ("a task", "task-0", |design| design.tasks.iter_mut().take(1).map(|task| &mut task.id).collect()),
    ("an item of every task", "item-0", |design| {
        design.tasks.iter_mut().map(|task| &mut task.items[0]).collect()
    }),
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// A prefix of a cell is what a run that stops early, or a study that was smaller, would have judged.
    #[test]
    fn one_order_is_balanced_in_every_prefix_of_a_cell_and_both_orders_are_both(design in designs()) {
        let mut balances: BTreeMap<[String; 4], i32> = BTreeMap::new();
        for pair in design.plan().pairs {
            for (judge, sides) in pair.first_shown {
                if design.orders == Orders::Both {
                    prop_assert_eq!(sides, [Side::First, Side::Second]);
                    continue;
                }
                prop_assert_eq!(sides.len(), 1);
                let cell = [pair.contrast.clone(), pair.actor.clone(), pair.task.clone(), judge];
                let balance = balances.entry(cell).or_default();
                *balance += if sides[0] == Side::First { 1 } else { -1 };
                prop_assert!(balance.abs() <= 1, "{}", pair.item);
            }
        }
        let cells = design.contrasts.len() * design.actors.len() * design.tasks.len() * design.judges.len();
        let expected = if design.orders == Orders::One { cells } else { 0 };
        prop_assert_eq!(balances.len(), expected);
    }

    #[test]
    fn what_is_added_leaves_all_earlier_draws_as_they_were(design in designs(), at in 0..100_usize) {
        let before = Drawn::of(&design.plan());
        for (what, add) in ADDITIONS {
            let mut larger = design.clone();
            add(&mut larger, at);
            let after = Drawn::of(&larger.plan());
            before.is_kept_in(&after).map_err(|error| TestCaseError::fail(format!("{what}: {error}")))?;
            let new = |names: &Vec<String>| names.iter().any(|name| name == "new");
            prop_assert!(after.orders.keys().any(new), "{} has orders of its own", what);
        }
    }

    /// A replicate comes after each item's others, so that orders of the pairs behind it are drawn for other places in the
    /// cell. Seeds are keyed by the replicate itself.
    #[test]
    fn a_replicate_that_is_added_leaves_all_earlier_seeds_as_they_were(design in designs(), at in 0..100_usize) {
        let mut larger = design.clone();
        let at = at % larger.tasks.len();
        larger.tasks[at].replicates += 1;
        let (mut before, after) = (Drawn::of(&design.plan()), Drawn::of(&larger.plan()));
        // Which of its ballots there are hangs on the orders.
        before.seeds.retain(|names, _| design.orders == Orders::Both || names[1] != "ballot");
        before.seeds_are_kept_in(&after)?;
    }

    #[test]
    fn a_new_name_changes_the_draws_of_what_bears_it_and_no_other(design in designs()) {
        for (what, id, of) in RENAMINGS {
            let mut renamed = design.clone();
            for name in of(&mut renamed) {
                *name = "new".to_owned();
            }
            let (before, after) = (Drawn::of(&design.plan()), Drawn::of(&renamed.plan()));
            let is_of = |names: &[String], id: &str| names.iter().any(|name| name == id);
            // The very same draw under the new name: none but an order, which is one of two.
            for (names, seed) in before.seeds.iter().filter(|(names, _)| is_of(names, id)) {
                let anew: Vec<String> =
                    names.iter().map(|name| if name == id { "new".to_owned() } else { name.clone() }).collect();
                prop_assert_ne!(after.seeds.get(&anew), Some(seed), "{}: {:?}", what, names);
            }
            let kept = |error: TestCaseError| TestCaseError::fail(format!("{what}: {error}"));
            let (before, after) = (before.without(id), after.without("new"));
            before.is_kept_in(&after).map_err(kept)?;
            after.is_kept_in(&before).map_err(kept)?;
        }
    }

    /// Of choices, trials and ballots, in every step that they may take. What a provider is called with has 64 bits, and no
    /// two of them are the same. A sampling seed has the 31 bits that every API takes: of n of them, about n^2 / 2^32 meet by
    /// chance: .02 in the largest of these plans, so that three meet in less than one of a million such.
    #[test]
    fn no_two_requests_share_their_seeds(design in designs()) {
        let plan = design.plan();
        let elicitation = plan.study.elicitation.as_ref().unwrap();
        let mut slots: Vec<String> = plan.trials.iter().map(TrialSlot::slot).collect();
        for (actor, pairs) in &plan.choices {
            for ([a, b], sample) in pairs.iter().flat_map(|pair| (0..elicitation.samples).map(move |n| (pair, n))) {
                slots.extend([(a, b), (b, a)].map(|(a, b)| format!("choice/{actor}/{a}/{b}/{sample}")));
            }
        }
        for pair in &plan.pairs {
            let shown = pair.first_shown.iter();
            slots.extend(shown.flat_map(|(judge, sides)| sides.iter().map(|side| pair.ballot(judge, *side))));
        }
        let size = plan.size();
        prop_assert_eq!(slots.len() as u64, size.choices + size.trials + size.ballots);
        let requests: Vec<(&String, u32)> = slots.iter().flat_map(|slot| [(slot, 0), (slot, 1)]).collect();
        let seeds: BTreeSet<u64> =
            requests.iter().map(|(slot, step)| plan.provider_context("simulated", slot, *step).seed).collect();
        prop_assert_eq!(seeds.len(), requests.len());
        let sampling: BTreeSet<u64> =
            requests.iter().map(|(slot, step)| plan.sampling_seed(slot, *step)).collect();
        prop_assert!(requests.len() - sampling.len() <= 2, "{} of {}", sampling.len(), requests.len());
    }
}
