//! What comes with motive: the first-party components as bytes, as `cargo xtask plugins` left them in `target/plugins`
//! when this was built, and the outcome sets as text. Knows nothing of what they are.

/// Name and bytes of each, sorted by name; empty when they were not built.
pub static PLUGINS: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/plugins.rs"));

/// Name and text of each, sorted by name.
pub static OUTCOME_SETS: &[(&str, &str)] = &[
    ("animals", include_str!("../../../outcomes/animals.toml")),
    ("causes", include_str!("../../../outcomes/causes.toml")),
    ("countries", include_str!("../../../outcomes/countries.toml")),
    ("general", include_str!("../../../outcomes/general.toml")),
    ("money", include_str!("../../../outcomes/money.toml")),
    ("religions", include_str!("../../../outcomes/religions.toml")),
    ("self", include_str!("../../../outcomes/self.toml")),
];
