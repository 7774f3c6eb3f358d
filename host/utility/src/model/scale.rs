//! Centring and standardising over the components of the comparison graph.

/// A root mean square up to this is rounding: fits are exact to about 1e-8.
const NO_VARIATION: f64 = 1e-8;

/// Members of every component and their mean.
fn means(values: &[f64], components: &[usize]) -> Vec<(f64, f64)> {
    let mut sums = vec![(0.0, 0.0); values.len()];
    for (value, &component) in values.iter().zip(components) {
        sums[component].0 += 1.0;
        sums[component].1 += value;
    }
    sums.into_iter().map(|(count, sum)| (count, sum / f64::max(count, 1.0))).collect()
}

/// Removes what rounding left of the mean of every component.
pub(super) fn centre(values: &mut [f64], components: &[usize]) {
    let means = means(values, components);
    for (value, &component) in values.iter_mut().zip(components) {
        *value -= means[component].1;
    }
}

/// Centred values divided by the sample standard deviation of their component; 0 where it does not vary.
pub(super) fn standardized(centred: &[f64], components: &[usize]) -> Vec<f64> {
    let squares: Vec<f64> = centred.iter().map(|value| value * value).collect();
    let means = means(&squares, components);
    centred
        .iter()
        .zip(components)
        .map(|(value, &component)| {
            let (count, mean_square) = means[component];
            if mean_square.sqrt() <= NO_VARIATION {
                return 0.0;
            }
            value / (mean_square * count / (count - 1.0)).sqrt()
        })
        .collect()
}
