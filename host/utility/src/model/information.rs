//! The negatives of the second derivatives of an objective at one point: at its maximum, the observed
//! information.

use super::subspace::GLOBALS;

/// A sparse symmetric matrix with `M` rows per option, kept by option and pair.
#[derive(Debug)]
pub(super) struct Information<const M: usize> {
    /// The two options of every pair.
    pub(super) ends: Vec<[u32; 2]>,
    /// Between them, by pair.
    pub(super) cross: Vec<[[f64; M]; M]>,
    /// Inside the parameters of every option.
    pub(super) own: Vec<[[f64; M]; M]>,
    /// Between the parameters of every option and the globals.
    pub(super) border: Vec<[[f64; GLOBALS]; M]>,
    pub(super) corner: [[f64; GLOBALS]; GLOBALS],
}

impl<const M: usize> Information<M> {
    /// `product = self * vector`.
    pub(super) fn multiply(&self, vector: &[f64], product: &mut [f64]) {
        let options = self.own.len();
        let (planes, globals) = vector.split_at(M * options);
        let (product_planes, product_globals) = product.split_at_mut(M * options);
        for (product, row) in product_globals.iter_mut().zip(&self.corner) {
            *product = row.iter().zip(globals).map(|(a, b)| a * b).sum();
        }
        for (option, (own, border)) in self.own.iter().zip(&self.border).enumerate() {
            for a in 0..M {
                let inside: f64 = (0..M).map(|b| own[a][b] * planes[b * options + option]).sum();
                let outside: f64 = (0..GLOBALS).map(|g| border[a][g] * globals[g]).sum();
                product_planes[a * options + option] = inside + outside;
                for g in 0..GLOBALS {
                    product_globals[g] += border[a][g] * planes[a * options + option];
                }
            }
        }
        for (ends, cross) in self.ends.iter().zip(&self.cross) {
            let [one, other] = ends.map(|end| end as usize);
            for a in 0..M {
                for b in 0..M {
                    product_planes[a * options + one] += cross[a][b] * planes[b * options + other];
                    product_planes[b * options + other] += cross[a][b] * planes[a * options + one];
                }
            }
        }
    }

    /// The diagonal, in the layout of the parameters.
    pub(super) fn diagonal(&self) -> Vec<f64> {
        let planes = (0..M).flat_map(|a| self.own.iter().map(move |own| own[a][a]));
        planes.chain((0..GLOBALS).map(|g| self.corner[g][g])).collect()
    }
}
