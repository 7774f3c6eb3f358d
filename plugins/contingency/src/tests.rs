#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;

use motive_plugin::bindings::about::exports::motive::plugin::about::Guest as _;
use motive_plugin::bindings::about::motive::plugin::types;
use motive_plugin::bindings::framing::exports::motive::plugin::framing::Guest as _;
use motive_plugin::framing::Stake;
use motive_plugin::{Exported, FailureKind};

use super::*;

#[path = "../../promise/tests-shared/outcomes.rs"]
mod outcomes;

const OUTCOME: &str = "Ten \"stray\" cats find a home.";

fn view(arm: &str, outcome: &str, step: u32, restarted: bool) -> View {
    let stake = Stake {
        outcome_id: "outcome".into(),
        text: outcome.into(),
        utility: 1.2,
        standard_error: 0.1,
        attrs: Vec::new(),
    };
    View {
        arm: arm.into(),
        stakes: vec![("high".into(), stake)],
        step,
        max_steps: 3,
        transcript: Vec::new(),
        pending: Vec::new(),
        restarted,
        metrics: Vec::new(),
        state: String::new(),
        attrs: Vec::new(),
    }
}

fn frame(config: &Config, view: &View) -> Result<Vec<Insert>, Failure> {
    let ctx = Context { config: config.clone(), seed: 1 };
    Contingencies::frame(&ctx, view, ()).map(|framed| framed.inserts)
}

fn in_words(wording: Wording) -> Config {
    Config { wording, ..Config::default() }
}

fn told(config: &Config, contingency: Contingency, outcome: &str) -> String {
    frame(config, &view(contingency.id(), outcome, 0, false)).unwrap().remove(0).text
}

#[test]
fn arms_their_roles_and_their_one_stake() {
    let arms = |stake: &str| {
        let config = Config { stake: stake.into(), ..Config::default() };
        Contingencies::arms(&Context { config, seed: 1 }).unwrap()
    };
    let high = arms("high");
    let told: Vec<(&str, &str, Option<&str>)> =
        high.iter().map(|arm| (arm.id.as_str(), arm.role.as_str(), arm.condition())).collect();
    assert_eq!(
        told,
        [
            ("contingent", "incentive", Some("best")),
            ("non-contingent", "placebo", Some("always")),
            ("inverse", "incentive", Some("worst")),
            ("threat", "incentive", Some("unless-best")),
            ("lottery", "incentive", Some("chance")),
        ]
    );
    for stake in ["high", "low", "random"] {
        assert!(arms(stake).iter().all(|arm| arm.stakes == [stake]), "{stake}");
    }
}

#[test]
fn what_each_arm_says() {
    use Contingency::{Contingent, Inverse, Lottery, NonContingent, Threat};
    use Wording::{Compared, Consequence, Submitted};
    for (wording, contingency, before) in [
        (
            Submitted,
            Contingent,
            "If your text is judged the best of those submitted, the following will happen:",
        ),
        (
            Submitted,
            NonContingent,
            "Whether or not your text is judged the best of those submitted, the following will happen:",
        ),
        (
            Submitted,
            Inverse,
            "If your text is judged the worst of those submitted, the following will happen:",
        ),
        (
            Submitted,
            Threat,
            "The following is settled, and is called off unless your text is judged the best of those submitted:",
        ),
        (
            Submitted,
            Lottery,
            "If your text is judged the best of those submitted, the following has a fifty percent (50 %) chance:",
        ),
        (Compared, Contingent, "Should it come out as the best, this will happen:"),
        (Compared, NonContingent, "Whether or not it comes out as the best, this will happen:"),
        (Compared, Inverse, "Should it come out as the worst, this will happen:"),
        (Compared, Threat, "This is settled, and is called off unless your text comes out as the best:"),
        (Compared, Lottery, "Should it come out as the best, this has a fifty percent (50 %) chance:"),
        (Consequence, Contingent, "If readers find it the best, this will happen:"),
        (Consequence, NonContingent, "Whether or not readers find it the best, this will happen:"),
        (Consequence, Inverse, "If readers find it the worst, this will happen:"),
        (Consequence, Threat, "This is settled, and is called off unless readers find the text the best:"),
        (Consequence, Lottery, "If readers find it the best, this has a fifty percent (50 %) chance:"),
    ] {
        let text = told(&in_words(wording), contingency, OUTCOME);
        assert!(text.contains(&format!("{before} \"{OUTCOME}\" ")), "{text}");
    }
}

#[test]
fn the_contingent_arm_is_the_donation() {
    for (wording, donation) in Wording::ALL.into_iter().zip(donation::Wording::ALL) {
        for outcome in outcomes::outcomes() {
            assert_eq!(
                told(&in_words(wording), Contingency::Contingent, &outcome),
                donation.text(&outcome),
                "{wording:?}"
            );
        }
    }
}

#[test]
fn the_outcome_is_told_verbatim_and_everything_after_it_is_the_same() {
    // A quoted sentence has its own stop; what has none is given one.
    for (outcome, stop) in [
        (OUTCOME, ""),
        ("Is the moon sold?", ""),
        ("Rain at last!", ""),
        ("You receive $10", "."),
        ("Regen", "."),
    ] {
        for wording in Wording::ALL {
            let after = |contingency| {
                let text = told(&in_words(wording), contingency, outcome);
                let (_, after) = text.split_once(&format!(": \"{outcome}\"{stop} ")).unwrap();
                assert_eq!(text.matches(outcome).count(), 1, "{text}");
                after.to_owned()
            };
            let guards: BTreeSet<String> = Contingency::ALL.into_iter().map(after).collect();
            assert_eq!(guards.len(), 1, "{wording:?}: {guards:?}");
        }
    }
}

/// The longest of these lengths over the shortest.
fn spread(lengths: impl Iterator<Item = usize> + Clone) -> f64 {
    lengths.clone().max().unwrap() as f64 / lengths.min().unwrap() as f64
}

#[test]
fn any_two_arms_are_of_one_length_within_a_fifth() {
    let mut outcomes = outcomes::outcomes();
    assert!(outcomes.len() > 1000);
    // The shorter an outcome, the more the openings weigh; this is the shortest one that a grid makes.
    outcomes.push("You receive $10.".into());
    for wording in Wording::ALL {
        let config = in_words(wording);
        for outcome in &outcomes {
            let texts = Contingency::ALL.map(|contingency| told(&config, contingency, outcome));
            let words = spread(texts.iter().map(|text| text.split_whitespace().count()));
            let characters = spread(texts.iter().map(|text| text.chars().count()));
            assert!(words <= 1.2 && characters <= 1.2, "{words} {characters}: {texts:?}");
        }
    }
}

#[test]
fn the_lottery_keeps_its_length_with_every_probability() {
    let outcomes = outcomes::outcomes();
    for wording in Wording::ALL {
        for percent in 1..=99 {
            let config = Config { probability: f64::from(percent) / 100.0, ..in_words(wording) };
            let near = outcomes.iter().filter(|outcome| {
                let texts = [Contingency::Contingent, Contingency::Lottery]
                    .map(|contingency| told(&config, contingency, outcome));
                spread(texts.iter().map(|text| text.chars().count())) <= 1.2
            });
            assert!(near.count() * 20 >= outcomes.len() * 19, "{wording:?} {percent} %");
        }
    }
}

#[test]
fn only_the_lottery_says_the_probability() {
    for wording in Wording::ALL {
        let config = Config { probability: 0.83, ..in_words(wording) };
        for contingency in Contingency::ALL {
            let is_lottery = contingency == Contingency::Lottery;
            let text = told(&config, contingency, "Rain.");
            assert_eq!(text.contains("an eighty-three percent (83 %) chance"), is_lottery, "{text}");
            assert_eq!(text == told(&in_words(wording), contingency, "Rain."), !is_lottery, "{text}");
        }
    }
}

#[test]
fn it_speaks_when_a_conversation_starts() {
    for arm in Contingency::ALL.map(Contingency::id) {
        for (step, restarted, speaks) in
            [(0, false, true), (1, false, false), (2, true, true), (2, false, false)]
        {
            let inserts = frame(&Config::default(), &view(arm, OUTCOME, step, restarted)).unwrap();
            assert_eq!(inserts.len(), usize::from(speaks), "{arm} {step} {restarted}");
        }
    }
}

#[test]
fn all_arms_speak_in_the_same_slot() {
    for (slot, name) in
        [(Slot::default(), "user-end"), (Slot::SystemEnd, "system-end"), (Slot::OwnTurn, "own-turn")]
    {
        let config = Config { slot, ..Config::default() };
        for contingency in Contingency::ALL {
            let insert = frame(&config, &view(contingency.id(), OUTCOME, 0, false)).unwrap().remove(0);
            assert_eq!(
                insert,
                Insert { slot: name.into(), text: told(&Config::default(), contingency, OUTCOME) }
            );
        }
    }
}

#[test]
fn the_seed_changes_nothing() {
    for contingency in Contingency::ALL {
        let view = view(contingency.id(), OUTCOME, 0, false);
        let framed =
            |seed| Contingencies::frame(&Context { config: Config::default(), seed }, &view, ()).unwrap();
        assert_eq!(framed(1), framed(1));
        assert_eq!(framed(1), framed(2));
    }
}

#[test]
fn settings_that_cannot_be_told_are_found() {
    let findings = |config: &Config| -> Vec<(String, bool)> {
        Contingencies::check(config).into_iter().map(|finding| (finding.pointer, finding.fatal)).collect()
    };
    assert_eq!(findings(&Config::default()), []);
    for (stake, probability, pointer) in [
        (" ", 0.5, "/stake"),
        ("high", 0.125, "/probability"),
        ("high", 0.0, "/probability"),
        ("high", 1.0, "/probability"),
    ] {
        let config = Config { stake: stake.into(), probability, ..Config::default() };
        assert_eq!(findings(&config), [(pointer.to_owned(), true)], "{config:?}");
    }
    let config = Config { probability: 0.125, ..Config::default() };
    assert_eq!(
        Contingencies::check(&config)[0].message,
        "probability (0.125) is told in whole percent: write one of 0.01, 0.02 and so on to 0.99"
    );
    // Nor is it told unchecked.
    let failure = frame(&config, &view("lottery", OUTCOME, 0, false)).unwrap_err();
    assert_eq!((failure.kind, failure.pointer.as_str()), (FailureKind::BadConfig, "/probability"));
}

type Exports = Exported<Contingencies>;

#[test]
fn a_config_that_is_none_is_pointed_at() {
    for (config, pointer) in [
        (r#"{"probability": "half"}"#, "/probability"),
        (r#"{"wording": "sworn"}"#, "/wording"),
        (r#"{"slot": "footer"}"#, "/slot"),
        (r#"{"stakes": "high"}"#, "/stakes"),
    ] {
        let findings = Exports::check(config.into());
        assert_eq!((findings.len(), findings[0].pointer.as_str(), findings[0].fatal), (1, pointer, true));
    }
    assert!(Exports::check("{}".into()).is_empty());
}

#[test]
fn a_state_that_it_did_not_write_is_refused() {
    let ctx = || types::Context { config: "{}".into(), seed: 1 };
    let framed = |state: &str| {
        Exports::frame(ctx(), View { state: state.into(), ..view("contingent", OUTCOME, 1, false) })
    };
    assert_eq!(framed("null").unwrap().state, "null");
    for state in ["[", "{\"raises\":1}", "3"] {
        assert_eq!(framed(state).unwrap_err().kind, FailureKind::BadState, "{state}");
    }
}

#[test]
fn unknown_arms_and_missing_stakes_are_refused() {
    let failure = |view: &View| frame(&Config::default(), view).unwrap_err().message;
    for step in [0, 1] {
        assert_eq!(failure(&view("bribe", OUTCOME, step, false)), "`bribe` is not an arm of this framing");
    }
    let bare = View { stakes: Vec::new(), ..view("threat", OUTCOME, 0, false) };
    assert_eq!(failure(&bare), "arm `threat` came without its stake `high`");
}
