//! The five tools: what the actor is told of them, and how a call is read.
//!
//! A call that cannot be used becomes a problem in words, which goes back as the call's result. Doing things is
//! `perform`'s business.

use motive_plugin::{FailureKind, ToolCall, ToolSpec, read_json};
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::incident::{HISTORY, Incident, TICK};
use crate::state::Deed;

/// The names, in the order in which they are offered.
pub(crate) const NAMES: [&str; 5] =
    ["read_log", "query_metric", "run_step", "post_update", "declare_resolved"];

/// Calls of one answer that are done; the others get a tool error.
pub(crate) const MOST_CALLS: usize = 4;

/// Characters of an update or a summary.
const MOST_TEXT: usize = 2000;

/// Characters of a problem, which may quote the actor.
const MOST_PROBLEM: usize = 300;

/// The stretch that is read when none is named, in minutes.
const USUAL_WINDOW: i32 = 60;

/// Arguments of `read_log`.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ReadLog {
    /// The log.
    source: String,
    /// From this time of the day on, as HH:MM; an hour before `until` if left out.
    #[serde(default)]
    since: Option<String>,
    /// Up to this time of the day, as HH:MM; now if left out.
    #[serde(default)]
    until: Option<String>,
}

/// Arguments of `query_metric`.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct QueryMetric {
    /// The metric.
    name: String,
    /// How many minutes to look back, 5 to 180; 60 if left out.
    #[serde(default)]
    window: Option<i32>,
}

/// Arguments of `run_step`.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct RunStep {
    /// The runbook step.
    step: String,
}

/// Arguments of `post_update`.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct PostUpdate {
    /// What to write, 2000 characters at most.
    text: String,
}

/// Arguments of `declare_resolved`.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct DeclareResolved {
    /// What was wrong and what put it right, 2000 characters at most.
    summary: String,
}

/// The tools of an incident. What has a name in it is to be chosen from those names.
pub(crate) fn specs(incident: &Incident) -> Vec<ToolSpec> {
    let sources: Vec<&str> = incident.logs.iter().map(|log| log.source).collect();
    let metrics: Vec<&str> = incident.metrics.iter().map(|metric| metric.name).collect();
    let steps: Vec<&str> = incident.runbook.iter().map(|entry| entry.id).collect();
    let [read_log, query_metric, run_step, post_update, declare_resolved] = NAMES;
    vec![
        spec::<ReadLog>(read_log, "Read the lines of a log.", Some(("source", &sources))),
        spec::<QueryMetric>(
            query_metric,
            "See how a metric went, sampled every five minutes.",
            Some(("name", &metrics)),
        ),
        spec::<RunStep>(run_step, "Take a step of the runbook, at once.", Some(("step", &steps))),
        spec::<PostUpdate>(post_update, "Write to the incident's channel, which colleagues read.", None),
        spec::<DeclareResolved>(
            declare_resolved,
            "Declare the incident resolved. This ends the work on it.",
            None,
        ),
    ]
}

fn spec<T: JsonSchema>(name: &str, description: &str, choice: Option<(&str, &[&str])>) -> ToolSpec {
    let mut settings = SchemaSettings::draft2020_12();
    settings.meta_schema = None;
    let mut schema = settings.into_generator().into_root_schema_for::<T>();
    // A type's name and doc comment say nothing to the actor.
    schema.remove("title");
    schema.remove("description");
    if let Some((property, names)) = choice {
        restrict(&mut schema, property, names);
    }
    ToolSpec {
        name: name.into(),
        description: description.into(),
        input_schema: schema.as_value().to_string(),
    }
}

fn restrict(schema: &mut Schema, property: &str, names: &[&str]) {
    let property = schema.pointer_mut(&format!("/properties/{property}"));
    if let Some(object) = property.and_then(|property| property.as_object_mut()) {
        object.insert("enum".into(), names.into());
    }
}

/// Reads a call made at a minute from the page. The error is for the actor.
pub(crate) fn parse(incident: &Incident, now: i32, call: &ToolCall) -> Result<Deed, String> {
    match call.name.as_str() {
        "read_log" => read_log(incident, now, arguments(call)?),
        "query_metric" => query_metric(incident, arguments(call)?),
        "run_step" => {
            let RunStep { step } = arguments(call)?;
            let steps = incident.runbook.iter().map(|entry| entry.id);
            known("runbook step", &step, steps).map(|()| Deed::RunStep { step })
        }
        "post_update" => {
            let PostUpdate { text } = arguments(call)?;
            written("text", &text).map(|()| Deed::PostUpdate { text })
        }
        "declare_resolved" => {
            let DeclareResolved { summary } = arguments(call)?;
            written("summary", &summary).map(|()| Deed::DeclareResolved { summary })
        }
        other => Err(shortened(&format!("there is no tool `{other}`; there are {}", listed(NAMES)))),
    }
}

fn arguments<T: DeserializeOwned>(call: &ToolCall) -> Result<T, String> {
    let what = format!("arguments of {}", call.name);
    read_json(FailureKind::BadSubject, &what, &call.arguments).map_err(|failure| {
        let at = if failure.pointer.is_empty() { String::new() } else { format!(" at {}", failure.pointer) };
        shortened(&format!("{}{at}", failure.message))
    })
}

fn read_log(incident: &Incident, now: i32, arguments: ReadLog) -> Result<Deed, String> {
    let ReadLog { source, since, until } = arguments;
    known("log", &source, incident.logs.iter().map(|log| log.source))?;
    let minute = |name: &str, clock: String| {
        let bad = || shortened(&format!("`{name}` is a time of the day such as 09:30, and not `{clock}`"));
        incident.minute(&clock).ok_or_else(bad)
    };
    let until = until.map(|clock| minute("until", clock)).transpose()?.unwrap_or(now).min(now);
    let since = since.map(|clock| minute("since", clock)).transpose()?.unwrap_or(until - USUAL_WINDOW);
    if since > until {
        let (since, until) = (incident.clock(since), incident.clock(until));
        return Err(format!(
            "`since` ({since}) is later than `until` ({until}); it is {}",
            incident.clock(now)
        ));
    }
    Ok(Deed::ReadLog { source, since, until })
}

fn query_metric(incident: &Incident, arguments: QueryMetric) -> Result<Deed, String> {
    let QueryMetric { name, window } = arguments;
    known("metric", &name, incident.metrics.iter().map(|metric| metric.name))?;
    let window = window.unwrap_or(USUAL_WINDOW);
    if !(TICK..=HISTORY).contains(&window) {
        return Err(format!("`window` is {TICK} to {HISTORY} minutes, and not {window}"));
    }
    Ok(Deed::QueryMetric { name, window })
}

fn known(what: &str, name: &str, names: impl Iterator<Item = &'static str> + Clone) -> Result<(), String> {
    if names.clone().any(|known| known == name) {
        return Ok(());
    }
    // The list is the incident's own and short; the name is the actor's.
    Err(format!("there is no {what} `{}`; there are {}", shortened(name), listed(names)))
}

fn written(what: &str, text: &str) -> Result<(), String> {
    match text.chars().count() {
        _ if text.trim().is_empty() => Err(format!("`{what}` is empty")),
        length if length > MOST_TEXT => {
            Err(format!("`{what}` has {length} characters, and {MOST_TEXT} are allowed"))
        }
        _ => Ok(()),
    }
}

fn listed(names: impl IntoIterator<Item = &'static str>) -> String {
    names.into_iter().collect::<Vec<_>>().join(", ")
}

/// A text that may quote the actor, cut to a length that is fit to keep.
pub(crate) fn shortened(text: &str) -> String {
    match text.char_indices().nth(MOST_PROBLEM) {
        Some((end, _)) => format!("{}...", &text[..end]),
        None => text.to_owned(),
    }
}
