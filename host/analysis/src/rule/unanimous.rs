//! Every judge that was asked, in every order, for the same arm; otherwise a tie.
//!
//! An abstention or an unreadable ballot is not a vote for the arm, so it breaks unanimity: the other judges do not
//! speak for the one that is missing. Only where no judge is complete is the pair unresolved.
//!
//! | ballots | verdict | |
//! | --- | --- | --- |
//! | `AA AA AA` | first | all judges in both orders |
//! | `=A` | tie | one judge, tie and preference |
//! | `~A` | unresolved | one judge, abstention and preference |
//! | `AA AA ==` | tie | A, A, tie |
//! | `AA == ==` | tie | A, tie, tie |
//! | `AA == xx` | tie | A, tie, unreadable |
//! | `AA BB ==` | tie | A, B, tie |
//! | `AB AB AB` | tie | all judges flip with the order |
//! | `AB AB AA` | tie | two flip, one prefers |
//! | `~A BB BB` | tie | a judge with one readable order |
//! | `xA xA xA` | unresolved | no judge readable in both orders |
//! | `xx xx xx` | unresolved | no readable ballot |
//! | | unresolved | no judge |
//! | `A A A` | first | one order: all judges |
//! | `= A` | tie | one order: tie and preference |
//! | `~ A` | tie | one order: abstention and preference |
//! | `A A =` | tie | one order: A, A, tie |
//! | `A = =` | tie | one order: A, tie, tie |
//! | `A = x` | tie | one order: A, tie, unreadable |
//! | `A B =` | tie | one order: A, B, tie |
//! | `x x x` | unresolved | one order: no readable ballot |

use motive_study::record::Side;

use super::counts::Counts;
use super::{JudgeVotes, PanelRule, Verdict, complete};

struct Unanimous;

impl PanelRule for Unanimous {
    fn name(&self) -> &'static str {
        "unanimous"
    }

    fn about(&self) -> &'static str {
        "the arm that every judge prefers in every order, abstentions breaking it; otherwise a tie"
    }

    /// Half a panel is never all of it.
    fn needs_odd_panel(&self) -> bool {
        false
    }

    fn verdict(&self, judges: &[JudgeVotes]) -> Verdict {
        if complete(judges).next().is_none() {
            return Verdict::Unresolved;
        }
        let asked: usize = judges.iter().map(|judge| judge.asked).sum();
        match Counts::of(judges.iter().flat_map(|judge| &judge.votes).copied()) {
            Counts { first, .. } if first == asked => Verdict::Arm(Side::First),
            Counts { second, .. } if second == asked => Verdict::Arm(Side::Second),
            _ => Verdict::Tie,
        }
    }
}

inventory::submit!(&Unanimous as &'static dyn PanelRule);

#[cfg(test)]
mod tests {
    use super::Unanimous;
    use crate::rule::truth_table;

    #[test]
    fn follows_its_truth_table() {
        truth_table::holds(&Unanimous, include_str!("unanimous.rs"));
    }
}
