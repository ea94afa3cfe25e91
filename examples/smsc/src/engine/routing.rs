//! Who can be reached by which connection, and where a message goes that no route takes: to the tenant with the longest
//! prefix of the destination, else to one whose bind claims it by its address_range, else to the handset.

use std::collections::BTreeMap;
use std::sync::Arc;

use regex::bytes::Regex;

use super::ConnectionId;
use crate::settings::Tenant;

/// Somebody who can be delivered to, by a number that holds for one run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Target(pub(super) usize);

/// The way that a message takes, and on which it waits where it must.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Way {
    /// To one target.
    Target(Target),
    /// By the route with this number.
    Route(usize),
    /// To the simulated handset.
    Handset,
}

#[derive(Default)]
pub(super) struct Routing {
    /// Every system_id that a message was ever for, configured or not: what is for somebody unknown waits for them.
    names: BTreeMap<Vec<u8>, Target>,
    prefixes: BTreeMap<Vec<u8>, Target>,
    longest_prefix: usize,
    reachable: Vec<Reachable>,
    claims: BTreeMap<ConnectionId, (Regex, Target)>,
}

/// The connections by which a target can be reached.
#[derive(Default)]
struct Reachable {
    connections: Vec<ConnectionId>,
    /// Whose turn it is.
    next: usize,
}

impl Routing {
    pub(super) fn new(tenants: &[Arc<Tenant>]) -> Self {
        let mut routing = Self::default();
        for tenant in tenants {
            let target = routing.target(&tenant.system_id);
            for prefix in &tenant.prefixes {
                routing.prefixes.insert(prefix.clone(), target);
            }
        }
        routing.longest_prefix = routing.prefixes.keys().map(Vec::len).max().unwrap_or(0);
        routing
    }

    /// The target with this system_id.
    pub(super) fn target(&mut self, system_id: &[u8]) -> Target {
        if let Some(target) = self.names.get(system_id) {
            return *target;
        }
        let target = Target(self.reachable.len());
        self.reachable.push(Reachable::default());
        self.names.insert(system_id.to_vec(), target);
        target
    }

    pub(super) fn bind(&mut self, connection: ConnectionId, tenant: &Tenant, claim: Option<Regex>) {
        let target = self.target(&tenant.system_id);
        if let Some(reachable) = self.reachable.get_mut(target.0) {
            reachable.connections.push(connection);
        }
        if let Some(range) = claim.filter(|_| tenant.claim_by_address_range) {
            self.claims.insert(connection, (range, target));
        }
    }

    pub(super) fn unbind(&mut self, connection: ConnectionId, tenant: &Tenant) {
        self.claims.remove(&connection);
        let target = self.target(&tenant.system_id);
        if let Some(reachable) = self.reachable.get_mut(target.0) {
            reachable.connections.retain(|other| *other != connection);
        }
    }

    /// Whom a message to this destination is for; `None`: the handset.
    pub(super) fn find(&self, destination: &[u8]) -> Option<Target> {
        for length in (0..=self.longest_prefix.min(destination.len())).rev() {
            if let Some(target) = destination.get(..length).and_then(|prefix| self.prefixes.get(prefix)) {
                return Some(*target);
            }
        }
        let claim = self.claims.values().find(|(range, _)| range.is_match(destination));
        claim.map(|(_, target)| *target)
    }

    /// Whether the target has a connection, free or not.
    pub(super) fn is_reachable(&self, target: Target) -> bool {
        self.reachable.get(target.0).is_some_and(|reachable| !reachable.connections.is_empty())
    }

    /// The first of the target's connections, in turn, that is `free`.
    pub(super) fn connection(
        &mut self,
        target: Target,
        free: impl Fn(ConnectionId) -> bool,
    ) -> Option<ConnectionId> {
        let reachable = self.reachable.get_mut(target.0)?;
        let count = reachable.connections.len();
        for step in 0..count {
            let place = (reachable.next + step) % count;
            let connection = *reachable.connections.get(place)?;
            if free(connection) {
                reachable.next = place + 1;
                return Some(connection);
            }
        }
        None
    }
}
