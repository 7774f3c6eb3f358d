//! The first graph: a random regular graph that connects all sampled options.
//!
//! It is made of `degree / 2` random cycles through all options and, if the degree is odd, a random
//! matching. For the published degree of 2 that is a random 2-regular graph, given that it connects: a
//! 2-regular graph drawn without that condition falls into cycles, whose utilities share no scale.
//! Pairs that are held out or drawn twice are replaced at random, by pairs that link the pieces first.

use super::batch::Batch;
use super::{PairView, pair};
use crate::graph;
use crate::random::shuffle;

/// Enlarges the batch by the first graph and adds it.
pub(super) fn open(batch: &mut Batch, view: &PairView<'_>) {
    let design = &view.design;
    batch.enlarge(design.opening());
    let mut rng = view.stream("opening");
    let mut order = batch.sampled().to_vec();
    // One cycle may already have all the pairs there are, and the degree may be far above that.
    for _ in 0..(design.params.degree / 2).min(order.len()) {
        shuffle(&mut rng, &mut order);
        let next = order.iter().cycle().skip(1);
        batch.add(order.iter().zip(next).filter(|(a, b)| a != b).map(|(&a, &b)| pair(a, b)));
    }
    if design.params.degree % 2 == 1 {
        shuffle(&mut rng, &mut order);
        batch.add(order.chunks_exact(2).map(|two| pair(two[0], two[1])));
    }
    if batch.room() > 0 {
        let replacements = batch.shuffled(view.stream("opening replacements"));
        batch.link(graph::components(design.options, batch.pairs().iter().copied()), &replacements);
        batch.add(replacements);
    }
}
