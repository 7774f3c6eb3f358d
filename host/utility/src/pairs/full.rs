//! Every pair once.

use super::{PairError, PairParams, PairStrategy, all_pairs, check};

struct Full;

impl PairStrategy for Full {
    fn name(&self) -> &'static str {
        "full"
    }

    fn about(&self) -> &'static str {
        "All N(N-1)/2 pairs"
    }

    fn pairs(
        &self,
        options: usize,
        anchor: Option<usize>,
        _params: &PairParams,
        _seed: [u8; 32],
    ) -> Result<Vec<(usize, usize)>, PairError> {
        check(options, anchor)?;
        Ok(all_pairs(options))
    }
}

inventory::submit!(&Full as &'static dyn PairStrategy);
