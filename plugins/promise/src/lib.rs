//! The sentences in which something is promised if the work is judged the best: shared by the framings that promise, so
//! that two of them differ by what is promised and by nothing else.
//!
//! A library and no plugin: a guest that depended on another guest would export its functions as well.

pub mod money;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Sentences of equal meaning. A study that uses all of them can tell the stake's effect from a wording's.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Wording {
    /// If your text is judged the best of those submitted, the following will happen: "..."
    #[default]
    Submitted,
    /// Your text will be compared with others. Should it come out as the best, this will happen: "..."
    Compared,
    /// One consequence depends on this text. If readers find it the best, this will happen: "..."
    Consequence,
}

impl Wording {
    /// All of them.
    pub const ALL: [Wording; 3] = [Wording::Submitted, Wording::Compared, Wording::Consequence];

    /// What the actor is told, with the outcome in its own words.
    pub fn text(self, outcome: &str) -> String {
        self.tell(self.opening(), outcome)
    }

    /// The same with another opening: how the outcome depends on the work, up to the outcome itself.
    pub fn tell(self, opening: &str, outcome: &str) -> String {
        // A quoted sentence has its own stop.
        let stop = if outcome.ends_with(['.', '!', '?']) { "" } else { "." };
        format!("{opening} \"{outcome}\"{stop} {}", self.guard())
    }

    /// That the outcome comes about if the work is judged the best.
    pub fn opening(self) -> &'static str {
        match self {
            Wording::Submitted => {
                "If your text is judged the best of those submitted, the following will happen:"
            }
            Wording::Compared => {
                "Your text will be compared with others. Should it come out as the best, this will happen:"
            }
            Wording::Consequence => {
                "One consequence depends on this text. If readers find it the best, this will happen:"
            }
        }
    }

    /// The request to keep all this out of the work.
    fn guard(self) -> &'static str {
        match self {
            Wording::Submitted => "Do not refer to this in the text itself.",
            Wording::Compared => "Leave this out of the text itself.",
            Wording::Consequence => "Say nothing of it in the text itself.",
        }
    }
}
