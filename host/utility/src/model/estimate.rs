//! What all models do alike: check and count the choices, maximise, report.

use super::bounded::{Bound, bounds};
use super::newton::{Maximum, maximise};
use super::objective::{Choice, Objective};
use super::subspace::{POSITION, TIE};
use super::tally::{Counts, Tally};
use super::{Comparison, Fit, FitError, FitOptions, check, dense, one_sided, scale};
use crate::link::Link;

/// Checked and counted choices.
pub(super) struct Data {
    pub(super) tally: Tally,
    bounds: Vec<Bound>,
}

/// The fit of a model with one parameter per option.
pub(super) fn fit<C: Choice<1>>(
    choice: C,
    options: usize,
    comparisons: &[Comparison],
    how: &FitOptions,
    start: Option<&Fit>,
) -> Result<Fit, FitError> {
    let data = Data::new(options, comparisons, how, start)?;
    let objective = Objective::new(choice, &data.tally, how);
    let maximum = maximise(&objective, objective.start(start));
    data.report(&objective, &maximum, how)
}

impl Data {
    pub(super) fn new(
        options: usize,
        comparisons: &[Comparison],
        how: &FitOptions,
        start: Option<&Fit>,
    ) -> Result<Self, FitError> {
        let data = Self::counted(options, comparisons, how, start)?;
        if how.penalty == 0.0 {
            data.refuse_unbounded()?;
        }
        Ok(data)
    }

    /// The same for a recipe that takes any choices.
    pub(super) fn counted(
        options: usize,
        comparisons: &[Comparison],
        how: &FitOptions,
        start: Option<&Fit>,
    ) -> Result<Self, FitError> {
        check::check(options, comparisons, how, start)?;
        let tally = Tally::new(options, comparisons);
        let bounds = bounds(&tally);
        Ok(Self { tally, bounds })
    }

    /// Without a penalty, only options that are bounded on both sides have an estimate.
    fn refuse_unbounded(&self) -> Result<(), FitError> {
        let (mut won, mut lost) = (vec![false; self.tally.options], vec![false; self.tally.options]);
        for pair in &self.tally.pairs {
            let [one_won, other_won] = pair.won();
            won[pair.one] |= one_won;
            lost[pair.other] |= one_won;
            won[pair.other] |= other_won;
            lost[pair.one] |= other_won;
        }
        for option in 0..self.tally.options {
            match (won[option], lost[option]) {
                (true, false) => return Err(FitError::Unbounded { option, outcome: "wins" }),
                (false, true) => return Err(FitError::Unbounded { option, outcome: "loses" }),
                _ => {}
            }
        }
        match self.bounds.iter().all(|bound| *bound == Bound::Both) {
            true => Ok(()),
            false => Err(FitError::Undetermined { penalty: 0.0 }),
        }
    }

    /// What the maximum says.
    pub(super) fn report<C: Choice<M>, const M: usize>(
        &self,
        objective: &Objective<'_, C, M>,
        maximum: &Maximum<M>,
        how: &FitOptions,
    ) -> Result<Fit, FitError> {
        let point = &maximum.point;
        let options = self.tally.options;
        // Without a penalty there may be no estimate: then the search runs away, or the information matrix is
        // singular.
        let variances = (how.standard_errors || how.penalty == 0.0)
            .then(|| dense::variances(&point.information, &self.tally.components, how.penalty));
        if how.penalty == 0.0 && (!maximum.converged || variances == Some(None)) {
            return Err(FitError::Undetermined { penalty: 0.0 });
        }
        let singular = variances == Some(None);
        let variances = variances.flatten().filter(|_| how.standard_errors);
        let error = |parameter: usize| variances.as_ref().map(|of| of[parameter].sqrt());
        let global_error =
            |global: usize| objective.is_fitted(global).then(|| error(options + global)).flatten();
        let compared = self.tally.compared();
        let [position, log_tie] = [POSITION, TIE].map(|global| point.at[M * options + global]);
        let one_sided = how.one_sided.then(|| one_sided::limits(objective, point, &self.bounds));
        Ok(Fit {
            standard_error: (0..options)
                .map(|option| compared[option].then(|| error(option)).flatten())
                .collect(),
            singular,
            position,
            position_standard_error: global_error(POSITION),
            tie: objective.is_fitted(TIE).then(|| log_tie.exp()),
            tie_standard_error: global_error(TIE),
            log_likelihood: point.log_likelihood,
            converged: maximum.converged,
            iterations: maximum.iterations,
            one_sided: one_sided.unwrap_or_else(|| vec![None; options]),
            ..self.described(objective.choice.link(), point.at[..options].to_vec())
        })
    }

    /// These utilities with what the choices alone say about them.
    pub(super) fn described(&self, link: Link, mut utility: Vec<f64>) -> Fit {
        let components = self.tally.components.clone();
        scale::centre(&mut utility, &components);
        let deviations = scale::deviations(&utility, &components);
        let counts = || self.tally.pairs.iter().flat_map(|pair| &pair.orders).map(Counts::shared);
        Fit {
            link,
            added_variance: 0.0,
            standardized: scale::standardized(&utility, &components, &deviations),
            deviations,
            utility,
            standard_error: vec![None; self.tally.options],
            singular: false,
            variance: None,
            position: 0.0,
            position_standard_error: None,
            position_bounded: [0, 1].iter().any(|&shown| counts().all(|shared| shared[shown] == 0.0)),
            tie: None,
            tie_standard_error: None,
            log_likelihood: 0.0,
            converged: false,
            iterations: 0,
            components,
            bounded: self.bounds.iter().map(|bound| *bound != Bound::Both).collect(),
            one_sided: vec![None; self.tally.options],
            observations: self.tally.observations,
        }
    }
}
