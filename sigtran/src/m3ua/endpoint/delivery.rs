//! Messages of the network that come (RFC 4666 §3.3.1, §1.4.7).

use bytes::Bytes;

use super::M3ua;
use super::outbound::{Fault, MANAGEMENT};
use crate::m3ua::{AssociationId, Data, ErrorCode, Event, Role, Side};
use crate::mtp::MtpTransfer;

impl M3ua {
    /// A DATA message came.
    pub(super) fn on_data(&mut self, association: AssociationId, stream_id: u16, octets: &Bytes) {
        let (data, user_data) = match Data::read(octets) {
            Ok(read) => read,
            Err(error) => return self.fault(association, ErrorCode::of(&error), octets),
        };
        let Some(known) = self.associations.get(&association) else { return };
        if stream_id == MANAGEMENT && known.streams.is_some_and(|streams| streams > 1) {
            return self.fault(association, ErrorCode::INVALID_STREAM_IDENTIFIER, octets);
        }
        match self.judge_data(association, &data) {
            Ok(()) => {
                let transfer = MtpTransfer { label: data.label, user_data: octets.slice_ref(user_data) };
                self.events.push_back(Event::Transfer(transfer));
            }
            Err(refusal) => {
                let fault = Fault {
                    routing_contexts: refusal.routing_context.as_slice(),
                    network_appearance: refusal.network_appearance,
                    ..Fault::default()
                };
                self.fault_with(association, refusal.code, octets, &fault);
            }
        }
    }

    /// Whether DATA is for an application server of which it may come.
    fn judge_data(&self, association: AssociationId, data: &Data) -> Result<(), Refusal> {
        let side = match self.config.role() {
            Role::Asp | Role::IpspDoubleExchange => Some(Side::Local),
            Role::Sgp => Some(Side::Remote),
            Role::IpspSingleExchange => None,
        };
        let known = self.associations.get(&association).ok_or(Refusal::new(ErrorCode::PROTOCOL_ERROR))?;
        let mut candidates = known.members.iter().copied().filter(|id| {
            let server = self.servers.get(id.0);
            server.is_some_and(|server| side.is_none_or(|side| side == server.settings.side))
        });
        let id = match data.routing_context {
            Some(context) => candidates
                .find(|id| self.routing_context(association, *id) == Some(context))
                .ok_or(Refusal {
                    routing_context: Some(context),
                    ..Refusal::new(ErrorCode::INVALID_ROUTING_CONTEXT)
                })?,
            None => match (candidates.next(), candidates.next()) {
                (Some(only), None) => only,
                _ => return Err(Refusal::new(ErrorCode::NO_CONFIGURED_AS_FOR_ASP)),
            },
        };
        let server = self.servers.get(id.0).ok_or(Refusal::new(ErrorCode::PROTOCOL_ERROR))?;
        if let (Some(ours), Some(theirs)) = (server.settings.network_appearance, data.network_appearance)
            && ours != theirs
        {
            return Err(Refusal {
                network_appearance: Some(theirs),
                ..Refusal::new(ErrorCode::INVALID_NETWORK_APPEARANCE)
            });
        }
        let active = known.half(server.settings.side).active.contains(&id);
        // DATA may overtake the acknowledgement, which goes by another stream.
        let activating = server.settings.side == Side::Local && known.is_activating(id);
        if active || activating { Ok(()) } else { Err(Refusal::new(ErrorCode::UNEXPECTED_MESSAGE)) }
    }
}

/// Why DATA is not taken, and what is wrong in it.
struct Refusal {
    code: ErrorCode,
    routing_context: Option<u32>,
    network_appearance: Option<u32>,
}

impl Refusal {
    const fn new(code: ErrorCode) -> Self {
        Self { code, routing_context: None, network_appearance: None }
    }
}
