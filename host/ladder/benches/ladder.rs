//! What a degraded text costs (a text of 320 words; one of 10,000), and what a draw of gold pairs costs
//! (100,000 outputs, of which 1,600 are drawn).
#![allow(missing_docs, clippy::unwrap_used)]

use criterion::{Criterion, criterion_group, criterion_main};
use motive_ladder::{Degradations, Document, Dose, GoldDesign, GoldKind, Key, Output, gold_pairs, widest};
use motive_study::file::Orders;
use std::hint::black_box;

const KEY: Key = [1; 32];
const TEXT: &str = include_str!("../tests/fixtures/en.md");

fn texts(criterion: &mut Criterion) {
    let long = format!("{TEXT}\n").repeat(31);
    for (name, text) in [("320 words", TEXT), ("10,000 words", &long)] {
        let mut group = criterion.benchmark_group(name);
        group.sample_size(20);
        group.bench_function("read", |bench| bench.iter(|| Document::read(black_box(text))));
        for degradation in Degradations::all().unwrap() {
            let dose = Dose::new(if degradation.name() == "errors" { 0.05 } else { 0.3 }).unwrap();
            group.bench_function(degradation.name(), |bench| {
                bench.iter(|| degradation.apply(black_box(text), dose, &KEY).unwrap());
            });
        }
    }
}

fn pairs(criterion: &mut Criterion) {
    let outputs: Vec<Output> = (0..100_000)
        .map(|place| Output { id: format!("trial/{place}"), cell: format!("{}", place % 100), prompt: None })
        .collect();
    let kinds = ["drop", "errors", "shorten", "shuffle"].into_iter().flat_map(|strategy| {
        [0.1, 0.2, 0.4, 0.8]
            .map(|dose| GoldKind::Ladder { strategy: strategy.to_owned(), dose: Dose::new(dose).unwrap() })
    });
    let mut design = GoldDesign {
        kinds: kinds.collect(),
        pairs: 100,
        one_in: 1,
        judges: ["a", "b", "c"].map(str::to_owned).to_vec(),
        orders: Orders::One,
    };
    design.one_in = widest(&outputs, design.size()).unwrap();
    let mut group = criterion.benchmark_group("100,000 outputs");
    group.sample_size(10);
    group.bench_function("gold pairs", |bench| {
        bench.iter(|| gold_pairs(&design, black_box(&outputs), &|_, _, _| true, &KEY).unwrap());
    });
}

criterion_group!(benches, texts, pairs);
criterion_main!(benches);
