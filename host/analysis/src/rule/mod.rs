//! Panel rules: from the ballots on one pair to its verdict. Registered by name, one file each.
//!
//! Does not own which pairs are judged, by whom and in which orders (`motive_study`), or what the verdicts of many
//! pairs add up to ([`cell`](crate::cell)).
//!
//! The module of every rule holds its truth table, and the test of the rule reads that very table. There, a word is
//! a judge and a letter one of its ballots: `A` the first arm, `B` the second, `=` a tie, `~` an abstention, `x`
//! unreadable; the verdict is `first`, `second`, `tie` or `unresolved`. `AB =~` is one judge that said first arm in
//! one order and second arm in the other, and one that said tie and then abstained. An abstention and an unreadable
//! ballot are told apart in the results of a judge, but no rule makes a vote of either.

use motive_contract::rubric::Preference;
use motive_registry::{Registry, Strategy};
use motive_study::record::{Ballot, BallotRecord, Side};

mod counts;
mod flip_is_tie;
mod majority;
mod net;
mod published_plurality;
mod published_plurality_decisive;
#[cfg(test)]
mod truth_table;
mod unanimous;

/// What one judge said of a pair: its readable votes, and how many orders it was asked in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JudgeVotes {
    /// One per readable ballot.
    pub votes: Vec<Choice>,
    /// Ballots cast.
    pub asked: usize,
}

/// A vote by arm, whichever was shown first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Choice {
    Arm(Side),
    Tie,
}

/// The verdict of a panel on a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// One arm is better.
    Arm(Side),
    /// Neither.
    Tie,
    /// Nothing that counts could be read; under a rule that says so, also a pair that neither arm wins.
    Unresolved,
}

/// A rule that a study selects by name.
///
/// Whatever the rule: swapping the arms swaps the verdict, the order of the judges does not matter, what all judges
/// prefer in all orders wins, and a pair without a readable ballot is unresolved.
pub trait PanelRule: Sync {
    /// The name.
    fn name(&self) -> &'static str;
    /// What it does, in a line.
    fn about(&self) -> &'static str;
    /// Whether a study with an even number of judges must not use it.
    ///
    /// True of a rule that asks for the larger part of the votes. An even panel can split into halves: the verdict is
    /// then a tie, or not counted, though no judge called the texts equal. And more than half of an even panel is a
    /// larger share than of the panel with one judge less: three of four, both of two.
    fn needs_odd_panel(&self) -> bool;
    /// The verdict on a pair.
    fn verdict(&self, judges: &[JudgeVotes]) -> Verdict;
}

impl Strategy for dyn PanelRule {
    const KIND: &'static str = "panel rule";

    fn name(&self) -> &'static str {
        PanelRule::name(self)
    }
}

inventory::collect!(&'static dyn PanelRule);

/// The registered panel rules.
pub type PanelRules = Registry<dyn PanelRule>;

/// The vote of a ballot by arm; none if nothing was read.
pub fn choice(ballot: &BallotRecord) -> Option<Choice> {
    let Ballot::Read { vote, .. } = &ballot.result else { return None };
    Some(match vote.preference()? {
        Preference::First => Choice::Arm(ballot.first_shown),
        Preference::Second => Choice::Arm(ballot.first_shown.other()),
        Preference::Tie => Choice::Tie,
    })
}

/// Votes of the judges that were readable in every order they were asked in.
pub fn complete(judges: &[JudgeVotes]) -> impl Iterator<Item = &JudgeVotes> {
    judges.iter().filter(|judge| judge.asked > 0 && judge.votes.len() == judge.asked)
}
