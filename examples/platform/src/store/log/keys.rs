//! The idempotency keys.

use std::{
    collections::HashMap,
    hash::{BuildHasher, DefaultHasher, Hasher},
};

use super::format::key_record_octets;

/// How many maps the keys are spread over. A map doubles by moving all it holds; with this many, a million keys move in
/// steps of a thousand (some 50 us) and not at the same moment, because the hash spreads them unevenly.
const SHARDS: usize = 1024;
/// How long to leave between two sweeps of one shard each, ms.
const SWEEP_EVERY_MS: i64 = 50;

/// Keys, who holds them and until when.
#[derive(Debug)]
pub(crate) struct Keys {
    seed: u64,
    shards: Vec<HashMap<Box<[u8]>, Holder, Seeded>>,
    last_sweep: i64,
    sweep_shard: usize,
    len: usize,
    octets: u64,
}

/// Who holds a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Holder {
    /// The message.
    pub(crate) id: u64,
    /// Until when, Unix ms.
    pub(crate) expires_at: i64,
}

impl Keys {
    /// No keys. The seed makes the hash of this store its own: keys come from users, who might send colliding ones.
    pub(crate) fn new(seed: u64) -> Self {
        let hasher = Seeded(seed);
        let shards = (0..SHARDS).map(|_| HashMap::with_hasher(hasher)).collect();
        Self { seed, shards, last_sweep: i64::MIN, sweep_shard: 0, len: 0, octets: 0 }
    }

    /// How many keys, expired ones that were not swept yet included.
    pub(crate) fn len(&self) -> usize {
        self.len
    }

    /// How many octets they take in the log as records of their own.
    pub(crate) fn octets(&self) -> u64 {
        self.octets
    }

    /// Who holds `key`, expired or not.
    pub(crate) fn get(&self, key: &[u8]) -> Option<Holder> {
        self.shards.get(self.shard(key))?.get(key).copied()
    }

    /// Gives `key` to `holder`, unless another one holds it at `now_ms`: that one is returned.
    pub(crate) fn claim(&mut self, key: &[u8], holder: Holder, now_ms: i64) -> Option<Holder> {
        let present = self.get(key).filter(|present| present.expires_at > now_ms);
        if present.is_none() {
            self.insert(key, holder);
        }
        present
    }

    /// Gives `key` to `holder`.
    pub(crate) fn insert(&mut self, key: &[u8], holder: Holder) {
        let shard = self.shard(key);
        let Some(shard) = self.shards.get_mut(shard) else { return };
        if shard.insert(key.into(), holder).is_none() {
            self.len += 1;
            self.octets += key_record_octets(key.len()) as u64;
        }
    }

    /// All keys, in their order.
    pub(crate) fn sorted(&self) -> Vec<(&[u8], Holder)> {
        let mut keys: Vec<_> = self
            .shards
            .iter()
            .flat_map(|shard| shard.iter().map(|(key, holder)| (key.as_ref(), *holder)))
            .collect();
        keys.sort_unstable_by_key(|(key, _)| *key);
        keys
    }

    /// Forgets the expired keys of the next shard, if it is time for one.
    pub(crate) fn sweep(&mut self, now_ms: i64) {
        // Not only later: a clock that was ahead and is set right must not stop the sweeping until it is there again.
        if (0..SWEEP_EVERY_MS).contains(&now_ms.saturating_sub(self.last_sweep)) {
            return;
        }
        self.last_sweep = now_ms;
        self.sweep_shard = (self.sweep_shard + 1) % SHARDS;
        let Some(shard) = self.shards.get_mut(self.sweep_shard) else { return };
        shard.retain(|key, holder| {
            let holds = holder.expires_at > now_ms;
            if !holds {
                self.len -= 1;
                self.octets -= key_record_octets(key.len()) as u64;
            }
            holds
        });
    }

    /// Which map a key is in. A plain multiplication serves: it decides how evenly the maps grow and nothing else, and with the
    /// seed in it nobody outside can aim at one.
    fn shard(&self, key: &[u8]) -> usize {
        let word = |part: &[u8]| part.iter().fold(0, |word, octet| (word << 8) | u64::from(*octet));
        let mix = |mixed: u64, part| (mixed ^ word(part)).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29);
        (key.chunks(8).fold(self.seed, mix) >> 32) as usize % SHARDS
    }
}

/// SipHash behind a secret first word.
#[derive(Clone, Copy, Debug)]
struct Seeded(u64);

impl BuildHasher for Seeded {
    type Hasher = DefaultHasher;

    fn build_hasher(&self) -> DefaultHasher {
        let mut hasher = DefaultHasher::new();
        hasher.write_u64(self.0);
        hasher
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_has_one_holder_and_is_forgotten_after_it_expired() {
        let mut keys = Keys::new(1);
        for id in 0..5000_u64 {
            keys.insert(&id.to_le_bytes(), Holder { id, expires_at: 10 });
        }
        keys.insert(&7_u64.to_le_bytes(), Holder { id: 9000, expires_at: 1_000_000 });
        assert_eq!(keys.get(&7_u64.to_le_bytes()), Some(Holder { id: 9000, expires_at: 1_000_000 }));
        assert_eq!(keys.len(), 5000);
        let mut now = 10;
        for _ in 0..SHARDS {
            keys.sweep(now);
            keys.sweep(now + 1);
            now += SWEEP_EVERY_MS;
        }
        assert_eq!((keys.len(), keys.octets()), (1, key_record_octets(8) as u64));
        assert_eq!(keys.get(&8_u64.to_le_bytes()), None);
    }

    #[test]
    fn sweeping_goes_on_when_the_clock_is_set_back() {
        let mut keys = Keys::new(1);
        keys.insert(b"brief", Holder { id: 1, expires_at: 10 });
        keys.sweep(i64::MIN);
        keys.insert(b"lasting", Holder { id: 2, expires_at: 1_000_000 });
        keys.insert(b"brief too", Holder { id: 3, expires_at: 20 });
        for now in (500_000..).take(SHARDS) {
            keys.sweep(now);
            keys.sweep(now - 400_000);
        }
        assert_eq!((keys.len(), keys.get(b"lasting").map(|holder| holder.id)), (1, Some(2)));
    }

    #[test]
    fn keys_spread_over_the_shards() {
        let mut keys = Keys::new(2);
        for id in 0..100_000_u64 {
            keys.insert(&id.to_be_bytes(), Holder { id, expires_at: 0 });
        }
        let fullest = keys.shards.iter().map(HashMap::len).max().unwrap();
        assert!(fullest < 170, "about 98 each, and {fullest} in one");
    }
}
