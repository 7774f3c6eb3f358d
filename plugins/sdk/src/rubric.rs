//! Kind 4: rubrics. How things are compared: two outputs by a judge, or two outcomes by an actor.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::bindings::about::motive::plugin::types;
use crate::bindings::rubric::exports::motive::plugin::rubric as wit;
use crate::{Answer, Artifact, Context, Exported, Failure, FailureKind, Message, Part, Plugin, StopReason};
use crate::{panic, read_json, write_json};

pub use crate::decline::declines;
pub use crate::first_token::first_token_masses;
pub use wit::{Action, Ask, Criterion, Preference, Probabilities, Reading, Scheme, Subject, Verdict};

/// The longest reason a verdict carries, in characters.
const MAX_REASON: usize = 300;

/// A way to compare.
pub trait Rubric: Plugin {
    /// What the rubric remembers between its question and the answer.
    type State: Serialize + DeserializeOwned;

    /// What is compared, and how.
    fn judging(ctx: &Context<Self::Config>) -> Result<Scheme, Failure>;

    /// The question, or the verdict of a rubric that computes.
    fn begin(ctx: &Context<Self::Config>, subject: &Subject) -> Result<Step<Self::State>, Failure>;

    /// The verdict, or another question. A rubric that computes is never called here.
    fn advance(
        _ctx: &Context<Self::Config>,
        _subject: &Subject,
        _state: Self::State,
        _answer: &Answer,
    ) -> Result<Step<Self::State>, Failure> {
        Err(Failure::bad_state("this rubric computes: it never asks"))
    }
}

/// What happens next, and what the rubric wants to remember until then.
#[derive(Debug, Clone, PartialEq)]
pub struct Step<S> {
    /// Comes back with the answer.
    pub state: S,
    /// Ask or conclude.
    pub action: Action,
}

impl<S> Step<S> {
    /// Put this to the respondent.
    pub fn ask(state: S, ask: Ask) -> Self {
        Step { state, action: Action::Ask(ask) }
    }

    /// The comparison is over.
    pub fn verdict(state: S, verdict: Verdict) -> Self {
        Step { state, action: Action::Verdict(verdict) }
    }
}

impl Scheme {
    /// Two candidates, compared by one criterion.
    pub fn pairwise(purpose: &str, criterion: &str, description: &str, allows_ties: bool) -> Self {
        let criterion =
            Criterion { id: criterion.into(), description: description.into(), min: 0.0, max: 1.0 };
        Scheme {
            purpose: purpose.into(),
            comparison: "pairwise".into(),
            criteria: vec![criterion],
            allows_ties,
            attrs: Vec::new(),
        }
    }

    /// One candidate at a time, scored by one criterion on a scale from `min` to `max`.
    pub fn pointwise(purpose: &str, criterion: &str, description: &str, min: f64, max: f64) -> Self {
        let criterion = Criterion { id: criterion.into(), description: description.into(), min, max };
        Scheme {
            purpose: purpose.into(),
            comparison: "pointwise".into(),
            criteria: vec![criterion],
            allows_ties: false,
            attrs: Vec::new(),
        }
    }
}

impl Subject {
    /// The candidate of a pointwise rubric.
    pub fn single(&self) -> Result<&Artifact, Failure> {
        match self.candidates.as_slice() {
            [candidate] => Ok(candidate),
            others => Err(Failure::bad_subject(format!("one candidate is scored, not {}", others.len()))),
        }
    }

    /// The two candidates of a pairwise comparison, in the order in which they are shown.
    pub fn pair(&self) -> Result<(&Artifact, &Artifact), Failure> {
        match self.candidates.as_slice() {
            [first, second] => Ok((first, second)),
            others => Err(Failure::bad_subject(format!("two candidates are compared, not {}", others.len()))),
        }
    }
}

impl Ask {
    /// A question without log-probabilities.
    pub fn new(messages: Vec<Message>, max_output_tokens: u32) -> Self {
        Ask { messages, max_output_tokens: Some(max_output_tokens), logprobs: None, attrs: Vec::new() }
    }

    /// The same question once more: the conversation so far, and a sentence on what was wrong with the answer. Says
    /// so as well if the answer was cut off. An empty answer is no turn: then the sentence ends the question itself,
    /// since servers refuse empty turns, and two turns in a row of one speaker.
    #[must_use]
    pub fn again(mut self, answer: &Answer, clarification: &str) -> Self {
        let cut_off = if answer.stop == StopReason::Length { "Your answer was cut off. " } else { "" };
        let clarification = format!("{cut_off}{clarification}");
        let question = self.messages.last_mut().and_then(|message| message.parts.last_mut());
        match question {
            Some(Part::Text(question)) if answer.text().trim().is_empty() => {
                question.push_str("\n\n");
                question.push_str(&clarification);
            }
            _ => self.messages.extend([answer.message.clone(), Message::user(clarification)]),
        }
        self
    }
}

/// How often the question was put: the state of a rubric that asks once more when it cannot read an answer.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Asked {
    /// Once so far.
    Once,
    /// Twice: whatever comes now is final.
    Twice,
}

impl Verdict {
    /// A verdict without a reason.
    pub fn new(reading: Reading) -> Self {
        Verdict { reading, reason: String::new(), attrs: Vec::new() }
    }

    /// A preference by the one criterion of the scheme.
    pub fn preference(criterion: &str, preference: Preference) -> Self {
        Verdict::new(Reading::Preferences(vec![(criterion.into(), preference)]))
    }

    /// A score by the one criterion of the scheme, on its scale.
    pub fn score(criterion: &str, value: f64) -> Self {
        Verdict::new(Reading::Scores(vec![(criterion.into(), value)]))
    }

    /// The same verdict with the respondent's words for why, on one line and cut to 300 characters.
    #[must_use]
    pub fn because(mut self, reason: &str) -> Self {
        let line = reason.split_whitespace().collect::<Vec<_>>().join(" ");
        self.reason = match line.char_indices().nth(MAX_REASON) {
            None => line,
            Some(_) => line.chars().take(MAX_REASON - 1).chain(['…']).collect(),
        };
        self
    }
}

impl<S: Serialize> Step<S> {
    fn write(self) -> Result<wit::Step, Failure> {
        Ok(wit::Step { state: write_json(&self.state)?, action: self.action })
    }
}

impl<T: Rubric> wit::Guest for Exported<T> {
    fn judging(ctx: types::Context) -> Result<Scheme, Failure> {
        panic::report_to_log();
        T::judging(&Context::parse(&ctx)?)
    }

    fn begin(ctx: types::Context, subject: Subject) -> Result<wit::Step, Failure> {
        panic::report_to_log();
        T::begin(&Context::parse(&ctx)?, &subject)?.write()
    }

    fn advance(
        ctx: types::Context,
        subject: Subject,
        state: String,
        answer: Answer,
    ) -> Result<wit::Step, Failure> {
        panic::report_to_log();
        let state = read_json(FailureKind::BadState, "state", &state)?;
        T::advance(&Context::parse(&ctx)?, &subject, state, &answer)?.write()
    }
}
