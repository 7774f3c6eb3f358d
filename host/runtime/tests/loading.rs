//! What is loaded, what is refused, and in which words.
#![allow(clippy::unwrap_used)]

mod support;

use std::time::{Duration, Instant};

use motive_contract::{CallError, about::Manifest};
use motive_runtime::{Assets, Kind, LoadError, Plugin, Reuse};
use support::{CONTRACT, Guest, context, dummy, encode, roomy, runtime};

fn load(bytes: &[u8]) -> Result<Plugin, LoadError> {
    runtime().load("guest", bytes, &roomy(Reuse::Fresh), Assets::new())
}

/// The words in which bytes are refused.
fn refusal(bytes: &[u8]) -> String {
    load(bytes).unwrap_err().to_string()
}

fn framing() -> Guest {
    Guest::of(&["framing"])
}

#[test]
fn a_component_is_loaded_with_its_identity() {
    let bytes = framing().component();
    let plugin = load(&bytes).unwrap();
    assert_eq!(plugin.kinds, [Kind::Framing]);
    assert_eq!(plugin.contract, "0.1.0");
    assert_eq!(plugin.size, bytes.len());
    assert_eq!(plugin.sha256.len(), 64);
    let Manifest { id, version, config_schema, .. } = &plugin.manifest;
    assert_eq!(
        (id.as_str(), version.as_str(), config_schema.as_str()),
        ("test/guest", "1.0.0", r#"{"type":"object"}"#)
    );
    assert!(plugin.task().unwrap().is_none() && plugin.rubric().unwrap().is_none());
    assert_eq!(plugin.framing().unwrap().unwrap().arms(&context(0)), Ok(Vec::new()));
}

/// The identity is that of the bytes that were given, whatever was made of them.
#[test]
fn a_core_module_and_text_are_made_into_components() {
    let module = framing().module();
    let of_module = load(&module).unwrap();
    assert_eq!((of_module.kinds.as_slice(), of_module.size), ([Kind::Framing].as_slice(), module.len()));

    let text = wasm_text(&framing().component());
    let of_text = load(text.as_bytes()).unwrap();
    assert_eq!(of_text.size, text.len());
    assert_ne!(of_text.sha256, of_module.sha256);
}

/// A component as text: its bytes, quoted.
fn wasm_text(component: &[u8]) -> String {
    let bytes: String = component.iter().map(|byte| format!("\\{byte:02x}")).collect();
    format!(";; a component\n\n  (component binary \"{bytes}\")")
}

#[test]
fn what_is_no_component_is_refused_by_its_first_bytes() {
    let plain_module = wat::parse_str("(module (func (export \"run\")))").unwrap();
    let cases: [(&str, &[u8], &str); 9] = [
        ("empty", b"", "guest: this is an empty file, not a WebAssembly component; give a .wasm file"),
        (
            "text",
            b"[plugin]\nname = 'essay'\n",
            "guest: this is text, and not the text of a WebAssembly, not a WebAssembly component; give a .wasm file",
        ),
        (
            "other bytes",
            b"\x89PNG\r\n\x1a\n\0\0",
            "guest: this is something else (it starts with 89 50 4e 47 0d 0a 1a 0a), not a WebAssembly component; \
             give a .wasm file",
        ),
        (
            "compiled",
            b"\x7fELF\x02\x01\x01\0",
            "guest: this is compiled code, such as a .cwasm file, not a WebAssembly component; \
             give the .wasm it was compiled from: foreign machine code is never loaded",
        ),
        (
            "a version of the future",
            b"\0asm\x0e\0\x01\0",
            "guest: this is a WebAssembly binary of a version that is not known here, not a WebAssembly component; \
             build it with a toolchain of the component model",
        ),
        (
            "core module",
            &plain_module,
            "guest: a core module that cannot be made into a component: it does not carry a component type; \
             build it against motive.wit with wit-bindgen or the SDK",
        ),
        (
            "core module as text",
            b"(module)",
            "guest: a core module that cannot be made into a component: it does not carry a component type; \
             build it against motive.wit with wit-bindgen or the SDK",
        ),
        ("broken text", b"(component (func", "guest: not a valid component: "),
        ("a component cut short", b"\0asm\x0d\0\x01\0\x01", "guest: not a valid component: "),
    ];
    for (case, bytes, words) in cases {
        let refusal = refusal(bytes);
        assert!(refusal.starts_with(words), "{case}: {refusal}");
    }
}

/// The contract's text with something replaced, and a world `guest` that has what a framing has.
fn other_contract(from: &str, to: &str, world: &str) -> String {
    let contract = CONTRACT.replace(from, to);
    assert_ne!(contract, CONTRACT, "nothing was replaced");
    format!("{contract}\nworld guest {{ {world} }}")
}

#[test]
fn another_version_of_the_contract_is_named() {
    let cases = [("0.2.0", "0.2.0"), ("0.1.0-draft", "0.1.0-draft"), ("1.0.0", "1.0.0")];
    for (version, named) in cases {
        let wit = other_contract(
            "package motive:plugin@0.1.0",
            &format!("package motive:plugin@{version}"),
            "include framing-plugin;",
        );
        assert_eq!(
            refusal(&dummy(&wit)),
            format!("guest: built for version {named} of the contract motive:plugin; this motive has 0.1.0")
        );
    }
}

/// Additions within 0.1 change neither what a plugin exports nor what it is given.
#[test]
fn a_later_patch_of_the_contract_is_loaded() {
    let mut guest = framing().text();
    guest = guest.replace("@0.1.0", "@0.1.7");
    let contract = CONTRACT.replace("@0.1.0", "@0.1.7");
    let module = support::embed(&guest, &[&contract], "include motive:plugin/framing-plugin@0.1.7;");
    let plugin = load(&encode(&module)).unwrap();
    assert_eq!(plugin.contract, "0.1.7");
    assert_eq!(plugin.framing().unwrap().unwrap().arms(&context(0)), Ok(Vec::new()));
}

#[test]
fn a_component_of_two_versions_at_once_is_refused() {
    let newer = CONTRACT.replace("@0.1.0", "@0.2.0");
    let wit = "package test:guest;
         world guest {
           export motive:plugin/about@0.1.0; export motive:plugin/framing@0.1.0; import motive:plugin/log@0.2.0;
         }";
    let component = support::dummy_of(&[CONTRACT, &newer], wit);
    assert!(
        refusal(&component).contains("built for version 0.2.0 of the contract"),
        "{}",
        refusal(&component)
    );
}

#[test]
fn what_a_plugin_lacks_is_named() {
    let cases = [
        (
            "export about;",
            "guest: not a motive plugin: it exports interfaces of motive:plugin, and lacks one of task, framing, provider and rubric",
        ),
        (
            "export task;",
            "guest: not a motive plugin: it exports interfaces of motive:plugin, and lacks about",
        ),
    ];
    for (world, words) in cases {
        let wit = format!("{CONTRACT}\nworld guest {{ {world} }}");
        assert_eq!(refusal(&dummy(&wit)), words);
    }
    let foreign =
        "package test:other@1.2.0; interface greet { hello: func(); } world guest { export greet; }";
    assert_eq!(
        refusal(&dummy(foreign)),
        "guest: not a motive plugin: it exports test:other/greet@1.2.0; \
         a plugin exports motive:plugin/about and one of task, framing, provider, rubric"
    );
    assert_eq!(
        refusal(&dummy("package test:other; world guest {}")),
        "guest: not a motive plugin: it exports no interface; \
         a plugin exports motive:plugin/about and one of task, framing, provider, rubric"
    );
}

#[test]
fn imports_outside_the_world_are_named() {
    let http = "package wasi:http@0.2.3; interface outgoing-handler { handle: func(); }";
    let newer = "package wasi:clocks@0.3.0; interface wall-clock { now: func(); }";
    let unknown = "package acme:secrets; interface vault { get: func(name: string) -> string; }";
    let given = "a framing plugin is given log of motive:plugin, \
                 and WASI 0.2 (cli, clocks, filesystem, io, random, sockets) with nothing behind it";
    let cases = [
        (http, "import wasi:http/outgoing-handler@0.2.3;", "wasi:http/outgoing-handler@0.2.3"),
        (newer, "import wasi:clocks/wall-clock@0.3.0;", "wasi:clocks/wall-clock@0.3.0"),
        (unknown, "import acme:secrets/vault;", "acme:secrets/vault"),
        ("package test:none;", "import motive:plugin/assets@0.1.0;", "motive:plugin/assets@0.1.0"),
        ("package test:none;", "import read-clock: func() -> u64;", "read-clock"),
    ];
    for (package, import, named) in cases {
        let world = format!(
            "package test:guest; world guest {{ include motive:plugin/framing-plugin@0.1.0; {import} }}"
        );
        let refusal = refusal(&support::dummy_of(&[CONTRACT, package], &world));
        assert_eq!(refusal, format!("guest: wants imports that no plugin is given: {named}; {given}"));
    }
    // What a framing is not given, a task is.
    let task = Guest::of(&["task"]).import(
        "import motive:plugin/assets@0.1.0;",
        r#"(import "motive:plugin/assets@0.1.0" "names" (func $names (param i32)))"#,
    );
    assert_eq!(task.load(&roomy(Reuse::Fresh)).unwrap().kinds, [Kind::Task]);
}

/// An interface of a package that is given, and that this WASI does not have.
#[test]
fn an_import_that_cannot_be_linked_is_named() {
    let cases = [
        "package wasi:clocks@0.2.0; interface sundial { now: func() -> u64; }",
        "package wasi:clocks@0.2.0; interface wall-clock { tomorrow: func() -> u64; }",
    ];
    for package in cases {
        let interface = if package.contains("sundial") { "sundial" } else { "wall-clock" };
        let world = format!(
            "package test:guest; world guest {{
               include motive:plugin/framing-plugin@0.1.0; import wasi:clocks/{interface}@0.2.0; }}"
        );
        let error = load(&support::dummy_of(&[CONTRACT, package], &world)).unwrap_err();
        assert!(matches!(error, LoadError::Unlinked { .. }), "{error:?}");
        assert!(error.to_string().contains(&format!("wasi:clocks/{interface}@0.2.0")), "{error}");
    }
}

#[test]
fn other_types_are_named_with_the_difference() {
    let cases = [
        (
            "a field more",
            "        stakes: list<string>,\n",
            "        stakes: list<string>,\n        colour: string,\n",
            "framing: the type `arm` is `record { id: string, label: string, role: string, stakes: list<string>, \
             colour: string, attrs: attrs }` there and `record { id: string, label: string, role: string, \
             stakes: list<string>, attrs: attrs }` here",
        ),
        (
            "another result",
            "arms: func(ctx: context) -> result<list<arm>, failure>;",
            "arms: func(ctx: context) -> result<list<arm>, string>;",
            "framing: `arms` is `func(ctx: context) -> result<list<arm>, string>` there and \
             `func(ctx: context) -> result<list<arm>, failure>` here",
        ),
        (
            "a function that is gone",
            "arms: func(ctx: context) -> result<list<arm>, failure>;",
            "",
            "framing: `arms` is missing",
        ),
        (
            "a case more, in a type that is shared",
            "bad-config,",
            "bad-config, bad-luck,",
            "types: the type `failure-kind` is `enum { bad-config, bad-luck, bad-subject, bad-state, unsupported, \
             internal }` there and `enum { bad-config, bad-subject, bad-state, unsupported, internal }` here",
        ),
        (
            "a function that there is not",
            "emit: func(level: level, message: string, fields: attrs);",
            "emit: func(level: level, message: string, fields: attrs); flush: func();",
            "log: `flush` is wanted and does not exist here",
        ),
    ];
    for (case, from, to, words) in cases {
        let error = load(&dummy(&other_contract(from, to, "include framing-plugin;"))).unwrap_err();
        let LoadError::Differs { differences, .. } = &error else { panic!("{case}: {error}") };
        assert!(differences.iter().any(|difference| difference == words), "{case}: {differences:#?}");
        assert!(
            error.to_string().starts_with("guest: does not fit the contract motive:plugin 0.1.0:\n  - "),
            "{case}"
        );
    }
}

#[test]
fn an_interface_without_code_is_refused() {
    let mut resolve = wit_parser::Resolve::default();
    let package = resolve.push_str("contract.wit", CONTRACT).unwrap();
    let bytes = wit_component::encode(&resolve, package, false).unwrap();
    assert_eq!(refusal(&bytes), "guest: not a valid component: it holds an interface and no code");
}

#[test]
fn manifests_are_checked() {
    let id = "an id is owner/name or a reverse domain";
    let long = format!("acme/{}", "x".repeat(100));
    let cases = [
        ("essay", "1.0.0", "{}", format!("its id is `essay`; {id}")),
        ("", "1.0.0", "{}", format!("its id is ``; {id}")),
        ("acme/es say", "1.0.0", "{}", format!("its id is `acme/es say`; {id}")),
        ("acme/\u{1b}[31m", "1.0.0", "{}", format!("its id is `acme/\\u{{1b}}[31m`; {id}")),
        (&long, "1.0.0", "{}", format!("its id is `{long}`; {id}")),
        ("acme/essay", "1.0", "{}", "its version is `1.0`, which is not a semantic version: ".to_owned()),
        ("acme/essay", "", "{}", "its version is ``, which is not a semantic version: ".to_owned()),
        ("acme/essay", "1.0.0", "", "its config schema is not JSON: ".to_owned()),
        ("acme/essay", "1.0.0", "{type: object}", "its config schema is not JSON: ".to_owned()),
        (
            "acme/essay",
            "1.0.0",
            r#"{"type":"objekt"}"#,
            "its config schema is not a JSON Schema: ".to_owned(),
        ),
        ("acme/essay", "1.0.0", "5", "its config schema is not a JSON Schema: ".to_owned()),
        (
            "acme/essay",
            "1.0.0",
            r#"{"$ref":"https://example.com/schema.json"}"#,
            "its config schema refers to `https://example.com/schema.json`; ".to_owned(),
        ),
    ];
    for (id, version, schema, words) in cases {
        let error = framing().manifest(id, version, schema).load(&roomy(Reuse::Fresh)).unwrap_err();
        assert!(matches!(error, LoadError::Manifest { .. }), "{error:?}");
        let start = format!("guest: its manifest is not usable: {words}");
        assert!(error.to_string().starts_with(&start), "{error}\n{start}");
    }
    for id in ["acme/essay", "org.acme.essay"] {
        let plugin = framing().manifest(id, "1.2.3-rc.1+build", "true").load(&roomy(Reuse::Fresh)).unwrap();
        assert_eq!(plugin.manifest.id, id);
    }
}

/// Thirty definitions, each of which is the next one twice: a validator would take a billion steps.
#[test]
fn a_schema_without_bounds_is_refused_at_once() {
    let all_of = |index: usize| {
        let next = format!(r##"{{"$ref":"#/$defs/d{}"}}"##, index + 1);
        format!(r#""d{index}":{{"allOf":[{next},{next}]}}"#)
    };
    let schema = |length: usize| {
        let definitions: Vec<String> = (0..length).map(all_of).collect();
        format!(
            r##"{{"$defs":{{{},"d{length}":{{"type":"object"}}}},"$ref":"#/$defs/d0"}}"##,
            definitions.join(",")
        )
    };
    let load = |length: usize| {
        let guest = framing().manifest("acme/essay", "1.0.0", &schema(length));
        guest.load(&roomy(Reuse::Fresh))
    };
    load(8).unwrap();
    for (length, words) in [(12, "comes to 49107 schemas"), (30, "has schemas more than 32 deep")] {
        let start = Instant::now();
        let error = load(length).unwrap_err().to_string();
        assert!(error.starts_with("guest: its manifest is not usable: its config schema "), "{error}");
        assert!(error.contains(words) && error.contains("limit"), "{error}");
        assert!(start.elapsed() < Duration::from_secs(10), "{:?}", start.elapsed());
    }
}

/// What a plugin says of itself is shown in lists: without what a terminal obeys, and not at any length.
#[test]
fn the_words_of_a_manifest_are_fit_to_be_shown() {
    let title = format!("\u{1b}[2J{}", "x".repeat(3_000));
    let guest = framing().titled(&title);
    let plugin = guest.load(&roomy(Reuse::Fresh)).unwrap();
    let shown = &plugin.manifest.title;
    assert!(shown.starts_with("\\u{1b}[2Jxxx") && shown.ends_with("x…"), "{shown}");
    assert_eq!(shown.chars().count(), 2_001);
    assert_eq!(plugin.framing().unwrap().unwrap().manifest(), &plugin.manifest);
}

#[test]
fn a_plugin_that_cannot_say_who_it_is_is_refused() {
    let guest = framing().function("describe", "(unreachable)");
    let error = guest.load(&roomy(Reuse::Fresh)).unwrap_err();
    assert!(matches!(error, LoadError::Call(CallError::Trapped { function: "describe", .. })), "{error:?}");
}

#[test]
fn one_component_may_be_of_two_kinds() {
    let guest = Guest::of(&["framing", "rubric"]);
    let plugin = guest.load(&roomy(Reuse::Warm)).unwrap();
    assert_eq!(plugin.kinds, [Kind::Framing, Kind::Rubric]);
    assert_eq!(plugin.framing().unwrap().unwrap().arms(&context(0)), Ok(Vec::new()));
    let scheme = plugin.rubric().unwrap().unwrap().judging(&context(0)).unwrap();
    assert_eq!(scheme.purpose, "");
    assert!(plugin.provider().unwrap().is_none());
}

/// Instructions whose results may differ between machines are not compiled.
#[test]
fn relaxed_simd_is_refused() {
    let guest = framing().with(
        "(func (param v128) (result v128)
           (f32x4.relaxed_madd (local.get 0) (local.get 0) (local.get 0)))",
    );
    let error = guest.load(&roomy(Reuse::Fresh)).unwrap_err();
    assert!(matches!(&error, LoadError::Invalid { reason, .. } if reason.contains("relaxed")), "{error:?}");
}

/// Bytes that were damaged are refused or loaded, and nothing else happens.
#[test]
fn damaged_components_do_no_harm() {
    let runtime = runtime();
    let limits = roomy(Reuse::Fresh);
    for sound in [framing().component(), framing().module()] {
        for round in 0..300_usize {
            let mut bytes = sound.clone();
            // Spread over the file, with a step that hits every kind of section.
            let at = 8 + (round * 7919) % (bytes.len() - 8);
            bytes[at] = bytes[at].wrapping_add(1 + (round % 255) as u8);
            if round % 5 == 0 {
                bytes.truncate(at);
            }
            // What it says does not matter; that it comes back does.
            let _ = runtime.load("guest", &bytes, &limits, Assets::new());
        }
    }
}
