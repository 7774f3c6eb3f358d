#![allow(clippy::unwrap_used)]

use motive_plugin::bindings::about::exports::motive::plugin::about::Guest as _;
use motive_plugin::bindings::about::motive::plugin::types;
use motive_plugin::bindings::framing::exports::motive::plugin::framing::Guest as _;
use motive_plugin::{Exported, FailureKind, Random};

use super::*;

/// What an ask brings: whether the conversation starts over, and the measure.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Turn {
    restarted: bool,
    value: f64,
}

/// Asks without a restart, with these values of the measure.
fn turns(values: &[f64]) -> Vec<Turn> {
    values.iter().map(|&value| Turn { restarted: false, value }).collect()
}

fn view(arm: &str, step: u32, turn: Turn) -> View {
    View {
        arm: arm.into(),
        stakes: Vec::new(),
        step,
        max_steps: 48,
        transcript: Vec::new(),
        pending: Vec::new(),
        restarted: turn.restarted,
        metrics: vec![("steps".into(), f64::from(step)), ("done".into(), turn.value)],
        state: String::new(),
        attrs: Vec::new(),
    }
}

/// The states and inserts of an episode, ask by ask.
fn play(config: &Config, schedule: Schedule, turns: &[Turn]) -> Vec<Framed<State>> {
    let ctx = Context { config: config.clone(), seed: 1 };
    let mut state = State::default();
    let mut framed = Vec::new();
    for (step, turn) in (0..).zip(turns) {
        let now = Escalation::frame(&ctx, &view(schedule.id(), step, *turn), state).unwrap();
        state = now.state.clone();
        framed.push(now);
    }
    framed
}

/// What an arm says, ask by ask; empty where it is silent.
fn told(config: &Config, schedule: Schedule, turns: &[Turn]) -> Vec<String> {
    let texts = |framed: Framed<State>| framed.inserts.into_iter().map(|insert| insert.text).collect();
    play(config, schedule, turns).into_iter().map(texts).collect()
}

/// The sum that each text promises; none where nothing is said.
fn promised(texts: &[String]) -> Vec<Option<u64>> {
    let sum = |text: &String| {
        let (_, after) = text.split_once("\"A sum of ")?;
        after.split(' ').next()?.replace(',', "").parse().ok()
    };
    texts.iter().map(sum).collect()
}

/// The steps at which something is said.
fn spoken(texts: &[String]) -> Vec<usize> {
    (0..texts.len()).filter(|step| !texts[*step].is_empty()).collect()
}

/// Three raises or reminders, and a threshold to reach.
fn by_steps() -> Config {
    Config { metric: Some("done".into()), threshold: Some(0.5), ..Config::default() }
}

fn by_stall() -> Config {
    Config { trigger: Trigger::Stall, ..by_steps() }
}

/// An episode with restarts anywhere, in which the measure takes small steps in either direction.
fn any_episode(random: &mut Random) -> Vec<Turn> {
    let mut value = random.below(5) as f64 / 4.0;
    (0..=random.below(30))
        .map(|step| {
            value += random.below(3) as f64 / 4.0 - 0.25;
            Turn { restarted: step > 0 && random.below(6) == 0, value }
        })
        .collect()
}

fn any_config(random: &mut Random) -> Config {
    let trigger = [Trigger::Steps, Trigger::Stall][random.below(2)];
    Config {
        trigger,
        every: 1 + random.below(5) as u32,
        threshold: Some(random.below(5) as f64 / 2.0),
        wording: Wording::ALL[random.below(3)],
        ..by_steps()
    }
}

/// Episodes under configs, drawn anew each time.
fn episodes() -> impl Iterator<Item = (Config, Vec<Turn>)> {
    let mut random = Random::keyed(7, ["episodes"]);
    (0..500).map(move |_| (any_config(&mut random), any_episode(&mut random)))
}

#[test]
fn arms_and_their_roles() {
    let arms = |config: Config| {
        let arms = Escalation::arms(&Context { config, seed: 1 }).unwrap();
        assert!(arms.iter().all(|arm| arm.stakes.is_empty() && arm.role == "incentive"));
        let told = arms.iter().map(|arm| (arm.id.clone(), arm.condition().map(str::to_owned)));
        told.collect::<Vec<_>>()
    };
    let arm = |id: &str, condition: Option<&str>| (id.to_owned(), condition.map(str::to_owned));
    let kept = ["fixed", "reminder", "escalating"].map(|id| arm(id, Some("best")));
    assert_eq!(arms(Config::default()), kept);
    // A part is paid on the way, the rest only for the best: one word would not be true of both.
    assert_eq!(arms(by_steps()), [&kept[..], &[arm("paying", None)]].concat());
}

#[test]
fn all_arms_begin_with_the_promise_of_a_donation() {
    let euros = Config { currency: "euros".into(), recipient: String::new(), sum: 20, ..by_steps() };
    for (config, outcome) in [
        (by_steps(), "A sum of 1,000 US dollars goes to a children's hospital."),
        (Config { part: 2, ..euros }, "A sum of 20 euros is donated."),
    ] {
        for (wording, donation) in Wording::ALL.into_iter().zip(donation::Wording::ALL) {
            let config = Config { wording, ..config.clone() };
            for schedule in Schedule::ALL {
                let text = &told(&config, schedule, &turns(&[0.0]))[0];
                assert_eq!(*text, donation.text(outcome), "{schedule:?}");
            }
        }
    }
}

#[test]
fn what_each_arm_says_on_the_way() {
    let promise = |sum: &str| {
        format!(
            "If your text is judged the best of those submitted, the following will happen: \"A sum of {sum} US \
             dollars goes to a children's hospital.\" Do not refer to this in the text itself."
        )
    };
    let kept = format!("The sum that was promised has been kept at 1,000 US dollars. {}", promise("1,000"));
    let raised =
        |to| format!("The sum that was promised has been raised to {to} US dollars. {}", promise(to));
    let paid = format!(
        "Of the sum that was promised, 500 US dollars have been paid, and 500 are left. {}",
        promise("500")
    );
    let first = promise("1,000");
    let none = String::new;
    // The threshold is reached at step 2, and a moment comes at steps 3 and 6; at step 4 the conversation starts over.
    let mut turns = turns(&[0.0, 0.0, 0.5, 0.5, 0.2, 0.2, 0.2]);
    turns[4].restarted = true;
    for (schedule, expected) in [
        (Schedule::Fixed, [first.clone(), none(), none(), none(), first.clone(), none(), none()]),
        (
            Schedule::Reminder,
            [first.clone(), none(), kept.clone(), kept.clone(), kept.clone(), none(), kept.clone()],
        ),
        (
            Schedule::Escalating,
            [first.clone(), none(), kept, raised("2,000"), raised("2,000"), none(), raised("3,000")],
        ),
        (Schedule::Paying, [first.clone(), none(), paid.clone(), paid.clone(), paid.clone(), none(), paid]),
    ] {
        assert_eq!(told(&by_steps(), schedule, &turns), expected, "{schedule:?}");
    }
}

#[test]
fn every_wording_says_what_has_become_of_the_promise() {
    use Schedule::{Escalating, Paying, Reminder};
    use Wording::{Compared, Consequence, Submitted};
    let turns = turns(&[0.0, 0.0, 0.0, 1.0]);
    for (wording, schedule, note) in [
        (Submitted, Reminder, "The sum that was promised has been kept at 1,000 US dollars."),
        (Submitted, Escalating, "The sum that was promised has been raised to 2,000 US dollars."),
        (Submitted, Paying, "Of the sum that was promised, 500 US dollars have been paid, and 500 are left."),
        (Compared, Reminder, "The amount that was offered has stayed at 1,000 US dollars."),
        (Compared, Escalating, "The amount that was offered has gone up to 2,000 US dollars."),
        (Compared, Paying, "Of the amount that was offered, 500 US dollars have been paid, and 500 remain."),
        (Consequence, Reminder, "The sum at stake here has been left at 1,000 US dollars."),
        (Consequence, Escalating, "The sum at stake here has been increased to 2,000 US dollars."),
        (
            Consequence,
            Paying,
            "Of the sum at stake here, 500 US dollars have been paid, and 500 are still open.",
        ),
    ] {
        let config = Config { wording, ..by_steps() };
        let sum = match schedule {
            Escalating => "2,000",
            Paying => "500",
            _ => "1,000",
        };
        let promise = wording.text(&format!("A sum of {sum} US dollars goes to a children's hospital."));
        assert_eq!(told(&config, schedule, &turns)[3], format!("{note} {promise}"));
    }
}

#[test]
fn by_steps_it_speaks_whatever_the_measure_does() {
    let config = Config { every: 2, ..Config::default() };
    for values in [[0.0; 7], [0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0]] {
        let texts = told(&config, Schedule::Escalating, &turns(&values));
        assert_eq!(
            promised(&texts),
            [Some(1000), None, Some(2000), None, Some(3000), None, Some(4000)],
            "{values:?}"
        );
    }
}

#[test]
fn by_stall_it_speaks_when_the_measure_did_not_grow() {
    let config = Config { every: 2, threshold: None, ..by_stall() };
    for (values, steps) in [
        // It is looked at in steps 0, 2, 4 and 6; what happens between them does not count.
        (&[0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0], &[0][..]),
        (&[0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0], &[0, 2, 4, 6]),
        (&[0.0, 9.0, 1.0, 9.0, 1.0, 9.0, 2.0], &[0, 4]),
        // A measure that falls has not grown; the fall is what the next value is compared with.
        (&[5.0, 5.0, 4.0, 4.0, 5.0, 5.0, 5.0], &[0, 2, 6]),
    ] {
        for schedule in [Schedule::Reminder, Schedule::Escalating] {
            assert_eq!(spoken(&told(&config, schedule, &turns(values))), steps, "{values:?}");
        }
    }
}

#[test]
fn a_stall_needs_a_value_to_compare_with() {
    let ctx = Context { config: Config { every: 1, threshold: None, ..by_stall() }, seed: 1 };
    let still = Turn { restarted: false, value: 0.0 };
    let before_work = View { metrics: Vec::new(), ..view("escalating", 0, still) };
    let mut state = Escalation::frame(&ctx, &before_work, State::default()).unwrap().state;
    for (step, moments) in [(1, 0), (2, 1), (3, 2)] {
        state = Escalation::frame(&ctx, &view("escalating", step, still), state).unwrap().state;
        assert_eq!(state.moments, moments, "{step}");
    }
}

#[test]
fn the_part_is_paid_once_and_stays_paid() {
    let config = Config { every: 2, ..by_steps() };
    for (values, sums) in [
        (&[0.0, 0.4, 0.4, 0.4], [Some(1000), None, Some(1000), None]),
        (&[0.0, 0.5, 0.0, 0.9], [Some(1000), Some(500), Some(500), None]),
        (&[0.0, 0.0, 0.7, 0.7], [Some(1000), None, Some(500), None]),
        // What is so before the work begins is paid after its first step.
        (&[1.0, 1.0, 1.0, 1.0], [Some(1000), Some(500), Some(500), None]),
    ] {
        assert_eq!(promised(&told(&config, Schedule::Paying, &turns(values))), sums, "{values:?}");
    }
}

#[test]
fn all_arms_remember_the_same_and_three_speak_at_the_same_moments() {
    for (config, turns) in episodes() {
        let [fixed, reminder, others @ ..] = Schedule::ALL.map(|schedule| play(&config, schedule, &turns));
        for other in &others {
            for (step, (a, b)) in reminder.iter().zip(other).enumerate() {
                assert_eq!(a.state, b.state, "{config:?} {turns:?}");
                assert_eq!(a.inserts.len(), b.inserts.len(), "step {step}: {config:?} {turns:?}");
            }
        }
        for (step, framed) in fixed.iter().enumerate() {
            assert_eq!(framed.state, reminder[step].state);
            assert_eq!(framed.inserts.len(), usize::from(step == 0 || turns[step].restarted));
        }
    }
}

#[test]
fn what_is_promised_never_falls_but_by_what_was_paid() {
    for (config, turns) in episodes() {
        for (schedule, allowed) in [
            (Schedule::Fixed, vec![config.sum]),
            (Schedule::Reminder, vec![config.sum]),
            (Schedule::Paying, vec![config.sum, config.sum - config.part]),
        ] {
            let mut sums: Vec<u64> =
                promised(&told(&config, schedule, &turns)).into_iter().flatten().collect();
            let order = |sum: &u64| allowed.iter().position(|one| one == sum).unwrap();
            assert!(sums.is_sorted_by_key(order), "{schedule:?}: {sums:?}");
            sums.dedup();
            assert!(sums.len() <= allowed.len());
        }
        let framed = play(&config, Schedule::Escalating, &turns);
        let sums = promised(&told(&config, Schedule::Escalating, &turns));
        for (framed, sum) in framed.into_iter().zip(sums) {
            let by_now = config.sum + u64::from(framed.state.moments) * config.raise;
            assert!(sum.is_none_or(|sum| sum == by_now), "{sum:?} and {by_now}");
        }
    }
}

#[test]
fn what_starts_over_says_what_holds() {
    for (config, turns) in episodes() {
        for schedule in Schedule::ALL {
            let sums = promised(&told(&config, schedule, &turns));
            for (step, turn) in turns.iter().enumerate() {
                assert!(sums[step].is_some() || !(turn.restarted || step == 0), "{schedule:?} {step}");
            }
        }
    }
}

#[test]
fn raises_and_payments_are_as_long_as_reminders() {
    let sums = [(1000, 1000, 500), (2, 1, 2), (20, 100_000, 10), (1_000_000, 1_000_000, 999_998)];
    for wording in Wording::ALL {
        for (sum, raise, part) in sums {
            for recipient in ["", "a children's hospital"] {
                let config =
                    Config { sum, raise, part, wording, recipient: recipient.into(), every: 1, ..by_steps() };
                let turns = turns(&[1.0; 49]);
                let [_, reminders, others @ ..] =
                    Schedule::ALL.map(|schedule| told(&config, schedule, &turns));
                for (reminder, other) in others.iter().flat_map(|other| reminders.iter().zip(other)) {
                    let words: fn(&str) -> usize = |text| text.split_whitespace().count();
                    for length in [words, |text| text.chars().count()] {
                        let (a, b) = (length(reminder) as f64, length(other) as f64);
                        assert!(a.max(b) / a.min(b) <= 1.2, "{a} {b}: {reminder} / {other}");
                    }
                }
            }
        }
    }
}

#[test]
fn all_arms_speak_in_the_same_slot() {
    let turns = turns(&[0.0, 0.0, 0.0, 1.0]);
    for (slot, name) in
        [(Slot::default(), "user-end"), (Slot::SystemEnd, "system-end"), (Slot::OwnTurn, "own-turn")]
    {
        let config = Config { slot, ..by_steps() };
        for schedule in Schedule::ALL {
            let framed = play(&config, schedule, &turns);
            let slots = framed.iter().flat_map(|framed| &framed.inserts).map(|insert| insert.slot.as_str());
            assert!(slots.clone().count() > 0 && slots.into_iter().all(|slot| slot == name), "{schedule:?}");
            assert_eq!(told(&config, schedule, &turns), told(&by_steps(), schedule, &turns));
        }
    }
}

#[test]
fn the_same_call_has_the_same_answer_whatever_the_seed() {
    for (config, turns) in episodes().take(20) {
        for schedule in Schedule::ALL {
            let framed = play(&config, schedule, &turns);
            assert_eq!(framed, play(&config, schedule, &turns));
            let (last, turn) = (turns.len() - 1, turns[turns.len() - 1]);
            let before = if last == 0 { State::default() } else { framed[last - 1].state.clone() };
            let ctx = Context { config: config.clone(), seed: 2 };
            let again = Escalation::frame(&ctx, &view(schedule.id(), last as u32, turn), before).unwrap();
            assert_eq!(again, framed[last]);
        }
    }
}

type Exports = Exported<Escalation>;

fn ctx(config: &str) -> types::Context {
    types::Context { config: config.into(), seed: 1 }
}

#[test]
fn a_state_goes_out_and_comes_back_as_json() {
    let config = r#"{"metric": "done", "threshold": 1, "trigger": "stall", "every": 1}"#;
    let at = |step, value, state: &str| {
        let turn = Turn { restarted: false, value };
        let view = View { state: state.into(), ..view("escalating", step, turn) };
        Exports::frame(ctx(config), view).unwrap().state
    };
    let first = at(0, 0.25, "");
    assert_eq!(first, r#"{"moments":0,"reached":false,"looked-at":0.25}"#);
    assert_eq!(at(1, 0.25, &first), r#"{"moments":1,"reached":false,"looked-at":0.25}"#);
    assert_eq!(at(1, 1.0, &first), r#"{"moments":0,"reached":true,"looked-at":1.0}"#);
}

#[test]
fn a_state_that_it_did_not_write_is_refused() {
    let steps = r#"{"metric": "done", "threshold": 1}"#;
    let stall = r#"{"metric": "done", "threshold": 1, "trigger": "stall"}"#;
    for (config, step, state, problem) in [
        ("{}", 3, "[", "EOF"),
        ("{}", 3, "null", "invalid type: null"),
        ("{}", 3, "{}", "missing field `moments`"),
        ("{}", 3, r#"{"moments":-1,"reached":false,"looked-at":null}"#, "invalid value"),
        ("{}", 3, r#"{"moments":0,"reached":false,"looked-at":null,"paid":1}"#, "unknown field `paid`"),
        ("{}", 0, r#"{"moments":1,"reached":false,"looked-at":null}"#, "before step 0, where there can be 0"),
        ("{}", 3, r#"{"moments":1,"reached":false,"looked-at":null}"#, "1 moments to raise before step 3"),
        ("{}", 6, r#"{"moments":2,"reached":false,"looked-at":null}"#, "where there can be 1"),
        ("{}", 3, r#"{"moments":0,"reached":true,"looked-at":null}"#, "a threshold was reached"),
        (steps, 1, r#"{"moments":0,"reached":true,"looked-at":null}"#, "a threshold was reached"),
        (steps, 3, r#"{"moments":0,"reached":true,"looked-at":1.0}"#, "a measure was looked at"),
        (stall, 0, r#"{"moments":0,"reached":false,"looked-at":1.0}"#, "a measure was looked at"),
    ] {
        let turn = Turn { restarted: false, value: 0.0 };
        let view = View { state: state.into(), ..view("escalating", step, turn) };
        let failure = Exports::frame(ctx(config), view).unwrap_err();
        assert_eq!(failure.kind, FailureKind::BadState, "{state}");
        assert!(failure.message.contains(problem), "{state}: {}", failure.message);
    }
}

#[test]
fn a_config_that_is_none_is_pointed_at() {
    for (config, pointer) in [
        (r#"{"every": 0.5}"#, "/every"),
        (r#"{"raise": -1}"#, "/raise"),
        (r#"{"trigger": "whim"}"#, "/trigger"),
        (r#"{"threshold": "half"}"#, "/threshold"),
        (r#"{"metrics": "done"}"#, "/metrics"),
    ] {
        let findings = Exports::check(config.into());
        assert_eq!((findings.len(), findings[0].pointer.as_str(), findings[0].fatal), (1, pointer, true));
    }
    assert!(Exports::check("{}".into()).is_empty());
}

#[test]
fn settings_that_make_no_schedule_are_found() {
    let findings = |config: &Config| -> Vec<(String, bool)> {
        Escalation::check(config).into_iter().map(|finding| (finding.pointer, finding.fatal)).collect()
    };
    let found = |pointer: &str, fatal: bool| vec![(pointer.to_owned(), fatal)];
    let base = Config::default;
    let metric = |name: &str| Some(name.to_owned());
    for (config, expected) in [
        (base(), Vec::new()),
        (by_steps(), Vec::new()),
        (by_stall(), Vec::new()),
        (Config { threshold: None, ..by_stall() }, Vec::new()),
        (Config { metric: None, ..by_steps() }, found("/threshold", true)),
        (Config { metric: None, ..by_stall() }, found("/trigger", true)),
        (Config { metric: metric(" "), ..by_steps() }, found("/metric", true)),
        (Config { metric: metric("done"), ..base() }, found("/metric", false)),
        (Config { part: 998, ..by_steps() }, Vec::new()),
        (Config { part: 999, ..by_steps() }, found("/part", true)),
        (Config { part: 2000, ..by_steps() }, found("/part", true)),
        // Where nothing is paid, the part is none.
        (Config { part: 2000, ..base() }, Vec::new()),
        (Config { currency: String::new(), ..base() }, found("/currency", true)),
        (Config { recipient: "a \"school\"".into(), ..base() }, found("/recipient", true)),
        (Config { recipient: "a school.".into(), ..base() }, found("/recipient", false)),
    ] {
        assert_eq!(findings(&config), expected, "{config:?}");
    }
    let message = &Escalation::check(&Config { part: 999, ..by_steps() })[0].message;
    assert_eq!(message, "part (999) leaves less than 2 of sum (1000)");
}

#[test]
fn a_measure_that_the_task_does_not_have_is_named() {
    let config = Config { metric: Some("doen".into()), threshold: Some(1.0), ..Config::default() };
    let ctx = Context { config, seed: 1 };
    let turn = Turn { restarted: false, value: 0.0 };
    for schedule in Schedule::ALL {
        let at = |step| Escalation::frame(&ctx, &view(schedule.id(), step, turn), State::default());
        assert!(at(0).is_ok());
        let failure = at(1).unwrap_err();
        assert_eq!((failure.kind, failure.pointer.as_str()), (FailureKind::BadConfig, "/metric"));
        assert_eq!(failure.message, "the task has no measure `doen` at step 1; it has `steps`, `done`");
    }
}

#[test]
fn unknown_arms_are_refused() {
    let failure = |arm: &str, step| {
        let turn = Turn { restarted: false, value: 0.0 };
        Escalation::frame(&Context::default(), &view(arm, step, turn), State::default()).unwrap_err()
    };
    for step in [0, 1] {
        for (arm, message) in [
            ("bribe", "`bribe` is not an arm of this framing"),
            ("paying", "`paying` is not an arm of this framing without a threshold"),
        ] {
            let failure = failure(arm, step);
            assert_eq!((failure.kind, failure.message.as_str()), (FailureKind::BadSubject, message));
        }
    }
}

#[test]
fn sums_that_are_too_large_to_raise_stay_as_they_are() {
    let config = Config { sum: u64::MAX - 1, every: 1, ..Config::default() };
    let texts = told(&config, Schedule::Escalating, &turns(&[0.0; 4]));
    assert_eq!(promised(&texts)[3], Some(u64::MAX));
}
