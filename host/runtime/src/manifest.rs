//! What a manifest has to be, and what of it is shown to a person.

use motive_contract::about::Manifest;
use motive_contract::words;

use crate::error::LoadError;
use crate::schema;

/// The manifest of the plugin that errors call `name`, if it is one to work with; its texts made fit to be shown.
pub(crate) fn checked(name: &str, manifest: Manifest) -> Result<Manifest, LoadError> {
    match problem(&manifest) {
        Some(reason) => Err(LoadError::Manifest { name: name.to_owned(), reason }),
        None => Ok(shown(manifest)),
    }
}

/// What is wrong with it.
fn problem(manifest: &Manifest) -> Option<String> {
    let id_is_fine = !manifest.id.is_empty()
        && manifest.id.len() <= 100
        && manifest.id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_./".contains(&byte))
        && (manifest.id.contains('/') || manifest.id.contains('.'));
    if !id_is_fine {
        let id = words::line(&manifest.id);
        return Some(format!("its id is `{id}`; an id is owner/name or a reverse domain"));
    }
    if let Err(error) = semver::Version::parse(&manifest.version) {
        let version = words::line(&manifest.version);
        return Some(format!("its version is `{version}`, which is not a semantic version: {error}"));
    }
    schema::check(&manifest.config_schema).err().map(|problem| format!("its config schema {problem}"))
}

/// The same with its words in printable characters and of bounded length. The schema is data, and stays as it is.
fn shown(manifest: Manifest) -> Manifest {
    let Manifest { id, version, title, summary, authors, license, citation, config_schema, attrs } = manifest;
    Manifest {
        id,
        version,
        title: words::line(&title),
        summary: words::paragraph(&summary),
        authors: authors.iter().map(|author| words::line(author)).collect(),
        license: words::line(&license),
        citation: words::paragraph(&citation),
        config_schema,
        attrs: attrs.iter().map(|(key, value)| (words::line(key), words::paragraph(value))).collect(),
    }
}
