//! The upper and the lower share of a domain by utility. Equal utilities are ordered by index, so the
//! two never overlap.

use super::{Domain, PoolSize, StakeError, StakeRule};

struct High;
struct Low;

impl StakeRule for High {
    fn name(&self) -> &'static str {
        "high"
    }

    fn about(&self) -> &'static str {
        "The top share (a third by default) of a domain by utility"
    }

    fn rank(&self) -> i8 {
        1
    }

    fn pool_size(&self) -> PoolSize {
        count
    }

    fn pool(&self, domain: &Domain<'_>) -> Result<Vec<usize>, StakeError> {
        let ascending = ascending(domain);
        let lower = ascending.len() - count(ascending.len(), domain.share);
        Ok(ascending[lower..].to_vec())
    }
}

impl StakeRule for Low {
    fn name(&self) -> &'static str {
        "low"
    }

    fn about(&self) -> &'static str {
        "The bottom share (a third by default) of a domain by utility"
    }

    fn rank(&self) -> i8 {
        -1
    }

    fn pool_size(&self) -> PoolSize {
        count
    }

    fn pool(&self, domain: &Domain<'_>) -> Result<Vec<usize>, StakeError> {
        let mut ascending = ascending(domain);
        ascending.truncate(count(ascending.len(), domain.share));
        Ok(ascending)
    }
}

inventory::submit!(&High as &'static dyn StakeRule);
inventory::submit!(&Low as &'static dyn StakeRule);

fn ascending(domain: &Domain<'_>) -> Vec<usize> {
    let mut options = domain.options.to_vec();
    let utility = |option: usize| domain.fit.utility[option];
    options.sort_by(|&a, &b| utility(a).total_cmp(&utility(b)).then(a.cmp(&b)));
    options
}

/// How many outcomes are an extreme: the share, rounded down, at most all.
fn count(options: usize, share: f64) -> usize {
    // The share of a third is written in decimals and multiplied in binary: 0.3333 of 3000 is 999, but
    // 1/3 of 3000 must not be 999 because of rounding in the last place.
    ((share * options as f64 + 1e-9).floor() as usize).min(options)
}
