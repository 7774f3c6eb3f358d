//! Known utilities and a known position bias come back from simulated choices, with intervals that
//! cover them.
#![allow(clippy::unwrap_used)]

mod common;

use common::{Source, all_pairs, simulated};
use motive_utility::{FitOptions, UtilityModels};

fn correlation(a: &[f64], b: &[f64]) -> f64 {
    let mean = |x: &[f64]| x.iter().sum::<f64>() / x.len() as f64;
    let (mean_a, mean_b) = (mean(a), mean(b));
    let sum =
        |f: fn(f64, f64) -> f64| -> f64 { a.iter().zip(b).map(|(x, y)| f(x - mean_a, y - mean_b)).sum() };
    sum(|x, y| x * y) / (sum(|x, _| x * x) * sum(|_, y| y * y)).sqrt()
}

#[test]
fn utilities_and_position_are_recovered() {
    let mut source = Source::new(1);
    let truth: Vec<f64> = (0..40).map(|_| 1.5 * source.normal()).collect();
    let comparisons = simulated(&mut source, &truth, &all_pairs(40), 0.8, 5);
    let how = FitOptions::default();
    let fit = UtilityModels::find("bradley-terry").unwrap().fit(40, &comparisons, &how).unwrap();
    assert!(fit.converged);
    assert!(correlation(&fit.utility, &truth) >= 0.99);
    let error = fit.position_standard_error.unwrap();
    assert!((fit.position - 0.8).abs() <= 3.0 * error, "{} +- {error}", fit.position);
    assert!((fit.first_share() - common::logistic(fit.position)).abs() < 1e-12);
}

/// Without a position term a strong position bias is read as noise.
#[test]
fn ignoring_the_position_draws_utilities_together() {
    let mut source = Source::new(2);
    let truth: Vec<f64> = (0..20).map(|_| source.normal()).collect();
    let comparisons = simulated(&mut source, &truth, &all_pairs(20), 2.0, 20);
    let model = UtilityModels::find("bradley-terry").unwrap();
    let spread = |position| {
        let how = FitOptions { position, ..FitOptions::default() };
        let fit = model.fit(20, &comparisons, &how).unwrap();
        fit.utility.iter().map(|u| u * u).sum::<f64>()
    };
    assert!(spread(false) < 0.7 * spread(true));
}

#[test]
fn intervals_cover_the_truth() {
    let fits = 400;
    let options = 8;
    let mut source = Source::new(3);
    let (mut utilities, mut positions) = (0, 0);
    for _ in 0..fits {
        let mut truth: Vec<f64> = (0..options).map(|_| source.normal()).collect();
        let mean = truth.iter().sum::<f64>() / options as f64;
        truth.iter_mut().for_each(|u| *u -= mean);
        let comparisons = simulated(&mut source, &truth, &all_pairs(options), 0.5, 5);
        let fit = UtilityModels::find("bradley-terry")
            .unwrap()
            .fit(options, &comparisons, &FitOptions::default())
            .unwrap();
        let covers = |estimate: f64, error: Option<f64>, truth: f64| {
            (estimate - truth).abs() <= 1.959_964 * error.unwrap()
        };
        utilities +=
            (0..options).filter(|&i| covers(fit.utility[i], fit.standard_error[i], truth[i])).count();
        positions += usize::from(covers(fit.position, fit.position_standard_error, 0.5));
    }
    let coverage = utilities as f64 / (fits * options) as f64;
    assert!((0.93..=0.97).contains(&coverage), "utilities: {coverage}");
    // Three standard errors of a share of 400.
    let coverage = positions as f64 / fits as f64;
    assert!((0.917..=0.983).contains(&coverage), "position: {coverage}");
}
