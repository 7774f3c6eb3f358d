//! What can be wrong with the settings of a screening. Texts are never an error.

/// A setting that cannot be used.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum ScreeningError {
    /// A language code that names no language that can be detected.
    #[error(
        "`{0}` is no language code that can be detected: write ISO 639-1 or 639-3, such as `en`, `zh` or `deu`"
    )]
    UnknownLanguage(String),
    /// A factor of the length that is not a number from 1 on.
    #[error("the length factor {0} is not a finite number from 1 on: 2 admits from half to twice the length")]
    LengthFactor(f64),
    /// A range of words that is empty.
    #[error("the range of {0} to {1} words is empty: the fewest words come first")]
    WordRange(u32, u32),
}
