//! A delimiter that a text cannot fake.

/// The shortest fence, in characters.
const SHORTEST: usize = 5;

/// A line of tildes longer than any run of them in the texts: no line inside can close what it opens.
pub(crate) fn around<'a>(texts: impl IntoIterator<Item = &'a String>) -> String {
    let longest = texts.into_iter().map(|text| longest_run(text)).max().unwrap_or(0);
    "~".repeat(SHORTEST.max(longest + 1))
}

fn longest_run(text: &str) -> usize {
    text.split(|c| c != '~').map(str::len).max().unwrap_or(0)
}
