use brivas_smpp::{AnyBody, Dialect, Header, InterfaceVersion, Leniency, Pdu};
use bytes::{Bytes, BytesMut};

/// Reads one PDU. The first octet chooses version and leniency; `command_length` is put right, so that bodies are
/// reached.
///
/// # Panics
/// When an error points outside the PDU, when what was read and may be written reads otherwise afterwards, or when a
/// request that a strict reader took is not written in the same octets.
pub fn smpp_pdu(octets: &[u8]) {
    let Some((choice, pdu)) = octets.split_first() else { return };
    let version = if choice & 1 == 0 { InterfaceVersion::V5_0 } else { InterfaceVersion::V3_4 };
    let leniency = match choice >> 1 & 3 {
        0 => Leniency::STRICT,
        1 => Leniency::DEFAULT,
        _ => Leniency::LENIENT,
    };
    let dialect = Dialect::new(version, leniency);
    let mut pdu = BytesMut::from(pdu);
    let length = u32::try_from(pdu.len()).unwrap_or(u32::MAX);
    if let Some(field) = pdu.first_chunk_mut::<4>() {
        *field = length.to_be_bytes();
    }
    let Ok(pdu) = Pdu::new(pdu.freeze(), dialect) else { return };
    match pdu.any_body() {
        Ok(body) => check_body(&pdu, &body, dialect),
        Err(error) => {
            assert!(error.offset <= pdu.octets().len(), "{error:?} in {} octets", pdu.octets().len());
            assert!(!error.command_status().is_ok(), "{error:?} has no answer");
        }
    }
}

fn check_body(pdu: &Pdu, body: &AnyBody<'_>, dialect: Dialect) {
    let mut fields = 0;
    body.fields(&mut |_| fields += 1);
    let _ = (format!("{body:?}"), body.tlvs().iter().count());
    let Header { command_status, sequence_number, .. } = pdu.header;
    let mut out = BytesMut::new();
    if body.encode(command_status, sequence_number, dialect, &mut out).is_err() {
        assert!(out.is_empty(), "a refused body leaves the buffer alone");
        return;
    }
    let again = Pdu::new(Bytes::from(out), dialect);
    let again = again.as_ref().map(Pdu::any_body);
    match again {
        Ok(Ok(read)) => assert!(read == *body || !command_status.is_ok(), "{read:?} was {body:?}"),
        // A strict reader wants a body that a sender is to leave out with an error status.
        _ => assert!(!command_status.is_ok(), "what was written cannot be read: {body:?}"),
    }
    if dialect.leniency == Leniency::STRICT && !pdu.command_id().is_response() {
        let mut out = BytesMut::new();
        let written = body.encode(command_status, sequence_number, dialect, &mut out);
        assert!(written.is_err() || out == *pdu.octets(), "written otherwise than read: {body:?}");
    }
}
