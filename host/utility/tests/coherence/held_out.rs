//! Held-out choices: what a fit reaches and what it could.

use crate::actors::{SEED, ask, choices, close, exact, fitted, pairs_of, tallies};
use crate::common::{Source, logistic};
use motive_utility::Fit;
use motive_utility::coherence::{HeldOut, Resampling, Tally, held_out};

fn scored(fit: &Fit, tallies: &[Tally], replicates: usize) -> Option<HeldOut> {
    let resampling = Resampling { seed: SEED, replicates };
    held_out(fit, &choices(fit.utility.len(), tallies), &resampling, 0.95).unwrap()
}

#[test]
fn scores_are_those_of_the_predicted_probabilities() {
    let fit = exact(&[3_f64.ln(), 0.0]);
    let report = scored(&fit, &tallies(&[(0, 1, 3.0, 1.0), (1, 0, 2.0, 2.0)]), 2).unwrap();
    assert_eq!((report.pairs, report.choices, report.unlinked), (1, 8.0, 0));
    close("accuracy", report.accuracy.reached.value, 5.0 / 8.0, 1e-12);
    let loss = -(5.0 * 0.75_f64.ln() + 3.0 * 0.25_f64.ln()) / 8.0;
    close("log loss", report.log_loss.reached.value, loss, 1e-8);
    // One pair says nothing about others.
    assert_eq!(report.log_loss.reached.interval, None);
    close("majority", report.majority.unwrap().value, 1.0, 0.0);
}

#[test]
fn the_position_is_part_of_the_prediction() {
    let rows = tallies(&[(0, 1, 9.0, 1.0), (1, 0, 9.0, 1.0)]);
    let fit = fitted(&choices(2, &rows));
    let report = scored(&fit, &rows, 2).unwrap();
    close("accuracy", report.accuracy.reached.value, 0.9, 1e-12);
    // Both options are alike, and the majority over both orders is none.
    assert_eq!(report.majority, None);
}

#[test]
fn what_cannot_be_scored_is_missing() {
    let fit = crate::common::fit_with(&[0.0, 1.0, 0.0, 1.0], &[0, 0, 1, 1]);
    assert_eq!(scored(&fit, &[], 2), None);
    let unlinked = tallies(&[(0, 2, 5.0, 5.0)]);
    assert_eq!(scored(&fit, &unlinked, 2), None);
    let ties = Tally { first: 0, second: 1, ties: 4.0, ..Tally::default() };
    assert_eq!(scored(&fit, &[ties], 2), None);
    let both = [unlinked[0], tallies(&[(0, 1, 5.0, 5.0)])[0], ties];
    let report = scored(&fit, &both, 2).unwrap();
    assert_eq!((report.pairs, report.unlinked, report.ties), (1, 1, 4.0));
    // Three choices per tally, or probabilities, leave the noise unknown.
    for few in [tallies(&[(0, 1, 2.0, 1.0)]), tallies(&[(0, 1, 7.5, 2.5)])] {
        let report = scored(&fit, &few, 2).unwrap();
        assert_eq!((report.accuracy.attainable, report.log_loss.shortfall), (None, None));
    }
}

#[test]
fn refuses_other_options_and_too_few_replicates() {
    let fit = exact(&[1.0, 0.0]);
    let of = |options, replicates| {
        let resampling = Resampling { seed: SEED, replicates };
        held_out(&fit, &choices(options, &[]), &resampling, 0.95).unwrap_err().to_string()
    };
    assert_eq!(of(3, 2), "utilities: 2 entries for 3 options; there must be one for each");
    assert_eq!(of(2, 1), "replicates is 1: it must be at least 2");
}

/// The truth: what the true probabilities expect to reach on these pairs.
fn truth(lead: &[f64]) -> (f64, f64) {
    let mean = |of: fn(f64) -> f64| lead.iter().map(|&x| of(logistic(x))).sum::<f64>() / lead.len() as f64;
    (mean(|p| p.max(1.0 - p)), mean(|p| -p * p.ln() - (1.0 - p) * (1.0 - p).ln()))
}

/// Draws by how much one option of a pair leads.
type Lead = fn(&mut Source) -> f64;

/// The attainable scores are those of the true probabilities, where the observed shares promise more.
#[test]
fn attainable_scores_are_those_of_the_truth() {
    let lopsided = |source: &mut Source| if source.uniform() < 0.5 { 0.0 } else { 4.0 };
    let actors: [(&str, Lead, f64, f64); 4] = [
        ("normal", |source| 1.4 * source.normal(), 0.006, 0.006),
        ("decided", |source| 4.0 * source.normal(), 0.006, 0.006),
        ("half even, half decided", lopsided, 0.02, 0.006),
        // The end of the range, where the error is largest.
        ("coin", |_| 0.0, 0.035, 0.01),
    ];
    let mut source = Source::new(11);
    let pairs = pairs_of(30);
    let fit = exact(&[0.0; 30]);
    for (name, lead, accuracy_error, loss_error) in actors {
        let (runs, mut accuracy, mut loss) = (20, 0.0, 0.0);
        for _ in 0..runs {
            let leads: Vec<f64> = pairs.iter().map(|_| lead(&mut source)).collect();
            let at = |first: usize, second: usize| {
                let index = pairs.binary_search(&(first.min(second), first.max(second))).unwrap();
                if first < second { logistic(leads[index]) } else { logistic(-leads[index]) }
            };
            let report = scored(&fit, &ask(&mut source, &pairs, 10, at), 2).unwrap();
            let truth = truth(&leads);
            accuracy += (report.accuracy.attainable.unwrap().value - truth.0) / f64::from(runs);
            loss += (report.log_loss.attainable.unwrap().value - truth.1) / f64::from(runs);
        }
        close(&format!("{name}: accuracy"), accuracy, 0.0, accuracy_error);
        close(&format!("{name}: log loss"), loss, 0.0, loss_error);
    }
}

/// Pairs are clusters: intervals cover the mean over pairs like these.
#[test]
fn intervals_cover_the_truth() {
    let utility: Vec<f64> = (0..30).map(|option| 0.12 * f64::from(option)).collect();
    let fit = exact(&utility);
    let pairs = pairs_of(30);
    let mut source = Source::new(12);
    // Every pair departs from the fit by a normal amount; the truth by simulation.
    let departures: Vec<f64> = (0..1000).map(|_| source.normal()).collect();
    let (mut accuracy, mut loss) = (0.0, 0.0);
    for &(a, b) in &pairs {
        for departure in &departures {
            let (lead, p) = (utility[a] - utility[b], logistic(utility[a] - utility[b]));
            let q = logistic(lead + departure);
            accuracy += if p > 0.5 { q } else { 1.0 - q };
            loss -= q * p.ln() + (1.0 - q) * (1.0 - p).ln();
        }
    }
    let weight = (pairs.len() * departures.len()) as f64;
    let (runs, mut covered) = (400, [0, 0]);
    for _ in 0..runs {
        let asked: Vec<_> = pairs.iter().copied().filter(|_| source.uniform() < 0.15).collect();
        let departures: Vec<f64> = asked.iter().map(|_| source.normal()).collect();
        let at = |first: usize, second: usize| {
            let index = asked.binary_search(&(first.min(second), first.max(second))).unwrap();
            let sign = if first < second { 1.0 } else { -1.0 };
            logistic(utility[first] - utility[second] + sign * departures[index])
        };
        let report = scored(&fit, &ask(&mut source, &asked, 10, at), 2).unwrap();
        for (nth, (score, truth)) in [(report.accuracy, accuracy), (report.log_loss, loss)].iter().enumerate()
        {
            covered[nth] += usize::from(score.reached.interval.unwrap().contains(truth / weight));
        }
    }
    // Three standard errors of a share of 400 are .033.
    for covered in covered {
        let coverage = covered as f64 / f64::from(runs);
        assert!((0.92..=0.98).contains(&coverage), "{coverage}");
    }
}

/// A fit with the true probabilities falls short by nothing; a fit without them by more than noise.
#[test]
fn the_shortfall_shows_what_a_fit_misses() {
    let mut source = Source::new(13);
    let utility: Vec<f64> = (0..25).map(|_| 1.5 * source.normal()).collect();
    let (fit, blind) = (exact(&utility), exact(&[0.0; 25]));
    let (runs, mut covered) = (30, 0);
    for _ in 0..runs {
        let at = |first: usize, second: usize| logistic(utility[first] - utility[second]);
        let rows = ask(&mut source, &pairs_of(25), 10, at);
        let report = scored(&fit, &rows, 100).unwrap();
        for score in [report.accuracy, report.log_loss] {
            covered += usize::from(score.shortfall.unwrap().interval.unwrap().contains(0.0));
            assert!(score.attainable.unwrap().interval.unwrap().contains(score.attainable.unwrap().value));
        }
        let blind = scored(&blind, &rows, 100).unwrap();
        assert!(blind.accuracy.shortfall.unwrap().interval.unwrap().lower > 0.1);
        assert!(blind.log_loss.shortfall.unwrap().interval.unwrap().lower > 0.1);
    }
    assert!(covered >= 50, "{covered} of 60");
}
