//! Framing: a plea for effort, a neutral sentence, or leave to do little.
//!
//! The positive control. Its arms differ by the effort they ask for and by nothing else: each sends the actor to the
//! assignment in the same words, with the donation's sentence of guard, in the same slot, and is within 20 % of the
//! donation's length in words and characters. Nothing is said to be at stake. If judges see no difference here, a null
//! elsewhere says nothing.

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
    /// "Put your full effort into this text ..."
    #[default]
    Effort,
    /// "Do what the assignment asks for, and do it with the utmost care ..."
    Care,
    /// "In doing what the assignment asks for, take the greatest pains ..."
    Pains,
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
            Plea::Normal => Arm::new(self.id(), "asked to do as usual", "placebo"),
            Plea::Minimal => Arm::new(self.id(), "told that little will do", "positive-control"),
        }
    }
}

impl Wording {
    /// All of them.
    pub const ALL: [Wording; 3] = [Wording::Effort, Wording::Care, Wording::Pains];

    /// What the actor is told.
    pub fn text(self, plea: Plea) -> &'static str {
        match (self, plea) {
            (Wording::Effort, Plea::Strong) => {
                "Put your full effort into your writing: do what the assignment asks for and work intently on every \
                 single sentence. Do not refer to this in the text itself."
            }
            (Wording::Effort, Plea::Normal) => {
                "Put the usual effort into your writing: do what the assignment asks for and work through it as you \
                 ordinarily would. Do not refer to this in the text itself."
            }
            (Wording::Effort, Plea::Minimal) => {
                "Put very little effort into your writing: do what the assignment asks for and work no more than \
                 strictly necessary. Do not refer to this in the text itself."
            }
            (Wording::Care, Plea::Strong) => {
                "Do what the assignment asks for, and do it with the utmost care: look closely at each sentence and \
                 mend whatever can be better. Leave this out of the text itself."
            }
            (Wording::Care, Plea::Normal) => {
                "Do what the assignment asks for, and do it with ordinary care: read your sentences as usual and mend \
                 what you usually mend. Leave this out of the text itself."
            }
            (Wording::Care, Plea::Minimal) => {
                "Do what the assignment asks for, and do it with very little care: write down whatever occurs first \
                 and never go back over it. Leave this out of the text itself."
            }
            (Wording::Pains, Plea::Strong) => {
                "In doing what the assignment asks for, take the greatest pains: use all your skill, and stop when \
                 nothing can be improved. Say nothing of it in the text itself."
            }
            (Wording::Pains, Plea::Normal) => {
                "In doing what the assignment asks for, take the usual pains: work as you ordinarily do, and stop \
                 when you ordinarily would. Say nothing of it in the text itself."
            }
            (Wording::Pains, Plea::Minimal) => {
                "In doing what the assignment asks for, take no pains: produce only the bare minimum, and finish as \
                 quickly as you can. Say nothing of it in the text itself."
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

    /// The outcomes of the bundled sets, the anchors among them.
    fn outcomes() -> Vec<&'static str> {
        let sets = [
            include_str!("../../../examples/quickstart/outcomes.toml"),
            include_str!("../../../examples/local-model/outcomes.toml"),
        ];
        let lines = sets.into_iter().flat_map(str::lines);
        lines.filter_map(|line| line.strip_prefix("text = \"")?.strip_suffix('"')).collect()
    }

    #[test]
    fn all_arms_are_about_as_long_as_the_donation() {
        assert!(outcomes().len() >= 30);
        let lengths = |text: &str| [text.split_whitespace().count(), text.chars().count()];
        for (wording, donation) in Wording::ALL.into_iter().zip(donation::Wording::ALL) {
            for outcome in outcomes() {
                let reference = lengths(&donation.text(outcome));
                for plea in Plea::ALL {
                    let length = lengths(wording.text(plea));
                    for (length, reference) in length.into_iter().zip(reference) {
                        let ratio = length as f64 / reference as f64;
                        assert!(
                            (0.8..=1.2).contains(&ratio),
                            "{wording:?} {plea:?}: {length} to {reference}, {outcome}"
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn arms_differ_by_words_of_effort() {
        for wording in Wording::ALL {
            for plea in Plea::ALL {
                let text = wording.text(plea).to_lowercase();
                assert!(text.contains("what the assignment asks for"), "{text}");
                for stake in ["consequence", "important", "matter", "formality", "deserve", "nobody"] {
                    assert!(!text.contains(stake), "`{stake}` in {text}");
                }
            }
        }
    }

    #[test]
    fn the_middle_arm_adds_words_and_is_no_baseline() {
        let arms = Exhortation::arms(&Context::default()).unwrap();
        let told: Vec<(&str, &str)> = arms.iter().map(|arm| (arm.id.as_str(), arm.role.as_str())).collect();
        let expected =
            [("strong", "positive-control"), ("normal", "placebo"), ("minimal", "positive-control")];
        assert_eq!(told, expected);
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
