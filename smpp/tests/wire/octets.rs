//! A reading written out by the letter of the standard, as plainly as can be: what the crate's encoder is held to.

use super::{Reading, Value, tag};
use brivas_smpp::Definition;

/// The whole PDU. A response with an error status and nothing to say is a header alone (SMPP 5.0 §3.2.1.3).
pub(crate) fn pdu(reading: &Reading) -> Vec<u8> {
    let failed = reading.command_id.is_response() && reading.command_status != 0;
    if failed && reading.tlvs.is_empty() && reading.fields.iter().all(|(_, value)| is_blank(value)) {
        return with_header(reading, &[]);
    }
    let mut body = Vec::new();
    for (name, value) in &reading.fields {
        body.extend(field(name, value));
    }
    for (name, value) in &reading.tlvs {
        body.extend(tlv(name, value));
    }
    with_header(reading, &body)
}

pub(crate) fn with_header(reading: &Reading, body: &[u8]) -> Vec<u8> {
    let length = u32::try_from(16 + body.len()).unwrap();
    let header = [length, reading.command_id.0, reading.command_status, reading.sequence_number];
    let mut octets: Vec<u8> = header.into_iter().flat_map(u32::to_be_bytes).collect();
    octets.extend(body);
    octets
}

fn is_blank(value: &Value) -> bool {
    match value {
        Value::Integer(number) => *number == 0,
        Value::Text(octets) | Value::Octets(octets) => octets.is_empty(),
        Value::Entry(_) => false,
    }
}

/// A mandatory field: every integer has one octet, but for `error_status_code` with four (SMPP 5.0 §4.2.3.2).
pub(crate) fn field(name: &str, value: &Value) -> Vec<u8> {
    match value {
        Value::Integer(number) if name == "error_status_code" => number.to_be_bytes().to_vec(),
        Value::Integer(number) => vec![u8::try_from(*number).unwrap()],
        Value::Text(text) => [text.as_slice(), &[0]].concat(),
        Value::Octets(octets) => octets.clone(),
        Value::Entry(fields) => fields.iter().flat_map(|(name, value)| field(name, value)).collect(),
    }
}

/// A whole TLV (SMPP 5.0 §4.8.1).
pub(crate) fn tlv(name: &str, value: &Value) -> Vec<u8> {
    let value = tlv_value(name, value);
    let length = u16::try_from(value.len()).unwrap();
    [&tag(name).0.to_be_bytes()[..], &length.to_be_bytes(), &value].concat()
}

/// The value of a TLV.
pub(crate) fn tlv_value(name: &str, value: &Value) -> Vec<u8> {
    match value {
        Value::Integer(number) => {
            let width = usize::from(Definition::of(tag(name)).unwrap().max);
            number.to_be_bytes()[4 - width..].to_vec()
        }
        other => field(name, other),
    }
}
