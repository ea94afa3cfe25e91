//! What must hold of one reading and its octets.

use super::{Encoded, Reading, Value, build, octets, tag, to_hex};
use brivas_smpp::{AnyBody, CommandStatus, Field, Header, Pdu, Value as FieldValue};
use bytes::Bytes;

/// The decoder gives the reading, or the error that stands in its place.
pub(crate) fn decodes(reading: &Reading, octets: &[u8]) {
    let place = &reading.place;
    let pdu = Pdu::new(Bytes::copy_from_slice(octets), reading.dialect).unwrap();
    let header = Header {
        command_length: u32::try_from(octets.len()).unwrap(),
        command_id: reading.command_id,
        command_status: CommandStatus(reading.command_status),
        sequence_number: reading.sequence_number,
    };
    assert_eq!(pdu.header, header, "{place}");
    match (pdu.any_body(), &reading.error) {
        (Ok(body), None) => {
            assert_eq!(fields(&body), reading.fields, "{place}");
            tlvs(&body, reading);
        }
        (Err(error), Some((kind, offset, field, answer))) => {
            let status = error.command_status();
            let got = (error.kind.name(), error.offset, error.field, status.name().unwrap());
            assert_eq!(got, (kind.as_str(), *offset, field.as_str(), answer.as_str()), "{place}");
        }
        (got, _) => panic!("{place}: {got:?}"),
    }
}

/// The encoder, given the values of the reading in a struct, gives the octets; or what the reading says instead.
pub(crate) fn encodes(reading: &Reading, octets: &[u8]) {
    let place = &reading.place;
    let encoded = build::encode(reading);
    match (&reading.encoded, encoded) {
        (Encoded::Same, Ok(encoded)) => {
            assert_eq!(to_hex(&encoded), to_hex(octets), "{place}");
            assert_eq!(to_hex(&encoded), to_hex(&octets::pdu(reading)), "{place}, by the letter");
        }
        (Encoded::Otherwise(length), Ok(encoded)) => {
            assert_eq!(encoded.len(), *length, "{place}");
            decodes(reading, &encoded);
        }
        (Encoded::Refused(kind, field), Err(error)) => {
            assert_eq!((format!("{:?}", error.kind), error.field), (kind.clone(), field.as_str()), "{place}");
        }
        (expected, encoded) => panic!("{place}: {encoded:?} and not {expected:?}"),
    }
}

/// Each field, changed by itself, changes its own octets and no other but those of `command_length`.
pub(crate) fn changes_stay_in_their_field(reading: &Reading) {
    for index in 0..reading.fields.len() {
        let mut changed = reading.clone();
        let (name, value) = &mut changed.fields[index];
        if matches!(name.as_str(), "number_of_dests" | "no_unsuccess" | "sm_length") {
            continue; // counts of what follows, which have no field of their own in the structs
        }
        change(name, value);
        encodes(&changed, &octets::pdu(&changed));
    }
    for index in 0..reading.tlvs.len() {
        let mut changed = reading.clone();
        change_value(&mut changed.tlvs[index].1);
        encodes(&changed, &octets::pdu(&changed));
    }
}

/// Another value of the same size, or of a legal one where the field is empty.
fn change(name: &str, value: &mut Value) {
    match value {
        Value::Text(text) if text.is_empty() => {
            let is_time = matches!(name, "schedule_delivery_time" | "validity_period" | "final_date");
            *text = if is_time { b"991231235959000R".to_vec() } else { b"x".to_vec() };
        }
        Value::Entry(fields) => {
            let (name, value) = fields.last_mut().unwrap();
            change(name, value);
        }
        other => change_value(other),
    }
}

fn change_value(value: &mut Value) {
    match value {
        Value::Integer(number) => *number ^= 1,
        Value::Text(octets) | Value::Octets(octets) => {
            if let Some(last) = octets.last_mut() {
                *last ^= 1;
            }
        }
        Value::Entry(_) => {}
    }
}

/// The TLVs one by one, and by name in the form that suits them.
fn tlvs(body: &AnyBody<'_>, reading: &Reading) {
    let place = &reading.place;
    let got: Vec<_> = body.tlvs().iter().map(|tlv| (tlv.tag, tlv.value.to_vec())).collect();
    let expected: Vec<_> =
        reading.tlvs.iter().map(|(name, value)| (tag(name), octets::tlv_value(name, value))).collect();
    assert_eq!(got, expected, "{place}");
    for (index, (name, value)) in reading.tlvs.iter().enumerate() {
        if reading.tlvs[..index].iter().any(|(before, _)| before == name) {
            continue; // by name the first one is given
        }
        match value {
            Value::Integer(number) => assert_eq!(body.tlvs().integer(tag(name)), Some(*number), "{place}"),
            Value::Text(text) => {
                assert_eq!(body.tlvs().c_octet_string(tag(name)), Some(text.as_slice()), "{place}");
            }
            _ => assert!(body.tlvs().get(tag(name)).is_some(), "{place}"),
        }
    }
}

/// The mandatory fields as the crate shows them.
pub(crate) fn fields(body: &AnyBody<'_>) -> Vec<(String, Value)> {
    let mut fields = Vec::new();
    body.fields(&mut |field| fields.push(owned(field)));
    fields
}

fn owned(field: Field<'_>) -> (String, Value) {
    let value = match field.value {
        FieldValue::Integer(number) => Value::Integer(number),
        FieldValue::COctetString(octets) | FieldValue::Address(octets) | FieldValue::Secret(octets) => {
            Value::Text(octets.to_vec())
        }
        FieldValue::Octets(octets) => Value::Octets(octets.to_vec()),
        FieldValue::Entry(fields) => Value::Entry(fields.iter().copied().map(owned).collect()),
        other => panic!("{}: {other:?} is new", field.name),
    };
    (field.name.to_owned(), value)
}
