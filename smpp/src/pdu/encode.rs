use bytes::BytesMut;

use crate::body::Body;
use crate::writer::{Measure, Writer};
use crate::{CommandStatus, Dialect, EncodeError, EncodeErrorKind, Header};

/// Appends a PDU with this body to `out` and gives the octets that it took.
///
/// A response with an error status goes without a body unless it has TLVs, as both versions have it
/// (SMPP 5.0 §3.2.1.3; SMPP 3.4 §4.4.2).
///
/// # Errors
/// The first field that may not be sent to a peer of this dialect; `out` is then as before.
#[inline]
pub fn encode<'a, B: Body<'a>>(
    body: &B,
    command_status: CommandStatus,
    sequence_number: u32,
    dialect: Dialect,
    out: &mut BytesMut,
) -> Result<usize, EncodeError> {
    let command_id = body.command_id();
    if !command_id.is_in(dialect.version) {
        return Err(EncodeError { kind: EncodeErrorKind::NotInVersion, field: "command_id" });
    }
    let header_alone = command_id.is_response() && !command_status.is_ok() && body.tlvs().is_empty();
    let body_length = if header_alone {
        check_blank(body)?;
        0
    } else {
        let mut measure = Measure::new(command_id, dialect);
        body.measure(&mut measure)?;
        check_mandatory_tlvs(body)?;
        measure.octets()
    };
    let length = Header::LEN + body_length;
    let command_length = u32::try_from(length).map_err(|_| EncodeError {
        kind: EncodeErrorKind::TooLong(u32::MAX as usize),
        field: "command_length",
    })?;
    let start = out.len();
    out.resize(start + length, 0);
    if let Some(pdu) = out.get_mut(start..) {
        let mut writer = Writer::new(pdu);
        let header = Header { command_length, command_id, command_status, sequence_number };
        writer.octets(&header.to_octets());
        if !header_alone {
            body.write(&mut writer);
        }
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
