//! Which version of MAP a node speaks: what it was once found to have is tried first from then on, so that a node of an older
//! version is asked in a newer one but once (3GPP TS 29.002 §18.2.4).

use std::collections::BTreeMap;

/// How many nodes are remembered.
const MOST: usize = 16_384;

#[derive(Debug)]
pub(super) struct Versions {
    highest: u8,
    /// By the node's number, those that have not the highest.
    lower: BTreeMap<Box<[u8]>, u8>,
}

impl Versions {
    pub(super) const fn new(highest: u8) -> Self {
        Self { highest, lower: BTreeMap::new() }
    }

    /// The version that a node is asked in.
    pub(super) fn of(&self, node: &[u8]) -> u8 {
        self.lower.get(node).copied().unwrap_or(self.highest)
    }

    /// A node did not have what it was asked for, and is asked in this version.
    pub(super) fn note(&mut self, node: &[u8], version: u8) {
        if self.lower.len() >= MOST && !self.lower.contains_key(node) {
            self.lower.pop_first();
        }
        self.lower.insert(node.into(), version);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_node_is_remembered_as_long_as_there_is_room() {
        let mut versions = Versions::new(3);
        assert_eq!(versions.of(b"a"), 3);
        versions.note(b"a", 1);
        assert_eq!(versions.of(b"a"), 1);
        for number in 0..u32::try_from(MOST).unwrap() {
            versions.note(&number.to_be_bytes(), 2);
        }
        assert_eq!(versions.lower.len(), MOST);
        assert_eq!(versions.of(&[0, 0, 0, 0]), 3, "the first made room");
    }
}
