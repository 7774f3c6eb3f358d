//! The gold ladder: real texts made worse by a known amount, and the pairs that show what judges can see.
//!
//! A [`Degradation`] damages a text by a [`Dose`]; the original is the better one. For one key the damage of
//! a higher dose contains that of a lower one, so that doses form a ladder. [`gold_pairs`] draws which
//! outputs become such pairs, beside pairs with nothing to see: a text against itself, and two samples of
//! one prompt.
//!
//! Pure: texts and keys in, texts and pairs out. How pairs are asked, and what accuracy follows from the
//! answers, is decided elsewhere, as is everything about models and journals.

mod degradation;
mod dose;
mod error;
mod gold;
mod keyed;
mod strategy;
mod text;

pub use degradation::{Change, Degradation, Degradations, Degraded, Step, Steps};
pub use dose::Dose;
pub use error::LadderError;
pub use gold::{GoldDesign, GoldDraw, GoldKind, GoldPair, Output, Shortfall, Texts, gold_pairs, widest};
pub use keyed::{Key, damage_key};
pub use motive_registry::RegistryError;
pub use text::{Block, BlockKind, Document, Passage};
