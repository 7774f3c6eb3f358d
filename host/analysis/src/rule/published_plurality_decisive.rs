//! The rule of the published study's essay runs: as `published-plurality`, but a pair that neither arm wins is not
//! counted.
//!
//! A panel that says tie and a panel without a single leader are both unresolved. The study counted neither, so its
//! essay results have no ties.
//!
//! | ballots | verdict | |
//! | --- | --- | --- |
//! | `AA AA AA` | first | all judges in both orders |
//! | `=A` | unresolved | one judge, tie and preference |
//! | `~A` | first | one judge, abstention and preference |
//! | `AA AA ==` | first | A, A, tie |
//! | `AA == ==` | unresolved | A, tie, tie |
//! | `AA == xx` | unresolved | A, tie, unreadable |
//! | `AA BB ==` | unresolved | A, B, tie |
//! | `AB AB AB` | unresolved | all judges flip with the order |
//! | `AB AB AA` | first | two flip, one prefers |
//! | `~A BB BB` | second | a judge with one readable order |
//! | `xA xA xA` | first | no judge readable in both orders |
//! | `xx xx xx` | unresolved | no readable ballot |
//! | | unresolved | no judge |
//! | `A A A` | first | one order: all judges |
//! | `= A` | unresolved | one order: tie and preference |
//! | `~ A` | first | one order: abstention and preference |
//! | `A A =` | first | one order: A, A, tie |
//! | `A = =` | unresolved | one order: A, tie, tie |
//! | `A = x` | unresolved | one order: A, tie, unreadable |
//! | `A B =` | unresolved | one order: A, B, tie |
//! | `x x x` | unresolved | one order: no readable ballot |

use super::counts::Counts;
use super::{Choice, JudgeVotes, PanelRule, Verdict};

struct PublishedPluralityDecisive;

impl PanelRule for PublishedPluralityDecisive {
    fn name(&self) -> &'static str {
        "published-plurality-decisive"
    }

    fn about(&self) -> &'static str {
        "the published study's for essays: as published-plurality, but a pair that neither arm wins is unresolved"
    }

    fn needs_odd_panel(&self) -> bool {
        true
    }

    fn verdict(&self, judges: &[JudgeVotes]) -> Verdict {
        match Counts::of(judges.iter().flat_map(|judge| &judge.votes).copied()).plurality() {
            Some(Choice::Arm(side)) => Verdict::Arm(side),
            Some(Choice::Tie) | None => Verdict::Unresolved,
        }
    }
}

inventory::submit!(&PublishedPluralityDecisive as &'static dyn PanelRule);

#[cfg(test)]
mod tests {
    use super::PublishedPluralityDecisive;
    use crate::rule::truth_table;

    #[test]
    fn follows_its_truth_table() {
        truth_table::holds(&PublishedPluralityDecisive, include_str!("published_plurality_decisive.rs"));
    }
}
