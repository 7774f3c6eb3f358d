//! What rubrics have in common that show texts to judges: fences around the texts, the reading of an answer that ends
//! with a line such as `Verdict: first`, and what becomes of an answer that cannot be read.
//!
//! Not in here: what is asked, and the words that a rubric knows. A library and no plugin: a guest that depended on
//! another guest would export its functions as well.

mod answer;
mod fence;
mod settle;
mod sides;
mod words;

pub use answer::{Grammar, read};
pub use fence::Fence;
pub use settle::settle;
pub use sides::Sides;
