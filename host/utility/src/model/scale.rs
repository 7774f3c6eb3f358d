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

/// The sample standard deviation of centred values over every component, by its number; 0 where they do not vary.
pub(super) fn deviations(centred: &[f64], components: &[usize]) -> Vec<f64> {
    let squares: Vec<f64> = centred.iter().map(|value| value * value).collect();
    let deviation = |(count, mean_square): (f64, f64)| {
        if mean_square.sqrt() <= NO_VARIATION {
            return 0.0;
        }
        (mean_square * count / (count - 1.0)).sqrt()
    };
    // Components are numbered without gaps.
    let count = components.iter().max().map_or(0, |largest| largest + 1);
    means(&squares, components).into_iter().take(count).map(deviation).collect()
}

/// Centred values divided by the standard deviation of their component; 0 where it does not vary.
pub(super) fn standardized(centred: &[f64], components: &[usize], deviations: &[f64]) -> Vec<f64> {
    let scaled = |(value, &component): (&f64, &usize)| match deviations[component] {
        0.0 => 0.0,
        deviation => value / deviation,
    };
    centred.iter().zip(components).map(scaled).collect()
}
