//! Utility models: from choices between two options to a utility for every option.
//!
//! A model states a likelihood of the choices; fitting it says what the choices support and how
//! firmly. Whether an actor's choices are coherent enough to be called preferences is not judged here.

mod bradley_terry;
mod check;
mod fit;
mod newton;
mod scale;
mod thurstone;

pub use fit::{Fit, FitError};
use motive_registry::{Registry, Strategy};

/// Choices between two options in one order of presentation. The other order of the same two options
/// is a comparison of its own, with the indices swapped.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Comparison {
    /// The option shown first.
    pub first: usize,
    /// The option shown second.
    pub second: usize,
    /// How often the first was chosen: a weight, finite and not negative. Counts of sampled choices,
    /// or probabilities read from log-probabilities, may be fractions.
    pub first_wins: f64,
    /// How often the second was chosen, likewise.
    pub second_wins: f64,
}

/// How to fit a model.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FitOptions {
    /// The precision of a normal prior on every utility (around the mean of its component) and on the
    /// position: `penalty / 2` times their sum of squares is subtracted from the log-likelihood.
    /// Finite and not negative. 0 gives the textbook maximum-likelihood fit, which does not exist when
    /// an option always wins or always loses.
    ///
    /// The default of 0.01 is a prior standard deviation of 10 on the model's scale: it decides where
    /// the choices do not, and is invisible where they do. On the position, on which every choice
    /// bears, it has no practical effect unless every single choice fell on the same position.
    pub penalty: f64,
    /// Whether to fit how much being shown first adds. Without it, a preference for the first position
    /// is read as noise and draws utilities together.
    pub position: bool,
}

impl Default for FitOptions {
    fn default() -> Self {
        Self { penalty: 0.01, position: true }
    }
}

/// A utility model, selected by name.
pub trait UtilityModel: Sync {
    /// The name that a study file uses: lower case, digits and hyphens.
    fn name(&self) -> &'static str;

    /// One line for lists: what the model assumes and the unit of its utilities.
    fn about(&self) -> &'static str;

    /// The utilities of options `0..options` given the choices in `comparisons`.
    ///
    /// The order of `comparisons` and how choices are divided among them do not matter beyond rounding.
    ///
    /// # Errors
    ///
    /// [`FitError`] for choices that cannot be read (an index out of range, an option compared with
    /// itself, a weight that is negative or not finite), when there is nothing to fit, and when the
    /// choices with this penalty determine no finite estimate.
    fn fit(&self, options: usize, comparisons: &[Comparison], how: &FitOptions) -> Result<Fit, FitError>;
}

inventory::collect!(&'static dyn UtilityModel);

impl Strategy for dyn UtilityModel {
    const KIND: &'static str = "utility model";

    fn name(&self) -> &'static str {
        UtilityModel::name(self)
    }
}

/// The registered utility models.
pub type UtilityModels = Registry<dyn UtilityModel>;
