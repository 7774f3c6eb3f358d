//! What a fit says, and what makes one impossible.

use crate::link::Link;
use serde::{Deserialize, Serialize};

/// Utilities fitted to choices. Lists have one entry per option, in order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Fit {
    pub(crate) link: Link,
    /// Utility on the model's scale (logits or probits), centred: the mean over each component is 0.
    /// The zero means nothing by itself; differences inside a component do. An option never compared
    /// has 0.
    pub utility: Vec<f64>,
    /// The same with mean 0 and (sample) standard deviation 1 over each component; 0 where the
    /// component varies by no more than rounding (1e-8).
    pub standardized: Vec<f64>,
    /// The (sample) standard deviation of the utilities of every component, by its number: the unit of
    /// `standardized` on the model's scale. 0 where the component varies by no more than rounding.
    pub deviations: Vec<f64>,
    /// Standard error of each centred utility, from the observed information with the penalty added.
    /// `None` for an option never compared.
    pub standard_error: Vec<Option<f64>>,
    /// What being shown first adds, on the model's scale; 0 if it was not fitted.
    pub position: f64,
    /// Standard error of `position`; `None` if it was not fitted.
    pub position_standard_error: Option<f64>,
    /// The log-likelihood of the choices at the estimate, in nats, without penalty and without
    /// binomial coefficients.
    pub log_likelihood: f64,
    /// Whether the gradient vanished and the last Newton step was negligible. If not, the numbers are
    /// the best point reached.
    pub converged: bool,
    /// Newton steps taken.
    pub iterations: usize,
    /// The component of the undirected comparison graph each option belongs to, numbered by their
    /// smallest option. Options of different components share no scale.
    pub components: Vec<usize>,
    /// Options that always won or always lost: only the penalty keeps their utility finite.
    pub bounded: Vec<bool>,
    /// The total weight of the choices.
    pub observations: f64,
}

impl Fit {
    /// The probability that `a` is chosen over `b` when neither gains from its position. `None` if
    /// they lie in different components, whose utilities cannot be compared, or do not exist.
    pub fn probability(&self, a: usize, b: usize) -> Option<f64> {
        if self.components.get(a)? != self.components.get(b)? {
            return None;
        }
        let lead = self.utility.get(a)? - self.utility.get(b)?;
        Some(self.link.probability(lead))
    }

    /// The share of choices that would fall on the option shown first if both were of equal utility;
    /// .5 is no position bias.
    pub fn first_share(&self) -> f64 {
        self.link.probability(self.position)
    }
}

/// Why there is no fit.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum FitError {
    /// Fewer than two options.
    #[error("{0} options: utilities are differences, so there must be at least two")]
    TooFewOptions(usize),
    /// No comparison, or none with any weight.
    #[error("no readable choice among {comparisons} comparisons: there is nothing to fit")]
    NoChoices {
        /// How many comparisons were given, all without weight.
        comparisons: usize,
    },
    /// An option that does not exist.
    #[error("comparison {comparison} names option {option}, but there are only {options} (from 0)")]
    OptionOutOfRange {
        /// Index of the comparison.
        comparison: usize,
        /// The option it names.
        option: usize,
        /// How many options there are.
        options: usize,
    },
    /// An option compared with itself.
    #[error("comparison {comparison} compares option {option} with itself")]
    SameOption {
        /// Index of the comparison.
        comparison: usize,
        /// The option.
        option: usize,
    },
    /// A weight that is no weight.
    #[error("comparison {comparison} has {field} = {value}: weights must be finite and not negative")]
    Weight {
        /// Index of the comparison.
        comparison: usize,
        /// `first_wins` or `second_wins`.
        field: &'static str,
        /// The weight given.
        value: f64,
    },
    /// A penalty that is no precision.
    #[error("penalty {0}: it must be finite and not negative, for example 0.01")]
    Penalty(f64),
    /// The textbook fit asked for where an option always wins or always loses.
    #[error(
        "option {option} always {outcome}, so without a penalty its utility is infinite: \
         set a positive penalty, for example 0.01"
    )]
    Unbounded {
        /// The first such option.
        option: usize,
        /// `wins` or `loses`.
        outcome: &'static str,
    },
    /// A likelihood without a unique finite maximum.
    #[error(
        "with penalty {penalty} the choices determine no finite estimate: some utilities or the position \
         can move without limit or together; raise the penalty (for example 0.01), ask pairs in both \
         orders, or leave the position out"
    )]
    Undetermined {
        /// The penalty of the fit.
        penalty: f64,
    },
}
