//! Votes counted: what the rules that ask how many have in common.

use motive_study::record::Side;

use super::{Choice, Verdict};

/// How many votes say what.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Counts {
    pub(super) first: usize,
    pub(super) second: usize,
    pub(super) ties: usize,
}

impl Counts {
    pub(super) fn of(votes: impl IntoIterator<Item = Choice>) -> Self {
        let mut counts = Self::default();
        for vote in votes {
            match vote {
                Choice::Arm(Side::First) => counts.first += 1,
                Choice::Arm(Side::Second) => counts.second += 1,
                Choice::Tie => counts.ties += 1,
            }
        }
        counts
    }

    pub(super) fn total(self) -> usize {
        self.first + self.second + self.ties
    }

    /// The arm of more than half of the votes, otherwise a tie; unresolved without a vote.
    pub(super) fn majority(self) -> Verdict {
        match self {
            _ if self.total() == 0 => Verdict::Unresolved,
            _ if 2 * self.first > self.total() => Verdict::Arm(Side::First),
            _ if 2 * self.second > self.total() => Verdict::Arm(Side::Second),
            _ => Verdict::Tie,
        }
    }

    /// What more votes say than anything else; none if two lead together, or without a vote.
    pub(super) fn plurality(self) -> Option<Choice> {
        let mut ranked = [
            (self.first, Choice::Arm(Side::First)),
            (self.second, Choice::Arm(Side::Second)),
            (self.ties, Choice::Tie),
        ];
        ranked.sort_by_key(|(votes, _)| std::cmp::Reverse(*votes));
        let [(most, choice), (next, _), _] = ranked;
        (most > next).then_some(choice)
    }
}
