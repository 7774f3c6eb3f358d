//! From answers to the second seal.
#![allow(clippy::unwrap_used)]

mod common;

use common::{CHAIN, OUTCOMES, choice, choices, choices_of, heads, plan, plan_of, read, study};
use motive_contract::rubric::Preference;
use motive_elicitation::{Derived, Wanted, derive, estimate};
use motive_study::Plan;
use motive_study::plan::{GivenUtilities, GivenUtility};
use motive_study::record::{
    ActorUtilities, ChoiceCounts, ChoiceRecord, HeadToHeadRecord, StakesRecord, Vote, Wording,
};
use motive_study::seal::Finite;
use proptest::prelude::*;

fn derived(plan: &Plan, choices: &[ChoiceRecord], heads: &[HeadToHeadRecord]) -> Derived {
    derive(plan, "digest", &estimate(plan, choices).unwrap(), heads).unwrap()
}

fn record(plan: &Plan, choices: &[ChoiceRecord]) -> StakesRecord {
    let derived = derived(plan, choices, &[]);
    assert!(derived.wanted.is_empty());
    derived.record
}

#[test]
fn a_tie_is_half_a_choice_for_each_and_counted_apart() {
    let mut records = choices(&CHAIN);
    for record in records.iter_mut().step_by(10) {
        record.result = read(Vote::Preference(Preference::Tie));
    }
    let counts = ChoiceCounts { asked: 80, readable: 72, ties: 8, ..ChoiceCounts::default() };
    assert_eq!(record(&plan(&[]), &records).actors["ash"].choices, counts);

    let ties: Vec<ChoiceRecord> = OUTCOMES
        .windows(2)
        .flat_map(|pair| ["ash", "birch"].map(|actor| choice(actor, pair[0], pair[1], 0, Preference::Tie)))
        .collect();
    let ash = record(&plan(&[]), &ties).actors["ash"].clone();
    assert_eq!(ash.outcomes["a"].utility.get(), 0.0);
    assert!(!ash.outcomes["a"].bounded, "it did not always win");
}

/// Seven of ten answers are declined, and the rest fall to the first of the pair.
#[test]
fn a_treatment_says_what_declined_answers_count_as() {
    let mut records = choices(&[("a", "b", 10), ("b", "c", 10), ("c", "d", 10), ("d", "e", 10)]);
    for record in records.iter_mut().filter(|record| record.sample >= 3) {
        record.result = read(Vote::Abstain);
    }
    let first = |treatment: &str| -> ActorUtilities {
        let edit = format!("model = \"bradley-terry\"\ntreatment = \"{treatment}\"");
        record(&plan(&[("model = \"bradley-terry\"", &edit)]), &records).actors["ash"].clone()
    };
    let [drop, indifferent, random] = ["drop", "indifferent", "random"].map(first);
    for of in [&drop, &indifferent, &random] {
        assert_eq!((of.choices.readable, of.choices.abstained), (24, 56));
    }
    assert!(drop.outcomes["a"].bounded && !indifferent.outcomes["a"].bounded);
    let top = |of: &ActorUtilities| of.outcomes["a"].utility.get();
    assert!(top(&indifferent) < top(&drop) && top(&random) < top(&drop));
}

#[test]
fn stakes_come_from_the_largest_piece() {
    // `d` and `e` are a piece of their own.
    let records = choices(&[("a", "b", 9), ("b", "c", 9), ("a", "c", 10), ("d", "e", 10)]);
    let record = record(&plan(&[]), &records);
    let components: Vec<usize> =
        OUTCOMES.iter().map(|id| record.actors["ash"].outcomes[*id].component).collect();
    assert_eq!(components, [0, 0, 0, 1, 1]);
    assert_eq!(record.draws.len(), 3);
    for draw in record.draws.values() {
        assert_eq!((draw.outcomes["high"].as_str(), draw.outcomes["low"].as_str()), ("a", "c"));
    }
}

#[test]
fn stakes_are_drawn_for_the_trials_that_have_some() {
    let record = record(&plan(&[]), &choices(&CHAIN));
    let names: Vec<&str> = record.draws.keys().map(String::as_str).collect();
    assert_eq!(
        names,
        ["ash/donation/essay/one/0", "ash/donation/essay/one/1", "ash/donation/essay/two/0"],
        "none for letters, and none for `birch`, who is only asked"
    );
    assert_eq!(record.actors.len(), 2);
}

#[test]
fn what_was_rejected_is_kept_and_one_extreme_is_not_tested() {
    // Nothing is told apart: all draws are rejected.
    let alike = CHAIN.map(|(one, other, _)| (one, other, 5));
    let mut plan = plan(&[]);
    for draw in record(&plan, &choices(&alike)).draws.values() {
        let [test] = &draw.admissions[..] else { panic!("{draw:?}") };
        assert!(!test.admitted && (test.probability.get() - 0.5).abs() < 1e-9);
        assert_eq!((test.highest.as_str(), test.lowest.as_str()), ("high", "low"));
        // A third of five is one outcome at either end: there is no other pair.
        assert_eq!(test.rejected.len(), 0);
    }
    plan.trials.retain(|trial| trial.arm != "low");
    let record = record(&plan, &choices(&alike));
    assert_eq!(record.draws.len(), 3);
    assert!(record.draws.values().all(|draw| draw.admissions.is_empty() && draw.outcomes.len() == 1));
}

/// 9 of 10 in a chain of five is enough for the fit, and not for every resample of four pairs.
#[test]
fn the_bootstrap_is_a_test_of_its_own() {
    let admitted = |bootstrap: &str| {
        let plan = plan(&[("bootstrap = 0\nstakes = { admission = { samples = 0 } }", bootstrap)]);
        let record = record(&plan, &choices(&CHAIN));
        let draw = record.draws["ash/donation/essay/one/0"].clone();
        (draw.admissions[0].admitted, draw.admissions[0].bootstrap.map(Finite::get))
    };
    assert_eq!(admitted("bootstrap = 0\nstakes = { admission = { samples = 0 } }"), (true, None));
    let (kept, share) = admitted("bootstrap = 50\nstakes = { admission = { samples = 0, bootstrap = 0.5 } }");
    assert!(kept && share.unwrap() > 0.5, "{share:?}");
    let mixed = [("a", "b", 9), ("b", "c", 9), ("c", "d", 9), ("d", "e", 9), ("a", "e", 3)];
    let plan = plan(&[(
        "bootstrap = 0\nstakes = { admission = { samples = 0 } }",
        "bootstrap = 200\nstakes = { admission = { samples = 0, probability = 0.5, bootstrap = 1.0 } }",
    )]);
    let record = record(&plan, &choices(&mixed));
    let test = &record.draws["ash/donation/essay/one/0"].admissions[0];
    assert!(!test.admitted && test.bootstrap.unwrap().get() < 1.0, "{test:?}");
}

const THRESHOLD: (&str, &str) = ("{ samples = 0 }", "{ samples = 10 }");

fn framed() -> Wording {
    Wording::Framed("donation".to_owned())
}

fn wanted(highest: &str, lowest: &str) -> Wanted {
    let [actor, framing, highest, lowest] = ["ash", "donation", highest, lowest].map(str::to_owned);
    Wanted { actor, framing, highest, lowest }
}

#[test]
fn opposite_stakes_are_put_to_the_actor_in_both_wordings() {
    let plan = plan(&[THRESHOLD]);
    let choices = choices(&CHAIN);
    let first = derived(&plan, &choices, &[]);
    assert_eq!(first.wanted, [wanted("a", "e")].into());
    let in_both = |elicited, in_frame, samples| {
        [
            heads(&Wording::Elicited, "a", "e", elicited, samples),
            heads(&framed(), "a", "e", in_frame, samples),
        ]
        .concat()
    };
    for (what, heads, admitted) in [
        ("nine of ten suffice", in_both(9, 10, 10), Some(true)),
        ("eight do not", in_both(8, 10, 10), Some(false)),
        ("in neither wording", in_both(10, 8, 10), Some(false)),
        ("not all was asked", in_both(10, 10, 9), None),
        ("one wording is missing", heads(&Wording::Elicited, "a", "e", 10, 10), None),
    ] {
        let found = derived(&plan, &choices, &heads);
        assert_eq!(found.wanted.is_empty(), admitted.is_some(), "{what}");
        let Some(admitted) = admitted else { continue };
        for draw in found.record.draws.values() {
            let test = &draw.admissions[0];
            assert_eq!(test.admitted, admitted, "{what}: {test:?}");
            assert_eq!(test.head_to_head.len(), 2);
            // With a third of five there is one outcome at either end, and no other pair to try.
            assert_eq!(test.rejected.len(), 0, "{what}");
        }
    }
}

/// An actor that always takes the first shown prefers nothing, whatever the order.
#[test]
fn an_order_that_decides_is_no_preference() {
    let plan = plan(&[THRESHOLD]);
    let mut always_first =
        [heads(&Wording::Elicited, "a", "e", 10, 10), heads(&framed(), "a", "e", 10, 10)].concat();
    for head in &mut always_first {
        head.result = read(Vote::Preference(Preference::First));
    }
    let found = derived(&plan, &choices(&CHAIN), &always_first).record;
    let test = &found.draws["ash/donation/essay/one/0"].admissions[0];
    let shares: Vec<_> =
        test.head_to_head.iter().map(|head| [head.first, head.second].map(Option::unwrap)).collect();
    assert_eq!(shares.iter().map(|share| share.map(Finite::get)).collect::<Vec<_>>(), [[1.0, 0.0]; 2]);
    assert!(!test.admitted);
}

#[test]
fn declined_throughout_is_asked_and_no_share() {
    let plan = plan(&[THRESHOLD]);
    let mut declined =
        [heads(&Wording::Elicited, "a", "e", 10, 10), heads(&framed(), "a", "e", 10, 10)].concat();
    for head in &mut declined {
        head.result = read(Vote::Abstain);
    }
    let found = derived(&plan, &choices(&CHAIN), &declined);
    assert!(found.wanted.is_empty());
    let test = &found.record.draws["ash/donation/essay/one/0"].admissions[0];
    assert!(!test.admitted && test.head_to_head.iter().all(|head| head.first.is_none()), "{test:?}");
}

#[test]
fn an_actor_that_always_takes_the_first_has_no_stakes() {
    let always: Vec<ChoiceRecord> = choices(&CHAIN)
        .into_iter()
        .map(|choice| ChoiceRecord { result: read(Vote::Preference(Preference::First)), ..choice })
        .collect();
    let record = record(&plan(&[]), &always);
    let ash = &record.actors["ash"];
    assert!(ash.first_shown_share.get() > 0.99 && ash.converged);
    for utility in ash.outcomes.values() {
        assert!(utility.utility.get().abs() < 1e-6 && utility.interval.is_none(), "{utility:?}");
    }
    assert!(record.draws.values().all(|draw| !draw.admissions[0].admitted));
}

#[test]
fn an_actor_that_chooses_nothing_has_no_utilities_and_stops_no_other() {
    let plan = plan(&[]);
    let unreadable: Vec<ChoiceRecord> = choices_of("ash", &CHAIN)
        .into_iter()
        .map(|choice| ChoiceRecord { result: read(Vote::Unreadable), ..choice })
        .collect();
    let record = record(&plan, &[unreadable, choices_of("birch", &CHAIN)].concat());
    assert_eq!(record.actors.keys().collect::<Vec<_>>(), ["birch"]);
    let counts = record.silent["ash"];
    assert_eq!((counts.asked, counts.unreadable), (counts.unreadable, counts.asked));
    assert!(record.draws.keys().all(|name| !name.starts_with("ash/")));
}

#[test]
fn what_is_at_stake_is_compared_with_nothing_changing() {
    let plan = plan_of(study(&[]), &["nothing", "a", "b", "c"], Some("nothing"));
    let pairs =
        [("a", "nothing", 8), ("nothing", "b", 5), ("nothing", "c", 8), ("a", "c", 10), ("a", "b", 9)];
    let record = record(&plan, &choices(&pairs));
    let draw = &record.draws["ash/donation/essay/one/0"];
    let over = |rule: &str| draw.over_anchor[rule].get();
    assert!((0.7..0.9).contains(&over("high")) && (0.1..0.3).contains(&over("low")), "{draw:?}");
    assert!(draw.outcomes.values().all(|id| id != "nothing"));
}

/// `ash` is not asked: what was published of it ranks the other way round than the choices of `birch`.
#[test]
fn utilities_from_elsewhere_take_the_place_of_choices() {
    let mut plan = plan(&[]);
    let finite = |value: f64| Finite::new(value, "mean").unwrap();
    let outcomes =
        OUTCOMES.iter().take(4).enumerate().map(|(at, id)| {
            ((*id).to_owned(), GivenUtility { mean: finite(at as f64), variance: finite(0.25) })
        });
    let given =
        GivenUtilities { model: Some("m".to_owned()), sha256: String::new(), outcomes: outcomes.collect() };
    plan.utilities.insert("ash".to_owned(), given);
    let record = record(&plan, &choices_of("birch", &CHAIN));
    let ash = &record.actors["ash"];
    assert_eq!(ash.choices.asked, 0);
    assert!(!ash.outcomes.contains_key("e"), "of which nothing was published");
    for draw in record.draws.values() {
        assert_eq!((draw.outcomes["high"].as_str(), draw.outcomes["low"].as_str()), ("d", "a"));
        // Phi(3 / sqrt(0.5))
        assert!((draw.admissions[0].probability.get() - 0.999_989).abs() < 1e-5);
        assert_eq!(draw.admissions[0].bootstrap, None);
    }
}

#[test]
fn a_stake_of_another_actor_is_what_that_one_values() {
    let mut plan = plan(&[]);
    for trial in plan.trials.iter_mut().filter(|trial| trial.arm == "low") {
        trial.arm = "other".to_owned();
    }
    let reversed = CHAIN.map(|(one, other, wins)| (other, one, wins));
    let records = [choices_of("ash", &CHAIN), choices_of("birch", &reversed)].concat();
    for draw in record(&plan, &records).draws.values() {
        assert_eq!(draw.outcomes["high"], "a");
        assert_eq!(draw.outcomes["high-of-another-actor"], "e");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    /// Answers come in any order.
    #[test]
    fn the_order_of_the_answers_changes_nothing(
        records in Just(choices(&CHAIN)).prop_shuffle(),
        heads in Just([heads(&Wording::Elicited, "a", "e", 9, 10), heads(&framed(), "a", "e", 9, 10)].concat())
            .prop_shuffle(),
    ) {
        let plan = plan(&[THRESHOLD, ("bootstrap = 0", "bootstrap = 5")]);
        let expected = derived(
            &plan,
            &choices(&CHAIN),
            &[common::heads(&Wording::Elicited, "a", "e", 9, 10), common::heads(&framed(), "a", "e", 9, 10)].concat(),
        );
        prop_assert_eq!(derived(&plan, &records, &heads), expected);
    }
}
