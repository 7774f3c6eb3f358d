//! How well utilities predict held-out choices after how many pairs, for every strategy that asks part
//! of them, on simulated actors (`tests/pairs_actors`).
//!
//! `cargo run --release -p motive-utility --example pair_curves -- OPTIONS SEEDS ANSWERS [BATCH [MULTIPLIER]]`,
//! where ANSWERS is per pair, half of them in each order. For every actor it prints held-out accuracy and
//! log loss against pairs asked, averaged over seeds. Then it compares with `active` after half of its
//! pairs and after all: how many pairs, and what share, each strategy needs to be as good, and how much
//! better it is with as many, with the standard error over seeds. The published share of pairs is held
//! out, without the published limit of 1,000, for less noise. All strategies get the same answers to the
//! same questions.
#![allow(missing_docs, clippy::unwrap_used)]

#[path = "../tests/pairs_actors/mod.rs"]
mod pairs_actors;

use motive_utility::{HOLDOUT_SHARE, PairParams};
use pairs_actors::{Actor, KINDS, Point, Study};

/// Points by number of pairs.
type Curve = Vec<Point>;
/// A strategy's name, and its curve for every seed.
type Strategy = (&'static str, Vec<Curve>);

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
        let over_seeds = |curve: &dyn Fn(&Actor, u64) -> Curve| -> Vec<Curve> {
            actors.iter().map(|(seed, actor)| curve(actor, *seed)).collect()
        };
        let adaptive =
            ADAPTIVE.map(|strategy| over_seeds(&|actor, seed| batch_by_batch(strategy, actor, params, seed)));
        let budgets: Vec<_> = adaptive[0][0].iter().map(|point| point.pairs).collect();
        let random = over_seeds(&|actor, seed| random(&budgets, actor, params, seed));
        println!("\n{kind}: {options} options, {answers} answers per pair, {seeds} seeds");
        let [active, swiss, information] = adaptive;
        let strategies =
            [("random", random), ("active", active), ("swiss", swiss), ("information", information)];
        print_curves(&strategies);
        let last = budgets.len() - 1;
        print_comparison("half way", last / 2, &strategies);
        print_comparison("at the end", last, &strategies);
    }
}

fn batch_by_batch(strategy: &str, actor: &Actor, params: PairParams, seed: u64) -> Curve {
    let mut study = Study::new(strategy, actor, params, HOLDOUT_SHARE, seed);
    let mut points = Vec::new();
    while study.ask() {
        points.push(study.point());
    }
    points
}

/// `random` asks everything at once: one study per budget. A larger one only adds pairs.
fn random(budgets: &[usize], actor: &Actor, params: PairParams, seed: u64) -> Curve {
    let options = actor.options() as f64;
    let point = |&budget: &usize| {
        let multiplier = (budget as f64 + 0.5) / (options * options.log2());
        let mut study = Study::new("random", actor, PairParams { multiplier, ..params }, HOLDOUT_SHARE, seed);
        study.ask();
        study.point()
    };
    budgets.iter().map(point).collect()
}

fn mean(curves: &[Curve]) -> Curve {
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

fn print_curves(strategies: &[Strategy]) {
    println!("  pairs{}", strategies.iter().map(|(name, _)| format!("{name:>17}")).collect::<String>());
    let means: Vec<_> = strategies.iter().map(|(_, curves)| mean(curves)).collect();
    for place in 0..means[0].len() {
        let row = means
            .iter()
            .map(|curve| format!("    {:.4} {:.4}", curve[place].accuracy, curve[place].log_loss));
        println!("{:>7}{}", means[0][place].pairs, row.collect::<String>());
    }
}

fn print_comparison(when: &str, place: usize, strategies: &[Strategy]) {
    let active = &strategies.iter().find(|(name, _)| *name == "active").unwrap().1;
    let goal = mean(active)[place];
    println!("`active` {when}: {} pairs", goal.pairs);
    println!("               pairs as good for (share)   better by (standard error)");
    println!("               accuracy     log loss       accuracy            log loss");
    for (name, curves) in strategies {
        let curve = mean(curves);
        let measures: [&dyn Fn(&Point) -> f64; 2] = [&|point| point.accuracy, &|point| -point.log_loss];
        let [[accuracy, better], [log_loss, lower]] = measures.map(|good| {
            let share = match first_at(&curve, good, good(&goal)) {
                Some(pairs) => format!("{pairs:.0} ({:.2})", pairs / goal.pairs as f64),
                None => "none".to_owned(),
            };
            let gains =
                curves.iter().zip(active).map(|(one, active)| good(&one[place]) - good(&active[place]));
            let (gain, error) = mean_and_error(&gains.collect::<Vec<_>>());
            [share, format!("{gain:+.4} ({error:.4})")]
        });
        println!("  {name:<12} {accuracy:<11}  {log_loss:<11}    {better:<18}  {lower}");
    }
}

/// The mean and its standard error.
fn mean_and_error(values: &[f64]) -> (f64, f64) {
    let count = values.len() as f64;
    let mean = values.iter().sum::<f64>() / count;
    let square = values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / (count - 1.0);
    (mean, (square / count).sqrt())
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
