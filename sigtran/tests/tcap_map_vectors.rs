//! TCAP and MAP in messages that another implementation has made: each is read, and written again from what was read to the
//! same octets.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::disallowed_methods)] // a test reads files, may fail loudly

use brivas_sigtran::Buffer;
use brivas_sigtran::ber::Reader;
use brivas_sigtran::map::{
    ApplicationContext, Argument, DialoguePdu, ErrorCode, MapError, OperationCode, ResultParameter,
};
use brivas_sigtran::tcap::{Code, Component, Dialogue, Message, MessageType};
use serde_json::Value;

use notation::Node;

#[path = "tcap_map_vectors/build.rs"]
mod build;
#[path = "tcap_map_vectors/compared.rs"]
mod compared;
#[path = "tcap_map_vectors/mobility.rs"]
mod mobility;
#[path = "tcap_map_vectors/notation.rs"]
mod notation;
#[path = "tcap_map_vectors/rebuilt.rs"]
mod rebuilt;
#[path = "tcap_map_vectors/short_message.rs"]
mod short_message;

/// The user data of the SCCP message in an M3UA DATA, both as plain as the vectors have them.
fn tcap_of(m3ua: &[u8]) -> Vec<u8> {
    let mut at = 8;
    let data = loop {
        let length = usize::from(u16::from_be_bytes([m3ua[at + 2], m3ua[at + 3]]));
        if m3ua[at..at + 2] == [0x02, 0x10] {
            break &m3ua[at + 16..at + length];
        }
        at += length.div_ceil(4) * 4;
    };
    let pointer = match data[0] {
        0x09 => 4,
        0x11 => 5,
        0x13 => {
            // LUDT: two octets, the lower one first, counted from the second (Q.713 §2.3).
            let begin = 8 + usize::from(u16::from_le_bytes([data[7], data[8]]));
            let length = usize::from(u16::from_le_bytes([data[begin], data[begin + 1]]));
            return data[begin + 2..begin + 2 + length].to_vec();
        }
        other => panic!("SCCP type {other}"),
    };
    let begin = pointer + usize::from(data[pointer]);
    data[begin + 1..begin + 1 + usize::from(data[begin])].to_vec()
}

fn vectors() -> Vec<Value> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../conformance/vectors/sigtran.jsonl");
    let text = std::fs::read_to_string(path).unwrap();
    let all = text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let has_tcap = |vector: &Value| vector["stack"].as_array().unwrap().iter().any(|layer| layer == "tcap");
    all.filter(|vector| has_tcap(vector) && vector["fields"]["sccp"].get("seg").is_none()).collect()
}

fn octets_of(vector: &Value) -> Vec<u8> {
    let hex = vector["hex"].as_str().unwrap();
    (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap()).collect()
}

#[test]
fn every_transaction_is_read_and_written_alike() {
    let mut count = 0;
    for vector in vectors() {
        let id = &vector["id"];
        let octets = tcap_of(&octets_of(&vector));
        let message = Message::read(&octets).unwrap_or_else(|fault| panic!("{id}: {}", fault.error));
        let name = match message.message_type {
            MessageType::Unidirectional => "unidirectional",
            MessageType::Begin => "begin",
            MessageType::End => "end",
            MessageType::Continue => "continue",
            MessageType::Abort => "abort",
        };
        assert_eq!(vector["fields"]["tcap"]["msg"], name, "{id}");
        let mut parts: Vec<Vec<u8>> = Vec::new();
        for component in message.components.iter() {
            let component = component.unwrap_or_else(|bad| panic!("{id}: {}", bad.error));
            let mut out = Buffer::new();
            component.write(&mut out);
            parts.push(out.as_slice().to_vec());
        }
        if vector["fields"]["tcap"]["indefinite"] == true {
            continue;
        }
        assert_eq!(parts.concat(), message.components.octets(), "{id}");
        let mut out = Buffer::new();
        message.write(&mut out);
        assert_eq!(out.as_slice(), octets, "{id}");
        count += 1;
    }
    assert!(count > 190, "{count} vectors");
}

/// The version of the context that a message names; version 1 names none.
fn version_of(message: &Message<'_>) -> u8 {
    let name = match &message.dialogue {
        Some(Dialogue::Request(request)) => request.application_context_name.0.0,
        Some(Dialogue::Response(response)) => response.application_context_name.0.0,
        _ => return 1,
    };
    ApplicationContext::from_object_identifier(name).map_or(1, |context| context.version)
}

/// What a vector says of its operations: a name, or some.
fn names(map: &Value) -> Vec<String> {
    match &map["op"] {
        Value::String(name) => vec![name.clone()],
        Value::Array(names) => names.iter().map(|name| name.as_str().unwrap().to_string()).collect(),
        _ => Vec::new(),
    }
}

#[test]
fn every_operation_and_error_is_read_and_written_alike() {
    let (mut typed, mut other) = (0, std::collections::BTreeMap::<String, u32>::new());
    for vector in vectors() {
        let id = &vector["id"];
        let octets = tcap_of(&octets_of(&vector));
        let message = Message::read(&octets).unwrap();
        let version = version_of(&message);
        let wanted = names(&vector["fields"]["map"]);
        for component in message.components.iter() {
            let mut out = Buffer::new();
            let (name, parameter) = match component.unwrap() {
                Component::Invoke { operation: Code::Local(code), parameter, .. } => {
                    let code = OperationCode(u8::try_from(code).unwrap());
                    if let Some(octets) = parameter {
                        let element = Reader::new(octets).next("argument").unwrap();
                        let argument = Argument::read(code, version, &element);
                        let argument = argument.unwrap_or_else(|error| panic!("{id}: {error}"));
                        if matches!(argument, Argument::Other(_)) {
                            *other.entry(format!("{code:?} argument")).or_default() += 1;
                        } else {
                            typed += 1;
                        }
                        argument.write(&mut out);
                    }
                    (code.name(), parameter)
                }
                Component::ReturnResult { result: Some((Code::Local(code), parameter)), .. } => {
                    let code = OperationCode(u8::try_from(code).unwrap());
                    if let Some(octets) = parameter {
                        let element = Reader::new(octets).next("result").unwrap();
                        let result = ResultParameter::read(code, version, &element);
                        let result = result.unwrap_or_else(|error| panic!("{id}: {error}"));
                        if matches!(result, ResultParameter::Other(_)) {
                            *other.entry(format!("{code:?} result")).or_default() += 1;
                        } else {
                            typed += 1;
                        }
                        result.write(&mut out);
                    }
                    (code.name(), parameter)
                }
                Component::ReturnError { error: Code::Local(code), parameter, .. } => {
                    let code = ErrorCode(u8::try_from(code).unwrap());
                    let element = parameter.map(|octets| Reader::new(octets).next("error").unwrap());
                    let error = MapError::read(code, element.as_ref());
                    let error = error.unwrap_or_else(|error| panic!("{id}: {error}"));
                    error.write_parameter(&mut out);
                    typed += 1;
                    (None, parameter)
                }
                _ => continue,
            };
            if vector["fields"]["tcap"]["indefinite"] != true {
                assert_eq!(out.as_slice(), parameter.unwrap_or_default(), "{id}");
            }
            if let Some(name) = name.filter(|_| !wanted.is_empty()) {
                assert!(
                    wanted.iter().any(|wanted| wanted == name)
                        || name == "forwardSM"
                        || name == "informServiceCentre",
                    "{id}: {name} is none of {wanted:?}"
                );
            }
        }
    }
    println!("{typed} typed");
    assert!(typed > 200 && other.is_empty(), "{typed} typed, {other:?}");
}

#[test]
fn what_map_says_of_a_dialogue_is_read_and_written_alike() {
    let mut kinds = std::collections::BTreeMap::<&str, u32>::new();
    for vector in vectors() {
        let id = &vector["id"];
        let octets = tcap_of(&octets_of(&vector));
        let message = Message::read(&octets).unwrap();
        let information = match &message.dialogue {
            Some(Dialogue::Request(request)) => request.user_information,
            Some(Dialogue::Response(response)) => response.user_information,
            Some(Dialogue::Abort(abort)) => abort.user_information,
            _ => None,
        };
        let Some(information) = information else { continue };
        let pdu = DialoguePdu::read(information.0).unwrap_or_else(|error| panic!("{id}: {error}"));
        let pdu = pdu.unwrap_or_else(|| panic!("{id}: none of MAP"));
        assert_eq!(pdu.to_user_information().as_slice(), information.0, "{id}");
        let kind = match pdu {
            DialoguePdu::Open(_) => "open",
            DialoguePdu::Accept(_) => "accept",
            DialoguePdu::Close(_) => "close",
            DialoguePdu::Refuse(_) => "refuse",
            DialoguePdu::UserAbort(_) => "userAbort",
            DialoguePdu::ProviderAbort(_) => "providerAbort",
            _ => "other",
        };
        *kinds.entry(kind).or_default() += 1;
    }
    println!("{kinds:?}");
    for kind in ["open", "refuse", "userAbort", "providerAbort"] {
        assert!(kinds.contains_key(kind), "{kinds:?}");
    }
}

/// Kind and fields of a component in the notation.
fn component_of(node: &Node) -> (&str, &Node) {
    match node.choice() {
        ("basicROS", component) => component.choice(),
        other => other,
    }
}

/// The parameter of a component in the notation.
fn parameter_of(node: &Node) -> Option<Node> {
    let (kind, component) = component_of(node);
    let holder = if kind.starts_with("returnResult") { component.get("result")? } else { component };
    ["argument", "result", "parameter"].iter().find_map(|name| holder.get(name)).cloned()
}

/// Code and parameter of a component.
fn parts<'a>(component: &Component<'a>) -> Option<(u8, Option<&'a [u8]>)> {
    match component {
        Component::Invoke { operation, parameter, .. } => Some((operation.local()?, *parameter)),
        Component::ReturnResult { result: Some((operation, parameter)), .. } => {
            Some((operation.local()?, *parameter))
        }
        Component::ReturnError { error, parameter, .. } => Some((error.local()?, *parameter)),
        _ => None,
    }
}

/// Whether the notation has an argument of version 2 by the type of version 3, whose fields differ; in one it has lost
/// moreMessagesToSend so.
fn is_read_otherwise(vector: &Value) -> bool {
    vector["kind"] == "Reset/v2" || vector["kind"] == "UpdateLocation/v2/req" || vector["id"] == "0421"
}

/// What the notation of a parameter and what is read of it do not have in common.
fn compare(component: &Component<'_>, code: u8, version: u8, octets: &[u8], stated: &Node) -> Vec<String> {
    let element = Reader::new(octets).next("parameter").unwrap();
    let mut found = Vec::new();
    match component {
        Component::Invoke { .. } => {
            let argument = Argument::read(OperationCode(code), version, &element).unwrap();
            compared::differences(&argument, stated, "", &mut found);
        }
        Component::ReturnResult { .. } => {
            let result = ResultParameter::read(OperationCode(code), version, &element).unwrap();
            compared::differences(&result, stated, "", &mut found);
        }
        _ => {
            let error = MapError::read(ErrorCode(code), Some(&element)).unwrap();
            compared::differences(&error.parameter.unwrap(), stated, "", &mut found);
        }
    }
    found
}

#[test]
fn every_field_of_every_parameter_says_what_the_notation_says() {
    let mut compared = 0;
    for vector in vectors() {
        let id = &vector["id"];
        let octets = tcap_of(&octets_of(&vector));
        let message = Message::read(&octets).unwrap();
        let notation = notation::read(vector["asn1"].as_str().unwrap());
        let components = notation.choice().1.get("components").map(Node::items).unwrap_or_default();
        assert_eq!(message.components.iter().count(), components.len(), "{id}");
        for (component, node) in message.components.iter().zip(components) {
            let component = component.unwrap();
            let read = parts(&component).and_then(|(code, octets)| octets.map(|octets| (code, octets)));
            let stated = parameter_of(node);
            assert_eq!(read.is_some(), stated.is_some(), "{id}");
            if let Some(((code, octets), stated)) = read.zip(stated).filter(|_| !is_read_otherwise(&vector)) {
                let found = compare(&component, code, version_of(&message), octets, &stated);
                assert!(found.is_empty(), "{id}: {found:?}");
                compared += 1;
            }
        }
    }
    println!("{compared} parameters compared");
    assert!(compared > 190, "{compared}");
}

#[test]
fn every_message_is_made_of_what_the_notation_says_alone() {
    let mut made = 0;
    for vector in vectors().iter().filter(|vector| vector["fields"]["tcap"]["indefinite"] != true) {
        let octets = tcap_of(&octets_of(vector));
        let version = version_of(&Message::read(&octets).unwrap());
        let notation = notation::read(vector["asn1"].as_str().unwrap());
        let written = rebuilt::message(&notation, version);
        if vector["id"] == "0421" {
            assert_eq!(written.len() + 2, octets.len());
            continue;
        }
        assert_eq!(written, octets, "{} {}", vector["id"], vector["kind"]);
        made += 1;
    }
    println!("{made} messages made");
    assert!(made > 230, "{made}");
}
