//! Intervals contain what they say they do: 95 % ones the truth in .93 to .97 of simulated studies, on
//! average over options.
#![allow(clippy::unwrap_used)]

mod common;

use common::{Source, all_pairs, simulated, simulated_normal, simulated_ties};
use motive_utility::{Comparison, FitOptions, UtilityModel, UtilityModels, bootstrap};

const Z: f64 = 1.959_963_984_540_054;
const POSITION: f64 = 0.5;

/// A truth, and choices between all pairs that follow the model, in both orders.
struct Study {
    utility: Vec<f64>,
    comparisons: Vec<Comparison>,
}

fn study(model: &str, options: usize, samples: usize, seed: u64) -> Study {
    let source = &mut Source::new(seed);
    let utility = centred((0..options).map(|_| source.normal()).collect());
    let pairs = all_pairs(options);
    let comparisons = match model {
        "bradley-terry" => simulated(source, &utility, &pairs, POSITION, samples),
        "davidson" => simulated_ties(source, &utility, 0.7, &pairs, POSITION, samples),
        "thurstone" => simulated_normal(source, &utility, &vec![0.5; options], &pairs, POSITION, samples),
        _ => {
            let logs = centred((0..options).map(|_| 0.5 * source.normal()).collect());
            let variances: Vec<f64> = logs.iter().map(|log| 0.5 * log.exp()).collect();
            simulated_normal(source, &utility, &variances, &pairs, POSITION, samples)
        }
    };
    Study { utility, comparisons }
}

fn centred(mut values: Vec<f64>) -> Vec<f64> {
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    values.iter_mut().for_each(|value| *value -= mean);
    values
}

#[test]
fn standard_errors_make_intervals_that_cover() {
    let (fits, options, samples) = (1000, 8, 10);
    for name in ["bradley-terry", "davidson", "thurstone", "thurstone-variances"] {
        let model = UtilityModels::find(name).unwrap();
        let (mut utilities, mut positions) = (0, 0);
        for seed in 0..fits {
            let study = study(name, options, samples, seed);
            let fit = model.fit(options, &study.comparisons, &FitOptions::default()).unwrap();
            assert!(fit.converged, "{name}, seed {seed}: {} steps", fit.iterations);
            let covers = |estimate: f64, error: Option<f64>, truth: f64| {
                usize::from((estimate - truth).abs() <= Z * error.unwrap())
            };
            utilities += (0..options)
                .map(|i| covers(fit.utility[i], fit.standard_error[i], study.utility[i]))
                .sum::<usize>();
            positions += covers(fit.position, fit.position_standard_error, POSITION);
        }
        let coverage = utilities as f64 / (fits as usize * options) as f64;
        assert!((0.93..=0.97).contains(&coverage), "{name}, utilities: {coverage}");
        let coverage = positions as f64 / fits as f64;
        assert!((0.93..=0.97).contains(&coverage), "{name}, position: {coverage}");
    }
}

fn bootstrap_coverage(model: &dyn UtilityModel, fits: u64, replicates: usize) -> f64 {
    let (options, samples) = (12, 5);
    let mut covered = 0;
    for seed in 0..fits {
        let study = study(model.name(), options, samples, seed);
        let how = FitOptions::default();
        let drawn =
            bootstrap(model, options, &study.comparisons, &how, replicates, [seed as u8; 32]).unwrap();
        covered += (0..options)
            .filter(|&option| {
                let [from, to] = drawn.interval(option, 0.95).unwrap();
                (from..=to).contains(&study.utility[option])
            })
            .count();
    }
    covered as f64 / (fits as usize * options) as f64
}

#[test]
fn bootstrap_intervals_cover() {
    for name in ["bradley-terry", "thurstone"] {
        let coverage = bootstrap_coverage(UtilityModels::find(name).unwrap(), 300, 200);
        assert!((0.93..=0.97).contains(&coverage), "{name}: {coverage}");
    }
}

/// The same for all models with 1,000 fits of 400 replicates.
#[test]
#[ignore = "takes minutes"]
fn bootstrap_intervals_cover_at_length() {
    for name in ["bradley-terry", "davidson", "thurstone", "thurstone-variances"] {
        let coverage = bootstrap_coverage(UtilityModels::find(name).unwrap(), 1000, 400);
        eprintln!("{name}: {coverage}");
        assert!((0.93..=0.97).contains(&coverage), "{name}: {coverage}");
    }
}
