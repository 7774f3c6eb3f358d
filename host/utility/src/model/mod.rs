//! Utility models: from choices between two options to a utility for every option.
//!
//! A model states a likelihood of the choices; fitting it says what the choices support and how
//! firmly. Whether an actor's choices are coherent enough to be called preferences is not judged here.
//!
//! One estimator serves all models but the published recipe: [`tally`] counts the choices of every
//! pair, an [`objective::Choice`] says what they tell about two options, [`objective`] adds up penalised
//! likelihood and derivatives inside the constraints of [`subspace`], [`newton`] climbs with directions
//! from [`conjugate`], [`dense`] inverts the information matrix, [`bounded`] and [`one_sided`] say what the
//! choices bound on one side only, and [`estimate`] puts it together.

mod bounded;
mod bradley_terry;
mod check;
mod conjugate;
mod davidson;
mod dense;
mod error;
mod estimate;
mod fit;
mod given;
mod information;
mod newton;
mod objective;
mod one_sided;
mod published;
mod scale;
mod subspace;
mod symmetric;
mod tally;
mod thurstone;
mod thurstone_variances;

pub use error::FitError;
pub use fit::{Fit, OneSided, Prediction};
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
    /// How often neither was preferred, likewise. A model without ties takes each as half a choice of
    /// the first and half a choice of the second.
    pub ties: f64,
}

impl Comparison {
    /// The total weight of its choices.
    pub(crate) fn weight(&self) -> f64 {
        self.first_wins + self.second_wins + self.ties
    }
}

/// How to fit a model.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FitOptions {
    /// The precision of a normal prior on every utility (around the mean of its component), on the
    /// position and on the logarithm of the tie parameter: `penalty / 2` times their sum of squares is
    /// subtracted from the log-likelihood. Finite and not negative. 0 gives the textbook
    /// maximum-likelihood fit, which does not exist when an option, or a set of options, always wins
    /// or always loses.
    ///
    /// The default of 0.01 is a prior standard deviation of 10 on the model's scale: it decides where
    /// the choices do not, and is invisible where they do. On the position, on which every choice
    /// bears, it has no practical effect unless every single choice fell on the same position.
    pub penalty: f64,
    /// Whether to fit how much being shown first adds. Without it, a preference for the first position
    /// is read as noise and draws utilities together.
    pub position: bool,
    /// Whether to compute standard errors. They take the inverse of a matrix with a row per option, so
    /// their time grows with its cube: little for hundreds of options, most of the time for thousands.
    pub standard_errors: bool,
    /// Whether to compute the one-sided limits of bounded options: some further fits for each of them.
    pub one_sided: bool,
}

impl Default for FitOptions {
    fn default() -> Self {
        Self { penalty: 0.01, position: true, standard_errors: true, one_sided: true }
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
    fn fit(&self, options: usize, comparisons: &[Comparison], how: &FitOptions) -> Result<Fit, FitError> {
        self.fit_from(options, comparisons, how, None)
    }

    /// The same, searching from an earlier fit of the same options (by this model or another) instead
    /// of from nothing: faster if most of the choices are the same.
    ///
    /// # Errors
    ///
    /// As [`UtilityModel::fit`], and if `start` has another number of options.
    fn fit_from(
        &self,
        options: usize,
        comparisons: &[Comparison],
        how: &FitOptions,
        start: Option<&Fit>,
    ) -> Result<Fit, FitError>;
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
