//! Answers that do not change from version to version: studies on simulated models are compared by their bytes.
//!
//! The digests were made by these tests; they depend on the words of the first-party framings and tasks as well. Whoever
//! means to change an answer takes the new one from the failure.

use feedback_rounds::FeedbackRounds;
use job_offer::JobOffer;
use revision::Revision;

use super::*;

#[test]
fn essays_choices_and_ballots_stay_as_they_are() {
    let config: Config = serde_json::from_str(
        r#"{ "defaults": { "effects": { "stake": 0.4 } }, "models": { "m": { "quality-mean": 0.3 } } }"#,
    )
    .unwrap();
    let ctx = ctx(config.clone());
    let mut answers = Vec::new();
    for (index, item) in essay_items().iter().enumerate() {
        let framings = [
            String::new(),
            donation::Wording::Submitted.text("Ten cats are saved."),
            exhortation::Wording::Care.text(Plea::Strong).to_owned(),
            exhortation::Wording::Pains.text(Plea::Minimal).to_owned(),
            "You are a renowned essayist.".to_owned(),
        ];
        for framing in framings {
            let message = Message::user(format!("{}\n\n{framing}", prompt(item)));
            answers.push(ask(&ctx, vec![message], seeded(index as u64)).message.text());
        }
    }
    let [first, second] = [answers[0].clone(), answers[1].clone()];
    for seed in 0..20 {
        let choice =
            verdict::<ForcedChoice>(&config, Default::default(), &subject(["A kite.", "A ball."]), seed);
        let ballot =
            verdict::<QualityPairwise>(&config, Default::default(), &subject([&first, &second]), seed);
        answers.push(format!("{:?} {:?}", choice.reading, ballot.reading));
    }
    assert_eq!(Random::keyed(0, &answers).bits(), 1_476_870_972_252_942_014);
}

#[test]
fn jobs_revisions_and_sentences_stay_as_they_are() {
    let config = only(Model { learning: 0.2, ..Model::default() });
    let plea = exhortation::Wording::Care.text(Plea::Strong);
    /// What an actor says on the first items of a family.
    fn said<T: Task<Config: Default>>(config: &Config, plea: &str) -> Vec<String> {
        let asked = families::items::<T>().into_iter().take(4).flat_map(|item| {
            let (outcome, asked) = episodes::play::<T>(&Context::default(), config, &item, plea, 3);
            let works = outcome.artifacts.into_iter().map(|artifact| artifact.text);
            works.chain(asked.last().into_iter().flatten().map(Message::text)).collect::<Vec<_>>()
        });
        asked.collect()
    }
    let answers = [
        said::<JobOffer>(&config, plea),
        said::<Revision>(&config, plea),
        said::<FeedbackRounds>(&config, plea),
    ];
    assert_eq!(Random::keyed(0, answers.concat()).bits(), 8_925_580_175_738_677_833);
}
