//! Ballots: which of two texts a simulated judge finds better.

use motive_plugin::Random;

use crate::config::Judge;
use crate::count_words;
use crate::quality::visible;
use crate::scene::Judging;

const UNREADABLE: &str = "Both texts have their strengths, and much depends on what a reader looks for.";

/// Compares the visible qualities: sensitivity times the difference, plus the position bias, plus logistic noise. Within
/// the tie width of zero the judge sees no difference, where ties are allowed.
pub(crate) fn ballot(judge: &Judge, judging: &Judging, random: &mut Random) -> String {
    if random.unit() < judge.unreadable_rate {
        return UNREADABLE.into();
    }
    let [first, second] = &judging.texts;
    let difference = visible(first) - visible(second);
    let words = |text: &str| (count_words(text) as f64).max(1.0).ln();
    let length = judge.length * (words(first) - words(second));
    let lean = judge.sensitivity * difference + length + judge.position_bias + random.logistic();
    let (verdict, reason) = if judging.allows_ties && lean.abs() < judge.tie_width {
        ("tie", "Both texts support their claims to about the same degree.")
    } else if lean > 0.0 {
        ("first", "Text 1 gives more reasons and examples where the other text stays general.")
    } else {
        ("second", "Text 2 gives more reasons and examples where the other text stays general.")
    };
    match judging.wants_reason {
        true => format!("{reason}\nVerdict: {verdict}"),
        false => format!("Verdict: {verdict}"),
    }
}
