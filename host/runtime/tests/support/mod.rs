//! Guests written by hand: a kind, the functions that misbehave as WebAssembly text, and a component made of them.
//!
//! A function that is not given answers with an empty record. See `fixtures/prelude.wat` for the memory.
#![allow(clippy::unwrap_used, dead_code, unreachable_pub)] // each test file uses its part of it

pub mod events;

use std::sync::Arc;
use std::time::{Duration, Instant};

use motive_contract::framing::View;
use motive_contract::types::Context;
use motive_contract::{CallError, Framing};
use motive_runtime::{Assets, Limits, LoadError, Plugin, Reuse, Runtime, Settings};
use wit_component::{ComponentEncoder, StringEncoding, embed_component_metadata};
use wit_parser::{ManglingAndAbi, Resolve, WorldId};

pub const CONTRACT: &str = include_str!("../../../../wit/v0.1/motive.wit");
const WASI: &str = include_str!("../fixtures/wasi.wit");
const PRELUDE: &str = include_str!("../fixtures/prelude.wat");

/// Interface, function and core parameters of everything that a guest may export.
const FUNCTIONS: [(&str, &str, &str); 13] = [
    ("about", "describe", ""),
    ("about", "wants", "i32 i32"),
    ("about", "check", "i32 i32"),
    ("task", "items", "i32 i32 i64 i32 i32"),
    ("task", "begin", "i32"),
    ("task", "advance", "i32"),
    ("framing", "arms", "i32 i32 i64"),
    ("framing", "frame", "i32"),
    ("provider", "begin", "i32 i32 i64 i32 i32 i32"),
    ("provider", "advance", "i32 i32 i64 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32"),
    ("rubric", "judging", "i32 i32 i64"),
    ("rubric", "begin", "i32 i32 i64 i32 i32 i32 i32 i32 i32 i32 i32"),
    ("rubric", "advance", "i32"),
];

/// A guest under construction.
#[derive(Clone)]
pub struct Guest {
    kinds: Vec<&'static str>,
    bodies: Vec<(&'static str, String)>,
    after: Vec<(&'static str, String)>,
    imports: String,
    world: String,
    rest: String,
    /// id, version, config schema and title.
    manifest: [String; 4],
}

impl Guest {
    pub fn of(kinds: &[&'static str]) -> Self {
        Self {
            kinds: kinds.to_vec(),
            bodies: Vec::new(),
            after: Vec::new(),
            imports: String::new(),
            world: String::new(),
            rest: String::new(),
            manifest: ["test/guest", "1.0.0", r#"{"type":"object"}"#, ""].map(str::to_owned),
        }
    }

    /// A framing whose `arms` has this body; its parameters are the config's address and length and the seed.
    pub fn arms(body: &str) -> Self {
        Self::of(&["framing"]).function("arms", body)
    }

    /// The body of a function: instructions that leave the address of the answer on the stack.
    pub fn function(mut self, name: &'static str, body: &str) -> Self {
        self.bodies.push((name, body.to_owned()));
        self
    }

    /// What runs once the host has read the answer of a function.
    pub fn afterwards(mut self, name: &'static str, body: &str) -> Self {
        self.after.push((name, body.to_owned()));
        self
    }

    /// Further fields of the module: functions, globals, tables, data.
    pub fn with(mut self, fields: &str) -> Self {
        self.rest.push_str(fields);
        self
    }

    /// A core import and the line of the world that stands for it.
    pub fn import(mut self, world: &str, field: &str) -> Self {
        self.world.push_str(world);
        self.imports.push_str(field);
        self
    }

    /// `log.emit` as `$emit` (level, message, length, fields, their number).
    pub fn logging(self) -> Self {
        self.import(
            "import motive:plugin/log@0.1.0;",
            r#"(import "motive:plugin/log@0.1.0" "emit" (func $emit (param i32 i32 i32 i32 i32)))"#,
        )
    }

    pub fn manifest(mut self, id: &str, version: &str, schema: &str) -> Self {
        self.manifest = [id, version, schema, ""].map(str::to_owned);
        self
    }

    pub fn titled(mut self, title: &str) -> Self {
        title.clone_into(&mut self.manifest[3]);
        self
    }

    /// The core module as text.
    pub fn text(&self) -> String {
        let mut functions = String::new();
        for (interface, function, params) in FUNCTIONS {
            if interface != "about" && !self.kinds.contains(&interface) {
                continue;
            }
            let default = if function == "describe" { "(i32.const 1024)" } else { "(i32.const 16)" };
            let find = |list: &[(&str, String)]| {
                list.iter().find(|(name, _)| *name == function).map(|(_, body)| body.clone())
            };
            let body = find(&self.bodies).unwrap_or_else(|| default.to_owned());
            let after = find(&self.after).unwrap_or_default();
            let export = format!("motive:plugin/{interface}@0.1.0#{function}");
            functions.push_str(&format!(
                "(func ${interface}-{function} (export \"{export}\") (param {params}) (result i32) {body})\n\
                 (func (export \"cabi_post_{export}\") (param i32) (call $free-all) {after})\n"
            ));
        }
        let (imports, rest, manifest) = (&self.imports, &self.rest, self.manifest_data());
        format!("(module {imports}\n{PRELUDE}\n{functions}\n{rest}\n{manifest})")
    }

    /// The manifest's record at 1024, its strings behind it, or where there is room if they are long.
    fn manifest_data(&self) -> String {
        let long = self.manifest.iter().map(String::len).sum::<usize>() > 900;
        let at = if long { 8192 } else { 1024 + 72 };
        let [id, version, schema, title] = &self.manifest;
        let mut strings = String::new();
        let mut record = String::new();
        // id, version, title, summary, authors, license, citation, config-schema, attrs
        for text in [id, version, title, "", "", "", "", schema, ""] {
            let address = if text.is_empty() { 16 } else { at + strings.len() };
            let words = [address as u32, text.len() as u32];
            for byte in words.iter().flat_map(|word| word.to_le_bytes()) {
                record.push_str(&format!("\\{byte:02x}"));
            }
            strings.push_str(text);
        }
        let bytes: String = strings.bytes().map(|byte| format!("\\{byte:02x}")).collect();
        format!("(data (i32.const 1024) \"{record}\") (data (i32.const {at}) \"{bytes}\")")
    }

    /// The core module with its component type in it, as a compiler for `wasm32-unknown-unknown` leaves it.
    pub fn module(&self) -> Vec<u8> {
        let includes: String =
            self.kinds.iter().map(|kind| format!("include motive:plugin/{kind}-plugin@0.1.0;")).collect();
        embed(&self.text(), &[CONTRACT, WASI], &format!("{includes} {}", self.world))
    }

    pub fn component(&self) -> Vec<u8> {
        encode(&self.module())
    }

    /// Loaded with these limits.
    pub fn load(&self, limits: &Limits) -> Result<Plugin, LoadError> {
        runtime().load("guest", &self.component(), limits, Assets::new())
    }
}

pub fn framing(guest: &Guest, limits: &Limits) -> Arc<dyn Framing> {
    guest.load(limits).unwrap().framing().unwrap().unwrap()
}

/// The error of a framing's `arms`, with the time it took.
pub fn failure(guest: &Guest) -> (CallError, Duration) {
    failure_within(guest, &roomy(Reuse::Fresh))
}

pub fn failure_within(guest: &Guest, limits: &Limits) -> (CallError, Duration) {
    let framing = framing(guest, limits);
    let start = Instant::now();
    let error = framing.arms(&context(0)).unwrap_err();
    (error, start.elapsed())
}

/// `err(failure)` at 2048 whose message is `length` bytes from `start`.
pub fn message(start: u32, length: u32) -> String {
    format!(
        "(i32.store8 (i32.const 2048) (i32.const 1))
         (i32.store (i32.const 2056) (i32.const {start}))
         (i32.store (i32.const 2060) (i32.const {length}))
         (i32.const 2048)"
    )
}

/// A framing whose `frame` returns the state that it was given.
pub fn echo() -> Guest {
    // The argument is a context and a view, whose state stands 68 bytes from the start.
    Guest::of(&["framing"]).function(
        "frame",
        "(i32.store (i32.const 2052) (i32.load offset=68 (local.get 0)))
         (i32.store (i32.const 2056) (i32.load offset=72 (local.get 0)))
         (i32.const 2048)",
    )
}

/// A view with this state and nothing else.
pub fn view(state: String) -> View {
    View {
        arm: String::new(),
        stakes: Vec::new(),
        step: 0,
        max_steps: 1,
        transcript: Vec::new(),
        pending: Vec::new(),
        restarted: false,
        metrics: Vec::new(),
        state,
        attrs: Vec::new(),
    }
}

/// A core module as text with the type of a world of these lines in it.
pub fn embed(text: &str, packages: &[&str], world: &str) -> Vec<u8> {
    let (resolve, world) = resolve(packages, &format!("package test:guest; world guest {{ {world} }}"));
    let mut module = wat::parse_str(text).unwrap();
    embed_component_metadata(&mut module, &resolve, world, StringEncoding::UTF8, false).unwrap();
    module
}

/// A component of the world `guest` in this text, with nothing but `unreachable` in it.
pub fn dummy(wit: &str) -> Vec<u8> {
    dummy_of(&[], wit)
}

/// The same with packages that the text refers to.
pub fn dummy_of(packages: &[&str], wit: &str) -> Vec<u8> {
    let (resolve, world) = resolve(packages, wit);
    let mut module = wit_component::dummy_module(&resolve, world, ManglingAndAbi::Standard32);
    embed_component_metadata(&mut module, &resolve, world, StringEncoding::UTF8, false).unwrap();
    encode(&module)
}

fn resolve(packages: &[&str], guest: &str) -> (Resolve, WorldId) {
    let mut resolve = Resolve::default();
    for package in packages {
        resolve.push_str("package.wit", package).unwrap();
    }
    let guest = resolve.push_str("guest.wit", guest).unwrap();
    let world = resolve.select_world(&[guest], Some("guest")).unwrap();
    (resolve, world)
}

pub fn encode(module: &[u8]) -> Vec<u8> {
    ComponentEncoder::default().module(module).unwrap().validate(true).encode().unwrap()
}

pub fn runtime() -> Runtime {
    Runtime::new(&Settings::default()).unwrap()
}

/// Small limits, but for time: those are not hit on a loaded machine.
pub fn roomy(reuse: Reuse) -> Limits {
    Limits {
        memory: 4 << 20,
        time: Duration::from_secs(10),
        final_time: Duration::from_secs(30),
        input: 64 << 10,
        result: 64 << 10,
        log_lines: 50,
        reuse,
        recheck: 0,
    }
}

/// The same with a deadline that is met soon.
pub fn hasty(reuse: Reuse) -> Limits {
    Limits { time: Duration::from_millis(40), final_time: Duration::from_millis(400), ..roomy(reuse) }
}

pub fn context(seed: u64) -> Context {
    Context { config: "{}".to_owned(), seed }
}
