//! A look at every provider before a run is paid for: that its plugin can say what the study wants said, that it answers
//! at all, and that it knows the study's models.
//!
//! What it hears is advice and no part of the run, so it is not in the journal.

use std::time::Duration;

use motive_contract::CallError;
use motive_contract::provider::{Action, Event, HttpRequest, HttpResponse, Job};
use motive_contract::types::{Context, Message, Role};
use motive_study::file::ModelEntry;
use motive_study::{Plan, Plugins};

use crate::answers::{Answers, Question, Reach, backoff, pause, request, unknown};
use crate::error::EngineError;
use crate::http::SendError;

/// Most tries at one request; who has to be told that nobody is there should not wait long.
const TRIES: u32 = 3;
/// Most requests and pauses for one list.
const MOST_EVENTS: u32 = 100;
/// Most names of models that a line shows.
const SHOWN: usize = 8;

/// Has each provider's plugin put a question to each of its models into words, and sends nothing.
///
/// # Errors
/// What a plugin cannot say, such as a setting that it does not know.
pub fn try_requests(plan: &Plan, plugins: &Plugins) -> Result<(), EngineError> {
    for model in &plan.study.model {
        let Some(plugin) = plugins.providers.get(&model.provider) else { continue };
        let question = Question {
            slot: "try",
            step: 0,
            model: &model.id,
            messages: vec![Message::text(Role::User, "Anything.")],
            tools: Vec::new(),
            max_output_tokens: None,
            logprobs: None,
        };
        let job = Job::Complete(vec![request(plan, question, model)]);
        match plugin.begin(&plan.provider_context(&model.provider, "try", 0), &job) {
            Ok(_) => {}
            Err(CallError::Failed { failure, .. }) => {
                let (model, provider) = (model.id.clone(), model.provider.clone());
                return Err(EngineError::Unspeakable { model, provider, reason: failure.message });
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

impl Answers {
    /// Asks each provider which models it has. Returns what a person should know.
    ///
    /// # Errors
    /// When a provider is not reached, or refuses the credential.
    pub(crate) async fn preflight(&self) -> Result<Vec<String>, EngineError> {
        let mut advice = Vec::new();
        for (id, reach) in &self.providers {
            let models: Vec<&ModelEntry> =
                self.models.values().filter(|model| model.provider == *id).collect();
            if models.is_empty() {
                continue;
            }
            let context = self.plan.provider_context(id, "list-models", 0);
            let known = match self.list_models(id, reach, &context).await? {
                Ok(known) => known,
                Err(reason) => {
                    advice.push(format!("the provider `{id}` does not say which models it has: {reason}"));
                    continue;
                }
            };
            let missing = |model: &&ModelEntry| !known.iter().any(|name| name == model.name());
            for model in models.into_iter().filter(|model| !known.is_empty() && missing(model)) {
                let listed = known.iter().take(SHOWN).cloned().collect::<Vec<_>>().join(", ");
                let name = model.name();
                advice.push(format!(
                    "the provider `{id}` does not list the model `{name}` (it lists {listed}); asking it all the same"
                ));
            }
        }
        Ok(advice)
    }

    async fn list_models(
        &self,
        id: &str,
        reach: &Reach,
        context: &Context,
    ) -> Result<Result<Vec<String>, String>, EngineError> {
        let mut step = reach.plugin.begin(context, &Job::ListModels)?;
        for _ in 0..MOST_EVENTS {
            let event = match step.action {
                Action::Models(models) => return Ok(Ok(models.into_iter().map(|model| model.id).collect())),
                Action::Send(request) => Event::Received(self.send(id, reach, &request, context.seed).await?),
                Action::Pause(milliseconds) => {
                    self.stop.or(tokio::time::sleep(pause(milliseconds))).await?;
                    Event::Elapsed
                }
                Action::Completions(_) => return Ok(Err("it answers with completions".to_owned())),
                Action::Other(word, _) => return Err(unknown(id, &word)),
            };
            match reach.plugin.advance(context, &Job::ListModels, &step.state, &event) {
                Ok(next) => step = next,
                Err(CallError::Failed { failure, .. }) => return Ok(Err(failure.message)),
                Err(error) => return Err(error.into()),
            }
        }
        Ok(Err("it goes on asking for ever".to_owned()))
    }

    async fn send(
        &self,
        id: &str,
        reach: &Reach,
        request: &HttpRequest,
        seed: u64,
    ) -> Result<HttpResponse, EngineError> {
        let provider = id.to_owned();
        let mut tries = 0;
        loop {
            tries += 1;
            match self.stop.or(self.client.send(&reach.access, request)).await? {
                // 403 may be a credential that is good for completions and for nothing else.
                Ok(response) if response.status == 401 => {
                    let reason = "the server answers 401 to a request for its list of models: is the credential right?";
                    return Err(EngineError::Denied { provider, reason: reason.to_owned() });
                }
                Ok(response) => return Ok(response),
                Err(SendError::Refused(reason)) => return Err(EngineError::Refused { provider, reason }),
                Err(SendError::Unreachable(reason)) if tries >= TRIES => {
                    return Err(EngineError::Unreachable { provider, reason });
                }
                Err(SendError::Unreachable(_)) => {
                    let wait: Duration = backoff(tries, seed);
                    self.stop.or(tokio::time::sleep(wait)).await?;
                }
            }
        }
    }
}
