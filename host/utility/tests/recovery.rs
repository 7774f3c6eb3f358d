//! Known utilities, variances, ties and a known position bias come back from simulated choices.
#![allow(clippy::unwrap_used)]

mod common;

use common::{Source, correlation, logistic, phi, random_pairs, simulated, simulated_normal, simulated_ties};
use motive_utility::{Comparison, Fit, FitOptions, UtilityModels};

fn fit(model: &str, options: usize, comparisons: &[Comparison]) -> Fit {
    UtilityModels::find(model).unwrap().fit(options, comparisons, &FitOptions::default()).unwrap()
}

/// 510 options, 9,174 pairs, ten choices in each order; every model from choices that follow it.
#[test]
fn utilities_are_recovered_at_the_published_budget() {
    let (options, position) = (510, 0.5);
    let mut source = Source::new(1);
    let truth: Vec<f64> = (0..options).map(|_| 1.2 * source.normal()).collect();
    let variances: Vec<f64> = (0..options).map(|_| 0.5 * (0.5 * source.normal()).exp()).collect();
    let pairs = random_pairs(&mut source, options, 9174);
    let even = vec![0.5; options];
    let cases = [
        ("bradley-terry", simulated(&mut source, &truth, &pairs, position, 10), position),
        ("davidson", simulated_ties(&mut source, &truth, 0.5, &pairs, position, 10), position),
        ("thurstone", simulated_normal(&mut source, &truth, &even, &pairs, position, 10), position),
        (
            "thurstone-variances",
            simulated_normal(&mut source, &truth, &variances, &pairs, position, 10),
            position,
        ),
        ("thurstone-published", simulated_normal(&mut source, &truth, &variances, &pairs, 0.0, 10), 0.0),
    ];
    for (model, comparisons, position) in cases {
        let fit = fit(model, options, &comparisons);
        assert!(correlation(&fit.utility, &truth) >= 0.99, "{model}");
        assert!(fit.components.iter().all(|&component| component == 0));
        if model == "thurstone-published" {
            assert!(!fit.converged, "the recipe stops on the way");
            assert_eq!((fit.position, fit.standard_error[0]), (0.0, None));
            continue;
        }
        assert!(fit.converged, "{model}");
        let error = fit.position_standard_error.unwrap();
        assert!((fit.position - position).abs() <= 4.0 * error, "{model}: {} +- {error}", fit.position);
        if let (Some(tie), Some(error)) = (fit.tie, fit.tie_standard_error) {
            assert!((tie / 0.5).ln().abs() <= 4.0 * error, "{tie}");
        }
        if let Some(fitted) = &fit.variance {
            let log = |variances: &[f64]| variances.iter().map(|v| v.ln()).collect::<Vec<_>>();
            assert!(correlation(&log(fitted), &log(&variances)) > 0.8);
        }
        let share = fit.first_share();
        let expected =
            if model.starts_with("thurstone") { phi(fit.position) } else { logistic(fit.position) };
        assert!((share - expected).abs() < 1e-12);
    }
}

/// The lean of an actor towards the first position is no preference. Told apart, it leaves the utilities as
/// they are; averaged away, as in the published recipe, it looks like indifference: means in units of their
/// own spread stay about as they were, variances grow, and a clear preference seems a weak one.
#[test]
fn a_position_bias_distorts_the_published_recipe_and_not_the_models() {
    let (options, position) = (60, 1.5);
    let mut source = Source::new(1);
    let truth: Vec<f64> = (0..options).map(|i| 3.46 * (i as f64 / 59.0 - 0.5)).collect();
    let even = vec![0.5; options];
    let pairs = random_pairs(&mut source, options, 700);
    let leaning = simulated_normal(&mut source, &truth, &even, &pairs, position, 10);
    let fair = simulated_normal(&mut source, &truth, &even, &pairs, 0.0, 10);
    let (high, low) = (40, 20);
    let known = phi(truth[high] - truth[low]);
    assert!((known - 0.88).abs() < 0.001);

    for model in ["thurstone", "thurstone-variances"] {
        let fit = fit(model, options, &leaning);
        assert!(fit.converged);
        // In the unit of a model with variances, which has to fit their noise too.
        assert!((fit.position - position).abs() < 0.1, "{model}: {}", fit.position);
        let probability = fit.probability(high, low).unwrap();
        assert!((probability - known).abs() < 0.04, "{model}: {probability}");
        let shown = fit.predict(low, high, true).unwrap();
        assert!((shown.first - phi(truth[low] - truth[high] + position)).abs() < 0.06, "{shown:?}");
        let squares = |values: &[f64]| values.iter().map(|u| u * u).sum::<f64>();
        let stretch = (squares(&fit.utility) / squares(&truth)).sqrt();
        assert!((stretch - 1.0).abs() < 0.07, "{model}: {stretch}");
    }

    let [leaning, fair] = [leaning, fair].map(|choices| fit("thurstone-published", options, &choices));
    let [with, without] = [&leaning, &fair].map(|fit| fit.probability(high, low).unwrap());
    assert!((without - known).abs() < 0.04, "{without}");
    assert!(with < 0.72, "pulled towards one half: {with}");
    let typical = |fit: &Fit| {
        let logs = fit.variance.as_ref().unwrap().iter().map(|variance| variance.ln());
        (logs.sum::<f64>() / options as f64).exp()
    };
    assert!(typical(&leaning) > 4.0 * typical(&fair), "{} and {}", typical(&leaning), typical(&fair));
    assert!(correlation(&leaning.utility, &fair.utility) > 0.98);
    let spread = leaning.utility.iter().map(|u| u * u).sum::<f64>() / (options - 1) as f64;
    assert!((spread - 1.0).abs() < 1e-4, "by construction");
}

/// Most pairs are shown with the smaller index first, so an actor that leans towards the first position
/// seems to prefer small indices. With a position term no utility is off on average; without, they are
/// off in the order of the indices.
#[test]
fn a_position_bias_leaves_utilities_unbiased() {
    let (options, position, fits) = (12, 1.0, 200);
    let truth: Vec<f64> = (0..options).map(|i| 1.5 * (((i * 5) % options) as f64 / 11.0 - 0.5)).collect();
    let even = vec![0.5; options];
    for name in common::MODELS {
        let model = UtilityModels::find(name).unwrap();
        let mut errors = [vec![0.0; options], vec![0.0; options]];
        let mut positions = 0.0;
        for seed in 0..fits {
            let mut source = Source::new(seed);
            let both = match name {
                "bradley-terry" => simulated(&mut source, &truth, &common::all_pairs(options), position, 20),
                "davidson" => {
                    simulated_ties(&mut source, &truth, 0.5, &common::all_pairs(options), position, 20)
                }
                _ => simulated_normal(&mut source, &truth, &even, &common::all_pairs(options), position, 20),
            };
            // Of either order of a pair one is kept: the first of the two in four of five.
            let shown: Vec<Comparison> =
                both.chunks(2).map(|orders| orders[usize::from(source.uniform() < 0.2)]).collect();
            for (errors, position) in errors.iter_mut().zip([true, false]) {
                let how = FitOptions { position, standard_errors: false, ..FitOptions::default() };
                let fit = model.fit(options, &shown, &how).unwrap();
                for ((error, utility), truth) in errors.iter_mut().zip(&fit.utility).zip(&truth) {
                    *error += (utility - truth) / fits as f64;
                }
                positions += fit.position / fits as f64;
            }
        }
        let [with, without] = errors;
        // The unit of a model with variances is that of noise it has to fit too: with so few choices it comes out
        // some percent too small.
        let tolerance = if name == "thurstone-variances" { 0.08 } else { 0.05 };
        assert!((positions - position).abs() < tolerance, "{name}: {positions}");
        assert!(with.iter().all(|error| error.abs() < 0.06), "{name}: {with:?}");
        assert!(without[0] - without[options - 1] > 0.5, "{name}: {without:?}");
    }
}

/// Without a position term a strong position bias is read as noise.
#[test]
fn ignoring_the_position_draws_utilities_together() {
    let mut source = Source::new(2);
    let truth: Vec<f64> = (0..20).map(|_| source.normal()).collect();
    let comparisons = simulated(&mut source, &truth, &common::all_pairs(20), 2.0, 20);
    let model = UtilityModels::find("bradley-terry").unwrap();
    let spread = |position| {
        let how = FitOptions { position, ..FitOptions::default() };
        let fit = model.fit(20, &comparisons, &how).unwrap();
        fit.utility.iter().map(|u| u * u).sum::<f64>()
    };
    assert!(spread(false) < 0.7 * spread(true));
}
