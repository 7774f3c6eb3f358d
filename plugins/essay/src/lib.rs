//! Task family: argue a position in a short essay.
//!
//! One ask, one Markdown text. The prompt is the brief that judges read, word for word, and holds no word of any
//! incentive. Knows nothing of arms, actors or judges.

mod topics;

use motive_plugin::task::{Ask, Item, Outcome, Step, Task};
use motive_plugin::{
    Answer, Artifact, Context, Failure, Finding, Manifest, Message, Plugin, export_task, manifest,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use topics::{TOPICS, Topic};

/// How long the essays are.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub struct Config {
    /// The fewest words the assignment asks for.
    #[schemars(range(min = 1))]
    pub min_words: u32,
    /// The most words the assignment asks for.
    #[schemars(range(min = 1))]
    pub max_words: u32,
}

impl Default for Config {
    fn default() -> Self {
        Config { min_words: 250, max_words: 400 }
    }
}

/// The plugin.
pub struct Essay;

impl Plugin for Essay {
    type Config = Config;

    fn manifest() -> Manifest {
        manifest! {
            id: "motive/essay",
            title: "Essay",
            summary: "Argue a given position in a short essay: 30 positions from policy, science, culture, daily life, \
                      ethics, work and education. One step, one text; measures `words`.",
        }
    }

    fn check(config: &Config) -> Vec<Finding> {
        if config.min_words <= config.max_words {
            return Vec::new();
        }
        let message = format!("min-words ({}) is above max-words ({})", config.min_words, config.max_words);
        vec![Finding::fatal("/min-words", message)]
    }
}

impl Task for Essay {
    type State = ();

    fn items(ctx: &Context<Config>) -> Result<Vec<Item>, Failure> {
        Ok(TOPICS.iter().map(|topic| item(&ctx.config, topic)).collect())
    }

    fn begin(_: &Context<Config>, item: &Item) -> Result<Step<()>, Failure> {
        Ok(Step::ask((), Ask::actor([Message::user(&item.brief)])))
    }

    fn outcome(_: &Context<Config>, _: &Item, answer: &Answer) -> Outcome {
        let text = answer.text();
        let words = text.split_whitespace().count();
        Outcome::text(Artifact::markdown("essay", text), answer.stop).with_metric("words", words as f64)
    }
}

fn item(config: &Config, topic: &Topic) -> Item {
    let Config { min_words, max_words } = config;
    let Topic { id, title, position, question, domain } = topic;
    Item {
        id: (*id).into(),
        title: (*title).into(),
        brief: format!(
            "Write an essay of {min_words} to {max_words} words that argues for the position below. It is for general \
             readers who are willing to be convinced and know nothing special about the matter.\n\
             \n\
             Topic: {title}\n\
             Position: {position}\n\
             \n\
             Among whatever else you find worth saying, deal with this question: {question} Write in Markdown, with a \
             title as a heading and continuous prose after it. Give the essay and nothing else."
        ),
        criterion: format!(
            "The better essay makes the stronger case for the position: its claims are specific and supported, it \
             meets the most serious objection fairly, each paragraph moves the argument on, and the prose is clear \
             and free of filler. It gives a real answer to the question: {question}"
        ),
        tags: vec![(*domain).into()],
        ..Item::default()
    }
}

export_task!(Essay);

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::collections::BTreeSet;

    use motive_plugin::task::{Action, Conversation, Event};
    use motive_plugin::{OtherPart, Part, Role, StopReason, Usage};

    use super::*;

    fn items() -> Vec<Item> {
        Essay::items(&Context::default()).unwrap()
    }

    fn answer(parts: Vec<Part>, stop: StopReason) -> Answer {
        let message = Message { role: Role::Assistant, parts };
        Answer { message, stop, usage: Usage::default(), logprobs: Vec::new(), attrs: Vec::new() }
    }

    #[test]
    fn thirty_items_with_ids_and_briefs_of_their_own() {
        let items = items();
        assert_eq!(items.len(), 30);
        let distinct = |of: fn(&Item) -> &String| items.iter().map(of).collect::<BTreeSet<_>>().len();
        assert_eq!(distinct(|item| &item.id), 30);
        assert_eq!(distinct(|item| &item.brief), 30);
        assert_eq!(distinct(|item| &item.criterion), 30);
        for item in &items {
            assert!(item.id.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{}", item.id);
            assert_eq!(item.max_steps, 1);
        }
    }

    #[test]
    fn about_a_third_of_the_positions_are_on_the_less_comfortable_side() {
        let turned = [
            ("duty-to-strangers", "more to strangers next door"),
            ("shorter-week", "should not become the norm"),
            ("citizens-assemblies", "left to elected parliaments"),
            ("salary-openness", "should not tell"),
            ("museum-fees", "should pay for their entry"),
            ("animal-research", "even where no medical benefit"),
            ("remote-work", "at the office and not at home"),
            ("primary-grades", "should give grades"),
            ("sugar-tax", "should not be taxed"),
            ("open-data", "keep their data to themselves"),
        ];
        let items = items();
        for (id, words) in turned {
            let item = items.iter().find(|item| item.id == id).unwrap();
            assert!(item.brief.contains(words), "{id}: {}", item.brief);
        }
        let of = |prefix: &str| {
            let line =
                |item: &Item| item.brief.lines().find(|line| line.starts_with(prefix)).unwrap().to_owned();
            items.iter().map(line).collect::<BTreeSet<_>>().len()
        };
        assert_eq!((of("Topic: "), of("Position: ")), (30, 30));
    }

    #[test]
    fn no_word_of_an_incentive() {
        let words = [
            "prize", "reward", "donat", "award", "stake", "compet", "judge", "win ", "winner", "paid",
            "score",
        ];
        for item in items() {
            let text = format!("{} {} {}", item.title, item.brief, item.criterion).to_lowercase();
            for word in words {
                assert!(!text.contains(word), "{}: `{word}`", item.id);
            }
        }
    }

    #[test]
    fn the_prompt_is_the_brief() {
        let ctx = Context { config: Config { min_words: 100, max_words: 150 }, seed: 1 };
        let item = &Essay::items(&ctx).unwrap()[0];
        assert!(item.brief.contains("100 to 150 words"));
        let Action::Ask(ask) = Essay::begin(&ctx, item).unwrap().action else { panic!("no ask") };
        assert_eq!(ask.conversation, Conversation::Extend(vec![Message::user(&item.brief)]));
    }

    #[test]
    fn the_artifact_is_the_text_alone() {
        let reasoning = Part::Other(OtherPart { kind: "reasoning".into(), data: "\"hm\"".into() });
        let parts = vec![Part::Text("# Title".into()), reasoning, Part::Text("One two three.".into())];
        let event = Event::Answered(answer(parts, StopReason::End));
        let step = Essay::advance(&Context::default(), &items()[0], (), event).unwrap();
        let Action::Finish(outcome) = step.action else { panic!("not finished") };
        assert_eq!(outcome.artifacts, [Artifact::markdown("essay", "# Title\n\nOne two three.")]);
        assert_eq!(outcome.metrics, [("words".into(), 5.0)]);
        assert!(outcome.complete);
    }

    #[test]
    fn what_counts_as_incomplete() {
        for (text, stop, complete) in [
            ("Text.", StopReason::End, true),
            ("Text.", StopReason::StopSequence, true),
            ("Text.", StopReason::Length, false),
            ("Text.", StopReason::Refusal, false),
            ("Text.", StopReason::Filtered, false),
            ("Text.", StopReason::ToolUse, false),
            // The provider does not say why it stopped, and nothing says that the text is whole.
            ("Text.", StopReason::Other, false),
            (" \n", StopReason::End, false),
        ] {
            let outcome = Essay::outcome(
                &Context::default(),
                &items()[0],
                &answer(vec![Part::Text(text.into())], stop),
            );
            assert_eq!(outcome.complete, complete, "{text:?} {stop:?}");
        }
        let event = Event::OutOfBudget("money".into());
        let step = Essay::advance(&Context::default(), &items()[0], (), event).unwrap();
        assert_eq!(step.action, Action::Finish(Outcome::nothing()));
    }

    #[test]
    fn lengths_that_exclude_one_another_are_found() {
        assert!(Essay::check(&Config::default()).is_empty());
        let findings = Essay::check(&Config { min_words: 400, max_words: 300 });
        assert_eq!(findings[0].pointer, "/min-words");
        assert!(findings[0].fatal);
    }
}
