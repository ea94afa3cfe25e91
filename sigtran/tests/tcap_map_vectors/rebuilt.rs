//! Whole messages made of what the notation says, with nothing of the vector's octets at hand.

use brivas_sigtran::Buffer;
use brivas_sigtran::ber::ObjectIdentifier;
use brivas_sigtran::map::{
    DialoguePdu, ErrorCode, OpenInfo, OperationCode, ProcedureCancellationReason, ProviderAbortInfo,
    ProviderAbortReason, RefuseInfo, RefuseReason, ResourceUnavailableReason, UserAbortChoice, UserAbortInfo,
};
use brivas_sigtran::tcap::{
    Code, Component, Diagnostic, Dialogue, DialogueAbort, DialogueRequest, DialogueResponse, Message,
    MessageType, PAbortCause, Problem, TransactionId,
};

use crate::build::{digits, named, object_identifier, opt};
use crate::notation::Node;
use crate::{mobility, short_message};

/// The message.
pub(crate) fn message(notation: &Node, version: u8) -> Vec<u8> {
    let (kind, node) = notation.choice();
    let message_type = match kind {
        "begin" => MessageType::Begin,
        "continue" => MessageType::Continue,
        "end" => MessageType::End,
        _ => MessageType::Abort,
    };
    let mut message = Message { message_type, ..Default::default() };
    message.otid = opt(node, "otid", transaction_id);
    message.dtid = opt(node, "dtid", transaction_id);
    let mut portion = node.get("dialoguePortion");
    match node.get("reason").map(Node::choice) {
        Some(("p-abortCause", cause)) => {
            message.p_abort_cause = Some(PAbortCause(cause.number().try_into().unwrap()));
        }
        Some((_, external)) => portion = Some(external),
        None => {}
    }
    let apdu = portion.map(|external| external.get("encoding").unwrap().choice().1.choice());
    let context = apdu.and_then(|(_, apdu)| opt(apdu, "application-context-name", object_identifier));
    let context = context.unwrap_or_default();
    let information = apdu.and_then(|(_, apdu)| apdu.get("user-information")).map(user_information);
    message.dialogue = apdu.map(|(kind, apdu)| dialogue(kind, apdu, &context, information.as_deref()));

    let mut out = Buffer::new();
    let components = node.get("components").map(Node::items).unwrap_or_default();
    for node in components.iter().rev() {
        let end = out.len();
        let component = component(node);
        if let Some(parameter) = crate::parameter_of(node) {
            parameter_of(&component, version, &parameter, &mut out)
                .unwrap_or_else(|| panic!("nobody has said how to make {parameter:?}"));
        }
        component.close(&mut out, end);
    }
    message.close(&mut out, 0);
    out.as_slice().to_vec()
}

/// One of one to four octets, by what a message that has it says.
fn transaction_id(node: &Node) -> TransactionId {
    let octets = node.octets();
    let length = u8::try_from(octets.len()).unwrap();
    Message::read(&[&[0x62, length + 2, 0x48, length], octets].concat()).unwrap().otid.unwrap()
}

fn parameter_of(component: &Component<'_>, version: u8, node: &Node, out: &mut Buffer) -> Option<()> {
    match component {
        Component::Invoke { operation, .. } => {
            let operation = OperationCode(operation.local()?);
            short_message::argument(operation, version, node, out)
                .or_else(|| mobility::argument(operation, version, node, out))
        }
        Component::ReturnResult { result: Some((operation, _)), .. } => {
            let operation = OperationCode(operation.local()?);
            short_message::result(operation, node, out).or_else(|| mobility::result(operation, node, out))
        }
        Component::ReturnError { error, .. } => short_message::error(ErrorCode(error.local()?), node, out),
        _ => None,
    }
}

/// A component without its parameter.
fn component(node: &Node) -> Component<'static> {
    let (kind, node) = crate::component_of(node);
    let id = |name: &str| {
        let present = node.get(name).map(Node::choice).filter(|(kind, _)| *kind == "present");
        present.map(|(_, id)| i8::try_from(id.number()).unwrap())
    };
    let code = |node: &Node| Code::Local(node.choice().1.number());
    let invoke_id = id("invokeId");
    match kind {
        "invoke" => Component::Invoke {
            invoke_id: invoke_id.unwrap(),
            linked_id: id("linkedId"),
            operation: code(node.get("opcode").unwrap()),
            parameter: None,
        },
        "returnResult" | "returnResultNotLast" => Component::ReturnResult {
            invoke_id: invoke_id.unwrap(),
            last: kind == "returnResult",
            result: opt(node, "result", |result| (code(result.get("opcode").unwrap()), None)),
        },
        "returnError" => Component::ReturnError {
            invoke_id: invoke_id.unwrap(),
            error: code(node.get("errcode").unwrap()),
            parameter: None,
        },
        _ => {
            let (kind, number) = node.get("problem").unwrap().choice();
            let number = u8::try_from(number.number()).unwrap();
            let problem = match kind {
                "general" => Problem::General(number),
                "invoke" => Problem::Invoke(number),
                "returnResult" => Problem::ReturnResult(number),
                _ => Problem::ReturnError(number),
            };
            Component::Reject { invoke_id, problem }
        }
    }
}

fn dialogue<'a>(kind: &str, apdu: &Node, context: &'a [u8], information: Option<&'a [u8]>) -> Dialogue<'a> {
    let mut dialogue = match kind {
        "dialogueRequest" => Dialogue::Request(DialogueRequest::new(context, information)),
        "dialogueResponse" => {
            let (source, number) = apdu.get("result-source-diagnostic").unwrap().choice();
            let number = brivas_sigtran::ber::Explicit(u8::try_from(number.number()).unwrap());
            let mut response = DialogueResponse::new(context, None, information);
            response.result.0 = apdu.get("result").unwrap().number().try_into().unwrap();
            response.result_source_diagnostic = match source {
                "dialogue-service-user" => Diagnostic::User(number),
                _ => Diagnostic::Provider(number),
            };
            Dialogue::Response(response)
        }
        _ => {
            let mut abort = DialogueAbort::by_user(information);
            abort.abort_source = apdu.get("abort-source").unwrap().number().try_into().unwrap();
            Dialogue::Abort(abort)
        }
    };
    if apdu.get("protocol-version").is_none() {
        match &mut dialogue {
            Dialogue::Request(request) => request.protocol_version = None,
            Dialogue::Response(response) => response.protocol_version = None,
            _ => {}
        }
    }
    dialogue
}

/// The one EXTERNAL of MAP.
fn user_information(list: &Node) -> Vec<u8> {
    let [external] = list.items() else { panic!("{list:?}") };
    let (kind, info) = external.get("encoding").unwrap().choice().1.choice();
    let alternative = opt(info, "alternativeApplicationContext", object_identifier);
    let pdu = match kind {
        "map-open" => DialoguePdu::Open(OpenInfo {
            destination_reference: opt(info, "destinationReference", digits),
            origination_reference: opt(info, "originationReference", digits),
            ..Default::default()
        }),
        "map-accept" => DialoguePdu::Accept(Default::default()),
        "map-refuse" => DialoguePdu::Refuse(RefuseInfo {
            reason: named(info.get("reason").unwrap(), RefuseReason, RefuseReason::name),
            alternative_application_context: alternative.as_deref().map(ObjectIdentifier),
            ..Default::default()
        }),
        "map-userAbort" => DialoguePdu::UserAbort(UserAbortInfo {
            map_user_abort_choice: match info.get("map-UserAbortChoice").unwrap().choice() {
                ("userSpecificReason", _) => UserAbortChoice::UserSpecificReason(Default::default()),
                ("userResourceLimitation", _) => UserAbortChoice::UserResourceLimitation(Default::default()),
                ("resourceUnavailable", reason) => UserAbortChoice::ResourceUnavailable(named(
                    reason,
                    ResourceUnavailableReason,
                    ResourceUnavailableReason::name,
                )),
                (_, reason) => UserAbortChoice::ApplicationProcedureCancellation(named(
                    reason,
                    ProcedureCancellationReason,
                    ProcedureCancellationReason::name,
                )),
            },
            ..Default::default()
        }),
        "map-providerAbort" => DialoguePdu::ProviderAbort(ProviderAbortInfo {
            map_provider_abort_reason: named(
                info.get("map-ProviderAbortReason").unwrap(),
                ProviderAbortReason,
                ProviderAbortReason::name,
            ),
            ..Default::default()
        }),
        other => panic!("{other}"),
    };
    pdu.to_user_information().as_slice().to_vec()
}
