//! The study file: its tables and keys, their meaning and their defaults.
//!
//! This is the shape alone. `motive schema` prints it as a JSON Schema, `check` says what a schema cannot.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use crate::elicitation::Elicitation;

/// A whole study file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Study {
    /// The study itself.
    pub study: Head,
    /// Ways to reach models. One that is not listed is the plugin of that name with its defaults.
    #[serde(default)]
    pub provider: Vec<ProviderEntry>,
    /// Models, as actors and as judges.
    #[serde(default)]
    pub model: Vec<ModelEntry>,
    /// How utilities are elicited. Needed when a contrast has an arm with a stake.
    pub elicitation: Option<Elicitation>,
    /// Task families.
    #[serde(default)]
    pub task: Vec<TaskEntry>,
    /// Incentive framings. One that is not listed is the plugin of that name with its defaults.
    #[serde(default)]
    pub framing: Vec<FramingEntry>,
    /// Arms compared.
    #[serde(default)]
    pub contrast: Vec<ContrastEntry>,
    /// Rubrics with a config of their own. One that is not listed is the plugin of that name with its defaults.
    #[serde(default)]
    pub rubric: Vec<RubricEntry>,
    /// What becomes of outputs that tell of the incentive, or are no work to compare.
    #[serde(default)]
    pub screening: Screening,
    /// Pairs of which it is known which text is better, mixed into those that are judged. Absent means none.
    pub gold: Option<Gold>,
    /// Whether actors are asked afterwards what they were told was at stake. Absent means that they are not.
    pub recall: Option<Recall>,
    /// Whether judges are asked, apart from their ballots, which text had the better incentive. Absent means that they are not.
    pub blinding: Option<Blinding>,
    /// Whether judges also score each output by itself. Absent means that they do not.
    pub scoring: Option<Scoring>,
    /// Who judges, and how. A study without tasks, contrasts and a panel elicits utilities and does nothing else.
    #[serde(default)]
    pub panel: Panel,
}

/// `[study]`
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Head {
    /// What the study is called.
    #[schemars(length(min = 1))]
    pub name: String,
    /// The plan seed: every random choice is drawn from it.
    pub seed: u64,
    /// Ids of the models that do the tasks; absent means the ones whose utilities are elicited.
    pub actors: Option<Vec<String>>,
}

/// What every table that names a plugin may hold.
macro_rules! plugin_entry {
    ($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident : $type:ty,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
        #[serde(deny_unknown_fields, rename_all = "kebab-case")]
        pub struct $name {
            /// How the study refers to it; absent means the plugin's name.
            pub id: Option<String>,
            /// A bundled plugin's name, or the path of a component, relative to the study file.
            pub plugin: String,
            /// The plugin's own settings, checked against its schema.
            #[serde(default = "empty_table")]
            #[schemars(with = "BTreeMap<String, Json>")]
            pub config: Json,
            /// Limits of the sandbox the plugin runs in.
            #[serde(default)]
            pub sandbox: Sandbox,
            $($(#[$field_doc])* pub $field: $type,)*
        }

        impl Entry for $name {
            fn id(&self) -> &str {
                self.id.as_deref().unwrap_or(&self.plugin)
            }
            fn plugin(&self) -> &str {
                &self.plugin
            }
            fn config(&self) -> &Json {
                &self.config
            }
            fn sandbox(&self) -> &Sandbox {
                &self.sandbox
            }
        }
    };
}

/// A table that names a plugin.
pub trait Entry {
    /// How the study refers to it.
    fn id(&self) -> &str;
    /// A bundled plugin's name, or a path.
    fn plugin(&self) -> &str;
    /// The plugin's own settings.
    fn config(&self) -> &Json;
    /// Limits of the sandbox.
    fn sandbox(&self) -> &Sandbox;
}

fn empty_table() -> Json {
    Json::Object(serde_json::Map::new())
}

plugin_entry! {
    /// `[[provider]]`
    ProviderEntry {
        /// Secrets by the name that the plugin knows them by.
        #[serde(default)]
        credentials: BTreeMap<String, SecretSource>,
        /// What the plugin may reach beyond the origin of its `base-url`.
        #[serde(default)]
        grants: Grants,
        /// How hard the provider may be used.
        #[serde(default)]
        limits: ProviderLimits,
    }
}

plugin_entry! {
    /// `[[task]]`
    TaskEntry {
        /// How many of the family's items, from the first on; absent means all.
        #[serde(default)]
        #[schemars(range(min = 1))]
        items: Option<u32>,
        /// Trials per actor, item and arm.
        #[serde(default = "one")]
        #[schemars(range(min = 1, max = 1000))]
        replicates: u32,
        /// Files the plugin may read, by the name it knows them by.
        #[serde(default)]
        assets: BTreeMap<String, String>,
    }
}

plugin_entry! {
    /// `[[framing]]`
    FramingEntry {
        /// Keys of the config with the levels that are crossed, as the wording: over items and replicates each combination
        /// comes as often as the others, and the two arms of a pair have the same.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        cross: BTreeMap<String, Vec<Json>>,
        /// The domains of the outcome set that its stakes are drawn from; absent means all.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        domains: Option<Vec<String>>,
    }
}

plugin_entry! {
    /// `[[rubric]]`
    RubricEntry {
        /// Files the plugin may read, by the name it knows them by.
        #[serde(default)]
        assets: BTreeMap<String, String>,
    }
}

fn one() -> u32 {
    1
}

/// Where a secret comes from. Exactly one of the two.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct SecretSource {
    /// An environment variable.
    pub env: Option<String>,
    /// A file, relative to the study file.
    pub file: Option<String>,
}

/// What a plugin may reach.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Grants {
    /// Origins: `scheme://host[:port]`.
    #[serde(default)]
    pub origins: Vec<String>,
}

/// How hard a provider may be used.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ProviderLimits {
    /// Requests under way at once.
    #[serde(default = "default_concurrency")]
    #[schemars(range(min = 1, max = 10_000))]
    pub concurrency: u32,
    /// Requests started per minute; absent means no limit.
    #[schemars(range(min = 1))]
    pub requests_per_minute: Option<u32>,
    /// Tokens read and written per minute; absent means no limit.
    #[schemars(range(min = 1))]
    pub tokens_per_minute: Option<u64>,
    /// How often a request that may succeed later is made before it counts as failed.
    #[serde(default = "default_tries")]
    #[schemars(range(min = 1, max = 100))]
    pub tries: u32,
}

fn default_concurrency() -> u32 {
    16
}

fn default_tries() -> u32 {
    6
}

impl Default for ProviderLimits {
    fn default() -> Self {
        Self {
            concurrency: default_concurrency(),
            requests_per_minute: None,
            tokens_per_minute: None,
            tries: default_tries(),
        }
    }
}

/// `sandbox = { ... }`: limits of the sandbox a plugin runs in. Absent means the default of its kind.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Sandbox {
    /// Memory of one instance, e.g. `64 MiB`.
    pub memory: Option<String>,
    /// Time of a call, e.g. `250 ms`.
    pub time: Option<String>,
    /// Time of the second try of a call that took longer, on a fresh instance, e.g. `10 s`.
    pub final_time: Option<String>,
    /// Largest input of a call, e.g. `16 MiB`.
    pub input: Option<String>,
    /// Largest result of a call, e.g. `4 MiB`.
    pub result: Option<String>,
    /// Most log lines of a call.
    #[schemars(range(min = 1))]
    pub log_lines: Option<u32>,
    /// `fresh`: a new instance for every call. `warm`: instances are used again.
    pub instances: Option<Instances>,
    /// Every so many calls, one is repeated on a fresh instance and has to give the same answer; 0 is never.
    pub recheck: Option<u32>,
}

/// Whether instances are used again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum Instances {
    Fresh,
    Warm,
}

/// `[[model]]`
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ModelEntry {
    /// How the study refers to it.
    pub id: String,
    /// The provider's id; `simulated` is a scripted one that needs no network.
    #[serde(default = "simulated")]
    pub provider: String,
    /// The model's name at its provider; absent means the id.
    pub name: Option<String>,
    /// Models of one family are flagged when they judge one another.
    pub family: Option<String>,
    /// How answers are drawn.
    #[serde(default)]
    pub sampling: SamplingEntry,
}

impl ModelEntry {
    /// The model's name at its provider.
    pub fn name(&self) -> &str {
        self.name.as_deref().unwrap_or(&self.id)
    }
}

fn simulated() -> String {
    "simulated".to_owned()
}

/// `sampling = { ... }` of a model. What is absent is left to the provider's default.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct SamplingEntry {
    /// 0 is greedy.
    #[schemars(range(min = 0.0))]
    pub temperature: Option<f64>,
    /// Nucleus sampling.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub top_p: Option<f64>,
    /// Cuts answers off; a task or rubric can only lower it.
    #[schemars(range(min = 1))]
    pub max_output_tokens: Option<u32>,
    /// Texts that end an answer.
    #[serde(default)]
    pub stop: Vec<String>,
    /// Whether requests carry a sampling seed, another for each; absent means yes.
    pub seed: Option<bool>,
    /// Settings of this provider only, sent as they are.
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, Json>")]
    pub extra: BTreeMap<String, Json>,
}

/// `[[contrast]]`
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ContrastEntry {
    /// How the study refers to it.
    pub id: String,
    /// What it is for.
    pub role: ContrastRole,
    /// Two arms, each `framing/arm`; the rate is the first one's. An arm beside itself is A against A: two samples of the
    /// same prompts.
    pub arms: [String; 2],
    /// Ids of the actors it is run on; absent means all.
    pub actors: Option<Vec<String>>,
    /// Ids of the task families it is run on; absent means all.
    pub tasks: Option<Vec<String>>,
    /// The cells it is run on, each `actor/task`, where they are no product of actors and tasks.
    pub cells: Option<Vec<String>>,
}

/// What a contrast is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ContrastRole {
    /// The question of the study.
    Primary,
    /// Must show a difference, or a null says nothing.
    PositiveControl,
    /// Must show none.
    NegativeControl,
    /// Looked at, not claimed.
    Exploratory,
}

impl ContrastRole {
    /// The role in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Primary => "primary",
            Self::PositiveControl => "positive control",
            Self::NegativeControl => "negative control",
            Self::Exploratory => "exploratory",
        }
    }
}

/// `[screening]`: what becomes of outputs before judges see them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Screening {
    /// Outputs that tell of the incentive beyond what their brief explains.
    #[serde(default)]
    pub leaks: OnLeak,
    /// Outputs that are cut off, refuse, are in another language or far outside the length asked for.
    #[serde(default)]
    pub inadmissible: OnInadmissible,
    /// By which factor an output may be shorter or longer than its brief asks for.
    #[serde(default = "two")]
    #[schemars(range(min = 1.0, max = 100.0))]
    pub length_factor: f64,
}

impl Default for Screening {
    fn default() -> Self {
        Self { leaks: OnLeak::default(), inadmissible: OnInadmissible::default(), length_factor: two() }
    }
}

fn two() -> f64 {
    2.0
}

/// What becomes of an output that tells of the incentive.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum OnLeak {
    /// It is judged and counted: intention to treat.
    #[default]
    Flag,
    /// Its pairs are not judged.
    Exclude,
    /// What was found is blotted out, in both texts of a pair.
    Redact,
    /// The work is done once more; what comes then is judged.
    Regenerate,
}

/// What becomes of an output that is no work to compare.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum OnInadmissible {
    /// It is judged and counted: intention to treat.
    #[default]
    Flag,
    /// Its pairs are not judged.
    Exclude,
    /// The work is done once more; what comes then is judged.
    Regenerate,
}

/// `[gold]`: pairs that show what judges can see. Of each, one text is an output and the other the same made worse, or the same.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Gold {
    /// Pairs of each degradation and dose, and of identical texts. All judges see the same ones.
    #[serde(default = "twelve")]
    #[schemars(range(min = 1, max = 100_000))]
    pub pairs: u32,
    /// The doses of each degradation, by its name; each above 0 and up to 1.
    #[serde(default = "doses")]
    pub doses: BTreeMap<String, Vec<f64>>,
    /// Whether there are pairs of identical texts: whatever is preferred there is preferred for its place.
    #[serde(default = "yes")]
    pub identical: bool,
    /// The dose whose accuracy stands for the panel's: observed rates are turned into latent ones by it. Absent means that
    /// none is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<ReferenceDose>,
}

impl Gold {
    /// Ballots on all pairs wanted.
    pub fn ballots(&self, panel: &Panel) -> u64 {
        let kinds = self.doses.values().map(Vec::len).sum::<usize>() + usize::from(self.identical);
        let orders = if panel.orders == Orders::Both { 2 } else { 1 };
        u64::from(self.pairs) * kinds as u64 * panel.judges.len() as u64 * orders
    }
}

/// `reference = { ... }` of the gold pairs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ReferenceDose {
    /// The degradation's name.
    pub degradation: String,
    /// One of its doses.
    pub dose: f64,
}

fn twelve() -> u32 {
    12
}

fn yes() -> bool {
    true
}

/// Degradations that any prose can take, at doses from hardly visible to plain.
fn doses() -> BTreeMap<String, Vec<f64>> {
    let of = |name: &str, doses: &[f64]| (name.to_owned(), doses.to_vec());
    [of("drop", &[0.1, 0.25, 0.5]), of("errors", &[0.02, 0.05, 0.1]), of("shuffle", &[0.25, 0.5, 1.0])].into()
}

/// `[recall]`: the manipulation check. After a trial, on a fork of its conversation, the actor is asked what it was told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Recall {
    /// Trials of each actor, task and arm: all items once, then again; absent means all.
    #[schemars(range(min = 1))]
    pub trials: Option<u32>,
    /// What is asked, each on a fork of its own.
    #[serde(default = "all_questions")]
    #[schemars(length(min = 1))]
    pub questions: Vec<RecallQuestion>,
}

/// A question about what was told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RecallQuestion {
    /// Which outcome was told of.
    What,
    /// Whom or what it concerns: the outcome's entity.
    Whom,
    /// When it comes about.
    Condition,
}

impl RecallQuestion {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::What, Self::Whom, Self::Condition];

    /// The question in a word.
    pub fn word(self) -> &'static str {
        match self {
            Self::What => "what",
            Self::Whom => "whom",
            Self::Condition => "condition",
        }
    }
}

fn all_questions() -> Vec<RecallQuestion> {
    RecallQuestion::ALL.into()
}

/// `[blinding]`: the probe. Judges guess which text of a pair had the better incentive, in calls of their own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Blinding {
    /// The rubric's id.
    #[serde(default = "incentive_guess")]
    pub rubric: String,
    /// Pairs of each cell: all items once, then again; absent means all.
    #[schemars(range(min = 1))]
    pub pairs: Option<u32>,
}

fn incentive_guess() -> String {
    "incentive-guess".to_owned()
}

/// `[scoring]`: a second measure. Judges score each output by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Scoring {
    /// The rubric's id.
    #[serde(default = "quality_pointwise")]
    pub rubric: String,
    /// Trials of each actor, task and arm: all items once, then again; absent means all.
    #[schemars(range(min = 1))]
    pub trials: Option<u32>,
}

fn quality_pointwise() -> String {
    "quality-pointwise".to_owned()
}

/// `[panel]`
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Panel {
    /// Ids of the models that judge, or of rubrics that compute and ask nobody.
    pub judges: Vec<String>,
    /// The rubric's id.
    #[serde(default = "quality_pairwise")]
    pub rubric: String,
    /// Whether each judge sees each pair in both orders, or in one that is balanced within cell and judge.
    #[serde(default)]
    pub orders: Orders,
    /// The panel rule's name.
    #[serde(default = "net")]
    pub rule: String,
    /// What becomes of a judge's ballots on its own outputs.
    #[serde(default)]
    pub self_judging: SelfJudging,
    /// What becomes of a judge's ballots on the outputs of other models of its family.
    #[serde(default)]
    pub family_judging: FamilyJudging,
}

impl Default for Panel {
    fn default() -> Self {
        Self {
            judges: Vec::new(),
            rubric: quality_pairwise(),
            orders: Orders::default(),
            rule: net(),
            self_judging: SelfJudging::default(),
            family_judging: FamilyJudging::default(),
        }
    }
}

fn quality_pairwise() -> String {
    "quality-pairwise".to_owned()
}

fn net() -> String {
    "net".to_owned()
}

/// In which orders a judge sees a pair.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum Orders {
    #[default]
    Both,
    One,
}

/// What becomes of a judge's ballots on its own outputs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SelfJudging {
    /// The study does not start.
    Refuse,
    /// They are not cast.
    #[default]
    Exclude,
    /// They are cast, counted, and reported.
    Flag,
}

/// What becomes of a judge's ballots on the outputs of other models of its family.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FamilyJudging {
    /// They are cast, counted, and reported.
    #[default]
    Flag,
    /// They are not cast.
    Exclude,
}

/// The JSON Schema of the study file.
pub fn schema() -> Json {
    let settings = schemars::generate::SchemaSettings::draft2020_12()
        .with_transform(schemars::transform::RecursiveTransform(bound_u32));
    let schema = settings.into_generator().into_root_schema_for::<Study>();
    serde_json::to_value(schema).unwrap_or_default()
}

/// JSON Schema does not know what `format: uint32` means, so the largest number is said in its own words.
fn bound_u32(schema: &mut schemars::Schema) {
    if schema.get("format").and_then(Json::as_str) == Some("uint32") && schema.get("maximum").is_none() {
        schema.insert("maximum".to_owned(), u32::MAX.into());
    }
}
