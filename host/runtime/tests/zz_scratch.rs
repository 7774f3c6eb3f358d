#![allow(missing_docs, clippy::unwrap_used)]
mod support;
use motive_runtime::*;
#[test]
fn wasip2() {
    let bytes = std::fs::read("/tmp/wasip2/target/wasm32-wasip2/release/essay.wasm").unwrap();
    let runtime = Runtime::new(&Settings::default()).unwrap();
    for reuse in [Reuse::Warm, Reuse::Fresh] {
        let mut limits = Limits::standard(reuse); limits.recheck = 1;
        let start = std::time::Instant::now();
        let plugin = runtime.load("essay2", &bytes, &limits, Assets::new()).unwrap();
        eprintln!("load {:?}", start.elapsed());
        let task = plugin.task().unwrap().unwrap();
        for _ in 0..3 {
            let start = std::time::Instant::now();
            let (page, events) = support::events::during(|| task.items(&support::context(3), 0, 2));
            eprintln!("{:?} {:?} {}", start.elapsed(), page.map(|p| p.items.len()), events.iter().map(|e| format!("{} {}\n", e.level, e.message)).collect::<String>());
        }
    }
}
