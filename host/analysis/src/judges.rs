//! What each judge did, over all pairs: the position lean that a panel's verdicts hide.

use std::collections::BTreeMap;

use motive_contract::rubric::Preference;
use motive_study::Study;
use motive_study::record::{Ballot, BallotRecord, Side, Vote};
use motive_study::seal::{Finite, NotFinite};
use serde::{Deserialize, Serialize};

use crate::rule::{Choice, choice};

/// The ballots of one judge.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct JudgeResult {
    /// Ballots cast.
    pub ballots: u64,
    /// Ballots on outputs of the judge's own model, under whatever id.
    pub own_outputs: u64,
    /// Ballots on outputs of other models of its family.
    pub family_outputs: u64,
    /// Ballots on which the first arm of the contrast was shown first.
    pub first_arm_shown_first: u64,
    /// Ballots that prefer the text shown first.
    pub chose_first_shown: u64,
    /// Ballots that prefer the text shown second.
    pub chose_second_shown: u64,
    /// Ballots that prefer neither.
    pub ties: u64,
    /// The judge declined.
    pub abstained: u64,
    /// Nothing could be read.
    pub unreadable: u64,
    /// The model gave no answer.
    pub failed: u64,
    /// Pairs that it was read on in both orders.
    #[serde(default)]
    pub both_orders: u64,
    /// Those of them on which it said the same of the texts in both.
    #[serde(default)]
    pub same_in_both: u64,
    /// `chose-first-shown / (chose-first-shown + chose-second-shown)`. Without a position lean it is near one half,
    /// since every text is shown first as often as second.
    pub first_shown_share: Option<Finite>,
}

/// A judge on a pair: its name, and contrast, actor, task, item and replicate of the pair.
type OnPair<'a> = (&'a str, &'a str, &'a str, &'a str, &'a str, u32);

/// The ballots of each judge.
pub(crate) fn judges<'a>(
    study: &Study,
    ballots: impl IntoIterator<Item = &'a BallotRecord>,
) -> Result<BTreeMap<String, JudgeResult>, NotFinite> {
    let mut judges: BTreeMap<String, JudgeResult> = BTreeMap::new();
    let mut on_pairs: BTreeMap<OnPair<'_>, Vec<Choice>> = BTreeMap::new();
    for ballot in ballots {
        let BallotRecord { judge, contrast, actor, task, item, replicate, .. } = ballot;
        let pair =
            (judge.as_str(), contrast.as_str(), actor.as_str(), task.as_str(), item.as_str(), *replicate);
        on_pairs.entry(pair).or_default().extend(choice(ballot));
        let judge = judges.entry(ballot.judge.clone()).or_default();
        judge.ballots += 1;
        let is_own = study.is_same_model(&ballot.judge, &ballot.actor);
        judge.own_outputs += u64::from(is_own);
        judge.family_outputs += u64::from(!is_own && study.is_same_family(&ballot.judge, &ballot.actor));
        judge.first_arm_shown_first += u64::from(ballot.first_shown == Side::First);
        let count = match &ballot.result {
            Ballot::Failed(_) => &mut judge.failed,
            Ballot::Read { vote, .. } => match vote.preference() {
                Some(Preference::First) => &mut judge.chose_first_shown,
                Some(Preference::Second) => &mut judge.chose_second_shown,
                Some(Preference::Tie) => &mut judge.ties,
                None if *vote == Vote::Abstain => &mut judge.abstained,
                None => &mut judge.unreadable,
            },
        };
        *count += 1;
    }
    for ((judge, ..), choices) in on_pairs {
        if let ([one, other], Some(judge)) = (choices.as_slice(), judges.get_mut(judge)) {
            judge.both_orders += 1;
            judge.same_in_both += u64::from(one == other);
        }
    }
    for judge in judges.values_mut() {
        let decided = judge.chose_first_shown + judge.chose_second_shown;
        if decided > 0 {
            let share = judge.chose_first_shown as f64 / decided as f64;
            judge.first_shown_share = Some(Finite::new(share, "first-shown-share")?);
        }
    }
    Ok(judges)
}
