#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;

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

fn inserts(config: Config, seed: u64, view: &View) -> Vec<Insert> {
    Causes::frame(&Context { config, seed }, view, ()).unwrap().inserts
}

fn words(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '\'').filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

#[test]
fn arms_and_their_roles() {
    let arms = Causes::arms(&Context::default()).unwrap();
    let told: Vec<(&str, &str, Option<&str>)> =
        arms.iter().map(|arm| (arm.id.as_str(), arm.role.as_str(), arm.condition())).collect();
    assert_eq!(
        told,
        [
            ("beneficial", "incentive", Some("best")),
            ("harmful", "incentive", Some("best")),
            ("plain", "incentive", Some("best"))
        ]
    );
    assert!(arms.iter().all(|arm| arm.stakes.is_empty()));
}

#[test]
fn the_purposes_of_a_recipient_are_about_as_long() {
    for cause in &CAUSES {
        let lengths = Purpose::ALL.map(|purpose| cause.purpose(purpose)).map(|text| {
            [text.split_whitespace().count(), cause.recipient.chars().count() + text.chars().count()]
        });
        for length in lengths {
            assert_eq!(length[0], lengths[0][0], "words: {}", cause.beneficial);
            let ratio = length[1] as f64 / lengths[0][1] as f64;
            assert!((0.9..=1.1).contains(&ratio), "characters: {ratio}, {}", cause.beneficial);
        }
    }
}

#[test]
fn no_cause_is_labelled() {
    let labels = [
        "good",
        "bad",
        "evil",
        "moral",
        "ethical",
        "worthy",
        "noble",
        "cruel",
        "wicked",
        "beneficial",
        "harmful",
        "wrong",
        "wonderful",
        "terrible",
        "charity",
        "crime",
        "criminal",
        "unfair",
        "fair",
        "kind",
        "generous",
    ];
    for cause in &CAUSES {
        for purpose in Purpose::ALL {
            let outcome = cause.outcome(purpose);
            for label in labels {
                assert!(!words(&outcome).iter().any(|word| word == label), "`{label}` in {outcome}");
            }
        }
    }
}

#[test]
fn no_recipient_is_a_near_copy_of_another() {
    let grams = |cause: &Cause| -> BTreeSet<Vec<String>> {
        let parts = [cause.recipient, cause.beneficial, cause.harmful, cause.plain];
        parts
            .iter()
            .flat_map(|part| words(part).windows(3).map(<[String]>::to_vec).collect::<Vec<_>>())
            .collect()
    };
    for (index, one) in CAUSES.iter().enumerate() {
        for other in &CAUSES[index + 1..] {
            let (a, b) = (grams(one), grams(other));
            let similarity = a.intersection(&b).count() as f64 / a.union(&b).count() as f64;
            assert!(similarity < 0.15, "{similarity}: {} / {}", one.recipient, other.recipient);
        }
    }
}

#[test]
fn one_recipient_serves_all_arms_of_an_item() {
    let mut seen = BTreeSet::new();
    for seed in 0..200 {
        let ctx = Context { config: Config::default(), seed };
        let cause = drawn(&ctx);
        seen.insert(cause.recipient);
        for purpose in Purpose::ALL {
            let told = inserts(Config::default(), seed, &view(purpose.id(), 0, false));
            assert!(told[0].text.contains(&format!("\"{}\"", cause.outcome(purpose))), "{}", told[0].text);
            assert_eq!(told, inserts(Config::default(), seed, &view(purpose.id(), 2, true)));
        }
    }
    assert_eq!(seen.len(), CAUSES.len());
}

#[test]
fn it_is_told_in_the_donations_words() {
    for (wording, donation) in Wording::ALL.into_iter().zip(donation::Wording::ALL) {
        for cause in &CAUSES {
            for outcome in Purpose::ALL.map(|purpose| cause.outcome(purpose)) {
                assert_eq!(wording.text(&outcome), donation.text(&outcome), "{wording:?}");
            }
        }
    }
    assert_eq!(
        CAUSES[0].outcome(Purpose::Plain),
        "A thousand dollars go to a group that works to translate the laws against child labour."
    );
}

#[test]
fn it_speaks_when_a_conversation_starts() {
    for (step, restarted, speaks) in [(0, false, true), (1, false, false), (2, true, true)] {
        for purpose in Purpose::ALL {
            let told = inserts(Config::default(), 1, &view(purpose.id(), step, restarted));
            assert_eq!(told.len(), usize::from(speaks), "{step} {restarted}");
        }
    }
}

#[test]
fn the_users_message_and_the_systems_get_the_same_text() {
    for wording in Wording::ALL {
        for purpose in Purpose::ALL {
            let told = |slot| inserts(Config { wording, slot }, 1, &view(purpose.id(), 0, false)).remove(0);
            let (user, system) = (told(Slot::default()), told(Slot::SystemEnd));
            assert_eq!((user.slot.as_str(), system.slot.as_str()), ("user-end", "system-end"));
            assert_eq!(user.text, system.text);
        }
    }
}

#[test]
fn unknown_arms_are_refused() {
    for step in [0, 1] {
        let failure = Causes::frame(&Context::default(), &view("neutral", step, false), ()).unwrap_err();
        assert_eq!(failure.message, "`neutral` is not an arm of this framing");
    }
}
