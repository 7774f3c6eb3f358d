//! The forms in which a word may come: its plural and its singular.
//!
//! Forms are listed rather than words cut down to stems, so that "farmer" is never found in "farm".

use crate::phrases::Phrases;

/// The shortest that a word may become when an ending is taken off, in characters.
const SHORTEST: usize = 3;

/// The forms of a word, itself among them. `noun`: it is written with a
/// capital inside a sentence, so it may be a German noun, whose plurals have more endings.
pub(super) fn forms(word: &str, noun: bool, language: &Phrases) -> Vec<String> {
    let mut forms = vec![word.to_owned()];
    forms.extend(endings(word));
    if noun {
        let umlauts: Vec<String> = std::iter::once(word.to_owned()).chain(umlaut(word)).collect();
        forms.extend(umlauts.iter().flat_map(|word| german(word)).chain(umlauts.iter().skip(1).cloned()));
    }
    for (one, many) in &language.irregular {
        forms.extend((one == word).then(|| many.clone()));
        forms.extend((many == word).then(|| one.clone()));
    }
    forms.sort();
    forms.dedup();
    forms
}

/// The plural and the singular by the endings of English, Spanish and French.
fn endings(word: &str) -> Vec<String> {
    let mut forms = vec![format!("{word}s"), format!("{word}es")];
    forms.extend(word.strip_suffix('y').map(|stem| format!("{stem}ies")));
    forms.extend(word.strip_suffix("ies").map(|stem| format!("{stem}y")));
    let cut = ["s", "es"].into_iter().filter(|ending| !(*ending == "s" && word.ends_with("ss")));
    forms.extend(cut.filter_map(|ending| without(word, ending)));
    forms
}

/// The plural and the singular by the endings of German.
fn german(word: &str) -> Vec<String> {
    let longer = ["e", "n", "en", "er", "nen"].into_iter().map(|ending| format!("{word}{ending}"));
    let shorter = ["e", "n", "en", "er", "nen"].into_iter().filter_map(|ending| without(word, ending));
    longer.chain(shorter).collect()
}

fn without(word: &str, ending: &str) -> Option<String> {
    let stem = word.strip_suffix(ending)?;
    (stem.chars().count() >= SHORTEST).then(|| stem.to_owned())
}

/// The word with its last a, o or u changed to or from an umlaut: "huhn" and "hühn".
fn umlaut(word: &str) -> Option<String> {
    const PAIRS: [(char, char); 3] = [('a', 'ä'), ('o', 'ö'), ('u', 'ü')];
    let changed = |c: char| {
        PAIRS.iter().find_map(|(plain, marked)| match c {
            c if c == *plain => Some(*marked),
            c if c == *marked => Some(*plain),
            _ => None,
        })
    };
    let (at, vowel) = word.char_indices().rev().find(|(_, c)| changed(*c).is_some())?;
    // In "au" the mark stands on the first letter.
    let at = if vowel == 'u' && word[..at].ends_with(['a', 'ä']) {
        at - word[..at].chars().last()?.len_utf8()
    } else {
        at
    };
    let vowel = word[at..].chars().next()?;
    Some(format!("{}{}{}", &word[..at], changed(vowel)?, &word[at + vowel.len_utf8()..]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::phrases::phrases;

    fn of(word: &str, noun: bool) -> Vec<String> {
        phrases(None).flat_map(|language| forms(word, noun, language)).collect()
    }

    #[test]
    fn plurals_and_singulars_are_forms_of_one_another() {
        for (one, many, noun) in [
            ("dog", "dogs", false),
            ("otter", "otters", false),
            ("fox", "foxes", false),
            ("pony", "ponies", false),
            ("horse", "horses", false),
            ("mouse", "mice", false),
            ("child", "children", false),
            ("flor", "flores", false),
            ("cheval", "chevaux", false),
            ("hund", "hunde", true),
            ("katze", "katzen", true),
            ("huhn", "hühner", true),
            ("maus", "mäuse", true),
            ("haus", "häuser", true),
            ("frau", "frauen", true),
        ] {
            assert!(of(one, noun).iter().any(|form| form == many), "{one}: {:?}", of(one, noun));
            assert!(of(many, noun).iter().any(|form| form == one), "{many}: {:?}", of(many, noun));
        }
    }

    #[test]
    fn other_words_are_not() {
        for (word, other) in
            [("farmer", "farm"), ("hen", "he"), ("glass", "glas"), ("bees", "be"), ("cat", "cattle")]
        {
            assert!(!of(word, false).iter().any(|form| form == other), "{word}");
        }
    }
}
