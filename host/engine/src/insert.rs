//! Puts a framing's inserts into the messages of a task.
//!
//! Framings add and cannot edit, so two arms of a cell differ by the inserts and by nothing else.

use motive_contract::framing::Insert;
use motive_contract::types::{Message, Part, Role};

/// The conversation with an actor: what the task said, what the framing added, what the actor answered.
#[derive(Debug, Default, Clone)]
pub(crate) struct Conversation {
    messages: Vec<Message>,
    system_start: Option<String>,
    system_end: Option<String>,
}

impl Conversation {
    /// Whether anything was said yet.
    pub(crate) fn is_empty(&self) -> bool {
        self.messages.is_empty()
    }

    /// Starts over.
    pub(crate) fn restart(&mut self) {
        *self = Self::default();
    }

    /// Adds what the task is about to say, with the inserts, and returns it as it is sent.
    ///
    /// # Errors
    /// The slot that nobody knows, or the one that has no message to go into.
    pub(crate) fn say(&mut self, pending: Vec<Message>, inserts: &[Insert]) -> Result<Vec<Message>, String> {
        let mut sent = pending;
        for insert in inserts {
            let text = insert.text.clone();
            match insert.slot.as_str() {
                "system-start" => self.system_start = Some(text),
                "system-end" => self.system_end = Some(text),
                "user-start" => before(user(&mut sent, insert)?, text),
                "user-end" => after(user(&mut sent, insert)?, text),
                "own-turn" => {
                    // After results of tools, which have to follow the calls that they answer.
                    let first = |message: &&Message| matches!(message.role, Role::System | Role::Tool);
                    let at = sent.iter().take_while(first).count();
                    sent.insert(at, Message::text(Role::User, text));
                }
                other => return Err(format!("an insert into the unknown slot `{other}`")),
            }
        }
        self.messages.extend(sent.iter().cloned());
        Ok(sent)
    }

    /// Adds what the actor answered.
    pub(crate) fn hear(&mut self, answer: Message) {
        self.messages.push(answer);
    }

    /// The whole conversation as it goes to the model: inserts into the system message hold until changed.
    pub(crate) fn messages(&self) -> Vec<Message> {
        let mut messages = self.messages.clone();
        if self.system_start.is_none() && self.system_end.is_none() {
            return messages;
        }
        if !messages.iter().any(|message| message.role == Role::System) {
            messages.insert(0, Message { role: Role::System, parts: Vec::new() });
        }
        if let Some(system) = messages.iter_mut().find(|message| message.role == Role::System) {
            if let Some(text) = &self.system_start {
                before(&mut system.parts, text.clone());
            }
            if let Some(text) = &self.system_end {
                after(&mut system.parts, text.clone());
            }
        }
        messages
    }
}

/// A paragraph of its own before the first text. One text and not two parts: how a server shows parts is its own
/// affair, and the blank line has to be what the model sees.
fn before(parts: &mut Vec<Part>, text: String) {
    match parts.first_mut() {
        Some(Part::Text(first)) => *first = format!("{text}\n\n{first}"),
        _ => parts.insert(0, Part::Text(text)),
    }
}

/// A paragraph of its own after the last text.
fn after(parts: &mut Vec<Part>, text: String) {
    match parts.last_mut() {
        Some(Part::Text(last)) => *last = format!("{last}\n\n{text}"),
        _ => parts.push(Part::Text(text)),
    }
}

/// The parts of the first pending user message.
fn user<'a>(pending: &'a mut [Message], insert: &Insert) -> Result<&'a mut Vec<Part>, String> {
    pending
        .iter_mut()
        .find(|message| message.role == Role::User)
        .map(|message| &mut message.parts)
        .ok_or_else(|| format!("an insert into the slot `{}` of an ask without a user message", insert.slot))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn insert(slot: &str, text: &str) -> Insert {
        Insert { slot: slot.to_owned(), text: text.to_owned() }
    }

    fn texts(messages: &[Message]) -> Vec<String> {
        messages.iter().map(|message| format!("{:?}: {}", message.role, message.plain_text())).collect()
    }

    #[test]
    fn each_slot_has_its_place() {
        let task = vec![Message::text(Role::System, "rules"), Message::text(Role::User, "task")];
        let cases = [
            ("system-start", ["System: new\n\nrules", "User: task"].as_slice()),
            ("system-end", &["System: rules\n\nnew", "User: task"]),
            ("user-start", &["System: rules", "User: new\n\ntask"]),
            ("user-end", &["System: rules", "User: task\n\nnew"]),
            ("own-turn", &["System: rules", "User: new", "User: task"]),
        ];
        for (slot, expected) in cases {
            let mut conversation = Conversation::default();
            conversation.say(task.clone(), &[insert(slot, "new")]).unwrap();
            let messages = conversation.messages();
            assert_eq!(texts(&messages), expected, "{slot}");
            // Whatever a provider puts between two parts, it cannot come between these.
            assert!(messages.iter().all(|message| message.parts.len() == 1), "{slot}");
        }
    }

    #[test]
    fn a_turn_of_its_own_does_not_part_calls_from_their_results() {
        let results = vec![Message::text(Role::Tool, "42"), Message::text(Role::User, "go on")];
        let sent = Conversation::default().say(results, &[insert("own-turn", "new")]).unwrap();
        assert_eq!(texts(&sent), ["Tool: 42", "User: new", "User: go on"]);
    }

    #[test]
    fn system_inserts_hold_until_changed_and_go_with_a_restart() {
        let mut conversation = Conversation::default();
        conversation.say(vec![Message::text(Role::User, "one")], &[insert("system-end", "a")]).unwrap();
        conversation.hear(Message::text(Role::Assistant, "yes"));
        conversation.say(vec![Message::text(Role::User, "two")], &[]).unwrap();
        assert_eq!(texts(&conversation.messages())[0], "System: a");
        conversation.say(vec![Message::text(Role::User, "three")], &[insert("system-end", "b")]).unwrap();
        assert_eq!(texts(&conversation.messages())[0], "System: b");
        conversation.restart();
        conversation.say(vec![Message::text(Role::User, "four")], &[]).unwrap();
        assert_eq!(texts(&conversation.messages()), ["User: four"]);
    }

    #[test]
    fn what_cannot_be_placed_is_an_error() {
        let mut conversation = Conversation::default();
        let error =
            conversation.say(vec![Message::text(Role::User, "x")], &[insert("margin", "y")]).unwrap_err();
        assert_eq!(error, "an insert into the unknown slot `margin`");
        let error =
            conversation.say(vec![Message::text(Role::Tool, "x")], &[insert("user-end", "y")]).unwrap_err();
        assert!(error.contains("without a user message"), "{error}");
    }
}
