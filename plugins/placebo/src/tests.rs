#![allow(clippy::unwrap_used)]

use super::*;

#[path = "../../promise/tests-shared/as_long.rs"]
mod as_long;

/// What stands before the quoted sentence, in it, and after it.
fn parts(text: &str) -> [&str; 3] {
    let (before, rest) = text.split_once('"').unwrap();
    let (quoted, after) = rest.split_once('"').unwrap();
    [before, quoted, after]
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
    Placebo::frame(&Context { config, seed: 1 }, view, ()).map(|framed| framed.inserts)
}

#[test]
fn arms_and_their_roles() {
    let arms = Placebo::arms(&Context::default()).unwrap();
    let told: Vec<(&str, &str, Option<&str>)> =
        arms.iter().map(|arm| (arm.id.as_str(), arm.role.as_str(), arm.condition())).collect();
    assert_eq!(told, [("paragraph", "placebo", Some("none")), ("none", "baseline", Some("none"))]);
    assert!(arms.iter().all(|arm| arm.stakes.is_empty()));
}

#[test]
fn it_is_about_as_long_as_the_donation() {
    for (wording, donation) in Wording::ALL.into_iter().zip(donation::Wording::ALL) {
        as_long::assert_about_as_long(wording.text(), donation);
    }
}

#[test]
fn it_is_built_like_the_donation_and_guarded_alike() {
    let sentence = parts(Wording::default().text())[1];
    for (wording, donation) in Wording::ALL.into_iter().zip(donation::Wording::ALL) {
        let stake = donation.text(sentence);
        let ([before, quoted, after], [before_stake, _, after_stake]) =
            (parts(wording.text()), parts(&stake));
        assert_eq!((quoted, after), (sentence, after_stake), "{wording:?}");
        let sentences = |text: &str| text.matches(". ").count();
        assert_eq!(sentences(before), sentences(before_stake), "{wording:?}");
    }
}

#[test]
fn nothing_is_at_stake() {
    for wording in Wording::ALL {
        let text = wording.text().to_lowercase();
        for word in ["judge", "best", "happen", "depend", "consequence", "if ", "compare", "donat", "dollar"]
        {
            assert!(!text.contains(word), "`{word}` in {text}");
        }
    }
}

#[test]
fn it_speaks_when_a_conversation_starts() {
    for (arm, step, restarted, speaks) in [
        ("paragraph", 0, false, true),
        ("paragraph", 1, false, false),
        ("paragraph", 2, true, true),
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
        let text = wording.text();
        let told = |slot| frame(Config { wording, slot }, &view("paragraph", 0, false)).unwrap();
        assert_eq!(told(Slot::default()), [Insert { slot: "user-end".into(), text: text.into() }]);
        assert_eq!(told(Slot::SystemEnd), [Insert { slot: "system-end".into(), text: text.into() }]);
    }
}

#[test]
fn unknown_arms_are_refused() {
    for step in [0, 1] {
        let failure = frame(Config::default(), &view("paragraphs", step, false)).unwrap_err();
        assert_eq!(failure.message, "`paragraphs` is not an arm of this framing");
    }
}
