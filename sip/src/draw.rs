//! Numbers that nobody without the seed foresees, and that are the same for the same seed.

use std::fmt;
use std::hash::Hasher;

use siphasher::sip::SipHasher13;

/// A row of numbers: a keyed hash of 0, 1, 2 and so on.
#[derive(Clone, Copy)]
pub(crate) struct Draw {
    hasher: SipHasher13,
    count: u64,
}

impl Draw {
    pub(crate) fn new(seed: [u8; 16]) -> Self {
        Self { hasher: SipHasher13::new_with_key(&seed), count: 0 }
    }

    /// A number below this one; 0 below 0. Of numbers up to 2^32 none is noticeably likelier than another.
    pub(crate) fn below(&mut self, end: u64) -> u64 {
        let mut hasher = self.hasher;
        hasher.write_u64(self.count);
        self.count = self.count.wrapping_add(1);
        let product = u128::from(hasher.finish()) * u128::from(end);
        u64::try_from(product >> 64).unwrap_or(0)
    }
}

impl fmt::Debug for Draw {
    /// Without the seed.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Draw({} drawn)", self.count)
    }
}
