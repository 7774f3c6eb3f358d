//! Task family: write the abstract of a grant proposal from a project sheet.
//!
//! One ask, one Markdown text. Judges read the assignment and the sheet; the actor reads these and how to lay the text
//! out. What an abstract on a sheet easily gets wrong is in the criterion alone, so the actor never sees it. Knows
//! nothing of arms, actors or judges.
//!
//! Thirty sheets are built in. A study that grants the file `items` uses its sheets instead:
//!
//! ```toml
//! [[task]]
//! plugin = "grant-abstract"
//! assets = { items = "sheets.jsonl" }
//! ```
//!
//! The file has one JSON object per line, in UTF-8, all of whose values are strings: `id` (a-z, 0-9 and -), `title`,
//! `field`, `question`, `knowledge`, `aims`, `method`, `team`, `resources` (duration and budget), `risks`, `results`, and,
//! if wanted, `care`: a sentence for judges that begins with "It" and says what a good abstract on this sheet gets right.

mod sheets;
#[cfg(test)]
mod tests;

use motive_plugin::task::{Ask, Item, Outcome, Step, Task};
use motive_plugin::{
    Answer, Artifact, Context, Failure, Finding, Manifest, Message, Plugin, Want, WantWhat, assets, choose,
    export_task, manifest,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use sheets::Sheet;

/// The asset with sheets of one's own.
const ITEMS: &str = "items";

/// How long the abstracts are, and on which projects.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub struct Config {
    /// The fewest words the assignment asks for.
    #[schemars(range(min = 1))]
    pub min_words: u32,
    /// The most words the assignment asks for.
    #[schemars(range(min = 1))]
    pub max_words: u32,
    /// Ids of the sheets to use, in this order. All of them if empty.
    pub items: Vec<String>,
}

impl Default for Config {
    fn default() -> Self {
        Config { min_words: 500, max_words: 700, items: Vec::new() }
    }
}

/// The plugin.
pub struct GrantAbstract;

impl Plugin for GrantAbstract {
    type Config = Config;

    fn manifest() -> Manifest {
        manifest! {
            id: "motive/grant-abstract",
            title: "Grant abstract",
            summary: "Write the abstract of a grant proposal from a project sheet: 30 invented projects from natural \
                      science, social science, engineering, the humanities, medicine and agriculture, or those of the \
                      granted file `items` (one JSON object per line). One step, one text; measures `words`.",
        }
    }

    fn wants(_: &Config) -> Vec<Want> {
        vec![Want { what: WantWhat::Asset(ITEMS.into()), optional: true }]
    }

    fn check(config: &Config) -> Vec<Finding> {
        let Config { min_words, max_words, items } = config;
        let message = || format!("min-words ({min_words}) is above max-words ({max_words})");
        let length = (min_words > max_words).then(|| Finding::fatal("/min-words", message()));
        length.into_iter().chain(choose::check(items)).collect()
    }
}

impl Task for GrantAbstract {
    type State = ();

    fn items(ctx: &Context<Config>) -> Result<Vec<Item>, Failure> {
        // Natively there is no host that could grant a file.
        let file = cfg!(target_arch = "wasm32").then(|| assets::read(ITEMS)).flatten();
        items(&ctx.config, file.as_deref())
    }

    fn begin(_: &Context<Config>, item: &Item) -> Result<Step<()>, Failure> {
        let prompt = format!("{}\n\n{LAYOUT}", item.brief);
        Ok(Step::ask((), Ask::actor([Message::user(prompt)])))
    }

    fn outcome(_: &Context<Config>, _: &Item, answer: &Answer) -> Outcome {
        let text = answer.text();
        let words = text.split_whitespace().count();
        Outcome::text(Artifact::markdown("abstract", text), answer.stop).with_metric("words", words as f64)
    }
}

/// What the actor is told beyond what judges need.
const LAYOUT: &str = "Write in Markdown: the project's title as a heading, then continuous prose in paragraphs, without \
                      lists and without further headings. Give the abstract and nothing else.";

/// The items of the file, or else the built-in ones.
fn items(config: &Config, file: Option<&[u8]>) -> Result<Vec<Item>, Failure> {
    let all = match file {
        Some(bytes) => sheets::from_file(ITEMS, bytes)?.iter().map(|sheet| item(config, sheet)).collect(),
        None => sheets::built_in().map(|sheet| item(config, sheet)).collect(),
    };
    choose::choose(all, &config.items)
}

fn item<S: AsRef<str>>(config: &Config, sheet: &Sheet<S>) -> Item {
    let Config { min_words, max_words, .. } = config;
    let [title, field, care] = [&sheet.title, &sheet.field, &sheet.care].map(AsRef::as_ref);
    let facts = sheet.facts().map(|(heading, text)| format!("{heading}: {text}")).join("\n");
    Item {
        id: sheet.id.as_ref().into(),
        title: title.into(),
        brief: format!(
            "Write the abstract of a grant proposal, {min_words} to {max_words} words long, from the project sheet \
             below. It is for reviewers who work in a neighbouring field and do not know this one.\n\
             \n\
             The abstract makes clear what is asked and why it matters, what is known and what is missing, how the \
             work is done and why that answers the question, why this team can do it in the time and with the money, \
             what can go wrong, and what will come of it. Whatever it says about the project comes from the sheet: \
             nothing is added to its facts and nothing is changed. General knowledge that such a reader needs may be \
             explained where it is correct. Not every detail has to appear, and what is left out must not mislead.\n\
             \n\
             Project: {title}\n\
             Field: {field}\n\
             {facts}"
        ),
        criterion: format!(
            "The better abstract is faithful to the sheet: its numbers, conditions and limits are right, and nothing \
             about the project is invented. It makes clear what is asked and why it matters, shows why the method \
             can answer the question and why the plan is feasible, and can be followed at first reading by a reviewer \
             from a neighbouring field. {care}"
        )
        .trim_end()
        .into(),
        tags: vec![field.into()],
        ..Item::default()
    }
}

export_task!(GrantAbstract);
