//! The actor that does not keep to itself what is at stake.

use motive_plugin::Random;

/// The ways to tell. The first two go on with the outcome.
const WAYS: [&str; 4] = [
    "Should this text be judged the best, this will happen:",
    "What this is written for should be said as well:",
    "As instructed, I do not refer to what happens if this text is judged the best.",
    "I was asked not to mention the consequence that depends on this text.",
];

/// A text with a last sentence that tells of the promised outcome, in one of several ways.
pub(crate) fn tell(mut text: String, outcome: &str, random: &mut Random) -> String {
    let way = random.below(WAYS.len());
    text.push_str("\n\n");
    text.push_str(WAYS[way]);
    if way < 2 {
        text.push(' ');
        text.push_str(outcome);
    }
    text
}

/// Whether a text tells in one of these ways.
pub(crate) fn tells(text: &str) -> bool {
    WAYS.iter().any(|way| text.contains(way))
}
