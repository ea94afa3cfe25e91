//! What is put into the queue for the transport, and what comes out of it unsent.

use super::M3ua;
use super::Transmit;
use crate::Buffer;
use crate::m3ua::{
    AffectedPointCode, AssociationId, Data, ErrorCode, Event, List, Message, MessageType, Opaque, Parameter,
    Parameters,
};
use crate::mtp::MtpTransfer;
use bytes::Bytes;

/// The stream of management (RFC 4666 §1.4.7).
pub(super) const MANAGEMENT: u16 = 0;

/// How much of a message at fault an Error gives back (RFC 4666 §3.8.1).
const DIAGNOSTIC: usize = 40;

/// Room for the messages of management.
const ROOM: usize = 96;

/// What an Error says beside its code.
#[derive(Default)]
pub(super) struct Fault<'a> {
    pub(super) routing_contexts: &'a [u32],
    pub(super) network_appearance: Option<u32>,
    pub(super) affected: &'a [AffectedPointCode],
}

impl M3ua {
    /// Sends a message of management. Parameters come from us, so that it can always be written.
    pub(super) fn send(
        &mut self,
        id: AssociationId,
        message_type: MessageType,
        parameters: &[Parameter<'_>],
    ) {
        self.send_on(id, MANAGEMENT, message_type, parameters);
    }

    pub(super) fn send_on(
        &mut self,
        association: AssociationId,
        stream_id: u16,
        message_type: MessageType,
        parameters: &[Parameter<'_>],
    ) {
        let mut out = Buffer::with_capacity(ROOM);
        let message = Message { message_type, parameters: Parameters::new(parameters) };
        if message.write(&mut out).is_ok() {
            self.out.push_back(Transmit { association, stream_id, octets: out.into_bytes() });
        }
    }

    /// Answers a message of the peer with an Error and tells the owner (RFC 4666 §3.8.1).
    pub(super) fn fault(&mut self, association: AssociationId, code: ErrorCode, message: &[u8]) {
        self.fault_with(association, code, message, &Fault::default());
    }

    pub(super) fn fault_with(
        &mut self,
        association: AssociationId,
        code: ErrorCode,
        message: &[u8],
        fault: &Fault<'_>,
    ) {
        let mut parameters = vec![Parameter::ErrorCode(code)];
        if !fault.routing_contexts.is_empty() {
            parameters.push(Parameter::RoutingContext(List::new(fault.routing_contexts)));
        }
        parameters.extend(fault.network_appearance.map(Parameter::NetworkAppearance));
        if !fault.affected.is_empty() {
            parameters.push(Parameter::AffectedPointCode(List::new(fault.affected)));
        }
        let start = message.get(..DIAGNOSTIC).unwrap_or(message);
        parameters.push(Parameter::DiagnosticInformation(Opaque(start)));
        self.send(association, MessageType::ERR, &parameters);
        self.events.push_back(Event::Faulted { association, code });
    }

    /// Takes what waits for an association that is no more out of the queue, and tells of each message of the network.
    pub(super) fn drop_transmits(&mut self, association: AssociationId) {
        let (dropped, kept) = std::mem::take(&mut self.out)
            .into_iter()
            .partition::<Vec<Transmit>, _>(|transmit| transmit.association == association);
        self.out = kept.into();
        dropped.iter().for_each(|transmit| self.on_unsent(&transmit.octets));
    }

    /// A message that never went out: the owner is told if it is one of the network.
    pub(super) fn on_unsent(&mut self, octets: &Bytes) {
        self.events.extend(transfer_of(octets).map(Event::Undelivered));
    }
}

/// The message of the network in a DATA message.
fn transfer_of(octets: &Bytes) -> Option<MtpTransfer> {
    let (data, user_data) = Data::read(octets).ok()?;
    Some(MtpTransfer { label: data.label, user_data: octets.slice_ref(user_data) })
}
