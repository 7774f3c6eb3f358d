//! Puts a question to a model and comes back with its answer: provider plugin, pace, HTTP, retries, journal.
//!
//! An answer is in the journal, on disk, before the plugin sees it. A question that was answered in an
//! earlier run is answered from there and costs nothing; one that failed is asked again.

use std::collections::BTreeMap;
use std::num::{NonZeroU32, NonZeroU64};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use motive_contract::provider::{
    Action, Completion, Event, HttpRequest, HttpResponse, Job, ProviderError, ProviderErrorKind, Request,
    Retry, Sampling,
};
use motive_contract::types::{Context, Message, Part, ToolSpec, Usage};
use motive_contract::{CallError, Provider};
use motive_journal::{Event as Row, EventKind, Journal};
use motive_study::file::{Entry, ModelEntry, ProviderEntry};
use motive_study::{Plan, Plugins, seal};

use crate::error::EngineError;
use crate::grants::Grants;
use crate::http::{Access, Client, SendError};
use crate::limiter::{Limiter, Limits, Permit};
use crate::progress::Observer;
use crate::run::Stop;

/// Questions in a row that find nobody before the run stops.
const UNREACHABLE: u32 = 3;
/// Questions in a row that get no answer before the run stops: a server that refuses them all would refuse thousands.
const GAVE_UP: u32 = 20;
/// Longest that a server's wish to be asked later is heeded; after that it is asked all the same, which counts as a try.
const LONGEST_WAIT: Duration = Duration::from_secs(600);
/// A wait that a person should know about.
const NOTABLE_WAIT: Duration = Duration::from_secs(30);
/// Longest pause between two requests of one completion, as for a batch that is looked at now and then.
const LONGEST_PAUSE: Duration = Duration::from_secs(3600);
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
    pub(crate) plan: Arc<Plan>,
    journal: Journal,
    pub(crate) client: Client,
    pub(crate) models: BTreeMap<String, ModelEntry>,
    pub(crate) providers: BTreeMap<String, Reach>,
    observer: Arc<dyn Observer>,
    pub(crate) stop: Stop,
}

/// A provider with what the study gives it.
pub(crate) struct Reach {
    pub(crate) plugin: Arc<dyn Provider>,
    pub(crate) access: Access,
    limiter: Limiter,
    tries: u32,
    /// Questions in a row that found nobody.
    unreachable: AtomicU32,
    /// Questions in a row that got no answer.
    gave_up: AtomicU32,
}

impl Answers {
    pub(crate) fn new(
        plan: Arc<Plan>,
        plugins: &Plugins,
        Grants(mut access): Grants,
        client: Client,
        journal: Journal,
        observer: Arc<dyn Observer>,
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
                    gave_up: AtomicU32::new(0),
                };
                Some((entry.id().to_owned(), reach))
            })
            .collect();
        Self { plan, journal, client, models, providers, observer, stop }
    }

    /// Asks, as often as the study allows and the provider says may help.
    pub(crate) async fn ask(&self, question: Question<'_>) -> Result<Asked, EngineError> {
        let (model, provider, reach) = self.reach(question.model)?;
        let slot = format!("{}#{}", question.slot, question.step);
        let context = self.plan.provider_context(provider, question.slot, question.step);
        let estimate = estimate(&question, model);
        let job = Job::Complete(vec![request(&self.plan, question, model)]);
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
                seq: replayed.len() as u32,
                tries,
                estimate,
                permit: None,
            };
            let mut error = match call.run(std::mem::take(&mut replayed)).await {
                Ok(Ok(completion)) => {
                    reach.gave_up.store(0, Ordering::Relaxed);
                    return Ok(Asked::Answered(completion));
                }
                Ok(Err(error)) => error,
                // A question that is too long for whoever puts it into words will be the next time.
                Err(EngineError::Call(
                    error @ CallError::TooLarge { function: "begin", setting: "input", .. },
                )) => too_long(&error),
                // A response that the plugin breaks on is no answer, now or when it is replayed.
                Err(EngineError::Call(error)) if !matches!(error, CallError::Host { .. }) => {
                    bad_response(&error)
                }
                Err(error) => return Err(error),
            };
            error.message = one_line(&error.message);
            attempt += 1;
            if is_an_answer(error.kind) {
                return Ok(Asked::GaveUp(error));
            }
            // What failed in an earlier run is tried afresh in this one.
            if resumed {
                continue;
            }
            if matches!(error.kind, ProviderErrorKind::Authentication | ProviderErrorKind::Quota) {
                // Before the place of this request is given to the next one, which would be refused as well.
                self.stop.ask();
                return Err(denied(model, error));
            }
            tries = call.tries + 1;
            if error.retry == Retry::Never || tries >= reach.tries {
                tracing::warn!(%slot, tries, kind = error.kind.words(), "no answer: {}", error.message);
                if reach.gave_up.fetch_add(1, Ordering::Relaxed) + 1 >= GAVE_UP {
                    self.stop.ask();
                    return Err(denied(model, error));
                }
                return Ok(Asked::GaveUp(error));
            }
            drop(call);
            tracing::info!(%slot, tries, kind = error.kind.words(), "asking again: {}", error.message);
            match error.retry {
                Retry::After(milliseconds) => {
                    let wait = Duration::from_millis(milliseconds).min(LONGEST_WAIT);
                    if wait >= NOTABLE_WAIT {
                        let seconds = wait.as_secs();
                        self.observer
                            .note(&format!("`{provider}` wants to be asked later: waiting {seconds} s"));
                    }
                    reach.limiter.pause_until(tokio::time::Instant::now() + wait);
                }
                _ => self.stop.or(tokio::time::sleep(backoff(tries, context.seed))).await?,
            }
        }
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
}

/// A question as its provider gets it.
pub(crate) fn request(plan: &Plan, question: Question<'_>, model: &ModelEntry) -> Request {
    let sampling = &model.sampling;
    let limits = [sampling.max_output_tokens, question.max_output_tokens];
    let extra = sampling.extra.iter().map(|(key, value)| (key.clone(), value.to_string()));
    let seed = || plan.sampling_seed(question.slot, question.step);
    Request {
        model: model.name().to_owned(),
        sampling: Sampling {
            max_output_tokens: limits.into_iter().flatten().min(),
            temperature: sampling.temperature,
            top_p: sampling.top_p,
            stop: sampling.stop.clone(),
            seed: sampling.seed.unwrap_or(true).then(seed),
            logprobs: question.logprobs,
            attrs: extra.collect(),
        },
        messages: question.messages,
        tools: question.tools,
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
    /// The place of the next row within the attempt.
    seq: u32,
    /// Tries at the question so far, of this attempt and those before.
    tries: u32,
    estimate: u64,
    /// Of the last request sent, to be settled when the tokens are known.
    permit: Option<Permit>,
}

impl Exchange<'_> {
    /// Plays the attempt: first with the events that the journal has of it, then with the world.
    async fn run(&mut self, replayed: Vec<Row>) -> Result<Result<Completion, ProviderError>, EngineError> {
        let lost = |row: &Row| matches!(row.kind, EventKind::Lost { .. });
        let mut replayed = replayed.into_iter().filter(|row| !lost(row));
        let mut step = self.reach.plugin.begin(self.context, self.job)?;
        for _ in 0..MOST_EVENTS {
            let event = match step.action {
                Action::Completions(completions) => return self.first(completions),
                Action::Send(request) => match replayed.next() {
                    Some(row) => self.replay(row, Some(&digest(&request)))?,
                    None => self.send(&request).await?,
                },
                Action::Pause(milliseconds) => match replayed.next() {
                    Some(row) => self.replay(row, None)?,
                    None => {
                        self.answers.stop.or(tokio::time::sleep(pause(milliseconds))).await?;
                        self.write(None, EventKind::Elapsed).await?;
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
                    permit.settle(tokens(&completion.usage));
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
            EventKind::Unreachable { reason } | EventKind::Lost { reason } => Event::Unreachable(reason),
            EventKind::Elapsed => Event::Elapsed,
        })
    }

    async fn write(&mut self, request: Option<String>, kind: EventKind) -> Result<(), EngineError> {
        let seq = self.seq;
        self.seq += 1;
        let at = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_millis() as i64);
        let row = Row { slot: self.slot.to_owned(), attempt: self.attempt, seq, request, kind, at };
        Ok(self.answers.journal.append_event(row).await?)
    }

    /// Sends a request, again where nobody is reached and that is allowed, and journals what comes back.
    async fn send(&mut self, request: &HttpRequest) -> Result<Event, EngineError> {
        loop {
            let mut permit = self.answers.stop.or(self.reach.limiter.acquire(self.estimate)).await?;
            match self.answers.client.send(&self.reach.access, request).await {
                Ok(response) => {
                    self.reach.unreachable.store(0, Ordering::Relaxed);
                    // The place is given back with the response and not with the commit. A refusal keeps it until
                    // it is understood: it may be the last thing to ask this server.
                    if response.status < 400 {
                        permit.release();
                    }
                    self.permit = Some(permit);
                    let HttpResponse { status, headers, body } = response.clone();
                    self.write(Some(digest(request)), EventKind::Received { status, headers, body }).await?;
                    return Ok(Event::Received(response));
                }
                Err(SendError::Refused(reason)) => {
                    return Err(EngineError::Refused { provider: self.provider.to_owned(), reason });
                }
                Err(SendError::Unreachable(reason)) => {
                    drop(permit);
                    if request.repeatable && self.tries + 1 < self.reach.tries {
                        self.tries += 1;
                        tracing::info!(
                            slot = self.slot,
                            tries = self.tries,
                            "no response, asking again: {reason}"
                        );
                        self.write(Some(digest(request)), EventKind::Lost { reason }).await?;
                        let wait = tokio::time::sleep(backoff(self.tries, self.context.seed));
                        self.answers.stop.or(wait).await?;
                        continue;
                    }
                    if self.reach.unreachable.fetch_add(1, Ordering::Relaxed) + 1 >= UNREACHABLE {
                        return Err(EngineError::Unreachable { provider: self.provider.to_owned(), reason });
                    }
                    let kind = EventKind::Unreachable { reason: reason.clone() };
                    self.write(Some(digest(request)), kind).await?;
                    return Ok(Event::Unreachable(reason));
                }
            }
        }
    }
}

/// Why a run stops where a provider gives no answers.
fn denied(model: &ModelEntry, error: ProviderError) -> EngineError {
    let ProviderError { kind, code, message, .. } = error;
    let (model, provider) = (model.id.clone(), model.provider.clone());
    EngineError::Provider { model, provider, kind: kind.words(), code, message }
}

fn too_long(error: &CallError) -> ProviderError {
    let message = error.to_string();
    ProviderError {
        kind: ProviderErrorKind::ContextOverflow,
        code: String::new(),
        message,
        retry: Retry::Never,
    }
}

fn bad_response(error: &CallError) -> ProviderError {
    ProviderError {
        kind: ProviderErrorKind::BadResponse,
        code: String::new(),
        message: error.to_string(),
        retry: Retry::Backoff,
    }
}

/// A server's words, without what would move a terminal's cursor or begin another line of the log.
fn one_line(text: &str) -> String {
    text.split(char::is_control).filter(|piece| !piece.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Whether an error is what the server has to say to this question, and not a failure to answer it: to ask again
/// would be to draw until it says something else.
pub(crate) fn is_an_answer(kind: ProviderErrorKind) -> bool {
    matches!(kind, ProviderErrorKind::Filtered | ProviderErrorKind::ContextOverflow)
}

/// Tokens read and written.
pub(crate) fn tokens(usage: &Usage) -> u64 {
    usage.input_tokens.saturating_add(usage.output_tokens)
}

pub(crate) fn pause(milliseconds: u64) -> Duration {
    Duration::from_millis(milliseconds).min(LONGEST_PAUSE)
}

pub(crate) fn unknown(provider: &str, what: &str) -> EngineError {
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
pub(crate) fn backoff(tries: u32, seed: u64) -> Duration {
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
