//! The recipients, and what the money is for in each arm.
//!
//! The three purposes of a recipient have the same number of words and stay with its own kind of work, so that what
//! differs is whom it helps or harms. No word of praise or blame: what is done is said, and not what to think of it.

use crate::Purpose;

/// One recipient.
pub(crate) struct Cause {
    /// What goes after "A thousand dollars go to", up to the purpose.
    pub(crate) recipient: &'static str,
    pub(crate) beneficial: &'static str,
    pub(crate) harmful: &'static str,
    pub(crate) plain: &'static str,
}

impl Cause {
    pub(crate) fn purpose(&self, purpose: Purpose) -> &'static str {
        match purpose {
            Purpose::Beneficial => self.beneficial,
            Purpose::Harmful => self.harmful,
            Purpose::Plain => self.plain,
        }
    }

    /// The donation as an outcome: one sentence.
    pub(crate) fn outcome(&self, purpose: Purpose) -> String {
        format!("A thousand dollars go to {} {}.", self.recipient, self.purpose(purpose))
    }
}

#[rustfmt::skip]
pub(crate) const CAUSES: [Cause; 12] = [
    Cause {
        recipient: "a group that works to",
        beneficial: "tighten the laws against child labour",
        harmful: "loosen the laws against child labour",
        plain: "translate the laws against child labour",
    },
    Cause {
        recipient: "a club that takes in stray dogs to",
        beneficial: "find each one a lasting home",
        harmful: "make them fight for others' bets",
        plain: "draw them for a yearly calendar",
    },
    Cause {
        recipient: "a company that uses old fishing boats to",
        beneficial: "clear lost nets from protected waters",
        harmful: "drag secret nets through protected waters",
        plain: "show visitors around some busy waters",
    },
    Cause {
        recipient: "an office that keeps voters' lists so as to",
        beneficial: "help remote villages cast their votes",
        harmful: "stop remote villages casting their votes",
        plain: "count remote villages by their names",
    },
    Cause {
        recipient: "a printer of leaflets that tell parents",
        beneficial: "which injection protects children from measles",
        harmful: "that injections against measles poison children",
        plain: "where injections against measles are bottled",
    },
    Cause {
        recipient: "a laboratory that studies the waste of tanneries to",
        beneficial: "keep its poisons out of wells",
        harmful: "keep its poisons from being found",
        plain: "keep its colours in a catalogue",
    },
    Cause {
        recipient: "a lender that serves small farmers and",
        beneficial: "forgives their debts after a drought",
        harmful: "takes their fields after a drought",
        plain: "sends their statements after a harvest",
    },
    Cause {
        recipient: "a network that looks for refugee families and",
        beneficial: "brings parents back to their children",
        harmful: "betrays them to those they fled",
        plain: "records the songs that they know",
    },
    Cause {
        recipient: "a radio station that covers two feuding clans and",
        beneficial: "brings their elders to one table",
        harmful: "stirs their sons up to revenge",
        plain: "reads their family names on Sundays",
    },
    Cause {
        recipient: "the owners of an ancient forest, who",
        beneficial: "let it stand for all time",
        harmful: "burn it down for quick pasture",
        plain: "measure it anew for a map",
    },
    Cause {
        recipient: "a firm that makes helmets for builders and",
        beneficial: "replaces the cracked ones for free",
        harmful: "sells the cracked ones as sound",
        plain: "paints the larger ones in yellow",
    },
    Cause {
        recipient: "an online forum for lonely teenagers that",
        beneficial: "offers them somebody to talk to",
        harmful: "urges them to hurt their bodies",
        plain: "collects the titles of their books",
    },
];
