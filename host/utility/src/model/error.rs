//! Why there is no fit.

/// Why there is no fit.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum FitError {
    /// Fewer than two options.
    #[error("{0} options: utilities are differences, so there must be at least two")]
    TooFewOptions(usize),
    /// No comparison, or none with any weight.
    #[error("no readable choice among {comparisons} comparisons: there is nothing to fit")]
    NoChoices {
        /// How many comparisons were given, all without weight.
        comparisons: usize,
    },
    /// An option that does not exist.
    #[error("comparison {comparison} names option {option}, but there are only {options} (from 0)")]
    OptionOutOfRange {
        /// Index of the comparison.
        comparison: usize,
        /// The option it names.
        option: usize,
        /// How many options there are.
        options: usize,
    },
    /// An option compared with itself.
    #[error("comparison {comparison} compares option {option} with itself")]
    SameOption {
        /// Index of the comparison.
        comparison: usize,
        /// The option.
        option: usize,
    },
    /// A weight that is no weight.
    #[error("comparison {comparison} has {field} = {value}: weights must be finite and not negative")]
    Weight {
        /// Index of the comparison.
        comparison: usize,
        /// `first_wins`, `second_wins` or `ties`.
        field: &'static str,
        /// The weight given.
        value: f64,
    },
    /// A penalty that is no precision.
    #[error("penalty {0}: it must be finite and not negative, for example 0.01")]
    Penalty(f64),
    /// A fit of other options to start from.
    #[error("the fit to start from has {start} options, and {options} are to be fitted")]
    Start {
        /// How many it has.
        start: usize,
        /// How many there are.
        options: usize,
    },
    /// The textbook fit asked for where an option always wins or always loses.
    #[error(
        "option {option} always {outcome}, so without a penalty its utility is infinite: \
         set a positive penalty, for example 0.01"
    )]
    Unbounded {
        /// The first such option.
        option: usize,
        /// `wins` or `loses`.
        outcome: &'static str,
    },
    /// A likelihood without a unique finite maximum.
    #[error(
        "with penalty {penalty} the choices determine no finite estimate: some utilities, the position or \
         the share of ties can move without limit or together; raise the penalty (for example 0.01), ask \
         pairs in both orders, or leave the position out"
    )]
    Undetermined {
        /// The penalty of the fit.
        penalty: f64,
    },
}
