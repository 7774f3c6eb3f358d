//! What a run writes down about its choices, trials, ballots and stakes.
//!
//! These are derived from the answers in the journal, and stand there too, so that a table needs no plugin.
//! `slot` names a place in the plan; its parts are ids, which hold no slash.

use std::collections::BTreeMap;

use motive_contract::rubric::{Criterion, Preference, Probabilities, Reading};
use motive_contract::types::{Artifact, Metric, StopReason};
use serde::{Deserialize, Serialize};

use crate::file::{OnInadmissible, OnLeak, RecallQuestion, Screening};
use crate::plan::is_zero;
use crate::seal::Finite;

/// The kinds of record, as the journal names them.
pub mod kind {
    /// A [`super::ChoiceRecord`].
    pub const CHOICE: &str = "choice";
    /// The pairs of a later round, `[[first id, second id], ...]`, at `pairs/ACTOR/ROUND`.
    pub const PAIRS: &str = "pairs";
    /// A [`super::HeadToHeadRecord`].
    pub const HEAD_TO_HEAD: &str = "head-to-head";
    /// The [`super::StakesRecord`].
    pub const STAKES: &str = "stakes";
    /// A [`super::TrialRecord`].
    pub const TRIAL: &str = "trial";
    /// A [`super::ScreeningRecord`], at the trial's slot.
    pub const SCREENING: &str = "screening";
    /// A [`super::BallotRecord`].
    pub const BALLOT: &str = "ballot";
    /// The gold pairs of the run, as the ladder draws them, at `gold`.
    pub const GOLD: &str = "gold";
    /// A [`super::GoldBallotRecord`].
    pub const GOLD_BALLOT: &str = "gold-ballot";
    /// A [`super::RecallRecord`], at the trial's slot.
    pub const RECALL: &str = "recall";
    /// A [`super::GuessRecord`].
    pub const GUESS: &str = "guess";
    /// A [`super::ScoreRecord`].
    pub const SCORE: &str = "score";
    /// A [`super::UnblindedRecord`], one for each look.
    pub const UNBLINDED: &str = "unblinded";
}

/// One answer to one forced choice between two outcomes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct ChoiceRecord {
    /// Who was asked.
    pub actor: String,
    /// The outcome shown first.
    pub first: String,
    /// The outcome shown second.
    pub second: String,
    /// Which repetition, from 0.
    pub sample: u32,
    /// What was read.
    pub result: Ballot,
}

/// What one respondent's answer came to: a vote, or what else a rubric reads.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ballot<V = Vote> {
    /// It was read.
    Read {
        /// The reading, on the primary criterion.
        vote: V,
        /// The respondent's own words for why.
        reason: String,
        /// What else the rubric read, in its own words, as in `rating`.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        attrs: BTreeMap<String, String>,
        /// The exact models that answered, as the provider names them; sorted.
        served_by: Vec<String>,
    },
    /// The model gave no answer; the text says why. Asked again when the run is resumed.
    Failed(String),
}

impl<V> Ballot<V> {
    /// Whether the model gave no answer.
    pub fn has_failed(&self) -> bool {
        matches!(self, Self::Failed(_))
    }
}

/// What a ballot can hold of a rubric's reading.
pub trait FromReading: Sized {
    /// Where nothing could be read.
    const UNREADABLE: Self;

    /// What a reading says on the primary criterion.
    ///
    /// # Errors
    /// In words, when the reading is not one that a rubric of this comparison may give.
    fn from_reading(reading: &Reading, primary: &Criterion) -> Result<Self, String>;
}

/// A reading on one criterion, in the order shown.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Vote {
    /// The first, the second or neither was preferred.
    Preference(Preference),
    /// Read from log-probabilities.
    Probabilities(Probabilities),
    /// The respondent declined.
    Abstain,
    /// Nothing could be read.
    Unreadable,
}

impl FromReading for Vote {
    const UNREADABLE: Self = Self::Unreadable;

    fn from_reading(reading: &Reading, Criterion { id: primary, .. }: &Criterion) -> Result<Self, String> {
        match reading {
            Reading::Preferences(list) => list
                .iter()
                .find(|(criterion, _)| criterion == primary)
                .map(|(_, preference)| Self::Preference(*preference))
                .ok_or_else(|| format!("a verdict without a preference on the criterion `{primary}`")),
            Reading::Probabilities(probabilities) => Ok(Self::Probabilities(*probabilities)),
            Reading::Abstain => Ok(Self::Abstain),
            Reading::Unreadable => Ok(Self::Unreadable),
            Reading::Scores(_) => Err("scores from a pairwise rubric".to_owned()),
            Reading::Other(word, _) => Err(format!("a reading of the unknown kind `{word}`")),
        }
    }
}

impl Vote {
    /// The side preferred, in the order shown; a probability reading counts as its larger side. None if the vote
    /// is no preference.
    pub fn preference(&self) -> Option<Preference> {
        match self {
            Self::Preference(preference) => Some(*preference),
            Self::Probabilities(p) if p.first > p.second => Some(Preference::First),
            Self::Probabilities(p) if p.first < p.second => Some(Preference::Second),
            Self::Probabilities(_) => Some(Preference::Tie),
            Self::Abstain | Self::Unreadable => None,
        }
    }

    /// How much of the vote fell on the first shown and on the second shown: each 0 to 1. A tie, or what of a
    /// probability fell on one, goes half to each; an abstention or an unreadable answer to neither.
    pub fn shares(&self) -> (f64, f64) {
        match self {
            Self::Preference(Preference::First) => (1.0, 0.0),
            Self::Preference(Preference::Second) => (0.0, 1.0),
            Self::Preference(Preference::Tie) => (0.5, 0.5),
            Self::Probabilities(p) => (p.first + p.tie / 2.0, p.second + p.tie / 2.0),
            Self::Abstain | Self::Unreadable => (0.0, 0.0),
        }
    }
}

/// A reading of one text by itself.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Score {
    /// The value on the rubric's scale.
    Value(Finite),
    /// The respondent declined.
    Abstain,
    /// Nothing could be read.
    Unreadable,
}

impl FromReading for Score {
    const UNREADABLE: Self = Self::Unreadable;

    fn from_reading(
        reading: &Reading,
        Criterion { id: primary, min, max, .. }: &Criterion,
    ) -> Result<Self, String> {
        match reading {
            Reading::Scores(list) => {
                let found = list.iter().find(|(criterion, _)| criterion == primary);
                let (_, value) =
                    found.ok_or_else(|| format!("a verdict without a score on the criterion `{primary}`"))?;
                if !(min..=max).contains(&value) {
                    return Err(format!("the score {value}, on a scale from {min} to {max}"));
                }
                Finite::new(*value, "score").map(Self::Value).map_err(|error| error.to_string())
            }
            Reading::Abstain => Ok(Self::Abstain),
            Reading::Unreadable => Ok(Self::Unreadable),
            Reading::Preferences(_) | Reading::Probabilities(_) => {
                Err("a preference from a pointwise rubric".to_owned())
            }
            Reading::Other(word, _) => Err(format!("a reading of the unknown kind `{word}`")),
        }
    }
}

/// One episode.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct TrialRecord {
    /// Who did the task.
    pub actor: String,
    /// The task's id.
    pub task: String,
    /// The item's id.
    pub item: String,
    /// The framing's id.
    pub framing: String,
    /// The arm's id.
    pub arm: String,
    /// Which repetition, from 0.
    pub replicate: u32,
    /// Which sample of the very same prompts, from 0.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub sample: u32,
    /// What came of it.
    pub outcome: TrialOutcome,
    /// Answers of the model.
    pub steps: u32,
    /// Tokens read and written over all steps.
    pub tokens: (u64, u64),
    /// Characters that the framing added to what the actor read.
    pub inserted: u32,
    /// The texts that it added, each once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub told: Vec<String>,
    /// Why the last answer ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stop: Option<StopReason>,
    /// Whether this is the work done once more, since the first was not fit to be judged.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub again: bool,
    /// The exact models that answered, as the provider names them; sorted.
    pub served_by: Vec<String>,
}

impl TrialRecord {
    /// The arm that the trial is of, `framing/arm`; of a second sample of the same prompts, `framing/arm#2`.
    pub fn sampled_arm(&self) -> String {
        sampled_arm(&format!("{}/{}", self.framing, self.arm), self.sample)
    }
}

/// The name of a sample of an arm, which is written `framing/arm`.
pub fn sampled_arm(arm: &str, sample: u32) -> String {
    if sample == 0 { arm.to_owned() } else { format!("{arm}#{}", sample + 1) }
}

/// What came of an episode.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TrialOutcome {
    /// The work is there.
    Delivered {
        /// What judges compare.
        artifact: Artifact,
        /// Whatever else the task kept.
        others: Vec<Artifact>,
        /// Objective measures.
        metrics: Vec<Metric>,
    },
    /// The model answered and there is no work to judge: refused, empty, cut off.
    NotDelivered {
        /// Why, in the task's or the host's words.
        reason: String,
        /// Objective measures.
        metrics: Vec<Metric>,
    },
    /// The model gave no answer; the text says why. Asked again when the run is resumed.
    Failed(String),
}

/// What was found in an output before judges saw it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct ScreeningRecord {
    /// Whether it tells of the incentive.
    pub leaks: bool,
    /// Everything that was found, in the order of the text; less than a leak as well.
    pub findings: Vec<Leak>,
    /// Why it is no work to compare, in words of a closed list; empty if it is.
    pub inadmissible: Vec<String>,
    /// Of work that was done once more, what was found in the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first: Option<Box<ScreeningRecord>>,
}

/// Something in an output that its assignment does not explain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Leak {
    /// `overlap`, `entity`, `lexicon` or `remark`.
    pub kind: String,
    /// Where it begins and ends, in bytes of the output.
    pub range: [usize; 2],
    /// The words there.
    pub text: String,
    /// What it is.
    pub reason: String,
}

impl Screening {
    /// Whether an output in which this was found is not judged.
    pub fn excludes_alone(&self, output: &ScreeningRecord) -> bool {
        (output.leaks && self.leaks == OnLeak::Exclude)
            || (!output.inadmissible.is_empty() && self.inadmissible == OnInadmissible::Exclude)
    }

    /// Whether a pair with these outputs is not judged.
    pub fn excludes(&self, outputs: [&ScreeningRecord; 2]) -> bool {
        outputs.into_iter().any(|output| self.excludes_alone(output))
    }

    /// Whether work in which this was found is done once more.
    pub fn asks_again(&self, output: &ScreeningRecord) -> bool {
        output.first.is_none()
            && ((output.leaks && self.leaks == OnLeak::Regenerate)
                || (!output.inadmissible.is_empty() && self.inadmissible == OnInadmissible::Regenerate))
    }
}

/// One judge's answer on one pair in one order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct BallotRecord {
    /// The contrast's id.
    pub contrast: String,
    /// Whose outputs.
    pub actor: String,
    /// The task's id.
    pub task: String,
    /// The item's id.
    pub item: String,
    /// Which repetition, from 0.
    pub replicate: u32,
    /// Who judged.
    pub judge: String,
    /// Which arm's output was shown first.
    pub first_shown: Side,
    /// What came of it.
    pub result: Ballot,
}

/// One judge's answer on one gold pair in one order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct GoldBallotRecord {
    /// The gold pair's id.
    pub pair: String,
    /// Who judged.
    pub judge: String,
    /// Which side was shown first.
    pub first_shown: Side,
    /// What came of it.
    pub result: Ballot,
}

impl GoldBallotRecord {
    /// The name in the journal of one judge's ballot in one order.
    pub fn slot(pair: &str, judge: &str, first_shown: Side) -> String {
        format!("gold/{pair}/{judge}/{}", first_shown.word())
    }
}

/// What an actor remembered of what it was told, asked after one trial on forks of its conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct RecallRecord {
    /// By question; without those that nothing could be asked by, as whom an outcome without an entity concerns.
    pub answers: BTreeMap<RecallQuestion, RecallAnswer>,
}

impl RecallRecord {
    /// Whether the model gave no answer to a question. Asked again when the run is resumed.
    pub fn has_failed(&self) -> bool {
        self.answers.values().any(|answer| matches!(answer.said, Said::Failed(_)))
    }
}

/// The answer to one question about what was told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct RecallAnswer {
    /// The four answers to choose from, in the order shown.
    pub options: Vec<String>,
    /// Which of them is right, from 0.
    pub right: u32,
    /// What the actor said.
    pub said: Said,
}

/// What an actor said to a question with four answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Said {
    /// One of the four, from 0.
    Option(u32),
    /// Something else, in its own words.
    Unreadable(String),
    /// The model gave no answer; the text says why.
    Failed(String),
}

/// One judge's guess which output of a pair had the better incentive.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct GuessRecord {
    /// The pair's id.
    pub pair: String,
    /// Who guessed.
    pub judge: String,
    /// Which arm's output was shown first.
    pub first_shown: Side,
    /// What came of it: a tie says that it does not know.
    pub result: Ballot,
}

/// One judge's score of one output.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct ScoreRecord {
    /// The slot of the trial.
    pub trial: String,
    /// Who judged.
    pub judge: String,
    /// What came of it.
    pub result: Ballot<Score>,
}

impl ScoreRecord {
    /// The name in the journal of one judge's score.
    pub fn slot(trial: &str, judge: &str) -> String {
        format!("score/{trial}/{judge}")
    }
}

/// A pair whose arms were shown to a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct UnblindedRecord {
    /// The pair's id.
    pub pair: String,
    /// When: RFC 3339, UTC.
    pub date: String,
    /// Whether all of the plan was judged by then, and the results written.
    pub judged: bool,
}

impl UnblindedRecord {
    /// Its place in the journal: every look has one of its own.
    pub fn slot(&self) -> String {
        format!("{}@{}", self.pair, self.date)
    }
}

/// One of the two arms of a contrast.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum Side {
    First,
    Second,
}

impl Side {
    /// The other one.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::First => Self::Second,
            Self::Second => Self::First,
        }
    }

    /// `first` or `second`.
    pub fn word(self) -> &'static str {
        match self {
            Self::First => "first",
            Self::Second => "second",
        }
    }
}

/// Utilities and the stakes drawn from them: the second seal, written before the first trial.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct StakesRecord {
    /// SHA-256 of the plan they follow from.
    pub plan: String,
    /// By actor.
    pub actors: BTreeMap<String, ActorUtilities>,
    /// The answers of actors that chose no outcome: they have no utilities and no stakes.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub silent: BTreeMap<String, ChoiceCounts>,
    /// By [`crate::plan::TrialSlot::stakes`].
    pub draws: BTreeMap<String, StakeDraw>,
}

/// What one actor showed of valuing the outcomes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct ActorUtilities {
    /// Answers by what could be read from them.
    pub choices: ChoiceCounts,
    /// The first-position term on the model's scale.
    pub position: Finite,
    /// The share of first-shown choices that the position term implies between equal outcomes.
    pub first_shown_share: Finite,
    /// Log-likelihood of the fit, without the penalty; 0 for utilities from elsewhere, of which no choice is known.
    pub log_likelihood: Finite,
    /// Whether the fit converged.
    pub converged: bool,
    /// The standard deviation of the utilities of each component of the comparison graph, by its number. Utilities of
    /// different components share no scale. 0 where all are the same.
    pub deviations: Vec<Finite>,
    /// By outcome id.
    pub outcomes: BTreeMap<String, OutcomeUtility>,
}

/// How many answers there were of each sort.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct ChoiceCounts {
    /// Questions asked.
    pub asked: u64,
    /// Answers that prefer one side, or give probabilities.
    pub readable: u64,
    /// Answers that prefer neither: in the fit, half a choice for each side.
    pub ties: u64,
    /// The respondent declined.
    pub abstained: u64,
    /// Nothing could be read.
    pub unreadable: u64,
    /// The model gave no answer.
    pub failed: u64,
}

/// The utility of one outcome to one actor.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct OutcomeUtility {
    /// The number of its component of the comparison graph: the outcomes that choices link it with.
    pub component: usize,
    /// On the utility model's scale, centred over its component.
    pub utility: Finite,
    /// Mean 0 and standard deviation 1 over its component.
    pub standardized: Finite,
    /// Standard error of `utility`; absent where the answers give none.
    pub standard_error: Option<Finite>,
    /// 95 % interval of `utility`: by the bootstrap over pairs, or else by `standard_error`; absent where the answers tell
    /// outcomes apart in no way.
    pub interval: Option<[Finite; 2]>,
    /// The variance of its noise, for models that have one for each outcome.
    pub variance: Option<Finite>,
    /// It, or a set that it belongs to, always won or always lost: the estimate is held by the penalty alone.
    pub bounded: bool,
    /// Where it is bounded, the one-sided 95 % limit that the answers set, if they set one.
    pub limit: Option<Limit>,
}

/// A one-sided 95 % limit of a utility.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Limit {
    /// It always won: its utility is at least this.
    AtLeast(Finite),
    /// It always lost: its utility is at most this.
    AtMost(Finite),
}

/// In which words two outcomes are put to an actor.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Wording {
    /// As they were elicited.
    Elicited,
    /// As the framing with this id offers them.
    Framed(String),
}

impl Wording {
    fn slot(&self) -> String {
        match self {
            Self::Elicited => "elicited".to_owned(),
            Self::Framed(framing) => format!("framed/{framing}"),
        }
    }
}

/// One answer to two outcomes that are to be opposite stakes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct HeadToHeadRecord {
    /// Who was asked.
    pub actor: String,
    /// In which words.
    pub wording: Wording,
    /// The outcome shown first.
    pub first: String,
    /// The outcome shown second.
    pub second: String,
    /// Which repetition, from 0.
    pub sample: u32,
    /// What was read.
    pub result: Ballot,
}

impl HeadToHeadRecord {
    /// The name in the journal of one question.
    pub fn slot(actor: &str, wording: &Wording, first: &str, second: &str, sample: u32) -> String {
        format!("head-to-head/{actor}/{}/{first}/{second}/{sample}", wording.slot())
    }
}

/// How two outcomes that are to be opposite stakes fared in one wording.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct HeadToHead {
    /// In which words.
    pub wording: Wording,
    /// The share of readable answers that prefer the high one where it is shown first; absent where none was readable.
    pub first: Option<Finite>,
    /// The same where it is shown second.
    pub second: Option<Finite>,
}

/// The stakes of one item and replicate, matched over the arms of a framing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct StakeDraw {
    /// The category all of them are from.
    pub domain: String,
    /// Outcome id by stake rule.
    pub outcomes: BTreeMap<String, String>,
    /// By stake rule, the fitted probability with which the actor prefers the outcome to the one in which nothing changes;
    /// empty without such an outcome, or where no answers link it with the domain.
    pub over_anchor: BTreeMap<String, Finite>,
    /// Whether the actor's choices tell opposite stakes apart: one test for each two that are drawn.
    pub admissions: Vec<Admission>,
}

/// The test of two opposite stakes against each other.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Admission {
    /// The stake rule that aims highest.
    pub highest: String,
    /// The stake rule that aims lowest.
    pub lowest: String,
    /// Fitted probability with which the outcome of the first is preferred to that of the second.
    pub probability: Finite,
    /// The share of bootstrap fits in which the first has the higher utility; absent without a bootstrap.
    pub bootstrap: Option<Finite>,
    /// How the two fared when they were put to the actor once more; empty where that was not asked for or came too late.
    pub head_to_head: Vec<HeadToHead>,
    /// Whether all of it reaches the study's thresholds. If not, no draw did, and the stakes are the last one's.
    pub admitted: bool,
    /// Draws that were not admitted and replaced, in their order.
    pub rejected: Vec<RejectedDraw>,
}

/// Two extremes that the actor's choices do not tell apart.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct RejectedDraw {
    /// Id of the outcome that the highest-aiming rule had drawn.
    pub highest: String,
    /// Id of the outcome that the lowest-aiming rule had drawn.
    pub lowest: String,
    /// Fitted probability with which the first is preferred to the second.
    pub probability: Finite,
    /// The share of bootstrap fits in which the first has the higher utility; absent without a bootstrap.
    pub bootstrap: Option<Finite>,
    /// How the two fared when they were put to the actor once more; empty if they failed before.
    pub head_to_head: Vec<HeadToHead>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tie_is_half_for_each_side() {
        let probabilities = |first, second, tie| Vote::Probabilities(Probabilities { first, second, tie });
        for (vote, shares) in [
            (Vote::Preference(Preference::First), (1.0, 0.0)),
            (Vote::Preference(Preference::Second), (0.0, 1.0)),
            (Vote::Preference(Preference::Tie), (0.5, 0.5)),
            (probabilities(0.5, 0.25, 0.25), (0.625, 0.375)),
            // What fell on none of the three falls on neither side.
            (probabilities(0.5, 0.25, 0.0), (0.5, 0.25)),
            (Vote::Abstain, (0.0, 0.0)),
            (Vote::Unreadable, (0.0, 0.0)),
        ] {
            assert_eq!(vote.shares(), shares, "{vote:?}");
        }
    }
}
