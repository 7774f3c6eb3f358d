//! What the bootstrap over pairs promises.
#![allow(clippy::unwrap_used)]

mod common;

use common::{Source, all_pairs, correlation, random_pairs, simulated, simulated_normal};
use motive_utility::{Bootstrap, Comparison, FitError, FitOptions, UtilityModels, bootstrap};

const HOW: FitOptions = FitOptions { penalty: 0.01, position: true, standard_errors: true, one_sided: true };

fn run(model: &str, options: usize, comparisons: &[Comparison], replicates: usize, seed: u8) -> Bootstrap {
    let model = UtilityModels::find(model).unwrap();
    bootstrap(model, options, comparisons, &HOW, replicates, [seed; 32]).unwrap()
}

/// Ten options, all pairs.
fn ten(seed: u64) -> (Vec<f64>, Vec<Comparison>) {
    let mut source = Source::new(seed);
    let truth: Vec<f64> = (0..10).map(|i| 0.3 * f64::from(i) - 1.35).collect();
    let comparisons = simulated(&mut source, &truth, &all_pairs(10), 0.5, 5);
    (truth, comparisons)
}

fn on_threads<T: Send>(threads: usize, work: impl FnOnce() -> T + Send) -> T {
    rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap().install(work)
}

#[test]
fn depends_on_the_seed_and_on_nothing_else() {
    let (_, comparisons) = ten(1);
    let one = on_threads(1, || run("thurstone", 10, &comparisons, 40, 1));
    let other = on_threads(3, || run("thurstone", 10, &comparisons, 40, 1));
    assert_eq!(one, other);
    let longer = run("thurstone", 10, &comparisons, 60, 1);
    assert_eq!(one.replicates, longer.replicates[..40]);
    assert_ne!(one.replicates, run("thurstone", 10, &comparisons, 40, 2).replicates);
}

/// Where every choice is drawn by itself, resampling pairs finds the errors that the information matrix
/// gives; where the choices of a pair are all alike, it finds larger ones, and that does not.
#[test]
fn the_choices_of_a_pair_are_kept_together() {
    let options = 16;
    let mut source = Source::new(3);
    let truth: Vec<f64> = (0..options).map(|_| 0.7 * source.normal()).collect();
    let independent = simulated(&mut source, &truth, &all_pairs(options), 0.0, 10);
    // One draw for a pair, repeated ten times in both orders.
    let alike: Vec<Comparison> = independent
        .chunks(2)
        .flat_map(|orders| {
            let first_wins = if orders[0].first_wins > source.uniform() * 10.0 { 10.0 } else { 0.0 };
            let own = Comparison { first_wins, second_wins: 10.0 - first_wins, ..orders[0] };
            let (first, second) = (own.second, own.first);
            let turned =
                Comparison { first, second, first_wins: own.second_wins, second_wins: first_wins, ties: 0.0 };
            [own, turned]
        })
        .collect();
    let ratio = |comparisons: &[Comparison]| {
        let model = UtilityModels::find("bradley-terry").unwrap();
        let fit = model.fit(options, comparisons, &HOW).unwrap();
        let drawn = run("bradley-terry", options, comparisons, 300, 1);
        let mean = |error: &dyn Fn(usize) -> f64| (0..options).map(error).sum::<f64>() / options as f64;
        mean(&|option| drawn.standard_error(option).unwrap())
            / mean(&|option| fit.standard_error[option].unwrap())
    };
    let [independent, alike] = [&independent, &alike].map(|comparisons| ratio(comparisons));
    assert!((0.85..1.2).contains(&independent), "{independent}");
    assert!(alike > 3.0, "{alike}");
}

#[test]
fn probabilities_follow_the_replicates() {
    let (_, comparisons) = ten(2);
    let drawn = run("bradley-terry", 10, &comparisons, 200, 1);
    assert!(drawn.probability(9, 0).unwrap() > 0.99);
    for (a, b) in all_pairs(10) {
        let (ab, ba) = (drawn.probability(a, b).unwrap(), drawn.probability(b, a).unwrap());
        assert!((ab + ba - 1.0).abs() < 1e-12);
    }
    assert_eq!(drawn.probability(3, 3), Some(0.5));
    assert_eq!(drawn.probability(0, 10), None);
    assert_eq!((drawn.interval(10, 0.95), drawn.standard_error(10)), (None, None));
    assert_eq!(drawn.interval(0, 1.5), None);
    for option in 0..10 {
        let [[a, d], [b, c]] = [0.95, 0.5].map(|level| drawn.interval(option, level).unwrap());
        assert!(a < b && b < c && c < d);
    }
    assert_eq!((drawn.splits(), drawn.unconverged()), (0, 0));
    let none = run("bradley-terry", 10, &comparisons, 0, 1);
    assert_eq!((none.probability(0, 1), none.interval(0, 0.95)), (None, None));
}

/// A chain: nearly every resample misses one of its pairs.
#[test]
fn replicates_that_fall_in_pieces_are_counted() {
    let chain: Vec<_> = (0..9).map(|i| (i, i + 1)).collect();
    let mut source = Source::new(4);
    let mut comparisons = simulated(&mut source, &[0.0; 10], &chain, 0.0, 10);
    // Options 10 and 11 are a component of their own with a single pair, 12 was never asked about.
    comparisons.push(Comparison { first: 10, second: 11, first_wins: 3.0, second_wins: 1.0, ties: 0.0 });
    let drawn = run("thurstone", 13, &comparisons, 100, 1);
    assert!(drawn.splits() > 90);
    for replicate in &drawn.replicates {
        let pieces = replicate.utility[..10].iter().filter(|utility| utility.is_some()).count();
        assert!(pieces >= 2, "the largest piece of ten options in a chain that misses some pairs");
        assert_eq!(replicate.split, replicate.utility.contains(&None));
        assert!(replicate.utility.iter().flatten().all(|utility| utility.is_finite()));
        assert_eq!(replicate.utility[12], Some(0.0));
    }
    // Ends that are rarely linked say little of each other, and nothing across components.
    let ends = drawn.probability(0, 9).unwrap();
    assert!((ends - 0.5).abs() < 0.1, "{ends}");
    assert_eq!(drawn.probability(0, 10), None);
}

#[test]
fn reliability_is_the_share_of_variance_that_is_no_error() {
    let options = 40;
    let mut source = Source::new(6);
    let truth: Vec<f64> = (0..options).map(|_| 0.5 * source.normal()).collect();
    let pairs = random_pairs(&mut source, options, 300);
    let comparisons = simulated_normal(&mut source, &truth, &vec![0.5; options], &pairs, 0.5, 3);
    let drawn = run("thurstone", options, &comparisons, 200, 1);
    let every: Vec<usize> = (0..options).collect();
    let reliability = drawn.reliability(&every).unwrap();
    // The squared correlation with the truth.
    let squared = correlation(&drawn.estimate.utility, &truth).powi(2);
    assert!((reliability - squared).abs() < 0.05, "{reliability} and {squared}");
    let stability = drawn.correlations(&drawn.estimate.utility, &every);
    let mean = stability.iter().map(|r| r.unwrap()).sum::<f64>() / 200.0;
    assert!((mean.powi(2) - reliability).abs() < 0.05, "{mean}");
    assert_eq!(drawn.correlations(&truth, &[0, 1])[0], None);
    assert_eq!(drawn.reliability(&[0]), None);
    assert_eq!(drawn.reliability(&[0, options]), None);
}

#[test]
fn every_model_can_be_resampled() {
    let (truth, comparisons) = ten(5);
    for model in UtilityModels::all().unwrap() {
        let drawn = run(model.name(), 10, &comparisons, 8, 1);
        assert_eq!(drawn.estimate.standard_error, vec![None; 10], "not computed");
        for replicate in &drawn.replicates {
            let utility: Vec<f64> = replicate.utility.iter().map(|utility| utility.unwrap()).collect();
            let agreement = correlation(&utility, &truth);
            assert!(agreement > 0.7, "{}: {agreement}", model.name());
        }
    }
}

/// Without a penalty some resample lets an option win throughout.
#[test]
fn a_replicate_without_an_estimate_is_an_error() {
    let comparisons = [
        Comparison { first: 0, second: 1, first_wins: 3.0, second_wins: 0.0, ties: 0.0 },
        Comparison { first: 1, second: 2, first_wins: 3.0, second_wins: 1.0, ties: 0.0 },
        Comparison { first: 2, second: 0, first_wins: 3.0, second_wins: 1.0, ties: 0.0 },
    ];
    let model = UtilityModels::find("thurstone").unwrap();
    let how = FitOptions { penalty: 0.0, position: false, ..HOW };
    assert!(model.fit(3, &comparisons, &how).is_ok());
    let error = bootstrap(model, 3, &comparisons, &how, 50, [0; 32]).unwrap_err();
    assert!(matches!(error, FitError::Unbounded { .. }), "{error}");
    let nothing = bootstrap(model, 3, &[], &HOW, 50, [0; 32]).unwrap_err();
    assert_eq!(nothing, FitError::NoChoices { comparisons: 0 });
}
