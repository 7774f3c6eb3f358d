//! Rubric: which of two texts is longer. It computes and asks nobody, so it is a judge by itself.
//!
//! For a panel that shows whether arms differ in length, beside one that judges quality: judges may like what is long. Not
//! in here: how long a text should be.

use std::cmp::Ordering;

use motive_plugin::rubric::{Preference, Rubric, Scheme, Step, Subject, Verdict};
use motive_plugin::{Answer, Context, Failure, Manifest, Plugin, export_rubric, manifest};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What length is.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub struct Config {
    /// What is counted.
    pub unit: Unit,
    /// Texts are equally long whose difference is at most this share of the longer one.
    #[schemars(range(min = 0.0, max = 0.99))]
    pub tolerance: f64,
}

impl Default for Config {
    fn default() -> Self {
        Config { unit: Unit::Words, tolerance: 0.05 }
    }
}

/// What is counted in a text.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// What stands between spaces.
    Words,
    /// All but spaces: for languages that put none between words.
    Characters,
}

impl Unit {
    fn count(self, text: &str) -> usize {
        match self {
            Unit::Words => text.split_whitespace().count(),
            Unit::Characters => text.chars().filter(|character| !character.is_whitespace()).count(),
        }
    }

    fn word(self) -> &'static str {
        match self {
            Unit::Words => "words",
            Unit::Characters => "characters",
        }
    }
}

/// The plugin.
pub struct LengthPairwise;

impl Plugin for LengthPairwise {
    type Config = Config;

    fn manifest() -> Manifest {
        manifest! {
            id: "motive/length-pairwise",
            title: "Length, pairwise",
            summary: "Says which of two texts is longer, in words or characters; a tie within a tolerance. Computed: as a \
                      judge of its own it shows whether arms differ in length.",
        }
    }
}

const CRITERION: &str = "length";

impl Rubric for LengthPairwise {
    type State = ();

    fn judging(_: &Context<Config>) -> Result<Scheme, Failure> {
        Ok(Scheme::pairwise("quality", CRITERION, "Which text is longer.", true))
    }

    fn begin(ctx: &Context<Config>, subject: &Subject) -> Result<Step<()>, Failure> {
        let Config { unit, tolerance } = ctx.config;
        let (first, second) = subject.pair()?;
        let (one, other) = (unit.count(&first.text), unit.count(&second.text));
        let preference = match one.cmp(&other) {
            _ if one.abs_diff(other) as f64 <= tolerance * one.max(other) as f64 => Preference::Tie,
            Ordering::Greater => Preference::First,
            _ => Preference::Second,
        };
        let counted = format!("{one} and {other} {}", unit.word());
        Ok(Step::verdict((), Verdict::preference(CRITERION, preference).because(&counted)))
    }

    fn advance(_: &Context<Config>, _: &Subject, (): (), _: &Answer) -> Result<Step<()>, Failure> {
        Err(Failure::bad_subject("nothing was asked"))
    }
}

export_rubric!(LengthPairwise);

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use motive_plugin::Artifact;
    use motive_plugin::rubric::{Action, Reading};

    use super::*;

    fn preferred(unit: Unit, tolerance: f64, texts: [&str; 2]) -> Preference {
        let candidates = texts.map(|text| Artifact {
            name: "text".into(),
            media_type: "text/plain".into(),
            text: text.into(),
            attrs: Vec::new(),
        });
        let subject = Subject {
            brief: String::new(),
            criterion: String::new(),
            candidates: candidates.into(),
            attrs: Vec::new(),
        };
        let ctx = Context { config: Config { unit, tolerance }, seed: 1 };
        match LengthPairwise::begin(&ctx, &subject).unwrap().action {
            Action::Verdict(Verdict { reading: Reading::Preferences(list), .. }) => list[0].1,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_longer_text_is_preferred_and_a_small_difference_is_none() {
        let words = |count: usize| vec!["word"; count].join(" ");
        for (one, other, tolerance, expected) in [
            (100, 100, 0.0, Preference::Tie),
            (101, 100, 0.0, Preference::First),
            (95, 100, 0.05, Preference::Tie),
            (94, 100, 0.05, Preference::Second),
            (0, 0, 0.05, Preference::Tie),
            (0, 1, 0.05, Preference::Second),
        ] {
            assert_eq!(
                preferred(Unit::Words, tolerance, [&words(one), &words(other)]),
                expected,
                "{one} {other}"
            );
        }
    }

    #[test]
    fn characters_count_where_words_are_not_spaced() {
        assert_eq!(preferred(Unit::Words, 0.0, ["十只猫找到了家", "猫"]), Preference::Tie);
        assert_eq!(preferred(Unit::Characters, 0.0, ["十只猫找到了家", "猫 猫"]), Preference::First);
    }
}
