//! Newton's method with conjugate gradients and a line search.

use super::conjugate::{direction, dot};
use super::objective::{Choice, Objective, Point};
use super::subspace::Subspace;

/// Noisy choices take 5 to 10 steps. Choices without any noise, held by a weak penalty alone, take up to
/// about 60. A likelihood without a maximum never converges.
const MAX_STEPS: usize = 100;
/// Halvings of one step; a handful is already rare.
const MAX_HALVINGS: usize = 40;
/// The share of the rise promised by the slope that a step must make good (Armijo).
const SUFFICIENT: f64 = 1e-4;
/// Largest entry of the gradient per unit of weight at convergence.
const GRADIENT_TOLERANCE: f64 = 1e-9;
/// How far the residual of a step is reduced on the way. Rough steps cost a few more evaluations of the
/// objective and save most of the work between them.
const ROUGH: f64 = 1e-3;

/// How well a maximum is determined.
#[derive(Debug, Clone, Copy)]
struct Precision {
    /// Largest change that one more step would make. The gradient alone also vanishes on the way to
    /// infinity; the step does not.
    step: f64,
    /// How far the residual of a step is reduced where the gradient has vanished.
    residual: f64,
}

/// Of what is reported.
const ESTIMATE: Precision = Precision { step: 1e-8, residual: 1e-8 };
/// Of a profile, of which only the height counts: its error is of the order of the step's square.
const PROFILE: Precision = Precision { step: 1e-5, residual: ROUGH };

/// Where the search ended.
#[derive(Debug)]
pub(super) struct Maximum<const M: usize> {
    pub(super) point: Point<M>,
    pub(super) converged: bool,
    pub(super) iterations: usize,
}

/// The maximum of `objective` near `start`, which must satisfy the constraints of the subspace.
pub(super) fn maximise<C: Choice<M>, const M: usize>(
    objective: &Objective<'_, C, M>,
    start: Vec<f64>,
) -> Maximum<M> {
    climb(objective, start, None, ESTIMATE)
}

/// The same with the utility of one option held where it is at the start, and less precisely.
pub(super) fn maximise_around<C: Choice<M>, const M: usize>(
    objective: &Objective<'_, C, M>,
    start: Vec<f64>,
    held: usize,
) -> Maximum<M> {
    climb(objective, start, Some(held), PROFILE)
}

fn climb<C: Choice<M>, const M: usize>(
    objective: &Objective<'_, C, M>,
    start: Vec<f64>,
    held: Option<usize>,
    precision: Precision,
) -> Maximum<M> {
    let subspace = Subspace::new(&objective.tally.components, M, held);
    let mut point = objective.point(start);
    let mut iterations = 0;
    loop {
        let mut gradient = point.gradient.clone();
        subspace.project(&mut gradient);
        let flat = largest(&gradient) <= GRADIENT_TOLERANCE * objective.tally.observations;
        let tolerance = if flat { precision.residual } else { ROUGH };
        let step = direction(&point.information, &gradient, &subspace, tolerance);
        let converged = flat && largest(&step) <= precision.step;
        let next = if converged || iterations == MAX_STEPS {
            None
        } else {
            ascend(objective, &point, &step, dot(&gradient, &step))
        };
        match next {
            Some(next) => point = next,
            None => return Maximum { point, converged, iterations },
        }
        iterations += 1;
    }
}

/// The point after `step`, halved until the objective rises; `None` if no length will do.
fn ascend<C: Choice<M>, const M: usize>(
    objective: &Objective<'_, C, M>,
    from: &Point<M>,
    step: &[f64],
    slope: f64,
) -> Option<Point<M>> {
    let rounding = 1e-12 * (1.0 + from.objective.abs());
    let lengths = (0..MAX_HALVINGS).map(|halvings| 0.5_f64.powi(halvings as i32));
    lengths
        .map(|length| {
            let at = from.at.iter().zip(step).map(|(from, step)| from + length * step).collect();
            (length, objective.point(at))
        })
        .find(|(length, point)| point.objective >= from.objective + SUFFICIENT * length * slope - rounding)
        .map(|(_, point)| point)
}

fn largest(values: &[f64]) -> f64 {
    values.iter().fold(0.0, |largest: f64, value| largest.max(value.abs()))
}
