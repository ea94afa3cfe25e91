//! Our ASP at a peer: one request at a time until it is what the owner wants it to be (RFC 4666 §4.3.4).

use std::collections::BTreeSet;

use super::{M3ua, Timer};
use crate::m3ua::{AsId, AssociationId, Event, List, MessageType, Parameter, Side};

/// A request that awaits its acknowledgement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Request {
    Up,
    Down,
    /// For these application servers, of which the acknowledged ones are taken out.
    Active(BTreeSet<AsId>),
    Inactive(BTreeSet<AsId>),
    Register(BTreeSet<AsId>),
    Deregister(BTreeSet<AsId>),
    /// None: the peer has put us down by itself, and T(ack) is waited for before we ask again.
    Pause,
}

impl Request {
    pub(super) const fn message_type(&self) -> Option<MessageType> {
        Some(match self {
            Self::Up => MessageType::ASPUP,
            Self::Down => MessageType::ASPDN,
            Self::Active(_) => MessageType::ASPAC,
            Self::Inactive(_) => MessageType::ASPIA,
            Self::Register(_) => MessageType::REG_REQ,
            Self::Deregister(_) => MessageType::DEREG_REQ,
            Self::Pause => return None,
        })
    }
}

impl super::association::Association {
    /// Whether ASP Active for this application server awaits its acknowledgement.
    pub(super) fn is_activating(&self, id: AsId) -> bool {
        matches!(&self.request, Some(Request::Active(ids)) if ids.contains(&id))
    }
}

impl M3ua {
    /// Sends the next request that leads to the goal, unless one is under way.
    pub(super) fn step(&mut self, id: AssociationId) {
        let Some(association) = self.associations.get(&id) else { return };
        if association.streams.is_none() || association.request.is_some() || !self.config.role().asks() {
            return;
        }
        if let Some(request) = self.next_request(id) {
            self.begin(id, request);
        }
    }

    fn next_request(&self, id: AssociationId) -> Option<Request> {
        let association = self.associations.get(&id)?;
        let (local, goal) = (&association.local, &association.goal);
        match (goal.up, local.up) {
            (true, false) => return Some(Request::Up),
            (false, true) => return Some(Request::Down),
            (false, false) => return None,
            (true, true) => {}
        }
        let not_empty = |ids: BTreeSet<AsId>| if ids.is_empty() { None } else { Some(ids) };
        if let Some(ids) = not_empty(local.active.difference(&goal.active).copied().collect()) {
            return Some(Request::Inactive(ids));
        }
        let has_context = |server: &AsId| association.contexts.contains_key(server);
        if let Some(ids) = not_empty(goal.deregister.iter().copied().filter(has_context).collect()) {
            return Some(Request::Deregister(ids));
        }
        let registers = |server: &AsId| {
            !has_context(server) && self.servers.get(server.0).is_some_and(|known| known.settings.registered)
        };
        if let Some(ids) = not_empty(goal.active.iter().copied().filter(registers).collect()) {
            return Some(Request::Register(ids));
        }
        // One message has one traffic mode.
        let mode = |server: &AsId| self.servers.get(server.0).map(|known| known.settings.traffic_mode);
        let missing: BTreeSet<AsId> = goal.active.difference(&local.active).copied().collect();
        let first = missing.first().map(mode)?;
        not_empty(missing.into_iter().filter(|server| mode(server) == first).collect()).map(Request::Active)
    }

    fn begin(&mut self, id: AssociationId, request: Request) {
        let Some(association) = self.associations.get_mut(&id) else { return };
        association.request = Some(request);
        association.attempts = 0;
        self.send_request(id);
    }

    /// Sends the request that is under way, the first time or again, and starts T(ack).
    fn send_request(&mut self, id: AssociationId) {
        let Some(association) = self.associations.get_mut(&id) else { return };
        let deadline = self.now + self.config.t_ack();
        if let Some(timer) = association.ack_timer.take() {
            self.wheel.cancel(timer);
        }
        association.ack_timer = Some(self.wheel.arm(deadline, Timer::Ack(id)));
        let Some(request) = association.request.clone() else { return };
        let Some(message_type) = request.message_type() else { return };
        match &request {
            Request::Up => {
                let identifier = self.config.asp_identifier().map(Parameter::AspIdentifier);
                self.send(id, message_type, &identifier.into_iter().collect::<Vec<_>>());
            }
            Request::Active(ids) | Request::Inactive(ids) | Request::Deregister(ids) => {
                let contexts: Vec<u32> =
                    ids.iter().filter_map(|server| self.routing_context(id, *server)).collect();
                let mut parameters = Vec::new();
                let first = ids.first().and_then(|server| self.servers.get(server.0));
                if let (Request::Active(_), Some(server)) = (&request, first) {
                    parameters.extend(server.settings.traffic_mode.map(Parameter::TrafficModeType));
                }
                if !contexts.is_empty() {
                    parameters.push(Parameter::RoutingContext(List::new(&contexts)));
                }
                self.send(id, message_type, &parameters);
            }
            Request::Register(ids) => self.send_registration(id, ids),
            Request::Down | Request::Pause => self.send(id, message_type, &[]),
        }
    }

    pub(super) fn on_ack_timer(&mut self, id: AssociationId) {
        let Some(association) = self.associations.get_mut(&id) else { return };
        association.ack_timer = None;
        let request = association.request.as_ref().and_then(Request::message_type);
        match (request, self.config.t_ack_retries()) {
            (Some(request), Some(retries)) if association.attempts >= retries => {
                self.give_up(id);
                self.events.push_back(Event::NoAnswer { association: id, request });
            }
            (Some(_), _) => self.send_again(id),
            (None, _) => self.finish(id),
        }
    }

    /// Sends the request again, or takes it back where the owner has changed its mind: the peer may have acted on it.
    fn send_again(&mut self, id: AssociationId) {
        let Some(association) = self.associations.get_mut(&id) else { return };
        let goal = &association.goal;
        match &association.request {
            Some(Request::Down) if goal.up => self.give_up(id),
            Some(request) if !goal.up && *request != Request::Down => self.begin(id, Request::Down),
            Some(Request::Active(ids)) if !ids.is_subset(&goal.active) => {
                let ids = ids.clone();
                self.begin(id, Request::Inactive(ids));
            }
            Some(Request::Inactive(ids)) if !ids.is_disjoint(&goal.active) => self.give_up(id),
            _ => {
                association.attempts = association.attempts.saturating_add(1);
                self.send_request(id);
            }
        }
    }

    /// The request is done: on to the next.
    pub(super) fn finish(&mut self, id: AssociationId) {
        self.stop_request(id);
        self.step(id);
    }

    pub(super) fn stop_request(&mut self, id: AssociationId) {
        let Some(association) = self.associations.get_mut(&id) else { return };
        association.request = None;
        if let Some(timer) = association.ack_timer.take() {
            self.wheel.cancel(timer);
        }
    }

    /// Waits for T(ack) before asking again, unless a request is under way.
    pub(super) fn pause(&mut self, id: AssociationId) {
        if self.associations.get(&id).is_some_and(|association| association.request.is_none()) {
            self.begin(id, Request::Pause);
        }
    }

    /// Gives the request up, and with it the goal that it was for.
    pub(super) fn give_up(&mut self, id: AssociationId) {
        let Some(association) = self.associations.get_mut(&id) else { return };
        let goal = &mut association.goal;
        match &association.request {
            Some(Request::Up) => goal.up = false,
            Some(Request::Active(ids) | Request::Register(ids)) => goal.active.retain(|id| !ids.contains(id)),
            Some(Request::Deregister(ids)) => goal.deregister.retain(|id| !ids.contains(id)),
            // We send no more in any case, so we are it.
            Some(Request::Inactive(ids)) => {
                for server in ids.clone() {
                    self.set_active(id, Side::Local, server, false);
                    self.refresh(server);
                }
            }
            Some(Request::Down) => {
                self.set_up(id, Side::Local, false);
                self.refresh_all(id, Side::Local);
            }
            Some(Request::Pause) | None => {}
        }
        self.finish(id);
    }
}
