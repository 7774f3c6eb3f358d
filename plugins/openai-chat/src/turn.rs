//! A past turn of the model on its way back: its words, its calls, and what of its reasoning goes with them.

use serde_json::{Map, Value, json};

/// What a turn consists of, by sort.
#[derive(Default)]
pub(crate) struct Turn<'a> {
    pub(crate) texts: Vec<&'a str>,
    pub(crate) calls: Vec<Value>,
    /// Reasoning that stood in a list of content, and goes ahead of the words.
    thoughts: Vec<Value>,
    /// Reasoning that stood between tags ahead of the words, with them.
    tagged: String,
    /// What the server wrote beside its calls, with their ids.
    seals: Vec<Value>,
    /// Reasoning in fields of its own.
    fields: Map<String, Value>,
}

impl Turn<'_> {
    /// Adds fields that come back as they were.
    pub(crate) fn add(&mut self, fields: Map<String, Value>) {
        for (field, value) in fields {
            match (field.as_str(), value) {
                ("content", Value::Array(thoughts)) => self.thoughts.extend(thoughts),
                ("content", Value::String(tagged)) => self.tagged.push_str(&tagged),
                ("tool_calls", Value::Array(seals)) => self.seals.extend(seals),
                (_, value) => {
                    self.fields.insert(field, value);
                }
            }
        }
    }

    /// The message for the server.
    pub(crate) fn message(self) -> Value {
        let mut calls = self.calls;
        for seal in self.seals {
            let call = calls.iter_mut().find(|call| call["id"] == seal["id"]);
            if let (Some(Value::Object(call)), Value::Object(seal)) = (call, seal) {
                call.extend(seal);
            }
        }
        let text = self.tagged + &self.texts.join("\n\n");
        let content = if !self.thoughts.is_empty() {
            let words = (!text.is_empty()).then(|| json!({ "type": "text", "text": text }));
            self.thoughts.into_iter().chain(words).collect()
        } else if text.is_empty() && !calls.is_empty() {
            // What servers themselves write beside calls.
            Value::Null
        } else {
            text.into()
        };
        let mut message = self.fields;
        message.insert("role".into(), "assistant".into());
        message.insert("content".into(), content);
        if !calls.is_empty() {
            message.insert("tool_calls".into(), calls.into());
        }
        message.into()
    }
}
