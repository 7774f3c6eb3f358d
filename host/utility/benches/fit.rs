//! Fits of a published elicitation's size (510 options, 9,174 pairs in both orders, ten choices each) and of
//! a large one (5,000 options, 200,000 pairs).
//!
//! One thread, except for limits and the bootstrap.
#![allow(missing_docs, clippy::unwrap_used)]

use criterion::{Criterion, criterion_group, criterion_main};
use motive_utility::{Comparison, Fit, FitOptions, UtilityModel, UtilityModels, bootstrap};
use rand_chacha::ChaCha20Rng;
use rand_core::{Rng, SeedableRng};
use std::time::Duration;

const OPTIONS: usize = 510;
const PAIRS: usize = 9174;
const SAMPLES: usize = 10;
const ESTIMATE: FitOptions =
    FitOptions { penalty: 0.01, position: true, standard_errors: false, one_sided: false };
const WITH_ERRORS: FitOptions = FitOptions { standard_errors: true, ..ESTIMATE };
const EVERYTHING: FitOptions = FitOptions { one_sided: true, ..WITH_ERRORS };

/// Choices with normal noise of variance 1/2 that follow utilities spread evenly over `[-reach, reach]`,
/// and a first-position term of .5. Random pairs in random order, both orders of a pair together.
fn comparisons(options: usize, pairs: usize, reach: f64) -> Vec<Comparison> {
    let mut rng = ChaCha20Rng::seed_from_u64(1);
    let utility = |option: usize| reach * (2.0 * (option as f64) / (options as f64 - 1.0) - 1.0);
    let mut all: Vec<_> = (0..options).flat_map(|i| (i + 1..options).map(move |j| (i, j))).collect();
    for place in 0..pairs {
        let other = place + (rng.next_u64() % (all.len() - place) as u64) as usize;
        all.swap(place, other);
    }
    all[..pairs]
        .iter()
        .flat_map(|&(i, j)| [(i, j), (j, i)])
        .map(|(first, second)| {
            let lead = utility(first) - utility(second) + 0.5;
            let p = 0.5 * libm::erfc(-lead * std::f64::consts::FRAC_1_SQRT_2);
            let chosen = |_: &usize| ((rng.next_u64() >> 11) as f64) < p * (1_u64 << 53) as f64;
            let first_wins = (0..SAMPLES).filter(chosen).count() as f64;
            Comparison { first, second, first_wins, second_wins: SAMPLES as f64 - first_wins, ties: 0.0 }
        })
        .collect()
}

fn models() -> Vec<&'static dyn UtilityModel> {
    UtilityModels::all().unwrap().into_iter().filter(|model| model.name() != "thurstone-published").collect()
}

fn describe(model: &dyn UtilityModel, fit: &Fit) {
    assert!(fit.converged);
    let bounded = fit.bounded.iter().filter(|bounded| **bounded).count();
    eprintln!("{}: {} steps, {bounded} bounded options", model.name(), fit.iterations);
}

fn published_size(criterion: &mut Criterion) {
    let all = comparisons(OPTIONS, PAIRS, 2.0);
    let mut group = criterion.benchmark_group("510 options, 9174 pairs");
    group.sample_size(20);
    for model in models() {
        describe(model, &model.fit(OPTIONS, &all, &ESTIMATE).unwrap());
        for (what, how) in [("estimate", ESTIMATE), ("with standard errors", WITH_ERRORS)] {
            let fit = || model.fit(OPTIONS, &all, &how).unwrap();
            group.bench_function(format!("{}, {what}", model.name()), |bencher| bencher.iter(fit));
        }
        let before = model.fit(OPTIONS, &all[..2 * (PAIRS - 500)], &ESTIMATE).unwrap();
        describe(model, &model.fit_from(OPTIONS, &all, &ESTIMATE, Some(&before)).unwrap());
        for (what, how) in [("refit", ESTIMATE), ("refit with standard errors", WITH_ERRORS)] {
            let fit = || model.fit_from(OPTIONS, &all, &how, Some(&before)).unwrap();
            group.bench_function(format!("{}, {what}", model.name()), |bencher| bencher.iter(fit));
        }
    }
    let published = UtilityModels::find("thurstone-published").unwrap();
    let fit = || published.fit(OPTIONS, &all, &ESTIMATE).unwrap();
    group.sample_size(10).bench_function("thurstone-published", |bencher| bencher.iter(fit));
    group.finish();
}

/// An actor whose choices are nearly all decided, so that some options always win or always lose.
fn limits(criterion: &mut Criterion) {
    let all = comparisons(OPTIONS, PAIRS, 40.0);
    let mut group = criterion.benchmark_group("510 options, 9174 pairs, decided choices");
    group.sample_size(10).measurement_time(Duration::from_secs(1));
    for model in models() {
        describe(model, &model.fit(OPTIONS, &all, &ESTIMATE).unwrap());
        for (what, how) in [("with standard errors", WITH_ERRORS), ("with limits too", EVERYTHING)] {
            let fit = || model.fit(OPTIONS, &all, &how).unwrap();
            group.bench_function(format!("{}, {what}", model.name()), |bencher| bencher.iter(fit));
        }
    }
    group.finish();
}

fn bootstraps(criterion: &mut Criterion) {
    let all = comparisons(OPTIONS, PAIRS, 2.0);
    let mut group = criterion.benchmark_group("1000 bootstrap fits, 510 options, 9174 pairs");
    group.sample_size(10).measurement_time(Duration::from_secs(1));
    for model in models() {
        let run = || bootstrap(model, OPTIONS, &all, &ESTIMATE, 1000, [0; 32]).unwrap();
        group.bench_function(model.name(), |bencher| bencher.iter(run));
    }
    group.finish();
}

fn large(criterion: &mut Criterion) {
    let all = comparisons(5000, 200_000, 2.0);
    let mut group = criterion.benchmark_group("5000 options, 200000 pairs");
    group.sample_size(10).measurement_time(Duration::from_secs(1));
    for model in models() {
        describe(model, &model.fit(5000, &all, &ESTIMATE).unwrap());
        let fit = || model.fit(5000, &all, &ESTIMATE).unwrap();
        group.bench_function(format!("{}, estimate", model.name()), |bencher| bencher.iter(fit));
    }
    let model = UtilityModels::find("thurstone").unwrap();
    let before = model.fit(5000, &all[..2 * 195_000], &ESTIMATE).unwrap();
    let refit = || model.fit_from(5000, &all, &ESTIMATE, Some(&before)).unwrap();
    group.bench_function("thurstone, refit after 5000 pairs", |bencher| bencher.iter(refit));
    let fit = || model.fit(5000, &all, &WITH_ERRORS).unwrap();
    group.bench_function("thurstone, with standard errors", |bencher| bencher.iter(fit));
    group.finish();
}

criterion_group!(benches, published_size, limits, large, bootstraps);
criterion_main!(benches);
