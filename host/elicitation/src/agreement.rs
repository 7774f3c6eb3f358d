//! Two elicitations compared: across actors, protocols or times.

use std::collections::BTreeSet;

use motive_study::import::{Published, PublishedOption};
use motive_utility::coherence::{CoherenceError, Convergence, Elicited, NamedAgreement, compare};

use crate::listing::{Listing, OptionUtility};

/// How many of the best outcomes are looked at, for overlaps.
const TOP: [usize; 3] = [10, 50, 100];
/// The confidence of the intervals.
const CONFIDENCE: f64 = 0.95;

/// The utilities of one respondent, however they came about.
#[derive(Debug, Clone, PartialEq)]
pub struct Respondent {
    /// What it is called in the comparison.
    pub name: String,
    options: Vec<Valued>,
    reliability: Option<f64>,
}

/// An outcome and its utility.
#[derive(Debug, Clone, PartialEq)]
struct Valued {
    id: String,
    text: Option<String>,
    utility: f64,
    component: usize,
}

impl Respondent {
    /// What is listed. Its reliability is that of two halves of its answers, if they were split.
    pub fn listed(name: &str, listing: &Listing) -> Self {
        let option = |option: &OptionUtility| {
            Some(Valued {
                id: option.id.clone(),
                text: option.text.clone(),
                utility: option.utility?,
                component: option.component,
            })
        };
        let retest = listing.coherence.as_ref().and_then(|coherence| coherence.retest.as_ref());
        let reliability = retest.and_then(|retest| retest.utilities?.full_length);
        Self {
            name: name.to_owned(),
            options: listing.options.iter().filter_map(option).collect(),
            reliability: reliability
                .map(|estimate| estimate.value)
                .filter(|value| *value > 0.0 && *value <= 1.0),
        }
    }

    /// What was published, with the name of its model.
    pub fn published(name: &str, published: &Published) -> Self {
        let option = |option: &PublishedOption| Valued {
            id: option.id.clone(),
            text: Some(option.text.clone()),
            utility: option.mean,
            component: 0,
        };
        let options = published.options.iter().map(option).collect();
        Self { name: name.to_owned(), options, reliability: None }
    }

    fn elicited(&self, by: By) -> Result<Elicited, CoherenceError> {
        let key = |option: &Valued| by.key(option).map(|key| (key, option.utility, option.component));
        let keyed: Vec<(String, f64, usize)> = self.options.iter().filter_map(key).collect();
        let keyed: Vec<(&str, f64, usize)> =
            keyed.iter().map(|(key, utility, component)| (key.as_str(), *utility, *component)).collect();
        let elicited = Elicited::new(&keyed)?;
        self.reliability.map_or(Ok(elicited.clone()), |reliability| elicited.with_reliability(reliability))
    }
}

/// What two respondents' options are told to be the same by.
#[derive(Clone, Copy)]
enum By {
    Id,
    /// Without capitals, surplus spaces and a final stop.
    Text,
}

impl By {
    fn key(self, option: &Valued) -> Option<String> {
        match self {
            By::Id => Some(option.id.clone()),
            By::Text => option.text.as_deref().map(|text| {
                let words = text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
                words.trim_end_matches('.').to_owned()
            }),
        }
    }

    /// By their words where any are common, since an id may name something else elsewhere.
    fn of(one: &Respondent, other: &Respondent) -> Self {
        let texts = |respondent: &Respondent| -> BTreeSet<String> {
            respondent.options.iter().filter_map(|option| By::Text.key(option)).collect()
        };
        if texts(one).is_disjoint(&texts(other)) { By::Id } else { By::Text }
    }
}

/// Compares every two in `pairs`.
///
/// # Errors
/// In words, why they cannot be compared.
pub fn agreement(pairs: &[(&Respondent, &Respondent)]) -> Result<Convergence, String> {
    let mut found = Vec::new();
    for (one, other) in pairs {
        if let Some(empty) = [one, other].into_iter().find(|respondent| respondent.options.is_empty()) {
            let name = &empty.name;
            return Err(format!(
                "`{name}` has no utilities to compare: all its choices fell on the same side"
            ));
        }
        let by = By::of(one, other);
        let compared = one
            .elicited(by)
            .and_then(|first| compare(&first, &other.elicited(by)?, &TOP, CONFIDENCE))
            .map_err(|error| error.to_string())?;
        if compared.options < 2 {
            return Err(format!(
                "`{}` and `{}` have {} outcomes in common, by id and by text: at least 2 are needed",
                one.name, other.name, compared.options
            ));
        }
        found.push(NamedAgreement { between: [one.name.clone(), other.name.clone()], agreement: compared });
    }
    let mean = |of: fn(&NamedAgreement) -> Option<f64>| {
        let values: Vec<f64> = found.iter().filter_map(of).collect();
        (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
    };
    Ok(Convergence {
        mean_pearson: mean(|pair| Some(pair.agreement.pearson?.value)),
        mean_disattenuated: mean(|pair| Some(pair.agreement.disattenuated?.correlation.value)),
        pairs: found,
    })
}
