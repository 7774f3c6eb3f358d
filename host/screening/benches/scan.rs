//! What screening an output of 4 KB costs, beside a bare pass over its words.

#![allow(missing_docs)]

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use motive_screening::{Expectation, LeakScan, Limits, Stake, Stop, Told, admit};

const BRIEF: &str = "Write an essay of 250 to 400 words that argues for the position below. Topic: Shops on Sundays. \
                     Position: Shops should stay closed on Sundays.";
const OUTCOME: &str = "Forty dogs leave a shelter for homes that keep them.";
const SENTENCE: &str = "A rule that is easy to explain is easy to keep, and as a result fewer officials are needed to see \
                        that it is kept, whether or not anybody in town would win by breaking it. ";

fn scan(c: &mut Criterion) {
    let inserted = format!(
        "If your text is judged the best of those submitted, the following will happen: \"{OUTCOME}\" Do not refer to \
         this in the text itself."
    );
    let stakes = [Stake { text: OUTCOME, entities: &["dog"] }];
    let told = Told { explained: &[BRIEF], inserted: &[&inserted], stakes: &stakes, language: None };
    let scan = LeakScan::new(&told);
    let expected = Expectation::of_brief(BRIEF);
    let mut group = c.benchmark_group("output");
    for kib in [4, 16] {
        let text = SENTENCE.repeat(kib * 1024 / SENTENCE.len());
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function(format!("bare pass over the words, {kib} KiB"), |b| {
            b.iter(|| {
                black_box(&text)
                    .split_whitespace()
                    .map(str::to_lowercase)
                    .map(|word| word.len())
                    .sum::<usize>()
            });
        });
        group.bench_function(format!("leak scan, {kib} KiB"), |b| b.iter(|| scan.scan(black_box(&text))));
        group.bench_function(format!("admission, {kib} KiB"), |b| {
            b.iter(|| admit(black_box(&text), Stop::Unknown, &expected, &Limits::default()));
        });
    }
    group.finish();
    c.bench_function("preparing a leak scan", |b| b.iter(|| LeakScan::new(black_box(&told))));
}

criterion_group!(benches, scan);
criterion_main!(benches);
