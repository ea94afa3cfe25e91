//! tshark in front of what we write, in a DATA of ours: it must find no fault, and the values that we meant.

use std::collections::BTreeSet;

use brivas_sigtran::Buffer;
use brivas_sigtran::m3ua::Data;
use brivas_sigtran::mtp::{PointCode, RoutingLabel};
use brivas_sigtran::sccp::{Address, ConnectionMessage, GlobalTitle, Message, MessageType, Options, Service};
use serde_json::Value as Json;

use crate::samples::messages;
use crate::{message_type, tshark, written};

/// The message in a DATA, each from a point of its own so that tshark puts no two together.
pub(crate) fn data(number: u32, octets: &[u8]) -> Vec<u8> {
    let (opc, dpc) = (PointCode(number % 0x3FFF), PointCode(0x3FFF));
    let label = RoutingLabel { opc, dpc, si: RoutingLabel::SCCP, ni: 2, mp: 0, sls: 0 };
    let mut out = Buffer::new();
    out.prepend(octets);
    Data { label, ..Data::default() }.write(&mut out).unwrap();
    out.as_slice().to_vec()
}

/// How tshark shows what a message says: names and values.
fn shown(message: &Message<'_>) -> Vec<(String, String)> {
    let mut values = vec![("sccp.message_type".to_owned(), format!("0x{:02x}", message_type(message).0))];
    match message {
        Message::Unitdata(unitdata) => {
            values.extend(address("called", &unitdata.called));
            values.extend(address("calling", &unitdata.calling));
            match unitdata.service {
                Service::Data(class) => {
                    values.push(("sccp.class".into(), format!("0x{:x}", class.class())));
                    let handling = if class.return_on_error() { "0x8" } else { "0x0" };
                    values.push(("sccp.handling".into(), handling.into()));
                }
                Service::Return(cause) => {
                    values.push(("sccp.return_cause".into(), format!("0x{:02x}", cause.0)));
                }
            }
            if message_type(message).0 >= MessageType::XUDT.0 {
                values.push(("sccp.hops".into(), format!("0x{:02x}", unitdata.hop_counter)));
            }
            let importance = unitdata.importance.map(|it| format!("0x{it:x}"));
            values.extend(importance.map(|it| ("sccp.importance".into(), it)));
            if let Some(segmentation) = unitdata.segmentation {
                let reference = format!("0x{:06x}", segmentation.local_reference);
                values.push(("sccp.segmentation.slr".into(), reference));
                let remaining = format!("0x{:x}", segmentation.remaining);
                values.push(("sccp.segmentation.remaining".into(), remaining));
            }
        }
        Message::Connection(message) => of_connection(message, &mut values),
    }
    values
}

fn of_connection(message: &ConnectionMessage<'_>, values: &mut Vec<(String, String)>) {
    use ConnectionMessage as M;
    let reference = |name: &str, number: u32| (name.to_owned(), format!("0x{number:06x}"));
    values.extend(message.destination().map(|it| reference("sccp.dlr", it.0)));
    values.extend(message.source().map(|it| reference("sccp.slr", it.0)));
    let octet = |name: &str, octet: u8| (format!("sccp.{name}"), format!("0x{octet:02x}"));
    let optional = match *message {
        M::ConnectionRequest { class, called, options, .. } => {
            values.push(octet("class", class));
            values.extend(address("called", &called));
            Some(options)
        }
        M::ConnectionConfirm { class, options, .. } => {
            values.push(octet("class", class));
            Some(options)
        }
        M::ConnectionRefused { cause: refusal, options, .. } => {
            values.push(octet("refusal_cause", refusal.0));
            Some(options)
        }
        M::Released { cause: release, options, .. } => {
            values.push(octet("release_cause", release.0));
            Some(options)
        }
        M::ResetRequest { cause: reset, .. } => {
            values.push(octet("reset_cause", reset.0));
            None
        }
        M::Error { cause: error, .. } => {
            values.push(octet("error_cause", error.0));
            None
        }
        M::DataForm1 { more, .. } => {
            values.push(octet("more", more.into()));
            None
        }
        M::DataAcknowledgement { receive_sequence_number, credit, .. } => {
            values.push(octet("rsn", receive_sequence_number >> 1));
            values.push(octet("credit", credit));
            None
        }
        M::InactivityTest { class, credit, .. } => {
            values.push(octet("credit", credit));
            values.push(octet("class", class));
            None
        }
        _ => None,
    };
    let Some(Options { credit, called, calling, hop_counter, importance, .. }) = optional else {
        return;
    };
    values.extend(credit.map(|it| octet("credit", it)));
    values.extend(called.iter().flat_map(|it| address("called", it)));
    values.extend(calling.iter().flat_map(|it| address("calling", it)));
    values.extend(hop_counter.map(|it| octet("hops", it)));
    values.extend(importance.map(|it| octet("importance", it)));
}

fn address(party: &str, address: &Address) -> Vec<(String, String)> {
    let mut values = Vec::new();
    let mut set = |name: &str, value: String| values.push((format!("sccp.{party}.{name}"), value));
    if let Some(ssn) = address.ssn {
        set("ssn", ssn.0.to_string());
    }
    if let Some(point_code) = address.point_code {
        set("pc", point_code.0.to_string());
    }
    if let Some(title) = address.global_title {
        set("digits", title.digits().to_string());
        match title {
            GlobalTitle::NatureOfAddress { nature_of_address, .. } => {
                set("nai", format!("0x{nature_of_address:02x}"));
            }
            GlobalTitle::TranslationType { translation_type, .. } => {
                set("tt", format!("0x{translation_type:02x}"));
            }
            GlobalTitle::NumberingPlan { translation_type, numbering_plan, .. } => {
                set("tt", format!("0x{translation_type:02x}"));
                set("np", format!("0x{numbering_plan:02x}"));
            }
            GlobalTitle::Full { translation_type, numbering_plan, nature_of_address, .. } => {
                set("tt", format!("0x{translation_type:02x}"));
                set("np", format!("0x{numbering_plan:02x}"));
                set("nai", format!("0x{nature_of_address:02x}"));
            }
            _ => {}
        }
    }
    values
}

/// Every value that stands under this name, at any depth.
pub(crate) fn values<'a>(json: &'a Json, name: &str, found: &mut Vec<&'a str>) {
    match json {
        Json::Object(fields) => fields.iter().for_each(|(key, value)| match value {
            Json::String(text) if key == name => found.push(text),
            Json::Array(list) if key == name => found.extend(list.iter().filter_map(Json::as_str)),
            value => values(value, name, found),
        }),
        Json::Array(list) => list.iter().for_each(|value| values(value, name, found)),
        _ => {}
    }
}

/// A number without its form.
pub(crate) fn number(text: &str) -> String {
    let hex = text.strip_prefix("0x").and_then(|digits| u64::from_str_radix(digits, 16).ok());
    hex.map_or_else(|| text.to_owned(), |number| number.to_string())
}

#[test]
fn tshark_reads_what_we_write_without_a_complaint() {
    let messages = messages();
    let octets: Vec<Vec<u8>> =
        (1..).zip(&messages).map(|(number, message)| data(number, &written(message))).collect();
    let Some(packets) = tshark::read(&octets) else { return };
    let (mut compared, mut types) = (0, BTreeSet::new());
    for (message, packet) in messages.iter().zip(&packets) {
        let layer = &packet["_source"]["layers"]["sccp"];
        assert!(layer.is_object(), "{message:?}: {packet}");
        let text = layer.to_string();
        assert!(!text.contains("_ws.malformed") && !text.contains("_ws.expert"), "{message:?}: {text}");
        for (name, value) in shown(message) {
            let mut found = Vec::new();
            values(layer, &name, &mut found);
            let is_there = found.iter().any(|it| number(it) == number(&value));
            assert!(is_there, "{message:?}: {name} is {value}, and not in {found:?}\n{text}");
            compared += 1;
        }
        types.insert(message_type(message));
    }
    println!("tshark: {} messages, {compared} values compared", messages.len());
    assert_eq!(types.len(), MessageType::ALL.len(), "{types:?}");
    assert!(compared > 1000, "{compared} values are too few");
}
