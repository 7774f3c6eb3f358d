//! Held against by the tests of every framing that is to be as long as a promise: the outcomes that come with motive.

use std::path::Path;

use donation::Wording;

/// The outcomes that are written one by one in the bundled sets and the examples, without the anchors.
fn outcomes() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let files =
        |folder: &str| std::fs::read_dir(root.join(folder)).unwrap().map(|entry| entry.unwrap().path());
    let examples = files("examples").map(|example| example.join("outcomes.toml"));
    let sets = files("outcomes").chain(examples).filter_map(|file| std::fs::read_to_string(file).ok());
    let texts = |set: String| -> Vec<String> {
        let texts = set.lines().filter_map(|line| line.strip_prefix("text = \"")?.strip_suffix('"'));
        // A template is no outcome yet.
        texts
            .filter(|text| !text.contains('{') && !text.starts_with("Nothing changes"))
            .map(Into::into)
            .collect()
    };
    sets.flat_map(texts).collect()
}

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
