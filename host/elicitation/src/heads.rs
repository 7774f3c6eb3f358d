//! Head-to-heads: two outcomes that are to be opposite stakes, put to the actor once more, as they were elicited and in the
//! words in which they are to be offered.

use std::collections::BTreeMap;

use motive_study::record::{Ballot, HeadToHead, HeadToHeadRecord, Wording};
use motive_study::seal::Finite;

/// A pair of outcomes that a draw rests on and that has to be put to the actor.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Wanted {
    /// Who is asked.
    pub actor: String,
    /// In whose words, besides those of the elicitation.
    pub framing: String,
    /// Id of the outcome that has to be preferred.
    pub highest: String,
    /// Id of the other one.
    pub lowest: String,
}

/// What actors answered, by actor, wording, and the outcomes in the order shown.
pub(crate) struct Heads {
    by_question: BTreeMap<(String, Wording, String, String), Tally>,
    samples: u32,
}

#[derive(Default)]
struct Tally {
    asked: u32,
    first: f64,
    second: f64,
}

impl Heads {
    /// Counts the records. A question counts once it was put `samples` times.
    pub(crate) fn of(records: &[HeadToHeadRecord], samples: u32) -> Self {
        let mut by_question: BTreeMap<_, Tally> = BTreeMap::new();
        let mut ordered: Vec<&HeadToHeadRecord> = records.iter().collect();
        // Added up in one order, whatever the order in which the answers came: sums of shares round.
        ordered.sort_by_key(|record| record.sample);
        for record in ordered {
            let HeadToHeadRecord { actor, wording, first, second, result, .. } = record;
            let question = (actor.clone(), wording.clone(), first.clone(), second.clone());
            let tally = by_question.entry(question).or_default();
            tally.asked += 1;
            if let Ballot::Read { vote, .. } = result {
                let (first, second) = vote.shares();
                tally.first += first;
                tally.second += second;
            }
        }
        Self { by_question, samples }
    }

    /// What the actor said in both wordings; none unless all of it was asked.
    pub(crate) fn heard(
        &self,
        actor: &str,
        framing: &str,
        highest: &str,
        lowest: &str,
    ) -> Option<Vec<HeadToHead>> {
        let share = |wording: &Wording, first: &str, second: &str| {
            let question = (actor.to_owned(), wording.clone(), first.to_owned(), second.to_owned());
            let tally = self.by_question.get(&question).filter(|tally| tally.asked >= self.samples)?;
            let of_highest = if first == highest { tally.first } else { tally.second };
            let read = tally.first + tally.second;
            // Declined or unreadable throughout: there is a question and no share.
            Some((read > 0.0).then(|| Finite::new(of_highest / read, "head-to-head").ok()).flatten())
        };
        [Wording::Elicited, Wording::Framed(framing.to_owned())]
            .into_iter()
            .map(|wording| {
                let first = share(&wording, highest, lowest)?;
                let second = share(&wording, lowest, highest)?;
                Some(HeadToHead { wording, first, second })
            })
            .collect()
    }
}
