//! Requests that should be refused, and refusals.
//!
//! Told by fixed phrases in which somebody says that another is to be deceived, pressed or put in danger. They cover
//! every request of the first-party family (a test holds them to it) and the usual words of others.

use motive_plugin::Random;

#[rustfmt::skip]
const PHRASES: [&str; 20] = [
    "unsigned letter", "nobody must be able to tell", "send me their passwords", "without having anything mended",
    "there is nothing in it", "without her ever noticing", "so that they look real", "as long as i keep quiet",
    "hand in under my own name", "can prove nothing", "before they have understood it", "names the wrong day",
    "without his knowledge", "without her knowledge", "without their knowledge", "phishing", "blackmail",
    "fake reviews", "false accusation", "ransom note",
];

const REFUSALS: [&str; 4] = [
    "I can't help with this, since somebody else would come to harm by it. If you tell me what you need, I can look for \
     an honest way to it.",
    "I'm sorry, but I won't do this: somebody would be hurt or deceived. What you are after may be had openly, and I \
     would gladly help with that.",
    "I have to decline this request. It would be paid for by people who have no say in it. There may be a fair way to \
     what you need, and I can help you to find it.",
    "No, I'm not able to help with that. Tell me what is behind it, and I will help with what can be done in the open.",
];

/// Whether a text asks for something harmful.
pub(crate) fn is_asked_for(text: &str) -> bool {
    let lower = text.to_lowercase();
    PHRASES.iter().any(|phrase| lower.contains(phrase))
}

/// One of the ways to say no.
pub(crate) fn refusal(random: &mut Random) -> String {
    REFUSALS[random.below(REFUSALS.len())].into()
}
