//! Messages of another implementation: each says what its vector states, and is written as it was.

use std::collections::BTreeSet;

use brivas_sigtran::m3ua::Data;
use brivas_sigtran::sccp::{
    Address, ConnectionMessage, GlobalTitle, Message, Options, RoutingIndicator, Service,
};
use serde_json::{Map, Value as Json, json};

use crate::{ITU, detach, message_type, written};

/// A vector of which a layer is SCCP.
pub(crate) struct Vector {
    pub(crate) id: String,
    fields: Json,
    /// What it says of SCCP management.
    pub(crate) management: Json,
    /// The octets of SCCP.
    pub(crate) octets: Vec<u8>,
}

pub(crate) fn vectors() -> Vec<Vector> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../conformance/vectors/sigtran.jsonl");
    let text = std::fs::read_to_string(path).unwrap();
    let vectors: Vec<Vector> = text
        .lines()
        .map(|line| serde_json::from_str::<Json>(line).unwrap())
        .filter(|vector| !vector["fields"]["sccp"].is_null())
        .map(|vector| {
            let digits = vector["hex"].as_str().unwrap();
            let octet = |at| u8::from_str_radix(&digits[at..at + 2], 16).unwrap();
            let m3ua: Vec<u8> = (0..digits.len()).step_by(2).map(octet).collect();
            let (_, octets) = Data::read(&m3ua).unwrap();
            let id = vector["id"].as_str().unwrap().to_owned();
            let fields = &vector["fields"];
            let (fields, management) = (fields["sccp"].clone(), fields["scmg"].clone());
            Vector { id, fields, management, octets: octets.to_vec() }
        })
        .collect();
    assert!(vectors.len() >= 328, "there are only {} vectors", vectors.len());
    vectors
}

fn to_hex(octets: &[u8]) -> String {
    octets.iter().map(|octet| format!("{octet:02x}")).collect()
}

/// What a message says, in the words of the vectors.
fn describe(message: &Message<'_>) -> Map<String, Json> {
    let mut fields = Map::new();
    fields.insert("msg".to_owned(), json!(message_type(message).name()));
    match message {
        Message::Unitdata(unitdata) => {
            match unitdata.service {
                Service::Data(class) => {
                    fields.insert("class".to_owned(), json!(class.class()));
                    fields.insert("return".to_owned(), json!(class.return_on_error()));
                }
                Service::Return(cause) => drop(fields.insert("cause".to_owned(), json!(cause.0))),
            }
            fields.insert("hop".to_owned(), json!(unitdata.hop_counter));
            fields.insert("called".to_owned(), address(&unitdata.called));
            fields.insert("calling".to_owned(), address(&unitdata.calling));
            fields.insert("importance".to_owned(), json!(unitdata.importance));
            let segmentation = unitdata.segmentation.map(|it| {
                json!({
                    "first": it.first,
                    "class1": it.in_sequence,
                    "remaining": it.remaining,
                    "ref": it.local_reference,
                })
            });
            fields.insert("seg".to_owned(), json!(segmentation));
        }
        Message::Connection(message) => describe_connection(message, &mut fields),
    }
    fields
}

fn describe_connection(message: &ConnectionMessage<'_>, fields: &mut Map<String, Json>) {
    let mut set = |name: &str, value: Json| drop(fields.insert(name.to_owned(), value));
    set("dlr", json!(message.destination().map(|it| it.0)));
    set("slr", json!(message.source().map(|it| it.0)));
    match *message {
        ConnectionMessage::ConnectionRequest { class, options, .. } => {
            set("class", json!(class));
            set("opts", json!(names(&options)));
        }
        ConnectionMessage::ConnectionConfirm { class, .. }
        | ConnectionMessage::InactivityTest { class, .. } => set("class", json!(class)),
        ConnectionMessage::ConnectionRefused { cause, .. } => set("cause", json!(cause.0)),
        ConnectionMessage::Released { cause, .. } => set("cause", json!(cause.0)),
        ConnectionMessage::ResetRequest { cause, .. } => set("cause", json!(cause.0)),
        ConnectionMessage::Error { cause, .. } => set("cause", json!(cause.0)),
        ConnectionMessage::DataForm1 { more, data, .. } => {
            set("more", json!(u8::from(more)));
            set("data", json!(to_hex(data)));
        }
        ConnectionMessage::DataForm2 { sequencing: [first, second], .. } => {
            set("ps", json!(first >> 1));
            set("pr", json!(second >> 1));
            set("more", json!(second & 1));
        }
        ConnectionMessage::DataAcknowledgement { receive_sequence_number, credit, .. } => {
            set("pr", json!(receive_sequence_number >> 1));
            set("credit", json!(credit));
        }
        _ => {}
    }
}

/// The names of the optional parameters, in the order in which they stand.
fn names(options: &Options<'_>) -> Vec<u8> {
    [
        (9, options.credit.is_some()),
        (3, options.called.is_some()),
        (4, options.calling.is_some()),
        (15, options.data.is_some()),
        (17, options.hop_counter.is_some()),
        (18, options.importance.is_some()),
    ]
    .into_iter()
    .filter_map(|(name, is_there)| is_there.then_some(name))
    .collect()
}

fn address(address: &Address) -> Json {
    let by_title = address.routing_indicator == RoutingIndicator::GlobalTitle;
    let mut said = json!({
        "route": if by_title { "gt" } else { "ssn" },
        "pc": address.point_code.map(|it| it.0),
        "ssn": address.ssn.map(|it| it.0),
    });
    if let Some(title) = address.global_title {
        let mut digits = title.digits().to_string().to_lowercase();
        let (indicator, translation_type, plan, nature) = match title {
            GlobalTitle::NatureOfAddress { nature_of_address, .. } => {
                (1, None, None, Some(nature_of_address))
            }
            GlobalTitle::TranslationType { translation_type, .. } => {
                // Without a plan the number of digits is not known: the vectors leave a last 0 out.
                digits = digits.strip_suffix('0').unwrap_or(&digits).to_owned();
                (2, Some(translation_type), None, None)
            }
            GlobalTitle::NumberingPlan { translation_type, numbering_plan, .. } => {
                (3, Some(translation_type), Some(numbering_plan), None)
            }
            GlobalTitle::Full { translation_type, numbering_plan, nature_of_address, .. } => {
                (4, Some(translation_type), Some(numbering_plan), Some(nature_of_address))
            }
            other => panic!("{other:?}"),
        };
        said["gt"] = json!({
            "gti": indicator, "tt": translation_type, "np": plan, "nai": nature, "digits": digits,
        });
    }
    said
}

/// Every field that is stated is said so.
fn check(id: &str, said: &Json, stated: &Json) {
    match stated {
        Json::Object(fields) => fields.iter().for_each(|(name, stated)| {
            let is_of_the_whole = name == "index" || name == "of";
            if !is_of_the_whole {
                check(&format!("{id} {name}"), &said[name], stated);
            }
        }),
        stated => assert_eq!(said, stated, "{id}"),
    }
}

#[test]
fn every_vector_says_what_it_states_and_is_written_as_it_was() {
    let mut types = BTreeSet::new();
    for vector in vectors() {
        let id = &vector.id;
        let message = Message::read(&vector.octets, ITU).unwrap_or_else(|error| panic!("{id}: {error}"));
        check(id, &Json::Object(describe(&message)), &vector.fields);
        types.insert(message_type(&message));
        let copy = detach::message(&message);
        let original = to_hex(&vector.octets);
        drop(vector.octets);
        assert_eq!(to_hex(&written(&copy)), original, "{id}");
    }
    // Of LUDT, LUDTS and a few more there are none: tshark judges ours.
    assert!(types.len() >= 17, "{types:?}");
}
