//! The first-party components as bytes, as `cargo xtask plugins` left them in `target/plugins` when this was
//! built. Knows nothing of what they are.

/// Name and bytes of each, sorted by name; empty when they were not built.
pub static PLUGINS: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/plugins.rs"));
