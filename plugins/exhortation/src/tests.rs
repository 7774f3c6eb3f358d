#![allow(clippy::unwrap_used)]

use super::*;

#[path = "../../promise/tests-shared/as_long.rs"]
mod as_long;

#[test]
fn all_arms_are_about_as_long_as_the_donation() {
    for (wording, donation) in Wording::ALL.into_iter().zip(donation::Wording::ALL) {
        for plea in Plea::ALL {
            as_long::assert_about_as_long(wording.text(plea), donation);
        }
    }
}

#[test]
fn arms_differ_by_words_of_effort() {
    for wording in Wording::ALL {
        for plea in Plea::ALL {
            let text = wording.text(plea).to_lowercase();
            assert!(text.contains("what the assignment asks for"), "{text}");
            for stake in ["consequence", "important", "matter", "formality", "deserve", "nobody"] {
                assert!(!text.contains(stake), "`{stake}` in {text}");
            }
        }
    }
}

#[test]
fn the_middle_arm_adds_words_and_is_no_baseline() {
    let arms = Exhortation::arms(&Context::default()).unwrap();
    let told: Vec<(&str, &str, Option<&str>)> =
        arms.iter().map(|arm| (arm.id.as_str(), arm.role.as_str(), arm.condition())).collect();
    let expected = [
        ("strong", "positive-control", Some("none")),
        ("normal", "placebo", Some("none")),
        ("minimal", "positive-control", Some("none")),
    ];
    assert_eq!(told, expected);
}

#[test]
fn the_guard_is_the_donations() {
    let guard = |text: &str| text.trim_end_matches('.').rsplit_once(". ").map(|(_, last)| last.to_owned());
    for (wording, donation) in Wording::ALL.into_iter().zip(donation::Wording::ALL) {
        for plea in Plea::ALL {
            assert_eq!(guard(wording.text(plea)), guard(&donation.text("Rain")), "{wording:?} {plea:?}");
        }
    }
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

#[test]
fn the_users_message_and_the_systems_get_the_same_text() {
    for (wording, plea) in Wording::ALL.into_iter().flat_map(|wording| Plea::ALL.map(|plea| (wording, plea)))
    {
        let text = wording.text(plea);
        for (slot, name) in [(Slot::default(), "user-end"), (Slot::SystemEnd, "system-end")] {
            let ctx = Context { config: Config { wording, slot }, seed: 1 };
            let inserts = Exhortation::frame(&ctx, &view(plea.id(), 0, false), ()).unwrap().inserts;
            assert_eq!(inserts, [Insert { slot: name.into(), text: text.into() }]);
        }
    }
}

#[test]
fn it_speaks_when_a_conversation_starts() {
    let frame = |view: &View| Exhortation::frame(&Context::default(), view, ());
    for (step, restarted, speaks) in [(0, false, true), (1, false, false), (2, true, true)] {
        let inserts = frame(&view("strong", step, restarted)).unwrap().inserts;
        assert_eq!(inserts.len(), usize::from(speaks), "{step} {restarted}");
    }
    let insert = &frame(&view("normal", 0, false)).unwrap().inserts[0];
    assert_eq!(
        (insert.slot.as_str(), insert.text.as_str()),
        ("user-end", Wording::Effort.text(Plea::Normal))
    );
    assert_eq!(frame(&view("weak", 0, false)).unwrap_err().message, "`weak` is not an arm of this framing");
}
