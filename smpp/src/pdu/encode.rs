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
    let header = Header { command_length: 0, command_id: body.command_id(), command_status, sequence_number };
    let result = append(body, header, dialect, out);
    if result.is_err() {
        out.truncate(start);
    }
    result
}

/// Writes into room for the longest mandatory part, then cuts off what was not needed. The room is cleared because safe
/// code cannot hand out memory that is not; but its size is a constant for most bodies, so that clearing it is a few
/// stores, and no field that has passed its check needs another against the end of the room. The message and the TLVs
/// are appended after it and not cleared first.
#[inline(always)]
fn append<'a, B: Body<'a>>(
    body: &B,
    mut header: Header,
    dialect: Dialect,
    out: &mut BytesMut,
) -> Result<usize, EncodeError> {
    if !header.command_id.is_in(dialect.version) {
        return Err(EncodeError { kind: EncodeErrorKind::NotInVersion, field: "command_id" });
    }
    let start = out.len();
    let longest = Header::LEN + body.longest();
    out.put_bytes(0, longest);
    let Some(room) = out.get_mut(start..).and_then(|room| room.get_mut(..longest)) else {
        return Err(TOO_LONG); // never: it has just been appended
    };
    let mut writer = Writer::new(room, header.command_id, dialect);
    if header.command_id.is_response() && !header.command_status.is_ok() && body.tlvs().is_empty() {
        check_blank(body)?;
    } else {
        body.write(&mut writer)?;
        check_mandatory_tlvs(body)?;
    }
    let (mandatory, message) = writer.written();
    let tlvs = body.tlvs();
    let length = mandatory + message.len() + tlvs.as_octets().len();
    header.command_length = u32::try_from(length).map_err(|_| TOO_LONG)?;
    if let Some(room) = room.first_chunk_mut() {
        *room = header.to_octets();
    }
    out.truncate(start + mandatory);
    out.extend_from_slice(message);
    if !tlvs.is_empty() {
        out.extend_from_slice(tlvs.as_octets());
    }
    Ok(length)
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
    use super::encode;
    use crate::body::Body;
    use crate::{
        Bind, BindResp, CommandStatus, DestAddress, Dialect, Npi, Outbind, Pdu, SubmitMulti, SubmitMultiResp,
        SubmitSm, Ton, UnsuccessSme,
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
        let pdu = Pdu::new(out.freeze(), Dialect::V5_0).unwrap();
        assert_eq!(format!("{:?}", pdu.any_body().unwrap()), format!("{body:?}"));
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
