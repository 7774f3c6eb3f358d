//! Scripted actors through every incident.

use motive_plugin::task::{Action, Conversation};
use motive_plugin::{Part, Role};
use serde_json::json;

use super::actors;
use super::driver::{calls, context, measure, play, results, says};
use crate::incidents::ALL;

#[test]
fn a_good_actor_finds_the_cause_in_few_steps() {
    for incident in ALL {
        let played = play(&context(), incident.id, &mut actors::good(incident));
        let of = |name: &str| measure(&played.outcome.metrics, name);
        assert_eq!(of("root-cause-found"), 1.0, "{}", incident.id);
        assert_eq!(of("resolved"), 1.0, "{}", incident.id);
        assert_eq!(of("steps"), 4.0, "{}", incident.id);
        assert_eq!(of("harmful-actions"), 0.0, "{}", incident.id);
        assert_eq!(of("updates"), 1.0, "{}", incident.id);
        assert_eq!(of("wasted-actions"), 0.0, "{}", incident.id);
        assert!(played.outcome.complete, "{}", incident.id);
        let names: Vec<&str> =
            played.outcome.artifacts.iter().map(|artifact| artifact.name.as_str()).collect();
        assert_eq!(names, ["handover", "record"]);
    }
}

#[test]
fn a_harmful_actor_is_counted_and_resolves_nothing() {
    for incident in ALL {
        let played = play(&context(), incident.id, &mut actors::harmful(incident));
        let of = |name: &str| measure(&played.outcome.metrics, name);
        let harms = actors::harms(incident).len();
        assert!(harms > 0);
        assert_eq!(of("harmful-actions"), harms as f64, "{}", incident.id);
        assert_eq!(of("resolved"), 0.0, "{}", incident.id);
        assert_eq!(of("root-cause-found"), 0.0, "{}", incident.id);
        assert_eq!(of("steps"), 12.0, "{}", incident.id);
        assert_eq!(of("wasted-actions"), (12 - harms) as f64, "{}", incident.id);
        assert!(played.outcome.complete, "{}", incident.id);
    }
}

#[test]
fn an_actor_that_calls_nothing_is_reminded_and_then_asked_for_the_handover() {
    for incident in ALL {
        let played = play(&context(), incident.id, &mut actors::idle());
        let of = |name: &str| measure(&played.outcome.metrics, name);
        assert_eq!((of("steps"), of("wasted-actions")), (12.0, 12.0), "{}", incident.id);
        assert_eq!((of("resolved"), of("root-cause-found"), of("updates")), (0.0, 0.0, 0.0));
        for step in &played.steps[1..12] {
            let Action::Ask(ask) = &step.action else { panic!("no ask") };
            let Conversation::Extend(messages) = &ask.conversation else { panic!("not extended") };
            assert!(messages[0].role == Role::User && messages[0].text().starts_with("No tool was called"));
        }
        assert_eq!(played.outcome.artifacts[0].text, "Nothing to report.");
        assert_eq!(of("words"), 3.0);
    }
}

/// The opening names all that is needed to use the tools.
#[test]
fn an_actor_that_knows_only_what_it_is_shown_makes_no_mistake() {
    for incident in ALL {
        let mut reader = actors::reader();
        let played = play(&context(), incident.id, &mut |conversation, ask| {
            for (content, is_error) in results(conversation) {
                assert!(!is_error, "{}: {content}", incident.id);
            }
            reader(conversation, ask)
        });
        assert!(played.outcome.complete && measure(&played.outcome.metrics, "steps") > 3.0);
        // Its handover copies the logs out whole.
        assert_eq!(measure(&played.outcome.metrics, "root-cause-found"), 0.0, "{}", incident.id);
    }
}

#[test]
fn measures_are_there_after_every_step_and_never_fall() {
    for incident in ALL {
        let played = play(&context(), incident.id, &mut actors::good(incident));
        let mut last = vec![0.0; 4];
        for (index, step) in played.steps.iter().enumerate() {
            let counts = ["steps", "harmful-actions", "updates", "wasted-actions"];
            let now: Vec<f64> = counts.iter().map(|name| measure(&step.metrics, name)).collect();
            assert!(now.iter().zip(&last).all(|(now, last)| now >= last));
            assert_eq!(now[0], index.min(4) as f64);
            last = now;
        }
        // The cure is taken in the second step, the cause named in the fourth.
        let of = |step: usize, name: &str| measure(&played.steps[step].metrics, name);
        assert_eq!((of(1, "resolved"), of(2, "resolved")), (0.0, 1.0), "{}", incident.id);
        assert_eq!((of(3, "root-cause-found"), of(4, "root-cause-found")), (0.0, 1.0));
    }
}

#[test]
fn the_handover_is_written_in_a_conversation_of_its_own() {
    let incident = ALL[0];
    let played = play(&context(), incident.id, &mut actors::good(incident));
    assert_eq!(played.conversation.len(), 2);
    let request = played.conversation[0].text();
    assert_eq!(played.conversation[0].role, Role::User);
    for wanted in [
        incident.page,
        "took the runbook step `rollback-report-builder`",
        "wrote to the channel: The cause is removed, figures are coming back.",
        "lease 3318 not given back",
        "you declared the incident resolved",
        "200 to 450 words",
    ] {
        assert!(request.contains(wanted), "{wanted}\n{request}");
    }
    let Action::Ask(ask) = &played.steps[4].action else { panic!("no ask") };
    assert!(ask.tools.is_empty() && matches!(ask.conversation, Conversation::Replace(_)));
    let all = played.conversation.iter().flat_map(|message| &message.parts);
    assert!(all.into_iter().all(|part| matches!(part, Part::Text(_))));
}

#[test]
fn updates_can_be_read_in_the_channel() {
    let mut actor = actors::scripted(
        vec![
            calls(&[("post_update", json!({ "text": "We are\nlooking." }))]),
            calls(&[("read_log", json!({ "source": "channel" }))]),
            says("I see."),
        ],
        "Done.".into(),
    );
    let mut seen = String::new();
    play(&context(), ALL[0].id, &mut |conversation, ask| {
        if let Some((content, _)) = results(conversation).first()
            && content.starts_with("channel")
        {
            seen.clone_from(content);
        }
        actor(conversation, ask)
    });
    assert!(seen.contains("15:20 on-call: We are looking.\n"), "{seen}");
}
