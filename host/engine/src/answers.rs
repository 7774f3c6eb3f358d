//! Puts a question to a model and comes back with its answer: provider plugin, pace, HTTP, retries, journal.
//!
//! An answer is in the journal, on disk, before the plugin sees it. A question that was answered in an
//! earlier run is answered from there and costs nothing; one that failed is asked again.

use std::collections::BTreeMap;
use std::num::{NonZeroU32, NonZeroU64};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use motive_contract::Provider;
use motive_contract::provider::{
    Action, Completion, Event, HttpRequest, HttpResponse, Job, ProviderError, ProviderErrorKind, Request,
    Retry, Sampling,
};
use motive_contract::types::{Context, Message, Part, ToolSpec};
use motive_journal::{Event as Row, EventKind, Journal};
use motive_study::file::{Entry, ModelEntry, ProviderEntry};
use motive_study::{Plan, Plugins, seal};

use crate::error::EngineError;
use crate::http::{Access, Client, SendError};
use crate::limiter::{Limiter, Limits, Permit};
use crate::run::Stop;

/// Questions in a row that find nobody before the run stops.
const UNREACHABLE: u32 = 3;
/// Most requests and pauses of one completion: a provider that goes on for longer never ends.
const MOST_EVENTS: u32 = 10_000;
/// Tokens that an answer is taken for when nothing limits it; only the pace depends on it.
const TYPICAL_ANSWER: u64 = 1_000;

/// Something to ask a model.
pub(crate) struct Question<'a> {
    /// The place in the plan.
    pub(crate) slot: &'a str,
    /// Which ask of the slot, from 0.
    pub(crate) step: u32,
    /// The model's id in the study.
    pub(crate) model: &'a str,
    pub(crate) messages: Vec<Message>,
    pub(crate) tools: Vec<ToolSpec>,
    pub(crate) max_output_tokens: Option<u32>,
    pub(crate) logprobs: Option<u8>,
}

/// What became of a question.
pub(crate) enum Asked {
    Answered(Completion),
    /// The provider gave up for good, and says why.
    GaveUp(ProviderError),
}

/// The models of a run.
pub(crate) struct Answers {
    plan: Arc<Plan>,
    journal: Journal,
    client: Client,
    models: BTreeMap<String, ModelEntry>,
    providers: BTreeMap<String, Reach>,
    stop: Stop,
}

/// A provider with what the study gives it.
struct Reach {
    plugin: Arc<dyn Provider>,
    access: Access,
    limiter: Limiter,
    tries: u32,
    /// Questions in a row that found nobody.
    unreachable: AtomicU32,
}

impl Answers {
    pub(crate) fn new(
        plan: Arc<Plan>,
        plugins: &Plugins,
        mut access: BTreeMap<String, Access>,
        client: Client,
        journal: Journal,
        stop: Stop,
    ) -> Self {
        let models = plan.study.model.iter().map(|model| (model.id.clone(), model.clone())).collect();
        let providers = plan
            .study
            .provider
            .iter()
            .filter_map(|entry| {
                let plugin = plugins.providers.get(entry.id())?.clone();
                let reach = Reach {
                    plugin,
                    access: access.remove(entry.id()).unwrap_or_default(),
                    limiter: Limiter::new(limits(entry)),
                    tries: entry.limits.tries,
                    unreachable: AtomicU32::new(0),
                };
                Some((entry.id().to_owned(), reach))
            })
            .collect();
        Self { plan, journal, client, models, providers, stop }
    }

    /// Asks, as often as the study allows and the provider says may help.
    pub(crate) async fn ask(&self, question: Question<'_>) -> Result<Asked, EngineError> {
        let (model, provider, reach) = self.reach(question.model)?;
        let slot = format!("{}#{}", question.slot, question.step);
        let context = self.plan.provider_context(provider, question.slot, question.step);
        let estimate = estimate(&question, model);
        let job = Job::Complete(vec![self.request(question, model)]);
        let earlier = self.journal.events(&slot)?;
        let mut attempt = earlier.last().map_or(0, |event| event.attempt);
        let mut replayed: Vec<Row> = earlier.into_iter().filter(|event| event.attempt == attempt).collect();
        let mut tries = 0;
        loop {
            let resumed = !replayed.is_empty();
            let mut call = Exchange {
                answers: self,
                reach,
                provider,
                slot: &slot,
                context: &context,
                job: &job,
                attempt,
                estimate,
                permit: None,
            };
            let error = match call.run(std::mem::take(&mut replayed)).await? {
                Ok(completion) => return Ok(Asked::Answered(completion)),
                Err(error) => error,
            };
            attempt += 1;
            // What failed in an earlier run is tried afresh in this one.
            if resumed {
                continue;
            }
            if matches!(error.kind, ProviderErrorKind::Authentication | ProviderErrorKind::Quota) {
                // Before the place of this request is given to the next one, which would be refused as well.
                self.stop.ask();
                return Err(EngineError::Provider {
                    model: model.id.clone(),
                    provider: provider.to_owned(),
                    kind: error.kind.words(),
                    code: error.code,
                    message: error.message,
                });
            }
            drop(call);
            tries += 1;
            if error.retry == Retry::Never || tries >= reach.tries {
                tracing::warn!(%slot, tries, kind = error.kind.words(), "no answer: {}", error.message);
                return Ok(Asked::GaveUp(error));
            }
            tracing::info!(%slot, tries, kind = error.kind.words(), "asking again: {}", error.message);
            match error.retry {
                Retry::After(milliseconds) => {
                    reach
                        .limiter
                        .pause_until(tokio::time::Instant::now() + Duration::from_millis(milliseconds));
                }
                _ => self.stop.or(tokio::time::sleep(backoff(tries, context.seed))).await?,
            }
        }
    }

    /// Asks each provider which models it has, before a run is paid for: that it answers at all, that it knows
    /// the models of the study. Returns what a person should know.
    pub(crate) async fn preflight(&self) -> Result<Vec<String>, EngineError> {
        let mut advice = Vec::new();
        for (id, reach) in &self.providers {
            let models: Vec<&ModelEntry> =
                self.models.values().filter(|model| model.provider == *id).collect();
            if models.is_empty() {
                continue;
            }
            let context = self.plan.provider_context(id, "list-models", 0);
            match self.list_models(id, reach, &context).await? {
                Ok(known) => {
                    for model in models
                        .iter()
                        .filter(|model| !known.is_empty() && !known.iter().any(|name| name == model.name()))
                    {
                        advice.push(format!(
                            "the provider `{id}` does not list the model `{}` (it lists {}); asking it all the same",
                            model.name(),
                            known.iter().take(8).cloned().collect::<Vec<_>>().join(", ")
                        ));
                    }
                }
                Err(reason) => {
                    advice.push(format!("the provider `{id}` does not say which models it has: {reason}"));
                }
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
        for _ in 0..100 {
            let event = match step.action {
                Action::Models(models) => return Ok(Ok(models.into_iter().map(|model| model.id).collect())),
                Action::Send(request) => match self.client.send(&reach.access, &request).await {
                    Ok(response) if matches!(response.status, 401 | 403) => {
                        return Err(EngineError::Refused {
                            provider: id.to_owned(),
                            reason: format!(
                                "the server answers {} to a request for its list of models: is the credential right?",
                                response.status
                            ),
                        });
                    }
                    Ok(response) => Event::Received(response),
                    Err(SendError::Refused(reason)) => {
                        return Err(EngineError::Refused { provider: id.to_owned(), reason });
                    }
                    Err(SendError::Unreachable(reason)) => {
                        return Err(EngineError::Unreachable { provider: id.to_owned(), reason });
                    }
                },
                Action::Pause(milliseconds) => {
                    self.stop.or(tokio::time::sleep(Duration::from_millis(milliseconds))).await?;
                    Event::Elapsed
                }
                Action::Completions(_) => return Ok(Err("it answers with completions".to_owned())),
                Action::Other(word, _) => return Err(unknown(id, &word)),
            };
            match reach.plugin.advance(context, &Job::ListModels, &step.state, &event) {
                Ok(next) => step = next,
                Err(motive_contract::CallError::Failed { failure, .. }) => return Ok(Err(failure.message)),
                Err(error) => return Err(error.into()),
            }
        }
        Ok(Err("it goes on asking for ever".to_owned()))
    }

    fn reach(&self, model: &str) -> Result<(&ModelEntry, &str, &Reach), EngineError> {
        let missing = || EngineError::Record {
            what: format!("the model `{model}`"),
            reason: "the plan lacks it".to_owned(),
        };
        let entry = self.models.get(model).ok_or_else(missing)?;
        let (provider, reach) = self.providers.get_key_value(&entry.provider).ok_or_else(missing)?;
        Ok((entry, provider, reach))
    }

    fn request(&self, question: Question<'_>, model: &ModelEntry) -> Request {
        let sampling = &model.sampling;
        let limits = [sampling.max_output_tokens, question.max_output_tokens];
        let extra = sampling.extra.iter().map(|(key, value)| (key.clone(), value.to_string()));
        Request {
            model: model.name().to_owned(),
            sampling: Sampling {
                max_output_tokens: limits.into_iter().flatten().min(),
                temperature: sampling.temperature,
                top_p: sampling.top_p,
                stop: sampling.stop.clone(),
                seed: sampling
                    .seed
                    .unwrap_or(true)
                    .then(|| self.plan.sampling_seed(question.slot, question.step)),
                logprobs: question.logprobs,
                attrs: extra.collect(),
            },
            messages: question.messages,
            tools: question.tools,
        }
    }
}

/// One attempt at one question.
struct Exchange<'a> {
    answers: &'a Answers,
    reach: &'a Reach,
    provider: &'a str,
    slot: &'a str,
    context: &'a Context,
    job: &'a Job,
    attempt: u32,
    estimate: u64,
    /// Of the last request sent, to be settled when the tokens are known.
    permit: Option<Permit>,
}

impl Exchange<'_> {
    /// Plays the attempt: first with the events that the journal has of it, then with the world.
    async fn run(&mut self, replayed: Vec<Row>) -> Result<Result<Completion, ProviderError>, EngineError> {
        let mut replayed = replayed.into_iter();
        let mut step = self.reach.plugin.begin(self.context, self.job)?;
        for seq in 0..MOST_EVENTS {
            let event = match step.action {
                Action::Completions(completions) => return self.first(completions),
                Action::Send(request) => match replayed.next() {
                    Some(row) => self.replay(row, Some(&digest(&request)))?,
                    None => self.send(&request, seq).await?,
                },
                Action::Pause(milliseconds) => match replayed.next() {
                    Some(row) => self.replay(row, None)?,
                    None => {
                        let pause = tokio::time::sleep(Duration::from_millis(milliseconds));
                        self.answers.stop.or(pause).await?;
                        self.write(seq, None, EventKind::Elapsed).await?;
                        Event::Elapsed
                    }
                },
                Action::Models(_) => {
                    return Err(unknown(self.provider, "a list of models as the answer to a question"));
                }
                Action::Other(word, _) => return Err(unknown(self.provider, &word)),
            };
            step = self.reach.plugin.advance(self.context, self.job, &step.state, &event)?;
        }
        Err(unknown(self.provider, &format!("more than {MOST_EVENTS} requests for one answer")))
    }

    fn first(
        &mut self,
        completions: Vec<Result<Completion, ProviderError>>,
    ) -> Result<Result<Completion, ProviderError>, EngineError> {
        let count = completions.len();
        match <[_; 1]>::try_from(completions) {
            Ok([completion]) => {
                if let Ok(completion) = &completion
                    && let Some(permit) = self.permit.take()
                {
                    permit.settle(completion.usage.input_tokens + completion.usage.output_tokens);
                }
                Ok(completion)
            }
            Err(_) => Err(unknown(self.provider, &format!("to give {count} completions for one request"))),
        }
    }

    fn replay(&self, row: Row, request: Option<&str>) -> Result<Event, EngineError> {
        if row.request.as_deref() != request {
            return Err(EngineError::OtherRequest { slot: self.slot.to_owned() });
        }
        Ok(match row.kind {
            EventKind::Received { status, headers, body } => {
                Event::Received(HttpResponse { status, headers, body })
            }
            EventKind::Unreachable { reason } => Event::Unreachable(reason),
            EventKind::Elapsed => Event::Elapsed,
        })
    }

    async fn write(&self, seq: u32, request: Option<String>, kind: EventKind) -> Result<(), EngineError> {
        let at = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_millis() as i64);
        let row = Row { slot: self.slot.to_owned(), attempt: self.attempt, seq, request, kind, at };
        Ok(self.answers.journal.append_event(row).await?)
    }

    /// Sends a request, again where nobody is reached and that is allowed, and journals what comes back.
    async fn send(&mut self, request: &HttpRequest, seq: u32) -> Result<Event, EngineError> {
        let mut tries = 0;
        loop {
            let mut permit = self.answers.stop.or(self.reach.limiter.acquire(self.estimate)).await?;
            let sent = self.answers.client.send(&self.reach.access, request).await;
            tries += 1;
            match sent {
                Ok(response) => {
                    self.reach.unreachable.store(0, Ordering::Relaxed);
                    // The place is given back with the response and not with the commit. A refusal keeps it until
                    // it is understood: it may be the last thing to ask this server.
                    if response.status < 400 {
                        permit.release();
                    }
                    self.permit = Some(permit);
                    let HttpResponse { status, headers, body } = response.clone();
                    self.write(seq, Some(digest(request)), EventKind::Received { status, headers, body })
                        .await?;
                    return Ok(Event::Received(response));
                }
                Err(SendError::Refused(reason)) => {
                    return Err(EngineError::Refused { provider: self.provider.to_owned(), reason });
                }
                Err(SendError::Unreachable(reason)) => {
                    drop(permit);
                    if request.repeatable && tries < self.reach.tries {
                        tracing::info!(slot = self.slot, tries, "no response, asking again: {reason}");
                        self.answers.stop.or(tokio::time::sleep(backoff(tries, self.context.seed))).await?;
                        continue;
                    }
                    if self.reach.unreachable.fetch_add(1, Ordering::Relaxed) + 1 >= UNREACHABLE {
                        return Err(EngineError::Unreachable { provider: self.provider.to_owned(), reason });
                    }
                    let kind = EventKind::Unreachable { reason: reason.clone() };
                    self.write(seq, Some(digest(request)), kind).await?;
                    return Ok(Event::Unreachable(reason));
                }
            }
        }
    }
}

fn unknown(provider: &str, what: &str) -> EngineError {
    EngineError::Unknown { plugin: provider.to_owned(), what: what.to_owned() }
}

/// SHA-256 of what is sent, without what the host adds.
fn digest(request: &HttpRequest) -> String {
    let mut text = format!("{} {}\n", request.method, request.url).into_bytes();
    for (name, value) in &request.headers {
        text.extend(format!("{name}: {value}\n").bytes());
    }
    text.extend_from_slice(&request.body);
    seal::sha256(&text)
}

/// Half a second, doubled with every try up to a minute, and up to half of that less, so that requests that
/// failed together do not come back together.
fn backoff(tries: u32, seed: u64) -> Duration {
    let longest = 500u64.saturating_mul(1 << tries.saturating_sub(1).min(7)).min(60_000);
    Duration::from_millis(longest - seed.rotate_left(tries * 8) % (longest / 2))
}

fn limits(entry: &ProviderEntry) -> Limits {
    Limits {
        concurrency: NonZeroU32::new(entry.limits.concurrency).unwrap_or(NonZeroU32::MIN),
        requests_per_minute: entry.limits.requests_per_minute.and_then(NonZeroU32::new),
        tokens_per_minute: entry.limits.tokens_per_minute.and_then(NonZeroU64::new),
    }
}

/// About how many tokens a question and its answer take: a token is four bytes of text.
fn estimate(question: &Question<'_>, model: &ModelEntry) -> u64 {
    let bytes: usize = question.messages.iter().flat_map(|message| &message.parts).map(part_size).sum();
    let limit = [question.max_output_tokens, model.sampling.max_output_tokens].into_iter().flatten().min();
    bytes as u64 / 4 + limit.map_or(TYPICAL_ANSWER, u64::from)
}

fn part_size(part: &Part) -> usize {
    match part {
        Part::Text(text) => text.len(),
        Part::Blob(blob) => blob.data.len(),
        Part::ToolCall(call) => call.arguments.len(),
        Part::ToolResult(result) => result.content.len(),
        Part::Other(other) => other.data.len(),
    }
}
