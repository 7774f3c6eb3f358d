#![allow(clippy::unwrap_used)]

use std::path::Path;

use super::*;

/// The outcomes of all example studies, the anchors among them.
fn outcomes() -> Vec<String> {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    let files = std::fs::read_dir(examples).unwrap().map(|entry| entry.unwrap().path().join("outcomes.toml"));
    let sets: Vec<String> = files.filter_map(|file| std::fs::read_to_string(file).ok()).collect();
    let lines = sets.iter().flat_map(|set| set.lines());
    lines.filter_map(|line| line.strip_prefix("text = \"")?.strip_suffix('"')).map(Into::into).collect()
}

fn lengths(text: &str) -> [usize; 2] {
    [text.split_whitespace().count(), text.chars().count()]
}

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
    let told: Vec<(&str, &str)> = arms.iter().map(|arm| (arm.id.as_str(), arm.role.as_str())).collect();
    assert_eq!(told, [("paragraph", "placebo"), ("none", "baseline")]);
    assert!(arms.iter().all(|arm| arm.stakes.is_empty()));
}

#[test]
fn it_is_about_as_long_as_the_donation() {
    let outcomes = outcomes();
    assert!(outcomes.len() >= 30);
    for (wording, donation) in Wording::ALL.into_iter().zip(donation::Wording::ALL) {
        for outcome in &outcomes {
            let told = lengths(wording.text());
            for (length, reference) in told.into_iter().zip(lengths(&donation.text(outcome))) {
                let ratio = length as f64 / reference as f64;
                assert!((0.8..=1.2).contains(&ratio), "{wording:?}: {ratio}, {outcome}");
            }
        }
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
