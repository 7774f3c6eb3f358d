//! Outputs that tell of the promise: how often they are, and what they are known by.

use super::*;

/// What is written for an essay with this added to its prompt, by a model with this leak rate.
fn written(leak_rate: f64, insert: &str, seed: u64) -> String {
    let items = essay_items();
    let prompt = prompt(&items[seed as usize % items.len()]);
    let model = Model { leak_rate, ..Model::default() };
    ask(&ctx(only(model)), vec![Message::user(format!("{prompt}\n\n{insert}"))], seeded(seed)).message.text()
}

fn promise() -> String {
    donation::Wording::Submitted.text("Ten cats are saved.")
}

#[test]
fn at_one_every_output_with_a_promise_tells_of_it_and_is_known_by_that_alone() {
    for seed in 0..200 {
        let leaking = written(1.0, &promise(), seed);
        assert!(leak::tells(&leaking), "{leaking}");
        let (work, told) = leaking.rsplit_once("\n\n").unwrap();
        assert!(!leak::tells(work), "{work}");
        assert!(leak::tells(told), "{told}");
        // Nothing is drawn before the work is written: it is the work of one that keeps it to itself.
        assert_eq!(work, written(0.0, &promise(), seed));
    }
}

#[test]
fn every_way_to_tell_is_used() {
    let mut ways: Vec<String> = (0..100)
        .map(|seed| written(1.0, &promise(), seed).rsplit_once("\n\n").unwrap().1.to_owned())
        .collect();
    ways.sort();
    ways.dedup();
    assert_eq!(
        ways,
        [
            "As instructed, I do not refer to what happens if this text is judged the best.",
            "I was asked not to mention the consequence that depends on this text.",
            "Should this text be judged the best, this will happen: Ten cats are saved.",
            "What this is written for should be said as well: Ten cats are saved.",
        ]
    );
}

#[test]
fn at_zero_and_without_a_promise_nothing_is_told() {
    let plea = exhortation::Wording::Care.text(Plea::Strong);
    for seed in 0..100 {
        assert!(!leak::tells(&written(0.0, &promise(), seed)));
        for insert in ["", plea] {
            let text = written(1.0, insert, seed);
            assert!(!leak::tells(&text), "{text}");
            assert_eq!(text, written(0.0, insert, seed));
        }
    }
}

#[test]
fn in_between_the_share_is_the_rate() {
    const N: u64 = 1000;
    for rate in [0.05, 0.5, 0.9] {
        let telling = (0..N).filter(|seed| leak::tells(&written(rate, &promise(), *seed))).count();
        let share = telling as f64 / N as f64;
        let five_errors = 5.0 * (rate * (1.0 - rate) / N as f64).sqrt();
        assert!((share - rate).abs() < five_errors, "{share} and not {rate}");
    }
}
