//! The first-party components through the real runtime.
#![allow(clippy::unwrap_used)]
use motive_contract::types::Context;
use motive_runtime::{Assets, Limits, Reuse, Runtime, Settings};

#[test]
fn essay_loads() {
    let runtime = Runtime::new(&Settings::default()).unwrap();
    for name in
        ["essay", "donation", "exhortation", "forced-choice", "openai-chat", "quality-pairwise", "simulated"]
    {
        let bytes = std::fs::read(format!("{}/../../target/plugins/{name}.wasm", env!("CARGO_MANIFEST_DIR")))
            .unwrap();
        let start = std::time::Instant::now();
        let plugin = runtime.load(name, &bytes, &Limits::standard(Reuse::Warm), Assets::new()).unwrap();
        println!("{name} {:?} {:?} {}", plugin.kinds, start.elapsed(), bytes.len());
        if let Some(task) = plugin.task().unwrap() {
            let page = task.items(&Context { config: "{}".to_owned(), seed: 1 }, 0, 2).unwrap();
            println!("{page:?}");
        }
    }
}
