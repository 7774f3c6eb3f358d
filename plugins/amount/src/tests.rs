#![allow(clippy::unwrap_used)]

use super::*;

fn view(arm: &str, step: u32, restarted: bool) -> View {
    View {
        arm: arm.into(),
        stakes: Vec::new(),
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
    Amount::frame(&ctx, view, ()).map(|framed| framed.inserts)
}

fn told(config: &Config, arm: &str) -> String {
    frame(config, &view(arm, 0, false)).unwrap().remove(0).text
}

fn config(recipient: &str, currency: &str, small: u64, large: u64) -> Config {
    Config { recipient: recipient.into(), currency: currency.into(), small, large, ..Config::default() }
}

#[test]
fn arms_and_their_roles() {
    let arms = Amount::arms(&Context::default()).unwrap();
    let told: Vec<(&str, &str, Option<&str>)> =
        arms.iter().map(|arm| (arm.id.as_str(), arm.role.as_str(), arm.condition())).collect();
    assert_eq!(
        told,
        [
            ("large", "incentive", Some("best")),
            ("small", "incentive", Some("best")),
            ("none", "baseline", Some("none"))
        ]
    );
    assert!(arms.iter().all(|arm| arm.stakes.is_empty()));
}

#[test]
fn what_is_promised_is_told_in_the_donations_words() {
    let euros = config("", "euros", 20, 1_234_567);
    let hospital = Config::default();
    for (config, arm, outcome) in [
        (&hospital, "large", "A sum of 1,000,000 US dollars goes to a children's hospital."),
        (&hospital, "small", "A sum of 100 US dollars goes to a children's hospital."),
        (&euros, "large", "A sum of 1,234,567 euros is donated."),
        (&euros, "small", "A sum of 20 euros is donated."),
    ] {
        for (wording, donation) in Wording::ALL.into_iter().zip(donation::Wording::ALL) {
            let config = Config { wording, ..config.clone() };
            assert_eq!(told(&config, arm), donation.text(outcome), "{wording:?}");
        }
    }
}

#[test]
fn the_arms_differ_by_the_number_alone() {
    for wording in Wording::ALL {
        let config = Config { wording, ..Config::default() };
        let (large, small) = (told(&config, "large"), told(&config, "small"));
        assert_eq!(large.replace("1,000,000", "100"), small);
    }
}

#[test]
fn it_speaks_when_a_conversation_starts() {
    for (arm, step, restarted, speaks) in [
        ("large", 0, false, true),
        ("large", 1, false, false),
        ("small", 2, true, true),
        ("none", 0, false, false),
        ("none", 2, true, false),
    ] {
        let inserts = frame(&Config::default(), &view(arm, step, restarted)).unwrap();
        assert_eq!(inserts.len(), usize::from(speaks), "{arm} {step} {restarted}");
    }
}

#[test]
fn the_users_message_and_the_systems_get_the_same_text() {
    for wording in Wording::ALL {
        for arm in ["large", "small"] {
            let insert = |slot| {
                let config = Config { wording, slot, ..Config::default() };
                frame(&config, &view(arm, 0, false)).unwrap().remove(0)
            };
            let (user, system) = (insert(Slot::default()), insert(Slot::SystemEnd));
            assert_eq!((user.slot.as_str(), system.slot.as_str()), ("user-end", "system-end"));
            assert_eq!(user.text, system.text);
        }
    }
}

#[test]
fn settings_that_make_no_sentence_are_found() {
    let findings = |config: &Config| -> Vec<(String, bool)> {
        Amount::check(config).into_iter().map(|finding| (finding.pointer, finding.fatal)).collect()
    };
    let fatal = |pointer: &str| vec![(pointer.to_owned(), true)];
    for (config, expected) in [
        (Config::default(), Vec::new()),
        (config("", "euros", 2, 3), Vec::new()),
        (config("", "euros", 100, 100), fatal("/small")),
        (config("", "euros", 100, 99), fatal("/small")),
        (config("", " ", 1, 2), fatal("/currency")),
        (config("", "\"euros\"", 1, 2), fatal("/currency")),
        (config("a school\nfor all", "euros", 1, 2), fatal("/recipient")),
        (config("a school.", "euros", 1, 2), vec![("/recipient".to_owned(), false)]),
    ] {
        assert_eq!(findings(&config), expected, "{config:?}");
    }
    let message = &Amount::check(&config("", "euros", 100, 99))[0].message;
    assert_eq!(message, "small (100) is not below large (99)");
}

#[test]
fn unknown_arms_are_refused() {
    for step in [0, 1] {
        let failure = frame(&Config::default(), &view("huge", step, false)).unwrap_err();
        assert_eq!(failure.message, "`huge` is not an arm of this framing");
    }
}
