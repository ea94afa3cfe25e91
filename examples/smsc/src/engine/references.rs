//! Which message a handset means by a reference that it gave (3GPP TS 23.040 §9.2.3.6).

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use brivas_smpp::Tag;

use super::MOBILE_NETWORK;
use crate::envelope::{Address, Envelope, Kind, Parts};

/// How many messages are known by their references: as many as the store keeps the ends of.
const MOST: usize = 1_000_000;

/// What a handset calls a message of its own.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Reference<'a> {
    pub(super) handset: Address<'a>,
    pub(super) destination: Address<'a>,
    pub(super) number: u32,
}

impl<'a> Reference<'a> {
    /// The reference of a message with these parts, if it has one.
    pub(super) fn of(parts: &Parts<'a>) -> Option<Self> {
        let number = parts.tlvs.integer(Tag::user_message_reference)?;
        Some(Self { handset: parts.source, destination: parts.destination, number })
    }

    /// Whether it is the reference of this message.
    pub(super) fn is_of(&self, envelope: &Envelope) -> bool {
        with_reference(envelope, |reference| reference == *self).unwrap_or(false)
    }

    fn key(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.hash(&mut hasher);
        hasher.finish()
    }
}

/// Gives what is made of the reference of a handset's message; `None` if it is not one.
fn with_reference<T>(envelope: &Envelope, make: impl FnOnce(Reference<'_>) -> T) -> Option<T> {
    if envelope.head.kind != Kind::Message || envelope.origin() != MOBILE_NETWORK {
        return None;
    }
    let pdu = envelope.pdu().ok()?;
    let parts = Parts::of(&pdu).ok()?;
    Reference::of(&parts).map(make)
}

/// The newest message of each reference, ended ones too. Of too many the oldest is forgotten. Whoever looks one up sees by
/// the message itself whose it is.
#[derive(Default)]
pub(super) struct References {
    newest: BTreeMap<u64, u64>,
    keys: BTreeMap<u64, u64>,
}

impl References {
    /// Notes a message if it is a handset's; ids come in their order.
    pub(super) fn note(&mut self, id: u64, envelope: &Envelope) {
        if let Some(key) = with_reference(envelope, |reference| reference.key()) {
            self.insert(id, key, MOST);
        }
    }

    fn insert(&mut self, id: u64, key: u64, most: usize) {
        if let Some(older) = self.newest.insert(key, id) {
            self.keys.remove(&older);
        }
        self.keys.insert(id, key);
        if self.keys.len() > most
            && let Some((_, key)) = self.keys.pop_first()
        {
            self.newest.remove(&key);
        }
    }

    /// The newest message with this reference.
    pub(super) fn find(&self, reference: &Reference<'_>) -> Option<u64> {
        self.newest.get(&reference.key()).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_counts_and_of_too_many_the_oldest_is_forgotten() {
        let mut references = References::default();
        for (id, key) in [(1, 10), (2, 20), (3, 10), (4, 30)] {
            references.insert(id, key, 2);
        }
        assert_eq!(references.newest, BTreeMap::from([(10, 3), (30, 4)]));
        assert_eq!(references.keys, BTreeMap::from([(3, 10), (4, 30)]));
    }
}
