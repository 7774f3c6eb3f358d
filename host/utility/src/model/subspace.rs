//! The constraint that makes estimates unique: over each component of the comparison graph, the
//! parameters of one kind sum to 0.
//!
//! Parameters are laid out in planes, one value per option each (utilities, then whatever else a
//! model has per option), with [`GLOBALS`] parameters that belong to no option behind them.

/// The parameters that belong to no option: the position, then the logarithm of the tie parameter.
pub(super) const GLOBALS: usize = 2;
/// The index of the position among them.
pub(super) const POSITION: usize = 0;
/// The index of the logarithm of the tie parameter among them.
pub(super) const TIE: usize = 1;

/// Directions in which the parameters may move.
#[derive(Debug)]
pub(super) struct Subspace<'a> {
    components: &'a [usize],
    planes: usize,
    /// An option whose utility does not move.
    held: Option<usize>,
    /// How many options of each component can move, by plane: the first may have one held.
    sizes: Vec<f64>,
}

impl<'a> Subspace<'a> {
    pub(super) fn new(components: &'a [usize], planes: usize, held: Option<usize>) -> Self {
        // Components are numbered without gaps.
        let count = components.iter().max().map_or(0, |largest| largest + 1);
        let mut sizes = vec![0.0; count];
        for &component in components {
            sizes[component] += 1.0;
        }
        Self { components, planes, held, sizes }
    }

    /// Removes from `vector` what does not lie in the subspace.
    pub(super) fn project(&self, vector: &mut [f64]) {
        for (nth, plane) in vector.chunks_exact_mut(self.components.len()).take(self.planes).enumerate() {
            self.centre(plane, self.held.filter(|_| nth == 0));
        }
    }

    fn centre(&self, plane: &mut [f64], held: Option<usize>) {
        let mut sizes = self.sizes.clone();
        if let Some(held) = held {
            plane[held] = 0.0;
            sizes[self.components[held]] -= 1.0;
        }
        let mut sums = vec![0.0; sizes.len()];
        for (value, &component) in plane.iter().zip(self.components) {
            sums[component] += value;
        }
        let means: Vec<f64> = sums.iter().zip(&sizes).map(|(sum, size)| sum / size.max(1.0)).collect();
        for (value, &component) in plane.iter_mut().zip(self.components) {
            *value -= means[component];
        }
        if let Some(held) = held {
            plane[held] = 0.0;
        }
    }
}
