//! Utilities as they are listed: for people, and as JSON for programs. The same form for an actor of a run and for data from
//! elsewhere.

use motive_study::Plan;
use motive_study::record::ChoiceRecord;
use motive_utility::coherence::{Coherence, Estimate};
use motive_utility::{Bootstrap, Fit, OneSided};
use serde::{Deserialize, Serialize};

use crate::ElicitationError;
use crate::coherence::coherence;
use crate::fit::{self, Estimated};
use crate::levels::{self, Level};

/// The utilities of one respondent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Listing {
    /// The actor of a run; absent for data from elsewhere.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actor: Option<String>,
    /// The utility model.
    pub model: String,
    /// Id of the outcome in which nothing changes, where the set has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub anchor: Option<String>,
    /// Highest utility first.
    pub options: Vec<OptionUtility>,
    /// Ids of the options that are in no choice that was fitted, and so on no scale.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unlisted: Vec<String>,
    /// What being shown first adds, on the model's scale.
    pub position: f64,
    /// Its standard error.
    pub position_se: Option<f64>,
    /// Whether every choice fell on the option shown first, or every one on that shown second: then only the penalty keeps
    /// the position finite, and the choices say nothing about the options.
    pub position_bounded: bool,
    /// How likely a tie is between options of equal utility, as a multiple of the probability that the first is chosen.
    /// Absent for models without ties.
    #[serde(default)]
    pub tie: Option<f64>,
    /// In nats, without the penalty.
    pub log_likelihood: f64,
    /// Whether the fit converged.
    pub converged: bool,
    /// Pieces of the comparison graph, beside options that were never compared.
    pub components: usize,
    /// How well choices are predicted that nothing was fitted to; absent without any.
    pub holdout: Option<Holdout>,
    /// How coherent the answers are; absent where none are known.
    pub coherence: Option<Coherence>,
    /// What the levels of each crossed factor make of the utilities; empty where nothing is crossed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub levels: Vec<Level>,
}

/// The utility of one option.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OptionUtility {
    /// Its id.
    pub id: String,
    /// The outcome in words, where they are known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// On the model's scale, centred over its component. Absent where all choices fell on one side: they tell options apart in
    /// no way.
    pub utility: Option<f64>,
    /// Mean 0 and standard deviation 1 over its component. Absent likewise.
    pub standardized: Option<f64>,
    /// The variance of its noise, for models that have one for each option.
    pub variance: Option<f64>,
    /// Standard error of `utility`, from the information matrix.
    pub se: Option<f64>,
    /// 95 % interval of `utility`: percentiles of the bootstrap over pairs, or else the normal one.
    pub interval: Option<[f64; 2]>,
    /// Whether only the penalty keeps its utility finite.
    pub bounded: bool,
    /// Where it is bounded, the one-sided 95 % limit that the choices set.
    pub limit: Option<OneSided>,
    /// The number of its component of the comparison graph.
    pub component: usize,
}

/// How well held-out choices are predicted.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Holdout {
    /// Pairs.
    pub pairs: usize,
    /// The share of choices that fell on the likelier option.
    pub accuracy: Estimate,
    /// Mean `-ln` of the probability of the choice made, in nats.
    pub log_loss: Estimate,
}

/// What a listing is made of.
#[derive(Debug, Clone, Copy)]
pub struct Listed<'a> {
    /// Id of every option, and what it is in words, where that is known.
    pub options: &'a [(&'a str, Option<&'a str>)],
    /// The utility model.
    pub model: &'a str,
    /// The utilities.
    pub fit: &'a Fit,
    /// Refits to resampled pairs, if there are any.
    pub bootstrap: Option<&'a Bootstrap>,
    /// How coherent the answers are.
    pub coherence: Option<&'a Coherence>,
}

impl Listing {
    /// Lists a fit. What was never compared is on no scale, and named beside.
    pub fn new(listed: &Listed<'_>) -> Self {
        let Listed { options: named, model, fit, bootstrap, coherence } = *listed;
        let mut sizes = vec![0_usize; fit.components.len()];
        fit.components.iter().for_each(|component| sizes[*component] += 1);
        let is_compared = |option: &usize| sizes[fit.components[*option]] > 1;
        let mut options: Vec<usize> = (0..named.len()).filter(is_compared).collect();
        options.sort_by(|&a, &b| {
            (fit.components[a].cmp(&fit.components[b]))
                .then(fit.utility[b].total_cmp(&fit.utility[a]))
                .then(a.cmp(&b))
        });
        let listed = |&option: &usize| OptionUtility {
            id: named[option].0.to_owned(),
            text: named[option].1.map(str::to_owned),
            utility: (!fit.position_bounded).then(|| fit.utility[option]),
            standardized: (!fit.position_bounded).then(|| fit.standardized[option]),
            variance: fit.variance.as_ref().map(|variance| variance[option]),
            se: fit.standard_error[option],
            interval: fit::interval(fit, bootstrap, option),
            bounded: fit.bounded[option],
            limit: fit.one_sided[option],
            component: fit.components[option],
        };
        let holdout = coherence.and_then(|coherence| coherence.held_out.as_ref()).map(|held_out| Holdout {
            pairs: held_out.pairs,
            accuracy: held_out.accuracy.reached,
            log_loss: held_out.log_loss.reached,
        });
        Self {
            actor: None,
            anchor: None,
            model: model.to_owned(),
            tie: fit.tie,
            unlisted: (0..named.len())
                .filter(|option| !is_compared(option))
                .map(|option| named[option].0.to_owned())
                .collect(),
            options: options.iter().map(listed).collect(),
            position: fit.position,
            position_se: fit.position_standard_error,
            position_bounded: fit.position_bounded,
            log_likelihood: fit.log_likelihood,
            converged: fit.converged,
            components: sizes.iter().filter(|size| **size > 1).count(),
            holdout,
            coherence: coherence.cloned(),
            levels: Vec::new(),
        }
    }
}

/// The utilities of an actor of a run, with what can be said about them.
///
/// # Errors
/// When there are no answers to fit, or the plan names what does not exist here.
pub fn of_actor(plan: &Plan, actor: &str, records: &[ChoiceRecord]) -> Result<Listing, ElicitationError> {
    let estimated = Estimated::of(plan, actor, records)?;
    let given = plan.utilities.get(actor);
    let coherence = match given {
        Some(_) => None,
        None => Some(coherence(plan, actor, &estimated)?),
    };
    let model = match given {
        Some(given) => format!("published utilities of {}", given.model.as_deref().unwrap_or("a model")),
        None => {
            plan.study.elicitation.as_ref().map_or_else(String::new, |elicitation| elicitation.model.clone())
        }
    };
    let outcomes = plan.outcomes.iter().flat_map(|set| &set.outcome);
    let options: Vec<(&str, Option<&str>)> =
        outcomes.map(|outcome| (outcome.id.as_str(), Some(outcome.text.as_str()))).collect();
    let listing = Listing::new(&Listed {
        options: &options,
        model: &model,
        fit: &estimated.fit,
        bootstrap: estimated.bootstrap.as_ref(),
        coherence: coherence.as_ref(),
    });
    let levels = if given.is_some() { Vec::new() } else { levels::of(plan, actor, records)? };
    let anchor = plan.outcomes.as_ref().and_then(|set| set.anchor.clone());
    Ok(Listing { actor: Some(actor.to_owned()), anchor, levels, ..listing })
}
