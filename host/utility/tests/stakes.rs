//! Which outcomes the stake rules take and how stakes are drawn from them.
#![allow(clippy::unwrap_used)]

mod common;

use common::fit_with;
use motive_utility::{Domain, Fit, Outcome, StakeError, StakeOptions, StakeRules, StakeSlot, draw_stakes};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// A set of outcomes: the anchor first, then `size` outcomes per domain with utilities from -3 to 3.
struct Set {
    ids: Vec<String>,
    categories: Vec<Option<&'static str>>,
    fit: Fit,
}

const DOMAINS: [&str; 3] = ["animals", "causes", "money"];

fn set(size: usize) -> Set {
    let mut utility = vec![0.1];
    let mut categories = vec![Some(DOMAINS[0])];
    for domain in DOMAINS {
        for step in 0..size {
            utility.push(-3.0 + 6.0 * step as f64 / (size - 1) as f64);
            categories.push(Some(domain));
        }
    }
    Set {
        ids: (0..utility.len()).map(|i| format!("outcome-{i}")).collect(),
        categories,
        fit: fit_with(&utility, &vec![0; utility.len()]),
    }
}

impl Set {
    fn outcomes(&self) -> Vec<Outcome<'_>> {
        let pairs = self.ids.iter().zip(&self.categories);
        pairs.map(|(id, &category)| Outcome { id, category }).collect()
    }

    fn draw(&self, rules: &[&str], slots: usize, options: &StakeOptions, seed: u8) -> Vec<StakeSlot> {
        draw_stakes(&self.fit, &self.outcomes(), Some(0), rules, slots, options, [seed; 32]).unwrap()
    }

    fn error(&self, anchor: Option<usize>, rules: &[&str], options: &StakeOptions) -> StakeError {
        draw_stakes(&self.fit, &self.outcomes(), anchor, rules, 4, options, [0; 32]).unwrap_err()
    }
}

/// The outcomes that `rule` drew, slot by slot.
fn drawn(slots: &[StakeSlot], rule: &str) -> Vec<usize> {
    let stakes = slots.iter().flat_map(|slot| &slot.stakes);
    stakes.filter(|stake| stake.rule == rule).map(|stake| stake.option).collect()
}

const ALL: [&str; 3] = ["high", "low", "neutral"];

#[test]
fn rules_are_listed_by_name() {
    let rules = StakeRules::all().unwrap();
    let named: Vec<_> = rules.iter().map(|rule| (rule.name(), rule.rank(), rule.needs_anchor())).collect();
    assert_eq!(named, [("high", 1, false), ("low", -1, false), ("neutral", 0, true)]);
}

#[test]
fn rules_take_the_ends_and_the_nearest_to_the_anchor() {
    // Anchor 0 at .4; the domain in no order.
    let utility = [0.4, 2.0, -1.0, 0.5, 3.0, -2.0, 0.0, 1.0];
    let fit = fit_with(&utility, &[0; 8]);
    let cases: &[(&str, f64, &[usize], &[usize])] = &[
        ("high", 1.0 / 3.0, &[1, 2, 3, 4, 5, 6], &[1, 4]),
        ("low", 1.0 / 3.0, &[1, 2, 3, 4, 5, 6], &[5, 2]),
        ("high", 0.5, &[1, 2, 3, 4, 5, 6, 7], &[7, 1, 4]),
        ("low", 0.5, &[1, 2, 3, 4, 5, 6, 7], &[5, 2, 6]),
        ("high", 0.2, &[1, 2, 3, 4], &[]),
        ("neutral", 0.2, &[1, 2, 3, 4, 5, 6, 7], &[3]),
        ("neutral", 0.2, &[2, 5], &[2]),
    ];
    for &(rule, share, options, expected) in cases {
        let domain = Domain { name: "any", options, fit: &fit, anchor: Some(0), share };
        let rule = StakeRules::find(rule).unwrap();
        let what = format!("{} {share} of {options:?}", rule.name());
        assert_eq!(rule.pool(&domain).unwrap(), expected, "{what}");
        assert_eq!(rule.pool_size()(options.len(), share), expected.len(), "{what}");
    }
}

/// A third of a domain whose size is a multiple of three is exactly a third.
#[test]
fn a_third_is_a_third() {
    for size in (3..=300).step_by(3) {
        let utility: Vec<f64> = (0..size).map(|i| 0.01 * f64::from(i)).collect();
        let options: Vec<usize> = (0..utility.len()).collect();
        let mut fit = fit_with(&utility[..3], &[0; 3]);
        fit.components = vec![0; utility.len()];
        fit.utility = utility;
        let share = StakeOptions::default().share;
        let domain = Domain { name: "any", options: &options, fit: &fit, anchor: None, share };
        let pool = StakeRules::find("high").unwrap().pool(&domain).unwrap();
        assert_eq!(pool.len(), options.len() / 3);
    }
}

#[test]
fn every_slot_has_one_stake_per_rule_from_one_domain() {
    let set = set(12);
    for slot in set.draw(&ALL, 30, &StakeOptions::default(), 1) {
        let rules: Vec<_> = slot.stakes.iter().map(|stake| stake.rule.as_str()).collect();
        assert_eq!(rules, ALL);
        for stake in &slot.stakes {
            assert_ne!(stake.option, 0, "the anchor is no stake");
            assert_eq!(set.categories[stake.option], Some(slot.domain.as_str()));
        }
        let (high, low) = (slot.stakes[0].option, slot.stakes[1].option);
        let test = slot.admission.unwrap();
        assert_eq!((test.highest.as_str(), test.lowest.as_str()), ("high", "low"));
        assert_eq!(Some(test.probability), set.fit.probability(high, low));
        assert!(test.admitted && test.probability >= 0.9);
    }
}

#[test]
fn every_outcome_of_a_pool_is_drawn_before_one_comes_again() {
    // Domains of 12: pools of 4, so that 12 slots exhaust them once.
    let options = StakeOptions { admission: 0.0, ..StakeOptions::default() };
    let slots = set(12).draw(&["low", "high"], 24, &options, 2);
    for rule in ["low", "high"] {
        for domain in DOMAINS {
            let of_domain: Vec<_> = slots.iter().filter(|slot| slot.domain == domain).cloned().collect();
            for epoch in drawn(&of_domain, rule).chunks(4) {
                let mut epoch = epoch.to_vec();
                epoch.sort_unstable();
                epoch.dedup();
                assert_eq!(epoch.len(), 4);
            }
        }
    }
}

/// Utilities from -3 to 3 in ten steps: only some pairs of the thirds are told apart by .99.
#[test]
fn a_draw_that_is_not_admitted_is_replaced_and_kept() {
    let options = StakeOptions { admission: 0.99, ..StakeOptions::default() };
    let set = set(10);
    let slots = set.draw(&["high", "low"], 60, &options, 3);
    let tests = || slots.iter().map(|slot| slot.admission.as_ref().unwrap());
    assert!(tests().all(|test| test.admitted && test.probability >= 0.99));
    let rejected: Vec<_> = slots.iter().flat_map(|slot| &slot.rejected).collect();
    assert!(!rejected.is_empty());
    for draw in rejected {
        assert!(draw.probability < 0.99);
        assert_eq!(set.fit.probability(draw.highest, draw.lowest), Some(draw.probability));
    }
}

#[test]
fn after_the_last_try_the_slot_is_marked() {
    let options = StakeOptions { admission: 1.0, ..StakeOptions::default() };
    for slot in set(9).draw(&ALL, 6, &options, 4) {
        assert!(!slot.admission.unwrap().admitted);
        assert_eq!(slot.rejected.len(), 20);
        assert_eq!(slot.stakes.len(), 3);
    }
    let none = StakeOptions { tries: 0, ..options };
    for slot in set(9).draw(&ALL, 6, &none, 4) {
        assert!(slot.rejected.is_empty() && !slot.admission.unwrap().admitted);
    }
}

#[test]
fn rules_that_are_not_both_extremes_are_not_compared() {
    let strict = StakeOptions { admission: 1.0, ..StakeOptions::default() };
    for rules in [&["high", "neutral"][..], &["neutral"], &["low"]] {
        for slot in set(9).draw(rules, 6, &strict, 5) {
            assert_eq!(slot.admission, None, "there is nothing to test");
        }
    }
}

/// All of the domain lies above the anchor, so that the outcome nearest to it is a low one, and may be drawn as such.
#[test]
fn no_outcome_stands_for_two_rules() {
    let utility = [0.0, 0.5, 1.0, 4.0, 5.0, 8.0, 9.0];
    let fit = fit_with(&utility, &[0; 7]);
    let ids = ["nothing", "a", "b", "c", "d", "e", "f"];
    let outcomes = ids.map(|id| Outcome { id, category: (id != "nothing").then_some("all") });
    let draw = |rules: &[&str]| {
        draw_stakes(&fit, &outcomes, Some(0), rules, 40, &StakeOptions::default(), [8; 32]).unwrap()
    };
    for rules in [&ALL[..], &["neutral", "low"], &["low", "neutral"]] {
        let slots = draw(rules);
        let taken: Vec<_> = drawn(&slots, "low").into_iter().zip(drawn(&slots, "neutral")).collect();
        // The nearest, or the second nearest where the nearest is at stake already.
        assert!(taken.iter().all(|&(low, neutral)| neutral == if low == 1 { 2 } else { 1 }), "{taken:?}");
        assert!(taken.contains(&(1, 2)) && taken.contains(&(2, 1)), "both happen");
        assert_eq!(drawn(&slots, "low"), drawn(&draw(&["low"]), "low"), "the extremes keep theirs");
    }
}

#[test]
fn a_domain_without_an_outcome_for_each_rule_is_an_error() {
    let outcomes = ["nothing", "a", "b"].map(|id| Outcome { id, category: Some("all") });
    let fit = fit_with(&[0.0, -3.0, 3.0], &[0; 3]);
    let options = StakeOptions { share: 0.5, ..StakeOptions::default() };
    let draw = |rules: &[&str]| draw_stakes(&fit, &outcomes, Some(0), rules, 2, &options, [0; 32]);
    assert!(draw(&["high", "low"]).is_ok());
    assert_eq!(
        draw(&ALL).unwrap_err().to_string(),
        "stake rule `neutral` finds nothing in domain `all`: the other rules have taken all it may take of the 2 \
         outcomes; add outcomes to the domain"
    );
}

#[test]
fn outcomes_without_a_category_stay_out() {
    let mut set = set(6);
    for category in &mut set.categories {
        *category = category.filter(|&name| name == "money");
    }
    let slots = set.draw(&["high"], 5, &StakeOptions::default(), 6);
    assert!(slots.iter().all(|slot| slot.domain == "money"));
}

#[test]
fn what_cannot_be_drawn_is_said_in_words() {
    let default = StakeOptions::default();
    let small = set(2);
    let cases = [
        (
            small.error(Some(0), &["high"], &default),
            "stake rule `high` finds nothing in domain `animals`: share 0.3333333333333333 of 2 outcomes is \
             less than one",
        ),
        (
            small.error(None, &["neutral"], &default),
            "stake rule `neutral` takes the outcome nearest the anchor, but the outcome set names no anchor",
        ),
        (
            small.error(Some(0), &["best"], &default),
            "no stake rule is named `best`; there are: high, low, neutral",
        ),
        (small.error(Some(0), &["low", "low"], &default), "stake rule `low` is asked for twice in one draw"),
        (
            small.error(Some(0), &[], &default),
            "no stake rule was asked for: name at least one, for example `high`",
        ),
        (small.error(Some(7), &["low"], &default), "the anchor is outcome 7, but there are only 7 (from 0)"),
        (
            small.error(Some(0), &["low"], &StakeOptions { share: 0.6, ..default }),
            "share 0.6: it must be above 0 and at most 0.5, for example 0.3333",
        ),
        (
            small.error(Some(0), &["low"], &StakeOptions { admission: 90.0, ..default }),
            "admission threshold 90: it must be a probability from 0 to 1, for example 0.9",
        ),
    ];
    for (error, expected) in cases {
        assert_eq!(error.to_string(), expected);
    }
    let outcomes = small.outcomes();
    let error = draw_stakes(&small.fit, &outcomes[1..], None, &["low"], 1, &default, [0; 32]).unwrap_err();
    assert_eq!(error.to_string(), "6 outcomes, but the fit has utilities for 7");
    let nothing = [Outcome { id: "anchor", category: None }; 7];
    let error = draw_stakes(&small.fit, &nothing, Some(0), &["low"], 1, &default, [0; 32]).unwrap_err();
    assert_eq!(
        error.to_string(),
        "no outcome beside the anchor has a category, so there is no domain to draw from"
    );
}

#[test]
fn outcomes_that_no_choices_link_are_not_drawn_against_each_other() {
    let ids = ["nothing", "a", "b", "c", "d"];
    let outcomes = ids.map(|id| Outcome { id, category: Some("all") });
    let utility = [0.0, 1.0, -1.0, 2.0, 0.5];
    let draw = |groups: &[usize; 5], rules: &[&str]| {
        let fit = fit_with(&utility, groups);
        draw_stakes(&fit, &outcomes, Some(0), rules, 2, &StakeOptions::default(), [0; 32])
    };
    assert_eq!(
        draw(&[0, 0, 0, 1, 1], &["high"]).unwrap_err().to_string(),
        "domain `all`: no choices link `b` and `c`, so their utilities cannot be compared; ask more pairs \
         or leave one out"
    );
    assert_eq!(
        draw(&[0, 1, 1, 1, 1], &["neutral"]).unwrap_err().to_string(),
        "stake rule `neutral`, domain `all`: no choices link the anchor with the domain, so no outcome is \
         known to be near it; ask more pairs"
    );
    assert_eq!(draw(&[0, 1, 1, 1, 1], &["high"]).unwrap().len(), 2);
}

/// A draw is part of a study's seal: this one must never change.
#[test]
fn a_draw_is_the_same_for_ever() {
    let slots = set(9).draw(&["high", "low"], 4, &StakeOptions::default(), 9);
    let drawn: Vec<_> = slots
        .iter()
        .map(|slot| (slot.domain.as_str(), slot.stakes[0].option, slot.stakes[1].option))
        .collect();
    assert_eq!(drawn, [("causes", 17, 12), ("money", 27, 19), ("animals", 7, 1), ("causes", 18, 10)]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn more_slots_never_change_earlier_ones(
        size in 6_usize..20,
        slots in 1_usize..40,
        more in 1_usize..40,
        admission in 0.5_f64..1.0,
        seed in any::<u8>(),
    ) {
        let set = set(size);
        let options = StakeOptions { admission, ..StakeOptions::default() };
        let few = set.draw(&ALL, slots, &options, seed);
        let many = set.draw(&ALL, slots + more, &options, seed);
        prop_assert_eq!(&few[..], &many[..slots]);
    }

    #[test]
    fn domains_are_balanced_in_every_block(slots in 1_usize..50, seed in any::<u8>()) {
        let drawn = set(6).draw(&["high"], slots, &StakeOptions::default(), seed);
        for block in drawn.chunks(DOMAINS.len()) {
            let mut counts = BTreeMap::new();
            for slot in block {
                *counts.entry(slot.domain.as_str()).or_insert(0) += 1;
            }
            prop_assert!(counts.values().all(|&count| count == 1));
        }
    }

    #[test]
    fn a_neutral_stake_beside_them_leaves_the_extremes(slots in 1_usize..30, seed in any::<u8>()) {
        let set = set(9);
        let two = set.draw(&["high", "low"], slots, &StakeOptions::default(), seed);
        let three = set.draw(&["neutral", "low", "high"], slots, &StakeOptions::default(), seed);
        for rule in ["high", "low"] {
            prop_assert_eq!(drawn(&two, rule), drawn(&three, rule));
        }
    }
}
