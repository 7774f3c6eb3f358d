//! Triads: three options of which all three pairs were asked, the triangles of the comparison graph.
//!
//! Every pair points from its endpoint of fewer pairs to the other; a triad is found once, from the
//! endpoint that both its pairs leave, by walking two ascending lists. This takes pairs x the most outgoing
//! pairs of an option, at most pairs^1.5 steps.

use crate::random;
use std::collections::BTreeSet;

/// The pairs of a triad of options `a < b < c`, as indices into the list of pairs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Triad {
    pub(super) ab: usize,
    pub(super) bc: usize,
    pub(super) ac: usize,
}

/// Triads, ascending by their options.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Triads {
    pub(super) triads: Vec<Triad>,
    /// How many there are, of which `triads` may be a sample.
    pub(super) all: usize,
}

/// All triads of `pairs`, or `most` of them drawn uniformly by `seed`. Pairs `(a, b)` with `a < b` are
/// ascending and without repetition.
pub(super) fn triads(options: usize, pairs: &[(usize, usize)], most: usize, seed: [u8; 32]) -> Triads {
    let graph = Graph::new(options, pairs);
    // Counted first: there may be far more than fit into memory.
    let counts: Vec<usize> = (0..options).map(|option| graph.found_from(option, |_| {})).collect();
    let all: usize = counts.iter().sum();
    let mut triads = Vec::with_capacity(all.min(most));
    if all <= most {
        for option in 0..options {
            graph.found_from(option, |triad| triads.push(triad));
        }
    } else {
        let mut wanted = ranks(all, most, seed).into_iter().peekable();
        let mut rank = 0;
        for (option, count) in counts.iter().enumerate() {
            if wanted.peek().is_none_or(|&next| next >= rank + count) {
                rank += count;
                continue;
            }
            graph.found_from(option, |triad| {
                if wanted.next_if_eq(&rank).is_some() {
                    triads.push(triad);
                }
                rank += 1;
            });
        }
    }
    triads.sort_unstable();
    Triads { triads, all }
}

/// `most` different numbers below `all`, ascending, every set as likely (Floyd's algorithm).
fn ranks(all: usize, most: usize, seed: [u8; 32]) -> BTreeSet<usize> {
    let mut rng = random::keyed(seed, &[b"triads"]);
    let mut ranks = BTreeSet::new();
    for last in all - most..all {
        let drawn = random::below(&mut rng, last + 1);
        if !ranks.insert(drawn) {
            ranks.insert(last);
        }
    }
    ranks
}

/// For every option, the pairs that leave it: the other option and the index of the pair, ascending.
struct Graph<'a> {
    pairs: &'a [(usize, usize)],
    out: Vec<Vec<(usize, usize)>>,
}

impl<'a> Graph<'a> {
    fn new(options: usize, pairs: &'a [(usize, usize)]) -> Self {
        let mut degree = vec![0; options];
        pairs.iter().for_each(|&(a, b)| [a, b].into_iter().for_each(|option| degree[option] += 1));
        let mut out = vec![Vec::new(); options];
        for (index, &(a, b)) in pairs.iter().enumerate() {
            let (from, to) = if (degree[a], a) < (degree[b], b) { (a, b) } else { (b, a) };
            out[from].push((to, index));
        }
        out.iter_mut().for_each(|list| list.sort_unstable());
        Self { pairs, out }
    }

    /// Shows every triad found from `option`, always in the same order, and counts them.
    fn found_from(&self, option: usize, mut show: impl FnMut(Triad)) -> usize {
        let mut found = 0;
        for &(second, one) in &self.out[option] {
            let (mut here, mut there) = (self.out[option].as_slice(), self.out[second].as_slice());
            while let ([(x, other), rest_here @ ..], [(y, third), rest_there @ ..]) = (here, there) {
                if x == y {
                    show(self.triad([one, *other, *third]));
                    found += 1;
                }
                if x <= y {
                    here = rest_here;
                }
                if y <= x {
                    there = rest_there;
                }
            }
        }
        found
    }

    /// Pairs are ascending, so of three they are ab, ac, bc.
    fn triad(&self, mut pairs: [usize; 3]) -> Triad {
        pairs.sort_unstable();
        let [ab, ac, bc] = pairs;
        debug_assert!(self.pairs[ab].0 == self.pairs[ac].0 && self.pairs[ac].1 == self.pairs[bc].1);
        Triad { ab, bc, ac }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All triples tried one by one.
    fn by_search(options: usize, pairs: &[(usize, usize)]) -> Vec<Triad> {
        let index = |a, b| pairs.binary_search(&(a, b)).ok();
        let mut found = Vec::new();
        for a in 0..options {
            for b in a + 1..options {
                for c in b + 1..options {
                    if let (Some(ab), Some(bc), Some(ac)) = (index(a, b), index(b, c), index(a, c)) {
                        found.push(Triad { ab, bc, ac });
                    }
                }
            }
        }
        found.sort_unstable();
        found
    }

    fn graph(options: usize, share: u64, seed: u8) -> Vec<(usize, usize)> {
        let mut rng = random::stream([seed; 32]);
        let all = (0..options).flat_map(|a| (a + 1..options).map(move |b| (a, b)));
        all.filter(|_| (random::below(&mut rng, 100) as u64) < share).collect()
    }

    #[test]
    fn finds_every_triangle_once() {
        for (options, share) in
            [(0, 50), (2, 100), (3, 100), (4, 100), (12, 100), (25, 10), (25, 40), (25, 80)]
        {
            let pairs = graph(options, share, 1);
            let found = triads(options, &pairs, usize::MAX, [0; 32]);
            assert_eq!(found.triads, by_search(options, &pairs), "{options} options, {share} %");
            assert_eq!(found.all, found.triads.len());
        }
    }

    #[test]
    fn samples_are_uniform_keyed_and_without_repetition() {
        let pairs = graph(6, 100, 1);
        let all = triads(6, &pairs, 20, [0; 32]);
        assert_eq!((all.all, all.triads.len()), (20, 20));
        let mut times = std::collections::BTreeMap::new();
        for seed in 0..2000_u32 {
            let mut key = [0; 32];
            key[..4].copy_from_slice(&seed.to_le_bytes());
            let sample = triads(6, &pairs, 5, key);
            assert_eq!(sample, triads(6, &pairs, 5, key));
            assert_eq!((sample.all, sample.triads.len()), (20, 5));
            assert!(sample.triads.windows(2).all(|two| two[0] < two[1]));
            sample.triads.iter().for_each(|&triad| *times.entry(triad).or_insert(0) += 1);
        }
        // Five standard deviations of a binomial count with n = 2000 and p = 1/4.
        assert_eq!(times.len(), 20);
        assert!(times.values().all(|&n: &i32| (n - 500).abs() < 97), "{times:?}");
    }

    #[test]
    fn large_graphs_are_no_matter() {
        let mut rng = random::stream([3; 32]);
        let mut pairs = BTreeSet::new();
        while pairs.len() < 200_000 {
            let (a, b) = (random::below(&mut rng, 5000), random::below(&mut rng, 5000));
            if a != b {
                pairs.insert((a.min(b), a.max(b)));
            }
        }
        let pairs: Vec<_> = pairs.into_iter().collect();
        let found = triads(5000, &pairs, 1000, [0; 32]);
        assert_eq!(found.triads.len(), 1000);
        // Expected: 5000 choose 3 times the cube of the density, 85,000.
        assert!((80_000..90_000).contains(&found.all), "{}", found.all);
    }
}
