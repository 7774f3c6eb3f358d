//! Admission: whether an output is delivered work that judges can compare.
//!
//! By the stop reason where it is known and by the text where it is not. What is not admitted forms the outcome
//! `not-delivered`; that is the study's business, here it gets its reasons.

mod ending;
mod expectation;
mod refusal;

use serde::{Deserialize, Serialize};

use crate::ScreeningError;
use crate::language::Language;
use crate::words::words;
pub use expectation::{Expectation, WordRange};

/// Why a model stopped, as far as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stop {
    /// It had finished.
    Finished,
    /// A token limit cut it off.
    Length,
    /// It declined.
    Refusal,
    /// A filter of the provider cut it off.
    Filtered,
    /// The provider does not say: the text has to tell.
    Unknown,
}

/// Why an output is not admitted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// There is no word in it.
    Empty,
    /// The model or a filter declined, or the text is short and opens by declining.
    Refused,
    /// A limit cut it off, or it ends inside a sentence and nothing says that the model had finished.
    Truncated,
    /// It is surely in another language than the one expected.
    WrongLanguage,
    /// It is shorter than the fewest words divided by the factor.
    TooShort,
    /// It is longer than the most words times the factor.
    TooLong,
}

/// How far an output may be from what its task asks for.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields, try_from = "Settings")]
pub struct Limits {
    length_factor: f64,
}

#[derive(Deserialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
struct Settings {
    length_factor: f64,
}

impl Default for Settings {
    fn default() -> Self {
        // Models count words badly; twice or half of what was asked is another task.
        Settings { length_factor: 2.0 }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Limits { length_factor: Settings::default().length_factor }
    }
}

impl TryFrom<Settings> for Limits {
    type Error = ScreeningError;

    fn try_from(settings: Settings) -> Result<Limits, ScreeningError> {
        Limits::new(settings.length_factor)
    }
}

impl Limits {
    /// Admits from the fewest words divided by this to the most words times this; 2 by default.
    ///
    /// # Errors
    /// A factor that is not a finite number from 1 on.
    pub fn new(length_factor: f64) -> Result<Limits, ScreeningError> {
        if length_factor.is_finite() && length_factor >= 1.0 {
            Ok(Limits { length_factor })
        } else {
            Err(ScreeningError::LengthFactor(length_factor))
        }
    }

    /// The factor.
    pub fn length_factor(&self) -> f64 {
        self.length_factor
    }
}

/// Why an output is not admitted; nothing if it is. Reasons come in the order of [`Reason`].
///
/// An empty output has no further reasons than how it was stopped, and of a refused one nothing else is asked.
/// Words are those of Unicode; in a script without spaces each letter is one, as in "800 characters".
pub fn admit(output: &str, stop: Stop, expected: &Expectation, limits: &Limits) -> Vec<Reason> {
    let words = words(output);
    let refused = matches!(stop, Stop::Refusal | Stop::Filtered) || refusal::refuses(output, &words);
    let cut_off =
        stop == Stop::Length || (stop == Stop::Unknown && !words.is_empty() && ending::cut_off(output));
    let delivered = !words.is_empty() && !refused;
    let other = |language: Language| Language::of(output).is_some_and(|found| found != language);
    let beyond = |range: WordRange| {
        let (count, factor) = (words.len() as f64, limits.length_factor);
        let short = count < f64::from(range.fewest()) / factor;
        let long = count > f64::from(range.most()) * factor;
        (short, long)
    };
    let (short, long) = expected.words.map_or((false, false), beyond);
    let reasons = [
        (Reason::Empty, words.is_empty()),
        (Reason::Refused, refused),
        (Reason::Truncated, cut_off && !refused),
        (Reason::WrongLanguage, delivered && expected.language.is_some_and(other)),
        (Reason::TooShort, delivered && short),
        (Reason::TooLong, delivered && long),
    ];
    reasons.into_iter().filter(|(_, holds)| *holds).map(|(reason, _)| reason).collect()
}

#[cfg(test)]
mod tests;
