//! What the host sees of a plugin: schema, config and state parsed, items in pages, and failures in place of panics.
#![allow(clippy::unwrap_used, missing_docs)]

use motive_plugin::bindings::about::exports::motive::plugin::about::Guest as About;
use motive_plugin::bindings::about::motive::plugin::types;
use motive_plugin::bindings::framing::exports::motive::plugin::framing::Guest as _;
use motive_plugin::bindings::rubric::exports::motive::plugin::rubric::Guest as AsRubric;
use motive_plugin::bindings::task::exports::motive::plugin::task::Guest as AsTask;
use motive_plugin::framing::{Arm, Framed, Framing, Insert, Slot, View};
use motive_plugin::rubric::{
    Ask, Preference, Reading, Rubric, Scheme, Step as RubricStep, Subject, Verdict, declines,
};
use motive_plugin::task::{Action, Event, Item, Step, Task};
use motive_plugin::{
    Answer, Context, Exported, Failure, FailureKind, Finding, Manifest, Message, OtherPart, Part, Plugin,
    Role, StopReason, Usage, manifest, write_json,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(default, rename_all = "kebab-case")]
struct Config {
    /// How many items there are.
    item_count: u32,
}

impl Default for Config {
    fn default() -> Self {
        Config { item_count: 5 }
    }
}

struct Example;

impl Plugin for Example {
    type Config = Config;

    fn manifest() -> Manifest {
        manifest! { id: "example/example", title: "Example", summary: "For the tests." }
    }

    fn check(config: &Config) -> Vec<Finding> {
        let none = (config.item_count == 0).then(|| Finding::fatal("/item-count", "there is nothing to do"));
        none.into_iter().collect()
    }
}

#[derive(Debug, Default, Serialize, Deserialize)]
struct Count {
    asked: u32,
}

impl Task for Example {
    type State = Count;

    fn items(ctx: &Context<Config>) -> Result<Vec<Item>, Failure> {
        let item =
            |index: u32| Ok(Item { id: index.to_string(), input: write_json(&index)?, ..Item::default() });
        (0..ctx.config.item_count).map(item).collect()
    }

    fn begin(_: &Context<Config>, item: &Item) -> Result<Step<Count>, Failure> {
        let index: u32 = item.read_input()?;
        let ask = motive_plugin::task::Ask::actor([Message::user(format!("Item {index}"))]);
        Ok(Step::ask(Count { asked: 1 }, ask))
    }
}

impl Framing for Example {
    type State = Count;

    fn arms(_: &Context<Config>) -> Result<Vec<Arm>, Failure> {
        Ok(vec![Arm::new("said", "said", "placebo")])
    }

    fn frame(_: &Context<Config>, _: &View, state: Count) -> Result<Framed<Count>, Failure> {
        let asked = state.asked + 1;
        Ok(Framed {
            state: Count { asked },
            inserts: vec![Insert::new(Slot::OwnTurn, format!("Ask {asked}"))],
        })
    }
}

impl Rubric for Example {
    type State = ();

    fn judging(_: &Context<Config>) -> Result<Scheme, Failure> {
        Ok(Scheme::pairwise("quality", "length", "Which is longer.", true))
    }

    fn begin(_: &Context<Config>, subject: &Subject) -> Result<RubricStep<()>, Failure> {
        let (first, second) = subject.pair()?;
        let longer = first.text.len() > second.text.len();
        let preference = if longer { Preference::First } else { Preference::Second };
        Ok(RubricStep::verdict((), Verdict::preference("length", preference)))
    }
}

type Exports = Exported<Example>;

fn ctx(config: &str) -> types::Context {
    types::Context { config: config.into(), seed: 1 }
}

fn answer(parts: Vec<Part>, stop: StopReason) -> Answer {
    let message = Message { role: Role::Assistant, parts };
    Answer { message, stop, usage: Usage::default(), logprobs: Vec::new(), attrs: Vec::new() }
}

#[test]
fn a_manifest_has_the_crates_identity_and_the_configs_schema() {
    let manifest = Exports::describe();
    assert_eq!(manifest.id, "example/example");
    assert_eq!(manifest.version, env!("CARGO_PKG_VERSION"));
    assert_eq!(manifest.authors, ["The motive authors"]);
    assert_eq!(manifest.license, "MIT OR Apache-2.0");
    let schema: Value = serde_json::from_str(&manifest.config_schema).unwrap();
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    assert_eq!(schema["additionalProperties"], false);
    let property = &schema["properties"]["item-count"];
    assert_eq!(property["default"], 5);
    assert_eq!(property["description"], "How many items there are.");
}

#[test]
fn a_config_is_checked_before_it_is_used() {
    assert!(Exports::check("{}".into()).is_empty());
    for (config, pointer) in
        [(r#"{"item-count": 0}"#, "/item-count"), (r#"{"item-count": -1}"#, "/item-count")]
    {
        let findings = Exports::check(config.into());
        assert_eq!((findings.len(), findings[0].pointer.as_str(), findings[0].fatal), (1, pointer, true));
    }
    assert!(<Exports as About>::wants("nonsense".into()).is_empty());
    let failure = Exports::items(ctx(r#"{"item-count": "many"}"#), 0, 1).unwrap_err();
    assert_eq!((failure.kind, failure.pointer.as_str()), (FailureKind::BadConfig, "/item-count"));
}

#[test]
fn items_come_in_pages() {
    let page = |start, limit| {
        let page = Exports::items(ctx("{}"), start, limit).unwrap();
        (page.items.into_iter().map(|item| item.id).collect::<String>(), page.next)
    };
    assert_eq!(page(0, 2), ("01".into(), Some(2)));
    assert_eq!(page(4, 2), ("4".into(), None));
    assert_eq!(page(3, 2), ("34".into(), None));
    assert_eq!(page(9, 2), (String::new(), None));
    assert_eq!(page(0, u32::MAX), ("01234".into(), None));
    assert_eq!(page(1, u32::MAX), ("1234".into(), None));
    // A page of nothing must not ask for itself again.
    assert_eq!(page(0, 0), (String::new(), None));
}

#[test]
fn a_single_output_task_goes_from_ask_to_artifact() {
    let item = Exports::items(ctx("{}"), 2, 1).unwrap().items.remove(0);
    let step = <Exports as AsTask>::begin(ctx("{}"), item.clone()).unwrap();
    assert_eq!(step.state, r#"{"asked":1}"#);
    let parts = vec![
        Part::Other(OtherPart { kind: "reasoning".into(), data: "1".into() }),
        Part::Text("A ".into()),
        Part::Text("text.".into()),
    ];
    let event = Event::Answered(answer(parts, StopReason::End));
    let Action::Finish(outcome) =
        <Exports as AsTask>::advance(ctx("{}"), item.clone(), step.state, event).unwrap().action
    else {
        panic!("not finished")
    };
    assert_eq!((outcome.artifacts[0].text.as_str(), outcome.complete), ("A text.", true));
    let bad = <Exports as AsTask>::advance(
        ctx("{}"),
        item.clone(),
        "{}".into(),
        Event::OutOfBudget("steps".into()),
    )
    .unwrap_err();
    assert_eq!(bad.kind, FailureKind::BadState);
    let item = Item { input: r#""three""#.into(), ..item };
    let bad = <Exports as AsTask>::begin(ctx("{}"), item).unwrap_err();
    assert_eq!(bad.kind, FailureKind::BadSubject);
    assert!(bad.message.starts_with("input of item `2`: "), "{}", bad.message);
}

#[test]
fn a_framings_state_starts_by_default() {
    let view = |state: &str| View {
        arm: "said".into(),
        stakes: Vec::new(),
        step: 0,
        max_steps: 2,
        transcript: Vec::new(),
        pending: Vec::new(),
        restarted: false,
        metrics: Vec::new(),
        state: state.into(),
        attrs: Vec::new(),
    };
    let framed = Exports::frame(ctx("{}"), view("")).unwrap();
    assert_eq!((framed.state.as_str(), framed.inserts[0].slot.as_str()), (r#"{"asked":1}"#, "own-turn"));
    assert_eq!(Exports::frame(ctx("{}"), view(&framed.state)).unwrap().state, r#"{"asked":2}"#);
    assert_eq!(Exports::frame(ctx("{}"), view("[")).unwrap_err().kind, FailureKind::BadState);
}

#[test]
fn a_rubric_that_computes_never_asks() {
    let subject = || Subject {
        brief: String::new(),
        criterion: String::new(),
        candidates: ["long", "s"].map(|text| motive_plugin::Artifact::markdown("x", text)).into(),
        attrs: Vec::new(),
    };
    let step = <Exports as AsRubric>::begin(ctx("{}"), subject()).unwrap();
    let motive_plugin::rubric::Action::Verdict(verdict) = step.action else { panic!("no verdict") };
    assert_eq!(verdict.reading, Reading::Preferences(vec![("length".into(), Preference::First)]));
    let answer = answer(Vec::new(), StopReason::End);
    let failure = <Exports as AsRubric>::advance(ctx("{}"), subject(), step.state, answer).unwrap_err();
    assert_eq!(failure.kind, FailureKind::BadState);
}

#[test]
fn asking_again_keeps_the_conversation() {
    let said = answer(vec![Part::Text("Hm.".into())], StopReason::End);
    let ask = Ask::new(vec![Message::user("Which?")], 16).again(&said, "Please answer.");
    assert_eq!(
        ask.messages,
        [Message::user("Which?"), Message::assistant("Hm."), Message::user("Please answer.")]
    );
}

#[test]
fn declining_is_told_from_answering() {
    for (text, stop, expected) in [
        ("I can’t compare these.", StopReason::End, true),
        ("As an AI, I hold no views.", StopReason::End, true),
        ("Anything", StopReason::Refusal, true),
        ("", StopReason::Filtered, true),
        ("The first one.", StopReason::End, false),
        ("", StopReason::Length, false),
    ] {
        assert_eq!(declines(&answer(vec![Part::Text(text.into())], stop)), expected, "{text:?} {stop:?}");
    }
}

#[test]
fn what_json_cannot_say_is_a_failure() {
    let map: std::collections::BTreeMap<(u8, u8), u8> = [((1, 2), 3)].into();
    assert_eq!(write_json(&map).unwrap_err().kind, FailureKind::Internal);
    assert_eq!(write_json(&json!({ "a": 1 })).unwrap(), r#"{"a":1}"#);
}
