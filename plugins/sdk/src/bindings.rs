//! The contract as Rust types, generated from `wit/v0.1/motive.wit`.
//!
//! Every kind exports `about` and one interface of its own. wit-bindgen writes a `component-type` section where an
//! export macro is used, and two worlds that both exported `about` could not live in one crate. So each world of the
//! contract is taken in two halves here, and a plugin that exports the two halves of its world carries that world and
//! no other. Owns no behaviour: constructors and traits are in the other modules.

#![allow(missing_docs, unsafe_code, unreachable_pub, clippy::all, rust_2018_idioms)]
#![allow(clippy::needless_pass_by_value, clippy::semicolon_if_nothing_returned)]

pub mod about {
    wit_bindgen::generate!({
        path: "../../wit/v0.1",
        inline: "package motive:sdk;
            world about-half {
                import motive:plugin/log@0.1.0;
                import motive:plugin/assets@0.1.0;
                export motive:plugin/about@0.1.0;
            }",
        generate_all,
        generate_unused_types: true,
        pub_export_macro: true,
        export_macro_name: "export_about_half",
        default_bindings_module: "motive_plugin::bindings::about",
        runtime_path: "::motive_plugin::wit_bindgen::rt",
        additional_derives: [PartialEq],
    });
}

/// The half of a world that is one kind's interface, sharing the types of `about`.
macro_rules! kind_half {
    ($kind:ident, $inline:literal, $export:literal, $module:literal) => {
        pub mod $kind {
            wit_bindgen::generate!({
                path: "../../wit/v0.1",
                inline: $inline,
                with: { "motive:plugin/types@0.1.0": crate::bindings::about::motive::plugin::types },
                generate_all,
                pub_export_macro: true,
                export_macro_name: $export,
                default_bindings_module: $module,
                runtime_path: "::motive_plugin::wit_bindgen::rt",
                additional_derives: [PartialEq],
            });
        }
    };
}

kind_half!(
    task,
    "package motive:sdk; world task-half { export motive:plugin/task@0.1.0; }",
    "export_task_half",
    "motive_plugin::bindings::task"
);
kind_half!(
    framing,
    "package motive:sdk; world framing-half { export motive:plugin/framing@0.1.0; }",
    "export_framing_half",
    "motive_plugin::bindings::framing"
);
kind_half!(
    provider,
    "package motive:sdk; world provider-half { export motive:plugin/provider@0.1.0; }",
    "export_provider_half",
    "motive_plugin::bindings::provider"
);
kind_half!(
    rubric,
    "package motive:sdk; world rubric-half { export motive:plugin/rubric@0.1.0; }",
    "export_rubric_half",
    "motive_plugin::bindings::rubric"
);
