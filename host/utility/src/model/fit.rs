//! What a fit says.

use super::davidson;
use crate::link::Link;
use serde::{Deserialize, Serialize};

/// Utilities fitted to choices. Lists have one entry per option, in order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Fit {
    pub(crate) link: Link,
    /// What is added to the sum of two variances.
    pub(crate) added_variance: f64,
    /// Utility on the model's scale (logits or probits), centred: the mean over each component is 0.
    /// The zero means nothing by itself; differences inside a component do. An option never compared
    /// has 0, and is a component of its own.
    pub utility: Vec<f64>,
    /// The same with mean 0 and (sample) standard deviation 1 over each component; 0 where the
    /// component varies by no more than rounding (1e-8).
    pub standardized: Vec<f64>,
    /// The (sample) standard deviation of the utilities of every component, by its number: the unit of
    /// `standardized` on the model's scale. 0 where the component varies by no more than rounding.
    pub deviations: Vec<f64>,
    /// Standard error of each centred utility, from the observed information with the penalty added.
    /// `None` for an option never compared, and for all options if standard errors were not asked for,
    /// if the model has none, or if the information matrix is `singular`.
    pub standard_error: Vec<Option<f64>>,
    /// Whether standard errors were to be computed and the information matrix is singular or, since the
    /// search did not reach a maximum, not positive.
    pub singular: bool,
    /// The variance of the noise with which each utility is felt, in the square of its unit; `None` for a
    /// model without a variance per option.
    pub variance: Option<Vec<f64>>,
    /// What being shown first adds, on the model's scale; 0 if it was not fitted.
    pub position: f64,
    /// Standard error of `position`; `None` if it was not fitted, and as for `standard_error`.
    pub position_standard_error: Option<f64>,
    /// Whether every choice fell on the option shown first, or every one on that shown second: only the
    /// penalty keeps the position finite.
    pub position_bounded: bool,
    /// The tie parameter: how likely a tie is between options of equal utility, as a multiple of the
    /// probability that the first is chosen. `None` for a model without ties.
    pub tie: Option<f64>,
    /// Standard error of the logarithm of `tie`.
    pub tie_standard_error: Option<f64>,
    /// The log-likelihood of the choices at the estimate, in nats, without penalty and without
    /// binomial coefficients. Comparable between models that treat ties alike.
    pub log_likelihood: f64,
    /// Whether the gradient vanished and the last Newton step was negligible. If not, the numbers are
    /// the best point reached.
    pub converged: bool,
    /// Steps taken.
    pub iterations: usize,
    /// The component of the undirected comparison graph each option belongs to, numbered by their
    /// smallest option. Options of different components share no scale.
    pub components: Vec<usize>,
    /// Options whose utility only the penalty keeps finite: those that always won or always lost, and
    /// those of a set that always won or always lost against the others. Inside a component, the largest
    /// set of options that all won against each other, directly or in a circle, is not bounded; if there is
    /// none, or several of that size, all are.
    pub bounded: Vec<bool>,
    /// For a bounded option the limit that the choices set, where they set one and it was asked for.
    pub one_sided: Vec<Option<OneSided>>,
    /// The total weight of the choices.
    pub observations: f64,
}

/// A one-sided 95 % limit of a centred utility, on the model's scale, from the profile of the penalised
/// likelihood.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OneSided {
    /// The option always won: its utility is at least this.
    AtLeast(f64),
    /// The option always lost: its utility is at most this.
    AtMost(f64),
}

/// How a choice between two options falls. The three sum to 1.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Prediction {
    /// The probability that the first is chosen.
    pub first: f64,
    /// The probability that the second is chosen.
    pub second: f64,
    /// The probability that neither is preferred; 0 for a model without ties.
    pub tie: f64,
}

impl Fit {
    /// The probability that `a` is chosen over `b` when neither gains from its position. `None` if
    /// they lie in different components, whose utilities cannot be compared, or do not exist.
    pub fn probability(&self, a: usize, b: usize) -> Option<f64> {
        self.predict(a, b, false).map(|prediction| prediction.first)
    }

    /// How a choice between `first` and `second` falls when they are shown in this order, or, without
    /// `position`, when neither gains from its position. `None` as for [`Fit::probability`].
    pub fn predict(&self, first: usize, second: usize, position: bool) -> Option<Prediction> {
        if self.components.get(first)? != self.components.get(second)? {
            return None;
        }
        let lead = self.utility[first] - self.utility[second] + if position { self.position } else { 0.0 };
        let variance = self.variance.as_ref().map(|of| of[first] + of[second] + self.added_variance);
        Some(self.shares(lead / variance.map_or(1.0, f64::sqrt)))
    }

    /// The share of choices that would fall on the option shown first if both were of equal utility (and
    /// typical variance), ties apart; .5 is no position bias.
    pub fn first_share(&self) -> f64 {
        self.link.probability(self.position)
    }

    /// The component on whose scale the utility of `option` lies; `None` if it was never compared, and so is a
    /// component alone.
    pub(crate) fn scale(&self, option: usize) -> Option<usize> {
        let own = self.components[option];
        let members = self.components.iter().filter(|&&component| component == own);
        (members.take(2).count() == 2).then_some(own)
    }

    /// How choices fall at a lead in units of its noise.
    fn shares(&self, lead: f64) -> Prediction {
        match self.tie {
            None => {
                let [first, second] = [lead, -lead].map(|lead| self.link.probability(lead));
                Prediction { first, second, tie: 0.0 }
            }
            Some(tie) => {
                let [first, second, tie] = davidson::log_shares(lead, tie.ln()).map(f64::exp);
                Prediction { first, second, tie }
            }
        }
    }
}
