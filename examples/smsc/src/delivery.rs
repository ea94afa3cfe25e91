//! A stored message as the PDU that delivers it to an ESME.

use std::time::Instant;

use brivas_smpp::{
    CommandId, DataSm, DecodeError, Definition, DeliverSm, InterfaceVersion, MessagingMode,
    RegisteredDelivery, RequestId, Session, Tag, TlvBuf, UsageError,
};

use crate::envelope::{Envelope, Parts, addressed};

/// Sends the message as deliver_sm; as data_sm where an address is longer than deliver_sm has room for.
///
/// # Errors
/// [`DeliverError`].
pub(crate) fn deliver(
    session: &mut Session,
    now: Instant,
    envelope: &Envelope,
) -> Result<RequestId, DeliverError> {
    let pdu = envelope.pdu()?;
    let mut parts = Parts::of(&pdu)?;
    parts.esm_class = parts.esm_class.with_messaging_mode(MessagingMode::Default);
    parts.registered_delivery = acknowledgements(parts.registered_delivery);
    let layout = Layout::of(&parts, CommandId::deliver_sm, session.dialect().version);
    let sent = if layout.command == CommandId::data_sm {
        session.data_sm(now, &layout.data_sm(&parts))
    } else {
        session.deliver_sm(now, &layout.deliver_sm(&parts))
    };
    Ok(sent?)
}

/// Where the text and the TLVs of a message stand in a PDU.
pub(crate) struct Layout<'a> {
    /// What was asked for, or data_sm.
    pub(crate) command: CommandId,
    pub(crate) short_message: &'a [u8],
    pub(crate) tlvs: TlvBuf,
}

impl<'a> Layout<'a> {
    /// In a deliver_sm or submit_sm, or a data_sm where that has no room for an address.
    pub(crate) fn of(parts: &Parts<'a>, command: CommandId, version: InterfaceVersion) -> Self {
        let long_address = parts.source.digits.len() > 20 || parts.destination.digits.len() > 20;
        let command = if long_address { CommandId::data_sm } else { command };
        let mut tlvs = TlvBuf::new();
        // Up to 254 octets go into short_message, so that the oldest peers can read them.
        let in_payload = long_address || parts.message.len() > 254;
        for tlv in parts.tlvs.iter().filter(|tlv| tlv.tag != Tag::message_payload) {
            if may_be_sent(tlv.tag, command, version) {
                tlvs.push(tlv.tag, tlv.value);
            }
        }
        if in_payload {
            tlvs.push(Tag::message_payload, parts.message);
        }
        Self { command, short_message: if in_payload { &[] } else { parts.message }, tlvs }
    }

    /// The data_sm of a message with these parts.
    pub(crate) fn data_sm<'b>(&'b self, parts: &Parts<'b>) -> DataSm<'b> {
        DataSm {
            service_type: parts.service_type,
            esm_class: parts.esm_class,
            registered_delivery: parts.registered_delivery,
            data_coding: parts.data_coding,
            tlvs: self.tlvs.as_tlvs(),
            ..addressed!(DataSm, parts.source, parts.destination)
        }
    }

    fn deliver_sm<'b>(&'b self, parts: &Parts<'b>) -> DeliverSm<'b> {
        DeliverSm {
            service_type: parts.service_type,
            esm_class: parts.esm_class,
            protocol_id: parts.protocol_id,
            priority_flag: parts.priority_flag,
            registered_delivery: parts.registered_delivery,
            data_coding: parts.data_coding,
            short_message: self.short_message,
            tlvs: self.tlvs.as_tlvs(),
            ..addressed!(DeliverSm, parts.source, parts.destination)
        }
    }
}

/// Why a message was not put on a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DeliverError {
    /// Not now: the session is full or ending.
    NotNow,
    /// Never: no PDU for this ESME can hold the message.
    Unfit,
}

impl From<DecodeError> for DeliverError {
    fn from(_: DecodeError) -> Self {
        Self::Unfit
    }
}

impl From<UsageError> for DeliverError {
    fn from(error: UsageError) -> Self {
        match error {
            UsageError::Encode(_) => Self::Unfit,
            _ => Self::NotNow,
        }
    }
}

/// The recipient is asked for the SME's acknowledgements; receipts are the centre's own affair.
fn acknowledgements(asked: RegisteredDelivery) -> RegisteredDelivery {
    RegisteredDelivery(asked.0 & 0x0C)
}

/// Whether a TLV of the submission goes on to the recipient: vendors' and unknown ones do.
fn may_be_sent(tag: Tag, command: CommandId, version: InterfaceVersion) -> bool {
    if !version.has_tlvs() {
        return false;
    }
    Definition::of(tag).is_none_or(|row| row.is_listed(command, version))
}
