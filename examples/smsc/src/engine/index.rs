//! Finds messages by who sent them to whom: for cancel_sm without a message_id, and for replace_if_present.

use std::hash::{DefaultHasher, Hash, Hasher};

use brivas_platform::paged::PagedMap;

use crate::envelope::{Address, Envelope, Kind, Parts};

/// Chains of messages whose origin, addresses and service_type have the same hash, the youngest first. The number of
/// chains is fixed from the start: a table that grows would stop the centre while it moves. Whoever looks a message up
/// compares the fields themselves.
pub(super) struct AddressIndex {
    /// The first message of each chain, 0 for none.
    heads: Vec<u64>,
    links: PagedMap<Link>,
}

/// A message's neighbours in its chain, 0 for none.
struct Link {
    chain: usize,
    before: u64,
    after: u64,
}

impl AddressIndex {
    /// For about so many messages.
    pub(super) fn new(messages: usize) -> Self {
        let chains = messages.clamp(1 << 10, 1 << 22).next_power_of_two();
        Self { heads: vec![0; chains], links: PagedMap::new() }
    }

    /// Notes a message; its key is [`key`].
    pub(super) fn insert(&mut self, id: u64, key: u64) {
        let chain = self.chain_of(key);
        let Some(head) = self.heads.get_mut(chain) else { return };
        let after = std::mem::replace(head, id);
        if let Some(link) = self.links.get_mut(after) {
            link.before = id;
        }
        self.links.insert(id, Link { chain, before: 0, after });
    }

    pub(super) fn remove(&mut self, id: u64) {
        let Some(Link { chain, before, after }) = self.links.remove(id) else { return };
        if let Some(link) = self.links.get_mut(after) {
            link.before = before;
        }
        match self.links.get_mut(before) {
            Some(link) => link.after = after,
            None => {
                if let Some(head) = self.heads.get_mut(chain) {
                    *head = after;
                }
            }
        }
    }

    /// The ids of messages that may match, the youngest first.
    pub(super) fn find(&self, key: u64) -> impl Iterator<Item = u64> {
        let mut next = self.heads.get(self.chain_of(key)).copied().unwrap_or(0);
        std::iter::from_fn(move || {
            let id = next;
            next = self.links.get(id)?.after;
            Some(id)
        })
    }

    #[allow(clippy::cast_possible_truncation)] // the low bits are what is wanted
    fn chain_of(&self, key: u64) -> usize {
        key as usize & (self.heads.len() - 1)
    }
}

/// The key of a message that an ESME may look up in this way.
pub(super) fn key_of(envelope: &Envelope) -> Option<u64> {
    if envelope.head.kind != Kind::Message {
        return None;
    }
    let pdu = envelope.pdu().ok()?;
    let parts = Parts::of(&pdu).ok()?;
    Some(key(envelope.origin(), parts.source, parts.destination, parts.service_type))
}

/// The key of all messages of this ESME with these addresses and service_type.
pub(super) fn key(origin: &[u8], source: Address<'_>, destination: Address<'_>, service_type: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    (origin, source, destination, service_type).hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chain_holds_together_whichever_link_is_taken_out() {
        for gone in 1..=4 {
            let mut index = AddressIndex::new(1);
            for id in 1..=4 {
                index.insert(id, 7);
            }
            index.insert(5, 8);
            index.remove(gone);
            index.remove(gone);
            let left: Vec<_> = index.find(7).collect();
            let expected: Vec<_> = (1..=4).rev().filter(|id| *id != gone).collect();
            assert_eq!(left, expected);
            assert_eq!(index.find(8).collect::<Vec<_>>(), [5]);
            index.insert(6, 7);
            assert_eq!(index.find(7).next(), Some(6));
        }
    }
}
