//! Which pairs the strategies choose.
#![allow(clippy::unwrap_used)]

mod common;
mod pairs_actors;

use common::all_pairs;
use motive_utility::{
    Comparison, Fit, FitError, FitOptions, PairDesign, PairError, PairParams, PairStrategies, PairStrategy,
    PairView, UtilityModels, holdout,
};
use pairs_actors::{Actor, KINDS, Study};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

type Pair = (usize, usize);
type Fitting<'a> = dyn Fn(&[Comparison]) -> Result<Fit, FitError> + 'a;

const NAMES: [&str; 5] = ["active", "full", "information", "random", "swiss"];
const ADAPTIVE: [&str; 3] = ["active", "information", "swiss"];

/// An elicitation in which every question can be answered by a table.
struct Case {
    options: usize,
    anchor: Option<usize>,
    params: PairParams,
    held_out: BTreeSet<Pair>,
    seed: u8,
}

impl Case {
    fn new(options: usize) -> Self {
        let held_out = BTreeSet::new();
        Self { options, anchor: None, params: PairParams::default(), held_out, seed: 0 }
    }

    fn design(&self) -> PairDesign<'_> {
        let (options, anchor) = (self.options, self.anchor);
        PairDesign { options, anchor, params: &self.params, held_out: &self.held_out }
    }

    fn next(
        &self,
        strategy: &str,
        rounds: &[Vec<Pair>],
        comparisons: &[Comparison],
        fit: &Fitting<'_>,
    ) -> Result<Vec<Pair>, PairError> {
        let design = self.design();
        find(strategy).next(&PairView { design, seed: [self.seed; 32], rounds, comparisons, fit })
    }

    fn first(&self, strategy: &str) -> Vec<Pair> {
        self.next(strategy, &[], &[], &no_choices).unwrap()
    }

    /// All batches, where every fit is `fit`.
    fn batches(&self, strategy: &str, fit: &Fitting<'_>) -> Vec<Vec<Pair>> {
        let mut rounds = Vec::new();
        loop {
            let batch = self.next(strategy, &rounds, &[], fit).unwrap();
            if batch.is_empty() {
                return rounds;
            }
            rounds.push(batch);
        }
    }
}

fn find(strategy: &str) -> &'static dyn PairStrategy {
    PairStrategies::find(strategy).unwrap()
}

fn no_choices(comparisons: &[Comparison]) -> Result<Fit, FitError> {
    Err(FitError::NoChoices { comparisons: comparisons.len() })
}

fn bradley_terry(options: usize, comparisons: &[Comparison]) -> Result<Fit, FitError> {
    UtilityModels::find("bradley-terry").unwrap().fit(options, comparisons, &FitOptions::default())
}

/// Two answers in each order, by which the larger index usually wins.
fn answers(&(i, j): &Pair) -> [Comparison; 2] {
    let upset = f64::from(u8::from((i + j) % 5 == 0));
    [
        Comparison { first: i, second: j, first_wins: upset, second_wins: 2.0 - upset, ties: 0.0 },
        Comparison { first: j, second: i, first_wins: 2.0, second_wins: 0.0, ties: 0.0 },
    ]
}

/// Whether walking along `pairs` from option 0 reaches every option.
fn connected(options: usize, pairs: &[Pair]) -> bool {
    let mut reached = BTreeSet::from([0]);
    loop {
        let before = reached.len();
        for &(a, b) in pairs {
            if reached.contains(&a) || reached.contains(&b) {
                reached.extend([a, b]);
            }
        }
        if reached.len() == before {
            return before == options;
        }
    }
}

#[test]
fn strategies_are_listed_by_name() {
    let all = PairStrategies::all().unwrap();
    let names: Vec<_> = all.iter().map(|strategy| strategy.name()).collect();
    assert_eq!(names, NAMES);
    let adaptive: Vec<_> = all.iter().filter(|strategy| strategy.adaptive()).map(|s| s.name()).collect();
    assert_eq!(adaptive, ADAPTIVE);
    let error = PairStrategies::find("nearest").err().unwrap();
    assert_eq!(
        error.to_string(),
        "no pair strategy is named `nearest`; there are: active, full, information, random, swiss"
    );
}

#[test]
fn full_is_every_pair_once() {
    assert_eq!(Case::new(2).first("full"), [(0, 1)]);
    let mut case = Case { anchor: Some(2), ..Case::new(4) };
    assert_eq!(case.first("full"), all_pairs(4));
    case.held_out = BTreeSet::from([(0, 1), (1, 3)]);
    assert_eq!(case.first("full"), [(0, 2), (0, 3), (1, 2), (2, 3)]);
    assert_eq!(find("full").planned(&case.design()), Ok(4));
}

/// Options, target `floor(2 N log2 N)`, first graph, iterations of 500: the published elicitations.
#[test]
fn the_published_numbers() {
    for (options, target, opening, iterations) in [(510, 9174, 510, 18), (168, 2483, 168, 5)] {
        let mut case = Case::new(options);
        assert_eq!(case.first("random").len(), target);
        let fit = bradley_terry(options, &case.first("active").iter().flat_map(answers).collect::<Vec<_>>());
        case.held_out = holdout(options, None, 0.05, 1000, [0; 32]).unwrap();
        assert_eq!(case.held_out.len(), (options * (options - 1) / 40).min(1000));
        for strategy in ["active", "swiss"] {
            assert_eq!(find(strategy).planned(&case.design()), Ok(target));
            let sizes: Vec<_> = case.batches(strategy, &|_| fit.clone()).iter().map(Vec::len).collect();
            let mut expected = vec![500; iterations + 1];
            expected[0] = opening;
            expected[iterations] = target - opening - 500 * (iterations - 1);
            assert_eq!(sizes, expected);
        }
    }
}

/// The published first graph: every option in `degree` pairs.
#[test]
fn the_opening_is_regular() {
    for (options, degree) in [(510, 2), (61, 2), (60, 3), (61, 3)] {
        let params = PairParams { degree, ..PairParams::default() };
        let opening = Case { params, ..Case::new(options) }.first("active");
        assert_eq!(opening.len(), options * degree / 2);
        let mut degrees = vec![0; options];
        opening.iter().for_each(|&(i, j)| [i, j].into_iter().for_each(|option| degrees[option] += 1));
        let off: usize = degrees.iter().map(|&d: &usize| d.abs_diff(degree)).sum();
        // An odd number of options cannot all have an odd degree; a pair drawn twice is replaced at random.
        let drawn_twice = if degree > 2 { 12 } else { 0 };
        assert!(off <= drawn_twice + options * degree % 2, "{options} {degree}: {degrees:?}");
    }
}

#[test]
fn the_anchor_stands_beside_the_scheme() {
    let with_anchor = Case { anchor: Some(3), ..Case::new(41) };
    let without = Case::new(40);
    for strategy in ["active", "information", "random", "swiss"] {
        let planned = |case: &Case| find(strategy).planned(&case.design()).unwrap();
        assert_eq!(planned(&with_anchor), planned(&without) + 40);
    }
}

#[test]
fn everything_is_asked_when_everything_is_wanted() {
    let params = |multiplier| PairParams { multiplier, ..PairParams::default() };
    for strategy in NAMES {
        for (options, anchor, multiplier) in
            [(6, None, 10.0), (2, None, 0.1), (2, Some(0), 2.0), (3, Some(1), 2.0)]
        {
            let case = Case { anchor, params: params(multiplier), ..Case::new(options) };
            let mut asked = case.batches(strategy, &no_choices).concat();
            asked.sort_unstable();
            assert_eq!(asked, all_pairs(options), "{strategy}");
        }
    }
}

#[test]
fn seeds_matter() {
    for strategy in ["random", "active"] {
        let first = |seed| Case { seed, ..Case::new(30) }.first(strategy);
        assert_ne!(first(1), first(2));
    }
}

/// Over many seeds every pair is as likely as any other.
#[test]
fn random_pairs_are_uniform() {
    let mut counts = BTreeMap::new();
    let mut total = 0;
    let params = PairParams { multiplier: 0.5, ..PairParams::default() };
    let held_out = BTreeSet::new();
    for seed in 0..2_000_u32 {
        let mut key = [0; 32];
        key[..4].copy_from_slice(&seed.to_le_bytes());
        let design = PairDesign { options: 8, anchor: None, params: &params, held_out: &held_out };
        let view = PairView { design, seed: key, rounds: &[], comparisons: &[], fit: &no_choices };
        for pair in find("random").next(&view).unwrap() {
            *counts.entry(pair).or_insert(0) += 1;
            total += 1;
        }
    }
    assert_eq!(counts.len(), 28);
    let mean = f64::from(total) / 28.0;
    // Five standard deviations of a binomial count are 111.
    assert!(counts.values().all(|&count| (f64::from(count) - mean).abs() < 111.0), "{mean}: {counts:?}");
}

#[test]
fn bad_input_is_refused_in_words() {
    let published = PairParams::default();
    let with = |params| Case { params, ..Case::new(3) };
    let cases = [
        (Case::new(1), "1 options make no pair: there must be at least two"),
        (Case { anchor: Some(3), ..Case::new(3) }, "the anchor is option 3, but there are only 3 (from 0)"),
        (
            with(PairParams { multiplier: 0.0, ..published }),
            "multiplier 0: it must be finite and above 0, for example 2",
        ),
        (
            with(PairParams { multiplier: f64::NAN, ..published }),
            "multiplier NaN: it must be finite and above 0, for example 2",
        ),
        (
            with(PairParams { batch: 0, ..published }),
            "batch 0: a batch has at least one pair, for example 500",
        ),
        (
            with(PairParams { degree: 1, ..published }),
            "degree 1: the first graph connects the options only from 2 on",
        ),
        (
            with(PairParams { gap_percentile: 0.0, ..published }),
            "gap-percentile 0: a percentile is above 0 and at most 100, for example 10",
        ),
        (
            with(PairParams { degree_percentile: 101.0, ..published }),
            "degree-percentile 101: a percentile is above 0 and at most 100, for example 20",
        ),
        (
            Case { held_out: BTreeSet::from([(2, 1)]), ..Case::new(3) },
            "the held-out set has the pair (2, 1): of 3 options, name the smaller index first",
        ),
    ];
    for (case, expected) in cases {
        for strategy in NAMES {
            let error = case.next(strategy, &[], &[], &no_choices).unwrap_err();
            assert_eq!(error.to_string(), expected);
            assert_eq!(find(strategy).planned(&case.design()).unwrap_err().to_string(), expected);
        }
    }
    let rounds = [vec![(0, 1)], vec![(1, 5)]];
    let error = Case::new(3).next("active", &rounds, &[], &no_choices).unwrap_err();
    assert_eq!(error.to_string(), "round 1 has the pair (1, 5): of 3 options, name the smaller index first");
}

/// Where no fit is possible, every adaptive strategy asks the same random pairs.
#[test]
fn without_a_fit_batches_are_random() {
    let case = Case { params: PairParams { batch: 7, ..PairParams::default() }, ..Case::new(20) };
    let too_little: [&Fitting<'_>; 3] =
        [&no_choices, &|_| Err(FitError::Unbounded { option: 0, outcome: "wins" }), &|_| {
            Err(FitError::Undetermined { penalty: 0.0 })
        }];
    let batches = case.batches("active", &no_choices);
    assert!(batches[1..].iter().rev().skip(1).all(|batch| batch.len() == 7));
    assert_ne!(batches[1], batches[2]);
    for strategy in ADAPTIVE {
        for fit in too_little {
            assert_eq!(case.batches(strategy, fit), batches);
        }
    }
}

#[test]
fn comparisons_that_cannot_be_read_are_errors() {
    let case = Case::new(20);
    let rounds = [case.first("active")];
    let unreadable = [Comparison { first: 0, second: 0, first_wins: 1.0, second_wins: 0.0, ties: 0.0 }];
    for strategy in ADAPTIVE {
        let error = case.next(strategy, &rounds, &unreadable, &|all| bradley_terry(20, all)).unwrap_err();
        assert_eq!(error.to_string(), "comparison 0 compares option 0 with itself");
        let error = case.next(strategy, &rounds, &answers(&(3, 20)), &no_choices).unwrap_err();
        assert_eq!(error.to_string(), "comparison 0 names option 20, but there are only 20 (from 0)");
        let error = case.next(strategy, &rounds, &[], &|_| bradley_terry(3, &answers(&(0, 1)))).unwrap_err();
        assert_eq!(error.to_string(), "the fit has 3 options, but the pairs are chosen among 20");
    }
}

/// Where unreadable answers leave options apart, the next batch asks what links them.
#[test]
fn pieces_are_linked_first() {
    let case = Case { params: PairParams { batch: 19, ..PairParams::default() }, ..Case::new(20) };
    let rounds = [case.first("active")];
    // Only some questions about the first options get readable answers.
    let readable: Vec<Pair> = rounds[0].iter().copied().filter(|&(i, _)| i < 8).collect();
    let comparisons: Vec<_> = readable.iter().flat_map(answers).collect();
    for strategy in ADAPTIVE {
        let batch = case.next(strategy, &rounds, &comparisons, &|all| bradley_terry(20, all)).unwrap();
        assert_eq!(batch.len(), 19);
        assert!(connected(20, &[readable.clone(), batch].concat()), "{strategy}");
    }
}

/// The last digits of a fit, which differ between processors, decide nothing: not even between options
/// that are alike.
#[test]
fn rounding_decides_nothing() {
    let case = Case { params: PairParams { batch: 30, ..PairParams::default() }, ..Case::new(40) };
    let rounds = [case.first("active")];
    // Every choice is even, so all options are alike.
    let comparisons: Vec<_> = rounds[0]
        .iter()
        .map(|&(first, second)| Comparison { first, second, first_wins: 2.0, second_wins: 2.0, ties: 0.0 })
        .collect();
    let fit = bradley_terry(40, &comparisons).unwrap();
    for strategy in ADAPTIVE {
        let batch = |noise: f64| {
            let mut fit = fit.clone();
            for (option, utility) in fit.utility.iter_mut().enumerate() {
                *utility += noise * ((option * 37) % 11) as f64;
            }
            case.next(strategy, &rounds, &comparisons, &|_| Ok(fit.clone())).unwrap()
        };
        assert_eq!(batch(0.0), batch(1e-13), "{strategy}");
        assert_eq!(batch(0.0), batch(-1e-13), "{strategy}");
    }
}

/// All of a batch is close and little asked, as the published scheme says.
#[test]
fn active_asks_the_close_and_little_asked() {
    let case = Case { params: PairParams { batch: 100, ..PairParams::default() }, ..Case::new(120) };
    let opening = case.first("active");
    let comparisons: Vec<_> = all_pairs(120).iter().flat_map(answers).collect();
    let fit = bradley_terry(120, &comparisons).unwrap();
    // After a second round among the first 40 options, only the others have few questions.
    let second: Vec<Pair> =
        all_pairs(40).into_iter().filter(|pair| !opening.contains(pair)).step_by(4).collect();
    let rounds = [opening, second];
    let asked: BTreeSet<Pair> = rounds.concat().into_iter().collect();
    let batch = case.next("active", &rounds, &comparisons, &|_| Ok(fit.clone())).unwrap();
    let gap = |&(i, j): &Pair| (fit.utility[i] - fit.utility[j]).abs();
    let mut gaps: Vec<f64> = all_pairs(120).iter().filter(|pair| !asked.contains(pair)).map(gap).collect();
    gaps.sort_unstable_by(f64::total_cmp);
    assert_eq!(batch.len(), 100);
    assert!(batch.iter().all(|pair| pair.0 >= 40), "{batch:?}");
    assert!(batch.iter().all(|pair| gap(pair) <= gaps[gaps.len() / 10 + 1]));
}

/// A batch of the information strategy is no heap of the same question: with one batch of one pair per
/// option, nobody is asked about all the time.
#[test]
fn information_spreads_its_questions() {
    let actor = Actor::new(KINDS[0], 60, 20, 1);
    let mut study =
        Study::new("information", &actor, PairParams { batch: 60, ..PairParams::default() }, 0.05, 1);
    study.ask();
    let batch = study.next(find("information"), &|_| Ok(study.fit()));
    let mut degrees = [0; 60];
    batch.iter().for_each(|&(i, j)| [i, j].into_iter().for_each(|option| degrees[option] += 1));
    assert!(degrees.iter().all(|&degree| degree <= 8), "{degrees:?}");
}

/// Accuracy on held-out pairs, averaged over the batches after the opening, four actors and six seeds.
/// The difference is .006 in the mean of many seeds.
#[test]
fn information_is_more_accurate_than_active() {
    let params = PairParams { multiplier: 1.0, batch: 40, ..PairParams::default() };
    let mean = |strategy| {
        let studies = KINDS.into_iter().flat_map(|kind| (0..6).map(move |seed| (kind, seed)));
        let accuracies: Vec<f64> = studies
            .flat_map(|(kind, seed)| {
                let actor = Actor::new(kind, 60, 20, seed);
                let mut study = Study::new(strategy, &actor, params, 0.3, seed);
                study.ask();
                let mut points = Vec::new();
                while study.ask() {
                    points.push(study.point().accuracy);
                }
                points
            })
            .collect();
        accuracies.iter().sum::<f64>() / accuracies.len() as f64
    };
    let (information, active) = (mean("information"), mean("active"));
    assert!(information > active + 0.003, "{information} and {active}");
}

#[test]
fn held_out_pairs_are_as_many_as_published() {
    let sizes = [(510, 1000), (168, 701), (40, 39), (6, 0), (2, 0)];
    for (options, size) in sizes {
        assert_eq!(holdout(options, None, 0.05, 1000, [0; 32]).unwrap().len(), size);
    }
    let error = holdout(5, None, 1.0, 1000, [0; 32]).unwrap_err();
    assert_eq!(
        error.to_string(),
        "share 1 of the pairs to hold out: it must be at least 0 and below 1, for example 0.05"
    );
}

proptest! {
    #[test]
    fn held_out_pairs_leave_a_connected_graph(
        options in 2_usize..25,
        anchor in proptest::option::of(0_usize..25),
        share in 0.0_f64..0.999,
        cap in 0_usize..200,
        seed in any::<u8>(),
    ) {
        let anchor = anchor.map(|anchor| anchor % options);
        let chosen = holdout(options, anchor, share, cap, [seed; 32]).unwrap();
        prop_assert!(chosen.iter().all(|&(i, j)| i < j && j < options));
        prop_assert!(chosen.iter().all(|&(i, j)| Some(i) != anchor && Some(j) != anchor));
        let wanted = ((share * (options * (options - 1) / 2) as f64) as usize).min(cap);
        let sampled = options - usize::from(anchor.is_some());
        let spare = sampled * (sampled - 1) / 2 - (sampled - 1);
        // Skipping what would cut the graph reaches every number that leaves a tree.
        prop_assert_eq!(chosen.len(), wanted.min(spare));
        // Numbered without the anchor, the rest connects.
        let number = |option: usize| option - usize::from(anchor.is_some_and(|anchor| anchor < option));
        let left = all_pairs(options).into_iter().filter(|pair| !chosen.contains(pair));
        let left = left.filter(|&(i, j)| Some(i) != anchor && Some(j) != anchor);
        let left: Vec<_> = left.map(|(i, j)| (number(i), number(j))).collect();
        prop_assert!(connected(sampled, &left));
        prop_assert!(holdout(options, anchor, share, cap / 2, [seed; 32]).unwrap().is_subset(&chosen));
    }

    #[test]
    fn a_larger_multiplier_only_adds_random_pairs(
        options in 2_usize..40,
        multiplier in 0.1_f64..2.0,
        more in 0.0_f64..2.0,
        seed in any::<u8>(),
    ) {
        let drawn = |multiplier| -> BTreeSet<Pair> {
            let params = PairParams { multiplier, ..PairParams::default() };
            let case = Case { anchor: Some(0), params, seed, ..Case::new(options) };
            case.first("random").into_iter().collect()
        };
        prop_assert!(drawn(multiplier).is_subset(&drawn(multiplier + more)));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// What holds of every strategy, whatever is answered: see `PairStrategy`.
    #[test]
    fn every_elicitation_keeps_the_rules(
        strategy in proptest::sample::select(&NAMES[..]),
        options in 2_usize..16,
        anchor in proptest::option::of(0_usize..16),
        share in 0.0_f64..0.4,
        multiplier in 0.05_f64..4.0,
        batch in 1_usize..20,
        degree in 2_usize..6,
        unreadable in 0.0_f64..1.0,
        seed in any::<u8>(),
    ) {
        let anchor = anchor.map(|anchor| anchor % options);
        let held_out = holdout(options, anchor, share, 1000, [seed; 32]).unwrap();
        let params = PairParams { multiplier, batch, degree, ..PairParams::default() };
        let case = Case { options, anchor, params, held_out, seed };
        let fit = |comparisons: &[Comparison]| bradley_terry(options, comparisons);
        // Every third answer or so, and in one case in nine none at all.
        let readable = |&(i, j): &Pair| unreadable < 0.5 || (unreadable < 0.9 && (i * 7 + j * 3) % 3 != 0);

        let (mut rounds, mut comparisons) = (Vec::<Vec<Pair>>::new(), Vec::new());
        loop {
            let next = case.next(strategy, &rounds, &comparisons, &fit).unwrap();
            comparisons.reverse();
            prop_assert_eq!(&next, &case.next(strategy, &rounds, &comparisons, &fit).unwrap());
            if next.is_empty() {
                break;
            }
            prop_assert!(next.is_sorted_by(|a, b| a < b));
            prop_assert!(rounds.is_empty() || next.len() <= batch);
            comparisons.extend(next.iter().filter(|pair| readable(pair)).flat_map(answers));
            rounds.push(next);
        }

        let asked = rounds.concat();
        let distinct: BTreeSet<Pair> = asked.iter().copied().collect();
        prop_assert_eq!(distinct.len(), asked.len());
        prop_assert!(distinct.is_disjoint(&case.held_out));
        prop_assert!(asked.iter().all(|&(i, j)| i < j && j < options));
        prop_assert_eq!(asked.len(), find(strategy).planned(&case.design()).unwrap());
        prop_assert!(connected(options, &rounds[0]));
        let with_anchor = rounds[0].iter().filter(|&&(i, j)| Some(i) == anchor || Some(j) == anchor).count();
        prop_assert!(anchor.is_none() || with_anchor == options - 1);
        let short = rounds.iter().skip(1).filter(|round| round.len() < batch).count();
        prop_assert!(short <= 1);
        prop_assert!(find(strategy).adaptive() || rounds.len() == 1);
    }
}
