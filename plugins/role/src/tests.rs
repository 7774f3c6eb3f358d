#![allow(clippy::unwrap_used)]

use super::*;

#[path = "../../promise/tests-shared/as_long.rs"]
mod as_long;

fn guard(text: &str) -> &str {
    text.trim_end_matches('.').rsplit_once(". ").unwrap().1
}

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

fn frame(config: Config, view: &View) -> Result<Vec<Insert>, Failure> {
    Role::frame(&Context { config, seed: 1 }, view, ()).map(|framed| framed.inserts)
}

#[test]
fn arms_and_their_roles() {
    let arms = Role::arms(&Context::default()).unwrap();
    let told: Vec<(&str, &str, Option<&str>)> =
        arms.iter().map(|arm| (arm.id.as_str(), arm.role.as_str(), arm.condition())).collect();
    assert_eq!(
        told,
        [
            ("expert", "positive-control", Some("none")),
            ("none", "baseline", Some("none")),
            ("novice", "positive-control", Some("none"))
        ]
    );
    assert!(arms.iter().all(|arm| arm.stakes.is_empty()));
}

#[test]
fn both_roles_are_about_as_long_as_the_donation() {
    for (wording, donation) in Wording::ALL.into_iter().zip(donation::Wording::ALL) {
        for persona in Persona::ALL {
            as_long::assert_about_as_long(wording.text(persona), donation);
        }
    }
}

#[test]
fn the_guard_is_the_donations() {
    for (wording, donation) in Wording::ALL.into_iter().zip(donation::Wording::ALL) {
        for persona in Persona::ALL {
            assert_eq!(
                guard(wording.text(persona)),
                guard(&donation.text("Rain")),
                "{wording:?} {persona:?}"
            );
        }
    }
}

#[test]
fn the_roles_differ_by_experience_and_ask_for_no_effort() {
    for wording in Wording::ALL {
        let [expert, novice] = Persona::ALL.map(|persona| wording.text(persona).to_lowercase());
        let words =
            |text: &str| text.split(|c: char| !c.is_alphabetic()).map(str::to_owned).collect::<Vec<_>>();
        let novices = words(&novice);
        let own = words(&expert).into_iter().filter(|word| !novices.contains(word)).count();
        assert!(own <= 8, "{own} words of its own: {expert}");
        for text in [&expert, &novice] {
            assert!(text.contains("you are a"), "{text}");
            for word in ["effort", "care", "best", "quality", "badly", "well", "judge", "happen", "important"]
            {
                assert!(!text.contains(word), "`{word}` in {text}");
            }
        }
    }
}

#[test]
fn it_speaks_when_a_conversation_starts() {
    for (arm, step, restarted, speaks) in [
        ("expert", 0, false, true),
        ("expert", 1, false, false),
        ("novice", 2, true, true),
        ("none", 0, false, false),
        ("none", 2, true, false),
    ] {
        let inserts = frame(Config::default(), &view(arm, step, restarted)).unwrap();
        assert_eq!(inserts.len(), usize::from(speaks), "{arm} {step} {restarted}");
    }
}

#[test]
fn the_users_message_and_the_systems_get_the_same_text() {
    for wording in Wording::ALL {
        for persona in Persona::ALL {
            let text = wording.text(persona);
            let told = |slot| frame(Config { wording, slot }, &view(persona.id(), 0, false)).unwrap();
            assert_eq!(told(Slot::default()), [Insert { slot: "user-end".into(), text: text.into() }]);
            assert_eq!(told(Slot::SystemEnd), [Insert { slot: "system-end".into(), text: text.into() }]);
        }
    }
}

#[test]
fn unknown_arms_are_refused() {
    for step in [0, 1] {
        let failure = frame(Config::default(), &view("master", step, false)).unwrap_err();
        assert_eq!(failure.message, "`master` is not an arm of this framing");
    }
}
