//! Plain constructors and readers for the shared types.

use crate::{Answer, Artifact, Failure, FailureKind, Message, Part, Role, StopReason, Usage};

impl Message {
    /// A text in the system's name.
    pub fn system(text: impl Into<String>) -> Self {
        Message::text_of(Role::System, text)
    }

    /// A text in the user's name.
    pub fn user(text: impl Into<String>) -> Self {
        Message::text_of(Role::User, text)
    }

    /// A text in the model's own name.
    pub fn assistant(text: impl Into<String>) -> Self {
        Message::text_of(Role::Assistant, text)
    }

    fn text_of(role: Role, text: impl Into<String>) -> Self {
        Message { role, parts: vec![Part::Text(text.into())] }
    }

    /// The text parts, joined by blank lines as the host joins them. Reasoning, tool calls and whatever else is `other`
    /// are left out.
    pub fn text(&self) -> String {
        let texts: Vec<&str> = self
            .parts
            .iter()
            .filter_map(|part| match part {
                Part::Text(text) => Some(text.as_str()),
                _ => None,
            })
            .collect();
        texts.join("\n\n")
    }
}

impl Answer {
    /// What the model said, as text; see [`Message::text`].
    pub fn text(&self) -> String {
        self.message.text()
    }
}

impl StopReason {
    /// Whether the model came to its own end, or to a stop sequence. Of an answer that stopped for any other reason,
    /// `other` among them, nobody knows whether it is whole.
    pub fn is_end(self) -> bool {
        matches!(self, StopReason::End | StopReason::StopSequence)
    }
}

impl Artifact {
    /// A piece of finished work in Markdown.
    pub fn markdown(name: impl Into<String>, text: impl Into<String>) -> Self {
        Artifact {
            name: name.into(),
            media_type: "text/markdown".into(),
            text: text.into(),
            attrs: Vec::new(),
        }
    }
}

impl Default for Usage {
    /// Nothing used, as far as anyone said.
    fn default() -> Self {
        Usage {
            input_tokens: 0,
            output_tokens: 0,
            cached_tokens: None,
            reasoning_tokens: None,
            attrs: Vec::new(),
        }
    }
}

impl Failure {
    fn new(kind: FailureKind, pointer: impl Into<String>, message: impl Into<String>) -> Self {
        Failure { kind, message: message.into(), pointer: pointer.into() }
    }

    /// The config passed its schema and is still not usable, at a JSON pointer into it.
    pub fn bad_config(pointer: impl Into<String>, message: impl Into<String>) -> Self {
        Failure::new(FailureKind::BadConfig, pointer, message)
    }

    /// The item, view, subject or request is not one that this plugin can handle.
    pub fn bad_subject(message: impl Into<String>) -> Self {
        Failure::new(FailureKind::BadSubject, "", message)
    }

    /// The state is not something this build of the plugin wrote.
    pub fn bad_state(message: impl Into<String>) -> Self {
        Failure::new(FailureKind::BadState, "", message)
    }

    /// A well-formed request for something this plugin does not do.
    pub fn unsupported(message: impl Into<String>) -> Self {
        Failure::new(FailureKind::Unsupported, "", message)
    }

    /// A bug in the plugin.
    pub fn internal(message: impl Into<String>) -> Self {
        Failure::new(FailureKind::Internal, "", message)
    }
}
