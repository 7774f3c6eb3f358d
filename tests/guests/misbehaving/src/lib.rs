//! A framing that does wrong as its config says: what a mistake in a Rust plugin looks like to the host.

use std::hint::black_box;
use std::sync::atomic::{AtomicU32, Ordering};

use motive_plugin::framing::{Arm, Framed, Framing, View};
use motive_plugin::{Context, Failure, Manifest, Plugin, export_framing, manifest};

#[derive(Default, serde::Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
struct Config {
    wrong: Wrong,
}

#[derive(Default, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum Wrong {
    /// Nothing: two arms that add nothing.
    #[default]
    Nothing,
    /// Reads past the end of a list.
    Panic,
    /// Calls itself until the stack is full.
    Recursion,
    /// Allocates until there is no memory.
    Hoard,
    /// Counts its calls in a static, and answers with the number.
    Count,
    /// Panics with more words than anybody reads.
    Lament,
    /// Panics in about a third of all trials.
    SomeFrames,
    /// Panics in every trial.
    EveryFrame,
}

static CALLS: AtomicU32 = AtomicU32::new(0);

struct Misbehaving;

fn deeper(depth: u64) -> u64 {
    let frame = black_box([depth; 64]);
    if black_box(true) { deeper(depth + 1) + frame[3] } else { depth }
}

impl Plugin for Misbehaving {
    type Config = Config;

    fn manifest() -> Manifest {
        manifest! { id: "test/misbehaving", title: "Misbehaving", summary: "Does wrong on request." }
    }
}

impl Framing for Misbehaving {
    type State = ();

    fn arms(ctx: &Context<Config>) -> Result<Vec<Arm>, Failure> {
        let label = match ctx.config.wrong {
            Wrong::Nothing | Wrong::SomeFrames | Wrong::EveryFrame => "one".to_owned(),
            Wrong::Panic => ["a", "b"][black_box(7)].to_owned(),
            Wrong::Recursion => deeper(0).to_string(),
            Wrong::Hoard => {
                let mut hoard = Vec::new();
                loop {
                    hoard.push(black_box(vec![1_u8; 1 << 20]));
                }
            }
            Wrong::Count => CALLS.fetch_add(1, Ordering::Relaxed).to_string(),
            Wrong::Lament => panic!("{}", "alas ".repeat(10_000)),
        };
        Ok(vec![Arm::new("one", &label, "baseline"), Arm::new("two", "two", "placebo")])
    }

    fn frame(ctx: &Context<Config>, _: &View, (): ()) -> Result<Framed<()>, Failure> {
        match ctx.config.wrong {
            Wrong::SomeFrames if ctx.random("frame").below(3) == 0 => panic!("not this one"),
            Wrong::EveryFrame => panic!("not one"),
            _ => {}
        }
        Ok(Framed { state: (), inserts: Vec::new() })
    }
}

export_framing!(Misbehaving);
