//! Fits of a published elicitation's size (510 options, 9,174 pairs in both orders, ten choices each) and of
//! a large one (5,000 options, 200,000 pairs). Names say what a time is to be at most; where they say
//! nothing, it is there to compare with.
//!
//! One thread, except for limits (as many as there are cores) and the bootstrap (two).
#![allow(missing_docs, clippy::unwrap_used)]

#[path = "../tests/common/mod.rs"]
mod common;

use common::{MODELS, Source, logistic, phi, random_pairs, simulated_normal, simulated_ties};
use criterion::{BenchmarkGroup, Criterion, criterion_group, criterion_main, measurement::WallTime};
use motive_utility::{Comparison, Fit, FitOptions, UtilityModel, UtilityModels, bootstrap};
use std::time::Duration;

const OPTIONS: usize = 510;
const PAIRS: usize = 9174;
const SAMPLES: usize = 10;
const POSITION: f64 = 0.5;
const ESTIMATE: FitOptions =
    FitOptions { penalty: 0.01, position: true, standard_errors: false, one_sided: false };
const WITH_ERRORS: FitOptions = FitOptions { standard_errors: true, ..ESTIMATE };
const EVERYTHING: FitOptions = FitOptions { one_sided: true, ..WITH_ERRORS };

/// Choices between random pairs that follow utilities spread evenly over `[-reach, reach]`: with normal noise
/// of variance 1/2, for Davidson with logistic choice and ties.
fn comparisons(model: &str, options: usize, pairs: usize, reach: f64) -> Vec<Comparison> {
    let source = &mut Source::new(1);
    let utility: Vec<f64> =
        (0..options).map(|option| reach * (2.0 * option as f64 / (options as f64 - 1.0) - 1.0)).collect();
    let pairs = random_pairs(source, options, pairs);
    match model {
        "davidson" => simulated_ties(source, &utility, 0.5, &pairs, POSITION, SAMPLES),
        _ => simulated_normal(source, &utility, &vec![0.5; options], &pairs, POSITION, SAMPLES),
    }
}

fn model(name: &str) -> &'static dyn UtilityModel {
    UtilityModels::find(name).unwrap()
}

fn group<'a>(criterion: &'a mut Criterion, name: &str, seconds: u64) -> BenchmarkGroup<'a, WallTime> {
    let mut group = criterion.benchmark_group(name);
    group.sample_size(10).warm_up_time(Duration::from_secs(1)).measurement_time(Duration::from_secs(seconds));
    group
}

fn describe(what: &str, fit: &Fit) {
    assert!(fit.converged);
    let bounded = fit.bounded.iter().filter(|bounded| **bounded).count();
    eprintln!("{what}: {} steps, {bounded} bounded options", fit.iterations);
}

fn published_size(criterion: &mut Criterion) {
    let mut group = group(criterion, "510 options, 9174 pairs", 2);
    for name in MODELS {
        let (model, all) = (model(name), comparisons(name, OPTIONS, PAIRS, 2.0));
        describe(name, &model.fit(OPTIONS, &all, &ESTIMATE).unwrap());
        for (what, how) in [("", ESTIMATE), (" with standard errors", WITH_ERRORS)] {
            let fit = || model.fit(OPTIONS, &all, &how).unwrap();
            group.bench_function(format!("{name}{what} (50 ms)"), |bencher| bencher.iter(fit));
        }
        let before = model.fit(OPTIONS, &all[..2 * (PAIRS - 500)], &ESTIMATE).unwrap();
        let refit = || model.fit_from(OPTIONS, &all, &ESTIMATE, Some(&before)).unwrap();
        describe(&format!("{name}, refit"), &refit());
        group.bench_function(format!("{name} refit after 500 pairs (15 ms)"), |bencher| bencher.iter(refit));
    }
    let all = comparisons("thurstone", OPTIONS, PAIRS, 2.0);
    let published = model("thurstone-published");
    let fit = || published.fit(OPTIONS, &all, &ESTIMATE).unwrap();
    group.bench_function("thurstone-published", |bencher| bencher.iter(fit));
    for (name, link) in [("logistic", logistic as fn(f64) -> f64), ("normal", phi)] {
        let pass = || one_pass(link, &all);
        group.bench_function(format!("one pass with the {name} function"), |bencher| bencher.iter(pass));
    }
    group.finish();
}

/// What every step of a fit cannot do without: the log-likelihood of every comparison, once.
fn one_pass(link: fn(f64) -> f64, comparisons: &[Comparison]) -> f64 {
    let utility = |option: usize| option as f64 / OPTIONS as f64;
    let one = |choices: &Comparison| {
        let p = link(utility(choices.first) - utility(choices.second));
        choices.first_wins * p.ln() + choices.second_wins * (1.0 - p).ln()
    };
    comparisons.iter().map(one).sum()
}

/// An actor whose choices are nearly all decided, so that some options always win or always lose.
fn limits(criterion: &mut Criterion) {
    let mut group = group(criterion, "510 options, 9174 pairs, decided choices", 1);
    for name in MODELS {
        let (model, all) = (model(name), comparisons(name, OPTIONS, PAIRS, 40.0));
        describe(name, &model.fit(OPTIONS, &all, &ESTIMATE).unwrap());
        for (what, how) in [("", ESTIMATE), (" with errors and limits", EVERYTHING)] {
            let fit = || model.fit(OPTIONS, &all, &how).unwrap();
            group.bench_function(format!("{name}{what}"), |bencher| bencher.iter(fit));
        }
    }
    group.finish();
}

fn large(criterion: &mut Criterion) {
    let mut group = group(criterion, "5000 options, 200000 pairs", 1);
    for name in MODELS {
        let (model, all) = (model(name), comparisons(name, 5000, 200_000, 2.0));
        describe(name, &model.fit(5000, &all, &ESTIMATE).unwrap());
        let fit = || model.fit(5000, &all, &ESTIMATE).unwrap();
        group.bench_function(format!("{name} (3 s)"), |bencher| bencher.iter(fit));
    }
    let (model, all) = (model("thurstone"), comparisons("thurstone", 5000, 200_000, 2.0));
    let fit = || model.fit(5000, &all, &WITH_ERRORS).unwrap();
    group.bench_function("thurstone with standard errors (3 s)", |bencher| bencher.iter(fit));
    group.finish();
}

fn bootstraps(criterion: &mut Criterion) {
    let two_cores = rayon::ThreadPoolBuilder::new().num_threads(2).build().unwrap();
    let mut group = group(criterion, "1000 bootstrap fits, 510 options, 9174 pairs", 1);
    for name in MODELS {
        let (model, all) = (model(name), comparisons(name, OPTIONS, PAIRS, 2.0));
        let run = || two_cores.install(|| bootstrap(model, OPTIONS, &all, &ESTIMATE, 1000, [0; 32]).unwrap());
        group.bench_function(format!("{name} (20 s)"), |bencher| bencher.iter(run));
    }
    group.finish();
}

criterion_group!(benches, published_size, limits, large, bootstraps);
criterion_main!(benches);
