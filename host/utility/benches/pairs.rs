//! How long it takes to choose a batch of 500 pairs among 510 options, the fit not counted: right
//! after the opening (first) and after fifteen batches (late).
#![allow(missing_docs, clippy::unwrap_used)]

#[path = "../tests/pairs_actors/mod.rs"]
mod pairs_actors;

use criterion::{Criterion, criterion_group, criterion_main};
use motive_utility::{HOLDOUT_SHARE, PairParams, PairStrategies};
use pairs_actors::{Actor, KINDS, Study};

fn choose(criterion: &mut Criterion) {
    let actor = Actor::new(KINDS[0], 510, 20, 0);
    let mut group = criterion.benchmark_group("choose 500 of 510 options' pairs");
    group.sample_size(10);
    for (when, batches) in [("first", 1), ("late", 15)] {
        let mut study = Study::new("active", &actor, PairParams::default(), HOLDOUT_SHARE, 0);
        (0..batches).for_each(|_| assert!(study.ask()));
        let fit = study.fit();
        for strategy in PairStrategies::all().unwrap().into_iter().filter(|strategy| strategy.adaptive()) {
            let next = || study.next(strategy, &|_| Ok(fit.clone()));
            assert_eq!(next().len(), 500);
            group.bench_function(format!("{}, {when}", strategy.name()), |bencher| bencher.iter(next));
        }
    }
    group.finish();
}

criterion_group!(benches, choose);
criterion_main!(benches);
