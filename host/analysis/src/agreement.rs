//! How far the judges of a panel agree about pairs. Descriptive: where there is nothing to see, judges should hardly agree.

use motive_stats::agreement::{
    Scale, Table, bootstrap, effective_votes, fleiss_kappa, gwet_ac1, krippendorff_alpha, mean_correlation,
    raw_agreement,
};
use motive_study::record::Side;
use motive_study::seal::{Finite, NotFinite};
use serde::{Deserialize, Serialize};

use crate::cell::Bounds;
use crate::rule::{Choice, JudgeVotes};

/// Draws of pairs for an interval.
const REPLICATES: usize = 200;
const CONFIDENCE: f64 = 0.95;

/// Agreement on the pairs of a contrast. A judge's verdict on a pair is the sign of its ballots in all its orders: first arm, tie
/// or second arm; a judge that could not be read in one of them has none.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Agreement {
    /// Pairs with the verdicts of two judges or more.
    pub pairs: u64,
    /// Judges with a verdict on one of them.
    pub judges: u64,
    /// The probability that two judges of a pair say the same.
    pub raw: Option<Coefficient>,
    /// Fleiss' kappa for any numbers of judges.
    pub fleiss_kappa: Option<Coefficient>,
    /// Gwet's AC1.
    pub gwet_ac1: Option<Coefficient>,
    /// Krippendorff's alpha, first arm < tie < second arm.
    pub krippendorff_alpha: Option<Coefficient>,
    /// The votes that these judges amount to, by the mean correlation of their verdicts (Kish).
    pub effective_votes: Option<Finite>,
}

/// A coefficient of agreement. Absent where there is nothing to compare, or only one verdict occurs.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Coefficient {
    /// The coefficient.
    pub value: Finite,
    /// 95 %, by the bootstrap over pairs, as if they were independent.
    pub interval: Option<Bounds>,
}

impl Agreement {
    /// Agreement on pairs: of each, the votes of its judges, always in the same order. `seed` draws the bootstrap.
    pub(crate) fn of(pairs: &[Vec<JudgeVotes>], seed: [u8; 32]) -> Result<Option<Self>, NotFinite> {
        let rows: Vec<Vec<Option<i64>>> =
            pairs.iter().map(|judges| judges.iter().map(verdict).collect()).collect();
        let Some(table) = Table::new(&rows).ok().filter(|table| table.units() > 0) else { return Ok(None) };
        let coefficient = |of: fn(&Table) -> Option<f64>, field: &str| {
            of(&table).map(|value| coefficient(&table, of, value, seed, field)).transpose()
        };
        let votes = mean_correlation(&table).and_then(|rho| effective_votes(table.raters(), rho));
        Ok(Some(Self {
            pairs: table.units() as u64,
            judges: table.raters() as u64,
            raw: coefficient(raw_agreement, "raw")?,
            fleiss_kappa: coefficient(fleiss_kappa, "fleiss-kappa")?,
            gwet_ac1: coefficient(gwet_ac1, "gwet-ac1")?,
            krippendorff_alpha: coefficient(
                |table| krippendorff_alpha(table, Scale::Ordinal),
                "krippendorff-alpha",
            )?,
            effective_votes: votes.map(|votes| Finite::new(votes, "effective-votes")).transpose()?,
        }))
    }
}

fn coefficient(
    table: &Table,
    of: fn(&Table) -> Option<f64>,
    value: f64,
    seed: [u8; 32],
    field: &str,
) -> Result<Coefficient, NotFinite> {
    // The confidence is a constant, so there is nothing to refuse but a coefficient that is not finite.
    let drawn = bootstrap(table, of, REPLICATES, CONFIDENCE, seed).ok();
    let interval = drawn.and_then(|drawn| drawn.interval).map(|interval| {
        Ok(Bounds { lower: Finite::new(interval.lower, field)?, upper: Finite::new(interval.upper, field)? })
    });
    Ok(Coefficient { value: Finite::new(value, field)?, interval: interval.transpose()? })
}

/// -1 for the second arm, 0 for a tie, 1 for the first.
fn verdict(judge: &JudgeVotes) -> Option<i64> {
    if judge.asked == 0 || judge.votes.len() < judge.asked {
        return None;
    }
    let score = |choice: &Choice| match choice {
        Choice::Arm(Side::First) => 1_i64,
        Choice::Arm(Side::Second) => -1,
        Choice::Tie => 0,
    };
    Some(judge.votes.iter().map(score).sum::<i64>().signum())
}
