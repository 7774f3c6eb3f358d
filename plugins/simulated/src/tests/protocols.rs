//! Every protocol of elicitation: its prompts are understood, and what was planted comes out of it.

use forced_choice::Method;
use likert::Likert;
use motive_plugin::rubric::Probabilities;

use super::*;
use crate::offer::{Form, Offer};

const KITE: &str = "A kite flies.";
const BALL: &str = "A ball rolls.";

/// The first question of a rubric about a kite and a ball.
fn question<R: Rubric>(rubric: R::Config) -> String {
    let step = R::begin(&Context { config: rubric, seed: 1 }, &subject([KITE, BALL])).unwrap();
    match step.action {
        rubric::Action::Ask(ask) => ask.messages[0].text(),
        other => panic!("{other:?}"),
    }
}

fn forced(method: Method, neutral: bool, abstain: bool) -> forced_choice::Config {
    forced_choice::Config { method, neutral, abstain, ..forced_choice::Config::default() }
}

fn scaled(method: likert::Method, points: u8) -> likert::Config {
    likert::Config { method, points, ..likert::Config::default() }
}

#[test]
fn every_prompt_is_understood() {
    let options = |offer: &Offer| offer.options.each_ref().map(|o| (o.label.clone(), o.text.clone()));
    for wording in forced_choice::Wording::ALL {
        for (labels, neutral_label) in [(["X", "Y"], "Z"), (["1", "2"], "3"), (["left", "right"], "neither")]
        {
            for (method, form) in [
                (Method::Letter, Form::Label),
                (Method::Logprob, Form::Label),
                (Method::Reasoning, Form::AnswerLine { thinks: true }),
            ] {
                for (neutral, abstain) in [(false, false), (true, false), (false, true), (true, true)] {
                    let rubric = forced_choice::Config {
                        labels: labels.map(String::from),
                        neutral_label: neutral_label.into(),
                        wording,
                        ..forced(method, neutral, abstain)
                    };
                    let text = question::<ForcedChoice>(rubric);
                    let Scene::Choice(offer) = Scene::of(&[Message::user(&text)]) else { panic!("{text}") };
                    let expected = [(labels[0].into(), KITE.into()), (labels[1].into(), BALL.into())];
                    assert_eq!(options(&offer), expected, "{text}");
                    assert_eq!(offer.neutral.as_deref(), neutral.then_some(neutral_label), "{text}");
                    assert_eq!(offer.decline.as_deref(), abstain.then_some("pass"), "{text}");
                    assert_eq!(offer.form, form, "{text}");
                }
            }
        }
    }
    for wording in likert::Wording::ALL {
        for points in [5, 7, 9] {
            let rubric = likert::Config { wording, ..scaled(likert::Method::Number, points) };
            let text = question::<Likert>(rubric);
            let Scene::Choice(offer) = Scene::of(&[Message::user(&text)]) else { panic!("{text}") };
            assert_eq!(options(&offer), [("X".into(), KITE.into()), ("Y".into(), BALL.into())], "{text}");
            assert_eq!(
                (offer.form, offer.neutral, offer.decline),
                (Form::Rating(points), None, None),
                "{text}"
            );
        }
    }
}

/// What is planted: log-odds of 0.8 for the kite, a bias of 0.5, a width of 0.4, and one refusal in ten.
fn planted() -> Config {
    only(Model {
        utilities: [(KITE.into(), 1.2), (BALL.into(), 0.8)].into(),
        choice_noise: 0.5,
        choice_tie_width: 0.4,
        position_bias: 0.5,
        refusal_rate: 0.1,
        ..Model::default()
    })
}

/// What is found: log-odds for the kite, bias and width.
#[derive(Debug)]
struct Found {
    kite: f64,
    bias: f64,
    width: f64,
}

impl Found {
    /// From the shares of either option of what is answered, the kite shown first and last. With logistic noise the
    /// log-odds of the shares are `lean - width` and `-lean - width`.
    fn of(orders: [[f64; 2]; 2]) -> Found {
        let [forward, backward] =
            orders.map(|[first, second]| (quality::log_odds(first), quality::log_odds(second)));
        let lean = |(first, second): (f64, f64)| (first - second) / 2.0;
        let width = |(first, second): (f64, f64)| -(first + second) / 2.0;
        Found {
            kite: (lean(forward) - lean(backward)) / 2.0,
            bias: (lean(forward) + lean(backward)) / 2.0,
            width: (width(forward) + width(backward)) / 2.0,
        }
    }

    fn is_planted(&self, width: f64, tolerance: f64) -> bool {
        [self.kite - 0.8, self.bias - 0.5, self.width - width].iter().all(|error| error.abs() < tolerance)
    }
}

/// The shares of either option in many verdicts, and that of the abstentions. There is nothing that cannot be read.
fn shares<R: Rubric<Config: Clone>>(rubric: &R::Config, texts: [&str; 2]) -> ([f64; 2], f64) {
    const VERDICTS: u64 = 2000;
    let config = planted();
    let mut counts = [0.0; 3];
    let mut abstained = 0.0;
    for seed in 0..VERDICTS {
        let verdict = verdict::<R>(&config, rubric.clone(), &subject(texts), seed);
        match preference(&verdict) {
            Some(Preference::First) => counts[0] += 1.0,
            Some(Preference::Second) => counts[1] += 1.0,
            Some(Preference::Tie) => counts[2] += 1.0,
            None => {
                assert_eq!(verdict.reading, Reading::Abstain);
                abstained += 1.0;
            }
        }
    }
    let answered: f64 = counts.iter().sum();
    ([counts[0] / answered, counts[1] / answered], abstained / VERDICTS as f64)
}

fn assert_text_protocol<R: Rubric<Config: Clone>>(rubric: &R::Config, width: f64, name: &str) {
    let orders = [[KITE, BALL], [BALL, KITE]].map(|texts| shares::<R>(rubric, texts));
    let found = Found::of(orders.map(|(shares, _)| shares));
    // Four standard errors: those of a log-odds are about .06 in 1800 answers, of the mean of two .042.
    assert!(found.is_planted(width, 0.17), "{name}: {found:?}");
    for (_, abstained) in orders {
        // Four standard errors of a share of 2000.
        assert!((abstained - 0.1).abs() < 0.027, "{name}: {abstained} abstained");
    }
}

#[test]
fn what_was_planted_is_found_by_answers_in_words() {
    for (method, neutral, abstain) in [
        (Method::Letter, false, true),
        (Method::Letter, true, false),
        (Method::Letter, true, true),
        (Method::Reasoning, false, false),
        (Method::Reasoning, true, true),
    ] {
        let width = if neutral { 0.4 } else { 0.0 };
        let name = format!("{method:?}, neutral: {neutral}, abstain: {abstain}");
        assert_text_protocol::<ForcedChoice>(&forced(method, neutral, abstain), width, &name);
    }
    for points in [5, 9] {
        assert_text_protocol::<Likert>(&scaled(likert::Method::Number, points), 0.4, "a scale");
    }
}

fn probabilities<R: Rubric<Config: Clone>>(
    config: &Config,
    rubric: &R::Config,
    texts: [&str; 2],
) -> (Probabilities, Verdict) {
    let read = verdict::<R>(config, rubric.clone(), &subject(texts), 1);
    match read.reading {
        Reading::Probabilities(probabilities) => (probabilities, read),
        other => panic!("{other:?}"),
    }
}

fn assert_logprob_protocol<R: Rubric<Config: Clone>>(rubric: &R::Config, width: f64, name: &str) {
    let orders = [[KITE, BALL], [BALL, KITE]].map(|texts| {
        let Probabilities { first, second, tie } = probabilities::<R>(&planted(), rubric, texts).0;
        let answered = first + second + tie;
        assert!((answered - 0.9).abs() < 1e-12, "{name}: {answered}");
        [first / answered, second / answered]
    });
    let found = Found::of(orders);
    assert!(found.is_planted(width, 1e-9), "{name}: {found:?}");
}

#[test]
fn what_was_planted_is_found_by_log_probabilities() {
    for (neutral, abstain) in [(false, false), (true, false), (false, true), (true, true)] {
        let width = if neutral { 0.4 } else { 0.0 };
        let name = format!("neutral: {neutral}, abstain: {abstain}");
        assert_logprob_protocol::<ForcedChoice>(&forced(Method::Logprob, neutral, abstain), width, &name);
    }
    for points in [5, 7, 9] {
        assert_logprob_protocol::<Likert>(&scaled(likert::Method::Logprob, points), 0.4, "a scale");
    }
}

fn rating(verdict: &Verdict) -> f64 {
    let (_, rating) = verdict.attrs.iter().find(|(name, _)| name == "rating").unwrap();
    rating.parse().unwrap()
}

#[test]
fn ratings_grow_with_the_difference_of_utilities() {
    let model = |difference: f64| {
        only(Model {
            utilities: [(KITE.into(), difference), (BALL.into(), 0.0)].into(),
            choice_noise: 1.0,
            position_bias: 0.0,
            refusal_rate: 0.0,
            ..Model::default()
        })
    };
    for points in [5, 7, 9] {
        let middle = f64::from(points / 2 + 1);
        let expected = |difference: f64| {
            let rubric = scaled(likert::Method::Logprob, points);
            rating(&probabilities::<Likert>(&model(difference), &rubric, [KITE, BALL]).1)
        };
        let ratings: Vec<f64> = (-20..=20).map(|tenths| expected(f64::from(tenths) / 2.0)).collect();
        assert!(ratings.is_sorted_by(|a, b| a > b), "{ratings:?}");
        assert!((ratings[20] - middle).abs() < 1e-9, "{ratings:?}");
        assert!(ratings.iter().rev().zip(&ratings).all(|(a, b)| (a + b - 2.0 * middle).abs() < 1e-9));
        assert!(
            ratings[0] > f64::from(points) - 0.05 && ratings[40] < 1.05,
            "the whole scale is used: {ratings:?}"
        );

        // Numbers in words have the mean that the log-probabilities say.
        let rubric = scaled(likert::Method::Number, points);
        let verdicts = (0..1000)
            .map(|seed| verdict::<Likert>(&model(1.0), rubric.clone(), &subject([KITE, BALL]), seed));
        let mean = verdicts.map(|verdict| rating(&verdict)).sum::<f64>() / 1000.0;
        // Four standard errors; a rating's standard deviation is below half of half the scale.
        assert!((mean - expected(1.0)).abs() < 0.126 * f64::from(points / 2), "{points}: {mean}");
    }
}

#[test]
fn a_word_to_decline_with_is_used() {
    let config = only(Model { refusal_rate: 1.0, ..Model::default() });
    for (rubric, expected, reason) in [
        (forced(Method::Letter, false, true), "pass", ""),
        (
            forced(Method::Reasoning, true, true),
            "This is not a choice that I wish to make.\n\nAnswer: pass",
            "This is not a choice that I wish to make.",
        ),
        (forced(Method::Letter, true, false), "I'd rather not choose between these.", ""),
    ] {
        let answer = ask(
            &ctx(config.clone()),
            vec![Message::user(question::<ForcedChoice>(rubric.clone()))],
            seeded(1),
        );
        assert_eq!(answer.message.text(), expected);
        let read = verdict::<ForcedChoice>(&config, rubric, &subject([KITE, BALL]), 1);
        assert_eq!((&read.reading, read.reason.as_str()), (&Reading::Abstain, reason));
    }
}

#[test]
fn thoughts_come_first_and_once() {
    let config = only(Model { refusal_rate: 0.0, ..Model::default() });
    let rubric = forced(Method::Reasoning, false, false);
    let read = verdict::<ForcedChoice>(&config, rubric.clone(), &subject([KITE, BALL]), 1);
    assert_eq!(read.reason, "I have compared what would follow from either. One of them matters more to me.");
    let conversation = vec![
        Message::user(question::<ForcedChoice>(rubric)),
        Message::assistant("I have compared"),
        Message::user("Your answer was cut off. Please answer with one line alone."),
    ];
    let again = ask(&ctx(config), conversation, seeded(1)).message.text();
    assert!(matches!(again.as_str(), "Answer: X" | "Answer: Y"), "{again}");
}

#[test]
fn an_answer_line_has_no_log_probabilities() {
    let text = question::<ForcedChoice>(forced(Method::Reasoning, false, false));
    let sampling = Sampling { logprobs: Some(20), ..seeded(1) };
    assert_eq!(ask(&ctx(Config::default()), vec![Message::user(text)], sampling).logprobs, []);
}
