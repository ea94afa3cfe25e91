//! Which number a dialogue has on the wire: its place in the table and how often that place was used before, permuted by a
//! key, so that a number tells a stranger nothing of its neighbours.

use brivas_timer::{Handle, Slab};

use super::TransactionId;

/// Bits of the place.
const PLACE: u32 = 22;
const ROUNDS: usize = 4;

/// The permutation of one run.
#[derive(Clone, Copy, Debug)]
pub(super) struct Numbers {
    keys: [u64; ROUNDS],
}

impl Numbers {
    pub(super) fn new(seed: [u8; 32]) -> Self {
        let mut keys = [0; ROUNDS];
        for (key, octets) in keys.iter_mut().zip(seed.chunks_exact(8)) {
            *key = octets.first_chunk().copied().map_or(0, u64::from_le_bytes);
        }
        Self { keys }
    }

    pub(super) fn of(&self, handle: Handle) -> TransactionId {
        TransactionId::new(self.permuted(handle.generation() << PLACE | handle.index()))
    }

    /// The dialogue with this number, if it is open.
    pub(super) fn find<T>(&self, id: TransactionId, table: &Slab<T>) -> Option<Handle> {
        let number = self.restored(id.number()?);
        let handle = table.handle_at(number & ((1 << PLACE) - 1))?;
        (handle.generation() << PLACE >> PLACE == number >> PLACE).then_some(handle)
    }

    /// A Feistel network over two halves of 16 bits.
    fn permuted(&self, number: u32) -> u32 {
        let (mut left, mut right) = (number >> 16, number & 0xFFFF);
        for key in self.keys {
            (left, right) = (right, left ^ half(right, key));
        }
        left << 16 | right
    }

    fn restored(&self, number: u32) -> u32 {
        let (mut left, mut right) = (number >> 16, number & 0xFFFF);
        for key in self.keys.iter().rev() {
            (left, right) = (right ^ half(left, *key), left);
        }
        left << 16 | right
    }
}

/// Sixteen bits that each depend on all of the input (the finaliser of SplitMix64).
fn half(input: u32, key: u64) -> u32 {
    let number = key.wrapping_add(u64::from(input).wrapping_mul(0x9E37_79B9_7F4A_7C15));
    let number = (number ^ (number >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    u32::try_from((number ^ (number >> 31)) & 0xFFFF).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_permutation_is_undone(number: u32, seed: [u8; 32]) {
            let numbers = Numbers::new(seed);
            prop_assert_eq!(numbers.restored(numbers.permuted(number)), number);
        }
    }

    #[test]
    fn a_number_finds_its_dialogue_while_it_is_open_and_never_a_later_one() {
        let numbers = Numbers::new([7; 32]);
        let mut table = Slab::new();
        let first = table.insert(1).unwrap();
        let id = numbers.of(first);
        assert_eq!(numbers.find(id, &table), Some(first));
        table.remove(first);
        assert_eq!(numbers.find(id, &table), None);
        let second = table.insert(2).unwrap();
        assert_eq!(second.index(), first.index());
        assert_eq!(numbers.find(id, &table), None, "another generation");
        assert_ne!(numbers.of(second), id);
        let neighbours: Vec<_> =
            (0..8).map(|_| numbers.of(table.insert(0).unwrap()).number().unwrap()).collect();
        assert!(neighbours.windows(2).all(|pair| pair[0].abs_diff(pair[1]) > 1), "{neighbours:?}");
    }
}
