//! Transactions, by the key that messages have and by the handle that their owner has.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hash, Hasher};

use brivas_timer::{Handle, Slab};

/// A map by keys that are hashes already, made with a key that nobody knows.
pub(crate) type Map<K, V> = HashMap<K, V, BuildHasherDefault<Folded>>;

/// Folds a hash of 128 bits to the 64 that a map wants.
#[derive(Clone, Debug, Default)]
pub(crate) struct Folded(u64);

impl Hasher for Folded {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, octets: &[u8]) {
        for octet in octets {
            self.0 = self.0.rotate_left(8) ^ u64::from(*octet);
        }
    }

    #[allow(clippy::cast_possible_truncation)] // any bits of it will do
    fn write_u128(&mut self, key: u128) {
        self.0 = key as u64;
    }
}

/// Values with a key each.
#[derive(Debug)]
pub(super) struct Table<K, T> {
    slab: Slab<T>,
    by_key: Map<K, Handle>,
}

impl<K: Hash + Eq, T> Table<K, T> {
    pub(super) fn with_limit(limit: u32) -> Self {
        Self { slab: Slab::with_limit(limit), by_key: Map::default() }
    }

    /// Puts a value in; `None` if there are as many as there may be.
    pub(super) fn insert(&mut self, key: K, value: T) -> Option<Handle> {
        let handle = self.slab.insert(value).ok()?;
        self.by_key.insert(key, handle);
        Some(handle)
    }

    pub(super) fn remove(&mut self, handle: Handle, key: &K) -> Option<T> {
        // Another may have come in its place.
        if self.by_key.get(key) == Some(&handle) {
            self.by_key.remove(key);
        }
        self.slab.remove(handle)
    }

    pub(super) fn find(&self, key: &K) -> Option<Handle> {
        self.by_key.get(key).copied()
    }

    pub(super) fn get(&self, handle: Handle) -> Option<&T> {
        self.slab.get(handle)
    }

    pub(super) fn get_mut(&mut self, handle: Handle) -> Option<&mut T> {
        self.slab.get_mut(handle)
    }

    pub(super) fn is_full(&self) -> bool {
        self.slab.is_full()
    }

    pub(super) fn len(&self) -> usize {
        self.slab.len()
    }
}
