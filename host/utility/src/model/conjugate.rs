//! The direction of a Newton step, by conjugate gradients on the sparse information matrix.

use super::information::Information;
use super::subspace::Subspace;

/// Entries of the residual up to this share of the diagonal are rounding, and cannot be reduced.
const ROUNDING: f64 = 1e-13;

/// Solves `information * step = gradient` inside the subspace, in which `gradient` lies, until the
/// residual has shrunk to `tolerance` (in the norm of the preconditioner, the diagonal).
///
/// Where the objective is not concave, it stops at the first direction without positive curvature
/// (Nocedal and Wright, Numerical Optimization, algorithm 7.1): what it returns is always a direction in
/// which the objective rises, unless the gradient is 0.
pub(super) fn direction<const M: usize>(
    information: &Information<M>,
    gradient: &[f64],
    subspace: &Subspace<'_>,
    tolerance: f64,
) -> Vec<f64> {
    let size = gradient.len();
    let diagonal: Vec<f64> =
        information.diagonal().into_iter().map(|d| if d > 0.0 { d } else { 1.0 }).collect();
    let preconditioned = |residual: &[f64]| {
        let mut scaled: Vec<f64> = residual.iter().zip(&diagonal).map(|(r, d)| r / d).collect();
        subspace.project(&mut scaled);
        scaled
    };
    let mut step = vec![0.0; size];
    let mut residual = gradient.to_vec();
    let mut towards = preconditioned(&residual);
    let mut length = dot(&residual, &towards);
    let enough = tolerance * tolerance * length;
    let mut product = vec![0.0; size];
    // Exact arithmetic needs no more than `size` rounds; rounding may take a few times that.
    for round in 0..4 * size {
        if length <= enough {
            break;
        }
        information.multiply(&towards, &mut product);
        subspace.project(&mut product);
        let curvature = dot(&towards, &product);
        if curvature <= 0.0 {
            if round == 0 {
                step = towards;
            }
            break;
        }
        let stride = length / curvature;
        add_scaled(&mut step, stride, &towards);
        add_scaled(&mut residual, -stride, &product);
        let next = preconditioned(&residual);
        if next.iter().all(|value| value.abs() <= ROUNDING) {
            break;
        }
        let next_length = dot(&residual, &next);
        let turn = next_length / length;
        for (towards, next) in towards.iter_mut().zip(&next) {
            *towards = next + turn * *towards;
        }
        length = next_length;
    }
    step
}

pub(super) fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

fn add_scaled(sum: &mut [f64], factor: f64, more: &[f64]) {
    for (sum, more) in sum.iter_mut().zip(more) {
        *sum += factor * more;
    }
}
