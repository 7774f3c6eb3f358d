//! What can be wrong with a dose, a design or the outputs it is drawn from.

/// Why there is no draw, or no text.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum LadderError {
    /// A dose outside (0, 1].
    #[error("a dose of {value}: doses are above 0 and at most 1")]
    Dose {
        /// What was given.
        value: f64,
    },
    /// A design that names no kind of pair, or no judge, or wants no pairs, or takes one of no outputs.
    #[error("a design of gold pairs has no {what}: give at least one")]
    Empty {
        /// What is missing, in the plural.
        what: &'static str,
    },
    /// One thing twice in a list of which each is to be different.
    #[error("{what} `{name}` is there twice: each is to be listed once")]
    Twice {
        /// What is listed.
        what: &'static str,
        /// The one that is there twice.
        name: String,
    },
    /// A strategy that nobody registered.
    #[error(transparent)]
    Strategy(#[from] motive_registry::RegistryError),
    /// The text of an output that a pair names is not there.
    #[error("gold pair `{pair}` needs the text of output `{output}`, which is not there")]
    NoText {
        /// The pair.
        pair: String,
        /// The output.
        output: String,
    },
    /// A text that cannot be damaged as its pair says.
    #[error(
        "gold pair `{pair}`: the text of output `{output}` cannot take that dose; draw pairs by what texts \
         can take"
    )]
    NotTaken {
        /// The pair.
        pair: String,
        /// The output.
        output: String,
    },
}
