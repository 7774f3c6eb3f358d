//! Which pairs are asked, round by round.
#![allow(clippy::unwrap_used)]

mod common;

use std::collections::BTreeSet;

use common::{choice, plan_of, study};
use motive_contract::rubric::Preference;
use motive_elicitation::rounds;
use motive_study::Plan;
use motive_study::record::ChoiceRecord;
use proptest::prelude::*;

/// Twenty outcomes of which a smaller number is always better, and an anchor.
fn plan(strategy: &str) -> Plan {
    let pairs = format!(
        "pairs = {{ strategy = \"{strategy}\", multiplier = 1.0, batch = 20 }}\nheld-out = 0.1\nmodel"
    );
    let ids: Vec<String> = (0..20).map(|n| format!("o{n:02}")).collect();
    let ids: Vec<&str> = ["nothing"].into_iter().chain(ids.iter().map(String::as_str)).collect();
    let mut plan = plan_of(study(&[("model =", &format!("{pairs} ="))]), &ids, Some("nothing"));
    let elicitation = plan.study.elicitation.clone().unwrap();
    let key = plan.draws().key("choices", &["ash"]);
    let questions = rounds::open(&elicitation, ids.len(), Some(0), key).unwrap();
    let named = |pairs: Vec<(usize, usize)>| -> Vec<[String; 2]> {
        pairs.into_iter().map(|(a, b)| [ids[a].to_owned(), ids[b].to_owned()]).collect()
    };
    plan.choices.insert("ash".to_owned(), named(questions.first_round));
    plan.held_out.insert("ash".to_owned(), named(questions.held_out));
    plan.planned_pairs.insert("ash".to_owned(), questions.planned as u64);
    plan
}

fn answers(pairs: &[[String; 2]]) -> Vec<ChoiceRecord> {
    let answer = |first: &str, second: &str| {
        let preference = if first < second { Preference::First } else { Preference::Second };
        choice("ash", first, second, 0, preference)
    };
    pairs.iter().flat_map(|[a, b]| [answer(a, b), answer(b, a)]).collect()
}

fn ordered([a, b]: &[String; 2]) -> [String; 2] {
    if a < b { [a.clone(), b.clone()] } else { [b.clone(), a.clone()] }
}

/// All rounds of an actor that answers at once.
fn all_rounds(plan: &Plan) -> Vec<Vec<[String; 2]>> {
    let mut rounds = vec![plan.choices["ash"].clone()];
    let mut records = answers(&plan.choices["ash"]);
    loop {
        let next = rounds::next(plan, "ash", &rounds, &records).unwrap();
        if next.is_empty() {
            return rounds;
        }
        records.extend(answers(&next));
        rounds.push(next);
    }
}

#[test]
fn every_strategy_asks_what_was_planned_and_nothing_twice() {
    for strategy in ["full", "random", "active", "swiss", "information"] {
        let plan = plan(strategy);
        let held_out: BTreeSet<[String; 2]> = plan.held_out["ash"].iter().map(ordered).collect();
        assert_eq!(held_out.len(), 21, "a tenth of 210 pairs");
        let rounds = all_rounds(&plan);
        assert_eq!(rounds.len() > 1, !["full", "random"].contains(&strategy), "{strategy}");
        let asked: Vec<[String; 2]> = rounds.iter().flatten().map(ordered).collect();
        let distinct: BTreeSet<_> = asked.iter().cloned().collect();
        assert_eq!(distinct.len(), asked.len(), "{strategy}: a pair twice");
        assert!(distinct.is_disjoint(&held_out), "{strategy}: what is held out is not trained on");
        assert_eq!((asked.len() + held_out.len()) as u64, plan.planned_pairs["ash"], "{strategy}");
        let with_anchor = asked.iter().filter(|pair| pair.contains(&"nothing".to_owned())).count();
        assert_eq!(with_anchor, 20, "{strategy}: the anchor is compared with all");
    }
}

#[test]
fn a_round_names_what_is_in_the_set() {
    let plan = plan("active");
    let rounds = [vec![["o01".to_owned(), "o99".to_owned()]]];
    let error = rounds::next(&plan, "ash", &rounds, &[]).unwrap_err().to_string();
    assert_eq!(error, "the next pairs of `ash` cannot be chosen: a pair with `o99`, which is not in the set");
}

/// Nothing can be fitted to unreadable answers, and asking goes on.
#[test]
fn without_a_readable_answer_rounds_are_drawn() {
    for strategy in ["active", "swiss", "information"] {
        let plan = plan(strategy);
        let next = rounds::next(&plan, "ash", &[plan.choices["ash"].clone()], &[]).unwrap();
        assert_eq!(next.len(), 20, "{strategy}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn the_order_of_the_answers_changes_no_round(
        shuffled in Just(answers(&plan("information").choices["ash"])).prop_shuffle(),
        strategy in prop::sample::select(vec!["active", "swiss", "information"]),
    ) {
        let plan = plan(strategy);
        // The first round is the same for all of them.
        let rounds = [plan.choices["ash"].clone()];
        let expected = rounds::next(&plan, "ash", &rounds, &answers(&rounds[0])).unwrap();
        prop_assert_eq!(rounds::next(&plan, "ash", &rounds, &shuffled).unwrap(), expected);
    }
}
