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

    /// The terms at `x` and at `-x`: what it says that the first was chosen, and that the second was.
    pub(crate) fn both(self, x: f64) -> [LogTerms; 2] {
        let (head, tail) = match self {
            Link::Logit => logit_terms(x.abs()),
            Link::Probit => probit_terms(x.abs()),
        };
        if x < 0.0 { [tail, head] } else { [head, tail] }
    }
}

/// The terms at `x` and at `-x` for `x` of at least 0.
fn logit_terms(x: f64) -> (LogTerms, LogTerms) {
    let e = (-x).exp();
    let (head, tail, log_head) = (1.0 / (1.0 + e), e / (1.0 + e), -e.ln_1p());
    let curvature = head * tail;
    (
        LogTerms { value: log_head, slope: tail, curvature },
        LogTerms { value: log_head - x, slope: head, curvature },
    )
}

/// The terms at `x` and at `-x` for `x` of at least 0.
fn probit_terms(x: f64) -> (LogTerms, LogTerms) {
    let log_density = -0.5 * x * x - 0.5 * TAU.ln();
    let density = log_density.exp();
    let (log_tail, tail_slope, tail) = if x > 30.0 {
        // erfc underflows near 38. Laplace's continued fraction for phi/Phi is exact here with ten terms.
        let slope = (1..=10).rev().fold(x, |rest, k| x + f64::from(k) / rest);
        (log_density - slope.ln(), slope, density / slope)
    } else {
        let tail = 0.5 * erfc(x * FRAC_1_SQRT_2);
        (tail.ln(), density / tail, tail)
    };
    let head_slope = density / (1.0 - tail);
    (
        LogTerms { value: (-tail).ln_1p(), slope: head_slope, curvature: head_slope * (x + head_slope) },
        LogTerms { value: log_tail, slope: tail_slope, curvature: (tail_slope * (tail_slope - x)).max(0.0) },
    )
}

fn logistic(x: f64) -> f64 {
    if x < 0.0 {
        let e = x.exp();
        e / (1.0 + e)
    } else {
        1.0 / (1.0 + (-x).exp())
    }
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
            let terms = row.link.both(row.x)[0];
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
