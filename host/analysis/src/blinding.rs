//! How well judges guess which text of a pair had the better incentive: whether they were blind.

use std::collections::{BTreeMap, HashMap};

use motive_contract::rubric::Preference;
use motive_stats::ratio_interval;
use motive_study::plan::PairSlot;
use motive_study::record::{Ballot, GuessRecord, Side};
use motive_study::seal::{Finite, NotFinite};
use serde::{Deserialize, Serialize};

use crate::cell::Bounds;
use crate::records::Records;

/// Guesses by their place in the journal.
pub(crate) type Guesses<'a> = HashMap<&'a str, &'a GuessRecord>;

/// How well judges guess.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Blinding {
    /// All guesses.
    pub panel: BlindingIndex,
    /// By judge.
    pub judges: BTreeMap<String, BlindingIndex>,
}

/// Guesses that the first arm's text had the better incentive count as right.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct BlindingIndex {
    /// The first arm's text.
    pub right: u64,
    /// The second arm's text.
    pub wrong: u64,
    /// "Don't know".
    pub unknown: u64,
    /// Declined, or nothing could be read.
    pub unread: u64,
    /// Bang's index, `(right - wrong)/(right + wrong + unknown)`: 0 for judges that are blind, 1 for judges that are always
    /// right, below 0 for judges that take one arm for the other.
    pub index: Option<Finite>,
    /// 95 % interval of the index, by clusters of items; absent with fewer than two.
    pub ci95: Option<Bounds>,
}

/// The guesses of a run.
pub(crate) fn guesses(records: &Records) -> Guesses<'_> {
    records.guesses.iter().map(|(slot, guess)| (slot.as_str(), guess)).collect()
}

/// Guesses of one item: right minus wrong, and those that say something.
type Clusters<'a> = BTreeMap<(&'a str, &'a str), (f64, f64)>;

impl Blinding {
    /// What the guesses on these pairs come to; none without any.
    pub(crate) fn of<'a>(
        pairs: impl Iterator<Item = &'a PairSlot>,
        guesses: &Guesses<'_>,
    ) -> Result<Option<Self>, NotFinite> {
        let mut panel = (BlindingIndex::default(), Clusters::new());
        let mut judges: BTreeMap<String, (BlindingIndex, Clusters<'_>)> = BTreeMap::new();
        for pair in pairs {
            for judge in pair.first_shown.keys() {
                let Some(guess) = guesses.get(pair.guess(judge).as_str()) else { continue };
                let Ballot::Read { vote, .. } = &guess.result else { continue };
                let guessed = vote.preference();
                for (index, clusters) in [&mut panel, judges.entry(judge.clone()).or_default()] {
                    let step = index.count(guessed, guess.first_shown);
                    if let Some(step) = step {
                        let cluster = clusters.entry((&pair.task, &pair.item)).or_default();
                        *cluster = (cluster.0 + step, cluster.1 + 1.0);
                    }
                }
            }
        }
        if judges.is_empty() {
            return Ok(None);
        }
        let judges = judges.into_iter().map(|(judge, of_judge)| Ok((judge, settled(of_judge)?)));
        Ok(Some(Self { panel: settled(panel)?, judges: judges.collect::<Result<_, NotFinite>>()? }))
    }
}

impl BlindingIndex {
    /// Counts a guess: 1 if it is right, -1 if it is wrong, 0 if it is none; nothing if it was not read.
    fn count(&mut self, guessed: Option<Preference>, first_shown: Side) -> Option<f64> {
        let side = match guessed {
            Some(Preference::First) => Some(first_shown),
            Some(Preference::Second) => Some(first_shown.other()),
            Some(Preference::Tie) => None,
            None => {
                self.unread += 1;
                return None;
            }
        };
        let (count, step) = match side {
            Some(Side::First) => (&mut self.right, 1.0),
            Some(Side::Second) => (&mut self.wrong, -1.0),
            None => (&mut self.unknown, 0.0),
        };
        *count += 1;
        Some(step)
    }
}

fn settled((mut index, clusters): (BlindingIndex, Clusters<'_>)) -> Result<BlindingIndex, NotFinite> {
    let said = index.right + index.wrong + index.unknown;
    if said > 0 {
        let value = (index.right as f64 - index.wrong as f64) / said as f64;
        index.index = Some(Finite::new(value, "blinding.index")?);
    }
    let clusters: Vec<(f64, f64)> = clusters.into_values().collect();
    // Counts and a constant level: there is nothing to refuse.
    let interval = ratio_interval(&clusters, 0.95).ok().flatten();
    index.ci95 = interval
        .map(|interval| {
            Ok(Bounds {
                lower: Finite::new(interval.lower.max(-1.0), "blinding.lower")?,
                upper: Finite::new(interval.upper.min(1.0), "blinding.upper")?,
            })
        })
        .transpose()?;
    Ok(index)
}
