//! What MAP says in a message of TCAP as JSON: its part of the dialogue portion, and the typed parameters of its operations.

mod text;
mod typed;
mod words;

use brivas_sigtran::ber::{Raw, Reader};
use brivas_sigtran::map::{ApplicationContext, ContextCode, DialoguePdu, ErrorCode, OperationCode};
use brivas_sigtran::tcap::{Code, Component, Dialogue, Message, MessageType};
use serde_json::{Map, Value, json};

use super::input::Input;
use super::{hex, tcap, value};

/// What was read of MAP.
pub(super) struct Read {
    /// `None` if nothing in the message is of MAP.
    pub(super) object: Option<Map<String, Value>>,
    /// The parameter of each component, written anew where it is of MAP.
    pub(super) parameters: Vec<Vec<u8>>,
    /// The user information of the dialogue portion, written anew.
    pub(super) user_information: Option<Vec<u8>>,
}

pub(super) fn read(input: Input<'_>, message: &Message<'_>, components: &[Component<'_>]) -> Read {
    let parameters = components.iter().map(|component| parameter(component).unwrap_or_default().to_vec());
    let mut read = Read { object: None, parameters: parameters.collect(), user_information: None };
    let name = message.dialogue.as_ref().and_then(tcap::application_context_name);
    let context = name.and_then(ApplicationContext::from_object_identifier);
    let context = context.filter(|context| context.context.name().is_some());
    if name.is_some() && context.is_none() || matches!(message.dialogue, Some(Dialogue::Other(_))) {
        return read;
    }
    let mut object = Map::new();
    read.user_information = put_dialogue(&mut object, input, message);
    let versions: &[u8] = match context {
        Some(ApplicationContext { version, .. }) => &[version],
        // Without a dialogue portion a dialogue is opened in version 1 alone.
        None if message.message_type == MessageType::Begin => &[1],
        None => &[3, 2, 1],
    };
    let mut shown = Vec::new();
    for (component, written) in components.iter().zip(&mut read.parameters) {
        let entry = put_component(&mut object, input, component, versions, context, written);
        shown.extend(entry);
    }
    if !shown.is_empty() {
        object.insert("components".into(), shown.into());
    }
    read.object = (!object.is_empty()).then_some(object);
    read
}

/// Puts the PDU of MAP in the dialogue portion, and gives it written anew, if nothing else stands with it.
fn put_dialogue(object: &mut Map<String, Value>, input: Input<'_>, message: &Message<'_>) -> Option<Vec<u8>> {
    let Raw(information) = match message.dialogue.as_ref()? {
        Dialogue::Request(apdu) | Dialogue::Unidirectional(apdu) => apdu.user_information?,
        Dialogue::Response(apdu) => apdu.user_information?,
        Dialogue::Abort(apdu) => apdu.user_information?,
        _ => return None,
    };
    let pdu = match DialoguePdu::read(information) {
        Ok(pdu) => pdu?,
        Err(error) => {
            let error = input.fault(information, &error, Value::Null);
            object.insert("dialogue".into(), json!({ "error": error }));
            return None;
        }
    };
    words::put_dialogue(object, &pdu);
    object.insert("dialogue".into(), value::of(&pdu));
    let mut all = Reader::new(information);
    all.next("EXTERNAL").ok()?;
    all.is_empty().then(|| pdu.to_user_information().as_slice().to_vec())
}

fn parameter<'a>(component: &Component<'a>) -> Option<&'a [u8]> {
    match component {
        Component::Invoke { parameter, .. } | Component::ReturnError { parameter, .. } => *parameter,
        Component::ReturnResult { result, .. } => result.as_ref().and_then(|(_, parameter)| *parameter),
        _ => None,
    }
}

/// Puts what a component says in short, gives all of it, and writes its parameter anew.
fn put_component(
    object: &mut Map<String, Value>,
    input: Input<'_>,
    component: &Component<'_>,
    versions: &[u8],
    context: Option<ApplicationContext>,
    written: &mut Vec<u8>,
) -> Option<Value> {
    let mut entry = Map::new();
    let code = match component {
        Component::Invoke { invoke_id, linked_id, operation, .. } => {
            entry.insert("invoke_id".into(), (*invoke_id).into());
            if let Some(linked_id) = linked_id {
                object.insert("linked".into(), (*linked_id).into());
            }
            *operation
        }
        Component::ReturnResult { invoke_id, result, .. } => {
            entry.insert("invoke_id".into(), (*invoke_id).into());
            object.insert("result".into(), true.into());
            match result {
                Some((operation, _)) => *operation,
                None => Code::Local(only_operation(context?.context)?.0.into()),
            }
        }
        Component::ReturnError { invoke_id, error, .. } => {
            entry.insert("invoke_id".into(), (*invoke_id).into());
            *error
        }
        _ => return None,
    };
    let Code::Local(number) = code else { return None };
    let number = u8::try_from(number).ok()?;
    let is_error = matches!(component, Component::ReturnError { .. });
    let read = parameter(component).map(|octets| (octets, typed::read(component, number, versions, octets)));
    let version = match &read {
        Some((_, Ok((version, _)))) => Some(*version),
        _ => versions.first().copied().filter(|_| versions.len() == 1),
    };
    if is_error {
        object.insert("error".into(), number.into());
        entry.insert("error_code".into(), number.into());
        entry.insert("error_name".into(), json!(ErrorCode(number).name()));
    } else {
        let name = operation_name(OperationCode(number), version);
        words::put_operation(object, &name);
        entry.insert("op".into(), name);
        if let Some(version) = version {
            object.entry("v").or_insert_with(|| version.into());
        }
    }
    match read {
        None => {}
        Some((octets, Err(error))) => {
            let answer = tcap::of_problem(typed::problem(component));
            entry.insert("error".into(), input.fault(octets, &error, answer));
            entry.insert("parameter".into(), hex(octets).into());
        }
        Some((_, Ok((_, typed)))) => {
            words::put(object, typed.word(), typed.described());
            entry.insert(typed.kind().into(), value::of(typed.described()));
            text::put(object, &mut entry, input, &typed, context);
            *written = typed.write();
            entry.insert("octets".into(), hex(written).into());
        }
    }
    Some(Value::Object(entry))
}

/// Its name, which of one number was another until version 2; a number without a name as it is.
fn operation_name(operation: OperationCode, version: Option<u8>) -> Value {
    match operation.name() {
        _ if operation == OperationCode::mo_ForwardSM => {
            if version.is_some_and(|version| version < 3) { "forwardSM" } else { "mo-ForwardSM" }.into()
        }
        Some(name) => name.into(),
        None => operation.0.into(),
    }
}

/// The operation of a context that has one alone: what a result without a code must be of (3GPP TS 29.002 §17.3.2).
const fn only_operation(context: ContextCode) -> Option<OperationCode> {
    Some(match context {
        ContextCode::locationCancellationContext => OperationCode::cancelLocation,
        ContextCode::roamingNumberEnquiryContext => OperationCode::provideRoamingNumber,
        ContextCode::locationInfoRetrievalContext => OperationCode::sendRoutingInfo,
        ContextCode::equipmentMngtContext => OperationCode::checkIMEI,
        ContextCode::shortMsgMO_RelayContext => OperationCode::mo_ForwardSM,
        ContextCode::shortMsgMT_RelayContext => OperationCode::mt_ForwardSM,
        ContextCode::shortMsgAlertContext => OperationCode::alertServiceCentre,
        ContextCode::mwdMngtContext => OperationCode::readyForSM,
        ContextCode::msPurgingContext => OperationCode::purgeMS,
        ContextCode::subscriberInfoEnquiryContext => OperationCode::provideSubscriberInfo,
        ContextCode::anyTimeInfoEnquiryContext => OperationCode::anyTimeInterrogation,
        ContextCode::gprsLocationInfoRetrievalContext => OperationCode::sendRoutingInfoForGprs,
        _ => return None,
    })
}
