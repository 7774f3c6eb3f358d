//! From a server's response to a completion, a list of models or an error.

use motive_plugin::provider::{Completion, HttpResponse, Model, ProviderError, Request};
use motive_plugin::{Attrs, Message, OtherPart, Part, Role, StopReason, Usage};
use serde_json::Value;

use crate::lenient::{count, list, text};
use crate::{error, lenient, logprobs, reasoning};

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
    let said = Said::read(&choice["message"])?;
    let logprobs = logprobs::read(&choice["logprobs"]);
    // An answer without words (all of it reasoning, or a refusal) has no tokens to tell of.
    if !said.text.is_empty() {
        logprobs::check(request.sampling.logprobs, &logprobs)?;
    }
    let attrs = [
        ("finish-reason", word.map(str::to_owned)),
        ("system-fingerprint", text(&json["system_fingerprint"]).map(str::to_owned)),
        ("unread-parts", (!said.unread.is_empty()).then(|| said.unread.join(", "))),
    ];
    Ok(Completion {
        stop: if said.refusal.is_empty() { stop } else { StopReason::Refusal },
        message: Message { role: Role::Assistant, parts: said.parts() },
        usage: usage(&json["usage"]),
        logprobs,
        served_by: text(&json["model"]).unwrap_or(&request.model).to_owned(),
        attrs: attrs.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?))).collect(),
    })
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
    reasoning: String,
    text: String,
    refusal: String,
    /// Types of the parts that are neither.
    unread: Vec<String>,
}

impl Said {
    /// Reads a choice's message, whose content is a text or a list of parts.
    fn read(message: &Value) -> Result<Self, ProviderError> {
        let mut said =
            Self { refusal: text(&message["refusal"]).unwrap_or_default().into(), ..Self::default() };
        match (&message["content"], message.is_object()) {
            (Value::Null, true) => {}
            (Value::String(content), true) => content.clone_into(&mut said.text),
            (Value::Array(parts), true) => parts.iter().for_each(|part| said.add(part)),
            _ => return Err(error::bad_response("not a completion: its choice has no message to read")),
        }
        let (thought, answer) = reasoning::split(&said.text);
        // A field of its own comes before parts of the content, and those before tags in it.
        let field = ["reasoning_content", "reasoning"].iter().find_map(|key| text(&message[*key]));
        let found = [field.unwrap_or_default(), &said.reasoning, thought.unwrap_or_default()];
        let reasoning = found.into_iter().find(|text| !text.is_empty()).unwrap_or_default().to_owned();
        Ok(Self { reasoning, text: answer.to_owned(), ..said })
    }

    /// Adds a part of the content. Pieces of text are pieces of one text: servers cut it where they put a reference.
    fn add(&mut self, part: &Value) {
        let kind = part["type"].as_str();
        match kind {
            Some("thinking" | "reasoning") => self.reasoning.push_str(&thinking(part)),
            Some("refusal") => self.refusal.push_str(part["refusal"].as_str().unwrap_or_default()),
            _ => match part["text"].as_str().or(part.as_str()) {
                Some(text) => self.text.push_str(text),
                None => self.unread.push(kind.unwrap_or("untyped").to_owned()),
            },
        }
    }

    /// Reasoning first, as an `other` part, then the text, or else the refusal.
    fn parts(self) -> Vec<Part> {
        let reasoning = (!self.reasoning.is_empty()).then(|| {
            let data = Value::from(self.reasoning).to_string();
            Part::Other(OtherPart { kind: "reasoning".into(), data })
        });
        let text = if self.text.is_empty() { self.refusal } else { self.text };
        reasoning.into_iter().chain([Part::Text(text)]).collect()
    }
}

/// The words of a part that holds reasoning: a text, or a list of pieces of it.
fn thinking(part: &Value) -> String {
    let inner =
        [&part["thinking"], &part["reasoning"], &part["text"]].into_iter().find(|inner| !inner.is_null());
    match inner {
        Some(Value::String(text)) => text.clone(),
        Some(pieces) => list(pieces).iter().filter_map(|piece| piece["text"].as_str()).collect(),
        None => String::new(),
    }
}

/// A server that reports no usage is on record as such: 0 tokens is not what it means.
fn usage(usage: &Value) -> Usage {
    let (input, output) = (count(&usage["prompt_tokens"]), count(&usage["completion_tokens"]));
    let unreported = || -> Attrs { vec![("reported".into(), "false".into())] };
    Usage {
        input_tokens: input.unwrap_or(0),
        output_tokens: output.unwrap_or(0),
        cached_tokens: count(&usage["prompt_tokens_details"]["cached_tokens"]),
        reasoning_tokens: count(&usage["completion_tokens_details"]["reasoning_tokens"]),
        attrs: if input.or(output).is_none() { unreported() } else { Attrs::new() },
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
