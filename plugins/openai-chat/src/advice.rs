//! What to do where a server refuses a request for what it holds: images or tools, which many a model does not take.
//!
//! The server's own words stay as they are. Few say which model it was, and none what a study can do.

use motive_plugin::provider::{ProviderError, ProviderErrorKind, Request};
use motive_plugin::{Message, Part};

use crate::message;

/// Words of servers that refuse images.
const OF_IMAGES: [&str; 4] = ["image", "multimodal", "multi-modal", "vision"];

/// Words of servers that refuse tools.
const OF_TOOLS: [&str; 5] = ["tools", "tool use", "tool choice", "tool calling", "function calling"];

/// The error with what to do, where its words are about something that the request holds.
pub(crate) fn advised(request: &Request, error: ProviderError) -> ProviderError {
    let said = error.message.to_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| said.contains(word));
    let advice = match error.kind {
        ProviderErrorKind::InvalidRequest if has_images(&request.messages) && says(&OF_IMAGES) => {
            "was sent images: if it takes none, use a model that does, or leave out the task that sends them"
        }
        ProviderErrorKind::InvalidRequest if !request.tools.is_empty() && says(&OF_TOOLS) => {
            "was sent tools: if it takes none, serve it with a chat template that knows tools, use another model, or \
             leave out the task that needs them"
        }
        _ => return error,
    };
    let message = format!("{} (the model `{}` {advice})", error.message, request.model);
    ProviderError { message, ..error }
}

fn has_images(messages: &[Message]) -> bool {
    let parts = messages.iter().flat_map(|message| &message.parts);
    parts.into_iter().any(|part| matches!(part, Part::Blob(blob) if message::is_a(blob, "image/")))
}
