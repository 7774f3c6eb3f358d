//! Treatments: what an answer counts as that chose nothing, because the actor declined or because it could
//! not be read.
//!
//! A treatment bears on every utility: an actor that declines where two outcomes are both repugnant says
//! something that no treatment keeps. The shares of such answers are reported whatever the treatment
//! ([`super::AnswerShares`]).

use super::Tally;
use super::draws;
use crate::random;
use motive_registry::{Registry, Strategy};

/// What abstentions and unreadable answers count as, selected by name.
pub trait Treatment: Sync {
    /// The name that a study file uses: lower case, digits and hyphens.
    fn name(&self) -> &'static str;

    /// One line for lists: what such answers count as.
    fn about(&self) -> &'static str;

    /// `tally` with nothing abstained and nothing unreadable. What is drawn depends on `seed` and the two
    /// options in their order alone.
    fn treat(&self, tally: &Tally, seed: [u8; 32]) -> Tally;
}

inventory::collect!(&'static dyn Treatment);

impl Strategy for dyn Treatment {
    const KIND: &'static str = "treatment";

    fn name(&self) -> &'static str {
        Treatment::name(self)
    }
}

/// The registered treatments. The default of a study is `drop`.
pub type Treatments = Registry<dyn Treatment>;

struct Drop;
struct Random;
struct Indifferent;

impl Treatment for Drop {
    fn name(&self) -> &'static str {
        "drop"
    }

    fn about(&self) -> &'static str {
        "Abstentions and unreadable answers are left out"
    }

    fn treat(&self, tally: &Tally, _seed: [u8; 32]) -> Tally {
        read(tally)
    }
}

impl Treatment for Random {
    fn name(&self) -> &'static str {
        "random"
    }

    fn about(&self) -> &'static str {
        "Abstentions and unreadable answers count as a choice drawn by seed"
    }

    /// Every whole answer falls on one of the two with probability 1/2; what is left of a fraction falls on
    /// one of them too.
    fn treat(&self, tally: &Tally, seed: [u8; 32]) -> Tally {
        let unread = unread(tally);
        let options = [tally.first, tally.second].map(|option| (option as u64).to_le_bytes());
        let mut rng = random::keyed(seed, &[b"treatment", &options[0], &options[1]]);
        let mut first = draws::binomial(&mut rng, unread.floor(), 0.5);
        first += unread.fract() * draws::binomial(&mut rng, 1.0, 0.5);
        let choices = read(tally);
        Tally {
            first_wins: choices.first_wins + first,
            second_wins: choices.second_wins + (unread - first),
            ..choices
        }
    }
}

impl Treatment for Indifferent {
    fn name(&self) -> &'static str {
        "indifferent"
    }

    fn about(&self) -> &'static str {
        "Abstentions and unreadable answers count as ties, which draws utilities together"
    }

    fn treat(&self, tally: &Tally, _seed: [u8; 32]) -> Tally {
        Tally { ties: tally.ties + unread(tally), ..read(tally) }
    }
}

inventory::submit!(&Drop as &'static dyn Treatment);
inventory::submit!(&Random as &'static dyn Treatment);
inventory::submit!(&Indifferent as &'static dyn Treatment);

fn unread(tally: &Tally) -> f64 {
    tally.abstained + tally.unreadable
}

fn read(tally: &Tally) -> Tally {
    Tally { abstained: 0.0, unreadable: 0.0, ..*tally }
}
