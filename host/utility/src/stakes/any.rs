//! Any outcome of a domain: stakes of all utilities, for the question whether work follows the dose.

use super::{Candidates, PoolSize, StakeError, StakeRule};

struct Random;

impl StakeRule for Random {
    fn name(&self) -> &'static str {
        "random"
    }

    fn about(&self) -> &'static str {
        "Any outcome of a domain: for dose and response"
    }

    fn pool_size(&self) -> PoolSize {
        |options, _| options
    }

    fn pool(&self, from: &Candidates<'_>) -> Result<Vec<usize>, StakeError> {
        Ok(from.options.clone())
    }
}

inventory::submit!(&Random as &'static dyn StakeRule);
