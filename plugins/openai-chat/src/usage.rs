//! How many tokens a question and its answer took, under the names that servers have for that.

use motive_plugin::{Attrs, Usage};
use serde_json::Value;

use crate::lenient::count;

/// Reads a usage. A server that reports none is on record as such: 0 tokens is not what it means.
pub(crate) fn read(usage: &Value) -> Usage {
    let first = |pointers: &[&str]| pointers.iter().find_map(|pointer| count(usage.pointer(pointer)?));
    let cached = first(&[
        "/prompt_tokens_details/cached_tokens",
        "/input_tokens_details/cached_tokens",
        "/prompt_cache_hit_tokens",
        "/cache_read_input_tokens",
        "/cached_tokens",
    ]);
    let reasoning = first(&[
        "/completion_tokens_details/reasoning_tokens",
        "/output_tokens_details/reasoning_tokens",
        "/reasoning_tokens",
    ]);
    let input = first(&["/prompt_tokens"]).or_else(|| anthropic_input(usage));
    let output = first(&["/completion_tokens", "/output_tokens"]);
    let reported = input.or(output).is_some();
    let (input, output) = (input.unwrap_or(0), output.unwrap_or(0));
    // Some servers count reasoning beside the output and not as a part of it. The total tells.
    let sum = |output: u64| input.checked_add(output);
    let with_reasoning = reasoning.and_then(|reasoning| output.checked_add(reasoning));
    let total = first(&["/total_tokens"]);
    let output = with_reasoning
        .filter(|with| total.is_some() && sum(*with) == total && sum(output) != total)
        .unwrap_or(output);
    Usage {
        input_tokens: input,
        output_tokens: output,
        cached_tokens: cached,
        reasoning_tokens: reasoning,
        attrs: if reported { Attrs::new() } else { vec![("reported".into(), "false".into())] },
    }
}

/// The input under the name that Anthropic gives it, which leaves out what was read from the cache or written to it.
fn anthropic_input(usage: &Value) -> Option<u64> {
    let beside = ["cache_read_input_tokens", "cache_creation_input_tokens"].map(|key| count(&usage[key]));
    let input = count(&usage["input_tokens"])?;
    Some(beside.into_iter().flatten().fold(input, u64::saturating_add))
}
