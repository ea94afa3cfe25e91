//! tshark in front of what we write: it must find no fault, and the values that we meant.

use brivas_sigtran::m3ua::{Message, Parameter};

use crate::samples::{messages, write};
use crate::tshark;

/// How tshark shows a parameter: the name and the values, where it has one.
fn shown(parameter: &Parameter<'_>) -> Vec<(&'static str, u32)> {
    match *parameter {
        Parameter::RoutingContext(list) => list.iter().map(|word| ("m3ua.routing_context", word)).collect(),
        Parameter::TrafficModeType(mode) => vec![("m3ua.traffic_mode_type", mode.0)],
        Parameter::ErrorCode(code) => vec![("m3ua.error_code", code.0)],
        Parameter::Status(status) => vec![
            ("m3ua.status_type", status.status_type.into()),
            ("m3ua.status_info", status.information.into()),
        ],
        Parameter::AspIdentifier(id) => vec![("m3ua.asp_identifier", id)],
        Parameter::AffectedPointCode(list) => list
            .iter()
            .flat_map(|affected| {
                let mask = affected.mask().into();
                [
                    ("m3ua.affected_point_code_mask", mask),
                    ("m3ua.affected_point_code_pc", affected.point_code().0),
                ]
            })
            .collect(),
        Parameter::CorrelationId(id) => vec![("m3ua.correlation_identifier", id)],
        Parameter::NetworkAppearance(appearance) => vec![("m3ua.network_appearance", appearance)],
        Parameter::UserCause { cause, user } => {
            vec![("m3ua.unavailability_cause", cause.into()), ("m3ua.user_identity", user.into())]
        }
        Parameter::CongestionIndications(level) => vec![("m3ua.congestion_level", level.into())],
        Parameter::ConcernedDestination(point_code) => vec![("m3ua.concerned_dpc", point_code.0)],
        Parameter::LocalRkIdentifier(id) => vec![("m3ua.local_rk_identifier", id)],
        Parameter::DestinationPointCode(affected) => vec![("m3ua.dpc_pc", affected.point_code().0)],
        Parameter::ProtocolData { label, .. } => vec![
            ("m3ua.protocol_data_opc", label.opc.0),
            ("m3ua.protocol_data_dpc", label.dpc.0),
            ("m3ua.protocol_data_si", label.si.into()),
            ("m3ua.protocol_data_ni", label.ni.into()),
            ("m3ua.protocol_data_mp", label.mp.into()),
            ("m3ua.protocol_data_sls", label.sls.into()),
        ],
        Parameter::RegistrationStatus(status) => vec![("m3ua.registration_status", status.0)],
        Parameter::DeregistrationStatus(status) => vec![("m3ua.deregistration_status", status.0)],
        _ => vec![],
    }
}

/// Every value that stands under this name, at any depth.
fn values(json: &serde_json::Value, name: &str, found: &mut Vec<u32>) {
    let number = |text: &str| match text.strip_prefix("0x") {
        Some(digits) => u32::from_str_radix(digits, 16).ok(),
        None => text.parse().ok(),
    };
    match json {
        serde_json::Value::Object(fields) => {
            for (key, value) in fields {
                match value {
                    serde_json::Value::String(text) if key == name => found.extend(number(text)),
                    serde_json::Value::Array(list) if key == name => {
                        found.extend(list.iter().filter_map(|value| number(value.as_str()?)));
                    }
                    value => values(value, name, found),
                }
            }
        }
        serde_json::Value::Array(list) => list.iter().for_each(|value| values(value, name, found)),
        _ => {}
    }
}

fn compare(message: &Message<'_>, json: &serde_json::Value) -> usize {
    let mut compared = 0;
    for parameter in message.parameters.iter() {
        let inner: Vec<Parameter<'_>> = parameter.inner().iter().flat_map(|inner| inner.iter()).collect();
        for (name, value) in inner.iter().chain([&parameter]).flat_map(shown) {
            let mut found = Vec::new();
            values(json, name, &mut found);
            assert!(found.contains(&value), "{message:?}: {name} is {value}, and not in {json}");
            compared += 1;
        }
    }
    compared
}

#[test]
fn tshark_reads_what_we_write_without_a_complaint() {
    let messages = messages();
    let octets: Vec<Vec<u8>> = messages.iter().map(write).collect();
    let Some(packets) = tshark::read(&octets) else { return };
    let mut compared = 0;
    for (message, packet) in messages.iter().zip(&packets) {
        let layer = &packet["_source"]["layers"]["m3ua"];
        assert!(layer.is_object(), "{message:?}: {packet}");
        let text = layer.to_string();
        assert!(!text.contains("_ws.malformed") && !text.contains("_ws.expert"), "{message:?}: {text}");
        compared += compare(message, layer);
    }
    println!("tshark: {} messages, {compared} values compared", messages.len());
    assert!(compared > 150, "{compared} values are too few");
}
