//! What each provider of a study may reach, with its secrets read.
//!
//! Made before a run has a folder: what is wrong with a secret must not leave anything behind, and a secret that stands
//! in the plan must not be written.

use std::collections::BTreeMap;
use std::path::Path;

use motive_contract::about::WantWhat;
use motive_study::file::{Entry, ProviderEntry};
use motive_study::{Plan, Plugins};

use crate::error::EngineError;
use crate::http::{Access, BoundCredential, Origin, SecretSource};

/// The access of every provider, by its id.
#[derive(Debug)]
pub struct Grants(pub(crate) BTreeMap<String, Access>);

/// Reads the secrets that the plan names and binds them to their origins. `directory` is what relative paths of
/// secrets start from.
///
/// # Errors
/// A secret that is not there, is none, stands in the plan in plain text, or would go where the study does not grant.
pub fn grants(plan: &Plan, plugins: &Plugins, directory: &Path) -> Result<Grants, EngineError> {
    let text = plan
        .to_text()
        .map_err(|error| EngineError::Record { what: "the plan".to_owned(), reason: error.to_string() })?;
    let mut all = BTreeMap::new();
    for entry in &plan.study.provider {
        let Some(plugin) = plugins.providers.get(entry.id()) else { continue };
        let origins =
            entry.grants.origins.iter().filter_map(|origin| origin.parse::<Origin>().ok()).collect();
        let mut access = Access { origins, credentials: Vec::new() };
        for want in plugin.wants(&entry.config.to_string())? {
            let WantWhat::Credential(wanted) = want.what else { continue };
            let Some(source) = source(entry, &wanted.name, directory) else { continue };
            let error = |reason: String| EngineError::Credential {
                provider: entry.id().to_owned(),
                name: wanted.name.clone(),
                reason,
            };
            let secret = source.resolve().map_err(|problem| error(problem.to_string()))?;
            if secret.occurs_in(&text) {
                let reason = "its value stands in the study, which is published with every run; write there where it \
                              comes from, `{ env = \"NAME\" }`, and the value nowhere";
                return Err(error(reason.to_owned()));
            }
            access
                .credentials
                .push(BoundCredential::new(&wanted, secret).map_err(|problem| error(problem.to_string()))?);
        }
        all.insert(entry.id().to_owned(), access);
    }
    Ok(Grants(all))
}

fn source(entry: &ProviderEntry, name: &str, directory: &Path) -> Option<SecretSource> {
    let source = entry.credentials.get(name)?;
    match (&source.env, &source.file) {
        (Some(variable), _) => Some(SecretSource::Env(variable.clone())),
        (None, Some(file)) => Some(SecretSource::File(directory.join(file))),
        (None, None) => None,
    }
}
