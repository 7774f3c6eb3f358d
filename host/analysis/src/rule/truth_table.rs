//! Truth tables in module docs, read and held against their rules.

use motive_study::record::Side;

use super::{Choice, JudgeVotes, PanelRule, Verdict};

/// The cases that the table of every rule answers, in this order.
const CASES: [&str; 21] = [
    "AA AA AA", "=A", "~A", "AA AA ==", "AA == ==", "AA == xx", "AA BB ==", "AB AB AB", "AB AB AA",
    "~A BB BB", "xA xA xA", "xx xx xx", "", "A A A", "= A", "~ A", "A A =", "A = =", "A = x", "A B =",
    "x x x",
];

/// Asserts that the table in the module doc of `source` has all cases, and that the rule follows it.
pub(super) fn holds(rule: &dyn PanelRule, source: &str) {
    let table: Vec<(&str, Verdict)> = source.lines().filter_map(row).collect();
    let cases: Vec<&str> = table.iter().map(|(ballots, _)| *ballots).collect();
    assert_eq!(cases, CASES, "the table of {}", rule.name());
    for (ballots, expected) in table {
        assert_eq!(rule.verdict(&judges(ballots)), expected, "{} of `{ballots}`", rule.name());
    }
}

/// A row of a table in a module doc: ballots and verdict.
fn row(line: &str) -> Option<(&str, Verdict)> {
    let mut columns = line.strip_prefix("//! |")?.split('|').map(str::trim);
    let ballots = columns.next()?.trim_matches('`');
    let verdict = match columns.next()? {
        "first" => Verdict::Arm(Side::First),
        "second" => Verdict::Arm(Side::Second),
        "tie" => Verdict::Tie,
        "unresolved" => Verdict::Unresolved,
        _ => return None,
    };
    Some((ballots, verdict))
}

fn judges(ballots: &str) -> Vec<JudgeVotes> {
    let vote = |letter| match letter {
        'A' => Some(Choice::Arm(Side::First)),
        'B' => Some(Choice::Arm(Side::Second)),
        '=' => Some(Choice::Tie),
        '~' | 'x' => None,
        other => panic!("`{other}` is no ballot"),
    };
    let judge = |word: &str| JudgeVotes { votes: word.chars().filter_map(vote).collect(), asked: word.len() };
    ballots.split_whitespace().map(judge).collect()
}
