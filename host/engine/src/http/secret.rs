//! Secrets: read once from where the study says, and never shown.

use std::fmt;
use std::path::{Path, PathBuf};

/// Fewest characters of a secret. A shorter one would be found by chance in what models write, and cut out of it.
const SHORTEST: usize = 8;

/// A secret's value. It cannot be printed or serialised; a request's header is the one place it goes to.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

/// Where the study says that a secret is: `{ env = "NAME" }` or `{ file = "path" }`.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SecretSource {
    /// An environment variable.
    Env(String),
    /// A file that holds it alone. A relative path starts from the process's folder.
    File(PathBuf),
}

/// Why a secret could not be read. The texts do not hold it.
#[derive(Debug, thiserror::Error)]
pub enum SecretError {
    /// The variable does not exist.
    #[error("the environment variable {name} is not set; export it, or name another in the study")]
    Unset {
        /// The variable.
        name: String,
    },
    /// The file cannot be read.
    #[error("cannot read a secret from {path}: {source}", path = path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// The system's answer.
        source: std::io::Error,
    },
    /// There is something, and it cannot be a secret.
    #[error("{place} {problem}")]
    Unusable {
        /// The variable or file.
        place: String,
        /// What is wrong with its content.
        problem: String,
    },
}

impl SecretSource {
    /// Reads the secret, without white space around it.
    ///
    /// # Errors
    /// If it is not there, is empty, has fewer than 8 characters, or has others than visible ASCII.
    pub fn resolve(&self) -> Result<Secret, SecretError> {
        match self {
            Self::Env(name) => from_environment(name),
            Self::File(path) => from_file(path),
        }
    }
}

fn from_environment(name: &str) -> Result<Secret, SecretError> {
    let value = std::env::var_os(name).ok_or_else(|| SecretError::Unset { name: name.to_owned() })?;
    checked(value.as_encoded_bytes(), || format!("the environment variable {name}"))
}

fn from_file(path: &Path) -> Result<Secret, SecretError> {
    let value =
        std::fs::read(path).map_err(|source| SecretError::Unreadable { path: path.to_owned(), source })?;
    checked(&value, || format!("the file {}", path.display()))
}

fn checked(value: &[u8], place: impl Fn() -> String) -> Result<Secret, SecretError> {
    let unusable = |problem: String| Err(SecretError::Unusable { place: place(), problem });
    let value = value.trim_ascii();
    if value.is_empty() {
        return unusable("is empty".into());
    }
    if let Some(position) = value.iter().position(|byte| !byte.is_ascii_graphic()) {
        return unusable(format!(
            "holds a secret whose character {} is not visible ASCII, and cannot be put into a header",
            position + 1
        ));
    }
    if value.len() < SHORTEST {
        return unusable(format!(
            "holds a secret of {} characters, and fewer than {SHORTEST} would be found by chance in answers; use a longer \
             key, or no credential where the server needs none",
            value.len()
        ));
    }
    // Visible ASCII is UTF-8.
    Ok(Secret(String::from_utf8_lossy(value).into_owned()))
}

impl Secret {
    /// The value, for a header or for looking for it.
    pub(super) fn reveal(&self) -> &str {
        &self.0
    }

    /// Whether a text holds the secret, as it is or with JSON's escapes. For refusing what would publish it.
    pub fn occurs_in(&self, text: &str) -> bool {
        super::scrub::find(text.as_bytes(), self.0.as_bytes()).is_some()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(..)")
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
pub(super) mod tests {
    use super::*;

    /// A secret for tests.
    pub(crate) fn secret(value: &str) -> Secret {
        checked(value.as_bytes(), || "a test".into()).unwrap()
    }

    #[test]
    fn what_a_file_may_hold() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("key");
        let long = "x".repeat(5000);
        let cases: [(&[u8], Result<&str, &str>); 9] = [
            (b"sk-12345678", Ok("sk-12345678")),
            (b" \t sk-12345678\r\n\n", Ok("sk-12345678")),
            (b"a\"b\\c/<d>!~", Ok("a\"b\\c/<d>!~")),
            (long.as_bytes(), Ok(&long)),
            (b"", Err("is empty")),
            (b" \n ", Err("is empty")),
            (b"secret-1\nsecret-2", Err("character 9 is not visible ASCII")),
            ("schlüssel".as_bytes(), Err("character 5 is not visible ASCII")),
            (b"seven77", Err("7 characters")),
        ];
        for (content, expected) in cases {
            std::fs::write(&path, content).unwrap();
            match (SecretSource::File(path.clone()).resolve(), expected) {
                (Ok(secret), Ok(value)) => assert_eq!(secret.reveal(), value),
                (Err(error), Err(expected)) => {
                    let error = error.to_string();
                    assert!(error.contains(expected) && error.contains("key"), "{error}");
                    assert!(!error.contains("secret-") && !error.contains("seven77"), "{error}");
                }
                (result, _) => panic!("{content:?} {result:?}"),
            }
        }
        let error = SecretSource::File(folder.path().join("none")).resolve().unwrap_err().to_string();
        assert!(error.contains("none"), "{error}");
    }

    #[test]
    fn the_environment() {
        let source = SecretSource::Env("CARGO_MANIFEST_DIR".into());
        assert_eq!(source.resolve().unwrap().reveal(), std::env::var("CARGO_MANIFEST_DIR").unwrap());
        let error = SecretSource::Env("MOTIVE_TEST_UNSET".into()).resolve().unwrap_err().to_string();
        assert!(error.contains("MOTIVE_TEST_UNSET is not set"), "{error}");
    }

    #[test]
    fn as_the_study_writes_it() {
        let read = |text| serde_json::from_str::<SecretSource>(text);
        assert_eq!(read(r#"{"env": "KEY"}"#).unwrap(), SecretSource::Env("KEY".into()));
        assert_eq!(read(r#"{"file": "a/b"}"#).unwrap(), SecretSource::File("a/b".into()));
        for wrong in [r#"{"value": "sk-12345678"}"#, r#"{"env": "A", "file": "b"}"#, r#""sk-12345678""#, "{}"]
        {
            read(wrong).unwrap_err();
        }
    }

    #[test]
    fn it_is_not_printed() {
        assert_eq!(format!("{:?}", secret("sk-12345678")), "Secret(..)");
    }

    #[test]
    fn it_is_found_in_a_text() {
        let secret = secret("sk-\"12345678");
        for (text, found) in [
            ("key = sk-\"12345678", true),
            (r#"{"k": "sk-\"12345678"}"#, true),
            ("sk-12345678", false),
            ("", false),
        ] {
            assert_eq!(secret.occurs_in(text), found, "{text}");
        }
    }
}
