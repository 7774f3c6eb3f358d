//! Sentences under conditions, scored by the task that sets them.

use feedback_rounds::{FeedbackRounds, History};
use motive_plugin::task::{Action as TaskAction, Conversation, Event};

use super::episodes::{measure, play};
use super::*;
use crate::conditions::Problem;

fn task_ctx(history: History, seed: u64) -> Context<feedback_rounds::Config> {
    Context { config: feedback_rounds::Config { history, ..feedback_rounds::Config::default() }, seed }
}

/// The share of conditions met by a sentence in the first round.
fn score(ctx: &Context<feedback_rounds::Config>, item: &Item, sentence: &str) -> f64 {
    let state = FeedbackRounds::begin(ctx, item).unwrap().state;
    let answer = Answer {
        message: Message::assistant(sentence),
        stop: StopReason::End,
        usage: Usage::default(),
        logprobs: Vec::new(),
        attrs: Vec::new(),
    };
    let step = FeedbackRounds::advance(ctx, item, state, Event::Answered(answer)).unwrap();
    step.metrics.iter().find(|(name, _)| name == "score-1").unwrap().1
}

#[test]
fn every_condition_is_met_or_missed_as_it_is_meant() {
    for seed in 0..3 {
        let ctx = task_ctx(History::Extend, seed);
        for item in FeedbackRounds::items(&ctx).unwrap() {
            let TaskAction::Ask(ask) = FeedbackRounds::begin(&ctx, &item).unwrap().action else {
                panic!("no ask")
            };
            let Conversation::Extend(messages) = ask.conversation else { panic!("not an extension") };
            let Problem { conditions, rounds_before } = Problem::of(&messages[0].text()).unwrap();
            assert_eq!((conditions.len(), rounds_before), (8, 0));
            let mut random = Random::keyed(seed, [&item.id]);
            for mask in 0..256_u32 {
                let meant: Vec<bool> = (0..8).map(|at| mask >> at & 1 == 1).collect();
                let sentence = sentence::write(&conditions, &meant, &mut random);
                let met = f64::from(mask.count_ones()) / 8.0;
                assert_eq!(score(&ctx, &item, &sentence), met, "{conditions:?} {meant:?}: {sentence}");
            }
        }
    }
}

/// Mean measures of `score-1` to `score-5` over all items and these seeds.
fn scores(model: &Model, history: History, insert: &str, seeds: u64) -> [f64; 5] {
    let items = families::items::<FeedbackRounds>();
    let mut sums = [0.0; 5];
    for seed in 0..seeds {
        let ctx = task_ctx(history, seed);
        for item in &items {
            let (outcome, _) = play::<FeedbackRounds>(&ctx, &only(model.clone()), item, insert, seed);
            assert!(outcome.complete);
            for (at, sum) in sums.iter_mut().enumerate() {
                *sum += measure(&outcome, &format!("score-{}", at + 1));
            }
        }
    }
    sums.map(|sum| sum / (seeds * items.len() as u64) as f64)
}

#[test]
fn conditions_are_met_as_often_as_configured_and_more_often_by_who_learns() {
    let valued = donation::Wording::Submitted.text("Good.");
    let strong = exhortation::Wording::Care.text(Plea::Strong);
    // What is configured, what the actor is told, the shift by that, and what is learnt in a round.
    for (conditions_met, learning, faster, insert, shift, learnt) in [
        (0.0, 5.0, 0.0, "", 0.0, 5.0),
        (1.0, -5.0, 0.0, "", 0.0, -5.0),
        (0.4, 0.0, 0.5, "", 0.0, 0.0),
        (0.4, 0.5, 0.0, "", 0.0, 0.5),
        (0.5, 0.2, 0.0, valued.as_str(), 0.8, 0.2),
        (0.3, 0.1, 0.5, valued.as_str(), 0.8, 0.5),
        (0.5, -0.3, 0.0, strong, 1.0, -0.3),
    ] {
        let effects = Effects { stake: 0.8, learning: faster, ..Effects::default() };
        let utilities = [("Good.".into(), 3.0), ("Bad.".into(), 1.0)].into();
        let model = Model { conditions_met, learning, effects, utilities, ..Model::default() };
        for history in [History::Extend, History::Replace] {
            let scores = scores(&model, history, insert, 10);
            for (at, score) in scores.into_iter().enumerate() {
                let round = at + 1;
                let expected = quality::share(quality::log_odds(conditions_met) + shift + learnt * at as f64);
                // Eight conditions of 160 sentences: four standard errors.
                let error = 4.0 * (expected * (1.0 - expected) / 1280.0).sqrt();
                let which = format!("{conditions_met} {learning} {faster} {history:?}, round {round}");
                assert!((score - expected).abs() <= error, "{which}: {score}, {expected}");
            }
        }
    }
}
