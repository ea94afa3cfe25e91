use bytes::{BufMut, BytesMut};

use crate::body::Body;
use crate::writer::Writer;
use crate::{CommandStatus, Dialect, EncodeError, EncodeErrorKind, Header};

const TOO_LONG: EncodeError =
    EncodeError { kind: EncodeErrorKind::TooLong(u32::MAX as usize), field: "command_length" };

/// Appends a PDU with this body to `out` and gives the octets that it took.
///
/// A response with an error status goes without a body unless it has TLVs, as both versions have it
/// (SMPP 5.0 §3.2.1.3; SMPP 3.4 §4.4.2).
///
/// Allocates nothing where `out` has room for the longest mandatory part of such a PDU, at most 200 octets unless it is
/// a list, and for the PDU itself.
///
/// # Errors
/// The first field that may not be sent to a peer of this dialect; `out` is then as before.
pub fn encode<'a, B: Body<'a>>(
    body: &B,
    command_status: CommandStatus,
    sequence_number: u32,
    dialect: Dialect,
    out: &mut BytesMut,
) -> Result<usize, EncodeError> {
    let start = out.len();
    let result = append(body, (command_status, sequence_number), dialect, out);
    if result.is_err() {
        out.truncate(start);
    }
    result
}

/// Writes into room for the longest mandatory part, then cuts off what was not needed. The room is cleared because safe
/// code cannot hand out memory that is not; the message and the TLVs are appended after it and not cleared first.
#[inline(always)]
fn append<'a, B: Body<'a>>(
    body: &B,
    answer: (CommandStatus, u32),
    dialect: Dialect,
    out: &mut BytesMut,
) -> Result<usize, EncodeError> {
    let start = out.len();
    out.put_bytes(0, Header::LEN + body.longest());
    let room = out.get_mut(start..).unwrap_or_default();
    let written = write(body, answer, dialect, room)?;
    out.truncate(start + written.mandatory);
    out.extend_from_slice(written.message);
    if !written.tlvs.is_empty() {
        out.extend_from_slice(written.tlvs);
    }
    Ok(written.length)
}

/// Writes a PDU with this body to the front of `out`, a ring or a frame of the caller's, and gives the octets that it
/// took: [`encode`] without a buffer that grows, and a fifth faster, since nothing has to be cleared first.
///
/// Allocates nothing where `out` has room for the longest mandatory part of such a PDU, at most 200 octets unless it is
/// a list. A response with an error status goes without a body as in [`encode`] (SMPP 5.0 §3.2.1.3; SMPP 3.4 §4.4.2).
///
/// # Errors
/// The first field that may not be sent to a peer of this dialect; [`EncodeErrorKind::NoRoom`] where `out` is shorter than
/// the PDU. What stands in `out` is then of no use.
#[inline(always)] // a loop that writes many keeps what does not change in registers
pub fn encode_to_slice<'a, B: Body<'a>>(
    body: &B,
    command_status: CommandStatus,
    sequence_number: u32,
    dialect: Dialect,
    out: &mut [u8],
) -> Result<usize, EncodeError> {
    let Some(room) = out.get_mut(..Header::LEN + body.longest()) else {
        return fit(body, command_status, sequence_number, dialect, out);
    };
    let written = write(body, (command_status, sequence_number), dialect, room)?;
    let Some((message, rest)) =
        out.get_mut(written.mandatory..).and_then(|rest| rest.split_at_mut_checked(written.message.len()))
    else {
        return Err(no_room(written.length));
    };
    message.copy_from_slice(written.message);
    if !written.tlvs.is_empty() {
        let tlvs = rest.get_mut(..written.tlvs.len()).ok_or(no_room(written.length))?;
        tlvs.copy_from_slice(written.tlvs);
    }
    Ok(written.length)
}

/// For a slice that is shorter than the longest mandatory part, but may be as long as this PDU.
#[cold]
fn fit<'a, B: Body<'a>>(
    body: &B,
    command_status: CommandStatus,
    sequence_number: u32,
    dialect: Dialect,
    out: &mut [u8],
) -> Result<usize, EncodeError> {
    let mut pdu = BytesMut::new();
    let length = encode(body, command_status, sequence_number, dialect, &mut pdu)?;
    out.get_mut(..length).ok_or(no_room(length))?.copy_from_slice(&pdu);
    Ok(length)
}

fn no_room(length: usize) -> EncodeError {
    EncodeError { kind: EncodeErrorKind::NoRoom(length), field: "command_length" }
}

/// A mandatory part that is written, and what comes after it.
struct Written<'a> {
    /// Octets of the header and the mandatory part without the message.
    mandatory: usize,
    message: &'a [u8],
    tlvs: &'a [u8],
    /// Octets of the whole PDU.
    length: usize,
}

/// Writes the header and the mandatory part to the front of `room`, which holds the longest that the body can have. Its
/// size is a constant for most bodies, so that no field that has passed its check needs another against the end.
#[inline(always)]
fn write<'a, B: Body<'a>>(
    body: &B,
    (command_status, sequence_number): (CommandStatus, u32),
    dialect: Dialect,
    room: &mut [u8],
) -> Result<Written<'a>, EncodeError> {
    let command_id = body.command_id();
    if !command_id.is_in(dialect.version) {
        return Err(EncodeError { kind: EncodeErrorKind::NotInVersion, field: "command_id" });
    }
    let room = room.get_mut(..Header::LEN + body.longest()).unwrap_or_default();
    let mut fault = None;
    let mut writer = Writer::new(room, command_id, dialect, &mut fault);
    let omitted = command_id.is_response() && !command_status.is_ok() && body.tlvs().is_empty();
    if omitted {
        check_blank(body)?;
    } else {
        body.write(&mut writer);
    }
    let (mandatory, message) = writer.written();
    if let Some(fault) = fault {
        return Err(fault);
    }
    if !omitted {
        check_mandatory_tlvs(body)?;
    }
    let tlvs = body.tlvs().as_octets();
    let length = mandatory + message.len() + tlvs.len();
    let command_length = u32::try_from(length).map_err(|_| TOO_LONG)?;
    let header = Header { command_length, command_id, command_status, sequence_number };
    if let Some(room) = room.first_chunk_mut() {
        *room = header.to_octets();
    }
    Ok(Written { mandatory, message, tlvs, length })
}

#[cold]
fn check_blank<'a>(body: &impl Body<'a>) -> Result<(), EncodeError> {
    let mut filled = None;
    body.fields(&mut |field| {
        if filled.is_none() && !field.value.is_blank() {
            filled = Some(field.name);
        }
    });
    match filled {
        None => Ok(()),
        Some(field) => Err(EncodeError { kind: EncodeErrorKind::BodyOnError, field }),
    }
}

fn check_mandatory_tlvs<'a, B: Body<'a>>(body: &B) -> Result<(), EncodeError> {
    match body.tlvs().first_missing(B::MANDATORY_TLVS) {
        None => Ok(()),
        Some(tag) => {
            Err(EncodeError { kind: EncodeErrorKind::MissingTlv, field: tag.name().unwrap_or("tlv") })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{encode, encode_to_slice};
    use crate::body::Body;
    use crate::{
        Bind, BindResp, CommandStatus, DestAddress, Dialect, EncodeErrorKind, Npi, Outbind, Pdu, SubmitMulti,
        SubmitMultiResp, SubmitSm, Tag, TlvBuf, Ton, UnsuccessSme,
    };
    use bytes::BytesMut;

    const FORTY: &[u8] = b"1234567890123456789012345678901234567890";

    /// The mandatory part takes all of the room, and comes back as it was.
    #[track_caller]
    fn fills_its_room<'a, B: Body<'a>>(body: &B, message: usize) {
        let mut out = BytesMut::from("before");
        let length = encode(body, CommandStatus::ESME_ROK, 1, Dialect::V5_0, &mut out).unwrap();
        assert_eq!(length, 16 + body.longest() + message);
        assert_eq!(out.split_to(6), "before");
        assert_eq!(out.len(), length);
        fits_into_a_slice(body, &out);
        let pdu = Pdu::new(out.freeze(), Dialect::V5_0).unwrap();
        assert_eq!(format!("{:?}", pdu.any_body().unwrap()), format!("{body:?}"));
    }

    /// A slice takes the same octets if it holds them, and nothing behind them is touched.
    #[track_caller]
    fn fits_into_a_slice<'a, B: Body<'a>>(body: &B, octets: &[u8]) {
        for room in [0, 15, 16, octets.len() - 1, octets.len(), octets.len() + 1, octets.len() + 300] {
            let mut slice = vec![b'x'; room];
            let written = encode_to_slice(body, CommandStatus::ESME_ROK, 1, Dialect::V5_0, &mut slice);
            if room < octets.len() {
                assert_eq!(written.unwrap_err().kind, EncodeErrorKind::NoRoom(octets.len()), "{room}");
            } else {
                assert_eq!(written, Ok(octets.len()), "{room}");
                assert_eq!(&slice[..octets.len()], octets);
                assert!(slice[octets.len()..].iter().all(|octet| *octet == b'x'));
            }
        }
    }

    #[test]
    fn a_slice_takes_short_bodies_and_tlvs_too_and_the_same_faults_are_found() {
        let mut tlvs = TlvBuf::new();
        tlvs.push_u16(Tag::user_message_reference, 7).push(Tag(0x1401), b"vendor");
        let body = SubmitSm {
            destination_addr: b"1",
            short_message: b"hi",
            tlvs: tlvs.as_tlvs(),
            ..Default::default()
        };
        let mut out = BytesMut::new();
        encode(&body, CommandStatus::ESME_ROK, 1, Dialect::V5_0, &mut out).unwrap();
        fits_into_a_slice(&body, &out);
        let wrong = SubmitSm { source_addr: b"1\0", ..body };
        for room in [10, 1000] {
            let written =
                encode_to_slice(&wrong, CommandStatus::ESME_ROK, 1, Dialect::V5_0, &mut vec![0; room]);
            let fault = written.unwrap_err();
            assert_eq!((fault.kind, fault.field), (EncodeErrorKind::EmbeddedNul, "source_addr"));
        }
    }

    #[test]
    fn the_longest_body_of_each_kind_fits_into_its_room() {
        let destination = DestAddress::Sme {
            dest_addr_ton: Ton::International,
            dest_addr_npi: Npi::Isdn,
            destination_addr: &FORTY[..20],
        };
        let failed = UnsuccessSme {
            dest_addr_ton: Ton::International,
            dest_addr_npi: Npi::Isdn,
            destination_addr: &FORTY[..20],
            error_status_code: CommandStatus::ESME_RINVDSTADR,
        };
        let message = [7; 255];
        fills_its_room(
            &SubmitSm {
                service_type: &FORTY[..5],
                source_addr: &FORTY[..20],
                destination_addr: &FORTY[..20],
                schedule_delivery_time: b"300101000000000+",
                validity_period: b"000002000000000R",
                short_message: &message,
                ..Default::default()
            },
            message.len(),
        );
        fills_its_room(
            &SubmitMulti {
                service_type: &FORTY[..5],
                source_addr: &FORTY[..20],
                dest_addresses: [destination; 255][..].into(),
                schedule_delivery_time: b"300101000000000+",
                validity_period: b"000002000000000R",
                short_message: &message,
                ..Default::default()
            },
            message.len(),
        );
        let message_id = [b'f'; 64];
        let unsuccess_smes = [failed; 255];
        fills_its_room(
            &SubmitMultiResp {
                message_id: &message_id,
                unsuccess_smes: unsuccess_smes[..].into(),
                ..Default::default()
            },
            0,
        );
        fills_its_room(
            &Bind {
                system_id: &FORTY[..15],
                password: &FORTY[..8],
                system_type: &FORTY[..12],
                address_range: FORTY,
                ..Default::default()
            },
            0,
        );
        fills_its_room(&BindResp { system_id: &FORTY[..15], ..Default::default() }, 0);
        fills_its_room(&Outbind { system_id: &FORTY[..15], password: &FORTY[..8], ..Default::default() }, 0);
    }
}
