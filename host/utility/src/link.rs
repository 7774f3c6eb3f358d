//! The two link functions: the probability `F(x)` of choosing the first option when it leads by `x`,
//! with the derivatives that a likelihood needs. Both are symmetric, `F(-x) = 1 - F(x)`, and
//! log-concave, so every likelihood built from them has one maximum. Accurate in both tails.

use libm::erfc;
use serde::{Deserialize, Serialize};
use std::f64::consts::{FRAC_1_SQRT_2, TAU};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Link {
    /// `F(x) = 1 / (1 + exp(-x))`.
    Logit,
    /// `F(x) = Phi(x)`, the standard normal distribution function.
    Probit,
}

/// `ln F` and its derivatives at one point.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LogTerms {
    /// `ln F(x)`.
    pub(crate) value: f64,
    /// `(ln F)'(x)`, positive.
    pub(crate) slope: f64,
    /// `-(ln F)''(x)`, never negative.
    pub(crate) curvature: f64,
}

impl Link {
    pub(crate) fn probability(self, x: f64) -> f64 {
        match self {
            Link::Logit => logistic(x),
            Link::Probit => 0.5 * erfc(-x * FRAC_1_SQRT_2),
        }
    }

    pub(crate) fn log_terms(self, x: f64) -> LogTerms {
        match self {
            Link::Logit => {
                let slope = logistic(-x);
                LogTerms {
                    value: x.min(0.0) - (-x.abs()).exp().ln_1p(),
                    slope,
                    curvature: slope * logistic(x),
                }
            }
            Link::Probit => {
                let (value, slope) = log_normal(x);
                LogTerms { value, slope, curvature: (slope * (x + slope)).max(0.0) }
            }
        }
    }
}

fn logistic(x: f64) -> f64 {
    if x < 0.0 {
        let e = x.exp();
        e / (1.0 + e)
    } else {
        1.0 / (1.0 + (-x).exp())
    }
}

/// `ln Phi(x)` and `phi(x) / Phi(x)`.
fn log_normal(x: f64) -> (f64, f64) {
    let log_density = -0.5 * x * x - 0.5 * TAU.ln();
    if x < -30.0 {
        // erfc underflows near -38. Laplace's continued fraction for phi/Phi is exact here with ten terms.
        let slope = (1..=10).rev().fold(-x, |rest, k| -x + f64::from(k) / rest);
        return (log_density - slope.ln(), slope);
    }
    let below = 0.5 * erfc(-x * FRAC_1_SQRT_2);
    let above = 0.5 * erfc(x * FRAC_1_SQRT_2);
    let value = if x < 0.0 { below.ln() } else { (-above).ln_1p() };
    (value, log_density.exp() / below)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `x`, ln F, its slope and its curvature; mpmath with 50 digits, `tests/golden/make.py`.
    #[test]
    fn agrees_with_high_precision_values() {
        #[derive(Deserialize)]
        struct Row {
            link: Link,
            x: f64,
            value: f64,
            slope: f64,
            curvature: f64,
        }
        #[derive(Deserialize)]
        struct Golden {
            links: Vec<Row>,
        }
        let golden: Golden = serde_json::from_str(include_str!("../tests/golden/golden.json"))
            .unwrap_or_else(|error| panic!("golden.json: {error}"));
        assert!(golden.links.len() >= 30);
        for row in golden.links {
            let terms = row.link.log_terms(row.x);
            let pairs = [
                (terms.value, row.value, 1e-13),
                (terms.slope, row.slope, 1e-13),
                // x + slope cancels in the lower tail of the normal: relative to the terms, not the sum.
                (terms.curvature, row.curvature, 1e-13 * (1.0 + row.x.powi(4))),
            ];
            for (got, want, tolerance) in pairs {
                assert!(
                    (got - want).abs() <= tolerance * want.abs().max(1e-300),
                    "{:?} at {}: {terms:?}, expected {want}",
                    row.link,
                    row.x
                );
            }
        }
    }
}
