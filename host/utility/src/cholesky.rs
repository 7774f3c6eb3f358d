//! Cholesky's decomposition of dense symmetric positive definite matrices, and the inverse by it.
//!
//! On one thread, so that rounding does not depend on how many there are. What the matrices mean is
//! known to those who fill them.

use faer::dyn_stack::{MemBuffer, MemStack};
use faer::linalg::cholesky::llt::factor::{cholesky_in_place, cholesky_in_place_scratch};
use faer::linalg::cholesky::llt::inverse::{inverse as inverse_from_factor, inverse_scratch};
use faer::{Mat, Par};

/// A pivot below this share of its diagonal entry is rounding: the matrix is singular.
const PIVOT_TOLERANCE: f64 = 1e-13;

/// The lower factor `C` of `matrix = C C'`, of which only the lower triangle is read and written; above
/// the diagonal stays what was there. `None` if the matrix is not positive definite beyond rounding.
pub(crate) fn factor(mut matrix: Mat<f64>) -> Option<Mat<f64>> {
    let size = matrix.nrows();
    let diagonal: Vec<f64> = (0..size).map(|i| matrix[(i, i)]).collect();
    let mut memory = MemBuffer::new(cholesky_in_place_scratch::<f64>(size, Par::Seq, Default::default()));
    let stack = MemStack::new(&mut memory);
    cholesky_in_place(matrix.as_mut(), Default::default(), Par::Seq, stack, Default::default()).ok()?;
    let regular = |i: usize| matrix[(i, i)].powi(2) > PIVOT_TOLERANCE * diagonal[i];
    (0..size).all(regular).then_some(matrix)
}

/// The inverse, both triangles. `None` as for [`factor`].
pub(crate) fn inverse(matrix: Mat<f64>) -> Option<Mat<f64>> {
    let factor = factor(matrix)?;
    let size = factor.nrows();
    let mut inverse = Mat::zeros(size, size);
    let mut memory = MemBuffer::new(inverse_scratch::<f64>(size, Par::Seq));
    inverse_from_factor(inverse.as_mut(), factor.as_ref(), Par::Seq, MemStack::new(&mut memory));
    // That was the lower triangle.
    for column in 1..size {
        for row in 0..column {
            inverse[(row, column)] = inverse[(column, row)];
        }
    }
    Some(inverse)
}

#[cfg(test)]
mod tests {
    use super::*;
    use faer::mat;

    #[test]
    fn inverts() {
        let matrix = mat![[4.0, -1.0, 0.5], [-1.0, 3.0, -2.0], [0.5, -2.0, 5.0]];
        let product = &matrix * inverse(matrix.clone()).expect("positive definite");
        assert!((product - Mat::<f64>::identity(3, 3)).norm_max() < 1e-12);
    }

    #[test]
    fn singular_and_indefinite_matrices_have_no_inverse() {
        assert!(inverse(mat![[1.0, -1.0], [-1.0, 1.0]]).is_none());
        assert!(inverse(mat![[1.0, 2.0], [2.0, 1.0]]).is_none());
        assert!(inverse(mat![[0.0]]).is_none());
    }
}
