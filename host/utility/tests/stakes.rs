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

#[test]
fn outcomes_without_a_category_stay_out() {
    let mut set = set(6);
    for outcome in &mut set.outcomes {
        outcome.category = outcome.category.filter(|&name| name == "money");
    }
    assert!(set.draw(&["high"], 5, 6, admit).iter().all(|slot| slot.domain == "money"));
}

#[test]
fn what_cannot_be_drawn_is_said_in_words() {
    let third = StakeOptions::default().share;
    let small = || set(2);
    let without_anchor = Set { anchor: None, ..small() };
    let far_anchor = Set { anchor: Some(7), ..small() };
    let short_other = Set { another: Some(fit_with(&[0.0, 1.0], &[0; 2])), ..small() };
    let mut two_of_a_count = counted(4, &[("saved", 1.0)]);
    for outcome in
        two_of_a_count.outcomes.iter_mut().filter(|outcome| outcome.id.ends_with(['1', '2', '5', '6']))
    {
        outcome.level = None;
    }
    let mut no_number = counted(3, &[("", 1.0)]);
    no_number.outcomes[2].level.as_mut().unwrap().count = f64::NAN;
    let cases = [
        (
            small().error(&["high"], third),
            "stake rule `high` finds nothing in domain `animals`: share 0.3333333333333333 of 2 outcomes is \
             less than one; add outcomes or raise the share",
        ),
        (
            without_anchor.error(&["neutral"], third),
            "stake rule `neutral` takes the outcome nearest the anchor, but the outcome set names no anchor; name \
             the outcome in which nothing changes",
        ),
        (
            small().error(&["high-of-another-actor"], third),
            "stake rule `high-of-another-actor` takes what another actor ranks high, but there is no other \
             actor's utility; elicit a second actor over the same outcomes",
        ),
        (
            small().error(&["low-same-count"], third),
            "stake rule `low-same-count` finds nothing in domain `animals`: it draws among outcomes of the same \
             count, and none there has a count; give them counts, or take a set without the domain",
        ),
        (
            two_of_a_count.error(&["high-same-count"], 0.25),
            "stake rule `high-same-count` finds nothing in domain `animals`, count 1 of measure `saved`, the \
             domain's largest level: share 0.25 of 2 outcomes is less than one; add outcomes of the same measure \
             and count, or raise the share",
        ),
        (
            no_number.error(&["high"], third),
            "outcome `outcome-2` has the count NaN: a count is a finite number, for example 10",
        ),
        (
            small().error(&["best"], third),
            "no stake rule is named `best`; there are: high, high-of-another-actor, high-same-count, low, \
             low-same-count, neutral, random, shuffled, shuffled-low",
        ),
        (small().error(&["low", "low"], third), "stake rule `low` is asked for twice in one draw"),
        (small().error(&[], third), "no stake rule was asked for: name at least one, for example `high`"),
        (far_anchor.error(&["low"], third), "the anchor is outcome 7, but there are only 7 (from 0)"),
        (small().error(&["low"], 0.6), "share 0.6: it must be above 0 and at most 0.5, for example 0.3333"),
        (
            short_other.error(&["low"], third),
            "7 outcomes, but the fit of the other actor has utilities for 2",
        ),
    ];
    for (error, expected) in cases {
        assert_eq!(error.to_string(), expected);
    }
    let mut set = small();
    for outcome in &mut set.outcomes {
        outcome.category = None;
    }
    assert_eq!(
        set.error(&["low"], third).to_string(),
        "no outcome beside the anchor has a category, so there is no domain to draw from"
    );
    set.outcomes.truncate(6);
    assert_eq!(
        set.error(&["low"], third).to_string(),
        "6 outcomes, but the fit of the actor has utilities for 7"
    );
}

#[test]
fn outcomes_that_no_choices_link_are_not_drawn_against_each_other() {
    let outcomes =
        ["nothing", "a", "b", "c", "d"].map(|id| Outcome { id, category: Some("all"), level: None });
    let utility = [0.0, 1.0, -1.0, 2.0, 0.5];
    let draw = |groups: &[usize; 5], others: &[usize; 5], rule: &str| {
        let (fit, other) = (fit_with(&utility, groups), fit_with(&utility, others));
        let source = StakeSource { fit: &fit, another: Some(&other), outcomes: &outcomes, anchor: Some(0) };
        draw_stakes(&source, &[rule], 2, &StakeOptions::default(), [0; 32], admit).map(|slots| slots.len())
    };
    let linked = [0; 5];
    let cases = [
        (
            draw(&[0, 0, 0, 1, 1], &linked, "high"),
            "domain `all`: no choices link `b` and `c`, so their utilities cannot be compared; ask more pairs \
             or leave one out",
        ),
        (
            draw(&[0, 1, 1, 1, 1], &linked, "neutral"),
            "stake rule `neutral`, domain `all`: no choices link the anchor with the domain, so no outcome is \
             known to be near it; ask more pairs",
        ),
        (
            draw(&linked, &[0, 0, 0, 1, 1], "high-of-another-actor"),
            "stake rule `high-of-another-actor`, domain `all`: no choices of the other actor link `b` and `c`, so \
             its utilities of them cannot be compared; ask it more pairs or leave one out",
        ),
    ];
    for (result, expected) in cases {
        assert_eq!(result.unwrap_err().to_string(), expected);
    }
    assert_eq!(draw(&[0, 1, 1, 1, 1], &linked, "high"), Ok(2));
    assert_eq!(draw(&linked, &[0, 0, 0, 1, 1], "high"), Ok(2), "who does not need the other, does not mind");
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
