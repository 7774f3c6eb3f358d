//! Variances of estimates: the diagonal of the inverse of the information matrix, inside the subspace
//! in which the parameters of each component sum to 0.
//!
//! Dense, because the inverse of a sparse information matrix is not sparse. One thread, so that rounding
//! does not depend on how many there are.

use super::information::Information;
use super::subspace::GLOBALS;
use crate::cholesky::factor;
use faer::linalg::triangular_inverse::invert_lower_triangular;
use faer::{Mat, Par};

/// The variances of the utilities, then of the globals. `None` if the information matrix is singular or,
/// away from a maximum, not positive.
pub(super) fn variances<const M: usize>(
    information: &Information<M>,
    components: &[usize],
    penalty: f64,
) -> Option<Vec<f64>> {
    let mut matrix = assemble(information);
    if M > 1 {
        constrain(&mut matrix, components, M);
    }
    let shift = fill_shifts(&mut matrix, components, M, penalty);
    let lower = factor(matrix)?;
    // Of the parameters per option only the utilities are wanted. They come last, so that the inverse of
    // the last block of the factor holds all that belongs to them.
    let before = (M - 1) * components.len();
    let last =
        lower.as_ref().submatrix(before, before, components.len() + GLOBALS, components.len() + GLOBALS);
    let mut inverse = Mat::zeros(last.nrows(), last.ncols());
    invert_lower_triangular(inverse.as_mut(), last, Par::Seq);
    let mut variances: Vec<f64> = (0..inverse.ncols())
        .map(|column| (column..inverse.nrows()).map(|row| inverse[(row, column)].powi(2)).sum())
        .collect();
    for (variance, &component) in variances.iter_mut().zip(components) {
        // What the shift contributed is no uncertainty of a centred utility.
        *variance = (*variance - shift[component]).max(0.0);
    }
    Some(variances)
}

/// The matrix in full, the plane of the utilities after the others and before the globals.
fn assemble<const M: usize>(information: &Information<M>) -> Mat<f64> {
    let options = information.own.len();
    let place = |plane: usize, option: usize| (M - 1 - plane) * options + option;
    let mut matrix = Mat::zeros(M * options + GLOBALS, M * options + GLOBALS);
    for option in 0..options {
        for a in 0..M {
            for b in 0..M {
                matrix[(place(a, option), place(b, option))] = information.own[option][a][b];
            }
            for g in 0..GLOBALS {
                matrix[(place(a, option), M * options + g)] = information.border[option][a][g];
                matrix[(M * options + g, place(a, option))] = information.border[option][a][g];
            }
        }
    }
    for (ends, cross) in information.ends.iter().zip(&information.cross) {
        let [one, other] = ends.map(|end| end as usize);
        for a in 0..M {
            for b in 0..M {
                matrix[(place(a, one), place(b, other))] = cross[a][b];
                matrix[(place(b, other), place(a, one))] = cross[a][b];
            }
        }
    }
    for row in 0..GLOBALS {
        for column in 0..GLOBALS {
            matrix[(M * options + row, M * options + column)] = information.corner[row][column];
        }
    }
    matrix
}

/// Projects rows and columns on the subspace, below the diagonal. Only for planes after the utilities, which
/// come first here: of a shift of utilities the likelihood knows nothing, so there is nothing to remove.
fn constrain(matrix: &mut Mat<f64>, components: &[usize], planes: usize) {
    let options = components.len();
    let constrained = (planes - 1) * options;
    let count = components.iter().max().map_or(0, |largest| largest + 1);
    let group = |place: usize| place / options * count + components[place % options];
    let groups = (planes - 1) * count;
    let mut sizes = vec![0.0; groups];
    (0..constrained).for_each(|place| sizes[group(place)] += 1.0);
    // The mean of every row over each group, and the mean of those over the rows of each group.
    let mut means = Mat::<f64>::zeros(matrix.nrows(), groups);
    for column in 0..constrained {
        let of = group(column);
        for row in 0..matrix.nrows() {
            means[(row, of)] += matrix[(row, column)] / sizes[of];
        }
    }
    let mut blocks = Mat::<f64>::zeros(groups, groups);
    for row in 0..constrained {
        for of in 0..groups {
            blocks[(group(row), of)] += means[(row, of)] / sizes[group(row)];
        }
    }
    for column in 0..constrained {
        let of = group(column);
        for row in column..matrix.nrows() {
            matrix[(row, column)] -= means[(row, of)];
        }
        for row in column..constrained {
            matrix[(row, column)] += blocks[(group(row), of)] - means[(column, group(row))];
        }
    }
}

/// Gives the shift of every component in every plane a curvature of its own, of the size of the others, so
/// that the matrix can be factored. Returns what that adds to the variance of each utility of a component.
fn fill_shifts(matrix: &mut Mat<f64>, components: &[usize], planes: usize, penalty: f64) -> Vec<f64> {
    let options = components.len();
    let mut members: Vec<Vec<usize>> = vec![Vec::new(); options];
    for (option, &component) in components.iter().enumerate() {
        members[component].push(option);
    }
    members.retain(|members| !members.is_empty());
    let mut of_utilities = Vec::new();
    for plane in 0..planes {
        let is_utilities = plane + 1 == planes;
        for members in &members {
            let places = || members.iter().map(|option| plane * options + option);
            let count = members.len() as f64;
            let mean = places().map(|i| matrix[(i, i)]).sum::<f64>() / count;
            let eigenvalue = if mean > 0.0 { mean } else { 1.0 };
            // The shift of utilities has the penalty as its curvature already.
            let missing = if is_utilities { eigenvalue - penalty } else { eigenvalue };
            for column in places() {
                for row in places() {
                    matrix[(row, column)] += missing / count;
                }
            }
            if is_utilities {
                of_utilities.push(1.0 / (eigenvalue * count));
            }
        }
    }
    of_utilities
}
