//! Runs a plan: loads plugins, asks models, plays episodes, collects ballots, and writes all of it into one
//! resumable folder.
//!
//! Owns: the order of the stages, HTTP and its rules ([`http`]), pace ([`limiter`]), retries, blinding of what
//! plugins see, the run's folder. Does not own: what a plan holds (`motive-study`), how utilities are
//! fitted and stakes drawn (`motive-elicitation`), what the records mean (`motive-analysis`).

mod answers;
mod ballots;
mod beside;
mod blind;
mod elicit;
mod episode;
mod error;
mod estimate;
mod faults;
mod folder;
mod gold;
mod grants;
pub mod http;
mod insert;
pub mod limiter;
mod load;
mod offer;
mod preflight;
mod progress;
mod respond;
mod run;
mod screen;
mod verify;

pub use error::EngineError;
pub use estimate::{Estimate, Tokens, estimate};
pub use folder::Folder;
pub use gold::texts as gold_texts;
pub use grants::{Grants, grants};
pub use load::{Bundled, PrepareError, Prepared, Sources, prepare, reload};
pub use preflight::try_requests;
pub use progress::{Observer, Stage};
pub use run::{Finished, Setup, Stop, run};
pub use screen::redacted;
pub use verify::{Check, is_close, verify};
