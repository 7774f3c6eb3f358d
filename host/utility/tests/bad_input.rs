//! Actors and sets from which nothing, or nothing but a habit, can be learned: every model, treatment and
//! strategy says so or gives what is right, and none makes preferences up.
#![allow(clippy::unwrap_used)]

mod common;

use common::{DEFAULT, MODELS, all_pairs, choices, fit};
use motive_utility::coherence::{Answers, Tally, Treatments, answer_shares};
use motive_utility::{
    Comparison, FitError, HOLDOUT_SHARE, PairDesign, PairParams, PairStrategies, PairView, UtilityModels,
    bootstrap, holdout,
};
use std::collections::BTreeSet;

type Pair = (usize, usize);
/// How an actor answers the pairs of a batch.
type Answering = fn(&[Pair]) -> Vec<Comparison>;

/// Ten choices in either order of `pairs`, all of the option shown first.
fn always_first(pairs: &[Pair]) -> Vec<Comparison> {
    pairs.iter().flat_map(|&(i, j)| [choices(i, j, 10.0, 0.0), choices(j, i, 10.0, 0.0)]).collect()
}

/// Everything `strategy` asks of 24 options, in batches of 20, and what the actor makes of it.
fn elicited(strategy: &str, answers: Answering) -> (Vec<Pair>, usize) {
    let strategy = PairStrategies::find(strategy).unwrap();
    let held_out = holdout(24, None, HOLDOUT_SHARE, 1000, [1; 32]).unwrap();
    let params = PairParams { batch: 20, multiplier: 1.0, ..PairParams::default() };
    let design = PairDesign { options: 24, anchor: None, params: &params, held_out: &held_out };
    let (mut rounds, mut comparisons) = (Vec::<Vec<Pair>>::new(), Vec::new());
    loop {
        let fit = |comparisons: &[Comparison]| fit("thurstone", 24, comparisons, &DEFAULT);
        let view = PairView { design, seed: [1; 32], rounds: &rounds, comparisons: &comparisons, fit: &fit };
        let next = strategy.next(&view).unwrap();
        if next.is_empty() {
            return (rounds.concat(), strategy.planned(&design).unwrap());
        }
        comparisons.extend(answers(&next));
        rounds.push(next);
    }
}

#[test]
fn one_option_is_no_choice() {
    for model in UtilityModels::all().unwrap() {
        for error in [
            model.fit(1, &[], &DEFAULT).unwrap_err(),
            bootstrap(model, 1, &[], &DEFAULT, 10, [0; 32]).unwrap_err(),
        ] {
            assert_eq!(error, FitError::TooFewOptions(1));
        }
    }
    let error = holdout(1, None, HOLDOUT_SHARE, 1000, [0; 32]).unwrap_err();
    assert_eq!(error.to_string(), "1 options make no pair: there must be at least two");
}

/// Dropped, they leave nothing; drawn at random or taken for indifference, they leave no preference.
#[test]
fn unreadable_answers_are_no_preferences() {
    let orders = all_pairs(8).into_iter().flat_map(|(i, j)| [(i, j), (j, i)]);
    let unreadable =
        orders.map(|(first, second)| Tally { first, second, unreadable: 10.0, ..Tally::default() });
    let answers = Answers::new(8, &unreadable.collect::<Vec<_>>()).unwrap();
    let shares = answer_shares(&answers, &[], 0.95).unwrap().unwrap();
    assert_eq!((shares.all.unreadable.value, shares.all.abstained.value), (1.0, 0.0));
    let under = |treatment| answers.treated(Treatments::find(treatment).unwrap(), [1; 32]).comparisons();
    for model in UtilityModels::all().unwrap() {
        let fit = |treatment| model.fit(8, &under(treatment), &DEFAULT);
        assert!(matches!(fit("drop"), Err(FitError::NoChoices { .. })), "{}", model.name());
        let error = bootstrap(model, 8, &under("drop"), &DEFAULT, 10, [0; 32]).unwrap_err();
        assert!(matches!(error, FitError::NoChoices { .. }));
        for treatment in ["random", "indifferent"] {
            let fit = fit(treatment).unwrap();
            // Draws alone move a share of an option's 140 choices by .04.
            let even = all_pairs(8).iter().all(|&(i, j)| {
                let prediction = fit.predict(i, j, false).unwrap();
                (prediction.first / (prediction.first + prediction.second) - 0.5).abs() < 0.2
            });
            assert!(even, "{}, {treatment}: {:?}", model.name(), fit.utility);
        }
    }
    for model in MODELS {
        let indifferent = fit(model, 8, &under("indifferent"), &DEFAULT).unwrap();
        assert!(indifferent.converged);
        assert!(indifferent.utility.iter().all(|utility| utility.abs() < 1e-9));
    }
}

/// The published recipe has one scale for all options. Its predictions still keep to what choices link.
#[test]
fn no_model_compares_what_no_choices_link() {
    let pieces = [choices(0, 1, 7.0, 3.0), choices(1, 0, 4.0, 6.0), choices(2, 3, 6.0, 4.0)];
    for model in UtilityModels::all().unwrap() {
        let fit = model.fit(5, &pieces, &DEFAULT).unwrap();
        assert_eq!(fit.components, [0, 0, 1, 1, 2], "{}", model.name());
        assert!(fit.probability(0, 1).unwrap() > 0.5 && fit.probability(2, 3).unwrap() > 0.5);
        assert_eq!((fit.probability(0, 2), fit.probability(3, 4)), (None, None));
        let drawn = bootstrap(model, 5, &pieces, &DEFAULT, 20, [0; 32]).unwrap();
        assert_eq!((drawn.probability(0, 2), drawn.probability(3, 4)), (None, None));
    }
}

/// All of it is position. The published recipe has no place for that: it reports even choices, but its
/// standardised utilities are what was left of the random start.
#[test]
fn always_the_first_is_no_preference() {
    let comparisons = always_first(&all_pairs(6));
    for model in UtilityModels::all().unwrap() {
        let fit = model.fit(6, &comparisons, &DEFAULT).unwrap();
        assert!(fit.position_bounded, "{}", model.name());
        for (i, j) in all_pairs(6) {
            let probability = fit.probability(i, j).unwrap();
            assert!((probability - 0.5).abs() < 0.01, "{}: {probability}", model.name());
        }
        let knows_position = model.name() != "thurstone-published";
        assert_eq!(fit.first_share() > 0.99, knows_position);
        assert_eq!(fit.standardized == [0.0; 6], knows_position);
        let drawn = bootstrap(model, 6, &comparisons, &DEFAULT, 20, [0; 32]).unwrap();
        assert_eq!(drawn.unconverged() == 0, knows_position);
    }
}

/// Whatever comes back, a strategy asks what it planned, each pair once.
#[test]
fn strategies_ask_what_they_planned() {
    let actors: [(&str, Answering); 4] = [
        ("always the first", always_first),
        ("no answers", |_| Vec::new()),
        ("all unreadable", |pairs| pairs.iter().map(|&(i, j)| choices(i, j, 0.0, 0.0)).collect()),
        ("never about the first eight and others", |pairs| {
            let kept = pairs.iter().filter(|&&(i, j)| (i < 8) == (j < 8));
            kept.flat_map(|&(i, j)| [choices(i, j, 4.0, 6.0), choices(j, i, 7.0, 3.0)]).collect()
        }),
    ];
    for (actor, answers) in actors {
        for strategy in PairStrategies::all().unwrap() {
            let what = format!("{}, {actor}", strategy.name());
            let (asked, planned) = elicited(strategy.name(), answers);
            assert_eq!(asked.len(), planned, "{what}");
            assert_eq!(asked.iter().collect::<BTreeSet<_>>().len(), planned, "{what}");
            let about = |option: usize| asked.iter().filter(|&&(i, j)| i == option || j == option).count();
            assert!((0..24).all(|option| about(option) >= 2), "{what}");
        }
    }
}

/// With nothing to tell options apart, the informative pairs are those of whom least is known: nobody is asked
/// about much more than others.
#[test]
fn information_is_spread_over_options_that_are_alike() {
    let (asked, planned) = elicited("information", always_first);
    let about = |option: usize| asked.iter().filter(|&&(i, j)| i == option || j == option).count();
    let mean = 2 * planned / 24;
    assert!(
        (0..24).all(|option| about(option).abs_diff(mean) <= 2),
        "{:?}",
        (0..24).map(about).collect::<Vec<_>>()
    );
}
