//! A message of TCAP as JSON, with what MAP says in it.

use brivas_sigtran::Buffer;
use brivas_sigtran::ber::Reader;
use brivas_sigtran::map::ApplicationContext;
use brivas_sigtran::tcap::{Code, Component, Diagnostic, Dialogue, Message, MessageType, Problem};
use serde_json::{Map, Value, json};

use super::input::{Input, Layers};
use super::{hex, map, value};

/// How deep indefinite lengths are looked for.
const DEPTH: u32 = 32;

pub(super) fn read(input: Input<'_>, octets: &[u8]) -> Layers {
    let mut object = Map::new();
    let message = match Message::read(octets) {
        Ok(message) => message,
        Err(bad) => {
            object.insert("msg".into(), json!(bad.message_type.map(name)));
            put_hex(&mut object, "otid", bad.otid.as_ref().map(|id| id.octets()));
            put_hex(&mut object, "dtid", bad.dtid.as_ref().map(|id| id.octets()));
            // Without the peer's transaction nothing can be answered (Q.774 §3.3.4).
            let answer = bad.otid.and_then(|_| bad.p_abort_cause.name());
            object.insert("error".into(), input.fault(octets, &bad.error, json!(answer)));
            return Layers::default().on("tcap", object, None);
        }
    };
    object.insert("msg".into(), name(message.message_type).into());
    object.insert("indefinite".into(), is_indefinite(Reader::new(octets), DEPTH).into());
    put_hex(&mut object, "otid", message.otid.as_ref().map(|id| id.octets()));
    put_hex(&mut object, "dtid", message.dtid.as_ref().map(|id| id.octets()));
    if let Some(cause) = message.p_abort_cause {
        object.insert("p_abort_cause".into(), cause.0.into());
        object.insert("p_abort_cause_name".into(), json!(cause.name()));
    }
    if let Some(dialogue) = &message.dialogue {
        put_dialogue(&mut object, dialogue);
    }
    let mut components = Vec::new();
    let mut shown = Vec::new();
    let mut bad = false;
    for component in message.components.iter() {
        match component {
            Ok(component) => {
                shown.push(of_component(&component));
                components.push(component);
            }
            Err(fault) => {
                let answer = fault.problem.map_or(Value::Null, of_problem);
                let error = input.fault(octets, &fault.error, answer);
                shown.push(json!({ "invoke_id": fault.invoke_id, "error": error }));
                bad = true;
            }
        }
    }
    if !shown.is_empty() {
        object.insert("components".into(), shown.into());
    }
    let read = map::read(input, &message, &components);
    let written = (!bad).then(|| write(message, &components, &read));
    let mut above = Layers::default();
    above.objects.extend(read.object.map(|object| ("map".to_owned(), Value::Object(object))));
    above.on("tcap", object, written)
}

/// The message from its parts, and from what MAP was written as.
fn write<'a>(mut message: Message<'a>, components: &[Component<'_>], read: &'a map::Read) -> Vec<u8> {
    if let Some(user_information) = &read.user_information {
        let information = match &mut message.dialogue {
            Some(Dialogue::Request(apdu) | Dialogue::Unidirectional(apdu)) => &mut apdu.user_information,
            Some(Dialogue::Response(apdu)) => &mut apdu.user_information,
            Some(Dialogue::Abort(apdu)) => &mut apdu.user_information,
            _ => &mut None,
        };
        if let Some(information) = information {
            information.0 = user_information;
        }
    }
    let mut out = Buffer::new();
    for (component, parameter) in components.iter().zip(&read.parameters).rev() {
        let end = out.len();
        out.prepend(parameter);
        component.close(&mut out, end);
    }
    message.close(&mut out, 0);
    out.as_slice().to_vec()
}

const fn name(message_type: MessageType) -> &'static str {
    match message_type {
        MessageType::Unidirectional => "unidirectional",
        MessageType::Begin => "begin",
        MessageType::End => "end",
        MessageType::Continue => "continue",
        MessageType::Abort => "abort",
    }
}

fn put_hex(object: &mut Map<String, Value>, name: &str, octets: Option<&[u8]>) {
    if let Some(octets) = octets {
        object.insert(name.into(), hex(octets).into());
    }
}

/// Whether a length in it is indefinite: it is written again with a definite one.
fn is_indefinite(mut reader: Reader<'_>, depth: u32) -> bool {
    while depth > 0 && !reader.is_empty() {
        let begin = reader.offset();
        let Ok(element) = reader.next("element") else { return false };
        let header = element.content_offset() - begin;
        if header + element.content.len() < element.octets.len() {
            return true;
        }
        if element.reader().is_ok_and(|inner| is_indefinite(inner, depth - 1)) {
            return true;
        }
    }
    false
}

/// The dialogue portion as it is, and what of it is looked for most.
fn put_dialogue(object: &mut Map<String, Value>, dialogue: &Dialogue<'_>) {
    let (kind, apdu) = match dialogue {
        Dialogue::Request(apdu) => ("dialogueRequest", value::of(apdu)),
        Dialogue::Response(apdu) => {
            object.insert("aare_result".into(), apdu.result.0.into());
            match &apdu.result_source_diagnostic {
                Diagnostic::User(code) => drop(object.insert("diag_user".into(), code.0.into())),
                Diagnostic::Provider(code) => drop(object.insert("diag_provider".into(), code.0.into())),
                _ => {}
            }
            ("dialogueResponse", value::of(apdu))
        }
        Dialogue::Abort(apdu) => {
            object.insert("abrt_source".into(), apdu.abort_source.into());
            ("dialogueAbort", value::of(apdu))
        }
        Dialogue::Unidirectional(apdu) => ("unidialoguePDU", value::of(apdu)),
        Dialogue::Other(octets) => ("other", hex(octets).into()),
        _ => return,
    };
    let context = application_context_name(dialogue).and_then(ApplicationContext::from_object_identifier);
    if let Some((name, version)) = context.and_then(|it| Some((it.context.name()?, it.version))) {
        object.insert("context".into(), format!("{name}-v{version}").into());
    }
    object.insert("dialogue".into(), json!({ kind: apdu }));
}

/// The name of the application context, as it is coded.
pub(super) fn application_context_name<'a>(dialogue: &Dialogue<'a>) -> Option<&'a [u8]> {
    match dialogue {
        Dialogue::Request(apdu) | Dialogue::Unidirectional(apdu) => Some(apdu.application_context_name.0.0),
        Dialogue::Response(apdu) => Some(apdu.application_context_name.0.0),
        _ => None,
    }
}

fn of_component(component: &Component<'_>) -> Value {
    match component {
        Component::Invoke { invoke_id, linked_id, operation, .. } => {
            let mut object = Map::new();
            object.insert("type".into(), "invoke".into());
            object.insert("invoke_id".into(), (*invoke_id).into());
            if let Some(linked_id) = linked_id {
                object.insert("linked_id".into(), (*linked_id).into());
            }
            object.insert("op".into(), of_code(operation));
            object.into()
        }
        Component::ReturnResult { invoke_id, last, result } => {
            let kind = if *last { "returnResultLast" } else { "returnResultNotLast" };
            let operation = result.as_ref().map(|(operation, _)| of_code(operation));
            json!({ "type": kind, "invoke_id": invoke_id, "op": operation })
        }
        Component::ReturnError { invoke_id, error, .. } => {
            json!({ "type": "returnError", "invoke_id": invoke_id, "error_code": of_code(error) })
        }
        Component::Reject { invoke_id, problem } => {
            json!({ "type": "reject", "invoke_id": invoke_id, "reject": of_problem(*problem) })
        }
        _ => Value::Null,
    }
}

fn of_code(code: &Code<'_>) -> Value {
    match code {
        Code::Local(number) => (*number).into(),
        Code::Global(name) => name.to_string().into(),
    }
}

/// Kind and number of a problem.
pub(super) fn of_problem(problem: Problem) -> Value {
    match problem {
        Problem::General(code) => json!(["general", code]),
        Problem::Invoke(code) => json!(["invoke", code]),
        Problem::ReturnResult(code) => json!(["returnResult", code]),
        Problem::ReturnError(code) => json!(["returnError", code]),
        _ => Value::Null,
    }
}
