//! Between the generated types and the contract's. The two mirror one another; this file only moves fields.

use motive_contract as ours;

use super::bindings::about::exports::motive::plugin::about as about_wit;
use super::bindings::framing::exports::motive::plugin::framing as framing_wit;
use super::bindings::provider::exports::motive::plugin::provider as provider_wit;
use super::bindings::rubric::exports::motive::plugin::rubric as rubric_wit;
use super::bindings::task::exports::motive::plugin::task as task_wit;
use super::bindings::types as wit;

/// Moves a value into its mirror type.
pub(crate) trait Mirror<T> {
    fn mirror(self) -> T;
}

macro_rules! same {
    ($($ty:ty),*) => { $(impl Mirror<$ty> for $ty { fn mirror(self) -> $ty { self } })* };
}
same!(String, bool, u8, u16, u32, u64, f64);

impl<A: Mirror<B>, B> Mirror<Option<B>> for Option<A> {
    fn mirror(self) -> Option<B> {
        self.map(Mirror::mirror)
    }
}

impl<A: Mirror<B>, B> Mirror<Vec<B>> for Vec<A> {
    fn mirror(self) -> Vec<B> {
        self.into_iter().map(Mirror::mirror).collect()
    }
}

impl<A: Mirror<C>, B: Mirror<D>, C, D> Mirror<(C, D)> for (A, B) {
    fn mirror(self) -> (C, D) {
        (self.0.mirror(), self.1.mirror())
    }
}

impl<A: Mirror<C>, B: Mirror<D>, C, D> Mirror<Result<C, D>> for Result<A, B> {
    fn mirror(self) -> Result<C, D> {
        self.map(Mirror::mirror).map_err(Mirror::mirror)
    }
}

/// A record: every field under its own name.
macro_rules! record {
    ($from:path => $to:path { $($field:ident),* $(,)? }) => {
        impl Mirror<$to> for $from {
            fn mirror(self) -> $to {
                use $to as To;
                To { $($field: self.$field.mirror()),* }
            }
        }
    };
    ($from:path, $to:path, both { $($field:ident),* $(,)? }) => {
        record!($from => $to { $($field),* });
        record!($to => $from { $($field),* });
    };
}

/// A variant: cases without a payload, with one, and with a word and JSON, which is a pair on their side.
macro_rules! variant {
    ($from:path => $to:path { $($unit:ident),* ; $($one:ident),* }) => {
        impl Mirror<$to> for $from {
            fn mirror(self) -> $to {
                use {$from as From, $to as To};
                match self {
                    $(From::$unit => To::$unit,)*
                    $(From::$one(payload) => To::$one(payload.mirror()),)*
                }
            }
        }
    };
    ($from:path => $to:path { $($unit:ident),* ; $($one:ident),* ; in $pair:ident }) => {
        impl Mirror<$to> for $from {
            fn mirror(self) -> $to {
                use {$from as From, $to as To};
                match self {
                    $(From::$unit => To::$unit,)*
                    $(From::$one(payload) => To::$one(payload.mirror()),)*
                    From::$pair((word, json)) => To::$pair(word, json),
                }
            }
        }
    };
    ($from:path => $to:path { $($unit:ident),* ; $($one:ident),* ; out $pair:ident }) => {
        impl Mirror<$to> for $from {
            fn mirror(self) -> $to {
                use {$from as From, $to as To};
                match self {
                    $(From::$unit => To::$unit,)*
                    $(From::$one(payload) => To::$one(payload.mirror()),)*
                    From::$pair(word, json) => To::$pair((word, json)),
                }
            }
        }
    };
}

// types
record!(ours::types::Context => wit::Context { config, seed });
record!(wit::Failure => ours::types::Failure { kind, message, pointer });
variant!(wit::FailureKind => ours::types::FailureKind { BadConfig, BadSubject, BadState, Unsupported, Internal ; });
variant!(wit::Role => ours::types::Role { System, User, Assistant, Tool ; Other });
variant!(ours::types::Role => wit::Role { System, User, Assistant, Tool ; Other });
record!(wit::Message, ours::types::Message, both { role, parts });
variant!(wit::Part => ours::types::Part { ; Text, Blob, ToolCall, ToolResult, Other });
variant!(ours::types::Part => wit::Part { ; Text, Blob, ToolCall, ToolResult, Other });
record!(wit::Blob, ours::types::Blob, both { media_type, data });
record!(wit::ToolCall, ours::types::ToolCall, both { id, name, arguments });
record!(wit::ToolResult, ours::types::ToolResult, both { id, content, is_error });
record!(wit::OtherPart, ours::types::OtherPart, both { kind, data });
record!(wit::ToolSpec, ours::types::ToolSpec, both { name, description, input_schema });
variant!(wit::StopReason => ours::types::StopReason { End, Length, StopSequence, ToolUse, Refusal, Filtered, Other ; });
variant!(ours::types::StopReason => wit::StopReason { End, Length, StopSequence, ToolUse, Refusal, Filtered, Other ; });
record!(
    wit::Usage,
    ours::types::Usage,
    both { input_tokens, output_tokens, cached_tokens, reasoning_tokens, attrs }
);
record!(ours::types::Answer => wit::Answer { message, stop, usage, logprobs, attrs });
record!(wit::Token, ours::types::Token, both { text, logprob, alternatives });
record!(wit::Artifact, ours::types::Artifact, both { name, media_type, text, attrs });

impl Mirror<ours::types::Alternative> for (String, f64) {
    fn mirror(self) -> ours::types::Alternative {
        ours::types::Alternative { text: self.0, logprob: self.1 }
    }
}

impl Mirror<(String, f64)> for ours::types::Alternative {
    fn mirror(self) -> (String, f64) {
        (self.text, self.logprob)
    }
}

// about
record!(about_wit::Manifest => ours::about::Manifest {
    id, version, title, summary, authors, license, citation, config_schema, attrs
});
record!(about_wit::Want => ours::about::Want { what, optional });
variant!(about_wit::WantWhat => ours::about::WantWhat { ; Origin, Credential, Asset ; in Other });
record!(about_wit::Credential => ours::about::Credential { name, origin, placement });
variant!(about_wit::Placement => ours::about::Placement { Bearer ; Header, Signed });
record!(about_wit::Finding => ours::about::Finding { pointer, message, fatal });

// task
record!(
    task_wit::Item,
    ours::task::Item,
    both { id, title, brief, criterion, input, tags, max_steps, attrs }
);
record!(task_wit::Page => ours::task::Page { items, next });
record!(task_wit::Step => ours::task::Step { state, action, metrics });
variant!(task_wit::Action => ours::task::Action { ; Ask, Finish ; in Other });
record!(task_wit::Ask => ours::task::Ask { to, conversation, tools, max_output_tokens, attrs });
variant!(task_wit::Conversation => ours::task::Conversation { ; Extend, Replace });
variant!(ours::task::Event => task_wit::Event { ; Answered, OutOfBudget ; out Other });
record!(task_wit::Outcome => ours::task::Outcome { artifacts, metrics, complete, attrs });

// framing
record!(framing_wit::Arm => ours::framing::Arm { id, label, role, stakes, attrs });
record!(ours::framing::Stake => framing_wit::Stake { outcome_id, text, utility, standard_error, attrs });
record!(ours::framing::View => framing_wit::View {
    arm, stakes, step, max_steps, transcript, pending, restarted, metrics, state, attrs
});
record!(ours::framing::Turn => framing_wit::Turn { sent, answer });
record!(framing_wit::Framed => ours::framing::Framed { state, inserts });
record!(framing_wit::Insert => ours::framing::Insert { slot, text });

// provider
variant!(ours::provider::Job => provider_wit::Job { ListModels ; Complete });
record!(provider_wit::Step => ours::provider::Step { state, action });
variant!(provider_wit::Action => ours::provider::Action { ; Send, Pause, Models, Completions ; in Other });
variant!(ours::provider::Event => provider_wit::Event { Elapsed ; Received, Unreachable ; out Other });
record!(provider_wit::HttpRequest => ours::provider::HttpRequest {
    method, url, headers, body, credential, repeatable, timeout_ms
});
record!(ours::provider::HttpResponse => provider_wit::HttpResponse { status, headers, body });
record!(provider_wit::Model => ours::provider::Model {
    id, context_tokens, max_output_tokens, abilities, max_batch, attrs
});
record!(ours::provider::Request => provider_wit::Request { model, messages, tools, sampling });
record!(ours::provider::Sampling => provider_wit::Sampling {
    max_output_tokens, temperature, top_p, stop, seed, logprobs, attrs
});
record!(provider_wit::Completion => ours::provider::Completion {
    message, stop, usage, logprobs, served_by, attrs
});
record!(provider_wit::ProviderError => ours::provider::ProviderError { kind, code, message, retry });
variant!(provider_wit::ProviderErrorKind => ours::provider::ProviderErrorKind {
    InvalidRequest, Authentication, Quota, RateLimit, Overloaded, ContextOverflow, Filtered, BadResponse, Other ;
});
variant!(provider_wit::Retry => ours::provider::Retry { Never, Backoff ; After });

// rubric
record!(rubric_wit::Scheme => ours::rubric::Scheme { purpose, comparison, criteria, allows_ties, attrs });
record!(rubric_wit::Criterion => ours::rubric::Criterion { id, description, min, max });
record!(ours::rubric::Subject => rubric_wit::Subject { brief, criterion, candidates, attrs });
record!(rubric_wit::Step => ours::rubric::Step { state, action });
variant!(rubric_wit::Action => ours::rubric::Action { ; Ask, Verdict ; in Other });
record!(rubric_wit::Ask => ours::rubric::Ask { messages, max_output_tokens, logprobs, attrs });
record!(rubric_wit::Verdict => ours::rubric::Verdict { reading, reason, attrs });
variant!(rubric_wit::Reading => ours::rubric::Reading {
    Abstain, Unreadable ; Scores, Preferences, Probabilities ; in Other
});
record!(rubric_wit::Probabilities => ours::rubric::Probabilities { first, second, tie });
variant!(rubric_wit::Preference => ours::rubric::Preference { First, Second, Tie ; });
