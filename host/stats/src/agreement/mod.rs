//! How far raters agree who put the same units into categories, with verdicts missing anywhere.
//!
//! Every coefficient is a function of a [`Table`]. None of them says that the raters are right, and none of them is
//! enough alone: where one category is rare, [`fleiss_kappa`] and [`krippendorff_alpha`] fall to 0 while the raters
//! agree nearly always, so [`raw_agreement`] and [`gwet_ac1`] stand beside them.
//!
//! Does not own what a unit or a category is, or what agreement is good enough.

mod alpha;
mod bootstrap;
mod chance;
mod table;
mod votes;

pub use alpha::{Scale, krippendorff_alpha};
pub use bootstrap::{Bootstrap, bootstrap};
pub use chance::{fleiss_kappa, gwet_ac1, raw_agreement};
pub use table::{Table, TableError};
pub use votes::{effective_votes, mean_correlation};

/// A chance agreement, or a disagreement by chance, this near to its end leaves nothing to correct for.
const ROUNDING: f64 = 1e-12;
