//! Makes a plan: asks the plugins what only they know, and checks that the study fits them.

mod design;
mod domains;
mod given;
mod levels;

use std::collections::{BTreeMap, BTreeSet};

use motive_contract::about::{Want, WantWhat};
use motive_contract::framing::{ARM_ROLES, Arm};
use motive_contract::rubric::{Action, Ask, Scheme, Step, Subject};
use motive_contract::task::Item;
use motive_contract::types::{Artifact, Context};
use motive_contract::{About, CallError, Framing};
use serde_json::Value as Json;

use crate::beside::Beside;
use crate::check::{Known, KnownStakeRule, StudyFile, is_id, origin_of};
use crate::diagnostic::{Diagnostic, Diagnostics, suggestion};
use crate::draw::Draws;
use crate::elicitation::Elicitation;
use crate::file::{Entry, FramingEntry, Study};
use crate::outcomes::{Outcome, OutcomeSet};
use crate::plan::Plan;
use crate::plugins::Plugins;
use crate::record::Side;
use crate::schema;
use crate::slots::{pair_slots, trial_slots};
use crate::tree::Node;

/// The version of the plan's format.
const FORMAT: u32 = 3;
/// Most items that are read from a family in one call.
const PAGE: u32 = 100;
/// Most items of a family.
const MOST_ITEMS: usize = 100_000;
/// Most bytes of a family's items: all of them stand in the plan.
const MOST_BYTES: usize = 64 << 20;
/// Most steps of an item. Each reads all that was said before it, so an episode takes the square of its steps.
const MOST_STEPS: u32 = 10_000;

pub use given::GivenFile;

/// What a study reads beside its plugins.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Material {
    /// The outcome set, if anything is elicited.
    pub outcomes: Option<OutcomeSet>,
    /// Utilities that were elicited elsewhere, by actor.
    pub utilities: BTreeMap<String, GivenFile>,
}

/// What an actor is asked about. Pairs are places in the outcome set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Questions {
    /// Before anything is known of the actor.
    pub first_round: Vec<(usize, usize)>,
    /// To test its utilities; nothing is fitted to them.
    pub held_out: Vec<(usize, usize)>,
    /// How many pairs in all.
    pub planned: usize,
}

/// Chooses the pairs that an actor is asked about, from the elicitation, the number of outcomes, the anchor's place and the
/// actor's key; or says in words why there are none.
pub type ChoosePairs<'a> =
    &'a dyn Fn(&Elicitation, usize, Option<usize>, [u8; 32]) -> Result<Questions, String>;

/// Makes the plan of a study. The diagnostics beside it hold advice only.
///
/// # Errors
/// Everything that is wrong, each with its place.
pub fn plan(
    file: StudyFile,
    material: Material,
    plugins: &Plugins,
    known: &Known,
    choose_pairs: ChoosePairs<'_>,
) -> Result<(Plan, Diagnostics), Diagnostics> {
    let StudyFile { study, tree, sources } = file;
    let mut maker = Maker { tree, list: Vec::new() };
    let plan = maker.plan(study, material, plugins, known, choose_pairs);
    let mut diagnostics = Diagnostics { sources, list: maker.list };
    diagnostics.settle();
    if diagnostics.has_errors() { Err(diagnostics) } else { Ok((plan, diagnostics)) }
}

struct Maker {
    tree: Node,
    list: Vec<Diagnostic>,
}

impl Maker {
    fn plan(
        &mut self,
        mut study: Study,
        material: Material,
        plugins: &Plugins,
        known: &Known,
        choose_pairs: ChoosePairs<'_>,
    ) -> Plan {
        let Material { outcomes, utilities } = material;
        let draws = Draws::new(study.study.seed);
        for (index, entry) in study.provider.iter_mut().enumerate() {
            let pointer = format!("/provider/{index}");
            let Some(plugin) = plugins.providers.get(entry.id()) else { continue };
            // Before the plugin's defaults are filled in: what the study grants is what somebody wrote.
            let written = entry.config.get("base-url").and_then(Json::as_str).map(origin_of);
            if self.config(&pointer, &mut entry.config, &**plugin) {
                match written {
                    Some(Ok(origin)) => entry.grants.origins.push(origin),
                    Some(Err(problem)) => {
                        self.error(&format!("{pointer}/config/base-url"), problem, "");
                        continue;
                    }
                    None => {}
                }
                let granted = entry.grants.origins.iter().filter_map(|origin| origin_of(origin).ok());
                let origins: BTreeSet<String> = granted.collect();
                entry.grants.origins = origins.iter().cloned().collect();
                let credentials: BTreeSet<&str> = entry.credentials.keys().map(String::as_str).collect();
                self.wants(&pointer, &entry.config, &**plugin, &origins, &credentials, &BTreeSet::new());
            }
        }
        let mut items = BTreeMap::new();
        for (index, entry) in study.task.iter_mut().enumerate() {
            let pointer = format!("/task/{index}");
            let Some(plugin) = plugins.tasks.get(entry.id()) else { continue };
            if !self.config(&pointer, &mut entry.config, &**plugin) {
                continue;
            }
            let assets = entry.assets.keys().map(String::as_str).collect();
            self.wants(&pointer, &entry.config, &**plugin, &BTreeSet::new(), &BTreeSet::new(), &assets);
            let seed = draws.seed("items", &[entry.id()]);
            let context = Context { config: entry.config.to_string(), seed };
            let read =
                read_items(entry.id(), entry.items, |start, limit| plugin.items(&context, start, limit));
            // What is wrong with items of the study's own is wrong in its files.
            let files = entry.assets.iter().map(|(name, path)| format!("`{name}` is {path}"));
            let hint = files.collect::<Vec<_>>().join(", ");
            let read = read
                .map_err(|problem| self.error(&format!("{pointer}/assets"), problem, hint))
                .ok()
                .and_then(|read| self.items(&pointer, entry.id(), entry.items, read));
            items.extend(read.map(|read| (entry.id().to_owned(), read)));
        }
        let mut arms = BTreeMap::new();
        for (index, entry) in study.framing.iter_mut().enumerate() {
            let pointer = format!("/framing/{index}");
            let Some(plugin) = plugins.framings.get(entry.id()) else { continue };
            if !self.config(&pointer, &mut entry.config, &**plugin) {
                continue;
            }
            self.wants(
                &pointer,
                &entry.config,
                &**plugin,
                &BTreeSet::new(),
                &BTreeSet::new(),
                &BTreeSet::new(),
            );
            let seed = draws.seed("arms", &[entry.id()]);
            let read = if entry.cross.is_empty() {
                let context = Context { config: entry.config.to_string(), seed };
                self.call(&pointer, plugin.arms(&context).map_err(|error| error.to_string()))
            } else {
                self.crossed_arms(&pointer, entry, &**plugin, seed)
            };
            let read = read.and_then(|read| self.arms(&pointer, entry.id(), known, read));
            arms.extend(read.map(|read| (entry.id().to_owned(), read)));
        }
        let mut schemes = BTreeMap::new();
        for (index, entry) in study.rubric.iter_mut().enumerate() {
            let pointer = format!("/rubric/{index}");
            let Some(plugin) = plugins.rubrics.get(entry.id()) else { continue };
            if !self.config(&pointer, &mut entry.config, &**plugin) {
                continue;
            }
            let assets = entry.assets.keys().map(String::as_str).collect();
            self.wants(&pointer, &entry.config, &**plugin, &BTreeSet::new(), &BTreeSet::new(), &assets);
            let context =
                Context { config: entry.config.to_string(), seed: draws.seed("scheme", &[entry.id()]) };
            let scheme = self.call(&pointer, plugin.judging(&context).map_err(|error| error.to_string()));
            schemes.extend(scheme.map(|scheme| (entry.id().to_owned(), scheme)));
        }
        self.rubric_purposes(&study, &schemes, plugins, &draws);
        self.contrast_arms(&study, &arms, outcomes.as_ref(), known);
        self.design(&study, &arms, &items);
        self.domains(&study, &arms, outcomes.as_ref(), known);
        self.idle_levels(&study, &arms, plugins, &draws);
        self.copies(&study, outcomes.as_ref(), plugins, &draws);
        let utilities = match (&study.elicitation, &outcomes) {
            (Some(elicitation), Some(outcomes)) => self.given(elicitation, outcomes, &utilities),
            _ => BTreeMap::new(),
        };
        let asked = self.choices(&study, outcomes.as_ref(), &draws, choose_pairs);
        let simulated = plugins
            .providers
            .iter()
            .filter(|(id, plugin)| {
                plugin.manifest().is_simulated() && study.model.iter().any(|model| model.provider == **id)
            })
            .map(|(id, _)| id.clone())
            .collect();
        let Beside { recalls, probes, scored } = Beside::of(&study, &items, &arms, outcomes.as_ref(), &draws);
        if study.blinding.is_some() && probes.is_empty() {
            let span = self.tree.nearest("/blinding").span.clone();
            let message = "there is nothing to guess: the arms of every pair are the same";
            self.list.push(Diagnostic::advice(span, message).hint("leave [blinding] out"));
        }
        if study.recall.is_some() && recalls.is_empty() {
            let span = self.tree.nearest("/recall").span.clone();
            let message = "no actor can be asked what it was told: no arm has a `condition`, or there is nothing to choose from";
            self.list
                .push(Diagnostic::advice(span, message).hint("leave [recall] out, or ask other `questions`"));
        }
        Plan {
            format: FORMAT,
            recalls,
            probes,
            scored,
            trials: trial_slots(&study, &items, &draws),
            pairs: pair_slots(&study, &items, &draws),
            lock: plugins.lock.digest(),
            simulated,
            outcomes,
            utilities,
            choices: asked.first_round,
            held_out: asked.held_out,
            planned_pairs: asked.planned,
            items,
            arms,
            schemes,
            study,
        }
    }

    fn error(&mut self, pointer: &str, message: impl Into<String>, hint: impl Into<String>) {
        self.list.push(Diagnostic::error(self.tree.nearest(pointer).span.clone(), message).hint(hint));
    }

    fn call<T>(&mut self, pointer: &str, result: Result<T, String>) -> Option<T> {
        result.map_err(|problem| self.error(pointer, problem, "")).ok()
    }

    /// Checks a plugin's config against its schema and by its own word, and fills in defaults. Whether it is fine.
    fn config(&mut self, pointer: &str, config: &mut Json, plugin: &(impl About + ?Sized)) -> bool {
        let manifest = plugin.manifest();
        let schema = match serde_json::from_str::<Json>(&manifest.config_schema) {
            Ok(schema) => schema,
            Err(error) => {
                self.error(pointer, format!("the config schema of {} is not JSON: {error}", manifest.id), "");
                return false;
            }
        };
        let before = self.list.len();
        let validator = match schema::compile(&schema) {
            Ok(validator) => validator,
            Err(problem) => {
                self.error(pointer, format!("the config schema of {}: {problem}", manifest.id), "");
                return false;
            }
        };
        let at = format!("{pointer}/config");
        let written = self.tree.nearest(&at);
        // An entry without a config has no place of its own: its errors point at the entry.
        let is_written = self.tree.nearest(pointer).entry("config").is_some();
        let node = if is_written {
            written.clone()
        } else {
            Node { span: written.span.clone(), value: crate::tree::Value::Table(Vec::new()) }
        };
        let whole = format!("the config of {}", manifest.id);
        let found = schema::violations(&schema, &validator, &node, &whole);
        self.list.extend(found.into_iter().map(|violation| violation.diagnostic));
        if self.list.len() > before {
            return false;
        }
        schema::fill_defaults(&schema, config);
        // What was written is fine by the schema, so what is not fine now is a default of its own.
        if let Err(error) = validator.validate(config) {
            let (id, at) = (&manifest.id, error.instance_path());
            let message =
                format!("the config schema of {id} does not allow its own default at `{at}`: {error}");
            self.error(pointer, message, "write that key in `config`, and tell the plugin's authors");
            return false;
        }
        let Some(findings) =
            self.call(pointer, plugin.check(&config.to_string()).map_err(|error| error.to_string()))
        else {
            return false;
        };
        let fatal = findings.iter().any(|finding| finding.fatal);
        for finding in findings {
            let span = self.tree.nearest(&format!("{pointer}/config{}", finding.pointer)).span.clone();
            let message = format!("{}: {}", manifest.id, finding.message);
            self.list.push(if finding.fatal {
                Diagnostic::error(span, message)
            } else {
                Diagnostic::advice(span, message)
            });
        }
        !fatal
    }

    /// Holds what a plugin wants against what the study grants.
    fn wants(
        &mut self,
        pointer: &str,
        config: &Json,
        plugin: &(impl About + ?Sized),
        origins: &BTreeSet<String>,
        credentials: &BTreeSet<&str>,
        assets: &BTreeSet<&str>,
    ) {
        let id = plugin.manifest().id.clone();
        let Some(wants) =
            self.call(pointer, plugin.wants(&config.to_string()).map_err(|error| error.to_string()))
        else {
            return;
        };
        let wanted = || {
            wants.iter().filter_map(|want| match &want.what {
                WantWhat::Asset(name) => Some(name.as_str()),
                _ => None,
            })
        };
        for asset in assets.iter().filter(|asset| !wanted().any(|name| name == **asset)) {
            let hint = match wanted().next() {
                Some(_) => suggestion(asset, wanted().collect::<Vec<_>>()),
                None => "it takes no files".to_owned(),
            };
            let message = format!("{id} knows no file `{asset}`, and would run without it");
            self.error(&format!("{pointer}/assets/{asset}"), message, hint);
        }
        for Want { what, optional } in wants {
            let (missing, hint) = match &what {
                WantWhat::Origin(origin) => {
                    let granted = origin_of(origin).is_ok_and(|origin| origins.contains(&origin));
                    let hint = format!("add `grants = {{ origins = [\"{origin}\"] }}` if it may");
                    ((!granted).then(|| format!("to send requests to {origin}")), hint)
                }
                WantWhat::Credential(credential) => {
                    let granted = credentials.contains(credential.name.as_str());
                    let hint = format!("add `credentials = {{ {} = {{ env = \"...\" }} }}`", credential.name);
                    ((!granted).then(|| format!("the credential `{}`", credential.name)), hint)
                }
                WantWhat::Asset(name) => {
                    let hint = format!("add `assets = {{ \"{name}\" = \"path/to/file\" }}`");
                    ((!assets.contains(name.as_str())).then(|| format!("the file `{name}`")), hint)
                }
                WantWhat::Other(word, _) => {
                    (Some(format!("`{word}`, which this motive does not know")), String::new())
                }
            };
            if let Some(missing) = missing
                && !optional
            {
                self.error(pointer, format!("{id} wants {missing}, and the study does not grant it"), hint);
            }
        }
    }

    fn items(
        &mut self,
        pointer: &str,
        task: &str,
        wanted: Option<u32>,
        items: Vec<Item>,
    ) -> Option<Vec<Item>> {
        let before = self.list.len();
        let count = items.len();
        if let Some(wanted) = wanted.filter(|wanted| count < *wanted as usize) {
            self.error(
                &format!("{pointer}/items"),
                format!("`{task}` has {count} {}, not {wanted}", if count == 1 { "item" } else { "items" }),
                "",
            );
        }
        if count == 0 {
            self.error(pointer, format!("`{task}` has no items"), "");
        }
        let mut seen = BTreeSet::new();
        for item in &items {
            if !is_id(&item.id) {
                self.error(
                    pointer,
                    format!("`{task}` has an item with the id `{}`", item.id),
                    "an id is made of a-z, 0-9 and -",
                );
            }
            if !seen.insert(&item.id) {
                self.error(pointer, format!("`{task}` has two items with the id `{}`", item.id), "");
            }
        }
        // The first of a kind stands for all: what is wrong with one item of a family tends to be wrong with each.
        let blank = |item: &&Item| item.brief.trim().is_empty() || item.criterion.trim().is_empty();
        if let Some(item) = items.iter().find(blank) {
            let message = format!("item `{}` of `{task}` lacks a brief or a criterion", item.id);
            self.error(pointer, message, "judges need both");
        }
        if let Some(item) = items.iter().find(|item| item.max_steps == 0) {
            let message = format!("item `{}` of `{task}` has `max-steps` 0", item.id);
            self.error(pointer, message, "it has to allow one model call");
        }
        if let Some(item) = items.iter().find(|item| item.max_steps > MOST_STEPS) {
            let message = format!(
                "item `{}` of `{task}` has `max-steps` {}, and {MOST_STEPS} is the most",
                item.id, item.max_steps
            );
            self.error(pointer, message, "longer work has to be several items");
        }
        (self.list.len() == before).then_some(items)
    }

    /// The arms of a framing that crosses levels of its config: of all combinations, which have to have the same.
    fn crossed_arms(
        &mut self,
        pointer: &str,
        entry: &FramingEntry,
        plugin: &dyn Framing,
        seed: u64,
    ) -> Option<Vec<Arm>> {
        let at = format!("{pointer}/cross");
        let manifest = plugin.manifest();
        let schema = serde_json::from_str(&manifest.config_schema).map_err(|error| error.to_string());
        let schema = self.call(pointer, schema)?;
        let validator = self.call(pointer, schema::compile(&schema))?;
        let mut common: Option<Vec<Arm>> = None;
        for levels in entry.combinations() {
            let config = entry.config_at(&levels);
            let words = Json::from_iter(levels.clone());
            if let Err(error) = validator.validate(&config) {
                let hint = format!("`motive schema {}` prints what its keys may be", entry.plugin());
                self.error(&at, format!("{} does not take {words}: {error}", manifest.id), hint);
                return None;
            }
            let findings =
                self.call(&at, plugin.check(&config.to_string()).map_err(|error| error.to_string()))?;
            if let Some(finding) = findings.iter().find(|finding| finding.fatal) {
                self.error(&at, format!("{} does not take {words}: {}", manifest.id, finding.message), "");
                return None;
            }
            let context = Context { config: config.to_string(), seed };
            let arms = self.call(&at, plugin.arms(&context).map_err(|error| error.to_string()))?;
            if common.get_or_insert_with(|| arms.clone()) != &arms {
                let message = format!("`{}` has other arms with {words}", entry.id());
                self.error(&at, message, "what changes the arms is no level: list the framing twice");
                return None;
            }
        }
        common
    }

    fn arms(&mut self, pointer: &str, framing: &str, known: &Known, arms: Vec<Arm>) -> Option<Vec<Arm>> {
        let before = self.list.len();
        let mut seen = BTreeSet::new();
        for arm in &arms {
            if !is_id(&arm.id) {
                let message = format!("`{framing}` has an arm with the id `{}`", arm.id);
                self.error(pointer, message, "an id is made of a-z, 0-9 and -");
            }
            if !seen.insert(&arm.id) {
                self.error(pointer, format!("`{framing}` has two arms with the id `{}`", arm.id), "");
            }
            if !ARM_ROLES.contains(&arm.role.as_str()) {
                self.error(
                    pointer,
                    format!("arm `{}` of `{framing}` has the unknown role `{}`", arm.id, arm.role),
                    suggestion(&arm.role, ARM_ROLES),
                );
            }
            for rule in &arm.stakes {
                let names = known.stake_rules.iter().map(|rule| rule.name.as_str());
                if !names.clone().any(|name| name == rule) {
                    let hint = suggestion(rule, names);
                    self.error(
                        pointer,
                        format!("arm `{}` of `{framing}` wants the unknown stake rule `{rule}`", arm.id),
                        hint,
                    );
                }
            }
        }
        (self.list.len() == before).then_some(arms)
    }

    /// A rubric that is a judge by itself has nobody to ask.
    fn computes(&mut self, pointer: &str, study: &Study, id: &str, plugins: &Plugins, draws: &Draws) {
        let entry = study.rubric.iter().find(|entry| entry.id() == id);
        let (Some(entry), Some(plugin)) = (entry, plugins.rubrics.get(id)) else { return };
        let context = Context { config: entry.config.to_string(), seed: draws.seed("computes", &[id]) };
        let text = |text: &str| Artifact {
            name: "text".to_owned(),
            media_type: "text/plain".to_owned(),
            text: text.to_owned(),
            attrs: Vec::new(),
        };
        let subject = Subject {
            brief: "Write a sentence.".to_owned(),
            criterion: "Which is better?".to_owned(),
            candidates: vec![text("One sentence."), text("Another sentence.")],
            attrs: Vec::new(),
        };
        let step = self.call(pointer, plugin.begin(&context, &subject).map_err(|error| error.to_string()));
        if let Some(Step { action: Action::Ask(_), .. }) = step {
            let message = format!("`{id}` is no model but a rubric that asks one, and so no judge by itself");
            self.error(pointer, message, "name it as `rubric` of [panel], and models as judges");
        }
    }

    fn rubric_purposes(
        &mut self,
        study: &Study,
        schemes: &BTreeMap<String, Scheme>,
        plugins: &Plugins,
        draws: &Draws,
    ) {
        let mut wanted = vec![("/panel/rubric", study.panel.rubric.clone(), "quality", "pairwise")];
        for variant in study.elicitation.iter().flat_map(Elicitation::variants) {
            wanted.push(("/elicitation/rubric", variant.rubric, "preference", "pairwise"));
        }
        if let Some(probe) = &study.blinding {
            wanted.push(("/blinding/rubric", probe.rubric.clone(), "blinding", "pairwise"));
        }
        if let Some(scoring) = &study.scoring {
            wanted.push(("/scoring/rubric", scoring.rubric.clone(), "quality", "pointwise"));
        }
        let computed =
            study.panel.judges.iter().enumerate().filter(|(_, judge)| study.model(judge).is_none());
        let computed: Vec<_> =
            computed.map(|(at, judge)| (format!("/panel/judges/{at}"), judge.clone())).collect();
        for (pointer, judge) in &computed {
            wanted.push((pointer, judge.clone(), "quality", "pairwise"));
            self.computes(pointer, study, judge, plugins, draws);
        }
        for (pointer, id, purpose, comparison) in wanted {
            let Some(scheme) = schemes.get(&id) else { continue };
            if scheme.purpose != purpose {
                let example = match (purpose, comparison) {
                    ("preference", _) => "forced-choice",
                    ("blinding", _) => "incentive-guess",
                    (_, "pointwise") => "quality-pointwise",
                    _ => "quality-pairwise",
                };
                self.error(
                    pointer,
                    format!("the rubric `{id}` is for {}, not for {purpose}", scheme.purpose),
                    format!("choose a rubric for {purpose}, such as `{example}`"),
                );
            }
            if scheme.comparison != comparison {
                let message =
                    format!("the rubric `{id}` is {}, and has to be {comparison}", scheme.comparison);
                self.error(pointer, message, format!("choose a {comparison} rubric"));
            }
            if scheme.criteria.is_empty() {
                self.error(pointer, format!("the rubric `{id}` has no criterion"), "");
            }
        }
    }

    fn contrast_arms(
        &mut self,
        study: &Study,
        arms: &BTreeMap<String, Vec<Arm>>,
        outcomes: Option<&OutcomeSet>,
        known: &Known,
    ) {
        for (index, contrast) in study.contrast.iter().enumerate() {
            for (at, side) in [Side::First, Side::Second].into_iter().enumerate() {
                let pointer = format!("/contrast/{index}/arms/{at}");
                let Some((framing, id)) = contrast.arm(side) else { continue };
                let Some(list) = arms.get(framing) else { continue };
                let Some(arm) = list.iter().find(|arm| arm.id == id) else {
                    let hint = suggestion(id, list.iter().map(|arm| arm.id.as_str()));
                    self.error(&pointer, format!("`{framing}` has no arm `{id}`"), hint);
                    continue;
                };
                if arm.stakes.is_empty() {
                    continue;
                }
                let elicited = study.elicitation.as_ref().map(|elicitation| elicitation.actors.as_slice());
                let elicited = elicited.unwrap_or_default();
                let lacking: Vec<String> = study
                    .actors()
                    .iter()
                    .filter(|actor| !elicited.contains(actor))
                    .map(|actor| format!("`{actor}`"))
                    .collect();
                if !lacking.is_empty() {
                    let message = format!(
                        "`{framing}/{id}` needs the utilities of {}, which are not elicited",
                        lacking.join(", ")
                    );
                    let hint = match study.elicitation {
                        Some(_) => "name every actor in the `actors` of [elicitation]",
                        None => "add an [elicitation]",
                    };
                    self.error(&pointer, message, hint);
                }
                let no_anchor = outcomes.is_some_and(|outcomes| outcomes.anchor.is_none());
                let needs_anchor =
                    |rule: &KnownStakeRule| rule.needs_anchor && arm.stakes.contains(&rule.name);
                if no_anchor && known.stake_rules.iter().any(needs_anchor) {
                    let message = format!("`{framing}/{id}` needs an outcome in which nothing changes");
                    self.error(&pointer, message, "name its id as `anchor` in the outcome set");
                }
                let needs_another =
                    |rule: &&KnownStakeRule| rule.needs_another_actor && arm.stakes.contains(&rule.name);
                if let (1, Some(rule)) = (elicited.len(), known.stake_rules.iter().find(needs_another)) {
                    let message =
                        format!("`{framing}/{id}` draws by `{}`, and only one actor is elicited", rule.name);
                    self.error(&pointer, message, "name another actor in the `actors` of [elicitation]");
                }
            }
        }
    }

    /// Advises against asking for copies: answers that are the same each time are no further observations.
    fn copies(&mut self, study: &Study, outcomes: Option<&OutcomeSet>, plugins: &Plugins, draws: &Draws) {
        let (Some(elicitation), Some(outcomes)) = (&study.elicitation, outcomes) else { return };
        // Samples of different variants are different questions.
        let variants = elicitation.variants().len().max(1) as u32;
        let asked = [
            ("/elicitation/samples", elicitation.samples / variants, "samples"),
            (
                "/elicitation/stakes/admission/samples",
                elicitation.stakes.admission.samples / variants,
                "stakes.admission.samples",
            ),
        ];
        if asked.iter().all(|(_, samples, _)| *samples < 2) {
            return;
        }
        let is_greedy =
            |actor: &&String| study.model(actor).is_some_and(|model| model.sampling.temperature == Some(0.0));
        let greedy: Vec<String> =
            elicitation.actors.iter().filter(is_greedy).map(|actor| format!("`{actor}`")).collect();
        let why = if reads_probabilities(study, elicitation, outcomes, plugins, draws) {
            format!("the rubric `{}` reads probabilities", elicitation.rubric)
        } else if greedy.is_empty() {
            return;
        } else {
            format!("the temperature of {} is 0", greedy.join(", "))
        };
        for (pointer, samples, key) in asked.into_iter().filter(|(_, samples, _)| *samples > 1) {
            let message =
                format!("{why}, so that {samples} samples are copies of one answer, and count as {samples}");
            let span = self.tree.nearest(pointer).span.clone();
            self.list.push(Diagnostic::advice(span, message).hint(format!("set `{key} = {variants}`")));
        }
    }

    fn choices(
        &mut self,
        study: &Study,
        outcomes: Option<&OutcomeSet>,
        draws: &Draws,
        choose_pairs: ChoosePairs<'_>,
    ) -> Asked {
        let (Some(elicitation), Some(outcomes)) = (&study.elicitation, outcomes) else {
            return Asked::default();
        };
        let ids: Vec<&String> = outcomes.outcome.iter().map(|outcome| &outcome.id).collect();
        let anchor = outcomes.anchor.as_ref().and_then(|anchor| ids.iter().position(|id| *id == anchor));
        if anchor.is_none() {
            let span = self.tree.nearest("/elicitation/outcomes").span.clone();
            let message = "the outcome set has no anchor: utilities have no zero, and nothing says which outcomes are welcome";
            let hint = "name an outcome in which nothing changes as `anchor`";
            self.list.push(Diagnostic::advice(span, message).hint(hint));
        }
        let named = |pairs: Vec<(usize, usize)>| -> Vec<[String; 2]> {
            let id = |index: usize| ids.get(index).map_or_else(String::new, |id| (*id).clone());
            pairs.into_iter().map(|(a, b)| [id(a), id(b)]).collect()
        };
        let mut asked = Asked::default();
        for actor in elicitation.actors.iter().filter(|actor| !elicitation.utilities.contains_key(*actor)) {
            match choose_pairs(elicitation, ids.len(), anchor, draws.key("choices", &[actor])) {
                Ok(questions) => {
                    asked.first_round.insert(actor.clone(), named(questions.first_round));
                    asked.held_out.insert(actor.clone(), named(questions.held_out));
                    asked.planned.insert(actor.clone(), questions.planned as u64);
                }
                Err(problem) => self.error("/elicitation/pairs", problem, ""),
            }
        }
        asked
    }
}

/// What the actors are asked about, by actor.
#[derive(Default)]
struct Asked {
    first_round: BTreeMap<String, Vec<[String; 2]>>,
    held_out: BTreeMap<String, Vec<[String; 2]>>,
    planned: BTreeMap<String, u64>,
}

/// Whether the rubric of the elicitation reads log-probabilities: whether its first question asks for them.
fn reads_probabilities(
    study: &Study,
    elicitation: &Elicitation,
    outcomes: &OutcomeSet,
    plugins: &Plugins,
    draws: &Draws,
) -> bool {
    let Some(id) = elicitation.variants().into_iter().next().map(|variant| variant.rubric) else {
        return false;
    };
    let entry = study.rubric.iter().find(|entry| entry.id() == id);
    let (Some(entry), Some(plugin)) = (entry, plugins.rubrics.get(&id)) else { return false };
    let context = Context { config: entry.config.to_string(), seed: draws.seed("copies", &[&id]) };
    let candidates = outcomes.outcome.iter().take(2).map(Outcome::artifact).collect();
    let subject = Subject { brief: String::new(), criterion: String::new(), candidates, attrs: Vec::new() };
    // A rubric that cannot ask is told of when it has to.
    let step = plugin.begin(&context, &subject);
    matches!(step, Ok(Step { action: Action::Ask(Ask { logprobs: Some(_), .. }), .. }))
}

/// Bytes of an item, with a little for each of its tags and attributes, of which there may be any number.
fn size_of(item: &Item) -> usize {
    const EACH: usize = 32;
    let tags = item.tags.iter().map(|tag| EACH + tag.len());
    let attrs = item.attrs.iter().map(|(key, value)| EACH + key.len() + value.len());
    let texts = [&item.id, &item.title, &item.brief, &item.criterion, &item.input].map(String::len);
    texts.iter().sum::<usize>() + tags.sum::<usize>() + attrs.sum::<usize>()
}

fn read_items(
    task: &str,
    wanted: Option<u32>,
    page: impl Fn(u32, u32) -> Result<motive_contract::task::Page, CallError>,
) -> Result<Vec<Item>, String> {
    let wanted = wanted.unwrap_or(u32::MAX);
    let mut items: Vec<Item> = Vec::new();
    let (mut start, mut size) = (0, 0);
    while (items.len() as u64) < u64::from(wanted) {
        let limit = PAGE.min(wanted - items.len() as u32);
        let read = page(start, limit).map_err(|error| error.to_string())?;
        if read.items.len() > limit as usize {
            return Err(format!("`{task}` was asked for {limit} items and gave {}", read.items.len()));
        }
        let is_empty = read.items.is_empty();
        size += read.items.iter().map(size_of).sum::<usize>();
        items.extend(read.items);
        if items.len() > MOST_ITEMS || size > MOST_BYTES {
            return Err(format!(
                "`{task}` has more than {MOST_ITEMS} items, or more than {} MiB of them; `items` takes the first ones",
                MOST_BYTES >> 20
            ));
        }
        match read.next {
            Some(next) if next > start && !is_empty => start = next,
            Some(next) => {
                return Err(format!(
                    "`{task}` gave an endless list: after the page from {start}, one from {next}"
                ));
            }
            None => break,
        }
    }
    Ok(items)
}

#[cfg(test)]
mod tests {
    use motive_contract::task::Page;

    use super::*;

    /// A page holds what a plugin may return, and there are as many pages as it likes.
    #[test]
    fn pages_of_anything_large_come_to_an_end() {
        let item = |start: u32| Item {
            id: format!("item-{start}"),
            title: String::new(),
            brief: "Write.".to_owned(),
            criterion: "Better?".to_owned(),
            input: String::new(),
            tags: Vec::new(),
            max_steps: 1,
            attrs: Vec::new(),
        };
        let mebibyte = || "x".repeat(1 << 20);
        for (case, large) in [
            ("briefs", Item { brief: mebibyte(), ..item(0) }),
            ("tags", Item { tags: vec![mebibyte()], ..item(0) }),
            ("attributes", Item { attrs: vec![(String::new(), mebibyte())], ..item(0) }),
            ("tags of nothing", Item { tags: vec![String::new(); 1 << 15], ..item(0) }),
        ] {
            let pages = std::cell::Cell::new(0);
            let read = read_items("endless", None, |start, _| {
                pages.set(pages.get() + 1);
                let items = vec![Item { id: format!("item-{start}"), ..large.clone() }];
                Ok(Page { items, next: Some(start + 1) })
            });
            assert!(read.is_err_and(|error| error.contains("more than 64 MiB")), "{case}");
            assert!(pages.get() <= 64, "{case}: {} pages", pages.get());
        }
    }
}
