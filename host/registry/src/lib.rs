//! What every registry of strategies has in common: order by name, names that are unique, and the words for a
//! name that nobody registered.
//!
//! A kind of strategy is a trait whose implementations register themselves with `inventory::submit!`. Each crate
//! owns its traits and says with [`Strategy`] what they are called; nothing here knows what they do.

use std::marker::PhantomData;

/// A kind of strategy: implemented for `dyn Trait`, once per trait.
pub trait Strategy: Sync + 'static {
    /// The kind in words, such as `stake rule`.
    const KIND: &'static str;

    /// The name that selects it in a study file.
    fn name(&self) -> &'static str;
}

/// All strategies of one kind, as `Registry<dyn Trait>`.
pub struct Registry<T: ?Sized>(PhantomData<T>);

impl<T: Strategy + ?Sized> Registry<T>
where
    &'static T: inventory::Collect,
{
    /// All of them, sorted by name: link order differs between build profiles and must not show.
    ///
    /// # Errors
    ///
    /// [`RegistryError::Duplicate`] if two carry one name.
    pub fn all() -> Result<Vec<&'static T>, RegistryError> {
        sorted(inventory::iter::<&'static T>().copied())
    }

    /// The one called `name`.
    ///
    /// # Errors
    ///
    /// [`RegistryError::Unknown`] with the names there are, or [`RegistryError::Duplicate`].
    pub fn find(name: &str) -> Result<&'static T, RegistryError> {
        let all = Self::all()?;
        all.iter().copied().find(|entry| entry.name() == name).ok_or_else(|| RegistryError::Unknown {
            kind: T::KIND,
            name: name.to_owned(),
            known: all.iter().map(|entry| entry.name()).collect::<Vec<_>>().join(", "),
        })
    }
}

fn sorted<T: Strategy + ?Sized>(
    entries: impl Iterator<Item = &'static T>,
) -> Result<Vec<&'static T>, RegistryError> {
    let mut entries: Vec<&'static T> = entries.collect();
    entries.sort_by_key(|entry| entry.name());
    match entries.array_windows().find(|[one, next]| one.name() == next.name()) {
        Some([one, _]) => Err(RegistryError::Duplicate { kind: T::KIND, name: one.name() }),
        None => Ok(entries),
    }
}

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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    trait Fruit: Sync {
        fn name(&self) -> &'static str;
    }

    impl Strategy for dyn Fruit {
        const KIND: &'static str = "fruit";

        fn name(&self) -> &'static str {
            Fruit::name(self)
        }
    }

    inventory::collect!(&'static dyn Fruit);

    impl Fruit for &'static str {
        fn name(&self) -> &'static str {
            self
        }
    }

    inventory::submit!(&"pear" as &'static dyn Fruit);
    inventory::submit!(&"apple" as &'static dyn Fruit);

    #[test]
    fn sorts_by_name() {
        let names =
            Registry::<dyn Fruit>::all().unwrap().iter().map(|fruit| fruit.name()).collect::<Vec<_>>();
        assert_eq!(names, ["apple", "pear"]);
    }

    #[test]
    fn refuses_one_name_twice() {
        let entries: [&'static dyn Fruit; 3] = [&"pear", &"apple", &"pear"];
        assert_eq!(
            sorted(entries.into_iter()).err().unwrap().to_string(),
            "two fruits are registered as `pear`: names select them in a study file and must be unique"
        );
    }

    #[test]
    fn says_what_there_is() {
        let error = Registry::<dyn Fruit>::find("plum").err().unwrap();
        assert_eq!(error.to_string(), "no fruit is named `plum`; there are: apple, pear");
    }
}
