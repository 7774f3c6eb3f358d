//! Stakes of the same count: which levels slots get, and what is drawn from them.
#![allow(clippy::unwrap_used)]

mod stakes_set;

use std::collections::BTreeMap;

use motive_utility::{Level, StakeOptions, StakeRules, StakeSlot, draw_stakes};
use proptest::prelude::*;
use stakes_set::{DOMAINS, admit, counted, drawn, four_levels};

const SAME_COUNT: [&str; 2] = ["high-same-count", "low-same-count"];

fn of_domain<'a, E>(slots: &'a [StakeSlot<'a, E>], domain: &str) -> Vec<&'a StakeSlot<'a, E>> {
    slots.iter().filter(|slot| slot.domain == domain).collect()
}

#[test]
fn both_stakes_of_a_slot_have_its_level() {
    let set = four_levels();
    for slot in set.draw(&SAME_COUNT, 60, 1, admit) {
        for stake in &slot.stakes {
            assert_eq!(set.outcomes[stake.option].level, slot.level);
        }
        let [high, low] = SAME_COUNT.map(|rule| slot.option(rule).unwrap());
        assert!(set.fit.utility[high] > set.fit.utility[low]);
    }
}

#[test]
fn a_slot_has_a_level_only_if_a_rule_draws_within_one() {
    let set = four_levels();
    let rules = ["high", "low", "neutral", "random", "shuffled", "shuffled-low", "high-of-another-actor"];
    for slot in set.draw(&rules, 12, 1, admit) {
        assert_eq!(slot.level, None);
    }
}

#[test]
fn counts_of_different_measures_are_different_levels() {
    let slots = counted(3, &[("saved", 10.0), ("lost", 10.0)]);
    let slots = slots.draw(&SAME_COUNT, 12, 3, admit);
    for domain in DOMAINS {
        let mut levels: Vec<_> =
            of_domain(&slots, domain).iter().map(|slot| slot.level.unwrap().measure).collect();
        levels.sort_unstable();
        assert_eq!(levels, ["lost", "lost", "saved", "saved"]);
    }
}

/// With a third as the share, a level of two outcomes has no extreme; and outcomes without a count have no level.
#[test]
fn levels_in_which_a_rule_finds_nothing_are_left_out() {
    let mut set = counted(4, &[("", 1.0), ("", 2.0), ("", 3.0)]);
    for outcomes in set.outcomes[1..].chunks_mut(12) {
        outcomes[0].level = None;
        for outcome in &mut outcomes[6..8] {
            outcome.level = Some(Level { measure: "", count: 7.0 });
        }
    }
    let slots = set.draw(&SAME_COUNT, 30, 5, admit);
    let counts: BTreeMap<_, _> =
        slots.iter().map(|slot| (slot.level.unwrap().count.to_string(), ())).collect();
    assert_eq!(counts.into_keys().collect::<Vec<_>>(), ["1", "3"], "two of 2 and two of 7 are too few");
}

#[test]
fn within_a_level_every_outcome_of_a_pool_is_drawn_before_one_comes_again() {
    // Four levels of six: pools of two, so that every second visit exhausts them.
    let set = four_levels();
    let slots = set.draw(&SAME_COUNT, 3 * 4 * 6, 7, admit);
    for rule in SAME_COUNT {
        let mut visits = BTreeMap::<_, Vec<usize>>::new();
        for (slot, option) in slots.iter().zip(drawn(&slots, rule)) {
            visits.entry((slot.domain, slot.level.unwrap().to_string())).or_default().push(option);
        }
        assert_eq!(visits.len(), 12);
        for options in visits.into_values() {
            assert_eq!(options.len(), 6);
            assert!(options.chunks(2).all(|pair| pair[0] != pair[1]), "{options:?}");
        }
    }
}

/// What a study can check: the size of the largest level decides, by the rule's own measure.
#[test]
fn a_level_of_three_is_enough_for_a_third() {
    for (kinds, finds) in [(2, false), (3, true)] {
        let set = counted(kinds, &[("", 1.0), ("", 2.0)]);
        let rule = StakeRules::find("high-same-count").unwrap();
        assert_eq!(rule.pool_size()(kinds, 1.0 / 3.0) > 0, finds);
        let drawn = draw_stakes(&set.source(), &SAME_COUNT, 3, &StakeOptions::default(), [0; 32], admit);
        assert_eq!(drawn.is_ok(), finds);
    }
}

#[test]
fn a_domain_without_counts_is_no_place_for_the_same_count() {
    let mut set = four_levels();
    for outcome in set.outcomes.iter_mut().filter(|outcome| outcome.category == Some("causes")) {
        outcome.level = None;
    }
    let error = set.error(&["high", "high-same-count"], 0.5).to_string();
    assert!(error.starts_with("stake rule `high-same-count` finds nothing in domain `causes`"), "{error}");
    assert_eq!(set.draw(&["high", "low"], 3, 0, admit).len(), 3, "other rules do not mind");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn levels_are_balanced_in_every_block_of_a_domain(slots in 1_usize..100, seed in any::<u8>()) {
        let set = four_levels();
        let slots = set.draw(&SAME_COUNT, slots, seed, set.reaching(0.9));
        for domain in DOMAINS {
            for block in of_domain(&slots, domain).chunks(4) {
                let mut levels: Vec<_> = block.iter().map(|slot| slot.level.unwrap().to_string()).collect();
                levels.sort_unstable();
                levels.dedup();
                prop_assert_eq!(levels.len(), block.len());
            }
        }
    }

    /// A refused draw is replaced within its level, so that levels stay balanced.
    #[test]
    fn refusals_change_no_level(slots in 1_usize..60, seed in any::<u8>()) {
        let set = four_levels();
        let levels = |threshold| {
            let slots = set.draw(&SAME_COUNT, slots, seed, set.reaching(threshold));
            slots.iter().map(|slot| slot.level).collect::<Vec<_>>()
        };
        prop_assert_eq!(levels(0.0), levels(0.97));
    }
}
