//! What the actor is told of the promise as it stands. When it is told is not decided here.

use promise::Wording;
use promise::money::{self, grouped};

use crate::Config;

/// How the promise stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Standing {
    /// As it was made.
    Kept {
        /// The sum.
        at: u64,
    },
    /// Raised, once or more often.
    Raised {
        /// The sum by now.
        to: u64,
    },
    /// Paid in part.
    Paid {
        /// What was paid.
        part: u64,
        /// What is still promised.
        rest: u64,
    },
}

/// The promise as it stands, in the donation's sentences: as when it is made first, or with a sentence before it on what
/// has become of it.
pub(crate) fn text(config: &Config, standing: Standing, is_first: bool) -> String {
    let Config { currency, recipient, wording, .. } = config;
    let sum = match standing {
        Standing::Kept { at } => at,
        Standing::Raised { to } => to,
        Standing::Paid { rest, .. } => rest,
    };
    let promise = wording.text(&money::outcome(sum, currency, recipient));
    match is_first {
        true => promise,
        false => format!("{} {promise}", note(*wording, standing, currency.trim())),
    }
}

/// What has become of the promise. The three differ by a few characters.
fn note(wording: Wording, standing: Standing, currency: &str) -> String {
    match (wording, standing) {
        (Wording::Submitted, Standing::Kept { at }) => {
            format!("The sum that was promised has been kept at {} {currency}.", grouped(at))
        }
        (Wording::Submitted, Standing::Raised { to }) => {
            format!("The sum that was promised has been raised to {} {currency}.", grouped(to))
        }
        (Wording::Submitted, Standing::Paid { part, rest }) => format!(
            "Of the sum that was promised, {} {currency} have been paid, and {} are left.",
            grouped(part),
            grouped(rest)
        ),
        (Wording::Compared, Standing::Kept { at }) => {
            format!("The amount that was offered has stayed at {} {currency}.", grouped(at))
        }
        (Wording::Compared, Standing::Raised { to }) => {
            format!("The amount that was offered has gone up to {} {currency}.", grouped(to))
        }
        (Wording::Compared, Standing::Paid { part, rest }) => format!(
            "Of the amount that was offered, {} {currency} have been paid, and {} remain.",
            grouped(part),
            grouped(rest)
        ),
        (Wording::Consequence, Standing::Kept { at }) => {
            format!("The sum at stake here has been left at {} {currency}.", grouped(at))
        }
        (Wording::Consequence, Standing::Raised { to }) => {
            format!("The sum at stake here has been increased to {} {currency}.", grouped(to))
        }
        (Wording::Consequence, Standing::Paid { part, rest }) => format!(
            "Of the sum at stake here, {} {currency} have been paid, and {} are still open.",
            grouped(part),
            grouped(rest)
        ),
    }
}
