//! The routes of the configuration while they run: where each leads, whether it is held, how fast it may go.

use std::time::Instant;

use brivas_smpp::CommandStatus;

use super::pace::Pace;
use super::party::{MOBILE_NETWORK, link_named};
use super::routing::{Routing, Target};
use crate::routes::{self, Routes};

/// All of them, in the order of the configuration.
pub(super) struct Lanes {
    lanes: Vec<Lane>,
}

struct Lane {
    name: String,
    held: bool,
    pace: Option<Pace>,
    exits: Vec<Exit>,
}

/// Where a message may go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Exit {
    /// To whoever is bound by this name.
    Target(Target),
    /// To the simulated handset.
    Handset,
    /// To nobody.
    Drop,
    /// Back to where it came from.
    Reject(CommandStatus),
}

impl Lanes {
    pub(super) fn new(routes: &Routes, routing: &mut Routing, now: Instant) -> Self {
        let lane = |route: &routes::Route| Lane {
            name: route.name.clone(),
            held: route.held,
            pace: route.max_rate.map(|rate| Pace::new(Some(rate), now)),
            exits: route.targets.iter().map(|target| exit(target, routing)).collect(),
        };
        Self { lanes: routes.all().map(lane).collect() }
    }

    /// Holds a route, or resumes it; false if none has this name.
    pub(super) fn hold(&mut self, name: &str, held: bool) -> bool {
        let lane = self.lanes.iter_mut().find(|lane| !name.is_empty() && lane.name == name);
        lane.map(|lane| lane.held = held).is_some()
    }

    /// Name of each route, and whether it is held.
    pub(super) fn all(&self) -> impl Iterator<Item = (&str, bool)> {
        self.lanes.iter().map(|lane| (lane.name.as_str(), lane.held))
    }

    /// The first exit of a route that is open: whether a target is, `reachable` says. `None`: it has to wait, because
    /// nothing is reachable, or the route is held, or as fast as it may be.
    pub(super) fn exit(&self, route: usize, now: Instant, reachable: impl Fn(Exit) -> bool) -> Option<Exit> {
        let lane = self.lanes.get(route)?;
        if lane.held || lane.pace.as_ref().is_some_and(|pace| pace.ready_at() > now) {
            return None;
        }
        lane.exits.iter().copied().find(|exit| reachable(*exit))
    }

    /// The status by which a message is refused from the start: no target before a `reject` is reachable.
    pub(super) fn refusal(&self, route: usize, reachable: impl Fn(Exit) -> bool) -> Option<CommandStatus> {
        let exits = &self.lanes.get(route)?.exits;
        match exits.iter().find(|exit| reachable(**exit)) {
            Some(Exit::Reject(status)) => Some(*status),
            _ => None,
        }
    }

    /// Whether a route leads to this target and to no other.
    pub(super) fn leads_only_to(&self, route: usize, target: Target) -> bool {
        let lane = self.lanes.get(route);
        lane.is_some_and(|lane| lane.exits.iter().all(|exit| *exit == Exit::Target(target)))
    }

    /// The targets of a route.
    pub(super) fn targets(&self, route: usize) -> impl Iterator<Item = Target> {
        let exits = self.lanes.get(route).map_or(&[][..], |lane| &lane.exits);
        exits.iter().filter_map(|exit| match exit {
            Exit::Target(target) => Some(*target),
            Exit::Handset | Exit::Drop | Exit::Reject(_) => None,
        })
    }

    /// Counts a message that leaves by this route.
    pub(super) fn leaves(&mut self, route: usize, now: Instant) {
        if let Some(pace) = self.lanes.get_mut(route).and_then(|lane| lane.pace.as_mut()) {
            pace.take(now);
        }
    }

    /// When a route that is as fast as it may be has room again; `None` if it is not its pace that it waits for.
    pub(super) fn ready_at(&self, route: usize, now: Instant) -> Option<Instant> {
        let lane = self.lanes.get(route).filter(|lane| !lane.held)?;
        lane.pace.as_ref().map(Pace::ready_at).filter(|ready| *ready > now)
    }
}

fn exit(target: &routes::Target, routing: &mut Routing) -> Exit {
    match target {
        routes::Target::Tenant { system_id, .. } => Exit::Target(routing.target(system_id)),
        routes::Target::Link { name, .. } => Exit::Target(routing.target(&link_named(name))),
        routes::Target::Ss7 => Exit::Target(routing.target(MOBILE_NETWORK)),
        routes::Target::Handset => Exit::Handset,
        routes::Target::Drop => Exit::Drop,
        routes::Target::Reject(status) => Exit::Reject(*status),
    }
}
