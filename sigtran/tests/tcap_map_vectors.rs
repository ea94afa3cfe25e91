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
        let version = match &message.dialogue {
            Some(Dialogue::Request(request)) => {
                ApplicationContext::from_object_identifier(request.application_context_name.0.0)
            }
            Some(Dialogue::Response(response)) => {
                ApplicationContext::from_object_identifier(response.application_context_name.0.0)
            }
            _ => None,
        };
        let version = version.map_or(1, |context| context.version);
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
