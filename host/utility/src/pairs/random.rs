//! The first graph of the adaptive strategies, filled up to the target with uniform pairs at once.
//!
//! A larger multiplier draws further from the same stream, so it only ever adds pairs.

use super::batch::Batch;
use super::opening::open;
use super::{Pair, PairDesign, PairError, PairStrategy, PairView};

struct Random;

impl PairStrategy for Random {
    fn name(&self) -> &'static str {
        "random"
    }

    fn about(&self) -> &'static str {
        "multiplier x N log2 N pairs drawn by seed, connected, and the anchor against every option"
    }

    fn adaptive(&self) -> bool {
        false
    }

    fn planned(&self, design: &PairDesign<'_>) -> Result<usize, PairError> {
        design.planned()
    }

    fn next(&self, view: &PairView<'_>) -> Result<Vec<Pair>, PairError> {
        view.check()?;
        if !view.rounds.is_empty() {
            return Ok(Vec::new());
        }
        let design = &view.design;
        let mut batch = Batch::new(design, std::iter::empty(), 0);
        open(&mut batch, view);
        batch.enlarge(design.total() - design.opening());
        let order = batch.shuffled(view.stream("random"));
        batch.add(order);
        let mut pairs = batch.finish();
        pairs.extend(design.with_anchor());
        pairs.sort_unstable();
        Ok(pairs)
    }
}

inventory::submit!(&Random as &'static dyn PairStrategy);
