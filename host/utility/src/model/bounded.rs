//! Options whose utility the choices bound on one side only, or not at all.
//!
//! The likelihood has a finite maximum inside a component only if its options are strongly connected in
//! the graph of who won against whom (Ford 1957). Otherwise the component falls into sets of which one
//! always wins against the next, and the distance between two sets is held by the penalty alone. The
//! largest set of two or more options that are strongly connected is the component's core; all others
//! are measured from there. Without a core, or with several of equal size, no option is well measured.

use super::tally::{Pair, Tally};
use crate::graph::Directed;

/// How the choices bound an option's utility.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bound {
    /// On both sides; also said of an option never compared.
    Both,
    /// From below: it, or a set it belongs to, won against the core whenever they met, or never lost.
    Below,
    /// From above: it, or a set it belongs to, lost to the core whenever they met, or never won.
    Above,
    /// On neither: it is linked to the core only through options that are bounded on one side.
    Neither,
}

/// How the choices bound each option.
pub(super) fn bounds(tally: &Tally) -> Vec<Bound> {
    let won = Directed::new(tally.options, tally.pairs.iter().flat_map(wins));
    let sets = won.strong_components();
    let cores = cores(&sets, &tally.components);
    let members: Vec<usize> =
        (0..tally.options).filter(|&option| cores[tally.components[option]] == Some(sets[option])).collect();
    let below_core = won.reached(&members);
    let above_core = won.reversed().reached(&members);
    let mut lost_out = vec![false; tally.options];
    let mut won_out = vec![false; tally.options];
    for (winner, loser) in won.edges().filter(|&(winner, loser)| sets[winner] != sets[loser]) {
        won_out[sets[winner]] = true;
        lost_out[sets[loser]] = true;
    }
    (0..tally.options)
        .map(|option| {
            let set = sets[option];
            match (above_core[option], below_core[option]) {
                (true, true) => Bound::Both,
                (true, false) => Bound::Below,
                (false, true) => Bound::Above,
                (false, false) => match (won_out[set], lost_out[set]) {
                    (false, false) => Bound::Both,
                    (true, false) => Bound::Below,
                    (false, true) => Bound::Above,
                    (true, true) => Bound::Neither,
                },
            }
        })
        .collect()
}

/// Who was ever chosen over whom.
fn wins(pair: &Pair) -> impl Iterator<Item = (usize, usize)> + use<> {
    let [one_won, other_won] = pair.won();
    let ways = [(one_won, (pair.one, pair.other)), (other_won, (pair.other, pair.one))];
    ways.into_iter().filter_map(|(won, way)| won.then_some(way))
}

/// The number of the set that is the core of each component, if it has one.
fn cores(sets: &[usize], components: &[usize]) -> Vec<Option<usize>> {
    let mut sizes = vec![0_usize; sets.len()];
    for &set in sets {
        sizes[set] += 1;
    }
    // The largest size so far, and the set that has it unless it is shared.
    let mut largest: Vec<(usize, Option<usize>)> = vec![(1, None); components.len()];
    for (&set, &component) in sets.iter().zip(components) {
        let (size, core) = &mut largest[component];
        if sizes[set] > *size {
            (*size, *core) = (sizes[set], Some(set));
        } else if sizes[set] == *size && *core != Some(set) {
            *core = None;
        }
    }
    largest.into_iter().map(|(_, core)| core).collect()
}
