//! What holds of every panel rule, over generated panels. What each does with a given panel stands in the truth table
//! of its module.
#![allow(clippy::unwrap_used)]

use motive_analysis::rule::{Choice, JudgeVotes, PanelRule, PanelRules, Verdict};
use motive_study::record::Side;
use proptest::prelude::*;

const FIRST: Choice = Choice::Arm(Side::First);
const SECOND: Choice = Choice::Arm(Side::Second);

fn rules() -> Vec<&'static dyn PanelRule> {
    PanelRules::all().unwrap()
}

/// Up to seven judges, each asked in one or in both orders, with ballots of every kind.
fn panel() -> impl Strategy<Value = Vec<JudgeVotes>> {
    let ballot = prop_oneof![Just(Some(FIRST)), Just(Some(SECOND)), Just(Some(Choice::Tie)), Just(None)];
    let judge = |orders: usize| {
        prop::collection::vec(ballot.clone(), orders).prop_map(move |ballots| JudgeVotes {
            votes: ballots.into_iter().flatten().collect(),
            asked: orders,
        })
    };
    prop_oneof![prop::collection::vec(judge(1), 0..8), prop::collection::vec(judge(2), 0..8)]
}

fn swapped(judges: &[JudgeVotes]) -> Vec<JudgeVotes> {
    let swap = |vote: &Choice| match vote {
        Choice::Arm(side) => Choice::Arm(side.other()),
        Choice::Tie => Choice::Tie,
    };
    let judge =
        |judge: &JudgeVotes| JudgeVotes { votes: judge.votes.iter().map(swap).collect(), asked: judge.asked };
    judges.iter().map(judge).collect()
}

proptest! {
    #[test]
    fn swapping_the_arms_swaps_the_verdict(judges in panel()) {
        for rule in rules() {
            let expected = match rule.verdict(&judges) {
                Verdict::Arm(side) => Verdict::Arm(side.other()),
                neither => neither,
            };
            prop_assert_eq!(rule.verdict(&swapped(&judges)), expected, "{}", rule.name());
        }
    }

    #[test]
    fn the_order_of_judges_and_of_ballots_does_not_matter(
        (judges, shuffled) in panel().prop_flat_map(|judges| (Just(judges.clone()), Just(judges).prop_shuffle())),
    ) {
        let mut shuffled = shuffled;
        shuffled.iter_mut().for_each(|judge| judge.votes.reverse());
        for rule in rules() {
            prop_assert_eq!(rule.verdict(&judges), rule.verdict(&shuffled), "{}", rule.name());
        }
    }

    #[test]
    fn what_all_judges_prefer_in_all_orders_wins(judges in 1_usize..9, orders in 1_usize..3, first in any::<bool>()) {
        let side = if first { Side::First } else { Side::Second };
        let panel = vec![JudgeVotes { votes: vec![Choice::Arm(side); orders], asked: orders }; judges];
        for rule in rules() {
            prop_assert_eq!(rule.verdict(&panel), Verdict::Arm(side), "{}", rule.name());
        }
    }

    #[test]
    fn an_odd_panel_that_knows_its_mind_is_decided_by_the_rules_that_need_one(
        firsts in prop::collection::vec(any::<bool>(), 1..9),
        orders in 1_usize..3,
    ) {
        prop_assume!(firsts.len() % 2 == 1);
        let judge = |first: &bool| JudgeVotes { votes: vec![if *first { FIRST } else { SECOND }; orders], asked: orders };
        let panel: Vec<JudgeVotes> = firsts.iter().map(judge).collect();
        for rule in rules().iter().filter(|rule| rule.needs_odd_panel()) {
            prop_assert!(matches!(rule.verdict(&panel), Verdict::Arm(_)), "{}", rule.name());
        }
    }

    #[test]
    fn nothing_readable_is_unresolved(judges in 0_usize..9, orders in 1_usize..3) {
        let panel = vec![JudgeVotes { votes: Vec::new(), asked: orders }; judges];
        for rule in rules() {
            prop_assert_eq!(rule.verdict(&panel), Verdict::Unresolved, "{}", rule.name());
        }
    }
}

#[test]
fn rules_are_listed_by_name_with_the_panels_they_need() {
    let listed: Vec<(&str, bool)> =
        rules().iter().map(|rule| (rule.name(), rule.needs_odd_panel())).collect();
    let expected = [
        ("flip-is-tie", true),
        ("majority", true),
        ("net", false),
        ("published-plurality", true),
        ("published-plurality-decisive", true),
        ("unanimous", false),
    ];
    assert_eq!(listed, expected);
}

#[test]
fn an_even_split_is_no_verdict_of_a_rule_that_needs_an_odd_panel() {
    let judge = |vote| JudgeVotes { votes: vec![vote; 2], asked: 2 };
    for rule in rules().iter().filter(|rule| rule.needs_odd_panel()) {
        let verdict = rule.verdict(&[judge(FIRST), judge(FIRST), judge(SECOND), judge(SECOND)]);
        assert!(!matches!(verdict, Verdict::Arm(_)), "{}", rule.name());
    }
}
