//! Answers of a form that the study wants: a JSON schema in a model's `sampling.extra`.

use motive_tests::server::Server;
use serde_json::Value;
use tempfile::TempDir;

use crate::runs::{FEW_OUTCOMES, ONE_JUDGE, ONE_JUDGE_IN_FORM, STUDY};
use crate::{Journal, run_study, succeeded};

/// The actor's answers, as the server is told to form them. The bounds keep a model that knows no end within its limit,
/// and `reasoning_format` leaves it no room for a thought before the answer, which the schema does not bind.
const FORM: &str = concat!(
    r#"model.actor.sampling.extra={ reasoning_format = "none", response_format = { type = "json_schema", "#,
    r#"json_schema = { name = "essay", strict = true, schema = { type = "object", properties = { "#,
    r#"title = { type = "string", minLength = 1, maxLength = 20 }, "#,
    r#"mark = { type = "integer", minimum = 1, maximum = 5 } }, "#,
    r#"required = ["title", "mark"], additionalProperties = false } } } }"#,
);

#[test]
fn an_answer_has_the_form_of_its_schema() {
    let Some(server) = Server::start(None) else { return };
    let folder = TempDir::new().unwrap();
    let out = folder.path().join("run");
    let settings = [FORM, FEW_OUTCOMES, "task.essay.items=1", ONE_JUDGE, ONE_JUDGE_IN_FORM];
    succeeded(&run_study(STUDY, server.url(), &out, &settings));
    let trials = Journal::open(&out).unwrap().records("trial");
    assert_eq!(trials.len(), 4);
    for (slot, trial) in trials {
        let text = trial["outcome"]["delivered"]["artifact"]["text"].as_str().unwrap();
        let Ok(Value::Object(essay)) = serde_json::from_str(text) else { panic!("{slot}: {text}") };
        assert!(essay.keys().eq(["mark", "title"]), "{slot}: {text}");
        assert!((1..=5).contains(&essay["mark"].as_i64().unwrap()), "{slot}: {text}");
        assert!((1..=20).contains(&essay["title"].as_str().unwrap().chars().count()), "{slot}: {text}");
    }
}
