//! Utilities from choices that were asked for elsewhere.

use motive_study::edges::{Edge, Edges};
use motive_study::outcomes::OutcomeSet;
use motive_utility::coherence::{
    Answers, Coherence, CoherenceOptions, Evidence, Tally, Treatment, coherence,
};
use motive_utility::{
    Bootstrap, FitError, FitOptions, HOLDOUT_CAP, HOLDOUT_SHARE, UtilityModel, bootstrap, holdout,
};

use crate::answers::index_of;
use crate::coherence::{categories, counts, lotteries, whole};
use crate::listing::{Listed, Listing};

/// The seed of the draws: the same file has the same results.
const SEED: [u8; 32] = *b"motive utilities from elsewhere ";

/// How choices from elsewhere are fitted.
#[derive(Clone, Copy)]
pub struct EdgeFit {
    /// The utility model.
    pub model: &'static dyn UtilityModel,
    /// Penalty, position, standard errors.
    pub how: FitOptions,
    /// What the answers of the column `neither` count as.
    pub treatment: &'static dyn Treatment,
    /// Whether to hold out a keyed 5 % of all pairs, as far as they were asked. A column `holdout` holds out without it.
    pub holdout: bool,
    /// Refits to resampled pairs.
    pub bootstrap: usize,
}

/// Fits the choices of an edge file. `set`, if given, says what its options are about, and has all of them.
///
/// # Errors
/// In words, why there are no utilities.
pub fn listing(edges: &Edges, set: Option<&OutcomeSet>, with: &EdgeFit) -> Result<Listing, String> {
    let options = edges.options.len();
    let set = set.map(|set| described(edges, set)).transpose()?;
    let [trained, held_out] = split(edges, set.as_ref(), with)?;
    let choices = trained.treated(with.treatment, SEED);
    let comparisons = choices.comparisons();
    let problem = |error: FitError| in_words(&error, edges);
    let fit = with.model.fit(options, &comparisons, &with.how).map_err(problem)?;
    let refits: Option<Bootstrap> = match with.bootstrap {
        0 => None,
        replicates => {
            Some(bootstrap(with.model, options, &comparisons, &with.how, replicates, SEED).map_err(problem)?)
        }
    };
    let evidence = Evidence {
        fit: &fit,
        answers: &trained,
        held_out: (!held_out.tallies().is_empty()).then_some(&held_out),
        // What was asked in which sample, an edge file does not tell.
        halves: None,
        categories: &set.as_ref().map_or_else(Vec::new, categories),
        counts: &set.as_ref().map_or_else(Vec::new, counts),
        lotteries: &set.as_ref().map_or_else(Vec::new, lotteries),
        bootstrap: &whole(refits.as_ref()),
    };
    let how = CoherenceOptions::new(with.treatment, with.model, with.how, SEED);
    let coherence: Coherence = coherence(&evidence, &how).map_err(|error| error.to_string())?;
    let text = |at: usize| set.as_ref().map(|set| set.outcome[at].text.as_str());
    let ids = edges.options.iter().enumerate();
    let named: Vec<(&str, Option<&str>)> = ids.map(|(at, id)| (id.as_str(), text(at))).collect();
    let listing = Listing::new(&Listed {
        options: &named,
        model: with.model.name(),
        fit: &fit,
        bootstrap: refits.as_ref(),
        coherence: Some(&coherence),
    });
    Ok(Listing { anchor: set.and_then(|set| set.anchor), ..listing })
}

/// The options of an edge file, in their order, as a set of outcomes.
fn described(edges: &Edges, set: &OutcomeSet) -> Result<OutcomeSet, String> {
    let index = index_of(set);
    let outcome = |id: &String| match index.get(id.as_str()) {
        Some(at) => Ok(set.outcome[*at].clone()),
        None => Err(format!("the outcomes lack `{id}`")),
    };
    Ok(OutcomeSet {
        anchor: set.anchor.clone().filter(|anchor| edges.options.contains(anchor)),
        outcome: edges.options.iter().map(outcome).collect::<Result<_, _>>()?,
    })
}

/// A fit knows its options by number only.
fn in_words(error: &FitError, edges: &Edges) -> String {
    match error {
        FitError::Unbounded { option, outcome } => format!(
            "`{}` always {outcome}, so without a penalty its utility is infinite: set a positive penalty, for example 0.01",
            edges.options.get(*option).map_or("", String::as_str)
        ),
        other => other.to_string(),
    }
}

/// The answers that are fitted, and those that are held out.
fn split(edges: &Edges, set: Option<&OutcomeSet>, with: &EdgeFit) -> Result<[Answers; 2], String> {
    let options = edges.options.len();
    let anchor =
        set.and_then(|set| set.outcome.iter().position(|outcome| Some(&outcome.id) == set.anchor.as_ref()));
    let drawn = match with.holdout && !edges.has_holdout_column {
        true => {
            holdout(options, anchor, HOLDOUT_SHARE, HOLDOUT_CAP, SEED).map_err(|error| error.to_string())?
        }
        false => Default::default(),
    };
    let mut tallies: [Vec<Tally>; 2] = Default::default();
    for edge in &edges.rows {
        let pair = (edge.first.min(edge.second), edge.first.max(edge.second));
        let is_held_out = edge.holdout || drawn.contains(&pair);
        tallies[usize::from(is_held_out)].push(tally(edge));
    }
    let answers = |tallies: &[Tally]| Answers::new(options, tallies).map_err(|error| error.to_string());
    Ok([answers(&tallies[0])?, answers(&tallies[1])?])
}

fn tally(edge: &Edge) -> Tally {
    Tally {
        first: edge.first,
        second: edge.second,
        first_wins: edge.chose_first as f64,
        second_wins: edge.chose_second as f64,
        unreadable: edge.neither as f64,
        ..Tally::default()
    }
}
