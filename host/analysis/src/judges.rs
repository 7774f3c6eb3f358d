//! What each judge did, over all pairs: the position lean that a panel's verdicts hide.

use std::collections::BTreeMap;

use motive_contract::rubric::Preference;
use motive_study::Study;
use motive_study::record::{Ballot, BallotRecord, Side, Vote};
use motive_study::seal::{Finite, NotFinite};
use serde::{Deserialize, Serialize};

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
    /// `chose-first-shown / (chose-first-shown + chose-second-shown)`. Without a position lean it is near one half,
    /// since every text is shown first as often as second.
    pub first_shown_share: Option<Finite>,
}

/// The ballots of each judge.
pub(crate) fn judges<'a>(
    study: &Study,
    ballots: impl IntoIterator<Item = &'a BallotRecord>,
) -> Result<BTreeMap<String, JudgeResult>, NotFinite> {
    let mut judges: BTreeMap<String, JudgeResult> = BTreeMap::new();
    for ballot in ballots {
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
    for judge in judges.values_mut() {
        let decided = judge.chose_first_shown + judge.chose_second_shown;
        if decided > 0 {
            let share = judge.chose_first_shown as f64 / decided as f64;
            judge.first_shown_share = Some(Finite::new(share, "first-shown-share")?);
        }
    }
    Ok(judges)
}
