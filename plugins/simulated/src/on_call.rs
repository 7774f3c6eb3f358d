//! The actor on call: an incident worked with tools, one answer after the other.
//!
//! The script is the same for each incident: read the logs that tell, look at a metric, take the steps that help, tell
//! the channel, and declare the incident resolved with its cause. How far it has come is read from its own calls in the
//! conversation. Each answer is the script's next one with the probability of the skill; otherwise it is of no use, or
//! does harm. What there is to know of an incident is `runbooks`'. In an incident that is not known there, all logs are
//! read, then steps are tried as they come, and nothing is declared.

use motive_plugin::{Message, Part, Random, Role, ToolCall, ToolSpec};
use serde_json::{Value, json};

use crate::runbooks::Runbook;

const READ_LOG: &str = "read_log";
const QUERY_METRIC: &str = "query_metric";
const RUN_STEP: &str = "run_step";
const POST_UPDATE: &str = "post_update";
const DECLARE_RESOLVED: &str = "declare_resolved";

/// Of the answers that are not the script's next, the share that does harm.
const HARM: f64 = 0.25;

/// How far back a log is read, in minutes.
const READ_BACK: u32 = 180;

/// An incident, as far as its tools tell.
pub(crate) struct Duty {
    logs: Vec<String>,
    /// The first one: by custom what users feel.
    metric: String,
    steps: Vec<String>,
    runbook: Option<&'static Runbook>,
}

/// A call without its id: the tool and its arguments.
type Call = (&'static str, Value);

impl Duty {
    /// Tells the work by its five tools, and what there is to choose from by their schemas.
    pub(crate) fn of(tools: &[ToolSpec]) -> Option<Duty> {
        let tool = |name: &str| tools.iter().find(|tool| tool.name == name);
        tool(POST_UPDATE).and(tool(DECLARE_RESOLVED))?;
        let logs = choices(tool(READ_LOG)?, "source")?;
        let metric = choices(tool(QUERY_METRIC)?, "name")?.swap_remove(0);
        let steps = choices(tool(RUN_STEP)?, "step")?;
        let runbook = Runbook::with_steps(&steps);
        Some(Duty { logs, metric, steps, runbook })
    }

    /// The calls of the next answer.
    pub(crate) fn act(&self, messages: &[Message], skill: f64, random: &mut Random) -> Vec<ToolCall> {
        let draw = random.unit();
        let next = if draw < skill { self.next(messages) } else { None };
        let harms = draw >= skill + (1.0 - skill) * (1.0 - HARM);
        let calls = match (next, self.runbook) {
            (Some(calls), _) => calls,
            (None, Some(Runbook { harmful, .. })) if harms => vec![run(harmful[random.below(harmful.len())])],
            _ => vec![self.useless(messages, random)],
        };
        let numbered = calls.into_iter().enumerate().map(|(index, (name, arguments))| ToolCall {
            id: format!("c{}", index + 1),
            name: name.into(),
            arguments: arguments.to_string(),
        });
        numbered.collect()
    }

    /// What comes next in the script; none where it ends.
    fn next(&self, messages: &[Message]) -> Option<Vec<Call>> {
        let done = done(messages);
        let is_done = |tool: &str, on: &str| done.iter().any(|(name, what)| name == tool && what == on);
        let metric = (QUERY_METRIC, json!({ "name": self.metric }));
        if let Some(log) = self.logs.iter().find(|log| self.tells(log) && !is_done(READ_LOG, log)) {
            let is_first = !is_done(QUERY_METRIC, &self.metric);
            let read = read(log, messages);
            return Some(if is_first { vec![read, metric] } else { vec![read] });
        }
        let right = self.runbook.map_or(&[][..], |runbook| runbook.right);
        if let Some(step) = right.iter().find(|step| !is_done(RUN_STEP, step)) {
            return Some(vec![run(step)]);
        }
        let is_told = done.iter().any(|(name, _)| name == POST_UPDATE);
        match self.runbook {
            Some(Runbook { cause, .. }) if is_told => {
                let summary = format!("{cause} It has been removed, and the figures are coming back.");
                Some(vec![(DECLARE_RESOLVED, json!({ "summary": summary }))])
            }
            Some(Runbook { cause, .. }) => {
                let text =
                    format!("The cause is found: {cause} What helps has been done; we watch the figures.");
                Some(vec![metric, (POST_UPDATE, json!({ "text": text }))])
            }
            None if is_told => None,
            None => {
                let text = "The logs have been read, and the cause is not known yet.";
                Some(vec![(POST_UPDATE, json!({ "text": text }))])
            }
        }
    }

    /// Something that neither helps nor harms: a log that tells nothing, or a step that changes nothing.
    fn useless(&self, messages: &[Message], random: &mut Random) -> Call {
        let logs: Vec<&String> = self.logs.iter().filter(|log| !self.tells(log)).collect();
        let steps: Vec<&str> = match self.runbook {
            Some(runbook) => runbook.useless.into(),
            None => self.steps.iter().map(String::as_str).collect(),
        };
        let drawn = random.below(logs.len() + steps.len());
        match logs.get(drawn) {
            Some(log) => read(log, messages),
            None => run(steps[drawn - logs.len()]),
        }
    }

    /// Whether a log gives the cause away, as far as is known.
    fn tells(&self, log: &str) -> bool {
        self.runbook.is_none_or(|runbook| runbook.telling.contains(&log))
    }
}

/// The names that an argument of a tool is chosen from; none if it is free or there are no names.
fn choices(tool: &ToolSpec, argument: &str) -> Option<Vec<String>> {
    let schema: Value = serde_json::from_str(&tool.input_schema).ok()?;
    let names = schema["properties"][argument]["enum"].as_array()?;
    let names: Vec<String> = names.iter().filter_map(Value::as_str).map(str::to_owned).collect();
    (!names.is_empty()).then_some(names)
}

/// The calls that were made: the tool, and the log, metric or step that it was used on.
fn done(messages: &[Message]) -> Vec<(String, String)> {
    let own = messages.iter().filter(|message| message.role == Role::Assistant);
    let calls = own.flat_map(|message| &message.parts).filter_map(|part| match part {
        Part::ToolCall(call) => Some(call),
        _ => None,
    });
    let used_on = |call: &ToolCall| -> Option<String> {
        let arguments: Value = serde_json::from_str(&call.arguments).ok()?;
        let named = ["source", "name", "step"].iter().find_map(|name| arguments[*name].as_str());
        named.map(str::to_owned)
    };
    calls.map(|call| (call.name.clone(), used_on(call).unwrap_or_default())).collect()
}

fn run(step: &str) -> Call {
    (RUN_STEP, json!({ "step": step }))
}

/// Reads a log as far back as is of interest, if the conversation says what time it is.
fn read(log: &str, messages: &[Message]) -> Call {
    let from_user = messages.iter().rev().filter(|message| message.role == Role::User);
    let now = from_user.map(Message::text).find_map(|text| time_of_day(&text));
    let arguments = match now.map(|now| now.saturating_sub(READ_BACK)) {
        Some(since) => json!({ "source": log, "since": format!("{:02}:{:02}", since / 60, since % 60) }),
        None => json!({ "source": log }),
    };
    (READ_LOG, arguments)
}

/// The minute of the day after the last "It is", as in "It is 09:30."
fn time_of_day(text: &str) -> Option<u32> {
    text.rmatch_indices("It is ").find_map(|(at, said)| {
        let (hour, minute) = text.get(at + said.len()..)?.get(..5)?.split_once(':')?;
        Some(hour.parse::<u32>().ok()? * 60 + minute.parse::<u32>().ok()?)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_is_the_last_one_told() {
        for (text, expected) in [
            ("It is 09:30. Steps left: 3 of 12.", Some(570)),
            ("It is 09:30.\n\nIt is 10:05. Steps left: 2 of 12.\n\nIt is late.", Some(605)),
            ("It is ten.", None),
            ("It is", None),
        ] {
            assert_eq!(time_of_day(text), expected, "{text}");
        }
    }

    #[test]
    fn work_is_told_by_its_five_tools_and_their_choices() {
        let tool = |name: &str, argument: &str, names: &[&str]| ToolSpec {
            name: name.into(),
            description: String::new(),
            input_schema: json!({ "properties": { argument: { "enum": names } } }).to_string(),
        };
        let tools = vec![
            tool(READ_LOG, "source", &["a"]),
            tool(QUERY_METRIC, "name", &["m", "n"]),
            tool(RUN_STEP, "step", &["s"]),
            tool(POST_UPDATE, "", &[]),
            tool(DECLARE_RESOLVED, "", &[]),
        ];
        assert!(Duty::of(&tools).is_some_and(|duty| duty.metric == "m" && duty.runbook.is_none()));
        for missing in 0..tools.len() {
            let mut fewer = tools.clone();
            fewer.remove(missing);
            assert!(Duty::of(&fewer).is_none());
        }
        let mut free = tools;
        free[2] = tool(RUN_STEP, "step", &[]);
        assert!(Duty::of(&free).is_none());
    }
}
