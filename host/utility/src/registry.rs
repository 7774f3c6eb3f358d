//! What the three registries have in common: order by name, names that are unique, and the words for
//! a name that nobody registered. Each strategy trait owns its own collection.

/// Why a strategy could not be looked up.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RegistryError {
    /// Two strategies of one kind carry one name.
    #[error("two {kind}s are registered as `{name}`: names select them in a study file and must be unique")]
    Duplicate {
        /// What is registered, in words.
        kind: &'static str,
        /// The name carried twice.
        name: &'static str,
    },
    /// No strategy of the kind carries the name.
    #[error("no {kind} is named `{name}`; there are: {known}")]
    Unknown {
        /// What was looked for, in words.
        kind: &'static str,
        /// The name looked for.
        name: String,
        /// The registered names, sorted, separated by commas.
        known: String,
    },
}

/// All of `entries` by name. Link order differs between build profiles and must not show.
pub(crate) fn sorted<T: Copy>(
    kind: &'static str,
    entries: impl Iterator<Item = T>,
    name: fn(T) -> &'static str,
) -> Result<Vec<T>, RegistryError> {
    let mut entries: Vec<T> = entries.collect();
    entries.sort_by_key(|&entry| name(entry));
    let twice = entries.array_windows().find(|&&[one, next]| name(one) == name(next));
    match twice {
        Some(&[one, _]) => Err(RegistryError::Duplicate { kind, name: name(one) }),
        None => Ok(entries),
    }
}

/// The one of `entries` (as [`sorted`] returns them) that is called `wanted`.
pub(crate) fn named<T: Copy>(
    kind: &'static str,
    entries: &[T],
    name: fn(T) -> &'static str,
    wanted: &str,
) -> Result<T, RegistryError> {
    entries.iter().copied().find(|&entry| name(entry) == wanted).ok_or_else(|| RegistryError::Unknown {
        kind,
        name: wanted.to_owned(),
        known: entries.iter().map(|&entry| name(entry)).collect::<Vec<_>>().join(", "),
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn sorts_by_name() {
        let entries = sorted("fruit", ["pear", "apple", "fig"].into_iter(), |name| name);
        assert_eq!(entries.unwrap(), ["apple", "fig", "pear"]);
    }

    #[test]
    fn refuses_one_name_twice() {
        let error = sorted("fruit", ["pear", "apple", "pear"].into_iter(), |name| name).unwrap_err();
        assert_eq!(
            error.to_string(),
            "two fruits are registered as `pear`: names select them in a study file and must be unique"
        );
    }

    #[test]
    fn says_what_there_is() {
        let error = named("fruit", &["apple", "pear"], |name| name, "plum").unwrap_err();
        assert_eq!(error.to_string(), "no fruit is named `plum`; there are: apple, pear");
    }
}
