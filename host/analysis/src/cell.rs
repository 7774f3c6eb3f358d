//! Tallies of pairs, and the rates that follow from them.

use motive_stats::{Interval, wilson};
use motive_study::seal::{Finite, NotFinite};
use serde::{Deserialize, Serialize};

use crate::rule::Verdict;
use motive_study::record::Side;

/// How many pairs came to what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Tally {
    /// Pairs of the plan.
    pub pairs: u64,
    /// The first arm is better.
    pub wins: u64,
    /// The second arm is better.
    pub losses: u64,
    /// Neither.
    pub ties: u64,
    /// Judged, and nothing that counts could be read.
    pub unresolved: u64,
    /// An output is missing for good: refused, empty, cut off.
    pub undelivered: u64,
    /// An output was found that the study excludes.
    #[serde(default)]
    pub excluded: u64,
    /// Not judged yet, or without an answer that is asked for again when the run is resumed.
    pub open: u64,
    /// Judges left out of a pair because one of their two orders could not be read.
    pub half_read: u64,
}

impl Tally {
    /// Counts a verdict.
    pub(crate) fn count(&mut self, verdict: Verdict) {
        match verdict {
            Verdict::Arm(Side::First) => self.wins += 1,
            Verdict::Arm(Side::Second) => self.losses += 1,
            Verdict::Tie => self.ties += 1,
            Verdict::Unresolved => self.unresolved += 1,
        }
    }

    /// Adds another tally.
    pub(crate) fn add(&mut self, other: &Self) {
        self.pairs += other.pairs;
        self.wins += other.wins;
        self.losses += other.losses;
        self.ties += other.ties;
        self.unresolved += other.unresolved;
        self.undelivered += other.undelivered;
        self.excluded += other.excluded;
        self.open += other.open;
        self.half_read += other.half_read;
    }
}

/// The stakes of a cell's trials. Those that are neither admitted nor untested have extremes that the actor's
/// choices do not tell apart.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Stakes {
    /// Drawn for the items and replicates of the cell, for each framing.
    pub drawn: u64,
    /// The extremes compared are told apart by the actor's choices, as well as the study asks for.
    pub admitted: u64,
    /// The arms compared do not have both extremes, so that there is nothing to test.
    pub not_tested: u64,
    /// Pairs in which the outcome that should be worth more to the actor, as `high` beside `neutral`, is by its utilities not.
    #[serde(default)]
    pub reversed: u64,
}

impl Stakes {
    /// Those whose extremes are not told apart.
    pub fn not_admitted(&self) -> u64 {
        self.drawn.saturating_sub(self.admitted + self.not_tested)
    }
}

/// What a tally says about the first arm.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Rates {
    /// `(wins + losses) / (wins + losses + ties + unresolved)`: the share of judged pairs that the rate rests on.
    pub decisive_share: Option<Finite>,
    /// `wins / (wins + losses)`.
    pub rate: Option<Finite>,
    /// Wilson interval of the rate at 95 %, as if pairs were independent.
    pub wilson95: Option<Bounds>,
    /// `.5 + (wins - losses) / (2 (wins + losses + ties))`: ties count half.
    pub net: Option<Finite>,
}

/// An interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Bounds {
    pub lower: Finite,
    pub upper: Finite,
}

impl Rates {
    /// The rates of a tally; what has nothing to rest on is absent.
    pub(crate) fn of(tally: &Tally) -> Result<Self, NotFinite> {
        let decisive = tally.wins + tally.losses;
        let judged = decisive + tally.ties + tally.unresolved;
        let share = |part: f64, whole: u64, field: &str| {
            (whole > 0).then(|| Finite::new(part / whole as f64, field)).transpose()
        };
        let difference = tally.wins as f64 - tally.losses as f64;
        let net = share(difference / 2.0, decisive + tally.ties, "net")?;
        Ok(Self {
            decisive_share: share(decisive as f64, judged, "decisive-share")?,
            rate: share(tally.wins as f64, decisive, "rate")?,
            // The counts are a share of each other and the level is a constant: there is nothing to refuse.
            wilson95: wilson(tally.wins, decisive, 0.95).ok().flatten().map(bounds).transpose()?,
            net: net.map(|net| Finite::new(0.5 + net.get(), "net")).transpose()?,
        })
    }
}

fn bounds(interval: Interval) -> Result<Bounds, NotFinite> {
    Ok(Bounds {
        lower: Finite::new(interval.lower, "wilson95.lower")?,
        upper: Finite::new(interval.upper, "wilson95.upper")?,
    })
}
