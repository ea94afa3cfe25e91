//! The messages that every benchmark of this crate works on.
#![allow(dead_code)] // each benchmark takes what it needs

use brivas_smpp::{CommandStatus, Dialect, Pdu, SubmitSm, TlvBuf, Ton, encode};
use bytes::{Bytes, BytesMut};

/// PDUs worked on in one turn, as they come out of one read of a socket.
pub(crate) const BATCH: usize = 64;

/// Octets of the message with and without TLVs.
pub(crate) const OCTETS: usize = 199;

pub(crate) const TEXT: &[u8; 142] =
    b"The quick brown fox jumps over the lazy dog while the message centre looks on, counts its \
octets one by one and finds a hundred and forty-two.";

pub(crate) const SOURCE: &[u8] = b"447700900123";
pub(crate) const DESTINATION: &[u8] = b"447700900456";

/// A `submit_sm` of [`OCTETS`] octets without a TLV.
pub(crate) fn plain() -> SubmitSm<'static> {
    SubmitSm {
        source_addr_ton: Ton::International,
        source_addr: SOURCE,
        dest_addr_ton: Ton::International,
        destination_addr: DESTINATION,
        short_message: TEXT,
        ..Default::default()
    }
}

/// The TLVs of [`with_tlvs`].
pub(crate) fn tlvs() -> TlvBuf {
    let mut tlvs = TlvBuf::new();
    tlvs.push_u16(brivas_smpp::Tag::user_message_reference, 4711).push(brivas_smpp::Tag(0x1401), b"vendor");
    tlvs
}

/// The same with a `validity_period`, one TLV of the standard and one of a vendor; its text makes room for them.
pub(crate) fn with_tlvs(tlvs: &TlvBuf) -> SubmitSm<'_> {
    SubmitSm {
        validity_period: b"000002000000000R",
        short_message: &TEXT[..TEXT.len() - 32],
        tlvs: tlvs.as_tlvs(),
        ..plain()
    }
}

/// The octets of one PDU with this body.
pub(crate) fn octets(body: &SubmitSm<'_>) -> Bytes {
    let mut out = BytesMut::new();
    let length = encode(body, CommandStatus::ESME_ROK, 1, Dialect::V5_0, &mut out).unwrap();
    assert_eq!(length, OCTETS);
    out.freeze()
}

/// [`BATCH`] of them, one after the other.
pub(crate) fn batch(body: &SubmitSm<'_>) -> Bytes {
    Bytes::from(octets(body).repeat(BATCH))
}

/// Cuts the first PDU off `input` without copying it.
pub(crate) fn take(input: &mut Bytes) -> Pdu {
    Pdu::new(input.split_to(OCTETS), Dialect::V5_0).unwrap()
}
