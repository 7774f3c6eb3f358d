//! What a conversation asks for, told from its words alone.
//!
//! A simulated model sees what a real one sees. It recognises seven scenes by their form and not by who made them:
//! two fenced texts to compare, a job on offer, a text to revise or hand in, a sentence under conditions, labelled
//! options to choose from, a request that should be refused, and a text to write. The latest user message that shows one of them counts, so a request to answer more clearly still belongs to
//! the question before it. Work with tools is told by its tools, which is `on_call`'s business.

use motive_plugin::{Message, Role};

use crate::assignment::Writing;
use crate::conditions::Problem;
use crate::draft::Draft;
use crate::offer::Offer;
use crate::{harmful, job};

/// What to answer to.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Scene {
    /// Which of two texts is better?
    Judging(Judging),
    /// Accept a job or decline it?
    Job,
    /// Revise a text or hand it in?
    Draft(Draft),
    /// Write a sentence under conditions.
    Sentence(Problem),
    /// Which of two options?
    Choice(Offer),
    /// Do something harmful; the text is what comes of it if it is not refused.
    Harmful(Writing),
    /// Write something.
    Writing(Writing),
    /// None of these.
    Other,
}

/// Two texts, and the form in which the verdict is wanted.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Judging {
    pub(crate) texts: [String; 2],
    pub(crate) allows_ties: bool,
    pub(crate) wants_reason: bool,
}

impl Scene {
    pub(crate) fn of(messages: &[Message]) -> Scene {
        let from_user = messages.iter().rev().filter(|message| message.role == Role::User);
        for (age, message) in from_user.enumerate() {
            let text = message.text();
            let scene = judging(&text, age == 0).map(Scene::Judging);
            let scene = scene.or_else(|| job::is_offered(&text).then_some(Scene::Job));
            let scene = scene.or_else(|| job::accepted(&text, messages).map(Scene::Writing));
            let scene = scene.or_else(|| Draft::of(&text, messages).map(Scene::Draft));
            let scene = scene.or_else(|| Problem::of(&text).map(Scene::Sentence));
            let scene = scene.or_else(|| Writing::assigned(&text).map(Scene::Writing));
            let scene = scene.or_else(|| Offer::of(&text, age == 0).map(Scene::Choice));
            let harmful = || harmful::is_asked_for(&text).then(|| Scene::Harmful(Writing::usual(&text)));
            let scene = scene.or_else(harmful);
            if let Some(scene) = scene.or_else(|| Writing::wanted(&text).map(Scene::Writing)) {
                return scene;
            }
        }
        Scene::Other
    }
}

/// Two fenced blocks under the headings "Text 1" and "Text 2". What lies inside a fence is never read as a heading.
fn judging(text: &str, is_latest: bool) -> Option<Judging> {
    let mut texts: [Option<String>; 2] = [None, None];
    let mut outside = String::new();
    let mut heading = "";
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if !is_fence(line) {
            outside.push_str(line);
            outside.push('\n');
            heading = line;
            continue;
        }
        let block: Vec<&str> = lines.by_ref().take_while(|inside| *inside != line).collect();
        match heading.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase().as_str() {
            "text 1" => texts[0] = Some(block.join("\n")),
            "text 2" => texts[1] = Some(block.join("\n")),
            _ => {}
        }
    }
    let [Some(first), Some(second)] = texts else { return None };
    let outside = outside.to_lowercase();
    Some(Judging {
        texts: [first, second],
        allows_ties: outside.contains("tie`") || outside.contains("a tie"),
        // A judge that is asked again answers with the verdict alone.
        wants_reason: is_latest && outside.contains("reason"),
    })
}

fn is_fence(line: &str) -> bool {
    let bytes = line.as_bytes();
    bytes.len() >= 3 && matches!(bytes[0], b'~' | b'`' | b'=') && bytes.iter().all(|byte| *byte == bytes[0])
}
