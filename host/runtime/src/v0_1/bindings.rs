//! Generated from `wit/v0.1/motive.wit`: one small world for each interface that a plugin exports, so that an
//! instance binds only what is called on it. What is shared (types, log, assets) is generated once.

use wasmtime::Store;
use wasmtime::component::{Instance, InstancePre};

use crate::guest::Guest;
use crate::pool::Interface;

macro_rules! interface {
    ($module:ident, $world:ident, $indices:ident, $inline:literal, { $($with:tt)* }) => {
        #[allow(missing_docs, clippy::all, unreachable_pub, rust_2018_idioms)]
        pub mod $module {
            wasmtime::component::bindgen!({
                path: "../../wit/v0.1",
                inline: $inline,
                imports: { default: trappable },
                require_store_data_send: true,
                with: { $($with)* },
            });
        }

        impl Interface for $module::$world {
            type Indices = $module::$indices;

            fn find(component: &InstancePre<Guest>) -> wasmtime::Result<Self::Indices> {
                $module::$indices::new(component)
            }

            fn bind(indices: &Self::Indices, store: &mut Store<Guest>, instance: &Instance) -> wasmtime::Result<Self> {
                indices.load(store, instance)
            }
        }
    };
}

interface!(
    about,
    About,
    AboutIndices,
    "package motive:host; world about {
        import motive:plugin/types@0.1.0;
        import motive:plugin/log@0.1.0;
        import motive:plugin/assets@0.1.0;
        export motive:plugin/about@0.1.0;
    }",
    {}
);
interface!(
    task, Task, TaskIndices,
    "package motive:host; world task { import motive:plugin/types@0.1.0; export motive:plugin/task@0.1.0; }",
    { "motive:plugin/types@0.1.0": crate::v0_1::bindings::types }
);
interface!(
    framing, Framing, FramingIndices,
    "package motive:host; world framing { import motive:plugin/types@0.1.0; export motive:plugin/framing@0.1.0; }",
    { "motive:plugin/types@0.1.0": crate::v0_1::bindings::types }
);
interface!(
    provider, Provider, ProviderIndices,
    "package motive:host; world provider { import motive:plugin/types@0.1.0; export motive:plugin/provider@0.1.0; }",
    { "motive:plugin/types@0.1.0": crate::v0_1::bindings::types }
);
interface!(
    rubric, Rubric, RubricIndices,
    "package motive:host; world rubric { import motive:plugin/types@0.1.0; export motive:plugin/rubric@0.1.0; }",
    { "motive:plugin/types@0.1.0": crate::v0_1::bindings::types }
);

#[allow(unreachable_pub)] // the generated modules re-export it from one another
pub use about::motive::plugin::{assets, log, types};
