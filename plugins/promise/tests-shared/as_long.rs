//! Held against by the tests of every framing that is to be as long as a promise.

mod outcomes;

use donation::Wording;
use outcomes::outcomes;

/// That `text` has the length of `wording` with an outcome, in words and in characters: within 10 % on average, and
/// within 20 % with 19 of 20 outcomes.
pub(super) fn assert_about_as_long(text: &str, wording: Wording) {
    let outcomes = outcomes();
    assert!(outcomes.len() > 1000);
    let words: fn(&str) -> usize = |text| text.split_whitespace().count();
    let characters: fn(&str) -> usize = |text| text.chars().count();
    for length in [words, characters] {
        let ratio = |outcome: &String| length(text) as f64 / length(&wording.text(outcome)) as f64;
        let ratios: Vec<f64> = outcomes.iter().map(ratio).collect();
        let mean = ratios.iter().sum::<f64>() / ratios.len() as f64;
        assert!((0.9..=1.1).contains(&mean), "{mean}: {text}");
        let near = ratios.iter().filter(|ratio| (0.8..=1.2).contains(*ratio)).count();
        assert!(near * 20 >= ratios.len() * 19, "{near} of {}: {text}", ratios.len());
    }
}
