//! The rule of the published study's later runs: ballots that could not be read are dropped one by one, what most of
//! the others say is the verdict, and without a single leader it is a tie.
//!
//! The study asked every judge in one order. Where a judge was asked in both and one could not be read, the other
//! still counts here, with its lean to a position: the rule is for comparison with what was published.
//!
//! | ballots | verdict | |
//! | --- | --- | --- |
//! | `AA AA AA` | first | all judges in both orders |
//! | `=A` | tie | one judge, tie and preference |
//! | `~A` | first | one judge, abstention and preference |
//! | `AA AA ==` | first | A, A, tie |
//! | `AA == ==` | tie | A, tie, tie |
//! | `AA == xx` | tie | A, tie, unreadable |
//! | `AA BB ==` | tie | A, B, tie |
//! | `AB AB AB` | tie | all judges flip with the order |
//! | `AB AB AA` | first | two flip, one prefers |
//! | `~A BB BB` | second | a judge with one readable order |
//! | `xA xA xA` | first | no judge readable in both orders |
//! | `xx xx xx` | unresolved | no readable ballot |
//! | | unresolved | no judge |
//! | `A A A` | first | one order: all judges |
//! | `= A` | tie | one order: tie and preference |
//! | `~ A` | first | one order: abstention and preference |
//! | `A A =` | first | one order: A, A, tie |
//! | `A = =` | tie | one order: A, tie, tie |
//! | `A = x` | tie | one order: A, tie, unreadable |
//! | `A B =` | tie | one order: A, B, tie |
//! | `x x x` | unresolved | one order: no readable ballot |

use super::counts::Counts;
use super::{Choice, JudgeVotes, PanelRule, Verdict};

struct PublishedPlurality;

impl PanelRule for PublishedPlurality {
    fn name(&self) -> &'static str {
        "published-plurality"
    }

    fn about(&self) -> &'static str {
        "the published study's: what most readable ballots say, tie among the answers; without a single leader a tie"
    }

    fn needs_odd_panel(&self) -> bool {
        true
    }

    fn verdict(&self, judges: &[JudgeVotes]) -> Verdict {
        let votes = Counts::of(judges.iter().flat_map(|judge| &judge.votes).copied());
        match votes.plurality() {
            _ if votes.total() == 0 => Verdict::Unresolved,
            Some(Choice::Arm(side)) => Verdict::Arm(side),
            Some(Choice::Tie) | None => Verdict::Tie,
        }
    }
}

inventory::submit!(&PublishedPlurality as &'static dyn PanelRule);

#[cfg(test)]
mod tests {
    use super::PublishedPlurality;
    use crate::rule::truth_table;

    #[test]
    fn follows_its_truth_table() {
        truth_table::holds(&PublishedPlurality, include_str!("published_plurality.rs"));
    }
}
