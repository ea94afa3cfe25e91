//! A message as the store keeps it: what the centre must remember, and the PDU by which it came.
//!
//! The PDU's own octets are the message: no second coding of its fields exists that could differ from them.

use brivas_smpp::{
    DataSm, DecodeError, DeliverSm, Dialect, EsmClass, InterfaceVersion, Leniency, Npi, Pdu,
    RegisteredDelivery, SubmitSm, Tag, Tlvs, Ton,
};
use bytes::{Buf, BufMut, Bytes, BytesMut};

/// The first octet of every envelope; another layout gets another number.
const VERSION: u8 = 1;

/// What kind of message it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Somebody's message.
    Message,
    /// A delivery receipt or an intermediate notification of ours.
    Receipt,
}

/// A message and what the centre must remember of it.
#[derive(Clone)]
#[cfg_attr(test, derive(PartialEq))]
pub(crate) struct Envelope {
    pub(crate) kind: Kind,
    /// The version of the ESME that it came from: its ids are told in that version's form.
    pub(crate) told_version: InterfaceVersion,
    /// When it was accepted, Unix ms.
    pub(crate) submitted_at: i64,
    /// Until when it is valid, Unix ms.
    pub(crate) expires_at: i64,
    /// The id that the submitter was told where it is another message's: all destinations of a submit_multi share one.
    pub(crate) group: Option<u64>,
    /// The system_id of the ESME that it came from: its receipts go there, and it alone may ask about it.
    pub(crate) origin: Bytes,
    /// The system_id of the ESME that it must go to, whatever the destination says; empty for any.
    pub(crate) target: Bytes,
    /// The whole PDU: submit_sm, data_sm or, for a receipt, deliver_sm.
    pub(crate) pdu: Bytes,
}

impl Envelope {
    pub(crate) fn to_bytes(&self) -> Bytes {
        let mut out = BytesMut::with_capacity(32 + self.origin.len() + self.target.len() + self.pdu.len());
        out.put_u8(VERSION);
        out.put_u8(match self.kind {
            Kind::Message => 0,
            Kind::Receipt => 1,
        });
        out.put_u8(self.told_version.0);
        out.put_i64(self.submitted_at);
        out.put_i64(self.expires_at);
        out.put_u64(self.group.unwrap_or(0));
        for name in [&self.origin, &self.target] {
            let name = name.get(..255).unwrap_or(name);
            out.put_u8(u8::try_from(name.len()).unwrap_or(u8::MAX));
            out.put_slice(name);
        }
        out.put_slice(&self.pdu);
        out.freeze()
    }

    /// Reads what [`Self::to_bytes`] wrote; `None` for anything else.
    pub(crate) fn from_bytes(mut bytes: Bytes) -> Option<Self> {
        if bytes.try_get_u8().ok()? != VERSION {
            return None;
        }
        let kind = match bytes.try_get_u8().ok()? {
            0 => Kind::Message,
            1 => Kind::Receipt,
            _ => return None,
        };
        let told_version = InterfaceVersion(bytes.try_get_u8().ok()?);
        let submitted_at = bytes.try_get_i64().ok()?;
        let expires_at = bytes.try_get_i64().ok()?;
        let group = Some(bytes.try_get_u64().ok()?).filter(|group| *group != 0);
        let origin = name(&mut bytes)?;
        let target = name(&mut bytes)?;
        Some(Self { kind, told_version, submitted_at, expires_at, group, origin, target, pdu: bytes })
    }

    /// The PDU, read with every leniency: it was judged when it came.
    pub(crate) fn pdu(&self) -> Result<Pdu, DecodeError> {
        Pdu::new(self.pdu.clone(), Dialect::new(InterfaceVersion::V5_0, Leniency::LENIENT))
    }
}

impl std::fmt::Debug for Envelope {
    /// Without the subscribers' data.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Envelope({:?}, {} octets)", self.kind, self.pdu.len())
    }
}

fn name(bytes: &mut Bytes) -> Option<Bytes> {
    let length = usize::from(bytes.try_get_u8().ok()?);
    (bytes.len() >= length).then(|| bytes.split_to(length))
}

/// The fields that the PDUs of a message have in common.
#[derive(Clone, Copy)]
pub(crate) struct Parts<'a> {
    pub(crate) service_type: &'a [u8],
    pub(crate) source: Address<'a>,
    pub(crate) destination: Address<'a>,
    pub(crate) esm_class: EsmClass,
    pub(crate) registered_delivery: RegisteredDelivery,
    pub(crate) message: &'a [u8],
    pub(crate) tlvs: Tlvs<'a>,
}

/// An address with its type and plan.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Address<'a> {
    pub(crate) ton: Ton,
    pub(crate) npi: Npi,
    pub(crate) digits: &'a [u8],
}

impl<'a> Address<'a> {
    pub(crate) const fn new(ton: Ton, npi: Npi, digits: &'a [u8]) -> Self {
        Self { ton, npi, digits }
    }
}

impl<'a> Parts<'a> {
    pub(crate) fn of(pdu: &'a Pdu) -> Result<Self, DecodeError> {
        if let Ok(body) = pdu.body::<SubmitSm<'_>>() {
            return Ok(Self::of_submit_sm(&body));
        }
        if let Ok(body) = pdu.body::<DataSm<'_>>() {
            return Ok(Self::of_data_sm(&body));
        }
        let body = pdu.body::<DeliverSm<'_>>()?;
        Ok(Self {
            service_type: body.service_type,
            source: Address::new(body.source_addr_ton, body.source_addr_npi, body.source_addr),
            destination: Address::new(body.dest_addr_ton, body.dest_addr_npi, body.destination_addr),
            esm_class: body.esm_class,
            registered_delivery: body.registered_delivery,
            message: text(body.short_message, body.tlvs),
            tlvs: body.tlvs,
        })
    }

    pub(crate) fn of_submit_sm(body: &SubmitSm<'a>) -> Self {
        Self {
            service_type: body.service_type,
            source: Address::new(body.source_addr_ton, body.source_addr_npi, body.source_addr),
            destination: Address::new(body.dest_addr_ton, body.dest_addr_npi, body.destination_addr),
            esm_class: body.esm_class,
            registered_delivery: body.registered_delivery,
            message: text(body.short_message, body.tlvs),
            tlvs: body.tlvs,
        }
    }

    fn of_data_sm(body: &DataSm<'a>) -> Self {
        Self {
            service_type: body.service_type,
            source: Address::new(body.source_addr_ton, body.source_addr_npi, body.source_addr),
            destination: Address::new(body.dest_addr_ton, body.dest_addr_npi, body.destination_addr),
            esm_class: body.esm_class,
            registered_delivery: body.registered_delivery,
            message: text(b"", body.tlvs),
            tlvs: body.tlvs,
        }
    }
}

/// The user data, wherever it stands.
fn text<'a>(short_message: &'a [u8], tlvs: Tlvs<'a>) -> &'a [u8] {
    tlvs.get(Tag::message_payload).filter(|_| short_message.is_empty()).unwrap_or(short_message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_envelope_comes_back_as_it_went_in_and_junk_does_not() {
        let envelope = Envelope {
            kind: Kind::Receipt,
            told_version: InterfaceVersion::V3_4,
            submitted_at: 1,
            expires_at: 2,
            group: Some(3),
            origin: Bytes::from_static(b"esme"),
            target: Bytes::from_static(b"other"),
            pdu: Bytes::from_static(b"pdu"),
        };
        let bytes = envelope.to_bytes();
        assert!(Envelope::from_bytes(bytes.clone()).unwrap() == envelope);
        for end in 0..bytes.len() - 3 {
            assert!(Envelope::from_bytes(bytes.slice(..end)).is_none(), "{end}");
        }
        assert!(Envelope::from_bytes(Bytes::from_static(&[9; 40])).is_none(), "another version");
    }
}
