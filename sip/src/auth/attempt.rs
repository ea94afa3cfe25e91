//! How often the challenges of one request are answered.

use std::fmt;

use super::Asker;

/// A request that is tried until it is no longer challenged: keep one from the first sending to the final response. 401 and
/// 407 count alike, since a chain of them could go on for ever.
#[derive(Clone)]
pub struct Attempt {
    /// How many more challenges are answered.
    left: u32,
    /// Which realms were answered, and with which nonce.
    answered: Vec<Answered>,
}

#[derive(Clone)]
struct Answered {
    asker: Asker,
    realm: Vec<u8>,
    nonce: Vec<u8>,
}

impl Default for Attempt {
    /// Four challenges are answered: those of two realms, each with one nonce that is too old.
    fn default() -> Self {
        Self::new(4)
    }
}

impl Attempt {
    /// So many challenges are answered.
    #[must_use]
    pub const fn new(most: u32) -> Self {
        Self { left: most, answered: Vec::new() }
    }

    /// How many more are.
    #[must_use]
    pub const fn left(&self) -> u32 {
        self.left
    }

    /// Whether this challenge says no to credentials of this request: it comes again for a realm that was answered, and not
    /// for the age of the nonce, or with that same nonce.
    pub(super) fn is_refused(&self, asker: Asker, realm: &[u8], nonce: &[u8], stale: bool) -> bool {
        let before = self.answered.iter().find(|answered| answered.asker == asker && answered.realm == realm);
        before.is_some_and(|before| !stale || before.nonce == nonce)
    }

    /// One response with challenges is being answered.
    pub(super) const fn count(&mut self) {
        self.left = self.left.saturating_sub(1);
    }

    pub(super) fn note(&mut self, asker: Asker, realm: &[u8], nonce: &[u8]) {
        self.answered.retain(|answered| answered.asker != asker || answered.realm != realm);
        self.answered.push(Answered { asker, realm: realm.to_vec(), nonce: nonce.to_vec() });
    }
}

impl fmt::Debug for Attempt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let realms = self.answered.iter().map(|answered| String::from_utf8_lossy(&answered.realm));
        let realms: Vec<_> = realms.collect();
        f.debug_struct("Attempt").field("left", &self.left).field("realms", &realms).finish()
    }
}
