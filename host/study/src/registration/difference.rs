//! What was registered against what is there, in words.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value as Json;

use super::Contents;
use crate::plugins::{LockedAsset, LockedPlugin};

/// Differences between two studies, by the dotted key of each; elements of lists by their ids.
pub(super) fn values(registered: &Json, found: &Json) -> Vec<String> {
    let mut list = Vec::new();
    walk("", registered, found, &mut list);
    list
}

fn walk(path: &str, registered: &Json, found: &Json, list: &mut Vec<String>) {
    if registered == found {
        return;
    }
    match (keyed(registered), keyed(found)) {
        (Some(registered), Some(found)) => {
            let keys: BTreeSet<&String> = registered.keys().chain(found.keys()).collect();
            for key in keys {
                let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                match (registered.get(key), found.get(key)) {
                    (Some(registered), Some(found)) => walk(&path, registered, found, list),
                    (Some(_), None) => list.push(format!("`{path}` is missing")),
                    (None, Some(_)) => list.push(format!("`{path}` was not registered")),
                    (None, None) => {}
                }
            }
            let order = |of: &[(String, &Json)]| of.iter().map(|(key, _)| key.clone()).collect::<Vec<_>>();
            let (before, after) = (order(&registered.0), order(&found.0));
            if before != after && BTreeSet::from_iter(&before) == BTreeSet::from_iter(&after) {
                list.push(format!("`{path}` is in another order"));
            }
        }
        _ => list.push(format!("`{path}` is {}, and {} was registered", shown(found), shown(registered))),
    }
}

/// What is found by name: the keys of an object, or the elements of a list that all have an id, in their order.
struct Keyed<'a>(Vec<(String, &'a Json)>);

impl<'a> Keyed<'a> {
    fn keys(&self) -> impl Iterator<Item = &String> {
        self.0.iter().map(|(key, _)| key)
    }

    fn get(&self, wanted: &str) -> Option<&'a Json> {
        self.0.iter().find(|(key, _)| key == wanted).map(|(_, value)| *value)
    }
}

fn keyed(value: &Json) -> Option<Keyed<'_>> {
    match value {
        // The keys of an object have no order.
        Json::Object(map) => Some(Keyed(
            map.iter()
                .map(|(key, value)| (key.clone(), value))
                .collect::<BTreeMap<_, _>>()
                .into_iter()
                .collect(),
        )),
        Json::Array(elements) if !elements.is_empty() => {
            let id = |element: &Json| {
                let id = ["id", "plugin"].into_iter().find_map(|key| element.get(key)?.as_str());
                id.map(str::to_owned)
            };
            let keyed: Option<Vec<_>> =
                elements.iter().map(|element| Some((id(element)?, element))).collect();
            keyed.map(Keyed)
        }
        _ => None,
    }
}

/// A value on a line of bearable length.
fn shown(value: &Json) -> String {
    const MOST: usize = 80;
    let text = value.to_string();
    match text.char_indices().nth(MOST) {
        None => text,
        Some((end, _)) => format!("{}...", &text[..end]),
    }
}

/// Differences between what two plans hold beside their studies.
pub(super) fn contents(registered: &Contents, found: &Contents) -> Vec<String> {
    let mut list = Vec::new();
    let mut parts = |what: &str, registered: &BTreeMap<String, String>, found: &BTreeMap<String, String>| {
        for name in registered.keys().chain(found.keys()).collect::<BTreeSet<_>>() {
            match (registered.get(name), found.get(name)) {
                (Some(before), Some(after)) if before != after => {
                    list.push(format!("{what} `{name}` is not what was registered"));
                }
                (Some(_), None) => list.push(format!("{what} `{name}` is missing")),
                (None, Some(_)) => list.push(format!("{what} `{name}` was not registered")),
                _ => {}
            }
        }
    };
    parts("the outcome", &registered.outcomes, &found.outcomes);
    parts("the set of utilities of", &registered.utilities, &found.utilities);
    parts("the item", &registered.items, &found.items);
    parts("the arm", &registered.arms, &found.arms);
    parts("what is asked by the rubric", &registered.schemes, &found.schemes);
    parts("the list of choices of", &registered.choices, &found.choices);
    parts("the list of", &registered.draws, &found.draws);
    list
}

/// Differences between two sets of plugins.
pub(super) fn plugins(registered: &[LockedPlugin], found: &[LockedPlugin]) -> Vec<String> {
    let by_entry = |list: &[LockedPlugin]| -> BTreeMap<String, LockedPlugin> {
        list.iter().map(|plugin| (plugin.entry.clone(), plugin.clone())).collect()
    };
    let (registered, found) = (by_entry(registered), by_entry(found));
    let named =
        |plugin: &LockedPlugin| format!("{} {} (sha256:{})", plugin.id, plugin.version, plugin.sha256);
    let mut list = Vec::new();
    for entry in registered.keys().chain(found.keys()).collect::<BTreeSet<_>>() {
        match (registered.get(entry), found.get(entry)) {
            (Some(before), Some(after)) if before.sha256 != after.sha256 => list.push(format!(
                "the plugin of {entry} is {}, and {} was registered",
                named(after),
                named(before)
            )),
            (Some(before), None) => list.push(format!("the plugin of {entry} is missing: {}", named(before))),
            (None, Some(after)) => {
                list.push(format!("the plugin of {entry} was not registered: {}", named(after)));
            }
            _ => {}
        }
    }
    list
}

/// Differences between the files that plugins read.
pub(super) fn assets(registered: &[LockedAsset], found: &[LockedAsset]) -> Vec<String> {
    let by_name = |list: &[LockedAsset]| -> BTreeMap<String, String> {
        list.iter()
            .map(|asset| (format!("{} of {}", asset.name, asset.entry), asset.sha256.clone()))
            .collect()
    };
    let (registered, found) = (by_name(registered), by_name(found));
    let mut list = Vec::new();
    for name in registered.keys().chain(found.keys()).collect::<BTreeSet<_>>() {
        match (registered.get(name), found.get(name)) {
            (Some(before), Some(after)) if before != after => {
                list.push(format!("the file {name} is sha256:{after}, and sha256:{before} was registered"));
            }
            (Some(_), None) => list.push(format!("the file {name} is missing")),
            (None, Some(_)) => list.push(format!("the file {name} was not registered")),
            _ => {}
        }
    }
    list
}
