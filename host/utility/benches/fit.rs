//! The fit of a published elicitation's size: 510 options, 9,174 pairs in both orders, ten choices each.
#![allow(missing_docs, clippy::unwrap_used)]

use criterion::{Criterion, criterion_group, criterion_main};
use motive_utility::{Comparison, FitOptions, PairParams, PairStrategies, UtilityModels};

const OPTIONS: usize = 510;

/// Choices that follow utilities spread evenly over [-3, 3] and a first-position term of .8, rounded to
/// counts of ten.
fn comparisons() -> Vec<Comparison> {
    let utility = |option: usize| 6.0 * (option as f64) / (OPTIONS as f64 - 1.0) - 3.0;
    let strategy = PairStrategies::find("random").unwrap();
    let pairs = strategy.pairs(OPTIONS, None, &PairParams { multiplier: 2.0 }, [0; 32]).unwrap();
    assert_eq!(pairs.len(), 9174);
    pairs
        .iter()
        .flat_map(|&(i, j)| [(i, j), (j, i)])
        .map(|(first, second)| {
            let lead = utility(first) - utility(second) + 0.8;
            let first_wins = (10.0 / (1.0 + (-lead).exp())).round();
            Comparison { first, second, first_wins, second_wins: 10.0 - first_wins }
        })
        .collect()
}

fn fit(criterion: &mut Criterion) {
    let comparisons = comparisons();
    let mut group = criterion.benchmark_group("fit 510 options, 9174 pairs");
    group.sample_size(10);
    for model in UtilityModels::all().unwrap() {
        let fit = || model.fit(OPTIONS, &comparisons, &FitOptions::default()).unwrap();
        let once = fit();
        assert!(once.converged);
        eprintln!("{}: {} Newton steps", model.name(), once.iterations);
        group.bench_function(model.name(), |bencher| bencher.iter(fit));
    }
    group.finish();
}

criterion_group!(benches, fit);
criterion_main!(benches);
