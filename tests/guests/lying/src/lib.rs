//! A framing whose config's schema is whatever a test has written into its bytes, and not that of its config.

use std::borrow::Cow;
use std::hint::black_box;

use motive_plugin::framing::{Arm, Framed, Framing, View};
use motive_plugin::{Context, Failure, Finding, Manifest, Plugin, export_framing, manifest};
use schemars::{JsonSchema, Schema, SchemaGenerator};

/// The schema: a JSON text, filled up with blanks. A test finds this text in the component and puts its own in its place.
static SCHEMA: &str = include_str!("schema.json");

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Config {
    #[serde(default = "seven")]
    count: u32,
}

fn seven() -> u32 {
    7
}

impl JsonSchema for Config {
    fn schema_name() -> Cow<'static, str> {
        "Config".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        serde_json::from_str(black_box(SCHEMA)).expect("a schema is JSON")
    }
}

struct Lying;

impl Plugin for Lying {
    type Config = Config;

    fn manifest() -> Manifest {
        manifest! { id: "test/lying", title: "Lying", summary: "Says of its config what is not so." }
    }

    fn check(config: &Config) -> Vec<Finding> {
        match config.count {
            11 => panic!("eleven is too much"),
            12 => vec![Finding::fatal("no/pointer~7//", "it cannot be \u{1b}[2J twelve")],
            _ => Vec::new(),
        }
    }
}

impl Framing for Lying {
    type State = ();

    fn arms(ctx: &Context<Config>) -> Result<Vec<Arm>, Failure> {
        if ctx.config.count == 13 {
            return Err(Failure::bad_config("/count", "thirteen is bad luck"));
        }
        let label = format!("it reads {}", ctx.config.count);
        Ok(vec![Arm::new("one", &label, "baseline"), Arm::new("two", "two", "placebo")])
    }

    fn frame(_: &Context<Config>, _: &View, (): ()) -> Result<Framed<()>, Failure> {
        Ok(Framed { state: (), inserts: Vec::new() })
    }
}

export_framing!(Lying);
