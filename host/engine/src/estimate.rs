//! How many calls a plan makes, and about how many tokens they take, without asking anyone.
//!
//! The plugins are asked what they would send, and a token is taken for four bytes of it. A typical answer is as long as
//! its stage's answers tend to be, or its limit if that is less; at most it is as long as the lower of the limits
//! of the question and of the model. What a task says after its first step is not known here: a conversation
//! grows by the answers. Nor is it known which stakes will be drawn and fail their test: those that can be drawn are counted as tested once.

use std::collections::BTreeMap;

use motive_contract::rubric::{Action as RubricAction, Subject};
use motive_contract::task::{Action as TaskAction, Conversation, Item};
use motive_contract::types::{Artifact, Message};
use motive_study::outcomes::Outcome;
use motive_study::plan::{PairSlot, RecallSlot, TrialSlot};
use motive_study::{Plan, Plugins, Study};
use serde::Serialize;

use crate::error::EngineError;
use crate::respond::MOST_ASKS;

/// Tokens of a typical answer to a forced choice.
const CHOICE_ANSWER: u64 = 8;
/// Tokens of a typical answer of an episode.
const WORK: u64 = 700;
/// Tokens of a judge's typical answer.
const BALLOT_ANSWER: u64 = 80;
/// Tokens of a question about what was told.
const RECALL_QUESTION: u64 = 120;
/// Tokens that a framing adds.
const FRAMING: u64 = 60;

/// About what a plan costs to run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Estimate {
    /// Questions put to models, if no rubric asks again and each episode takes all its steps.
    pub calls: u64,
    /// Those among them that put opposite stakes to their actor once more.
    pub head_to_heads: u64,
    /// Tokens of these calls, if answers are as long as they tend to be.
    pub typical: Tokens,
    /// Tokens if every answer is as long as it may be and every rubric asks as often as it may. None if neither the
    /// question nor the model limits some answer.
    pub at_most: Option<Tokens>,
}

/// Tokens read and written by models.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub struct Tokens {
    pub input: u64,
    pub output: u64,
}

/// How long an answer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Length {
    typical: u64,
    at_most: Option<u64>,
}

/// A question that is put so many times.
struct Calls {
    times: u64,
    /// Tokens of the first question, without texts that models wrote.
    question: u64,
    /// Texts by models in the question: how many, and how long each is.
    texts: Option<(u64, Length)>,
    answer: Length,
    /// Questions that follow one another, each with all that was said before.
    steps: u64,
    /// The same, at most.
    most_steps: u64,
}

impl Estimate {
    fn nothing() -> Self {
        Self { calls: 0, head_to_heads: 0, typical: Tokens::default(), at_most: Some(Tokens::default()) }
    }

    fn add(&mut self, calls: &Calls) {
        self.calls += calls.times * calls.steps;
        let typical = conversation(
            calls.question + calls.texts.map_or(0, |(count, text)| count * text.typical),
            calls.answer.typical,
            calls.steps,
        );
        self.typical = self.typical.plus(typical, calls.times);
        let texts = calls.texts.map_or(Some(0), |(count, text)| text.at_most.map(|tokens| count * tokens));
        self.at_most = self.at_most.zip(texts).zip(calls.answer.at_most).map(|((sum, texts), answer)| {
            sum.plus(conversation(calls.question + texts, answer, calls.most_steps), calls.times)
        });
    }
}

impl Tokens {
    fn plus(self, other: Self, times: u64) -> Self {
        let sum = |one: u64, other: u64| one.saturating_add(other.saturating_mul(times));
        Self { input: sum(self.input, other.input), output: sum(self.output, other.output) }
    }
}

/// Each step reads the first question and all answers so far.
fn conversation(question: u64, answer: u64, steps: u64) -> Tokens {
    let answers_read = steps.saturating_mul(steps.saturating_sub(1)) / 2;
    Tokens {
        input: steps.saturating_mul(question).saturating_add(answers_read.saturating_mul(answer)),
        output: steps.saturating_mul(answer),
    }
}

/// Estimates a plan.
///
/// # Errors
/// When a plugin fails.
pub fn estimate(plan: &Plan, plugins: &Plugins) -> Result<Estimate, EngineError> {
    let mut estimate = Estimate::nothing();
    choices(plan, plugins, &mut estimate)?;
    let loads = loads(plan);
    for (task, items) in &plan.items {
        let Some(plugin) = plugins.tasks.get(task) else { continue };
        for item in items {
            let step = plugin.begin(&plan.task_context(task, &item.id, 0), item)?;
            let TaskAction::Ask(ask) = step.action else { continue };
            let (Conversation::Extend(messages) | Conversation::Replace(messages)) = &ask.conversation;
            let questions = questions(plan, plugins, item)?;
            for actor in plan.study.actors() {
                let Some(load) = loads.get(&(actor, task, &item.id)) else { continue };
                let work = length(&plan.study, actor, ask.max_output_tokens, WORK);
                estimate.add(&Calls {
                    times: load.trials,
                    question: tokens(messages) + FRAMING,
                    texts: None,
                    answer: work,
                    steps: u64::from(item.max_steps),
                    most_steps: u64::from(item.max_steps),
                });
                for ((rubric, judge), asked) in &load.judged {
                    let Some(asks) = questions.get(rubric) else { continue };
                    estimate.add(&Calls {
                        times: *asked,
                        question: asks.tokens,
                        texts: Some((asks.texts, work)),
                        answer: length(&plan.study, judge, asks.limit, BALLOT_ANSWER),
                        steps: 1,
                        most_steps: u64::from(MOST_ASKS),
                    });
                }
                // All that was said, and a letter.
                let said = conversation(tokens(messages) + FRAMING, work.typical, u64::from(item.max_steps));
                estimate.add(&Calls {
                    times: load.recalls,
                    question: said.output + tokens(messages) + FRAMING + RECALL_QUESTION,
                    texts: None,
                    answer: length(&plan.study, actor, None, CHOICE_ANSWER),
                    steps: 1,
                    most_steps: 1,
                });
            }
        }
    }
    Ok(estimate)
}

/// What an actor's outputs on one item take.
#[derive(Default)]
struct Load<'a> {
    trials: u64,
    recalls: u64,
    /// By rubric and judge.
    judged: BTreeMap<(&'a str, &'a str), u64>,
}

/// By actor, task and item.
fn loads(plan: &Plan) -> BTreeMap<(&String, &String, &String), Load<'_>> {
    let mut loads: BTreeMap<_, Load<'_>> = BTreeMap::new();
    for TrialSlot { actor, task, item, .. } in &plan.trials {
        loads.entry((actor, task, item)).or_default().trials += 1;
    }
    for PairSlot { actor, task, item, first_shown, .. } in &plan.pairs {
        let load = loads.entry((actor, task, item)).or_default();
        // What computes is not called.
        for (judge, orders) in first_shown.iter().filter(|(judge, _)| plan.study.model(judge).is_some()) {
            *load.judged.entry((&plan.study.panel.rubric, judge)).or_default() += orders.len() as u64;
        }
    }
    for RecallSlot { trial: TrialSlot { actor, task, item, .. }, places } in &plan.recalls {
        loads.entry((actor, task, item)).or_default().recalls += places.len() as u64;
    }
    if let Some(probe) = &plan.study.blinding {
        for PairSlot { actor, task, item, first_shown, .. } in &plan.probes {
            let load = loads.entry((actor, task, item)).or_default();
            for judge in first_shown.keys() {
                *load.judged.entry((&probe.rubric, judge)).or_default() += 1;
            }
        }
    }
    if let Some(scoring) = &plan.study.scoring {
        for TrialSlot { actor, task, item, .. } in &plan.scored {
            let load = loads.entry((actor, task, item)).or_default();
            for judge in plan.study.models_judging(actor) {
                *load.judged.entry((&scoring.rubric, judge)).or_default() += 1;
            }
        }
    }
    // Of which outputs gold pairs are made is not known yet: as if all were of the first item.
    if let (Some(gold), Some(TrialSlot { actor, task, item, .. })) = (&plan.study.gold, plan.trials.first()) {
        let load = loads.entry((actor, task, item)).or_default();
        let judges = &plan.study.panel.judges;
        for judge in judges.iter().filter(|judge| plan.study.model(judge).is_some()) {
            let each = gold.ballots(&plan.study.panel) / judges.len() as u64;
            *load.judged.entry((&plan.study.panel.rubric, judge)).or_default() += each;
        }
    }
    loads
}

/// The first question of a rubric about outputs of an item.
struct Asks {
    /// Tokens of it, without the outputs.
    tokens: u64,
    /// Outputs in it.
    texts: u64,
    /// The limit on its answer.
    limit: Option<u32>,
}

/// The first question about outputs of an item, by the rubric that asks it.
fn questions<'a>(
    plan: &'a Plan,
    plugins: &Plugins,
    item: &Item,
) -> Result<BTreeMap<&'a str, Asks>, EngineError> {
    let study = &plan.study;
    let probe = study.blinding.iter().map(|probe| (probe.rubric.as_str(), 2));
    let scoring = study.scoring.iter().map(|scoring| (scoring.rubric.as_str(), 1));
    let mut questions = BTreeMap::new();
    for (rubric, texts) in std::iter::once((study.panel.rubric.as_str(), 2)).chain(probe).chain(scoring) {
        let subject = Subject {
            brief: item.brief.clone(),
            criterion: item.criterion.clone(),
            candidates: vec![text(); texts],
            attrs: Vec::new(),
        };
        let (tokens, limit) = first_question(plan, plugins, rubric, &subject)?;
        questions.insert(rubric, Asks { tokens, texts: texts as u64, limit });
    }
    Ok(questions)
}

fn choices(plan: &Plan, plugins: &Plugins, estimate: &mut Estimate) -> Result<(), EngineError> {
    let (Some(elicitation), Some(outcomes)) = (&plan.study.elicitation, &plan.outcomes) else {
        return Ok(());
    };
    let candidates = outcomes.outcome.iter().take(2).map(Outcome::artifact).collect();
    let subject = Subject { brief: String::new(), criterion: String::new(), candidates, attrs: Vec::new() };
    let rubrics = elicitation.variants();
    let variants = rubrics.len() as u64;
    let samples = u64::from(elicitation.samples) / variants;
    for variant in rubrics {
        let (question, limit) = first_question(plan, plugins, &variant.rubric, &subject)?;
        for actor in &elicitation.actors {
            // Whose utilities are from elsewhere is asked about none.
            let pairs = plan.planned_pairs.get(actor).copied().unwrap_or(0);
            let tests = motive_elicitation::stakes::tests(plan, actor);
            // In both orders; a test is in two wordings as well.
            let head_to_heads = 4 * tests * u64::from(elicitation.stakes.admission.samples) / variants;
            estimate.head_to_heads += head_to_heads;
            estimate.add(&Calls {
                times: 2 * pairs * samples + head_to_heads,
                question,
                texts: None,
                answer: length(&plan.study, actor, limit, CHOICE_ANSWER),
                steps: 1,
                most_steps: u64::from(MOST_ASKS),
            });
        }
    }
    Ok(())
}

/// How long a model's answer is to a question with this limit.
fn length(study: &Study, model: &str, limit: Option<u32>, typical: u64) -> Length {
    let own = study.model(model).and_then(|model| model.sampling.max_output_tokens);
    let at_most = [limit, own].into_iter().flatten().min().map(u64::from);
    Length { typical: at_most.map_or(typical, |most| most.min(typical)), at_most }
}

/// A text of no length: what a model will write is counted apart.
fn text() -> Artifact {
    Artifact {
        name: "text".to_owned(),
        media_type: "text/plain".to_owned(),
        text: String::new(),
        attrs: Vec::new(),
    }
}

/// Tokens of a rubric's first question, and its limit on the answer.
fn first_question(
    plan: &Plan,
    plugins: &Plugins,
    rubric: &str,
    subject: &Subject,
) -> Result<(u64, Option<u32>), EngineError> {
    let Some(plugin) = plugins.rubrics.get(rubric) else { return Ok((0, None)) };
    let step = plugin.begin(&plan.rubric_context(rubric, &["estimate"]), subject)?;
    Ok(match step.action {
        RubricAction::Ask(ask) => (tokens(&ask.messages), ask.max_output_tokens),
        _ => (0, Some(0)),
    })
}

fn tokens(messages: &[Message]) -> u64 {
    messages.iter().map(|message| message.plain_text().len() as u64 / 4 + 4).sum()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use motive_study::check::{self, Known, KnownPanelRule};

    use super::*;

    fn limited(typical: u64, at_most: u64) -> Length {
        Length { typical, at_most: Some(at_most) }
    }

    fn of(calls: &[Calls]) -> Estimate {
        let mut estimate = Estimate::nothing();
        calls.iter().for_each(|calls| estimate.add(calls));
        estimate
    }

    const EPISODES: Calls = Calls {
        times: 2,
        question: 100,
        texts: None,
        answer: Length { typical: 10, at_most: Some(50) },
        steps: 3,
        most_steps: 3,
    };

    #[test]
    fn each_step_reads_what_was_said_before() {
        // The question three times, the first answer twice, the second once; two trials.
        let expected = Estimate {
            calls: 6,
            head_to_heads: 0,
            typical: Tokens { input: 2 * (300 + 30), output: 2 * 30 },
            at_most: Some(Tokens { input: 2 * (300 + 150), output: 2 * 150 }),
        };
        assert_eq!(of(&[EPISODES]), expected);
    }

    #[test]
    fn a_ballot_reads_two_texts_and_may_be_asked_again() {
        let ballots = Calls {
            times: 1,
            question: 100,
            texts: Some((2, limited(700, 900))),
            answer: limited(80, 300),
            steps: 1,
            most_steps: 4,
        };
        let expected = Estimate {
            calls: 1,
            head_to_heads: 0,
            typical: Tokens { input: 1500, output: 80 },
            at_most: Some(Tokens { input: 4 * 1900 + 6 * 300, output: 1200 }),
        };
        assert_eq!(of(&[ballots]), expected);
    }

    #[test]
    fn one_answer_without_limit_leaves_no_bound() {
        let unlimited = Calls { answer: Length { typical: 10, at_most: None }, ..EPISODES };
        let unlimited_text = Calls { texts: Some((2, Length { typical: 10, at_most: None })), ..EPISODES };
        for without in [unlimited, unlimited_text] {
            let estimate = of(&[EPISODES, without, EPISODES]);
            assert_eq!((estimate.at_most, estimate.calls), (None, 18));
        }
    }

    #[test]
    fn the_lower_limit_holds() {
        let text = "[study]\nname = \"x\"\nseed = 1\nactors = [\"free\"]\n[[model]]\nid = \"free\"\n[[model]]\n\
                    id = \"short\"\nsampling = { max-output-tokens = 50 }\n[[task]]\nplugin = \"essay\"\n[[contrast]]\n\
                    id = \"c\"\nrole = \"primary\"\narms = [\"donation/a\", \"donation/b\"]\n[panel]\njudges = [\"short\"]\n";
        let names = |list: &[&str]| list.iter().map(|name| (*name).to_owned()).collect();
        let known = Known {
            plugins: names(&["simulated", "essay", "donation", "quality-pairwise"]),
            panel_rules: vec![KnownPanelRule { name: "net".to_owned(), needs_odd_panel: false }],
            degradations: Vec::new(),
            ..Known::default()
        };
        let study = check::read("study.toml", text, &[], &known).unwrap().study;
        for (model, limit, expected) in [
            ("free", None, Length { typical: 80, at_most: None }),
            ("free", Some(300), limited(80, 300)),
            ("free", Some(16), limited(16, 16)),
            ("short", None, limited(50, 50)),
            ("short", Some(300), limited(50, 50)),
            ("short", Some(16), limited(16, 16)),
        ] {
            assert_eq!(length(&study, model, limit, 80), expected, "{model} {limit:?}");
        }
    }
}
