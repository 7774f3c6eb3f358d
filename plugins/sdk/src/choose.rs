//! Which items a config takes, by their ids and in its order. An empty list takes all.

use std::collections::BTreeSet;

use crate::task::Item;
use crate::{Failure, Finding};

/// Ids that are listed twice. Whether an id exists is known when the items are: see [`choose`].
///
/// The key of the config that holds them has to be called `items`.
pub fn check(wanted: &[String]) -> Vec<Finding> {
    let mut seen = BTreeSet::new();
    let twice = wanted.iter().enumerate().filter(|(_, id)| !seen.insert(id.as_str()));
    twice.map(|(at, id)| Finding::fatal(format!("/items/{at}"), format!("`{id}` is listed twice"))).collect()
}

/// The items of these ids. An id without an item is a bad config.
pub fn choose(all: Vec<Item>, wanted: &[String]) -> Result<Vec<Item>, Failure> {
    if wanted.is_empty() {
        return Ok(all);
    }
    let of_id = |(at, id): (usize, &String)| {
        let missing = || Failure::bad_config(format!("/items/{at}"), format!("there is no item `{id}`"));
        all.iter().find(|item| item.id == *id).cloned().ok_or_else(missing)
    };
    wanted.iter().enumerate().map(of_id).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn items() -> Vec<Item> {
        ["a", "b", "c"].map(|id| Item { id: id.into(), ..Item::default() }).into()
    }

    #[test]
    fn all_or_the_listed_ones_in_their_order() {
        for (wanted, expected) in [(vec![], "abc"), (vec!["c", "a"], "ca")] {
            let wanted: Vec<String> = wanted.into_iter().map(Into::into).collect();
            let ids: String = choose(items(), &wanted).unwrap().into_iter().map(|item| item.id).collect();
            assert_eq!(ids, expected);
        }
    }

    #[test]
    fn unknown_and_repeated_ids_are_pointed_at() {
        let wanted = ["a", "d", "a"].map(String::from);
        let failure = choose(items(), &wanted).unwrap_err();
        assert_eq!(
            (failure.pointer.as_str(), failure.message.as_str()),
            ("/items/1", "there is no item `d`")
        );
        let findings = check(&wanted);
        assert_eq!(findings.len(), 1);
        assert_eq!(
            (findings[0].pointer.as_str(), findings[0].message.as_str()),
            ("/items/2", "`a` is listed twice")
        );
        assert!(findings[0].fatal);
    }
}
