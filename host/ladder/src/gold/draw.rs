//! Which outputs become gold pairs, of which kind, and which side each judge sees first.
//!
//! Outputs come in an order that only grows at its end. In each cell, of every `one_in` successive outputs
//! one is drawn, when the last of them is there; it becomes a pair of the kind that there are fewest of. So a
//! pair depends on outputs up to that one, and outputs that are appended leave it as it was.

use std::collections::BTreeMap;

use motive_study::file::Orders;
use motive_study::record::Side;

use super::{GoldDesign, GoldDraw, GoldKind, GoldPair, Output, Shortfall, each_once};
use crate::dose::Dose;
use crate::error::LadderError;
use crate::keyed::{Key, digest};

/// Draws gold pairs from `outputs`, keyed by `key`.
///
/// `takes` says whether an output's text can be made worse by a strategy and dose; where texts are not known
/// yet it is true of all. A kind that few texts take comes first wherever one does.
///
/// Every kind is drawn equally often: where all outputs take all kinds, at any point of the order the numbers
/// drawn of two kinds differ by one at most. Which side a judge sees first is balanced within judge and kind
/// likewise, and drawn independently between judges. An output is drawn once at most; it may also be the
/// earlier side of one later resample.
///
/// # Errors
///
/// [`LadderError::Empty`], [`LadderError::Twice`] (kinds, judges, outputs) or [`LadderError::Strategy`].
pub fn gold_pairs(
    design: &GoldDesign,
    outputs: &[Output],
    takes: &dyn Fn(&Output, &str, Dose) -> bool,
    key: &Key,
) -> Result<GoldDraw, LadderError> {
    design.check()?;
    each_once("output", outputs.iter().map(|output| &output.id))?;
    let mut drawing = Drawing {
        design,
        outputs,
        takes,
        key,
        earlier: earlier(outputs),
        counts: vec![0; design.kinds.len()],
    };
    let mut waiting: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut pairs = Vec::new();
    for (place, output) in outputs.iter().enumerate() {
        let block = waiting.entry(&output.cell).or_default();
        block.push(place);
        if block.len() == design.one_in {
            pairs.extend(drawing.draw(std::mem::take(block)));
        }
    }
    let short = design.kinds.iter().zip(&drawing.counts).filter(|(_, drawn)| **drawn < design.pairs);
    let short = short.map(|(kind, drawn)| Shortfall { kind: kind.clone(), drawn: *drawn }).collect();
    Ok(GoldDraw { pairs, short })
}

/// The largest `one_in` by which `size` outputs can be drawn ([`GoldDesign::size`]), so that they are spread
/// as widely as can be. None if there are fewer outputs than that.
///
/// Appending outputs leaves earlier pairs as they were for one and the same `one_in`: it belongs in the plan.
pub fn widest(outputs: &[Output], size: usize) -> Option<usize> {
    let mut cells: BTreeMap<&str, usize> = BTreeMap::new();
    for output in outputs {
        *cells.entry(&output.cell).or_default() += 1;
    }
    let drawn = |one_in: usize| cells.values().map(|count| count / one_in).sum::<usize>();
    let largest = cells.values().copied().max().unwrap_or(0);
    (1..=largest).rev().find(|&one_in| drawn(one_in) >= size)
}

/// For each output, the one before it that came of the same prompt.
fn earlier(outputs: &[Output]) -> Vec<Option<usize>> {
    let mut last: BTreeMap<&str, usize> = BTreeMap::new();
    outputs.iter().enumerate().map(|(place, output)| last.insert(output.prompt.as_deref()?, place)).collect()
}

struct Drawing<'a> {
    design: &'a GoldDesign,
    outputs: &'a [Output],
    takes: &'a dyn Fn(&Output, &str, Dose) -> bool,
    key: &'a Key,
    earlier: Vec<Option<usize>>,
    /// How many pairs there are of each kind.
    counts: Vec<usize>,
}

impl Drawing<'_> {
    /// The pair that one of a block's outputs becomes, if any can.
    fn draw(&mut self, mut block: Vec<usize>) -> Option<GoldPair> {
        block.sort_by_cached_key(|&place| digest(self.key, &[b"output", self.outputs[place].id.as_bytes()]));
        for kind in self.wanted() {
            if let Some(place) =
                block.iter().copied().find(|&place| self.can(place, &self.design.kinds[kind]))
            {
                let pair = self.pair(place, kind);
                self.counts[kind] += 1;
                return Some(pair);
            }
        }
        None
    }

    /// Kinds of which more pairs are wanted, those with the fewest first; among equals in an order drawn for
    /// that number of pairs.
    fn wanted(&self) -> Vec<usize> {
        let mut kinds: Vec<usize> =
            (0..self.counts.len()).filter(|&kind| self.counts[kind] < self.design.pairs).collect();
        kinds.sort_by_cached_key(|&kind| {
            let count = self.counts[kind];
            let name = self.design.kinds[kind].to_string();
            (count, digest(self.key, &[b"kind", name.as_bytes(), &(count as u64).to_le_bytes()]))
        });
        kinds
    }

    fn can(&self, place: usize, kind: &GoldKind) -> bool {
        match kind {
            GoldKind::Ladder { strategy, dose } => (self.takes)(&self.outputs[place], strategy, *dose),
            GoldKind::Identical => true,
            GoldKind::Resample => self.earlier[place].is_some(),
        }
    }

    fn pair(&self, place: usize, kind: usize) -> GoldPair {
        let second = &self.outputs[place];
        let (first, better) = match (&self.design.kinds[kind], self.earlier[place]) {
            (GoldKind::Resample, Some(earlier)) => (&self.outputs[earlier], None),
            (GoldKind::Ladder { .. }, _) => (second, Some(Side::First)),
            _ => (second, None),
        };
        let number = self.counts[kind];
        let kind = self.design.kinds[kind].clone();
        let judges = self.design.judges.iter();
        GoldPair {
            id: format!("gold/{kind}/{}", second.id),
            cell: second.cell.clone(),
            first: first.id.clone(),
            second: second.id.clone(),
            better,
            first_shown: judges.map(|judge| (judge.clone(), self.orders(judge, &kind, number))).collect(),
            kind,
        }
    }

    /// Which side a judge is shown first of the pair with this number within its kind. With one order, each
    /// block of two successive pairs has both.
    fn orders(&self, judge: &str, kind: &GoldKind, number: usize) -> Vec<Side> {
        match self.design.orders {
            Orders::Both => vec![Side::First, Side::Second],
            Orders::One => {
                let block = (number / 2) as u64;
                let kind = kind.to_string();
                let names: [&[u8]; 4] = [b"order", judge.as_bytes(), kind.as_bytes(), &block.to_le_bytes()];
                let coin = digest(self.key, &names)[0] & 1 == 1;
                vec![if coin == number.is_multiple_of(2) { Side::First } else { Side::Second }]
            }
        }
    }
}
