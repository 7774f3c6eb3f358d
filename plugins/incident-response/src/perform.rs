//! Doing what an answer asks for: every call gets a result, and the state what was done.

use motive_plugin::{Answer, Message, Part, Role, ToolCall, ToolResult};

use crate::incident::{Effect, Incident};
use crate::state::{Act, Deed, State};
use crate::tools::{self, MOST_CALLS};
use crate::world::World;

/// Most samples of one answer; a longer stretch is thinned out.
const MOST_SAMPLES: usize = 13;

/// Plays one answer of the actor, and returns the results of its calls; none if it called nothing.
pub(crate) fn answer(incident: &Incident, state: &mut State, answer: &Answer) -> Option<Message> {
    let calls: Vec<&ToolCall> = answer
        .message
        .parts
        .iter()
        .filter_map(|part| match part {
            Part::ToolCall(call) => Some(call),
            _ => None,
        })
        .collect();
    let now = state.now();
    let step = state.steps;
    state.steps += 1;
    if calls.is_empty() {
        state.acts.push(Act { step, deed: Deed::Silence });
        return None;
    }
    let mut results = Vec::new();
    for (index, tool_call) in calls.into_iter().enumerate() {
        let (content, is_error) = match call(incident, state, now, index, tool_call) {
            Ok(deed) => {
                let told = tell(incident, &state.acts, &deed, now);
                state.acts.push(Act { step, deed });
                (told, false)
            }
            Err(problem) => {
                let deed =
                    Deed::Mistake { tool: tools::shortened(&tool_call.name), problem: problem.clone() };
                state.acts.push(Act { step, deed });
                (problem, true)
            }
        };
        results.push(Part::ToolResult(ToolResult { id: tool_call.id.clone(), content, is_error }));
    }
    Some(Message { role: Role::Tool, parts: results })
}

/// What a call asks to be done, if it can be done.
fn call(incident: &Incident, state: &State, now: i32, index: usize, call: &ToolCall) -> Result<Deed, String> {
    if state.declared().is_some() {
        return Err("the incident is closed".into());
    }
    if index >= MOST_CALLS {
        return Err(format!("not done: an answer may make {MOST_CALLS} calls"));
    }
    tools::parse(incident, now, call)
}

/// The result of a deed done at a minute, after the acts before it.
pub(crate) fn tell(incident: &Incident, before: &[Act], deed: &Deed, now: i32) -> String {
    let world = World::after(incident, before);
    match deed {
        Deed::ReadLog { source, since, until } => log(incident, &world, source, *since, *until),
        Deed::QueryMetric { name, window } => metric(incident, &world, name, *window, now),
        Deed::RunStep { step } => run(incident, &world, step, now),
        Deed::PostUpdate { .. } => "Posted.".into(),
        Deed::DeclareResolved { .. } => "The incident is closed.".into(),
        Deed::Mistake { problem, .. } => problem.clone(),
        Deed::Silence => String::new(),
    }
}

fn log(incident: &Incident, world: &World<'_>, source: &str, since: i32, until: i32) -> String {
    let Some(log) = incident.log(source) else { return String::new() };
    let clock = |minute| incident.clock(minute);
    let shown = world.lines(log, since, until);
    let mut text = format!("{source}, {} to {}:\n", clock(since), clock(until));
    for line in &shown {
        text.push_str(&format!("{} {}\n", clock(line.minute), line.text));
    }
    if shown.is_empty() {
        text.push_str("(no lines)\n");
    }
    let earlier = log.lines.iter().map(|line| -line.before).filter(|minute| *minute < since);
    if let Some(oldest) = earlier.clone().min() {
        text.push_str(&format!("(earlier lines: {}, from {} on)\n", earlier.count(), clock(oldest)));
    }
    text
}

fn metric(incident: &Incident, world: &World<'_>, name: &str, window: i32, now: i32) -> String {
    let Some(metric) = incident.metric(name) else { return String::new() };
    let number = |value: f64| format!("{value:.*}", metric.decimals);
    let samples = world.samples(metric, now - window, now);
    let every = samples.len().div_ceil(MOST_SAMPLES).max(1);
    let mut text = format!("{name}: {}; usual: {}\n", metric.what, number(metric.usual));
    // Thinned out from the end, so that the latest sample is always among them.
    let latest = samples.len().saturating_sub(1);
    let kept = samples.iter().enumerate().filter(|(index, _)| (latest - index).is_multiple_of(every));
    for (_, (minute, value)) in kept {
        text.push_str(&format!("{} {}\n", incident.clock(*minute), number(*value)));
    }
    text
}

fn run(incident: &Incident, world: &World<'_>, step: &str, now: i32) -> String {
    let Some(entry) = incident.entry(step) else { return String::new() };
    let run = world.run(entry, now);
    let last = run.last.map(|minute| incident.clock(minute));
    match (run.course, last) {
        (Some(course), None) => world.filled(course.says, now),
        (Some(course), Some(last)) => {
            format!("{step} was taken at {last} already, and now again. {}", world.filled(course.says, now))
        }
        (None, last) => {
            format!("{step} was already done at {}; nothing changed.", last.unwrap_or_default())
        }
    }
}

/// Whether a deed has shown the actor what gives the cause away.
pub(crate) fn shows_evidence(incident: &Incident, before: &[Act], deed: &Deed) -> bool {
    match deed {
        Deed::ReadLog { source, since, until } => incident.log(source).is_some_and(|log| {
            let world = World::after(incident, before);
            world.lines(log, *since, *until).iter().any(|line| line.decisive)
        }),
        Deed::QueryMetric { name, .. } => incident.metric(name).is_some_and(|metric| metric.decisive),
        _ => false,
    }
}

/// What a runbook step came to; none if it had done its work before, or is none.
pub(crate) fn effect(incident: &Incident, before: &[Act], act: &Act) -> Option<Effect> {
    let Deed::RunStep { step } = &act.deed else { return None };
    World::after(incident, before).run(incident.entry(step)?, act.minute()).effect()
}
