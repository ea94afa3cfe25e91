//! What an operator sees at a glance: what waits where, and what a hook did not take.

use tokio::sync::oneshot;

use super::Engine;
use super::control::RouteState;
use super::outside::Reply;
use super::party::Called;
use super::routing::Way;

/// The queues and what belongs to them.
#[derive(Debug)]
pub(crate) struct Overview {
    /// Messages that wait, by way; ways on which none waits are left out.
    pub(crate) queues: Vec<Queue>,
    /// Deliveries that await their outcome.
    pub(crate) under_way: usize,
    pub(crate) routes: Vec<RouteState>,
    /// By system_id of the tenant.
    pub(crate) dead_letters: Vec<(Vec<u8>, usize)>,
}

/// The messages that wait on one way.
#[derive(Debug)]
pub(crate) struct Queue {
    pub(crate) way: WayName,
    pub(crate) waiting: usize,
}

/// A way as an operator calls it.
#[derive(Debug)]
pub(crate) enum WayName {
    /// The name of a route of the configuration.
    Route(String),
    Target(Called),
    Handset,
}

impl Engine {
    pub(super) fn on_overview(&mut self, reply: oneshot::Sender<Overview>) {
        let name_of = |way| match way {
            Way::Route(route) => {
                let name = self.lanes.all().nth(route).map(|(name, _)| name.to_owned());
                WayName::Route(name.unwrap_or_default())
            }
            Way::Target(target) => WayName::Target(Called::of(self.routing.name_of(target))),
            Way::Handset => WayName::Handset,
        };
        let queue = |way| Queue { way: name_of(way), waiting: self.waiting.count(way) };
        let overview = Overview {
            queues: self.waiting.ways().map(queue).collect(),
            under_way: self.flights.len(),
            routes: self.route_states(),
            dead_letters: self.dead_letters.counts().map(|(name, count)| (name.to_vec(), count)).collect(),
        };
        self.replies.push(Reply::Overview(reply, overview));
    }
}
