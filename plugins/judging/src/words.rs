//! The words of an answer, without what stands around them.

/// Words in lower case, without articles, and without what stands around them: "**Text 2**." is "text", "2".
pub(crate) fn words(text: &str) -> Vec<String> {
    let bare = |word: &str| {
        let dress = |c: char| is_dress(c) || matches!(c, '.' | '!' | '(' | ')' | ',');
        word.trim_matches(dress).to_lowercase().replace('’', "'")
    };
    let words = text.split_whitespace().map(bare);
    words.filter(|word| !word.is_empty() && !matches!(word.as_str(), "the" | "a")).collect()
}

/// The words of an answer that is one line. Empty if it has several.
pub(crate) fn bare_words(answer: &str) -> Vec<String> {
    if answer.trim().contains('\n') { Vec::new() } else { words(answer) }
}

/// Whether the first word of a text is one of these.
pub(crate) fn opens_with(text: &str, list: &[&str]) -> bool {
    words(text).first().is_some_and(|word| list.contains(&word.as_str()))
}

/// What may stand before a line's words: white space, bullets, Markdown.
pub(crate) fn is_margin(c: char) -> bool {
    c.is_whitespace() || is_dress(c) || matches!(c, '-' | '•')
}

/// Markdown and quotation marks.
pub(crate) fn is_dress(c: char) -> bool {
    matches!(c, '*' | '_' | '`' | '#' | '>' | '"' | '“' | '”' | '[' | ']')
}
