//! Task family: write a blameless postmortem from the record of an incident.
//!
//! One ask, one Markdown text. Judges read the assignment and the record; the actor reads these and how to lay the text
//! out. What the record supports as root cause is in the criterion alone, so the actor never sees it. Knows nothing of
//! arms, actors or judges.
//!
//! Thirty records are built in. A study that grants the file `items` uses its records instead:
//!
//! ```toml
//! [[task]]
//! plugin = "postmortem"
//! assets = { items = "incidents.jsonl" }
//! ```
//!
//! The file has one JSON object per line, in UTF-8, all of whose values are strings: `id` (a-z, 0-9 and -), `title`,
//! `domain`, `service`, `timeline`, `logs`, `impact`, `tried`, `found`, `notes`, and, if wanted, `cause`: for judges, the
//! root cause, what contributed, and what was no cause. Lines within `timeline` and `logs` are parted by `\n`.

mod records;
#[cfg(test)]
mod tests;

use motive_plugin::task::{Ask, Item, Outcome, Step, Task};
use motive_plugin::{
    Answer, Artifact, Context, Failure, Finding, Manifest, Message, Plugin, Want, WantWhat, assets, choose,
    export_task, manifest,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use records::Record;

/// The asset with records of one's own.
const ITEMS: &str = "items";

/// How long the postmortems are, and of which incidents.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub struct Config {
    /// The fewest words the assignment asks for.
    #[schemars(range(min = 1))]
    pub min_words: u32,
    /// The most words the assignment asks for.
    #[schemars(range(min = 1))]
    pub max_words: u32,
    /// Ids of the records to use, in this order. All of them if empty.
    pub items: Vec<String>,
}

impl Default for Config {
    fn default() -> Self {
        Config { min_words: 400, max_words: 700, items: Vec::new() }
    }
}

/// The plugin.
pub struct Postmortem;

impl Plugin for Postmortem {
    type Config = Config;

    fn manifest() -> Manifest {
        manifest! {
            id: "motive/postmortem",
            title: "Postmortem",
            summary: "Write a blameless postmortem from the record of an incident: 30 invented incidents of shops, \
                      devices, platforms, public services, data and networks, or those of the granted file `items` \
                      (one JSON object per line). One step, one text; measures `words`.",
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

impl Task for Postmortem {
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
        Outcome::text(Artifact::markdown("postmortem", text), answer.stop).with_metric("words", words as f64)
    }
}

/// What the actor is told beyond what judges need.
const LAYOUT: &str = "Write in Markdown: a title, then each section under a heading of its own; the timeline and the \
                      actions may be lists or tables. Give the postmortem and nothing else.";

/// The items of the file, or else the built-in ones.
fn items(config: &Config, file: Option<&[u8]>) -> Result<Vec<Item>, Failure> {
    let all = match file {
        Some(bytes) => records::from_file(ITEMS, bytes)?.iter().map(|record| item(config, record)).collect(),
        None => records::built_in().map(|record| item(config, record)).collect(),
    };
    choose::choose(all, &config.items)
}

fn item<S: AsRef<str>>(config: &Config, record: &Record<S>) -> Item {
    let Config { min_words, max_words, .. } = config;
    let [title, domain, cause] = [&record.title, &record.domain, &record.cause].map(AsRef::as_ref);
    let facts = record.facts().map(section).join("\n\n");
    let supported = match cause {
        "" => String::new(),
        cause => format!(" What the record supports: {cause}"),
    };
    Item {
        id: record.id.as_ref().into(),
        title: title.into(),
        brief: format!(
            "Write a blameless postmortem, {min_words} to {max_words} words long, from the incident record below. It \
             is for colleagues of the same organisation who were not there and may run such a service themselves. It \
             has these sections in this order: Summary, Impact, Timeline, Root cause, What went well, What went \
             badly, Actions.\n\
             \n\
             What it says of the incident comes from the record; what the record leaves open is called open. It \
             explains how the system and the way of working made the incident possible, tells the root cause and the \
             factors that contributed from what only coincided, and keeps in the timeline what is needed to follow. \
             It speaks of roles, and of what people could know at the time, and blames nobody. The actions are the \
             writer's proposals: few enough to be done, each with an owner by role and a due date, and fit to prevent \
             such an incident, to limit it, or to detect it sooner.\n\
             \n\
             Incident: {title}\n\
             \n\
             {facts}"
        ),
        criterion: format!(
            "The better postmortem names the right root cause and the factors that contributed, and takes nothing for \
             a cause that only coincided. It is faithful to the record: times and figures are right and nothing is \
             invented. It blames nobody and explains what people did by what they could know. Its actions would \
             prevent such an incident or detect it sooner, and each has an owner by role and a due date. A colleague \
             who was not there can follow it.{supported}"
        ),
        tags: vec![domain.into()],
        ..Item::default()
    }
}

/// A text of one paragraph beside its heading, one of several lines below it.
fn section((heading, text): (&str, &str)) -> String {
    let gap = if text.contains('\n') { '\n' } else { ' ' };
    format!("{heading}:{gap}{text}")
}

export_task!(Postmortem);
