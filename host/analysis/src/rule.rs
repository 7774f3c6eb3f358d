//! Panel rules: from the ballots on one pair to its verdict. Registered by name.
//!
//! Truth tables are in the tests of each rule.

use motive_contract::rubric::Preference;
use motive_registry::{Registry, Strategy};
use motive_study::record::{Ballot, BallotRecord, Side};

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
    /// Nothing that counts could be read.
    Unresolved,
}

/// A rule that a study selects by name.
pub trait PanelRule: Sync {
    /// The name.
    fn name(&self) -> &'static str;
    /// What it does, in a line.
    fn about(&self) -> &'static str;
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

fn sign(sum: i64) -> Verdict {
    match sum {
        0 => Verdict::Tie,
        sum if sum > 0 => Verdict::Arm(Side::First),
        _ => Verdict::Arm(Side::Second),
    }
}

fn score(choice: &Choice) -> i64 {
    match choice {
        Choice::Arm(Side::First) => 1,
        Choice::Arm(Side::Second) => -1,
        Choice::Tie => 0,
    }
}

/// The default rule.
struct Net;

impl PanelRule for Net {
    fn name(&self) -> &'static str {
        "net"
    }

    fn about(&self) -> &'static str {
        "every ballot counts +1 for the first arm, -1 for the second, 0 for a tie; the sign of the sum decides"
    }

    fn verdict(&self, judges: &[JudgeVotes]) -> Verdict {
        if complete(judges).next().is_none() {
            return Verdict::Unresolved;
        }
        sign(complete(judges).flat_map(|judge| &judge.votes).map(score).sum())
    }
}

inventory::submit!(&Net as &'static dyn PanelRule);

/// The rule of the common practice of asking in both orders and believing a judge only when it does not flip.
struct FlipIsTie;

impl PanelRule for FlipIsTie {
    fn name(&self) -> &'static str {
        "flip-is-tie"
    }

    fn about(&self) -> &'static str {
        "a judge whose answers differ between the orders says tie; the majority of the judges decides, or it is a tie"
    }

    fn verdict(&self, judges: &[JudgeVotes]) -> Verdict {
        let mut counts = [0usize; 3];
        let mut judging = 0;
        for judge in complete(judges) {
            judging += 1;
            let first = judge.votes[0];
            let same = judge.votes.iter().all(|vote| *vote == first);
            match first {
                Choice::Arm(Side::First) if same => counts[0] += 1,
                Choice::Arm(Side::Second) if same => counts[1] += 1,
                _ => counts[2] += 1,
            }
        }
        match counts {
            _ if judging == 0 => Verdict::Unresolved,
            [first, ..] if first * 2 > judging => Verdict::Arm(Side::First),
            [_, second, _] if second * 2 > judging => Verdict::Arm(Side::Second),
            _ => Verdict::Tie,
        }
    }
}

inventory::submit!(&FlipIsTie as &'static dyn PanelRule);

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    /// `A` the first arm, `B` the second, `=` a tie, `x` nothing readable (unreadable or abstained); a judge per
    /// word, a ballot per letter.
    fn judges(text: &str) -> Vec<JudgeVotes> {
        let votes = |word: &str| {
            word.chars()
                .filter_map(|letter| match letter {
                    'A' => Some(Choice::Arm(Side::First)),
                    'B' => Some(Choice::Arm(Side::Second)),
                    '=' => Some(Choice::Tie),
                    _ => None,
                })
                .collect()
        };
        text.split_whitespace().map(|word| JudgeVotes { votes: votes(word), asked: word.len() }).collect()
    }

    fn table(rule: &dyn PanelRule, cases: &[(&str, Verdict)]) {
        for (text, expected) in cases {
            assert_eq!(rule.verdict(&judges(text)), *expected, "{} of {text}", rule.name());
        }
    }

    const FIRST: Verdict = Verdict::Arm(Side::First);
    const SECOND: Verdict = Verdict::Arm(Side::Second);

    #[test]
    fn net() {
        table(
            &Net,
            &[
                ("AA AA AA", FIRST),
                ("AB AB AB", Verdict::Tie),
                // A judge that flips does not outvote one that does not.
                ("AB AB AA", FIRST),
                ("AA BB AB", Verdict::Tie),
                // Tie and preference; A, A, tie; A, tie, tie.
                ("=A AB AB", FIRST),
                ("AA AA ==", FIRST),
                ("AA == ==", FIRST),
                // Abstain and preference: the judge is left out.
                ("xA BB AB", SECOND),
                ("AA == xx", FIRST),
                ("xA xA xA", Verdict::Unresolved),
                ("== == ==", Verdict::Tie),
                // One order only.
                ("A A B", FIRST),
                ("A = x", FIRST),
                ("", Verdict::Unresolved),
            ],
        );
    }

    #[test]
    fn flip_is_tie() {
        table(
            &FlipIsTie,
            &[
                ("AA AA AA", FIRST),
                ("AB AB AB", Verdict::Tie),
                ("AB AB AA", Verdict::Tie),
                ("AA BB AB", Verdict::Tie),
                ("AA AA ==", FIRST),
                ("AA == ==", Verdict::Tie),
                ("AA == xx", Verdict::Tie),
                ("AA xA xA", FIRST),
                ("xA xA xA", Verdict::Unresolved),
                ("", Verdict::Unresolved),
            ],
        );
    }

    #[test]
    fn rules_are_listed_by_name() {
        let names: Vec<&str> = PanelRules::all().unwrap().iter().map(|rule| rule.name()).collect();
        assert_eq!(names, ["flip-is-tie", "net"]);
    }
}
