//! Holding back by loss (RFC 7339 §7.2).

use super::category::{Category, Verdict};
use crate::draw::Draw;

/// How many requests there were of each category lately. The share of the ordinary ones says how many of them are to be held
/// back so that it is the percentage that is wanted of all.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mix {
    ordinary: u64,
    preferred: u64,
}

/// After so many requests each counts half as much as a new one.
const WINDOW: u64 = 256;

impl Default for Mix {
    /// What the standard begins with.
    fn default() -> Self {
        Self { ordinary: 80, preferred: 20 }
    }
}

impl Mix {
    pub(super) const fn count(&mut self, category: Category) {
        match category {
            Category::Ordinary => self.ordinary += 1,
            Category::Preferred => self.preferred += 1,
            Category::Always => return,
        }
        if self.ordinary + self.preferred >= WINDOW {
            self.ordinary /= 2;
            self.preferred /= 2;
        }
    }

    /// Whether a request goes when this percentage is to be held back: of the ordinary ones as many as it takes, and then of
    /// the preferred ones.
    pub(super) fn verdict(self, percentage: u32, category: Category, draw: &mut Draw) -> Verdict {
        let wanted = u64::from(percentage) * (self.ordinary + self.preferred);
        let (held_back, all) = match category {
            Category::Ordinary => (wanted, 100 * self.ordinary),
            Category::Preferred => (wanted.saturating_sub(100 * self.ordinary), 100 * self.preferred),
            Category::Always => (0, 0),
        };
        if draw.below(all) < held_back { Verdict::Refuse } else { Verdict::Pass }
    }
}
