//! Which ASPs carry the traffic of an application server, and what follows from a change: its state, T(r), notifications
//! (RFC 4666 §4.3.2, §4.3.4.5).

use std::collections::BTreeSet;

use super::as_state::{after_recovery, next};
use super::association::Association;
use super::{M3ua, Timer};
use crate::m3ua::{
    AsId, AsState, AspState, AssociationId, Event, List, MessageType, Parameter, Side, Status,
};
use crate::mtp::MtpTransfer;

impl M3ua {
    /// The application servers of one side that an association carries.
    pub(super) fn members_of(&self, association: &Association, side: Side) -> BTreeSet<AsId> {
        let is_side = |id: &AsId| self.servers.get(id.0).is_some_and(|server| server.settings.side == side);
        association.members.iter().copied().filter(is_side).collect()
    }

    pub(super) fn members(&self, id: AssociationId, side: Side) -> BTreeSet<AsId> {
        self.associations.get(&id).map(|association| self.members_of(association, side)).unwrap_or_default()
    }

    /// Makes an ASP active or inactive for an application server and tells the owner; its state is [`Self::refresh`]'s.
    pub(super) fn set_active(&mut self, association: AssociationId, side: Side, id: AsId, active: bool) {
        let Some(known) = self.associations.get_mut(&association) else { return };
        let half = known.half_mut(side);
        let changed = if active { half.active.insert(id) } else { half.active.remove(&id) };
        if changed {
            let state = half.state(id);
            self.events.push_back(Event::Asp { association, side, id: Some(id), state });
        }
    }

    /// Makes an ASP up or down and tells the owner; down it is active for nothing.
    pub(super) fn set_up(&mut self, association: AssociationId, side: Side, up: bool) {
        let Some(known) = self.associations.get_mut(&association) else { return };
        let half = known.half_mut(side);
        if half.up == up {
            return;
        }
        half.up = up;
        if !up {
            half.active.clear();
        }
        let state = if up { AspState::Inactive } else { AspState::Down };
        self.events.push_back(Event::Asp { association, side, id: None, state });
        self.watch_beat(association);
    }

    pub(super) fn refresh_all(&mut self, association: AssociationId, side: Side) {
        for id in self.members(association, side) {
            self.refresh(id);
        }
    }

    /// Brings an application server to the state that its ASPs make. Says whether that is another one.
    pub(super) fn refresh(&mut self, id: AsId) -> bool {
        let Some(server) = self.servers.get(id.0) else { return false };
        let side = server.settings.side;
        let mut up = false;
        let mut active = Vec::new();
        for (number, association) in &self.associations {
            if association.members.contains(&id) {
                let state = association.half(side).state(id);
                up |= state != AspState::Down;
                active.extend((state == AspState::Active).then_some(*number));
            }
        }
        let Some(server) = self.servers.get_mut(id.0) else { return false };
        let before = (server.state, server.active.len());
        let minimum = server.minimum_active();
        if active.iter().any(|number| !server.active.contains(number)) {
            server.tagged.clear();
        }
        let state = next(server.state, up, active.len(), minimum);
        let fewer = active.len() < before.1 && active.len() < minimum;
        server.active = active;
        self.enter(id, state);
        if side == Side::Remote && fewer && state == AsState::Active {
            self.notify_inactive(id, Status::INSUFFICIENT_ASP_RESOURCES_ACTIVE_IN_AS);
        }
        if side == Side::Local {
            self.refresh_destinations(None);
        }
        self.drop_if_unused(id);
        state != before.0
    }

    pub(super) fn on_recovery_timer(&mut self, id: AsId) {
        let Some(server) = self.servers.get_mut(id.0) else { return };
        let side = server.settings.side;
        let up = self.associations.values().any(|known| known.members.contains(&id) && known.half(side).up);
        server.recovery = None;
        for (label, user_data) in std::mem::take(&mut server.pending) {
            let transfer = MtpTransfer { label, user_data: user_data.into_bytes() };
            self.events.push_back(Event::Undelivered(transfer));
        }
        self.enter(id, after_recovery(up));
        self.refresh(id);
    }

    /// Notifies the state of an application server to an ASP that has just come up.
    pub(super) fn notify_state(&mut self, association: AssociationId, id: AsId) {
        let Some(server) = self.servers.get(id.0) else { return };
        if let Some(status) = status_of(server.state) {
            let asp = self.associations.get(&association).and_then(|known| known.remote_asp_identifier);
            self.notify(association, id, status, asp);
        }
    }

    /// Tells the other ASPs of an application server about one of them.
    pub(super) fn notify_others(&mut self, about: AssociationId, id: AsId, status: Status) {
        let asp = self.associations.get(&about).and_then(|known| known.remote_asp_identifier);
        for other in self.asps_up(id) {
            if other != about {
                self.notify(other, id, status, asp);
            }
        }
    }

    pub(super) fn notify(
        &mut self,
        association: AssociationId,
        id: AsId,
        status: Status,
        asp_identifier: Option<u32>,
    ) {
        let mut parameters = vec![Parameter::Status(status)];
        parameters.extend(asp_identifier.map(Parameter::AspIdentifier));
        let context: Vec<u32> = self.routing_context(association, id).into_iter().collect();
        if !context.is_empty() {
            parameters.push(Parameter::RoutingContext(List::new(&context)));
        }
        self.send(association, MessageType::NTFY, &parameters);
    }

    fn notify_inactive(&mut self, id: AsId, status: Status) {
        for association in self.asps_up(id) {
            let Some(known) = self.associations.get(&association) else { continue };
            if !known.remote.active.contains(&id) {
                let asp = known.remote_asp_identifier;
                self.notify(association, id, status, asp);
            }
        }
    }

    /// The ASPs of an application server that are not ASP-DOWN.
    fn asps_up(&self, id: AsId) -> Vec<AssociationId> {
        let is_up = |known: &Association| known.remote.up && known.members.contains(&id);
        self.associations.iter().filter(|(_, known)| is_up(known)).map(|(number, _)| *number).collect()
    }

    /// Takes a state, and does what belongs to it: T(r), the notification, the messages that were pending.
    fn enter(&mut self, id: AsId, state: AsState) {
        let Some(server) = self.servers.get_mut(id.0) else { return };
        if server.state == state {
            return;
        }
        server.state = state;
        if state == AsState::Down {
            // The next first ASP chooses anew.
            server.mode = server.settings.traffic_mode;
        }
        let remote = server.settings.side == Side::Remote;
        match (state, server.recovery.take()) {
            (AsState::Pending, _) => {
                // What waits for its way is older than what comes now.
                server.pending.extend(server.diversions.release_all());
                server.recovery = Some(self.wheel.arm(self.now + self.config.t_r(), Timer::Recovery(id)));
            }
            (_, Some(timer)) => {
                self.wheel.cancel(timer);
            }
            _ => {}
        }
        self.events.push_back(Event::As { id, state });
        if remote && state != AsState::Down {
            for association in self.asps_up(id) {
                self.notify_state(association, id);
            }
        }
        if state == AsState::Active {
            self.send_pending(id);
        }
    }

    /// An application server that a registration made goes with its last ASP.
    fn drop_if_unused(&mut self, id: AsId) {
        let Some(server) = self.servers.get(id.0) else { return };
        let used = self.associations.values().any(|known| known.members.contains(&id));
        if server.dynamic && server.state == AsState::Down && !used {
            self.forget_server(id);
        }
    }
}

/// What a Notify tells of a state.
const fn status_of(state: AsState) -> Option<Status> {
    match state {
        AsState::Down => None,
        AsState::Inactive => Some(Status::AS_INACTIVE),
        AsState::Active => Some(Status::AS_ACTIVE),
        AsState::Pending => Some(Status::AS_PENDING),
    }
}
