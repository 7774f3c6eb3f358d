//! The default rule: every ballot of a complete judge counts, +1 for the first arm, -1 for the second, 0 for a
//! tie, and the sign of the sum is the verdict.
//!
//! A judge that leans to a position cancels itself out instead of being thrown away, and a judge that does not lean
//! still tips the pair. A judge with an order that could not be read is left out of the pair, since its lean would
//! not cancel.
//!
//! | ballots | verdict | |
//! | --- | --- | --- |
//! | `AA AA AA` | first | all judges in both orders |
//! | `=A` | first | one judge, tie and preference |
//! | `~A` | unresolved | one judge, abstention and preference |
//! | `AA AA ==` | first | A, A, tie |
//! | `AA == ==` | first | A, tie, tie |
//! | `AA == xx` | first | A, tie, unreadable |
//! | `AA BB ==` | tie | A, B, tie |
//! | `AB AB AB` | tie | all judges flip with the order |
//! | `AB AB AA` | first | two flip, one prefers |
//! | `~A BB BB` | second | a judge with one readable order |
//! | `xA xA xA` | unresolved | no judge readable in both orders |
//! | `xx xx xx` | unresolved | no readable ballot |
//! | | unresolved | no judge |
//! | `A A A` | first | one order: all judges |
//! | `= A` | first | one order: tie and preference |
//! | `~ A` | first | one order: abstention and preference |
//! | `A A =` | first | one order: A, A, tie |
//! | `A = =` | first | one order: A, tie, tie |
//! | `A = x` | first | one order: A, tie, unreadable |
//! | `A B =` | tie | one order: A, B, tie |
//! | `x x x` | unresolved | one order: no readable ballot |

use std::cmp::Ordering;

use motive_study::record::Side;

use super::counts::Counts;
use super::{JudgeVotes, PanelRule, Verdict, complete};

struct Net;

impl PanelRule for Net {
    fn name(&self) -> &'static str {
        "net"
    }

    fn about(&self) -> &'static str {
        "every ballot counts +1 for the first arm, -1 for the second, 0 for a tie; the sign of the sum decides"
    }

    /// A sum of 0 says that the ballots balance, which an odd panel in both orders can do as well.
    fn needs_odd_panel(&self) -> bool {
        false
    }

    fn verdict(&self, judges: &[JudgeVotes]) -> Verdict {
        if complete(judges).next().is_none() {
            return Verdict::Unresolved;
        }
        let Counts { first, second, .. } =
            Counts::of(complete(judges).flat_map(|judge| &judge.votes).copied());
        match first.cmp(&second) {
            Ordering::Greater => Verdict::Arm(Side::First),
            Ordering::Less => Verdict::Arm(Side::Second),
            Ordering::Equal => Verdict::Tie,
        }
    }
}

inventory::submit!(&Net as &'static dyn PanelRule);

#[cfg(test)]
mod tests {
    use super::Net;
    use crate::rule::truth_table;

    #[test]
    fn follows_its_truth_table() {
        truth_table::holds(&Net, include_str!("net.rs"));
    }
}
