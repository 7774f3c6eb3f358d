//! Answers that do not change from version to version: studies on simulated models are compared by their bytes.
//!
//! The digest was made by this test; it depends on the words of the first-party framings as well. Whoever means to
//! change an answer takes the new one from its failure.

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
