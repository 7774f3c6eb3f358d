//! Reads a study file: syntax, schema, then what a schema cannot say. Everything that is wrong, at once.
//!
//! What only the plugins know (their config, their arms, their items) is checked when the plan is made.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::elicitation::{Elicitation, Variant};
use crate::file::{
    Entry, FamilyJudging, FramingEntry, Grants, ModelEntry, ProviderEntry, ProviderLimits, RubricEntry,
    Sandbox, SelfJudging, Study, schema as study_schema,
};
use crate::schema::Violation;
use crate::source::Sources;
use crate::tree::{self, Node, Value};
use crate::{overrides, references, schema, secrets};

/// The names that a study file may use for things that are built in.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// Bundled plugins.
    pub plugins: Vec<String>,
    /// Pair strategies.
    pub pair_strategies: Vec<String>,
    /// Utility models.
    pub utility_models: Vec<String>,
    /// Treatments of answers that choose nothing.
    pub treatments: Vec<String>,
    /// Stake rules.
    pub stake_rules: Vec<KnownStakeRule>,
    /// Panel rules.
    pub panel_rules: Vec<KnownPanelRule>,
    /// The degradations of gold pairs.
    pub degradations: Vec<String>,
}

/// What a study can get wrong about a panel rule.
#[derive(Debug, Clone)]
pub struct KnownPanelRule {
    /// The name that a panel has it by.
    pub name: String,
    /// Whether it is for an odd number of judges.
    pub needs_odd_panel: bool,
}

/// What a study can get wrong about a stake rule.
#[derive(Debug, Clone)]
pub struct KnownStakeRule {
    /// The name that an arm wants it by.
    pub name: String,
    /// Whether it needs an outcome in which nothing changes.
    pub needs_anchor: bool,
    /// Whether it needs the utilities of another actor.
    pub needs_another_actor: bool,
    /// Whether it draws among the outcomes of a domain that have one measure and one count, not among all.
    pub within_level: bool,
    /// How many outcomes it finds among so many, at a share of so much that counts as an extreme.
    pub pool_size: fn(usize, f64) -> usize,
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
    let tree = tree::parse(&sources, source, &mut list).map(|mut tree| {
        for text in overrides {
            overrides::apply(&mut sources, &mut tree, text, known, &mut list);
        }
        tree
    });
    match &tree {
        Some(tree) => secrets::hide(tree, &mut sources),
        None => secrets::hide_lines(&mut sources, source),
    }
    let checked = tree.and_then(|tree| Some((shape(&tree, known, &mut list)?, tree)));
    let mut diagnostics = Diagnostics { sources, list };
    diagnostics.settle();
    match checked {
        Some((mut study, mut tree)) if !diagnostics.has_errors() => {
            complete(&mut study, &mut tree);
            Ok(StudyFile { study, tree, sources: diagnostics.sources })
        }
        _ => Err(diagnostics),
    }
}

/// Holds the tree against the schema, then against itself. What does not fit the schema is left out of the
/// second look, so that one misspelt key does not hide a wrong reference elsewhere.
fn shape(tree: &Node, known: &Known, list: &mut Vec<Diagnostic>) -> Option<Study> {
    let schema_json = study_schema();
    let validator = schema::compile(&schema_json)
        .map_err(|problem| list.push(Diagnostic::error(tree.span.clone(), problem)))
        .ok()?;
    let violations = schema::violations(&schema_json, &validator, tree, "the study");
    let whole = violations.is_empty() && list.is_empty();
    let study = readable(&tree.to_json(), &violations);
    for Violation { pointer, diagnostic } in violations {
        // What is null was refused when it was parsed.
        if tree.nearest(&pointer).value != Value::Scalar(Json::Null) {
            list.push(diagnostic);
        }
    }
    match study {
        Ok(study) => {
            references::check(&study, tree, known, whole, list);
            Some(study)
        }
        Err(error) if whole => {
            list.push(Diagnostic::error(tree.span.clone(), error));
            None
        }
        Err(_) => None,
    }
}

/// The study without what does not fit the schema: without the keys in question, or else without their tables.
fn readable(json: &Json, violations: &[Violation]) -> Result<Study, String> {
    let without = |remove: fn(&mut Json, &str)| {
        let mut json = json.clone();
        violations.iter().for_each(|violation| remove(&mut json, &violation.pointer));
        if !violations.is_empty() {
            complete_head(&mut json);
        }
        serde_json::from_value(json).map_err(|error| error.to_string())
    };
    without(remove_key).or_else(|_| without(remove_table))
}

/// Puts something in the place of required keys that are missing, so that the rest of the study can be read.
fn complete_head(json: &mut Json) {
    let needed = [("study", "name", json!("")), ("study", "seed", json!(0)), ("panel", "judges", json!([]))];
    for (table, key, value) in needed {
        let Some(study) = json.as_object_mut() else { return };
        let owner = study.entry(table).or_insert_with(|| json!({}));
        if let Some(owner) = owner.as_object_mut() {
            owner.entry(key).or_insert(value);
        }
    }
}

/// Removes the innermost key on the way of a JSON pointer.
fn remove_key(json: &mut Json, pointer: &str) {
    let Some((owner, key)) = pointer.rsplit_once('/') else { return };
    match json.pointer_mut(owner).and_then(Json::as_object_mut) {
        Some(owner) => {
            owner.remove(&key.replace("~1", "/").replace("~0", "~"));
        }
        None => remove_key(json, owner),
    }
}

/// Removes the outermost key on the way of a JSON pointer.
fn remove_table(json: &mut Json, pointer: &str) {
    let key = pointer.split('/').nth(1).unwrap_or_default();
    remove_key(json, &format!("/{key}"));
}

/// Adds an entry for each plugin that is referred to by name alone; what refers to it stands for its place.
fn complete(study: &mut Study, tree: &mut Node) {
    let mut rubrics = Vec::new();
    if !study.elicits_only() {
        rubrics.push(("/panel/rubric".to_owned(), study.panel.rubric.clone()));
    }
    let judges = study.panel.judges.iter().enumerate().filter(|(_, judge)| study.model(judge).is_none());
    rubrics.extend(judges.map(|(at, judge)| (format!("/panel/judges/{at}"), judge.clone())));
    rubrics.extend(study.blinding.iter().map(|probe| ("/blinding/rubric".to_owned(), probe.rubric.clone())));
    rubrics
        .extend(study.scoring.iter().map(|scoring| ("/scoring/rubric".to_owned(), scoring.rubric.clone())));
    let preference = study.elicitation.iter().map(|elicitation| elicitation.rubric.clone());
    rubrics.extend(preference.map(|rubric| ("/elicitation/rubric".to_owned(), rubric)));
    for (pointer, name) in rubrics {
        if !study.rubric.iter().any(|entry| entry.id() == name) {
            add(tree, "rubric", &pointer);
            study.rubric.push(RubricEntry {
                id: None,
                plugin: name,
                config: json!({}),
                sandbox: Sandbox::default(),
                assets: BTreeMap::new(),
            });
        }
    }
    cross(study, tree);
    for (index, model) in study.model.iter().enumerate() {
        if !study.provider.iter().any(|entry| entry.id() == model.provider) {
            add(tree, "provider", &format!("/model/{index}/provider"));
            study.provider.push(ProviderEntry {
                id: None,
                plugin: model.provider.clone(),
                config: json!({}),
                sandbox: Sandbox::default(),
                credentials: BTreeMap::new(),
                grants: Grants::default(),
                limits: ProviderLimits::default(),
            });
        }
    }
    for (index, contrast) in study.contrast.iter().enumerate() {
        for (at, arm) in contrast.arms.iter().enumerate() {
            let Some((name, _)) = arm.split_once('/') else { continue };
            if !study.framing.iter().any(|entry| entry.id() == name) {
                add(tree, "framing", &format!("/contrast/{index}/arms/{at}"));
                study.framing.push(FramingEntry {
                    id: None,
                    plugin: name.to_owned(),
                    config: json!({}),
                    sandbox: Sandbox::default(),
                    cross: BTreeMap::new(),
                    domains: None,
                });
            }
        }
    }
}

/// Adds the rubrics that the variants of the elicitation ask with: its rubric, with other levels of what is crossed.
fn cross(study: &mut Study, tree: &mut Node) {
    let Some(elicitation) = study.elicitation.as_ref().filter(|elicitation| !elicitation.cross.is_empty())
    else {
        return;
    };
    let Some(base) = study.rubric.iter().find(|entry| entry.id() == elicitation.rubric).cloned() else {
        return;
    };
    let base_index =
        study.rubric.iter().position(|entry| entry.id() == elicitation.rubric).unwrap_or_default();
    for variant in elicitation.variants() {
        let span = tree.nearest("/elicitation/cross").span.clone();
        let config = crossed(tree, elicitation, base_index, &variant);
        let entry = tree::Entry { key: "config".to_owned(), key_span: span.clone(), node: config };
        tree.add_element("rubric", &span, vec![entry]);
        let mut entry = RubricEntry { id: Some(variant.rubric), ..base.clone() };
        if let Some(config) = entry.config.as_object_mut() {
            config.extend(variant.levels);
        }
        study.rubric.push(entry);
    }
}

/// The config of a variant as a tree: what the rubric's entry says, and the levels where they are written.
fn crossed(tree: &Node, elicitation: &Elicitation, base: usize, variant: &Variant) -> Node {
    let span = tree.nearest("/elicitation/cross").span.clone();
    let mut keys = match tree.nearest(&format!("/rubric/{base}")).entry("config") {
        Some(tree::Entry { node: Node { value: Value::Table(keys), .. }, .. }) => keys.clone(),
        _ => Vec::new(),
    };
    keys.retain(|entry| !variant.levels.contains_key(&entry.key));
    for (key, level) in &variant.levels {
        let levels = elicitation.cross.get(key).into_iter().flatten();
        let Some(at) = levels.clone().position(|listed| listed == level) else { continue };
        let node = tree.nearest(&format!("/elicitation/cross/{key}/{at}")).clone();
        let key_span = tree.key_span(&format!("/elicitation/cross/{key}"));
        keys.push(tree::Entry { key: key.clone(), key_span, node });
    }
    Node { span, value: Value::Table(keys) }
}

fn add(tree: &mut Node, table: &str, referrer: &str) {
    let span = tree.nearest(referrer).span.clone();
    tree.add_element(table, &span, Vec::new());
}

impl Study {
    /// Whether nothing follows the elicitation: there is no task, no contrast and no judge.
    pub fn elicits_only(&self) -> bool {
        let Self { elicitation, task, contrast, panel, .. } = self;
        elicitation.is_some() && task.is_empty() && contrast.is_empty() && panel.judges.is_empty()
    }

    /// Ids of the models that do the tasks.
    pub fn actors(&self) -> &[String] {
        match (&self.study.actors, &self.elicitation) {
            (Some(actors), _) => actors,
            (None, Some(elicitation)) => &elicitation.actors,
            (None, None) => &[],
        }
    }

    /// The model with this id.
    pub fn model(&self, id: &str) -> Option<&ModelEntry> {
        self.model.iter().find(|model| model.id == id)
    }

    /// Whether two ids stand for one model: the same name at the same provider, whatever it is called here.
    pub fn is_same_model(&self, one: &str, other: &str) -> bool {
        let identity = |id| self.model(id).map(|model| (model.provider.as_str(), model.name()));
        one == other || identity(one).is_some_and(|one| identity(other) == Some(one))
    }

    /// Whether a judge is asked about the outputs of an actor.
    pub fn is_judged_by(&self, actor: &str, judge: &str) -> bool {
        if self.is_same_model(judge, actor) {
            return self.panel.self_judging != SelfJudging::Exclude;
        }
        self.panel.family_judging != FamilyJudging::Exclude || !self.is_same_family(judge, actor)
    }

    /// The judges of the outputs of an actor, in the panel's order.
    pub fn judges_of<'a>(&'a self, actor: &'a str) -> impl Iterator<Item = &'a String> {
        self.panel.judges.iter().filter(move |judge| self.is_judged_by(actor, judge))
    }

    /// Those of them that are models: only a model can be asked something else.
    pub fn models_judging<'a>(&'a self, actor: &'a str) -> impl Iterator<Item = &'a String> {
        self.judges_of(actor).filter(|judge| self.model(judge).is_some())
    }

    /// The rubric that a judge judges by: the panel's, or the judge itself if it is no model but a rubric that computes.
    pub fn rubric_of<'a>(&'a self, judge: &'a str) -> &'a str {
        if self.model(judge).is_some() { &self.panel.rubric } else { judge }
    }

    /// Whether two ids stand for models of one family.
    pub fn is_same_family(&self, one: &str, other: &str) -> bool {
        let family = |id| self.model(id).and_then(|model| model.family.as_deref());
        family(one).is_some_and(|one| family(other) == Some(one))
    }
}

/// The origin of a URL, as `scheme://host[:port]` without a default port.
///
/// # Errors
/// In words, when the text is not an http or https URL.
pub fn origin_of(text: &str) -> Result<String, String> {
    let url = url::Url::parse(text).map_err(|error| format!("`{text}` is not a URL: {error}"))?;
    if !url.username().is_empty() || url.password().is_some() {
        return Err("a URL with a user name or a password, which would be published with the study; name a credential".to_owned());
    }
    match url.scheme() {
        "http" | "https" => Ok(url.origin().ascii_serialization()),
        other => Err(format!("`{text}` has the scheme `{other}`; only http and https are spoken")),
    }
}
