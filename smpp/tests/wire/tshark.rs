//! What tshark must say of a PDU with this reading.

use super::{Reading, Value, octets, to_hex};
use serde_json::Value as Json;

/// Whether tshark cannot read on after this TLV: it knows one octet of `broadcast_rep_num`, which has two, one of
/// `ms_validity`, which in 5.0 may have four, and wants a NUL in `broadcast_end_time`.
fn stops_at(name: &str, value: &Value) -> bool {
    match name {
        "broadcast_rep_num" => true,
        "ms_validity" | "broadcast_end_time" => {
            let octets = octets::tlv_value(name, value);
            octets.len() == 4 || octets.len() == 16
        }
        _ => false,
    }
}

/// Whether tshark calls a PDU with this reading malformed although it is not.
pub(crate) fn calls_malformed(reading: &Reading) -> bool {
    reading.tlvs.iter().any(|(name, value)| stops_at(name, value))
}

/// Compares every field and TLV that tshark shows, each at its own offset, and gives how many.
pub(crate) fn compare(reading: &Reading, answer: &Json) -> usize {
    let place = &reading.place;
    assert_eq!(answer["pdus"], 1, "{place}");
    let header = [
        ("command_id", 4, reading.command_id.0),
        ("command_status", 8, reading.command_status),
        ("sequence_number", 12, reading.sequence_number),
    ];
    for (name, offset, number) in header {
        if name != "command_status" || reading.command_id.is_response() {
            assert!(shows(answer, name, offset, &number.to_be_bytes()), "{place}: {name}");
        }
    }
    let length = &answer["fields"]["smpp.command_length"][0]["show"];
    if length == "16" || reading.command_status != 0 {
        return 0; // tshark shows no body after an error status
    }
    let mut offset = 16;
    let mut compared = 0;
    for (name, value) in flat(&reading.fields) {
        let octets = octets::field(name, value);
        compared += one(reading, answer, name, offset, &octets);
        offset += octets.len();
    }
    for (name, value) in &reading.tlvs {
        if stops_at(name, value) {
            break;
        }
        let octets = octets::tlv_value(name, value);
        offset += 4;
        compared += one(reading, answer, name, offset, &octets);
        offset += octets.len();
    }
    compared
}

fn flat(fields: &[(String, Value)]) -> Vec<(&str, &Value)> {
    let mut all = Vec::new();
    for (name, value) in fields {
        match value {
            Value::Entry(fields) => all.extend(flat(fields)),
            _ => all.push((name.as_str(), value)),
        }
    }
    all
}

fn one(reading: &Reading, answer: &Json, name: &str, offset: usize, octets: &[u8]) -> usize {
    // It shows neither counts nor flags, nor values without octets, nor the octets of the callback TLVs.
    let hidden = ["number_of_dests", "no_unsuccess", "dest_flag", "callback_num", "callback_num_atag"];
    if hidden.contains(&name) || octets.is_empty() || (octets == [0] && !has(answer, name, offset)) {
        return 0;
    }
    let parts = parts(name, octets);
    let shown = match &parts[..] {
        [] => names(name).iter().any(|name| shows(answer, name, offset, octets)),
        parts => parts.iter().all(|(part, number)| number_at(answer, part, offset) == Some(*number)),
    };
    let theirs = || answer["fields"].to_string();
    assert!(shown, "{}: {name} at {offset} is {}, and not in {}", reading.place, to_hex(octets), theirs());
    1
}

/// Names by which tshark knows a field.
fn names(name: &str) -> Vec<&str> {
    match name {
        "dest_port" => vec!["destination_port"],
        "billing_identification" => vec!["billing_id"],
        "dest_addr_np_information" => vec!["dest_addr_np_info"],
        "sc_interface_version" => vec!["SC_interface_version"],
        "short_message" => vec!["message"],
        "alert_on_message_delivery" => vec!["alert_on_message_delivery_type"],
        "broadcast_content_type_info" => vec!["broadcast_content_type.info"],
        "schedule_delivery_time" => vec!["schedule_delivery_time", "schedule_delivery_time_r"],
        "validity_period" => vec!["validity_period", "validity_period_r"],
        name if name.starts_with("0x") => vec!["vendor_op", "reserved_op"],
        name => vec![name],
    }
}

/// The parts that tshark shows in place of some fields, as numbers.
fn parts(name: &str, octets: &[u8]) -> Vec<(&'static str, u32)> {
    let first = u32::from(octets[0]);
    let number = |octets: &[u8]| octets.iter().fold(0, |sum, octet| sum << 8 | u32::from(*octet));
    match name {
        "esm_class" => vec![
            ("esm.submit.msg_mode", first & 3),
            ("esm.submit.msg_type", first >> 2 & 15),
            ("esm.submit.features", first >> 6),
        ],
        "registered_delivery" => vec![
            ("regdel.receipt", first & 3),
            ("regdel.acks", first >> 2 & 3),
            ("regdel.notif", first >> 4 & 1),
        ],
        "replace_if_present_flag" => vec![("replace_if_present_flag", first)],
        "callback_num_pres_ind" => {
            vec![("callback_num.pres", first >> 2 & 3), ("callback_num.scrn", first & 3)]
        }
        "ms_msg_wait_facilities" => vec![("msg_wait.ind", first >> 7), ("msg_wait.type", first & 3)],
        "network_error_code" => {
            vec![("network_error.type", first), ("network_error.code", number(&octets[1..]))]
        }
        "broadcast_content_type" => {
            vec![("broadcast_content_type.nw", first), ("broadcast_content_type.type", number(&octets[1..]))]
        }
        "broadcast_frequency_interval" => vec![
            ("broadcast_frequency_interval.unit", first),
            ("broadcast_frequency_interval.value", number(&octets[1..])),
        ],
        "its_session_info" => vec![
            ("its_session.number", first),
            ("its_session.sequence", u32::from(octets[1] >> 1)),
            ("its_session.ind", u32::from(octets[1] & 1)),
        ],
        _ => vec![],
    }
}

fn has(answer: &Json, name: &str, offset: usize) -> bool {
    names(name).iter().any(|name| at(answer, name, offset, 0).is_some())
}

fn shows(answer: &Json, name: &str, offset: usize, octets: &[u8]) -> bool {
    at(answer, name, offset, 0).is_some_and(|digits| digits == to_hex(octets))
}

/// The number of a part, which stands at the field's first octet or behind it.
fn number_at(answer: &Json, name: &str, offset: usize) -> Option<u32> {
    at(answer, name, offset, 1).and_then(|digits| u32::from_str_radix(digits, 16).ok())
}

/// The hex digits of the field of this name that stands here, or up to `behind` octets later.
fn at<'a>(answer: &'a Json, name: &str, offset: usize, behind: usize) -> Option<&'a str> {
    let fields = answer["fields"][format!("smpp.{name}")].as_array()?;
    let is_here = |field: &&Json| {
        field["offset"].as_u64().is_some_and(|at| (offset as u64..=(offset + behind) as u64).contains(&at))
    };
    fields.iter().find(is_here).and_then(|field| field["hex"].as_str())
}
