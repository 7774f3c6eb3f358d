//! What came back from the outside world, as a row of the table `event`.

/// One answer of the outside world to one request of one attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// The place in the plan that this belongs to; look-ups go by it.
    pub slot: String,
    /// Which try of the slot this belongs to, from 0.
    pub attempt: u32,
    /// The event's place within the attempt, from 0.
    pub seq: u32,
    /// SHA-256 in hex of what was sent; none where nothing was, as for [`EventKind::Elapsed`].
    pub request: Option<String>,
    /// What happened.
    pub kind: EventKind,
    /// When it happened, in milliseconds since 1970-01-01 UTC.
    pub at: i64,
}

/// What happened after a request or a pause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EventKind {
    /// A response came, whatever its status.
    Received {
        /// The HTTP status.
        status: u16,
        /// Names and values in the order received. A name may occur more than once.
        headers: Vec<(String, String)>,
        /// The body, decompressed.
        body: Vec<u8>,
    },
    /// No response came, and that was the last try.
    Unreachable {
        /// Why, in words.
        reason: String,
    },
    /// No response came, and the same request was sent again. It may have been paid for.
    Lost {
        /// Why, in words.
        reason: String,
    },
    /// A pause that was asked for is over.
    Elapsed,
}

impl EventKind {
    /// The word in the column `kind`.
    pub(crate) fn word(&self) -> &'static str {
        match self {
            Self::Received { .. } => "received",
            Self::Unreachable { .. } => "unreachable",
            Self::Lost { .. } => "lost",
            Self::Elapsed => "elapsed",
        }
    }
}
