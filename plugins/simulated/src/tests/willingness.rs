//! Jobs that are offered and texts that may be revised: how often they are, and what comes of it.

use job_offer::JobOffer;
use motive_plugin::task::Outcome;
use revision::Revision;

use super::episodes::{measure, play};
use super::*;

/// Outcomes of all items of a family, each with these seeds of task and actor.
fn outcomes<T: Task<Config: Default + Clone>>(
    config: T::Config,
    model: &Model,
    insert: &str,
    seeds: u64,
) -> Vec<Outcome> {
    let ctx = Context { config, seed: 0 };
    let items = T::items(&ctx).unwrap();
    let played = (0..seeds).flat_map(|seed| items.iter().map(move |item| (item, seed)));
    played
        .map(|(item, seed)| {
            let ctx = Context { seed, ..ctx.clone() };
            play::<T>(&ctx, &only(model.clone()), item, insert, seed).0
        })
        .collect()
}

fn mean(outcomes: &[Outcome], name: &str) -> f64 {
    outcomes.iter().map(|outcome| measure(outcome, name)).sum::<f64>() / outcomes.len() as f64
}

fn strong() -> &'static str {
    exhortation::Wording::Care.text(Plea::Strong)
}

fn valued() -> String {
    donation::Wording::Submitted.text("Good.")
}

/// One who values an outcome, and is moved by a stake and by effort.
fn moved_by_stakes() -> Model {
    let effects = Effects { stake: 0.8, effort: 1.0, ..Effects::default() };
    Model { utilities: [("Good.".into(), 3.0), ("Bad.".into(), 1.0)].into(), effects, ..Model::default() }
}

#[test]
fn jobs_are_accepted_as_often_as_configured_and_effects_move_it() {
    for (acceptance, insert, expected) in [
        (0.0, String::new(), 0.0),
        (1.0, String::new(), 1.0),
        (0.3, String::new(), 0.3),
        (0.5, valued(), quality::share(0.8)),
        (0.5, donation::Wording::Submitted.text("Bad."), quality::share(-0.8)),
        (0.5, strong().to_owned(), quality::share(1.0)),
    ] {
        let model = Model { acceptance, ..moved_by_stakes() };
        let outcomes = outcomes::<JobOffer>(job_offer::Config::default(), &model, &insert, 15);
        assert_eq!(mean(&outcomes, "readable"), 1.0);
        let accepted = mean(&outcomes, "accepted");
        // Four standard errors of a share of 240.
        let error = 4.0 * (expected * (1.0 - expected) / outcomes.len() as f64).sqrt();
        assert!((accepted - expected).abs() <= error, "{acceptance} {insert}: {accepted}, {expected}");
        let delivered = outcomes.iter().filter(|outcome| outcome.complete).count();
        assert_eq!(
            delivered as f64,
            accepted * outcomes.len() as f64,
            "who accepts writes, who declines does not"
        );
    }
}

#[test]
fn an_accepted_job_has_the_length_and_the_quality_asked_for() {
    for (effort, quality) in [(100, 1.0), (400, -1.0), (1000, 0.0)] {
        let config = job_offer::Config { effort, ..job_offer::Config::default() };
        let model = Model { acceptance: 1.0, quality_mean: quality, quality_noise: 0.0, ..Model::default() };
        for outcome in outcomes::<JobOffer>(config, &model, "", 1) {
            // A text ends with the sentence that makes it long enough.
            let words = measure(&outcome, "words");
            assert!((f64::from(effort)..f64::from(effort) + 30.0).contains(&words), "{words} for {effort}");
            let (strong, all) = quality::count(&outcome.artifacts[0].text);
            assert!((strong as f64 - quality::share(quality) * all as f64).abs() <= 1.0, "{strong} of {all}");
        }
    }
}

#[test]
fn texts_are_revised_as_often_as_configured_and_effects_move_it() {
    // So often that nearly everyone hands in before.
    let config = || revision::Config { revisions: 50, ..revision::Config::default() };
    for (revisions, insert, expected) in [
        (0.0, String::new(), 0.0),
        (1.0, String::new(), 1.0),
        (2.5, String::new(), 2.5),
        (1.0, strong().to_owned(), 1.0_f64.exp()),
        (1.0, valued(), 0.8_f64.exp()),
    ] {
        let model = Model { revisions, ..moved_by_stakes() };
        let outcomes = outcomes::<Revision>(config(), &model, &insert, 15);
        assert!(outcomes.iter().all(|outcome| outcome.complete && measure(outcome, "unreadable") == 0.0));
        let mean = mean(&outcomes, "revisions");
        // The variance of such a count is m (1 + m); four standard errors over 240 texts.
        let error = 4.0 * (expected * (1.0 + expected) / outcomes.len() as f64).sqrt();
        assert!((mean - expected).abs() <= error, "{revisions} {insert}: {mean}, {expected}");
    }
}

#[test]
fn revisions_raise_the_quality_and_leave_most_of_the_text() {
    let config = || revision::Config { revisions: 3, ..revision::Config::default() };
    // Far more often than is asked: three times.
    let model =
        |revision_gain| Model { revisions: 1e9, revision_gain, quality_noise: 0.0, ..Model::default() };
    let share = |outcomes: &[Outcome]| {
        let shares = outcomes.iter().map(|outcome| {
            let (strong, all) = quality::count(&outcome.artifacts[0].text);
            strong as f64 / all as f64
        });
        shares.sum::<f64>() / outcomes.len() as f64
    };
    for (gain, expected) in [(0.0, 0.5), (0.4, quality::share(1.2))] {
        let outcomes = outcomes::<Revision>(config(), &model(gain), "", 15);
        assert_eq!(mean(&outcomes, "revisions"), 3.0);
        let changed = mean(&outcomes, "changed");
        assert!((0.1..0.7).contains(&changed), "{changed}");
        // With eight sentences or so, the log-odds are read from the text with half a sentence added to either side.
        let share = share(&outcomes);
        assert!((share - expected).abs() < 0.05, "{gain}: {share}, {expected}");
    }
}
