//! Task family: a writing job that may be accepted or declined.
//!
//! A choice measure. The first ask offers the job, in full, and wants one of two words; who accepts is asked for the text,
//! and who declines is asked nothing more. Which of the words stands first in the offer is drawn by the seed, so it is the
//! same in all arms. A declined job is work that was not delivered, and is counted as that, arm by arm; what was delivered
//! is compared like any other text. Knows nothing of arms, actors or judges.

mod decision;
mod jobs;

use motive_plugin::task::{Ask, Event, Item, Outcome, Step, Task};
use motive_plugin::{
    Answer, Artifact, Context, Failure, Finding, Manifest, Message, Metric, Plugin, StopReason, choose,
    export_task, manifest,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use decision::Decision;
use jobs::{JOBS, Job};

/// How much work is on offer, and which.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub struct Config {
    /// How long the job is: the number of words that the text is asked to have.
    #[schemars(range(min = 50, max = 10000))]
    pub effort: u32,
    /// The ids of the jobs to offer, in this order; all if empty.
    pub items: Vec<String>,
}

impl Default for Config {
    fn default() -> Self {
        Config { effort: 300, items: Vec::new() }
    }
}

/// How far the episode is: what the next answer answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// The offer.
    Offered,
    /// The offer, put once more after an answer that could not be read.
    OfferedAgain,
    /// The request for the text.
    Accepted,
}

/// The plugin.
pub struct JobOffer;

impl Plugin for JobOffer {
    type Config = Config;

    fn manifest() -> Manifest {
        manifest! {
            id: "motive/job-offer",
            title: "Job offer",
            summary: "A useful writing job to accept or decline before it is done: 16 jobs, half of them routine, of a \
                      length that is chosen. Up to three steps; measures `accepted`, `readable`, `accept-first` and \
                      `words`. A declined job counts as not delivered.",
        }
    }

    fn check(config: &Config) -> Vec<Finding> {
        choose::check(&config.items)
    }
}

impl Task for JobOffer {
    type State = Stage;

    fn items(ctx: &Context<Config>) -> Result<Vec<Item>, Failure> {
        let all = JOBS.iter().map(|job| item(&ctx.config, job)).collect();
        choose::choose(all, &ctx.config.items)
    }

    fn begin(ctx: &Context<Config>, item: &Item) -> Result<Step<Stage>, Failure> {
        let offer = Message::user(offer(item, words_in_order(ctx)));
        Ok(Step::ask(Stage::Offered, Ask::actor([offer])))
    }

    fn advance(ctx: &Context<Config>, _: &Item, stage: Stage, event: Event) -> Result<Step<Stage>, Failure> {
        let order = words_in_order(ctx);
        let step = match (event, stage) {
            (Event::Answered(answer), Stage::Accepted) => Step::finish(stage, work(&answer, order)),
            (Event::Answered(answer), _) => decide(stage, &answer, order),
            (Event::OutOfBudget(_), _) => Step::finish(stage, unfinished(stage, order)),
            (Event::Other((kind, _)), _) => {
                return Err(Failure::unsupported(format!("the event `{kind}`")));
            }
        };
        Ok(step)
    }
}

fn item(config: &Config, job: &Job) -> Item {
    let Job { id, title, what, terms, better, kind } = job;
    let effort = config.effort;
    Item {
        id: (*id).into(),
        title: (*title).into(),
        brief: format!(
            "Write {what}: {effort} words in all, give or take a tenth.\n\
             \n\
             {terms}\n\
             \n\
             The text is in English and in Markdown. It has as much in it as that length holds, and it is given \
             without any remark before or after it."
        ),
        criterion: format!(
            "The better text {better}. It keeps to the length and the form that were asked for, from beginning to end, \
             and has no filler."
        ),
        tags: vec![(*kind).into()],
        // The offer, perhaps once more, and the work.
        max_steps: 3,
        ..Item::default()
    }
}

/// The two decisions in the order in which the actor reads them: a coin of the item and replicate, never of the arm.
fn words_in_order(ctx: &Context<Config>) -> [Decision; 2] {
    let mut order = Decision::BOTH;
    ctx.random("order").shuffle(&mut order);
    order
}

fn offer(item: &Item, [first, second]: [Decision; 2]) -> String {
    format!(
        "This is an offer of a writing job. You can {first} it or {second} it, and either answer is all right.\n\
         \n\
         The job: {brief}\n\
         \n\
         {follows_first} {follows_second} Do not write the text yet. Answer with one word, {either}.",
        first = first.word(),
        second = second.word(),
        brief = item.brief,
        follows_first = consequence(first),
        follows_second = consequence(second),
        either = either([first, second]),
    )
}

fn consequence(decision: Decision) -> &'static str {
    match decision {
        Decision::Accept => "If you accept, you will be asked for the text next.",
        Decision::Decline => "If you decline, you will not be asked for the text.",
    }
}

fn either([first, second]: [Decision; 2]) -> String {
    format!("{} or {}", first.word().to_uppercase(), second.word().to_uppercase())
}

/// What follows from the answer to the offer.
fn decide(stage: Stage, answer: &Answer, order: [Decision; 2]) -> Step<Stage> {
    // A refusal on the server's word is neither of the two decisions, whatever text comes with it.
    let is_refused = matches!(answer.stop, StopReason::Refusal | StopReason::Filtered);
    let decision = if is_refused { None } else { decision::read(&answer.text(), answer.stop.is_end()) };
    let metrics = measures(decision, order);
    let ask = |stage, text: String| Step::ask(stage, Ask::actor([Message::user(text)]));
    let end = |outcome| Step::finish(stage, Outcome { metrics: metrics.clone(), ..outcome });
    let step = match decision {
        Some(Decision::Accept) => ask(Stage::Accepted, REQUEST.into()),
        Some(Decision::Decline) => end(Outcome::nothing().incomplete("the actor declined the job")),
        // The host has words for this.
        None if is_refused => end(Outcome::nothing()),
        None if stage == Stage::Offered => {
            let again = format!("This could not be read. Answer with one word, {}.", either(order));
            ask(Stage::OfferedAgain, again)
        }
        None => end(Outcome::nothing().incomplete("the answer to the offer could not be read")),
    };
    Step { metrics, ..step }
}

const REQUEST: &str = "Now write the text, as the job says, and give nothing else.";

/// The text of an actor that accepted.
fn work(answer: &Answer, order: [Decision; 2]) -> Outcome {
    let text = answer.text();
    let words = text.split_whitespace().count();
    let work = Outcome::text(Artifact::markdown("text", text), answer.stop);
    let metrics = measures(Some(Decision::Accept), order);
    Outcome { metrics, ..work }.with_metric("words", words as f64)
}

/// The end before an answer. What was decided before stands.
fn unfinished(stage: Stage, order: [Decision; 2]) -> Outcome {
    let metrics = match stage {
        Stage::Offered => Vec::new(),
        Stage::OfferedAgain => measures(None, order),
        Stage::Accepted => measures(Some(Decision::Accept), order),
    };
    Outcome { metrics, ..Outcome::nothing() }
}

/// The measures of an answered offer. Without a decision that was read, there is no `accepted`.
fn measures(decision: Option<Decision>, order: [Decision; 2]) -> Vec<Metric> {
    let flag = |name: &str, is: bool| (name.to_owned(), f64::from(u8::from(is)));
    let accepted = decision.map(|decision| flag("accepted", decision == Decision::Accept));
    let others = [flag("readable", decision.is_some()), flag("accept-first", order[0] == Decision::Accept)];
    accepted.into_iter().chain(others).collect()
}

export_task!(JobOffer);

#[cfg(test)]
mod tests;
