//! What a run tells the person who waits for it.

/// The stages of a run, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)]
pub enum Stage {
    Choices,
    HeadToHeads,
    Trials,
    Screening,
    Recalls,
    Ballots,
    Guesses,
    Scores,
}

impl Stage {
    /// The stage in a word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Choices => "choices",
            Self::HeadToHeads => "stakes",
            Self::Trials => "trials",
            Self::Screening => "outputs",
            Self::Recalls => "recall",
            Self::Ballots => "ballots",
            Self::Guesses => "guesses",
            Self::Scores => "scores",
        }
    }
}

/// Hears how a run gets on. Called from many threads.
pub trait Observer: Send + Sync {
    /// A stage begins: how many slots it has, and how many of them were done in an earlier run.
    fn begin(&self, stage: Stage, total: u64, done: u64);
    /// A slot of the stage is done; whether the model answered, and how many tokens that took.
    fn advance(&self, stage: Stage, answered: bool, tokens: u64);
    /// A stage is over.
    fn end(&self, stage: Stage);
    /// Something worth a line, such as a seal.
    fn note(&self, text: &str);
}
