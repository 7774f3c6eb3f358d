//! Kind 3: model providers. A codec between motive's requests and someone's API.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::bindings::about::motive::plugin::types;
use crate::bindings::provider::exports::motive::plugin::provider as wit;
use crate::{Context, Exported, Failure, FailureKind, Plugin, panic, read_json, write_json};

pub use wit::{
    Action, Completion, Event, HttpRequest, HttpResponse, Job, Model, ProviderError, ProviderErrorKind,
    Request, Retry, Sampling,
};

/// A way to models.
pub trait Provider: Plugin {
    /// What the provider remembers while it waits; `()` where the job says it all.
    type State: Serialize + DeserializeOwned;

    /// The first action of a job.
    fn begin(ctx: &Context<Self::Config>, job: &Job) -> Result<Step<Self::State>, Failure>;

    /// The next action. A provider that answers from `begin` is never called here.
    fn advance(
        _ctx: &Context<Self::Config>,
        _job: &Job,
        _state: Self::State,
        _event: Event,
    ) -> Result<Step<Self::State>, Failure> {
        Err(Failure::bad_state("this provider answers at once: it has nothing to wait for"))
    }
}

/// What happens next, and what the provider wants to remember until then.
#[derive(Debug, Clone, PartialEq)]
pub struct Step<S> {
    /// Comes back with the next event.
    pub state: S,
    /// Send, pause or answer.
    pub action: Action,
}

impl Default for Sampling {
    /// Everything left to the provider.
    fn default() -> Self {
        Sampling {
            max_output_tokens: None,
            temperature: None,
            top_p: None,
            stop: Vec::new(),
            seed: None,
            logprobs: None,
            attrs: Vec::new(),
        }
    }
}

impl HttpResponse {
    /// The value of the first header of this name, in any case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }
}

impl<S: Serialize> Step<S> {
    fn write(self) -> Result<wit::Step, Failure> {
        Ok(wit::Step { state: write_json(&self.state)?, action: self.action })
    }
}

impl<T: Provider> wit::Guest for Exported<T> {
    fn begin(ctx: types::Context, job: Job) -> Result<wit::Step, Failure> {
        panic::report_to_log();
        T::begin(&Context::parse(&ctx)?, &job)?.write()
    }

    fn advance(ctx: types::Context, job: Job, state: String, event: Event) -> Result<wit::Step, Failure> {
        panic::report_to_log();
        let state = read_json(FailureKind::BadState, "state", &state)?;
        T::advance(&Context::parse(&ctx)?, &job, state, event)?.write()
    }
}
