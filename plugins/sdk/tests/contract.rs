//! What the host sees of a plugin: schema, config and state parsed, items in pages, and failures in place of panics.
#![allow(clippy::unwrap_used, missing_docs)]

use motive_plugin::bindings::about::exports::motive::plugin::about::Guest as About;
use motive_plugin::bindings::about::motive::plugin::types;
use motive_plugin::bindings::framing::exports::motive::plugin::framing::Guest as _;
use motive_plugin::bindings::rubric::exports::motive::plugin::rubric::Guest as AsRubric;
use motive_plugin::bindings::task::exports::motive::plugin::task::Guest as AsTask;
use motive_plugin::framing::{Arm, Condition, Framed, Framing, Insert, Slot, View};
use motive_plugin::rubric::{
    Ask, Asked, Preference, Reading, Rubric, Scheme, Step as RubricStep, Subject, Verdict, declines,
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
    assert_eq!(manifest.citation, "");
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
        Part::Text("A text".into()),
        Part::Text("in two parts.".into()),
    ];
    let event = Event::Answered(answer(parts, StopReason::End));
    let Action::Finish(outcome) =
        <Exports as AsTask>::advance(ctx("{}"), item.clone(), step.state, event).unwrap().action
    else {
        panic!("not finished")
    };
    assert_eq!((outcome.artifacts[0].text.as_str(), outcome.complete), ("A text\n\nin two parts.", true));
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
fn an_arm_says_when_its_outcome_comes_about() {
    let arm = || Arm::new("said", "said", "incentive");
    assert_eq!(arm().condition(), None);
    let words = Condition::ALL.map(|condition| arm().on(condition).condition().map(str::to_owned));
    let expected =
        ["best", "always", "worst", "unless-best", "chance", "none"].map(|word| Some(word.to_owned()));
    assert_eq!(words, expected);
    assert_eq!(arm().on(Condition::Chance).attrs, [("condition".to_owned(), "chance".to_owned())]);
}

#[test]
fn one_candidate_is_scored_and_two_are_compared() {
    let candidates = |count| vec![motive_plugin::Artifact::markdown("x", "text"); count];
    let subject = |count| Subject {
        brief: String::new(),
        criterion: String::new(),
        candidates: candidates(count),
        attrs: Vec::new(),
    };
    for count in 0..4 {
        assert_eq!(subject(count).single().is_ok(), count == 1, "{count}");
        assert_eq!(subject(count).pair().is_ok(), count == 2, "{count}");
    }
    assert_eq!(subject(0).single().unwrap_err().message, "one candidate is scored, not 0");
    let scheme = Scheme::pointwise("quality", "depth", "How deep.", 1.0, 9.0);
    assert_eq!((scheme.comparison.as_str(), scheme.allows_ties), ("pointwise", false));
    assert_eq!((scheme.criteria[0].min, scheme.criteria[0].max), (1.0, 9.0));
    let scored = Verdict::score("depth", 4.0);
    assert_eq!(scored.reading, Reading::Scores(vec![("depth".into(), 4.0)]));
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
    let again = |text: &str, stop: StopReason| {
        let said = answer(vec![Part::Text(text.into())], stop);
        Ask::new(vec![Message::user("Which?")], 16).again(&said, "Please answer.").messages
    };
    let three =
        |said: &str, last: &str| [Message::user("Which?"), Message::assistant(said), Message::user(last)];
    assert_eq!(again("Hm.", StopReason::End), three("Hm.", "Please answer."));
    assert_eq!(
        again("Well, if", StopReason::Length),
        three("Well, if", "Your answer was cut off. Please answer.")
    );
    // No empty turn, and not two of the user's in a row.
    assert_eq!(again(" \n", StopReason::End), [Message::user("Which?\n\nPlease answer.")]);
    assert_eq!(
        again("", StopReason::Length),
        [Message::user("Which?\n\nYour answer was cut off. Please answer.")]
    );
}

#[test]
fn declining_is_told_from_answering() {
    let declined = |text: &str, stop: StopReason| {
        let answer = answer(vec![Part::Text(text.into())], stop);
        [Asked::Once, Asked::Twice].map(|asked| declines(&answer, asked))
    };
    for (text, stop, expected) in [
        ("I can’t compare these.", StopReason::End, [true, true]),
        ("I cannot choose.", StopReason::End, [true, true]),
        ("I'm sorry, but I can't assist with that.", StopReason::End, [true, true]),
        ("I am not able to judge the two texts", StopReason::End, [true, true]),
        ("I won't pick one.", StopReason::End, [true, true]),
        ("That is hard. I'd rather not answer", StopReason::End, [true, true]),
        ("I must decline.", StopReason::End, [true, true]),
        ("I would prefer not to.", StopReason::End, [true, true]),
        ("As an AI, I hold no views.", StopReason::End, [true, true]),
        ("As an AI language model, I do not have personal opinions.", StopReason::End, [true, true]),
        ("Anything", StopReason::Refusal, [true, true]),
        ("", StopReason::Filtered, [true, true]),
        // There may be a choice after the "but".
        ("I have no preference, but the first is warmer.", StopReason::End, [false, true]),
        ("I can't choose between them. If I had to, the first.", StopReason::End, [false, true]),
        // Another object, or another verb.
        ("I can't help but prefer A.", StopReason::End, [false, false]),
        ("I can't decide easily, but A is better.", StopReason::End, [false, false]),
        ("I'm sorry, B.", StopReason::End, [false, false]),
        (
            "I can't find a flaw in the first text; it is the better one by far",
            StopReason::End,
            [false, false],
        ),
        ("I cannot judge the first text too harshly.", StopReason::End, [false, false]),
        ("I can't choose A.", StopReason::End, [false, false]),
        ("I will not pick the second.", StopReason::End, [false, false]),
        ("Nobody can say that I can't choose.", StopReason::End, [false, false]),
        ("The author says: as an AI is no excuse.", StopReason::End, [false, false]),
        ("The first one.", StopReason::End, [false, false]),
        ("", StopReason::Length, [false, false]),
    ] {
        assert_eq!(declined(text, stop), expected, "{text:?} {stop:?}");
    }
}

/// A plugin of this config, to look at its schema.
macro_rules! plugin_with {
    ($name:ident, $config:ty) => {
        struct $name;

        impl Plugin for $name {
            type Config = $config;

            fn manifest() -> Manifest {
                manifest! { id: "example/shape", title: "Shape", summary: "A config.", citation: "Nobody (2026)" }
            }
        }

        impl Task for $name {
            type State = ();

            fn items(_: &Context<$config>) -> Result<Vec<Item>, Failure> {
                Ok(Vec::new())
            }

            fn begin(_: &Context<$config>, _: &Item) -> Result<Step<()>, Failure> {
                Err(Failure::unsupported("no items"))
            }
        }
    };
}

/// A choice of shapes.
#[derive(Deserialize, JsonSchema)]
#[serde(tag = "form", rename_all = "kebab-case")]
#[allow(dead_code)]
enum Form {
    /// Lines that rhyme.
    Rhyme { scheme: String },
    /// Lines that do not.
    Free { lines: u32 },
}

/// The same, each shape closed by itself.
#[derive(Deserialize, JsonSchema)]
#[serde(tag = "form", rename_all = "kebab-case", deny_unknown_fields)]
#[allow(dead_code)]
enum StrictForm {
    /// Lines that rhyme.
    Rhyme { scheme: String },
    /// Lines that do not.
    Free { lines: u32 },
}

plugin_with!(Shapeless, ());
plugin_with!(Shaped, Form);
plugin_with!(StrictlyShaped, StrictForm);

fn schema<T: Plugin>() -> Value {
    serde_json::from_str(&<Exported<T> as About>::describe().config_schema).unwrap()
}

#[test]
fn a_config_may_be_nothing_or_a_choice_of_shapes() {
    let nothing = schema::<Shapeless>();
    assert_eq!((&nothing["type"], &nothing["additionalProperties"]), (&json!("object"), &json!(false)));
    assert!(<Exported<Shapeless> as About>::check("{}".into()).is_empty());
    assert!(<Exported<Shapeless> as AsTask>::items(ctx("{}"), 0, 1).unwrap().items.is_empty());
    let findings = <Exported<Shapeless> as About>::check(r#"{"a": 1}"#.into());
    assert!(findings.len() == 1 && findings[0].fatal);

    let choice = schema::<Shaped>();
    assert_eq!(
        (&choice["additionalProperties"], &choice["unevaluatedProperties"]),
        (&Value::Null, &json!(false))
    );
    assert_eq!(choice["oneOf"].as_array().unwrap().len(), 2);
    assert!(<Exported<Shaped> as About>::check(r#"{"form": "free", "lines": 3}"#.into()).is_empty());
    let closed = schema::<StrictlyShaped>();
    assert_eq!(
        (&closed["additionalProperties"], &closed["unevaluatedProperties"]),
        (&Value::Null, &Value::Null)
    );
    assert_eq!(closed["oneOf"][1]["additionalProperties"], false);
    // An empty table is not taken for nothing where something is needed.
    let findings = <Exported<Shaped> as About>::check("{}".into());
    assert!(findings[0].message.contains("missing field `form`"), "{}", findings[0].message);
}

#[test]
fn a_manifest_names_its_authors_and_its_citation() {
    assert_eq!(<Exported<Shaped> as About>::describe().citation, "Nobody (2026)");
    assert_eq!(motive_plugin::authors(""), Vec::<String>::new());
    assert_eq!(motive_plugin::authors("A. One <a@example.org>:B. Two"), ["A. One <a@example.org>", "B. Two"]);
}

#[test]
fn what_json_cannot_say_is_a_failure() {
    let map: std::collections::BTreeMap<(u8, u8), u8> = [((1, 2), 3)].into();
    assert_eq!(write_json(&map).unwrap_err().kind, FailureKind::Internal);
    assert_eq!(write_json(&json!({ "a": 1 })).unwrap(), r#"{"a":1}"#);
}
