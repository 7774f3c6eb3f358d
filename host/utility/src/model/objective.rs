//! The penalised log-likelihood of all choices, with its first and second derivatives.
//!
//! ```text
//! sum over pairs of  ln P(choices | parameters of the two options, position, ties)
//!     - penalty/2 (sum of squared utilities + position² + (ln ties)²)
//!     - what else the model puts before its parameters per option
//! ```
//!
//! A model with `M` parameters per option tells what the choices of one pair say ([`Choice`]); the sum
//! touches the parameters of two options at a time, and so do its second derivatives ([`Information`]).

use super::information::Information;
use super::subspace::{GLOBALS, POSITION, Subspace, TIE};
use super::tally::{Counts, Pair, Tally};
use super::{Fit, FitOptions};
use crate::link::Link;
use std::array::from_fn;

/// A likelihood of choices with `M` parameters per option, the first of which is its utility.
pub(super) trait Choice<const M: usize>: Sync {
    /// The precision of a normal prior with mean 0 on the parameters after the utility.
    const PRIOR: f64 = 0.0;
    /// Whether the tie parameter is one of the model's.
    const TIES: bool = false;

    /// The link by which a lead becomes a probability.
    fn link(&self) -> Link;

    /// What the choices of one pair say, in both orders, at the parameters of its options.
    fn terms(
        &self,
        orders: &[Counts; 2],
        one: [f64; M],
        other: [f64; M],
        globals: [f64; GLOBALS],
    ) -> Terms<M>;
}

/// The log-likelihood of a pair, its derivatives, and the negatives of its second derivatives.
#[derive(Debug, Clone, Copy)]
pub(super) struct Terms<const M: usize> {
    pub(super) value: f64,
    /// By the parameters of the one option and of the other.
    pub(super) slope: [[f64; M]; 2],
    pub(super) slope_globals: [f64; GLOBALS],
    /// Inside the parameters of each of the two options.
    pub(super) own: [[[f64; M]; M]; 2],
    /// Between the parameters of the one (row) and of the other (column).
    pub(super) cross: [[f64; M]; M],
    /// Between the parameters of each of the two options and the globals.
    pub(super) border: [[[f64; GLOBALS]; M]; 2],
    pub(super) corner: [[f64; GLOBALS]; GLOBALS],
}

impl<const M: usize> Terms<M> {
    pub(super) fn zero() -> Self {
        Self {
            value: 0.0,
            slope: [[0.0; M]; 2],
            slope_globals: [0.0; GLOBALS],
            own: [[[0.0; M]; M]; 2],
            cross: [[0.0; M]; M],
            border: [[[0.0; GLOBALS]; M]; 2],
            corner: [[0.0; GLOBALS]; GLOBALS],
        }
    }
}

impl Terms<1> {
    /// Adds the derivatives by the lead `x = sign (u_one - u_other) + position`.
    pub(super) fn add_lead(&mut self, sign: f64, slope: f64, curvature: f64) {
        self.slope[0][0] += sign * slope;
        self.slope[1][0] -= sign * slope;
        self.slope_globals[POSITION] += slope;
        self.own[0][0][0] += curvature;
        self.own[1][0][0] += curvature;
        self.cross[0][0] -= curvature;
        self.border[0][0][POSITION] += sign * curvature;
        self.border[1][0][POSITION] -= sign * curvature;
        self.corner[POSITION][POSITION] += curvature;
    }
}

/// The objective at one point.
#[derive(Debug)]
pub(super) struct Point<const M: usize> {
    /// The parameters.
    pub(super) at: Vec<f64>,
    /// Without penalty.
    pub(super) log_likelihood: f64,
    /// With it.
    pub(super) objective: f64,
    pub(super) gradient: Vec<f64>,
    pub(super) information: Information<M>,
}

/// One model's objective for one set of choices.
#[derive(Debug)]
pub(super) struct Objective<'a, C, const M: usize> {
    pub(super) choice: C,
    pub(super) tally: &'a Tally,
    /// The precision of the prior on each parameter of an option.
    option_precision: [f64; M],
    /// The precision of the prior on each of the globals; `None` if it is not fitted and stays 0.
    global_precision: [Option<f64>; GLOBALS],
}

impl<'a, C: Choice<M>, const M: usize> Objective<'a, C, M> {
    pub(super) fn new(choice: C, tally: &'a Tally, how: &FitOptions) -> Self {
        let mut option_precision = [C::PRIOR; M];
        option_precision[0] = how.penalty;
        let mut global_precision = [None; GLOBALS];
        global_precision[POSITION] = how.position.then_some(how.penalty);
        global_precision[TIE] = C::TIES.then_some(how.penalty);
        Self { choice, tally, option_precision, global_precision }
    }

    /// The parameters of an earlier fit as far as it has them, and 0 for the others.
    pub(super) fn start(&self, earlier: Option<&Fit>) -> Vec<f64> {
        let options = self.tally.options;
        let mut start = vec![0.0; M * options + GLOBALS];
        let Some(earlier) = earlier else { return start };
        let (planes, globals) = start.split_at_mut(M * options);
        planes[..options].copy_from_slice(&earlier.utility);
        if let (Some(plane), Some(variances)) = (planes.chunks_exact_mut(options).nth(1), &earlier.variance) {
            plane.iter_mut().zip(variances).for_each(|(log, variance)| *log = variance.ln());
        }
        if self.global_precision[POSITION].is_some() {
            globals[POSITION] = earlier.position;
        }
        if let (Some(_), Some(tie)) = (self.global_precision[TIE], earlier.tie) {
            globals[TIE] = tie.ln();
        }
        Subspace::new(&self.tally.components, M, None).project(&mut start);
        start
    }

    /// Evaluates everything at `at`.
    pub(super) fn point(&self, at: Vec<f64>) -> Point<M> {
        let options = self.tally.options;
        let globals = from_fn(|g| at[M * options + g]);
        let parameters = |option: usize| from_fn(|a| at[a * options + option]);
        let mut log_likelihood = 0.0;
        let mut gradient = vec![0.0; at.len()];
        let mut information = Information {
            ends: Vec::with_capacity(self.tally.pairs.len()),
            cross: Vec::with_capacity(self.tally.pairs.len()),
            own: vec![[[0.0; M]; M]; options],
            border: vec![[[0.0; GLOBALS]; M]; options],
            corner: [[0.0; GLOBALS]; GLOBALS],
        };
        for &Pair { one, other, ref orders } in &self.tally.pairs {
            let terms = self.choice.terms(orders, parameters(one), parameters(other), globals);
            log_likelihood += terms.value;
            for (side, option) in [one, other].into_iter().enumerate() {
                for a in 0..M {
                    gradient[a * options + option] += terms.slope[side][a];
                }
                add(&mut information.own[option], &terms.own[side]);
                add(&mut information.border[option], &terms.border[side]);
            }
            for g in 0..GLOBALS {
                gradient[M * options + g] += terms.slope_globals[g];
            }
            add(&mut information.corner, &terms.corner);
            information.ends.push([one as u32, other as u32]);
            information.cross.push(terms.cross);
        }
        let mut point = Point { at, log_likelihood, objective: log_likelihood, gradient, information };
        self.add_priors(&mut point);
        point
    }

    /// What the choices of one pair add to the log-likelihood at `at`.
    pub(super) fn log_likelihood_of(&self, pair: &Pair, at: &[f64]) -> f64 {
        let options = self.tally.options;
        let parameters = |option: usize| from_fn(|a| at[a * options + option]);
        let globals = from_fn(|g| at[M * options + g]);
        self.choice.terms(&pair.orders, parameters(pair.one), parameters(pair.other), globals).value
    }

    fn add_priors(&self, point: &mut Point<M>) {
        let options = self.tally.options;
        let mut squares = 0.0;
        for (a, &precision) in self.option_precision.iter().enumerate() {
            for option in 0..options {
                let value = point.at[a * options + option];
                squares += precision * value * value;
                point.gradient[a * options + option] -= precision * value;
                point.information.own[option][a][a] += precision;
            }
        }
        for (g, precision) in self.global_precision.iter().enumerate() {
            match precision {
                Some(precision) => {
                    let value = point.at[M * options + g];
                    squares += precision * value * value;
                    point.gradient[M * options + g] -= precision * value;
                    point.information.corner[g][g] += precision;
                }
                None => self.fix_global(g, point),
            }
        }
        point.objective = point.log_likelihood - 0.5 * squares;
    }

    /// Cuts a parameter that is not fitted off from the others: no slope, and a curvature of 1.
    fn fix_global(&self, g: usize, point: &mut Point<M>) {
        point.gradient[M * self.tally.options + g] = 0.0;
        for border in point.information.border.iter_mut().flatten() {
            border[g] = 0.0;
        }
        let corner = &mut point.information.corner;
        corner[g] = [0.0; GLOBALS];
        corner.iter_mut().for_each(|row| row[g] = 0.0);
        corner[g][g] = 1.0;
    }

    /// Whether a parameter that belongs to no option is fitted.
    pub(super) fn is_fitted(&self, global: usize) -> bool {
        self.global_precision[global].is_some()
    }
}

fn add<const N: usize, const K: usize>(sum: &mut [[f64; N]; K], more: &[[f64; N]; K]) {
    for (sum, more) in sum.iter_mut().flatten().zip(more.iter().flatten()) {
        *sum += more;
    }
}
