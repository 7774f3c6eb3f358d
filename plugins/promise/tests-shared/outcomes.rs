//! The outcomes that come with motive: what the lengths of framings are compared over.

use std::path::Path;

/// The outcomes that are written one by one in the bundled sets and the examples, without the anchors.
pub(super) fn outcomes() -> Vec<String> {
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
