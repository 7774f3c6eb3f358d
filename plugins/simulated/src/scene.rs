//! What a conversation asks for, told from its words alone.
//!
//! A simulated model sees what a real one sees. It recognises seven scenes by their form and not by who made them:
//! fenced texts to judge, a job on offer, a text to revise or hand in, a sentence under conditions, labelled
//! options to choose from, a request that should be refused, and a text to write. The latest user message that shows one of them counts, so a request to answer more clearly still belongs to
//! the question before it. Work with tools is told by its tools, which is `on_call`'s business, and the question that follows
//! all work by its place, which is `recall`'s.

use motive_plugin::{Message, Role};

use crate::assignment::Writing;
use crate::conditions::Problem;
use crate::draft::Draft;
use crate::fenced::Judging;
use crate::offer::Offer;
use crate::{harmful, job};

/// What to answer to.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Scene {
    /// What of one text or two?
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

impl Scene {
    pub(crate) fn of(messages: &[Message]) -> Scene {
        let from_user = messages.iter().rev().filter(|message| message.role == Role::User);
        for (age, message) in from_user.enumerate() {
            let text = message.text();
            let scene = Judging::of(&text, age == 0).map(Scene::Judging);
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
