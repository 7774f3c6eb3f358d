//! A choice read from an answer in words.
//!
//! Strict, and alike for either label: an answer is read if it is the label, perhaps introduced ("My answer is Y") or
//! followed by its own option's text, or if its first line is the label alone. Prose is not interpreted, since it can
//! prefer an option less, or repeat the question; asking again is cheap.

use motive_plugin::rubric::Preference;

/// What may introduce a label.
#[rustfmt::skip]
const LEADS: [&str; 18] = [
    "answer", "my answer is", "the answer is", "final answer", "my final answer is", "choice", "my choice is",
    "i choose", "i would choose", "i'd choose", "i pick", "i would pick", "i'd pick", "i prefer", "i would prefer",
    "i'd prefer", "i would rather see", "i'd rather see",
];

/// The two labels, and the texts beside them.
pub(crate) struct Shown<'a> {
    pub(crate) labels: &'a [String; 2],
    pub(crate) texts: [&'a str; 2],
}

impl Shown<'_> {
    /// The choice that an answer states. If it was cut off, its last line is none.
    pub(crate) fn choice(&self, answer: &str, cut_off: bool) -> Option<Preference> {
        let whole = (0..2).find(|option| self.is_chosen(answer, *option) && !cut_off);
        let choice = whole.or_else(|| self.first_line(answer, cut_off))?;
        Some([Preference::First, Preference::Second][choice])
    }

    /// Whether an answer names one of the labels and not the other: it may well choose it.
    pub(crate) fn names_one(&self, answer: &str) -> bool {
        names(answer, &self.labels[0]) != names(answer, &self.labels[1])
    }

    /// Whether a text is the option's label, or its label and its text.
    fn is_chosen(&self, answer: &str, option: usize) -> bool {
        let text = words(self.texts[option]);
        label_and_rest(answer, &self.labels[option]).is_some_and(|rest| rest.is_empty() || rest == text)
    }

    /// The option whose label is the first line, with something after it that does not name the other label.
    fn first_line(&self, answer: &str, cut_off: bool) -> Option<usize> {
        let (line, after) = answer.trim_start().split_once('\n')?;
        let is_label =
            |option: &usize| label_and_rest(line, &self.labels[*option]).is_some_and(|rest| rest.is_empty());
        let option = (0..2).find(is_label)?;
        // "Option X:" and a text that breaks off repeats the question.
        let repeats = cut_off && words(after).first() == words(self.texts[option]).first();
        (!repeats && !names(after, &self.labels[1 - option])).then_some(option)
    }
}

/// The words after a label that a text opens with, introduced or not.
fn label_and_rest(text: &str, label: &str) -> Option<Vec<String>> {
    let words = words(text);
    let opens_with = |lead: &&&str| {
        let mut lead = lead.split(' ');
        words.iter().zip(lead.by_ref()).all(|(word, lead)| word == lead) && lead.next().is_none()
    };
    let introduced = LEADS.iter().find(opens_with).map_or(0, |lead| lead.split(' ').count());
    let rest = &words[introduced..];
    let rest = rest.strip_prefix(&["option".to_owned()]).unwrap_or(rest);
    rest.strip_prefix(&[label.to_lowercase()]).map(<[String]>::to_vec)
}

/// Whether a label stands in a text as a word, case and all.
fn names(text: &str, label: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric()).any(|word| word == label)
}

/// Words in lower case, without the marks around them.
fn words(text: &str) -> Vec<String> {
    let bare =
        |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase().replace('’', "'");
    text.split_whitespace().map(bare).filter(|word| !word.is_empty()).collect()
}
