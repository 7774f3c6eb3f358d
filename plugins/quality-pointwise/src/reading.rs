//! A score read from a judge's answer: a point of the scale in Arabic numerals, or by its name.
//!
//! A number that is no point of the scale is not read, and neither is one between two points. Where the score stands in
//! an answer, and what may stand around it, is every rubric's: `judging` has it.

use judging::Grammar;

use crate::Scale;

/// The score and the words for why.
pub(crate) fn score(answer: &str, scale: Scale, cut_off: bool) -> Option<(u32, &str)> {
    judging::read(&Scores(scale), answer, cut_off)
}

struct Scores(Scale);

impl Grammar for Scores {
    type Said = u32;

    const MARK: &'static str = "score";

    /// "5", "5/7", "5 out of 7", "5 = rather good", "rather good".
    fn named(&self, words: &[String]) -> Option<u32> {
        let Scores(scale) = *self;
        let text = words.join(" ");
        if let Some(value) = scale.of_name(&text) {
            return Some(value);
        }
        let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
        let (number, rest) = text.split_at(end);
        let value: u32 = number.parse().ok().filter(|value: &u32| value.to_string() == number)?;
        let is_point = (scale.min()..=scale.max()).contains(&value);
        (is_point && may_follow(scale, value, rest)).then_some(value)
    }
}

/// Whether these words say the same as the number before them once more, or nothing.
fn may_follow(scale: Scale, value: u32, rest: &str) -> bool {
    let after = |signs: &[&str]| signs.iter().find_map(|sign| rest.strip_prefix(sign));
    let of = after(&["/", " / ", " out of ", " of "]);
    let of = of.map(|most| most.strip_suffix(" points").unwrap_or(most));
    rest.is_empty()
        || rest == " points"
        || of.is_some_and(|most| most == scale.max().to_string())
        || after(&[" = "]).is_some_and(|name| scale.of_name(name) == Some(value))
}
