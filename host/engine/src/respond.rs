//! One ballot: a rubric's question to a respondent, and the reading of the answer. Judges comparing outputs, judges
//! scoring one, and actors comparing outcomes are the same act and go the same way.

use std::collections::{BTreeMap, BTreeSet};

use motive_contract::rubric::{Action, Criterion, Subject};
use motive_contract::types::Context;
use motive_contract::{CallError, Rubric};
use motive_study::record::{Ballot, FromReading};

use crate::answers::{self, Answers, Asked, Question, is_an_answer};
use crate::blind::Blinder;
use crate::error::EngineError;

/// Most questions of one ballot: a rubric may ask again, and not for ever.
pub(crate) const MOST_ASKS: u32 = 4;

/// Who is asked what.
pub(crate) struct Respondent<'a> {
    pub(crate) answers: &'a Answers,
    /// The rubric's id in the study.
    pub(crate) rubric_id: &'a str,
    pub(crate) rubric: &'a dyn Rubric,
    /// The primary criterion.
    pub(crate) criterion: &'a Criterion,
    /// The model's id.
    pub(crate) model: &'a str,
    /// The place in the plan.
    pub(crate) slot: &'a str,
    pub(crate) context: Context,
}

impl Respondent<'_> {
    /// Asks until the rubric has read a verdict. Returns the tokens used beside it.
    pub(crate) async fn judge<V: FromReading>(
        &self,
        subject: &Subject,
    ) -> Result<(Ballot<V>, u64), EngineError> {
        let mut step = self.rubric.begin(&self.context, subject)?;
        let mut blinder = Blinder::default();
        let mut tokens = 0;
        let mut served_by = BTreeSet::new();
        for asked in 0..=MOST_ASKS {
            let ask = match step.action {
                Action::Ask(ask) => ask,
                Action::Verdict(verdict) => {
                    let vote = V::from_reading(&verdict.reading, self.criterion)
                        .map_err(|problem| self.broken(problem))?;
                    let attrs = verdict.attrs.into_iter().collect();
                    let served_by = served_by.into_iter().collect();
                    return Ok((Ballot::Read { vote, reason: verdict.reason, attrs, served_by }, tokens));
                }
                Action::Other(word, _) => return Err(self.broken(format!("wants `{word}` done"))),
            };
            if asked == MOST_ASKS {
                break;
            }
            if !self.answers.models.contains_key(self.model) {
                return Err(self.broken("asks, and as a judge of its own it has nobody to ask".to_owned()));
            }
            let question = Question {
                slot: self.slot,
                step: asked,
                model: self.model,
                messages: blinder.restore(&ask.messages),
                tools: Vec::new(),
                max_output_tokens: ask.max_output_tokens,
                logprobs: ask.logprobs,
            };
            let completion = match self.answers.ask(question).await? {
                Asked::Answered(completion) => completion,
                // Nothing that could be read, and nothing that would change if it were asked again.
                Asked::GaveUp(error) if is_an_answer(error.kind) => {
                    let reason = format!("{}: {}", error.kind.words(), error.message);
                    return Ok((unreadable(reason, served_by), tokens));
                }
                Asked::GaveUp(error) => {
                    return Ok((
                        Ballot::Failed(format!("{}: {}", error.kind.words(), error.message)),
                        tokens,
                    ));
                }
            };
            tokens = tokens.saturating_add(answers::tokens(&completion.usage));
            served_by.insert(completion.served_by.clone());
            let answer = blinder.blind(completion);
            step = self.rubric.advance(&self.context, subject, &step.state, &answer)?;
        }
        let reason = format!("no verdict after {MOST_ASKS} questions");
        Ok((unreadable(reason, served_by), tokens))
    }

    fn broken(&self, problem: String) -> EngineError {
        CallError::Contract { plugin: self.rubric_id.to_owned(), function: "advance", problem }.into()
    }
}

fn unreadable<V: FromReading>(reason: String, served_by: BTreeSet<String>) -> Ballot<V> {
    let served_by = served_by.into_iter().collect();
    Ballot::Read { vote: V::UNREADABLE, reason, attrs: BTreeMap::new(), served_by }
}
