//! Lotteries, monotonicity in count and exchange rates.

use crate::actors::{ask, choices, close, exact, fitted};
use crate::common::{Source, fit_with, logistic};
use motive_utility::Fit;
use motive_utility::coherence::{
    Count, Elicited, Exchange, ExchangeOptions, Lottery, Monotonicity, Unused, compare, equal_amount,
    exchange, expected_utility, monotonicity,
};

fn counts(entity: &str, from: usize, grid: &[f64], desirable: Option<bool>) -> Vec<Count> {
    let count = |(nth, &count)| Count { option: from + nth, entity: entity.to_owned(), count, desirable };
    grid.iter().enumerate().map(count).collect()
}

fn monotone(fit: &Fit, counts: &[Count], bootstrap: &[Vec<f64>]) -> Monotonicity {
    monotonicity(fit, counts, bootstrap, 0.95).unwrap().unwrap()
}

fn exchanged(fit: &Fit, counts: &[Count], max_residual: Option<f64>, bootstrap: &[Vec<f64>]) -> Exchange {
    exchange(fit, counts, &ExchangeOptions { max_residual, bootstrap }, 0.95).unwrap().unwrap()
}

#[test]
fn neighbours_go_with_their_entity_or_against_it() {
    // Rising with one step back, falling, even, and one of too few counts.
    let fit = exact(&[0.0, 2.0, 1.5, 3.0, 1.0, 0.5, 0.0, 0.7, 0.7, 0.7, 0.0, 1.0]);
    let all = [
        counts("back", 0, &[1.0, 2.0, 3.0, 10.0], None),
        counts("falling", 4, &[0.0, 5.0, 7.0], None),
        counts("even", 7, &[1.0, 2.0, 3.0], None),
        counts("few", 10, &[1.0, 2.0], None),
    ]
    .concat();
    let report = monotone(&fit, &all, &[]);
    let names: Vec<_> = report.entities.iter().map(|entity| entity.entity.as_str()).collect();
    assert_eq!(names, ["back", "even", "falling", "few"]);
    let trend = |nth: usize| report.entities[nth].shown.unwrap();
    let back = trend(0);
    assert_eq!((back.rising, back.neighbours, back.agreeing), (Some(true), 3, 2));
    close("spearman", back.spearman.unwrap(), 0.8, 1e-12);
    assert_eq!((trend(2).rising, trend(2).agreeing), (Some(false), 2));
    close("spearman", trend(2).spearman.unwrap(), -1.0, 1e-12);
    let even = trend(1);
    assert_eq!((even.rising, even.spearman, even.neighbours), (None, None, 0));
    assert_eq!(report.entities[3].shown, None);
    assert!(report.agreeing.is_some());
}

#[test]
fn what_is_desirable_decides_the_direction() {
    let fit = exact(&[2.0, 1.0, 0.0]);
    let trend = |desirable| {
        let counts = counts("tax", 0, &[1.0, 2.0, 3.0], desirable);
        monotone(&fit, &counts, &[]).entities[0].shown.unwrap()
    };
    assert_eq!((trend(None).as_expected, trend(None).agreeing), (None, 2));
    assert_eq!((trend(Some(false)).as_expected, trend(Some(false)).agreeing), (Some(true), 2));
    assert_eq!((trend(Some(true)).as_expected, trend(Some(true)).agreeing), (Some(false), 0));
}

#[test]
fn a_step_back_counts_as_violation_beyond_noise_only() {
    let fit = exact(&[0.0, 2.0, 1.5, 3.0]);
    let grid = counts("back", 0, &[1.0, 2.0, 3.0, 10.0], Some(true));
    let violated = |noise: f64| {
        let refit = |sign: f64| vec![0.0, 2.0 + sign * noise, 1.5 - sign * noise, 3.0];
        let bootstrap: Vec<_> = [-1.0, 1.0, 0.0].map(refit).to_vec();
        monotone(&fit, &grid, &bootstrap).entities[0].shown.unwrap().violated.unwrap()
    };
    assert_eq!((violated(0.1), violated(0.2)), (1, 0));
    // By standard errors: few choices make large ones.
    assert_eq!(monotone(&fit, &grid, &[]).entities[0].shown.unwrap().violated, Some(0));
}

/// The published recipe has none. What rests on them is missing; all else is measured, also between elicitations.
#[test]
fn what_needs_no_standard_errors_does_without() {
    let mut fit = exact(&[0.0, 2.0, 1.5, 3.0, 1.0, 2.0, 3.0, 1.0]);
    fit.standard_error = vec![None; 8];
    let all =
        [counts("one", 0, &[1.0, 2.0, 3.0, 10.0], None), counts("two", 4, &[1.0, 2.0, 5.0], None)].concat();
    let report = monotone(&fit, &all, &[]);
    assert_eq!(report.entities[0].shown.unwrap().violated, None);
    assert_eq!((report.violated, report.agreeing.unwrap().value), (None, 0.8));
    let refits = [0.1, -0.1].map(|noise| fit.utility.iter().map(|u| u + noise * u * u).collect::<Vec<_>>());
    assert!(monotone(&fit, &all, &refits).violated.is_some());
    assert!(exchanged(&fit, &all, None, &refits).entities.iter().all(|entity| entity.curve.is_some()));
    let lottery = Lottery { option: 7, parts: vec![(0, 0.5), (1, 0.5)] };
    assert_eq!(expected_utility(&fit, &[lottery], 0.95).unwrap().unwrap().lotteries, 1);
    let ids: Vec<String> = (0..8).map(|option| option.to_string()).collect();
    let elicited = Elicited::of(&ids, &fit).unwrap();
    assert_eq!(compare(&elicited, &elicited, &[], 0.95).unwrap().options, 8);
}

/// Neighbours of equal utility are violated about as often as the level says.
#[test]
fn noise_alone_is_seldom_a_violation() {
    let mut source = Source::new(61);
    let pairs = crate::actors::pairs_of(10);
    let grid: Vec<f64> = (1..=10).map(f64::from).collect();
    let (runs, mut violated, mut neighbours) = (100, 0, 0);
    for _ in 0..runs {
        let fit = fitted(&choices(10, &ask(&mut source, &pairs, 5, |_, _| 0.5)));
        let trend = monotone(&fit, &counts("even", 0, &grid, Some(true)), &[]).entities[0].shown.unwrap();
        (violated, neighbours) = (violated + trend.violated.unwrap(), neighbours + trend.neighbours);
    }
    let share = violated as f64 / neighbours as f64;
    assert!((0.01..0.04).contains(&share), "{share}");
}

#[test]
fn an_exchange_rate_is_the_ratio_of_equal_amounts() {
    // The same slope, and "dear" worth ln 8 / slope more at every count.
    let grid = [1.0_f64, 2.0, 4.0, 8.0];
    let utility: Vec<f64> =
        (0..8).map(|nth| 0.7 * grid[nth % 4].ln() + if nth < 4 { 0.7 * 8_f64.ln() } else { 0.0 }).collect();
    let all = [counts("dear", 0, &grid, None), counts("cheap", 4, &grid, None)].concat();
    let report = exchanged(&exact(&utility), &all, None, &[]);
    let rate = &report.rates[0];
    assert_eq!((rate.of.as_str(), rate.per.as_str(), report.rates.len()), ("cheap", "dear", 1));
    close("rate", rate.rate.unwrap(), 8.0, 1e-5);
    let curve = |nth: usize| report.entities[nth].curve.unwrap();
    close("amount", equal_amount(&curve(0), &curve(1), 3.0).unwrap(), 24.0, 1e-4);
    assert_eq!(equal_amount(&curve(0), &curve(1), 0.0), None);
    assert_eq!(equal_amount(&curve(0), &curve(1), f64::NAN), None);
}

#[test]
fn curves_that_say_nothing_are_marked() {
    let rising = |noise: f64| [0.0, 0.5 + noise, 1.0 - noise, 1.5];
    let utility =
        [rising(0.02), rising(0.03), [1.5, 1.02, 0.49, 0.0], [0.3, 0.1, 0.4, 0.2], rising(0.1)].concat();
    let fit = exact(&utility);
    let grid = [1.0, 2.0, 4.0, 8.0];
    let all = [
        counts("a good", 0, &grid, None),
        counts("b good", 4, &grid, Some(true)),
        counts("c falling", 8, &grid, None),
        counts("d flat", 12, &grid, None),
        counts("e scattered", 16, &grid, None),
    ]
    .concat();
    let unused = |report: &Exchange| report.entities.iter().map(|entity| entity.unused).collect::<Vec<_>>();
    let report = exchanged(&fit, &all, Some(0.005), &[]);
    let expected = [None, None, Some(Unused::WrongDirection), Some(Unused::Flat), Some(Unused::PoorFit)];
    assert_eq!(unused(&report), expected);
    assert_eq!(report.rates.len(), 1);
    assert_eq!(exchanged(&fit, &all, None, &[]).rates.len(), 3);
    // What falls and should has a rate with what falls and should, not with what rises.
    let bad = [counts("bad", 8, &grid, Some(false)), counts("good", 0, &grid, None)].concat();
    let report = exchanged(&fit, &bad, None, &[]);
    assert_eq!((unused(&report), report.rates.len()), (vec![None, None], 0));
    let cases = [
        (counts("one", 0, &[1.0, 2.0], None), Unused::FewCounts),
        (counts("one", 0, &[0.0, 1.0, 2.0], None), Unused::ZeroCount),
        (counts("one", 0, &[1e16, 1e16 + 2.0, 1e16 + 4.0], None), Unused::FewCounts),
    ];
    for (counts, reason) in cases {
        let report = exchanged(&fit, &counts, None, &[]);
        assert_eq!((report.entities[0].unused, report.entities[0].curve), (Some(reason), None));
    }
    let even = exchanged(&exact(&[0.5; 4]), &counts("one", 0, &grid, None), None, &[]);
    assert_eq!(even.entities[0].unused, Some(Unused::Flat));
    let apart = fit_with(&[0.0, 1.0, 0.0, 1.0], &[0, 0, 1, 1]);
    let report = exchanged(&apart, &counts("one", 0, &grid, None), None, &[]);
    assert_eq!(report.entities[0].unused, Some(Unused::Unlinked));
}

/// The delta method's interval covers the true rate.
#[test]
fn intervals_of_rates_cover_the_truth() {
    let mut source = Source::new(62);
    let grid: Vec<f64> = (0..8).map(|power| 2_f64.powi(power)).collect();
    let pairs: Vec<_> = crate::actors::pairs_of(16);
    let utility: Vec<f64> = (0..16)
        .map(|nth| if nth < 8 { 0.5 * grid[nth].ln() } else { 1.0 + 0.5 * grid[nth - 8].ln() })
        .collect();
    let all = [counts("one", 0, &grid, None), counts("two", 8, &grid, None)].concat();
    let (runs, mut covered) = (200, 0);
    for _ in 0..runs {
        let rows = ask(&mut source, &pairs, 5, |i, j| logistic(utility[i] - utility[j]));
        let report = exchanged(&fitted(&choices(16, &rows)), &all, None, &[]);
        covered += usize::from(report.rates[0].log_rate.interval.unwrap().contains(2.0));
    }
    let coverage = covered as f64 / f64::from(runs);
    assert!((0.90..=0.99).contains(&coverage), "{coverage}");
}

#[test]
fn refuses_what_is_no_count() {
    let fit = exact(&[0.0, 1.0, 2.0]);
    let one = |option, count, desirable| Count { option, entity: "cats".to_owned(), count, desirable };
    let cases = [
        (vec![one(3, 1.0, None)], "count 0 names option 3, but there are only 3 (from 0)"),
        (vec![one(0, -1.0, None)], "entity `cats`: count -1 of option 0 must be finite and not negative"),
        (vec![one(0, 5.0, None), one(2, 5.0, None)], "entity `cats` has count 5 twice, as options 0 and 2"),
        (
            vec![one(0, 1.0, None), one(1, 2.0, Some(true))],
            "entity `cats`: `desirable` differs between its counts; say the same of all, or nothing",
        ),
    ];
    for (counts, message) in cases {
        assert_eq!(monotonicity(&fit, &counts, &[], 0.95).unwrap_err().to_string(), message);
    }
    let bootstrap = [
        (vec![0.0], "bootstrap utilities: 1 entries for 3 options; there must be one for each"),
        (vec![0.0, f64::NAN, 0.0], "bootstrap utilities: entry 1 is NaN; it must be finite"),
    ];
    for (utilities, message) in bootstrap {
        let how = ExchangeOptions { max_residual: None, bootstrap: &[utilities] };
        assert_eq!(exchange(&fit, &[], &how, 0.95).unwrap_err().to_string(), message);
    }
    assert_eq!(monotonicity(&fit, &[], &[], 0.95).unwrap(), None);
}

#[test]
fn a_lottery_is_worth_its_parts() {
    let fit = exact(&[0.0, 1.0, 4.0, 0.5, 2.5, 3.1]);
    let lottery = |option, parts: &[(usize, f64)]| Lottery { option, parts: parts.to_vec() };
    // Each utility is its expectation, times one unit, plus one zero: 1 x (0.5, 2.5, 3.1).
    let lotteries = [
        lottery(3, &[(0, 0.5), (1, 0.5)]),
        lottery(4, &[(1, 0.5), (2, 0.5)]),
        lottery(5, &[(1, 0.3), (2, 0.7)]),
    ];
    let report = expected_utility(&fit, &lotteries, 0.95).unwrap().unwrap();
    assert_eq!((report.lotteries, report.left_out), (3, 0));
    close("correlation", report.pearson.unwrap().value, 1.0, 1e-9);
    close("error", report.error.unwrap().value, 0.0, 1e-6);
    // One lottery correlates with nothing.
    let report = expected_utility(&fit, &lotteries[..1], 0.95).unwrap().unwrap();
    assert_eq!((report.pearson, report.error), (None, None));
    assert_eq!(expected_utility(&fit, &[], 0.95).unwrap(), None);
    // Of another scale.
    let apart = fit_with(&[0.0, 1.0, 0.5, 0.0, 1.0], &[0, 0, 0, 1, 1]);
    let mixed = [lottery(2, &[(0, 0.5), (1, 0.5)]), lottery(4, &[(0, 1.0)])];
    let report = expected_utility(&apart, &mixed, 0.95).unwrap().unwrap();
    assert_eq!((report.lotteries, report.left_out), (1, 1));
}

#[test]
fn refuses_what_is_no_lottery() {
    let fit = exact(&[0.0, 1.0]);
    let refused = |parts: &[(usize, f64)]| {
        let lottery = Lottery { option: 1, parts: parts.to_vec() };
        expected_utility(&fit, &[lottery], 0.95).unwrap_err().to_string()
    };
    let message = "lottery 0 (option 1): its 2 probabilities must lie between 0 and 1 and add to 1, not ";
    assert_eq!(refused(&[(0, 0.5), (1, 0.25)]), format!("{message}0.75"));
    assert_eq!(refused(&[(0, 1.5), (1, -0.5)]), format!("{message}1"));
    assert_eq!(refused(&[(0, 0.5), (1, f64::NAN)]), format!("{message}NaN"));
    assert_eq!(refused(&[(7, 1.0)]), "lottery 0 names option 7, but there are only 2 (from 0)");
}
