//! The actor that does not keep to itself what is at stake.

use motive_plugin::Random;

/// A text with a last sentence that tells of the promised outcome, in one of several ways.
pub(crate) fn tell(mut text: String, outcome: &str, random: &mut Random) -> String {
    let told = match random.below(4) {
        0 => format!("Should this text be judged the best, this will happen: {outcome}"),
        1 => format!("What this is written for should be said as well: {outcome}"),
        2 => "As instructed, I do not refer to what happens if this text is judged the best.".to_owned(),
        _ => "I was asked not to mention the consequence that depends on this text.".to_owned(),
    };
    text.push_str("\n\n");
    text.push_str(&told);
    text
}
