//! What a file is, told by its first bytes, and what it takes to make it a component.

use std::borrow::Cow;

use motive_contract::words;
use wit_component::ComponentEncoder;

use crate::error::LoadError;

const CORE_MODULE: [u8; 8] = *b"\0asm\x01\0\0\0";
const COMPONENT: [u8; 8] = *b"\0asm\x0d\0\x01\0";

/// The bytes of a component: `bytes` themselves, or the component that their text or core module is made into.
pub(crate) fn component<'a>(name: &str, bytes: &'a [u8]) -> Result<Cow<'a, [u8]>, LoadError> {
    if bytes.starts_with(&COMPONENT) {
        return Ok(Cow::Borrowed(bytes));
    }
    if bytes.starts_with(&CORE_MODULE) {
        return componentise(name, bytes).map(Cow::Owned);
    }
    if bytes.starts_with(b"\0asm") {
        let found = "a WebAssembly binary of a version that is not known here".to_owned();
        return Err(not_a_component(name, found, "build it with a toolchain of the component model"));
    }
    if bytes.starts_with(b"\x7fELF") {
        let found = "compiled code, such as a .cwasm file".to_owned();
        return Err(not_a_component(
            name,
            found,
            "give the .wasm it was compiled from: foreign machine code is never loaded",
        ));
    }
    if looks_like_wat(bytes) {
        let binary = wat::parse_bytes(bytes)
            .map_err(|error| LoadError::Invalid { name: name.to_owned(), reason: cut(&error.to_string()) })?;
        return if binary.starts_with(&COMPONENT) {
            Ok(Cow::Owned(binary.into_owned()))
        } else {
            componentise(name, &binary).map(Cow::Owned)
        };
    }
    let found = match bytes {
        [] => "an empty file".to_owned(),
        _ if std::str::from_utf8(bytes).is_ok() => "text, and not the text of a WebAssembly".to_owned(),
        _ => {
            let head: Vec<String> = bytes.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
            format!("something else (it starts with {})", head.join(" "))
        }
    };
    Err(not_a_component(name, found, "give a .wasm file"))
}

fn not_a_component(name: &str, found: String, way_out: &'static str) -> LoadError {
    LoadError::NotAComponent { name: name.to_owned(), found, way_out }
}

/// Text that starts, after white space and comments, with a parenthesis.
fn looks_like_wat(bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else { return false };
    text.lines()
        .map(str::trim)
        .find(|line| !line.is_empty() && !line.starts_with(";;"))
        .is_some_and(|line| line.starts_with('('))
}

/// The beginning of each line: an error in a text shows its line, which may be all of the text.
fn cut(error: &str) -> String {
    let lines: Vec<String> = error.lines().map(|line| line.chars().take(200).collect()).collect();
    words::paragraph(&lines.join("\n"))
}

/// A core module that carries its component type, as `wasm32-unknown-unknown` guests do, made into a component.
fn componentise(name: &str, module: &[u8]) -> Result<Vec<u8>, LoadError> {
    let not_componentised = |reason: String| LoadError::NotComponentised { name: name.to_owned(), reason };
    let carries_type = wasmparser::Parser::new(0).parse_all(module).any(|payload| {
        matches!(payload, Ok(wasmparser::Payload::CustomSection(section)) if section.name().starts_with("component-type"))
    });
    if !carries_type {
        let reason =
            "it does not carry a component type; build it against motive.wit with wit-bindgen or the SDK";
        return Err(not_componentised(reason.to_owned()));
    }
    ComponentEncoder::default()
        .validate(true)
        .module(module)
        .and_then(ComponentEncoder::encode)
        .map_err(|error| not_componentised(words::paragraph(&format!("{error:#}"))))
}
