//! From the messages of a conversation to those that a server reads.
//!
//! What has no place in a message of its role is refused with a pointer to it, and never left out.

use motive_plugin::{Blob, Failure, FailureKind, Message, Part, Role};
use serde_json::{Value, json};

use crate::turn::Turn;
use crate::{Config, base64, reasoning, tools};

/// A conversation. A message of tool results becomes one message per result.
pub(crate) fn chat(config: &Config, messages: &[Message]) -> Result<Vec<Value>, Failure> {
    let mut chat = Vec::new();
    for (index, message) in messages.iter().enumerate() {
        let place = |role, takes| Place { index, role, takes };
        let parts = &message.parts;
        match &message.role {
            Role::System => {
                let content = place("system", "text").texts(parts)?;
                chat.push(json!({ "role": "system", "content": content }));
            }
            Role::User => {
                let content = place("user", "text and images").content(parts)?;
                chat.push(json!({ "role": "user", "content": content }));
            }
            Role::Assistant => {
                let place = place("assistant", "text, tool calls and reasoning");
                chat.push(place.turn(parts, config.return_reasoning)?);
            }
            Role::Tool => chat.extend(place("tool", "tool results").results(parts)?),
            Role::Other(role) => {
                return Err(Failure {
                    kind: FailureKind::Unsupported,
                    message: format!("the role `{role}` is not supported"),
                    pointer: format!("/0/messages/{index}/role"),
                });
            }
        }
    }
    Ok(chat)
}

/// A message of a role, and what such a message may hold.
struct Place {
    index: usize,
    role: &'static str,
    takes: &'static str,
}

impl Place {
    /// Two texts of a message are two paragraphs, as everywhere in motive.
    fn texts(&self, parts: &[Part]) -> Result<String, Failure> {
        let texts = parts.iter().enumerate().map(|(index, part)| self.text(index, part));
        Ok(texts.collect::<Result<Vec<&str>, Failure>>()?.join("\n\n"))
    }

    /// The words of a part; a file of text is text.
    fn text<'a>(&self, index: usize, part: &'a Part) -> Result<&'a str, Failure> {
        match part {
            Part::Text(text) => Ok(text),
            Part::Blob(blob) if is_a(blob, "text/") => std::str::from_utf8(&blob.data)
                .map_err(|e| self.refuse(index, &format!("a file ({}) is not UTF-8: {e}", blob.media_type))),
            part => Err(self.misplaced(index, part)),
        }
    }

    /// Text alone as a text, and text with images as a list of both.
    fn content(&self, parts: &[Part]) -> Result<Value, Failure> {
        let is_image = |part: &Part| matches!(part, Part::Blob(blob) if is_a(blob, "image/"));
        if !parts.iter().any(is_image) {
            return self.texts(parts).map(Value::from);
        }
        let piece = |(index, part): (usize, &Part)| match part {
            Part::Blob(blob) if is_a(blob, "image/") => {
                let url = format!("data:{};base64,{}", blob.media_type, base64::encode(&blob.data));
                Ok(json!({ "type": "image_url", "image_url": { "url": url } }))
            }
            part => Ok(json!({ "type": "text", "text": self.text(index, part)? })),
        };
        parts.iter().enumerate().map(piece).collect()
    }

    fn turn(&self, parts: &[Part], return_reasoning: bool) -> Result<Value, Failure> {
        let mut turn = Turn::default();
        for (index, part) in parts.iter().enumerate() {
            match part {
                Part::ToolCall(call) => turn.calls.push(tools::call(call)),
                Part::Other(other) if other.kind == reasoning::KIND => {
                    let fields = reasoning::returned(other, return_reasoning);
                    turn.add(fields.map_err(|reason| self.refuse(index, &reason))?.unwrap_or_default());
                }
                part => turn.texts.push(self.text(index, part)?),
            }
        }
        Ok(turn.message())
    }

    fn results(&self, parts: &[Part]) -> Result<Vec<Value>, Failure> {
        let result = |(index, part): (usize, &Part)| match part {
            Part::ToolResult(result) => Ok(tools::result(result)),
            part => Err(self.misplaced(index, part)),
        };
        parts.iter().enumerate().map(result).collect()
    }

    fn misplaced(&self, index: usize, part: &Part) -> Failure {
        let (role, takes) = (self.role, self.takes);
        self.refuse(index, &format!("{} not supported in {role} messages, which take {takes}", what(part)))
    }

    fn refuse(&self, part: usize, message: &str) -> Failure {
        Failure {
            kind: FailureKind::Unsupported,
            message: message.into(),
            pointer: format!("/0/messages/{}/parts/{part}", self.index),
        }
    }
}

/// Whether a file is of a media type that starts like this; case does not count (RFC 9110, 8.3.1).
pub(crate) fn is_a(blob: &Blob, start: &str) -> bool {
    blob.media_type.get(..start.len()).is_some_and(|found| found.eq_ignore_ascii_case(start))
}

/// The sort of a part, with its verb.
fn what(part: &Part) -> String {
    match part {
        Part::Text(_) => "text is".to_owned(),
        Part::Blob(blob) => format!("files ({}) are", blob.media_type),
        Part::ToolCall(_) => "tool calls are".to_owned(),
        Part::ToolResult(_) => "tool results are".to_owned(),
        Part::Other(other) => format!("parts of kind `{}` are", other.kind),
    }
}
