//! What the actor is asked and what judges read.
//!
//! The two share the assignment. The actor's prompt adds the form of the answer; the brief adds the points that a good
//! translation gets right, which the actor is not shown.

use motive_plugin::task::Item;
use motive_plugin::{Failure, write_json};
use serde::{Deserialize, Serialize};

use crate::passage::{Language, Passage};

/// What `begin` needs of an item; nothing of what only judges may know.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Input {
    /// The language of the source.
    pub language: Language,
    /// What the source is and whom the translation is for.
    pub setting: String,
    /// What is to be translated.
    pub source: String,
}

/// The line before the source and the line after it. A source of one's own must not contain the second.
pub(crate) const FENCES: (&str, &str) = ("<source>", "</source>");

impl Input {
    /// The message to the actor.
    pub(crate) fn prompt(&self) -> String {
        let (open, close) = FENCES;
        format!(
            "{}\n\
             \n\
             {open}\n\
             {}\n\
             {close}\n\
             \n\
             Translate all of it, the title included where there is one, and keep its paragraphs. Write in Markdown. \
             Give the translation and nothing else: no notes on the text and no alternatives.",
            self.assignment(),
            self.source
        )
    }

    /// The assignment, without the source.
    fn assignment(&self) -> String {
        format!("Translate the {} text below into English. {}", self.language.name(), self.setting)
    }

    /// What a judge needs: the assignment, the source and the points.
    fn brief(&self, points: &[&str]) -> String {
        let (open, close) = FENCES;
        let points: Vec<String> = points.iter().map(|point| format!("- {point}")).collect();
        format!(
            "{}\n\
             \n\
             {open}\n\
             {}\n\
             {close}\n\
             \n\
             All of it is to be translated, and its paragraphs kept. A good translation gets these points right, in \
             whatever words:\n\
             \n\
             {}",
            self.assignment(),
            self.source,
            points.join("\n")
        )
    }
}

/// The item that a passage makes. Fails only where JSON does.
pub(crate) fn item(language: Language, passage: &Passage<'_>) -> Result<Item, Failure> {
    let Passage { id, kind, title, setting, voice, source, points } = *passage;
    let input = Input { language, setting: setting.into(), source: source.into() };
    Ok(Item {
        id: id.into(),
        title: title.into(),
        brief: input.brief(points),
        criterion: format!(
            "The better translation says what the source says: nothing is lost, added or misread, and the listed points \
             are right. It is English that a good writer would write, with idioms, names, numbers and forms of courtesy \
             carried over so that its readers understand them. It reads like {voice}. An error of meaning weighs more \
             than a clumsy phrase."
        ),
        input: write_json(&input)?,
        tags: vec![language.code().into(), kind.into()],
        ..Item::default()
    })
}
