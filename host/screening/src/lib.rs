//! What an output has to pass before judges see it.
//!
//! The *leak scan* finds what an output tells of the incentive beyond what its assignment explains; *admission* finds
//! outputs that are no delivered work: truncated, refused, empty, in the wrong language, far outside the length asked
//! for. Both are pure functions of texts. What follows from a finding (flag, exclude, regenerate, redact) and the
//! rates per arm are the study's business; this crate knows nothing of plans, arms, models or judges.

mod admission;
mod error;
mod language;
mod leak;
mod pattern;
mod phrases;
mod redact;
mod words;

pub use admission::{Expectation, Limits, Reason, Stop, WordRange, admit};
pub use error::ScreeningError;
pub use language::Language;
pub use leak::{Finding, Kind, LeakReport, LeakScan, Stake, THRESHOLD, Told};
pub use redact::{MARK, redact};
