//! The common practice of asking in both orders and believing a judge only when it does not flip: a complete judge
//! whose answers differ between the orders says tie, and the majority of the judges decides.
//!
//! More than half of the complete judges for one arm makes it the verdict; otherwise it is a tie. With judges that
//! lean to a position hardly any pair is decided: `net` keeps what this rule throws away.
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
//! | `AB AB AA` | tie | two flip, one prefers |
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
use super::{Choice, JudgeVotes, PanelRule, Verdict, complete};

struct FlipIsTie;

impl PanelRule for FlipIsTie {
    fn name(&self) -> &'static str {
        "flip-is-tie"
    }

    fn about(&self) -> &'static str {
        "a judge whose answers differ between the orders says tie; the majority of the judges decides, or it is a tie"
    }

    fn needs_odd_panel(&self) -> bool {
        true
    }

    fn verdict(&self, judges: &[JudgeVotes]) -> Verdict {
        Counts::of(complete(judges).map(steady)).majority()
    }
}

/// What a complete judge says whatever is shown first.
fn steady(judge: &JudgeVotes) -> Choice {
    match judge.votes.split_first() {
        Some((first, rest)) if rest.iter().all(|vote| vote == first) => *first,
        _ => Choice::Tie,
    }
}

inventory::submit!(&FlipIsTie as &'static dyn PanelRule);

#[cfg(test)]
mod tests {
    use super::FlipIsTie;
    use crate::rule::truth_table;

    #[test]
    fn follows_its_truth_table() {
        truth_table::holds(&FlipIsTie, include_str!("flip_is_tie.rs"));
    }
}
