//! Jobs that may be accepted or declined.
//!
//! An offer is told by the two words that it asks for, whichever stands first. Once it is accepted, the text that is
//! asked for is the one that the offer describes. Whether to accept is decided by whoever answers.

use motive_plugin::{Message, Role};

use crate::assignment::Writing;

const EITHER_ORDER: [&str; 2] =
    ["Answer with one word, ACCEPT or DECLINE.", "Answer with one word, DECLINE or ACCEPT."];

/// Whether a text offers a job.
pub(crate) fn is_offered(text: &str) -> bool {
    EITHER_ORDER.iter().any(|question| text.contains(question))
}

/// The text that an accepted job consists of, if it is asked for: the one of the latest offer.
pub(crate) fn accepted(text: &str, messages: &[Message]) -> Option<Writing> {
    if !text.contains("as the job says") {
        return None;
    }
    let from_user = messages.iter().rev().filter(|message| message.role == Role::User);
    from_user.map(Message::text).find_map(|offer| Writing::assigned(offer.split_once("The job: ")?.1))
}

/// The word for a decision.
pub(crate) fn answer(accepts: bool) -> &'static str {
    if accepts { "ACCEPT" } else { "DECLINE" }
}
