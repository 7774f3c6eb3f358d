//! All measures of one elicitation in one report.

use super::{
    AnswerShares, Answers, CoherenceError, Completeness, Count, Exchange, ExchangeOptions, ExpectedUtility,
    HeldOut, Lottery, Monotonicity, OrderSensitivity, Resampling, Retest, Transitivity, Treatment,
    TriadSampling, answer_shares, completeness, exchange, expected_utility, held_out, monotonicity,
    order_sensitivity, retest, transitivity,
};
use crate::{Fit, FitOptions, UtilityModel};
use serde::{Deserialize, Serialize};

/// What coherence is measured on. Answers are as given: the treatment of [`CoherenceOptions`] is applied
/// here, and has to be the one with which `fit` was made.
#[derive(Debug, Clone, Copy)]
pub struct Evidence<'a> {
    /// The utilities.
    pub fit: &'a Fit,
    /// The answers that the fit rests on.
    pub answers: &'a Answers,
    /// Answers about pairs that it does not rest on, if there are any. Measures that need no fit use both.
    pub held_out: Option<&'a Answers>,
    /// Two halves of the samples of the same questions, if they were split.
    pub halves: Option<[&'a Answers; 2]>,
    /// The category of every option, or empty.
    pub categories: &'a [String],
    /// The options that are counts of entities, or empty.
    pub counts: &'a [Count],
    /// The options that are lotteries, or empty.
    pub lotteries: &'a [Lottery],
    /// Utilities of bootstrap refits, each with an entry per option, or empty.
    pub bootstrap: &'a [Vec<f64>],
}

/// How coherence is measured.
#[derive(Clone, Copy)]
pub struct CoherenceOptions<'a> {
    /// What abstentions and unreadable answers count as.
    pub treatment: &'a dyn Treatment,
    /// The model that is fitted to either half for the test-retest correlation of utilities.
    pub model: &'a dyn UtilityModel,
    /// How it is fitted.
    pub fit_options: FitOptions,
    /// The confidence of all intervals, strictly between 0 and 1.
    pub confidence: f64,
    /// The seed of all draws.
    pub seed: [u8; 32],
    /// Bootstrap and simulated data sets, at least 2.
    pub replicates: usize,
    /// The most triads looked at.
    pub most_triads: usize,
    /// The largest residual of a curve that takes part in exchange rates, if there is a bound.
    pub max_residual: Option<f64>,
}

impl<'a> CoherenceOptions<'a> {
    /// The defaults: 95 % intervals, 200 data sets, at most 100,000 triads, no bound on residuals.
    pub fn new(
        treatment: &'a dyn Treatment,
        model: &'a dyn UtilityModel,
        fit_options: FitOptions,
        seed: [u8; 32],
    ) -> Self {
        Self {
            treatment,
            model,
            fit_options,
            confidence: 0.95,
            seed,
            replicates: 200,
            most_triads: 100_000,
            max_residual: None,
        }
    }
}

/// The coherence of one actor's answers. What the evidence does not allow is `None`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Coherence {
    /// The treatment of abstentions and unreadable answers, by name.
    pub treatment: String,
    /// The confidence of all intervals.
    pub confidence: f64,
    /// Shares of ties, abstentions and unreadable answers, before treatment.
    pub shares: Option<AnswerShares>,
    /// The fitted preference for the option shown first.
    pub position: Position,
    /// Prediction of held-out choices.
    pub held_out: Option<HeldOut>,
    /// How much the order of a pair matters.
    pub order: Option<OrderSensitivity>,
    /// How decided the choices are.
    pub completeness: Option<Completeness>,
    /// Cycles and stochastic transitivity.
    pub transitivity: Option<Transitivity>,
    /// How well halves of the answers agree.
    pub retest: Option<Retest>,
    /// Whether utility follows count within entities.
    pub monotonicity: Option<Monotonicity>,
    /// Exchange rates between entities.
    pub exchange: Option<Exchange>,
    /// Whether lotteries are worth their expected utility.
    pub expected_utility: Option<ExpectedUtility>,
}

/// The position term of a fit.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Position {
    /// What being shown first adds, on the fit's scale; 0 if it was not fitted.
    pub shift: f64,
    /// Its standard error; `None` if it was not fitted.
    pub standard_error: Option<f64>,
    /// The share of choices that fall on the option shown first if both are of equal utility.
    pub first_share: f64,
}

/// Measures the coherence of an actor's answers.
///
/// # Errors
///
/// [`CoherenceError`] for evidence about another number of options than the fit's, or with indices, counts,
/// probabilities or utilities outside their domain, and for options outside theirs.
pub fn coherence(evidence: &Evidence<'_>, how: &CoherenceOptions<'_>) -> Result<Coherence, CoherenceError> {
    let CoherenceOptions { confidence, seed, replicates, .. } = *how;
    let fit = evidence.fit;
    let treated = |answers: &Answers| answers.treated(how.treatment, seed);
    let all = match evidence.held_out {
        Some(held_out) => evidence.answers.and(held_out),
        None => evidence.answers.clone(),
    };
    let choices = treated(&all);
    let sampling = TriadSampling { seed, most: how.most_triads, replicates };
    Ok(Coherence {
        treatment: how.treatment.name().to_owned(),
        confidence,
        shares: answer_shares(&all, evidence.categories, confidence)?,
        position: Position {
            shift: fit.position,
            standard_error: fit.position_standard_error,
            first_share: fit.first_share(),
        },
        held_out: match evidence.held_out {
            Some(answers) => held_out(fit, &treated(answers), &Resampling { seed, replicates }, confidence)?,
            None => None,
        },
        order: order_sensitivity(&choices, confidence)?,
        completeness: completeness(&choices, confidence)?,
        transitivity: transitivity(fit, &choices, &sampling, confidence)?,
        retest: match evidence.halves {
            Some([one, other]) => {
                Some(retest([&treated(one), &treated(other)], how.model, &how.fit_options, confidence)?)
            }
            None => None,
        },
        monotonicity: monotonicity(fit, evidence.counts, evidence.bootstrap, confidence)?,
        exchange: exchange(
            fit,
            evidence.counts,
            &ExchangeOptions { max_residual: how.max_residual, bootstrap: evidence.bootstrap },
            confidence,
        )?,
        expected_utility: expected_utility(fit, evidence.lotteries, confidence)?,
    })
}
