//! Every pair once.

use super::{Pair, PairDesign, PairError, PairStrategy, PairView};

struct Full;

impl PairStrategy for Full {
    fn name(&self) -> &'static str {
        "full"
    }

    fn about(&self) -> &'static str {
        "All N(N-1)/2 pairs that are not held out"
    }

    fn adaptive(&self) -> bool {
        false
    }

    fn planned(&self, design: &PairDesign<'_>) -> Result<usize, PairError> {
        design.check()?;
        Ok(design.options * (design.options - 1) / 2 - design.held_out.len())
    }

    fn next(&self, view: &PairView<'_>) -> Result<Vec<Pair>, PairError> {
        view.check()?;
        if !view.rounds.is_empty() {
            return Ok(Vec::new());
        }
        let options = view.design.options;
        let pairs = (0..options).flat_map(|i| (i + 1..options).map(move |j| (i, j)));
        Ok(pairs.filter(|pair| !view.design.held_out.contains(pair)).collect())
    }
}

inventory::submit!(&Full as &'static dyn PairStrategy);
