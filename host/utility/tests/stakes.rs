//! How stakes are drawn: domains in blocks, pools without replacement, no outcome twice, and every draw for ever the same.
#![allow(clippy::unwrap_used)]

mod stakes_set;

use std::collections::{BTreeMap, BTreeSet};

use motive_utility::{
    Decision, Level, Outcome, StakeError, StakeOptions, StakeSlot, StakeSource, draw_stakes,
};
use proptest::prelude::*;
use proptest::sample::subsequence;
use stakes_set::{ALL, DOMAINS, Set, admit, counted, drawn, fit_with, four_levels, set};

/// The rules of one scope that need nothing but utilities and the anchor.
const THREE: [&str; 3] = ["high", "low", "neutral"];

#[test]
fn every_slot_has_one_stake_per_rule_from_one_domain() {
    let set = four_levels();
    for slot in set.draw(&ALL, 30, 1, admit) {
        let rules: Vec<_> = slot.stakes.iter().map(|stake| stake.rule).collect();
        assert_eq!(rules, ALL, "in the order asked for");
        let distinct: BTreeSet<_> = slot.stakes.iter().map(|stake| stake.option).collect();
        assert_eq!(distinct.len(), ALL.len(), "no outcome stands for two rules");
        for stake in &slot.stakes {
            assert_ne!(stake.option, 0, "the anchor is no stake");
            assert_eq!(set.outcomes[stake.option].category, Some(slot.domain));
        }
        let tested: Vec<_> = slot.admissions.iter().map(|test| (test.highest, test.lowest)).collect();
        assert_eq!(tested, [("high-same-count", "low-same-count"), ("high", "low")]);
    }
}

#[test]
fn every_outcome_of_a_pool_is_drawn_before_one_comes_again() {
    // Domains of 12: pools of 4, or of all 12, so that 12 slots of a domain exhaust them.
    let set = set(12);
    for (rule, pool) in [("low", 4), ("high", 4), ("shuffled", 4), ("shuffled-low", 4), ("random", 12)] {
        let slots = set.draw(&[rule], 72, 2, admit);
        for domain in DOMAINS {
            let of_domain: Vec<_> = slots.iter().filter(|slot| slot.domain == domain).cloned().collect();
            for epoch in drawn(&of_domain, rule).chunks(pool) {
                let distinct: BTreeSet<_> = epoch.iter().collect();
                assert_eq!(distinct.len(), pool, "{rule}");
            }
        }
    }
}

/// All of the domain lies above the anchor, so that the outcome nearest to it is a low one, and may be drawn as such.
#[test]
fn an_outcome_at_stake_as_an_extreme_is_not_the_neutral_one() {
    let utility = [0.0, 0.5, 1.0, 4.0, 5.0, 8.0, 9.0];
    let outcomes = ["nothing", "a", "b", "c", "d", "e", "f"].map(|id| Outcome {
        id,
        category: (id != "nothing").then_some("all"),
        level: None,
    });
    let set =
        Set { outcomes: outcomes.into(), anchor: Some(0), fit: fit_with(&utility, &[0; 7]), another: None };
    for rules in [&THREE[..], &["neutral", "low"], &["low", "neutral"]] {
        let slots = set.draw(rules, 40, 8, admit);
        let taken: Vec<_> = drawn(&slots, "low").into_iter().zip(drawn(&slots, "neutral")).collect();
        // The nearest, or the second nearest where the nearest is at stake already.
        assert!(taken.iter().all(|&(low, neutral)| neutral == if low == 1 { 2 } else { 1 }), "{taken:?}");
        assert!(taken.contains(&(1, 2)) && taken.contains(&(2, 1)), "both happen");
        assert_eq!(
            drawn(&slots, "low"),
            drawn(&set.draw(&["low"], 40, 8, admit), "low"),
            "extremes keep theirs"
        );
    }
}

/// As many rules as outcomes: all are at stake, and only one more rule would find nothing.
#[test]
fn as_many_rules_as_outcomes_can_be_drawn() {
    let utility: Vec<f64> = (0..10).map(f64::from).collect();
    let level = Some(Level { measure: "", count: 1.0 });
    let outcomes = ["nothing", "a", "b", "c", "d", "e", "f", "g", "h", "i"];
    let outcomes = outcomes.map(|id| Outcome { id, category: Some("all"), level });
    let draw = |size: usize| {
        let fit = fit_with(&utility[..size], &vec![0; size]);
        let source =
            StakeSource { fit: &fit, another: Some(&fit), outcomes: &outcomes[..size], anchor: Some(0) };
        draw_stakes(&source, &ALL, 20, &StakeOptions::default(), [3; 32], admit).map(|slots| slots.len())
    };
    assert_eq!(draw(10), Ok(20));
    let error = draw(9).unwrap_err();
    assert!(matches!(error, StakeError::NoneLeft { options: 8, .. }), "{error}");
    let two = StakeSource {
        fit: &fit_with(&utility[..3], &[0; 3]),
        another: None,
        outcomes: &outcomes[..3],
        anchor: Some(0),
    };
    let options = StakeOptions { share: 0.5, ..StakeOptions::default() };
    assert_eq!(
        draw_stakes(&two, &THREE, 2, &options, [0; 32], admit).unwrap_err().to_string(),
        "stake rule `neutral` finds nothing in domain `all`: the other rules have taken all it may take of the 2 \
         outcomes; add outcomes"
    );
}

/// A draw is part of a study's seal: these must never change.
#[test]
fn a_draw_is_the_same_for_ever() {
    let set = set(9);
    let slots = set.draw(&["high", "low"], 4, 9, set.reaching(0.9));
    let drawn: Vec<_> = slots
        .iter()
        .map(|slot| (slot.domain, slot.option("high").unwrap(), slot.option("low").unwrap()))
        .collect();
    assert_eq!(drawn, [("causes", 17, 12), ("money", 27, 19), ("animals", 7, 1), ("causes", 18, 10)]);

    let drawn: Vec<_> = four_levels()
        .draw(&ALL, 3, 9, admit)
        .iter()
        .map(|slot| {
            let options: Vec<_> = slot.stakes.iter().map(|stake| stake.option).collect();
            format!("{} {} {options:?}", slot.domain, slot.level.unwrap())
        })
        .collect();
    assert_eq!(
        drawn,
        [
            "causes count 100 of measure `saved` [34, 27, 39, 42, 25, 47, 46, 37, 31]",
            "money count 10 of measure `lost` [57, 51, 59, 71, 49, 66, 52, 67, 55]",
            "animals count 100 of measure `saved` [9, 19, 10, 18, 1, 6, 5, 13, 8]",
        ]
    );
}

fn rules() -> impl Strategy<Value = Vec<&'static str>> {
    subsequence(ALL.to_vec(), 1..=ALL.len()).prop_shuffle()
}

/// Options by rule, slot by slot.
fn by_rule<E>(slots: &[StakeSlot<'_, E>]) -> Vec<BTreeMap<&'static str, usize>> {
    slots.iter().map(|slot| slot.stakes.iter().map(|stake| (stake.rule, stake.option)).collect()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn more_slots_never_change_earlier_ones(
        rules in rules(),
        slots in 1_usize..40,
        more in 1_usize..40,
        threshold in 0.5_f64..1.0,
        seed in any::<u8>(),
    ) {
        let set = four_levels();
        let few = set.draw(&rules, slots, seed, set.reaching(threshold));
        let many = set.draw(&rules, slots + more, seed, set.reaching(threshold));
        prop_assert_eq!(&few[..], &many[..slots]);
    }

    #[test]
    fn the_order_in_which_rules_are_asked_for_does_not_matter(rules in rules(), seed in any::<u8>()) {
        let set = four_levels();
        let mut sorted = rules.clone();
        sorted.sort_unstable();
        let (one, other) = (set.draw(&rules, 20, seed, set.reaching(0.9)), set.draw(&sorted, 20, seed, set.reaching(0.9)));
        prop_assert_eq!(by_rule(&one), by_rule(&other));
    }

    #[test]
    fn a_rule_draws_what_it_draws_alone_unless_it_is_taken(rules in rules(), seed in any::<u8>()) {
        let set = four_levels();
        let together = set.draw(&rules, 40, seed, admit);
        for rule in rules {
            let alone = set.draw(&[rule], 40, seed, admit);
            for (slot, alone) in together.iter().zip(&alone) {
                let expected = alone.option(rule).unwrap();
                let taken = || slot.stakes.iter().any(|stake| stake.rule != rule && stake.option == expected);
                prop_assert!(slot.option(rule) == Some(expected) || taken());
                prop_assert_eq!(slot.domain, alone.domain);
                prop_assert!(alone.level.is_none() || slot.level == alone.level);
            }
        }
    }

    #[test]
    fn domains_are_balanced_in_every_block(slots in 1_usize..50, seed in any::<u8>()) {
        let set = set(6);
        for block in set.draw(&["high"], slots, seed, admit).chunks(DOMAINS.len()) {
            let domains: BTreeSet<_> = block.iter().map(|slot| slot.domain).collect();
            prop_assert_eq!(domains.len(), block.len());
        }
    }

    #[test]
    fn other_rules_leave_the_extremes(slots in 1_usize..30, seed in any::<u8>()) {
        let set = set(9);
        let two = set.draw(&["high", "low"], slots, seed, set.reaching(0.99));
        let more = ["neutral", "random", "low", "shuffled", "high"];
        let more = set.draw(&more, slots, seed, set.reaching(0.99));
        for (two, more) in two.iter().zip(&more) {
            prop_assert_eq!(&two.admissions, &more.admissions);
            for rule in ["high", "low"] {
                prop_assert_eq!(two.option(rule), more.option(rule));
            }
        }
    }

    #[test]
    fn no_outcome_stands_for_two_rules(rules in rules(), threshold in 0.5_f64..1.0, seed in any::<u8>()) {
        let set = counted(3, &[("saved", 1.0), ("saved", 10.0), ("saved", 100.0)]);
        for slot in set.draw(&rules, 30, seed, set.reaching(threshold)) {
            let distinct: BTreeSet<_> = slot.stakes.iter().map(|stake| stake.option).collect();
            prop_assert_eq!(distinct.len(), rules.len());
            for test in slot.admissions.iter().filter(|test| test.decision == Decision::Admitted) {
                let pair = (slot.option(test.highest).unwrap(), slot.option(test.lowest).unwrap());
                prop_assert_eq!(set.fit.probability(pair.0, pair.1), Some(test.evidence), "what was tested is at stake");
            }
        }
    }
}
