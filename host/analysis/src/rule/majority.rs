//! More than half of all ballots of the complete judges, over both orders, for one arm; otherwise a tie.
//!
//! Ties are among the ballots that an arm has to outnumber. A judge with an order that could not be read is left out
//! of the pair, since its lean to a position would not cancel.
//!
//! | ballots | verdict | |
//! | --- | --- | --- |
//! | `AA AA AA` | first | all judges in both orders |
//! | `=A` | tie | one judge, tie and preference |
//! | `~A` | unresolved | one judge, abstention and preference |
//! | `AA AA ==` | first | A, A, tie |
//! | `AA == ==` | tie | A, tie, tie |
//! | `AA == xx` | tie | A, tie, unreadable |
//! | `AA BB ==` | tie | A, B, tie |
//! | `AB AB AB` | tie | all judges flip with the order |
//! | `AB AB AA` | first | two flip, one prefers |
//! | `~A BB BB` | second | a judge with one readable order |
//! | `xA xA xA` | unresolved | no judge readable in both orders |
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
use super::{JudgeVotes, PanelRule, Verdict, complete};

struct Majority;

impl PanelRule for Majority {
    fn name(&self) -> &'static str {
        "majority"
    }

    fn about(&self) -> &'static str {
        "the arm of more than half of all ballots, ties among them; otherwise a tie"
    }

    fn needs_odd_panel(&self) -> bool {
        true
    }

    fn verdict(&self, judges: &[JudgeVotes]) -> Verdict {
        Counts::of(complete(judges).flat_map(|judge| &judge.votes).copied()).majority()
    }
}

inventory::submit!(&Majority as &'static dyn PanelRule);

#[cfg(test)]
mod tests {
    use super::Majority;
    use crate::rule::truth_table;

    #[test]
    fn follows_its_truth_table() {
        truth_table::holds(&Majority, include_str!("majority.rs"));
    }
}
