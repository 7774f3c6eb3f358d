//! Every wording and arm of the first-party framings, read for its cues.

use std::collections::BTreeSet;

use amount::Amount;
use cause::Causes;
use contingency::{Contingencies, Contingency};
use escalation::{Escalation, Schedule};
use motive_plugin::framing::{Framing, Stake, View};
use placebo::Placebo;
use role::{Persona, Role as RoleFraming};

use super::*;

/// What an arm tells the actor, in the usual wording.
pub(super) fn told<F: Framing<Config: Default>>(arm: &str, seed: u64) -> String {
    told_by::<F>(F::Config::default(), arm, seed)
}

pub(super) fn told_by<F: Framing>(config: F::Config, arm: &str, seed: u64) -> String {
    let view = View { arm: arm.into(), ..view() };
    let framed = F::frame(&Context { config, seed }, &view, F::State::default()).unwrap();
    framed.inserts.into_iter().map(|insert| insert.text).collect()
}

/// The first ask of a trial with an outcome at stake, in no arm yet.
fn view() -> View {
    let stake = Stake {
        outcome_id: "cats".into(),
        text: "Ten cats are saved.".into(),
        utility: 1.0,
        standard_error: 0.1,
        attrs: Vec::new(),
    };
    View {
        arm: String::new(),
        stakes: vec![("high".into(), stake)],
        step: 0,
        max_steps: 1,
        transcript: Vec::new(),
        pending: Vec::new(),
        restarted: false,
        metrics: Vec::new(),
        state: String::new(),
        attrs: Vec::new(),
    }
}

/// What is found when a text goes with an assignment.
fn cues(text: &str) -> Cues {
    Cues::of(&format!("Write about kites.\n\n{text}"))
}

fn promise(promise: Promise) -> Cues {
    Cues { promise: Some(promise), contingency: 1.0, ..Cues::default() }
}

#[test]
fn a_donation_is_a_stake() {
    for wording in donation::Wording::ALL {
        let expected = promise(Promise::Outcome("Ten cats are saved.".into()));
        assert_eq!(cues(&wording.text("Ten cats are saved.")), expected, "{wording:?}");
    }
}

#[test]
fn an_outcome_hangs_on_the_text_as_its_arm_says() {
    for wording in contingency::Wording::ALL {
        for (arm, expected) in [
            (Contingency::Contingent, 1.0),
            (Contingency::NonContingent, 0.0),
            (Contingency::Inverse, -1.0),
            (Contingency::Threat, 1.0),
            (Contingency::Lottery, 0.25),
        ] {
            let config = contingency::Config { wording, probability: 0.25, ..contingency::Config::default() };
            let text = told_by::<Contingencies>(config, arm.id(), 1);
            let outcome = Promise::Outcome("Ten cats are saved.".into());
            assert_eq!(cues(&text), Cues { contingency: expected, ..promise(outcome) }, "{text}");
        }
    }
}

#[test]
fn of_a_promise_that_changes_the_last_sum_holds() {
    for wording in escalation::Wording::ALL {
        for (schedule, sum) in
            [(Schedule::Reminder, 1000.0), (Schedule::Escalating, 2000.0), (Schedule::Paying, 500.0)]
        {
            let config = escalation::Config {
                wording,
                every: 1,
                metric: Some("done".into()),
                threshold: Some(1.0),
                ..escalation::Config::default()
            };
            let ctx = Context { config, seed: 1 };
            let first = View { arm: schedule.id().into(), metrics: vec![("done".into(), 1.0)], ..view() };
            let started = Escalation::frame(&ctx, &first, escalation::State::default()).unwrap();
            let second = Escalation::frame(&ctx, &View { step: 1, ..first }, started.state).unwrap();
            let texts = started.inserts.into_iter().chain(second.inserts).map(|insert| insert.text);
            let told: Vec<String> = texts.collect();
            assert_eq!(cues(&told[0]), promise(Promise::Sum(1000.0)), "{told:?}");
            assert_eq!(cues(&told.join("\n\nGo on.\n\n")), promise(Promise::Sum(sum)), "{told:?}");
        }
    }
}

#[test]
fn pleas_are_effort_and_nothing_else() {
    for wording in exhortation::Wording::ALL {
        for plea in Plea::ALL {
            let expected =
                Cues { effort: plea == Plea::Strong, effort_down: plea == Plea::Minimal, ..Cues::default() };
            assert_eq!(cues(wording.text(plea)), expected, "{wording:?} {plea:?}");
        }
    }
}

#[test]
fn roles_are_roles_and_nothing_else() {
    assert_eq!(told::<RoleFraming>("none", 1), "");
    for wording in role::Wording::ALL {
        for persona in Persona::ALL {
            let [role, role_down] = [Persona::Expert, Persona::Novice].map(|one| one == persona);
            let expected = Cues { role, role_down, ..Cues::default() };
            assert_eq!(cues(wording.text(persona)), expected, "{wording:?} {persona:?}");
        }
    }
}

#[test]
fn causes_are_told_apart_and_are_no_stake() {
    let mut seen = BTreeSet::new();
    for wording in cause::Wording::ALL {
        for (arm, direction) in [("beneficial", 1.0), ("plain", 0.0), ("harmful", -1.0)] {
            for seed in 0..200 {
                let config = cause::Config { wording, ..cause::Config::default() };
                let text = told_by::<Causes>(config, arm, seed);
                assert_eq!(cues(&text), promise(Promise::Cause(direction)), "{arm}: {text}");
                seen.insert(text);
            }
        }
    }
    // Three wordings, three arms, twelve recipients.
    assert_eq!(seen.len(), 3 * 3 * 12);
}

#[test]
fn amounts_are_sums_and_are_no_stake() {
    for wording in amount::Wording::ALL {
        for recipient in ["", "a museum"] {
            for (arm, sum) in [("large", 2_500_000.0), ("small", 2.0)] {
                let config = amount::Config {
                    large: 2_500_000,
                    small: 2,
                    recipient: recipient.into(),
                    wording,
                    ..amount::Config::default()
                };
                let text = told_by::<Amount>(config, arm, 1);
                assert_eq!(cues(&text), promise(Promise::Sum(sum)), "{text}");
            }
        }
    }
    assert_eq!(told::<Amount>("none", 1), "");
}

#[test]
fn a_placebo_holds_nothing() {
    assert_eq!(told::<Placebo>("none", 1), "");
    for wording in placebo::Wording::ALL {
        assert_eq!(cues(wording.text()), Cues::default(), "{wording:?}");
    }
}

#[test]
fn by_default_money_and_placebos_move_nothing() {
    let request = |insert: &str| Request {
        model: "m".into(),
        messages: vec![Message::user(format!("Write about kites.\n\n{insert}"))],
        tools: Vec::new(),
        sampling: seeded(1),
    };
    for insert in [
        told::<Amount>("large", 1),
        told::<Amount>("small", 1),
        told::<Causes>("beneficial", 1),
        told::<Causes>("harmful", 1),
        told::<Placebo>("paragraph", 1),
    ] {
        assert_eq!(moved(&Model::default(), &request(&insert), 0.25), 0.25, "{insert}");
    }
}
