//! How many calls a plan makes, and about how many tokens they take, without asking anyone.
//!
//! The plugins are asked what they would send, and a token is taken for four bytes of it. Answers are taken
//! to be as long as their limit allows, or else typical for their stage.

use motive_contract::rubric::{Action as RubricAction, Subject};
use motive_contract::task::{Action as TaskAction, Conversation};
use motive_contract::types::{Artifact, Message};
use motive_study::{Plan, Plugins};
use serde::Serialize;

use crate::error::EngineError;

/// Tokens of an answer to a forced choice, where nothing limits it.
const CHOICE_ANSWER: u64 = 8;
/// Tokens of a piece of work, where nothing limits it.
const WORK: u64 = 700;
/// Tokens of a judge's answer, where nothing limits it.
const BALLOT_ANSWER: u64 = 80;
/// Tokens that a framing adds.
const FRAMING: u64 = 60;

/// About what a plan costs to run.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Estimate {
    /// Questions put to models, if no rubric asks again and each episode takes all its steps.
    pub calls: u64,
    /// Tokens read by models.
    pub input_tokens: u64,
    /// Tokens written by models.
    pub output_tokens: u64,
}

impl Estimate {
    fn add(&mut self, calls: u64, input: u64, output: u64) {
        self.calls += calls;
        self.input_tokens += calls * input;
        self.output_tokens += calls * output;
    }
}

/// Estimates a plan.
///
/// # Errors
/// When a plugin fails.
pub fn estimate(plan: &Plan, plugins: &Plugins) -> Result<Estimate, EngineError> {
    let mut estimate = Estimate::default();
    let size = plan.size();
    if let (Some(elicitation), Some(outcomes)) = (&plan.study.elicitation, &plan.outcomes) {
        let candidates: Vec<Artifact> =
            outcomes.outcome.iter().take(2).map(|outcome| text(&outcome.text)).collect();
        let (input, limit) =
            ask_size(plan, plugins, &elicitation.rubric, String::new(), String::new(), candidates)?;
        estimate.add(size.choices, input, limit.unwrap_or(CHOICE_ANSWER));
    }
    for (task, items) in &plan.items {
        let Some(plugin) = plugins.tasks.get(task) else { continue };
        for item in items {
            let trials =
                plan.trials.iter().filter(|trial| trial.task == *task && trial.item == item.id).count()
                    as u64;
            let step = plugin.begin(&plan.task_context(task, &item.id, 0), item)?;
            let TaskAction::Ask(ask) = step.action else { continue };
            let (Conversation::Extend(messages) | Conversation::Replace(messages)) = &ask.conversation;
            let work = ask.max_output_tokens.map_or(WORK, |limit| u64::from(limit).min(WORK));
            estimate.add(trials * u64::from(item.max_steps), tokens(messages) + FRAMING, work);

            let rubric = &plan.study.panel.rubric;
            let blank = vec![text(""), text("")];
            let (input, limit) =
                ask_size(plan, plugins, rubric, item.brief.clone(), item.criterion.clone(), blank)?;
            let of_item = plan.pairs.iter().filter(|pair| pair.task == *task && pair.item == item.id);
            let ballots =
                of_item.flat_map(|pair| pair.first_shown.values()).map(Vec::len).sum::<usize>() as u64;
            estimate.add(
                ballots,
                input + 2 * work,
                limit.map_or(BALLOT_ANSWER, |limit| limit.min(BALLOT_ANSWER)),
            );
        }
    }
    Ok(estimate)
}

fn text(text: &str) -> Artifact {
    Artifact {
        name: "text".to_owned(),
        media_type: "text/plain".to_owned(),
        text: text.to_owned(),
        attrs: Vec::new(),
    }
}

/// Tokens of a rubric's first question, and its limit on the answer.
fn ask_size(
    plan: &Plan,
    plugins: &Plugins,
    rubric: &str,
    brief: String,
    criterion: String,
    candidates: Vec<Artifact>,
) -> Result<(u64, Option<u64>), EngineError> {
    let Some(plugin) = plugins.rubrics.get(rubric) else { return Ok((0, None)) };
    let subject = Subject { brief, criterion, candidates, attrs: Vec::new() };
    let step = plugin.begin(&plan.rubric_context(rubric, &["estimate"]), &subject)?;
    Ok(match step.action {
        RubricAction::Ask(ask) => (tokens(&ask.messages), ask.max_output_tokens.map(u64::from)),
        _ => (0, Some(0)),
    })
}

fn tokens(messages: &[Message]) -> u64 {
    messages.iter().map(|message| message.plain_text().len() as u64 / 4 + 4).sum()
}
