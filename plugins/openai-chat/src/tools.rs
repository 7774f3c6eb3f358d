//! Tools: what a server is told of them, and the calls of an answer, on their way in and back.
//!
//! What a call means, and whether its arguments can be used, is for the task to say.

use std::borrow::Cow;
use std::collections::BTreeMap;

use motive_plugin::{Failure, FailureKind, ToolCall, ToolResult, ToolSpec};
use serde::de::IgnoredAny;
use serde_json::{Map, Value, json};

use crate::lenient::{list, text};

/// The tools of a request as a JSON text. A schema goes as it was written: models fill in arguments in the order of
/// its properties, and a parsed object would lose it.
pub(crate) fn specs(tools: &[ToolSpec]) -> Result<String, Failure> {
    let spec = |(index, tool): (usize, &ToolSpec)| {
        let ToolSpec { name, description, input_schema } = tool;
        serde_json::from_str::<BTreeMap<String, IgnoredAny>>(input_schema).map_err(|e| Failure {
            kind: FailureKind::BadSubject,
            message: format!("the schema of the tool `{name}` is not a JSON object: {e}"),
            pointer: format!("/0/tools/{index}/input-schema"),
        })?;
        let (name, description) = (json!(name), json!(description));
        Ok(format!(
            r#"{{"type":"function","function":{{"name":{name},"description":{description},"parameters":{input_schema}}}}}"#
        ))
    };
    let specs = tools.iter().enumerate().map(spec).collect::<Result<Vec<String>, Failure>>()?;
    Ok(format!("[{}]", specs.join(",")))
}

/// A call of a past turn.
pub(crate) fn call(call: &ToolCall) -> Value {
    json!({
        "id": call.id,
        "type": "function",
        "function": { "name": call.name, "arguments": returned(&call.arguments) },
    })
}

/// The arguments of a past call: a JSON object as it came, and any other text inside one.
///
/// A model may write what is no object, above all where a token limit cuts its call off. The task still sees the text
/// itself, the call's result says what is wrong with it, and the conversation goes on. To servers such a text cannot go
/// back as it is: llama.cpp answers status 500, and templates that go through the arguments by name need an object. A
/// past call is not held against the tool's schema there, so that an object of one text is as good as any.
fn returned(arguments: &str) -> Cow<'_, str> {
    match serde_json::from_str::<Map<String, Value>>(arguments) {
        Ok(_) => arguments.into(),
        Err(_) => json!({ "malformed": arguments }).to_string().into(),
    }
}

/// The result of a call. The API has no word for a failed one, so that it failed is for its content to say.
pub(crate) fn result(result: &ToolResult) -> Value {
    json!({ "role": "tool", "tool_call_id": result.id, "content": result.content })
}

/// The calls of an answer.
#[derive(Default)]
pub(crate) struct Calls {
    pub(crate) calls: Vec<ToolCall>,
    /// What a server wrote beside a call (its id, and other fields than those of the API), where it wrote anything.
    pub(crate) details: Vec<Value>,
    /// Types of the calls that have no name, or are not calls of a function.
    pub(crate) unread: Vec<String>,
}

impl Calls {
    /// Reads `tool_calls` or, where there are none, the older `function_call`. Ids in `taken` are those of the
    /// conversation so far: what comes without an id of its own gets one that is not among them.
    pub(crate) fn read(message: &Value, taken: &[&str]) -> Self {
        let older = json!({ "function": message["function_call"] });
        let calls = match list(&message["tool_calls"]) {
            [] if message["function_call"].is_object() => std::slice::from_ref(&older),
            calls => calls,
        };
        let mut read = Self::default();
        for call in calls {
            read.add(call, taken);
        }
        read
    }

    fn add(&mut self, call: &Value, taken: &[&str]) {
        let function = &call["function"];
        let Some(name) = text(&function["name"]) else {
            return self.unread.push(text(&call["type"]).unwrap_or("untyped").to_owned());
        };
        let is_new = |id: &str| self.calls.iter().all(|call| call.id != id);
        let own = text(&call["id"]).filter(|id| is_new(id));
        let id = own.map_or_else(|| fresh(|id| is_new(id) && !taken.contains(&id)), str::to_owned);
        let own_fields = ["id", "type", "function", "index"];
        let fields = call.as_object().into_iter().flatten();
        let mut details: Map<String, Value> = fields
            .filter(|(key, value)| !own_fields.contains(&key.as_str()) && !value.is_null())
            .map(|(key, value)| (key.clone(), value.clone()))
            .collect();
        if !details.is_empty() {
            details.insert("id".into(), id.as_str().into());
            self.details.push(details.into());
        }
        let arguments = match &function["arguments"] {
            // No arguments are an empty object.
            Value::Null => "{}".to_owned(),
            Value::String(arguments) if arguments.trim().is_empty() => "{}".to_owned(),
            Value::String(arguments) => arguments.clone(),
            // Some servers write the object itself, and not its text.
            arguments => arguments.to_string(),
        };
        self.calls.push(ToolCall { id, name: name.to_owned(), arguments });
    }
}

/// The first made-up id that is free. Nine letters and digits: some models' templates refuse any other.
fn fresh(is_free: impl Fn(&str) -> bool) -> String {
    let mut number = 0;
    loop {
        let id = format!("call{number:05}");
        if is_free(&id) {
            return id;
        }
        number += 1;
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use motive_plugin::ToolSpec;
    use serde_json::json;

    use super::{Calls, returned, specs};

    #[test]
    fn a_schema_keeps_its_order() {
        let schema = r#"{ "type": "object", "properties": { "z": {}, "a": {} } }"#;
        let tool = ToolSpec { name: "n\"".into(), description: "d".into(), input_schema: schema.into() };
        let text = specs(&[tool]).unwrap();
        assert!(text.contains(schema), "{text}");
        let parsed: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(parsed[0]["function"]["name"], "n\"");
    }

    #[test]
    fn calls_without_an_id_of_their_own() {
        let call = |id: &str| json!({ "id": id, "function": { "name": "look" } });
        let message = json!({ "tool_calls": [call(""), call("x"), call("x"), call("call00002")] });
        let calls = Calls::read(&message, &["call00000"]);
        let ids: Vec<&str> = calls.calls.iter().map(|call| call.id.as_str()).collect();
        assert_eq!(ids, ["call00001", "x", "call00002", "call00003"]);
    }

    #[test]
    fn arguments_go_back_as_an_object() {
        for (arguments, expected) in [
            ("{}", "{}"),
            (r#"{ "z": 1, "a": [] }"#, r#"{ "z": 1, "a": [] }"#),
            (r#"{"source": "ap"#, r#"{"malformed":"{\"source\": \"ap"}"#),
            ("{} {}", r#"{"malformed":"{} {}"}"#),
            // No Unicode: half of a pair.
            (r#"{"text": "\ud800"}"#, r#"{"malformed":"{\"text\": \"\\ud800\"}"}"#),
            ("api", r#"{"malformed":"api"}"#),
            (r#""api""#, r#"{"malformed":"\"api\""}"#),
            ("[]", r#"{"malformed":"[]"}"#),
            ("null", r#"{"malformed":"null"}"#),
            ("", r#"{"malformed":""}"#),
        ] {
            assert_eq!(returned(arguments), expected, "{arguments}");
        }
    }
}
