//! Who can be reached by which connection, and where a message goes that no route takes: to the tenant with the longest
//! prefix of the destination, else to one whose bind claims it by its address_range, else to the handset.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Instant;

use regex::bytes::Regex;

use super::ConnectionId;
use super::pace::Pace;
use super::party::{Party, link_named};
use crate::link::Link;
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
    /// Whom a message is for that is nobody else's.
    otherwise: Option<Target>,
}

/// The connections by which a target can be reached.
#[derive(Default)]
struct Reachable {
    connections: Vec<ConnectionId>,
    /// Whose turn it is.
    next: usize,
    /// How fast it may be delivered to.
    pace: Option<Pace>,
}

impl Routing {
    pub(super) fn new(tenants: &[Arc<Tenant>], links: &[Arc<Link>], now: Instant) -> Self {
        let mut routing = Self::default();
        for tenant in tenants {
            let target = routing.target(&tenant.system_id);
            for prefix in &tenant.prefixes {
                routing.prefixes.insert(prefix.clone(), target);
            }
        }
        for link in links {
            let target = routing.target(&link_named(&link.name));
            if let Some(reachable) = routing.reachable.get_mut(target.0) {
                reachable.pace = Some(Pace::new(link.rate, now));
            }
        }
        routing.longest_prefix = routing.prefixes.keys().map(Vec::len).max().unwrap_or(0);
        routing
    }

    /// What is nobody else's is for this one.
    pub(super) fn fall_back_to(&mut self, name: &[u8]) {
        self.otherwise = Some(self.target(name));
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

    /// The target with this name, if there is one.
    pub(super) fn known(&self, name: &[u8]) -> Option<Target> {
        self.names.get(name).copied()
    }

    /// The name of a target.
    pub(super) fn name_of(&self, target: Target) -> &[u8] {
        let named = self.names.iter().find(|(_, known)| **known == target);
        named.map_or(&[], |(name, _)| name)
    }

    /// Notes a connection by which this party can be delivered to, and the addresses that it claims.
    pub(super) fn bind(&mut self, connection: ConnectionId, party: &Party, claim: Option<Regex>) {
        let target = self.target(&party.name());
        if let Some(reachable) = self.reachable.get_mut(target.0) {
            reachable.connections.push(connection);
        }
        if let Party::Esme(tenant) = party
            && tenant.claim_by_address_range
            && let Some(range) = claim
        {
            self.claims.insert(connection, (range, target));
        }
    }

    pub(super) fn unbind(&mut self, connection: ConnectionId, party: &Party) {
        self.claims.remove(&connection);
        let target = self.target(&party.name());
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
        claim.map(|(_, target)| *target).or(self.otherwise)
    }

    /// Whether the target has a connection, free or not.
    pub(super) fn is_reachable(&self, target: Target) -> bool {
        self.reachable.get(target.0).is_some_and(|reachable| !reachable.connections.is_empty())
    }

    /// The first of the target's connections, in turn, that is `free`; none while it is as fast as it may be.
    pub(super) fn connection(
        &mut self,
        target: Target,
        now: Instant,
        free: impl Fn(ConnectionId) -> bool,
    ) -> Option<ConnectionId> {
        let reachable = self.reachable.get_mut(target.0)?;
        if reachable.pace.as_ref().is_some_and(|pace| pace.ready_at() > now) {
            return None;
        }
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

    /// Counts a message that is delivered there.
    pub(super) fn leaves(&mut self, target: Target, now: Instant) {
        if let Some(pace) = self.pace_of(target) {
            pace.take(now);
        }
    }

    /// Delivers nothing there before this time.
    pub(super) fn pause(&mut self, target: Target, until: Instant) {
        if let Some(pace) = self.pace_of(target) {
            pace.pause(until);
        }
    }

    /// When a target that is as fast as it may be has room again; `None` if it is not its pace that is waited for.
    pub(super) fn ready_at(&self, target: Target, now: Instant) -> Option<Instant> {
        let pace = self.reachable.get(target.0)?.pace.as_ref()?;
        Some(pace.ready_at()).filter(|ready| *ready > now)
    }

    fn pace_of(&mut self, target: Target) -> Option<&mut Pace> {
        self.reachable.get_mut(target.0)?.pace.as_mut()
    }
}
