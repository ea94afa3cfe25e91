//! Nonces that need not be kept: each has the time and the number of its making, and a keyed hash that nobody else can
//! make (RFC 7616 §3.3).

use std::hash::Hasher;

use siphasher::sip128::{Hasher128, SipHasher24};

use super::algorithm::Hex;

/// Makes nonces, and knows its own.
#[derive(Clone)]
pub(super) struct Nonces {
    hasher: SipHasher24,
    next: u64,
}

/// What a nonce of ours says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Nonce {
    /// When it was made, in milliseconds.
    pub(super) time: u64,
    /// The number of it.
    pub(super) number: u64,
}

impl Nonces {
    /// Those of a key, for a realm.
    pub(super) fn new(key: &[u8; 16], realm: &[u8]) -> Self {
        let mut hasher = SipHasher24::new_with_key(key);
        hasher.write(&(realm.len() as u64).to_le_bytes());
        hasher.write(realm);
        Self { hasher, next: 0 }
    }

    /// Another, in hexadecimal digits.
    pub(super) fn make(&mut self, time: u64) -> Vec<u8> {
        let number = self.next;
        self.next += 1;
        self.text(Nonce { time, number })
    }

    /// What a nonce says; `None` if it is not ours.
    pub(super) fn read(&self, text: &[u8]) -> Option<Nonce> {
        let number = |text: &[u8]| u64::from_str_radix(std::str::from_utf8(text).ok()?, 16).ok();
        let nonce = Nonce { time: number(text.get(..16)?)?, number: number(text.get(16..32)?)? };
        // A nonce is no secret once it was sent, but its hash is until then: whoever guesses it must learn nothing.
        let is_own = subtle::ConstantTimeEq::ct_eq(self.text(nonce).as_slice(), text);
        bool::from(is_own).then_some(nonce)
    }

    fn text(&self, nonce: Nonce) -> Vec<u8> {
        let (time, number) = (nonce.time.to_be_bytes(), nonce.number.to_be_bytes());
        let mut hasher = self.hasher;
        hasher.write(&time);
        hasher.write(&number);
        let hash = hasher.finish128().as_u128().to_be_bytes();
        let parts = [Hex::of(&time), Hex::of(&number), Hex::of(&hash)];
        parts.iter().flat_map(Hex::as_slice).copied().collect()
    }
}
