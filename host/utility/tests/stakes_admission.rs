//! Admission: what a test decides, what it leaves open, and how rounds of asking end.
#![allow(clippy::unwrap_used)]

mod stakes_set;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use motive_utility::{Decision, StakeOptions, StakeSlot, draw_stakes, wanted_pairs};
use proptest::prelude::*;
use stakes_set::{ALL, Set, admit, four_levels, set};

type Pair = (usize, usize);

/// Rules asked for, and those of them that are tested against each other.
type Opposites = (&'static [&'static str], &'static [(&'static str, &'static str)]);

/// The pairs that a draw tested, in order.
fn tested<E>(slots: &[StakeSlot<'_, E>]) -> Vec<Pair> {
    let mut pairs = Vec::new();
    for slot in slots {
        for test in &slot.admissions {
            pairs.extend(test.rejected.iter().map(|draw| (draw.highest, draw.lowest)));
            pairs.push((slot.option(test.highest).unwrap(), slot.option(test.lowest).unwrap()));
        }
    }
    pairs
}

#[test]
fn opposites_of_one_scope_are_tested_and_nothing_else() {
    let set = four_levels();
    const DOMAIN: (&str, &str) = ("high", "low");
    const LEVEL: (&str, &str) = ("high-same-count", "low-same-count");
    const CASES: [Opposites; 9] = [
        (&["low", "high"], &[DOMAIN]),
        (&["low-same-count", "high-same-count"], &[LEVEL]),
        (&["high", "low", "low-same-count", "high-same-count"], &[LEVEL, DOMAIN]),
        (&["high", "neutral"], &[]),
        (&["low"], &[]),
        (&["high", "low-same-count"], &[]),
        (&["shuffled", "shuffled-low"], &[]),
        (&["high-of-another-actor", "low"], &[]),
        (&["high-of-another-actor", "high", "low"], &[DOMAIN]),
    ];
    for (rules, expected) in CASES {
        for slot in set.draw(rules, 6, 5, admit) {
            let told: Vec<_> = slot.admissions.iter().map(|test| (test.highest, test.lowest)).collect();
            assert_eq!(told, expected, "{rules:?}");
        }
    }
}

/// Utilities from -3 to 3 in ten steps: only some pairs of the thirds are told apart by .99.
#[test]
fn a_refused_draw_is_replaced_and_kept_with_its_evidence() {
    let set = set(10);
    let slots = set.draw(&["high", "low"], 60, 3, set.reaching(0.99));
    let mut rejected = 0;
    for slot in &slots {
        let test = &slot.admissions[0];
        assert_eq!(test.decision, Decision::Admitted);
        assert!(test.evidence >= 0.99);
        for draw in &test.rejected {
            assert!(draw.evidence < 0.99);
            assert_eq!(set.fit.probability(draw.highest, draw.lowest), Some(draw.evidence));
            rejected += 1;
        }
    }
    assert!(rejected > 0);
}

#[test]
fn every_scope_has_a_test_of_its_own() {
    let set = four_levels();
    // Nothing of the same count is told apart.
    let test = |highest: usize, lowest: usize| {
        let same = set.outcomes[highest].level == set.outcomes[lowest].level;
        (if same { Decision::Refused } else { Decision::Admitted }, same)
    };
    let rules = ["high", "low", "high-same-count", "low-same-count"];
    let slots = set.draw(&rules, 24, 2, test);
    for slot in &slots {
        let [level, domain] = &slot.admissions[..] else { panic!("two tests") };
        assert_eq!(level.decision, Decision::Refused);
        assert!(level.rejected.len() <= 20);
        assert_eq!(domain.decision, Decision::Admitted);
        assert!(domain.rejected.iter().all(|draw| draw.evidence));
    }
}

#[test]
fn after_the_last_try_the_slot_is_marked() {
    let set = set(9);
    let refuse = |_, _| (Decision::Refused, ());
    for tries in [0, 1, 20] {
        let options = StakeOptions { tries, ..StakeOptions::default() };
        let rules = ["high", "low", "neutral"];
        for slot in draw_stakes(&set.source(), &rules, 6, &options, [4; 32], refuse).unwrap() {
            assert_eq!(slot.admissions[0].decision, Decision::Refused);
            // A third of nine are three, so there are nine pairs, and none is tried twice.
            let rejected = &slot.admissions[0].rejected;
            assert_eq!(rejected.len(), tries.min(8));
            let different: BTreeSet<_> = rejected.iter().map(|draw| (draw.highest, draw.lowest)).collect();
            assert_eq!(different.len(), rejected.len());
            assert_eq!(slot.stakes.len(), 3);
        }
    }
}

#[test]
fn a_test_is_called_for_the_pairs_that_a_draw_rests_on_alone() {
    let set = four_levels();
    let called = RefCell::new(Vec::new());
    let decide = set.reaching(0.95);
    let slots = set.draw(&ALL, 40, 6, |highest, lowest| {
        called.borrow_mut().push((highest, lowest));
        decide(highest, lowest)
    });
    assert_eq!(called.into_inner(), tested(&slots));
}

#[test]
fn what_is_not_known_stays_and_is_wanted() {
    let set = set(9);
    let unknown = |_, _| (Decision::Unknown, ());
    let slots = set.draw(&["high", "low"], 12, 6, unknown);
    let admitted = set.draw(&["high", "low"], 12, 6, admit);
    for (one, other) in slots.iter().zip(&admitted) {
        assert_eq!(one.stakes, other.stakes, "as if it were admitted");
        assert_eq!(one.admissions[0].decision, Decision::Unknown);
    }
    assert_eq!(wanted_pairs(&slots), tested(&slots).into_iter().collect());
    assert_eq!(wanted_pairs(&admitted), BTreeSet::new());
    assert_eq!(wanted_pairs(&set.draw(&["high", "low"], 12, 6, set.reaching(1.0))), BTreeSet::new());
}

/// Draws and asks until nothing is wanted: every round what was asked, and the last draw.
fn rounds<'a>(
    set: &'a Set,
    rules: &[&str],
    slots: usize,
    seed: u8,
    truth: impl Fn(Pair) -> bool,
) -> (Vec<BTreeSet<Pair>>, Vec<StakeSlot<'a, Option<bool>>>) {
    let mut known = BTreeMap::<Pair, bool>::new();
    let mut rounds = Vec::new();
    loop {
        let drawn = set.draw(rules, slots, seed, |highest, lowest| match known.get(&(highest, lowest)) {
            Some(true) => (Decision::Admitted, Some(true)),
            Some(false) => (Decision::Refused, Some(false)),
            None => (Decision::Unknown, None),
        });
        let wanted = wanted_pairs(&drawn);
        if wanted.is_empty() {
            return (rounds, drawn);
        }
        for pair in &wanted {
            assert_eq!(known.insert(*pair, truth(*pair)), None, "nothing is asked twice");
        }
        rounds.push(wanted);
    }
}

/// Answers that look like chance, the same each time.
fn chance(seed: u64, refused: f64) -> impl Fn(Pair) -> bool {
    move |(highest, lowest)| {
        let mixed = (seed ^ (highest as u64) << 32 ^ lowest as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let mixed = (mixed ^ mixed >> 29).wrapping_mul(0xBF58_476D_1CE4_E5B9) >> 11;
        mixed as f64 / (1_u64 << 53) as f64 >= refused
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn asking_ends_with_the_draw_of_one_who_knew_all_along(
        slots in 1_usize..40,
        refused in 0.0_f64..=1.0,
        answers in any::<u64>(),
        seed in any::<u8>(),
    ) {
        let set = four_levels();
        let truth = chance(answers, refused);
        let all_known = |highest, lowest| match truth((highest, lowest)) {
            true => (Decision::Admitted, Some(true)),
            false => (Decision::Refused, Some(false)),
        };
        let (asked, last) = rounds(&set, &ALL, slots, seed, &truth);
        prop_assert!(asked.len() <= tested(&last).len());
        prop_assert_eq!(last, set.draw(&ALL, slots, seed, all_known));
    }

    /// Pairs are one sequence per domain or level, and refusals only take more of it.
    #[test]
    fn no_pair_of_one_scope_is_asked_in_vain(
        slots in 1_usize..40,
        refused in 0.0_f64..=1.0,
        answers in any::<u64>(),
        seed in any::<u8>(),
    ) {
        let set = four_levels();
        for rules in [["high", "low"], ["high-same-count", "low-same-count"]] {
            let (asked, last) = rounds(&set, &rules, slots, seed, chance(answers, refused));
            let asked: BTreeSet<_> = asked.into_iter().flatten().collect();
            prop_assert_eq!(asked, tested(&last).into_iter().collect());
        }
    }
}
