//! Pairs that are held out.

use crate::case::connected;
use crate::common::all_pairs;
use motive_utility::holdout;
use proptest::prelude::*;

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
}
