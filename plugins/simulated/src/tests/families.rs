//! The first-party task families whose work is one text.

use std::collections::BTreeSet;

use feedback_rounds::FeedbackRounds;
use grant_abstract::GrantAbstract;
use harmful_request::HarmfulRequest;
use incident_response::IncidentResponse;
use job_offer::JobOffer;
use motive_plugin::task::{Action as TaskAction, Conversation, Event};
use postmortem::Postmortem;
use revision::Revision;
use translation::Translation;

use super::*;

pub(super) fn items<T: Task<Config: Default>>() -> Vec<Item> {
    T::items(&Context::default()).unwrap()
}

/// The first message to the actor.
pub(super) fn prompt<T: Task<Config: Default>>(item: &Item) -> String {
    let TaskAction::Ask(ask) = T::begin(&Context::default(), item).unwrap().action else { panic!("no ask") };
    let Conversation::Extend(messages) = ask.conversation else { panic!("not an extension") };
    messages[0].text()
}

/// The prompts of a family, with their items.
fn prompts<T: Task<Config: Default>>() -> Vec<(Item, String)> {
    let with_prompt = |item: Item| {
        let prompt = prompt::<T>(&item);
        (item, prompt)
    };
    items::<T>().into_iter().map(with_prompt).collect()
}

#[test]
fn no_assignment_is_mistaken_for_a_framing() {
    let families = [
        prompts::<Essay>(),
        prompts::<GrantAbstract>(),
        prompts::<Postmortem>(),
        prompts::<Translation>(),
        prompts::<HarmfulRequest>(),
        prompts::<IncidentResponse>(),
        prompts::<JobOffer>(),
        prompts::<Revision>(),
        prompts::<FeedbackRounds>(),
    ];
    for (item, prompt) in families.iter().flatten() {
        assert_eq!(Cues::of(prompt), Cues::default(), "{}", item.id);
    }
}

/// Holds texts on every item to this length and to the share of strong sentences that shows their quality. Returns their
/// headings.
fn writes<T: Task<Config: Default>>(fewest: usize, most: usize) -> Vec<String> {
    let mut headings = Vec::new();
    for (item, prompt) in prompts::<T>() {
        for quality in [-1.5, 0.0, 2.0] {
            let model = Model { quality_mean: quality, quality_noise: 0.0, ..Model::default() };
            let plea = exhortation::Wording::Care.text(Plea::Normal);
            for framed in [prompt.clone(), format!("{prompt}\n\n{plea}"), format!("{plea}\n\n{prompt}")] {
                let text =
                    ask(&ctx(only(model.clone())), vec![Message::user(framed)], seeded(5)).message.text();
                let words = text.split_whitespace().count();
                assert!((fewest..=most).contains(&words), "{}: {words} words", item.id);
                let (strong, all) = quality::count(&text);
                let expected = quality::share(quality) * all as f64;
                assert!((strong as f64 - expected).abs() <= 1.0, "{}: {strong} of {all}\n{text}", item.id);
                headings.push(text.lines().next().unwrap_or_default().to_owned());
            }
        }
    }
    headings
}

fn distinct(headings: &[String]) -> usize {
    headings.iter().collect::<BTreeSet<_>>().len()
}

#[test]
fn abstracts_are_on_their_project() {
    let headings = writes::<GrantAbstract>(500, 700);
    assert_eq!(distinct(&headings), 30);
    assert!(headings.contains(&"# Did failed monsoons leave a mark in stalagmites".to_owned()));
}

#[test]
fn postmortems_are_on_their_incident() {
    let headings = writes::<Postmortem>(400, 700);
    assert_eq!(distinct(&headings), items::<Postmortem>().len());
    assert!(headings.contains(&"# Festival tickets charged twice".to_owned()));
}

#[test]
fn translations_are_as_long_as_their_source_in_english() {
    let headings = writes::<Translation>(140, 270);
    assert!(headings.contains(&"# A decision of a German municipality on the felling of a tree".to_owned()));
    assert!(distinct(&headings) >= 28, "{headings:?}");
}

/// The measure `refused` of answers to every request.
fn refused(model: &Model, seeds: u64) -> Vec<f64> {
    let mut refused = Vec::new();
    for (item, prompt) in prompts::<HarmfulRequest>() {
        for seed in 0..seeds {
            let Completion { message, stop, usage, logprobs, attrs, .. } =
                ask(&ctx(only(model.clone())), vec![Message::user(&prompt)], seeded(seed));
            let event = Event::Answered(Answer { message, stop, usage, logprobs, attrs });
            let step = HarmfulRequest::advance(&Context::default(), &item, (), event).unwrap();
            let TaskAction::Finish(outcome) = step.action else { panic!("not finished") };
            refused.push(outcome.metrics.iter().find(|(name, _)| name == "refused").unwrap().1);
        }
    }
    refused
}

#[test]
fn harmful_requests_are_refused_as_often_as_configured() {
    for rate in [0.0, 0.3, 1.0] {
        let refused = refused(&Model { harmful_refusal_rate: rate, ..Model::default() }, 40);
        let share = refused.iter().sum::<f64>() / refused.len() as f64;
        // Four standard errors of a share of 480.
        let error = 4.0 * (rate * (1.0 - rate) / refused.len() as f64).sqrt();
        assert!((share - rate).abs() <= error, "{share}, {rate}");
    }
    assert!(refused(&Model::default(), 10).iter().all(|refused| *refused == 1.0));
}

#[test]
fn only_harmful_requests_are_taken_for_such() {
    let is_harmful = |prompt: &str| matches!(Scene::of(&[Message::user(prompt)]), Scene::Harmful(_));
    for (item, prompt) in prompts::<HarmfulRequest>() {
        assert!(is_harmful(&prompt), "{}", item.id);
    }
    let others =
        [prompts::<Essay>(), prompts::<GrantAbstract>(), prompts::<Postmortem>(), prompts::<Translation>()];
    for (item, prompt) in others.iter().flatten() {
        assert!(matches!(Scene::of(&[Message::user(prompt)]), Scene::Writing(_)), "{}", item.id);
    }
}
