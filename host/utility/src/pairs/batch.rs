//! A batch while it is put together, and the frame that the adaptive strategies share.

use super::opening::open;
use super::{Pair, PairDesign, PairError, PairView};
use crate::random::shuffle;
use crate::{Comparison, Fit};
use rand_chacha::ChaCha20Rng;

/// A batch while it is put together: every way to add to it takes only pairs that are open (of sampled
/// options, not held out, not asked) and stops when it is full.
pub(super) struct Batch {
    sampled: Vec<usize>,
    options: usize,
    /// By `i * options + j`, for `i < j`.
    open: Vec<bool>,
    /// How many pairs of sampled options were asked in earlier rounds.
    asked: usize,
    size: usize,
    pairs: Vec<Pair>,
}

impl Batch {
    /// An empty batch of at most `size` pairs, after `earlier` ones.
    pub(super) fn new(design: &PairDesign<'_>, earlier: impl Iterator<Item = Pair>, size: usize) -> Self {
        let options = design.options;
        let sampled = design.sampled();
        let mut open = vec![false; options * options];
        for (nth, &i) in sampled.iter().enumerate() {
            for &j in &sampled[nth + 1..] {
                open[i * options + j] = true;
            }
        }
        for &(i, j) in design.held_out {
            open[i * options + j] = false;
        }
        let mut asked = 0;
        for (i, j) in earlier {
            asked += usize::from(std::mem::take(&mut open[i * options + j]));
        }
        Self { sampled, options, open, asked, size, pairs: Vec::new() }
    }

    /// Makes room for `more` pairs.
    pub(super) fn enlarge(&mut self, more: usize) {
        self.size += more;
    }

    pub(super) fn room(&self) -> usize {
        self.size - self.pairs.len()
    }

    pub(super) fn is_open(&self, (i, j): Pair) -> bool {
        self.open[i * self.options + j]
    }

    /// The options that can be paired, ascending.
    pub(super) fn sampled(&self) -> &[usize] {
        &self.sampled
    }

    /// The open pairs, ascending.
    pub(super) fn open_pairs(&self) -> Vec<Pair> {
        let pairs = self.sampled.iter().enumerate();
        let pairs = pairs.flat_map(|(nth, &i)| self.sampled[nth + 1..].iter().map(move |&j| (i, j)));
        pairs.filter(|&pair| self.is_open(pair)).collect()
    }

    /// The open pairs in random order.
    pub(super) fn shuffled(&self, mut rng: ChaCha20Rng) -> Vec<Pair> {
        let mut pairs = self.open_pairs();
        shuffle(&mut rng, &mut pairs);
        pairs
    }

    /// Adds the pairs that are open, in order, until the batch is full.
    pub(super) fn add(&mut self, pairs: impl IntoIterator<Item = Pair>) {
        for (i, j) in pairs {
            if self.room() == 0 {
                return;
            }
            if std::mem::take(&mut self.open[i * self.options + j]) {
                self.pairs.push((i, j));
            }
        }
    }

    /// Adds the pairs that join two groups of options, in order, where each joins what earlier ones left
    /// apart. `group` has the number of every option's group.
    pub(super) fn link(&mut self, mut group: Vec<usize>, pairs: &[Pair]) {
        for &(i, j) in pairs {
            if group[i] != group[j] && self.room() > 0 {
                self.add([(i, j)]);
                let (kept, joined) = (group[i], group[j]);
                group.iter_mut().filter(|group| **group == joined).for_each(|group| *group = kept);
            }
        }
    }

    /// The batch, ascending.
    pub(super) fn finish(mut self) -> Vec<Pair> {
        self.pairs.sort_unstable();
        self.pairs
    }

    /// What the batch has so far.
    pub(super) fn pairs(&self) -> &[Pair] {
        &self.pairs
    }
}

/// The next batch of an adaptive strategy that chooses with `choose`, from the current fit and the
/// comparisons that it fits.
///
/// - The first batch is the opening and the anchor's pairs.
/// - Later ones have `batch` pairs, the last one what is left of the target.
/// - Where readable answers leave the options in pieces, random pairs that link them come first, for
///   utilities in different pieces share no scale.
/// - What `choose` leaves empty is filled at random: all of it if there is no fit.
pub(super) fn next(
    view: &PairView<'_>,
    choose: impl FnOnce(&mut Batch, &Fit, &[Comparison]),
) -> Result<Vec<Pair>, PairError> {
    view.check()?;
    let design = &view.design;
    let mut batch = Batch::new(design, view.asked(), 0);
    if view.rounds.is_empty() {
        open(&mut batch, view);
        let mut pairs = batch.finish();
        pairs.extend(design.with_anchor());
        pairs.sort_unstable();
        return Ok(pairs);
    }
    batch.enlarge(design.total().saturating_sub(batch.asked).min(design.params.batch));
    if batch.room() == 0 {
        return Ok(Vec::new());
    }
    let comparisons = view.sorted_comparisons();
    if let Some(fit) = view.fitted(&comparisons)? {
        if fit.components.iter().any(|&component| component != 0) {
            let order = batch.shuffled(view.stream("link"));
            batch.link(fit.components.clone(), &order);
        }
        choose(&mut batch, &fit, &comparisons);
    }
    if batch.room() > 0 {
        let order = batch.shuffled(view.stream("fill"));
        batch.add(order);
    }
    Ok(batch.finish())
}
