//! The links of the book, and the places of the checkout that it names: each has to lead somewhere.
//!
//! Looks at prose, not at code blocks, and at pages as they are written, not as mdBook renders them. Addresses of the
//! web are left alone: whether they answer is no property of the checkout.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};
use std::{fs, io};

/// Folders of the checkout that a word in backticks may name a file in.
const FOLDERS: [&str; 7] = ["docs/", "examples/", "host/", "plugins/", "tests/", "wit/", "xtask/"];

/// What leads nowhere in the pages under `source`, one line each: `page: link`.
///
/// # Errors
/// When a page cannot be read.
pub(crate) fn broken(root: &Path, source: &Path) -> io::Result<Vec<String>> {
    let mut pages = BTreeMap::new();
    read_pages(source, &mut pages)?;
    let mut broken = Vec::new();
    for (page, text) in &pages {
        let place = page.strip_prefix(source).unwrap_or(page).display();
        for link in between(text, "](", ')').filter(|link| !link.contains("://")) {
            let (path, anchor) = link.split_once('#').unwrap_or((link, ""));
            let folder = page.parent().unwrap_or(source);
            let target = if path.is_empty() { page.clone() } else { plain(&folder.join(path)) };
            let leads = match pages.get(&target) {
                Some(text) => anchor.is_empty() || ids(text).contains(anchor),
                // Another file of the book, as a picture.
                None => target.starts_with(source) && target.is_file(),
            };
            if !leads {
                broken.push(format!("{place}: {link}"));
            }
        }
        // Backticks come in pairs, so every second piece is code.
        let names = text.split('`').skip(1).step_by(2).filter(|word| !word.contains(char::is_whitespace));
        for name in names.filter(|name| FOLDERS.iter().any(|folder| name.starts_with(folder))) {
            if !root.join(name).exists() {
                broken.push(format!("{place}: there is no {name}"));
            }
        }
    }
    Ok(broken)
}

/// Reads every page below a folder, without its code blocks.
fn read_pages(folder: &Path, pages: &mut BTreeMap<PathBuf, String>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            read_pages(&path, pages)?;
        } else if path.extension().is_some_and(|end| end == "md") {
            let text = fs::read_to_string(&path)?;
            pages.insert(path, prose(&text));
        }
    }
    Ok(())
}

fn prose(text: &str) -> String {
    let mut in_code = false;
    let mut kept = String::with_capacity(text.len());
    for line in text.lines() {
        if line.starts_with("```") {
            in_code = !in_code;
        } else if !in_code {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    kept
}

/// What stands between each `open` and the next `close`.
fn between<'a>(text: &'a str, open: &'a str, close: char) -> impl Iterator<Item = &'a str> {
    text.split(open).skip(1).filter_map(move |rest| rest.split_once(close)).map(|(inside, _)| inside)
}

/// The anchors of a page's headings, as mdBook makes them. Of headings of one name only the first has this one.
fn ids(text: &str) -> BTreeSet<String> {
    let headings =
        text.lines().filter(|line| line.starts_with('#')).map(|line| line.trim_start_matches('#').trim());
    headings.map(id).collect()
}

fn id(heading: &str) -> String {
    let kept = heading.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.map(|c| if c == ' ' { '-' } else { c }).collect::<String>().to_lowercase()
}

/// A path without `.` and `..`.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => {
                plain.pop();
            }
            Component::CurDir => {}
            other => plain.push(other),
        }
    }
    plain
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn headings_become_anchors() {
        assert_eq!(id("What the table does not say"), "what-the-table-does-not-say");
        assert_eq!(id("What `motive` exits with"), "what-motive-exits-with");
    }

    #[test]
    fn code_blocks_are_not_prose() {
        assert_eq!(prose("a [b](c.md)\n```sh\n[d](e.md)\n```\nf\n"), "a [b](c.md)\nf\n");
    }

    #[test]
    fn what_leads_nowhere_is_named() {
        let root = std::env::temp_dir().join(format!("motive-links-{}", std::process::id()));
        let source = root.join("src");
        fs::create_dir_all(source.join("reference")).unwrap();
        fs::write(
            source.join("a.md"),
            "# One\n[x](reference/b.md#two) [y](b.md) [z](#three) `docs/none.md` ![p](p.svg) ![q](q.svg)\n",
        )
        .unwrap();
        fs::write(source.join("p.svg"), "<svg/>").unwrap();
        fs::write(source.join("reference/b.md"), "# Two\n[back](../a.md#one) [web](https://example.org)\n")
            .unwrap();
        let found = broken(&root, &source);
        fs::remove_dir_all(&root).unwrap();
        assert_eq!(
            found.unwrap(),
            ["a.md: b.md", "a.md: #three", "a.md: q.svg", "a.md: there is no docs/none.md"]
        );
    }
}
