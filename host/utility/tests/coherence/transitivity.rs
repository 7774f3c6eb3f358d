//! Cycles and stochastic transitivity over triads.

use crate::actors::{SEED, ask, choices, close, exact, fitted, pairs_of, shares, tallies};
use crate::common::{Source, logistic};
use motive_utility::Fit;
use motive_utility::coherence::{Figure, Tally, Transitivity, TriadSampling, transitivity};

fn measured(fit: &Fit, tallies: &[Tally], most: usize, replicates: usize) -> Option<Transitivity> {
    let sampling = TriadSampling { seed: SEED, most, replicates };
    transitivity(fit, &choices(fit.utility.len(), tallies), &sampling, 0.95).unwrap()
}

fn of(tallies: &[Tally]) -> Transitivity {
    measured(&fitted(&choices(3, tallies)), tallies, 10, 2).unwrap()
}

/// Three shares and what follows from them by hand.
struct Case {
    /// Of 0 over 1, 1 over 2 and 0 over 2.
    shares: [f64; 3],
    cycle: f64,
    majority: Option<f64>,
    weak: f64,
    strong: f64,
}

#[test]
fn a_triad_is_what_its_three_shares_say() {
    let case = |shares, cycle, majority, weak, strong| Case { shares, cycle, majority, weak, strong };
    let table = [
        // A chain, strongly transitive; then only weakly; then a cycle.
        case([0.8, 0.7, 0.9], 0.8 * 0.7 * 0.1 + 0.2 * 0.3 * 0.9, Some(0.0), 1.0, 1.0),
        case([0.8, 0.7, 0.7], 0.8 * 0.7 * 0.3 + 0.2 * 0.3 * 0.7, Some(0.0), 1.0, 0.0),
        case([0.8, 0.7, 0.4], 0.8 * 0.7 * 0.6 + 0.2 * 0.3 * 0.4, Some(1.0), 0.0, 0.0),
        case([1.0, 1.0, 0.0], 1.0, Some(1.0), 0.0, 0.0),
        case([1.0, 1.0, 1.0], 0.0, Some(0.0), 1.0, 1.0),
        // Shares of .5 decide nothing, and imply both ways.
        case([0.5, 0.5, 0.5], 0.25, None, 1.0, 1.0),
        case([0.5, 0.5, 0.8], 0.25, None, 0.0, 0.0),
        case([0.5, 0.8, 0.8], 0.5 * 0.8 * 0.2 + 0.5 * 0.2 * 0.8, None, 1.0, 1.0),
    ];
    for Case { shares: pairs, cycle, majority, weak, strong } in table {
        let report = of(&shares(&[(0, 1, pairs[0]), (1, 2, pairs[1]), (0, 2, pairs[2])]));
        assert_eq!((report.triads, report.triads_in_all), (1, 1));
        close(&format!("{pairs:?}"), report.cycle_probability.observed.value, cycle, 1e-12);
        assert_eq!(report.majority_cycles.map(|figure| figure.observed.value), majority, "{pairs:?}");
        assert_eq!((report.weak.observed.value, report.strong.observed.value), (weak, strong), "{pairs:?}");
        // One triad leaves nothing when an option is left out.
        assert_eq!(report.weak.observed.interval, None);
    }
}

#[test]
fn without_a_triad_there_is_nothing() {
    let chain = shares(&[(0, 1, 0.8), (1, 2, 0.7)]);
    assert_eq!(measured(&fitted(&choices(3, &chain)), &chain, 10, 2), None);
    assert_eq!(measured(&exact(&[0.0, 1.0, 2.0]), &[], 10, 2), None);
}

#[test]
fn a_coherent_actor_has_no_cycles() {
    let mut source = Source::new(31);
    let rows = ask(&mut source, &pairs_of(12), 10, |first, second| f64::from(u8::from(first > second)));
    let report = measured(&fitted(&choices(12, &rows)), &rows, 1000, 20).unwrap();
    assert_eq!(report.triads, 220);
    assert_eq!(report.cycle_probability.observed.value, 0.0);
    assert_eq!(report.majority_cycles.unwrap().observed.value, 0.0);
    assert_eq!((report.weak.observed.value, report.strong.observed.value), (1.0, 1.0));
    assert_eq!(report.weak.observed.interval, None);
}

#[test]
fn an_actor_that_tosses_coins_has_a_quarter_of_cycles() {
    let mut source = Source::new(32);
    let rows = ask(&mut source, &pairs_of(40), 9, |_, _| 0.5);
    let report = measured(&fitted(&choices(40, &rows)), &rows, 100_000, 20).unwrap();
    close("cycle", report.cycle_probability.observed.value, 0.25, 0.01);
    assert!(report.cycle_probability.observed.interval.unwrap().contains(0.25));
    close("majority cycles", report.majority_cycles.unwrap().observed.value, 0.25, 0.03);
}

/// Options 0, 1 and 2 go round; everything else is as coherent as the fit says.
#[test]
fn a_planted_cycle_is_found_and_the_fit_does_not_expect_it() {
    let at = |first: usize, second: usize| {
        let round = |a: usize, b: usize| a < 3 && b < 3 && (a + 1) % 3 == b;
        if round(first, second) {
            0.95
        } else if round(second, first) {
            0.05
        } else {
            logistic(1.5 * (first as f64 - second as f64))
        }
    };
    let rows = ask(&mut Source::new(33), &pairs_of(5), 20, at);
    let report = measured(&fitted(&choices(5, &rows)), &rows, 100, 200).unwrap();
    let cycles = report.majority_cycles.unwrap();
    close("majority cycles", cycles.observed.value, 0.1, 1e-12);
    assert!(cycles.expected.unwrap().mean < 0.05, "{cycles:?}");
    let cycle = report.cycle_probability;
    assert!(cycle.observed.value > cycle.expected.unwrap().interval.unwrap().upper, "{cycle:?}");
}

/// What a transitive but noisy actor shows is what is expected of one.
#[test]
fn noise_alone_stays_where_it_is_expected() {
    let mut source = Source::new(34);
    let utility: Vec<f64> = (0..20).map(|_| source.normal()).collect();
    let pairs: Vec<_> = pairs_of(20).into_iter().filter(|_| source.uniform() < 0.5).collect();
    let (runs, mut inside) = (40, 0);
    for _ in 0..runs {
        let rows = ask(&mut source, &pairs, 4, |i, j| logistic(utility[i] - utility[j] + 0.5));
        let report = measured(&fitted(&choices(20, &rows)), &rows, 1000, 100).unwrap();
        let figures = [report.cycle_probability, report.majority_cycles.unwrap(), report.weak, report.strong];
        let is_inside = |figure: &&Figure| {
            let expected = figure.expected.unwrap();
            assert!(expected.interval.unwrap().contains(expected.mean));
            expected.interval.unwrap().contains(figure.observed.value)
        };
        inside += figures.iter().filter(is_inside).count();
    }
    // 95 % of 160; figures of one run go together.
    assert!(inside >= 140, "{inside} of 160");
}

/// The mean probability of a cycle is unbiased however few the answers, and its interval covers the mean over
/// options like these.
#[test]
fn the_cycle_probability_is_unbiased_and_covered() {
    let mut source = Source::new(35);
    let (options, runs, mut sum, mut covered) = (20, 300, 0.0, 0);
    let pairs = pairs_of(options);
    // Options on a circle: each tends to win against those ahead of it, up to half a turn.
    let at =
        |angle: &[f64], i: usize, j: usize| 0.5 + 0.4 * (std::f64::consts::TAU * (angle[j] - angle[i])).sin();
    let truth = {
        let draws = 400_000;
        let cycle = |_| {
            let angle = [source.uniform(), source.uniform(), source.uniform()];
            let (ab, bc, ca) = (at(&angle, 0, 1), at(&angle, 1, 2), at(&angle, 2, 0));
            ab * bc * ca + (1.0 - ab) * (1.0 - bc) * (1.0 - ca)
        };
        (0..draws).map(cycle).sum::<f64>() / f64::from(draws)
    };
    for _ in 0..runs {
        let angle: Vec<f64> = (0..options).map(|_| source.uniform()).collect();
        let rows = ask(&mut source, &pairs, 1, |i, j| at(&angle, i, j));
        let report = measured(&exact(&vec![0.0; options]), &rows, 10_000, 2).unwrap();
        sum += report.cycle_probability.observed.value;
        covered += usize::from(report.cycle_probability.observed.interval.unwrap().contains(truth));
    }
    close("mean", sum / f64::from(runs), truth, 0.005);
    let coverage = covered as f64 / f64::from(runs);
    assert!((0.92..=0.995).contains(&coverage), "{coverage}");
}

#[test]
fn a_sample_of_triads_stands_for_all() {
    let mut source = Source::new(36);
    let utility: Vec<f64> = (0..40).map(|_| source.normal()).collect();
    let rows = ask(&mut source, &pairs_of(40), 5, |i, j| logistic(utility[i] - utility[j]));
    let fit = fitted(&choices(40, &rows));
    let (all, some) = (measured(&fit, &rows, 100_000, 2).unwrap(), measured(&fit, &rows, 2000, 2).unwrap());
    assert_eq!((all.triads, some.triads, some.triads_in_all), (9880, 2000, 9880));
    close("cycle", some.cycle_probability.observed.value, all.cycle_probability.observed.value, 0.01);
}

#[test]
fn what_noise_gives_is_missing_where_there_is_none() {
    let rows = tallies(&[(0, 1, 0.8, 0.2), (1, 2, 0.7, 0.3), (0, 2, 0.9, 0.1)]);
    assert_eq!(of(&rows).cycle_probability.expected, None);
    // A fit that does not link a pair.
    let fit = crate::common::fit_with(&[0.0, 1.0, 0.0], &[0, 0, 1]);
    let rows = shares(&[(0, 1, 0.8), (1, 2, 0.7), (0, 2, 0.9)]);
    assert_eq!(measured(&fit, &rows, 10, 2).unwrap().weak.expected, None);
}

#[test]
fn refuses_no_triads_and_too_few_replicates() {
    let fit = exact(&[0.0, 1.0]);
    let refused = |most, replicates| {
        let sampling = TriadSampling { seed: SEED, most, replicates };
        transitivity(&fit, &choices(2, &[]), &sampling, 0.95).unwrap_err().to_string()
    };
    assert_eq!(refused(0, 2), "most triads is 0: it must be at least 1");
    assert_eq!(refused(1, 0), "replicates is 0: it must be at least 2");
}
