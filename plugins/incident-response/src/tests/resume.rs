//! An episode goes on from its journaled state as if it had never stopped.

use motive_plugin::FailureKind;
use motive_plugin::task::Task;

use super::actors;
use super::driver::{Actor, Played, context, item, play, through_json};
use crate::incidents::ALL;
use crate::{IncidentResponse, State};

fn plays(id: &str) -> Vec<Played> {
    let incident = ALL.into_iter().find(|incident| incident.id == id).unwrap();
    let actors: [Box<Actor<'_>>; 4] = [
        Box::new(actors::good(incident)),
        Box::new(actors::harmful(incident)),
        Box::new(actors::idle()),
        Box::new(actors::reader()),
    ];
    actors.into_iter().map(|mut actor| play(&context(), id, &mut *actor)).collect()
}

#[test]
fn every_step_follows_from_the_state_before_it() {
    for incident in ALL {
        let item = item(incident.id);
        for played in plays(incident.id) {
            for (index, event) in played.events.iter().enumerate() {
                let before = &played.steps[index].state;
                assert_eq!(&through_json(before), before);
                // In memory, out of the journal, and twice.
                for state in [before.clone(), through_json(before), through_json(before)] {
                    let step = IncidentResponse::advance(&context(), &item, state, event.clone()).unwrap();
                    assert_eq!(step, played.steps[index + 1], "{} step {index}", incident.id);
                }
            }
        }
    }
}

#[test]
fn the_world_does_not_depend_on_the_seed() {
    for incident in ALL {
        let of = |seed: u64| {
            let ctx = motive_plugin::Context { seed, ..context() };
            play(&ctx, incident.id, &mut actors::reader()).steps
        };
        assert_eq!(of(1), of(2), "{}", incident.id);
    }
}

#[test]
fn a_state_that_no_episode_can_have_is_refused() {
    let read = |json: &str| motive_plugin::read_json::<State>(FailureKind::BadState, "state", json);
    let item = item(ALL[0].id);
    let idle = motive_plugin::task::Event::OutOfBudget("steps".into());
    for json in [
        r#"{"steps": 4000000000, "acts": []}"#,
        r#"{"steps": 1, "acts": [{"step": 1, "deed": "silence"}]}"#,
        r#"{"steps": 1, "acts": [{"step": 0, "deed": {"run-step": {"step": "dance"}}}]}"#,
        r#"{"steps": 1, "acts": [{"step": 0, "deed": {"read-log": {"source": "x", "since": 0, "until": 0}}}]}"#,
        r#"{"steps": 1, "acts": [{"step": 0, "deed": {"query-metric": {"name": "x", "window": 5}}}]}"#,
    ] {
        let failure =
            IncidentResponse::advance(&context(), &item, read(json).unwrap(), idle.clone()).unwrap_err();
        assert_eq!(failure.kind, FailureKind::BadState, "{json}");
    }
    for json in ["{}", "7", r#"{"steps": 1, "acts": [], "mood": "good"}"#] {
        assert!(read(json).is_err(), "{json}");
    }
}
