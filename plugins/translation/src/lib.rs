//! Task family: translate a passage into English.
//!
//! One ask, one Markdown text. Judges read the passage and the points that a good translation gets right; the actor
//! reads the passage alone. The passages are this family's, or one's own from a granted file. Knows nothing of arms,
//! actors or judges.

mod ar;
mod de;
mod es;
mod measures;
mod own;
mod passage;
mod prompt;
mod zh;

use motive_plugin::task::{Ask, Item, Outcome, Step, Task};
use motive_plugin::{
    Answer, Artifact, Context, Failure, Finding, Manifest, Message, Plugin, Want, WantWhat, export_task,
    manifest,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use passage::Language;
pub use prompt::Input;

/// Which passages are taken.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub struct Config {
    /// The languages of the passages: each at most once. Items take turns between the languages, in this order, so
    /// that the first few are of all of them. Applies to items of one's own as well.
    #[schemars(length(min = 1))]
    pub languages: Vec<Language>,
}

impl Default for Config {
    fn default() -> Self {
        Config { languages: Language::ALL.into() }
    }
}

/// The plugin.
pub struct Translation;

impl Plugin for Translation {
    type Config = Config;

    fn manifest() -> Manifest {
        manifest! {
            id: "motive/translation",
            title: "Translation",
            summary: "Translate a passage into English: 30 passages from Chinese (8), Spanish (8), German (7) and \
                      Arabic (7), of 150 to 250 English words, from notice and contract to folk tale. Judges also read \
                      what a good translation gets right. One step, one text; measures `words` and `untranslated`, the \
                      share of letters of another script than Latin. With `assets = { items = \"FILE\" }` the items \
                      are those of a file instead: one JSON object per line with `id`, `language` (zh, es, de or ar), \
                      `kind`, `title`, `setting` (what the source is, and whom the translation is for), `voice` (what \
                      it should read like), `source`, and `points` (a list, for judges alone).",
        }
    }

    fn wants(_: &Config) -> Vec<Want> {
        vec![Want { what: WantWhat::Asset(own::ASSET.into()), optional: true }]
    }

    fn check(config: &Config) -> Vec<Finding> {
        let Config { languages } = config;
        if languages.is_empty() {
            return vec![Finding::fatal("/languages", "no language: name one or more of zh, es, de, ar")];
        }
        let repeated =
            (1..languages.len()).filter(|&at| languages[..at].contains(&languages[at])).map(|at| {
                Finding::fatal(format!("/languages/{at}"), format!("`{}` stands twice", languages[at].code()))
            });
        repeated.collect()
    }
}

impl Task for Translation {
    type State = ();

    fn items(ctx: &Context<Config>) -> Result<Vec<Item>, Failure> {
        items(&ctx.config, granted().as_deref())
    }

    fn begin(_: &Context<Config>, item: &Item) -> Result<Step<()>, Failure> {
        let input: Input = item.read_input()?;
        Ok(Step::ask((), Ask::actor([Message::user(input.prompt())])))
    }

    fn outcome(_: &Context<Config>, _: &Item, answer: &Answer) -> Outcome {
        let text = answer.text();
        let words = measures::words(&text) as f64;
        let untranslated = measures::untranslated(&text);
        let outcome =
            Outcome::text(Artifact::markdown("translation", text), answer.stop).with_metric("words", words);
        match untranslated {
            Some(share) => outcome.with_metric("untranslated", share),
            // Of a text without letters there is no share.
            None => outcome,
        }
    }
}

/// The file of items, if the study grants one. The host's functions are there for a component alone.
fn granted() -> Option<Vec<u8>> {
    if cfg!(target_arch = "wasm32") { motive_plugin::assets::read(own::ASSET) } else { None }
}

/// The items of the languages asked for: those of the file where there is one, otherwise this family's.
fn items(config: &Config, file: Option<&[u8]>) -> Result<Vec<Item>, Failure> {
    let own = file.map(own::read).transpose()?;
    let of = |language: Language| -> Result<Vec<Item>, Failure> {
        match &own {
            Some(lines) => lines
                .iter()
                .filter(|line| line.language == language)
                .map(|line| line.as_passage(|passage| prompt::item(language, passage)))
                .collect(),
            None => language.passages().iter().map(|passage| prompt::item(language, passage)).collect(),
        }
    };
    let groups = config.languages.iter().map(|&language| of(language)).collect::<Result<Vec<_>, _>>()?;
    let items = in_turn(groups);
    if items.is_empty() {
        let message = format!("none of these languages is in the file `{}`", own::ASSET);
        return Err(Failure::bad_config("/languages", message));
    }
    Ok(items)
}

/// One of each group after the other, until all are used up.
fn in_turn<T>(groups: Vec<Vec<T>>) -> Vec<T> {
    let mut groups: Vec<_> = groups.into_iter().map(Vec::into_iter).collect();
    let mut all = Vec::new();
    loop {
        let before = all.len();
        all.extend(groups.iter_mut().filter_map(Iterator::next));
        if all.len() == before {
            return all;
        }
    }
}

export_task!(Translation);

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
