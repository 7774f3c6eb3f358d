//! The upper and the lower share of the candidates, by one ranking or another.

use super::ranking::Ranking;
use super::{Candidates, PoolSize, Scope, StakeError, StakeRule};

/// One end of a ranking.
struct Extreme {
    name: &'static str,
    about: &'static str,
    end: End,
    ranking: Ranking,
    scope: Scope,
}

enum End {
    Top,
    Bottom,
}

impl StakeRule for Extreme {
    fn name(&self) -> &'static str {
        self.name
    }

    fn about(&self) -> &'static str {
        self.about
    }

    fn scope(&self) -> Scope {
        self.scope
    }

    fn rank(&self) -> i8 {
        match (self.ranking, &self.end) {
            (Ranking::Own, End::Top) => 1,
            (Ranking::Own, End::Bottom) => -1,
            _ => 0,
        }
    }

    fn needs_another_actor(&self) -> bool {
        self.ranking == Ranking::AnotherActor
    }

    fn pool_size(&self) -> PoolSize {
        count
    }

    fn pool(&self, from: &Candidates<'_>) -> Result<Vec<usize>, StakeError> {
        let mut pool = self.ranking.ascending(self.name, from)?;
        let size = count(pool.len(), from.share);
        match self.end {
            End::Top => drop(pool.drain(..pool.len() - size)),
            End::Bottom => pool.truncate(size),
        }
        Ok(pool)
    }
}

/// How many outcomes are an extreme: the share, rounded down, at most all.
fn count(options: usize, share: f64) -> usize {
    // The share of a third is written in decimals and multiplied in binary: 0.3333 of 3000 is 999, but
    // 1/3 of 3000 must not be 999 because of rounding in the last place.
    ((share * options as f64 + 1e-9).floor() as usize).min(options)
}

inventory::submit!(&Extreme {
    name: "high",
    about: "The top share (a third by default) of a domain by utility",
    end: End::Top,
    ranking: Ranking::Own,
    scope: Scope::Domain,
} as &'static dyn StakeRule);

inventory::submit!(&Extreme {
    name: "low",
    about: "The bottom share (a third by default) of a domain by utility",
    end: End::Bottom,
    ranking: Ranking::Own,
    scope: Scope::Domain,
} as &'static dyn StakeRule);

inventory::submit!(&Extreme {
    name: "high-same-count",
    about: "The top share, by utility, of the outcomes of a domain that have one measure and one count",
    end: End::Top,
    ranking: Ranking::Own,
    scope: Scope::Level,
} as &'static dyn StakeRule);

inventory::submit!(&Extreme {
    name: "low-same-count",
    about: "The bottom share, by utility, of the outcomes of a domain that have one measure and one count",
    end: End::Bottom,
    ranking: Ranking::Own,
    scope: Scope::Level,
} as &'static dyn StakeRule);

inventory::submit!(&Extreme {
    name: "high-of-another-actor",
    about: "The top share of a domain by another actor's utility",
    end: End::Top,
    ranking: Ranking::AnotherActor,
    scope: Scope::Domain,
} as &'static dyn StakeRule);

inventory::submit!(&Extreme {
    name: "shuffled",
    about: "The top share of a domain by utilities shuffled among its outcomes: like `high`, without meaning",
    end: End::Top,
    ranking: Ranking::Shuffled,
    scope: Scope::Domain,
} as &'static dyn StakeRule);

inventory::submit!(&Extreme {
    name: "shuffled-low",
    about: "The bottom share of a domain by the same shuffled utilities: the counterpart of `shuffled`",
    end: End::Bottom,
    ranking: Ranking::Shuffled,
    scope: Scope::Domain,
} as &'static dyn StakeRule);
