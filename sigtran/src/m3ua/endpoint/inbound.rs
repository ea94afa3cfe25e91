//! What comes from the transport, and whose business it is.

use bytes::Bytes;

use super::M3ua;
use super::outbound::MANAGEMENT;
use crate::m3ua::{AsId, AssociationId, ErrorCode, Event, Message, MessageType, Parameter, Side, Tag};

impl M3ua {
    pub(super) fn on_up(&mut self, id: AssociationId, streams: u16) {
        self.on_down(id);
        if let Some(association) = self.associations.get_mut(&id) {
            association.streams = Some(streams.max(1));
            association.goal = association.wish.clone();
            self.step(id);
        }
    }

    /// Both ASPs are down, and what waited for the transport is told (RFC 4666 §4.3.1).
    pub(super) fn on_down(&mut self, id: AssociationId) {
        let Some(association) = self.associations.get_mut(&id) else { return };
        if association.streams.take().is_none() {
            return;
        }
        let failed = association.remote.up;
        self.drop_transmits(id);
        self.stop_request(id);
        if failed {
            self.notify_failure(id);
        }
        self.set_up(id, Side::Local, false);
        self.set_up(id, Side::Remote, false);
        let left = self.leave_registered(id);
        self.refresh_all(id, Side::Local);
        self.refresh_all(id, Side::Remote);
        for server in left {
            self.refresh(server);
        }
    }

    /// The peer began anew, so it knows nothing of what was.
    pub(super) fn on_restart(&mut self, id: AssociationId) {
        if let Some(streams) = self.associations.get(&id).and_then(|association| association.streams) {
            self.on_up(id, streams);
        }
    }

    /// Forgets what held for this start of the association, and gives what the peer had registered.
    fn leave_registered(&mut self, id: AssociationId) -> Vec<AsId> {
        let Some(association) = self.associations.get_mut(&id) else { return vec![] };
        association.remote_asp_identifier = None;
        association.contexts.clear();
        association.destinations.clear();
        let registered = std::mem::take(&mut association.registered);
        let dynamic = |server: &AsId| self.servers.get(server.0).is_some_and(|known| known.dynamic);
        let left: Vec<AsId> = registered.into_iter().filter(dynamic).collect();
        association.members.retain(|server| !left.contains(server));
        left
    }

    pub(super) fn on_message(&mut self, id: AssociationId, stream_id: u16, octets: &Bytes) {
        if self.associations.get(&id).is_none_or(|association| association.streams.is_none()) {
            return;
        }
        if matches!(octets.first_chunk(), Some([1, _, 1, 1])) {
            return self.on_data(id, stream_id, octets);
        }
        let message = match Message::read(octets) {
            Ok(message) => message,
            // Never an Error for an Error (RFC 4666 §3.8.1).
            Err(error) if matches!(octets.first_chunk(), Some([_, _, 0, 0])) => {
                self.events.push_back(Event::Faulted { association: id, code: ErrorCode::of(&error) });
                return;
            }
            Err(error) => return self.fault(id, ErrorCode::of(&error), octets),
        };
        if stream_id != MANAGEMENT && is_management(message.message_type) {
            return self.fault(id, ErrorCode::INVALID_STREAM_IDENTIFIER, octets);
        }
        let role = self.config.role();
        match message.message_type {
            MessageType::ERR => self.on_error(id, &message),
            MessageType::BEAT => self.on_beat(id, stream_id, &message),
            MessageType::BEAT_ACK => {
                if let Some(Parameter::HeartbeatData(data)) = message.parameters.get(Tag::HEARTBEAT_DATA) {
                    self.on_beat_ack(id, data);
                }
            }
            MessageType { class: 2, .. } => self.on_ssnm(id, &message, octets),
            MessageType::ASPUP if role.serves() => self.on_aspup(id, &message, octets),
            MessageType::ASPDN if role.serves() => self.on_aspdn(id),
            MessageType::ASPAC if role.serves() => self.on_aspac(id, &message, octets),
            MessageType::ASPIA if role.serves() => self.on_aspia(id, &message, octets),
            MessageType::REG_REQ if role.serves() => self.on_reg_req(id, &message, octets),
            MessageType::DEREG_REQ if role.serves() => self.on_dereg_req(id, &message, octets),
            MessageType::NTFY if role.asks() => self.on_notify(id, &message, octets),
            MessageType::ASPUP_ACK if role.asks() => self.on_aspup_ack(id, octets),
            MessageType::ASPDN_ACK if role.asks() => self.on_aspdn_ack(id),
            MessageType::ASPAC_ACK if role.asks() => self.on_aspac_ack(id, &message, octets),
            MessageType::ASPIA_ACK if role.asks() => self.on_aspia_ack(id, &message, octets),
            MessageType::REG_RSP if role.asks() => self.on_reg_rsp(id, &message),
            MessageType::DEREG_RSP if role.asks() => self.on_dereg_rsp(id, &message),
            _ => self.fault(id, ErrorCode::UNEXPECTED_MESSAGE, octets),
        }
    }

    /// Echoes a heartbeat where it came, in any state (RFC 4666 §3.5.6).
    fn on_beat(&mut self, id: AssociationId, stream_id: u16, message: &Message<'_>) {
        let data: Vec<Parameter<'_>> = message.parameters.get(Tag::HEARTBEAT_DATA).into_iter().collect();
        self.send_on(id, stream_id, MessageType::BEAT_ACK, &data);
    }
}

/// Whether a message must come on stream 0; Heartbeat may come on any (RFC 4666 §1.4.7).
const fn is_management(message_type: MessageType) -> bool {
    match message_type {
        MessageType::ERR | MessageType::BEAT | MessageType::BEAT_ACK => false,
        MessageType { class, .. } => matches!(class, 0 | 3),
    }
}
