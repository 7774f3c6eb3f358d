//! Why a measure cannot be computed. What answers cannot say is no error but a missing number.

use super::Choices;
use crate::Fit;
use motive_stats::IntervalError;

/// Why coherence cannot be measured.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum CoherenceError {
    /// An option that does not exist.
    #[error("{list} {index} names option {option}, but there are only {options} (from 0)")]
    OptionOutOfRange {
        /// What names it: `tally`, `count` or `lottery`.
        list: &'static str,
        /// Its index.
        index: usize,
        /// The option it names.
        option: usize,
        /// How many options there are.
        options: usize,
    },
    /// An option compared with itself.
    #[error("tally {tally} compares option {option} with itself")]
    SameOption {
        /// Index of the tally.
        tally: usize,
        /// The option.
        option: usize,
    },
    /// A weight that is no weight.
    #[error("tally {tally} has {field} = {value}: weights must lie between 0 and 1e9")]
    Weight {
        /// Index of the tally.
        tally: usize,
        /// The field.
        field: &'static str,
        /// The weight given.
        value: f64,
    },
    /// A list that has to have an entry per option.
    #[error("{list}: {entries} entries for {options} options; there must be one for each")]
    Length {
        /// The list.
        list: &'static str,
        /// Its length.
        entries: usize,
        /// How many options there are.
        options: usize,
    },
    /// An id that stands for two options.
    #[error("id `{0}` stands for two options: ids match the options of two elicitations and must be unique")]
    RepeatedId(String),
    /// A number that is none.
    #[error("{list}: entry {index} is {value}; it must be finite")]
    NotFinite {
        /// The list.
        list: &'static str,
        /// Index of the entry.
        index: usize,
        /// The value.
        value: f64,
    },
    /// A count that is no count.
    #[error("entity `{entity}`: count {count} of option {option} must be finite and not negative")]
    Count {
        /// The entity.
        entity: String,
        /// The count given.
        count: f64,
        /// The option.
        option: usize,
    },
    /// Two options with the same count of the same entity.
    #[error("entity `{entity}` has count {count} twice, as options {one} and {other}")]
    RepeatedCount {
        /// The entity.
        entity: String,
        /// The count.
        count: f64,
        /// The one option.
        one: usize,
        /// The other.
        other: usize,
    },
    /// An entity of which more is said to be both better and worse.
    #[error("entity `{entity}`: `desirable` differs between its counts; say the same of all, or nothing")]
    Desirable {
        /// The entity.
        entity: String,
    },
    /// A lottery whose probabilities are none.
    #[error(
        "lottery {lottery} (option {option}): its {parts} probabilities must lie between 0 and 1 and add to 1, \
         not {sum}"
    )]
    Lottery {
        /// Index of the lottery.
        lottery: usize,
        /// The option that stands for it.
        option: usize,
        /// How many parts it has.
        parts: usize,
        /// What they add to.
        sum: f64,
    },
    /// A reliability that is none.
    #[error("reliability {0}: it must be above 0 and at most 1")]
    Reliability(f64),
    /// A number of draws that says nothing.
    #[error("{name} is {given}: it must be at least {least}")]
    TooFew {
        /// The setting.
        name: &'static str,
        /// The least it may be.
        least: usize,
        /// What it is.
        given: usize,
    },
    /// No interval for these arguments.
    #[error(transparent)]
    Interval(#[from] IntervalError),
}

impl CoherenceError {
    pub(super) fn in_range(
        list: &'static str,
        index: usize,
        option: usize,
        options: usize,
    ) -> Result<(), Self> {
        if option < options { Ok(()) } else { Err(Self::OptionOutOfRange { list, index, option, options }) }
    }

    pub(super) fn same_options(fit: &Fit, choices: &Choices) -> Result<(), Self> {
        Self::one_each("utilities", fit.utility.len(), choices.options())
    }

    pub(super) fn one_each(list: &'static str, entries: usize, options: usize) -> Result<(), Self> {
        if entries == options { Ok(()) } else { Err(Self::Length { list, entries, options }) }
    }
}
