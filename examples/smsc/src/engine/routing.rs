//! Where a message goes: to the tenant that a receipt is for, else to the one with the longest prefix of the
//! destination, else to one whose bind claims it by its address_range, else to the handset.

use std::collections::BTreeMap;
use std::sync::Arc;

use regex::bytes::Regex;

use super::ConnectionId;
use crate::envelope::Envelope;
use crate::settings::Tenant;

pub(super) struct Routing {
    /// Prefix to system_id.
    prefixes: BTreeMap<Vec<u8>, Vec<u8>>,
    longest_prefix: usize,
    /// The connections by which each tenant can be reached, taken in turn.
    reachable: BTreeMap<Vec<u8>, Vec<ConnectionId>>,
    claims: BTreeMap<ConnectionId, (Regex, Vec<u8>)>,
}

impl Routing {
    pub(super) fn new(tenants: &[Arc<Tenant>]) -> Self {
        let prefixes: BTreeMap<Vec<u8>, Vec<u8>> = tenants
            .iter()
            .flat_map(|tenant| {
                tenant.prefixes.iter().map(|prefix| (prefix.clone(), tenant.system_id.clone()))
            })
            .collect();
        let longest_prefix = prefixes.keys().map(Vec::len).max().unwrap_or(0);
        Self { prefixes, longest_prefix, reachable: BTreeMap::new(), claims: BTreeMap::new() }
    }

    pub(super) fn bind(&mut self, connection: ConnectionId, tenant: &Tenant, claim: Option<Regex>) {
        self.reachable.entry(tenant.system_id.clone()).or_default().push(connection);
        if let Some(range) = claim.filter(|_| tenant.claim_by_address_range) {
            self.claims.insert(connection, (range, tenant.system_id.clone()));
        }
    }

    pub(super) fn unbind(&mut self, connection: ConnectionId, tenant: &Tenant) {
        self.claims.remove(&connection);
        if let Some(connections) = self.reachable.get_mut(&tenant.system_id) {
            connections.retain(|other| *other != connection);
            if connections.is_empty() {
                self.reachable.remove(&tenant.system_id);
            }
        }
    }

    /// The tenant that the message is for; `None`: the handset's.
    pub(super) fn tenant_for(&self, envelope: &Envelope, destination: &[u8]) -> Option<Vec<u8>> {
        if !envelope.target.is_empty() {
            return Some(envelope.target.to_vec());
        }
        for length in (0..=self.longest_prefix.min(destination.len())).rev() {
            if let Some(tenant) = destination.get(..length).and_then(|prefix| self.prefixes.get(prefix)) {
                return Some(tenant.clone());
            }
        }
        let claim = self.claims.values().find(|(range, _)| range.is_match(destination));
        claim.map(|(_, tenant)| tenant.clone())
    }

    /// The tenant's connections, the next in turn first.
    pub(super) fn connections(&mut self, tenant: &[u8]) -> &[ConnectionId] {
        match self.reachable.get_mut(tenant) {
            Some(connections) => {
                connections.rotate_left(1);
                connections
            }
            None => &[],
        }
    }
}
