//! A message as the store keeps it: what the centre must remember, and the PDU by which it came.
//!
//! The PDU's own octets are the message: no second coding of its fields exists that could differ from them.

use brivas_smpp::{
    Body, CommandStatus, DataCoding, DataSm, DecodeError, DeliverSm, Dialect, EncodeError, EsmClass,
    InterfaceVersion, Leniency, Pdu, RegisteredDelivery, SubmitSm, Tag, Tlvs, encode,
};
use bytes::{Buf, BufMut, Bytes, BytesMut};

pub(crate) use crate::routes::Address;

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

/// What the centre must remember of a message beside the PDU and its names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Head {
    pub(crate) kind: Kind,
    /// Whether it came over HTTP.
    pub(crate) by_http: bool,
    /// The version of the ESME that it came from: its ids are told in that version's form.
    pub(crate) told_version: InterfaceVersion,
    /// When it was accepted, Unix ms.
    pub(crate) submitted_at: i64,
    /// Until when it is valid, Unix ms.
    pub(crate) expires_at: i64,
    /// The id that the submitter was told where it is another message's: all destinations of a submit_multi share one.
    pub(crate) group: Option<u64>,
}

/// A body from and to these addresses, and otherwise like another or empty: SMPP has no type for an address, but the same six
/// fields in many bodies.
macro_rules! addressed {
    ($body:ident, $source:expr, $destination:expr) => {
        $crate::envelope::addressed!($body, $source, $destination, $body::default())
    };
    ($body:ident, $source:expr, $destination:expr, $like:expr) => {
        $body {
            source_addr_ton: $source.ton,
            source_addr_npi: $source.npi,
            source_addr: $source.digits,
            dest_addr_ton: $destination.ton,
            dest_addr_npi: $destination.npi,
            destination_addr: $destination.digits,
            ..$like
        }
    };
}
pub(crate) use addressed;

/// A message and what the centre must remember of it, in one piece of memory: as it stands in the store.
#[derive(Clone)]
#[cfg_attr(test, derive(PartialEq))]
pub(crate) struct Envelope {
    pub(crate) head: Head,
    octets: Bytes,
    origin_ends: usize,
    target_ends: usize,
}

/// Octets before the names.
const HEAD: usize = 27;

impl Envelope {
    /// `origin`: the system_id of the ESME that it came from: its receipts go there, and it alone may ask about it.
    /// `target`: the system_id of the ESME that it must go to, whatever the destination says; empty for any.
    /// `pdu`: submit_sm, data_sm or, for a receipt, deliver_sm.
    pub(crate) fn new(head: Head, origin: &[u8], target: &[u8], pdu: &[u8]) -> Self {
        let room = HEAD + 2 + origin.len() + target.len() + pdu.len();
        Self::write(head, origin, target, room, |out| out.put_slice(pdu))
    }

    /// The same with a PDU that `write_pdu` appends; `room` is how many octets it will be in all, more or less.
    pub(crate) fn write(
        head: Head,
        origin: &[u8],
        target: &[u8],
        room: usize,
        write_pdu: impl FnOnce(&mut BytesMut),
    ) -> Self {
        let mut out = BytesMut::with_capacity(room);
        out.put_u8(VERSION);
        out.put_u8(match (head.kind, head.by_http) {
            (Kind::Message, false) => 0,
            (Kind::Receipt, _) => 1,
            (Kind::Message, true) => 2,
        });
        out.put_u8(head.told_version.0);
        out.put_i64(head.submitted_at);
        out.put_i64(head.expires_at);
        out.put_u64(head.group.unwrap_or(0));
        let mut ends = [0; 2];
        for (name, end) in [origin, target].into_iter().zip(&mut ends) {
            let name = name.get(..255).unwrap_or(name);
            out.put_u8(u8::try_from(name.len()).unwrap_or(u8::MAX));
            out.put_slice(name);
            *end = out.len();
        }
        write_pdu(&mut out);
        Self { head, octets: out.freeze(), origin_ends: ends[0], target_ends: ends[1] }
    }

    /// The same message with another head.
    pub(crate) fn with_head(&self, head: Head) -> Self {
        Self::new(head, self.origin(), self.target(), self.pdu_octets())
    }

    /// The same message, which is this PDU, from and to these addresses; `None` if the PDU has no room for them.
    pub(crate) fn with_addresses(
        &self,
        pdu: &Pdu,
        source: Address<'_>,
        destination: Address<'_>,
    ) -> Option<Self> {
        let mut written = false;
        let room = self.octets.len() + 2 * 21;
        let envelope = Self::write(self.head, self.origin(), self.target(), room, |out| {
            written = if let Ok(body) = pdu.body::<SubmitSm<'_>>() {
                write_pdu(&addressed!(SubmitSm, source, destination, body), out).is_ok()
            } else if let Ok(body) = pdu.body::<DataSm<'_>>() {
                write_pdu(&addressed!(DataSm, source, destination, body), out).is_ok()
            } else {
                false
            };
        });
        written.then_some(envelope)
    }

    /// Reads what [`Self::octets`] gave; `None` for anything else.
    pub(crate) fn from_octets(octets: Bytes) -> Option<Self> {
        let mut rest = &octets[..];
        if rest.try_get_u8().ok()? != VERSION {
            return None;
        }
        let (kind, by_http) = match rest.try_get_u8().ok()? {
            0 => (Kind::Message, false),
            1 => (Kind::Receipt, false),
            2 => (Kind::Message, true),
            _ => return None,
        };
        let told_version = InterfaceVersion(rest.try_get_u8().ok()?);
        let submitted_at = rest.try_get_i64().ok()?;
        let expires_at = rest.try_get_i64().ok()?;
        let group = Some(rest.try_get_u64().ok()?).filter(|group| *group != 0);
        let head = Head { kind, by_http, told_version, submitted_at, expires_at, group };
        let origin_ends = name_ends(&octets, HEAD)?;
        let target_ends = name_ends(&octets, origin_ends)?;
        Some(Self { head, octets, origin_ends, target_ends })
    }

    /// What the store keeps.
    pub(crate) fn octets(&self) -> &Bytes {
        &self.octets
    }

    /// See [`Self::new`].
    pub(crate) fn origin(&self) -> &[u8] {
        self.octets.get(HEAD + 1..self.origin_ends).unwrap_or_default()
    }

    /// See [`Self::new`].
    pub(crate) fn target(&self) -> &[u8] {
        self.octets.get(self.origin_ends + 1..self.target_ends).unwrap_or_default()
    }

    fn pdu_octets(&self) -> &[u8] {
        self.octets.get(self.target_ends..).unwrap_or_default()
    }

    /// The PDU.
    pub(crate) fn pdu(&self) -> Result<Pdu, DecodeError> {
        let octets = self.octets.slice(self.target_ends..);
        Pdu::new(octets, KEPT)
    }
}

/// What a PDU is written and read by that is kept here: the newest version, and every leniency, since it was judged when it
/// came.
const KEPT: Dialect = Dialect::new(InterfaceVersion::V5_0, Leniency::LENIENT);

/// Appends the PDU of this body, as an envelope holds it.
///
/// # Errors
/// The first field that no PDU can carry.
pub(crate) fn write_pdu<'a>(body: &impl Body<'a>, out: &mut BytesMut) -> Result<usize, EncodeError> {
    encode(body, CommandStatus::ESME_ROK, 1, KEPT, out)
}

/// Where the name ends whose length stands at `at`.
fn name_ends(octets: &[u8], at: usize) -> Option<usize> {
    let end = at + 1 + usize::from(*octets.get(at)?);
    (end <= octets.len()).then_some(end)
}

impl std::fmt::Debug for Envelope {
    /// Without the subscribers' data.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Envelope({:?}, {} octets)", self.head.kind, self.octets.len())
    }
}

/// The fields that the PDUs of a message have in common.
#[derive(Clone, Copy)]
pub(crate) struct Parts<'a> {
    pub(crate) service_type: &'a [u8],
    pub(crate) source: Address<'a>,
    pub(crate) destination: Address<'a>,
    pub(crate) esm_class: EsmClass,
    pub(crate) protocol_id: u8,
    pub(crate) priority_flag: u8,
    pub(crate) registered_delivery: RegisteredDelivery,
    pub(crate) data_coding: DataCoding,
    pub(crate) message: &'a [u8],
    pub(crate) tlvs: Tlvs<'a>,
}

/// The parts of a body, as far as all bodies have them, whatever their type.
macro_rules! common {
    ($body:expr) => {
        Parts {
            service_type: $body.service_type,
            source: Address::new($body.source_addr_ton, $body.source_addr_npi, $body.source_addr),
            destination: Address::new($body.dest_addr_ton, $body.dest_addr_npi, $body.destination_addr),
            esm_class: $body.esm_class,
            protocol_id: 0,
            priority_flag: 0,
            registered_delivery: $body.registered_delivery,
            data_coding: $body.data_coding,
            message: text(b"", $body.tlvs),
            tlvs: $body.tlvs,
        }
    };
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
            protocol_id: body.protocol_id,
            priority_flag: body.priority_flag,
            message: text(body.short_message, body.tlvs),
            ..common!(body)
        })
    }

    pub(crate) fn of_submit_sm(body: &SubmitSm<'a>) -> Self {
        Self {
            protocol_id: body.protocol_id,
            priority_flag: body.priority_flag,
            message: text(body.short_message, body.tlvs),
            ..common!(body)
        }
    }

    pub(crate) fn of_data_sm(body: &DataSm<'a>) -> Self {
        common!(body)
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
        let head = Head {
            kind: Kind::Receipt,
            by_http: false,
            told_version: InterfaceVersion::V3_4,
            submitted_at: 1,
            expires_at: 2,
            group: Some(3),
        };
        let envelope = Envelope::new(head, b"esme", b"other", b"pdu");
        assert_eq!((envelope.origin(), envelope.target()), (&b"esme"[..], &b"other"[..]));
        assert!(Envelope::from_octets(envelope.octets().clone()).unwrap() == envelope);
        for end in 0..envelope.octets().len() - 3 {
            assert!(Envelope::from_octets(envelope.octets().slice(..end)).is_none(), "{end}");
        }
        assert!(Envelope::from_octets(Bytes::from_static(&[9; 40])).is_none(), "another version");
    }
}
