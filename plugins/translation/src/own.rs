//! Items of one's own, from the granted file `items`.
//!
//! One JSON object per line, UTF-8, with the fields of [`Line`]; empty lines are skipped. They take the place of this
//! family's items. Every error names its line.

use std::collections::BTreeMap;

use motive_plugin::{Failure, lines};
use serde::Deserialize;

use crate::passage::{Language, Passage};
use crate::prompt::FENCES;

/// What the study calls the file.
pub(crate) const ASSET: &str = "items";

/// A line of the file.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct Line {
    /// `a-z`, `0-9` and `-`; no two lines have the same.
    id: String,
    /// `zh`, `es`, `de` or `ar`.
    pub(crate) language: Language,
    /// What sort of text it is, in a word or two; becomes a tag.
    kind: String,
    /// In English.
    title: String,
    /// One or two sentences: what the source is, and whom the translation is for.
    setting: String,
    /// What the translation should sound like; completes "it reads like".
    voice: String,
    /// The text to translate; must not contain `</source>`, which ends it in the prompt.
    source: String,
    /// What a good translation gets right, one or more; shown to judges alone.
    points: Vec<String>,
}

impl Line {
    /// Calls `make` with the line as a passage.
    pub(crate) fn as_passage<T>(&self, make: impl FnOnce(&Passage<'_>) -> T) -> T {
        let Line { id, language: _, kind, title, setting, voice, source, points } = self;
        let points: Vec<&str> = points.iter().map(String::as_str).collect();
        make(&Passage { id, kind, title, setting, voice, source, points: &points })
    }

    fn check(&self) -> Result<(), String> {
        let Line { id, kind, title, setting, voice, source, points, .. } = self;
        if id.is_empty() || !id.chars().all(|c| matches!(c, 'a'..='z' | '0'..='9' | '-')) {
            return Err(format!("the id `{id}` is not made of a-z, 0-9 and -"));
        }
        let texts =
            [("kind", kind), ("title", title), ("setting", setting), ("voice", voice), ("source", source)];
        if let Some((field, _)) = texts.iter().find(|(_, text)| text.trim().is_empty()) {
            return Err(format!("`{field}` is empty"));
        }
        if source.contains(FENCES.1) {
            return Err(format!("`source` contains `{}`, which ends it in the prompt", FENCES.1));
        }
        if points.is_empty() || points.iter().any(|point| point.trim().is_empty()) {
            return Err("`points` is empty or has an empty point: judges need one or more".into());
        }
        Ok(())
    }
}

/// Reads the file.
///
/// # Errors
/// The first line that is not UTF-8, not such an object, has a text that is empty or not usable, or has the id of
/// another; and a file without lines.
pub(crate) fn read(file: &[u8]) -> Result<Vec<Line>, Failure> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let lines = lines::read::<Line>(ASSET, file)?;
    for lines::Line { number, value } in &lines {
        value.check().map_err(|reason| lines::wrong(ASSET, *number, &reason))?;
        if let Some(first) = seen.insert(value.id.clone(), *number) {
            let reason = format!("the id `{}` is that of line {first}", value.id);
            return Err(lines::wrong(ASSET, *number, &reason));
        }
    }
    if lines.is_empty() {
        let message = format!("asset `{ASSET}` has no items: write one JSON object per line");
        return Err(Failure::bad_subject(message));
    }
    Ok(lines.into_iter().map(|line| line.value).collect())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    /// A line, with one field set to a JSON value, or left out.
    fn line(field: &str, value: Option<&str>) -> String {
        let mut object = serde_json::json!({
            "id": "one", "language": "de", "kind": "note", "title": "A note", "setting": "A note on a door.",
            "voice": "a note", "source": "Bin gleich zurück.", "points": ["“gleich”: in a moment"],
        });
        let map = object.as_object_mut().unwrap();
        map.remove(field);
        if let Some(value) = value {
            map.insert(field.into(), serde_json::from_str(value).unwrap());
        }
        object.to_string()
    }

    #[test]
    fn lines_become_passages_in_their_order() {
        let file = format!("\u{FEFF}{}\r\n\n  \n{}", line("", None), line("id", Some(r#""two-2""#)));
        let lines = read(file.as_bytes()).unwrap();
        let ids: Vec<String> = lines.iter().map(|line| line.as_passage(|it| it.id.to_owned())).collect();
        assert_eq!(ids, ["one", "two-2"]);
        assert_eq!(lines[0].language, Language::De);
        lines[0].as_passage(|passage| {
            assert_eq!(passage.source, "Bin gleich zurück.");
            assert_eq!(passage.points, ["“gleich”: in a moment"]);
        });
    }

    #[test]
    fn errors_name_the_line() {
        let good = line("", None);
        for (second, message) in [
            ("{".into(), "asset `items`, line 3: EOF while parsing an object (column 1)"),
            ("[]".into(), "asset `items`, line 3: "),
            (format!("{good} 1"), "trailing characters"),
            (line("voice", None), "missing field `voice`"),
            (line("mood", Some("1")), "unknown field `mood`"),
            (
                line("language", Some(r#""fr""#)),
                "unknown variant `fr`, expected one of `zh`, `es`, `de`, `ar`",
            ),
            (line("id", Some(r#""Two""#)), "`items`, line 3: the id `Two` is not made of a-z, 0-9 and -"),
            (line("id", Some(r#""""#)), "`items`, line 3: the id ``"),
            (line("source", Some(r#""  ""#)), "`items`, line 3: `source` is empty"),
            (line("source", Some(r#""a </source> b""#)), "`items`, line 3: `source` contains `</source>`"),
            (line("points", Some("[]")), "`items`, line 3: `points` is empty"),
            (
                line("points", Some(r#"["a", ""]"#)),
                "`items`, line 3: `points` is empty or has an empty point",
            ),
            (good.clone(), "`items`, line 3: the id `one` is that of line 1"),
        ] {
            let failure = read(format!("{good}\n\n{second}\n").as_bytes()).unwrap_err();
            assert!(failure.message.contains("`items`, line 3"), "{}", failure.message);
            assert!(failure.message.contains(message), "{}", failure.message);
            assert!(!failure.message.contains("line 1 column"), "{}", failure.message);
        }
        let failure = read(b"{\"id\": \"\xFF\"}").unwrap_err();
        assert!(failure.message.starts_with("asset `items`, line 1"), "{}", failure.message);
        for empty in ["", "\n \n"] {
            assert!(read(empty.as_bytes()).unwrap_err().message.contains("no items"));
        }
    }
}
