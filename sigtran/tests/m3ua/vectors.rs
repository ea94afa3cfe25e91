//! Messages of another implementation: each says what its vector states, and is written as it was.

use brivas_sigtran::Buffer;
use brivas_sigtran::m3ua::{Data, List, Message, MessageType, Opaque, Parameter, Parameters};
use serde_json::{Map, Value as Json, json};

use crate::{detach, to_hex, vectors};

/// What parameters say, in the words of the vectors.
fn describe(parameters: Parameters<'_>, message_type: MessageType, fields: &mut Map<String, Json>) {
    let dupu = message_type == MessageType::DUPU;
    for parameter in parameters.iter() {
        let mut set = |name: &str, value: Json| fields.insert(name.to_owned(), value);
        let is_data = message_type == MessageType::DATA || message_type == MessageType::REG_RSP;
        match parameter {
            Parameter::InfoString(text) => set("info", json!(String::from_utf8_lossy(text))),
            Parameter::RoutingContext(list) if is_data || message_type == MessageType::DEREG_RSP => {
                set("rc", json!(list.get(0)))
            }
            Parameter::RoutingContext(list) => set("rc", json!(list.iter().collect::<Vec<_>>())),
            Parameter::HeartbeatData(data) => set("data", json!(to_hex(data))),
            Parameter::TrafficModeType(mode) => set("tmt", json!(mode.0)),
            Parameter::ErrorCode(code) => set("code", json!(code.0)),
            Parameter::Status(status) => {
                set("type", json!(status.status_type));
                set("info", json!(status.information))
            }
            Parameter::AspIdentifier(id) => set("asp_id", json!(id)),
            Parameter::AffectedPointCode(list) => set("apc", masked(list)),
            Parameter::CorrelationId(id) => set("corr", json!(id)),
            Parameter::NetworkAppearance(appearance) => set("na", json!(appearance)),
            Parameter::UserCause { cause, user } if dupu => {
                set("cause", json!(cause));
                set("user", json!(user))
            }
            Parameter::CongestionIndications(level) => set("level", json!(level)),
            Parameter::ConcernedDestination(point_code) => set("concerned", json!(point_code.0)),
            Parameter::LocalRkIdentifier(id) => set("lrk", json!(id)),
            Parameter::DestinationPointCode(affected) => set("dpc", json!(affected.point_code().0)),
            Parameter::ServiceIndicators(list) => set("si", json!(list)),
            Parameter::OriginatingPointCodeList(list) => {
                set("opc", json!(list.iter().map(|affected| affected.point_code().0).collect::<Vec<_>>()))
            }
            Parameter::ProtocolData { label, .. } => {
                set("opc", json!(label.opc.0));
                set("dpc", json!(label.dpc.0));
                set("si", json!(label.si));
                set("ni", json!(label.ni));
                set("mp", json!(label.mp));
                set("sls", json!(label.sls))
            }
            Parameter::RegistrationStatus(status) => set("status", json!(status.0)),
            Parameter::DeregistrationStatus(status) => set("status", json!(status.0)),
            _ => None,
        };
        if let Some(inner) = parameter.inner() {
            describe(inner, message_type, fields);
        }
    }
}

fn masked(list: List<'_, brivas_sigtran::m3ua::AffectedPointCode>) -> Json {
    json!(list.iter().map(|affected| (affected.mask(), affected.point_code().0)).collect::<Vec<_>>())
}

#[test]
fn every_vector_says_what_it_states_and_is_written_as_it_was() {
    let mut messages = std::collections::BTreeSet::new();
    for vector in vectors() {
        let id = &vector.id;
        let message = Message::read(&vector.octets).unwrap_or_else(|error| panic!("{id}: {error}"));
        let mut fields = Map::new();
        fields.insert("msg".to_owned(), json!(message.message_type.name()));
        describe(message.parameters, message.message_type, &mut fields);
        for (name, stated) in vector.fields.as_object().unwrap() {
            let absent = if stated.as_array().is_some_and(Vec::is_empty) { json!([]) } else { Json::Null };
            assert_eq!(fields.get(name).unwrap_or(&absent), stated, "{id}: {name}");
        }
        messages.insert(message.message_type);
        let copy = detach::message(&message);
        let original = vector.octets.clone();
        drop(vector.octets);
        let mut written = Buffer::new();
        copy.write(&mut written).unwrap();
        assert_eq!(to_hex(written.as_slice()), to_hex(&original), "{id}");
    }
    assert_eq!(
        messages.into_iter().collect::<Vec<_>>().len(),
        MessageType::ALL.len(),
        "a message has no vector"
    );
}

#[test]
fn the_short_way_reads_and_writes_the_data_of_every_vector_alike() {
    for vector in vectors() {
        let message = Message::read(&vector.octets).unwrap();
        if message.message_type != MessageType::DATA {
            assert!(Data::read(&vector.octets).is_err(), "{}", vector.id);
            continue;
        }
        let (data, user_data) = Data::read(&vector.octets).unwrap();
        for parameter in message.parameters.iter() {
            match parameter {
                Parameter::RoutingContext(list) => assert_eq!(data.routing_context, list.get(0)),
                Parameter::NetworkAppearance(number) => assert_eq!(data.network_appearance, Some(number)),
                Parameter::CorrelationId(number) => assert_eq!(data.correlation_id, Some(number)),
                Parameter::ProtocolData { label, user_data: Opaque(octets) } => {
                    assert_eq!((data.label, user_data), (label, octets));
                }
                other => panic!("{}: {other:?}", vector.id),
            }
        }
        let mut written = Buffer::new();
        written.prepend(user_data);
        data.write(&mut written).unwrap();
        assert_eq!(to_hex(written.as_slice()), to_hex(&vector.octets), "{}", vector.id);
    }
}
