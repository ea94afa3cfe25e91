//! The peer's ASP with us: its requests, judged and acknowledged (RFC 4666 §4.3.4).

use std::collections::BTreeSet;

use super::M3ua;
use crate::m3ua::{
    AsId, AsState, AssociationId, ErrorCode, List, Message, MessageType, Parameter, Side, Status, Tag,
    TrafficModeType,
};

impl M3ua {
    pub(super) fn on_aspup(&mut self, id: AssociationId, message: &Message<'_>, octets: &[u8]) {
        let identifier = match message.parameters.get(Tag::ASP_IDENTIFIER) {
            Some(Parameter::AspIdentifier(identifier)) => Some(identifier),
            _ => None,
        };
        if let Err(code) = self.judge_aspup(id, identifier) {
            return self.fault(id, code, octets);
        }
        let Some(association) = self.associations.get_mut(&id) else { return };
        let was_up = association.remote.up;
        let was_active = association.remote.active.clone();
        association.remote_asp_identifier = identifier.or(association.remote_asp_identifier);
        let parameters: Vec<Parameter<'_>> =
            self.config.asp_identifier().map(Parameter::AspIdentifier).into_iter().collect();
        if !was_active.is_empty() {
            // It has begun anew without a word (RFC 4666 §4.3.4.1).
            self.fault(id, ErrorCode::UNEXPECTED_MESSAGE, octets);
        }
        self.send(id, MessageType::ASPUP_ACK, &parameters);
        self.set_up(id, Side::Remote, true);
        for server in &was_active {
            self.set_active(id, Side::Remote, *server, false);
        }
        for server in self.members(id, Side::Remote) {
            let told = self.refresh(server);
            if !told && !was_up {
                self.notify_state(id, server);
            }
        }
    }

    fn judge_aspup(&self, id: AssociationId, identifier: Option<u32>) -> Result<(), ErrorCode> {
        let association = self.associations.get(&id).ok_or(ErrorCode::PROTOCOL_ERROR)?;
        if association.blocked {
            return Err(ErrorCode::REFUSED_MANAGEMENT_BLOCKING);
        }
        let Some(identifier) = identifier else {
            let needed = self.config.asp_identifier_required();
            return if needed { Err(ErrorCode::ASP_IDENTIFIER_REQUIRED) } else { Ok(()) };
        };
        let wrong = association.asp_identifier.is_some_and(|wanted| wanted != identifier);
        let taken = self.associations.iter().any(|(number, other)| {
            *number != id
                && other.remote.up
                && other.remote_asp_identifier == Some(identifier)
                && other.members.intersection(&association.members).next().is_some()
        });
        if wrong || taken { Err(ErrorCode::INVALID_ASP_IDENTIFIER) } else { Ok(()) }
    }

    pub(super) fn on_aspdn(&mut self, id: AssociationId) {
        self.send(id, MessageType::ASPDN_ACK, &[]);
        self.remote_down(id);
    }

    /// The peer's ASP is down from here on.
    pub(super) fn remote_down(&mut self, id: AssociationId) {
        self.set_up(id, Side::Remote, false);
        self.refresh_all(id, Side::Remote);
    }

    pub(super) fn on_aspac(&mut self, id: AssociationId, message: &Message<'_>, octets: &[u8]) {
        let Some(servers) = self.asked_servers(id, message, octets) else { return };
        let mode = match message.parameters.get(Tag::TRAFFIC_MODE_TYPE) {
            Some(Parameter::TrafficModeType(mode)) => Some(mode),
            _ => None,
        };
        let fits = |server: &AsId| self.mode_fits(*server, mode);
        let (taken, refused): (BTreeSet<AsId>, BTreeSet<AsId>) = servers.into_iter().partition(fits);
        if !refused.is_empty() {
            let contexts = self.contexts(id, &refused);
            let fault = super::outbound::Fault { routing_contexts: &contexts, ..Default::default() };
            self.fault_with(id, ErrorCode::UNSUPPORTED_TRAFFIC_MODE_TYPE, octets, &fault);
        }
        if taken.is_empty() {
            return;
        }
        self.acknowledge_servers(id, MessageType::ASPAC_ACK, mode, &taken, message);
        for server in taken {
            if let Some(known) = self.servers.get_mut(server.0) {
                known.mode = known.mode.or(mode);
            }
            self.take_over(id, server);
            self.set_active(id, Side::Remote, server, true);
            self.refresh(server);
        }
    }

    /// In override mode the one that was active is so no more, and is told (RFC 4666 §4.3.4.3).
    fn take_over(&mut self, id: AssociationId, server: AsId) {
        let Some(known) = self.servers.get(server.0) else { return };
        if known.mode != Some(TrafficModeType::OVERRIDE) {
            return;
        }
        let asp = self.associations.get(&id).and_then(|association| association.remote_asp_identifier);
        for other in known.active.clone() {
            if other != id {
                self.set_active(other, Side::Remote, server, false);
                self.notify(other, server, Status::ALTERNATE_ASP_ACTIVE, asp);
            }
        }
    }

    fn mode_fits(&self, server: AsId, mode: Option<TrafficModeType>) -> bool {
        let Some(mode) = mode else { return true };
        let ours = self.servers.get(server.0).and_then(|known| known.mode);
        mode.name().is_some() && ours.is_none_or(|ours| ours == mode)
    }

    pub(super) fn on_aspia(&mut self, id: AssociationId, message: &Message<'_>, octets: &[u8]) {
        let Some(servers) = self.asked_servers(id, message, octets) else { return };
        self.acknowledge_servers(id, MessageType::ASPIA_ACK, None, &servers, message);
        for server in servers {
            self.set_active(id, Side::Remote, server, false);
            self.refresh(server);
        }
    }

    /// The application servers that a request is for; `None` once it has been answered with an Error.
    fn asked_servers(
        &mut self,
        id: AssociationId,
        message: &Message<'_>,
        octets: &[u8],
    ) -> Option<BTreeSet<AsId>> {
        let association = self.associations.get(&id)?;
        if association.blocked {
            self.fault(id, ErrorCode::REFUSED_MANAGEMENT_BLOCKING, octets);
            return None;
        }
        if !association.remote.up {
            self.fault(id, ErrorCode::UNEXPECTED_MESSAGE, octets);
            return None;
        }
        // Without a routing context: all of this ASP (RFC 4666 §4.3.4.3).
        let all = self.members(id, Side::Remote);
        let servers = self.named(id, Side::Remote, message, octets)?.unwrap_or(all);
        if servers.is_empty() {
            self.fault(id, ErrorCode::NO_CONFIGURED_AS_FOR_ASP, octets);
            return None;
        }
        Some(servers)
    }

    /// Acknowledges with the routing contexts, if the request had some.
    fn acknowledge_servers(
        &mut self,
        id: AssociationId,
        message_type: MessageType,
        mode: Option<TrafficModeType>,
        servers: &BTreeSet<AsId>,
        message: &Message<'_>,
    ) {
        let contexts = self.contexts(id, servers);
        let mut parameters: Vec<Parameter<'_>> = mode.map(Parameter::TrafficModeType).into_iter().collect();
        if message.parameters.get(Tag::ROUTING_CONTEXT).is_some() {
            parameters.push(Parameter::RoutingContext(List::new(&contexts)));
        }
        self.send(id, message_type, &parameters);
    }

    pub(super) fn contexts(&self, id: AssociationId, servers: &BTreeSet<AsId>) -> Vec<u32> {
        servers.iter().filter_map(|server| self.routing_context(id, *server)).collect()
    }

    /// The association of an ASP is lost: the others are told of its failure (RFC 4666 §3.8.2).
    pub(super) fn notify_failure(&mut self, id: AssociationId) {
        for server in self.members(id, Side::Remote) {
            let state = self.servers.get(server.0).map(|known| known.state);
            if state != Some(AsState::Down) {
                self.notify_others(id, server, Status::ASP_FAILURE);
            }
        }
    }
}
