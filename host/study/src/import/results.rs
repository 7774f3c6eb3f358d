//! From the tree of a result file to [`Published`].

use std::collections::{HashMap, HashSet};

use super::fault::Faults;
use super::json::{Json, Member};
use super::outcomes::normalised;
use super::{Metrics, Published, PublishedOption, graph, shown};

const WITHOUT: &str = "leave the option out, with its utility";
const NOT_KNOWN: &str = "null if it is not known";
const ANOTHER_FILE: &str =
    "the pipeline writes them to `results_MODEL.json` and `results_utilities_MODEL.json`";

/// What is in the file; none if it has no readable options and utilities.
pub(super) fn read(name: &str, file: &Json, faults: &mut Faults) -> Option<Published> {
    let (written, utilities) = parts(file, faults)?;
    let texts = texts(written, faults);
    let options = options(&texts, utilities, faults);
    if !faults.list.is_empty() {
        return None;
    }
    let index = texts.iter().enumerate().map(|(at, (id, _))| (id.as_str(), at)).collect();
    let edges = file.get("graph_data").map(|graph| graph::read(graph, &index, faults)).unwrap_or_default();
    Some(Published {
        model: model(name),
        options,
        training: metrics(file, "metrics", "model_", faults),
        holdout: metrics(file, "holdout_metrics", "holdout_", faults),
        edges,
    })
}

/// The options and the utilities by id.
fn parts<'f>(file: &'f Json, faults: &mut Faults) -> Option<(&'f [Json], &'f [Member])> {
    let no = |message: &str| message.to_owned();
    let (pointer, message, hint) = match (file, file.get("options"), file.get("utilities")) {
        (Json::Object(members), Some(Json::List(options)), Some(Json::Object(utilities))) => {
            once(members, "", faults);
            return Some((options, utilities));
        }
        (_, Some(Json::List(_)), Some(other)) => {
            let hint = "a `mean` and a `variance` for each id";
            ("/utilities", format!("{}, not an object", other.shown()), hint)
        }
        (_, Some(other), Some(_)) => {
            let hint = "an `id` and a `description` for each option";
            ("/options", format!("{}, not a list", other.shown()), hint)
        }
        (_, None, Some(_)) => ("", no("no `options`"), "they say what the utilities are of"),
        (_, Some(_), None) => ("", no("no `utilities`"), ANOTHER_FILE),
        (Json::Object(_), None, None) if file.get("utility_results").is_some() => {
            let hint = "take the file in the folder `utility` or `power` beside it";
            ("", no("two results, `utility_results` and `power_results`, in one file"), hint)
        }
        (Json::Object(_), None, None) => {
            ("", no("no `options` and no `utilities`: not a result of the pipeline"), ANOTHER_FILE)
        }
        (other, None, None) => {
            ("", format!("{}, not an object with `options` and `utilities`", other.shown()), ANOTHER_FILE)
        }
    };
    faults.add(pointer, message, hint);
    None
}

/// Id and text of every option that has both.
fn texts(options: &[Json], faults: &mut Faults) -> Vec<(String, String)> {
    if options.len() < 2 {
        let message = format!("{} of at least 2 options", options.len());
        faults.add("/options", message, "a utility is relative to other options");
    }
    let (mut ids, mut seen) = (HashMap::new(), HashMap::new());
    let mut texts = Vec::new();
    for (at, option) in options.iter().enumerate() {
        let pointer = format!("/options/{at}");
        let (id, text) = (id_of(option, &pointer, faults), text_of(option, &pointer, faults));
        let (Some(id), Some(text)) = (id, text) else { continue };
        if let Some(first) = ids.insert(id.clone(), at) {
            let message = format!("`{}` is the id of /options/{first} too", shown(&id));
            faults.add(format!("{pointer}/id"), message, "leave one of the two out");
        }
        if let Some(first) = seen.insert(normalised(&text), at) {
            let message = format!("`{}` is the text of /options/{first} too", shown(&text));
            let hint = "two utilities of one outcome: leave one of them out, with its utility and choices";
            faults.add(format!("{pointer}/description"), message, hint);
        }
        texts.push((id, text));
    }
    texts
}

fn id_of(option: &Json, pointer: &str, faults: &mut Faults) -> Option<String> {
    match option.get("id") {
        Some(written) => {
            let id = id(written);
            if id.is_none() {
                let message = format!("{}, not an id", written.shown());
                faults.add(format!("{pointer}/id"), message, "an id is a whole number or a text");
            }
            id
        }
        None => {
            faults.add(pointer, "no `id`", "an option is an object with `id` and `description`");
            None
        }
    }
}

/// An id as a key would be written.
pub(super) fn id(json: &Json) -> Option<String> {
    match json {
        Json::Text(text) if !text.is_empty() => Some(text.clone()),
        Json::Number(number) if !number.is_f64() => Some(number.to_string()),
        _ => None,
    }
}

fn text_of(option: &Json, pointer: &str, faults: &mut Faults) -> Option<String> {
    let hint = "an outcome is what its words say; options of another kind cannot be used";
    match option.get("description") {
        Some(Json::Text(text)) if !text.trim().is_empty() => return Some(text.trim().to_owned()),
        Some(other) => {
            faults.add(format!("{pointer}/description"), format!("{}, not a text", other.shown()), hint);
        }
        None => faults.add(pointer, "no `description`", hint),
    }
    None
}

/// Every option with its utility, and no utility without an option.
fn options(texts: &[(String, String)], utilities: &[Member], faults: &mut Faults) -> Vec<PublishedOption> {
    // The id of an option that could not be read may be any.
    let are_all_read = faults.list.is_empty();
    once(utilities, "/utilities", faults);
    let written: HashMap<&str, &Json> =
        utilities.iter().map(|(id, utility)| (id.as_str(), utility)).collect();
    let ids: HashSet<&str> = texts.iter().map(|(id, _)| id.as_str()).collect();
    for (id, _) in utilities.iter().filter(|(id, _)| are_all_read && !ids.contains(id.as_str())) {
        let message = format!("no option has the id `{}`", shown(id));
        faults.add(under("/utilities", id), message, "add the option, or leave its utility out");
    }
    let mut options = Vec::new();
    for (id, text) in texts {
        let Some(utility) = written.get(id.as_str()) else {
            let message = format!("option `{}` has no utility", shown(id));
            faults.add("/utilities", message, "add its utility, or leave the option out");
            continue;
        };
        let pointer = under("/utilities", id);
        let mean = needed(utility, "mean", &pointer, faults);
        let variance = needed(utility, "variance", &pointer, faults);
        if let Some(variance) = variance.filter(|variance| *variance < 0.0) {
            let message = format!("{variance}, and a variance is 0 or more");
            faults.add(format!("{pointer}/variance"), message, WITHOUT);
        }
        if let (Some(mean), Some(variance)) = (mean, variance) {
            options.push(PublishedOption { id: id.clone(), text: text.clone(), mean, variance });
        }
    }
    options
}

/// A finite number that has to be there.
fn needed(object: &Json, key: &str, pointer: &str, faults: &mut Faults) -> Option<f64> {
    let Some(value) = object.get(key) else {
        faults.add(pointer, format!("no `{key}`"), "a utility is an object with `mean` and `variance`");
        return None;
    };
    match number(value) {
        Ok(number) => Some(number),
        Err(problem) => {
            faults.add(format!("{pointer}/{key}"), problem, WITHOUT);
            None
        }
    }
}

/// A finite number, or what it is instead.
pub(super) fn number(json: &Json) -> Result<f64, String> {
    match json {
        Json::Number(number) => number.as_f64().ok_or_else(|| format!("{number}, too large")),
        Json::Text(text) if ["NaN", "Infinity", "-Infinity"].contains(&text.as_str()) => {
            Err(format!("{text}, not a finite number"))
        }
        other => Err(format!("{}, not a number", other.shown())),
    }
}

/// The metrics under `key`; one of the experiments writes them beside the options, with a prefix.
fn metrics(file: &Json, key: &str, prefix: &str, faults: &mut Faults) -> Metrics {
    let (owner, prefix, before) = match file.get(key) {
        Some(metrics @ (Json::Object(_) | Json::Null)) => (metrics, "", format!("/{key}/")),
        Some(other) => {
            faults.add(format!("/{key}"), format!("{}, not an object", other.shown()), NOT_KNOWN);
            return Metrics::default();
        }
        None => (file, prefix, "/".to_owned()),
    };
    let mut metric = |name: &str, most: f64| {
        let name = format!("{prefix}{name}");
        let value = match owner.get(&name)? {
            Json::Null => return None,
            Json::Text(text) if text == "NaN" => return None,
            value => number(value),
        };
        let problem = match value {
            Ok(value) if (0.0..=most).contains(&value) => return Some(value),
            Ok(value) if most.is_finite() => format!("{value}, and it is a share from 0 to {most}"),
            Ok(value) => format!("{value}, and it is 0 or more"),
            Err(problem) => problem,
        };
        faults.add(format!("{before}{name}"), problem, NOT_KNOWN);
        None
    };
    Metrics { log_loss: metric("log_loss", f64::INFINITY), accuracy: metric("accuracy", 1.0) }
}

/// The model that the name of the file names: `results_utilities_gpt-4o.json` is of `gpt-4o`.
fn model(name: &str) -> Option<String> {
    let file = name.rsplit(['/', '\\']).next()?.strip_suffix(".json")?;
    let prefixes = ["results_utilities_", "results_expected_utility_", "results_"];
    let suffix = prefixes.iter().find_map(|prefix| file.strip_prefix(prefix))?;
    let model = suffix.strip_suffix("_thurstonianactivelearningutilitymodel").unwrap_or(suffix);
    (!model.is_empty()).then(|| model.to_owned())
}

/// Says which keys of an object occur again.
fn once(members: &[Member], pointer: &str, faults: &mut Faults) {
    let mut seen = HashSet::new();
    for (key, _) in members {
        if !seen.insert(key) {
            faults.add(
                under(pointer, key),
                format!("`{}` is there twice", shown(key)),
                "leave one of the two out",
            );
        }
    }
}

/// The pointer to a member of an object.
pub(super) fn under(pointer: &str, key: &str) -> String {
    format!("{pointer}/{}", motive_contract::words::line(key).replace('~', "~0").replace('/', "~1"))
}
