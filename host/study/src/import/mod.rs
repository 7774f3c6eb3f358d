//! Utilities that others have published, from the result files of the public utility-elicitation pipeline.
//!
//! The pipeline is `centerforaisafety/emergent-values` (Mazeika et al., arXiv 2502.08640). Its `compute_utilities`
//! writes `results_utilities_MODEL.json`, and `results_MODEL.json` with the choices as well; three of its experiments
//! write files of nearly the same form. All of them are read here. Does not own: files, fits, and what is done with
//! the utilities.

mod fault;
mod graph;
mod json;
mod outcomes;
mod results;

use motive_contract::words;

pub use fault::{Fault, Faults, MOST_FAULTS};
pub use outcomes::Matched;

/// Largest file that is read, in bytes. With 510 options, 20 short answers to each pair asked and a label for every
/// other pair, a file has about 70 MB.
pub const LARGEST: usize = 128 << 20;

/// What a result file says.
#[derive(Debug, Clone, PartialEq)]
pub struct Published {
    /// The model that was asked. The pipeline puts it into the file's name only.
    pub model: Option<String>,
    /// At least two, in the order of the file, with ids and texts of their own.
    pub options: Vec<PublishedOption>,
    /// How well the utilities fit the choices that they were fitted to. With pseudolabels among these choices, which
    /// is the pipeline's default, the fit looks better than it is.
    pub training: Metrics,
    /// How well they predict the choices between the pairs that were held out.
    pub holdout: Metrics,
    /// The choices, in the order of the file. Empty in a `results_utilities_` file.
    pub edges: Vec<PublishedEdge>,
}

/// An outcome and its utility, normal with a mean and a variance (Thurstone with a variance for each option).
#[derive(Debug, Clone, PartialEq)]
pub struct PublishedOption {
    /// Its id. A number is written in digits.
    pub id: String,
    /// What it is, in words.
    pub text: String,
    /// Mean utility. The pipeline standardises: over all options of a file, mean 0 and standard deviation 1.
    pub mean: f64,
    /// Variance of the utility, in the square of that unit; 0 or more.
    pub variance: f64,
}

/// Agreement of utilities with choices. Null and NaN, which the pipeline writes where there is no choice, are none.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Metrics {
    /// Mean cross-entropy of the share of choices under the model's probability, in nats.
    pub log_loss: Option<f64>,
    /// Share of pairs whose more frequent choice is the model's, 0 to 1.
    pub accuracy: Option<f64>,
}

/// What is known of the choice between two options.
#[derive(Debug, Clone, PartialEq)]
pub struct PublishedEdge {
    /// An index into [`Published::options`].
    pub a: usize,
    /// Another one. No other edge has these two options.
    pub b: usize,
    /// The share of answers for `a`, 0 to 1. What could not be read is half an answer for each, or none, as the run was
    /// set up.
    pub probability_a: f64,
    /// Where the share comes from.
    pub source: EdgeSource,
    /// The answers by order; none for a pseudolabel, and where a file does not give them.
    pub answers: Option<Answers>,
}

/// Where the share of an edge comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EdgeSource {
    /// The model was asked, and the utilities were fitted to it.
    Training,
    /// The model was asked, and the utilities were not fitted to it.
    Holdout,
    /// Nobody was asked: the fit was sure, and its answer was taken for a choice.
    Pseudolabel,
}

/// The answers to a pair in both orders.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answers {
    /// When `a` was shown first.
    pub a_first: Tally,
    /// When `b` was shown first.
    pub b_first: Tally,
}

/// The answers to a pair in one order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// How many chose the option shown first.
    pub first: u64,
    /// How many chose the option shown second.
    pub second: u64,
    /// How many could not be read.
    pub neither: u64,
}

/// Reads a result file. `name` is the name of the file, which names the model.
///
/// # Errors
/// What is wrong with it, each with its place.
pub fn parse(name: &str, bytes: &[u8]) -> Result<Published, Faults> {
    let mut faults = Faults::new(name);
    if bytes.len() > LARGEST {
        let message = format!("{} bytes, {LARGEST} at most", bytes.len());
        let hint = "the file `results_utilities_...` of the same run is smaller: it has no choices";
        faults.add("", message, hint);
        return Err(faults);
    }
    let json = match json::parse(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)) {
        Ok(json) => json,
        Err(problem) => {
            faults.add("", format!("not JSON: {problem}"), "the file may be cut off, or be another one");
            return Err(faults);
        }
    };
    match results::read(name, &json, &mut faults) {
        Some(published) if faults.list.is_empty() => Ok(published),
        _ => Err(faults),
    }
}

/// A text of the file as errors show it: on one line, and not all of a long one.
fn shown(text: &str) -> String {
    words::cut(&words::line(text), 60)
}
