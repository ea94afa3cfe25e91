//! What makes cookies and tags ours: a keyed function of the owner's seed. Nothing else is random here.

use std::hash::Hasher;

/// SipHash-2-4 under a key of the seed.
#[derive(Clone, Copy)]
pub(super) struct Secret {
    key: (u64, u64),
    /// How many numbers were drawn.
    drawn: u64,
}

impl Secret {
    pub(super) fn new(seed: [u8; 32]) -> Self {
        let mut key = (0, 0);
        for piece in seed.chunks(8) {
            // Both halves depend on all of the seed.
            key = (hash(key, piece), hash((key.1, !key.0), piece));
        }
        Self { key, drawn: 0 }
    }

    /// A number that only we can make of these octets.
    pub(super) fn mac(&self, pieces: &[&[u8]]) -> u64 {
        let mut octets = vec![0];
        for piece in pieces {
            octets.extend_from_slice(&piece.len().to_be_bytes());
            octets.extend_from_slice(piece);
        }
        hash(self.key, &octets)
    }

    /// Runs something that draws from `fastrand`, as the crate below does for its tags: it gets numbers of ours, the same
    /// for the same seed, and other users of that generator on this thread notice nothing.
    pub(super) fn lend<T>(&mut self, run: impl FnOnce() -> T) -> T {
        self.drawn += 1;
        let seed = hash(self.key, &[&[1], self.drawn.to_be_bytes().as_slice()].concat());
        let theirs = fastrand::get_seed();
        fastrand::seed(seed);
        let result = run();
        fastrand::seed(theirs);
        result
    }
}

/// The standard library's SipHash-2-4; it is deprecated as a hasher of maps, which is not what it is for here.
#[allow(deprecated)]
fn hash((k0, k1): (u64, u64), octets: &[u8]) -> u64 {
    let mut hasher = std::hash::SipHasher::new_with_keys(k0, k1);
    hasher.write(octets);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_function_is_siphash_2_4() {
        // The key 00 01 … 0f and the message 00 01 … 0e of the paper's appendix A.
        let key = (0x0706_0504_0302_0100, 0x0F0E_0D0C_0B0A_0908);
        let message: Vec<u8> = (0..15).collect();
        assert_eq!(hash(key, &message), 0xA129_CA61_49BE_45E5);
    }

    #[test]
    fn the_same_seed_lends_the_same_numbers_and_leaves_the_generator_as_it_was() {
        let draw = || {
            let mut secret = Secret::new([3; 32]);
            [secret.lend(|| fastrand::u64(..)), secret.lend(|| fastrand::u64(..))]
        };
        fastrand::seed(99);
        let [first, second] = draw();
        assert_ne!(first, second);
        assert_eq!(draw(), [first, second]);
        assert_eq!(fastrand::get_seed(), 99);
        assert_ne!(Secret::new([4; 32]).lend(|| fastrand::u64(..)), first);
    }
}
