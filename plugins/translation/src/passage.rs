//! A passage to translate, and the languages that passages are written in.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{ar, de, es, zh};

/// One item of the family.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Passage<'a> {
    pub(crate) id: &'a str,
    /// What sort of text it is, such as "recipe"; becomes a tag.
    pub(crate) kind: &'a str,
    /// In English.
    pub(crate) title: &'a str,
    /// What the source is and whom the translation is for; told to the actor and to judges.
    pub(crate) setting: &'a str,
    /// What the translation should sound like; told to judges alone, completes "it reads like".
    pub(crate) voice: &'a str,
    /// What is to be translated.
    pub(crate) source: &'a str,
    /// What a good translation gets right, with the words of the source in double quotation marks; for judges alone.
    pub(crate) points: &'a [&'a str],
}

/// A language to translate from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Language {
    /// Chinese, in simplified characters.
    Zh,
    /// Spanish.
    Es,
    /// German.
    De,
    /// Arabic.
    Ar,
}

impl Language {
    /// All of them, in the order in which items take turns.
    pub const ALL: [Language; 4] = [Language::Zh, Language::Es, Language::De, Language::Ar];

    /// Its English name.
    pub fn name(self) -> &'static str {
        match self {
            Language::Zh => "Chinese",
            Language::Es => "Spanish",
            Language::De => "German",
            Language::Ar => "Arabic",
        }
    }

    /// Its code (ISO 639-1), as the config and tags have it.
    pub fn code(self) -> &'static str {
        match self {
            Language::Zh => "zh",
            Language::Es => "es",
            Language::De => "de",
            Language::Ar => "ar",
        }
    }

    /// The passages of this family in it.
    pub(crate) fn passages(self) -> &'static [Passage<'static>] {
        match self {
            Language::Zh => &zh::PASSAGES,
            Language::Es => &es::PASSAGES,
            Language::De => &de::PASSAGES,
            Language::Ar => &ar::PASSAGES,
        }
    }
}
