//! What an operator may see and do: the routes, held or not.

use tokio::sync::oneshot;

use super::Engine;
use super::outside::Reply;
use super::routing::Way;

/// Shows the routes, after holding or resuming one.
pub(crate) struct RouteControl {
    /// The name of a route, and whether it is to be held from now on. A restart goes by the configuration again.
    pub(crate) hold: Option<(String, bool)>,
    /// `None`: no route has this name.
    pub(crate) reply: oneshot::Sender<Option<Vec<RouteState>>>,
}

/// A route as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RouteState {
    pub(crate) name: String,
    pub(crate) held: bool,
    /// Messages that wait on it.
    pub(crate) waiting: usize,
}

impl Engine {
    pub(super) fn on_route_control(&mut self, control: RouteControl) {
        let RouteControl { hold, reply } = control;
        let known = hold.is_none_or(|(name, held)| {
            let known = self.lanes.hold(&name, held);
            tracing::info!(route = name, held, known, "operator");
            known
        });
        let answer = known.then(|| self.route_states());
        self.replies.push(Reply::Routes(reply, answer));
    }

    pub(super) fn route_states(&self) -> Vec<RouteState> {
        let state = |(index, (name, held)): (usize, (&str, bool))| RouteState {
            name: name.to_owned(),
            held,
            waiting: self.waiting.count(Way::Route(index)),
        };
        self.lanes.all().enumerate().map(state).collect()
    }
}
