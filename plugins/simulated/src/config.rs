//! What simulated models are like. Every number has a default and a meaning that a test can check.

use std::borrow::Cow;
use std::collections::BTreeMap;

use motive_plugin::{Failure, FailureKind, read_json};
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// The models of this provider.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub struct Config {
    /// What holds for every model that does not say otherwise.
    pub defaults: Model,
    /// By the model's name: where it differs from the defaults. A name that is not listed is served as well.
    #[schemars(schema_with = "models_schema")]
    pub models: BTreeMap<String, Map<String, Value>>,
}

/// One simulated model, as an actor and as a judge.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub struct Model {
    /// Utilities of outcomes, by their text; case, white space and the final stop do not matter.
    pub utilities: BTreeMap<String, f64>,
    /// An outcome that is not listed has a utility drawn from the standard normal distribution, keyed by this seed and
    /// the outcome's text. Unless given, the seed is the model's name: every model has preferences of its own.
    pub utility_seed: Option<String>,
    /// Scale of the logistic noise of a choice between outcomes, in units of utility.
    #[schemars(range(min = 0.000001))]
    pub choice_noise: f64,
    /// Log-odds, noise included, within which no outcome is preferred, where that can be said: by a neutral option, or by
    /// the middle of a scale.
    #[schemars(range(min = 0.0))]
    pub choice_tie_width: f64,
    /// Added to the log-odds of the outcome shown first.
    pub position_bias: f64,
    /// Share of choices between outcomes that are declined, with the word that is offered for it or else in words of its
    /// own.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub refusal_rate: f64,
    /// Mean latent quality of this model's texts. Quality is the log-odds of a sentence being strong: 0 is half.
    pub quality_mean: f64,
    /// Standard deviation of the latent quality from text to text.
    #[schemars(range(min = 0.0))]
    pub quality_noise: f64,
    /// What moves the latent quality, and the log-odds of `skill`, of `acceptance`, of one more revision and of
    /// `conditions-met`.
    pub effects: Effects,
    /// Share of texts, of those for which something is promised, that tell of it although the actor is asked not to.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub leak_rate: f64,
    /// How often it says rightly, asked after the work, what it was told before it. Otherwise it takes any of the options.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub recall: f64,
    /// How often an answer in work with tools is the right one. Of the others three in four are of no use, and one does
    /// harm.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub skill: f64,
    /// How often an offered job is accepted.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub acceptance: f64,
    /// How often a text is revised before it is handed in, on average and as long as it may be: asked whether to revise it
    /// once more, the model does so with these odds. A shift of the log-odds by 1 makes it 2.7 times as often.
    #[schemars(range(min = 0.0))]
    pub revisions: f64,
    /// By how much a revision raises the quality that is visible in the text, on average.
    #[schemars(range(min = 0.0))]
    pub revision_gain: f64,
    /// How often a sentence meets a condition that is set for it, in the first round.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub conditions_met: f64,
    /// Added to the log-odds of meeting a condition for each round that is over.
    pub learning: f64,
    /// Share of harmful requests that are refused. The others are answered with a text like any other.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub harmful_refusal_rate: f64,
    /// How it judges.
    pub judge: Judge,
}

/// Shifts of the latent quality and of what else effects move, in log-odds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub struct Effects {
    /// When asked to do its best.
    pub effort: f64,
    /// When told that little will do.
    pub effort_down: f64,
    /// When told that it is someone accomplished.
    pub role: f64,
    /// When told that it is a beginner.
    pub role_down: f64,
    /// Per standard deviation of the utility of the outcome at stake. 0 is the published null. Donations that `cause` or
    /// `amount` are for have no utility here. This effect and those two count as far as the promise hangs on the text:
    /// by its probability in a lottery, not at all where it is kept in any case, and the other way where it is kept for
    /// the worst text.
    pub stake: f64,
    /// When money is promised to a cause that helps; as much the other way for one that harms.
    pub cause: f64,
    /// When a sum is promised: for each power of ten by which it exceeds 10,000 units of its currency, and as much the
    /// other way below.
    pub amount: f64,
    /// Added to `learning` for each unit by which the others shift: who is moved also learns faster from round to round.
    pub learning: f64,
}

/// How a simulated judge compares two texts, rates one, and guesses whose writer had more reason to do well.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub struct Judge {
    /// Log-odds per unit of difference in visible quality; of a single text, per unit of its visible quality.
    pub sensitivity: f64,
    /// Log-odds per factor of e by which a text has more words than the other, or a single one more than 300: above 0 for a
    /// judge that misses what is left out.
    pub length: f64,
    /// Added to the log-odds of the text shown first.
    pub position_bias: f64,
    /// Log-odds, noise included, within which the texts are called equal, or it is not known whose writer had more reason.
    #[schemars(range(min = 0.0))]
    pub tie_width: f64,
    /// Share of answers without a verdict.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub unreadable_rate: f64,
    /// How often it names the writer, where one of two texts tells what was promised for it and the other does not. Otherwise
    /// it takes the text that looks better.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub insight: f64,
}

impl Default for Model {
    fn default() -> Self {
        Model {
            utilities: BTreeMap::new(),
            utility_seed: None,
            choice_noise: 0.3,
            choice_tie_width: 0.2,
            position_bias: 0.2,
            refusal_rate: 0.01,
            quality_mean: 0.0,
            quality_noise: 0.6,
            effects: Effects::default(),
            leak_rate: 0.0,
            recall: 1.0,
            skill: 0.8,
            acceptance: 0.8,
            revisions: 1.0,
            revision_gain: 0.3,
            conditions_met: 0.7,
            learning: 0.0,
            harmful_refusal_rate: 1.0,
            judge: Judge::default(),
        }
    }
}

impl Default for Effects {
    fn default() -> Self {
        Effects {
            effort: 1.0,
            effort_down: -1.0,
            role: 0.3,
            role_down: -0.3,
            stake: 0.0,
            cause: 0.0,
            amount: 0.0,
            learning: 0.0,
        }
    }
}

impl Default for Judge {
    fn default() -> Self {
        Judge {
            sensitivity: 2.0,
            length: 0.0,
            position_bias: 0.3,
            tie_width: 0.4,
            unreadable_rate: 0.01,
            insight: 1.0,
        }
    }
}

impl Config {
    /// The named model: the defaults, with what its table says laid over them.
    pub fn model(&self, name: &str) -> Result<Cow<'_, Model>, Failure> {
        let Some(own) = self.models.get(name) else { return Ok(Cow::Borrowed(&self.defaults)) };
        let mut whole =
            serde_json::to_value(&self.defaults).map_err(|error| Failure::internal(error.to_string()))?;
        lay_over(&mut whole, own);
        let model = read_json(FailureKind::BadConfig, "config", &whole.to_string());
        let at_model =
            |failure: Failure| Failure { pointer: format!("/models/{name}{}", failure.pointer), ..failure };
        model.map(Cow::Owned).map_err(at_model)
    }
}

/// Replaces the keys of an object, and does the same inside objects on both sides.
fn lay_over(base: &mut Value, own: &Map<String, Value>) {
    for (key, value) in own {
        match (&mut base[key], value) {
            (inner @ Value::Object(_), Value::Object(own)) => lay_over(inner, own),
            (inner, value) => *inner = value.clone(),
        }
    }
}

/// The schema of the tables by name: as for `defaults`, and without default values, since what a table leaves out
/// comes from `defaults` and must not be filled in before.
fn models_schema(_: &mut SchemaGenerator) -> Schema {
    let settings = SchemaSettings::draft2020_12().with(|settings| {
        settings.meta_schema = None;
        settings.inline_subschemas = true;
    });
    let mut model = settings.into_generator().into_root_schema_for::<Model>().to_value();
    remove_defaults(&mut model);
    json_schema!({ "type": "object", "additionalProperties": model })
}

fn remove_defaults(schema: &mut Value) {
    let Some(keywords) = schema.as_object_mut() else { return };
    keywords.remove("default");
    if let Some(Value::Object(properties)) = keywords.get_mut("properties") {
        properties.values_mut().for_each(remove_defaults);
    }
}
