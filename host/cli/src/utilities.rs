//! `motive utilities`: where utilities are read from, and in which form they are printed.

use std::path::Path;
use std::process::ExitCode;

use motive_elicitation::ElicitationError;
use motive_elicitation::agreement::{Respondent, agreement};
use motive_elicitation::elsewhere::{self, EdgeFit};
use motive_elicitation::listing::{self, Listing};
use motive_engine::Folder;
use motive_study::outcomes::{self, OutcomeSet};
use motive_study::record::{ChoiceRecord, kind};
use motive_study::{Plan, edges, import};
use motive_utility::coherence::{Convergence, Treatments};
use motive_utility::{FitOptions, UtilityModels};

use crate::arguments::Utilities;
use crate::commands::{Failure, failed, print_json, sealed_journal};
use crate::out::{print, say};

/// `motive utilities`
pub(crate) fn utilities(arguments: &Utilities) -> Result<ExitCode, Failure> {
    if let Some(path) = &arguments.edges {
        let listing = of_edges(path, arguments)?;
        show(&listing, arguments.json, || motive_report::utilities(&listing))?;
    } else if let Some([one, other]) = arguments.compare.as_deref() {
        let found = compared(one, other)?;
        show(&found, arguments.json, || motive_report::agreement(&found))?;
    } else if let Some(run) = &arguments.run {
        show_run(run, arguments.actor.as_deref(), arguments.json)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Prints the utilities of a run's actors, or of one of them.
pub(crate) fn show_run(run: &Path, actor: Option<&str>, json: bool) -> Result<(), Failure> {
    let listings = of_run(run, actor)?;
    let texts = || listings.iter().map(motive_report::utilities).collect::<Vec<_>>().join("\n");
    show(&listings, json, texts)
}

fn show<T: serde::Serialize>(value: &T, json: bool, text: impl Fn() -> String) -> Result<(), Failure> {
    match json {
        true => print_json(&serde_json::to_value(value).map_err(failed)?),
        false => print(&text()),
    }
}

/// The utilities of a run's actors, or of one of them.
fn of_run(run: &Path, wanted: Option<&str>) -> Result<Vec<Listing>, Failure> {
    let (plan, records) = read_run(run)?;
    let actors: Vec<&String> = plan.study.elicitation.iter().flat_map(|of| &of.actors).collect();
    if actors.is_empty() {
        return Err(Failure::Usage(format!("{}: this study elicits no utilities", run.display())));
    }
    let chosen: Vec<&String> =
        actors.iter().copied().filter(|actor| wanted.is_none_or(|wanted| wanted == **actor)).collect();
    if let (true, Some(wanted)) = (chosen.is_empty(), wanted) {
        let names = actors.iter().map(|actor| actor.as_str());
        let hint = motive_study::diagnostic::suggestion(wanted, names);
        return Err(Failure::Usage(format!("{}: no actor `{wanted}` ({hint})", run.display())));
    }
    let mut listings = Vec::new();
    for actor in chosen {
        match listing::of_actor(&plan, actor, &records) {
            Ok(listing) => listings.push(listing),
            // Others have utilities all the same.
            Err(silent @ ElicitationError::Silent { .. }) if wanted.is_none() => say(&silent.to_string()),
            Err(error) => return Err(failed(error)),
        }
    }
    Ok(listings)
}

fn read_run(run: &Path) -> Result<(Plan, Vec<ChoiceRecord>), Failure> {
    let folder = Folder::open(run).map_err(|error| Failure::Usage(error.to_string()))?;
    let plan = folder.plan().map_err(failed)?;
    let reader = sealed_journal(&folder, &plan)?;
    let records = reader.records(kind::CHOICE).map_err(failed)?;
    let parsed = records.into_iter().map(|(slot, body)| {
        serde_json::from_str(&body)
            .map_err(|error| failed(format!("{slot} of this run cannot be read: {error}")))
    });
    Ok((plan, parsed.collect::<Result<_, _>>()?))
}

/// The utilities that choices from elsewhere come to.
fn of_edges(path: &Path, arguments: &Utilities) -> Result<Listing, Failure> {
    let name = path.display().to_string();
    let usage = |error: &dyn std::fmt::Display| Failure::Usage(error.to_string());
    let bytes = read(path)?;
    let (edges, set) = match (is_json(&name), &arguments.outcomes) {
        (true, Some(_)) => {
            let problem =
                "a published result says itself what its choices are between; leave out `--outcomes`";
            return Err(Failure::Usage(format!("{name}: {problem}")));
        }
        (true, None) => {
            let published = import::parse(&name, &bytes).map_err(|faults| usage(&faults))?;
            let choices = published.choices().ok_or_else(|| {
                Failure::Usage(format!(
                    "{name}: there are utilities in this file and no choices; `results_MODEL.json` of the same run has them"
                ))
            })?;
            (choices, Some(published.options_as_asked("published")))
        }
        (false, set) => {
            let set = set.as_deref().map(outcome_set).transpose()?;
            let ids = set
                .as_ref()
                .map(|set| set.outcome.iter().map(|outcome| outcome.id.as_str()).collect::<Vec<_>>());
            (edges::parse(&name, &bytes, ids.as_deref()).map_err(Failure::Study)?, set)
        }
    };
    let fit = EdgeFit {
        model: UtilityModels::find(&arguments.model).map_err(|error| usage(&error))?,
        how: FitOptions {
            penalty: arguments.penalty,
            position: !arguments.no_position,
            ..FitOptions::default()
        },
        treatment: Treatments::find(&arguments.treatment).map_err(|error| usage(&error))?,
        holdout: arguments.holdout,
        bootstrap: arguments.bootstrap,
    };
    let listing = elsewhere::listing(&edges, set.as_ref(), &fit)
        .map_err(|problem| usage(&format!("{name}: {problem}{}", tie_hint(&fit, &edges))))?;
    if arguments.holdout && listing.holdout.is_none() {
        say("no pair is held out: the file has none of the 5 % that were drawn");
    }
    Ok(listing)
}

/// What to try where a model of ties was given none to fit although the file may have some.
fn tie_hint(fit: &EdgeFit, edges: &edges::Edges) -> &'static str {
    let has_neither = edges.rows.iter().any(|row| row.neither > 0);
    match fit.model.name() == "davidson" && fit.treatment.name() == "drop" && has_neither {
        true => "; if `neither` are ties, `--treatment indifferent` counts them as such",
        false => "",
    }
}

/// A bundled outcome set, or that of a file.
fn outcome_set(name: &str) -> Result<OutcomeSet, Failure> {
    let bundled = motive_bundled::OUTCOME_SETS.iter().find(|(bundled, _)| *bundled == name);
    let set = match bundled {
        Some((_, text)) => outcomes::parse(&format!("{name}.toml"), text),
        None => {
            let text = std::fs::read_to_string(name).map_err(|error| {
                let names: Vec<&str> = motive_bundled::OUTCOME_SETS.iter().map(|(name, _)| *name).collect();
                Failure::Usage(format!("{name}: {error}; the bundled outcome sets are {}", names.join(", ")))
            })?;
            outcomes::parse(name, &text)
        }
    };
    set.map_err(Failure::Study)
}

/// How the elicitations of two sources agree: those of one source if both are the same, otherwise those of the same
/// actor, or all with the only one of a source.
fn compared(one: &str, other: &str) -> Result<Convergence, Failure> {
    let (mut first, second) = (sources(one)?, sources(other)?);
    let mut pairs = Vec::new();
    if one == other {
        for Source { actor, respondent } in &mut first {
            respondent.name = actor.clone().unwrap_or_else(|| respondent.name.clone());
        }
        for (at, source) in first.iter().enumerate() {
            pairs.extend(first[at + 1..].iter().map(|other| (source, other)));
        }
    } else {
        let alone = first.len() == 1 || second.len() == 1;
        for source in &first {
            let with = second.iter().filter(|other| alone || other.actor == source.actor);
            pairs.extend(with.map(|other| (source, other)));
        }
    }
    if pairs.is_empty() {
        let names = |sources: &[Source]| {
            let names: Vec<&str> = sources.iter().filter_map(|source| source.actor.as_deref()).collect();
            if names.is_empty() { "no actor".to_owned() } else { names.join(", ") }
        };
        return Err(Failure::Usage(match one == other {
            true => format!("{one}: one elicitation alone; name another to compare it with"),
            false => format!(
                "{one} and {other} have no actor in common ({} and {}); name one of each, as in {one}:ACTOR",
                names(&first),
                names(&second)
            ),
        }));
    }
    let pairs: Vec<_> = pairs.iter().map(|(one, other)| (&one.respondent, &other.respondent)).collect();
    agreement(&pairs).map_err(Failure::Usage)
}

/// Utilities to be compared.
struct Source {
    actor: Option<String>,
    respondent: Respondent,
}

/// The elicitations that an argument names: a run, one actor of it, or a file.
fn sources(name: &str) -> Result<Vec<Source>, Failure> {
    let path = Path::new(name);
    if path.is_file() {
        return file(name);
    }
    let (run, actor) = match name.rsplit_once(':') {
        Some((run, actor)) if !path.exists() => (run, Some(actor)),
        _ => (name, None),
    };
    let listings = of_run(Path::new(run), actor)?;
    let source = |listing: &Listing| {
        let actor = listing.actor.clone();
        let called = format!("{run}:{}", actor.as_deref().unwrap_or_default());
        Source { respondent: Respondent::listed(&called, listing), actor }
    };
    Ok(listings.iter().map(source).collect())
}

/// The elicitations of a file: what `motive utilities --json` printed, or a published result.
fn file(name: &str) -> Result<Vec<Source>, Failure> {
    let bytes = read(Path::new(name))?;
    let listings = serde_json::from_slice::<Vec<Listing>>(&bytes)
        .or_else(|_| serde_json::from_slice::<Listing>(&bytes).map(|listing| vec![listing]));
    if let Ok(listings) = listings {
        let source = |listing: Listing| {
            let called = match &listing.actor {
                Some(actor) => format!("{name}:{actor}"),
                None => name.to_owned(),
            };
            Source { respondent: Respondent::listed(&called, &listing), actor: listing.actor }
        };
        return Ok(listings.into_iter().map(source).collect());
    }
    let published = import::parse(name, &bytes).map_err(|faults| {
        let not = format!("{name}: neither what `motive utilities --json` printed nor a published result");
        Failure::Usage(format!("{not}\n{faults}"))
    })?;
    Ok(vec![Source { actor: None, respondent: Respondent::published(name, &published) }])
}

fn is_json(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json"))
}

fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    std::fs::read(path).map_err(|error| Failure::Usage(format!("{}: {error}", path.display())))
}
