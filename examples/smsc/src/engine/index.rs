//! Finds messages by who sent them to whom: for cancel_sm without a message_id, and for replace_if_present.

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::envelope::{Address, Envelope, Kind, Parts};

/// Pairs of a hash over origin, addresses and service_type, and the id: sixteen octets a message. Whoever looks a
/// message up compares the fields themselves.
#[derive(Default)]
pub(super) struct AddressIndex {
    entries: BTreeSet<(u64, u64)>,
}

impl AddressIndex {
    pub(super) fn insert(&mut self, id: u64, envelope: &Envelope) {
        if let Some(hash) = hash_of(envelope) {
            self.entries.insert((hash, id));
        }
    }

    pub(super) fn remove(&mut self, id: u64, envelope: &Envelope) {
        if let Some(hash) = hash_of(envelope) {
            self.entries.remove(&(hash, id));
        }
    }

    /// The ids of messages that probably match, the oldest first.
    pub(super) fn find(
        &self,
        origin: &[u8],
        source: Address<'_>,
        destination: Address<'_>,
        service_type: &[u8],
    ) -> Vec<u64> {
        let hash = hash(origin, source, destination, service_type);
        self.entries.range((hash, 0)..=(hash, u64::MAX)).map(|(_, id)| *id).collect()
    }
}

fn hash_of(envelope: &Envelope) -> Option<u64> {
    if envelope.kind != Kind::Message {
        return None;
    }
    let pdu = envelope.pdu().ok()?;
    let parts = Parts::of(&pdu).ok()?;
    Some(hash(&envelope.origin, parts.source, parts.destination, parts.service_type))
}

fn hash(origin: &[u8], source: Address<'_>, destination: Address<'_>, service_type: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    (origin, source, destination, service_type).hash(&mut hasher);
    hasher.finish()
}
