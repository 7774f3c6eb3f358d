//! How the share of right answers grows with the dose.

use statrs::distribution::{Continuous, ContinuousCDF, Normal};

use super::dose::check;
use super::{CalibrationError, FirstShown, GoldCounts};

/// The accuracy at which a dose counts as seen.
pub const THRESHOLD_ACCURACY: f64 = 0.75;

/// Standard deviation, in probits, of the normal prior on the lean and on what the slope makes of the largest dose: a
/// judge that is always right has a finite slope, and a share of .9987 is one deviation away.
const PRIOR_DEVIATION: f64 = 3.0;
/// The prior on the lapse rate is proportional to (1 - lapse) to this power: Beta(1, 10), as in psignifit (Schütt,
/// Harmeling, Macke and Wichmann 2016).
const PRIOR_LAPSE: f64 = 9.0;
/// The largest lapse rate. At one half no dose reaches an accuracy of .75.
const LAPSE_LIMIT: f64 = 0.5;
/// Lapse rates tried before the best is refined.
const LAPSE_STEPS: u32 = 50;

/// A psychometric function of a judge:
/// `P(right | dose) = lapse/2 + (1 - lapse) Φ(slope dose + s lean)`, with s = 1 if the better text was shown first, -1
/// if the worse one was, and 0 for verdicts over both orders.
///
/// A judge that lapses guesses. Without a lean, accuracy is .5 at dose 0; with one, the mean over both orders is.
/// Ties and unread ballots are left out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Psychometric {
    /// Probits per unit of the dose. Negative for a judge that prefers the worse text.
    pub slope: f64,
    /// How far the judge leans to the text shown first, in probits. `None`, and 0 in the function, where ballots with
    /// one of the two orders are missing.
    pub lean: Option<f64>,
    /// The share of ballots cast without looking, 0 to .5. `None`, and 0 in the function, with fewer than two positive
    /// doses: one dose cannot tell a lapse from a small slope.
    pub lapse: Option<f64>,
    /// The largest dose it was fitted to.
    pub largest_dose: f64,
}

impl Psychometric {
    /// The function of highest posterior density, with a weak prior on each parameter: Beta(1, 10) on the lapse rate,
    /// normal with deviation 3 on the lean and on the slope times the largest dose, both in probits.
    ///
    /// `None` without a right or wrong answer at a positive dose.
    ///
    /// # Errors
    ///
    /// [`CalibrationError::Dose`] for a dose that is negative or not finite.
    pub fn fit(rows: &[GoldCounts]) -> Result<Option<Self>, CalibrationError> {
        check(rows)?;
        let decisive: Vec<&GoldCounts> =
            rows.iter().filter(|row| row.outcomes.right + row.outcomes.wrong > 0).collect();
        let mut doses: Vec<f64> = decisive.iter().map(|row| row.dose).filter(|dose| *dose > 0.0).collect();
        doses.sort_by(f64::total_cmp);
        doses.dedup();
        let Some(&largest_dose) = doses.last() else { return Ok(None) };
        let is_shown = |order| decisive.iter().any(|row| row.first_shown == order);
        let both_orders = is_shown(FirstShown::Better) && is_shown(FirstShown::Worse);
        let likelihood = Likelihood::of(&decisive, largest_dose, both_orders);
        let (lapse, at) = if doses.len() >= 2 {
            let (lapse, at) = likelihood.best();
            (Some(lapse), at)
        } else {
            (None, likelihood.climb(0.0, Coefficients::default()))
        };
        Ok(Some(Self {
            slope: at.slope / largest_dose,
            lean: both_orders.then_some(at.lean),
            lapse,
            largest_dose,
        }))
    }

    /// The probability of the right answer at a dose.
    pub fn right(&self, dose: f64, first_shown: FirstShown) -> f64 {
        let probit = self.slope * dose + sign(first_shown) * self.lean.unwrap_or(0.0);
        let lapse = self.lapse.unwrap_or(0.0);
        lapse / 2.0 + (1.0 - lapse) * Normal::standard().cdf(probit)
    }

    /// The mean probability of the right answer over both orders, one ballot in each.
    pub fn accuracy(&self, dose: f64) -> f64 {
        f64::midpoint(self.right(dose, FirstShown::Better), self.right(dose, FirstShown::Worse))
    }

    /// The dose at which [`accuracy`](Self::accuracy) is .75. `None` where the largest dose fitted to does not reach it:
    /// beyond it the function has not been seen to hold.
    pub fn threshold(&self) -> Option<f64> {
        if self.accuracy(self.largest_dose) < THRESHOLD_ACCURACY {
            return None;
        }
        // Accuracy is .5 at dose 0 and grows from there. Sixty halvings are below the spacing of doubles.
        let (mut below, mut above) = (0.0, self.largest_dose);
        for _ in 0..60 {
            let middle = f64::midpoint(below, above);
            if self.accuracy(middle) < THRESHOLD_ACCURACY { below = middle } else { above = middle }
        }
        Some(above)
    }

    /// `d' = √2 slope dose`: what [`d_prime`](super::d_prime) would be without lean and lapses.
    pub fn d_prime(&self, dose: f64) -> f64 {
        std::f64::consts::SQRT_2 * self.slope * dose
    }

    /// How often the text shown first is chosen where both are equally good, one half without a lean.
    pub fn first_shown_share(&self) -> Option<f64> {
        self.lean.map(|_| self.right(0.0, FirstShown::Better))
    }
}

fn sign(first_shown: FirstShown) -> f64 {
    match first_shown {
        FirstShown::Better => 1.0,
        FirstShown::Worse => -1.0,
        FirstShown::Both => 0.0,
    }
}

/// The counts of one dose and order.
struct Row {
    /// The dose as a share of the largest.
    dose: f64,
    /// The sign of the lean; 0 everywhere if there is no lean to estimate.
    sign: f64,
    right: f64,
    wrong: f64,
}

/// Slope per largest dose, and lean, in probits.
#[derive(Clone, Copy, Default)]
struct Coefficients {
    slope: f64,
    lean: f64,
}

/// The posterior density of the parameters.
struct Likelihood(Vec<Row>);

impl Likelihood {
    fn of(decisive: &[&GoldCounts], largest_dose: f64, with_lean: bool) -> Self {
        let row = |row: &&GoldCounts| Row {
            dose: row.dose / largest_dose,
            sign: if with_lean { sign(row.first_shown) } else { 0.0 },
            right: row.outcomes.right as f64,
            wrong: row.outcomes.wrong as f64,
        };
        Self(decisive.iter().map(row).collect())
    }

    /// The lapse rate of highest density, and the coefficients there. With the lapse rate fixed the rest is smooth and
    /// climbs well; over it there may be two peaks, so a grid finds the higher one, and bisection of the slope its top.
    fn best(&self) -> (f64, Coefficients) {
        let step = LAPSE_LIMIT / f64::from(LAPSE_STEPS);
        let mut start = Coefficients::default();
        let mut best = (f64::NEG_INFINITY, 0.0, start);
        for lapse in (0..=LAPSE_STEPS).map(|place| f64::from(place) * step) {
            start = self.climb(lapse, start);
            let density = self.log_density(lapse, start);
            if density > best.0 {
                best = (density, lapse, start);
            }
        }
        let (_, lapse, start) = best;
        let (mut low, mut high) = ((lapse - step).max(0.0), (lapse + step).min(LAPSE_LIMIT));
        if self.rises_with_lapse(low, start) {
            for _ in 0..40 {
                let middle = f64::midpoint(low, high);
                if self.rises_with_lapse(middle, start) { low = middle } else { high = middle }
            }
        }
        (low, self.climb(low, start))
    }

    /// Whether the density still grows with the lapse rate. At the top of the coefficients only the lapse rate's own
    /// derivative is left.
    fn rises_with_lapse(&self, lapse: f64, start: Coefficients) -> bool {
        let at = self.climb(lapse, start);
        let term = |row: &Row| {
            let answer = Answer::of(row, lapse, at);
            (row.right / answer.right - row.wrong / answer.wrong) * (0.5 - answer.looking)
        };
        self.0.iter().map(term).sum::<f64>() > PRIOR_LAPSE / (1.0 - lapse)
    }

    /// Logarithm of the density, up to a constant.
    fn log_density(&self, lapse: f64, at: Coefficients) -> f64 {
        let counted = |count: f64, probability: f64| if count > 0.0 { count * probability.ln() } else { 0.0 };
        let term = |row: &Row| {
            let answer = Answer::of(row, lapse, at);
            counted(row.right, answer.right) + counted(row.wrong, answer.wrong)
        };
        let size = at.slope * at.slope + at.lean * at.lean;
        let prior = PRIOR_LAPSE * (1.0 - lapse).ln() - size / (2.0 * PRIOR_DEVIATION * PRIOR_DEVIATION);
        self.0.iter().map(term).sum::<f64>() + prior
    }

    /// The coefficients of highest density at a lapse rate, by Fisher scoring with halved steps.
    fn climb(&self, lapse: f64, start: Coefficients) -> Coefficients {
        let mut at = start;
        let mut density = self.log_density(lapse, at);
        for _ in 0..200 {
            let mut step = self.scoring_step(lapse, at);
            let (next, next_density) = loop {
                let next = Coefficients { slope: at.slope + step.slope, lean: at.lean + step.lean };
                let next_density = self.log_density(lapse, next);
                if next_density >= density || step.slope.abs().max(step.lean.abs()) < 1e-13 {
                    break (next, next_density);
                }
                step = Coefficients { slope: step.slope / 2.0, lean: step.lean / 2.0 };
            };
            (at, density) = (next, next_density);
            if step.slope.abs().max(step.lean.abs()) < 1e-12 {
                break;
            }
        }
        at
    }

    /// Inverse of the expected information times the gradient. The prior keeps the information positive definite.
    fn scoring_step(&self, lapse: f64, at: Coefficients) -> Coefficients {
        let precision = 1.0 / (PRIOR_DEVIATION * PRIOR_DEVIATION);
        let (mut by_slope, mut by_lean) = (-at.slope * precision, -at.lean * precision);
        let (mut slopes, mut leans, mut mixed) = (precision, precision, 0.0);
        for row in &self.0 {
            let answer = Answer::of(row, lapse, at);
            let change = (1.0 - lapse) * answer.density;
            let gradient = (row.right / answer.right - row.wrong / answer.wrong) * change;
            let information = (row.right + row.wrong) * change * change / (answer.right * answer.wrong);
            by_slope += gradient * row.dose;
            by_lean += gradient * row.sign;
            slopes += information * row.dose * row.dose;
            leans += information * row.sign * row.sign;
            mixed += information * row.dose * row.sign;
        }
        let determinant = slopes * leans - mixed * mixed;
        Coefficients {
            slope: (leans * by_slope - mixed * by_lean) / determinant,
            lean: (slopes * by_lean - mixed * by_slope) / determinant,
        }
    }
}

/// The probabilities of a row's answers.
struct Answer {
    right: f64,
    wrong: f64,
    /// Of the right one by a judge that does not lapse.
    looking: f64,
    /// The derivative of `looking`.
    density: f64,
}

impl Answer {
    fn of(row: &Row, lapse: f64, at: Coefficients) -> Self {
        let normal = Normal::standard();
        let probit = at.slope * row.dose + at.lean * row.sign;
        let (looking, density) = (normal.cdf(probit), normal.pdf(probit));
        // The upper tail by symmetry: one minus the lower one would lose its digits.
        let wrong = lapse / 2.0 + (1.0 - lapse) * normal.cdf(-probit);
        Self { right: lapse / 2.0 + (1.0 - lapse) * looking, wrong, looking, density }
    }
}
