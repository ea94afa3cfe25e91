//! One message of which parts are missing.

use super::Arrival;
use std::collections::BTreeMap;

pub(super) struct Message {
    pub(super) arrival: Arrival,
    pub(super) total: u8,
    /// Bodies by part number.
    pub(super) parts: BTreeMap<u8, Vec<u8>>,
    /// Octets of all bodies.
    pub(super) octets: usize,
}

impl Message {
    pub(super) fn new(arrival: Arrival, total: u8) -> Self {
        Self { arrival, total, parts: BTreeMap::new(), octets: 0 }
    }

    pub(super) fn add(&mut self, number: u8, body: &[u8]) {
        self.parts.insert(number, body.to_vec());
        self.octets += body.len();
    }

    /// How many parts are still to come.
    pub(super) fn missing(&self) -> usize {
        usize::from(self.total).saturating_sub(self.parts.len())
    }
}
