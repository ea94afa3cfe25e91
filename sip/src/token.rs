//! Branches, tags, cnonces and keys: what nobody can guess (RFC 3261 §19.3).

use std::fmt;

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// A text of 80 random bits.
pub(crate) type Token = [u8; 16];

/// Makes tokens and keys of one seed.
#[derive(Clone)]
pub(crate) struct Tokens {
    random: ChaCha8Rng,
}

/// Five bits of an octet as a digit or small letter: the case of a tag or branch does not matter.
pub(crate) const fn digit(octet: u8) -> u8 {
    match octet % 32 {
        number @ 0..10 => b'0' + number,
        number => b'a' + number - 10,
    }
}

impl Tokens {
    pub(crate) fn new(seed: [u8; 32]) -> Self {
        Self { random: ChaCha8Rng::from_seed(seed) }
    }

    pub(crate) fn token(&mut self) -> Token {
        self.key().map(digit)
    }

    /// The seed of what has tokens of its own.
    pub(crate) fn seed(&mut self) -> [u8; 32] {
        let mut octets = [0; 32];
        self.random.fill_bytes(&mut octets);
        octets
    }

    /// A number below this one, which is not zero.
    pub(crate) fn below(&mut self, limit: u32) -> u32 {
        self.random.next_u32() % limit
    }

    /// The key of a hash.
    pub(crate) fn key(&mut self) -> [u8; 16] {
        let mut octets = [0; 16];
        self.random.fill_bytes(&mut octets);
        octets
    }
}

impl fmt::Debug for Tokens {
    /// Without what is random.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Tokens")
    }
}
