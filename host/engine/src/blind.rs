//! What tasks, framings and rubrics may see of an answer: everything but who said it.
//!
//! Parts that only a provider understands become opaque handles, and ids of tool calls, which look different at
//! each vendor, are numbered. On the way back to the provider both are restored.

use motive_contract::provider::Completion;
use motive_contract::types::{Answer, Message, OtherPart, Part, Role, Usage};

/// The kind of part that stands for one that is not shown.
const HANDLE: &str = "opaque";

/// What was taken out of one conversation.
#[derive(Debug, Default)]
pub(crate) struct Blinder {
    parts: Vec<OtherPart>,
    calls: Vec<String>,
}

impl Blinder {
    /// The answer as a plugin sees it.
    pub(crate) fn blind(&mut self, completion: Completion) -> Answer {
        let Completion { message, stop, usage, logprobs, .. } = completion;
        let parts = message.parts.into_iter().map(|part| self.blind_part(part)).collect();
        Answer {
            // A provider may have a word of its own for who speaks, which would name it.
            message: Message { role: Role::Assistant, parts },
            stop,
            // How long the prompt was would tell the arm: arms differ by what is inserted.
            usage: Usage { output_tokens: usage.output_tokens, ..Usage::default() },
            logprobs,
            attrs: Vec::new(),
        }
    }

    fn blind_part(&mut self, part: Part) -> Part {
        match part {
            Part::Other(other) => {
                self.parts.push(other);
                Part::Other(OtherPart { kind: HANDLE.to_owned(), data: (self.parts.len() - 1).to_string() })
            }
            Part::ToolCall(mut call) => {
                self.calls.push(call.id);
                call.id = format!("c{}", self.calls.len());
                Part::ToolCall(call)
            }
            other => other,
        }
    }

    /// The messages as the provider has to see them.
    pub(crate) fn restore(&self, messages: &[Message]) -> Vec<Message> {
        let restore = |message: &Message| Message {
            role: message.role.clone(),
            parts: message.parts.iter().map(|part| self.restore_part(part)).collect(),
        };
        messages.iter().map(restore).collect()
    }

    fn restore_part(&self, part: &Part) -> Part {
        match part {
            Part::Other(other) if other.kind == HANDLE => {
                let original = other.data.parse::<usize>().ok().and_then(|index| self.parts.get(index));
                Part::Other(original.unwrap_or(other).clone())
            }
            Part::ToolCall(call) => {
                let mut call = call.clone();
                call.id = self.original_id(&call.id);
                Part::ToolCall(call)
            }
            Part::ToolResult(result) => {
                let mut result = result.clone();
                result.id = self.original_id(&result.id);
                Part::ToolResult(result)
            }
            other => other.clone(),
        }
    }

    fn original_id(&self, id: &str) -> String {
        let index = id
            .strip_prefix('c')
            .and_then(|number| number.parse::<usize>().ok())
            .and_then(|n| n.checked_sub(1));
        index.and_then(|index| self.calls.get(index)).cloned().unwrap_or_else(|| id.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use motive_contract::types::{StopReason, ToolCall, ToolResult};

    use super::*;

    #[test]
    fn what_names_the_vendor_is_hidden_and_restored() {
        let signed =
            Part::Other(OtherPart { kind: "vendor-signature".to_owned(), data: "{\"s\":1}".to_owned() });
        let call = |id: &str| {
            Part::ToolCall(ToolCall {
                id: id.to_owned(),
                name: "look".to_owned(),
                arguments: "{}".to_owned(),
            })
        };
        let message =
            Message { role: Role::Assistant, parts: vec![signed, call("toolu_01"), call("call_x")] };
        let completion = Completion {
            message: message.clone(),
            stop: StopReason::ToolUse,
            usage: Usage { attrs: vec![("vendor".to_owned(), "x".to_owned())], ..Usage::default() },
            logprobs: Vec::new(),
            served_by: "vendor-model".to_owned(),
            attrs: vec![("vendor".to_owned(), "x".to_owned())],
        };
        let mut blinder = Blinder::default();
        let answer = blinder.blind(completion);
        let seen = serde_json::to_string(&answer).unwrap_or_default();
        for word in ["vendor", "toolu", "call_x"] {
            assert!(!seen.contains(word), "{word} in {seen}");
        }
        let result = |id: &str| {
            Part::ToolResult(ToolResult { id: id.to_owned(), content: "seen".to_owned(), is_error: false })
        };
        let back = Message { role: Role::Tool, parts: vec![result("c2")] };
        let restored = blinder.restore(&[answer.message, back]);
        assert_eq!(restored, [message, Message { role: Role::Tool, parts: vec![result("call_x")] }]);
    }
}
