//! Names that are unmistakable: each is made of a word that occurs nowhere else.

use std::collections::BTreeMap;

use proptest::prelude::*;

/// What has a name that no judge may read, whatever it is of.
const KINDS: [&str; 14] = [
    "actor",
    "actormodel",
    "arm",
    "contrast",
    "entity",
    "framing",
    "judge",
    "judgemodel",
    "label",
    "outcome",
    "provider",
    "served",
    "task",
    "vendor",
];

/// The names of a study, by what they are of.
#[derive(Debug, Clone)]
pub(crate) struct Names(BTreeMap<&'static str, String>);

/// `zq`, the kind, and letters: `zqactorkjhfd`.
pub(crate) fn names() -> impl Strategy<Value = Names> {
    prop::array::uniform14("[b-y]{4}").prop_map(|letters: [String; 14]| {
        let named = KINDS.into_iter().zip(letters);
        Names(named.map(|(kind, letters)| (kind, format!("zq{kind}{letters}"))).collect())
    })
}

impl Names {
    /// The name of the thing with this number.
    pub(crate) fn of(&self, kind: &str, number: usize) -> String {
        format!("{}{number}", self.0[kind])
    }

    /// The number of the first thing of a kind that a text names.
    pub(crate) fn number_in(&self, kind: &str, text: &str) -> Option<usize> {
        let (_, after) = text.split_once(&self.0[kind])?;
        after.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
    }

    /// The kinds of which a text holds a name, in whatever case.
    pub(crate) fn in_text(&self, text: &str) -> Vec<&'static str> {
        let text = text.to_lowercase();
        self.0.iter().filter(|(_, name)| text.contains(name.as_str())).map(|(kind, _)| *kind).collect()
    }

    /// The same with other names for some kinds.
    #[must_use]
    pub(crate) fn renamed(&self, kinds: &[&'static str]) -> Self {
        let mut names = self.clone();
        for kind in kinds {
            names.0.insert(kind, format!("zqother{kind}"));
        }
        names
    }
}
