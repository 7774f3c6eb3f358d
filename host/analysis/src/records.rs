//! The records of a run, in an order of their own.

use motive_ladder::GoldPair;
use motive_study::record::{
    BallotRecord, ChoiceRecord, GoldBallotRecord, GuessRecord, RecallRecord, ScoreRecord, ScreeningRecord,
    StakesRecord, TrialRecord, kind,
};
use motive_study::seal;
use serde::de::DeserializeOwned;

/// The records of a run.
#[derive(Debug, Clone, Default)]
pub struct Records {
    /// Utilities and stakes with their digest, once they are sealed.
    pub stakes: Option<(StakesRecord, String)>,
    /// By slot.
    pub choices: Vec<(String, ChoiceRecord)>,
    /// By slot.
    pub trials: Vec<(String, TrialRecord)>,
    /// By the slots of the trials.
    pub screenings: Vec<(String, ScreeningRecord)>,
    /// By slot.
    pub ballots: Vec<(String, BallotRecord)>,
    /// The gold pairs, in the order drawn.
    pub gold: Vec<GoldPair>,
    /// By slot.
    pub gold_ballots: Vec<(String, GoldBallotRecord)>,
    /// By the slots of the trials.
    pub recalls: Vec<(String, RecallRecord)>,
    /// By slot.
    pub guesses: Vec<(String, GuessRecord)>,
    /// By slot.
    pub scores: Vec<(String, ScoreRecord)>,
}

impl Records {
    /// Reads them with `rows`, which gives slot and body of the records of a kind.
    ///
    /// # Errors
    /// What `rows` says, or in words which record cannot be read.
    pub fn read(
        mut rows: impl FnMut(&'static str) -> Result<Vec<(String, String)>, String>,
    ) -> Result<Self, String> {
        let stakes = match rows(kind::STAKES)?.pop() {
            Some((slot, body)) => Some((parse(&slot, &body)?, seal::sha256(body.as_bytes()))),
            None => None,
        };
        Ok(Self {
            stakes,
            choices: sorted(rows(kind::CHOICE)?)?,
            trials: sorted(rows(kind::TRIAL)?)?,
            screenings: sorted(rows(kind::SCREENING)?)?,
            ballots: sorted(rows(kind::BALLOT)?)?,
            gold: match rows(kind::GOLD)?.pop() {
                Some((slot, body)) => parse(&slot, &body)?,
                None => Vec::new(),
            },
            gold_ballots: sorted(rows(kind::GOLD_BALLOT)?)?,
            recalls: sorted(rows(kind::RECALL)?)?,
            guesses: sorted(rows(kind::GUESS)?)?,
            scores: sorted(rows(kind::SCORE)?)?,
        })
    }
}

fn sorted<T: DeserializeOwned>(rows: Vec<(String, String)>) -> Result<Vec<(String, T)>, String> {
    let mut records = Vec::with_capacity(rows.len());
    for (slot, body) in rows {
        let record = parse(&slot, &body)?;
        records.push((slot, record));
    }
    records.sort_by(|(a, _), (b, _)| a.cmp(b));
    Ok(records)
}

fn parse<T: DeserializeOwned>(slot: &str, body: &str) -> Result<T, String> {
    serde_json::from_str(body).map_err(|error| format!("the record `{slot}` cannot be read: {error}"))
}
