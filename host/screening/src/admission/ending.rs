//! Whether a text ends inside a sentence.
//!
//! For Markdown prose. A list item, a table row and a signature end without a full stop, and Thai has none; where the
//! last line may be one of these, the text counts as whole.

/// Ends a sentence.
const STOPS: [char; 11] = ['.', '!', '?', '…', '。', '！', '？', '．', '؟', '۔', '।'];

/// Stands after the end of a sentence.
const CLOSING: [char; 19] =
    ['*', '_', '`', '"', '\'', '”', '’', '»', '«', ')', ']', '」', '』', '）', '】', '〉', '》', '“', '~'];

/// Nothing ends with it: something has to follow.
const OPEN: [char; 14] = [',', ';', ':', '-', '–', '—', '(', '[', '/', '，', '；', '：', '、', '（'];

/// The most words of a line that may be a signature or a date.
const SIGNATURE: usize = 8;

/// The most letters of such a line in a script without capitals.
const CASELESS_SIGNATURE: usize = 12;

/// Whether the text ends before its end.
pub(super) fn cut_off(text: &str) -> bool {
    let fences = text.lines().filter(|line| line.trim_start().starts_with("```")).count();
    if fences % 2 == 1 {
        return true;
    }
    let mut lines = text.lines().rev().map(str::trim).filter(|line| !line.is_empty());
    let Some(last) = lines.next() else { return false };
    let before = lines.next();
    if ends(last) || last.starts_with("```") || is_rule(last) {
        return false;
    }
    if last.ends_with(OPEN) || (last.starts_with('|') && !last.ends_with('|')) {
        return true;
    }
    if last.starts_with('#') {
        // A heading with nothing below it; a text that is one heading is whole.
        return before.is_some();
    }
    !(is_item(last) || (before.is_some() && is_signature(last)) || has_no_stops(last))
}

/// Whether a line ends with the end of a sentence.
fn ends(line: &str) -> bool {
    line.trim_end_matches(CLOSING).ends_with(STOPS)
        || (line.starts_with('|') && line.ends_with('|') && line.len() > 1)
}

/// Whether a line may be a signature or a date: a few words, the longer ones with capitals.
fn is_signature(line: &str) -> bool {
    let letters = line.chars().count();
    if !line.contains(|c: char| c.is_lowercase() || c.is_uppercase()) {
        return letters <= CASELESS_SIGNATURE;
    }
    let few = line.split_whitespace().count() <= SIGNATURE && letters <= 8 * SIGNATURE;
    let small = |word: &str| word.chars().count() > 3 && word.starts_with(char::is_lowercase);
    let large = |word: &str| word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    few && line.split_whitespace().any(large) && !line.split_whitespace().any(small)
}

fn is_rule(line: &str) -> bool {
    line.len() >= 3 && line.chars().all(|c| matches!(c, '-' | '*' | '_' | '='))
}

fn is_item(line: &str) -> bool {
    let bulleted = ["- ", "* ", "+ ", "• "].iter().any(|bullet| line.starts_with(bullet));
    let number = line.trim_start_matches(|c: char| c.is_ascii_digit());
    bulleted || (number.len() < line.len() && number.starts_with(['.', ')']))
}

/// Whether a line ends in a script that is written without full stops.
fn has_no_stops(line: &str) -> bool {
    line.ends_with(
        |c: char| matches!(c, '\u{0E00}'..='\u{0EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}'),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_texts_and_cut_ones() {
        for (text, expected) in [
            ("It is so.", false),
            ("It is so.\n\n", false),
            ("He said: \"It is **so!**\"", false),
            ("这样就好。", false),
            ("“这样就好。”", false),
            ("# Title\n\nIt is so because the", true),
            ("It is so,", true),
            ("As follows:", true),
            ("这样就好，因为", true),
            ("# Title\n\nText.\n\n## Actions", true),
            ("# Title", false),
            ("Text.\n\n- Add an alert (owner: operations)", false),
            ("Text.\n\n- Add an alert, and", false),
            ("Text.\n\n- Add an alert,", true),
            ("Text.\n\n1. Add an alert", false),
            ("| a | b |\n| - | - |\n| c | d |", false),
            ("| a | b |\n| - | - |\n| c | d", true),
            ("Text.\n\n---", false),
            ("Text.\n\n```\ncode\n```", false),
            ("Text.\n\n```\ncode", true),
            ("We ask for your patience.\n\nQiyun Court Property Services\n9 March", false),
            ("We ask for your patience because the lift has to be replaced before the\nend of", true),
            ("请各位住户谅解。\n\n栖云苑物业服务中心\n三月九日", false),
            ("ขอบคุณครับ", false),
            ("", false),
        ] {
            assert_eq!(cut_off(text), expected, "{text:?}");
        }
    }
}
