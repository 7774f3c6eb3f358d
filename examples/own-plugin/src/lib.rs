//! Task: explain a thing to somebody who has never heard of it.

use motive_plugin::task::{Ask, Item, Step, Task};
use motive_plugin::{Context, Failure, Manifest, Message, Plugin, export_task, manifest};

const THINGS: [(&str, &str); 6] = [
    ("tides", "why the sea comes and goes twice a day"),
    ("interest", "what interest on a loan is, and why it grows"),
    ("vaccines", "how a vaccine protects somebody who is not ill"),
    ("time-zones", "why it is not the same hour everywhere"),
    ("yeast", "what makes bread rise"),
    ("passwords", "why one password for everything is a bad idea"),
];

/// This plugin's table in the study file.
#[derive(serde::Deserialize, schemars::JsonSchema)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
struct Config {
    /// Whom to explain it to.
    reader: String,
}

impl Default for Config {
    fn default() -> Self {
        Config { reader: "a curious child of ten".into() }
    }
}

struct Explanation;

impl Plugin for Explanation {
    type Config = Config;

    fn manifest() -> Manifest {
        manifest! { id: "example/explanation", title: "Explanation", summary: "Explain a thing in plain words." }
    }
}

impl Task for Explanation {
    type State = ();

    fn items(ctx: &Context<Config>) -> Result<Vec<Item>, Failure> {
        let item = |&(id, thing): &(&str, &str)| Item {
            id: id.into(),
            title: format!("Explain {thing}"),
            brief: format!("Write an explanation of {thing}, for {}, in 80 to 150 words.", ctx.config.reader),
            criterion: "The better explanation is right, and the reader it is for would understand it."
                .into(),
            ..Item::default()
        };
        Ok(THINGS.iter().map(item).collect())
    }

    fn begin(_: &Context<Config>, item: &Item) -> Result<Step<()>, Failure> {
        Ok(Step::ask((), Ask::actor([Message::user(&item.brief)])))
    }
}

export_task!(Explanation);
