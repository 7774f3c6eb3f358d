//! How well utilities predict held-out choices after how many pairs, for every strategy that asks part
//! of them, on simulated actors (`tests/pairs_actors`).
//!
//! `cargo run --release -p motive-utility --example pair_curves -- OPTIONS SEEDS ANSWERS [BATCH [MULTIPLIER]]`,
//! where ANSWERS is per pair, half of them in each order. For every actor it prints held-out accuracy and
//! log loss against pairs asked, averaged over seeds, then the pairs that each strategy needs to be as good
//! as `active` is after half of its pairs and after all, as a share of those. The published share of pairs
//! is held out, without the published limit of 1,000, for less noise. All strategies get the same
//! answers to the same questions.
#![allow(missing_docs, clippy::unwrap_used)]

#[path = "../tests/pairs_actors/mod.rs"]
mod pairs_actors;

use motive_utility::{HOLDOUT_SHARE, PairParams};
use pairs_actors::{Actor, KINDS, Point, Study};

const ADAPTIVE: [&str; 3] = ["active", "swiss", "information"];

fn main() {
    let arguments: Vec<f64> = std::env::args().skip(1).map(|text| text.parse().unwrap()).collect();
    let [options, seeds, answers, rest @ ..] = &arguments[..] else {
        panic!("OPTIONS SEEDS ANSWERS [BATCH [MULTIPLIER]]");
    };
    let published = PairParams::default();
    let params = PairParams {
        batch: rest.first().map_or(published.batch, |&batch| batch as usize),
        multiplier: rest.get(1).copied().unwrap_or(published.multiplier),
        ..published
    };
    for kind in KINDS {
        let actors: Vec<_> = (0..*seeds as u64)
            .map(|seed| (seed, Actor::new(kind, *options as usize, *answers as usize, seed)))
            .collect();
        let over_seeds = |curve: &dyn Fn(&Actor, u64) -> Vec<Point>| {
            mean(&actors.iter().map(|(seed, actor)| curve(actor, *seed)).collect::<Vec<_>>())
        };
        let adaptive =
            ADAPTIVE.map(|strategy| over_seeds(&|actor, seed| batch_by_batch(strategy, actor, params, seed)));
        let budgets: Vec<_> = adaptive[0].iter().map(|point| point.pairs).collect();
        let random = over_seeds(&|actor, seed| random(&budgets, actor, params, seed));
        println!("\n{kind}: {options} options, {answers} answers per pair, {seeds} seeds");
        let [active, swiss, information] = adaptive;
        print_curves(&[
            ("random", random),
            ("active", active),
            ("swiss", swiss),
            ("information", information),
        ]);
    }
}

fn batch_by_batch(strategy: &str, actor: &Actor, params: PairParams, seed: u64) -> Vec<Point> {
    let mut study = Study::new(strategy, actor, params, HOLDOUT_SHARE, seed);
    let mut points = Vec::new();
    while study.ask() {
        points.push(study.point());
    }
    points
}

/// `random` asks everything at once: one study per budget. A larger one only adds pairs.
fn random(budgets: &[usize], actor: &Actor, params: PairParams, seed: u64) -> Vec<Point> {
    let options = actor.options() as f64;
    let point = |&budget: &usize| {
        let multiplier = (budget as f64 + 0.5) / (options * options.log2());
        let mut study = Study::new("random", actor, PairParams { multiplier, ..params }, HOLDOUT_SHARE, seed);
        study.ask();
        study.point()
    };
    budgets.iter().map(point).collect()
}

fn mean(curves: &[Vec<Point>]) -> Vec<Point> {
    let over = |place: usize, part: fn(&Point) -> f64| {
        curves.iter().map(|curve| part(&curve[place])).sum::<f64>() / curves.len() as f64
    };
    let point = |place: usize| Point {
        pairs: curves[0][place].pairs,
        accuracy: over(place, |point| point.accuracy),
        log_loss: over(place, |point| point.log_loss),
    };
    (0..curves[0].len()).map(point).collect()
}

fn print_curves(curves: &[(&str, Vec<Point>)]) {
    let active = &curves[1].1;
    println!("  pairs{}", curves.iter().map(|(name, _)| format!("{name:>17}")).collect::<String>());
    for place in 0..active.len() {
        let row = curves
            .iter()
            .map(|(_, curve)| format!("    {:.4} {:.4}", curve[place].accuracy, curve[place].log_loss));
        println!("{:>7}{}", active[place].pairs, row.collect::<String>());
    }
    for (place, when) in [((active.len() - 1) / 2, "half way"), (active.len() - 1, "at the end")] {
        let goal = active[place];
        println!(
            "share of the {} pairs of `active` {when} that give its accuracy and its log loss:",
            goal.pairs
        );
        for (name, curve) in curves {
            let share = |good: &dyn Fn(&Point) -> f64| match first_at(curve, good, good(&goal)) {
                Some(pairs) => format!("{:.2}", pairs / goal.pairs as f64),
                None => "not reached".to_owned(),
            };
            println!("  {name:<12} {} {}", share(&|point| point.accuracy), share(&|point| -point.log_loss));
        }
    }
}

/// After how many pairs `good` first reaches `goal`, by linear interpolation.
fn first_at(curve: &[Point], good: &dyn Fn(&Point) -> f64, goal: f64) -> Option<f64> {
    let place = curve.iter().position(|point| good(point) >= goal)?;
    let reached = curve[place];
    let Some(before) = place.checked_sub(1).map(|place| curve[place]) else {
        return Some(reached.pairs as f64);
    };
    let part = (goal - good(&before)) / (good(&reached) - good(&before));
    Some(before.pairs as f64 + part * (reached.pairs - before.pairs) as f64)
}
