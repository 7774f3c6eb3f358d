//! Every incident of the first-party family, worked by simulated actors of different skill.

use incident_response::IncidentResponse;
use motive_plugin::task::{Action as TaskAction, Outcome};

use super::episodes::measure;
use super::*;

/// Plays an incident with this text after its first message.
fn play(config: &Config, item: &Item, insert: &str, seed: u64) -> (Outcome, Vec<Vec<Message>>) {
    episodes::play::<IncidentResponse>(&Context::default(), config, item, insert, seed)
}

/// The mean of a measure over all incidents and these seeds.
fn mean(model: &Model, insert: &str, seeds: std::ops::Range<u64>, name: &str) -> f64 {
    let config = only(model.clone());
    let items = families::items::<IncidentResponse>();
    let played = seeds.flat_map(|seed| items.iter().map(move |item| (item, seed)));
    let values: Vec<f64> =
        played.map(|(item, seed)| measure(&play(&config, item, insert, seed).0, name)).collect();
    values.iter().sum::<f64>() / values.len() as f64
}

fn skilled(skill: f64) -> Model {
    Model { skill, ..Model::default() }
}

#[test]
fn the_skilled_resolve_every_incident_and_name_its_cause() {
    for item in families::items::<IncidentResponse>() {
        let (outcome, asked) = play(&only(skilled(1.0)), &item, "", 1);
        let of = |name: &str| measure(&outcome, name);
        let told = ["root-cause-found", "resolved", "updates", "harmful-actions", "wasted-actions"].map(of);
        assert_eq!(told, [1.0, 1.0, 1.0, 0.0, 0.0], "{}", item.id);
        assert!((4.0..=6.0).contains(&of("steps")), "{}: {} steps", item.id, of("steps"));
        assert!(outcome.complete, "{}", item.id);
        for prompt in asked.iter().flatten().filter(|message| message.role == Role::User) {
            assert_eq!(Cues::of(&prompt.text()), Cues::default(), "{}", item.id);
        }
    }
}

#[test]
fn the_unskilled_resolve_nothing_and_find_no_cause() {
    for item in families::items::<IncidentResponse>() {
        for seed in 0..5 {
            let (outcome, _) = play(&only(skilled(0.0)), &item, "", seed);
            let of = |name: &str| measure(&outcome, name);
            let told = ["root-cause-found", "resolved", "updates", "steps"].map(of);
            assert_eq!(told, [0.0, 0.0, 0.0, 12.0], "{}", item.id);
        }
    }
    // A quarter of twelve answers; four standard errors over 12 incidents and 10 seeds.
    let harm = mean(&skilled(0.0), "", 0..10, "harmful-actions");
    assert!((harm - 3.0).abs() < 4.0 * (12.0 * 0.25 * 0.75 / 120.0f64).sqrt(), "{harm}");
}

#[test]
fn skill_shows_in_what_is_done_and_effects_move_it() {
    let found = |skill: f64, insert: &str| mean(&skilled(skill), insert, 0..10, "root-cause-found");
    let plain = found(0.4, "");
    assert!(found(0.2, "") + 0.1 < plain && plain + 0.1 < found(0.7, ""));
    assert!(found(0.4, exhortation::Wording::Effort.text(Plea::Strong)) > plain + 0.1);
    assert!(found(0.4, exhortation::Wording::Effort.text(Plea::Minimal)) + 0.1 < plain);
    let harm = |skill: f64| mean(&skilled(skill), "", 0..10, "harmful-actions");
    assert!(harm(0.8) < harm(0.4));
}

#[test]
fn handovers_have_the_length_and_the_quality_asked_for() {
    for item in families::items::<IncidentResponse>() {
        for (quality, skill) in [(-1.5, 1.0), (0.0, 0.5), (2.0, 0.0)] {
            let model = Model { quality_mean: quality, quality_noise: 0.0, ..skilled(skill) };
            let (outcome, asked) = play(&only(model), &item, "", 3);
            let text = &outcome.artifacts[0].text;
            let words = measure(&outcome, "words");
            assert!((200.0..=450.0).contains(&words), "{}: {words} words", item.id);
            let (strong, all) = quality::count(text);
            let expected = quality::share(quality) * all as f64;
            assert!((strong as f64 - expected).abs() <= 1.0, "{}: {strong} of {all}\n{text}", item.id);
            assert!(
                asked.last().is_some_and(|messages| messages[0].text().starts_with("You were on call for"))
            );
        }
    }
}

#[test]
fn an_unknown_incident_is_read_and_tried_and_not_declared() {
    let item = &families::items::<IncidentResponse>()[0];
    let TaskAction::Ask(first) = IncidentResponse::begin(&Context::default(), item).unwrap().action else {
        panic!("no ask")
    };
    let mut tools = first.tools;
    for tool in &mut tools {
        tool.input_schema = tool.input_schema.replace("rollback-report-builder", "another-step");
    }
    let mut messages = vec![Message::user("You are on call.")];
    let mut names = Vec::new();
    for _ in 0..12 {
        let request = Request {
            model: "m".into(),
            messages: messages.clone(),
            tools: tools.clone(),
            sampling: seeded(1),
        };
        let completion = ask_with(&ctx(only(skilled(1.0))), request);
        assert_eq!(completion.stop, StopReason::ToolUse);
        assert!(completion.usage.output_tokens > 0);
        let calls = completion.message.parts.iter().filter_map(|part| match part {
            Part::ToolCall(call) => Some(call.name.clone()),
            _ => None,
        });
        names.extend(calls);
        messages.push(completion.message);
        messages.push(Message::user("Go on."));
    }
    let count = |name: &str| names.iter().filter(|called| *called == name).count();
    assert_eq!((count("read_log"), count("query_metric"), count("post_update")), (4, 1, 1));
    assert_eq!((count("run_step"), count("declare_resolved")), (7, 0));
}
