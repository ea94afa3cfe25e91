//! A message of a connection as JSON.

use brivas_sigtran::sccp::{ConnectionMessage, Options};
use serde_json::{Map, Value, json};

use super::super::{hex, put_octets};

pub(super) fn put(object: &mut Map<String, Value>, message: &ConnectionMessage<'_>) {
    object.insert("msg".into(), json!(message.message_type().name()));
    if let Some(reference) = message.destination() {
        object.insert("dlr".into(), reference.0.into());
    }
    if let Some(reference) = message.source() {
        object.insert("slr".into(), reference.0.into());
    }
    match message {
        ConnectionMessage::ConnectionRequest { class, called, options, .. } => {
            object.insert("class".into(), (*class).into());
            object.insert("called".into(), super::address(called));
            put_options(object, options);
        }
        ConnectionMessage::ConnectionConfirm { class, options, .. } => {
            object.insert("class".into(), (*class).into());
            put_options(object, options);
        }
        ConnectionMessage::ConnectionRefused { cause, options, .. } => {
            put_cause(object, cause.0, cause.name());
            put_options(object, options);
        }
        ConnectionMessage::Released { cause, options, .. } => {
            put_cause(object, cause.0, cause.name());
            put_options(object, options);
        }
        ConnectionMessage::ResetRequest { cause, .. } => put_cause(object, cause.0, cause.name()),
        ConnectionMessage::Error { cause, .. } => put_cause(object, cause.0, cause.name()),
        ConnectionMessage::DataForm1 { more, data, .. } => {
            object.insert("more".into(), u8::from(*more).into());
            put_octets(object, "data", data);
        }
        ConnectionMessage::DataForm2 { sequencing, data, .. } => {
            put_sequencing(object, *sequencing);
            put_octets(object, "data", data);
        }
        ConnectionMessage::DataAcknowledgement { receive_sequence_number, credit, .. } => {
            object.insert("pr".into(), (receive_sequence_number >> 1).into());
            object.insert("credit".into(), (*credit).into());
        }
        ConnectionMessage::ExpeditedData { data, .. } => put_octets(object, "data", data),
        ConnectionMessage::InactivityTest { class, sequencing, credit, .. } => {
            object.insert("class".into(), (*class).into());
            put_sequencing(object, *sequencing);
            object.insert("credit".into(), (*credit).into());
        }
        _ => {}
    }
}

fn put_cause(object: &mut Map<String, Value>, cause: u8, name: Option<&str>) {
    object.insert("cause".into(), cause.into());
    object.insert("cause_name".into(), json!(name));
}

fn put_sequencing(object: &mut Map<String, Value>, [first, second]: [u8; 2]) {
    object.insert("ps".into(), (first >> 1).into());
    object.insert("pr".into(), (second >> 1).into());
    object.insert("more".into(), (second & 1).into());
}

/// The optional part: `opts` are the names of its parameters by their codes (Q.713 §3.1).
fn put_options(object: &mut Map<String, Value>, options: &Options<'_>) {
    let mut names: Vec<u8> = Vec::new();
    let mut put = |code: u8, name: &str, value: Option<Value>| {
        if let Some(value) = value {
            names.push(code);
            object.insert(name.into(), value);
        }
    };
    put(9, "credit", options.credit.map(Value::from));
    put(3, "called", options.called.as_ref().map(super::address));
    put(4, "calling", options.calling.as_ref().map(super::address));
    put(15, "data", options.data.map(|data| hex(data).into()));
    put(17, "hop", options.hop_counter.map(Value::from));
    put(18, "importance", options.importance.map(Value::from));
    object.insert("opts".into(), json!(names));
    if !options.unknown.is_empty() {
        object.insert("unknown".into(), hex(options.unknown).into());
    }
}
