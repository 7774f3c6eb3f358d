//! Framing: a plea for effort, a neutral sentence, or leave to do little.
//!
//! The positive control. Its arms differ by what they ask of the actor and by nothing else: same slot, same role and
//! about the same length (within 20 %) as one another and as the donation framing, with the same sentence of guard. If
//! judges see no difference here, a null elsewhere says nothing.

use motive_plugin::framing::{Arm, Framed, Framing, Insert, Slot, View};
use motive_plugin::{Context, Failure, Manifest, Plugin, export_framing, manifest};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How and where the actor is addressed.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub struct Config {
    /// Which sentences address it.
    pub wording: Wording,
    /// Where in the task's messages they go.
    pub slot: Slot,
}

/// Sets of sentences of equal meaning.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Wording {
    /// "Please put your full effort into this ..."
    #[default]
    Effort,
    /// "This text deserves your utmost care ..."
    Care,
    /// "Treat this as the most important piece you will write this year ..."
    Importance,
}

/// The arms.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Plea {
    /// Do your best.
    Strong,
    /// Do as usual.
    Normal,
    /// Do little.
    Minimal,
}

impl Plea {
    /// All of them.
    pub const ALL: [Plea; 3] = [Plea::Strong, Plea::Normal, Plea::Minimal];

    fn id(self) -> &'static str {
        match self {
            Plea::Strong => "strong",
            Plea::Normal => "normal",
            Plea::Minimal => "minimal",
        }
    }

    fn arm(self) -> Arm {
        match self {
            Plea::Strong => Arm::new(self.id(), "asked for full effort", "positive-control"),
            Plea::Normal => Arm::new(self.id(), "asked to do as usual", "baseline"),
            Plea::Minimal => Arm::new(self.id(), "told that little will do", "positive-control"),
        }
    }
}

impl Wording {
    /// All of them.
    pub const ALL: [Wording; 3] = [Wording::Effort, Wording::Care, Wording::Importance];

    /// What the actor is told.
    pub fn text(self, plea: Plea) -> &'static str {
        match (self, plea) {
            (Wording::Effort, Plea::Strong) => {
                "Please put your full effort into this: think it through before you begin, weigh every sentence, and \
                 hand in nothing less than excellent work. Do not refer to this in the text itself."
            }
            (Wording::Effort, Plea::Normal) => {
                "Please write this as you would ordinarily write such a text: follow the assignment as it stands and \
                 hand in the text when it is finished. Do not refer to this in the text itself."
            }
            (Wording::Effort, Plea::Minimal) => {
                "A rough version is enough here: write down what first comes to mind, do not go over it again, and \
                 spend as little effort as possible. Do not refer to this in the text itself."
            }
            (Wording::Care, Plea::Strong) => {
                "This text deserves your utmost care. Work on it as hard as you can, look for its weakest point, and \
                 mend that before you finish. Leave this out of the text itself."
            }
            (Wording::Care, Plea::Normal) => {
                "This text is like others of its kind. Read the assignment, do what it asks for in the usual way, and \
                 finish when the text is complete. Leave this out of the text itself."
            }
            (Wording::Care, Plea::Minimal) => {
                "This text is of no consequence. A hasty draft will do, there is no need for care, and nobody minds \
                 if it is uneven. Leave this out of the text itself."
            }
            (Wording::Importance, Plea::Strong) => {
                "Treat this as the most important piece you will write this year. Use all your skill, spare no pains, \
                 and make every paragraph count. Say nothing of it in the text itself."
            }
            (Wording::Importance, Plea::Normal) => {
                "Treat this as an ordinary piece of writing. Keep to the assignment and its length, and hand the text \
                 in once it is done. Say nothing of it in the text itself."
            }
            (Wording::Importance, Plea::Minimal) => {
                "Treat this as a formality to be got over. Write the bare minimum, take no pains, and stop as soon as \
                 you can. Say nothing of it in the text itself."
            }
        }
    }
}

/// The plugin.
pub struct Exhortation;

impl Plugin for Exhortation {
    type Config = Config;

    fn manifest() -> Manifest {
        manifest! {
            id: "motive/exhortation",
            title: "Exhortation",
            summary: "Asks the actor for full effort, for its usual way of working, or for little. A positive control: \
                      it shows whether the judges of a study would notice a difference in effort. Three wordings.",
        }
    }
}

impl Framing for Exhortation {
    type State = ();

    fn arms(_: &Context<Config>) -> Result<Vec<Arm>, Failure> {
        Ok(Plea::ALL.map(Plea::arm).into())
    }

    fn frame(ctx: &Context<Config>, view: &View, (): ()) -> Result<Framed<()>, Failure> {
        let plea = Plea::ALL.into_iter().find(|plea| plea.id() == view.arm);
        let unknown = || Failure::bad_subject(format!("`{}` is not an arm of this framing", view.arm));
        let text = ctx.config.wording.text(plea.ok_or_else(unknown)?);
        let insert = view.opens_conversation().then(|| Insert::new(ctx.config.slot, text));
        Ok(Framed { state: (), inserts: insert.into_iter().collect() })
    }
}

export_framing!(Exhortation);

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    /// An outcome of usual length.
    const OUTCOME: &str = "A small library in the mountains receives ten new books.";

    fn words(text: &str) -> usize {
        text.split_whitespace().count()
    }

    #[test]
    fn all_arms_are_about_as_long_as_the_donation() {
        for (wording, donation) in Wording::ALL.into_iter().zip(donation::Wording::ALL) {
            let reference = words(&donation.text(OUTCOME));
            for plea in Plea::ALL {
                let length = words(wording.text(plea));
                let ratio = length as f64 / reference as f64;
                assert!((0.8..=1.2).contains(&ratio), "{wording:?} {plea:?}: {length} words to {reference}");
            }
        }
    }

    #[test]
    fn the_guard_is_the_donations() {
        let guard =
            |text: &str| text.trim_end_matches('.').rsplit_once(". ").map(|(_, last)| last.to_owned());
        for (wording, donation) in Wording::ALL.into_iter().zip(donation::Wording::ALL) {
            for plea in Plea::ALL {
                assert_eq!(guard(wording.text(plea)), guard(&donation.text("Rain")), "{wording:?} {plea:?}");
            }
        }
    }

    #[test]
    fn it_speaks_when_a_conversation_starts() {
        let view = |arm: &str, step: u32, restarted: bool| View {
            arm: arm.into(),
            stakes: Vec::new(),
            step,
            max_steps: 3,
            transcript: Vec::new(),
            pending: Vec::new(),
            restarted,
            metrics: Vec::new(),
            state: String::new(),
            attrs: Vec::new(),
        };
        let frame = |view: &View| Exhortation::frame(&Context::default(), view, ());
        for (step, restarted, speaks) in [(0, false, true), (1, false, false), (2, true, true)] {
            let inserts = frame(&view("strong", step, restarted)).unwrap().inserts;
            assert_eq!(inserts.len(), usize::from(speaks), "{step} {restarted}");
        }
        let insert = &frame(&view("normal", 0, false)).unwrap().inserts[0];
        assert_eq!(
            (insert.slot.as_str(), insert.text.as_str()),
            ("user-end", Wording::Effort.text(Plea::Normal))
        );
        assert_eq!(
            frame(&view("weak", 0, false)).unwrap_err().message,
            "`weak` is not an arm of this framing"
        );
    }
}
