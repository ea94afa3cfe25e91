//! What npm smpp must say of a PDU with this reading.

use super::{Reading, Value, octets, to_hex};
use serde_json::Value as Json;

/// TLVs that npm smpp reads otherwise than the standard: with two octets, with four, and as a number where there is none.
const WRONG: [&str; 4] =
    ["source_telematics_id", "dest_addr_np_country", "alert_on_message_delivery", "callback_num_atag"];

/// Whether npm smpp cannot read the PDU at all: a TLV is shorter than it thinks, and the last of the PDU.
pub(crate) fn cannot_read(reading: &Reading) -> bool {
    reading.tlvs.last().is_some_and(|(name, _)| WRONG.contains(&name.as_str()))
}

/// Compares every field and TLV, and gives how many.
pub(crate) fn compare(reading: &Reading, answer: &Json) -> usize {
    let place = &reading.place;
    assert_eq!(answer["command_id"].as_u64(), Some(u64::from(reading.command_id.0)), "{place}");
    assert_eq!(answer["command_status"].as_u64(), Some(u64::from(reading.command_status)), "{place}");
    assert_eq!(answer["sequence_number"].as_u64(), Some(u64::from(reading.sequence_number)), "{place}");
    if answer["command_length"] == 16 {
        return 0; // a header alone: what the fields read as is ours to say
    }
    let mut compared = 0;
    let mut entries = 0;
    for (name, value) in &reading.fields {
        let theirs = &answer["fields"][name];
        match value {
            Value::Entry(fields) => {
                for (inner, value) in fields.iter().filter(|(inner, _)| inner != "dest_flag") {
                    same(reading, inner, value, &theirs[entries][inner]);
                    compared += 1;
                }
                entries += 1;
            }
            _ if matches!(name.as_str(), "sm_length" | "number_of_dests" | "no_unsuccess") => continue,
            _ => same(reading, name, value, theirs),
        }
        compared += 1;
    }
    for (index, (name, value)) in reading.tlvs.iter().enumerate() {
        let before = reading.tlvs[..index].iter().filter(|(before, _)| before == name).count();
        let after = reading.tlvs[index + 1..].iter().any(|(after, _)| after == name);
        let label = match name.strip_prefix("0x") {
            Some(digits) => format!("tlv_0x{digits}"),
            None if reading.command_id == brivas_smpp::CommandId::broadcast_sm_resp => {
                name.replace("broadcast_area_identifier", "failed_broadcast_area_identifier")
            }
            None => name.clone(),
        };
        let theirs = match &answer["fields"][&label] {
            Json::Array(values) => &values[before],
            _ if after => continue, // it keeps the last one of a TLV that the standard has once
            other => other,
        };
        if WRONG[..3].contains(&name.as_str()) {
            continue;
        }
        same(reading, name, value, theirs);
        compared += 1;
    }
    compared
}

fn same(reading: &Reading, name: &str, value: &Value, theirs: &Json) {
    match value {
        Value::Integer(number) => {
            assert_eq!(theirs.as_u64(), Some(u64::from(*number)), "{}: {name}", reading.place);
        }
        _ => {
            let ours = match value {
                Value::Text(text) => text.clone(),
                other => octets::field(name, other),
            };
            let theirs = octets_of(theirs).map(|octets| to_hex(&octets));
            let theirs = theirs.unwrap_or_else(|| panic!("{}: {name} is missing", reading.place));
            assert_eq!(theirs, to_hex(&ours), "{}: {name}", reading.place);
        }
    }
}

/// The octets behind the forms that npm smpp gives them.
fn octets_of(json: &Json) -> Option<Vec<u8>> {
    if let Some(text) = json.as_str() {
        return Some(text.trim_end_matches('\0').as_bytes().to_vec());
    }
    if let Some(digits) = json["hex"].as_str() {
        return Some(super::from_hex(digits));
    }
    let octet = |name: &str| json[name].as_u64().map(|number| u8::try_from(number).unwrap());
    let word = |name: &str| json[name].as_u64().map(|number| u16::try_from(number).unwrap().to_be_bytes());
    if json["raw"].is_object() {
        octets_of(&json["raw"])
    } else if json["message"].is_object() || json["message"].is_string() {
        octets_of(&json["message"])
    } else if json["digit_mode"].is_number() {
        let head = vec![octet("digit_mode")?, octet("ton")?, octet("npi")?];
        Some([head, octets_of(&json["number"])?].concat())
    } else if json["display"].is_object() {
        Some([vec![octet("encoding")?], octets_of(&json["display"])?].concat())
    } else if json["format"].is_number() {
        Some([vec![octet("format")?], octets_of(&json["data"])?].concat())
    } else if json["content_type"].is_number() {
        Some([&[octet("network")?][..], &word("content_type")?].concat())
    } else if json["interval"].is_number() {
        Some([&[octet("unit")?][..], &word("interval")?].concat())
    } else {
        None
    }
}
