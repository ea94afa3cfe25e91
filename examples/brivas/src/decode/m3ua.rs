//! A message of M3UA as JSON, with what it carries.

use brivas_sigtran::Buffer;
use brivas_sigtran::m3ua::{
    AffectedPointCode, ErrorCode, Message, MessageType, Opaque, Parameter, Parameters,
};
use brivas_sigtran::mtp::RoutingLabel;
use serde_json::{Map, Value, json};

use super::input::{Input, Layers};
use super::{hex, isup, put_octets, sccp};

const ISUP: u8 = 5;

pub(super) fn read(input: Input<'_>, octets: &[u8]) -> Layers {
    let mut object = Map::new();
    let message = match Message::read(octets) {
        Ok(message) => message,
        Err(error) => {
            let answer = ErrorCode::of(&error).name();
            object.insert("error".into(), input.fault(octets, &error, json!(answer)));
            return Layers::default().on("m3ua", object, None);
        }
    };
    object.insert("msg".into(), json!(message.message_type.name()));
    put_parameters(&mut object, message.message_type, message.parameters);
    let above = match user_data(&message) {
        Some((label, data)) if label.si == RoutingLabel::SCCP => sccp::read(input, data),
        Some((label, data)) if label.si == ISUP => isup::read(data),
        Some((_, data)) => {
            put_octets(&mut object, "data", data);
            Layers::default()
        }
        None => Layers::default(),
    };
    let written = write(&message, above.octets.as_deref());
    above.on("m3ua", object, written)
}

fn user_data<'a>(message: &Message<'a>) -> Option<(RoutingLabel, &'a [u8])> {
    message.parameters.iter().find_map(|parameter| match parameter {
        Parameter::ProtocolData { label, user_data: Opaque(octets) } => Some((label, octets)),
        _ => None,
    })
}

/// The message from its parameters, and from what the layer above was written as.
fn write(message: &Message<'_>, above: Option<&[u8]>) -> Option<Vec<u8>> {
    let inner: Vec<Vec<Parameter<'_>>> = message
        .parameters
        .iter()
        .map(|parameter| parameter.inner().into_iter().flat_map(|inner| inner.iter()).collect())
        .collect();
    let parameters: Vec<Parameter<'_>> = message
        .parameters
        .iter()
        .zip(&inner)
        .map(|(parameter, inner)| match parameter {
            Parameter::RoutingKey(_) => Parameter::RoutingKey(Parameters::new(inner)),
            Parameter::RegistrationResult(_) => Parameter::RegistrationResult(Parameters::new(inner)),
            Parameter::DeregistrationResult(_) => Parameter::DeregistrationResult(Parameters::new(inner)),
            Parameter::ProtocolData { label, user_data } => {
                Parameter::ProtocolData { label, user_data: above.map_or(user_data, Opaque) }
            }
            other => other,
        })
        .collect();
    let mut out = Buffer::new();
    let message = Message { message_type: message.message_type, parameters: Parameters::new(&parameters) };
    message.write(&mut out).ok()?;
    Some(out.as_slice().to_vec())
}

/// A routing key or a result stands in the message itself where it is the only one, else in a list.
fn put_parameters(object: &mut Map<String, Value>, message_type: MessageType, parameters: Parameters<'_>) {
    let groups: Vec<Parameters<'_>> = parameters.iter().filter_map(|parameter| parameter.inner()).collect();
    for parameter in parameters.iter().filter(|parameter| parameter.inner().is_none()) {
        put_parameter(object, message_type, &parameter);
    }
    match groups.as_slice() {
        [single] => single.iter().for_each(|parameter| put_parameter(object, message_type, &parameter)),
        several => {
            let entries = several.iter().map(|group| {
                let mut entry = Map::new();
                group.iter().for_each(|parameter| put_parameter(&mut entry, message_type, &parameter));
                Value::Object(entry)
            });
            let entries: Vec<Value> = entries.collect();
            if !entries.is_empty() {
                let name = if message_type == MessageType::REG_REQ { "keys" } else { "results" };
                object.insert(name.into(), entries.into());
            }
        }
    }
}

fn put_parameter(object: &mut Map<String, Value>, message_type: MessageType, parameter: &Parameter<'_>) {
    let (name, value) = match *parameter {
        Parameter::InfoString(text) => {
            // In a Notify, `info` is the Status Information.
            let name = if message_type == MessageType::NTFY { "info_string" } else { "info" };
            (name, json!(String::from_utf8_lossy(text)))
        }
        Parameter::RoutingContext(list) if has_one_context(message_type) => ("rc", json!(list.get(0))),
        Parameter::RoutingContext(list) => ("rc", list.iter().collect()),
        Parameter::DiagnosticInformation(Opaque(octets)) => ("diagnostic", hex(octets).into()),
        Parameter::HeartbeatData(octets) => return put_octets(object, "data", octets),
        Parameter::TrafficModeType(mode) => ("tmt", mode.0.into()),
        Parameter::ErrorCode(code) => {
            object.insert("code_name".into(), json!(code.name()));
            ("code", code.0.into())
        }
        Parameter::Status(status) => {
            object.insert("type".into(), status.status_type.into());
            ("info", status.information.into())
        }
        Parameter::AspIdentifier(id) => ("asp_id", id.into()),
        Parameter::AffectedPointCode(list) => ("apc", list.iter().map(masked).collect()),
        Parameter::CorrelationId(id) => ("corr", id.into()),
        Parameter::NetworkAppearance(appearance) => ("na", appearance.into()),
        Parameter::UserCause { cause, user } => {
            object.insert("cause".into(), cause.into());
            ("user", user.into())
        }
        Parameter::CongestionIndications(level) => ("level", level.into()),
        Parameter::ConcernedDestination(point_code) => ("concerned", point_code.0.into()),
        Parameter::LocalRkIdentifier(id) => ("lrk", id.into()),
        Parameter::DestinationPointCode(affected) => ("dpc", affected.point_code().0.into()),
        Parameter::ServiceIndicators(list) => ("si", json!(list)),
        Parameter::OriginatingPointCodeList(list) => {
            ("opc", list.iter().map(|affected| affected.point_code().0).collect())
        }
        Parameter::ProtocolData { label, .. } => return put_label(object, label),
        Parameter::RegistrationStatus(status) => {
            object.insert("status_name".into(), json!(status.name()));
            ("status", status.0.into())
        }
        Parameter::DeregistrationStatus(status) => {
            object.insert("status_name".into(), json!(status.name()));
            ("status", status.0.into())
        }
        Parameter::Unknown { tag, value } => return put_unknown(object, tag.0, value),
        _ => return,
    };
    object.insert(name.into(), value);
}

/// Where a message is for one application server alone, its routing context is a number.
fn has_one_context(message_type: MessageType) -> bool {
    matches!(message_type, MessageType::DATA | MessageType::REG_RSP | MessageType::DEREG_RSP)
}

fn masked(affected: AffectedPointCode) -> Value {
    json!([affected.mask(), affected.point_code().0])
}

fn put_label(object: &mut Map<String, Value>, label: RoutingLabel) {
    object.insert("opc".into(), label.opc.0.into());
    object.insert("dpc".into(), label.dpc.0.into());
    for (name, octet) in [("si", label.si), ("ni", label.ni), ("mp", label.mp), ("sls", label.sls)] {
        object.insert(name.into(), octet.into());
    }
}

fn put_unknown(object: &mut Map<String, Value>, tag: u16, value: &[u8]) {
    let entry = json!({ "tag": tag, "value": hex(value) });
    match object.entry("unknown").or_insert_with(|| json!([])) {
        Value::Array(entries) => entries.push(entry),
        other => *other = json!([entry]),
    }
}
