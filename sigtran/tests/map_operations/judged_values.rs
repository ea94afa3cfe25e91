//! tshark in front of what we make ourselves: every operation of short messages and USSD in each version, every error,
//! and every type of message, dialogue portion and component of TCAP. It must find no fault and read the same values.

use brivas_sigtran::Buffer;
use brivas_sigtran::ber::{Describe, Description, Reader};
use brivas_sigtran::map::{
    ApplicationContext, Argument, ContextCode, MapError, OperationCode, ResultParameter,
};
use brivas_sigtran::tcap::{
    Code, Component, Dialogue, DialogueRequest, DialogueResponse, Message, MessageType, TransactionId,
};
use serde_json::Value;

use crate::judged::carried;
use crate::{errors, short_message, tshark};

/// A message, and the fields of which tshark must know name and value.
struct Sample {
    title: String,
    version: u8,
    octets: Vec<u8>,
    fields: Vec<(&'static str, Option<String>)>,
}

/// A component with this parameter in a message with this context; version 1 has none.
fn sample(
    title: String,
    context: (ContextCode, u8),
    component: &Component<'_>,
    parameter: &dyn Describe,
    written: &[u8],
) -> Sample {
    let is_invoke = matches!(component, Component::Invoke { .. });
    let name = ApplicationContext::new(context.0, context.1).object_identifier();
    let dialogue = (context.1 > 1).then(|| match is_invoke {
        true => Dialogue::Request(DialogueRequest::new(&name, None)),
        false => Dialogue::Response(DialogueResponse::new(&name, None, None)),
    });
    let id = Some(TransactionId::new(7));
    let message = Message {
        message_type: if is_invoke { MessageType::Begin } else { MessageType::End },
        otid: id.filter(|_| is_invoke),
        dtid: id.filter(|_| !is_invoke),
        dialogue,
        ..Default::default()
    };
    let mut out = Buffer::new();
    out.prepend(written);
    component.close(&mut out, 0);
    message.close(&mut out, 0);
    let mut fields = Vec::new();
    collect(parameter, &mut fields);
    Sample { title, version: context.1, octets: carried(out), fields }
}

/// Names and values of all fields, as tshark shows them.
fn collect(value: &dyn Describe, fields: &mut Vec<(&'static str, Option<String>)>) {
    value.parts(&mut |name, part| {
        let shown = match part.describe() {
            Description::Integer(number) if number < 256 => Some(number.to_string()),
            Description::Enumerated { number, .. } => Some(number.to_string()),
            // tshark shows these as texts.
            Description::Octets(octets) if name.starts_with("diameter-") => {
                Some(String::from_utf8_lossy(octets).into_owned())
            }
            Description::Octets(octets) | Description::Digits(octets) | Description::Address(octets) => {
                Some(octets.iter().map(|octet| format!("{octet:02x}")).collect::<Vec<_>>().join(":"))
            }
            _ => None,
        };
        if name != "element" {
            fields.push((name, shown));
        }
        collect(part, fields);
    });
}

fn context_of(operation: OperationCode, version: u8) -> ContextCode {
    match operation {
        OperationCode::mt_ForwardSM => ContextCode::shortMsgMT_RelayContext,
        OperationCode::mo_ForwardSM => ContextCode::shortMsgMO_RelayContext,
        OperationCode::alertServiceCentre => ContextCode::shortMsgAlertContext,
        OperationCode::readyForSM | OperationCode::noteSubscriberPresent => ContextCode::mwdMngtContext,
        OperationCode::processUnstructuredSS_Request
        | OperationCode::unstructuredSS_Request
        | OperationCode::unstructuredSS_Notify => ContextCode::networkUnstructuredSsContext,
        _ if version == 1 => ContextCode::networkFunctionalSsContext,
        _ => ContextCode::shortMsgGatewayContext,
    }
}

fn samples() -> Vec<Sample> {
    let mut samples = Vec::new();
    for (operation, versions, argument) in short_message::arguments() {
        let mut written = Buffer::new();
        argument.write(&mut written);
        for &version in versions {
            let invoke = Component::Invoke {
                invoke_id: 1,
                linked_id: None,
                operation: Code::Local(operation.0.into()),
                parameter: None,
            };
            let title = format!("{operation:?} {version} argument");
            let context = (context_of(operation, version), version);
            samples.push(sample(title, context, &invoke, &argument, written.as_slice()));
        }
    }
    for (operation, versions, result) in short_message::results() {
        let mut written = Buffer::new();
        result.write(&mut written);
        for &version in versions {
            let component = Component::ReturnResult {
                invoke_id: 1,
                last: true,
                result: Some((Code::Local(operation.0.into()), None)),
            };
            let title = format!("{operation:?} {version} result");
            let context = (context_of(operation, version), version);
            samples.push(sample(title, context, &component, &result, written.as_slice()));
        }
    }
    for error in errors::errors() {
        let mut written = Buffer::new();
        error.write_parameter(&mut written);
        let component =
            Component::ReturnError { invoke_id: 1, error: Code::Local(error.code.0.into()), parameter: None };
        let title = format!("{:?} {:?}", error.code, error.parameter);
        let context = (ContextCode::shortMsgGatewayContext, 3);
        let none: &[u8] = &[];
        let described: &dyn Describe = match &error.parameter {
            Some(parameter) => parameter,
            None => &none,
        };
        samples.push(sample(title, context, &component, described, written.as_slice()));
    }
    samples
}

/// Whether a number is the one octet that a string in hex is: tshark shows some so.
fn is_octet(number: &str, hex: &str) -> bool {
    hex.len() == 2 && u8::from_str_radix(hex, 16).is_ok_and(|octet| number == octet.to_string())
}

/// Whether a field of this name, with this value if it has one, is there.
pub(crate) fn has(layer: &Value, name: &str, value: Option<&str>) -> bool {
    match layer {
        Value::Object(members) => members.iter().any(|(key, member)| {
            let last = key.rsplit('.').next().unwrap_or_default();
            let is_named =
                last.strip_suffix("_element").or(last.strip_suffix("_tree")).unwrap_or(last) == name;
            let is_like =
                |value: &str| member.as_str().is_some_and(|shown| shown == value || is_octet(shown, value));
            is_named && value.is_none_or(is_like) || has(member, name, value)
        }),
        Value::Array(members) => members.iter().any(|member| has(member, name, value)),
        _ => false,
    }
}

/// Errors whose parameters tshark does not know.
const UNKNOWN: [&str; 2] = ["shortTermDenial Some", "longTermDenial Some"];

#[test]
fn tshark_reads_every_short_message_operation_and_error_as_we_mean_it() {
    let samples = samples();
    let messages: Vec<Vec<u8>> = samples.iter().map(|sample| sample.octets.clone()).collect();
    let Some(packets) = tshark::read(&messages) else { return };
    let mut found = 0;
    for (sample, packet) in samples.iter().zip(&packets) {
        let title = &sample.title;
        let layer = &packet["_source"]["layers"]["gsm_map"];
        let text = packet.to_string();
        assert!(layer.is_object(), "{title}: {text}");
        let is_unknown = UNKNOWN.iter().any(|unknown| title.starts_with(unknown));
        let complains = text.contains("_ws.malformed") || text.contains("_ws.expert");
        assert_eq!(complains, is_unknown, "{title}: {text}");
        for (name, value) in sample.fields.iter().filter(|_| !is_unknown) {
            let is_shown = has(layer, &name.replace('-', "_"), value.as_deref());
            // Of versions 1 and 2, tshark has some by other names.
            assert!(is_shown || sample.version < 3, "{title}: {name} {value:?} is not in {text}");
            found += u32::from(is_shown);
        }
    }
    println!("tshark: {} messages, {found} fields", messages.len());
    assert!(messages.len() > 130 && found > 280, "{} messages, {found} fields", messages.len());
}

#[test]
fn what_tshark_judges_has_every_field_and_is_read_as_it_was_made() {
    for (operation, versions, argument) in short_message::arguments() {
        let mut written = Buffer::new();
        argument.write(&mut written);
        for &version in versions {
            let element = Reader::new(written.as_slice()).next("argument").unwrap();
            assert_eq!(Argument::read(operation, version, &element).unwrap(), argument);
            assert!(version < 3 || !format!("{argument:?}").contains("None,"), "{argument:?}");
        }
    }
    for (operation, versions, result) in short_message::results() {
        let mut written = Buffer::new();
        result.write(&mut written);
        for &version in versions {
            let element = Reader::new(written.as_slice()).next("result").unwrap();
            assert_eq!(ResultParameter::read(operation, version, &element).unwrap(), result);
            assert!(version < 3 || !format!("{result:?}").contains("None,"), "{result:?}");
        }
    }
    for error in errors::errors() {
        let mut written = Buffer::new();
        error.write_parameter(&mut written);
        let element =
            error.parameter.as_ref().map(|_| Reader::new(written.as_slice()).next("error").unwrap());
        assert_eq!(MapError::read(error.code, element.as_ref()).unwrap(), error);
        assert!(!format!("{:?}", error.parameter).contains(": None"), "{error:?}");
    }
}
