//! What holds of every elicitation, whatever is answered.

use crate::case::{Case, NAMES, Pair, answers, bradley_terry, connected, find};
use motive_utility::{Comparison, PairParams, holdout};
use proptest::prelude::*;
use std::collections::BTreeSet;

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
