//! What records come to: which pairs count as what, what was at stake, who judged whose work, which models answered.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;

use motive_analysis::cell::Stakes;
use motive_analysis::{Records, Results, analyse};
use motive_contract::framing::Arm;
use motive_contract::rubric::Preference;
use motive_contract::types::Artifact;
use motive_study::Plan;
use motive_study::check::{self, Known, KnownPanelRule};
use motive_study::plan::{PairSlot, TrialSlot};
use motive_study::record::{
    Admission, Ballot, BallotRecord, ChoiceRecord, ScreeningRecord, Side, StakeDraw, StakesRecord,
    TrialOutcome, TrialRecord, Vote,
};
use motive_study::seal::Finite;

/// `ash` and `birch` work, and `twin` is `ash` under another id; `cousin` is of its family.
const STUDY: &str = r#"
[study]
name = "small"
seed = 1
actors = ["ash", "birch"]

[[model]]
id = "ash"
family = "trees"

[[model]]
id = "birch"

[[model]]
id = "twin"
name = "ash"
family = "trees"

[[model]]
id = "cousin"
family = "trees"

[[task]]
plugin = "essay"

[[contrast]]
id = "utility"
role = "primary"
arms = ["donation/high", "donation/low"]

[[contrast]]
id = "any"
role = "exploratory"
arms = ["donation/high", "donation/none"]

[panel]
judges = ["twin", "cousin"]
self-judging = "flag"
"#;
const ITEMS: [&str; 3] = ["one", "two", "three"];
const SIDES: [Side; 2] = [Side::First, Side::Second];

fn plan() -> Plan {
    let names = |list: &[&str]| list.iter().map(|name| (*name).to_owned()).collect();
    let known = Known {
        plugins: names(&["simulated", "essay", "donation", "quality-pairwise"]),
        panel_rules: vec![KnownPanelRule { name: "net".to_owned(), needs_odd_panel: false }],
        degradations: Vec::new(),
        ..Known::default()
    };
    let study = check::read("study.toml", STUDY, &[], &known).unwrap().study;
    let arm = |id: &str, stakes: &[&str]| Arm {
        id: id.to_owned(),
        label: String::new(),
        role: "incentive".to_owned(),
        stakes: stakes.iter().map(|rule| (*rule).to_owned()).collect(),
        attrs: Vec::new(),
    };
    let arms = vec![arm("high", &["high"]), arm("low", &["low"]), arm("none", &[])];
    let mut plan = Plan {
        format: 1,
        study,
        lock: String::new(),
        simulated: Vec::new(),
        outcomes: None,
        utilities: BTreeMap::new(),
        choices: BTreeMap::new(),
        held_out: BTreeMap::new(),
        planned_pairs: BTreeMap::new(),
        items: BTreeMap::new(),
        arms: BTreeMap::from([("donation".to_owned(), arms)]),
        schemes: BTreeMap::new(),
        trials: Vec::new(),
        pairs: Vec::new(),
        recalls: Vec::new(),
        probes: Vec::new(),
        scored: Vec::new(),
    };
    for (actor, item) in ["ash", "birch"].into_iter().flat_map(|actor| ITEMS.map(|item| (actor, item))) {
        plan.trials.extend(["high", "low", "none"].map(|arm| TrialSlot {
            actor: actor.to_owned(),
            task: "essay".to_owned(),
            item: item.to_owned(),
            replicate: 0,
            framing: "donation".to_owned(),
            arm: arm.to_owned(),
            sample: 0,
        }));
        plan.pairs.extend(["utility", "any"].map(|contrast| PairSlot {
            contrast: contrast.to_owned(),
            actor: actor.to_owned(),
            task: "essay".to_owned(),
            item: item.to_owned(),
            replicate: 0,
            first_shown: ["twin", "cousin"].map(|judge| (judge.to_owned(), SIDES.to_vec())).into(),
        }));
    }
    plan
}

/// Trials that all delivered, and ballots that all prefer the first arm.
fn records(plan: &Plan) -> Records {
    let text = Artifact {
        name: "text".to_owned(),
        media_type: "text/plain".to_owned(),
        text: "Work.".to_owned(),
        attrs: Vec::new(),
    };
    let outcome = TrialOutcome::Delivered { artifact: text, others: Vec::new(), metrics: Vec::new() };
    let trial = |slot: &TrialSlot| TrialRecord {
        actor: slot.actor.clone(),
        task: slot.task.clone(),
        item: slot.item.clone(),
        framing: slot.framing.clone(),
        arm: slot.arm.clone(),
        replicate: slot.replicate,
        sample: slot.sample,
        outcome: outcome.clone(),
        steps: 1,
        tokens: (1, 1),
        inserted: 40,
        told: Vec::new(),
        stop: None,
        again: false,
        served_by: vec![format!("{}-2026", slot.actor)],
    };
    let mut ballots = Vec::new();
    for pair in &plan.pairs {
        for (judge, first_shown) in
            pair.first_shown.iter().flat_map(|(judge, sides)| sides.iter().map(move |side| (judge, *side)))
        {
            let record = BallotRecord {
                contrast: pair.contrast.clone(),
                actor: pair.actor.clone(),
                task: pair.task.clone(),
                item: pair.item.clone(),
                replicate: pair.replicate,
                judge: judge.clone(),
                first_shown,
                result: read(if first_shown == Side::First { Preference::First } else { Preference::Second }),
            };
            ballots.push((pair.ballot(judge, first_shown), record));
        }
    }
    Records {
        trials: plan.trials.iter().map(|slot| (slot.slot(), trial(slot))).collect(),
        screenings: plan.trials.iter().map(|slot| (slot.slot(), ScreeningRecord::default())).collect(),
        ballots,
        ..Records::default()
    }
}

fn read(preference: Preference) -> Ballot {
    Ballot::Read {
        vote: Vote::Preference(preference),
        reason: String::new(),
        attrs: BTreeMap::new(),
        served_by: vec!["judge-2026".to_owned()],
    }
}

/// The results after a change of the trials and the ballots of `item` by `ash`.
fn changed(
    item: &str,
    trial: impl Fn(&mut TrialRecord),
    ballot: impl Fn(&mut BallotRecord),
) -> (Plan, Results) {
    let plan = plan();
    let mut records = records(&plan);
    let trials = records.trials.iter_mut().map(|(_, trial)| trial);
    trials.filter(|record| record.actor == "ash" && record.item == item).for_each(trial);
    let ballots = records.ballots.iter_mut().map(|(_, ballot)| ballot);
    ballots.filter(|record| record.actor == "ash" && record.item == item).for_each(ballot);
    let results = analyse(&plan, &records).unwrap();
    (plan, results)
}

fn failed() -> TrialOutcome {
    TrialOutcome::Failed("unavailable".to_owned())
}

fn refused() -> TrialOutcome {
    TrialOutcome::NotDelivered { reason: "the actor refused".to_owned(), metrics: Vec::new() }
}

#[test]
fn what_is_asked_again_is_open_and_what_is_not_is_undelivered() {
    type Change = fn(&str) -> Option<TrialOutcome>;
    let cases: &[(&str, Change, (u64, u64, u64))] = &[
        // Wins, open, undelivered.
        ("all is there", |_| None, (3, 0, 0)),
        ("a trial failed", |arm| (arm == "low").then(failed), (2, 1, 0)),
        ("an actor refused", |arm| (arm == "low").then(refused), (2, 0, 1)),
        ("a refusal settles it", |arm| Some(if arm == "low" { refused() } else { failed() }), (2, 0, 1)),
    ];
    for (what, change, expected) in cases {
        let put = |trial: &mut TrialRecord| {
            if let Some(outcome) = change(&trial.arm) {
                trial.outcome = outcome;
            }
        };
        let (_, results) = changed("two", put, |_| {});
        let tally = results.contrasts[0].cells[0].tally;
        assert_eq!((tally.wins, tally.open, tally.undelivered), *expected, "{what}");
        assert_eq!(tally.pairs, 3);
    }
    // One failed ballot of four: the pair is judged once all of them are cast.
    let fail = |ballot: &mut BallotRecord| {
        if ballot.judge == "twin" && ballot.first_shown == Side::First {
            ballot.result = Ballot::Failed("unavailable".to_owned());
        }
    };
    let (_, results) = changed("two", |_| {}, fail);
    let tally = results.contrasts[0].cells[0].tally;
    assert_eq!((tally.wins, tally.open, tally.unresolved, tally.half_read), (2, 1, 0, 0));
}

#[test]
fn the_mean_of_the_cells_says_of_how_many() {
    let (_, results) = changed("two", |_| {}, |_| {});
    assert_eq!(results.contrasts[0].pooled.mean_rate_cells, 2);
    let plan = plan();
    let mut records = records(&plan);
    for (_, ballot) in records.ballots.iter_mut().filter(|(_, ballot)| ballot.actor == "ash") {
        ballot.result = read(Preference::Tie);
    }
    let pooled = analyse(&plan, &records).unwrap().contrasts[0].pooled.clone();
    assert_eq!((pooled.mean_rate_cells, pooled.mean_rate.map(Finite::get)), (1, Some(1.0)));
}

#[test]
fn ballots_on_ones_own_and_ones_familys_work_are_counted() {
    let (_, results) = changed("two", |_| {}, |_| {});
    // Two contrasts, three items, two orders for each actor; `birch` is nobody's kin.
    let counts = |judge: &str| {
        let result = &results.judges[judge];
        (result.ballots, result.own_outputs, result.family_outputs)
    };
    assert_eq!(counts("twin"), (24, 12, 0));
    assert_eq!(counts("cousin"), (24, 0, 12));
}

#[test]
fn every_model_that_answered_is_named() {
    let plan = plan();
    let mut records = records(&plan);
    let choice = ChoiceRecord {
        actor: "birch".to_owned(),
        first: "a".to_owned(),
        second: "b".to_owned(),
        sample: 0,
        result: Ballot::Read {
            vote: Vote::Abstain,
            reason: String::new(),
            attrs: BTreeMap::new(),
            served_by: vec!["birch-2025".to_owned()],
        },
    };
    records.choices.push(("choice/birch/a/b/0".to_owned(), choice));
    let served = analyse(&plan, &records).unwrap().served_by;
    let names = |model: &str| served[model].iter().map(String::as_str).collect::<Vec<_>>();
    assert_eq!(names("ash"), ["ash-2026"]);
    assert_eq!(names("birch"), ["birch-2025", "birch-2026"], "another model while choices were asked");
    assert_eq!(names("twin"), ["judge-2026"]);
}

#[test]
fn delivery_is_told_by_actor_task_and_arm() {
    let refuse = |trial: &mut TrialRecord| {
        if trial.arm == "low" {
            trial.outcome = refused();
        }
    };
    let (_, results) = changed("two", refuse, |_| {});
    let low = &results.delivery["ash"]["essay"]["donation/low"];
    assert_eq!((low.delivered, low.not_delivered, low.failed), (2, 1, 0));
    assert_eq!(low.reasons, [("the actor refused".to_owned(), 1)].into());
    assert_eq!(results.delivery["birch"]["essay"]["donation/low"].delivered, 3);
}

/// One draw of three does not tell high from low; where only `high` is at stake, there is nothing to tell.
#[test]
fn a_cell_says_how_many_of_its_stakes_are_admitted() {
    let plan = plan();
    let mut records = records(&plan);
    let draw = |admitted: bool| StakeDraw {
        domain: "any".to_owned(),
        outcomes: BTreeMap::new(),
        over_anchor: BTreeMap::new(),
        admissions: vec![Admission {
            highest: "high".to_owned(),
            lowest: "low".to_owned(),
            probability: Finite::new(0.8, "probability").unwrap(),
            bootstrap: None,
            head_to_head: Vec::new(),
            admitted,
            rejected: Vec::new(),
        }],
    };
    let draws = plan.trials.iter().map(|trial| (trial.stakes(), draw(trial.item != "two")));
    let stakes = StakesRecord {
        plan: String::new(),
        actors: BTreeMap::new(),
        silent: BTreeMap::new(),
        draws: draws.collect(),
    };
    records.stakes = Some((stakes, String::new()));
    let results = analyse(&plan, &records).unwrap();
    for cell in &results.contrasts[0].cells {
        assert_eq!(cell.stakes, Stakes { drawn: 3, admitted: 2, not_tested: 0, reversed: 0 });
        assert_eq!(cell.stakes.not_admitted(), 1);
    }
    for cell in &results.contrasts[1].cells {
        assert_eq!(cell.stakes, Stakes { drawn: 3, admitted: 0, not_tested: 3, reversed: 0 });
    }
}

#[test]
fn the_order_of_the_records_changes_nothing() {
    let plan = plan();
    let records = records(&plan);
    let mut reversed = records.clone();
    reversed.trials.reverse();
    reversed.ballots.reverse();
    assert_eq!(analyse(&plan, &records).unwrap(), analyse(&plan, &reversed).unwrap());
}

/// Work that was not delivered is measured as well; a trial without an answer is not. What a task says twice counts once.
#[test]
fn measures_are_means_by_actor_task_and_arm() {
    let measure = |trial: &mut TrialRecord| {
        let value = match (trial.item.as_str(), trial.arm.as_str()) {
            ("one", "low") => {
                trial.outcome = TrialOutcome::Failed("no answer".to_owned());
                return;
            }
            ("two", "low") => {
                let metrics = vec![("words".to_owned(), 3.0)];
                trial.outcome = TrialOutcome::NotDelivered { reason: "refused".to_owned(), metrics };
                return;
            }
            ("three", _) => 10.0,
            _ => 1.0,
        };
        if let TrialOutcome::Delivered { metrics, .. } = &mut trial.outcome {
            *metrics = vec![("words".to_owned(), 99.0), ("words".to_owned(), value)];
        }
    };
    let plan = plan();
    let mut records = records(&plan);
    records.trials.iter_mut().for_each(|(_, trial)| measure(trial));
    let results = analyse(&plan, &records).unwrap();
    let words = |arm: &str| results.measures["ash"]["essay"][arm]["words"];
    assert_eq!((words("donation/high").trials, words("donation/high").mean.get()), (3, 4.0));
    assert_eq!((words("donation/low").trials, words("donation/low").mean.get()), (2, 6.5));
    assert_eq!(results.inserted["donation/low"].trials, 4, "of both actors, without those that failed");
    assert_eq!(results.inserted["donation/low"].mean.get(), 40.0);
}

/// Judges that say the same agree, whatever it is; what they say in one order only is no verdict.
#[test]
fn agreement_is_of_verdicts_over_both_orders() {
    let plan = plan();
    let all_first = records(&plan);
    let of = |records: &Records| analyse(&plan, records).unwrap().contrasts[0].agreement.clone().unwrap();
    let agreement = of(&all_first);
    assert_eq!((agreement.pairs, agreement.judges), (6, 2));
    assert_eq!(agreement.raw.unwrap().value.get(), 1.0);
    assert!(agreement.fleiss_kappa.is_none(), "with one verdict there is nothing beyond chance");

    // The cousin always takes the text shown first: its verdicts are ties, and it says the other thing the other way round.
    let mut leaning = all_first.clone();
    for (_, ballot) in leaning.ballots.iter_mut().filter(|(_, ballot)| ballot.judge == "cousin") {
        ballot.result = read(Preference::First);
    }
    let agreement = of(&leaning);
    assert_eq!(agreement.raw.unwrap().value.get(), 0.0);
    let judges = analyse(&plan, &leaning).unwrap().judges;
    assert_eq!((judges["cousin"].both_orders, judges["cousin"].same_in_both), (12, 0));
    assert_eq!((judges["twin"].both_orders, judges["twin"].same_in_both), (12, 12));

    // Without one order of the cousin there is nobody to agree with.
    let mut halved = all_first;
    for (_, ballot) in &mut halved.ballots {
        if ballot.judge == "cousin" && ballot.first_shown == Side::Second {
            ballot.result = Ballot::Read {
                vote: Vote::Unreadable,
                reason: String::new(),
                attrs: BTreeMap::new(),
                served_by: Vec::new(),
            };
        }
    }
    assert!(analyse(&plan, &halved).unwrap().contrasts[0].agreement.is_none());
}
