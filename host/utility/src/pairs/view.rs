//! What a strategy sees when it chooses the next batch.

use super::{Pair, PairDesign, PairError};
use crate::random::keyed;
use crate::{Comparison, Fit, FitError};
use rand_chacha::ChaCha20Rng;

/// What a strategy sees when it chooses the next batch.
#[derive(Clone, Copy)]
pub struct PairView<'a> {
    /// What was fixed before the first question.
    pub design: PairDesign<'a>,
    /// The seed of every draw: plan seed, purpose and actor, say.
    pub seed: [u8; 32],
    /// The batches asked so far, in order.
    pub rounds: &'a [Vec<(usize, usize)>],
    /// The answers so far to the pairs asked, both orders, in any order. A pair without a readable
    /// answer has none, or one without weight.
    pub comparisons: &'a [Comparison],
    /// Fits the comparisons that it is given: a utility model with its options. Called at most once
    /// per batch, by adaptive strategies after the first. It is given the comparisons in an order of
    /// their own (first option, second option, wins), so that their order here cannot matter. Strategies
    /// look at utilities, probabilities and the position: standard errors and limits would be for nothing.
    ///
    /// If the choices do not suffice ([`FitError::NoChoices`], [`FitError::Unbounded`],
    /// [`FitError::Undetermined`]), an adaptive strategy draws that batch at random. Any other
    /// error is returned.
    pub fit: &'a dyn Fn(&[Comparison]) -> Result<Fit, FitError>,
}

impl PairView<'_> {
    pub(super) fn check(&self) -> Result<(), PairError> {
        self.design.check()?;
        for (round, pairs) in self.rounds.iter().enumerate() {
            self.design.check_pairs(pairs, || format!("round {round}"))?;
        }
        let options = self.design.options;
        for (comparison, choices) in self.comparisons.iter().enumerate() {
            let option = choices.first.max(choices.second);
            if option >= options {
                return Err(FitError::OptionOutOfRange { comparison, option, options }.into());
            }
        }
        Ok(())
    }

    /// The stream for `purpose` in this round. The published scheme starts every iteration from the
    /// same seed; here each has a stream of its own.
    pub(super) fn stream(&self, purpose: &str) -> ChaCha20Rng {
        keyed(self.seed, &[b"pairs", purpose.as_bytes(), &(self.rounds.len() as u64).to_le_bytes()])
    }

    /// The comparisons in an order that does not depend on theirs: sums of fractions do, a little.
    pub(super) fn sorted_comparisons(&self) -> Vec<Comparison> {
        let mut comparisons = self.comparisons.to_vec();
        comparisons.sort_by(|a, b| {
            (a.first, a.second)
                .cmp(&(b.first, b.second))
                .then(a.first_wins.total_cmp(&b.first_wins))
                .then(a.second_wins.total_cmp(&b.second_wins))
        });
        comparisons
    }

    /// The fit of `comparisons`; `None` if the choices do not suffice for one.
    pub(super) fn fitted(&self, comparisons: &[Comparison]) -> Result<Option<Fit>, PairError> {
        let options = self.design.options;
        match (self.fit)(comparisons) {
            Ok(fit) if fit.utility.len() != options || fit.components.len() != options => {
                Err(PairError::FitOfOthers { fitted: fit.utility.len(), options })
            }
            Ok(fit) => Ok(Some(fit)),
            Err(FitError::NoChoices { .. } | FitError::Unbounded { .. } | FitError::Undetermined { .. }) => {
                Ok(None)
            }
            Err(error) => Err(error.into()),
        }
    }

    /// The pairs asked so far.
    pub(super) fn asked(&self) -> impl Iterator<Item = Pair> {
        self.rounds.iter().flatten().copied()
    }
}
