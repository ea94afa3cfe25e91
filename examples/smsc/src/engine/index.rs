//! Finds messages by who sent them to whom: for cancel_sm without a message_id, and for replace_if_present.

use std::hash::{DefaultHasher, Hash, Hasher};

use brivas_platform::paged::PagedMap;

use crate::envelope::{Address, Envelope, Kind, Parts};

/// The keys of the live messages in the order of their ids. Hardly an ESME ever looks a message up in this way, so nothing
/// else is kept until one does: the chains are made then. Whoever looks a message up compares the fields themselves.
#[derive(Default)]
pub(super) struct AddressIndex {
    keys: PagedMap<u32>,
    chains: Option<Chains>,
}

impl AddressIndex {
    /// Notes a message; its key is [`key`].
    pub(super) fn insert(&mut self, id: u64, key: u32) {
        self.keys.insert(id, key);
        if let Some(chains) = &mut self.chains {
            chains.insert(id, key);
        }
    }

    pub(super) fn remove(&mut self, id: u64) {
        self.keys.remove(id);
        if let Some(chains) = &mut self.chains {
            chains.remove(id);
        }
    }

    /// The ids of all messages below this one, the youngest first.
    pub(super) fn before(&self, id: u64) -> impl Iterator<Item = u64> {
        self.keys.before(id).map(|(id, _)| id)
    }

    /// The ids of messages that may match, the youngest first.
    pub(super) fn find(&mut self, key: u32) -> impl Iterator<Item = u64> {
        let keys = &self.keys;
        let chains = self.chains.get_or_insert_with(|| {
            let mut chains = Chains::new(keys.len());
            keys.iter().for_each(|(id, key)| chains.insert(id, *key));
            chains
        });
        chains.find(key).filter(move |id| keys.get(*id) == Some(&key))
    }
}

/// Chains of messages with like keys. Their number is fixed from the start: a table that grows would stop the centre while
/// it moves.
struct Chains {
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

impl Chains {
    /// Chains enough for this many messages, and for a million.
    fn new(messages: usize) -> Self {
        Self { heads: vec![0; messages.max(1 << 20).next_power_of_two()], links: PagedMap::new() }
    }

    fn insert(&mut self, id: u64, key: u32) {
        let chain = self.chain_of(key);
        let Some(head) = self.heads.get_mut(chain) else { return };
        let after = std::mem::replace(head, id);
        if let Some(link) = self.links.get_mut(after) {
            link.before = id;
        }
        self.links.insert(id, Link { chain, before: 0, after });
    }

    fn remove(&mut self, id: u64) {
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

    fn find(&self, key: u32) -> impl Iterator<Item = u64> {
        let mut next = self.heads.get(self.chain_of(key)).copied().unwrap_or(0);
        std::iter::from_fn(move || {
            let id = next;
            next = self.links.get(id)?.after;
            Some(id)
        })
    }

    fn chain_of(&self, key: u32) -> usize {
        key as usize & (self.heads.len() - 1)
    }
}

/// The key of a message that an ESME may look up in this way.
pub(super) fn key_of(envelope: &Envelope) -> Option<u32> {
    if envelope.head.kind != Kind::Message {
        return None;
    }
    let pdu = envelope.pdu().ok()?;
    let parts = Parts::of(&pdu).ok()?;
    Some(key(envelope.origin(), parts.source, parts.destination, parts.service_type))
}

/// The key of all messages of this ESME with these addresses and service_type.
#[allow(clippy::cast_possible_truncation)] // half of the hash is enough to tell most apart
pub(super) fn key(origin: &[u8], source: Address<'_>, destination: Address<'_>, service_type: &[u8]) -> u32 {
    let mut hasher = DefaultHasher::new();
    (origin, source, destination, service_type).hash(&mut hasher);
    hasher.finish() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chain_holds_together_whichever_link_is_taken_out() {
        // The second key falls into the same chain as the first.
        let (mine, other) = (7, 7 + (1 << 20));
        for looked_up_before in [false, true] {
            for gone in 1..=4 {
                let mut index = AddressIndex::default();
                if looked_up_before {
                    assert_eq!(index.find(mine).next(), None);
                }
                for id in 1..=4 {
                    index.insert(id, mine);
                }
                index.insert(5, other);
                index.remove(gone);
                index.remove(gone);
                let expected: Vec<_> = (1..=4).rev().filter(|id| *id != gone).collect();
                assert_eq!(index.find(mine).collect::<Vec<_>>(), expected);
                assert_eq!(index.find(other).collect::<Vec<_>>(), [5]);
                index.insert(6, mine);
                assert_eq!(index.find(mine).next(), Some(6));
            }
        }
    }
}
