//! The routes of the configuration while they run: where each leads, whether it is held, how fast it may go.

use std::time::{Duration, Instant};

use brivas_smpp::CommandStatus;

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
            pace: route.max_rate.map(|rate| Pace::new(rate, now)),
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
        // No system_id is as long, so that no tenant can be taken for a link.
        routes::Target::Link { name, .. } => {
            Exit::Target(routing.target(format!("link to message centre:{name}").as_bytes()))
        }
        routes::Target::Handset => Exit::Handset,
        routes::Target::Drop => Exit::Drop,
        routes::Target::Reject(status) => Exit::Reject(*status),
    }
}

/// A rate, kept evenly: each message moves the time of the next one on. A tenth of a second's worth may go at once.
struct Pace {
    interval: Duration,
    burst: Duration,
    next: Instant,
}

impl Pace {
    fn new(per_second: u32, now: Instant) -> Self {
        let interval = Duration::from_secs(1) / per_second.max(1);
        Self { interval, burst: Duration::from_millis(100).saturating_sub(interval), next: now }
    }

    fn ready_at(&self) -> Instant {
        self.next.checked_sub(self.burst).unwrap_or(self.next)
    }

    fn take(&mut self, now: Instant) {
        self.next = self.next.max(now) + self.interval;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pace_lets_its_rate_through_and_no_more_than_a_tenth_of_it_at_once() {
        for (rate, at_once) in [(1, 1), (10, 1), (50, 5), (1000, 100)] {
            let start = Instant::now();
            let mut pace = Pace::new(rate, start);
            let mut taken = 0;
            let mut now = start;
            while now < start + Duration::from_secs(10) {
                let mut here = 0;
                while pace.ready_at() <= now {
                    pace.take(now);
                    here += 1;
                }
                assert!(here <= at_once, "{here} at once at {rate} a second");
                taken += here;
                now = pace.ready_at();
            }
            assert!((rate * 10..=rate * 10 + at_once).contains(&taken), "{taken} in 10 s at {rate} a second");
        }
    }
}
