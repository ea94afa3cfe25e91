//! An SMPP PDU as JSON.

use brivas_smpp::{
    DecodeError, Definition, Dialect, Field, Format, Header, InterfaceVersion, Leniency, Pdu, Tlvs,
    Value as Is,
};
use bytes::{Bytes, BytesMut};
use serde_json::{Map, Value, json};

use super::{hex, put_octets};

/// One PDU: its fields, or what is wrong with it. A PDU that the standard does not allow, but that some peers send, has
/// both: the error, and the fields as a lenient reader has them.
pub(super) fn decode(octets: &[u8]) -> Value {
    let mut object = Map::new();
    if let Some(header) = Header::read(octets) {
        put_header(&mut object, header);
    }
    let strict = Pdu::new(Bytes::copy_from_slice(octets), Dialect::V5_0);
    let error = match &strict {
        Err(error) => Some(*error),
        Ok(pdu) => match pdu.any_body() {
            Ok(body) => {
                body.fields(&mut |field| put_field(&mut object, field));
                put_tlvs(&mut object, body.tlvs());
                let mut out = BytesMut::new();
                let Header { command_status, sequence_number, .. } = pdu.header;
                match body.encode(command_status, sequence_number, Dialect::V5_0, &mut out) {
                    Ok(_) => object.insert("octets".into(), hex(&out).into()),
                    Err(error) => object.insert("not_encodable".into(), error.to_string().into()),
                };
                None
            }
            Err(error) => Some(error),
        },
    };
    if let Some(error) = error {
        object.insert("error".into(), error_of(&error));
        put_lenient(&mut object, octets);
    }
    Value::Object(object)
}

/// What a reader that puts up with everything makes of the PDU.
fn put_lenient(object: &mut Map<String, Value>, octets: &[u8]) {
    let dialect = Dialect::new(InterfaceVersion::V5_0, Leniency::LENIENT);
    let Ok(pdu) = Pdu::new(Bytes::copy_from_slice(octets), dialect) else { return };
    let Ok(body) = pdu.any_body() else { return };
    let mut lenient = Map::new();
    body.fields(&mut |field| put_field(&mut lenient, field));
    put_tlvs(&mut lenient, body.tlvs());
    object.insert("lenient".into(), Value::Object(lenient));
}

fn put_header(object: &mut Map<String, Value>, header: Header) {
    object.insert("command".into(), header.command_id.name().map_or(Value::Null, Value::from));
    object.insert("command_length".into(), header.command_length.into());
    object.insert("command_id".into(), header.command_id.0.into());
    object.insert("command_status".into(), header.command_status.0.into());
    object
        .insert("command_status_name".into(), header.command_status.name().map_or(Value::Null, Value::from));
    object.insert("sequence_number".into(), header.sequence_number.into());
}

fn put_field(object: &mut Map<String, Value>, field: Field<'_>) {
    match field.value {
        Is::Integer(value) => {
            object.insert(field.name.into(), value.into());
        }
        Is::COctetString(octets) | Is::Address(octets) | Is::Secret(octets) | Is::Octets(octets) => {
            put_octets(object, field.name, octets);
        }
        Is::Entry(fields) => {
            let mut entry = Map::new();
            fields.iter().for_each(|field| put_field(&mut entry, *field));
            match object.entry(field.name).or_insert_with(|| json!([])) {
                Value::Array(entries) => entries.push(Value::Object(entry)),
                other => *other = json!([entry]),
            }
        }
        _ => {}
    }
}

fn put_tlvs(object: &mut Map<String, Value>, tlvs: Tlvs<'_>) {
    let list = tlvs.iter().map(|tlv| {
        let mut entry = Map::new();
        let row = Definition::of(tlv.tag);
        entry.insert("tag".into(), tlv.tag.0.into());
        entry.insert("name".into(), row.map_or(Value::Null, |row| row.name().into()));
        entry.insert("length".into(), tlv.value.len().into());
        let integer =
            row.is_some_and(|row| row.format == Format::Integer) && (1..=4).contains(&tlv.value.len());
        if integer {
            let value = tlv.value.iter().fold(0_u32, |sum, octet| sum << 8 | u32::from(*octet));
            entry.insert("value".into(), value.into());
        } else {
            let text = row.is_some_and(|row| row.format == Format::COctetString);
            let value = if text { tlv.value.strip_suffix(&[0]).unwrap_or(tlv.value) } else { tlv.value };
            put_octets(&mut entry, "value", value);
        }
        Value::Object(entry)
    });
    object.insert("tlvs".into(), list.collect());
}

fn error_of(error: &DecodeError) -> Value {
    let answer = error.command_status();
    json!({
        "kind": error.kind.name(),
        "offset": error.offset,
        "field": error.field,
        "answer": answer.name().map_or_else(|| format!("{:#010x}", answer.0), Into::into),
    })
}
