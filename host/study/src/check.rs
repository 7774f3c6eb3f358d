//! Reads a study file: syntax, schema, then what a schema cannot say. Everything that is wrong, at once.
//!
//! What only the plugins know (their config, their arms, their items) is checked when the plan is made.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Diagnostic, Diagnostics, suggestion};
use crate::file::{
    Entry, FramingEntry, ProviderEntry, RubricEntry, Sandbox, SelfJudging, Study, schema as study_schema,
};
use crate::source::{Sources, Span};
use crate::tree::{Node, Value};
use crate::{schema, tree, units};

/// The names that a study file may use for things that are built in.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// Bundled plugins.
    pub plugins: Vec<String>,
    /// Pair strategies.
    pub pair_strategies: Vec<String>,
    /// Utility models.
    pub utility_models: Vec<String>,
    /// Stake rules.
    pub stake_rules: Vec<String>,
    /// Panel rules.
    pub panel_rules: Vec<String>,
}

/// A study file that holds together, with the places its values were written.
#[derive(Debug, Clone)]
pub struct StudyFile {
    /// The study, completed: what it refers to by a plugin's name alone has an entry too.
    pub study: Study,
    /// Its text as a tree.
    pub tree: Node,
    /// Its texts.
    pub sources: Sources,
}

/// Whether `text` is made of `a-z`, `0-9` and `-`.
pub fn is_id(text: &str) -> bool {
    !text.is_empty()
        && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

/// Whether a `plugin` value is the path of a file and not the name of a bundled plugin.
pub fn is_path(plugin: &str) -> bool {
    plugin.contains('/') || plugin.contains('\\') || plugin.ends_with(".wasm") || plugin.ends_with(".wat")
}

/// Reads the text of a study file and the values of `--set key=value`.
///
/// # Errors
/// Everything that is wrong, each with its place.
pub fn read(name: &str, text: &str, overrides: &[String], known: &Known) -> Result<StudyFile, Diagnostics> {
    let mut sources = Sources::default();
    let source = sources.add(name, text);
    let mut list = Vec::new();
    let mut tree = tree::parse(&sources, source, &mut list);
    for text in overrides {
        apply_override(&mut sources, &mut tree, text, &mut list);
    }
    let study = if list.is_empty() { shape(&tree, &mut list) } else { None };
    let study = study.map(|mut study| {
        let mut references = References { known, tree: &tree, list: &mut list };
        references.check(&study);
        complete(&mut study);
        study
    });
    let mut diagnostics = Diagnostics { sources, list };
    diagnostics.settle();
    match study {
        Some(study) if !diagnostics.has_errors() => {
            Ok(StudyFile { study, tree, sources: diagnostics.sources })
        }
        _ => Err(diagnostics),
    }
}

fn shape(tree: &Node, list: &mut Vec<Diagnostic>) -> Option<Study> {
    let schema_json = study_schema();
    match schema::compile(&schema_json) {
        Ok(validator) => list.extend(schema::violations(&schema_json, &validator, tree)),
        Err(problem) => list.push(Diagnostic::error(tree.span.clone(), problem)),
    }
    if !list.is_empty() {
        return None;
    }
    match serde_json::from_value(tree.to_json()) {
        Ok(study) => Some(study),
        Err(error) => {
            list.push(Diagnostic::error(tree.span.clone(), error.to_string()));
            None
        }
    }
}

/// `--set task.essay.items=6`: the value is TOML, or else a bare string.
fn apply_override(sources: &mut Sources, tree: &mut Node, text: &str, list: &mut Vec<Diagnostic>) {
    let name = format!("--set {text}");
    let Some((path, value)) = text.split_once('=') else {
        let source = sources.add(name, text);
        let span = Span::new(source, 0..text.len());
        list.push(
            Diagnostic::error(span, format!("`{text}` has no `=`")).hint("write --set dotted.key=value"),
        );
        return;
    };
    let mut problems = Vec::new();
    let mut source = sources.add(name.clone(), text);
    let mut parsed = tree::parse(sources, source, &mut problems);
    if !problems.is_empty() {
        let quoted = format!("{path}={}", serde_json::Value::String(value.to_owned()));
        source = sources.add(name, quoted);
        problems.clear();
        parsed = tree::parse(sources, source, &mut problems);
    }
    list.append(&mut problems);
    // The parsed text is one chain of tables that ends in the value.
    let key_span = Span::new(source, 0..path.len());
    let mut keys = Vec::new();
    loop {
        match parsed.value {
            Value::Table(entries) if keys.len() < path.split('.').count() => match entries.into_iter().next()
            {
                Some(entry) => {
                    keys.push(entry.key);
                    parsed = entry.node;
                }
                None => return,
            },
            _ => break,
        }
    }
    if let Err(problem) = tree.set(&keys, parsed, &key_span) {
        list.push(Diagnostic::error(key_span, problem));
    }
}

/// Adds an entry for each plugin that is referred to by name alone.
fn complete(study: &mut Study) {
    let mut rubrics = vec![study.panel.rubric.clone()];
    rubrics.extend(study.elicitation.iter().map(|elicitation| elicitation.rubric.clone()));
    for name in rubrics {
        if !study.rubric.iter().any(|entry| entry.id() == name) {
            study.rubric.push(RubricEntry {
                id: None,
                plugin: name,
                config: serde_json::json!({}),
                sandbox: Sandbox::default(),
                assets: BTreeMap::new(),
            });
        }
    }
    let providers: BTreeSet<String> = study.model.iter().map(|model| model.provider.clone()).collect();
    for name in providers {
        if !study.provider.iter().any(|entry| entry.id() == name) {
            study.provider.push(ProviderEntry {
                id: None,
                plugin: name,
                config: serde_json::json!({}),
                sandbox: Sandbox::default(),
                credentials: BTreeMap::new(),
                grants: Default::default(),
                limits: Default::default(),
            });
        }
    }
    let framings: BTreeSet<String> = study
        .contrast
        .iter()
        .flat_map(|contrast| &contrast.arms)
        .filter_map(|arm| arm.split_once('/').map(|(framing, _)| framing.to_owned()))
        .collect();
    for name in framings {
        if !study.framing.iter().any(|entry| entry.id() == name) {
            study.framing.push(FramingEntry {
                id: None,
                plugin: name,
                config: serde_json::json!({}),
                sandbox: Sandbox::default(),
            });
        }
    }
}

/// Checks that what is referred to exists, and that it makes sense together.
struct References<'a> {
    known: &'a Known,
    tree: &'a Node,
    list: &'a mut Vec<Diagnostic>,
}

impl References<'_> {
    fn check(&mut self, study: &Study) {
        self.entries("provider", &study.provider);
        self.entries("task", &study.task);
        self.entries("framing", &study.framing);
        self.entries("rubric", &study.rubric);
        self.ids("model", study.model.iter().map(|model| model.id.as_str()));
        self.ids("contrast", study.contrast.iter().map(|contrast| contrast.id.as_str()));
        self.not_empty("model", study.model.len());
        self.not_empty("task", study.task.len());
        self.not_empty("contrast", study.contrast.len());
        self.providers(study);
        self.models(study);
        self.elicitation(study);
        self.contrasts(study);
        self.panel(study);
    }

    fn error(&mut self, pointer: &str, message: impl Into<String>, hint: impl Into<String>) {
        self.list.push(Diagnostic::error(self.tree.nearest(pointer).span.clone(), message).hint(hint));
    }

    fn not_empty(&mut self, table: &str, count: usize) {
        if count == 0 {
            self.error(&format!("/{table}"), format!("the study has no [[{table}]]"), "");
        }
    }

    fn ids<'s>(&mut self, table: &str, ids: impl Iterator<Item = &'s str>) {
        let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
        for (index, id) in ids.enumerate() {
            let pointer = format!("/{table}/{index}/id");
            if !is_id(id) && !is_path(id) {
                self.error(&pointer, format!("`{id}` is not an id"), "an id is made of a-z, 0-9 and -");
            }
            if let Some(first) = seen.insert(id, index) {
                let message =
                    format!("two [[{table}]] have the id `{id}`: no. {} and no. {}", first + 1, index + 1);
                self.error(&pointer, message, "give one of them another `id`");
            }
        }
    }

    fn entries<E: Entry>(&mut self, table: &str, entries: &[E]) {
        self.ids(table, entries.iter().map(Entry::id));
        for (index, entry) in entries.iter().enumerate() {
            if is_path(entry.id()) {
                let message = format!("the plugin `{}` needs an `id`", entry.plugin());
                self.error(
                    &format!("/{table}/{index}"),
                    message,
                    "a path does not serve as one: write `id = \"...\"`",
                );
            }
            self.plugin_name(&format!("/{table}/{index}/plugin"), entry.plugin());
            self.sandbox(&format!("/{table}/{index}/sandbox"), entry.sandbox());
        }
    }

    fn plugin_name(&mut self, pointer: &str, name: &str) {
        if is_path(name) || self.known.plugins.iter().any(|plugin| plugin == name) {
            return;
        }
        let hint = if self.known.plugins.is_empty() {
            "motive was built without plugins: run `cargo xtask plugins` and build it again".to_owned()
        } else {
            format!(
                "{}; a file is written as a path, as in `./{name}.wasm`",
                suggestion(name, self.known.plugins.iter().map(String::as_str))
            )
        };
        self.error(pointer, format!("no bundled plugin is called `{name}`"), hint);
    }

    fn sandbox(&mut self, pointer: &str, sandbox: &Sandbox) {
        let sizes = [("memory", &sandbox.memory), ("input", &sandbox.input), ("result", &sandbox.result)];
        for (key, text) in sizes {
            if let Some(Err(problem)) = text.as_deref().map(units::bytes) {
                self.error(&format!("{pointer}/{key}"), problem, "");
            }
        }
        for (key, text) in [("time", &sandbox.time), ("final-time", &sandbox.final_time)] {
            if let Some(Err(problem)) = text.as_deref().map(units::duration) {
                self.error(&format!("{pointer}/{key}"), problem, "");
            }
        }
    }

    /// A name that refers to a listed entry, or to a bundled plugin with its defaults.
    fn reference<E: Entry>(&mut self, pointer: &str, table: &str, name: &str, entries: &[E]) {
        let listed = entries.iter().any(|entry| entry.id() == name);
        if listed || self.known.plugins.iter().any(|plugin| plugin == name) {
            return;
        }
        let names: Vec<&str> =
            entries.iter().map(Entry::id).chain(self.known.plugins.iter().map(String::as_str)).collect();
        let hint = suggestion(name, names);
        self.error(
            pointer,
            format!("no [[{table}]] has the id `{name}`, and no bundled plugin is called so"),
            hint,
        );
    }

    fn one_of(&mut self, pointer: &str, what: &str, name: &str, known: &[String]) {
        if !known.iter().any(|candidate| candidate == name) {
            let hint = suggestion(name, known.iter().map(String::as_str));
            self.error(pointer, format!("no {what} is called `{name}`"), hint);
        }
    }

    fn providers(&mut self, study: &Study) {
        for (index, provider) in study.provider.iter().enumerate() {
            for (name, secret) in &provider.credentials {
                if secret.env.is_some() == secret.file.is_some() {
                    let pointer = format!("/provider/{index}/credentials/{name}");
                    let message = format!("the credential `{name}` needs exactly one of `env` and `file`");
                    self.error(&pointer, message, "as in `{ env = \"LOCAL_API_KEY\" }`");
                }
            }
            for (at, origin) in provider.grants.origins.iter().enumerate() {
                if let Err(problem) = origin_of(origin) {
                    let pointer = format!("/provider/{index}/grants/origins/{at}");
                    self.error(&pointer, problem, "an origin is scheme://host[:port]");
                }
            }
        }
    }

    fn models(&mut self, study: &Study) {
        for (index, model) in study.model.iter().enumerate() {
            self.reference(&format!("/model/{index}/provider"), "provider", &model.provider, &study.provider);
        }
    }

    fn model_list(&mut self, pointer: &str, study: &Study, list: &[String]) {
        if list.is_empty() {
            self.error(pointer, "the list is empty", "name at least one model");
        }
        let mut seen = BTreeSet::new();
        for (index, id) in list.iter().enumerate() {
            let pointer = format!("{pointer}/{index}");
            if !study.model.iter().any(|model| model.id == *id) {
                let hint = suggestion(id, study.model.iter().map(|model| model.id.as_str()));
                self.error(&pointer, format!("no [[model]] has the id `{id}`"), hint);
            }
            if !seen.insert(id) {
                self.error(&pointer, format!("`{id}` is in the list twice"), "");
            }
        }
    }

    fn elicitation(&mut self, study: &Study) {
        if let Some(actors) = &study.study.actors {
            self.model_list("/study/actors", study, actors);
        }
        let Some(elicitation) = &study.elicitation else {
            if study.study.actors.is_none() {
                let hint = "name them in `study.actors`, or add an [elicitation] with `actors`";
                self.error("/study", "the study has no actors", hint);
            }
            return;
        };
        self.model_list("/elicitation/actors", study, &elicitation.actors);
        self.reference("/elicitation/rubric", "rubric", &elicitation.rubric, &study.rubric);
        let known = self.known;
        self.one_of(
            "/elicitation/pairs/strategy",
            "pair strategy",
            &elicitation.pairs.strategy,
            &known.pair_strategies,
        );
        self.one_of("/elicitation/model", "utility model", &elicitation.model, &known.utility_models);
    }

    fn contrasts(&mut self, study: &Study) {
        for (index, contrast) in study.contrast.iter().enumerate() {
            let pointer = format!("/contrast/{index}");
            for (at, arm) in contrast.arms.iter().enumerate() {
                let pointer = format!("{pointer}/arms/{at}");
                match arm.split_once('/') {
                    Some((framing, arm)) if !framing.is_empty() && !arm.is_empty() => {
                        self.reference(&pointer, "framing", framing, &study.framing);
                    }
                    _ => self.error(
                        &pointer,
                        format!("`{arm}` does not name an arm"),
                        "write `framing/arm`, as in `donation/high`",
                    ),
                }
            }
            if contrast.arms[0] == contrast.arms[1] {
                self.error(
                    &format!("{pointer}/arms"),
                    format!("`{}` is compared with itself", contrast.arms[0]),
                    "",
                );
            }
            for (at, task) in contrast.tasks.iter().flatten().enumerate() {
                if !study.task.iter().any(|entry| entry.id() == task) {
                    let hint = suggestion(task, study.task.iter().map(Entry::id));
                    self.error(
                        &format!("{pointer}/tasks/{at}"),
                        format!("no [[task]] has the id `{task}`"),
                        hint,
                    );
                }
            }
        }
    }

    fn panel(&mut self, study: &Study) {
        let panel = &study.panel;
        self.model_list("/panel/judges", study, &panel.judges);
        self.reference("/panel/rubric", "rubric", &panel.rubric, &study.rubric);
        let known = self.known;
        self.one_of("/panel/rule", "panel rule", &panel.rule, &known.panel_rules);
        for actor in study.actors() {
            if !panel.judges.contains(actor) {
                continue;
            }
            let alone = panel.judges.len() == 1;
            match panel.self_judging {
                SelfJudging::Refuse => {
                    let message =
                        format!("`{actor}` is an actor and a judge, and `self-judging` is `refuse`");
                    self.error(
                        "/panel/judges",
                        message,
                        "take it off the panel, or choose `exclude` or `flag`",
                    );
                }
                SelfJudging::Exclude if alone => {
                    let message = format!("the only judge, `{actor}`, may not judge its own outputs");
                    self.error("/panel/judges", message, "add a judge, or set `self-judging = \"flag\"`");
                }
                SelfJudging::Exclude | SelfJudging::Flag => {}
            }
        }
    }
}

impl Study {
    /// Ids of the models that do the tasks.
    pub fn actors(&self) -> &[String] {
        match (&self.study.actors, &self.elicitation) {
            (Some(actors), _) => actors,
            (None, Some(elicitation)) => &elicitation.actors,
            (None, None) => &[],
        }
    }
}

/// The origin of a URL, as `scheme://host[:port]` without a default port.
///
/// # Errors
/// In words, when the text is not an http or https URL.
pub fn origin_of(text: &str) -> Result<String, String> {
    let url = url::Url::parse(text).map_err(|error| format!("`{text}` is not a URL: {error}"))?;
    match url.scheme() {
        "http" | "https" => Ok(url.origin().ascii_serialization()),
        other => Err(format!("`{text}` has the scheme `{other}`; only http and https are spoken")),
    }
}
