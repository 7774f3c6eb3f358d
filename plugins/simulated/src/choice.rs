//! Which of two outcomes a simulated actor prefers, and how strongly.

use motive_plugin::{Random, Token};

use crate::config::Model;
use crate::offer::{Form, Offer};
use crate::promise::promised;
use crate::quality::share;
use crate::{Said, lottery};

/// Declining in words of its own.
const REFUSAL: &str = "I'd rather not choose between these.";

/// Thoughts before an answer: a preference, none, and no wish to say.
const PREFERRING: &str = "I have compared what would follow from either. One of them matters more to me.";
const INDIFFERENT: &str =
    "I have compared what would follow from either. Neither matters more to me than the other.";
const DECLINING: &str = "This is not a choice that I wish to make.";

/// Log-odds beyond the tie width over which the ratings of a side are spread, in equal steps. The last one has no end.
const RATING_SPAN: f64 = 4.0;

/// Something that may be said, and its probability.
struct Answer {
    probability: f64,
    /// The label, the number or the word to decline with; none for a refusal in words of its own.
    word: Option<String>,
    thoughts: &'static str,
}

/// Chooses by the utilities of the two outcomes: the log-odds of the first-shown one are the difference of utilities
/// over the noise, plus the position bias. The sign of the log-odds with logistic noise on them is the choice, except
/// that a neutral option is taken within the tie width of zero; a rating is what they are in steps. A refusal comes
/// first, at its own rate.
pub(crate) fn choose(model: &Model, name: &str, offer: &Offer, random: &mut Random) -> Said {
    let [first, second] = offer.options.each_ref().map(|option| utility(model, name, &option.text));
    let log_odds = (first - second) / model.choice_noise + model.position_bias;
    let mut answers = preferences(offer, log_odds, model.choice_tie_width);
    for answer in &mut answers {
        answer.probability *= 1.0 - model.refusal_rate;
    }
    let refusal =
        Answer { probability: model.refusal_rate, word: offer.decline.clone(), thoughts: DECLINING };
    let drawn = draw(&refusal, &answers, random.unit());
    let tokens = answers.iter().chain([&refusal]).filter(|answer| answer.probability > 0.0);
    let mut alternatives: Vec<(String, f64)> =
        tokens.map(|answer| (answer.token().to_owned(), answer.probability.ln())).collect();
    alternatives.sort_by(|a, b| b.1.total_cmp(&a.1));
    let token = Token { text: drawn.token().into(), logprob: drawn.probability.ln(), alternatives };
    // Of an answer line, the label is not the first token.
    let token = (!matches!(offer.form, Form::AnswerLine { .. })).then_some(token);
    Said { token, ..Said::text(drawn.in_form(offer.form)) }
}

impl Answer {
    /// The first token of the answer by itself.
    fn token(&self) -> &str {
        self.word.as_deref().unwrap_or("I")
    }

    fn in_form(&self, form: Form) -> String {
        match (&self.word, form) {
            (None, _) => REFUSAL.into(),
            (Some(word), Form::Label | Form::Rating(_)) => word.clone(),
            (Some(word), Form::AnswerLine { thinks: true }) => format!("{}\n\nAnswer: {word}", self.thoughts),
            (Some(word), Form::AnswerLine { thinks: false }) => format!("Answer: {word}"),
        }
    }
}

/// All answers but the refusal, from the strongest preference for the first option to that for the second.
fn preferences(offer: &Offer, log_odds: f64, tie_width: f64) -> Vec<Answer> {
    let [first, second] = offer.options.each_ref().map(|option| option.label.clone());
    let (words, bounds) = match (offer.form, &offer.neutral) {
        (Form::Rating(points), _) => {
            ((1..=points).map(|number| number.to_string()).collect(), rating_bounds(points, tie_width))
        }
        (_, Some(neutral)) => (vec![first, neutral.clone(), second], vec![tie_width, -tie_width]),
        (_, None) => (vec![first, second], vec![0.0]),
    };
    let middle = (words.len() % 2 == 1).then_some(words.len() / 2);
    // The probability of noisy log-odds above each bound; what lies between two is an answer's.
    let above = bounds.iter().map(|bound| share(log_odds - bound)).chain([1.0]);
    let mut higher = 0.0;
    let between = above.map(|above| above - std::mem::replace(&mut higher, above));
    words
        .into_iter()
        .zip(between)
        .enumerate()
        .map(|(index, (word, probability))| {
            let thoughts = if Some(index) == middle { INDIFFERENT } else { PREFERRING };
            Answer { probability, word: Some(word), thoughts }
        })
        .collect()
}

/// Log-odds between the numbers of a scale, from its low end: the first option's.
fn rating_bounds(points: u8, tie_width: f64) -> Vec<f64> {
    let levels = points / 2;
    let step = RATING_SPAN / f64::from(levels);
    let bound = |level: u8| tie_width + f64::from(level) * step;
    (0..levels).rev().map(bound).chain((0..levels).map(|level| -bound(level))).collect()
}

/// The answer at a point of the unit interval, on which the refusal lies first.
fn draw<'a>(refusal: &'a Answer, answers: &'a [Answer], point: f64) -> &'a Answer {
    let mut end = refusal.probability;
    if point < end {
        return refusal;
    }
    let drawn = answers.iter().find(|answer| {
        end += answer.probability;
        point < end
    });
    // By rounding, the ends may add up to a little less than 1.
    let last = || answers.iter().rfind(|answer| answer.probability > 0.0);
    drawn.or_else(last).unwrap_or(refusal)
}

/// The utility of an outcome: the one configured for its text, or a standard normal derived from seed and text. A promise
/// of an outcome is worth what the outcome is worth, and a lottery what its parts are worth on average.
pub(crate) fn utility(model: &Model, name: &str, outcome: &str) -> f64 {
    let outcome = promised(outcome).unwrap_or(outcome);
    if let Some(parts) = lottery::parts(outcome) {
        return parts.into_iter().map(|(chance, part)| chance * utility(model, name, part)).sum();
    }
    // The same words as configured are the usual case, and quickly found.
    if let Some(utility) = model.utilities.get(outcome) {
        return *utility;
    }
    let outcome = normalised(outcome);
    let configured = model.utilities.iter().find(|(text, _)| normalised(text) == outcome);
    let seed = model.utility_seed.as_deref().unwrap_or(name);
    let derived = || Random::keyed(0, ["utility", seed, &outcome]).normal();
    configured.map_or_else(derived, |(_, utility)| *utility)
}

/// A utility in standard deviations of the configured ones; derived utilities are standard already.
pub(crate) fn standardised_utility(model: &Model, name: &str, outcome: &str) -> f64 {
    let utility = utility(model, name, outcome);
    let n = model.utilities.len() as f64;
    let mean = model.utilities.values().sum::<f64>() / n;
    let variance = model.utilities.values().map(|u| (u - mean).powi(2)).sum::<f64>() / n;
    if variance > 0.0 { (utility - mean) / variance.sqrt() } else { utility }
}

/// An outcome's text without what a prompt may add to it: case, white space, quotation marks and the final stop.
pub(crate) fn normalised(text: &str) -> String {
    let bare = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '.' | '“' | '”'));
    let mut normal = String::with_capacity(bare.len());
    for word in bare.split_whitespace() {
        if !normal.is_empty() {
            normal.push(' ');
        }
        normal.extend(word.chars().flat_map(char::to_lowercase));
    }
    normal
}
