//! The location service: where the records are kept (RFC 3261 §10.1).

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::hash::BuildHasher;
use std::time::Instant;

use brivas_timer::{Handle, Slab, TimerHandle, Wheel};
use siphasher::sip::SipHasher13;

use super::aor::Aor;
use super::record::Record;

/// Where the records of a registrar are kept (RFC 3261 §10.1). It is asked within the calls of the registrar: what keeps them
/// elsewhere, too, does so with the [`Change`](super::Change) that the registrar hands out.
pub trait Location {
    /// The record of an address-of-record; `None` if it has no binding.
    fn get(&self, aor: &Aor) -> Option<&Record>;

    /// The record that has this epoch among its [`epochs`](Record::epochs).
    fn temporary(&self, epoch: u64) -> Option<&Record>;

    /// Whether no record can be added.
    fn is_full(&self) -> bool;

    /// Puts a record in place of the one with the same address-of-record; one that is empty is forgotten. `false`: there is no
    /// room for another one, and nothing is changed.
    fn replace(&mut self, record: Record) -> bool;

    /// When the first binding ends.
    fn next_expiry(&self) -> Option<Instant>;

    /// A record of which a binding has ended; each is given once until it is replaced.
    fn pop_due(&mut self, now: Instant) -> Option<Aor>;
}

/// Records in memory. Finding and replacing one and its next expiry take constant time.
pub struct Memory {
    handles: HashMap<Aor, Handle, Keyed>,
    entries: Slab<Entry>,
    wheel: Wheel<Handle>,
    epochs: BTreeMap<u64, Handle>,
}

struct Entry {
    record: Record,
    timer: Option<TimerHandle>,
}

/// A hash that a peer cannot make collide, and that is the same in each run.
#[derive(Clone, Copy)]
struct Keyed(SipHasher13);

impl BuildHasher for Keyed {
    type Hasher = SipHasher13;

    fn build_hasher(&self) -> SipHasher13 {
        self.0
    }
}

impl Memory {
    /// Room for so many addresses-of-record, with none yet. The key is to be random.
    #[must_use]
    pub fn new(most: u32, key: [u8; 16], now: Instant) -> Self {
        Self {
            handles: HashMap::with_hasher(Keyed(SipHasher13::new_with_key(&key))),
            entries: Slab::with_limit(most),
            wheel: Wheel::new(now),
            epochs: BTreeMap::new(),
        }
    }

    /// How many addresses-of-record have bindings.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether none has.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Every record, always in the same order for the same calls.
    pub fn records(&self) -> impl Iterator<Item = &Record> {
        self.entries.iter().map(|(_, entry)| &entry.record)
    }

    fn add(&mut self, record: Record, expiry: Instant) -> bool {
        let aor = record.aor.clone();
        let epochs: Vec<u64> = record.epochs().collect();
        let Ok(handle) = self.entries.insert(Entry { record, timer: None }) else {
            return false;
        };
        let timer = self.wheel.arm(expiry, handle);
        if let Some(entry) = self.entries.get_mut(handle) {
            entry.timer = Some(timer);
        }
        self.handles.insert(aor, handle);
        self.epochs.extend(epochs.into_iter().map(|epoch| (epoch, handle)));
        true
    }

    fn remove(&mut self, handle: Handle) {
        if let Some(entry) = self.entries.remove(handle) {
            entry.timer.map(|timer| self.wheel.cancel(timer));
            self.handles.remove(&entry.record.aor);
            for epoch in entry.record.epochs() {
                self.epochs.remove(&epoch);
            }
        }
    }
}

impl Location for Memory {
    fn get(&self, aor: &Aor) -> Option<&Record> {
        Some(&self.entries.get(*self.handles.get(aor)?)?.record)
    }

    fn temporary(&self, epoch: u64) -> Option<&Record> {
        Some(&self.entries.get(*self.epochs.get(&epoch)?)?.record)
    }

    fn is_full(&self) -> bool {
        self.entries.is_full()
    }

    fn replace(&mut self, record: Record) -> bool {
        let handle = self.handles.get(&record.aor).copied();
        match (handle, record.next_expiry()) {
            (None, None) => true,
            (None, Some(expiry)) => self.add(record, expiry),
            (Some(handle), None) => {
                self.remove(handle);
                true
            }
            (Some(handle), Some(expiry)) => {
                let Some(entry) = self.entries.get_mut(handle) else { return false };
                if !entry.timer.is_some_and(|timer| self.wheel.rearm(timer, expiry)) {
                    entry.timer = Some(self.wheel.arm(expiry, handle));
                }
                if !entry.record.epochs().eq(record.epochs()) {
                    for epoch in entry.record.epochs() {
                        self.epochs.remove(&epoch);
                    }
                    self.epochs.extend(record.epochs().map(|epoch| (epoch, handle)));
                }
                entry.record = record;
                true
            }
        }
    }

    fn next_expiry(&self) -> Option<Instant> {
        self.wheel.next_deadline()
    }

    fn pop_due(&mut self, now: Instant) -> Option<Aor> {
        let (_, handle) = self.wheel.pop_due(now)?;
        Some(self.entries.get(handle)?.record.aor.clone())
    }
}

impl fmt::Debug for Memory {
    /// How many records there are: they are private.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Memory({} addresses-of-record)", self.len())
    }
}
