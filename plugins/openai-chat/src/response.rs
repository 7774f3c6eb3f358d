//! From a server's response to a completion, a list of models or an error.

use motive_plugin::provider::{Completion, HttpResponse, Model, ProviderError, Request};
use motive_plugin::{Attrs, Message, Part, Role, StopReason, ToolCall};
use serde_json::Value;

use crate::lenient::{count, list, text};
use crate::tools::Calls;
use crate::{error, lenient, logprobs, reasoning, tags, usage};

/// Reads a completion. An error in a response with status 200 is an error, too.
pub(crate) fn completion(request: &Request, response: &HttpResponse) -> Result<Completion, ProviderError> {
    let json = json(response)?;
    let choice =
        list(&json["choices"]).first().ok_or_else(|| error::bad_response("a completion without a choice"))?;
    if let Some(found) = lenient::error(&choice["error"]) {
        return Err(error::of_choice(response, found));
    }
    let word = text(&choice["finish_reason"]);
    let ending = word.map_or(Ending::Stop(StopReason::Other), ending);
    let Ending::Stop(stop) = ending else {
        return Err(error::given_up(response, word.unwrap_or_default()));
    };
    let mut said = Said::read(&choice["message"], &call_ids(request))?;
    let logprobs = logprobs::read(&choice["logprobs"]);
    // An answer without words (all of it reasoning, calls or a refusal) has no tokens to tell of.
    if !said.text.is_empty() {
        logprobs::check(request.sampling.logprobs, &logprobs)?;
    }
    let unread = std::mem::take(&mut said.unread);
    let attrs = [
        ("finish-reason", word.map(str::to_owned)),
        ("system-fingerprint", text(&json["system_fingerprint"]).map(str::to_owned)),
        ("unread-parts", (!unread.is_empty()).then(|| unread.join(", "))),
    ];
    Ok(Completion {
        stop: said.stop(stop),
        message: Message { role: Role::Assistant, parts: said.parts() },
        usage: usage::read(&json["usage"]),
        logprobs,
        served_by: text(&json["model"]).unwrap_or(&request.model).to_owned(),
        attrs: attrs.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?))).collect(),
    })
}

/// The ids of the calls in the conversation so far.
fn call_ids(request: &Request) -> Vec<&str> {
    let parts = request.messages.iter().flat_map(|message| &message.parts);
    parts
        .filter_map(|part| match part {
            Part::ToolCall(call) => Some(call.id.as_str()),
            _ => None,
        })
        .collect()
}

/// The JSON of a response that is no error.
fn json(response: &HttpResponse) -> Result<Value, ProviderError> {
    if !(200..300).contains(&response.status) {
        return Err(error::of(response));
    }
    let json: Value =
        serde_json::from_slice(&response.body).map_err(|e| error::bad_response(format!("not JSON: {e}")))?;
    if lenient::error(&json["error"]).is_some() { Err(error::of(response)) } else { Ok(json) }
}

/// How an answer ended.
enum Ending {
    Stop(StopReason),
    /// The server could not go on; what it wrote so far is no answer.
    GivenUp,
}

/// The words of the servers. The API does not tell the end of an answer from a stop sequence, so neither is told where
/// a server does: the same study reads alike on all of them.
fn ending(word: &str) -> Ending {
    Ending::Stop(match word.to_ascii_lowercase().as_str() {
        "stop" | "end_turn" | "stop_sequence" => StopReason::End,
        word if word.starts_with("eos") => StopReason::End,
        "length" | "model_length" | "max_tokens" | "max_output_tokens" => StopReason::Length,
        "content_filter" => StopReason::Filtered,
        "tool_calls" | "function_call" | "tool_use" => StopReason::ToolUse,
        "refusal" => StopReason::Refusal,
        "error" | "abort" | "insufficient_system_resource" => return Ending::GivenUp,
        _ => StopReason::Other,
    })
}

/// What the model said, by sort.
#[derive(Default)]
struct Said {
    /// Parts of the content that are reasoning, as the server wrote them.
    thoughts: Vec<Value>,
    text: String,
    refusal: String,
    calls: Vec<ToolCall>,
    reasoning: Vec<Part>,
    /// Types of the parts and calls that are none of these.
    unread: Vec<String>,
}

impl Said {
    /// Reads a choice's message, whose content is a text or a list of parts.
    fn read(message: &Value, call_ids: &[&str]) -> Result<Self, ProviderError> {
        let mut said =
            Self { refusal: text(&message["refusal"]).unwrap_or_default().into(), ..Self::default() };
        match (&message["content"], message.is_object()) {
            (Value::Null, true) => {}
            (Value::String(content), true) => content.clone_into(&mut said.text),
            (Value::Array(parts), true) => parts.iter().for_each(|part| said.add(part)),
            _ => return Err(error::bad_response("not a completion: its choice has no message to read")),
        }
        let calls = Calls::read(message, call_ids);
        let (tagged, answer) = tags::split(&said.text);
        said.reasoning = reasoning::read(message, std::mem::take(&mut said.thoughts), tagged, &calls);
        said.text = answer.to_owned();
        said.unread.extend(calls.unread);
        said.calls = calls.calls;
        Ok(said)
    }

    /// Adds a part of the content. Pieces of text are pieces of one text: servers cut it where they put a reference.
    fn add(&mut self, part: &Value) {
        let kind = part["type"].as_str();
        match kind {
            _ if reasoning::is_thought(part) => self.thoughts.push(part.clone()),
            Some("refusal") => self.refusal.push_str(part["refusal"].as_str().unwrap_or_default()),
            _ => match part["text"].as_str().or(part.as_str()) {
                Some(text) => self.text.push_str(text),
                None => self.unread.push(kind.unwrap_or("untyped").to_owned()),
            },
        }
    }

    /// Why the answer ended. Servers have no word of their own for a refusal, and some none for calls.
    fn stop(&self, word: StopReason) -> StopReason {
        match word {
            _ if !self.refusal.is_empty() => StopReason::Refusal,
            StopReason::End if !self.calls.is_empty() => StopReason::ToolUse,
            word => word,
        }
    }

    /// Reasoning first, as `other` parts, then the text, the refusal and the calls. An answer of nothing else has an
    /// empty text.
    fn parts(self) -> Vec<Part> {
        let is_silent = self.text.is_empty() && self.refusal.is_empty() && self.calls.is_empty();
        let words = [self.text, self.refusal].into_iter().filter(|text| !text.is_empty());
        let silence = is_silent.then(String::new);
        let words = words.chain(silence).map(Part::Text);
        self.reasoning.into_iter().chain(words).chain(self.calls.into_iter().map(Part::ToolCall)).collect()
    }
}

/// Reads the list of models: `{"data": [...]}`, or the list alone. Whatever has no id is left out.
pub(crate) fn models(response: &HttpResponse) -> Result<Vec<Model>, ProviderError> {
    let json = json(response)?;
    let models = [&json["data"], &json]
        .into_iter()
        .find_map(Value::as_array)
        .ok_or_else(|| error::bad_response("not a list of models: there is no `data` in it"))?;
    Ok(models.iter().filter_map(|model| Some(self::model(text(&model["id"])?, model))).collect())
}

fn model(id: &str, model: &Value) -> Model {
    // The names under which servers give the size of the context, and where llama.cpp does.
    let contexts = ["context_length", "context_window", "max_model_len"].map(|key| &model[key]);
    Model {
        id: id.to_owned(),
        context_tokens: contexts.into_iter().chain([&model["meta"]["n_ctx"]]).find_map(count),
        max_output_tokens: None,
        // The API does not say what its models can do.
        abilities: Vec::new(),
        max_batch: 1,
        attrs: Attrs::new(),
    }
}
