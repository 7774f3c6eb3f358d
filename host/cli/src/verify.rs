//! `motive verify`: whether a run followed its plan, and its registration.

use std::path::Path;
use std::process::ExitCode;

use motive_engine::{Check, Folder, is_close};
use motive_journal::Reader;
use motive_study::{Plan, seal};
use serde_json::json;

use crate::arguments;
use crate::commands::{BEGUN, Failure, REGISTRATION, failed, print_json, results, sealed_journal};
use crate::out::print;
use crate::registration::{FILE, Registered};

/// The exit code of a run that deviates.
const DEVIATES: u8 = 1;

/// `motive verify`
pub(crate) fn verify(arguments: &arguments::Verify) -> Result<ExitCode, Failure> {
    let folder = Folder::open(&arguments.run).map_err(|error| Failure::Usage(error.to_string()))?;
    let plan = folder.plan().map_err(failed)?;
    // Whether plan, lock and stakes are the sealed ones is an error of every command that reads a run.
    let reader = sealed_journal(&folder, &plan)?;
    let stakes_lost = folder.has_stakes() && stakes(&reader)?.is_none();
    let lost = stakes_lost.then(|| "stakes.json is there, and the journal has no stakes".to_owned());
    let mut checks =
        vec![Check::new("plan, lock and stakes are those that were sealed", lost.into_iter().collect())];
    checks.extend(motive_engine::verify(&folder, &plan, &reader).map_err(failed)?);
    checks.push(Check::new("results follow from the journal", recomputed(&folder, &plan)?));
    let registered = registered(&folder, &plan, &reader, arguments.registered.as_deref(), &mut checks)?;
    let deviates = checks.iter().any(|check| !check.deviations.is_empty());
    if arguments.json {
        let digest = plan.digest().map_err(failed)?;
        print_json(&json!({
            "plan": digest,
            "stakes": stakes(&reader)?,
            "registration": registered,
            "followed": !deviates,
            "checks": checks,
        }))?;
    } else {
        print(&text(&plan, &checks, registered.as_deref())?)?;
    }
    Ok(if deviates { ExitCode::from(DEVIATES) } else { ExitCode::SUCCESS })
}

/// The digest of the stakes, if they are sealed.
fn stakes(reader: &Reader) -> Result<Option<String>, Failure> {
    let kind = motive_study::record::kind::STAKES;
    let text = reader.record(kind, kind).map_err(failed)?;
    Ok(text.map(|text| seal::sha256(text.as_bytes())))
}

/// The results, computed again.
fn recomputed(folder: &Folder, plan: &Plan) -> Result<Vec<String>, Failure> {
    let Some(found) = folder.results().map_err(failed)? else {
        return Ok(vec!["results.json is not there: `motive resume` finishes the run".to_owned()]);
    };
    let again = seal::canonical(&results(folder, plan)?).map_err(failed)?;
    Ok(match again == found || is_close(&again, &found) {
        true => Vec::new(),
        false => vec!["results.json is not what the journal comes to".to_owned()],
    })
}

/// Holds the run to its registration, if it has one or one is named; its digest.
fn registered(
    folder: &Folder,
    plan: &Plan,
    reader: &Reader,
    named: Option<&Path>,
    checks: &mut Vec<Check>,
) -> Result<Option<String>, Failure> {
    let begun_with = reader.meta(REGISTRATION).map_err(failed)?;
    let inside = folder.path().join(FILE);
    const BEGAN: &str = "the run began with the registration";
    let registered = match (named, &begun_with) {
        (Some(path), _) => Registered::read(path)?,
        (None, Some(_)) if !inside.exists() => {
            checks.push(Check::new(BEGAN, vec![format!("its copy, {FILE}, is not in the folder")]));
            return Ok(begun_with);
        }
        (None, None) if inside.exists() => {
            let found = format!("{FILE} lies in the folder, and the run did not begin with it");
            checks.push(Check::new(BEGAN, vec![found]));
            return Ok(None);
        }
        (None, Some(_)) => Registered::read(&inside)?,
        (None, None) => return Ok(None),
    };
    let digest = registered.digest();
    let lock = folder.lock().map_err(failed)?;
    let deviations = registered.registration.deviations(plan, &lock).map_err(failed)?;
    checks.push(Check::new("the plan is the registered one", deviations));
    let begun = reader.meta(BEGUN).map_err(failed)?.unwrap_or_else(|| "a day unknown".to_owned());
    let date = &registered.registration.date;
    let order = match begun_with {
        Some(begun_with) if begun_with == digest && *date > begun => {
            vec![format!("it is of {date}, and the run of {begun}")]
        }
        Some(begun_with) if begun_with == digest => Vec::new(),
        Some(_) => vec!["the run began with another registration than this one".to_owned()],
        None => vec![format!("the run did not begin with it: it is of {date}, and the run of {begun}")],
    };
    checks.push(Check::new(BEGAN, order));
    Ok(Some(digest))
}

fn text(plan: &Plan, checks: &[Check], registered: Option<&str>) -> Result<String, Failure> {
    let digest = plan.digest().map_err(failed)?;
    let mut text = format!("{}\nplan          sha256:{digest}\n", plan.study.study.name);
    match registered {
        Some(digest) => text.push_str(&format!("registration  sha256:{digest}\n")),
        None => text.push_str("registration  none: the plan is the run's own word\n"),
    }
    text.push('\n');
    for Check { check, deviations } in checks {
        let word = if deviations.is_empty() { "yes" } else { "NO" };
        text.push_str(&format!("{word:<5}{check}\n"));
        deviations.iter().for_each(|deviation| text.push_str(&format!("      {deviation}\n")));
    }
    let count: usize = checks.iter().map(|check| check.deviations.len()).sum();
    text.push_str(&match count {
        0 => "\nno deviation\n".to_owned(),
        1 => "\n1 deviation\n".to_owned(),
        count => format!("\n{count} deviations\n"),
    });
    Ok(text)
}
