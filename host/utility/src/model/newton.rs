//! Penalised maximum likelihood for paired choices with a symmetric link, by Newton's method.
//!
//! With `x = u_first - u_second + position` the objective is
//!
//! ```text
//! sum over comparisons of  first_wins ln F(x) + second_wins ln F(-x)
//!     - penalty/2 (sum u² + position²)
//! ```
//!
//! which is concave. The likelihood does not change when the utilities of a component all shift, so
//! the maximum has mean 0 over each component, where `sum u²` is the sum of squares around the mean.
//! The start, 0, has it too, and every step keeps it. Options never compared have no parameter.

use super::{Comparison, Fit, FitError, FitOptions, check, scale};
use crate::graph;
use crate::link::Link;
use nalgebra::{Cholesky, DMatrix, DVector, Dyn};

/// Noisy choices take 5 to 10 steps. Choices without any noise, held by a weak penalty alone, take up to
/// about 60. A likelihood without a maximum never converges.
const MAX_STEPS: usize = 100;
/// Halvings of one step; the objective is concave, so a handful is already rare.
const MAX_HALVINGS: usize = 40;
/// Largest entry of the gradient per unit of weight at convergence.
const GRADIENT_TOLERANCE: f64 = 1e-9;
/// Largest change that one more step would make. The gradient alone also vanishes on the way to
/// infinity; the step does not.
const STEP_TOLERANCE: f64 = 1e-8;
/// A pivot below this share of its diagonal entry is rounding: the information matrix is singular.
const PIVOT_TOLERANCE: f64 = 1e-13;

/// Fits utilities and position; see the module and [`super::UtilityModel::fit`].
pub(super) fn fit(
    link: Link,
    options: usize,
    comparisons: &[Comparison],
    how: &FitOptions,
) -> Result<Fit, FitError> {
    let observations = check::check(options, comparisons, how)?;
    let bounded = check::bounded(options, comparisons);
    if how.penalty == 0.0
        && let Some((option, outcome)) =
            bounded.iter().enumerate().find_map(|(option, always)| always.map(|outcome| (option, outcome)))
    {
        return Err(FitError::Unbounded { option, outcome });
    }
    let problem = Problem::new(link, options, comparisons, how, observations);
    let maximum = problem.maximise()?;
    Ok(problem.report(&maximum, bounded.iter().map(Option::is_some).collect()))
}

/// One likelihood. Parameters are the utilities of the options that were compared, in order, then the
/// position if it is fitted.
struct Problem {
    link: Link,
    penalty: f64,
    observations: f64,
    /// Component of every option.
    components: Vec<usize>,
    /// The parameter of every option; `None` if it was never compared.
    parameter: Vec<Option<usize>>,
    /// The parameters of every component that has any.
    blocks: Vec<Vec<usize>>,
    /// Comparisons with weight, in parameters.
    rows: Vec<Comparison>,
    /// The parameter of the position.
    position: Option<usize>,
    /// Number of parameters.
    size: usize,
}

/// Where the search ended.
struct Maximum {
    parameters: DVector<f64>,
    log_likelihood: f64,
    information: Information,
    converged: bool,
    iterations: usize,
}

/// The factored information matrix. In the direction "all utilities of a block shift", of which
/// the likelihood knows nothing, it has the eigenvalue given for the block.
struct Information {
    factor: Cholesky<f64, Dyn>,
    shift_eigenvalues: Vec<f64>,
}

impl Problem {
    fn new(
        link: Link,
        options: usize,
        comparisons: &[Comparison],
        how: &FitOptions,
        observations: f64,
    ) -> Self {
        let weighty = || comparisons.iter().filter(|c| c.first_wins + c.second_wins > 0.0);
        let components = graph::components(options, weighty().map(|c| (c.first, c.second)));
        let mut compared = vec![false; options];
        for choices in weighty() {
            compared[choices.first] = true;
            compared[choices.second] = true;
        }
        let mut size = 0;
        let mut parameter = vec![None; options];
        let mut blocks = vec![Vec::new(); options];
        for option in (0..options).filter(|&option| compared[option]) {
            parameter[option] = Some(size);
            blocks[components[option]].push(size);
            size += 1;
        }
        blocks.retain(|block| !block.is_empty());
        let rows = weighty()
            .filter_map(|choices| {
                Some(Comparison {
                    first: parameter[choices.first]?,
                    second: parameter[choices.second]?,
                    ..*choices
                })
            })
            .collect();
        let position = how.position.then_some(size);
        Self {
            link,
            penalty: how.penalty,
            observations,
            components,
            parameter,
            blocks,
            rows,
            position,
            size: size + usize::from(how.position),
        }
    }

    fn lead(&self, row: &Comparison, at: &DVector<f64>) -> f64 {
        at[row.first] - at[row.second] + self.position.map_or(0.0, |position| at[position])
    }

    fn log_likelihood(&self, at: &DVector<f64>) -> f64 {
        let terms = self.rows.iter().map(|row| {
            let lead = self.lead(row, at);
            // Half of all weights may be 0, and a logarithm costs most of the time here.
            let term = |wins: f64, lead: f64| match wins {
                0.0 => 0.0,
                _ => wins * self.link.log_terms(lead).value,
            };
            term(row.first_wins, lead) + term(row.second_wins, -lead)
        });
        terms.sum()
    }

    fn objective(&self, at: &DVector<f64>) -> f64 {
        self.log_likelihood(at) - 0.5 * self.penalty * at.norm_squared()
    }

    fn maximise(&self) -> Result<Maximum, FitError> {
        let mut parameters = DVector::zeros(self.size);
        let mut objective = self.objective(&parameters);
        let mut iterations = 0;
        loop {
            let (gradient, information) = self.derivatives(&parameters)?;
            let step = information.factor.solve(&gradient);
            let converged =
                gradient.amax() <= GRADIENT_TOLERANCE * self.observations && step.amax() <= STEP_TOLERANCE;
            let next = if converged || iterations == MAX_STEPS {
                None
            } else {
                self.ascend(&parameters, &step, objective)
            };
            match next {
                Some(better) => (parameters, objective) = better,
                None if converged || self.penalty > 0.0 => {
                    return Ok(Maximum {
                        log_likelihood: self.log_likelihood(&parameters),
                        parameters,
                        information,
                        converged,
                        iterations,
                    });
                }
                None => return Err(self.undetermined()),
            }
            iterations += 1;
        }
    }

    /// The point after `step`, halved until the objective does not fall by more than rounding; `None`
    /// if no length will do.
    fn ascend(
        &self,
        from: &DVector<f64>,
        step: &DVector<f64>,
        objective: f64,
    ) -> Option<(DVector<f64>, f64)> {
        let rounding = 1e-12 * (1.0 + objective.abs());
        let lengths = (0..MAX_HALVINGS).map(|halvings| 0.5_f64.powi(halvings as i32));
        lengths
            .map(|length| from + step * length)
            .map(|point| (self.objective(&point), point))
            .find(|(value, _)| *value >= objective - rounding)
            .map(|(value, point)| (point, value))
    }

    /// Gradient and observed information of the penalised likelihood.
    fn derivatives(&self, at: &DVector<f64>) -> Result<(DVector<f64>, Information), FitError> {
        let mut gradient = at * -self.penalty;
        let mut matrix = DMatrix::from_diagonal_element(self.size, self.size, self.penalty);
        for row in &self.rows {
            let lead = self.lead(row, at);
            let (mut slope, mut curvature) = (0.0, 0.0);
            for (wins, sign) in [(row.first_wins, 1.0), (row.second_wins, -1.0)] {
                if wins > 0.0 {
                    let terms = self.link.log_terms(sign * lead);
                    slope += sign * wins * terms.slope;
                    curvature += wins * terms.curvature;
                }
            }
            gradient[row.first] += slope;
            gradient[row.second] -= slope;
            matrix[(row.first, row.first)] += curvature;
            matrix[(row.second, row.second)] += curvature;
            // Only the lower triangle is read.
            matrix[(row.first.max(row.second), row.first.min(row.second))] -= curvature;
            if let Some(position) = self.position {
                gradient[position] += slope;
                matrix[(position, position)] += curvature;
                matrix[(position, row.first)] += curvature;
                matrix[(position, row.second)] -= curvature;
            }
        }
        Ok((gradient, self.factor(matrix)?))
    }

    /// Gives the shift of every block a curvature of its own, of the size of the others, so that the
    /// matrix can be factored. The gradient has no part along it, so no step is changed.
    fn factor(&self, mut matrix: DMatrix<f64>) -> Result<Information, FitError> {
        let mut shift_eigenvalues = Vec::with_capacity(self.blocks.len());
        for block in &self.blocks {
            let count = block.len() as f64;
            let mean = block.iter().map(|&i| matrix[(i, i)]).sum::<f64>() / count;
            for (nth, &column) in block.iter().enumerate() {
                for &row in &block[nth..] {
                    matrix[(row, column)] += mean / count;
                }
            }
            shift_eigenvalues.push(mean + self.penalty);
        }
        let diagonal = matrix.diagonal();
        let factor = Cholesky::new(matrix).ok_or_else(|| self.undetermined())?;
        let pivots = factor.l_dirty().diagonal();
        let singular =
            pivots.iter().zip(&diagonal).any(|(pivot, entry)| pivot * pivot <= PIVOT_TOLERANCE * entry);
        if singular {
            return Err(self.undetermined());
        }
        Ok(Information { factor, shift_eigenvalues })
    }

    fn undetermined(&self) -> FitError {
        FitError::Undetermined { penalty: self.penalty }
    }

    fn report(&self, maximum: &Maximum, bounded: Vec<bool>) -> Fit {
        let mut variance = maximum.information.inverse_diagonal();
        for (block, eigenvalue) in self.blocks.iter().zip(&maximum.information.shift_eigenvalues) {
            for &i in block {
                // What the shift contributed is no uncertainty of a centred utility.
                variance[i] -= 1.0 / (eigenvalue * block.len() as f64);
            }
        }
        let standard_error = |parameter: usize| variance[parameter].max(0.0).sqrt();
        let of_options = |parameter: &Option<usize>| parameter.map_or(0.0, |i| maximum.parameters[i]);
        let mut utility: Vec<f64> = self.parameter.iter().map(of_options).collect();
        scale::centre(&mut utility, &self.components);
        let deviations = scale::deviations(&utility, &self.components);
        Fit {
            link: self.link,
            standardized: scale::standardized(&utility, &self.components, &deviations),
            deviations,
            utility,
            standard_error: self.parameter.iter().map(|parameter| parameter.map(standard_error)).collect(),
            position: self.position.map_or(0.0, |i| maximum.parameters[i]),
            position_standard_error: self.position.map(standard_error),
            log_likelihood: maximum.log_likelihood,
            converged: maximum.converged,
            iterations: maximum.iterations,
            components: self.components.clone(),
            bounded,
            observations: self.observations,
        }
    }
}

impl Information {
    /// The diagonal of the inverse: entry `j` is the squared length of column `j` of the inverse of
    /// the lower factor, which starts at row `j`.
    fn inverse_diagonal(&self) -> DVector<f64> {
        let lower = self.factor.l_dirty();
        let size = lower.nrows();
        DVector::from_fn(size, |column, _| {
            let rest = size - column;
            let mut unit = DVector::zeros(rest);
            unit[0] = 1.0;
            lower.view((column, column), (rest, rest)).solve_lower_triangular_unchecked_mut(&mut unit);
            unit.norm_squared()
        })
    }
}
