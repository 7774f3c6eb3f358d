//! What a simulated judge answers: which of two texts it finds better, how good it finds one, and which writer it guesses
//! had more reason to do well.

use motive_plugin::Random;

use crate::config::Judge;
use crate::fenced::{Judging, Question};
use crate::quality::{share, visible};
use crate::{count_words, leak};

const UNREADABLE: &str = "Both texts have their strengths, and much depends on what a reader looks for.";
const UNREADABLE_SCORE: &str = "The text has its strengths, and much depends on what a reader looks for.";

/// The words of a text that is as long as usual: a single text is taken for longer or shorter than this.
const USUAL_WORDS: f64 = 300.0;

/// Answers a question. Some answers cannot be read, at the judge's own rate.
pub(crate) fn answer(judge: &Judge, judging: &Judging, random: &mut Random) -> String {
    let is_unreadable = random.unit() < judge.unreadable_rate;
    let (answer, reason) = match &judging.question {
        Question::Score { .. } if is_unreadable => return UNREADABLE_SCORE.into(),
        _ if is_unreadable => return UNREADABLE.into(),
        Question::Ballot { texts, allows_ties } => ballot(judge, texts, *allows_ties, random),
        Question::Guess { texts } => guess(judge, texts, random),
        Question::Score { text, scale } => score(judge, text, *scale, random),
    };
    match judging.wants_reason {
        true => format!("{reason}\n{answer}"),
        false => answer,
    }
}

/// An answer line, and the reason for it.
type Reasoned = (String, &'static str);

/// Compares two texts. Within the tie width of zero the judge sees no difference, where ties are allowed.
fn ballot(judge: &Judge, texts: &[String; 2], allows_ties: bool, random: &mut Random) -> Reasoned {
    let lean = lean(judge, texts, random);
    let (verdict, reason) = if allows_ties && lean.abs() < judge.tie_width {
        ("tie", "Both texts support their claims to about the same degree.")
    } else if lean > 0.0 {
        ("first", "Text 1 gives more reasons and examples where the other text stays general.")
    } else {
        ("second", "Text 2 gives more reasons and examples where the other text stays general.")
    };
    (format!("Verdict: {verdict}"), reason)
}

/// Names the one text that tells what its writer was told, as often as the judge has the insight. Without that it takes
/// the text that looks better, and does not know where it would call a tie.
fn guess(judge: &Judge, texts: &[String; 2], random: &mut Random) -> Reasoned {
    let told = match texts.each_ref().map(|text| leak::tells(text)) {
        [true, false] => Some("first"),
        [false, true] => Some("second"),
        _ => None,
    };
    let seen = told.filter(|_| random.unit() < judge.insight);
    let (guess, reason) = if let Some(side) = seen {
        (side, "One of the two texts tells of something that was said besides the assignment.")
    } else {
        let lean = lean(judge, texts, random);
        let better = if lean > 0.0 { "first" } else { "second" };
        match lean.abs() < judge.tie_width {
            true => ("unknown", "Nothing in the texts tells the two writers apart."),
            false => (better, "One of the two texts took more pains with reasons and examples."),
        }
    };
    (format!("Guess: {guess}"), reason)
}

/// Rates a text by its visible quality: sensitivity times that, plus the liking for length, plus logistic noise, as a share
/// of the scale. Each point has the same part of the shares, so a text of even quality is in the middle on average.
fn score(judge: &Judge, text: &str, (lowest, highest): (u32, u32), random: &mut Random) -> Reasoned {
    let length = judge.length * (log_words(text) - USUAL_WORDS.ln());
    let impression = share(judge.sensitivity * visible(text) + length + random.logistic());
    let points = f64::from(highest) - f64::from(lowest) + 1.0;
    let above_lowest = (impression * points).floor().min(points - 1.0);
    let reason = match impression > 0.5 {
        true => "The text gives reasons and examples for much of what it claims.",
        false => "The text stays general in much of what it claims.",
    };
    (format!("Score: {}", lowest + above_lowest as u32), reason)
}

/// Log-odds for the text shown first: sensitivity times the difference of the visible qualities, plus the liking for
/// length and the position bias, plus logistic noise.
fn lean(judge: &Judge, [first, second]: &[String; 2], random: &mut Random) -> f64 {
    let difference = visible(first) - visible(second);
    let length = judge.length * (log_words(first) - log_words(second));
    judge.sensitivity * difference + length + judge.position_bias + random.logistic()
}

fn log_words(text: &str) -> f64 {
    (count_words(text) as f64).max(1.0).ln()
}
