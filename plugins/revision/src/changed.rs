//! How much of a text another version of it changes.

use std::collections::HashMap;

/// The share of words changed between two texts: 1 - 2 L / (n + m), with n and m their words (what white space parts, marks
/// and case included) and L the length of the longest sequence of words that is in both in the same order. 0 for the same
/// words in the same order, 1 for no word in common; 0 for two texts without words.
///
/// A word that is replaced counts in either text, one that is added or taken out in one of them, one that is moved as taken
/// out and added.
pub(crate) fn changed(first: &str, last: &str) -> f64 {
    let first: Vec<&str> = first.split_whitespace().collect();
    let last: Vec<&str> = last.split_whitespace().collect();
    let words = first.len() + last.len();
    if words == 0 { 0.0 } else { 1.0 - 2.0 * common(&first, &last) as f64 / words as f64 }
}

/// The length of the longest common subsequence, 64 words at a time (Hyyrö, "Bit-parallel LCS-length computation
/// revisited", 2004): a text may have as many words as an answer can hold, and a call has a deadline.
///
/// In row `v`, bit i is 0 where the longest common subsequence with the first i + 1 words of `a` is longer by one than
/// with the first i.
fn common(a: &[&str], b: &[&str]) -> usize {
    let mut places: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, word) in a.iter().enumerate() {
        places.entry(word).or_default().push(at);
    }
    let mut v = vec![u64::MAX; a.len().div_ceil(64)];
    let mut matches = vec![0_u64; v.len()];
    for word in b {
        let Some(places) = places.get(word) else { continue };
        places.iter().for_each(|at| matches[at / 64] |= 1 << (at % 64));
        let mut carry = false;
        for (row, matches) in v.iter_mut().zip(&matches) {
            let u = *row & matches;
            let (sum, over) = row.overflowing_add(u);
            let (sum, over_by_carry) = sum.overflowing_add(u64::from(carry));
            carry = over || over_by_carry;
            *row = sum | (*row & !matches);
        }
        places.iter().for_each(|at| matches[at / 64] = 0);
    }
    (0..a.len()).filter(|at| v[at / 64] >> (at % 64) & 1 == 0).count()
}

#[cfg(test)]
mod tests {
    use motive_plugin::Random;

    use super::*;

    #[test]
    fn the_share_of_words_that_changed() {
        for (first, last, share) in [
            ("", "", 0.0),
            ("", "a b", 1.0),
            ("a b", " \n", 1.0),
            ("a b c d", "a b\nc   d", 0.0),
            ("a b c d", "e f g h", 1.0),
            // One of four replaced: one of four in either text.
            ("a b c d", "a x c d", 0.25),
            // One added to four: one of nine.
            ("a b c d", "a b x c d", 1.0 / 9.0),
            // One moved: taken out and added.
            ("a b c d", "b c d a", 0.25),
            ("d c b a", "a b c d", 0.75),
            // Marks and case are part of a word.
            ("It rains.", "It rains, it", 0.6),
            ("a a a", "a", 0.5),
        ] {
            let found = changed(first, last);
            assert!((found - share).abs() < 1e-12, "{first:?} {last:?}: {found}");
        }
    }

    /// The same length by the textbook's table.
    fn by_table(a: &[&str], b: &[&str]) -> usize {
        let mut row = vec![0; a.len() + 1];
        for word in b {
            let mut corner = 0;
            for at in 0..a.len() {
                let above = row[at + 1];
                row[at + 1] = if a[at] == *word { corner + 1 } else { above.max(row[at]) };
                corner = above;
            }
        }
        row[a.len()]
    }

    #[test]
    fn the_common_words_are_as_many_as_the_table_says() {
        let mut random = Random::keyed(9, ["texts"]);
        for round in 0..400 {
            let kinds = 2 + random.below(30);
            let alphabet: Vec<String> = (0..kinds).map(|word| format!("w{word}")).collect();
            let mut text = |most: usize| -> Vec<&str> {
                let length = random.below(most);
                (0..length).map(|_| alphabet[random.below(kinds)].as_str()).collect()
            };
            // Around one, two and several blocks of 64 words.
            let (a, b) = (text(70 + round), text(200));
            let length = common(&a, &b);
            assert_eq!(length, by_table(&a, &b), "{a:?} {b:?}");
            assert_eq!(length, common(&b, &a));
        }
    }
}
