//! From a plan and its records to results. Pure: the same plan and records give the same results, byte for
//! byte, whatever the order of the records.
//!
//! Owns: panel rules ([`rule`]), tallies and rates ([`cell`]), how far judges agree ([`agreement`]), what the judges did ([`judges`]), what was at stake
//! ([`offered`]), what the screening found ([`screened`]), what actors remembered ([`recall`]), what judges guessed ([`blinding`]) and
//! scored ([`scores`]), what they could have seen ([`calibration`], [`sensitivity`]), means of what needs no judge ([`measures`]). Does not own: where records come from, or how results
//! are shown.

pub mod agreement;
pub mod blinding;
pub mod calibration;
pub mod cell;
pub mod judges;
pub mod measures;
pub mod offered;
mod panel;
pub mod recall;
pub mod records;
pub mod results;
pub mod rule;
pub mod scores;
pub mod screened;
pub mod sensitivity;
pub mod unanswered;

pub use records::Records;
pub use results::{AnalysisError, Results, analyse};
pub use rule::PanelRules;
