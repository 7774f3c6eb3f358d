//! A delimiter that a text cannot fake.

/// The shortest fence, in characters.
const SHORTEST: usize = 5;

/// A line of tildes.
#[derive(Debug, Clone, PartialEq)]
pub struct Fence(String);

impl Fence {
    /// A line that is longer than any run of tildes in the texts: no line inside can close what it opens.
    pub fn around<'a>(texts: impl IntoIterator<Item = &'a String>) -> Fence {
        let longest = texts.into_iter().map(|text| longest_run(text)).max().unwrap_or(0);
        Fence("~".repeat(SHORTEST.max(longest + 1)))
    }

    /// A text between two of these lines, under a heading, without a line's end of its own.
    pub fn block(&self, heading: &str, text: &str) -> String {
        let Fence(fence) = self;
        format!("{heading}:\n{fence}\n{text}\n{fence}")
    }

    /// How many tildes it is made of.
    pub fn tildes(&self) -> usize {
        self.0.len()
    }
}

fn longest_run(text: &str) -> usize {
    text.split(|c| c != '~').map(str::len).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fence_is_longer_than_what_it_holds() {
        for (texts, tildes) in [
            (vec!["", "none"], 5),
            (vec!["~~~~", "x"], 5),
            (vec!["~~~~~"], 6),
            (vec!["a ~~~~~~~ b", "~~~~~~~~~"], 10),
        ] {
            let texts: Vec<String> = texts.into_iter().map(String::from).collect();
            let fence = Fence::around(&texts);
            assert_eq!(fence.tildes(), tildes, "{texts:?}");
            let block = fence.block("Text 1", &texts[0]);
            let line = "~".repeat(tildes);
            assert_eq!(block, format!("Text 1:\n{line}\n{}\n{line}", texts[0]));
        }
    }
}
